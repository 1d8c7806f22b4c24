// The tree of environments, one at a glance, what is done with one, and its settings.
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const environments = `${demo.project.path}/environments`;
const at = (id: string) => `${environments}/${id}`;
/** A child of staging that runs, with commits of its own. */
const giftCards = { title: 'feature/gift-cards', path: at('gift-cards-b3m9q') };
/** Inactive, and nothing is below it. */
const blackFriday = { title: 'campaign/black-friday', path: at('black-friday-j9q3f') };
const paused = { title: 'load-test', path: at('load-test') };
/** Of another project; it has no code yet. */
const empty = demo.emptyEnvironment.path;

const tree = (page: Page) => page.getByRole('table', { name: 'Environments' });
const picture = (page: Page) => page.getByRole('figure', { name: 'What will happen' });
const isWrite = (method: string) => (request: { method(): string }) => request.method() === method;

test('the tree says how each stands, and filters live in the address', async ({ page, steps }) => {
  await steps.signIn({ at: environments });
  await expect(steps.row(demo.staging.title)).toContainText('staging');
  await expect(steps.row(paused.title)).toContainText('Paused');
  await expect(steps.row(giftCards.title)).toContainText(/\d+ ahead/);

  await page.getByRole('combobox', { name: 'Status' }).selectOption('Inactive');
  await expect(page).toHaveURL(/status=inactive/);
  await expect(steps.row(blackFriday.title)).toBeVisible();
  await expect(steps.row(giftCards.title)).toBeHidden();
  // What leads to a match shows, and is not meant by "Select all".
  await expect(steps.row(demo.main.title)).toBeVisible();
  await page.reload();
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await expect(page.getByRole('group', { name: 'Selected environments' })).toContainText('2 environments selected');
  await expect(page.getByRole('checkbox', { name: 'Select main', exact: true })).not.toBeChecked();

  await page.getByRole('combobox', { name: 'Type' }).selectOption('Production');
  await expect(page.getByRole('main')).toContainText('No environments match your search and filters.');
  await steps.button('Clear search').click();
  await expect(steps.row(giftCards.title)).toBeVisible();
  await expect(page).not.toHaveURL(/status=|type=/);
  // The header of the project offers what concerns them all, once.
  await expect(page.getByRole('main').getByRole('link', { name: 'New environment' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'More actions' }).first().click();
  for (const way of ['Compare environments', 'Variables across environments', 'Environment types']) {
    await expect(page.getByRole('menuitem', { name: way })).toBeVisible();
  }
});

test('several are paused at once, where that can be done, and the tree follows', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: environments });
  for (const { title } of [giftCards, blackFriday]) await page.getByRole('checkbox', { name: `Select ${title}` }).check();
  const bar = page.getByRole('group', { name: 'Selected environments' });
  await bar.getByRole('button', { name: 'Pause' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pause 2 environments?' });
  await expect(dialog.getByRole('row', { name: new RegExp(blackFriday.title) })).toContainText('Not possible now');
  await dialog.getByRole('button', { name: 'Pause 1 environment' }).click();
  await expect(dialog.getByRole('row', { name: new RegExp(giftCards.title) })).toContainText('Pause started');
  await dialog.getByRole('button', { name: 'Done' }).click();
  // What runs now shows in its row, then how it ended.
  const row = steps.row(giftCards.title);
  await expect(row.getByRole('link', { name: 'Pause' })).toBeVisible();
  await sandbox.finish();
  await expect(row).toContainText('Paused');
  await expect(row.getByRole('link', { name: 'Pause', exact: true })).toHaveCount(0);
});

test('only what is inactive is deleted with others, after the verb is typed', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: `${environments}?selected=gift-cards-b3m9q%0Ablack-friday-j9q3f` });
  await page.getByRole('group', { name: 'Selected environments' }).getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 2 environments?' });
  await expect(dialog.getByRole('row', { name: new RegExp(giftCards.title) })).toContainText('Not possible now');
  await dialog.getByLabel('Type delete to confirm').fill('delete');
  await dialog.getByRole('button', { name: 'Delete 1 environment' }).click();
  await expect(dialog).toContainText('Deletion started');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await sandbox.finish();
  await expect(steps.row(blackFriday.title)).toHaveCount(0);
});

