import type { Request } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;

/** Gathers the writes that a page sends. */
function writes(page: { on(event: 'request', listener: (request: Request) => void): unknown }): Request[] {
  const sent: Request[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET' && new URL(request.url()).pathname.startsWith('/api/')) sent.push(request);
  });
  return sent;
}

test('from the organization to a new variable of a project', async ({ page, sandbox, steps }) => {
  await steps.signIn();
  await page.getByRole('link', { name: demo.organization.label, exact: true }).first().click();
  await expect(steps.heading(demo.organization.label)).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: demo.project.title, exact: true }).click();
  await expect(steps.heading(demo.project.title)).toBeVisible();
  await steps.tab('Variables').click();
  await steps.expectAt(variables);
  await steps.addVariable('env:GREETING', 'hello');
  await steps.expectAt(variables);
  await expect(steps.row('env:GREETING')).toContainText('hello');
  expect(await sandbox.variable(variables, 'env:GREETING')).toMatchObject({ value: 'hello', is_sensitive: false });
});

test('an edit sends only what changed', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'env:LEVEL', value: 'info', visible_build: false });
  await steps.signIn({ at: variables });
  await steps.row('env:LEVEL').getByRole('link', { name: 'env:LEVEL', exact: true }).click();
  await expect(steps.heading('env:LEVEL')).toBeVisible();
  const save = steps.save();
  await expect(save).toBeDisabled();
  await expect(save).toHaveAccessibleDescription(/No changes to save/);

  await steps.value().fill('debug');
  await expect(save).toBeEnabled();
  const patch = page.waitForRequest((request) => request.method() === 'PATCH');
  await steps.saveChanges();
  expect((await patch).postDataJSON()).toEqual({ value: 'debug' });
  await expect(steps.toast('Saved env:LEVEL')).toBeVisible();
  expect(await sandbox.variable(variables, 'env:LEVEL')).toMatchObject({ value: 'debug', visible_build: false });
});

test('an edit is reviewed before it is sent, and can be gone back on', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'env:LEVEL', value: 'info' });
  await steps.signIn({ at: `${variables}/env:LEVEL` });
  const sent = writes(page);
  await steps.value().fill('debug');
  await steps.save().click();
  await expect(steps.review().getByRole('heading')).toBeFocused();
  const changes = steps.review().getByRole('list', { name: 'Your changes' }).getByRole('listitem');
  await expect(changes).toHaveText(['ValueBefore: infoAfter: debug']);
  // Saving redeploys, and both buttons say so; the review is where they are, whatever the window.
  await expect(steps.confirm()).toHaveText('Save and redeploy');
  for (const size of [{ width: 1440, height: 900 }, { width: 360, height: 780 }]) {
    await page.setViewportSize(size);
    await expect(steps.confirm()).toBeInViewport({ ratio: 1 });
    await expect(changes).toBeInViewport({ ratio: 1 });
    await steps.review().getByRole('button', { name: 'Back' }).click();
    await expect(steps.review()).toBeHidden();
    await expect(steps.save()).toBeInViewport({ ratio: 1 });
    await steps.save().click();
    await expect(steps.review().getByRole('heading')).toBeFocused();
  }
  await steps.review().getByRole('button', { name: 'Back' }).click();
  await expect(steps.review()).toBeHidden();
  expect(sent).toHaveLength(0);

  await steps.value().fill('trace');
  await steps.saveChanges();
  await expect(steps.toast('Saved env:LEVEL')).toBeVisible();
  expect(await sandbox.variable(variables, 'env:LEVEL')).toMatchObject({ value: 'trace' });
  expect(sent).toHaveLength(1);
});

test('a change that is taken back is no change', async ({ sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'env:LEVEL', value: 'info' });
  await steps.signIn({ at: `${variables}/env:LEVEL` });
  await steps.value().fill('debug');
  await expect(steps.save()).toBeEnabled();
  await steps.value().fill('info');
  await expect(steps.save()).toBeDisabled();
});

