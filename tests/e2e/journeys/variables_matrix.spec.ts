// A project's variables across its environments.
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const matrix = `${demo.project.path}/variable-matrix`;
const both = `${matrix}?environments=main,staging`;
const variables = (environment: string) => `${demo.project.path}/environments/${environment}/variables`;

const table = (page: Page) => page.getByRole('table', { name: 'Variables across environments' });
/** The environments, from the left. */
const heads = (page: Page) => table(page).getByRole('columnheader').getByRole('link');
const row = (page: Page, name: string) => table(page).getByRole('row', { name: new RegExp(`^${name}`) });
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name: `Copy ${name}` });

test('each environment says what it sees, where from, and how it differs from the first', async ({ page, steps }) => {
  await steps.signIn({ at: both });
  await expect(heads(page)).toHaveText(['main', 'Staging']);
  const cells = (name: string) => row(page, name).getByRole('cell');
  await expect(cells('env:LOG_LEVEL').first()).toContainText('warn');
  await expect(cells('env:LOG_LEVEL').nth(1)).toContainText('debug');
  await expect(cells('env:LOG_LEVEL').nth(1)).toContainText('Differs from main');
  await expect(cells('feature_flags').nth(1)).toContainText('From main');
  await expect(cells('feature_flags').nth(1)).not.toContainText('Differs');
  await expect(cells('env:TZ').first()).toContainText('From project');
  await expect(cells('env:STRIPE_SECRET_KEY').first()).toContainText('Set, can’t be read back');
  await expect(cells('env:SMTP_PASSWORD').nth(1)).toContainText('Not set');

  await page.getByRole('switch', { name: 'Differences only' }).click();
  await expect(row(page, 'env:TZ')).toHaveCount(0);
  await expect(row(page, 'env:PAYMENT_MODE')).toBeVisible();
  await expect(page).toHaveURL(/only=differences/);
  await page.getByRole('searchbox', { name: 'Search variables' }).fill('level');
  await expect(table(page).getByRole('rowheader')).toHaveCount(1);
  await page.reload();
  await expect(table(page).getByRole('rowheader')).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search variables' }).fill('no such');
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expect(row(page, 'env:TZ')).toBeVisible();
});

test('environments are put side by side and taken away, and the address keeps them', async ({ page, steps }) => {
  await steps.signIn({ at: matrix });
  await expect(heads(page).first()).toHaveText('main');
  await expect(heads(page).nth(1)).toHaveText('Staging');
  await page.getByRole('button', { name: 'Remove Staging' }).click();
  await expect(heads(page).filter({ hasText: 'Staging' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Add environment' }).selectOption('load-test');
  await expect(heads(page).last()).toHaveText('load-test');
  await page.reload();
  await expect(heads(page).last()).toHaveText('load-test');
  await expect(heads(page).filter({ hasText: 'Staging' })).toHaveCount(0);
});

test('a line is aligned: what happens where is shown first, and written one after the other', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: `${both},new-checkout-x7k2a` });
  await row(page, 'env:LOG_LEVEL').getByRole('button', { name: 'Align env:LOG_LEVEL' }).click();
  const open = dialog(page, 'env:LOG_LEVEL');
  const line = (name: string) => open.getByRole('row').filter({ hasText: name });
  await expect(line('Staging')).toContainText('Change');
  await expect(line('Staging')).toContainText('debug → warn');
  // It inherits what staging has, and has none of its own.
  await expect(line('feature/new-checkout')).toContainText('Add');
  // The address has it: it is there again after a reload.
  await page.reload();
  await expect(open.getByRole('button', { name: 'Copy to 2 environments' })).toBeVisible();
  await line('feature/new-checkout').getByRole('checkbox').uncheck();
  const patch = page.waitForRequest((request) => request.method() === 'PATCH');
  await open.getByRole('button', { name: 'Copy to 1 environment' }).click();
  expect((await patch).postDataJSON()).toEqual({ value: 'warn' });
  await expect(line('Staging')).toContainText('Written');
  await open.getByRole('button', { name: /^(Close|Done)$/ }).last().click();
  await expect(open).toHaveCount(0);
  await expect(row(page, 'env:LOG_LEVEL').getByRole('cell').nth(1)).toContainText('warn');
  expect(await sandbox.variable(variables('staging'), 'env:LOG_LEVEL')).toMatchObject({ value: 'warn', inherited: false });
});

