// Who may do what in projects: at the project, at the person, and all of it together.
import { demo } from '../demo.ts';
import type { Sandbox } from '../sandbox.ts';
import { field, heading, listed, page, said, section, table, text } from './page.ts';

/** The frame has these already; the grants are read as they are at one moment. */
const readsAgain = [/^\/api\/organizations\/[^/]+$/, /^\/api\/organizations\/[^/]+\/subscriptions$/];

const shop = { project: demo.project.id };
const lakeside = { organization: demo.organization.id };
const granted = (sandbox: Sandbox) => sandbox.userOf(demo.granted.email);
const person = { ...shop, user: granted };
const member = { ...lakeside, user: granted };
const ofMember = { ...member, access: demo.project.id };

export const projectAccess = [
  page('/projects/{project}/access', {
    name: 'project access',
    at: shop,
    ready: table('People'),
    operations: ['list-user-access-for-a-project'],
  }),
  page('/projects/{project}/access/new', {
    name: 'give people access',
    does: ['grant-user-access-to-a-project'],
    at: shop,
    ready: (page) => page.getByRole('combobox', { name: 'Person' }),
    form: {
      fill: async (keys) => {
        await keys.fill('Person', demo.stranger.email);
        await keys.toggle('Add to the organization');
      },
      send: 'Add people',
      done: said('Gave access to 1 person'),
      write: 'POST',
    },
  }),
  page('/projects/{project}/access/{user}', {
    name: 'access of a person',
    at: person,
    ready: section('Production: Viewer'),
    operations: ['get-user-access-for-a-project', 'get-list-of-project-environments'],
  }),
  page('/projects/{project}/access/{user}/edit', {
    name: 'change access of a person',
    does: ['update-user-access-for-a-project'],
    at: person,
    ready: (page) => page.getByRole('group', { name: 'Staging', exact: true }),
    operations: ['get-user-access-for-a-project'],
    form: {
      fill: (keys) => keys.choose('Contributor', 'Staging'),
      send: 'Save access',
      done: said(/^Saved access for/),
      write: 'PATCH',
    },
  }),
  page('/projects/{project}/access/{user}/delete', {
    name: 'remove access of a person',
    does: ['remove-user-access-for-a-project'],
    at: person,
    ready: text('Their direct access to this project is lost'),
    operations: ['get-user-access-for-a-project'],
    form: { send: 'Remove access', done: said(/^Removed access for/), write: 'DELETE' },
  }),
  page('/projects/{project}/access/who', {
    name: 'who can do what in a project',
    readsAgain,
    does: ['get-a-user'],
    at: shop,
    ready: table('People'),
    operations: ['list-organization-members', 'list-teams', 'list-user-access-for-a-project', 'list-invitations-to-a-project'],
  }),
];

const email = 'lena.marsh@studio.example';
const invite = (sandbox: Sandbox) =>
  sandbox.add(`${demo.project.path}/invitations`, { email, role: 'viewer', force: true });
const invitation = { ...shop, invitation: listed({ email }, `${demo.project.path}/invitations`) };

export const projectInvitations = [
  page('/projects/{project}/access/invitations', {
    name: 'invitations to a project',
    at: shop,
    ready: table('Invitations'),
    operations: ['list-invitations-to-a-project'],
    prepare: invite,
  }),
  page('/projects/{project}/access/invitations/new', {
    name: 'invite to a project',
    does: ['invite-user-to-a-project-by-email'],
    at: shop,
    ready: field('Email address'),
    form: {
      fill: (keys) => keys.fill('Email address', 'typed@studio.example'),
      send: 'Send invitation',
      done: said('Invited typed@studio.example'),
      write: 'POST',
    },
  }),
  page('/projects/{project}/access/invitations/{invitation}', {
    name: 'invitation to a project',
    at: invitation,
    ready: heading(email),
    operations: ['list-invitations-to-a-project'],
    prepare: invite,
  }),
  page('/projects/{project}/access/invitations/{invitation}/delete', {
    name: 'cancel invitation to a project',
    does: ['cancel-a-pending-invitation-to-a-project'],
    at: invitation,
    ready: heading(/^Cancel invitation to/),
    form: { send: 'Cancel invitation', done: said(/^Cancelled the invitation/), write: 'DELETE' },
    prepare: invite,
  }),
];

const entry = { ...shop, entry: granted };
const staging = { ...shop, kind: 'staging' };
const ofType = { ...staging, entry: granted };
const give = (sandbox: Sandbox) =>
  sandbox.add(`${demo.project.path}/environment-types/staging/access`, {
    email: demo.granted.email,
    role: 'contributor',
  });

