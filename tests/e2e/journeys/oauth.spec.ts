// Signing in by OAuth: people say who they are at the service's own page, and no token reaches the console.
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

test.use({ serverOptions: { through: 'gateway with OAuth' } });

const variables = `${demo.project.path}/variables`;

test.beforeEach(({ server, watch }) => watch.allowOrigin(server.sandbox));

/** What somebody does at the service's page. */
async function allow(page: Page, token: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Sign in to the sandbox' })).toBeVisible();
  await page.getByLabel('API token').fill(token);
  await page.getByRole('button', { name: 'Allow' }).click();
}

test('people are led to the service’s page and back to the page that they wanted', async ({ page, server, steps }) => {
  const said: string[] = [];
  page.on('request', async (request) => {
    if (request.url().startsWith(server.origin)) said.push(request.url(), JSON.stringify(await request.allHeaders()));
  });
  await steps.open(variables);
  await expect(steps.heading('Sign in')).toBeVisible();
  await expect(page.getByLabel('API token')).toHaveCount(0);
  await page.getByRole('button', { name: 'Continue to sign in' }).click();
  await allow(page, server.token);
  await steps.expectAt(variables);
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
  for (const text of said) {
    expect(text).not.toContain(server.token);
    expect(text).not.toMatch(/bearer|access_token/i);
  }
  await steps.signOut();
  await expect(steps.heading('Sign in')).toBeVisible();
});

test('whoever cancels reads why they are not signed in, and how to go on', async ({ page, steps, watch }) => {
  watch.allowStatus(400, 403);
  await steps.open('/');
  await page.getByRole('button', { name: 'Continue to sign in' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading')).toBeVisible();
  await page.getByRole('link').first().click();
  await expect(steps.heading('Sign in')).toBeVisible();
});

test('the sign-in that the API wants is the one that the service is asked for', async ({ page, context, sandbox, server, steps, watch }) => {
  watch.allowStatus(401);
  await steps.open(`${variables}/new`);
  await page.getByRole('button', { name: 'Continue to sign in' }).click();
  await allow(page, server.token);
  await steps.expectAt(`${variables}/new`);
  await steps.field('Name').fill('env:STRONG');
  await steps.value().fill('typed before');
  await sandbox.fault('add-a-project-variable', {
    status: 401,
    headers: { 'www-authenticate': 'Bearer error="insufficient_user_authentication", acr_values="urn:mfa", max_age="300"' },
    times: 1,
  });
  await steps.button('Add variable').click();
  const opened = context.waitForEvent('page');
  await steps.signInAgain().getByRole('button', { name: 'Sign in in a new tab' }).click();
  const other = await opened;
  await expect(other.getByRole('heading', { name: 'Sign in to the sandbox' })).toBeVisible();
  const { searchParams } = new URL(other.url());
  const asked = ['prompt', 'acr_values', 'max_age'].map((name) => searchParams.get(name));
  expect(asked).toEqual(['login', 'urn:mfa', '300']);
  await allow(other, server.token);
  await expect(other.getByRole('button', { name: 'Account' })).toBeVisible();
  await other.close();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(steps.signInAgain()).toBeHidden();
  await expect(steps.toast('Added env:STRONG')).toBeVisible();
});

test('a session that ends is begun again in another tab, and what was typed goes on', async ({
  page,
  context,
  sandbox,
  server,
  steps,
  watch,
}) => {
  watch.allowStatus(401);
  await steps.open(`${variables}/new`);
  await page.getByRole('button', { name: 'Continue to sign in' }).click();
  await allow(page, server.token);
  await steps.expectAt(`${variables}/new`);
  await steps.field('Name').fill('env:KEPT');
  await steps.value().fill('typed before');

  // The service takes neither the access token nor the one that renews it any more.
  await context.clearCookies();
  await steps.button('Add variable').click();
  await expect(steps.signInAgain()).toBeVisible();
  const opened = context.waitForEvent('page');
  await steps.signInAgain().getByRole('button', { name: 'Sign in in a new tab' }).click();
  const other = await opened;
  await allow(other, server.token);
  await expect(other.getByRole('button', { name: 'Account' })).toBeVisible();
  await other.close();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(steps.signInAgain()).toBeHidden();
  await expect(steps.value()).toHaveValue('typed before');
  await steps.button('Add variable').click();
  await expect(steps.toast('Added env:KEPT')).toBeVisible();
  expect(await sandbox.variable(variables, 'env:KEPT')).toMatchObject({ value: 'typed before' });
});
