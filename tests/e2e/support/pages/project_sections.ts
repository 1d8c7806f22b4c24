// Sections of a project: what it has many of.
import { readFileSync } from 'node:fs';

import { demo } from '../demo.ts';
import { confirmed, field, heading, list, listed, page, removes, said, table } from './page.ts';

const shop = { project: demo.project.id };
const pem = (name: string) => readFileSync(new URL(`../../fixtures/${name}.pem`, import.meta.url), 'utf8');

/** Not the project's default domain. */
const gifts = 'gifts.lakeside-shop.example';
const domain = { ...shop, domain: listed({ name: gifts }) };

export const domains = [
  page('/projects/{project}/domains', {
    name: 'domains',
    at: shop,
    ready: table('Domains'),
    operations: ['get-list-of-project-domains'],
  }),
  page('/projects/{project}/domains/new', {
    name: 'add domain',
    does: ['add-a-project-domain'],
    at: shop,
    ready: (page) => page.getByRole('radio', { name: 'Production domain' }),
    form: {
      fill: async (keys) => {
        await keys.choose('Production domain');
        await keys.fill('Name', 'keys.lakeside-shop.example');
      },
      send: 'Add domain',
      done: heading(/keys\.lakeside-shop\.example/),
      write: 'POST',
    },
  }),
  page('/projects/{project}/domains/{domain}', {
    name: 'domain',
    does: ['get-a-project-domain'],
    at: domain,
    ready: list('Certificates'),
  }),
  page('/projects/{project}/domains/{domain}/edit', {
    name: 'edit domain',
    does: ['update-a-project-domain'],
    at: domain,
    ready: (page) => page.getByRole('switch', { name: 'Default domain' }),
    form: {
      fill: (keys) => keys.toggle('Default domain'),
      send: 'Save and redeploy',
      done: heading(gifts),
      write: 'PATCH',
    },
  }),
  page('/projects/{project}/domains/{domain}/delete', {
    name: 'delete domain',
    does: ['delete-a-project-domain'],
    at: domain,
    ready: confirmed(gifts),
    form: removes('domain', gifts),
  }),
];

/** Brought by a person, and about to expire. */
const certificate = { ...shop, certificate: listed({ domains: [gifts], is_provisioned: false }) };

export const certificates = [
  page('/projects/{project}/certificates', {
    name: 'certificates',
    at: shop,
    ready: table('Certificates'),
    operations: ['get-list-of-ssl-certificates'],
  }),
  page('/projects/{project}/certificates/new', {
    name: 'add certificate',
    does: ['add-an-ssl-certificate'],
    at: shop,
    ready: field('Certificate'),
    form: {
      fill: async (keys) => {
        await keys.fill('Certificate', pem('certificate'));
        await keys.fill(/^Private key/, pem('key'));
      },
      send: 'Add certificate',
      done: said('Added the certificate'),
      write: 'POST',
    },
  }),
  page('/projects/{project}/certificates/{certificate}', {
    name: 'certificate',
    does: ['get-an-ssl-certificate'],
    at: certificate,
    ready: list('Chain'),
  }),
  page('/projects/{project}/certificates/{certificate}/edit', {
    name: 'edit certificate',
    does: ['update-an-ssl-certificate'],
    at: certificate,
    ready: field('Chain'),
    form: {
      fill: (keys) => keys.toggle('Don’t use this certificate'),
      send: 'Save and redeploy',
      done: heading(gifts),
      write: 'PATCH',
    },
  }),
  page('/projects/{project}/certificates/{certificate}/delete', {
    name: 'delete certificate',
    does: ['delete-an-ssl-certificate'],
    at: certificate,
    ready: confirmed(gifts),
    form: removes('certificate', gifts),
  }),
];

const hook = 'https://deploys.lakeside-media.example/hooks/shop';
const webhook = { ...shop, integration: listed({ url: hook }) };

export const integrations = [
  page('/projects/{project}/integrations', {
    name: 'integrations',
    at: shop,
    ready: table('Integrations'),
    operations: ['get-list-of-existing-integrations-for-a-project'],
  }),
  page('/projects/{project}/integrations/new', {
    name: 'kinds of integrations',
    at: shop,
    ready: (page) => page.getByRole('main').getByRole('link', { name: 'GitHub' }),
  }),
  page('/projects/{project}/integrations/new', {
    name: 'add integration',
    does: ['integrate-project-with-a-third-party-service'],
    at: shop,
    query: '?kind=script',
    ready: field('Script'),
    form: {
      fill: (keys) => keys.fill('Script', 'console.log("typed");'),
      send: 'Add integration',
      done: said(/^Added/),
      write: 'POST',
    },
  }),
  page('/projects/{project}/integrations/{integration}', {
    name: 'integration',
    does: ['get-information-about-an-existing-third-party-integration'],
    at: webhook,
    ready: heading(hook),
  }),
  page('/projects/{project}/integrations/{integration}/edit', {
    name: 'edit integration',
    does: ['update-an-existing-third-party-integration'],
    at: webhook,
    ready: field('Address'),
    form: {
      fill: (keys) => keys.fill('Address', 'https://deploys.lakeside-media.example/hooks/keys'),
      send: 'Save changes',
      done: heading('https://deploys.lakeside-media.example/hooks/keys'),
      write: 'PATCH',
    },
  }),
  page('/projects/{project}/integrations/{integration}/delete', {
    name: 'delete integration',
    does: ['delete-an-existing-third-party-integration'],
    at: webhook,
    ready: confirmed(hook),
    form: removes('integration', hook),
  }),
];

const cluster = 'black-friday-cluster';
const target = { ...shop, target: listed({ name: cluster }, `${demo.project.path}/deployments`) };

export const deploymentTargets = [
  page('/projects/{project}/deployment-targets', {
    name: 'deployment targets',
    at: shop,
    ready: table('Deployment targets'),
    operations: ['get-project-deployment-target-info'],
  }),
  page('/projects/{project}/deployment-targets/new', {
    name: 'add deployment target',
    does: ['create-a-project-deployment-target'],
    at: shop,
    ready: (page) => page.getByRole('radio', { name: 'Dedicated' }),
    form: {
      fill: async (keys) => {
        await keys.choose('Dedicated');
        await keys.fill('Name', 'typed-cluster');
      },
      send: 'Add deployment target',
      done: said('Added typed-cluster'),
      write: 'POST',
    },
  }),
  page('/projects/{project}/deployment-targets/{target}', {
    name: 'deployment target',
    does: ['get-a-single-project-deployment-target'],
    at: target,
    ready: heading(cluster),
  }),
  page('/projects/{project}/deployment-targets/{target}/edit', {
    name: 'edit deployment target',
    does: ['update-a-project-deployment'],
    at: target,
    ready: field('Name'),
    form: {
      fill: (keys) => keys.fill('Name', 'typed-cluster'),
      send: 'Save and redeploy',
      done: heading('typed-cluster'),
      write: 'PATCH',
    },
  }),
  page('/projects/{project}/deployment-targets/{target}/delete', {
    name: 'delete deployment target',
    does: ['delete-a-single-project-deployment-target'],
    at: target,
    ready: confirmed(cluster),
    form: removes('deployment target', cluster),
  }),
];
