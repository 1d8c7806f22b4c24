// A page that is open while the server gets a newer version, and one whose program stops.
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

import { expectAccessible } from '../support/axe.ts';
import { demo } from '../support/demo.ts';
import { unsaid } from '../support/logs.ts';
import { dist } from '../support/program.ts';
import { Server } from '../support/server.ts';
import { Steps } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';
import type { Watch } from '../support/watch.ts';

/** Puts another version in the place of the console in a folder: its script and one part of it have other names. */
async function deploy(folder: string, part: string, version: number): Promise<void> {
  const files = await readdir(folder);
  const named = (pattern: RegExp): string => {
    const name = files.find((file) => pattern.test(file));
    if (name === undefined) throw new Error(`the console has no file like ${pattern}`);
    return name;
  };
  const [script, gone] = [named(/^console-[0-9a-f]+\.js$/), named(new RegExp(`^${part}-[0-9a-f]+\\.wasm$`))];
  const [newScript, newPart] = [`console-${version}.js`, `${part}-${version}.wasm`];
  // What was compressed ahead would be served in the place of what is written here.
  const old = ['index.html', script, gone].flatMap((file) => [`${file}.br`, `${file}.gz`]);
  for (const file of old) await rm(join(folder, file), { force: true });
  const replace = async (file: string, from: string, to: string) => {
    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(join(folder, file), text.replaceAll(from, to));
  };
  await replace('index.html', script, newScript);
  await replace(script, gone, newPart);
  await rename(join(folder, script), join(folder, newScript));
  await rename(join(folder, gone), join(folder, newPart));
}

/** A server whose console can be replaced while a page of it is open. */
async function replaceable(
  page: Page,
  watch: Watch,
  use: (steps: Steps, replace: (part: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  watch.allowStatus(401, 404);
  watch.allowNetworkErrors();
  const folder = await mkdtemp(join(tmpdir(), 'wheelhouse-console-'));
  await cp(dist(), folder, { recursive: true });
  const server = await Server.start({ dist: folder });
  watch.allowOrigin(server.origin);
  let version = 0;
  try {
    await use(new Steps(page, server), async (part) => {
      // The server reads the console when it starts.
      await server.stop();
      await deploy(folder, part, ++version);
      await server.start();
    });
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const newer = (page: Page) => page.getByRole('status').filter({ hasText: 'There’s a newer version of Wheelhouse' });
/** Which of them the page is of. */
const versionOf = async (page: Page) => /-(\d)\.js$/.exec((await page.locator('script[type=module][src]').getAttribute('src')) ?? '')?.[1];

test('a page that is open goes on when there is a newer version, and is loaded afresh where its file is gone', async ({ page, watch }) => {
  await replaceable(page, watch, async (steps, replace) => {
    await steps.signIn({ at: demo.project.path });
    await expect(steps.timeline().getByRole('listitem').first()).toBeVisible();
    await replace('domains');
    let loads = 0;
    page.on('load', () => (loads += 1));
    // What is there already works as before.
    await steps.tab('Variables').click();
    await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
    expect(loads).toBe(0);
    await steps.tab('Domains').click();
    await expect(page.getByRole('table', { name: 'Domains' })).toBeVisible();
    await steps.expectAt(`${demo.project.path}/domains`);
    expect(await versionOf(page)).toBe('1');
    expect(loads).toBe(1);
    await expect(newer(page)).toBeHidden();

    // Servers of different versions would have it go on for ever: from one that it has left before, the person is asked.
    await page.evaluate(() => sessionStorage.setItem('wheelhouse.reloaded', '/console-1.js'));
    await replace('certificates');
    await steps.tab('Certificates').click();
    await expect(page.getByRole('main').getByText('This page couldn’t be loaded')).toBeVisible();
    await expect(newer(page)).toBeVisible();
    await expectAccessible(page);
    expect(loads).toBe(1);
    await newer(page).getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByRole('table', { name: 'Certificates' })).toBeVisible();
    await expect(newer(page)).toBeHidden();
    expect(await versionOf(page)).toBe('2');
  });
});

test('a form that is not sent stays when a file is gone, until the person reloads', async ({ page, watch }) => {
  await replaceable(page, watch, async (steps, replace) => {
    await steps.signIn({ at: `${demo.project.path}/variables/new` });
    await steps.field('Name').fill('env:TYPED');
    await replace('search');
    await page.keyboard.press('Control+k');
    const search = page.getByRole('dialog').filter({ hasText: 'This page couldn’t be loaded' });
    await expect(search).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(newer(page)).toBeVisible();
    await expect(steps.field('Name')).toHaveValue('env:TYPED');
    page.once('dialog', (dialog) => void dialog.accept());
    await newer(page).getByRole('button', { name: 'Reload' }).click();
    await expect.poll(() => versionOf(page)).toBe('1');
    const draft = page.getByRole('status').filter({ hasText: 'You have unsaved changes' });
    await draft.getByRole('button', { name: 'Restore' }).click();
    await expect(steps.field('Name')).toHaveValue('env:TYPED');
  });
});

test('a program that stops says so, and what was typed is offered again after a reload', async ({ page, context, steps, watch }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await steps.signIn({ at: `${demo.project.path}/variables/new` });
  await steps.field('Name').fill('env:TYPED');
  await steps.value().fill(unsaid('a secret that was typed'));
  watch.allowThrown(/unreachable/);
  // As a panic ends: with a trap that nothing catches.
  await page.evaluate(() => {
    const code = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(code)));
    setTimeout(exports.f as () => void);
  });
  await expect(steps.heading('Wheelhouse has stopped')).toBeFocused();
  await expect(page).toHaveTitle('Stopped · Wheelhouse');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Copy report' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain(`${demo.project.path}/variables/new`);
  expect(report).toContain('unreachable');
  expect(report).not.toContain('typed');
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Reload' }).click();
  const draft = page.getByRole('status').filter({ hasText: 'You have unsaved changes' });
  await draft.getByRole('button', { name: 'Restore' }).click();
  await expect(steps.field('Name')).toHaveValue('env:TYPED');
});