test('the overview says where it answers, how it stands and what can be done', async ({ page, steps }) => {
  await steps.signIn({ at: giftCards.path });
  await page.reload();
  const main = page.getByRole('main');
  const url = main.getByRole('region', { name: 'URLs' }).getByRole('link').first();
  await expect(url).toHaveAttribute('href', /^https:\/\//);
  await expect(url).toHaveAttribute('rel', /noopener/);
  await expect(steps.fact('Parent')).toHaveText('Staging');
  await expect(steps.fact('Compared with parent')).toContainText(/ahead/);
  await expect(steps.fact('Last backup').getByRole('link', { name: 'Backups' })).toHaveAttribute('href', `${giftCards.path}/backups`);
  const actions = main.getByRole('group', { name: 'Actions' });
  for (const name of ['Merge', 'Synchronize']) {
    await expect(actions.getByRole('link', { name, exact: true })).toBeVisible();
  }
  for (const name of ['Branch', 'Back up', 'Deactivate']) await expect(await steps.more(name)).toBeEnabled();
  await expect(await steps.more('Delete')).toBeDisabled();
  await expect(await steps.more('Delete')).toContainText(/Deactivate it first/);
  await steps.open(demo.main.path);
  await expect(await steps.more('Deactivate')).toContainText(/Production can’t be deactivated/);
});

test('redeploying asks first, and shows how far it is', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: giftCards.path });
  await steps.button('Redeploy').click();
  await page.getByRole('dialog', { name: 'Redeploy?' }).getByRole('button', { name: 'Redeploy' }).click();
  const running = page.getByRole('main').getByRole('region', { name: 'Running now' });
  await expect(running.getByRole('progressbar')).toBeVisible();
  await expect(running.getByRole('link', { name: /redeployed/ })).toBeVisible();
  await sandbox.finish();
  await expect(running).toHaveCount(0);
});

test('one that is paused is resumed, and paused again', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: paused.path });
  await expect(page.getByRole('main')).toContainText('No URLs: the environment is paused.');
  await expect(await steps.more('Back up')).toContainText(/Resume it first/);
  await page.keyboard.press('Escape');
  await steps.button('Resume').click();
  await page.getByRole('dialog', { name: 'Resume?' }).getByRole('button', { name: 'Resume' }).click();
  await sandbox.finish();
  await expect(steps.button('Resume')).toHaveCount(0);
  await expect(steps.button('Redeploy')).toBeEnabled();
  await (await steps.more('Pause')).click();
  await page.getByRole('dialog', { name: 'Pause?' }).getByRole('button', { name: 'Pause' }).click();
  await sandbox.finish();
  await expect(steps.button('Resume')).toBeEnabled();
});

test('branching shows what goes along, and leads to the new environment at work', async ({ page, steps }) => {
  await steps.signIn({ at: demo.staging.path });
  await (await steps.more('Branch')).click();
  await steps.expectAt(`${demo.staging.path}/branch`);
  // Its id and its type are what its title says.
  await expect(page.locator('main > header').getByText('staging', { exact: true }).filter({ visible: true })).toHaveCount(0);
  await expect(picture(page).getByText('New environment', { exact: true })).toHaveCount(1);
  await expect(picture(page)).toContainText('A copy of databases and files');
  await steps.flag('Copy data').click();
  await expect(picture(page)).toContainText('None: it starts without data');
  await steps.field('Title').fill('Winter sale');
  await expect(picture(page)).toContainText('Winter sale');
  await steps.field('Branch name').fill('campaign/winter-sale');
  const post = page.waitForRequest(isWrite('POST'));
  await steps.button('Branch').click();
  expect((await post).postDataJSON()).toEqual({
    title: 'Winter sale',
    name: 'campaign/winter-sale',
    clone_parent: false,
    type: 'development',
  });
  await expect(steps.toast('Branching Winter sale')).toBeVisible();
  await expect(page).toHaveURL(/\/environments\/[^/]*winter-sale[^/]*$/);
  await expect(steps.heading('Winter sale')).toBeVisible();
  await expect(page.getByRole('main').getByRole('region', { name: 'Running now' })).toBeVisible();
});

