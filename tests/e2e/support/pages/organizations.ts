// Organizations, who belongs to them, and their teams.
import { demo } from '../demo.ts';
import type { Sandbox } from '../sandbox.ts';
import { confirmed, field, heading, listed, page, removes, said, section, table, text } from './page.ts';

const lakeside = { organization: demo.organization.id };
const user = (sandbox: Sandbox) => sandbox.userOf(demo.member.email);
const team = listed({ label: demo.team.label }, `/teams?filter[organization_id]=${demo.organization.id}`);
const invitation = listed({ email: demo.invited.email }, `${demo.organization.path}/invitations`);

export const organizations = [
  page('/organizations/new', {
    name: 'new organization',
    does: ['create-organization'],
    ready: field('Label'),
    form: {
      fill: (keys) => keys.fill('Label', 'Typed Limited'),
      send: 'Create organization',
      done: said('Created Typed Limited'),
      write: 'POST',
    },
  }),
  page('/organizations/{organization}/settings', {
    name: 'organization settings',
    does: ['update-organization'],
    at: lakeside,
    ready: field('Label'),
    form: {
      fill: (keys) => keys.fill('Label', 'Typed Media'),
      send: 'Save changes',
      done: said('Saved the organization’s settings'),
      write: 'PATCH',
    },
  }),
  page('/organizations/{organization}/delete', {
    name: 'delete organization',
    does: ['delete-organization'],
    at: lakeside,
    ready: text('It still has'),
    operations: ['list-subscriptions', 'list-organization-members', 'list-teams'],
  }),
];

export const people = [
  page('/organizations/{organization}/members', {
    name: 'members',
    at: lakeside,
    ready: table('Members'),
    operations: ['list-organization-members'],
  }),
  page('/organizations/{organization}/members/new', {
    name: 'add member',
    does: ['create-organization-member', 'get-a-user-by-email', 'get-a-user-by-username'],
    at: lakeside,
    ready: (page) => page.getByRole('combobox', { name: 'Person' }),
    form: {
      fill: (keys) => keys.fill('Person', demo.stranger.email),
      send: 'Add member',
      done: said('Added the member'),
      write: 'POST',
    },
  }),
  page('/organizations/{organization}/members/{user}', {
    name: 'member',
    at: { ...lakeside, user },
    ready: section('Permissions'),
    operations: ['get-organization-member', 'user-teams', 'list-project-access-for-a-user'],
  }),
  page('/organizations/{organization}/members/{user}/edit', {
    name: 'change permissions',
    does: ['update-organization-member'],
    at: { ...lakeside, user },
    ready: (page) => page.getByRole('checkbox', { name: 'Create projects' }),
    form: {
      fill: (keys) => keys.toggle('Create projects'),
      send: 'Save changes',
      done: said('Saved the permissions'),
      write: 'PATCH',
    },
  }),
  page('/organizations/{organization}/members/{user}/delete', {
    name: 'remove member',
    does: ['delete-organization-member'],
    at: { ...lakeside, user },
    ready: text('They lose all of this'),
    form: { send: 'Remove member', done: said(`Removed ${demo.member.name}`), write: 'DELETE' },
  }),
];