export const deprecatedAccess = [
  page('/projects/{project}/access-list', {
    name: 'access list',
    at: shop,
    ready: table('Entries'),
    operations: ['get-a-project-access-control-list'],
  }),
  page('/projects/{project}/access-list/new', {
    name: 'add to the access list',
    does: ['add-a-user-to-a-project-acl'],
    at: shop,
    ready: field('Email address'),
    form: {
      fill: async (keys) => {
        await keys.select('Role', 'Viewer');
        await keys.fill('Email address', demo.member.email);
      },
      send: 'Add entry',
      done: said(`Gave ${demo.member.email} a role`),
      write: 'POST',
    },
  }),
  page('/projects/{project}/access-list/{entry}', {
    name: 'entry of the access list',
    at: entry,
    ready: heading(),
    operations: ['get-a-single-project-acl-entry'],
  }),
  page('/projects/{project}/access-list/{entry}/edit', {
    name: 'change the access list',
    does: ['update-a-project-user-role'],
    at: entry,
    ready: (page) => page.getByRole('combobox', { name: 'Role' }),
    form: {
      fill: (keys) => keys.select('Role', 'Admin'),
      send: 'Save changes',
      done: said(/^Saved/),
      write: 'PATCH',
    },
  }),
  page('/projects/{project}/access-list/{entry}/delete', {
    name: 'remove from the access list',
    does: ['remove-a-user-from-a-project'],
    at: entry,
    ready: heading(`Delete entry for ${demo.granted.name}`),
    form: { send: 'Delete entry', done: said(`Deleted entry for ${demo.granted.name}`), write: 'DELETE' },
  }),
  page('/projects/{project}/environment-types/{kind}/access', {
    name: 'access list of an environment type',
    at: staging,
    ready: table('Entries'),
    operations: ['get-an-environment-type-access-control-list'],
    prepare: give,
  }),
  page('/projects/{project}/environment-types/{kind}/access/new', {
    name: 'add to the access list of an environment type',
    does: ['add-a-user-to-an-environment-acl'],
    at: staging,
    ready: field('Email address'),
    form: {
      fill: async (keys) => {
        await keys.select('Role', 'Contributor');
        await keys.fill('Email address', demo.member.email);
      },
      send: 'Add entry',
      done: said(`Gave ${demo.member.email} a role`),
      write: 'POST',
    },
  }),
  page('/projects/{project}/environment-types/{kind}/access/{entry}', {
    name: 'entry of the access list of an environment type',
    at: ofType,
    ready: heading(),
    operations: ['get-a-single-environment-type-acl-entry'],
    prepare: give,
  }),
  page('/projects/{project}/environment-types/{kind}/access/{entry}/edit', {
    name: 'change the access list of an environment type',
    does: ['update-an-environment-type-user-role'],
    at: ofType,
    ready: (page) => page.getByRole('combobox', { name: 'Role' }),
    form: {
      fill: (keys) => keys.select('Role', 'Viewer'),
      send: 'Save changes',
      done: said(/^Saved/),
      write: 'PATCH',
    },
    prepare: give,
  }),
  page('/projects/{project}/environment-types/{kind}/access/{entry}/delete', {
    name: 'remove from the access list of an environment type',
    does: ['remove-a-user-from-an-environment-type'],
    at: ofType,
    ready: heading(`Delete entry for ${demo.granted.name}`),
    form: { send: 'Delete entry', done: said(`Deleted entry for ${demo.granted.name}`), write: 'DELETE' },
    prepare: give,
  }),
];

export const memberAccess = [
  page('/organizations/{organization}/access', {
    name: 'who can do what in an organization',
    readsAgain,
    at: lakeside,
    ready: table('Access of people to projects'),
    operations: ['list-organization-members', 'list-teams', 'list-subscriptions'],
  }),
  page('/organizations/{organization}/access', {
    name: 'who can do what in one project',
    readsAgain,
    at: lakeside,
    query: `?project=${demo.project.id}&type=production&role=admin`,
    ready: table('People'),
  }),
  page('/organizations/{organization}/access/review', {
    name: 'access review',
    readsAgain,
    does: ['remove-user-access-for-a-project', 'delete-team-member', 'cancel-a-pending-invitation-to-a-project'],
    at: lakeside,
    ready: (page) => page.getByRole('main').getByRole('button', { name: 'Start review' }),
  }),
  page('/organizations/{organization}/members/{user}/projects', {
    name: 'projects of a member',
    at: member,
    ready: table('Projects'),
    operations: ['list-project-access-for-a-user'],
  }),
  page('/organizations/{organization}/members/{user}/projects/new', {
    name: 'give a member projects',
    does: ['grant-project-access-to-a-user'],
    at: { ...lakeside, user: (sandbox: Sandbox) => sandbox.userOf(demo.otherMember.email) },
    ready: (page) => page.getByRole('combobox', { name: 'Project' }),
    form: {
      fill: (keys) => keys.fill('Project', demo.project.id),
      send: 'Give access',
      done: said('Gave access to 1 project'),
      write: 'POST',
    },
  }),
  page('/organizations/{organization}/members/{user}/projects/{access}', {
    name: 'project of a member',
    at: ofMember,
    ready: section('Production: Viewer'),
    operations: ['get-project-access-for-a-user'],
  }),
  page('/organizations/{organization}/members/{user}/projects/{access}/edit', {
    name: 'change a member’s access to a project',
    does: ['update-project-access-for-a-user'],
    at: ofMember,
    ready: (page) => page.getByRole('group', { name: 'Staging', exact: true }),
    form: {
      fill: (keys) => keys.choose('Contributor', 'Staging'),
      send: 'Save access',
      done: said(/^Saved access for/),
      write: 'PATCH',
    },
  }),
  page('/organizations/{organization}/members/{user}/projects/{access}/delete', {
    name: 'remove a member’s access to a project',
    does: ['remove-project-access-for-a-user'],
    at: ofMember,
    ready: text('Their direct access to this project is lost'),
    form: { send: 'Remove access', done: said(/^Removed access for/), write: 'DELETE' },
  }),
];
