import { demo } from '../support/demo.ts';
import { Steps } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('a wrong token is refused in words, and stays typed', async ({ page, steps, watch }) => {
  watch.allowStatus(400, 401);
  await steps.open('/sign-in');
  await steps.enterToken('not-a-token');
  await expect(steps.alert('This token isn’t valid')).toBeVisible();
  await expect(page.getByLabel('API token')).toHaveValue('not-a-token');
  await steps.expectAt('/sign-in');
});

test('the token can be corrected and sent again', async ({ steps, watch }) => {
  watch.allowStatus(400, 401);
  await steps.open('/sign-in');
  await steps.enterToken('not-a-token');
  await expect(steps.alert('This token isn’t valid')).toBeVisible();
  await steps.enterToken();
  await steps.expectAt('/');
});

test('the right token leads home', async ({ page, steps }) => {
  await steps.open('/');
  await expect(steps.heading('Sign in')).toBeVisible();
  await steps.enterToken();
  await steps.expectAt('/');
  await expect(steps.heading('Home')).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: demo.project.title, exact: true }).first()).toBeVisible();
});

test('an empty token is asked for without a request', async ({ page, steps }) => {
  const exchanges: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') exchanges.push(request.url());
  });
  await steps.open('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('API token')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('API token')).toBeFocused();
  expect(exchanges).toEqual([]);
});

test('a tab that was asked to keeps the sign-in over a reload', { tag: '@token' }, async ({ page, steps }) => {
  await steps.signInByHand({ at: demo.project.path, keep: true });
  await page.reload();
  await expect(steps.heading(demo.project.title)).toBeVisible();
  await steps.expectAt(demo.project.path);
});

test('a tab that was not asks again after a reload, and returns to the same page', { tag: '@token' }, async ({ page, steps }) => {
  const at = `${demo.project.path}/variables?q=env`;
  await steps.signInByHand({ at });
  await page.reload();
  await expect(steps.heading('Sign in')).toBeVisible();
  await steps.enterToken();
  await steps.expectAt(at);
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
});

for (const keep of [false, true]) {
  test(`no secret is in an address or kept for good${keep ? ', when the tab keeps the sign-in too' : ''}`, { tag: '@token' }, async ({
    page,
    server,
    steps,
  }) => {
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    page.on('framenavigated', (frame) => addresses.push(frame.url()));
    const exchange = page.waitForResponse((response) => response.url().endsWith('/oauth2/token'));
    await steps.signInByHand({ at: demo.project.path, keep });
    const { access_token: accessToken } = (await (await exchange).json()) as { access_token: string };

    const kept = await page.evaluate(() => ({
      local: JSON.stringify({ ...localStorage }),
      tab: JSON.stringify({ ...sessionStorage }),
      cookies: document.cookie,
    }));
    expect(kept.tab.includes(server.token), 'the API token is kept in the tab only when asked').toBe(keep);
    for (const place of [kept.local, kept.cookies, ...addresses]) expect(place).not.toContain(server.token);
    for (const place of [kept.local, kept.tab, kept.cookies, ...addresses]) expect(place).not.toContain(accessToken);
  });
}

test('a new tab, and a reload, are signed in as long as another tab is', async ({ page, context, server, steps }) => {
  await steps.signInByHand({ at: demo.project.path });
  const opened = context.waitForEvent('page');
  await steps.tab('Variables').click({ modifiers: ['Control'] });
  const other = await opened;
  const otherSteps = new Steps(other, server);
  await expect(other.getByRole('table', { name: 'Variables' })).toBeVisible();
  await otherSteps.expectAt(`${demo.project.path}/variables`);
  await page.reload();
  await expect(steps.heading(demo.project.title)).toBeVisible();
  for (const tab of [page, other]) {
    expect(await tab.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))).not.toContain(server.token);
  }

  await otherSteps.signOut();
  await expect(otherSteps.heading('Sign in')).toBeVisible();
  await expect(steps.heading('Sign in')).toBeVisible();
  await page.reload();
  await expect(steps.heading('Sign in')).toBeVisible();
});

test('a lone tab waits for nobody', async ({ page, steps }) => {
  await page.addInitScript(() => {
    const post = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = function (message) {
      document.documentElement.dataset.asked = this.name;
      post.call(this, message);
    };
  });
  await steps.open(demo.project.path);
  await expect(steps.heading('Sign in')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.dataset.asked)).toBeUndefined();
});

test('signing out in one tab signs out the others', async ({ page, context, server, steps }) => {
  await steps.signInByHand({ keep: true });
  const other = await context.newPage();
  const otherSteps = new Steps(other, server);
  await otherSteps.signInByHand({ at: demo.project.path, keep: true });

  await page.bringToFront();
  await steps.signOut();
  await expect(steps.heading('Sign in')).toBeVisible();
  await expect(otherSteps.heading('Sign in')).toBeVisible();
  for (const tab of [page, other]) {
    expect(await tab.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(server.token);
    await tab.reload();
    await expect(tab.getByLabel('API token')).toHaveValue('');
  }
});

test('a tab that was elsewhere when another signed out is signed out when it comes back', async ({
  page,
  context,
  server,
  steps,
}) => {
  await steps.signInByHand({ at: demo.project.path, keep: true });
  await page.goto('about:blank');
  const other = await context.newPage();
  const otherSteps = new Steps(other, server);
  await otherSteps.signInByHand({ keep: true });
  await otherSteps.signOut();
  await page.goBack();
  await expect(steps.heading('Sign in')).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(server.token);
  // Who signs in after that is.
  await steps.enterToken(server.token, true);
  await expect(page.getByRole('button', { name: 'Account' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Account' })).toBeVisible();
});

for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)']) {
  test(`an address elsewhere is not followed after sign-in: ${next}`, async ({ steps }) => {
    await steps.open(`/sign-in?next=${encodeURIComponent(next)}`);
    await steps.enterToken();
    await expect(steps.heading('Home')).toBeVisible();
    await steps.expectAt('/');
  });
}

test('signing in leads back to an address with a slash inside of an id', async ({ steps }) => {
  await steps.signInByHand({ at: `${demo.project.path}/repository/heads%2Fmain` });
  await expect(steps.row('src')).toBeVisible();
});
