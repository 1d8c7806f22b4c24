// Finding one's way among a thousand projects and five hundred environments.
import { expect, test } from '../support/test.ts';

test.use({ serverOptions: { dataSet: 'large' } });

test('any of five hundred environments is a few keys away', async ({ page, steps }) => {
  await steps.signIn({ at: '/' });
  await expect(page.getByRole('main').getByRole('table', { name: 'Projects' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('many env');
  const options = page.getByRole('listbox', { name: 'Results' }).getByRole('option');
  await expect(options.first()).toContainText('Many Environments');
  await page.keyboard.press('Tab');
  await page.keyboard.type('staging');
  await expect(options.first()).toContainText('Environment in Many Environments');
  const title = (await options.first().innerText()).split('\n')[0] ?? '';
  await page.keyboard.press('Enter');
  await expect(steps.heading(title)).toBeVisible();
});

test('the navigation shows the environment one is in, a dozen others and how many more; a search finds any', async ({ page, sandbox, steps }) => {
  const project = '/projects/large-environments';
  const last = await sandbox.idOf(`${project}/environments`, (environment) => String(environment.name).endsWith('-497'));
  await steps.signIn({ at: `${project}/environments/${last}` });
  const nav = page.getByRole('navigation', { name: 'Main' });
  const tree = nav.getByRole('list', { name: 'Environments' });
  await expect(tree.locator('[aria-current=page]')).toHaveAttribute('href', `${project}/environments/${last}`);
  await expect(tree.getByRole('listitem')).toHaveCount(12);
  await expect(nav.getByRole('link', { name: '488 more' })).toHaveAttribute('href', `${project}/environments`);
  const other = await sandbox.idOf(`${project}/environments`, (environment) => String(environment.name).endsWith('-301'));
  await nav.getByRole('searchbox', { name: 'Find an environment' }).fill('-301');
  await expect(tree.getByRole('link')).toHaveAttribute('href', `${project}/environments/${other}`);
});

test('home says how many of a thousand projects it looked at, and leads to the rest', async ({ page, steps }) => {
  await steps.signIn({ at: '/' });
  const main = page.getByRole('main');
  await expect(main.getByText(/^Checked 6 of 1,\d{3} projects, pinned and recent first\./)).toBeVisible();
  await main.getByRole('link', { name: 'See all projects' }).click();
  await steps.expectAt('/projects');
});
