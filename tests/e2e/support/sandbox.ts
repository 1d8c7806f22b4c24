// The server as a test steers it: what it holds, what goes wrong in it, and what time it is there.
import type { Counts } from './coverage.ts';
import { unsaid } from './logs.ts';
import type { Server } from './server.ts';

/** What goes wrong with the requests of one operation. */
export interface Fault {
  status?: number;
  /** A text is sent as it is, anything else as JSON; without a status, in place of a good answer. */
  body?: string | object;
  contentType?: string;
  headers?: Readonly<Record<string, string>>;
  /** Waits so long before anything else. */
  delayMs?: number;
  /** Closes the connection without an answer. */
  drop?: boolean;
  /** Answers half of the body. */
  truncate?: boolean;
  /** How many requests it strikes; without it, all until `clearFaults`. */
  times?: number;
}

export interface Variable {
  name: string;
  value?: string;
  is_json?: boolean;
  is_sensitive?: boolean;
  visible_build?: boolean;
  visible_runtime?: boolean;
  is_enabled?: boolean;
  is_inheritable?: boolean;
  inherited?: boolean;
}

/** What a thing of a list has, or what it has to fulfil. */
export type Listed = Record<string, unknown> | ((thing: Record<string, unknown>) => boolean);

/** Requests with it are a test's own: they do not count as driven through the console. */
const uncounted = { 'x-wheelhouse-uncounted': '1' };

/** Longer than activities that wait for each other, in seconds; several times that is less than an access token lives. */
const LONGEST_WORK = 120;

/** What a service or an application of an environment holds: the same revision is the same content. */
export interface Held {
  service: string;
  revision: string;
  size_bytes: number;
}

export class Sandbox {
  #accessToken: string | undefined;

  constructor(private readonly server: Pick<Server, 'sandbox' | 'token'>) {}

  /** How often each operation was called since the server started, except by tests. */
  async coverage(): Promise<Counts> {
    const { operations } = (await (await this.#control('GET', 'coverage')).json()) as { operations: Counts };
    return operations;
  }

  /**
   * Brings back the data as it was at first, without a fault, and stops the clock: what runs stays under way until
   * `advance` or `finish`, however long a page takes.
   */
  async reset(): Promise<void> {
    await this.#control('POST', 'reset', {});
    await this.#control('POST', 'clock', { stop: true });
    this.#accessToken = undefined;
  }

  /** Sets a fault for an operation, by its id, or `sign-in` for the token exchange. */
  async fault(operation: string, { times = 1_000_000, delayMs, contentType, ...fault }: Fault): Promise<void> {
    await this.#control('POST', 'faults', {
      operation,
      times,
      fault: {
        ...fault,
        ...(delayMs === undefined ? {} : { delay_ms: delayMs }),
        ...(contentType === undefined ? {} : { content_type: contentType }),
      },
    });
  }

  async clearFaults(): Promise<void> {
    await this.#control('DELETE', 'faults');
  }

  /** Moves the server's clock, which rules tokens and activities. */
  async advance(seconds: number): Promise<void> {
    await this.#control('POST', 'clock', { advance_seconds: seconds });
  }

  /** The server's time, in milliseconds since 1970. */
  async now(): Promise<number> {
    const { now } = (await (await this.#control('POST', 'clock', { advance_seconds: 0 })).json()) as { now: string };
    return Date.parse(now);
  }

  /** Changes what has to be verified of the person who is signed in: `phone`, `staff` or nothing. */
  async verify(verification: string): Promise<void> {
    await this.#control('POST', `standing/${await this.userId()}`, { verification });
  }

  /** Whether signing in with a passcode or a recovery code would succeed; it counts once. */
  async takes(code: string): Promise<boolean> {
    const answer = await this.#control('POST', `second-factor/${await this.userId()}`, { code });
    return ((await answer.json()) as { accepted: boolean }).accepted;
  }

  /** Lets all that runs end. */
  async finish(): Promise<void> {
    await this.advance(LONGEST_WORK);
  }

  /** The id of the first thing that fits in a list of the API. */
  async idOf(list: string, fits: Listed = {}): Promise<string> {
    const answer = await this.#api('GET', list);
    if (!answer.ok) throw new Error(`${list} was not read: ${answer.status} ${await answer.text()}`);
    const given = (await answer.json()) as { items?: unknown } | unknown[];
    const things = (Array.isArray(given) ? given : given.items) as Record<string, unknown>[];
    const found = things.find(typeof fits === 'function' ? fits : (thing) => isSuperset(thing, fits));
    if (found === undefined) throw new Error(`nothing in ${list} fits ${JSON.stringify(fits)}`);
    return String(found.id ?? found.name);
  }

  /** The id of the person who is signed in. */
  async userId(): Promise<string> {
    return ((await (await this.#api('GET', '/users/me')).json()) as { id: string }).id;
  }

  /** The id of the person with this address. */
  async userOf(email: string): Promise<string> {
    return ((await (await this.#api('GET', `/users/email=${encodeURIComponent(email)}`)).json()) as { id: string }).id;
  }

  /** Adds to a list of the API. */
  async add(list: string, body: object): Promise<void> {
    const answer = await this.#api('POST', list, body);
    if (!answer.ok) throw new Error(`nothing was added to ${list}: ${answer.status} ${await answer.text()}`);
  }

  /** Adds a variable; `variables` is the address of the list in the console. */
  async addVariable(variables: string, variable: Variable): Promise<void> {
    await this.add(variables, variable);
  }

  /** One variable as the API has it now. */
  async variable(variables: string, name: string): Promise<Variable | undefined> {
    const answer = await this.#api('GET', `${variables}/${encodeURIComponent(name)}`);
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`${name} was not read: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Variable;
  }

  /** What an environment holds now; `environment` is its address in the console. */
  async held(environment: string): Promise<Held[]> {
    return (await (await this.#control('GET', dataOf(environment))).json()) as Held[];
  }

  /** Writes to a service as an application would. */
  async write(environment: string, service: string, revision: string): Promise<void> {
    await this.#control('POST', dataOf(environment), { service, revision });
  }

  /** The console's addresses follow the API's. */
  async #api(method: string, path: string, body?: object): Promise<Response> {
    const send = async () =>
      fetch(`${this.server.sandbox}/api${path}`, {
        method,
        headers: {
          ...uncounted,
          authorization: `Bearer ${(this.#accessToken ??= await this.#exchange())}`,
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const answer = await send();
    if (answer.status !== 401) return answer;
    this.#accessToken = undefined;
    return send();
  }

  async #exchange(): Promise<string> {
    const answer = await fetch(`${this.server.sandbox}/auth/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('platform-api-user:')}` },
      body: new URLSearchParams({ grant_type: 'api_token', api_token: this.server.token }),
    });
    if (!answer.ok) throw new Error(`the token was not exchanged: ${answer.status} ${await answer.text()}`);
    return unsaid(((await answer.json()) as { access_token: string }).access_token);
  }

  async #control(method: string, name: string, body?: object): Promise<Response> {
    const answer = await fetch(`${this.server.sandbox}/_sandbox/${name}`, {
      method,
      headers: uncounted,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} /_sandbox/${name}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

const dataOf = (environment: string) => environment.replace('/projects/', 'data/').replace('/environments/', '/');

/** Whether the thing has all that is wanted, compared by value. */
const isSuperset = (thing: Record<string, unknown>, wanted: Record<string, unknown>) =>
  Object.entries(wanted).every(([name, value]) => JSON.stringify(thing[name]) === JSON.stringify(value));
