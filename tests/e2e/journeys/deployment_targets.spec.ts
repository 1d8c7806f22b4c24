import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const targets = `${demo.project.path}/deployment-targets`;

test('from the list to a target: its fields in words', async ({ steps }) => {
  await steps.signIn({ at: demo.project.path });
  await steps.tab('Deployment targets').click();
  await expect(steps.row('local')).toContainText('Local');
  await expect(steps.row('black-friday-cluster')).toContainText('Dedicated');
  await steps.row('black-friday-cluster').getByRole('link').first().click();
  await expect(steps.heading('black-friday-cluster')).toBeVisible();
  await expect(steps.fact('Enforced mounts')).toContainText('/var/uploads');
  await expect(steps.fact('Maintenance')).toHaveText('No');
});

test('a target is added with its machines, changed and deleted', async ({ page, steps }) => {
  await steps.signIn({ at: targets });
  await page.getByRole('main').getByRole('link', { name: 'Add deployment target' }).click();
  await page.getByRole('radio', { name: /Foundation/ }).check();
  await steps.field('Name').fill('night-grid');
  await page.getByRole('button', { name: 'Add to Hosts' }).click();
  const host = page.getByRole('group', { name: 'Host 1' });
  await host.getByRole('textbox', { name: 'ID' }).fill('i-0a1');
  await host.getByRole('combobox', { name: 'Type' }).selectOption('Satellite');
  await host.getByRole('button', { name: 'Add to Services' }).click();
  await host.getByRole('textbox', { name: 'Services, entry 1' }).fill('cache');
  await steps.button('Add deployment target').click();
  await expect(steps.toast('Added night-grid')).toBeVisible();
  await expect(steps.heading('night-grid')).toBeVisible();
  const machine = page.getByRole('table', { name: 'Machines' }).getByRole('row').filter({ hasText: 'i-0a1' });
  await expect(machine).toContainText('Satellite');
  await expect(machine).toContainText('cache');

  await page.getByRole('main').getByRole('link', { name: 'Edit deployment target' }).click();
  await steps.field('Name').fill('dusk-grid');
  const patch = page.waitForRequest((request) => request.method() === 'PATCH');
  await steps.saveChanges();
  expect((await patch).postDataJSON()).toEqual({ type: 'foundation', name: 'dusk-grid' });
  await expect(steps.heading('dusk-grid')).toBeVisible();

  await (await steps.more('Delete')).click();
  await expect(steps.heading('Delete dusk-grid')).toBeVisible();
  await steps.field('Type dusk-grid to confirm').fill('dusk-grid');
  await steps.button('Delete deployment target').click();
  await expect(steps.toast('Deleted dusk-grid')).toBeVisible();
  await steps.expectAt(targets);
  await expect(steps.row('local')).toContainText('Local');
  await expect(steps.row('dusk-grid')).toHaveCount(0);
});

test('a second local target and a name that is taken are refused at their fields', async ({ page, steps, watch }) => {
  watch.allowStatus(409);
  await steps.signIn({ at: `${targets}/new` });
  await page.getByRole('radio', { name: /Local/ }).check();
  await steps.field('Name').fill('black-friday-cluster');
  await steps.button('Add deployment target').click();
  const kinds = page.getByRole('group', { name: /^Kind of target/ });
  await expect(kinds).toHaveAccessibleDescription(/already has a local target/);
  await page.getByRole('radio', { name: /Kubernetes/ }).check();
  await steps.button('Add deployment target').click();
  await expect(steps.field('Name')).toHaveAttribute('aria-invalid', 'true');
  await expect(steps.field('Name')).toHaveAccessibleDescription(/already has a deployment target named black-friday-cluster/);
});

test('the local target keeps its name and stays', async ({ page, steps, watch }) => {
  watch.allowStatus(400, 422);
  await steps.signIn({ at: `${targets}/local` });
  await expect(steps.heading('local')).toBeVisible();
  const remove = await steps.more('Delete');
  await expect(remove).toBeDisabled();
  await expect(remove).toContainText(/environments run on it/);
  await page.keyboard.press('Escape');
  await page.getByRole('main').getByRole('link', { name: 'Edit deployment target' }).click();
  await steps.field('Name').fill('elsewhere');
  await steps.saveChanges();
  await expect(steps.field('Name')).toHaveAccessibleDescription(/keeps its name/);

  await steps.signIn({ at: `${targets}/local/delete` });
  await page.reload();
  await expect(steps.button('Delete deployment target')).toBeDisabled();
  await expect(steps.button('Delete deployment target')).toHaveAccessibleDescription(/environments run on it/);
});

test('a viewer sees who can let them see the targets', async ({ page, steps, watch }) => {
  watch.allowStatus(403);
  await steps.signIn({ at: targets, token: demo.viewer.token });
  await expect(page.getByRole('main')).toContainText('You need the admin role on this project');
});

test('strange answers are shown as they are', async ({ page, sandbox, steps }) => {
  await sandbox.fault('get-project-deployment-target-info', {
    body: [
      { id: 'm', type: 'moonbase', name: '<i>tilt</i>', hosts: [{ type: 'core' }, { type: 'core' }, 'x', null] },
      { id: 'n', type: ['local'], name: null, hosts: 'many' },
      null,
    ],
  });
  await sandbox.fault('get-a-single-project-deployment-target', {
    status: 200,
    body: { id: 'm', type: 'dedicated', name: '<i>tilt</i>', enforced_mounts: 7, hosts: [{ id: 4, type: null, services: 'all' }] },
  });
  await steps.signIn({ at: targets });
  await expect(steps.row('<i>tilt</i>')).toContainText('moonbase');
  await expect(steps.row('n')).toContainText('None listed');
  await steps.row('<i>tilt</i>').getByRole('link').first().click();
  await expect(steps.heading('<i>tilt</i>')).toBeVisible();
  await expect(steps.fact('Enforced mounts')).toHaveText('7');
  await expect(page.getByRole('table', { name: 'Machines' })).toContainText('Unknown');
});

test('a list that fails can be asked for again', async ({ sandbox, steps, watch }) => {
  watch.allowStatus(500);
  await sandbox.fault('get-project-deployment-target-info', {
    status: 500,
    body: '<html><h1>oops</h1></html>',
    contentType: 'text/html',
  });
  await steps.hurry();
  await steps.signIn({ at: targets });
  await expect(steps.button('Try again')).toBeVisible();
  await sandbox.clearFaults();
  await steps.button('Try again').click();
  await expect(steps.row('local')).toBeVisible();
});
