// The operations of the API, as the contract's tests hold them against its published reference.
import { readFile } from 'node:fs/promises';

const reference = new URL('../../../crates/contract/tests/reference/operations.tsv', import.meta.url);

export interface Operation {
  id: string;
  method: string;
}

export async function operations(): Promise<readonly Operation[]> {
  const [head, ...lines] = (await readFile(reference, 'utf8')).trim().split('\n');
  const method = (head ?? '').split('\t').indexOf('method');
  const told = lines.map((line) => line.split('\t')).map((line) => ({ id: line[0] ?? '', method: line[method] ?? '' }));
  const strange = told.find(({ id, method }) => id === '' || !/^(GET|POST|PUT|PATCH|DELETE)$/.test(method));
  if (strange) throw new Error(`${reference.pathname} has no method for ${strange.id}`);
  return told;
}
