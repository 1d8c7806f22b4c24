// Two environments side by side.
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const compare = `${demo.project.path}/compare`;

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const row = (page: Page, name: string, of: string) => part(page, name).getByRole('row').filter({ hasText: of });
const cells = (page: Page, name: string, of: string) => row(page, name, of).getByRole('cell');

test('production and staging: what differs, part by part', async ({ page, steps }) => {
  await steps.signIn({ at: compare });
  await expect(page).toHaveTitle(/^Compare environments · Lakeside Shop/);
  await expect(page.getByRole('combobox', { name: 'Left environment' })).toHaveValue('main');
  await expect(page.getByRole('combobox', { name: 'Right environment' })).toHaveValue('staging');
  await expect(cells(page, 'Settings', 'Type')).toHaveText(['Production', 'Staging']);
  await expect(cells(page, 'Variables', 'env:LOG_LEVEL')).toHaveText(['warn', 'debug']);
  await expect(cells(page, 'Variables', 'env:BASIC_AUTH')).toHaveText(['Not set', 'on']);
  await expect(cells(page, 'Variables', 'env:SMTP_PASSWORD')).toHaveText(['Sensitive · not inherited', 'Not set']);
  await expect(row(page, 'Variables', 'env:TZ')).toHaveCount(0);
  await expect(part(page, 'Variables')).toContainText(/\d+ of \d+ differ/);
  await expect(cells(page, 'Domains', 'www.lakeside-shop.example')).toHaveText(['www.lakeside-shop.example', 'Not set']);
  await expect(cells(page, 'Routes', 'Cache').first()).toContainText('Cache for: 0 seconds');
  await expect(part(page, 'Deployment')).toContainText('No differences');

  await page.getByRole('switch', { name: 'Differences only' }).click();
  await expect(page).toHaveURL(/show=all/);
  await expect(cells(page, 'Variables', 'env:TZ')).toHaveText(['Europe/London', 'Europe/London']);
  await expect(cells(page, 'Deployment', 'Relationship database').first()).toContainText('db');
  await page.reload();
  await expect(cells(page, 'Variables', 'env:TZ')).toHaveText(['Europe/London', 'Europe/London']);
});

test('the code: commits that one side has more, and the files that differ', async ({ page, steps }) => {
  await steps.signIn({ at: `${compare}?left=main&right=new-checkout-x7k2a` });
  const code = part(page, 'Code');
  await expect(code.getByRole('table', { name: '3 commits only in feature/new-checkout' }).getByRole('rowheader').first()).toHaveText(
    'Say what is missing beside its field',
  );
  await expect(code.getByRole('table', { name: /commits only in main/ })).toContainText('Node.js 22');
  await expect(code.getByRole('button', { name: /Added: src\/checkout\/page\.ts/ })).toBeVisible();
  await expect(code.getByRole('group', { name: 'Changes in package.json' })).toContainText('1.3.0');
  await page.getByRole('link', { name: 'Swap' }).click();
  await expect(code.getByRole('button', { name: /Removed: src\/checkout\/page\.ts/ })).toBeVisible();
});

test('the sides are chosen, swapped, and kept in the address', async ({ page, steps }) => {
  await steps.signIn({ at: `${compare}?left=staging&right=new-checkout-x7k2a` });
  await expect(part(page, 'Settings').getByRole('columnheader')).toHaveText(['Name', 'Staging', 'feature/new-checkout']);
  await expect(row(page, 'Variables', 'feature_flags')).toBeVisible();
  await page.getByRole('link', { name: 'Swap' }).click();
  await steps.expectAt(`${compare}?left=new-checkout-x7k2a&right=staging`);
  await expect(part(page, 'Settings').getByRole('columnheader')).toHaveText(['Name', 'feature/new-checkout', 'Staging']);
  await page.getByRole('combobox', { name: 'Right environment' }).selectOption('main');
  await expect(part(page, 'Settings').getByRole('columnheader')).toHaveText(['Name', 'feature/new-checkout', 'main']);
  await page.goBack();
  await expect(part(page, 'Settings').getByRole('columnheader')).toHaveText(['Name', 'feature/new-checkout', 'Staging']);
  await page.getByRole('combobox', { name: 'Right environment' }).selectOption('new-checkout-x7k2a');
  await expect(page.getByRole('main')).toContainText('Choose two environments');
});

test('an inactive one has no deployment, and it is said', async ({ page, steps }) => {
  await steps.signIn({ at: `${compare}?left=main&right=faster-search-p2d6n` });
  await expect(part(page, 'Deployment')).toContainText('experiment/faster-search has no deployment: it is inactive.');
  await expect(cells(page, 'Deployment', 'cache')).toHaveText(['Service', 'Not set']);
  await expect(cells(page, 'Settings', 'Status')).toHaveText(['Active', 'Inactive']);
});

test('a part that fails says so, the others stand', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(404);
  await sandbox.fault('get-list-of-routes', { status: 404, body: { message: 'No routes today.' }, times: 2 });
  await steps.signIn({ at: compare });
  await expect(part(page, 'Routes').getByRole('alert').first()).toBeVisible();
  await expect(cells(page, 'Variables', 'env:LOG_LEVEL')).toHaveText(['warn', 'debug']);
});
