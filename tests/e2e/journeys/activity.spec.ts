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
  await expect(progress).toHaveCount(0);
  expect(await page.evaluate(() => 'marker' in window)).toBe(true);

  // Success says nothing, and who did it is said once, below what was done.
  await expect(item).not.toContainText(/Running|Succeeded|Complete/);
  await expect(item.getByRole('link')).toHaveText('Created variable env:WATCHED');
  await expect(item).toContainText(/\d+ s/);
  const today = steps.timeline().getByRole('list', { name: 'Today' });
  await expect(today.getByRole('listitem').filter({ hasText: 'env:WATCHED' })).toBeVisible();
  await expect(steps.timeline().getByRole('heading', { name: 'Today' })).toBeVisible();
});

test('environments go by their titles, wherever they are read', async ({ page, sandbox, steps }) => {
  const [id, title] = ['email-templates-c8r4v', 'fix/email-templates'];
  const environment = `${demo.project.path}/environments/${id}`;
  await sandbox.addVariable(`${environment}/variables`, { name: 'env:TITLED', value: '1' });
  await steps.signIn({ at: variables });
  const item = steps.timeline().getByRole('listitem').filter({ hasText: 'env:TITLED' });
  await expect(item.getByRole('link')).toHaveText(`Created variable env:TITLED on ${title}`);
  // What was said already is not said again.
  expect((await item.innerText()).split(title)).toHaveLength(2);
  await expect(steps.timeline()).not.toContainText(id);

  await item.getByRole('link').click();
  await expect(steps.heading(/env:TITLED/)).toContainText(title);
  await expect(steps.fact('Environments')).toHaveText(title);

  await steps.open(`${demo.project.path}/activity`);
  const row = page.getByRole('table', { name: 'Activity' }).getByRole('row').filter({ hasText: 'env:TITLED' });
  await expect(row.getByRole('cell').first()).toHaveText(title);
  await expect(page.getByRole('main')).not.toContainText(id);
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

  // First why it failed, with the way to the line that says so.
  const why = steps.alert('Failed');
  await expect(why).toContainText('The build or a hook failed.');
  const line = why.getByRole('link', { name: /^Line \d+$/ });
  const number = Number((await line.innerText()).replace('Line ', ''));
  await line.click();
  await expect(page).toHaveURL(new RegExp(`#line-${number}$`));
  const log = page.getByRole('log', { name: 'Log' });
  await expect(log.getByRole('link', { name: `Line ${number}`, exact: true })).toHaveAttribute('aria-current', 'true');
  await expect(log).toContainText('exited with code 1');
  await expect(steps.fact('Ended')).toContainText(/:\d\d:\d\d/);
});

test('a log is what a terminal would show, can be searched, linked to and saved', async ({ page, sandbox, steps }) => {
  const environment = `${demo.project.path}/environments/email-templates-c8r4v`;
  const failed = await sandbox.idOf(`${environment}/activities?result=failure`);
  await steps.signIn({ at: `${environment}/activity/${failed}` });
  const log = page.getByRole('log', { name: 'Log' });
  await expect(steps.alert('Failed')).toContainText('TS2345');
  // Sequences are colours rather than text, and what was written over is not there.
  await expect(log).toContainText('added 812 packages in 7s');
  const text = await log.innerText();
  expect(text).not.toContain('\u001b');
  expect(text).not.toMatch(/\[\d+m/);
  expect(text).not.toContain('reify');
  const colour = (text: string) => log.getByText(text, { exact: true }).first().evaluate((element) => getComputedStyle(element).color);
  expect(await colour('error')).not.toBe(await colour('Executing build hook...'));

  await page.getByRole('searchbox', { name: 'Search log' }).fill('ERROR');
  const counts = page.getByRole('main').getByRole('status').filter({ hasText: / of \d+$/ });
  await expect(counts).toHaveText(/^1 of \d+$/);
  const of = Number((await counts.innerText()).split(' ').at(-1));
  expect(of).toBeGreaterThan(2);
  await expect(page).toHaveURL(/[?&]find=ERROR/);
  await page.keyboard.press('Enter');
  await expect(counts).toHaveText(`2 of ${of}`);
  await steps.button('Previous match').click();
  await steps.button('Previous match').click();
  await expect(counts).toHaveText(`${of} of ${of}`);
  await steps.button('Next match').click();
  await expect(counts).toHaveText(`1 of ${of}`);

  await log.getByRole('link', { name: 'Line 2', exact: true }).click();
  await expect(page).toHaveURL(/#line-2$/);
  const download = page.waitForEvent('download');
  await steps.button('Download log').click();
  expect((await download).suggestedFilename()).toBe(`activity-${failed}.log`);
  // To redeploy is offered once: by the header of the environment.
  await expect(page.getByRole('main').getByRole('button', { name: 'Redeploy', exact: true })).toBeEnabled();
});

test('the list is narrowed in the address, and Back undoes it', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'FAIL_DEPLOY', value: '1' });
  await sandbox.finish();
  await sandbox.addVariable(`${demo.staging.path}/variables`, { name: 'env:NARROWED', value: '1' });
  await steps.signIn({ at: `${demo.project.path}/activity` });
  const table = page.getByRole('table', { name: 'Activity' });
  const rows = table.getByRole('row');
  const row = (text: string) => rows.filter({ hasText: text });
  await expect(rows.first().getByRole('columnheader')).toHaveText(['Activity', 'Environment', 'Who', /^Duration/, /^When/]);
  const choose = (name: string, option: string) => page.getByRole('combobox', { name, exact: true }).selectOption(option);

  await choose('Status', 'Failed');
  await expect(page).toHaveURL(/[?&]state=failed/);
  await expect(row('env:NARROWED')).toHaveCount(0);
  await expect(row('FAIL_DEPLOY')).toContainText('Failed');
  await choose('Status', 'Any status');
  await choose('Kind', 'Backups');
  await expect(row('FAIL_DEPLOY')).toHaveCount(0);
  await expect(row('backup').first()).toBeVisible();
  await page.goBack();
  await choose('Environment', demo.staging.title);
  await expect(row('env:NARROWED')).toBeVisible();
  await expect(row('FAIL_DEPLOY')).toHaveCount(0);
  await page.goBack();
  await expect(row('FAIL_DEPLOY')).toBeVisible();

  // Nobody in particular runs a cron job.
  const people = page.getByRole('combobox', { name: 'Person', exact: true });
  const somebody = (await people.getByRole('option').nth(1).innerText()).trim();
  await choose('Person', somebody);
  await expect(row('Cron job')).toHaveCount(0);
  await expect(row(somebody).first()).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search activity' }).fill('no such thing');
  await page.getByRole('button', { name: 'Clear search' }).click();
  await steps.expectAt(`${demo.project.path}/activity`);
  await page.getByLabel('Until').fill('2001-02-03');
  await expect(page.getByText('No matches')).toBeVisible();
});

