import { expect, test } from '../support/test.ts';

// More of everything than fits a page.
test.use({ serverOptions: { dataSet: 'large' } });

test('older activities are a step that Back undoes', async ({ page, steps }) => {
  const main = page.getByRole('main');
  await steps.signIn({ at: '/projects/large-activities/activity' });
  const links = main.getByRole('table', { name: 'Activity' }).getByRole('link');
  const shown = () => links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  await expect(links.first()).toBeVisible();
  const newest = await shown();

  await main.getByRole('button', { name: 'Older' }).click();
  await expect(page).toHaveURL(/[?&]before=/);
  const areOlder = async () => (await shown()).filter((link) => !newest.includes(link)).length;
  await expect.poll(areOlder).toBe(newest.length);
  const older = await shown();
  const at = page.url();

  await links.first().click();
  await expect(main.getByRole('log', { name: 'Log' })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(at);
  await expect.poll(shown).toEqual(older);
  await page.reload();
  await expect.poll(shown).toEqual(older);
  await page.goBack();
  await expect.poll(shown).toEqual(newest);
});

test('a hundred thousand lines of log are shown to their end', async ({ page, steps }) => {
  await steps.signIn({ at: '/projects/large-activities/activity' });
  const main = page.getByRole('main');
  await main.getByRole('table', { name: 'Activity' }).getByRole('link').first().click();
  const log = main.getByRole('log', { name: 'Log' });
  await expect(log).toContainText('Copying files', { timeout: 30_000 });
  // Only what is looked at is drawn.
  expect(await log.getByRole('link').count()).toBeLessThan(2_000);
  await log.focus();
  await page.keyboard.press('End');
  await expect(log.getByText('All files are there')).toBeInViewport({ timeout: 30_000 });
});

test('five hundred environments can be searched', async ({ page, steps }) => {
  await steps.signIn({ at: '/projects/large-environments/environments' });
  const names = page.getByRole('table', { name: 'Environments' }).getByRole('rowheader');
  await expect(names.first()).toBeVisible();
  const all = await names.count();
  expect(all).toBeGreaterThanOrEqual(500);
  // Rows out of sight are not laid out, and have no inner text.
  const last = ((await names.last().textContent()) ?? '').trim();
  await page.getByRole('searchbox', { name: 'Search environments' }).fill(last);
  await expect.poll(() => names.count()).toBeLessThan(all);
  await expect(names.filter({ hasText: last }).last()).toBeVisible();
});

test('a thousand projects of twenty organizations are there, and can be searched', async ({ page, steps }) => {
  await steps.signIn({ at: '/projects' });
  const names = page.getByRole('table', { name: 'Projects' }).getByRole('rowheader');
  await expect.poll(() => names.count(), { timeout: 30_000 }).toBe(1000);
  await page.getByRole('searchbox', { name: 'Search projects' }).fill('shop 0950');
  await expect.poll(() => names.allInnerTexts()).toEqual(['Shop 0950']);
  await expect(steps.row('Shop 0950')).toContainText('Organization 20');
});
