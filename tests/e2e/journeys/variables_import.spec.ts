// Many variables at once, out of a pasted or dropped file.
import { readFile } from 'node:fs/promises';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;

test.describe('many variables at once', () => {
  test('each line says what it does, and those chosen are written in order', async ({ page, sandbox, steps }) => {
    await sandbox.addVariable(variables, { name: 'env:KEPT', value: 'as it is' });
    await sandbox.addVariable(variables, { name: 'env:MOVED', value: 'before' });
    await steps.signIn({ at: variables });
    await page.getByRole('main').getByRole('link', { name: 'Import' }).click();
    await steps.expectAt(`${variables}/import`);
    await steps
      .field('Variables')
      .fill('# from production\nNEW_ONE="two words"\nKEPT=as it is\nMOVED=after\nLEFT_OUT=x\nnot a line\nbad name=1');
    const line = (name: string) => page.getByRole('table', { name: 'Preview' }).getByRole('row').filter({
      has: page.getByRole('rowheader', { name, exact: true }),
    });
    await expect(line('env:NEW_ONE')).toContainText('Add');
    await expect(line('env:KEPT')).toContainText('Same');
    await expect(line('env:MOVED')).toContainText('before → after');
    await expect(line('env:bad name')).toContainText('Use letters, digits');
    await expect(page.getByText('Line 6 is not NAME=value: not a line')).toBeVisible();
    await page.getByRole('checkbox', { name: 'env:LEFT_OUT' }).uncheck();
    await steps.button('Import 2 variables').click();
    await expect(line('env:NEW_ONE')).toContainText('Written');
    await expect(line('env:MOVED')).toContainText('Written');
    await expect(page.getByText('2 written.')).toBeVisible();
    expect(await sandbox.variable(variables, 'env:NEW_ONE')).toMatchObject({ value: 'two words' });
    expect(await sandbox.variable(variables, 'env:MOVED')).toMatchObject({ value: 'after' });
    expect(await sandbox.variable(variables, 'env:LEFT_OUT')).toBeUndefined();
    await page.getByRole('link', { name: 'Back to variables' }).click();
    await expect(steps.row('env:NEW_ONE')).toBeVisible();
  });

  test('what fails is said at its line and can be tried again, without the others', async ({
    page,
    sandbox,
    steps,
    watch,
  }) => {
    watch.allowStatus(500);
    await steps.signIn({ at: `${variables}/import` });
    await steps.field('Variables').fill('{"env:ONE": "1", "env:TWO": {"k": 2}}');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/variables')) sent.push(request.postData() ?? '');
    });
    await sandbox.fault('add-a-project-variable', { status: 500, body: { title: 'Out of order' }, times: 1 });
    await steps.button('Import 2 variables').click();
    await expect(page.getByText('1 written, 1 failed.')).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: 'env:ONE' })).toContainText(/Out of order|went wrong|error/i);
    await steps.button('Retry the failed one').click();
    await expect(page.getByText('2 written.')).toBeVisible();
    expect(sent.map((body) => (JSON.parse(body) as { name: string }).name)).toEqual(['env:ONE', 'env:TWO', 'env:ONE']);
    expect(await sandbox.variable(variables, 'env:TWO')).toMatchObject({ value: '{"k": 2}', is_json: true });
  });

  test('what is exported is imported as the same variables', async ({ page, sandbox, steps }) => {
    await sandbox.addVariable(variables, { name: 'env:ROUND_A', value: ' 8.10\n', visible_runtime: false });
    await sandbox.addVariable(variables, { name: 'env:ROUND_B', value: '{"b": 1.10, "a": 2}', is_json: true });
    await steps.signIn({ at: `${variables}?q=round_` });
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Export as JSON' }).click();
    const text = await readFile(await (await saved).path(), 'utf8');
    await steps.open(`${variables}/import`);
    await steps.field('Variables').fill(text);
    const line = (name: string) => page.getByRole('row').filter({ hasText: name });
    await expect(line('env:ROUND_A')).toContainText('Same');
    await expect(line('env:ROUND_B')).toContainText('Same');
    // Elsewhere it is added with all that is said of it.
    await steps.field('Variables').fill(text.replaceAll('ROUND_', 'COPY_'));
    await expect(line('env:COPY_A')).toContainText('Visible at runtime: no');
    await steps.button('Import 2 variables').click();
    await expect(page.getByText('2 written.')).toBeVisible();
    expect(await sandbox.variable(variables, 'env:COPY_A')).toMatchObject({ value: ' 8.10\n', visible_runtime: false });
    expect(await sandbox.variable(variables, 'env:COPY_B')).toMatchObject({ value: '{"b": 1.10, "a": 2}', is_json: true });
  });

  test('a .env file that is exported is imported as the same variables', async ({ page, sandbox, steps }) => {
    const value = 'it\'s "so" \\d+ # 1\r\n two';
    await sandbox.addVariable(variables, { name: 'env:LINE_A', value });
    await sandbox.addVariable(variables, { name: 'LINE_B', value: 'x' });
    await steps.signIn({ at: `${variables}?q=line_` });
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Export as .env' }).click();
    const text = await readFile(await (await saved).path(), 'utf8');
    expect(text).toContain('# LINE_B isn’t an environment variable.');
    await steps.open(`${variables}/import`);
    await steps.field('Variables').fill(text);
    await expect(page.getByRole('row').filter({ hasText: 'env:LINE_A' })).toContainText('Same');
    await expect(page.getByRole('row')).toHaveCount(2);
  });

  test('of an environment, read from a file, and left only after asking', async ({ page, sandbox, steps }) => {
    const here = `${demo.staging.path}/variables`;
    await steps.signIn({ at: `${here}/import` });
    await page.getByLabel('Make new variables sensitive').check();
    const choose = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: /^Choose file/ }).click();
    await (await choose).setFiles({ name: '.env', mimeType: 'text/plain', buffer: Buffer.from('TOKEN=s3cret\n') });
    await expect(steps.field('Variables')).toHaveValue('TOKEN=s3cret\n');
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Variables' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Stay|Keep/ }).click();
    await steps.button('Import 1 variable').click();
    await expect(page.getByText('1 written.')).toBeVisible();
    const written = await sandbox.variable(here, 'env:TOKEN');
    expect(written).toMatchObject({ is_sensitive: true });
    expect(written).not.toHaveProperty('value');
  });
});
