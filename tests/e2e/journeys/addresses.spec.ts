// Ids that could be taken for something else in an address: with percent signs, or spelt like the console's own words.
import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;

for (const name of ['new', 'import', 'edit', 'delete']) {
  test(`a variable that is called ${name} is opened, changed and deleted`, async ({ page, sandbox, steps }) => {
    await sandbox.addVariable(variables, { name, value: 'before' });
    await steps.signIn({ at: variables });
    await steps.row(name).getByRole('link', { name, exact: true }).click();
    await expect(steps.heading(name)).toBeVisible();
    await expect(steps.field('Value')).toHaveValue('before');
    // The address that it has now opens the same again.
    await page.reload();
    await expect(steps.field('Value')).toHaveValue('before');
  });
}

test('a name with percent signs is the same after a click and a reload', async ({ page, sandbox, steps }) => {
  const list = `${demo.project.path}/environments`;
  const name = 'rates/50%25-off';
  await sandbox.add(`${demo.project.path}/environments/main/branch`, { name, title: name });
  await sandbox.finish();
  await steps.signIn({ at: list });
  await page.getByRole('main').getByRole('link', { name }).first().click();
  await expect(steps.heading(name)).toBeVisible();
  await page.reload();
  await expect(steps.heading(name)).toBeVisible();
});
