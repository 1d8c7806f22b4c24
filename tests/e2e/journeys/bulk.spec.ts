// Choosing several rows of a list, and doing one thing to all of them.
import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;

test('several variables are chosen, checked and deleted, and what failed is tried again', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(500);
  for (const name of ['env:BULK_A', 'env:BULK_B', 'env:BULK_C']) await sandbox.addVariable(variables, { name, value: '1' });
  await steps.signIn({ at: `${variables}?q=bulk` });
  const box = (name: string) => page.getByRole('checkbox', { name: `Select ${name}` });
  await box('env:BULK_A').check();
  await box('env:BULK_C').check();
  const bar = page.getByRole('group', { name: 'Selected variables' });
  await expect(bar).toContainText('2 variables selected');
  await expect(page.getByRole('checkbox', { name: 'Select all' })).toHaveJSProperty('indeterminate', true);
  // The address holds the choice: a reload keeps it.
  await page.reload();
  await expect(box('env:BULK_A')).toBeChecked();
  await expect(box('env:BULK_B')).not.toBeChecked();

  await bar.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 2 variables?' });
  await expect(dialog.getByRole('row', { name: /BULK_A/ })).toContainText('Delete');
  await expect(dialog.getByRole('row', { name: /BULK_B/ })).toHaveCount(0);
  const confirm = dialog.getByRole('button', { name: 'Delete 2 variables' });
  await expect(confirm).toBeDisabled();
  await expect(confirm).toHaveAccessibleDescription('Type delete to confirm.');
  // Back undoes the opening; the choice stays.
  await page.goBack();
  await expect(dialog).toHaveCount(0);
  await expect(bar).toContainText('2 variables selected');

  await bar.getByRole('button', { name: 'Delete' }).click();
  await sandbox.fault('delete-a-project-variable', { status: 500, body: 'no', times: 1 });
  await dialog.getByLabel('Type delete to confirm').fill('delete');
  await confirm.click();
  await expect(dialog.getByRole('row', { name: /BULK_C/ })).toContainText('Deleted');
  await expect(dialog).toContainText('1 of 2 done, 1 failed.');
  await dialog.getByRole('button', { name: 'Retry the failed one' }).click();
  await expect(dialog.getByRole('row', { name: /BULK_A/ })).toContainText('Deleted');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(steps.row('env:BULK_B')).toBeVisible();
  await expect(steps.row('env:BULK_A')).toHaveCount(0);
  await expect(bar.getByRole('button', { name: 'Delete' })).toBeHidden();
});

test('who may only look sees before anything is sent that nothing is possible', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'env:BULK_LOOK', value: '1' });
  await steps.signIn({ at: `${variables}?q=bulk_look`, token: demo.viewer.token });
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByRole('group', { name: 'Selected variables' }).getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('row', { name: /BULK_LOOK/ })).toContainText('Not possible now, or not allowed');
  await expect(dialog.getByRole('button', { name: /^Delete 0/ })).toBeDisabled();
});

test('rows are 36 px high, 44 on request, and a link to them has them so', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'env:HEIGHT', value: '1' });
  await steps.signIn({ at: `${variables}?q=height` });
  const height = async () => Math.round((await steps.row('env:HEIGHT').boundingBox())?.height ?? 0);
  // One that is chosen, and can be edited and deleted, is no higher, and moves none.
  await expect.poll(height).toBe(36);
  const top = async () => (await steps.row('env:HEIGHT').boundingBox())?.y;
  const before = await top();
  await page.getByRole('checkbox', { name: 'Select env:HEIGHT' }).check();
  await expect(page.getByRole('group', { name: 'Selected variables' })).toContainText('1 variable selected');
  expect(await top()).toBe(before);
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Comfortable rows' }).click();
  await expect.poll(height).toBe(44);
  await expect(page).toHaveURL(/density=comfortable/);
  await page.reload();
  await expect.poll(height).toBe(44);
});

test('what is searched for may hold a percent sign', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'env:PERCENT', value: '100%41' });
  await steps.signIn({ at: variables });
  const search = page.getByRole('searchbox', { name: 'Search variables' });
  await search.fill('100%41');
  await expect(steps.row('env:PERCENT')).toBeVisible();
  await page.reload();
  await expect(search).toHaveValue('100%41');
  await expect(steps.row('env:PERCENT')).toBeVisible();
});
