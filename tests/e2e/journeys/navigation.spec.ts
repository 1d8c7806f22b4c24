import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { Steps } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;

test('Back and Forward return to the same search and sort', async ({ page, sandbox, steps }) => {
  for (const name of ['env:ZEBRA', 'env:ZEAL', 'env:ZEST']) await sandbox.addVariable(variables, { name, value: '1' });
  await steps.signIn({ at: variables });
  await page.getByRole('searchbox', { name: 'Search variables' }).fill('env:ZE');
  await expect(page).toHaveURL(/[?&]q=env(:|%3A)ZE/);
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(page).toHaveURL(/[?&]sort=/);
  const toDescending = page.getByRole('columnheader', { name: 'Name' });
  if ((await toDescending.getAttribute('aria-sort')) !== 'descending') await toDescending.getByRole('button').click();
  await expect(toDescending).toHaveAttribute('aria-sort', 'descending');
  const shown = ['env:ZEST', 'env:ZEBRA', 'env:ZEAL'];
  expect(await steps.rowNames('Variables')).toEqual(shown);
  const at = page.url();

  await steps.row('env:ZEBRA').getByRole('link').first().click();
  await expect(steps.heading('env:ZEBRA')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(at);
  await expect(page.getByRole('searchbox', { name: 'Search variables' })).toHaveValue('env:ZE');
  expect(await steps.rowNames('Variables')).toEqual(shown);
  await page.goForward();
  await expect(steps.heading('env:ZEBRA')).toBeVisible();
});

test('typing a search adds no step for each letter', async ({ page, steps }) => {
  await steps.signIn();
  await page.getByRole('main').getByRole('link', { name: demo.organization.label, exact: true }).click();
  await expect(steps.heading(demo.organization.label)).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search projects' }).pressSequentially('shop');
  await expect(page).toHaveURL(/[?&]q=shop/);
  await expect.poll(() => steps.rowNames('Projects')).toEqual([demo.project.title]);
  await page.goBack();
  await expect(steps.heading('Organizations')).toBeVisible();
  await page.goForward();
  await expect(page).toHaveURL(/[?&]q=shop/);
  await expect(page.getByRole('searchbox', { name: 'Search projects' })).toHaveValue('shop');
  expect(await steps.rowNames('Projects')).toEqual([demo.project.title]);
});

test('a search that matches nothing says so, and can be cleared', async ({ page, steps }) => {
  await steps.signIn({ at: `${variables}?q=no-such-variable` });
  await expect(page.getByRole('main')).toContainText('No matches');
  await steps.button('Clear search').click();
  await steps.expectAt(variables);
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
});

test('a reload keeps the page and its list', async ({ page, steps }) => {
  const at = `${demo.organization.path}?sort=-title&status=active`;
  await steps.signIn({ at });
  const names = await steps.rowNames('Projects');
  await page.reload();
  await steps.expectAt(at);
  expect(await steps.rowNames('Projects')).toEqual(names);
  expect(names).toEqual([...names].sort((a, b) => b.localeCompare(a)));
});

const places = [
  { path: '/organizations', heading: 'Organizations', title: 'Organizations · Wheelhouse' },
  { path: demo.organization.path, heading: demo.organization.label },
  { path: demo.project.path, heading: demo.project.title },
  { path: `${demo.project.path}/environments`, heading: /./ },
  { path: variables, heading: /./ },
  { path: `${variables}/new`, heading: 'Add variable' },
  { path: `${demo.project.path}/activity`, heading: /./ },
  { path: demo.staging.path, heading: demo.staging.title },
  { path: `${demo.staging.path}/variables`, heading: /./ },
  { path: `${demo.staging.path}/variables/new`, heading: 'Add variable' },
  { path: `${demo.staging.path}/activity`, heading: /./ },
];

test('every address can be opened directly, and has its own title', async ({ page, steps }) => {
  await steps.signIn();
  const titles = new Set<string>();
  for (const { path, heading, title } of places) {
    await steps.open(path);
    await expect(steps.heading(heading), path).toBeVisible();
    await expect(page, path).toHaveTitle(title ?? /.+ · Wheelhouse$/);
    titles.add(await page.title());
  }
  expect(titles.size).toBe(places.length);
});

test('environments are a tree that the keyboard opens and closes', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.project.path}/environments` });
  const child = page.getByRole('main').getByRole('link', { name: demo.staging.title, exact: true });
  await expect(child).toBeVisible();
  const collapse = page.getByRole('button', { name: `Collapse ${demo.main.title}` });
  await collapse.focus();
  await page.keyboard.press('Enter');
  await expect(child).toBeHidden();
  const expand = page.getByRole('button', { name: `Expand ${demo.main.title}` });
  await expect(expand).toBeFocused();
  await page.keyboard.press('Space');
  await expect(child).toBeVisible();
});

test('a search in the tree keeps the parents of what matches', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.project.path}/environments` });
  await page.getByRole('searchbox', { name: 'Search environments' }).fill(demo.staging.title);
  const main = page.getByRole('main');
  await expect(main.getByRole('link', { name: demo.staging.title, exact: true })).toBeVisible();
  await expect(main.getByRole('link', { name: demo.main.title, exact: true })).toBeVisible();
});