test('a switch alone is sent alone', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'env:LEVEL', value: 'info' });
  await steps.signIn({ at: `${variables}/env:LEVEL` });
  await steps.flag('Visible during build').click();
  const patch = page.waitForRequest((request) => request.method() === 'PATCH');
  await steps.saveChanges();
  expect((await patch).postDataJSON()).toEqual({ visible_build: false });
  await expect(steps.toast('Saved env:LEVEL')).toBeVisible();
});

test('deleting says what is lost and asks for the name', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'env:OLD', value: 'x' });
  await steps.signIn({ at: `${variables}/env:OLD` });
  await (await steps.more('Delete variable')).click();
  await expect(steps.heading('Delete env:OLD')).toBeVisible();
  const confirm = steps.button('Delete variable');
  await expect(confirm).toBeDisabled();
  await steps.field('Type env:OLD to confirm').fill('env:OLDER');
  await expect(confirm).toBeDisabled();
  await steps.field('Type env:OLD to confirm').fill('env:OLD');
  await confirm.click();
  await expect(steps.toast('Deleted env:OLD')).toBeVisible();
  await steps.expectAt(variables);
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
  await expect(steps.row('env:OLD')).toHaveCount(0);
  expect(await sandbox.variable(variables, 'env:OLD')).toBeUndefined();
});

test('a JSON value is checked before it is sent', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: `${variables}/new` });
  const sent = writes(page);
  await steps.field('Name').fill('features');
  await steps.value().fill('{"beta": tru}');
  await steps.flag('JSON value').click();
  await steps.button('Add variable').click();
  await expect(steps.value()).toHaveAttribute('aria-invalid', 'true');
  await expect(steps.value()).toHaveAccessibleDescription(/Not valid JSON/);
  expect(sent).toHaveLength(0);

  await steps.value().fill('{"beta": true}');
  await steps.button('Add variable').click();
  await expect(steps.toast('Added features')).toBeVisible();
  expect(await sandbox.variable(variables, 'features')).toMatchObject({ value: '{"beta": true}', is_json: true });
});

test('a sensitive value is never shown again', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: `${variables}/new` });
  await steps.field('Name').fill('env:SECRET');
  await steps.flag('Sensitive').click();
  await steps.value().fill('correct horse');
  await steps.button('Add variable').click();
  await expect(steps.toast('Added env:SECRET')).toBeVisible();
  await expect(steps.row('env:SECRET')).toContainText('Set, can’t be read back');
  await expect(page.getByText('correct horse')).toHaveCount(0);

  await steps.row('env:SECRET').getByRole('link').first().click();
  await expect(steps.heading('env:SECRET')).toBeVisible();
  await expect(steps.value()).toHaveValue('');
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain('correct horse');

  await steps.value().fill('battery staple');
  const patch = page.waitForRequest((request) => request.method() === 'PATCH');
  await steps.saveChanges();
  expect((await patch).postDataJSON()).toEqual({ value: 'battery staple' });
  await expect(steps.toast('Saved env:SECRET')).toBeVisible();
  expect(await sandbox.variable(variables, 'env:SECRET')).toMatchObject({ is_sensitive: true });
});

test('what the server says of a field stands at the field', async ({ sandbox, steps, watch }) => {
  watch.allowStatus(400, 409, 422);
  await sandbox.addVariable(variables, { name: 'env:TAKEN', value: 'x' });
  await steps.signIn({ at: `${variables}/new` });
  await steps.field('Name').fill('env:TAKEN');
  await steps.value().fill('mine');
  await steps.button('Add variable').click();
  await expect(steps.field('Name')).toHaveAttribute('aria-invalid', 'true');
  await expect(steps.field('Name')).toHaveAccessibleDescription(/already/i);
  await expect(steps.field('Name')).toBeFocused();
  await expect(steps.value()).toHaveValue('mine');

  await steps.field('Name').fill('env:FREE');
  await expect(steps.field('Name')).not.toHaveAttribute('aria-invalid', 'true');
  await steps.button('Add variable').click();
  await expect(steps.toast('Added env:FREE')).toBeVisible();
});

