// Sections of an environment: what it has many of, what is deployed, and what can be run in it.
import { demo } from '../demo.ts';
import { confirmed, field, heading, list, listed, page, removes, said, section, table, type Values } from './page.ts';

const shop = { project: demo.project.id };
const main = { ...shop, environment: demo.main.id };
const staging = { ...shop, environment: demo.staging.id };

/** Of the project too, and not its default. */
const gifts = 'gifts.lakeside-shop.example';
const domain = { ...main, domain: listed({ name: gifts }) };

export const domains = [
  page('/projects/{project}/environments/{environment}/domains', {
    name: 'environment domains',
    at: main,
    ready: table('Domains'),
  }),
  page('/projects/{project}/environments/{environment}/domains', {
    name: 'environment domains, none yet',
    at: staging,
    ready: (page) => page.getByText('No domains yet'),
    operations: ['get-a-list-of-environment-domains'],
  }),
  page('/projects/{project}/environments/{environment}/domains/new', {
    name: 'add environment domain',
    does: ['add-an-environment-domain'],
    at: staging,
    ready: (page) => page.getByRole('combobox', { name: 'Replaces production domain' }),
    form: {
      fill: async (keys) => {
        await keys.fill('Name', 'typed.example.com');
        await keys.fill('Replaces production domain', gifts);
      },
      send: 'Add domain',
      done: heading('typed.example.com'),
      write: 'POST',
    },
  }),
  page('/projects/{project}/environments/{environment}/domains/{domain}', {
    name: 'environment domain',
    at: domain,
    ready: list('Certificates'),
    operations: ['get-an-environment-domain'],
  }),
  page('/projects/{project}/environments/{environment}/domains/{domain}/edit', {
    name: 'edit environment domain',
    does: ['update-an-environment-domain'],
    at: domain,
    ready: (page) => page.getByRole('switch', { name: 'Default domain' }),
    form: { fill: (keys) => keys.toggle('Default domain'), send: 'Save and redeploy', done: heading(gifts), write: 'PATCH' },
  }),
  page('/projects/{project}/environments/{environment}/domains/{domain}/delete', {
    name: 'delete environment domain',
    does: ['delete-an-environment-domain'],
    at: domain,
    ready: confirmed(gifts),
    form: removes('domain', gifts),
  }),
];

/** The newest. */
const backup = { ...main, backup: listed() };

export const backups = [
  page('/projects/{project}/environments/{environment}/backups', {
    name: 'backups',
    at: main,
    ready: table('Backups'),
    operations: ['get-an-environment-snapshot-list', 'get-environment-activity-log'],
  }),
  page('/projects/{project}/environments/{environment}/backups/new', {
    name: 'back up',
    does: ['create-snapshot-of-environment'],
    at: main,
    ready: (page) => page.getByRole('switch', { name: 'Stop connections during the backup' }),
    form: {
      fill: (keys) => keys.toggle('Stop connections during the backup'),
      send: 'Back up',
      done: said('Backup started'),
      write: 'POST',
    },
  }),
  page('/projects/{project}/environments/{environment}/backups/{backup}', {
    name: 'backup',
    at: backup,
    ready: section('Contents'),
    operations: ['get-an-environment-snapshot-info'],
  }),
  page('/projects/{project}/environments/{environment}/backups/{backup}/restore', {
    name: 'restore backup',
    does: ['restore-an-environment-snapshot'],
    at: backup,
    query: '?to=here',
    ready: confirmed('main'),
    form: {
      fill: async (keys) => {
        await keys.choose('A new environment');
        await keys.fill('Name', 'typed');
      },
      send: 'Restore backup',
      done: said(/^Restoring to/),
      write: 'POST',
    },
  }),
  page('/projects/{project}/environments/{environment}/backups/{backup}/restore', {
    name: 'restore backup elsewhere',
    at: backup,
    query: '?to=existing&environment=staging',
    ready: confirmed('staging'),
  }),
  page('/projects/{project}/environments/{environment}/backups/{backup}/restore', {
    name: 'restore backup to a new environment',
    at: backup,
    query: '?to=new',
    ready: (page) => page.getByRole('combobox', { name: 'Parent' }),
    operations: ['get-list-of-project-environments'],
  }),
  page('/projects/{project}/environments/{environment}/backups/{backup}/delete', {
    name: 'delete backup',
    does: ['delete-an-environment-snapshot'],
    at: backup,
    ready: confirmed(/^Type \d.* UTC to confirm$/),
  }),
];

const address = 'https://{default}/';
const route = { ...main, route: listed({ primary: true }) };

