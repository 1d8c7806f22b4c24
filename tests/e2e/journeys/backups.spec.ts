import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const backups = `${demo.main.path}/backups`;
const staging = `${demo.staging.path}/backups`;

const isWrite = (method: string) => (request: { method(): string }) => request.method() === method;

const rows = (page: Page) => page.getByRole('table', { name: 'Backups' }).getByRole('rowheader');
/** The newest backup of the list, by its name: "2026-08-03 10:12 UTC". */
const newest = (page: Page) => rows(page).getByRole('link', { name: /UTC$/ }).first();

test('the list says of what kind each is, who made it, and when it is gone', async ({ page, steps }) => {
  await steps.signIn({ at: demo.main.path });
  await steps.tab('Backups').click();
  await steps.expectAt(backups);
  await expect(page).toHaveTitle(/^Backups · main/);
  await expect(rows(page)).toHaveCount(9);
  const table = page.getByRole('table', { name: 'Backups' });
  const first = table.getByRole('row').nth(1);
  for (const said of ['Live', 'Automated', 'Created', 'in 29 days', /\d GiB/]) await expect(first).toContainText(said);
  const last = table.getByRole('row').last();
  await expect(last).toContainText('Soon');
  await page.getByRole('searchbox', { name: 'Search backups' }).fill('safe manual');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search backups' }).fill('');
  await page.getByRole('button', { name: 'Expires' }).click();
  await expect(table.getByRole('row').nth(1)).toContainText('Soon');
});

test('one is made, live, and the list shows how far it is until it is there', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: backups });
  const before = await newest(page).innerText();
  await page.getByRole('main').getByRole('link', { name: 'Back up', exact: true }).click();
  await steps.expectAt(`${backups}/new`);
  // Nobody's connections are stopped unless that is asked for.
  await expect(steps.flag('Stop connections during the backup')).not.toBeChecked();
  const post = page.waitForRequest(isWrite('POST'));
  await steps.button('Back up').click();
  expect((await post).postDataJSON()).toEqual({ safe: false });
  await expect(steps.toast('Backup started')).toBeVisible();
  await steps.expectAt(backups);
  await expect(rows(page).getByRole('link', { name: 'In progress' })).toBeVisible();
  await expect(rows(page).getByRole('progressbar')).toBeVisible();
  await sandbox.finish();
  await expect(rows(page).getByRole('link', { name: 'In progress' })).toHaveCount(0);
  await expect(rows(page)).toHaveCount(10);
  expect(await newest(page).innerText()).not.toBe(before);
  const row = page.getByRole('table', { name: 'Backups' }).getByRole('row').nth(1);
  await expect(row).toContainText('Manual');
  await expect(row).toContainText('Live');
});

