// What no page may do, whatever a test is about: write errors to the console, throw, ask another host.
import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/** Gathers what went wrong in every tab of a context. */
export class Watch {
  readonly #problems: string[] = [];
  readonly #origins = new Set<string>();
  readonly #statuses = new Set<number>();
  #networkErrors = false;

  constructor(context: BrowserContext, origin: string) {
    this.#origins.add(origin);
    context.on('console', (message) => this.#heard(message));
    context.on('weberror', (error) => this.#problems.push(`thrown: ${error.error().message}`));
    context.on('request', (request) => {
      const { protocol, origin: asked } = new URL(request.url());
      const isLocal = ['data:', 'blob:', 'about:'].includes(protocol);
      if (!isLocal && !this.#origins.has(asked)) this.#problems.push(`asked another host: ${request.url()}`);
    });
  }

  /** Chromium writes an error line for each answer of such a status; without this call it is a problem. */
  allowStatus(...statuses: number[]): void {
    for (const status of statuses) this.#statuses.add(status);
  }

  /** The same, for requests that get no answer. */
  allowNetworkErrors(): void {
    this.#networkErrors = true;
  }

  /** Another server that the test uses. */
  allowOrigin(origin: string): void {
    this.#origins.add(origin);
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  #heard(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    const text = message.text();
    const failed = /^Failed to load resource: (.*)$/.exec(text)?.[1];
    if (failed !== undefined) {
      const status = /status of (\d+)/.exec(failed)?.[1];
      if (status !== undefined && this.#statuses.has(Number(status))) return;
      if (this.#networkErrors && failed.startsWith('net::')) return;
    }
    // What fetches the program's parts writes down why it could not, besides.
    if (this.#networkErrors && text.startsWith('TypeError: Failed to fetch')) return;
    this.#problems.push(`console: ${text} (${message.location().url})`);
  }
}
