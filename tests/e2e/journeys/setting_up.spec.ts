import type { Locator, Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const form = `${demo.organization.path}/projects/new`;
/** As many projects as it may have. */
const full = demo.otherOrganization.path;

/** The subscription of a project that is being set up. */
const beingSetUp = '41272';

const main = (page: Page) => page.getByRole('main');
const pick = (page: Page, name: string) => main(page).getByRole('combobox', { name });
const price = (page: Page) => main(page).getByRole('group', { name: 'Estimated price' });

async function choose(page: Page, name: string, option: string | RegExp): Promise<void> {
  await pick(page, name).click();
  await main(page).getByRole('option', { name: option }).click();
}

test.describe('a new project', () => {
  test('is described, priced, followed while it is set up, and opened', async ({ page, sandbox, steps }) => {
    await steps.signIn({ at: demo.organization.path });
    await main(page).getByRole('link', { name: 'New project' }).click();
    await steps.expectAt(form);
    await expect(price(page)).toContainText('Monthly total');
    const total = () => price(page).getByRole('definition').last().innerText();
    const before = await total();
    await steps.field('Title').fill('Ferry Tickets');
    await choose(page, 'Region', 'Sweden');
    await choose(page, 'Plan', /^Large/);
    await steps.field('Environments').fill('6');
    await expect.poll(total).not.toBe(before);
    await expect(price(page)).toContainText('£');

    const post = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/subscriptions'));
    await steps.button('Create project').click();
    expect((await post).postDataJSON()).toMatchObject({
      project_title: 'Ferry Tickets',
      project_region: 'eu-2.platform.sh',
      plan: 'large',
      environments: 6,
    });
    await expect(steps.toast('Creating Ferry Tickets')).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`${form}/\\d+$`));
    await expect(main(page).getByRole('progressbar', { name: 'Setting up the project' })).toBeVisible();

    await sandbox.finish();
    await expect(steps.toast('Ferry Tickets is ready')).toBeVisible();
    await expect(page).toHaveURL(/\/projects\/[a-z0-9]+$/);
    await expect(steps.heading('Ferry Tickets')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Ferry Tickets' })).toBeVisible();
  });

  test('can be left and come back to while it is set up', async ({ page, sandbox, steps }) => {
    await sandbox.fault('get-subscription', {
      body: { id: '41272', status: 'provisioning', project_id: 'podcastnew4mj', project_title: 'Podcast Studio' },
    });
    await steps.signIn({ at: '/projects' });
    await steps.row('Podcast Studio').getByRole('link').first().click();
    await expect(page).toHaveURL(/\/projects\/new\/\d+$/);
    await expect(steps.heading('Podcast Studio')).toBeVisible();
    await page.reload();
    await expect(main(page)).toContainText('The project is being set up');
    await expect(page).toHaveTitle(/^Podcast Studio · /);
  });

  test('that couldn’t be set up says so', async ({ page, sandbox, steps }) => {
    await sandbox.fault('get-subscription', { body: { status: 'provisioning failure', project_title: 'Ferry' } });
    await steps.signIn({ at: `${form}/${beingSetUp}` });
    await expect(steps.alert('couldn’t be set up')).toBeVisible();
    await expect(main(page)).toContainText('Provisioning failure');
  });

  test('in a region that takes none is refused at the field', async ({ page, steps, watch }) => {
    watch.allowStatus(400);
    await steps.signIn({ at: form });
    await pick(page, 'Region').fill('us-3.platform.sh');
    await pick(page, 'Region').press('Escape');
    await steps.button('Create project').click();
    await expect(pick(page, 'Region')).toHaveAccessibleDescription(/takes no new projects/);
    await expect(steps.field('Title')).toHaveValue('Untitled Project');
  });

  test('is not offered where the organization has as many as it may', async ({ page, steps }) => {
    await steps.signIn({ at: `${full}/projects/new` });
    await expect(main(page)).toContainText('This can’t be done');
    await expect(main(page)).toContainText('2 of 2 projects');
    await expect(steps.button('Create project')).toBeDisabled();
    await expect(steps.button('Create project')).toHaveAccessibleDescription(/2 of 2 projects/);
  });

  test('can be asked for while its price is not known', async ({ page, sandbox, steps, watch }) => {
    watch.allowStatus(500);
    await sandbox.fault('estimate-the-price-of-a-new-subscription', {
      status: 500,
      body: '<h1>Internal</h1>',
      contentType: 'text/html',
    });
    await steps.hurry();
    await steps.signIn({ at: form });
    await expect(price(page)).toContainText('Price unavailable');
    await expect(price(page)).not.toContainText('Internal');
    await expect(steps.button('Create project')).toBeEnabled();
  });

  test('has its price shown in whatever form the API tells it', async ({ page, sandbox, steps }) => {
    await sandbox.fault('estimate-the-price-of-a-new-subscription', {
      body: {
        plan: '€20.00',
        environments: { amount: 5, currency_code: '<b>', formatted: 'five' },
        storage: null,
        total: { amount: 'x' },
      },
    });
    await steps.signIn({ at: form });
    await expect(price(page)).toContainText('€20.00');
    await expect(price(page)).toContainText('five');
    await expect(price(page)).toContainText('Unknown');
  });

  test('is not asked the price of while it makes no sense', async ({ page, steps }) => {
    await steps.signIn({ at: form });
    await expect(price(page)).toContainText('Monthly total');
    await steps.field('Environments').fill('many');
    await expect(price(page)).toContainText('Choose a plan');
  });

  test('is not a viewer’s to make', async ({ page, steps }) => {
    await steps.signIn({ at: demo.organization.path, token: demo.viewer.token });
    await expect(steps.button('New project')).toBeDisabled();
    await expect(steps.button('New project')).toHaveAccessibleDescription(/The organization’s owner can grant it/);
    await steps.open(form);
    await expect(steps.button('Create project')).toBeDisabled();
    await expect(main(page)).toContainText('This can’t be done');
  });
});

test('on a phone a form begins with its fields, and what they cost stands between them and the button', async ({ page, steps }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  const drawn = page.getByRole('figure', { name: 'What will happen' });
  for (const [at, first, beside, button] of [
    [form, steps.field('Title'), price(page), 'Create project'],
    [`${demo.staging.path}/branch`, steps.field('Title'), drawn, 'Branch'],
    [`${demo.staging.path}/synchronize`, steps.flag('Code'), drawn, 'Synchronize'],
  ] as const) {
    await steps.signIn({ at });
    await expect(beside).toBeVisible();
    await expect(first).toBeInViewport({ ratio: 1 });
    const top = async (of: Locator) => of.evaluate((element) => element.getBoundingClientRect().top);
    expect(await top(first), at).toBeLessThan(await top(beside));
    // The bar of buttons stays in sight, so it is asked for its place in the document.
    const isBefore = (element: Element, name: string) => {
      const sends = [...document.querySelectorAll('main form button')].find((button) => button.textContent?.startsWith(name));
      return sends !== undefined && (element.compareDocumentPosition(sends) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    };
    expect(await beside.evaluate(isBefore, button), at).toBe(true);
  }
});
