import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const versions = `${demo.main.path}/versions`;
/** Beside the main version: it sees one of twenty visitors. */
let canary = '';
test.beforeEach(async ({ sandbox }) => {
  canary = await sandbox.idOf(versions, { locked: false });
});

const isWrite = (method: string) => (request: { method(): string }) => request.method() === method;

/** The split that a part of the page shows. */
const split = (page: Page, part: string) => page.getByRole('region', { name: part }).getByRole('list', { name: 'Traffic split' });

test('the list shows how the versions share the visitors', async ({ page, steps }) => {
  await steps.signIn({ at: demo.main.path });
  await steps.tab('Versions').click();
  await steps.expectAt(versions);
  await expect(page).toHaveTitle(/^Versions · main/);
  await expect(page.getByRole('img', { name: `Traffic split: main 95%, ${canary} 5%` })).toBeVisible();
  await expect(steps.row('main')).toContainText('Locked');
  await expect(steps.row('main')).toContainText('95%');
  await expect(steps.row(canary)).toContainText('5%');
});

test('one is added, and is there when its address is opened again', async ({ page, steps }) => {
  await steps.signIn({ at: versions });
  await page.getByRole('main').getByRole('link', { name: 'Add version' }).click();
  await steps.expectAt(`${versions}/new`);
  await steps.field('Traffic share').fill('20');
  await expect(split(page, 'Now').getByRole('listitem')).toHaveText([/main\s*95%/, /5%/]);
  await expect(split(page, 'After').getByRole('listitem')).toHaveText([/main\s*75%/, /5%/, /new version\s*20%/]);
  const post = page.waitForRequest(isWrite('POST'));
  await steps.button('Add version').click();
  expect((await post).postDataJSON()).toEqual({ routing: { percentage: 20 } });
  await expect(steps.toast('Added the version')).toBeVisible();
  await expect(steps.heading(/^Version [a-z0-9]+$/)).toBeVisible();
  await page.reload();
  await expect(steps.fact('Traffic share')).toHaveText('20%');
  await expect(split(page, 'All versions').getByRole('listitem')).toHaveText([/main\s*75%/, /5%/, /20%/]);
});

test('a share is changed, after seeing how the others stand then', async ({ page, steps }) => {
  await steps.signIn({ at: versions });
  await steps.row(canary).getByRole('link', { name: canary, exact: true }).click();
  await page.getByRole('main').getByRole('link', { name: 'Change share', exact: true }).click();
  await steps.expectAt(`${versions}/${canary}/edit`);
  await steps.field('Traffic share').fill('40');
  await expect(split(page, 'After').getByRole('listitem')).toHaveText([/main\s*60%/, /40%/]);
  await steps.field('Traffic share').fill('');
  await expect(page.getByRole('region', { name: 'After' })).toContainText('Enter a share');
  await steps.field('Traffic share').fill('40');
  const patch = page.waitForRequest(isWrite('PATCH'));
  await steps.saveChanges();
  expect((await patch).postDataJSON()).toEqual({ routing: { percentage: 40 } });
  await steps.expectAt(`${versions}/${canary}`);
  await expect(steps.fact('Traffic share')).toHaveText('40%');
});

test('there are no more visitors than all: it is said before, and by the API at the field', async ({ page, steps, watch }) => {
  watch.allowStatus(400);
  await steps.signIn({ at: `${versions}/new` });
  await steps.field('Traffic share').fill('96');
  await expect(page.getByRole('region', { name: 'After' })).toContainText('Other versions have 5%, so enter 95% or less.');
  await steps.button('Add version').click();
  await expect(steps.field('Traffic share')).toHaveAccessibleDescription(/Other versions have 5 %, so this one can have 95 % at most/);
});

test('one is deleted, after seeing who gets its visitors', async ({ page, steps }) => {
  await steps.signIn({ at: `${versions}/${canary}` });
  await (await steps.more('Delete version')).click();
  await expect(split(page, 'After').getByRole('listitem')).toHaveText([/main\s*100%/]);
  await steps.field(`Type ${canary} to confirm`).fill(canary);
  await steps.button('Delete version').click();
  await expect(steps.toast(`Deleted ${canary}`)).toBeVisible();
  await steps.expectAt(versions);
  await expect(steps.row('main')).toContainText('100%');
  await expect(steps.row(canary)).toHaveCount(0);
});

test('the main one is locked, and says why', async ({ steps }) => {
  await steps.signIn({ at: `${versions}/main` });
  await expect(steps.button('Change share')).toHaveAccessibleDescription(/main version is locked/);
  await expect(await steps.more('Delete version')).toContainText(/main version is locked/);
});

test('who may only look sees what is there, and why nothing can be changed', async ({ steps }) => {
  await steps.signIn({ at: versions, token: demo.viewer.token });
  await expect(steps.button('Add version')).toHaveAccessibleDescription(/can’t add versions/);
  await steps.row(canary).getByRole('link', { name: canary, exact: true }).click();
  await expect(steps.button('Change share')).toHaveAccessibleDescription(/can’t change this version/);
  await expect(await steps.more('Delete version')).toContainText(/can’t delete this version/);
});

test('what does not run has no visitors to share', async ({ page, sandbox, steps }) => {
  // In this API there is a main version always; another may have none.
  await sandbox.fault('list-versions-associated-with-the-environment', { status: 200, body: [] });
  await steps.signIn({ at: `${demo.project.path}/environments/faster-search-p2d6n/versions` });
  await expect(page.getByRole('main')).toContainText('No versions');
  await expect(page.getByRole('main').getByRole('button', { name: 'Add version' }).first()).toHaveAccessibleDescription(/inactive/);
});

test('odd shares are said as they are', async ({ page, sandbox, steps }) => {
  const odd = [
    { id: 'main', locked: true, routing: { percentage: 70 } },
    { id: '<b>v2</b>', commit: 7, locked: 'no', routing: { percentage: 900 } },
    { id: 'v3', routing: null },
    null,
  ];
  await sandbox.fault('list-versions-associated-with-the-environment', { status: 200, body: odd });
  await steps.signIn({ at: versions });
  await expect(steps.row('<b>v2</b>')).toContainText('900%');
  await expect(steps.row('v3')).toContainText('Unknown');
  await expect(page.getByRole('main')).toContainText('The versions add up to 970%, not 100%.');
});
