// Says what the run drove, and fails where a full one reached less than before, or a server told a secret.
import { readFile } from 'node:fs/promises';
import type { FullConfig } from '@playwright/test';

import { gather } from './coverage.ts';
import search from './logs.ts';
import { operations } from './operations.ts';

/** Those that a full run must drive; it only grows. */
const reached = new URL('../reached.json', import.meta.url);

/** Arguments that do not choose among the tests. */
const harmless = /^--(workers|reporter|headed|trace|output|timeout|quiet|config|max-failures)\b|^-[jxc]$/;

export default async function conclude(config: FullConfig): Promise<void> {
  const counts = await gather(config.projects[0]?.outputDir ?? '');
  const all = (await operations()).map(({ id }) => id);
  const driven = all.filter((id) => (counts[id] ?? 0) > 0);
  const missed = Object.keys(counts).filter((id) => counts[id] === 0);
  console.log(`\noperations driven through the console: ${driven.length}/${all.length}`);
  if (missed.length > 0) console.log(`declared, but not driven: ${missed.join(', ')}`);

  const expected = JSON.parse(await readFile(reached, 'utf8')) as string[];
  const lost = expected.filter((id) => !driven.includes(id));
  const gained = driven.filter((id) => !expected.includes(id));
  if (gained.length > 0) console.log(`add to reached.json: ${gained.join(', ')}`);
  await search(config);
  if (lost.length === 0 || isFiltered(process.argv.slice(2))) return;
  throw new Error(`listed in reached.json, but not driven: ${lost.join(', ')}`);
}

function isFiltered(given: readonly string[]): boolean {
  return given.filter((argument) => argument !== 'test').some((argument) => !harmless.test(argument));
}
