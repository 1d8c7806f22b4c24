// Pages of a project's code.
import { demo } from '../demo.ts';
import { page, table, text } from './page.ts';

const main = { project: demo.project.id, commit: 'heads/main' };
const at = (path: string) => ({ ...main, path });

export const repository = [
  page('/projects/{project}/repository', {
    name: 'repository',
    at: main,
    ready: table('Branches and tags'),
    operations: ['get-list-of-repository-refs'],
  }),
  page('/projects/{project}/repository/{commit}', {
    name: 'branch of the repository',
    does: ['get-a-commit-object'],
    at: main,
    ready: table('Files'),
  }),
  page('/projects/{project}/repository/{commit}/commits', {
    name: 'commits',
    does: ['get-a-commit-object'],
    at: main,
    ready: (page) => page.getByRole('button', { name: 'Show more' }),
  }),
  page('/projects/{project}/repository/{commit}/files/{path}', {
    name: 'folder',
    does: ['get-a-ref-object', 'get-a-tree-object', 'get-a-blob-object'],
    at: at('src/checkout'),
    ready: table('Files'),
  }),
  page('/projects/{project}/repository/{commit}/files/{path}', {
    name: 'file',
    at: at('src/checkout/cart.ts'),
    query: '?lines=3-6',
    ready: (page) => page.getByRole('group', { name: 'Content of cart.ts' }),
  }),
  page('/projects/{project}/repository/{commit}/files/{path}', {
    name: 'picture',
    at: at('public/logo.png'),
    ready: (page) => page.getByRole('img', { name: 'logo.png' }),
  }),
  page('/projects/{project}/repository/{commit}/files/{path}', {
    name: 'no such file',
    at: at('no/such'),
    ready: text('Nothing at this path'),
  }),
];
