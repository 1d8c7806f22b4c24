// The API wants a fresher or stronger sign-in before it does something (RFC 9470): it is asked for in place.
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import type { Fault } from '../support/sandbox.ts';
import type { Steps } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;
const operation = 'add-a-project-variable';

const challenges: Readonly<Record<string, Fault>> = {
  'in a header': {
    status: 401,
    headers: { 'www-authenticate': 'Bearer error="insufficient_user_authentication", max_age="300"' },
  },
  'in the body': { status: 401, body: { amr: ['mfa'], max_age: 300 } },
};

/** The statuses that a variable was answered with. */
function answersOf(page: Page): number[] {
  const answers: number[] = [];
  page.on('response', (answer) => {
    if (answer.request().method() === 'POST' && answer.url().endsWith(variables)) answers.push(answer.status());
  });
  return answers;
}

async function fill(steps: Steps): Promise<void> {
  await steps.signIn({ at: `${variables}/new` });
  await steps.field('Name').fill('env:STEP');
  await steps.value().fill('typed before');
}

for (const [where, challenge] of Object.entries(challenges)) {
  test(`said ${where}: once the person signed in, the same request is sent again`, async ({ page, sandbox, steps, watch }) => {
    watch.allowStatus(401);
    await fill(steps);
    const answers = answersOf(page);
    await sandbox.fault(operation, { ...challenge, times: 1 });
    await steps.button('Add variable').click();
    const dialog = steps.signInAgain();
    await expect(dialog).toContainText('A fresh sign-in is needed for this.');
    // A new access token alone is not what was asked for.
    expect(answers).toEqual([401]);
    await steps.answerSignInAgain('wrong');
    await expect(dialog).toContainText('This token isn’t valid.');
    expect(answers).toEqual([401]);
    await steps.answerSignInAgain();
    await expect(dialog).toBeHidden();
    await expect(steps.toast('Added env:STEP')).toBeVisible();
    expect(answers.length).toBe(2);
    expect(await sandbox.variable(variables, 'env:STEP')).toMatchObject({ value: 'typed before' });
  });
}

test('whoever does not sign in keeps what was typed, and is asked when it is tried again', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(401);
  await fill(steps);
  const answers = answersOf(page);
  await sandbox.fault(operation, { status: 401, body: { error: 'insufficient_user_authentication' }, times: 2 });
  const dialog = steps.signInAgain();
  for (const close of [() => dialog.getByRole('button', { name: 'Cancel' }).click(), () => page.keyboard.press('Escape')]) {
    await steps.button('Add variable').click();
    await expect(dialog).toBeVisible();
    await close();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('main')).toContainText('A fresh sign-in is needed');
    await expect(steps.field('Name')).toHaveValue('env:STEP');
    await expect(steps.value()).toHaveValue('typed before');
  }
  expect(answers).toEqual([401, 401]);
  await steps.button('Add variable').click();
  await expect(steps.toast('Added env:STEP')).toBeVisible();
});

test('nothing is sent again in the name of somebody else', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(401);
  await fill(steps);
  const answers = answersOf(page);
  await sandbox.fault(operation, { status: 401, body: { error: 'insufficient_user_authentication' }, times: 1 });
  await steps.button('Add variable').click();
  await expect(steps.signInAgain()).toBeVisible();
  await steps.answerSignInAgain(demo.viewer.token);
  await expect(steps.signInAgain()).toBeHidden();
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByRole('menu', { name: 'Account' })).toContainText(demo.viewer.name);
  expect(answers).toEqual([401]);
});

test('where the sign-in is still not enough, the person is told and asked again', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(401);
  await fill(steps);
  const answers = answersOf(page);
  await sandbox.fault(operation, { ...challenges['in a header'], times: 1 });
  await steps.button('Add variable').click();
  const dialog = steps.signInAgain();
  await expect(dialog).toBeVisible();
  // By this the console tells who signed in.
  await sandbox.fault('get-the-current-user', { ...challenges['in a header'], times: 1 });
  await steps.answerSignInAgain();
  await expect(dialog).toContainText('This sign-in isn’t enough');
  await expect(dialog.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  expect(answers).toEqual([401]);
  await steps.answerSignInAgain();
  await expect(dialog).toBeHidden();
  await expect(steps.toast('Added env:STEP')).toBeVisible();
  expect(answers).toHaveLength(2);
});

test('a page that wants it is read after it', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(401);
  await steps.signIn({ at: demo.project.path });
  await sandbox.fault('get-list-of-project-variables', { ...challenges['in a header'], times: 1 });
  await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'Variables' }).click();
  await expect(steps.signInAgain()).toBeVisible();
  await steps.answerSignInAgain();
  await expect(steps.signInAgain()).toBeHidden();
  await expect(page.getByRole('main').getByRole('table').getByRole('row').nth(1)).toBeVisible();
});
