import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;

/** Makes the page believe that its tab is in the background, or in front again. */
async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);
}

test('a change appears in the timeline, runs and completes, without a reload', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: variables });
  await page.evaluate(() => Object.assign(window, { marker: 'same page' }));
  await steps.addVariable('env:WATCHED', '1');
  const item = steps.timeline().getByRole('listitem').filter({ hasText: 'env:WATCHED' });
  await sandbox.advance(1);
  await expect(item).toContainText('Running');
  const progress = item.getByRole('progressbar');
  await expect(progress).toBeVisible();

  const percent = async () => Number(await progress.getAttribute('aria-valuenow'));
  await sandbox.advance(1.5);
  await expect.poll(percent).toBeGreaterThan(0);
  const before = await percent();
  await sandbox.advance(1.5);
  await expect.poll(percent).toBeGreaterThan(before);

  await sandbox.finish();
  await expect(item).toContainText('Complete');
  await expect(progress).toHaveCount(0);
  expect(await page.evaluate(() => 'marker' in window)).toBe(true);
});

test('one started elsewhere appears by itself', async ({ sandbox, steps }) => {
  await steps.hurry();
  await steps.signIn({ at: demo.project.path });
  await expect(steps.timeline().getByRole('listitem').first()).toBeVisible();
  await sandbox.addVariable(variables, { name: 'env:ELSEWHERE', value: '1' });
  await expect(steps.timeline().getByRole('listitem').filter({ hasText: 'env:ELSEWHERE' })).toBeVisible();
});

test('a failed one says so, in the timeline and on its page', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: variables });
  await steps.addVariable('FAIL_DEPLOY', '1');
  const item = steps.timeline().getByRole('listitem').filter({ hasText: 'FAIL_DEPLOY' });
  await expect(item).toBeVisible();
  await sandbox.finish();
  await expect(item).toContainText('Failed');
  await item.getByRole('link').first().click();
  await expect(steps.heading(/FAIL_DEPLOY/)).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Failed');
  await expect(page.getByRole('log', { name: 'Log' })).toContainText(/exit|fail/i);
});

for (const { where, at, change } of [
  { where: 'the project', at: `${demo.project.path}/activity`, change: variables },
  { where: 'an environment', at: `${demo.staging.path}/activity`, change: `${demo.staging.path}/variables` },
]) {
  test(`one of ${where} that runs can be cancelled`, async ({ page, sandbox, steps }) => {
    await sandbox.addVariable(change, { name: 'env:STOPPED', value: '1' });
    await steps.signIn({ at });
    const item = page.getByRole('main').getByRole('listitem').filter({ hasText: 'env:STOPPED' });
    await item.getByRole('link').first().click();
    await steps.button('Cancel activity').click();
    await expect(page.getByRole('main')).toContainText('Cancelled');
    await expect(steps.button('Cancel activity')).toHaveCount(0);
  });
}

test('the log grows while it runs', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'env:LOGGED', value: '1' });
  await steps.signIn({ at: `${demo.project.path}/activity` });
  await page.getByRole('main').getByRole('listitem').filter({ hasText: 'env:LOGGED' }).getByRole('link').first().click();
  const log = page.getByRole('log', { name: 'Log' });
  await sandbox.advance(1);
  await expect(log).not.toBeEmpty();
  const before = (await log.innerText()).length;
  await sandbox.finish();
  await expect.poll(async () => (await log.innerText()).length).toBeGreaterThan(before);
  await expect(page.getByRole('main')).toContainText('Complete');
});

test('an environment shows its own', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(`${demo.staging.path}/variables`, { name: 'env:HERE', value: '1' });
  await steps.signIn({ at: `${demo.staging.path}/activity` });
  const item = page.getByRole('main').getByRole('listitem').filter({ hasText: 'env:HERE' });
  await expect(item).toBeVisible();
  await item.getByRole('link').first().click();
  await expect(steps.heading(/env:HERE/)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${demo.staging.path}/activity/.+`));
});

test('a hidden tab asks for nothing, and catches up when it is shown', async ({ page, sandbox, steps }) => {
  await page.clock.install();
  await steps.signIn({ at: variables });
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
  await expect(steps.timeline().getByRole('listitem').first()).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/activities')) asked.push(request.url());
  });
  // In front it polls even when nothing runs.
  await page.clock.runFor(120_000);
  await expect.poll(() => asked.length).toBeGreaterThan(0);

  await hide(page, true);
  await page.clock.runFor(1_000);
  // An answer after which nothing older can still arrive.
  await page.evaluate(() => fetch('/config.json').then((answer) => answer.text()));
  const before = asked.length;
  await sandbox.addVariable(variables, { name: 'env:MEANWHILE', value: '1' });
  await page.clock.runFor(600_000);
  await page.evaluate(() => fetch('/config.json').then((answer) => answer.text()));
  expect(asked.length).toBe(before);

  await hide(page, false);
  await page.clock.runFor(1_000);
  await expect(steps.timeline().getByRole('listitem').filter({ hasText: 'env:MEANWHILE' })).toBeVisible();
});

test('it asks more often while something runs', async ({ page, sandbox, steps }) => {
  await page.clock.install();
  await steps.signIn({ at: variables });
  await expect(steps.timeline().getByRole('listitem').first()).toBeVisible();
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes('/activities')) asked += 1;
  });
  const during = async (milliseconds: number) => {
    asked = 0;
    for (let passed = 0; passed < milliseconds; passed += 1_000) {
      await page.clock.runFor(1_000);
      await page.evaluate(() => fetch('/config.json').then((answer) => answer.text()));
    }
    return asked;
  };
  const idle = await during(30_000);
  await steps.addVariable('env:BUSY', '1');
  const item = steps.timeline().getByRole('listitem').filter({ hasText: 'env:BUSY' });
  await sandbox.advance(1);
  await expect(item).toContainText('Running');
  const busy = await during(30_000);
  expect(busy).toBeGreaterThan(idle * 2);
  await sandbox.finish();
  await page.clock.runFor(10_000);
  await expect(item).toContainText('Complete');
});
