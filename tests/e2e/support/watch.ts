// What no page may do, whatever a test is about: write errors to the console, throw, ask another host.
import type { BrowserContext, ConsoleMessage, Request, WebError } from '@playwright/test';

import { hearSecrets } from './logs.ts';

/** Gathers what went wrong in every tab of a context. */
export class Watch {
  readonly #problems: string[] = [];
  readonly #origins = new Set<string>();
  readonly #statuses = new Set<number>();
  #stops: RegExp | undefined;
  #networkErrors = false;

  constructor(
    private readonly context: BrowserContext,
    origin: string,
  ) {
    this.#origins.add(origin);
    context.on('console', this.#heard);
    context.on('weberror', this.#thrown);
    context.on('request', this.#asked);
    context.on('response', hearSecrets);
  }

  /** Looks at the context no more: the next test has its own watch. */
  end(): void {
    this.context.off('console', this.#heard);
    this.context.off('weberror', this.#thrown);
    this.context.off('request', this.#asked);
    this.context.off('response', hearSecrets);
  }

  /** Chromium writes an error line for each answer of such a status; without this call it is a problem. */
  allowStatus(...statuses: number[]): void {
    for (const status of statuses) this.#statuses.add(status);
  }

  /** The same, for requests that get no answer; a gateway that got none says 502. */
  allowNetworkErrors(): void {
    this.#networkErrors = true;
  }

  /** Errors that nothing in the page catches, where the test is about them. */
  allowThrown(pattern: RegExp): void {
    this.#stops = pattern;
  }

  /** Another server that the test uses. */
  allowOrigin(origin: string): void {
    this.#origins.add(origin);
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  readonly #thrown = (error: WebError): void => {
    const { message } = error.error();
    if (!this.#stops?.test(message)) this.#problems.push(`thrown: ${message}`);
  };

  readonly #asked = (request: Request): void => {
    const { protocol, origin } = new URL(request.url());
    const isLocal = ['data:', 'blob:', 'about:'].includes(protocol);
    if (!isLocal && !this.#origins.has(origin)) this.#problems.push(`asked another host: ${request.url()}`);
  };

  readonly #heard = (message: ConsoleMessage): void => {
    if (message.type() !== 'error') return;
    const text = message.text();
    const failed = /^Failed to load resource: (.*)$/.exec(text)?.[1];
    if (failed !== undefined) {
      const status = /status of (\d+)/.exec(failed)?.[1];
      if (status !== undefined && this.#statuses.has(Number(status))) return;
      if (this.#networkErrors && (failed.startsWith('net::') || status === '502')) return;
    }
    // What fetches the program's parts writes down why it could not, besides.
    if (this.#networkErrors && text.startsWith('TypeError: Failed to fetch')) return;
    if (this.#statuses.has(404) && text.includes('HTTP status code is not ok')) return;
    this.#problems.push(`console: ${text} (${message.location().url})`);
  };
}
