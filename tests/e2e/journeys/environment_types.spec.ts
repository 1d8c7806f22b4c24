import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const types = `${demo.project.path}/environment-types`;

test('the types of a project, and the environments of one', async ({ page, steps }) => {
  await steps.signIn({ at: types });
  await expect(page).toHaveTitle(/^Environment types · Lakeside Shop/);
  await expect(steps.row('Production')).toContainText('The live site');
  await expect(steps.row('Production').getByRole('cell').last()).toHaveText('1');
  await steps.row('Staging').getByRole('link').first().click();
  await steps.expectAt(`${types}/staging`);
  await page.reload();
  await expect(steps.heading('Staging')).toBeVisible();
  await expect(steps.fact('ID')).toContainText('staging');
  await expect(steps.fact('Access').getByRole('link')).toHaveAttribute('href', `${types}/staging/access`);
  const environments = page.getByRole('main').getByRole('list', { name: 'Environments' });
  await expect(environments.getByRole('link')).toHaveText([demo.staging.title]);
  await steps.crumb('Environment types').click();
  await steps.expectAt(types);
});

test('who may only look does not get the address of access', async ({ steps }) => {
  await steps.signIn({ at: `${types}/production`, token: demo.viewer.token });
  await expect(steps.fact('Access')).toHaveText('Hidden');
});

test('a type that is not there says so', async ({ steps, watch }) => {
  watch.allowStatus(404);
  await steps.signIn();
  await steps.open(`${types}/moon`);
  await expect(steps.alert(/not/i)).toBeVisible();
});
