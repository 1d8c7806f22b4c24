// What is only there after a person has done something, or something has gone wrong; whole pages are in `pages.spec.ts`.
import type { Page } from '@playwright/test';

import { expectAccessible, phone } from '../support/axe.ts';
import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;

test('axe-core finds nothing: sign-in, empty, in error, refused', async ({ page, steps, watch }) => {
  watch.allowStatus(400, 401);
  await steps.open('/sign-in');
  await expect(steps.heading('Sign in')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('API token')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await steps.enterToken('not-a-token');
  await expect(steps.alert('This token isn’t valid')).toBeVisible();
  await expectAccessible(page);
});

test('axe-core finds nothing: a form, filled and in error, and the question before leaving', async ({ page, steps }) => {
  await steps.signIn({ at: `${variables}/new` });
  await steps.button('Add variable').click();
  await expect(steps.field('Name')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await steps.field('Name').fill('env:FILLED');
  await steps.flag('Sensitive').click();
  await steps.value().fill('secret');
  await expect(steps.field('Name')).not.toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await steps.crumb(demo.project.title).click();
  await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
  await expectAccessible(page);
});

test('axe-core finds nothing: the form of routes in error', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.main.path}/routes/new` });
  await page.getByRole('radio', { name: 'Redirect' }).check();
  await steps.button('Add route').click();
  await expect(steps.field('Destination')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'Upstream' }).check();
  await expectAccessible(page);
});

test('axe-core finds nothing: the form of versions in error', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.main.path}/versions/new` });
  await steps.field('Traffic share').fill('101');
  await expect(page.getByRole('region', { name: 'After' })).toContainText(/Enter \d+% or less\./);
  await steps.button('Add version').click();
  await expect(steps.field('Traffic share')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
});

test('axe-core finds nothing: an activity while it runs and when it failed', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'FAIL_DEPLOY', value: '1' });
  await steps.signIn({ at: `${demo.project.path}/activity` });
  const item = page.getByRole('main').getByRole('row').filter({ hasText: 'FAIL_DEPLOY' });
  await expect(item).toBeVisible();
  await expectAccessible(page);
  await item.getByRole('link').first().click();
  await sandbox.finish();
  await expect(page.getByRole('main')).toContainText('Failed');
  await expect(page.getByRole('log', { name: 'Log' })).not.toBeEmpty();
  await expectAccessible(page);
});

test('axe-core finds nothing: what is overwritten, before it is, and while it runs', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.staging.path}/synchronize` });
  await steps.flag('Data').click();
  await expect(steps.field('Type staging to confirm')).toBeVisible();
  await expectAccessible(page);
  await steps.field('Type staging to confirm').fill('staging');
  await steps.button('Synchronize').click();
  await expect(page.getByRole('main').getByRole('region', { name: 'Running now' })).toBeVisible();
  await expectAccessible(page);
});

test('axe-core finds nothing: menus, and a list that failed', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(500);
  await steps.hurry();
  await steps.signIn({ at: demo.project.path });
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: demo.organization.label }).click();
  await expect(page.getByRole('menuitem', { name: demo.otherOrganization.label })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await sandbox.fault('get-list-of-project-variables', { status: 500, body: {} });
  await steps.tab('Variables').click();
  await expect(steps.button('Try again')).toBeVisible();
  await expectAccessible(page);
});

test('the keyboard alone signs in and adds a variable', async ({ page, server, steps }) => {
  const { keyboard } = page;
  /** Moves on with Tab until the focus is where it should be. */
  const tabTo = async (target: ReturnType<Page['getByRole']>) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
      await keyboard.press('Tab');
    }
    await expect(target, 'reached with Tab').toBeFocused();
  };

  await steps.open(`/sign-in?next=${encodeURIComponent(variables)}`);
  await expect(steps.heading('Sign in')).toBeVisible();
  await tabTo(page.getByLabel('API token'));
  await keyboard.type(server.token);
  await keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();

  await tabTo(page.getByRole('main').getByRole('link', { name: 'Add variable' }).first());
  await keyboard.press('Enter');
  await expect(steps.heading('Add variable')).toBeVisible();
  await tabTo(steps.field('Name'));
  await keyboard.type('env:KEYS');
  await tabTo(steps.value());
  await keyboard.type('typed');
  await tabTo(steps.flag('Visible during build'));
  await keyboard.press('Space');
  await tabTo(steps.button('Add variable'));
  await keyboard.press('Enter');
  await expect(steps.toast('Added env:KEYS')).toBeVisible();
  await expect(steps.row('env:KEYS')).toBeVisible();
});

test('the first Tab offers to skip to the content', async ({ page, steps }) => {
  await steps.signIn({ at: variables });
  await page.reload();
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inMain = await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement));
  expect(inMain).toBe(true);
});

test.describe('at 360 px', () => {
  test.use({ viewport: phone });

  test('the timeline opens from its button', async ({ page, steps }) => {
    await steps.signIn({ at: demo.project.path });
    await page.getByRole('banner').getByRole('button', { name: 'Activity' }).click();
    await expect(page.getByRole('dialog', { name: 'Activity' }).getByRole('listitem').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});