test('a branch name that is taken is said at its field', async ({ page, steps, watch }) => {
  watch.allowStatus(400);
  await steps.signIn({ at: `${demo.staging.path}/branch` });
  await page.reload();
  await steps.field('Title').fill('Again');
  await steps.field('Branch name').fill(giftCards.title);
  await steps.button('Branch').click();
  await expect(steps.field('Branch name')).toHaveAccessibleDescription(/An environment named .* already exists/);
  await expect(steps.field('Title')).toHaveValue('Again');
});

test('merging says what goes where, and leads to the parent at work', async ({ page, steps }) => {
  await steps.signIn({ at: giftCards.path });
  await page.getByRole('main').getByRole('link', { name: 'Merge', exact: true }).click();
  await steps.expectAt(`${giftCards.path}/merge`);
  await expect(picture(page).getByRole('listitem').filter({ hasText: /^Code/ })).toContainText(
    /Code goes from feature\/gift-cards to Staging: \d+ commits?/,
  );
  await expect(picture(page)).toContainText('Builds and redeploys with the new code');
  await expect(page.getByRole('main').getByRole('link', { name: 'Commits' })).toHaveAttribute('href', /\/repository\//);
  const goes = page.getByRole('region', { name: 'What would reach Staging' });
  await expect(goes.getByRole('table', { name: '2 commits to merge' }).getByRole('rowheader')).toHaveText([
    'Pay with gift cards',
    'Sell gift cards',
  ]);
  await expect(goes.getByRole('heading', { name: '2 files: 1 added, 1 removed' })).toBeVisible();
  await expect(goes.getByRole('group', { name: 'Changes in src/checkout/gift-cards.ts' })).toContainText('export');
  await expect(page.getByRole('main')).not.toContainText('This changes production');
  const post = page.waitForRequest(isWrite('POST'));
  await steps.button('Merge into Staging').click();
  expect((await post).postData()).toBeNull();
  await expect(steps.toast('Merging into Staging')).toBeVisible();
  await steps.expectAt(demo.staging.path);
  await expect(page.getByRole('main').getByRole('region', { name: 'Running now' })).toContainText(/merged/);
});

test('what would reach production is told before it does', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.staging.path}/merge` });
  const main = page.getByRole('main');
  await expect(main).toContainText('This changes production, lakeside-shop.example.');
  const goes = page.getByRole('region', { name: 'What would reach main' });
  const commit = goes.getByRole('table', { name: '1 commit to merge' }).getByRole('row').nth(1);
  await expect(commit).toContainText('Niamh Okonjo-Byrne');
  await expect(commit.locator('time')).toBeVisible();
  await expect(goes.getByRole('heading', { name: '1 file: 1 changed' })).toBeVisible();
  const file = goes.getByRole('button', { name: /\.platform\/routes\.yaml/ });
  await expect(file).toHaveAttribute('aria-expanded', 'true');
  await expect(file).toContainText('1 line added');
  const lines = goes.getByRole('group', { name: 'Changes in .platform/routes.yaml' });
  await expect(lines).toContainText('default_ttl: 300');
  // By keyboard alone: the lines are reached, and the file is closed and opened again.
  await file.focus();
  await page.keyboard.press('Enter');
  await expect(lines).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(lines).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(lines).toBeFocused();
  await commit.getByRole('link').click();
  await expect(page).toHaveURL(/\/repository\/[0-9a-f]{40}$/);
  await expect(steps.heading('Cache what does not change')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Changes' })).toContainText('default_ttl: 300');
});

test('two thousand files that changed are listed at once, and their lines compared when they are opened', async ({
  page,
  sandbox,
  steps,
}) => {
  test.setTimeout(120_000);
  const id = (number: number) => number.toString(16).padStart(40, '0');
  const entry = (path: string, number: number, mode = '100644', type = 'blob') => ({ path, mode, type, sha: id(number) });
  const before = Array.from({ length: 2_000 }, (_, at) => entry(`file-${String(at).padStart(4, '0')}.txt`, at + 1));
  const after = before.map((one, at) => ({ ...one, sha: id(at + 10_001) }));
  const special = [
    [entry('moved-from.txt', 90_001), entry('run.sh', 90_002), entry('theme', 90_003, '160000', 'commit')],
    [entry('moved-to.txt', 90_001), entry('run.sh', 90_002, '100755'), entry('theme', 90_004, '160000', 'commit')],
  ];
  await steps.signIn({ at: demo.staging.path });
  await sandbox.fault('get-a-tree-object', { body: { tree: [...before, ...(special[0] ?? [])] }, times: 1 });
  await sandbox.fault('get-a-tree-object', { body: { tree: [...after, ...(special[1] ?? [])] } });
  await sandbox.fault('get-a-blob-object', { status: 200, body: { encoding: 'utf-8', content: 'text\n', size: 5 } });
  let [running, most, blobs] = [0, 0, 0];
  const isObject = (url: string) => url.includes('/git/');
  page.on('request', (request) => {
    blobs += request.url().includes('/git/blobs/') ? 1 : 0;
    if (isObject(request.url())) most = Math.max(most, (running += 1));
  });
  page.on('requestfinished', (request) => {
    if (isObject(request.url())) running -= 1;
  });
  await page.getByRole('main').getByRole('link', { name: 'Merge', exact: true }).click();
  const goes = page.getByRole('region', { name: 'What would reach main' });
  await expect(goes.getByRole('heading', { name: '2003 files: 2002 changed, 1 renamed' })).toBeVisible();
  await expect(goes.getByRole('listitem')).toHaveCount(2_003, { timeout: 15_000 });
  expect(most).toBeLessThanOrEqual(6);
  await expect(goes.getByRole('button', { name: /moved-to/ })).toContainText('Renamed: moved-from.txt → moved-to.txt');
  await expect(goes.getByRole('button', { name: /run\.sh/ })).toContainText('file → executable');
  await expect(goes.getByRole('button', { name: /theme/ })).toContainText('submodule');
  // Those that are open already, and no others.
  await expect.poll(() => blobs).toBe(8);
  await goes.getByRole('textbox', { name: 'Find a file' }).fill('file-1999');
  await expect(goes.getByRole('listitem')).toHaveCount(1);
  await goes.getByRole('button', { name: /file-1999/ }).click();
  await expect(goes.getByText('The content is the same.')).toBeVisible();
  await expect.poll(() => blobs).toBe(10);
});

test('a merge that the API refuses stays on the page, with its reason', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(409);
  await sandbox.fault('merge-an-environment', {
    status: 409,
    body: { code: 409, message: 'Both changed cart.ts, each in its own way.' },
  });
  await steps.signIn({ at: `${giftCards.path}/merge` });
  await steps.button('Merge into Staging').click();
  await expect(steps.alert('Both changed cart.ts')).toBeVisible();
  await steps.expectAt(`${giftCards.path}/merge`);
  await expect(page.getByRole('main').getByRole('link', { name: 'Cancel' })).toBeVisible();
});

test('synchronizing data says what is overwritten and asks for the name', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.staging.path}/synchronize` });
  await page.reload();
  const send = steps.button('Synchronize');
  await expect(send).toHaveAccessibleDescription(/Choose what to synchronize/);
  await expect(picture(page)).toContainText('Nothing changes');
  await steps.flag('Data').click();
  await expect(picture(page)).toContainText('Its data is overwritten');
  await expect(page.getByRole('main')).toContainText('The databases and files of Staging are replaced with copies from main.');
  await expect(send).toHaveAccessibleDescription('Type staging to confirm.');
  await steps.field('Type staging to confirm').fill('staging');
  const post = page.waitForRequest(isWrite('POST'));
  await send.click();
  expect((await post).postDataJSON()).toMatchObject({ synchronize_code: false, rebase: false, synchronize_data: true });
  await expect(steps.toast('Synchronizing data')).toBeVisible();
  await steps.expectAt(demo.staging.path);
  await expect(page.getByRole('main').getByRole('region', { name: 'Running now' })).toContainText(/synchronized data/);
});

