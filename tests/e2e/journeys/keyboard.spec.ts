// Each form is filled and sent by the keyboard alone, while the access token expires under it.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { Keyboard } from '../support/keyboard.ts';
import { expect, test } from '../support/test.ts';

const project = demo.project.path;
const pem = (name: string) => readFileSync(new URL(`../fixtures/${name}.pem`, import.meta.url), 'utf8');

/** Longer than an access token lives, in seconds. */
const EXPIRY = 1_000;

interface Form {
  name: string;
  path: string;
  fill: (keys: Keyboard) => Promise<void>;
  /** The button that sends it; an edit is reviewed first. */
  send: string;
  /** What the console says when it is done. */
  done: (page: Page) => ReturnType<Page['getByText']>;
  write: 'POST' | 'PATCH' | 'DELETE';
}

const added = (text: string | RegExp) => (page: Page) => page.getByRole('region', { name: 'Notifications' }).getByText(text);
const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { level: 1, name });
const removes = (thing: string, name: string, path: string): Form => ({
  name: `delete ${thing}`,
  path: `${path}/delete`,
  fill: (keys) => keys.fill(`Type ${name} to confirm`, name),
  send: `Delete ${thing}`,
  done: added(`Deleted ${name}`),
  write: 'DELETE',
});

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
    done: added('Added env:TYPED'),
    write: 'POST',
  },
  {
    name: 'edit variable',
    path: `${project}/variables/env:KEYS`,
    fill: (keys) => keys.fill('Value', 'other'),
    send: 'Save changes',
    done: added('Saved env:KEYS'),
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
    done: added('Added env:TYPED'),
    write: 'POST',
  },
  {
    name: 'add domain',
    path: `${project}/domains/new`,
    fill: async (keys) => {
      await keys.toggle('Production domain');
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
    done: added('Added the certificate'),
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
    done: added(/^Added/),
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
      await keys.toggle('Dedicated');
      await keys.fill('Name', 'typed-cluster');
    },
    send: 'Add deployment target',
    done: added('Added typed-cluster'),
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
    done: added(/^Saved/),
    write: 'PATCH',
  },
  {
    name: 'build settings',
    path: `${project}/settings/build`,
    fill: (keys) => keys.fill('Memory', '4096'),
    send: 'Save changes',
    done: added(/^Saved/),
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

for (const { name, path, fill, send, done, write } of forms) {
  test(name, async ({ page, sandbox, steps, watch }) => {
    watch.allowStatus(401);
    await sandbox.addVariable(`${project}/variables`, { name: 'env:KEYS', value: '1' });
    await steps.visit(path);
    const main = page.getByRole('main');
    await expect(main.getByRole('textbox').or(main.getByRole('switch')).or(main.getByRole('radio')).first()).toBeVisible();
    const writes: string[] = [];
    page.on('response', (response) => {
      const request = response.request();
      if (request.url().includes('/api/') && request.method() === write && response.ok()) writes.push(request.url());
    });
    const keys = new Keyboard(page);
    await fill(keys);
    await keys.expectVisibleFocus();
    await sandbox.advance(EXPIRY);
    await keys.press(send);
    if (write === 'PATCH') await keys.press('Confirm');
    await expect(done(page)).toBeVisible();
    expect(writes).toHaveLength(1);
  });
}
