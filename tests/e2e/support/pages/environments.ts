// Pages of environments: their tree, one of them, and what is done with it.
import { demo } from '../demo.ts';
import { confirmed, field, listed, page, picture, removes, said, table } from './page.ts';

const shop = { project: demo.project.id };
const staging = { ...shop, environment: demo.staging.id };
/** A child of staging that runs, with commits of its own. */
const giftCards = { ...shop, environment: listed({ name: 'feature/gift-cards' }) };
/** Inactive, and nothing is below it. */
const blackFriday = { ...shop, environment: listed({ name: 'campaign/black-friday' }) };

export const environments = [
  page('/projects/{project}/environments', {
    name: 'environments',
    does: ['pause-an-environment', 'resume-a-paused-environment', 'redeploy-an-environment'],
    at: shop,
    ready: (page) => page.getByRole('main').getByRole('link', { name: demo.staging.title, exact: true }),
    operations: ['get-list-of-project-environments', 'get-project-activity-log'],
  }),
  page('/projects/{project}/environments', {
    name: 'environments chosen',
    at: shop,
    query: '?status=inactive&selected=black-friday-j9q3f&do=delete',
    ready: (page) => page.getByRole('dialog', { name: 'Delete 1 environment?' }),
  }),
  page('/projects/{project}/compare', {
    name: 'comparing environments',
    at: shop,
    query: '?show=all',
    ready: table('Deployment'),
    operations: [
      'get-list-of-project-environments',
      'get-an-environment-deployment-information',
      'get-list-of-routes',
      'get-a-list-of-environment-domains',
      'get-list-of-environment-variables',
    ],
  }),
  page('/projects/{project}/environments/{environment}', {
    name: 'environment',
    does: [
      'pause-an-environment',
      'resume-a-paused-environment',
      'redeploy-an-environment',
      'clear-project-build-cache',
    ],
    at: staging,
    ready: (page) => page.getByRole('main').getByRole('region', { name: 'URLs' }),
    operations: ['get-an-environment', 'get-environment-activity-log'],
  }),
  page('/projects/{project}/environments/{environment}/settings', {
    name: 'environment settings',
    does: ['update-an-environment'],
    at: staging,
    ready: field('Title'),
    operations: ['get-an-environment'],
    form: {
      fill: (keys) => keys.fill('Title', 'Typed'),
      send: 'Save changes',
      done: said('Saved the environment’s settings'),
      write: 'PATCH',
    },
  }),
  page('/projects/{project}/environments/{environment}/activity', {
    name: 'environment activity',
    at: staging,
    ready: table('Activity'),
  }),
  page('/projects/{project}/environments/{environment}/activity/{activity}', {
    name: 'one activity of an environment',
    does: ['get-an-environment-activity-log-entry', 'cancel-an-environment-activity'],
    at: { ...staging, activity: listed({}, `${demo.staging.path}/activities`) },
    ready: (page) => page.getByRole('log', { name: 'Log' }),
  }),
  page('/projects/{project}/environments/{environment}/branch', {
    name: 'branch an environment',
    does: ['branch-an-environment'],
    at: staging,
    ready: picture,
    form: {
      fill: async (keys) => {
        await keys.fill('Title', 'Typed');
        await keys.fill('Branch name', 'typed');
      },
      send: 'Branch',
      done: said('Branching Typed'),
      write: 'POST',
    },
  }),
  page('/projects/{project}/environments/{environment}/merge', {
    name: 'merge an environment',
    does: ['merge-an-environment'],
    at: giftCards,
    ready: (page) => page.getByRole('main').getByRole('button', { name: 'Merge into Staging' }),
    operations: ['get-list-of-project-environments'],
    form: { send: 'Merge into Staging', done: said('Merging into Staging'), write: 'POST' },
  }),
  page('/projects/{project}/environments/{environment}/synchronize', {
    name: 'synchronize an environment',
    does: ['synchronize-a-child-environment-with-its-parent'],
    at: staging,
    ready: picture,
    form: {
      fill: async (keys) => {
        await keys.toggle('Data');
        await keys.fill('Type staging to confirm', 'staging');
      },
      send: 'Synchronize',
      done: said('Synchronizing data'),
      write: 'POST',
    },
  }),
  page('/projects/{project}/environments/{environment}/activate', {
    name: 'activate an environment',
    does: ['activate-an-environment'],
    at: blackFriday,
    ready: picture,
    form: { send: 'Activate', done: said(/^Activating/), write: 'POST' },
  }),
  page('/projects/{project}/environments/{environment}/deactivate', {
    name: 'deactivate an environment',
    does: ['deactivate-an-environment'],
    at: giftCards,
    ready: confirmed('feature/gift-cards'),
    form: {
      fill: (keys) => keys.fill('Type feature/gift-cards to confirm', 'feature/gift-cards'),
      send: 'Deactivate',
      done: said(/^Deactivating/),
      write: 'POST',
    },
  }),
  page('/projects/{project}/environments/{environment}/delete', {
    name: 'delete an environment',
    does: ['delete-an-environment'],
    at: blackFriday,
    ready: confirmed('campaign/black-friday'),
    form: removes('environment', 'campaign/black-friday'),
  }),
  page('/projects/{project}/environments/{environment}/initialize', {
    name: 'initialize an environment',
    does: ['initialize-a-new-environment'],
    at: { project: demo.emptyEnvironment.project, environment: demo.emptyEnvironment.id },
    ready: field('Repository'),
    form: {
      fill: (keys) => keys.fill('Repository', 'https://git.example.com/templates/site.git@main'),
      send: 'Initialize',
      done: said('Initializing the environment'),
      write: 'POST',
    },
  }),
];