test('code alone overwrites nothing and asks for no name', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.staging.path}/synchronize` });
  await steps.flag('Code').click();
  await expect(page.getByRole('textbox', { name: /to confirm/ })).toHaveCount(0);
  await expect(picture(page).getByRole('listitem').filter({ hasText: /^Data/ })).toContainText('Unchanged');
  await steps.flag('Code').click();
  await steps.flag('Rebase').click();
  await expect(steps.button('Synchronize')).toHaveAccessibleDescription(/Choose what to synchronize/);
});

test('one is activated, deactivated and deleted, each after its picture', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: blackFriday.path });
  await page.getByRole('main').getByRole('link', { name: 'Activate', exact: true }).click();
  await steps.expectAt(`${blackFriday.path}/activate`);
  await expect(picture(page)).toContainText('Built and deployed');
  await steps.button('Activate').click();
  await steps.expectAt(blackFriday.path);
  await sandbox.finish();
  await expect(steps.button('Redeploy')).toBeEnabled();

  await (await steps.more('Deactivate')).click();
  await steps.expectAt(`${blackFriday.path}/deactivate`);
  await page.reload();
  await expect(picture(page)).toContainText('Data is lost: Databases and files are deleted');
  await expect(steps.button('Deactivate')).toBeDisabled();
  await steps.field(`Type ${blackFriday.title} to confirm`).fill(blackFriday.title);
  await steps.button('Deactivate').click();
  await steps.expectAt(blackFriday.path);
  await sandbox.finish();
  await expect(page.getByRole('main').getByRole('link', { name: 'Activate', exact: true })).toBeVisible();

  await (await steps.more('Delete')).click();
  await steps.expectAt(`${blackFriday.path}/delete`);
  await expect(picture(page)).toContainText('Code is lost');
  await steps.field(`Type ${blackFriday.title} to confirm`).fill(blackFriday.title);
  await steps.button('Delete environment').click();
  await steps.expectAt(environments);
  await sandbox.finish();
  await expect(steps.row(blackFriday.title)).toHaveCount(0);
  await expect(tree(page)).toBeVisible();
});

test('one without code is initialized from files', async ({ page, steps }) => {
  await steps.signIn({ at: empty });
  await page.getByRole('main').getByRole('link', { name: 'Initialize' }).click();
  await steps.expectAt(`${empty}/initialize`);
  await steps.button('Initialize').click();
  await expect(steps.field('Repository')).toHaveAccessibleDescription(/Name a repository, or add files/);
  await page.getByRole('button', { name: /^Add to Files/ }).click();
  await steps.field('Path').fill('index.html');
  await page.getByRole('textbox', { name: 'Contents' }).fill('<h1>Soon</h1>\n');
  await expect(picture(page)).toContainText('1 file added');
  const post = page.waitForRequest(isWrite('POST'));
  await steps.button('Initialize').click();
  expect((await post).postDataJSON()).toMatchObject({ files: [{ path: 'index.html', contents: btoa('<h1>Soon</h1>\n') }] });
  await expect(steps.toast('Initializing the environment')).toBeVisible();
  await steps.expectAt(empty);
});

test('a changed setting is reviewed and sent alone; a refusal stands at its field', async ({ page, steps, watch }) => {
  watch.allowStatus(400);
  await steps.signIn({ at: demo.staging.path });
  await steps.tab('Settings').click();
  await steps.expectAt(`${demo.staging.path}/settings`);
  await page.reload();
  await steps.field('Title').fill('Staging 2');
  const patch = page.waitForRequest(isWrite('PATCH'));
  await steps.saveChanges();
  expect((await patch).postDataJSON()).toEqual({ title: 'Staging 2' });
  await expect(steps.toast('Saved the environment’s settings')).toBeVisible();
  await steps.expectAt(demo.staging.path);
  await expect(steps.heading('Staging 2')).toBeVisible();

  await steps.tab('Settings').click();
  await steps.field('Name').fill('main');
  await steps.saveChanges();
  await expect(steps.field('Name')).toHaveAccessibleDescription(/already exists/);
});

test('users of HTTP access stay when a rule is added', async ({ page, steps }) => {
  const settings = `${demo.staging.path}/settings`;
  await steps.signIn({ at: settings });
  await page.getByRole('button', { name: /^Add to Users and passwords/ }).click();
  await page.getByRole('textbox', { name: 'Users and passwords, key 1' }).fill('guest');
  await page.getByLabel('Users and passwords, value 1').fill('let me in');
  await steps.saveChanges();
  await steps.expectAt(demo.staging.path);
  await expect(steps.fact('Users')).toHaveText('guest');

  await steps.open(settings);
  await page.getByRole('button', { name: /^Add to IP rules/ }).click();
  await page.getByRole('combobox', { name: 'Permission' }).selectOption('Allow');
  await steps.field('Address').fill('192.0.2.0/24');
  const patch = page.waitForRequest(isWrite('PATCH'));
  await steps.saveChanges();
  const body = (await patch).postDataJSON() as { http_access: object };
  expect(body.http_access).not.toHaveProperty('basic_auth');
  await steps.expectAt(demo.staging.path);
  await expect(steps.fact('Users')).toHaveText('guest');
  await expect(steps.fact('IP rules')).toHaveText('allow 192.0.2.0/24');
});

test('who may only look sees what is possible to others, and who can grant it', async ({ page, steps }) => {
  await steps.signIn({ at: giftCards.path, token: demo.viewer.token });
  for (const name of ['Merge', 'Synchronize', 'Redeploy']) {
    await expect(steps.button(name), name).toHaveAccessibleDescription(/A project admin can grant it/);
  }
  for (const name of ['Branch', 'Back up', 'Deactivate', 'Delete']) {
    await expect(await steps.more(name), name).toContainText(/A project admin can grant it/);
  }
  await steps.open(`${giftCards.path}/merge`);
  await expect(page.getByRole('main').getByText('This can’t be done')).toBeVisible();
  await expect(steps.button('Merge into Staging')).toHaveAccessibleDescription(/can’t merge this environment/);
  await steps.open(`${giftCards.path}/settings`);
  await expect(page.getByRole('combobox', { name: 'Parent' })).toHaveValue('Staging');
  await expect(steps.save()).toHaveAccessibleDescription(/can’t change this environment/);
  await expect(page.getByRole('main').getByRole('button', { name: 'Delete environment' })).toBeDisabled();
});

test('an odd answer costs a fact and never the page', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(404);
  const odd = {
    id: 'odd',
    name: '<img src=x onerror=alert(1)>',
    title: '',
    type: 'sideways',
    status: 'upside-down',
    parent: 'odd',
    merge_info: 7,
    http_access: { is_enabled: 'yes', addresses: [null, { permission: 3 }], basic_auth: [] },
    deployment_state: { last_deployment_successful: false, last_deployment_commands: [null, { exit_code: 2 }] },
    last_backup_at: 'yesterday-ish',
    _links: { 'pf:routes': [{ href: 'javascript:alert(1)' }, null, { href: 7 }], '#edit': null },
  };
  await sandbox.fault('get-list-of-project-environments', { status: 200, body: [odd, null, { id: 7 }, 'text'] });
  await sandbox.fault('get-an-environment', { status: 200, body: odd });
  await steps.signIn({ at: environments });
  await expect(steps.row(odd.name)).toContainText('Upside-down');
  await steps.row(odd.name).getByRole('link', { name: odd.name }).click();
  await expect(page.getByRole('main')).toContainText('The last deployment failed');
  await expect(page.getByRole('main')).toContainText('javascript:alert(1)');
  await expect(page.getByRole('main').locator('a[href^="javascript"]')).toHaveCount(0);
  for (const action of ['branch', 'merge', 'synchronize', 'activate', 'deactivate', 'delete', 'initialize', 'settings']) {
    await steps.open(`${at('odd')}/${action}`);
    await expect(steps.heading(), action).toBeVisible();
    await expect(page.getByRole('main').getByRole('button').first(), action).toBeVisible();
  }
});
