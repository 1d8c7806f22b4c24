// Where each thing that changes something is done, and what that belongs to.
import { buttons, type Given, type Sent } from './buttons.ts';
import { operations } from './operations.ts';
import { keyOf } from './crawl.ts';
import { locate, pages, type PageEntry } from './pages/index.ts';

export type Scope = 'account' | 'organization' | 'project' | 'environment';

export const scopes: readonly Scope[] = ['account', 'organization', 'project', 'environment'];

/** An operation that writes or deletes, and the page where a person does it. */
export interface Task {
  operation: string;
  entry: PageEntry;
  /** How it is sent, where that is without a form. */
  sent?: Sent;
}

/** A task in the sandbox. */
export interface Target extends Task {
  /** The page, and those that it belongs to, up to the start page: of a thing its form is about, a list, a scope. */
  chain: readonly string[];
  /** What the search has to find, and where: the page from what it belongs to, or its list where it is one of many. */
  sought: { page: string; at: string };
}

/** All that writes or deletes; what no page does, or none says how, fails by its name. */
export async function tasks(): Promise<readonly Task[]> {
  const writing = (await operations()).filter(({ method }) => method !== 'GET');
  const told = writing.map(({ id }): Task | string => {
    const sent = buttons[id];
    const doing = pages.filter(({ does = [] }) => does.includes(id));
    const formed = doing.find(({ does = [], form }) => form && does[0] === id);
    const entry = sent ? doing.find(({ name }) => name === sent.on) : formed;
    if (entry) return { operation: id, entry, ...(sent ? { sent } : {}) };
    return doing.length === 0 ? `${id}: no page does it` : `${id}: no form sends it, and support/buttons.ts has no button`;
  });
  const wrong = told.filter((one) => typeof one === 'string');
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return told.filter((one) => typeof one !== 'string');
}

export function scopeOf({ entry }: Task): Scope {
  if (entry.route.includes('/{environment}')) return 'environment';
  if (entry.route.startsWith('/projects/{project}')) return 'project';
  return entry.route.startsWith('/organizations/{organization}') ? 'organization' : 'account';
}

const routes = new Set(pages.map(({ route }) => route));

/** Pages that lead to others which do not lie below them. */
const through: Readonly<Record<string, string>> = {
  'redeem voucher': 'vouchers',
  'git server': 'project settings',
};

/** Lists that stand on the page of what they are of as well: nothing leads to their own. */
const within: ReadonlySet<string> = new Set(['/organizations/{organization}/teams/{team}/members']);

/** The pages above one, the nearest first: those of the registry whose addresses it begins with, and the start page. */
function above(route: string, path: string): string[] {
  const [names, values] = [route.split('/'), path.split('/')];
  const found: string[] = [];
  for (let length = names.length - 1; length > 1; length -= 1) {
    const route = names.slice(0, length).join('/');
    if (routes.has(route) && !within.has(route)) found.push(values.slice(0, length).join('/'));
  }
  // What is a person's own is on the tabs of the first of it.
  const first = '/account/profile';
  if (route.startsWith('/account/') && path !== first && !found.includes(first)) found.push(first);
  return [...found, '/'];
}

/** Finds the tasks in the sandbox, after what they need is added. */
export async function targets(all: readonly Task[], given: Given): Promise<readonly Target[]> {
  const { sandbox } = given;
  for (const prepare of new Set(all.map(({ entry }) => entry.prepare))) await prepare?.(sandbox);
  await sandbox.finish();
  for (const { sent } of all) await sent?.running?.(sandbox);
  const found: Target[] = [];
  for (const task of all) {
    const { prepare: _, query = '', ...entry } = task.entry;
    const path = task.sent?.at ? await task.sent.at(given) : (await locate(entry, sandbox)).path;
    const between = pages.find(({ name }) => name === through[entry.name]);
    const chain = [path, ...(between ? [(await locate(between, sandbox)).path] : []), ...above(entry.route, path)];
    // A page that has another form for each query shows which there are without one.
    if (pages.some((other) => other.route === entry.route && query !== '' && !other.query)) chain.unshift(path + query);
    const isOneOfMany = entry.route.endsWith('}') && !entry.route.endsWith('{part}');
    const [page = '/', at = '/'] = chain.slice(isOneOfMany || chain[0] !== path ? 1 : 0).map(keyOf);
    found.push({ ...task, chain: chain.map(keyOf), sought: { page, at } });
  }
  return found;
}

/** Each page on the ways to the targets, with the one that it belongs to. */
export function ownersOf(all: readonly Target[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { chain } of all) {
    for (const [at, key] of chain.slice(0, -1).entries()) owners.set(key, chain[at + 1] ?? '/');
  }
  return owners;
}
