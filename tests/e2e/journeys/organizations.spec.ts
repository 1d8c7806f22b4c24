// Organizations, who belongs to them, and what teams open.
import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const { organization } = demo;
const invitations = `${organization.path}/invitations`;
const members = `${organization.path}/members`;
const teams = `${organization.path}/teams`;

test('an organization is created, changed, and deleted while it has no projects', async ({ page, steps }) => {
  await steps.signIn({ at: '/organizations' });
  await page.getByRole('main').getByRole('link', { name: 'New organization' }).click();
  await steps.field('Label').fill('Harbor Light');
  await steps.field('Name').fill('harbor-light');
  await steps.button('Create organization').click();
  await expect(steps.toast('Created Harbor Light')).toBeVisible();
  await expect(steps.fact('Short name')).toHaveText('harbor-light');
  await expect(steps.fact('Owner')).toHaveText('Niamh Okonjo-Byrne');
  await expect(steps.fact('Projects')).toHaveText('0');

  const tabs = page.getByRole('navigation', { name: 'Organization' });
  await tabs.getByRole('link', { name: 'Settings' }).click();
  await steps.field('Label').fill('Harbor Lights');
  await steps.saveChanges();
  await expect(steps.toast('Saved the organization’s settings')).toBeVisible();
  await expect(page.getByRole('main').getByText('Harbor Lights').first()).toBeVisible();

  await tabs.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Delete organization' }).click();
  await expect(steps.fact('Projects')).toHaveText('None');
  await expect(steps.fact('Members')).toContainText('Niamh Okonjo-Byrne');
  await steps.field('Type Harbor Lights to confirm').fill('Harbor Lights');
  await steps.button('Delete organization').click();
  await expect(steps.toast('Deleted Harbor Lights')).toBeVisible();
  await expect(steps.row('Harbor Lights')).toHaveCount(0);
});

test('an organization with projects is not deleted, and what would go is counted', async ({ steps }) => {
  await steps.signIn({ at: `${organization.path}/delete` });
  await expect(steps.fact('Teams')).toContainText(demo.team.label);
  await expect(steps.fact('Pending invitations')).toContainText(demo.invited.email);
  await expect(steps.button('Delete organization')).toBeDisabled();
  await expect(steps.button('Delete organization')).toHaveAccessibleDescription(/still has .* projects/);
});

