import { expect, test } from '../support/test.ts';

// More projects than fit a page.
test.use({ serverOptions: { dataSet: 'large' } });

test('paging is in the address and survives Back', async ({ page, steps }) => {
  const main = page.getByRole('main');
  await steps.signIn();
  await page.getByRole('table', { name: 'Organizations' }).getByRole('rowheader').getByRole('link').first().click();
  const first = await steps.rowNames('Projects');
  await main.getByRole('button', { name: 'Next page' }).click();
  await expect.poll(() => steps.rowNames('Projects')).not.toEqual(first);
  const at = page.url();
  const second = await steps.rowNames('Projects');

  await page.getByRole('table', { name: 'Projects' }).getByRole('rowheader').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/projects\//);
  await page.goBack();
  await expect(page).toHaveURL(at);
  expect(await steps.rowNames('Projects')).toEqual(second);
  await main.getByRole('button', { name: 'Previous page' }).click();
  await expect.poll(() => steps.rowNames('Projects')).toEqual(first);
});
