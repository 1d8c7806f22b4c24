// What is the person's own: the tokens that their programs sign in with.
import { demo } from '../support/demo.ts';
import { Steps } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('an API token is shown once, signs in, and is gone when it is deleted', async ({ page, context, server, steps, watch }) => {
  watch.allowStatus(401);
  await steps.signIn({ at: demo.project.path });
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  await expect(page.getByRole('table', { name: 'API tokens' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Add API token' }).click();
  await steps.field('Name').fill('Night jobs');
  await steps.button('Add API token').click();

  const once = page.getByRole('main').getByRole('status').filter({ hasText: 'won’t see it again' });
  const value = (await once.locator('code').innerText()).trim();
  expect(value.length).toBeGreaterThan(30);
  // It is nowhere but on the page.
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  expect(kept).not.toContain(value);

  const other = await context.newPage();
  const otherSteps = new Steps(other, server);
  await otherSteps.signIn({ token: value });
  await other.close();

  await page.getByRole('tab', { name: 'API tokens' }).or(page.getByRole('link', { name: 'API tokens' })).first().click();
  await expect(steps.row('Night jobs')).toBeVisible();
  await page.goBack();
  await expect(steps.heading('Night jobs')).toBeVisible();
  await expect(page.getByText(value)).toHaveCount(0);

  await page.getByRole('button', { name: 'Actions for' }).or(page.getByRole('button', { name: /^More/ })).last().click();
  await page.getByRole('menuitem', { name: 'Delete API token' }).click();
  await steps.field('Type Night jobs to confirm').fill('Night jobs');
  await steps.button('Delete API token').click();
  await expect(steps.toast('Deleted Night jobs')).toBeVisible();
  await expect(steps.row('Night jobs')).toHaveCount(0);
});

test('who deletes the token in use is asked to sign in again', async ({ page, steps, watch }) => {
  watch.allowStatus(401);
  await steps.signIn({ at: '/account/api-tokens' });
  await steps.row('Demo administrator').getByRole('link').first().click();
  await page.getByRole('main').getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'Delete API token' }).click();
  await steps.field('Type Demo administrator to confirm').fill('Demo administrator');
  await steps.button('Delete API token').click();
  await expect(page.getByRole('dialog', { name: 'Sign in again' })).toBeVisible();
});

test('names are told apart beside the field', async ({ steps, watch }) => {
  watch.allowStatus(409);
  await steps.signIn({ at: '/account/api-tokens/new' });
  await steps.field('Name').fill('Deploy pipeline');
  await steps.button('Add API token').click();
  await expect(steps.field('Name')).toHaveAccessibleDescription(/already have a token/);
});
