// A release from its branch to production, as a release manager makes it, all through the console.
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

test.setTimeout(120_000);

const log = (page: Page) => page.getByRole('log', { name: 'Log' });
const running = (page: Page) => page.getByRole('main').getByRole('region', { name: 'Running now' });

test('a release: branched, configured, tried, backed up, merged, found again, and its backup restored elsewhere', async ({
  page,
  sandbox,
  steps,
  watch,
}) => {
  // The hours that pass are more than an access token lives: the console renews it on the way.
  watch.allowStatus(401);
  const main = page.getByRole('main');
  /** Lets what runs end, on a page that says so. */
  const complete = async () => {
    await sandbox.finish();
    await expect(main).toContainText('Succeeded');
  };
  await steps.signIn({ at: demo.main.path });
  const before = await steps.fact('Commit').innerText();

  // Branch.
  await main.getByRole('link', { name: 'Branch', exact: true }).click();
  await steps.field('Title').fill('Release 7');
  await steps.field('Branch name').fill('release/7');
  await steps.button('Branch').click();
  await expect(steps.heading('Release 7')).toBeVisible();
  const release = new URL(page.url()).pathname;
  expect(release).toContain('/environments/release-7');
  await expect(running(page)).toBeVisible();
  await sandbox.finish();
  await expect(running(page)).toHaveCount(0);

  // Set a variable.
  await steps.tab('Variables').click();
  await steps.addVariable('env:RELEASE', '7');
  await expect(steps.row('env:RELEASE')).toContainText('7');
  await expect(steps.timeline().getByRole('listitem').filter({ hasText: 'env:RELEASE' })).toBeVisible();
  await sandbox.finish();

  // Redeploy, and watch the log grow.
  await steps.tab('Overview').click();
  await expect(running(page)).toHaveCount(0);
  await steps.button('Redeploy').click();
  await page.getByRole('dialog', { name: 'Redeploy?' }).getByRole('button', { name: 'Redeploy' }).click();
  await running(page).getByRole('link', { name: /redeployed/ }).click();
  await sandbox.advance(1);
  await expect(log(page)).not.toBeEmpty();
  const lines = (await log(page).innerText()).length;
  await complete();
  await expect.poll(async () => (await log(page).innerText()).length).toBeGreaterThan(lines);

  // What the release is: its version, committed by an operation of the application.
  await steps.open(`${release}/operations`);
  await steps.row('release').getByRole('link', { name: 'Run', exact: true }).click();
  await steps.field('Variables').fill('{"env": {"TICKET": "SHOP-7"}}');
  await steps.button('Run operation').click();
  await expect(steps.heading(/ran source operation release/)).toBeVisible();
  await complete();
  await expect(log(page)).toContainText('Release for SHOP-7');

  // Back up what it holds.
  await sandbox.write(release, 'db', 'as-released');
  await steps.open(`${release}/backups`);
  await main.getByRole('link', { name: 'Back up', exact: true }).first().click();
  await steps.button('Back up').click();
  await steps.expectAt(`${release}/backups`);
  const backups = page.getByRole('table', { name: 'Backups' }).getByRole('rowheader');
  await expect(backups.getByRole('link', { name: 'In progress' })).toBeVisible();
  await sandbox.finish();
  await expect(backups.getByRole('link', { name: /UTC$/ })).toHaveCount(1);

  // Merge, and see production change.
  await steps.tab('Overview').click();
  await expect(steps.fact('Compared with parent')).toContainText('1 ahead');
  await main.getByRole('link', { name: 'Merge', exact: true }).click();
  await expect(page.getByRole('region', { name: 'What would reach main' })).toContainText('Release for SHOP-7');
  await expect(main).toContainText('This changes production, lakeside-shop.example.');
  await steps.button('Merge into main').click();
  await steps.expectAt(demo.main.path);
  await expect(running(page)).toContainText(/merged/);
  await sandbox.finish();
  await expect(running(page)).toHaveCount(0);
  await expect(steps.fact('Commit')).not.toHaveText(before);
  await steps.fact('Commit').getByRole('link').click();
  await expect(page).toHaveURL(/\/repository\//);
  await expect(main).toContainText(/release\/7|Release for SHOP-7/);

  // Find the release in the activity log.
  await steps.open(`${demo.main.path}/activity`);
  const merge = main.getByRole('row').filter({ hasText: /merged .*release/i });
  await merge.getByRole('link').first().click();
  await expect(log(page)).not.toBeEmpty();
  await expect(steps.fact('Commit')).toContainText(/^[0-9a-f]{7} /);

  // Restore its backup elsewhere.
  await steps.open(`${release}/backups`);
  await backups.getByRole('link', { name: /UTC$/ }).click();
  await main.getByRole('link', { name: 'Restore backup' }).click();
  await page.getByRole('radio', { name: 'Another environment' }).check();
  await page.getByRole('combobox', { name: 'Environment' }).selectOption('staging');
  await steps.flag('Restore code').click();
  await steps.field('Type staging to confirm').fill('staging');
  await steps.button('Restore backup').click();
  await expect(page).toHaveURL(/\/activity\/[^/]+$/);
  await complete();
  const held = await sandbox.held(demo.staging.path);
  expect(held.find(({ service }) => service === 'db')?.revision).toBe('as-released');
});
