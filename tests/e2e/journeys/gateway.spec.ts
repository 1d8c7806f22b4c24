// Through `wheelhouse serve`: the server keeps the API token, and the browser nothing that it could lose.
import type { BrowserContext, Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { Sandbox } from '../support/sandbox.ts';
import { Steps } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test.use({ serverOptions: { through: 'gateway' } });

const variables = `${demo.project.path}/variables`;
const account = (page: Page) => page.getByRole('button', { name: 'Account' });
const cookie = async (context: BrowserContext) => (await context.cookies()).find(({ name }) => name === '__Host-wheelhouse');

test('whoever signs in stays so over a reload and in new tabs, and no token is where a page could read it', async ({
  page,
  context,
  server,
  steps,
}) => {
  const said: string[] = [];
  page.on('framenavigated', (frame) => said.push(frame.url()));
  page.on('console', (message) => said.push(message.text()));
  const posted: string[] = [];
  page.on('request', async (request) => {
    said.push(request.url(), JSON.stringify(await request.allHeaders()));
    if (request.postData()?.includes(server.token)) posted.push(new URL(request.url()).pathname);
  });
  page.on('response', async (response) => {
    if (response.url().includes('/auth/')) said.push(await response.text());
  });
  await steps.open(demo.project.path);
  await expect(steps.heading('Sign in')).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await steps.enterToken();
  await steps.expectAt(demo.project.path);
  await expect(steps.heading(demo.project.title)).toBeVisible();
  await page.reload();
  await expect(steps.heading(demo.project.title)).toBeVisible();
  const other = await context.newPage();
  await new Steps(other, server).open(variables);
  await expect(other.getByRole('table', { name: 'Variables' })).toBeVisible();

  expect(posted).toEqual(['/auth/session']);
  expect(await cookie(context)).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
  for (const tab of [page, other]) {
    said.push(
      ...(await tab.evaluate(async () => [
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        document.cookie,
        JSON.stringify(history.state ?? null),
        document.documentElement.outerHTML,
        JSON.stringify(await caches.keys()),
        JSON.stringify(await indexedDB.databases()),
      ])),
    );
  }
  for (const text of said) {
    expect(text).not.toContain(server.token);
    expect(text).not.toMatch(/bearer|access_token/i);
  }
});

test('every request says that a page of the console sent it', async ({ page, steps, watch }) => {
  watch.allowStatus(403);
  await steps.signInByHand({ at: demo.project.path });
  const without: string[] = [];
  let asked = 0;
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (!/^\/(api|auth)\//.test(pathname)) return;
    asked += 1;
    const headers = request.headers();
    if (headers['x-wheelhouse'] === undefined || headers.authorization !== undefined) without.push(pathname);
  });
  await page.reload();
  await expect(steps.heading(demo.project.title)).toBeVisible();
  await expect(steps.timeline().getByRole('listitem').first()).toBeVisible();
  expect(asked).toBeGreaterThan(3);
  expect(without).toEqual([]);
  // Nobody without it is answered, whatever the browser sends along.
  const answer = await page.evaluate(() => fetch('/api/users/me').then(({ status }) => status));
  expect(answer).toBe(403);
});

test('signing out ends it in every tab, and for good', async ({ page, context, server, steps }) => {
  await steps.signInByHand({ at: demo.project.path });
  const other = await context.newPage();
  const otherSteps = new Steps(other, server);
  await otherSteps.open(variables);
  await expect(other.getByRole('table', { name: 'Variables' })).toBeVisible();
  await page.bringToFront();
  await steps.signOut();
  for (const tab of [steps, otherSteps]) await expect(tab.heading('Sign in')).toBeVisible();
  expect(await cookie(context)).toBeUndefined();
  for (const tab of [steps, otherSteps]) {
    await tab.page.reload();
    await expect(tab.heading('Sign in')).toBeVisible();
    await expect(tab.page.getByLabel('API token')).toHaveValue('');
  }
});

