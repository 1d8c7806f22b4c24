import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { unsaid } from '../support/logs.ts';
import { expect, test } from '../support/test.ts';

const integrations = `${demo.project.path}/integrations`;
const secret = unsaid('correct-horse-battery');

/** A project whose code comes from nowhere else, on a plan with logs. */
const otherIntegrations = '/projects/newsletter7vb/integrations';

/** The kinds to choose from: the one of this name. */
const kind = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true });

const chosen = (page: Page) => page.getByRole('combobox', { name: /^Kind of integration/ });

/** Searches the kinds, and takes the first that fits. */
async function choose(page: Page, kind: string): Promise<void> {
  await chosen(page).fill(kind);
  await chosen(page).press('Enter');
}

test('from the list to an integration: its fields in words, its secrets as dots', async ({ steps }) => {
  await steps.signIn({ at: demo.project.path });
  await steps.tab('Integrations').click();
  const row = steps.row('lakeside-media/shop');
  await expect(row).toContainText('GitHub');
  await expect(row).toContainText('Repository');
  await row.getByRole('link').first().click();
  await expect(steps.heading('lakeside-media/shop')).toBeVisible();
  await expect(steps.fact('Repository')).toHaveText('lakeside-media/shop');
  await expect(steps.fact('Access token')).toContainText('Set, can’t be read back');
  await expect(steps.fact('Server')).toHaveText('Not set');
  await expect(steps.fact('Build draft pull requests')).toHaveText('On');
  await expect(steps.fact('Build pull requests merged')).toHaveText('Off');
  await expect(steps.fact('Resources of new environments')).toHaveText('Use the project’s setting');
  await expect(steps.fact('Hook')).toContainText(/^https?:\/\/.*\/hook/);

  await steps.crumb('Integrations').click();
  await steps.row('https://deploys.lakeside-media.example/hooks/shop').getByRole('link').first().click();
  await expect(steps.fact('Events').getByRole('listitem')).toHaveText(['environment.push', 'environment.merge']);
  await expect(steps.fact('States')).toHaveText('Complete');
  await expect(steps.fact('Shared key')).toHaveText('Not set');

  await steps.crumb('Integrations').click();
  await steps.row('https://logs.lakeside-media.example/ingest').getByRole('link').first().click();
  await expect(steps.fact('Extra').getByRole('listitem')).toHaveText(['team = shop']);
});

test('the kind is chosen first; its form has an address', async ({ page, steps }) => {
  await steps.signIn({ at: integrations });
  await page.getByRole('main').getByRole('link', { name: 'Add integration' }).click();
  await steps.expectAt(`${integrations}/new`);
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(18);
  await kind(page, 'Health on Slack').click();
  await steps.expectAt(`${integrations}/new?kind=health.slack`);
  await expect(chosen(page)).toHaveValue('Health on Slack');
  await expect(steps.field('Channel')).toBeVisible();
  await page.reload();
  await expect(chosen(page)).toHaveValue('Health on Slack');

  await steps.field('Channel').fill('#kept');
  await choose(page, 'Health on PagerDuty');
  await expect(steps.field('Channel')).toHaveCount(0);
  await choose(page, 'Health on Slack');
  await expect(steps.field('Channel')).toHaveValue('#kept');
});

test('a code host is added, and one at a time', async ({ page, steps, watch }) => {
  watch.allowStatus(409);
  await steps.signIn({ at: `${otherIntegrations}/new` });
  await kind(page, 'GitHub').click();
  await steps.field('Repository').fill('lakeside-media/podcasts');
  await page.getByLabel('Access token').fill(secret);
  await steps.flag('Build draft pull requests').click();
  const post = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/integrations'));
  await steps.button('Add integration').click();
  expect((await post).postDataJSON()).toMatchObject({
    type: 'github',
    repository: 'lakeside-media/podcasts',
    token: secret,
    build_draft_pull_requests: false,
  });
  await expect(steps.toast('Added GitHub')).toBeVisible();
  await expect(steps.heading('lakeside-media/podcasts')).toBeVisible();
  await expect(steps.fact('Access token')).toContainText('Set, can’t be read back');
  await expect(steps.fact('Build draft pull requests')).toHaveText('Off');
  await expect(page.getByText(secret)).toHaveCount(0);

  await steps.crumb('Integrations').click();
  await page.getByRole('main').getByRole('link', { name: 'Add integration' }).click();
  await kind(page, 'GitLab').click();
  await steps.field('Project').fill('lakeside/podcasts');
  await page.getByLabel('Access token').fill(secret);
  await steps.button('Add integration').click();
  await expect(chosen(page)).toHaveAccessibleDescription(/already comes from GitHub \(lakeside-media\/podcasts\)/);
  await expect(chosen(page)).toHaveAttribute('aria-invalid', 'true');
});

