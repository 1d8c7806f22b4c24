// Which of the API's operations the console was driven through.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const folder = fileURLToPath(new URL('../test-results/coverage/', import.meta.url));

/** How often each declared operation was called, by id. */
export type Counts = Record<string, number>;

export async function forget(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Keeps what one worker counted; workers of a run have different indexes, replaced ones too. */
export async function keep(worker: number, counts: Counts): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${worker}.json`), JSON.stringify(counts));
}

/** What all workers of this run kept. */
export async function gather(): Promise<Counts> {
  const total: Counts = {};
  const files = await readdir(folder).catch(() => []);
  for (const file of files) {
    const counts = JSON.parse(await readFile(join(folder, file), 'utf8')) as Counts;
    for (const [id, count] of Object.entries(counts)) total[id] = (total[id] ?? 0) + count;
  }
  return total;
}
