// What a page of the console is to the tests that look at all of them.
import type { Locator, Page } from '@playwright/test';

import type { Keyboard } from '../keyboard.ts';
import type { Listed, Sandbox } from '../sandbox.ts';

/** The names of a route's parameters. */
type Parameter<Route extends string> = Route extends `${string}{${infer Name}}${infer Rest}` ? Name | Parameter<Rest> : never;

/** Finds a parameter's value, given the address that comes before it. */
export type Find = (sandbox: Sandbox, list: string) => Promise<string>;

/** The values that a page's parameters have in the demo data. */
export type Values = Readonly<Record<string, string>>;

/** How a page's form is filled and sent. */
export interface Form {
  fill?: (keys: Keyboard, values: Values) => Promise<void>;
  /** The button that sends it; an edit is reviewed first. */
  send: string;
  /** What the console shows when it is done. */
  done: (page: Page, values: Values) => Locator;
  write: 'POST' | 'PATCH' | 'DELETE';
  /** Whether the changes are shown before they are sent; a PATCH's usually are. */
  isReviewed?: boolean;
}

interface Told {
  /** What tests and pictures are called by; no other page has it. */
  name: string;
  /** With its question mark. */
  query?: string;
  /** What is there once the page is. */
  ready: (page: Page) => Locator;
  /** Those that the page is mostly about: what it shows when their answers are bad is looked at. */
  operations?: readonly string[];
  /** What else a person does here; what the page's form sends comes first. */
  does?: readonly string[];
  form?: Form;
  /** Adds what the page needs and the demo data lacks. */
  prepare?: (sandbox: Sandbox) => Promise<void>;
  /** Whether it is there without signing in. */
  isPublic?: boolean;
  /** Whether it asks again by itself for what it shows. */
  isLive?: boolean;
  /** What it reads once more although the frame has read it: all that it shows has to be of one moment. */
  readsAgain?: readonly RegExp[];
}

export interface PageEntry extends Told {
  /** The address's template as `routes::templates` spells it; an address that no route has stands for itself. */
  route: string;
  at: Readonly<Record<string, string | Find>>;
}

/** A page; `at` has a value for each parameter of its route. */
export const page = <const Route extends string>(
  route: Route,
  told: Told & ([Parameter<Route>] extends [never] ? object : { at: Record<Parameter<Route>, string | Find> }),
): PageEntry => ({ at: {}, ...told, route });

/** The first that fits in the API's list, whose address is `list` where it differs from the console's. */
export const listed =
  (fits: Listed = {}, list?: string): Find =>
  (sandbox, address) =>
    sandbox.idOf(list ?? address, fits);

/** What was prepared in which sandbox: pages share what they need. */
const prepared = new WeakMap<Sandbox, Set<PageEntry['prepare']>>();

/** The page's address in this sandbox, and the values in it. */
export async function locate(entry: PageEntry, sandbox: Sandbox): Promise<{ path: string; values: Values }> {
  const before = prepared.get(sandbox) ?? new Set();
  if (!before.has(entry.prepare)) await entry.prepare?.(sandbox);
  prepared.set(sandbox, before.add(entry.prepare));
  const values: Record<string, string> = {};
  let path = '';
  for (const part of entry.route.split('/').slice(1)) {
    const name = /^\{(.*)\}$/.exec(part)?.[1];
    if (name === undefined) {
      path += `/${part}`;
      continue;
    }
    const value = entry.at[name];
    if (value === undefined) throw new Error(`${entry.name}: what is ${name} in ${entry.route}?`);
    values[name] = typeof value === 'string' ? value : await value(sandbox, path);
    path += `/${encodeURIComponent(values[name])}`;
  }
  return { path: path + (entry.query ?? ''), values };
}

export const table = (name: string | RegExp) => (page: Page): Locator => page.getByRole('table', { name });

export const field = (name: string | RegExp) => (page: Page): Locator => page.getByRole('main').getByRole('textbox', { name });

export const text = (what: string) => (page: Page): Locator => page.getByRole('main').getByText(what).first();

export const heading = (name?: string | RegExp) => (page: Page): Locator =>
  page.getByRole('heading', { level: 1, ...(name === undefined ? {} : { name }) });

/** A heading inside the page. */
export const section = (name: string) => (page: Page): Locator => page.getByRole('main').getByRole('heading', { name });

export const list = (name: string) => (page: Page): Locator => page.getByRole('main').getByRole('list', { name });

export const picture = (page: Page): Locator => page.getByRole('figure', { name: 'What will happen' });

/** A message that something is over. */
export const said = (text: string | RegExp) => (page: Page): Locator =>
  page.getByRole('region', { name: 'Notifications' }).getByText(text);

/** What asks for a thing's name before it is lost. */
export const confirmed = (name: string | RegExp) => field(typeof name === 'string' ? `Type ${name} to confirm` : name);

/** The form that deletes a thing of this name, or of the name that its address gives. */
export const removes = (thing: string, name: string | ((values: Values) => string)): Form => {
  const named = (values: Values) => (typeof name === 'string' ? name : name(values));
  return {
    fill: (keys, values) => keys.fill(`Type ${named(values)} to confirm`, named(values)),
    send: `Delete ${thing}`,
    done: (page, values) => said(`Deleted ${named(values)}`)(page),
    write: 'DELETE',
  };
};

/**
 * The list, form, page and deletion of a resource that is plain and not edited, by the address of one (`AtKept`).
 * The demo data have none: one is added.
 */
export const kept = <const Route extends `${string}/{${string}}`>(
  route: Route,
  told: {
    one: string;
    many: string;
    /** Those that list, add, get and delete, in this order. */
    operations: readonly [string, string, string, string];
    at: Readonly<Record<string, string>>;
    /** What the list says when it is empty. */
    none: string;
    /** What is typed into which fields; a new one is called by the first. */
    typed: Readonly<Record<string, string>>;
    /** The one that is added; it is called by the first of its facts. */
    body: Readonly<Record<string, unknown>>;
  },
): PageEntry[] => {
  const { one, many, at, body } = told;
  const [list, item] = [route.slice(0, route.lastIndexOf('/')), route.slice(route.lastIndexOf('{') + 1, -1)];
  const [listing, adding, getting, deleting] = told.operations;
  const [label = '', typed = ''] = Object.entries(told.typed)[0] ?? [];
  const name = String(Object.values(body)[0]);
  const prepare = (sandbox: Sandbox) => sandbox.add(list.replace(/\{(.*?)\}/g, (_, key: string) => at[key] ?? ''), body);
  const fill = async (keys: Keyboard) => {
    for (const [field, value] of Object.entries(told.typed)) await keys.fill(field, value);
  };
  const there = { at: { ...at, [item]: listed(body) }, prepare };
  return [
    { route: list, name: many, at, ready: text(told.none), operations: [listing] },
    {
      route: `${list}/new`,
      name: `add ${one}`,
      at,
      ready: field(label),
      does: [adding],
      form: { fill, send: `Add ${one}`, done: said(`Added ${typed}`), write: 'POST' },
    },
    { route, name: one, ...there, ready: heading(name), does: [getting] },
    {
      route: `${route}/delete`,
      name: `delete ${one}`,
      ...there,
      ready: confirmed(name),
      does: [deleting],
      form: removes(one, name),
    },
  ];
};
