// What nobody else may read is nowhere but in the field it is typed into: not in an address, a storage, a line of the
// console, or the page once it is left.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { unsaid } from '../support/logs.ts';
import type { Steps } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

interface Case {
  what: string;
  at: string;
  /** Part of it, that nothing else has. */
  secret: string;
  fill: (page: Page, steps: Steps) => Promise<void>;
  send: (page: Page, steps: Steps) => Promise<void>;
  /** What the API answers with, where it refuses. */
  refused?: number;
}

const key = readFileSync(new URL('../fixtures/key.pem', import.meta.url), 'utf8');
const secret = unsaid('v3ry-s3cret-indeed');
const add = (button: string) => async (page: Page, steps: Steps) => {
  await steps.button(button).click();
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(/Added|Adding/);
};

const variable = (of: string, list: string): Case => ({
  what: `a sensitive variable of ${of}`,
  at: `${list}/variables/new`,
  secret,
  fill: async (_, steps) => {
    await steps.field('Name').fill('env:TOLD_ONCE');
    await steps.flag('Sensitive').click();
    await steps.value().fill(secret);
  },
  send: add('Add variable'),
});

const cases: Case[] = [
  variable('a project', demo.project.path),
  variable('an environment', demo.staging.path),
  {
    what: 'the private key of a certificate',
    at: `${demo.project.path}/certificates/new`,
    secret: (key.split('\n')[2] ?? '').slice(0, 40),
    fill: async (page, steps) => {
      const text = (name: string) => readFileSync(new URL(`../fixtures/${name}.pem`, import.meta.url), 'utf8');
      await steps.field('Certificate').fill(text('certificate'));
      await page.getByRole('main').getByLabel(/^Private key/).fill(key);
      await steps.field('Chain').fill(text('chain'));
    },
    send: add('Add certificate'),
  },
  {
    what: 'the token of an integration',
    at: `${demo.project.path}/integrations/new?kind=health.slack`,
    secret,
    fill: async (page, steps) => {
      await steps.field('Channel').fill('#deploys');
      await page.getByLabel(/^Bot token/).fill(secret);
    },
    send: add('Add integration'),
  },
  {
    what: 'the key that signs a webhook',
    at: `${demo.project.path}/integrations/new?kind=webhook`,
    secret,
    fill: async (page, steps) => {
      await steps.field('Address').fill('https://hooks.lakeside.example/');
      await page.getByLabel(/^Shared key/).fill(secret);
    },
    send: add('Add integration'),
  },
  {
    what: 'a new password',
    at: '/account/profile/preferences',
    secret,
    fill: async (page, steps) => {
      await steps.field('Display name').fill('Typed');
      await page.getByLabel(/^Current password/).fill(`${secret}-old`);
      await page.getByLabel(/^New password/).fill(`${secret}-new`);
    },
    send: async (page, steps) => {
      await steps.saveChanges();
      await expect(page.getByLabel(/^Current password/)).toHaveAccessibleDescription(/password/);
    },
    refused: 400,
  },
];

for (const { what, at, secret: told, fill, send, refused } of cases) {
  test(`${what} is nowhere but in its field`, async ({ page, steps, watch }) => {
    if (refused !== undefined) watch.allowStatus(refused);
    const said: string[] = [];
    page.on('request', (request) => said.push(request.url()));
    page.on('framenavigated', (frame) => said.push(frame.url()));
    page.on('console', (message) => said.push(message.text()));
    const kept = async () => [
      ...said,
      ...(await page.evaluate(async () => [
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        document.cookie,
        location.href,
        JSON.stringify(history.state ?? null),
        JSON.stringify(await caches.keys()),
        JSON.stringify(await indexedDB.databases()),
      ])),
    ];
    await steps.signIn({ at });
    await fill(page, steps);
    // As when it is left behind with a draft.
    await page.evaluate(() => dispatchEvent(new Event('pagehide')));
    await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain('without_secrets');
    for (const place of await kept()) expect(place).not.toContain(told);
    // A value as it is shown is an attribute of no element.
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(told);
    await send(page, steps);
    for (const place of await kept()) expect(place).not.toContain(told);
    page.on('dialog', (dialog) => dialog.accept());
    await steps.open('/');
    await expect(steps.heading('Home')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(told);
    for (const place of await kept()) expect(place).not.toContain(told);
  });
}