test('one says what it holds, also when its address is opened again', async ({ page, steps }) => {
  await steps.signIn({ at: backups });
  const name = await newest(page).innerText();
  await newest(page).click();
  await expect(steps.heading(`Backup of ${name}`)).toBeVisible();
  await page.reload();
  await expect(steps.heading(`Backup of ${name}`)).toBeVisible();
  await expect(steps.fact('Kind')).toContainText('Live');
  await expect(steps.fact('Trigger')).toHaveText(/^Automated #\d+$/);
  await expect(steps.fact('Restorable')).toHaveText('Yes');
  await expect(steps.fact('Databases and files')).toHaveText(/GiB$/);
  await expect(steps.fact('Disk size')).toHaveText('7 GiB');
  await steps.fact('Commit').getByRole('link').click();
  await expect(page).toHaveURL(/\/repository\/[0-9a-f]{40}$/);
});

test('one is restored in place without the code, once the name is typed', async ({ page, sandbox, steps }) => {
  await sandbox.write(demo.staging.path, 'db', 'after-the-backup');
  await steps.signIn({ at: staging });
  await newest(page).click();
  await page.getByRole('main').getByRole('link', { name: 'Restore backup' }).click();
  await expect(page).toHaveURL(/\/restore$/);
  const picture = page.getByRole('figure', { name: 'What will happen' });
  // What overwrites nothing comes first.
  await expect(page.getByRole('radio', { name: 'A new environment' })).toBeChecked();
  await expect(page.getByRole('radio').first()).toHaveAccessibleName(/^A new environment/);
  await expect(page.getByRole('textbox', { name: /to confirm/ })).toHaveCount(0);
  await page.getByRole('radio', { name: 'This environment' }).check();
  await expect(picture).toContainText('Databases and files are overwritten');
  await expect(picture).toContainText('are removed from the branch');
  await steps.flag('Restore code').click();
  await expect(picture).not.toContainText('are removed from the branch');
  await expect(page.getByRole('link', { name: 'Back up staging first' })).toHaveAttribute('href', `${staging}/new`);
  await expect(steps.button('Restore backup')).toBeDisabled();
  // The switches stand before the name.
  const order = await page
    .getByRole('main')
    .locator('input')
    .evaluateAll((all) => all.map((input) => (input.getAttribute('role') === 'switch' ? 'switch' : (input as HTMLInputElement).type)));
  expect(order.lastIndexOf('switch')).toBeLessThan(order.lastIndexOf('text'));
  await expect(page.getByRole('main')).not.toContainText('This changes production');
  await steps.field('Type staging to confirm').fill('staging');
  const post = page.waitForRequest(isWrite('POST'));
  await steps.button('Restore backup').click();
  expect((await post).postDataJSON()).toMatchObject({ environment_name: null, branch_from: null, restore_code: false });
  await expect(steps.toast('Restoring to staging')).toBeVisible();
  await expect(page).toHaveURL(/\/environments\/staging\/activity\/[^/]+$/);
  await sandbox.finish();
  await expect(page.getByRole('main')).toContainText('Succeeded');
  const revisions = (await sandbox.held(demo.staging.path)).map(({ revision }) => revision);
  expect(revisions).not.toContain('after-the-backup');
});

test('while one is restored, its page says so and leads to the log', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: staging });
  await newest(page).click();
  await expect(steps.heading(/^Backup of/)).toBeVisible();
  const backup = new URL(page.url()).pathname;
  await page.getByRole('main').getByRole('link', { name: 'Restore backup' }).click();
  await page.getByRole('radio', { name: 'This environment' }).check();
  await steps.field('Type staging to confirm').fill('staging');
  await steps.button('Restore backup').click();
  await expect(page).toHaveURL(/\/activity\//);
  await steps.open(backup);
  await expect(page.getByRole('main')).toContainText('Restoring to Staging');
  await expect(steps.button('Restore backup')).toHaveAccessibleDescription(/being restored/);
  await expect(await steps.more('Delete backup')).toContainText(/being restored/);
  await sandbox.finish();
  await expect(page.getByRole('main').getByRole('link', { name: 'Restore backup' })).toBeVisible();
});

test('one is restored to a new environment, which takes no name that is there', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: backups });
  await newest(page).click();
  await page.getByRole('main').getByRole('link', { name: 'Restore backup' }).click();
  // The branch stands behind a title only where it says more.
  await expect(page.getByRole('combobox', { name: 'Parent' }).getByRole('option', { name: /^staging/i })).toHaveText('Staging');
  // What was chosen besides stays, wherever to.
  await steps.flag('Restore code').click();
  await page.getByRole('radio', { name: 'This environment' }).check();
  await expect(page).toHaveURL(/restore\?to=here$/);
  await expect(page.getByRole('main')).toContainText('This changes production, lakeside-shop.example.');
  await page.getByRole('radio', { name: 'A new environment' }).check();
  await expect(page).toHaveURL(/restore$/);
  await expect(page.getByRole('main')).not.toContainText('This changes production');
  await expect(steps.flag('Restore code')).not.toBeChecked();
  await steps.flag('Restore code').click();
  await expect(steps.button('Restore backup')).toHaveAccessibleDescription(/Enter a name/);
  await steps.field('Name').fill('staging');
  await expect(steps.field('Name')).toHaveAccessibleDescription(/staging already exists/);
  await steps.field('Name').fill('restore drill');
  await expect(steps.field('Name')).toHaveAttribute('aria-invalid', 'true');
  await steps.field('Name').fill('restore-drill');
  await page.getByRole('combobox', { name: 'Parent' }).selectOption('staging');
  await expect(page.getByRole('figure', { name: 'What will happen' })).toContainText('Created as a child of Staging');
  const post = page.waitForRequest(isWrite('POST'));
  await steps.button('Restore backup').click();
  expect((await post).postDataJSON()).toMatchObject({ environment_name: 'restore-drill', branch_from: 'staging', restore_code: true });
  await expect(page).toHaveURL(/\/environments\/restore-drill[^/]*\/activity\/[^/]+$/);
  await sandbox.finish();
  await expect(page.getByRole('main')).toContainText('Succeeded');
  const made = /\/environments\/([^/]+)\//.exec(page.url())?.[1] ?? '';
  const held = await sandbox.held(`${demo.project.path}/environments/${made}`);
  expect(held.map(({ service }) => service)).toContain('db');
});

