// The real server, as their own processes: the sandbox, and the gateway before it where tests go through one.
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { demo } from './demo.ts';
import { unsaid } from './logs.ts';
import { dist, Program } from './program.ts';

export interface ServerOptions {
  /** A folder that outlives the process; without one the data is in memory. */
  data?: string;
  dataSet?: 'demo' | 'large' | 'crowd' | 'empty';
  /** The folder of another console than the one that was built. */
  dist?: string;
  /** What is between the browser and the sandbox. */
  through?: Through;
}

/** Nothing; `wheelhouse serve`; the same, for looking only, or where people sign in by OAuth. */
export type Through = 'nothing' | 'gateway' | 'read-only gateway' | 'gateway with OAuth';

/** What the gateway is to the sandbox, where people sign in by OAuth. */
const client = { id: 'console', secret: 'secret-of-the-journeys' };

/** What seals the sessions of gateways. */
const keys = new URL('../fixtures/session.keys', import.meta.url);

/** What all journeys go through where they do not say it themselves. */
const usual: Through = process.env.WHEELHOUSE_THROUGH === 'gateway' ? 'gateway' : 'nothing';

/** One `wheelhouse sandbox`, with what is before it: both can be killed and started again at the same addresses. */
export class Server {
  #sandbox: Program | undefined;
  #gateway: Program | undefined;
  #sandboxOrigin = '';
  #gatewayOrigin = '';
  #token = '';
  readonly #through: Through;

  private constructor(private readonly options: ServerOptions) {
    this.#through = options.through ?? usual;
  }

  static async start(options: ServerOptions = {}): Promise<Server> {
    const server = new Server(options);
    await server.start();
    return server;
  }

  /** Scheme, host and port that the browser goes to. */
  get origin(): string {
    return this.signsInBySession ? this.#gatewayOrigin : this.#sandboxOrigin;
  }

  /** Those of the sandbox, for what tests do themselves. */
  get sandbox(): string {
    return this.#sandboxOrigin;
  }

  /** Whether the API token stays with the server. */
  get signsInBySession(): boolean {
    return this.#through !== 'nothing';
  }

  /** The API token that the server said to sign in with. */
  get token(): string {
    return this.#token;
  }

  /** Starts it, after `kill` or `stop` at the addresses that it had. */
  async start(): Promise<void> {
    const { data, dataSet = 'demo' } = this.options;
    const [admin, viewer] = [unsaid('wheelhouse-demo-admin-token'), unsaid(demo.viewer.token)];
    unsaid(client.secret);
    // Its address is where people are sent back to.
    if (this.#signsInByOAuth) this.#gatewayOrigin ||= `http://127.0.0.1:${await freePort()}`;
    const redirect = `${client.id}:${client.secret}:${this.#gatewayOrigin}/auth/callback`;
    const args = [
      ...['sandbox', '--dist', this.options.dist ?? dist()],
      ...['--port', portOf(this.#sandboxOrigin)],
      ...['--data-set', dataSet],
      ...(data === undefined ? ['--memory'] : ['--data', data]),
      // The journeys know who signs in with which.
      ...['--token', admin, '--viewer-token', viewer],
      '--test-controls',
      ...(this.#signsInByOAuth ? ['--oauth-client', redirect] : []),
    ];
    const awaited = { origin: /(https?:\/\/\S+)/, token: /^Sign in with\s+(\S+)/ };
    this.#sandbox = await Program.start(args, 'stdout', awaited);
    this.#sandboxOrigin = this.#sandbox.said.origin ?? '';
    this.#token = this.#sandbox.said.token ?? '';
    if (this.signsInBySession && this.#gateway === undefined) await this.#startGateway();
  }

  async #startGateway(): Promise<void> {
    for (const [, key = ''] of (await readFile(keys, 'utf8')).matchAll(/^\S+\s+(\S+)/gm)) unsaid(key);
    const args = [
      ...['serve', '--dist', dist()],
      ...['--port', portOf(this.#gatewayOrigin)],
      ...['--upstream-api', `${this.#sandboxOrigin}/api`],
      ...['--upstream-auth', `${this.#sandboxOrigin}/auth`],
      // Sessions outlive it as the data of a sandbox does.
      ...['--session-keys', fileURLToPath(keys)],
      ...(this.#through === 'read-only gateway' ? ['--read-only'] : []),
      ...(this.#signsInByOAuth ? await this.#oauth() : []),
    ];
    this.#gateway = await Program.start(args, 'stderr', { origin: /^Wheelhouse\s+(\S+)/ });
    this.#gatewayOrigin = this.#gateway.said.origin ?? '';
  }

  async #oauth(): Promise<string[]> {
    const secret = join(await mkdtemp(join(tmpdir(), 'wheelhouse-oauth-')), 'secret');
    await writeFile(secret, client.secret, { mode: 0o600 });
    return ['--oauth-client', client.id, '--oauth-secret-file', secret, '--public-url', this.#gatewayOrigin, '--oauth-only'];
  }

  get #signsInByOAuth(): boolean {
    return this.#through === 'gateway with OAuth';
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** The same of the sandbox alone; a gateway before it stays. */
  async killSandbox(): Promise<void> {
    const sandbox = this.#sandbox;
    this.#sandbox = undefined;
    await sandbox?.end('SIGKILL');
  }

  /** Asks it to end, and waits until it has. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const [gateway, sandbox] = [this.#gateway, this.#sandbox];
    this.#gateway = this.#sandbox = undefined;
    await gateway?.end(signal);
    await sandbox?.end(signal);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** The port of an address that it had, or 0 for any. */
const portOf = (origin: string): string => (origin === '' ? '0' : new URL(origin).port);