test('the switcher leads to another organization', async ({ page, steps }) => {
  await steps.signIn({ at: demo.project.path });
  const main = page.getByRole('navigation', { name: 'Main' });
  await main.getByRole('button', { name: demo.organization.label }).click();
  await page
    .getByRole('menu', { name: 'Switch organization or project' })
    .getByRole('menuitem', { name: demo.otherOrganization.label })
    .click();
  await expect(steps.heading(demo.otherOrganization.label)).toBeVisible();
  await expect(main.getByRole('button', { name: demo.otherOrganization.label })).toBeVisible();
});

test('the navigation leads to another project and its environments', async ({ page, steps }) => {
  await steps.signIn({ at: demo.project.path });
  const main = page.getByRole('navigation', { name: 'Main' });
  await main.getByRole('link', { name: demo.otherProject.title }).click();
  await expect(steps.heading(demo.otherProject.title)).toBeVisible();
  await main.getByRole('link', { name: demo.project.title }).click();
  await expect(steps.heading(demo.project.title)).toBeVisible();
  const staging = main.getByRole('link', { name: /^Staging\b.*Active/ });
  await staging.click();
  await expect(steps.heading(demo.staging.title)).toBeVisible();
  await expect(staging).toHaveAttribute('aria-current', 'page');
});

test('the path above the page leads up', async ({ steps }) => {
  await steps.signIn({ at: `${demo.staging.path}/variables` });
  await steps.crumb(demo.staging.title).click();
  await expect(steps.heading(demo.staging.title)).toBeVisible();
  await steps.crumb(demo.project.title).click();
  await expect(steps.heading(demo.project.title)).toBeVisible();
  await steps.crumb(demo.organization.label).click();
  await expect(steps.heading(demo.organization.label)).toBeVisible();
});

test('the theme is kept, here and in other browsers of the same person', async ({ page, browser, server, steps }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await steps.signIn();
  const background = (of: Page = page) => of.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Account' }).click();
  const kept = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await page.getByRole('menuitem', { name: 'Dark theme' }).click();
  await expect.poll(() => background()).not.toBe(light);
  expect((await kept).ok()).toBe(true);
  const dark = await background();
  await page.reload();
  await expect(steps.heading('Organizations')).toBeVisible();
  expect(await background()).toBe(dark);
  const context = await browser.newContext({ baseURL: server.origin, colorScheme: 'light' });
  const other = await context.newPage();
  const there = new Steps(other, server);
  await there.signIn({ at: '/account/profile' });
  await expect.poll(() => background(other)).toBe(dark);
  // What is changed on the profile's own page counts at once, too.
  await other.getByRole('link', { name: 'Edit profile' }).click();
  await other.getByLabel('Color scheme').selectOption({ label: 'Light' });
  await there.saveChanges();
  await expect.poll(() => background(other)).toBe(light);
  await context.close();
});

