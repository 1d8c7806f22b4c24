// Browsers that Playwright has no build of its own for: Debian's Firefox ESR, and WebKitGTK.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { WebSocket } from 'ws';

/** Those that are installed, as `cargo xtask test` found them. */
export const engines: Record<string, () => Promise<Engine>> = {};
const { WHEELHOUSE_FIREFOX: firefox, WHEELHOUSE_WEBKIT: webkit } = process.env;
if (firefox) engines['Firefox ESR'] = () => Firefox.start(firefox);
if (webkit) engines['WebKitGTK'] = () => WebKit.start(webkit);

const size = { width: 1280, height: 800 };

/** Special keys, as WebDriver writes them. */
const KEYS = { Escape: '\uE00C', Tab: '\uE004' };

/** A page in one of them. Elements are named by a JavaScript expression that finds them. */
export abstract class Engine {
  abstract open(url: string): Promise<void>;
  abstract close(): Promise<void>;
  /** What an expression is, as far as JSON can tell. */
  abstract evaluate<T>(expression: string): Promise<T>;
  /** Acts as a person does, in the actions that both protocols have. */
  protected abstract perform(actions: object[]): Promise<void>;

  async click(element: string): Promise<void> {
    const middle =
      `(() => { const one = ${element}; one.scrollIntoView({ block: 'nearest' }); const at = one.getBoundingClientRect(); ` +
      `return { x: Math.round(at.left + at.width / 2), y: Math.round(at.top + at.height / 2) }; })()`;
    const { x, y } = await this.evaluate<{ x: number; y: number }>(middle);
    const press = [
      { type: 'pointerMove', x, y, origin: 'viewport' },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await this.perform([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: press }]);
  }

  /** Types into a field in place of what it holds. */
  async fill(element: string, text: string): Promise<void> {
    await this.evaluate(`(() => { const one = ${element}; one.focus(); one.select(); })()`);
    await this.type(text);
  }

  async press(key: keyof typeof KEYS): Promise<void> {
    await this.type(KEYS[key]);
  }

  private async type(text: string): Promise<void> {
    const keys = [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.perform([{ type: 'key', id: 'keyboard', actions: keys }]);
  }
}

/** Firefox by WebDriver BiDi, which it speaks itself. */
class Firefox extends Engine {
  #last = 0;
  #context = '';
  readonly #waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();

  private constructor(
    private readonly socket: WebSocket,
    private readonly child: ChildProcess,
    private readonly profile: string,
  ) {
    super();
    socket.on('message', (data: Buffer) => this.#receive(JSON.parse(data.toString())));
  }

  static async start(binary: string): Promise<Firefox> {
    const profile = await mkdtemp(join(tmpdir(), 'wheelhouse-firefox-'));
    const child = spawn(binary, ['--headless', '--remote-debugging-port=0', '--no-remote', '--profile', profile], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const address = await said(child, /WebDriver BiDi listening on (ws:\S+)/);
    const socket = new WebSocket(`${address}/session`);
    await once(socket, 'open');
    const engine = new Firefox(socket, child, profile);
    await engine.#send('session.new', { capabilities: {} });
    const tree = (await engine.#send('browsingContext.getTree', {})) as { contexts: { context: string }[] };
    engine.#context = tree.contexts[0]?.context ?? '';
    await engine.#send('browsingContext.setViewport', { context: engine.#context, viewport: size });
    return engine;
  }

  async open(url: string): Promise<void> {
    await this.#send('browsingContext.navigate', { context: this.#context, url, wait: 'complete' });
  }

  async evaluate<T>(expression: string): Promise<T> {
    const answer = (await this.#send('script.evaluate', {
      expression: `JSON.stringify(${expression})`,
      target: { context: this.#context },
      awaitPromise: true,
    })) as { type: string; result?: { value?: string }; exceptionDetails?: { text: string } };
    if (answer.type !== 'success') throw new Error(`${expression}: ${answer.exceptionDetails?.text ?? answer.type}`);
    return (answer.result?.value === undefined ? undefined : JSON.parse(answer.result.value)) as T;
  }

  protected async perform(actions: object[]): Promise<void> {
    await this.#send('input.performActions', { context: this.#context, actions });
  }

  async close(): Promise<void> {
    this.socket.close();
    await end(this.child);
    await rm(this.profile, { recursive: true, force: true });
  }

  #send(method: string, params: object): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #receive(message: { id?: number; type: string; result?: unknown; error?: string; message?: string }): void {
    const waiting = this.#waiting.get(message.id ?? 0);
    if (message.type === 'error') waiting?.reject(new Error(`${message.error}: ${message.message}`));
    else waiting?.resolve(message.result);
  }
}

/** WebKitGTK by its WebDriver, on a screen that nobody sees where there is none. */
class WebKit extends Engine {
  private constructor(
    private readonly session: string,
    private readonly processes: ChildProcess[],
  ) {
    super();
  }

  static async start(driver: string): Promise<WebKit> {
    const processes: ChildProcess[] = [];
    let display = process.env.DISPLAY;
    if (!display) {
      const screen = spawn('Xvfb', ['-displayfd', '2', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      processes.push(screen);
      display = `:${await said(screen, /^(\d+)$/)}`;
    }
    const port = 20_000 + (process.pid % 20_000);
    const env = { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' };
    processes.push(spawn(driver, [`--port=${port}`], { stdio: 'ignore', env }));
    const at = `http://127.0.0.1:${port}`;
    // It says nothing when it is ready.
    await until('the driver answers', async () => (await fetch(`${at}/status`).catch(() => undefined))?.ok === true);
    const { sessionId } = await ask<{ sessionId: string }>('POST', `${at}/session`, { capabilities: { alwaysMatch: {} } });
    const engine = new WebKit(`${at}/session/${sessionId}`, processes);
    await ask('POST', `${engine.session}/window/rect`, { ...size, x: 0, y: 0 });
    return engine;
  }

  async open(url: string): Promise<void> {
    await ask('POST', `${this.session}/url`, { url });
  }

  evaluate<T>(expression: string): Promise<T> {
    return ask('POST', `${this.session}/execute/sync`, { script: `return (${expression});`, args: [] });
  }

  protected async perform(actions: object[]): Promise<void> {
    await ask('POST', `${this.session}/actions`, { actions });
  }

  async close(): Promise<void> {
    await ask('DELETE', this.session).catch(() => undefined);
    for (const child of this.processes.reverse()) await end(child);
  }
}

/** One command of WebDriver. A page that hangs fails it. */
async function ask<T>(method: string, url: string, body?: object): Promise<T> {
  const signal = AbortSignal.timeout(20_000);
  const answer = await fetch(url, { method, signal, ...(body ? { body: JSON.stringify(body) } : {}) });
  const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
  if (!answer.ok) throw new Error(`${value.error ?? answer.status}: ${value.message ?? ''}`);
  return value;
}

/** What a process says that fits, in its first group. */
async function said(child: ChildProcess, fits: RegExp): Promise<string> {
  if (child.stderr) {
    const lines = createInterface({ input: child.stderr });
    for await (const line of lines) {
      const found = fits.exec(line.trim())?.[1];
      if (found !== undefined) {
        child.stderr.resume();
        return found;
      }
    }
  }
  throw new Error(`${child.spawnfile} ended without saying ${fits.source}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Asks until it is so. */
export async function until(what: string, isSo: () => Promise<boolean>, limitMs = 20_000): Promise<void> {
  const limit = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > limit) throw new Error(`still not so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