test('a webhook is added with the events it is called for', async ({ page, steps }) => {
  await steps.signIn({ at: `${integrations}/new?kind=webhook` });
  await steps.field('Address').fill('https://hooks.example.com/shop');
  await steps.field('Events, entry 1').fill('environment.push');
  await page.getByRole('checkbox', { name: 'Running' }).check();
  await page.getByRole('combobox', { name: /^Result/ }).selectOption('Failed');
  await steps.button('Add integration').click();
  await expect(steps.toast('Added Webhook')).toBeVisible();
  await expect(steps.heading('https://hooks.example.com/shop')).toBeVisible();
  await expect(steps.fact('Events')).toHaveText('environment.push');
  await expect(steps.fact('States')).toHaveText('Running, Complete');
  await expect(steps.fact('Result')).toHaveText('Failed');
});

test('health by e-mail is added for several people', async ({ page, steps }) => {
  await steps.signIn({ at: `${integrations}/new?kind=health.email` });
  const add = page.getByRole('button', { name: 'Add to Recipients' });
  await add.click();
  await steps.field('Recipients, entry 1').fill('ada@example.com');
  await add.click();
  await steps.field('Recipients, entry 2').fill('alan@example.com');
  await steps.button('Add integration').click();
  await expect(steps.heading('ada@example.com and 1 more')).toBeVisible();
  await expect(steps.fact('Recipients').getByRole('listitem')).toHaveText(['ada@example.com', 'alan@example.com']);
  await steps.crumb('Integrations').click();
  await expect(steps.row('ada@example.com and 1 more')).toContainText('Health by email');
});

test('the groups of kinds stand below the name of the page and above the kinds', async ({ page, steps }) => {
  await steps.signIn({ at: `${integrations}/new` });
  const main = page.getByRole('main');
  const parts = [steps.heading('Add integration'), main.getByRole('heading', { name: 'Code', exact: true }), kind(page, 'GitHub')];
  const sizes = await Promise.all(parts.map((part) => part.evaluate((element) => parseFloat(getComputedStyle(element).fontSize))));
  expect(sizes).toEqual([...new Set(sizes)].sort((one, other) => other - one));
});

