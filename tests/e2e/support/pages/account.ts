// What is the person's own.
import type { Sandbox } from '../sandbox.ts';
import { confirmed, field, page, removes, said, section, table } from './page.ts';

const pipeline = 'Deploy pipeline';
const tokens = async (sandbox: Sandbox) => `/users/${await sandbox.userId()}/api-tokens`;
const token = {
  token: async (sandbox: Sandbox) => sandbox.idOf(await tokens(sandbox), { name: pipeline }),
};

export const apiTokens = [
  page('/account/api-tokens', {
    name: 'API tokens',
    ready: table('API tokens'),
    operations: ['list-a-user-api-tokens'],
  }),
  page('/account/api-tokens/new', {
    name: 'add API token',
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
    at: token,
    ready: confirmed(pipeline),
    form: removes('API token', pipeline),
  }),
];
