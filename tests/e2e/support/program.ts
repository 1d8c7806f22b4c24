// One process of the server's binary.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import { keep } from './logs.ts';

const START_LIMIT_MS = 20_000;

/** What it says at its start, by the word that a line begins with. */
type Said = Record<string, string>;

export class Program {
  private constructor(
    private readonly child: ChildProcess,
    readonly said: Said,
  ) {}

  /** Starts it, and waits until it has said all of `awaited` on one of its streams. What it says on both is kept. */
  static async start(args: readonly string[], stream: 'stdout' | 'stderr', awaited: Record<string, RegExp>): Promise<Program> {
    const binary = required('WHEELHOUSE_SERVER', 'the built `wheelhouse` binary');
    const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (said: Buffer) => {
        keep(`${args[0]}-${child.pid}.${name}`, said);
        // What goes wrong is seen at once; what is awaited is no news.
        if (name === 'stderr' && stream !== name) process.stderr.write(said);
      });
    }
    return new Program(child, await announced(child, child[stream], awaited));
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

/** The folder of the built console. */
export const dist = (): string => required('WHEELHOUSE_DIST', 'the folder of the built console');

async function announced(child: ChildProcess, from: Readable, awaited: Record<string, RegExp>): Promise<Said> {
  const lines = createInterface({ input: from });
  let overdue: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const said: Said = {};
      const heard: string[] = [];
      overdue = setTimeout(() => reject(new Error('the server did not start in time')), START_LIMIT_MS);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened: ${heard.join('\n')}`)));
      lines.on('line', (line) => {
        heard.push(line);
        for (const [name, pattern] of Object.entries(awaited)) {
          const found = pattern.exec(line)?.[1];
          if (found !== undefined) said[name] ??= found;
        }
        if (Object.keys(awaited).every((name) => name in said)) resolve(said);
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