export const routes = [
  page('/projects/{project}/environments/{environment}/routes', {
    name: 'routes',
    at: main,
    ready: table('Routes'),
    operations: ['get-list-of-routes'],
  }),
  page('/projects/{project}/environments/{environment}/routes/new', {
    name: 'add route',
    does: ['create-a-new-route'],
    at: main,
    ready: (page) => page.getByRole('radio', { name: 'Upstream' }),
    form: {
      fill: async (keys) => {
        await keys.choose('Redirect');
        await keys.fill('Address', 'https://typed.{default}/');
        await keys.fill('Destination', address);
      },
      send: 'Add route',
      done: said('Added https://typed.{default}/'),
      write: 'POST',
    },
  }),
  page('/projects/{project}/environments/{environment}/routes/{route}', {
    name: 'route',
    at: route,
    ready: section('Path redirects'),
    operations: ['get-a-route-info'],
  }),
  page('/projects/{project}/environments/{environment}/routes/{route}/edit', {
    name: 'edit route',
    does: ['update-a-route'],
    at: route,
    ready: field('Application'),
    operations: ['get-a-route-info'],
    form: {
      fill: (keys) => keys.fill('Address', 'https://typed.{default}/'),
      send: 'Save and redeploy',
      done: said(/^Saved/),
      write: 'PATCH',
    },
  }),
  page('/projects/{project}/environments/{environment}/routes/{route}/delete', {
    name: 'delete route',
    does: ['delete-a-route'],
    at: route,
    ready: confirmed(address),
    form: removes('route', address),
  }),
];

/** Beside the main one: it sees one of twenty visitors. */
const version = { ...main, version: listed({ locked: false }) };
const versionId = ({ version }: Values) => version ?? '';

export const versions = [
  page('/projects/{project}/environments/{environment}/versions', {
    name: 'versions',
    at: main,
    ready: table('Versions'),
    operations: ['list-versions-associated-with-the-environment'],
  }),
  page('/projects/{project}/environments/{environment}/versions/new', {
    name: 'add version',
    does: ['create-versions-associated-with-the-environment'],
    at: main,
    ready: field('Traffic share'),
    form: {
      fill: (keys) => keys.fill('Traffic share', '10'),
      send: 'Add version',
      done: said('Added the version'),
      write: 'POST',
    },
  }),
  page('/projects/{project}/environments/{environment}/versions/{version}', {
    name: 'version',
    at: version,
    ready: section('All versions'),
    operations: ['list-the-version'],
  }),
  page('/projects/{project}/environments/{environment}/versions/{version}/edit', {
    name: 'edit version',
    does: ['update-the-version'],
    at: version,
    ready: field('Traffic share'),
    operations: ['list-versions-associated-with-the-environment'],
    form: {
      fill: (keys) => keys.fill('Traffic share', '10'),
      send: 'Save changes',
      done: said(/^Saved/),
      write: 'PATCH',
    },
  }),
  page('/projects/{project}/environments/{environment}/versions/{version}/delete', {
    name: 'delete version',
    does: ['delete-the-version'],
    at: version,
    ready: confirmed(/^Type \w+ to confirm$/),
    form: removes('version', versionId),
  }),
];

export const deployments = [
  page('/projects/{project}/environments/{environment}/deployment', {
    name: 'deployment',
    at: staging,
    query: '?node=Application%3Aapp',
    ready: (page) => page.getByRole('main').getByRole('region', { name: 'app', exact: true }),
    operations: ['get-a-single-environment-deployment', 'get-an-environment-deployment-information'],
  }),
  page('/projects/{project}/environments/{environment}/deployment', {
    name: 'deployment as a table',
    at: staging,
    query: '?view=table',
    ready: table('Connections'),
  }),
];

export const operations = [
  page('/projects/{project}/environments/{environment}/operations', {
    name: 'operations',
    at: staging,
    ready: table('Operations'),
    operations: ['list-source-operations', 'get-a-single-environment-deployment'],
  }),
  page('/projects/{project}/environments/{environment}/operations/source/{operation}', {
    name: 'run a source operation',
    does: ['trigger-a-source-operation'],
    at: { ...main, operation: 'release' },
    ready: (page) => page.getByRole('region', { name: 'Command' }),
    operations: ['list-source-operations'],
    form: {
      fill: (keys) => keys.fill('Variables', '{"env": {"TICKET": "SHOP-7"}}'),
      send: 'Run operation',
      done: heading(/ran source operation release/),
      write: 'POST',
    },
  }),
  page('/projects/{project}/environments/{environment}/operations/runtime/{service}/{operation}', {
    name: 'run a runtime operation in production',
    does: ['execute-a-runtime-operation'],
    at: { ...main, service: 'app', operation: 'clear-cache' },
    ready: (page) => page.getByText(/This changes production/),
    form: { send: 'Run operation', done: heading(/clear-cache/), write: 'POST' },
  }),
];
