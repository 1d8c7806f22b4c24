// What every journey starts from: a signed-out browser, a server with fresh demo data, and a watch over both.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';

import { slow } from './browser.ts';
import { keep } from './coverage.ts';
import { Sandbox } from './sandbox.ts';
import { Server, type ServerOptions } from './server.ts';
import { Steps } from './steps.ts';
import { Watch } from './watch.ts';

interface WorkerFixtures {
  /** How this file's server is started. */
  serverOptions: ServerOptions;
  /** The worker's server, shared by its tests one after another. */
  server: Server;
}

interface TestFixtures {
  sandbox: Sandbox;
  watch: Watch;
  /** What a person does, in the words of the console. */
  steps: Steps;
  /** A second server that may be killed: its data is in a folder. Nothing else uses it. */
  mortal: Server;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  serverOptions: [{}, { option: true, scope: 'worker' }],

  server: [
    async ({ serverOptions }, use, worker) => {
      const server = await Server.start(serverOptions);
      await use(server);
      await keep(worker.project.outputDir, worker.workerIndex, await new Sandbox(server).coverage());
      await server.stop();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ server }, use) => use(server.origin),

  sandbox: [
    async ({ server }, use) => {
      const sandbox = new Sandbox(server);
      await sandbox.reset();
      await use(sandbox);
    },
    { auto: true },
  ],

  watch: [
    async ({ context, server }, use) => {
      const watch = new Watch(context, server.origin);
      await use(watch);
      watch.end();
      expect(watch.problems, 'errors in the console, or requests to other hosts').toEqual([]);
    },
    { auto: true },
  ],

  page: async ({ page }, use) => {
    if (slow > 1) {
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: slow });
    }
    await use(page);
  },

  steps: async ({ page, server }, use) => use(new Steps(page, server)),

  mortal: async ({ watch, serverOptions }, use) => {
    const data = await mkdtemp(join(tmpdir(), 'wheelhouse-'));
    const server = await Server.start({ ...serverOptions, data });
    watch.allowOrigin(server.origin);
    await use(server);
    await server.kill();
    await rm(data, { recursive: true, force: true });
  },
});

export { expect };
