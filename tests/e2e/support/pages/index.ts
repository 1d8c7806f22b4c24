// Every page of the console, once. What is true of all pages is tested over this list. Each of the other files in this
// folder exports lists of pages; one that is added is found by itself.
import { readdir } from 'node:fs/promises';

import type { PageEntry } from './page.ts';

export { locate, type PageEntry } from './page.ts';

const others = ['index.ts', 'page.ts'];
const files = (await readdir(new URL('.', import.meta.url))).filter((file) => !others.includes(file)).sort();
const modules = await Promise.all(
  files.map(async (file) => (await import(`./${file}`)) as Record<string, readonly PageEntry[]>),
);

export const pages: readonly PageEntry[] = modules.flatMap((module) => Object.values(module)).flat();
