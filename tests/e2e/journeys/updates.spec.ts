// A page that is open while the server gets a newer version, and one whose program stops.
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expectAccessible } from '../support/axe.ts';
import { demo } from '../support/demo.ts';
import { dist } from '../support/program.ts';
import { Server } from '../support/server.ts';
import { Steps } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

/** Puts another version in the place of the console in a folder: its files have other names. */
async function deploy(folder: string): Promise<void> {
  const files = await readdir(folder);
  const named = (pattern: RegExp): string => {
    const name = files.find((file) => pattern.test(file));
    if (name === undefined) throw new Error(`the console has no file like ${pattern}`);
    return name;
  };
  const [script, part] = [named(/^console-[0-9a-f]+\.js$/), named(/^domains-[0-9a-f]+\.wasm$/)];
  // What was compressed ahead would be served in the place of what is written here.
  const old = files.filter((file) => /\.(br|gz)$/.test(file) && /^(index\.html|console-\w+\.js|domains-)/.test(file));
  for (const file of old) await rm(join(folder, file));
  const replace = async (file: string, from: string, to: string) => {
    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(join(folder, file), text.replaceAll(from, to));
  };
  await replace('index.html', script, 'console-next.js');
  await replace(script, part, 'domains-next.wasm');
  await rename(join(folder, script), join(folder, 'console-next.js'));
  await rename(join(folder, part), join(folder, 'domains-next.wasm'));
}

test('a page that is open goes on when there is a newer version, says so, and is the newer one once it is reloaded', async ({
  page,
  watch,
}) => {
  watch.allowStatus(401, 404);
  watch.allowNetworkErrors();
  const folder = await mkdtemp(join(tmpdir(), 'wheelhouse-console-'));
  await cp(dist(), folder, { recursive: true });
  const server = await Server.start({ dist: folder });
  try {
    watch.allowOrigin(server.origin);
    const steps = new Steps(page, server);
    await steps.signIn({ at: demo.project.path });
    await expect(steps.timeline().getByRole('listitem').first()).toBeVisible();
    // The server reads the console when it starts.
    await server.stop();
    await deploy(folder);
    await server.start();
    const notice = page.getByRole('status').filter({ hasText: 'There’s a newer version of Wheelhouse' });
    await expect(notice).toBeHidden();
    // What is there already works as before; what this page has a file for that is gone cannot be shown.
    await steps.tab('Variables').click();
    await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
    await steps.tab('Domains').click();
    await expect(page.getByRole('main').getByText('This page couldn’t be loaded')).toBeVisible();
    await expect(notice).toBeVisible();
    await expectAccessible(page);
    await notice.getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByRole('table', { name: 'Domains' })).toBeVisible();
    await expect(notice).toBeHidden();
    expect(await page.locator('script[src="/console-next.js"]').count()).toBe(1);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a program that stops says so, and what was typed is offered again after a reload', async ({ page, context, steps, watch }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await steps.signIn({ at: `${demo.project.path}/variables/new` });
  await steps.field('Name').fill('env:TYPED');
  await steps.value().fill('a secret that was typed');
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