test('several errors of the server stand each at its field, the rest on the form', async ({
  page,
  sandbox,
  steps,
  watch,
}) => {
  watch.allowStatus(422);
  await sandbox.fault('add-a-project-variable', {
    status: 422,
    body: {
      message: 'Two things are wrong.',
      detail: { name: ['This name is reserved.'], value: 'This value is too clever.', elsewhere: 'The moon is full.' },
    },
    times: 1,
  });
  await steps.signIn({ at: `${variables}/new` });
  await steps.field('Name').fill('env:A');
  await steps.value().fill('b');
  await steps.button('Add variable').click();
  await expect(steps.field('Name')).toHaveAccessibleDescription(/This name is reserved\./);
  await expect(steps.value()).toHaveAccessibleDescription(/This value is too clever\./);
  await expect(page.getByRole('main')).toContainText('The moon is full.');
  await expect(steps.field('Name')).toBeFocused();
});

test('a double click sends once', async ({ page, sandbox, steps }) => {
  await sandbox.fault('add-a-project-variable', { delayMs: 1500, times: 1 });
  await steps.signIn({ at: `${variables}/new` });
  const sent = writes(page);
  await steps.field('Name').fill('env:ONCE');
  await steps.value().fill('1');
  await steps.button('Add variable').dblclick();
  const busy = steps.button('Adding…');
  await expect(busy).toHaveAttribute('aria-busy', 'true');
  await busy.click({ force: true });
  await steps.field('Name').press('Enter');
  await expect(steps.toast('Added env:ONCE')).toBeVisible();
  expect(sent).toHaveLength(1);
});

test('what is missing is said before anything is sent, and the first is focused', async ({ page, steps }) => {
  await steps.signIn({ at: `${variables}/new` });
  const sent = writes(page);
  await steps.button('Add variable').click();
  await expect(steps.field('Name')).toHaveAttribute('aria-required', 'true');
  await expect(steps.field('Name')).toHaveAttribute('aria-invalid', 'true');
  // An empty value is one.
  await expect(steps.value()).not.toHaveAttribute('aria-invalid', 'true');
  await expect(steps.field('Name')).toBeFocused();

  await steps.field('Name').fill('has space');
  await steps.value().fill('x');
  await steps.button('Add variable').click();
  await expect(steps.field('Name')).toHaveAccessibleDescription(/letters, digits/);
  expect(sent).toHaveLength(0);
});

test('one click is enough, whatever the field that is left has to say', async ({ steps }) => {
  await steps.signIn({ at: `${demo.project.path}/variables/new` });
  await steps.value().fill('x');
  await steps.field('Name').fill('not a name');
  await steps.button('Add variable').click();
  await expect(steps.alert('Fix the highlighted field')).toBeVisible();
});

