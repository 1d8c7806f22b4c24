// What is done without filling a form, and where: the page that the button for it is on.
import { expect, type Locator, type Page } from '@playwright/test';

import { demo } from './demo.ts';
import { passcode } from './passcode.ts';
import type { Sandbox } from './sandbox.ts';
import type { Steps } from './steps.ts';

export interface Given {
  page: Page;
  sandbox: Sandbox;
  steps: Steps;
}

export interface Sent {
  /** The page of the registry, by its name. */
  on: string;
  /** Finds it there. */
  button: (given: Given) => Locator | Promise<Locator>;
  /** What is done on the page before it is offered. */
  first?: (given: Given) => Promise<void>;
  /** Lets something run that it is there for. */
  running?: (sandbox: Sandbox) => Promise<void>;
  /** Where it is offered, if that is another thing's page than the registry's. */
  at?: (given: Given) => Promise<string>;
  /** What "Search or do…" calls it, where it does it at once. */
  does?: string;
  /** What it calls the page, where the links to it say something else. */
  words?: string;
}

const named = (name: string) => ({ steps }: Given) => steps.button(name).first();
const inMenu = (name: string) => ({ steps }: Given) => steps.more(name);

/** Turns two-factor authentication on, and keeps its codes. */
async function protect({ page, sandbox, steps }: Given): Promise<void> {
  const main = page.getByRole('main');
  if (await steps.button('Turn off').isVisible()) return;
  const secret = (await main.locator('code').first().innerText()).replaceAll(' ', '');
  await steps.field('Code').fill(passcode(secret, await sandbox.now()));
  await steps.button('Turn on').click();
  await expect(main.getByRole('heading', { name: 'Recovery codes' })).toBeVisible();
  const [code = ''] = await main.getByRole('listitem').locator('code').allInnerTexts();
  await main.getByRole('textbox', { name: /Type one of the codes/ }).fill(code);
  await steps.button('Done').click();
}

/** Gives the person a picture, and comes back. */
async function picture({ page, steps }: Given): Promise<void> {
  const main = page.getByRole('main');
  const drawn = await page.evaluate(() => document.createElement('canvas').toDataURL('image/png'));
  const file = { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from(drawn.split(',')[1] ?? '', 'base64') };
  await main.getByLabel(/^Image/).setInputFiles(file);
  await expect(main.getByRole('img', { name: 'Your picture as it will show' })).toBeVisible();
  await steps.button('Save picture').click();
  await expect(steps.toast('Saved your picture')).toBeVisible();
  await main.getByRole('link', { name: 'Change picture' }).click();
}

/** Files a ticket: the API has no list of them, and the console lists those that were filed in this browser. */
async function file({ page, steps }: Given): Promise<string> {
  await steps.signIn({ at: `${demo.organization.path}/tickets/new` });
  await steps.field('Subject').fill('Reached');
  await steps.field('Description').fill('By clicking.');
  await steps.button('Create ticket').click();
  await expect(page).toHaveURL(/\/tickets\/\d+$/);
  return new URL(page.url()).pathname;
}

const profile = { on: 'profile', words: 'Profile' };

export const buttons: Readonly<Record<string, Sent>> = {
  'reset-user-password': { ...profile, button: named('Reset password') },
  'check-if-verification-is-required': { ...profile, button: named('Check verification') },
  'check-if-phone-verification-is-required': { ...profile, button: named('Check verification') },
  'confirm-totp-enrollment': { on: 'two-factor authentication', button: named('Turn on') },
  're-create-recovery-codes': {
    on: 'two-factor authentication',
    first: protect,
    button: named('Create new recovery codes'),
  },
  'withdraw-totp-enrollment': { on: 'two-factor authentication', first: protect, button: named('Turn off') },
  'create-a-user-profile-picture': { on: 'change picture', button: named('Save picture') },
  'delete-a-user-profile-picture': { on: 'change picture', first: picture, button: named('Remove picture') },
  // What it still has is in the way of it, and said where the form would be.
  'delete-organization': {
    on: 'delete organization',
    button: ({ steps }) => steps.heading(`Delete ${demo.organization.label}`),
  },
  'clear-project-build-cache': { on: 'project', button: inMenu('Clear build cache'), does: 'Clear build cache' },
  'restart-the-git-server': { on: 'git server', button: named('Restart Git server') },
  'cancel-a-project-activity': {
    on: 'one activity',
    running: (sandbox) => sandbox.addVariable(`${demo.project.path}/variables`, { name: 'env:RUNS', value: '1' }),
    button: named('Cancel activity'),
  },
  'cancel-an-environment-activity': {
    on: 'one activity of an environment',
    running: (sandbox) => sandbox.addVariable(`${demo.staging.path}/variables`, { name: 'env:RUNS', value: '1' }),
    button: named('Cancel activity'),
  },
  'redeploy-an-environment': { on: 'environment', button: named('Redeploy'), does: 'Redeploy' },
  'pause-an-environment': { on: 'environment', button: inMenu('Pause'), does: 'Pause' },
  'resume-a-paused-environment': {
    on: 'environment',
    at: async ({ sandbox }) => {
      const environments = `${demo.project.path}/environments`;
      return `${environments}/${await sandbox.idOf(environments, { status: 'paused' })}`;
    },
    button: named('Resume'),
    does: 'Resume',
  },
  'update-a-ticket': { on: 'ticket', at: file, button: named('Update ticket') },
  'delete-an-environment-snapshot': { on: 'delete backup', button: named('Delete backup') },
};
