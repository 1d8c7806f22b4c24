// What the servers of a run say, kept in files, and that no secret of the run is in it.
import { appendFileSync, mkdirSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FullConfig, Response } from '@playwright/test';

/** Told to workers by what begins a run; other runs keep nothing. */
const variable = 'WHEELHOUSE_LOGS';
/** The secrets of the run, each on a line. */
const list = 'secrets';
/** How many letters of a secret are looked up at once; shorter ones are none. */
const HEAD = 8;

/** What the sandbox says at its start, so that somebody can sign in. */
const announcement = /^(Sign in with|To look only)\s/;

/** What is a secret whatever its value. */
const shapes = [
  /\b(bearer|basic)\s+[\w-]{8}/i,
  /\b(access|refresh|api|id)_token\b["\s]*[=:]["\s]*[\w-]{8}/i,
  /__Host-wheelhouse[\w-]*=[\w-]{8}/,
  /[?&](code|code_verifier|client_secret)=[\w-]{8}/,
];

/** Has the run keep what servers say in this folder of its results. */
export async function keepLogs(results: string): Promise<void> {
  const folder = join(results, 'logs');
  await rm(folder, { recursive: true, force: true });
  process.env[variable] = folder;
}

/** Keeps what a server said. */
export function keep(file: string, said: string | Buffer): void {
  const folder = process.env[variable];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, file), said);
}

/** A value that no server may say: it is looked for when the run is over. */
export function unsaid(value: string): string {
  if (value.length >= HEAD && !value.includes('\n')) keep(list, `${value}\n`);
  return value;
}

/** The same of the tokens and cookies that an answer gives a browser. */
export function hearSecrets(answer: Response): void {
  // A page that is left takes its answers along.
  if (new URL(answer.url()).pathname.startsWith('/auth/')) void given(answer).catch(() => undefined);
}

async function given(answer: Response): Promise<void> {
  for (const { name, value } of await answer.headersArray()) {
    const cookie = /^[^=]+=([^;]*)/.exec(value)?.[1];
    if (name.toLowerCase() === 'set-cookie' && cookie) unsaid(cookie);
  }
  const text = await answer.text();
  for (const [, token] of text.matchAll(/"(?:access|refresh)_token"\s*:\s*"([^"]+)"/g)) unsaid(token ?? '');
}

/** Fails where a server said a secret. */
export default async function search(config: FullConfig): Promise<void> {
  const folder = join(config.projects[0]?.outputDir ?? '', 'logs');
  const files = await readdir(folder).catch(() => []);
  if (files.length === 0) return;
  const secrets = new Set((await readFile(join(folder, list), 'utf8')).split('\n'));
  const heads = new Map<string, string[]>();
  for (const value of secrets) {
    const head = value.slice(0, HEAD);
    heads.set(head, [...(heads.get(head) ?? []), value]);
  }
  const isTold = (line: string): boolean => {
    for (let at = 0; at + HEAD <= line.length; at += 1) {
      if (heads.get(line.slice(at, at + HEAD))?.some((value) => line.startsWith(value, at))) return true;
    }
    return shapes.some((shape) => shape.test(line));
  };
  const told: string[] = [];
  let announced = 0;
  for (const file of files.filter((file) => file !== list)) {
    for (const [at, line] of (await readFile(join(folder, file), 'utf8')).split('\n').entries()) {
      if (!isTold(line)) continue;
      if (announcement.test(line)) announced += 1;
      else told.push(`${file}:${at + 1}: ${line}`);
    }
  }
  if (announced === 0) throw new Error(`what the servers said is not in ${folder}, or its secrets are not known`);
  if (told.length > 0) throw new Error(`${told.length} lines of servers tell a secret:\n${told.slice(0, 20).join('\n')}`);
}
