// Who may do what in projects: granted, changed and taken back at either end, and why somebody may do what they may.
import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const access = `${demo.project.path}/access`;
const group = (name: string) => ({ name, exact: true });

test('access that is changed at the project is changed at the person', async ({ page, sandbox, steps }) => {
  const user = await sandbox.userOf(demo.granted.email);
  await steps.signIn({ at: access });
  await steps.row(demo.granted.name).getByRole('link', { name: demo.granted.name, exact: true }).click();
  await expect(page.getByRole('main').getByRole('heading', { name: 'Production: Viewer' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: demo.staging.title })).toBeVisible();

  await page.getByRole('main').getByRole('link', { name: 'Edit access' }).click();
  await page.getByRole('group', group('Staging')).getByRole('radio', { name: 'Admin' }).check();
  await expect(page.getByRole('main').getByText('the higher role counts')).toBeVisible();
  await steps.button('Save access').click();
  await expect(steps.review()).toContainText(`${demo.granted.name} gains: admin on staging, instead of viewer.`);
  await steps.confirm().click();
  await expect(steps.toast(/^Saved access for/)).toBeVisible();
  await expect(page.getByRole('main').getByRole('heading', { name: 'Staging: Admin' })).toBeVisible();

  await steps.open(`${demo.organization.path}/members/${user}/projects`);
  await expect(steps.row(demo.project.title).getByRole('cell', { name: 'Admin' })).toBeVisible();
  await steps.row(demo.project.title).getByRole('link', { name: demo.project.title, exact: true }).click();
  await page.getByRole('main').getByRole('button', { name: 'More access actions' }).click();
  await page.getByRole('menuitem', { name: 'Remove access' }).click();
  await expect(page.getByRole('main').getByText(/loses: viewer on production; admin on staging/)).toBeVisible();
  await steps.button('Remove access').click();
  await expect(steps.toast(/^Removed access for/)).toBeVisible();
  await steps.open(access);
  await expect(steps.row(demo.granted.name)).toHaveCount(0);
});

test('a project admin needs no roles by type', async ({ page, sandbox, steps }) => {
  const user = await sandbox.userOf(demo.granted.email);
  await steps.signIn({ at: `${access}/${user}/edit` });
  await page.getByRole('group', group('Project')).getByRole('radio', { name: 'Admin' }).check();
  await expect(page.getByRole('group', group('Staging'))).toHaveCount(0);
  await expect(page.getByRole('main').getByText('A project admin is admin of every environment.')).toBeVisible();
  await steps.button('Save access').click();
  await expect(steps.review()).toContainText('gains: managing the project and its access');
});

test('several people are given the same at once', async ({ page, steps }) => {
  await steps.signIn({ at: `${access}/new` });
  const people = page.getByRole('main').getByRole('combobox', { name: 'Person' });
  await people.first().fill(demo.member.email);
  await page.getByRole('main').getByRole('button', { name: /^Add .*People/ }).click();
  await expect(people).toHaveCount(2);
  await people.last().fill(demo.otherMember.email);
  await page.getByRole('group', group('Development')).getByRole('radio', { name: 'Contributor' }).check();
  await steps.button('Add people').click();
  await expect(steps.toast('Gave access to 2 people')).toBeVisible();
  for (const { name } of [demo.member, demo.otherMember]) {
    await expect(steps.row(name).getByRole('cell', { name: 'Contributor' })).toBeVisible();
  }
});

test('who is invited twice is told of it, and an invitation is sent again and cancelled', async ({ page, steps, watch }) => {
  watch.allowStatus(409);
  const email = 'lena.marsh@studio.example';
  const invite = async () => {
    await steps.field('Email address').fill(email);
    await steps.button('Send invitation').click();
  };
  await steps.signIn({ at: `${access}/invitations/new` });
  await expect(page.getByRole('main').getByText(/^Price: |isn’t available/)).toBeVisible();
  await invite();
  await expect(steps.toast(`Invited ${email}`)).toBeVisible();

  await steps.open(`${access}/invitations/new`);
  await invite();
  await expect(page.getByRole('main').getByText('This conflicts with the current state')).toBeVisible();

  await steps.open(`${access}/invitations`);
  await steps.row(email).getByRole('link', { name: email, exact: true }).click();
  await page.getByRole('main').getByRole('link', { name: 'Resend invitation' }).click();
  await expect(steps.field('Email address')).toHaveValue(email);
  await steps.button('Resend invitation').click();
  await expect(steps.toast(`Invited ${email}`)).toBeVisible();

  await steps.row(email).getByRole('link', { name: email, exact: true }).click();
  await page.getByRole('main').getByRole('button', { name: 'More invitation actions' }).click();
  await page.getByRole('menuitem', { name: 'Cancel invitation' }).click();
  await steps.button('Cancel invitation').click();
  await expect(steps.toast(/^Cancelled the invitation/)).toBeVisible();
  await expect(steps.row(email)).toHaveCount(0);
});

test('the deprecated lists say so and lead to what replaces them', async ({ page, sandbox, steps }) => {
  const user = await sandbox.userOf(demo.granted.email);
  for (const path of [`${demo.project.path}/access-list`, `${demo.project.path}/access-list/${user}/edit`]) {
    await steps.signIn({ at: path });
    await expect(page.getByRole('main').getByText('Deprecated by the API')).toBeVisible();
  }
  await expect(steps.heading(`Edit entry for ${demo.granted.name}`)).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Go to Access' }).click();
  await steps.expectAt(access);
});

