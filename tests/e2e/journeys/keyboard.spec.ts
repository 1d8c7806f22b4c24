// Each form is filled and sent by the keyboard alone, while the access token expires under it.
import { readFileSync } from 'node:fs';

import { demo } from '../support/demo.ts';
import { byKeyboard, heading, removes, said, type Form } from '../support/keyboard.ts';
import { test } from '../support/test.ts';

const project = demo.project.path;
const pem = (name: string) => readFileSync(new URL(`../fixtures/${name}.pem`, import.meta.url), 'utf8');

const forms: Form[] = [
  {
    name: 'add variable',
    path: `${project}/variables/new`,
    fill: async (keys) => {
      await keys.fill('Name', 'env:TYPED');
      await keys.fill('Value', 'by hand');
      await keys.toggle('Sensitive');
    },
    send: 'Add variable',
    done: said('Added env:TYPED'),
    write: 'POST',
  },
  {
    name: 'edit variable',
    path: `${project}/variables/env:KEYS`,
    fill: (keys) => keys.fill('Value', 'other'),
    send: 'Save changes',
    done: said('Saved env:KEYS'),
    write: 'PATCH',
  },
  removes('variable', 'env:KEYS', `${project}/variables/env:KEYS`),
  {
    name: 'add many variables',
    path: `${project}/variables/import`,
    fill: (keys) => keys.fill('Variables', 'KEY_A=1'),
    send: 'Write 1 variable',
    done: (page) => page.getByText('1 written.'),
    write: 'POST',
  },
  {
    name: 'add environment variable',
    path: `${demo.staging.path}/variables/new`,
    fill: async (keys) => {
      await keys.fill('Name', 'env:TYPED');
      await keys.fill('Value', 'by hand');
    },
    send: 'Add variable',
    done: said('Added env:TYPED'),
    write: 'POST',
  },
  {
    name: 'add domain',
    path: `${project}/domains/new`,
    fill: async (keys) => {
      await keys.choose('Production domain');
      await keys.fill('Name', 'keys.lakeside-shop.example');
    },
    send: 'Add domain',
    done: heading(/keys\.lakeside-shop\.example/),
    write: 'POST',
  },
  {
    name: 'edit domain',
    path: `${demo.domain.path}/edit`,
    fill: (keys) => keys.toggle('Default domain'),
    send: 'Save changes',
    done: heading(demo.domain.title),
    write: 'PATCH',
  },
  removes('domain', demo.domain.title, demo.domain.path),
  {
    name: 'add certificate',
    path: `${project}/certificates/new`,
    fill: async (keys) => {
      await keys.fill('Certificate', pem('certificate'));
      await keys.fill(/^Private key/, pem('key'));
    },
    send: 'Add certificate',
    done: said('Added the certificate'),
    write: 'POST',
  },
  {
    name: 'edit certificate',
    path: `${demo.certificate.path}/edit`,
    fill: (keys) => keys.toggle('Don’t use this certificate'),
    send: 'Save changes',
    done: heading(demo.certificate.title),
    write: 'PATCH',
  },
  {
    name: 'add integration',
    path: `${project}/integrations/new?kind=script`,
    fill: (keys) => keys.fill('Script', 'console.log("typed");'),
    send: 'Add integration',
    done: said(/^Added/),
    write: 'POST',
  },
  {
    name: 'edit integration',
    path: `${demo.webhook.path}/edit`,
    fill: (keys) => keys.fill('Address', 'https://deploys.lakeside-media.example/hooks/keys'),
    send: 'Save changes',
    done: heading('https://deploys.lakeside-media.example/hooks/keys'),
    write: 'PATCH',
  },
  removes('integration', demo.webhook.title, demo.webhook.path),
  {
    name: 'add deployment target',
    path: `${project}/deployment-targets/new`,
    fill: async (keys) => {
      await keys.choose('Dedicated');
      await keys.fill('Name', 'typed-cluster');
    },
    send: 'Add deployment target',
    done: said('Added typed-cluster'),
    write: 'POST',
  },
  {
    name: 'edit deployment target',
    path: `${demo.deploymentTarget.path}/edit`,
    fill: (keys) => keys.fill('Name', 'typed-cluster'),
    send: 'Save changes',
    done: heading('typed-cluster'),
    write: 'PATCH',
  },
  removes('deployment target', demo.deploymentTarget.title, demo.deploymentTarget.path),
  {
    name: 'project settings',
    path: `${project}/settings`,
    fill: (keys) => keys.fill('Title', 'Typed Shop'),
    send: 'Save changes',
    done: said(/^Saved/),
    write: 'PATCH',
  },
  {
    name: 'build settings',
    path: `${project}/settings/build`,
    fill: (keys) => keys.fill('Memory', '4096'),
    send: 'Save changes',
    done: said(/^Saved/),
    write: 'PATCH',
  },
  {
    name: 'new project',
    path: `${demo.organization.path}/projects/new`,
    fill: async (keys) => {
      await keys.fill('Title', 'Typed');
      await keys.fill('Region', 'eu-5.platform.sh');
    },
    send: 'Create project',
    done: (page) => page.getByText('The project is being set up').first(),
    write: 'POST',
  },
  removes('project', demo.project.title, project),
];

for (const form of forms) {
  test(form.name, async ({ page, sandbox, steps, watch }) => {
    await sandbox.addVariable(`${project}/variables`, { name: 'env:KEYS', value: '1' });
    await byKeyboard(form, { page, sandbox, steps, watch });
  });
}