test('an unknown address says so, and offers a way on', async ({ page, steps }) => {
  await steps.signIn();
  await steps.open('/no/such/page');
  await expect(steps.heading(/not found/i)).toBeVisible();
  await expect(page.getByRole('main').getByText('/no/such/page')).toHaveCount(1);
  await page.getByRole('main').getByRole('link').first().click();
  await steps.expectAt('/');
});

for (const path of [
  '/projects/no-such-project',
  '/projects/no-such-project/variables',
  `${demo.project.path}/environments/no-such-environment`,
  `${variables}/no-such-variable`,
  '/organizations/no-such-organization',
]) {
  test(`what is not there is said to be not found: ${path}`, async ({ page, steps, watch }) => {
    watch.allowStatus(404, 403);
    await steps.signIn();
    await steps.open(path);
    await expect(page.getByRole('main').getByText(/^(Project|Environment|Variable|Organization) not found$/)).toHaveCount(1);
    await expect(page.getByRole('main').getByRole('link', { name: /^Go (to|home)/ })).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toHaveCount(0);
  });
}

test('the focus and the title follow to the new page', async ({ page, steps }) => {
  await steps.signIn({ at: demo.project.path });
  await steps.tab('Variables').click();
  await expect(page).toHaveTitle(/^Variables · /);
  await expect(steps.tab('Variables')).toHaveAttribute('aria-current', 'page');
  await expect(steps.heading(demo.project.title)).toBeFocused();
});

const box = (page: Page) => page.getByRole('combobox', { name: 'Search or do' });
const results = (page: Page) => page.getByRole('listbox', { name: 'Results' }).getByRole('option');

