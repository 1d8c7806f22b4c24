import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const deployment = `${demo.staging.path}/deployment`;
const inactive = `${demo.project.path}/environments/black-friday-j9q3f`;

const picture = (page: Page) => page.getByRole('group', { name: 'Connections' });
const node = (page: Page, name: string) => picture(page).getByRole('button', { name: new RegExp(`^${name},`) });
const view = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
/** The facts of one node, below. */
const facts = (page: Page, name: string) => page.getByRole('main').getByRole('region', { name, exact: true });

test('the picture shows who talks to whom, and the facts of each', async ({ page, steps }) => {
  await steps.signIn({ at: demo.staging.path });
  await steps.tab('Deployment').click();
  await steps.expectAt(deployment);
  await expect(page).toHaveTitle(/^Deployment · Staging/);
  await expect(node(page, 'app')).toHaveAccessibleName(/^app, Application · nodejs:2\d\. Connects to cache|^app, Application · nodejs:2\d\. Connects to .*db/);
  await expect(node(page, 'db')).toHaveAccessibleName(/Used by .*app/);
  await expect(node(page, 'app--queue')).toHaveAccessibleName(/Worker/);

  await node(page, 'app').click();
  await expect(node(page, 'app')).toHaveAttribute('aria-pressed', 'true');
  const app = facts(page, 'app');
  await expect(app).toContainText('2 GiB');
  await expect(app).toContainText(/db\s*as database \(postgresql\)/);
  await expect(app).toContainText('Every 10 minutes');
  await expect(app).toContainText('*/10 * * * *');
  await expect(app).toContainText('Daily at 03:15 (');
  await expect(app).toContainText('npm run build');
  await expect(app).toContainText('var/uploads');
  await expect(app.getByRole('link', { name: 'Run clear-cache' })).toHaveAttribute(
    'href',
    `${demo.staging.path}/operations/runtime/app/clear-cache`,
  );

  // From one to the next, and the address says which.
  await app.getByRole('button', { name: 'db', exact: true }).click();
  await expect(facts(page, 'db')).toContainText('postgresql:');
  await page.reload();
  await expect(facts(page, 'db')).toContainText('postgresql:');
  await expect(node(page, 'db')).toHaveAttribute('aria-pressed', 'true');
});

test('each line of the picture is a relationship', async ({ page, steps }) => {
  await steps.signIn({ at: deployment });
  await expect(node(page, 'app')).toBeVisible();
  const drawn = await picture(page).locator('path[d*="L"]').count();
  await view(page, 'Table').check();
  const table = page.getByRole('table', { name: 'Connections' });
  await expect(table).toBeVisible();
  const named = await table.getByRole('row').evaluateAll((rows) =>
    rows
      .map((row) => row.querySelector('td[data-title="Connects to"]')?.textContent ?? '–')
      .filter((text) => text !== '–')
      .reduce((count, text) => count + text.split(', ').length, 0),
  );
  expect(drawn).toBeGreaterThan(4);
  expect(named).toBe(drawn);
});

test('the keyboard goes along the lines and shows the facts', async ({ page, steps }) => {
  await steps.signIn({ at: deployment });
  await node(page, 'app').focus();
  await page.keyboard.press('ArrowDown');
  await expect(node(page, 'app--queue')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const service = picture(page).locator(':focus');
  await expect(service).toHaveAccessibleName(/Service/);
  await expect(service).toHaveAccessibleName(/Used by .*app--queue/);
  await page.keyboard.press('Enter');
  await expect(service).toBeFocused();
  await expect(service).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('main').getByRole('region').filter({ hasText: 'Used by' })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(picture(page).locator(':focus')).toHaveAccessibleName(/Application|Worker/);
});

test('the same as a table, kept in the address', async ({ page, steps }) => {
  await steps.signIn({ at: deployment });
  await view(page, 'Table').check();
  await steps.expectAt(`${deployment}?view=table`);
  const table = page.getByRole('table', { name: 'Connections' });
  const row = (name: string) => table.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });
  await expect(row('app')).toContainText('Application');
  await expect(row('app')).toContainText('db as database (postgresql)');
  await expect(row('db')).toContainText('GiB');
  await page.reload();
  await row('cache').getByRole('button').click();
  await expect(facts(page, 'cache')).toContainText('redis:');
  await view(page, 'Diagram').check();
  await expect(node(page, 'cache')).toHaveAttribute('aria-pressed', 'true');
});