test('what is wrong is in sight with the buttons and the field, whatever the window', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.project.path}/variables/new` });
  for (const size of [{ width: 1440, height: 900 }, { width: 360, height: 780 }]) {
    await page.setViewportSize(size);
    await steps.button('Add variable').click();
    await expect(steps.field('Name')).toBeFocused();
    for (const part of [steps.field('Name'), steps.alert('Fix the highlighted field'), steps.button('Add variable')]) {
      await expect(part).toBeInViewport({ ratio: 1 });
    }
  }
});

test.describe('unsaved changes', () => {
  test('a link asks first; staying keeps what was typed, leaving drops it', async ({ page, steps }) => {
    await steps.signIn({ at: variables });
    await page.getByRole('main').getByRole('link', { name: 'Add variable' }).first().click();
    await steps.field('Name').fill('env:DRAFT');
    await steps.crumb(demo.project.title).click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await expect(question).toBeHidden();
    await steps.expectAt(`${variables}/new`);
    await expect(steps.field('Name')).toHaveValue('env:DRAFT');

    await steps.crumb(demo.project.title).click();
    await question.getByRole('button', { name: 'Discard changes' }).click();
    await steps.expectAt(demo.project.path);
  });

  test('Back asks first', async ({ page, steps }) => {
    await steps.signIn({ at: variables });
    await page.getByRole('main').getByRole('link', { name: 'Add variable' }).first().click();
    await steps.field('Name').fill('env:DRAFT');
    await page.evaluate(() => history.back());
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await steps.expectAt(`${variables}/new`);
    await expect(steps.field('Name')).toHaveValue('env:DRAFT');

    await page.evaluate(() => history.back());
    await question.getByRole('button', { name: 'Discard changes' }).click();
    await steps.expectAt(variables);
    await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
  });

  test('signing out asks first', async ({ page, steps }) => {
    await steps.signIn({ at: `${variables}/new` });
    await steps.field('Name').fill('env:DRAFT');
    await steps.signOut();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await steps.expectAt(`${variables}/new`);
    await expect(steps.field('Name')).toHaveValue('env:DRAFT');

    await steps.signOut();
    await question.getByRole('button', { name: 'Sign out' }).click();
    await expect(steps.heading('Sign in')).toBeVisible();
  });

  test('closing the tab asks first', async ({ page, steps }) => {
    await steps.signIn({ at: `${variables}/new` });
    await steps.field('Name').pressSequentially('env:DRAFT');
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await expect(steps.field('Name')).toHaveValue('env:DRAFT');
  });

  test('survive a reload: they are offered, and can be taken up or discarded', async ({ page, steps }) => {
    page.on('dialog', (dialog) => dialog.accept());
    await steps.signIn({ at: `${variables}/new` });
    await steps.field('Name').fill('env:DRAFT');
    await steps.flag('Sensitive').click();
    await steps.value().fill('correct horse');
    const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    await expect.poll(kept).toContain('env:DRAFT');
    await page.reload();
    const offer = page.getByRole('status').filter({ hasText: 'You have unsaved changes' });
    await expect(offer).toContainText('Secrets aren’t kept');
    await expect(steps.field('Name')).toHaveValue('');
    expect(await kept()).not.toContain('correct horse');
    await offer.getByRole('button', { name: 'Restore' }).click();
    await expect(steps.field('Name')).toHaveValue('env:DRAFT');
    await expect(steps.flag('Sensitive')).toBeChecked();
    await expect(steps.value()).toHaveValue('');

    await page.reload();
    await offer.getByRole('button', { name: 'Discard' }).click();
    await expect(offer).toBeHidden();
    await page.reload();
    await expect(steps.field('Name')).toHaveValue('');
    await expect(offer).toBeHidden();
  });

  test('nothing is asked when nothing changed, or after saving', async ({ page, sandbox, steps }) => {
    await sandbox.addVariable(variables, { name: 'env:LEVEL', value: 'info' });
    await steps.signIn({ at: variables });
    await steps.row('env:LEVEL').getByRole('link').first().click();
    await steps.value().fill('debug');
    await steps.value().fill('info');
    await steps.crumb(demo.project.title).click();
    await steps.expectAt(demo.project.path);

    await page.goBack();
    await steps.value().fill('debug');
    await steps.saveChanges();
    await expect(steps.toast('Saved env:LEVEL')).toBeVisible();
    await steps.tab('Activity').click();
    await steps.expectAt(`${demo.project.path}/activity`);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});

test.describe('of an environment', () => {
  const ofStaging = `${demo.staging.path}/variables`;

  test('one is added, changed and deleted', async ({ page, sandbox, steps }) => {
    await steps.signIn({ at: demo.staging.path });
    await page.getByRole('navigation', { name: 'Environment' }).getByRole('link', { name: 'Variables' }).click();
    await steps.expectAt(ofStaging);
    await page.getByRole('main').getByRole('link', { name: 'Add variable' }).first().click();
    await steps.field('Name').fill('env:HERE');
    await steps.value().fill('1');
    await steps.flag('Inherited by children').click();
    const post = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith(`/api${ofStaging}`));
    await steps.button('Add variable').click();
    expect((await post).postDataJSON()).toMatchObject({ name: 'env:HERE', value: '1', is_inheritable: false });
    await expect(steps.toast('Added env:HERE')).toBeVisible();

    await steps.row('env:HERE').getByRole('link').first().click();
    await steps.flag('Enabled').click();
    const patch = page.waitForRequest((request) => request.method() === 'PATCH');
    await steps.saveChanges();
    expect((await patch).postDataJSON()).toEqual({ is_enabled: false });
    await expect(steps.toast('Saved env:HERE')).toBeVisible();
    expect(await sandbox.variable(ofStaging, 'env:HERE')).toMatchObject({ is_enabled: false, is_inheritable: false });

    await steps.open(`${ofStaging}/env:HERE/delete`);
    await steps.field('Type env:HERE to confirm').fill('env:HERE');
    await steps.button('Delete variable').click();
    await expect(steps.toast('Deleted env:HERE')).toBeVisible();
    expect(await sandbox.variable(ofStaging, 'env:HERE')).toBeUndefined();
  });

  test('an inherited one says where from, and is overridden rather than edited', async ({ page, sandbox, steps }) => {
    await sandbox.addVariable(`${demo.main.path}/variables`, { name: 'env:SHARED', value: 'of main' });
    await steps.signIn({ at: ofStaging });
    const row = page.getByRole('row').filter({ hasText: 'env:SHARED' });
    await expect(row).toContainText(/from main/i);
    await row.getByRole('link').first().click();
    await expect(page.getByRole('main')).toContainText('Inherited from main');
    await expect(steps.fact('Value')).toHaveText('of main');
    await expect(steps.save()).toHaveCount(0);
    await page.getByRole('main').getByRole('link', { name: 'Override here' }).click();
    await expect(steps.heading('Add variable')).toBeVisible();
    await expect(steps.field('Name')).toHaveValue('env:SHARED');
    await steps.value().fill('of staging');
    await steps.button('Add variable').click();
    await expect(steps.toast('Added env:SHARED')).toBeVisible();
    expect(await sandbox.variable(ofStaging, 'env:SHARED')).toMatchObject({ value: 'of staging', inherited: false });
    expect(await sandbox.variable(`${demo.main.path}/variables`, 'env:SHARED')).toMatchObject({ value: 'of main' });
  });

  test('the project’s are in the list, and lead to an override or to where they are set', async ({ page, steps }) => {
    await steps.signIn({ at: ofStaging });
    await expect(steps.row('env:TZ')).toContainText('From project');
    await expect(steps.row('env:LOG_LEVEL')).toContainText('Set here');
    await expect(steps.row('env:LOG_LEVEL')).toContainText('Overrides main');
    await steps.row('env:TZ').getByRole('link').first().click();
    await steps.expectAt(`${ofStaging}/env%3ATZ`);
    await page.reload();
    await expect(page.getByRole('main')).toContainText('Inherited from the project');
    await expect(steps.fact('Value')).toHaveText('Europe/London');
    await page.getByRole('main').getByRole('link', { name: 'Open on the project' }).click();
    await steps.expectAt(`${variables}/env%3ATZ`);
  });

  test('what a value hides is shown below it', async ({ page, sandbox, steps }) => {
    await sandbox.addVariable(variables, { name: 'env:LOG_LEVEL', value: 'info' });
    await steps.signIn({ at: `${ofStaging}/env:LOG_LEVEL` });
    const hidden = page.getByRole('list', { name: 'Overridden values' }).getByRole('listitem');
    await expect(hidden).toHaveText([/From main.*warn/, /From project.*info/]);
    await steps.value().fill('trace');
    await steps.saveChanges();
    await expect(steps.toast('Saved env:LOG_LEVEL')).toBeVisible();
    await steps.open(`${ofStaging}/env:LOG_LEVEL`);
    await hidden.first().getByRole('link').click();
    await steps.expectAt(`${demo.main.path}/variables/env%3ALOG_LEVEL`);
  });

  test('who may only look cannot override', async ({ steps }) => {
    await steps.signIn({ at: `${ofStaging}/env:TZ`, token: demo.viewer.token });
    await expect(steps.button('Override here')).toBeDisabled();
    await expect(steps.button('Override here')).toHaveAccessibleDescription(/can’t manage variables/);
  });

  test('the list stands without the project’s', async ({ page, sandbox, steps, watch }) => {
    watch.allowStatus(404);
    await sandbox.fault('get-list-of-project-variables', { status: 404, body: {} });
    await steps.signIn({ at: ofStaging });
    await expect(steps.row('env:LOG_LEVEL')).toBeVisible();
    await expect(page.getByRole('main')).toContainText('may be out of date');
    await expect(steps.row('env:TZ')).toHaveCount(0);
  });
});