test('pasted addresses are told apart, and each is sent by itself', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(500);
  await steps.signIn({ at: organization.path });
  await page.getByRole('navigation', { name: 'Organization' }).getByRole('link', { name: 'Invitations' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Invite people' }).first().click();
  await steps
    .field('Email addresses')
    .fill(`"Quill, Ana" <ana@studio.example>; ben@studio.example\n${demo.member.email}, ${demo.invited.email}, nobody, BEN@studio.example`);
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect(row('ana@studio.example')).toContainText('New: gets an invitation');
  await expect(row('ana@studio.example')).toContainText('Quill, Ana');
  await expect(row(demo.member.email)).toContainText('Already a member');
  await expect(row(demo.invited.email)).toContainText('Pending: invited before');
  await expect(row('nobody')).toContainText('Not an email address');
  await expect(page.getByRole('row', { name: /^BEN@studio.example Duplicate/ })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Manage plans' }).check();
  await expect(page.getByText('They can: Manage plans.')).toBeVisible();
  await expect(page.getByText(/^Price: not known/)).toBeVisible();

  await page.getByRole('checkbox', { name: `Send ${demo.invited.email} another invitation` }).check();
  await sandbox.fault('invite-user-to-an-organization-by-email', { status: 500, body: 'no', times: 1 });
  await steps.button('Send 3 invitations').click();
  await expect(page.getByText('2 sent, 1 failed.')).toBeVisible();
  await expect(steps.field('Email addresses')).toHaveValue(/Quill/);
  await steps.button('Retry the failed one').click();
  await expect(page.getByText('3 sent.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'All invitations' }).click();
  await expect(steps.row('ana@studio.example')).toContainText('Manage plans');
  await expect(steps.row('ben@studio.example')).toContainText('Pending');
  await expect(steps.row(demo.invited.email)).toHaveCount(1);
});

test('an invitation is cancelled, and found by its state', async ({ page, steps }) => {
  await steps.signIn({ at: invitations });
  await steps.row(demo.invited.email).getByRole('link').first().click();
  await page.getByRole('main').getByRole('link', { name: 'Cancel invitation' }).click();
  await steps.button('Cancel invitation').click();
  await expect(steps.toast(`Cancelled the invitation to ${demo.invited.email}`)).toBeVisible();
  await expect(steps.row(demo.invited.email)).toHaveCount(0);
  await steps.open(`${invitations}?state=cancelled`);
  await expect(steps.row(demo.invited.email)).toContainText('Cancelled');
});

test('a member is found by address, gets permissions, and loses them all', async ({ page, steps, watch }) => {
  watch.allowStatus(404);
  await steps.signIn({ at: members });
  await page.getByRole('main').getByRole('link', { name: 'Add member' }).click();
  const person = page.getByRole('combobox', { name: 'Person' });
  await person.fill('nobody@studio.example');
  await person.blur();
  await expect(person).toHaveAccessibleDescription(/No account with this email address/);
  await expect(person).toHaveValue('nobody@studio.example');
  await person.fill(demo.stranger.email);
  await person.blur();
  await expect(person).toHaveValue(`${demo.stranger.name} · ${demo.stranger.email}`);
  await page.getByRole('checkbox', { name: 'Manage members and teams' }).check();
  await steps.button('Add member').click();
  await expect(steps.toast('Added the member')).toBeVisible();
  await expect(steps.heading(demo.stranger.name)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Permissions' })).toContainText('Manage members and teams');

  await page.getByRole('main').getByRole('link', { name: 'Change permissions' }).click();
  await page.getByRole('checkbox', { name: 'Manage members and teams' }).uncheck();
  await steps.saveChanges();
  await expect(steps.toast('Saved the permissions')).toBeVisible();
  await (await steps.more('Remove member')).click();
  await expect(steps.fact('Teams')).toHaveText('None');
  await steps.button('Remove member').click();
  await expect(steps.toast(`Removed ${demo.stranger.name}`)).toBeVisible();
  await expect(steps.row(demo.stranger.name)).toHaveCount(0);
});

test('a person finds people by username and by ID too', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(404);
  await steps.signIn({ at: `${members}/new` });
  const person = page.getByRole('combobox', { name: 'Person' });
  await person.fill(demo.stranger.username);
  await person.blur();
  await expect(person).toHaveValue(`${demo.stranger.name} · ${demo.stranger.email}`);
  await person.fill(await sandbox.userOf(demo.stranger.email));
  await expect(person).toHaveValue(`${demo.stranger.name} · ${demo.stranger.email}`);
});

test('the owner cannot be removed, and who may not is told who can grant it', async ({ page, steps }) => {
  await steps.signIn({ at: members });
  await steps.row('Niamh Okonjo-Byrne').getByRole('link').first().click();
  await expect(page.getByRole('main').getByText('Everything: this member owns')).toBeVisible();
  await expect(steps.button('Change permissions')).toHaveAccessibleDescription(/owner has all permissions/);
});

test('who may not manage members reads which permission that takes', async ({ page, steps, watch }) => {
  watch.allowStatus(403);
  await steps.signIn({ at: `${invitations}/new`, token: demo.viewer.token });
  await expect(page.getByText(/takes the permission “Manage members and teams”/).first()).toBeVisible();
  await expect(page.getByText(/Niamh Okonjo-Byrne, who owns the organization, can grant it/).first()).toBeVisible();
});

test('a team gets permissions and members, and says who loses what when it goes', async ({ page, steps }) => {
  await steps.signIn({ at: teams });
  await page.getByRole('main').getByRole('link', { name: 'Add team' }).click();
  await steps.field('Label').fill('Night shift');
  await page.getByRole('group', { name: 'Staging', exact: true }).getByRole('radio', { name: 'Contributor' }).check();
  await steps.button('Add team').click();
  await expect(steps.heading('Night shift')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Permissions' })).toContainText('Push code to these environments');

  await page.getByRole('main').getByRole('link', { name: 'Add team member' }).first().click();
  const person = page.getByRole('combobox', { name: 'Person' });
  await person.fill('ilse');
  await page.getByRole('option', { name: new RegExp(demo.otherMember.name) }).click();
  await steps.button('Add team member').click();
  await expect(steps.toast('Added to the team')).toBeVisible();
  await expect(steps.row(demo.otherMember.name)).toBeVisible();

  await (await steps.more('Delete team')).click();
  await expect(steps.fact('Affected members')).toHaveText(`1 (${demo.otherMember.name})`);
  await expect(steps.fact('Permissions lost')).toHaveText('Staging: contributor');
  await steps.field('Type Night shift to confirm').fill('Night shift');
  await steps.button('Delete team').click();
  await expect(steps.toast('Deleted Night shift')).toBeVisible();
});

test('somebody is taken out of a team and stays in the organization', async ({ page, steps }) => {
  await steps.signIn({ at: teams });
  await steps.row(demo.team.label).getByRole('link').first().click();
  await steps.row(demo.member.name).getByRole('link', { name: demo.member.name, exact: true }).click();
  await expect(steps.fact('Team')).toHaveText(demo.team.label);
  await page.getByRole('main').getByRole('link', { name: 'Remove from team' }).click();
  await steps.button('Remove from team').click();
  await expect(steps.toast(`Removed ${demo.member.name} from ${demo.team.label}`)).toBeVisible();
  await expect(steps.row(demo.member.name)).toHaveCount(0);
  await steps.open(members);
  await expect(steps.row(demo.member.name)).toBeVisible();
});