test('what the API has against a restore is said, and the choice stays', async ({ page, steps, watch }) => {
  watch.allowStatus(409);
  await steps.signIn({ at: backups });
  await newest(page).click();
  await page.getByRole('main').getByRole('link', { name: 'Restore backup' }).click();
  await page.getByRole('radio', { name: 'Another environment' }).check();
  await expect(steps.button('Restore backup')).toHaveAccessibleDescription(/Choose an environment/);
  await page.getByRole('combobox', { name: 'Environment' }).selectOption('load-test');
  await steps.field('Type load-test to confirm').fill('load-test');
  const post = page.waitForRequest(isWrite('POST'));
  await steps.button('Restore backup').click();
  expect((await post).postDataJSON()).toMatchObject({ environment_name: 'load-test', branch_from: null });
  await expect(steps.alert(/load-test is paused\. Resume it first/)).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Environment' })).toHaveValue('load-test');
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Environment' })).toHaveValue('load-test');
});

test('one is deleted once its name is typed, and the list shows when it is gone', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: backups });
  const name = await newest(page).innerText();
  await newest(page).click();
  await expect(steps.heading(`Backup of ${name}`)).toBeVisible();
  await (await steps.more('Delete backup')).click();
  await expect(steps.heading(`Delete backup of ${name}`)).toBeVisible();
  await expect(page.getByRole('main')).toContainText('can’t be recovered');
  await expect(steps.button('Delete backup')).toBeDisabled();
  await steps.field(`Type ${name} to confirm`).fill(name);
  await steps.button('Delete backup').click();
  await steps.expectAt(backups);
  await expect(steps.row(name)).toContainText('Deleting');
  await sandbox.finish();
  await expect(steps.row(name)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(8);
});

test('several are deleted at once', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: backups });
  await expect(newest(page)).toBeVisible();
  const names = await rows(page).getByRole('link').allInnerTexts();
  for (const name of names.slice(0, 2)) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  const bar = page.getByRole('group', { name: 'Selected backups' });
  await expect(bar).toContainText('2 backups selected');
  await bar.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 2 backups?' });
  await dialog.getByLabel('Type delete to confirm').fill('delete');
  await dialog.getByRole('button', { name: 'Delete 2 backups' }).click();
  await expect(dialog).toContainText('2 of 2 done.');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await sandbox.finish();
  await expect(rows(page)).toHaveCount(7);
});

test('who may only look sees what is there, and why nothing can be done', async ({ page, steps }) => {
  await steps.signIn({ at: backups, token: demo.viewer.token });
  await expect(steps.button('Back up')).toHaveAccessibleDescription(/can’t back up this environment/);
  await newest(page).click();
  await expect(steps.button('Restore backup')).toHaveAccessibleDescription(/can’t restore this backup/);
  await expect(await steps.more('Delete backup')).toContainText(/can’t delete this backup/);
  await steps.open(`${demo.project.path}/environments/load-test/backups`);
  await expect(page.getByRole('main')).toContainText('No backups yet');
});

test('what does not run cannot be backed up', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.project.path}/environments/load-test/backups` });
  await expect(page.getByRole('main')).toContainText('No backups yet');
  await expect(page.getByRole('main').getByRole('button', { name: 'Back up' }).first()).toHaveAccessibleDescription(/is paused/);
});

test('an odd answer costs a fact and never the page', async ({ sandbox, steps }) => {
  const odd = {
    id: '<img src=x onerror=alert(1)>',
    created_at: 'once',
    expires_at: 7,
    status: 'SLEEPING',
    safe: 'perhaps',
    automated: null,
    restorable: false,
    size_used: -5,
    size_of_volumes: 'much',
    commit_id: null,
    _links: null,
  };
  await sandbox.fault('get-an-environment-snapshot-list', { status: 200, body: [odd, { id: 7 }, null, 'text'] });
  await sandbox.fault('get-an-environment-snapshot-info', { status: 200, body: odd });
  await steps.signIn({ at: backups });
  await expect(steps.row(odd.id)).toContainText('Sleeping');
  await expect(steps.row(odd.id)).toContainText('Not restorable');
  await steps.row(odd.id).getByRole('link').first().click();
  await expect(steps.heading(`Backup of ${odd.id}`)).toBeVisible();
  await expect(steps.fact('Databases and files')).toHaveText('Unknown');
  await expect(steps.fact('Expires')).toHaveText('Never');
  await expect(steps.button('Restore backup')).toHaveAccessibleDescription(/can’t be restored/);
});

test('one that is not there says so', async ({ page, steps, watch }) => {
  watch.allowStatus(404);
  await steps.signIn();
  await steps.open(`${backups}/nosuchbackup`);
  await expect(steps.alert(/not/i)).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('Backups');
});