export const invitations = [
  page('/organizations/{organization}/invitations', {
    name: 'invitations',
    at: lakeside,
    ready: table('Invitations'),
    operations: ['list-invitations-to-an-organization'],
  }),
  page('/organizations/{organization}/invitations/new', {
    name: 'invite people',
    does: ['invite-user-to-an-organization-by-email'],
    at: lakeside,
    ready: field('Email addresses'),
    operations: ['list-organization-members', 'list-invitations-to-an-organization'],
    form: {
      fill: (keys) => keys.fill('Email addresses', 'typed@studio.example'),
      send: 'Send 1 invitation',
      done: (page) => page.getByRole('cell', { name: 'Sent', exact: true }),
      write: 'POST',
    },
  }),
  page('/organizations/{organization}/invitations/{invitation}', {
    name: 'invitation',
    does: ['invite-user-to-an-organization-by-email'],
    at: { ...lakeside, invitation },
    ready: section('Resend invitation'),
    operations: ['list-invitations-to-an-organization'],
    form: { send: 'Resend invitation', done: said('Sent the invitation again'), write: 'POST' },
  }),
  page('/organizations/{organization}/invitations/{invitation}/delete', {
    name: 'cancel invitation',
    does: ['cancel-a-pending-invitation-to-an-organization'],
    at: { ...lakeside, invitation },
    ready: heading(/^Cancel invitation to/),
    form: { send: 'Cancel invitation', done: said(/^Cancelled the invitation/), write: 'DELETE' },
  }),
];

const inTeam = { ...lakeside, team };

export const teams = [
  page('/organizations/{organization}/teams', {
    name: 'teams',
    at: lakeside,
    ready: table('Teams'),
    operations: ['list-teams'],
  }),
  page('/organizations/{organization}/teams/new', {
    name: 'add team',
    does: ['create-team'],
    at: lakeside,
    ready: field('Label'),
    form: {
      fill: (keys) => keys.fill('Label', 'Typed'),
      send: 'Add team',
      done: said('Added the team'),
      write: 'POST',
    },
  }),
  page('/organizations/{organization}/teams/{team}', {
    name: 'team',
    at: inTeam,
    ready: table('Team members'),
    operations: ['get-team', 'list-team-members'],
  }),
  page('/organizations/{organization}/teams/{team}/edit', {
    name: 'edit team',
    does: ['update-team'],
    at: inTeam,
    ready: field('Label'),
    form: {
      fill: (keys) => keys.fill('Label', 'Typed'),
      send: 'Save changes',
      done: said(`Saved ${demo.team.label}`),
      write: 'PATCH',
    },
  }),
  page('/organizations/{organization}/teams/{team}/delete', {
    name: 'delete team',
    does: ['delete-team'],
    at: inTeam,
    ready: confirmed(demo.team.label),
    form: removes('team', demo.team.label),
  }),
  page('/organizations/{organization}/teams/{team}/members', {
    name: 'team members',
    does: ['list-referenced-users'],
    at: inTeam,
    ready: table('Team members'),
    operations: ['list-team-members', 'list-referenced-teams'],
  }),
  page('/organizations/{organization}/teams/{team}/members/new', {
    name: 'add team member',
    does: ['create-team-member'],
    at: inTeam,
    ready: (page) => page.getByRole('combobox', { name: 'Person' }),
    form: {
      fill: (keys) => keys.fill('Person', demo.otherMember.email),
      send: 'Add team member',
      done: said('Added to the team'),
      write: 'POST',
    },
  }),
  page('/organizations/{organization}/teams/{team}/members/{user}', {
    name: 'team member',
    at: { ...inTeam, user },
    ready: text('All access in this organization'),
    operations: ['get-team-member'],
  }),
  page('/organizations/{organization}/teams/{team}/members/{user}/delete', {
    name: 'remove team member',
    does: ['delete-team-member'],
    at: { ...inTeam, user },
    ready: text('They lose access that only this team grants'),
    form: { send: 'Remove from team', done: said(/^Removed /), write: 'DELETE' },
  }),
];

export const own = [
  page('/account/organizations', {
    name: 'my organizations',
    ready: table('Organizations'),
    operations: ['user-organizations'],
  }),
  page('/account/teams', {
    name: 'my teams',
    ready: table('Teams'),
    operations: ['user-teams', 'list-referenced-organizations'],
    prepare: async (sandbox) => {
      const id = await sandbox.idOf(`/teams?filter[organization_id]=${demo.organization.id}`, { label: demo.team.label });
      await sandbox.add(`/teams/${id}/members`, { user_id: await sandbox.userId() });
    },
  }),
];
