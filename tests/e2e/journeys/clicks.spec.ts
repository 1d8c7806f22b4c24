// What is asked most often, and how few clicks from the start page it is away.
import type { Locator, Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

/** Clicks, and counts. */
class Clicks {
  made = 0;

  async on(target: Locator): Promise<void> {
    await target.click();
    this.made += 1;
  }
}

const main = (page: Page) => page.getByRole('main');
const projects = (page: Page) => main(page).getByRole('table', { name: 'Projects' });
const tree = (page: Page) => page.getByRole('navigation', { name: 'Main' }).getByRole('list', { name: 'Environments' });

/** From the start page to the project, by its name in the list. */
async function openProject(page: Page, clicks: Clicks): Promise<void> {
  await clicks.on(projects(page).getByRole('link', { name: demo.project.title, exact: true }));
  await expect(page).toHaveURL(new RegExp(`${demo.project.path}$`));
}

test('the state of production is one click away', async ({ page, steps }) => {
  await steps.signIn({ at: '/' });
  const clicks = new Clicks();
  await openProject(page, clicks);
  const production = main(page).getByRole('region', { name: 'Production' });
  await expect(production).toContainText('Active');
  await expect(production.getByRole('link', { name: demo.main.title, exact: true })).toBeVisible();
  expect(clicks.made).toBe(1);
});

test('why the last deployment failed is two clicks away', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(`${demo.staging.path}/variables`, { name: 'FAIL_DEPLOY', value: '1' });
  await sandbox.finish();
  await steps.signIn({ at: '/' });
  const clicks = new Clicks();
  const needs = main(page).getByRole('list', { name: 'Needs attention' });
  const failed = needs.getByRole('listitem').filter({ hasText: 'Last deployment failed' }).filter({ hasText: demo.staging.title });
  await clicks.on(failed.getByRole('link'));
  await steps.expectAt(demo.staging.path);
  await clicks.on(main(page).getByRole('link', { name: 'Deployment failed' }).first());
  await expect(page).toHaveURL(new RegExp(`${demo.staging.path}/activity/`));
  await expect(main(page).getByRole('alert').or(main(page).getByRole('status')).filter({ hasText: 'Failed' }).first()).toContainText(/Line \d+/);
  expect(clicks.made).toBe(2);
});

test('what would reach production is three clicks away', async ({ page, steps }) => {
  await steps.signIn({ at: '/' });
  const clicks = new Clicks();
  await openProject(page, clicks);
  await clicks.on(tree(page).getByRole('link', { name: demo.staging.title }));
  await clicks.on(main(page).getByRole('group', { name: 'Actions' }).getByRole('link', { name: 'Merge', exact: true }));
  await expect(main(page).getByRole('table', { name: '1 commit to merge' }).getByRole('row').nth(1)).toBeVisible();
  expect(clicks.made).toBe(3);
});

test('a variable is changed with four clicks', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: '/' });
  const clicks = new Clicks();
  await openProject(page, clicks);
  await clicks.on(steps.tab('Variables'));
  const name = await main(page).getByRole('table', { name: 'Variables' }).getByRole('rowheader').getByRole('link').first().innerText();
  await clicks.on(steps.row(name).getByRole('link', { name: /^Edit/ }));
  await steps.value().fill('changed in four clicks');
  await steps.value().press('Control+Enter');
  await clicks.on(steps.confirm());
  await expect(steps.toast(/^Saved/)).toBeVisible();
  expect((await sandbox.variable(`${demo.project.path}/variables`, name))?.value).toBe('changed in four clicks');
  expect(clicks.made).toBeLessThanOrEqual(4);
});

test('a backup is restored into a new environment with the fourth click', async ({ page, steps }) => {
  await steps.signIn({ at: '/' });
  const clicks = new Clicks();
  await openProject(page, clicks);
  await clicks.on(tree(page).getByRole('link', { name: `${demo.main.title} (Active)` }));
  await clicks.on(steps.tab('Backups'));
  await clicks.on(main(page).getByRole('table', { name: 'Backups' }).getByRole('link', { name: /^Restore/ }).first());
  await expect(page).toHaveURL(/\/restore/);
  await expect(page.getByRole('radio', { name: 'A new environment' })).toBeChecked();
  await expect(steps.field('Name')).toBeVisible();
  expect(clicks.made).toBe(4);
});