test('an environment that is dirty says what it is, and where', async ({ page, sandbox, steps }) => {
  const environment = `${demo.project.path}/environments/email-templates-c8r4v`;
  await steps.signIn({ at: environment });
  await page.getByRole('main').getByRole('link', { name: 'Deployment failed', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${environment}/activity/.+`));
  await expect(steps.alert('Failed')).toContainText('TS2345');

  await sandbox.addVariable(`${demo.staging.path}/variables`, { name: 'env:BUSY', value: '1' });
  await steps.open(demo.staging.path);
  const deploying = page.getByRole('main').getByRole('link', { name: 'Deploying…' });
  await expect(deploying).toHaveAttribute('href', new RegExp(`${demo.staging.path}/activity/.+`));
  await sandbox.finish();
  await expect(deploying).toHaveCount(0);
});

for (const { where, at, change } of [
  { where: 'the project', at: `${demo.project.path}/activity`, change: variables },
  { where: 'an environment', at: `${demo.staging.path}/activity`, change: `${demo.staging.path}/variables` },
]) {
  test(`one of ${where} that runs can be cancelled`, async ({ page, sandbox, steps }) => {
    await sandbox.addVariable(change, { name: 'env:STOPPED', value: '1' });
    await steps.signIn({ at });
    const item = page.getByRole('main').getByRole('row').filter({ hasText: 'env:STOPPED' });
    await item.getByRole('link').first().click();
    await steps.button('Cancel activity').click();
    await expect(page.getByRole('main')).toContainText('Cancelled');
    await expect(steps.button('Cancel activity')).toHaveCount(0);
  });
}

test('the log grows while it runs', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'env:LOGGED', value: '1' });
  await steps.signIn({ at: `${demo.project.path}/activity` });
  await page.getByRole('main').getByRole('row').filter({ hasText: 'env:LOGGED' }).getByRole('link').first().click();
  const log = page.getByRole('log', { name: 'Log' });
  await sandbox.advance(1);
  await expect(log).not.toBeEmpty();
  const before = (await log.innerText()).length;
  await sandbox.finish();
  await expect.poll(async () => (await log.innerText()).length).toBeGreaterThan(before);
  await expect(page.getByRole('main')).toContainText('Succeeded');
});

test('an environment shows its own', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(`${demo.staging.path}/variables`, { name: 'env:HERE', value: '1' });
  await steps.signIn({ at: `${demo.staging.path}/activity` });
  const item = page.getByRole('main').getByRole('row').filter({ hasText: 'env:HERE' });
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
  let unanswered = 0;
  const ofActivities = (url: string) => url.includes('/activities');
  page.on('request', (request) => {
    if (!ofActivities(request.url())) return;
    asked.push(request.url());
    unanswered += 1;
  });
  for (const end of ['requestfinished', 'requestfailed'] as const) {
    page.on(end as 'requestfinished', (request) => {
      if (ofActivities(request.url())) unanswered -= 1;
    });
  }
  // In front it polls even when nothing runs.
  await page.clock.runFor(120_000);
  await expect.poll(() => asked.length).toBeGreaterThan(0);

  await hide(page, true);
  await page.clock.runFor(1_000);
  // What was asked for before is answered: the clock would run out on it, and it would be tried again.
  await expect.poll(() => unanswered).toBe(0);
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
  await expect(item).not.toContainText('Running');
});
