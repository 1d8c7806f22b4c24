// What every list can do.
import { readFile } from 'node:fs/promises';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;

test('what a list shows is saved as CSV and as JSON, as it is searched', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'env:EXPORT_A', value: 'one, two' });
  await sandbox.addVariable(variables, { name: 'env:EXPORT_B', value: 'hidden', is_sensitive: true });
  await steps.signIn({ at: `${variables}?q=export_&sort=-name` });
  await expect(steps.row('env:EXPORT_A')).toBeVisible();
  const saved = async (item: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitem', { name: item }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
  };
  const csv = await saved('Export as CSV');
  expect(csv.name).toBe('variables.csv');
  const lines = csv.text.trimEnd().split('\r\n');
  expect(lines[0]).toBe('Name,Value,Visibility,Updated');
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['env:EXPORT_B', 'env:EXPORT_A']);
  expect(csv.text).toContain('"one, two"');
  expect(csv.text).not.toContain('hidden');
  const json = JSON.parse((await saved('Export as JSON')).text) as Record<string, string>[];
  // By the API's keys, so that it can be imported.
  expect(json.map((row) => row['name'])).toEqual(['env:EXPORT_B', 'env:EXPORT_A']);
});

test('a row offers what can be done with it, and its menu all of it', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'env:ACTED_ON', value: '1' });
  await steps.signIn({ at: `${variables}?q=acted_on` });
  const row = steps.row('env:ACTED_ON');
  const edit = row.getByRole('link', { name: 'Edit env:ACTED_ON' });
  // What stands beside the menu shows for who points at the row, and for who comes by keyboard.
  await row.hover();
  await expect(edit).toHaveCSS('opacity', '1');
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(edit).toHaveCSS('opacity', '0');
  await edit.focus();
  await expect(edit).toHaveCSS('opacity', '1');
  await row.getByRole('button', { name: 'Actions for env:ACTED_ON' }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['Edit', 'Delete']);
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(steps.field('Type env:ACTED_ON to confirm')).toBeVisible();
});

test('who owns each organization is asked for at once, and told by name', async ({ page, steps }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/ref/users')) asked.push(request.url());
  });
  await steps.signIn({ at: '/organizations' });
  const table = page.getByRole('table', { name: 'Organizations' });
  await expect(table.getByRole('row').filter({ hasText: demo.organization.label })).toContainText(/[A-Z][a-z]+ [A-Z][a-z]+/);
  await expect(table).not.toContainText(/[0-9a-f]{8}-[0-9a-f]{4}/);
  expect(asked).toHaveLength(1);
  // None of them is chosen yet.
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Wheelhouse' })).toBeVisible();
});

test('on small screens a list’s tools take a few lines, with what the list is for in sight, and none is cut on a tablet', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.project.path}/activity` });
  const search = page.getByRole('searchbox', { name: 'Search activity' });
  const table = page.getByRole('table', { name: 'Activity' });
  const view = page.getByRole('button', { name: 'View', exact: true });
  await expect(table).toBeVisible();
  for (const width of [768, 360]) {
    await page.setViewportSize({ width, height: 780 });
    const [from, to] = [await search.boundingBox(), await table.getByRole('row').nth(1).boundingBox()];
    expect((to?.y ?? 0) - (from?.y ?? 0), `above the first row at ${width} px`).toBeLessThan(130);
    await expect(view).toBeInViewport({ ratio: 1 });
    if (width < 768) continue;
    for (const filter of await page.getByRole('main').getByRole('combobox').all()) {
      await expect(filter).toBeInViewport({ ratio: 1 });
    }
  }
});
