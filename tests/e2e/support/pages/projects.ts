// Pages of a project that are about itself.
import { demo } from '../demo.ts';
import { confirmed, field, list, listed, page, removes, said, table, text } from './page.ts';

const shop = { project: demo.project.id };

export const projects = [
  page('/projects/{project}', {
    name: 'project',
    does: ['clear-project-build-cache'],
    at: shop,
    ready: text('Region'),
    operations: ['get-a-project', 'get-a-project-capabilities'],
  }),
  page('/projects/{project}/settings', {
    name: 'project settings',
    does: ['update-a-project'],
    at: shop,
    ready: text('Build resources'),
    operations: ['get-list-of-project-settings'],
    form: {
      fill: (keys) => keys.fill('Title', 'Typed Shop'),
      send: 'Save changes',
      done: said(/^Saved/),
      write: 'PATCH',
    },
  }),
  page('/projects/{project}/settings/build', {
    name: 'build settings',
    does: ['update-a-project-setting'],
    at: shop,
    ready: field('Memory'),
    form: { fill: (keys) => keys.fill('Memory', '4096'), send: 'Save changes', done: said(/^Saved/), write: 'PATCH' },
  }),
  page('/projects/{project}/delete', {
    name: 'delete project',
    does: ['delete-a-project'],
    at: shop,
    ready: confirmed(demo.project.title),
    form: removes('project', demo.project.title),
  }),
  page('/projects/{project}/system', {
    name: 'git server',
    does: ['restart-the-git-server'],
    at: shop,
    ready: text('Running since'),
    operations: ['get-information-about-the-git-server'],
  }),
  page('/projects/{project}/activity', {
    name: 'activity',
    at: shop,
    ready: table('Activity'),
    operations: ['get-project-activity-log'],
  }),
  page('/projects/{project}/activity/{activity}', {
    name: 'one activity',
    does: ['cancel-a-project-activity'],
    at: { ...shop, activity: listed({}, `${demo.project.path}/activities`) },
    ready: (page) => page.getByRole('log', { name: 'Log' }),
    operations: ['get-a-project-activity-log-entry'],
  }),
  page('/projects/{project}/environment-types', {
    name: 'environment types',
    at: shop,
    ready: table('Environment types'),
    operations: ['get-environment-types'],
  }),
  page('/projects/{project}/environment-types/{kind}', {
    name: 'environment type',
    at: { ...shop, kind: 'staging' },
    ready: list('Environments'),
    operations: ['get-environment-type-links'],
  }),
];
