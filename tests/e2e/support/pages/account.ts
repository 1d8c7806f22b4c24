// What is the person's own.
import { demo } from '../demo.ts';
import type { Sandbox } from '../sandbox.ts';
import { confirmed, field, page, removes, said, section, table } from './page.ts';

const pipeline = 'Deploy pipeline';
const token = {
  token: async (sandbox: Sandbox) => sandbox.idOf(`/users/${await sandbox.userId()}/api-tokens`, { name: pipeline }),
};

export const profile = [
  page('/account/profile', {
    name: 'profile',
    does: ['reset-user-password', 'check-if-verification-is-required', 'check-if-phone-verification-is-required'],
    ready: section('Personal details'),
    operations: ['get-a-single-user-profile', 'get-a-user-address', 'list-user-profiles'],
  }),
  page('/account/profile/picture', {
    name: 'change picture',
    does: ['create-a-user-profile-picture', 'delete-a-user-profile-picture'],
    ready: (page) => page.getByRole('main').getByLabel('Image'),
  }),
  page('/account/profile/edit', {
    name: 'edit personal details',
    does: ['update-a-user'],
    ready: field('First name'),
    form: {
      fill: (keys) => keys.fill('Company', 'Typed Limited'),
      send: 'Save changes',
      done: said('Saved your personal details'),
      write: 'PATCH',
    },
  }),
  page('/account/profile/preferences', {
    name: 'edit profile',
    does: ['update-a-user-profile'],
    ready: field('Display name'),
    operations: ['get-a-single-user-profile'],
    form: {
      fill: (keys) => keys.fill('Display name', 'Typed'),
      send: 'Save changes',
      done: said('Saved your profile'),
      write: 'PATCH',
    },
  }),
  page('/account/profile/address', {
    name: 'edit address',
    does: ['update-a-user-address'],
    ready: field('City'),
    operations: ['get-a-user-address'],
    form: {
      fill: (keys) => keys.fill('City', 'Typed'),
      send: 'Save changes',
      done: said('Saved your address'),
      write: 'PATCH',
    },
  }),
  page('/account/profile/email', {
    name: 'change email',
    does: ['reset-email-address'],
    ready: field('New email address'),
    form: {
      fill: (keys) => keys.fill('New email address', 'typed@lakeside.example'),
      send: 'Send confirmation',
      done: said('We sent a confirmation link to typed@lakeside.example'),
      write: 'POST',
    },
  }),
];

export const twoFactor = [
  page('/account/two-factor', {
    name: 'two-factor authentication',
    does: ['confirm-totp-enrollment', 'withdraw-totp-enrollment', 're-create-recovery-codes'],
    ready: field('Code'),
    operations: ['get-information-about-totp-enrollment'],
  }),
];

export const apiTokens = [
  page('/account/api-tokens', {
    name: 'API tokens',
    ready: table('API tokens'),
    operations: ['list-a-user-api-tokens'],
  }),
  page('/account/api-tokens/new', {
    name: 'add API token',
    does: ['create-an-api-token'],
    ready: field('Name'),
    form: {
      fill: (keys) => keys.fill('Name', 'Night jobs'),
      send: 'Add API token',
      done: said('Added Night jobs'),
      write: 'POST',
    },
  }),
  page('/account/api-tokens/{token}', {
    name: 'API token',
    at: token,
    ready: section(pipeline),
    operations: ['get-an-api-token'],
  }),
  page('/account/api-tokens/{token}/delete', {
    name: 'delete API token',
    does: ['delete-an-api-token'],
    at: token,
    ready: confirmed(pipeline),
    form: removes('API token', pipeline),
  }),
];

const laptop = 'Work laptop';

export const sshKeys = [
  page('/account/ssh-keys', {
    name: 'SSH keys',
    ready: table('SSH keys'),
    operations: ['get-current-logged-in-user-info'],
  }),
  page('/account/ssh-keys/new', {
    name: 'add SSH key',
    does: ['add-a-new-public-ssh-key-to-a-user'],
    ready: field('Public key'),
    form: {
      fill: (keys) => keys.fill('Public key', demo.newSshKey),
      send: 'Add SSH key',
      done: said('Added the SSH key'),
      write: 'POST',
    },
  }),
  page('/account/ssh-keys/{key}', {
    name: 'SSH key',
    at: { key: '1' },
    ready: section(laptop),
    operations: ['get-an-ssh-key'],
  }),
  page('/account/ssh-keys/{key}/delete', {
    name: 'delete SSH key',
    does: ['delete-an-ssh-key'],
    at: { key: '1' },
    ready: confirmed(laptop),
    form: removes('SSH key', laptop),
  }),
];

export const connections = [
  page('/account/connections', {
    name: 'connections',
    ready: table('Connections'),
    operations: ['list-federated-login-connections'],
  }),
  page('/account/connections/{provider}', {
    name: 'connection',
    at: { provider: 'google' },
    ready: section('Google'),
    operations: ['get-a-federated-login-connection'],
  }),
  page('/account/connections/{provider}/delete', {
    name: 'delete connection',
    does: ['delete-a-federated-login-connection'],
    at: { provider: 'google' },
    ready: confirmed('Google'),
    form: removes('connection', 'Google'),
  }),
];