test('every grant behind a role is shown and leads to where it is taken back', async ({ page, steps }) => {
  await steps.signIn({ at: `${access}/who?q=${encodeURIComponent(demo.granted.name)}` });
  const row = page.getByRole('row').filter({ hasText: demo.granted.name });
  await expect(row.getByRole('link', { name: 'Project access (Project: viewer)' })).toBeVisible();
  await row.getByRole('link', { name: 'Project access (Project: viewer)' }).click();
  await expect(steps.heading(demo.granted.name)).toBeVisible();
});

test('who can do something and what somebody can do have addresses', async ({ page, sandbox, steps }) => {
  const user = await sandbox.userOf(demo.granted.email);
  await steps.signIn({ at: `${demo.organization.path}/access` });
  const matrix = page.getByRole('table', { name: 'Access of people to projects' });
  await matrix.getByRole('link', { name: demo.granted.name }).click();
  await steps.expectAt(`${demo.organization.path}/access?person=${user}`);
  await expect(steps.row(demo.project.title)).toContainText('Project access (Project: viewer)');

  await steps.open(`${demo.organization.path}/access?project=${demo.project.id}&type=production&role=admin`);
  await expect(page.getByRole('table', { name: 'People' })).toContainText('Organization owner');
  await expect(page.getByRole('row').filter({ hasText: demo.granted.name })).toHaveCount(0);
});

test('what cannot be read is unknown, and no file is written from it', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(403);
  await sandbox.fault('list-organization-members', { status: 403, body: {} });
  await steps.signIn({ at: `${access}/who` });
  await expect(page.getByRole('main').getByText('Some grants couldn’t be read')).toBeVisible();
  const save = page.getByRole('main').getByRole('button', { name: 'Export all as CSV' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  const cells = page.getByRole('table', { name: 'People' }).getByRole('cell', { name: 'No', exact: true });
  await expect(cells).toHaveCount(0);
});

test('a review freezes all grants, waits through a reload, and revokes what is unchanged', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(404);
  const user = await sandbox.userOf(demo.granted.email);
  await steps.signIn({ at: `${demo.organization.path}/access/review` });
  await steps.button('Start review').click();
  const decision = page.getByRole('combobox', { name: `Decision on ${demo.granted.name}, ${demo.project.title}` });
  await decision.selectOption('Revoke');
  const note = page.getByRole('textbox', { name: `Note on ${demo.granted.name}, ${demo.project.title}` });
  // A reload doesn't wait until the field is left.
  await note.fill('Moved to another team');
  await page.reload();
  await expect(decision).toHaveValue('revoke');
  await expect(note).toHaveValue('Moved to another team');

  await steps.button('Check and revoke 1 grant').click();
  const dialog = page.getByRole('dialog', { name: 'Revoke grants?' });
  await expect(dialog.getByText('Unchanged')).toBeVisible();
  await dialog.getByRole('button', { name: 'Revoke what is unchanged' }).click();
  await expect(dialog.getByText('Revoked', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await expect(page.getByRole('row').filter({ has: decision }).getByText('Revoked')).toBeVisible();
  await steps.open(`${access}/${user}`);
  await expect(page.getByRole('main').getByText(/not found/)).toBeVisible();
});

test('a review records what couldn’t be revoked, and lets it be tried again', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(500);
  await sandbox.fault('remove-user-access-for-a-project', { status: 500, body: {} });
  await steps.signIn({ at: `${demo.organization.path}/access/review` });
  await steps.button('Start review').click();
  const decision = page.getByRole('combobox', { name: `Decision on ${demo.granted.name}, ${demo.project.title}` });
  await decision.selectOption('Revoke');
  await steps.button('Check and revoke 1 grant').click();
  const dialog = page.getByRole('dialog', { name: 'Revoke grants?' });
  await dialog.getByRole('button', { name: 'Revoke what is unchanged' }).click();
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await expect(page.getByRole('row').filter({ has: decision }).getByText(/^Failed: /)).toBeVisible();
  await expect(steps.button('Check and revoke 1 grant')).toBeEnabled();
});

test('a review lists invitations to the organization, and says where the browser doesn’t keep it', async ({ page, sandbox, steps }) => {
  const email = 'new.admin@studio.example';
  await sandbox.add(`${demo.organization.path}/invitations`, { email, permissions: ['admin'], force: true });
  await page.addInitScript(() => {
    const keep = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key.startsWith('wheelhouse.access-review')) throw new DOMException('full', 'QuotaExceededError');
      keep.call(this, key, value);
    };
  });
  await steps.signIn({ at: `${demo.organization.path}/access/review` });
  await steps.button('Start review').click();
  await expect(page.getByRole('main').getByText('This browser doesn’t keep the review')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: email })).toContainText('Pending organization invitation');
});

test('an invitation that ran out opens as it is, and is sent again to the same address', async ({ page, steps }) => {
  const email = 'caspar.lund@studio.example';
  await steps.signIn({ at: `${access}/invitations?state=error` });
  await steps.row(email).getByRole('link', { name: email }).click();
  await expect(page.getByRole('main').getByRole('heading', { name: email })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Resend invitation' }).click();
  await expect(page.getByRole('textbox', { name: 'Email address' })).toHaveValue(email);
});

test('whoever may not change access is told who can', async ({ page, steps }) => {
  await steps.signIn({ at: access, token: demo.viewer.token });
  const add = page.getByRole('main').getByRole('button', { name: 'Add people' });
  await expect(add).toHaveAttribute('aria-disabled', 'true');
  await expect(add).toHaveAccessibleDescription(/A project admin can grant it/);
});
