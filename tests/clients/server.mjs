// The real server, as its own process, over data in memory.
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const START_LIMIT_MS = 20_000;
export const TOKEN = 'wheelhouse-demo-admin-token';

/** Starts the server; activities take a hundredth of their time. */
export async function start() {
  const binary = process.env.WHEELHOUSE_SERVER;
  if (!binary) throw new Error('WHEELHOUSE_SERVER names the built `wheelhouse` binary');
  // Nobody asks for the console.
  const dist = mkdtempSync(join(tmpdir(), 'wheelhouse-clients-'));
  writeFileSync(join(dist, 'index.html'), '<!doctype html>');
  const child = spawn(
    binary,
    ['sandbox', '--memory', '--port', '0', '--pace', '0.01', '--dist', dist, '--token', TOKEN],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const limit = setTimeout(() => child.kill(), START_LIMIT_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    const origin = /http:\/\/\S+/.exec(line)?.[0];
    if (origin) {
      clearTimeout(limit);
      return { origin, stop: () => child.kill() };
    }
  }
  throw new Error('The server did not say where it is.');
}