test('what is about to run is beside what runs, until it does', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(404);
  let current = {};
  await sandbox.idOf(`${demo.staging.path}/deployments`, (one) => {
    current = one;
    return true;
  });
  // This API has one deployment only; another may tell of the next as well.
  const next = { ...current, id: 'next' };
  await sandbox.fault('get-an-environment-deployment-information', { body: [current, next] });
  await sandbox.fault('get-a-single-environment-deployment', { status: 200, body: next });
  await steps.signIn({ at: deployment });
  const which = page.getByRole('combobox', { name: 'Deployment' });
  await which.selectOption('Next');
  await steps.expectAt(`${deployment}?deployment=next`);
  await expect(node(page, 'app')).toBeVisible();
  await which.selectOption('Current');
  await steps.expectAt(deployment);
  await which.selectOption('Next');
  await sandbox.clearFaults();
  await page.reload();
  await expect(page.getByRole('main')).toContainText('It may be live already.');
  await page.getByRole('main').getByRole('button', { name: 'Show current deployment' }).click();
  await steps.expectAt(deployment);
  await expect(node(page, 'app')).toBeVisible();
});

test('an inactive environment says why nothing runs, and where to go', async ({ page, steps }) => {
  await steps.signIn({ at: `${inactive}/deployment` });
  await expect(page.getByRole('main')).toContainText('Nothing runs here');
  await page.getByRole('main').getByRole('link', { name: 'Go to the overview' }).click();
  await steps.expectAt(inactive);
});

test('odd answers cost facts and never the page', async ({ page, sandbox, steps }) => {
  const script = '<img src=x onerror="alert(1)">';
  const odd = {
    id: 7,
    updated_at: 'yesterday-ish',
    variables: 'none',
    webapps: {
      [script]: {
        type: { not: 'a text' },
        disk: '2048',
        relationships: { a: 'b:http', me: script, gone: null, list: [1] },
        crons: { strange: { spec: 7 }, stranger: null },
        mounts: 'none',
        operations: { odd: { commands: null } },
        hooks: { build: 7 },
      },
      b: { relationships: { back: script } },
    },
    workers: { w: { app: script } },
    services: [1],
    routes: { 'not an address': { type: 'sideways', upstream: 'nowhere' }, x: null },
    _links: null,
  };
  await sandbox.fault('get-a-single-environment-deployment', { status: 200, body: odd });
  await sandbox.fault('get-an-environment-deployment-information', { status: 200, body: [odd, null, 'text'] });
  await steps.signIn({ at: deployment });
  await expect(node(page, 'nowhere')).toHaveAccessibleName(/Not deployed\. Used by not an address/);
  await picture(page).getByRole('button', { name: /^<img/ }).click();
  await expect(facts(page, script)).toContainText('Unknown');
  await node(page, 'not an address').click();
  await expect(facts(page, 'not an address')).toContainText('Sideways');
  await node(page, 'gone').click();
  await expect(facts(page, 'gone')).toContainText('Connections to it fail');
  await sandbox.clearFaults();
  await sandbox.fault('get-a-single-environment-deployment', { status: 200, body: { id: 'current' } });
  await page.reload();
  await expect(page.getByRole('main')).toContainText('No applications');
});

test('one that cannot be read says so, and comes back', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(404, 500);
  await sandbox.fault('get-a-single-environment-deployment', { status: 500, body: {} });
  await steps.hurry();
  await steps.signIn({ at: deployment });
  await expect(steps.button('Try again')).toBeVisible();
  await sandbox.clearFaults();
  await steps.button('Try again').click();
  await expect(node(page, 'app')).toBeVisible();
  await sandbox.fault('get-a-single-environment-deployment', { status: 404, body: { message: 'No deployment.' } });
  await page.reload();
  await expect(page.getByRole('main')).toContainText('Not deployed yet');
});

test.describe('at 360 px', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the picture scrolls inside its frame', async ({ page, steps }) => {
    await steps.signIn({ at: deployment });
    await expect(picture(page)).toBeVisible();
    const [wide, narrow] = await picture(page).evaluate((drawing) => [drawing.clientWidth, drawing.parentElement?.clientWidth ?? 0]);
    expect(wide).toBeGreaterThan(narrow ?? 0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await node(page, 'db').focus();
    await expect(node(page, 'db')).toBeInViewport();
  });
});
