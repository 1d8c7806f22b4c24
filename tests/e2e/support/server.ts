// The real server, as a process of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const START_LIMIT_MS = 20_000;

export interface ServerOptions {
  /** A folder that outlives the process; without one the data is in memory. */
  data?: string;
  dataSet?: 'demo' | 'large' | 'crowd' | 'empty';
}

/** One `wheelhouse sandbox`: it can be killed and started again at the same address. */
export class Server {
  #process: ChildProcess | undefined;
  #port = 0;
  #origin = '';
  #token = '';

  private constructor(private readonly options: ServerOptions) {}

  static async start(options: ServerOptions = {}): Promise<Server> {
    const server = new Server(options);
    await server.start();
    return server;
  }

  /** Scheme, host and port. */
  get origin(): string {
    return this.#origin;
  }

  /** The API token that the server said to sign in with. */
  get token(): string {
    return this.#token;
  }

  /** Starts it, after `kill` or `stop` at the address that it had. */
  async start(): Promise<void> {
    const { data, dataSet = 'demo' } = this.options;
    const binary = required('WHEELHOUSE_SERVER', 'the built `wheelhouse` binary');
    const dist = required('WHEELHOUSE_DIST', 'the folder of the built console');
    const child = spawn(
      binary,
      [
        'sandbox',
        ...['--dist', dist],
        ...['--port', String(this.#port)],
        ...['--data-set', dataSet],
        ...(data === undefined ? ['--memory'] : ['--data', data]),
        // The journeys know who signs in with which.
        ...['--token', 'wheelhouse-demo-admin-token', '--viewer-token', 'wheelhouse-demo-viewer-token'],
        '--test-controls',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#process = child;
    const said = await announced(child);
    this.#origin = said.origin;
    this.#port = Number(new URL(said.origin).port);
    this.#token = said.token;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to end, and waits until it has. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

/** What the server prints once it listens. */
async function announced(child: ChildProcess): Promise<{ origin: string; token: string }> {
  if (child.stdout === null) throw new Error('the server has no output');
  const lines = createInterface({ input: child.stdout });
  let overdue: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      let origin: string | undefined;
      overdue = setTimeout(() => reject(new Error('the server did not start in time')), START_LIMIT_MS);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened`)));
      lines.on('line', (line) => {
        origin ??= /https?:\/\/\S+/.exec(line)?.[0];
        const token = /^Sign in with\s+(\S+)/.exec(line)?.[1];
        if (origin !== undefined && token !== undefined) resolve({ origin, token });
      });
    });
  } finally {
    clearTimeout(overdue);
  }
}

function required(variable: string, what: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} must name ${what}; \`cargo xtask test\` sets it`);
  return value;
}
