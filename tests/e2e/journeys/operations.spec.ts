import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const operations = `${demo.staging.path}/operations`;
const inactive = `${demo.project.path}/environments/black-friday-j9q3f`;
const paused = `${demo.project.path}/environments/load-test`;

const list = (page: Page) => page.getByRole('table', { name: 'Operations' });
const log = (page: Page) => page.getByRole('log', { name: 'Log' });
const isPost = (request: { method(): string; url(): string }) => request.method() === 'POST' && request.url().includes('/api/');

test('the list says what each runs, where, and who may', async ({ page, steps }) => {
  await steps.signIn({ at: demo.staging.path });
  await steps.tab('Operations').click();
  await steps.expectAt(operations);
  await expect(page).toHaveTitle(/^Operations · Staging/);
  await expect(steps.row('update-dependencies')).toContainText('Source');
  await expect(steps.row('update-dependencies')).toContainText('npm update');
  await expect(steps.row('update-dependencies')).toContainText('Contributors and admins');
  await expect(steps.row('reindex')).toContainText('Runtime');
  await expect(steps.row('reindex')).toContainText('Admins');
  await expect(steps.row('drain')).toContainText('app--queue');
  await page.getByRole('searchbox', { name: 'Search operations' }).fill('cache');
  await expect(list(page).getByRole('rowheader')).toHaveText(['clear-cache']);
});

test('a runtime operation is run with parameters, and its log is in view', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: operations });
  await steps.row('clear-cache').getByRole('link', { name: 'Run', exact: true }).click();
  await steps.expectAt(`${operations}/runtime/app/clear-cache`);
  await page.reload();
  await expect(steps.heading('Run clear-cache')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Operation' })).toContainText('Staging');
  await expect(page.getByRole('region', { name: 'Command' })).toContainText('node dist/cache.js clear');
  await page.getByRole('button', { name: /^Add( to Parameters)?$/ }).click();
  await page.getByRole('textbox', { name: 'Parameters, entry 1' }).fill('--all');
  const post = page.waitForRequest(isPost);
  await steps.button('Run operation').click();
  expect((await post).postDataJSON()).toEqual({ service: 'app', operation: 'clear-cache', parameters: ['--all'] });
  await expect(steps.toast('Running clear-cache')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${demo.staging.path}/activity/.+`));
  await expect(steps.heading(/ran operation clear-cache/)).toBeVisible();
  await sandbox.finish();
  await expect(log(page)).toContainText('--all');
  await expect(log(page)).toContainText('complete');
  await expect(page.getByRole('main')).toContainText('Succeeded');
});

test('one of a worker is chosen from what runs', async ({ page, steps }) => {
  await steps.signIn({ at: `${operations}/runtime/app/clear-cache` });
  const application = page.getByRole('combobox', { name: 'Application' });
  await application.fill('');
  await application.click();
  await page.getByRole('option', { name: 'app--queue' }).click();
  await expect(page.getByRole('main')).toContainText('No such operation');
  await steps.field('Operation').fill('drain');
  await expect(page.getByRole('region', { name: 'Command' })).toContainText('--drain');
  const post = page.waitForRequest(isPost);
  await steps.button('Run operation').click();
  expect((await post).postDataJSON()).toEqual({ service: 'app--queue', operation: 'drain' });
  await expect(steps.heading(/drain/)).toBeVisible();
});

test('a source operation is run with variables, and commits', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: operations });
  await steps.row('release').getByRole('link', { name: 'release' }).click();
  await steps.expectAt(`${operations}/source/release`);
  await expect(page.getByRole('region', { name: 'Command' })).toContainText('npm version patch');
  await steps.field('Variables').fill('{"env": {"TICKET": "SHOP-7"}}');
  const post = page.waitForRequest(isPost);
  await steps.button('Run operation').click();
  expect((await post).postDataJSON()).toEqual({ operation: 'release', variables: { env: { TICKET: 'SHOP-7' } } });
  await expect(steps.heading(/ran source operation release/)).toBeVisible();
  await sandbox.finish();
  await expect(page.getByRole('main')).toContainText('Succeeded');
  await expect(log(page)).toContainText('Release for SHOP-7');
  await steps.open(`${demo.project.path}/repository/heads%2Fstaging/commits`);
  await expect(page.getByRole('main')).toContainText('Release for SHOP-7');
});

test('without variables the body still has them', async ({ page, steps }) => {
  await steps.signIn({ at: `${operations}/source/check` });
  const post = page.waitForRequest(isPost);
  await steps.button('Run operation').click();
  expect((await post).postDataJSON()).toEqual({ operation: 'check', variables: {} });
  await expect(steps.heading(/check/)).toBeVisible();
});

test('what the form or the API refuses is said at the field', async ({ page, steps, watch }) => {
  watch.allowStatus(400);
  await steps.signIn({ at: `${operations}/source/check` });
  await steps.field('Variables').fill('{"env": 1}');
  await steps.button('Run operation').click();
  await expect(steps.field('Variables')).toHaveAccessibleDescription(/JSON object of objects/);
  await steps.field('Variables').fill('{}');
  await steps.field('Operation').fill('vanish');
  await expect(page.getByRole('main')).toContainText('No such operation');
  await steps.button('Run operation').click();
  await expect(steps.field('Operation')).toHaveAccessibleDescription(/no .*source operation vanish|has a source operation vanish/i);
  await expect(steps.field('Operation')).toHaveValue('vanish');
});

test('who may only look sees what there is, and why it cannot be run', async ({ steps }) => {
  await steps.signIn({ at: operations, token: demo.viewer.token });
  const run = (name: string) => steps.row(name).getByRole('button', { name: 'Run', exact: true });
  await expect(run('update-dependencies')).toBeDisabled();
  await expect(run('update-dependencies')).toHaveAccessibleDescription(/Requires a contributor/);
  await expect(run('reindex')).toHaveAccessibleDescription(/Requires an admin/);
  await steps.row('reindex').getByRole('link', { name: 'reindex' }).click();
  await expect(steps.button('Run operation')).toBeDisabled();
  await expect(steps.button('Run operation')).toHaveAccessibleDescription(/Requires an admin/);
});

test('on production it warns; where nothing runs it says why', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.main.path}/operations/runtime/app/clear-cache` });
  await expect(page.getByRole('main')).toContainText('This changes production, lakeside-shop.example.');
  await steps.open(`${inactive}/operations`);
  await expect(list(page)).toBeVisible();
  const run = steps.row('update-dependencies').getByRole('button', { name: 'Run', exact: true });
  await expect(run).toHaveAccessibleDescription(/inactive/);
  await steps.open(`${paused}/operations`);
  await expect(steps.row('update-dependencies').getByRole('button', { name: 'Run', exact: true })).toHaveAccessibleDescription(/paused/);
});

