// Pages of variables: a project's, an environment's, and those of all side by side.
import { demo } from '../demo.ts';
import type { Sandbox } from '../sandbox.ts';
import { confirmed, field, page, removes, said, table, type Form } from './page.ts';

const shop = { project: demo.project.id };
const staging = { ...shop, environment: demo.staging.id };

/** Its value is longer than a line. */
const LOOK = 'env:LOOK';
const look = {
  at: { ...shop, variable: LOOK },
  prepare: async (sandbox: Sandbox) => {
    const variables = `${demo.project.path}/variables`;
    if (await sandbox.variable(variables, LOOK)) return;
    await sandbox.addVariable(variables, { name: LOOK, value: 'at me '.repeat(40) });
  },
};
const own = (variable: string) => ({ ...staging, variable });

const adds: Form = {
  fill: async (keys) => {
    await keys.fill('Name', 'env:TYPED');
    await keys.fill('Value', 'by hand');
    await keys.toggle('Sensitive');
  },
  send: 'Add variable',
  done: said('Added env:TYPED'),
  write: 'POST',
};
const addsMany: Form = {
  fill: (keys) => keys.fill('Variables', 'KEY_A=1'),
  send: 'Import 1 variable',
  done: (page) => page.getByText('1 written.'),
  write: 'POST',
};

export const variables = [
  page('/projects/{project}/variables', {
    name: 'variables',
    at: shop,
    prepare: look.prepare,
    ready: table('Variables'),
    operations: ['get-list-of-project-variables'],
  }),
  page('/projects/{project}/variables', {
    name: 'variables, none found',
    at: shop,
    query: '?q=no-such-variable',
    ready: (page) => page.getByText('No matches'),
  }),
  page('/projects/{project}/variables/new', {
    name: 'add variable',
    does: ['add-a-project-variable'],
    at: shop,
    ready: field('Name'),
    form: adds,
  }),
  page('/projects/{project}/variables/import', {
    name: 'import variables',
    does: ['add-a-project-variable', 'update-a-project-variable'],
    at: shop,
    ready: field('Variables'),
    form: addsMany,
  }),
  page('/projects/{project}/variables/{variable}', {
    name: 'variable',
    does: ['update-a-project-variable'],
    ...look,
    ready: field('Name'),
    operations: ['get-a-project-variable'],
    form: {
      fill: (keys) => keys.fill('Value', 'other'),
      send: 'Save and redeploy',
      done: said(`Saved ${LOOK}`),
      write: 'PATCH',
    },
  }),
  page('/projects/{project}/variables/{variable}/delete', {
    name: 'delete variable',
    does: ['delete-a-project-variable'],
    ...look,
    ready: confirmed(LOOK),
    form: removes('variable', LOOK),
  }),
  page('/projects/{project}/variable-matrix', {
    name: 'variables across environments',
    at: shop,
    ready: (page) => table('Variables across environments')(page).getByText('debug').first(),
    operations: ['get-list-of-environment-variables', 'get-list-of-project-environments'],
  }),
  page('/projects/{project}/variable-matrix', {
    name: 'aligning a variable',
    at: shop,
    query: '?copy=env:LOG_LEVEL',
    ready: (page) => page.getByRole('dialog', { name: 'Copy env:LOG_LEVEL' }).getByRole('button', { name: /^Copy to/ }),
  }),
  page('/projects/{project}/environments/{environment}/variables', {
    name: 'environment variables',
    at: staging,
    ready: table('Variables'),
    operations: ['get-list-of-environment-variables', 'get-list-of-project-variables'],
  }),
  page('/projects/{project}/environments/{environment}/variables/new', {
    name: 'add environment variable',
    does: ['add-an-environment-variable'],
    at: staging,
    ready: field('Name'),
    form: adds,
  }),
  page('/projects/{project}/environments/{environment}/variables/import', {
    name: 'add many environment variables',
    does: ['add-an-environment-variable', 'update-an-environment-variable'],
    at: staging,
    ready: field('Variables'),
    form: addsMany,
  }),
  page('/projects/{project}/environments/{environment}/variables/{variable}', {
    name: 'inherited variable',
    at: own('env:TZ'),
    ready: (page) => page.getByRole('link', { name: 'Override here' }),
  }),
  page('/projects/{project}/environments/{environment}/variables/{variable}', {
    name: 'variable that hides others',
    does: ['update-an-environment-variable'],
    at: own('env:LOG_LEVEL'),
    ready: (page) => page.getByRole('list', { name: 'Overridden values' }),
    operations: ['get-an-environment-variable', 'get-list-of-environment-variables'],
    form: {
      fill: (keys) => keys.fill('Value', 'other'),
      send: 'Save and redeploy',
      done: said('Saved env:LOG_LEVEL'),
      write: 'PATCH',
    },
  }),
  page('/projects/{project}/environments/{environment}/variables/{variable}/delete', {
    name: 'delete environment variable',
    does: ['delete-an-environment-variable'],
    at: own('env:LOG_LEVEL'),
    ready: confirmed('env:LOG_LEVEL'),
    form: removes('variable', 'env:LOG_LEVEL'),
  }),
];