test('a script is added and shown line by line', async ({ page, steps }) => {
  const script = `if (activity.result !== "success") {\n  console.log("<b>${'long '.repeat(40)}" + activity.text);\n}`;
  await steps.signIn({ at: `${integrations}/new?kind=script` });
  await steps.field('Script').fill(script);
  await steps.button('Add integration').click();
  await expect(steps.heading('Script')).toBeVisible();
  expect(await page.getByRole('main').locator('pre').innerText()).toBe(script);

  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByText('API response').click();
  await expect(page.getByRole('button', { name: 'Copy JSON' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('logs by syslog are added, with a port that is in range', async ({ page, steps }) => {
  await steps.signIn({ at: `${integrations}/new?kind=syslog` });
  await steps.field('Host').fill('logs.example.com');
  await steps.field('Port').fill('65536');
  await steps.button('Add integration').click();
  await expect(steps.field('Port')).toHaveAttribute('aria-invalid', 'true');
  await steps.field('Port').fill('6514');
  await steps.field('Token').fill(secret);
  await page.getByText('Advanced', { exact: true }).click();
  await page.getByRole('button', { name: 'Add to Extra' }).click();
  await steps.field('Extra, key 1').fill('team');
  await steps.field('Extra, value 1').fill('shop');
  await steps.button('Add integration').click();
  await expect(steps.heading('logs.example.com')).toBeVisible();
  await expect(steps.fact('Port')).toHaveText('6514');
  await expect(steps.fact('Protocol')).toHaveText('TLS');
  await expect(steps.fact('Extra')).toHaveText('team = shop');
  await expect(page.getByText(secret)).toHaveCount(0);
});

test('a kind without settings is added at once, and has nothing to change', async ({ steps }) => {
  await steps.signIn({ at: `${integrations}/new?kind=blackfire` });
  await steps.button('Add integration').click();
  await expect(steps.heading('Blackfire')).toBeVisible();
  const edit = steps.button('Edit integration');
  await expect(edit).toBeDisabled();
  await expect(edit).toHaveAccessibleDescription(/no settings/);
});

test('an edit sends the kind and what changed, after a review', async ({ page, steps }) => {
  await steps.signIn({ at: integrations });
  await steps.row('#shop-alerts').getByRole('link').first().click();
  await page.getByRole('main').getByRole('link', { name: 'Edit integration' }).click();
  await expect(steps.heading('Edit #shop-alerts')).toBeVisible();
  await steps.field('Channel').fill('#shop-night');
  const patch = page.waitForRequest((request) => request.method() === 'PATCH');
  await steps.save().click();
  await expect(steps.review()).toContainText('Nothing redeploys');
  await steps.confirm().click();
  expect((await patch).postDataJSON()).toEqual({ type: 'health.slack', channel: '#shop-night' });
  await expect(steps.toast('Saved #shop-alerts')).toBeVisible();
  await expect(steps.heading('#shop-night')).toBeVisible();
});

test('what is wrong with a repository stands at its field before anything is sent', async ({ page, steps }) => {
  await steps.signIn({ at: integrations });
  await steps.row('lakeside-media/shop').getByRole('link').first().click();
  await page.getByRole('main').getByRole('link', { name: 'Edit integration' }).click();
  await steps.field('Repository').fill('lakeside/media/shop');
  await steps.save().click();
  await expect(steps.field('Repository')).toHaveAttribute('aria-invalid', 'true');
  await expect(steps.field('Repository')).toHaveAccessibleDescription(/owner/);
});

test('deleting says what ends and asks for the name', async ({ page, steps }) => {
  await steps.signIn({ at: integrations });
  await steps.row('lakeside-media/shop').getByRole('link').first().click();
  await (await steps.more('Delete')).click();
  await expect(steps.heading('Delete lakeside-media/shop')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Environments it created stay');
  await expect(steps.button('Delete integration')).toBeDisabled();
  await steps.field('Type lakeside-media/shop to confirm').fill('lakeside-media/shop');
  await steps.button('Delete integration').click();
  await expect(steps.toast('Deleted lakeside-media/shop')).toBeVisible();
  await steps.expectAt(integrations);
  await expect(steps.row('#shop-alerts')).toBeVisible();
  await expect(steps.row('lakeside-media/shop')).toHaveCount(0);
});

test('a plan without logs says so where the kind is chosen', async ({ page, sandbox, steps }) => {
  await sandbox.fault('get-a-project-capabilities', {
    body: { integrations: { enabled: true, config: { splunk: { enabled: false }, github: { enabled: true }, syslog: 7 } } },
  });
  await steps.signIn({ at: `${integrations}/new` });
  const splunk = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Splunk' });
  await expect(splunk).toContainText('Not included in this plan');
  await expect(splunk.getByRole('link')).toHaveCount(0);
  await expect(kind(page, 'GitHub')).toBeVisible();
  await expect(kind(page, 'Logs by syslog')).toBeVisible();
});

test('a viewer sees who can grant it, on the list and in the form', async ({ page, steps, watch }) => {
  watch.allowStatus(403);
  await steps.signIn({ at: integrations, token: demo.viewer.token });
  await expect(page.getByRole('main')).toContainText('You don’t have access to this');
  await expect(page.getByRole('main')).toContainText('An admin of the project');
  await steps.open(`${integrations}/new?kind=script`);
  await expect(steps.button('Add integration')).toBeDisabled();
  await expect(steps.button('Add integration')).toHaveAccessibleDescription(/A project admin can grant it/);
});

test('a project without integrations says what to do next', async ({ page, sandbox, steps }) => {
  await sandbox.fault('get-list-of-existing-integrations-for-a-project', { body: [] });
  await steps.signIn({ at: integrations });
  await expect(page.getByText('No integrations yet')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Add integration' }).click();
  await steps.expectAt(`${integrations}/new`);
});

test('strange answers are shown as they are', async ({ page, sandbox, steps }) => {
  const list = 'get-list-of-existing-integrations-for-a-project';
  const one = 'get-information-about-an-existing-third-party-integration';
  await sandbox.fault(list, {
    status: 200,
    body: [
      { id: 'a', type: 'carrier.pigeon', role: 'birds', created_at: 'yesterday' },
      { id: 'b', type: null, url: '<img src=x onerror=alert(1)>', role: 7, created_at: null },
      { id: null, type: 'webhook', url: { deep: 'down' } },
      'not an integration',
      null,
    ],
  });
  await sandbox.fault(one, {
    status: 200,
    body: {
      id: 'b',
      type: 'webhook',
      url: '<img src=x onerror=alert(1)>',
      shared_key: secret,
      events: 'all',
      states: ['complete', 'vanished', null],
      environments: null,
      result: { so: 'so' },
      created_at: 'once',
      _links: { self: { href: '/x' } },
    },
  });
  await steps.signIn({ at: integrations });
  await expect(steps.row('carrier.pigeon')).toContainText('Birds');
  await steps.row('<img src=x onerror=alert(1)>').getByRole('link').click();
  await expect(steps.heading('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(steps.fact('Shared key')).toContainText('Set, can’t be read back');
  await expect(page.getByText(secret)).toHaveCount(0);
  await expect(steps.fact('Events')).toHaveText('all');
  await expect(steps.fact('States')).toHaveText('Complete, vanished, null');
  await expect(steps.fact('Result')).toHaveText('{"so":"so"}');
  await expect(await steps.more('Delete')).toBeDisabled();
  await expect(await steps.more('Delete')).toContainText(/A project admin can grant it/);
});

test('a list that fails can be asked for again', async ({ sandbox, steps, watch }) => {
  watch.allowStatus(500);
  await sandbox.fault('get-list-of-existing-integrations-for-a-project', {
    status: 500,
    body: '<html><h1>oops</h1></html>',
    contentType: 'text/html',
  });
  await steps.hurry();
  await steps.signIn({ at: integrations });
  await expect(steps.button('Try again')).toBeVisible();
  await sandbox.clearFaults();
  await steps.button('Try again').click();
  await expect(steps.row('#shop-alerts')).toBeVisible();
});
