// What is the person's own: who they are to others, and what they and their programs sign in with.
import { demo } from '../support/demo.ts';
import { Steps } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('an API token is shown once, signs in, and is gone when it is deleted', async ({ page, context, server, steps, watch }) => {
  watch.allowStatus(401);
  await steps.signIn({ at: demo.project.path });
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'API tokens' }).click();
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

  await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'API tokens' }).click();
  await expect(steps.row('Night jobs')).toBeVisible();
  await page.goBack();
  await expect(steps.heading('Night jobs')).toBeVisible();
  await expect(page.getByText(value)).toHaveCount(0);

  await page.getByRole('main').getByRole('button', { name: /^More/ }).click();
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

test('an SSH key is added by its public half, and deleted by its name', async ({ page, steps }) => {
  await steps.signIn({ at: '/account/ssh-keys' });
  await expect(steps.row('Work laptop')).toContainText('SHA256:');
  await page.getByRole('main').getByRole('link', { name: 'Add SSH key' }).click();
  // The private half never leaves the page.
  await steps.field('Public key').fill('-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----');
  await steps.button('Add SSH key').click();
  await expect(steps.field('Public key')).toHaveAccessibleDescription(/private key, which never leaves your machine/);
  await steps.field('Public key').fill(demo.newSshKey);
  await steps.field('Title').fill('Desk');
  await steps.button('Add SSH key').click();
  await expect(steps.toast('Added the SSH key')).toBeVisible();
  await steps.row('Desk').getByRole('link').first().click();
  await expect(steps.heading('Desk')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'Delete SSH key' }).click();
  await steps.field('Type Desk to confirm').fill('Desk');
  await steps.button('Delete SSH key').click();
  await expect(steps.toast('Deleted Desk')).toBeVisible();
  await expect(steps.row('Work laptop')).toBeVisible();
  await expect(steps.row('Desk')).toHaveCount(0);
});

test('a connection is deleted unless an organization requires it', async ({ page, steps }) => {
  await steps.signIn({ at: '/account/connections' });
  await steps.row('lakeside-sso').getByRole('link').first().click();
  await expect(steps.heading('lakeside-sso')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: /^More/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete connection' })).toContainText('organization requires it');
  await steps.open('/account/connections/google/delete');
  await steps.field('Type google to confirm').fill('google');
  await steps.button('Delete connection').click();
  await expect(steps.toast('Deleted google')).toBeVisible();
  await expect(steps.row('lakeside-sso')).toBeVisible();
  await expect(steps.row('google')).toHaveCount(0);
});

test('what one says of oneself shows wherever one is named', async ({ page, steps, watch }) => {
  watch.allowStatus(400, 409);
  await steps.signIn({ at: '/account/profile' });
  await page.getByRole('main').getByRole('link', { name: 'Edit personal details' }).click();
  await steps.field('First name').fill('Níamh');
  await steps.field('Username').fill('teo');
  await steps.saveChanges();
  await expect(steps.field('Username')).toHaveAccessibleDescription(/taken|another|already/i);
  await steps.field('Username').fill('niamh-ob');
  await steps.saveChanges();
  await expect(steps.toast('Saved your personal details')).toBeVisible();
  await expect(page.getByRole('main').getByText('Níamh').first()).toBeVisible();
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByRole('menu', { name: 'Account' })).toContainText('Níamh');
});

test('a new password is asked for by email', async ({ page, steps }) => {
  await steps.signIn({ at: '/account/profile' });
  await steps.button('Reset password').click();
  await page.getByRole('dialog', { name: 'Reset password?' }).getByRole('button', { name: 'Reset password' }).click();
  await expect(steps.toast('We sent you an email with a link to set a new password')).toBeVisible();
});