test('one value is copied to one environment, and what failed is tried again', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(500);
  await steps.signIn({ at: both });
  await row(page, 'env:PAYMENT_MODE').getByRole('cell').first().hover();
  await page.getByRole('button', { name: 'Copy env:PAYMENT_MODE of main' }).click();
  const open = dialog(page, 'env:PAYMENT_MODE');
  await expect(open.getByRole('button', { name: 'Copy to 0 environments' })).toBeDisabled();
  await open.getByRole('checkbox', { name: 'Staging' }).check();
  await sandbox.fault('update-an-environment-variable', { status: 500, body: 'no', times: 1 });
  await open.getByRole('button', { name: 'Copy to 1 environment' }).click();
  await expect(open).toContainText('0 written, 1 failed.');
  // What is there now is read only after the next source was picked.
  await sandbox.fault('get-list-of-environment-variables', { delayMs: 2_000, times: 2 });
  await open.getByRole('button', { name: 'Retry the failed one' }).click();
  await expect(open).toContainText('1 written.');
  expect(await sandbox.variable(variables('staging'), 'env:PAYMENT_MODE')).toMatchObject({ value: 'live' });

  // The other way round: out of the other environment, as it is now.
  await open.getByRole('combobox', { name: 'Value of' }).selectOption('staging');
  await expect(open.getByRole('row').filter({ hasText: 'main' })).toContainText('Same');
});

test('what is missing is added with all that is said of it', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: both });
  await row(page, 'env:BASIC_AUTH').getByRole('button', { name: 'Align env:BASIC_AUTH' }).click();
  const open = dialog(page, 'env:BASIC_AUTH');
  const post = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/variables'));
  await open.getByRole('button', { name: 'Copy to 1 environment' }).click();
  expect((await post).postDataJSON()).toMatchObject({ name: 'env:BASIC_AUTH', value: 'on', visible_build: true });
  await expect(open).toContainText('1 written.');
  expect(await sandbox.variable(variables('main'), 'env:BASIC_AUTH')).toMatchObject({ value: 'on' });
});

test('sensitive values are not copied, and say so', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables('staging'), {
    name: 'env:SMTP_PASSWORD',
    value: 'other',
    is_sensitive: true,
    is_inheritable: false,
  });
  await steps.signIn({ at: both });
  await expect(row(page, 'env:SMTP_PASSWORD').getByRole('cell').nth(1)).toContainText('Can’t be compared with main');
  await row(page, 'env:SMTP_PASSWORD').getByRole('button', { name: 'Align env:SMTP_PASSWORD' }).click();
  const open = dialog(page, 'env:SMTP_PASSWORD');
  await expect(open).toContainText('Sensitive values can’t be read back, so they can’t be copied');
  await expect(open.getByRole('button', { name: /^Copy to/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(open).toHaveCount(0);
});

test('who may only look sees before anything is sent that nothing can be written', async ({ page, steps }) => {
  await steps.signIn({ at: both, token: demo.viewer.token });
  await row(page, 'env:LOG_LEVEL').getByRole('button', { name: 'Align env:LOG_LEVEL' }).click();
  const open = dialog(page, 'env:LOG_LEVEL');
  await expect(open.getByRole('row').filter({ hasText: 'Staging' })).toContainText('You can’t manage variables there');
  await expect(open.getByRole('button', { name: 'Copy to 0 environments' })).toBeDisabled();
});

test('an environment whose variables fail does not take the others along', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(404);
  await steps.signIn({ at: `${matrix}?environments=main` });
  await expect(row(page, 'env:LOG_LEVEL')).toBeVisible();
  await sandbox.fault('get-list-of-environment-variables', { status: 404, body: {}, times: 1 });
  await page.getByRole('combobox', { name: 'Add environment' }).selectOption('staging');
  await expect(row(page, 'env:LOG_LEVEL').getByRole('cell').nth(1)).toContainText('Couldn’t be loaded');
  await expect(row(page, 'env:LOG_LEVEL').getByRole('cell').first()).toContainText('warn');
  await page.getByRole('button', { name: 'Try again to read Staging' }).click();
  await expect(row(page, 'env:LOG_LEVEL').getByRole('cell').nth(1)).toContainText('debug');
});
