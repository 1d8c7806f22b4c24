// Which of the API's operations the console was driven through.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Inside the folder that a run writes its results to. */
const folder = (results: string) => join(results, 'coverage');

/** How often each declared operation was called, by id. */
export type Counts = Record<string, number>;

export async function forget(results: string): Promise<void> {
  await rm(folder(results), { recursive: true, force: true });
}

/** Keeps what one worker counted; workers of a run have different indexes, replaced ones too. */
export async function keep(results: string, worker: number, counts: Counts): Promise<void> {
  await mkdir(folder(results), { recursive: true });
  await writeFile(join(folder(results), `${worker}.json`), JSON.stringify(counts));
}

/** What all workers of this run kept. */
export async function gather(results: string): Promise<Counts> {
  const total: Counts = {};
  const files = await readdir(folder(results)).catch(() => []);
  for (const file of files) {
    const counts = JSON.parse(await readFile(join(folder(results), file), 'utf8')) as Counts;
    for (const [id, count] of Object.entries(counts)) total[id] = (total[id] ?? 0) + count;
  }
  return total;
}