test('search or do: anything is found and opened by the keyboard alone, recent things first', async ({ page, steps }) => {
  await steps.signIn({ at: demo.project.path });
  await page.keyboard.press('Control+k');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('stag');
  const staging = results(page).filter({ hasText: 'Environment in' }).first();
  await expect(staging).toContainText(demo.staging.title);
  await expect(results(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await steps.expectAt(demo.staging.path);
  await expect(steps.heading(demo.staging.title)).toBeFocused();

  // A page of where I am, by its name; then what was visited last, without a word.
  await page.keyboard.press('/');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('backups');
  await expect(results(page).first()).toContainText('Backups');
  await page.keyboard.press('Enter');
  await steps.expectAt(`${demo.staging.path}/backups`);
  await page.keyboard.press('Control+k');
  await expect(results(page).first()).toContainText(demo.staging.title);
  await expect(results(page).nth(1)).toContainText(demo.project.title);
  await expect(box(page)).toHaveAttribute('aria-activedescendant', (await results(page).first().getAttribute('id')) ?? '');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await steps.expectAt(demo.project.path);

  // An action of the project, which asks first; and an organization.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('clear build');
  await expect(results(page).first()).toContainText('Action in');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Clear build cache?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('northwind');
  await expect(results(page).first()).toContainText(demo.otherOrganization.label);
  await page.keyboard.press('Enter');
  await steps.expectAt(demo.otherOrganization.path);
});

test('search or do: an open menu takes its shortcut for no letter', async ({ page, steps }) => {
  await steps.signIn({ at: demo.project.path });
  await expect(await steps.more('Delete project')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(box(page)).toBeFocused();
  await expect(page.getByRole('menuitem')).toHaveCount(0);
});

test('search or do: what is remembered is gone at sign-out', async ({ page, steps }) => {
  await steps.signInByHand({ at: demo.staging.path });
  const kept = () => page.evaluate(() => localStorage.getItem('wheelhouse.visits'));
  await expect.poll(kept).toContain(demo.staging.id);
  await steps.signOut();
  await expect(steps.heading('Sign in')).toBeVisible();
  expect(await kept()).toBeNull();
});

test('shortcuts are listed, leave texts alone, and can be switched off', async ({ page, steps }) => {
  await steps.signIn({ at: variables });
  const search = page.getByRole('searchbox', { name: 'Search variables' });
  await search.pressSequentially('a/b?');
  await expect(search).toHaveValue('a/b?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await search.blur();
  await page.keyboard.press('?');
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(shortcuts).toContainText('Search or do');
  await shortcuts.getByRole('switch', { name: 'Keyboard shortcuts' }).click();
  await page.keyboard.press('Escape');
  await expect(shortcuts).toHaveCount(0);
  await page.reload();
  await expect(search).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: /^Search or do/ }).click();
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await expect(box(page)).toBeFocused();
});

test('the header and the path stay on forms and details, and an activity stays in its environment', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.staging.path}/merge` });
  const header = page.getByRole('main').getByRole('banner').or(page.getByRole('main').locator('header')).first();
  await expect(header).toContainText(demo.staging.title);
  await expect(header).toContainText('Active');
  await expect(header.getByRole('link', { name: /^Visit site/ })).toHaveAttribute('href', /^https:/);
  await expect(header.getByRole('group', { name: 'Actions' }).getByRole('link')).toHaveCount(1);
  const path = page.getByRole('navigation', { name: 'Breadcrumb' });
  await expect(path.locator('[aria-current=page]')).toHaveText('Merge');
  await steps.open(demo.staging.path);
  await steps.timeline().getByRole('listitem').first().getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`${demo.staging.path}/activity/`));
  await expect(steps.crumb(demo.staging.title)).toBeVisible();
  await expect(steps.tab('Backups')).toBeVisible();
});

test('on a phone the path is the way back and the name of the page', async ({ page, steps }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await steps.signIn({ at: `${demo.staging.path}/variables` });
  const path = page.getByRole('navigation', { name: 'Breadcrumb' });
  await expect(path.getByRole('listitem').filter({ visible: true })).toHaveCount(2);
  await steps.crumb(demo.staging.title).click();
  await steps.expectAt(demo.staging.path);
});

test('what is pinned stands first', async ({ page, steps }) => {
  await steps.signIn({ at: demo.project.path });
  await (await steps.more('Pin')).click();
  await steps.open('/');
  const table = page.getByRole('main').getByRole('table', { name: 'Projects' });
  await expect(table.getByRole('rowheader').first()).toHaveText(demo.project.title);
  await steps.open(demo.project.path);
  await (await steps.more('Unpin')).click();
  await expect(await steps.more('Pin')).toBeVisible();
});

test('home says what runs, what failed and what needs somebody, and what it could not read', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(403);
  await sandbox.fault('get-list-of-ssl-certificates', { status: 403, times: 1 });
  await steps.signIn({ at: '/' });
  const main = page.getByRole('main');
  await expect(main.getByRole('list', { name: 'Needs attention' }).getByRole('listitem').first()).toBeVisible();
  await expect(main.getByText('certificates couldn’t be loaded')).toBeVisible();
  await main.getByRole('button', { name: 'Try again' }).click();
  await expect(main.getByText('couldn’t be loaded')).toHaveCount(0);
  await main.getByRole('list', { name: 'Needs attention' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/\/projects\//);
});

test('a project’s and an environment’s tabs fit beside the timeline', async ({ page, steps }) => {
  for (const [at, name] of [[demo.project.path, 'Project'], [demo.staging.path, 'Environment']] as const) {
    await steps.signIn({ at });
    const tabs = page.getByRole('navigation', { name, exact: true });
    await expect(page.getByRole('complementary', { name: 'Activity' })).toBeVisible();
    await expect(tabs.getByRole('link', { name: 'Settings', exact: true })).toBeVisible();
    const [wanted, given] = await tabs.evaluate((strip) => [strip.scrollWidth, strip.clientWidth] as const);
    expect(wanted, name).toBeLessThanOrEqual(given);
  }
});

test('names in the navigation stand on one line, in full on hover', async ({ page, steps }) => {
  await page.setViewportSize({ width: 768, height: 900 });
  await steps.signIn({ at: demo.project.path });
  const link = page.getByRole('list', { name: 'Environments' }).getByRole('link', { name: /^experiment\/faster-search/ });
  await expect(link).toHaveAttribute('title', 'experiment/faster-search');
  expect((await link.boundingBox())?.height).toBeLessThan(30);
});
