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

test('a file with percent signs in its name is the same after a click, a reload and by its copied address', async ({
  page,
  sandbox,
  steps,
}) => {
  const main = `${demo.project.path}/repository/heads%2Fmain`;
  const names = ['rate%20card.md', '100%25.md', '50%41.txt', 'a%2Fb.md', 'rate card.md'];
  const sha = 'a'.repeat(40);
  await sandbox.fault('get-a-tree-object', {
    body: { id: sha, tree: names.map((path) => ({ path, mode: '100644', type: 'blob', sha })) },
  });
  await sandbox.fault('get-a-blob-object', { status: 200, body: { encoding: 'utf-8', size: 2, content: 'hi' } });
  for (const name of names) {
    await steps.visit(main);
    await steps.row(name).getByRole('link', { name, exact: true }).click();
    await expect(steps.heading(name)).toBeVisible();
    await page.reload();
    await expect(steps.heading(name)).toBeVisible();
    await steps.open(`${main}/files/${encodeURIComponent(name)}`);
    await expect(steps.heading(name)).toBeVisible();
  }
});