test('none: it says how an application offers some', async ({ page, sandbox, steps }) => {
  await sandbox.fault('list-source-operations', { status: 200, body: [] });
  await sandbox.fault('get-a-single-environment-deployment', { status: 200, body: { id: 'current' } });
  await steps.signIn({ at: operations });
  await expect(page.getByRole('main')).toContainText('No operations');
  await expect(page.getByRole('region', { name: 'Example of a configuration' })).toContainText('operations:');
});

test('what is known is shown though the rest cannot be read', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(403, 500);
  await sandbox.fault('list-source-operations', { status: 403, body: { message: 'No.' } });
  await steps.signIn({ at: operations });
  await expect(steps.row('clear-cache')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Source operations couldn’t be loaded');
  await sandbox.clearFaults();
  await steps.button('Try again').click();
  await expect(steps.row('release')).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('couldn’t be loaded');
});

test('odd answers cost facts and never the page', async ({ page, sandbox, steps }) => {
  const script = '<img src=x onerror="alert(1)">';
  await sandbox.fault('list-source-operations', { status: 200, body: [{ id: script, app: 7, operation: null }, null, 'text'] });
  await sandbox.fault('get-a-single-environment-deployment', {
    status: 200,
    body: { webapps: { app: { operations: { [script]: { role: 'conductor', commands: { start: script } }, b: null } } } },
  });
  await steps.signIn({ at: operations });
  const rows = list(page).getByRole('rowheader');
  await expect(rows).toHaveText([script, script]);
  await expect(list(page)).toContainText('conductor');
  await rows.nth(1).getByRole('link').click();
  await expect(steps.heading(`Run ${script}`)).toBeVisible();
});