test('a session that ends while a form is filled is begun again in place, and nothing typed is lost', async ({
  context,
  page,
  sandbox,
  steps,
  watch,
}) => {
  watch.allowStatus(401);
  await steps.signInByHand({ at: `${variables}/new` });
  await steps.field('Name').fill('env:KEPT');
  await steps.value().fill('typed before');
  await context.clearCookies();
  // What the page asks by itself may have it ask for a token before this does.
  await page.keyboard.press('Control+Enter');
  const dialog = steps.signInAgain();
  await steps.answerSignInAgain('not-a-token');
  await expect(dialog).toContainText('This token isn’t valid.');
  await steps.answerSignInAgain();
  await expect(dialog).toBeHidden();
  await expect(steps.field('Name')).toHaveValue('env:KEPT');
  await steps.button('Add variable').click();
  await expect(steps.toast('Added env:KEPT')).toBeVisible();
  expect(await sandbox.variable(variables, 'env:KEPT')).toMatchObject({ value: 'typed before' });
});

test('a page of one person does not act as another who has signed in in another tab', async ({
  page,
  context,
  sandbox,
  server,
  steps,
  watch,
}) => {
  // The viewer's home asks about projects that the organization lists and the viewer cannot open.
  watch.allowStatus(401, 404);
  await steps.signInByHand({ at: `${variables}/new` });
  await steps.field('Name').fill('env:MINE');
  await steps.value().fill('1');
  const other = new Steps(await context.newPage(), server);
  await other.open('/sign-in');
  const begun = other.page.waitForResponse(
    (answer) => answer.url().endsWith('/auth/session') && answer.request().method() === 'POST',
  );
  await other.enterToken(demo.viewer.token);
  expect((await begun).ok()).toBe(true);
  await expect(account(other.page)).toBeVisible();
  await page.bringToFront();
  // It may have asked by now, as it came to the front.
  await steps.button('Add variable').dispatchEvent('click');
  const dialog = steps.signInAgain();
  await expect(dialog).toBeVisible();
  expect(await sandbox.variable(variables, 'env:MINE')).toBeUndefined();
  await steps.answerSignInAgain();
  await steps.button('Add variable').click();
  await expect(steps.toast('Added env:MINE')).toBeVisible();
});

test('a sign-out that does not arrive is not taken for one', async ({ page, context, steps, watch }) => {
  watch.allowNetworkErrors();
  await steps.signInByHand({ at: demo.project.path });
  await context.setOffline(true);
  await steps.signOut();
  await expect(page.getByRole('status').filter({ hasText: 'Can’t reach the API' })).toBeVisible();
  await expect(steps.heading(demo.project.title)).toBeVisible();
  expect(await cookie(context)).toBeDefined();
  await context.setOffline(false);
  await steps.signOut();
  await expect(steps.heading('Sign in')).toBeVisible();
  expect(await cookie(context)).toBeUndefined();
});

test('an API that is away behind its gateway: the page says so, and nothing is sent', async ({ page, mortal, watch }) => {
  watch.allowNetworkErrors();
  const steps = new Steps(page, mortal);
  await steps.hurry();
  await steps.signIn({ at: `${variables}/new` });
  await steps.field('Name').fill('env:AWAY');
  await steps.value().fill('typed before');
  await mortal.killSandbox();
  const notice = page.getByRole('status').filter({ hasText: 'Can’t reach the API' });
  await expect(notice).toBeVisible();
  await steps.button('Add variable').click();
  await expect(steps.alert('can’t be reached')).toContainText('Nothing was sent');
  await expect(steps.alert('may have acted')).toHaveCount(0);

  await mortal.start();
  await expect(notice).toBeHidden();
  await expect(steps.value()).toHaveValue('typed before');
  expect(await new Sandbox(mortal).variable(variables, 'env:AWAY')).toBeUndefined();
  await steps.button('Add variable').click();
  await expect(steps.toast('Added env:AWAY')).toBeVisible();
});

test('an environment is redeployed, and its log grows while it runs', async ({ page, sandbox, steps }) => {
  await steps.signInByHand({ at: demo.staging.path });
  await steps.button('Redeploy').click();
  await page.getByRole('dialog', { name: 'Redeploy?' }).getByRole('button', { name: 'Redeploy' }).click();
  const running = page.getByRole('main').getByRole('region', { name: 'Running now' });
  await running.getByRole('link', { name: /redeployed/ }).click();
  const log = page.getByRole('log', { name: 'Log' });
  await sandbox.advance(1);
  await expect(log).not.toBeEmpty();
  const before = (await log.innerText()).length;
  await sandbox.finish();
  await expect.poll(async () => (await log.innerText()).length).toBeGreaterThan(before);
  await expect(page.getByRole('main')).toContainText('Succeeded');
});
