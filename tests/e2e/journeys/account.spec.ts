// What is the person's own: who they are to others, and what they and their programs sign in with.
import { demo } from '../support/demo.ts';
import { passcode } from '../support/passcode.ts';
import { Steps } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('an API token is shown once, signs in, and is gone when it is deleted', async ({ page, context, server, steps, watch }) => {
  watch.allowStatus(401);
  await steps.signIn({ at: demo.project.path });
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'API tokens' }).click();
  await expect(page.getByRole('table', { name: 'API tokens' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Add API token' }).click();
  await steps.field('Name').fill('Night jobs');
  await steps.button('Add API token').click();

  const once = page.getByRole('main').getByRole('status').filter({ hasText: 'won’t see it again' });
  const value = (await once.locator('code').innerText()).trim();
  expect(value.length).toBeGreaterThan(30);
  // It is nowhere but on the page.
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  expect(kept).not.toContain(value);

  const other = await context.newPage();
  const otherSteps = new Steps(other, server);
  await otherSteps.signIn({ token: value });
  await other.close();

  await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'API tokens' }).click();
  await expect(steps.row('Night jobs')).toBeVisible();
  await page.goBack();
  await expect(steps.heading('Night jobs')).toBeVisible();
  await expect(page.getByText(value)).toHaveCount(0);

  await page.getByRole('main').getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'Delete API token' }).click();
  await steps.field('Type Night jobs to confirm').fill('Night jobs');
  await steps.button('Delete API token').click();
  await expect(steps.toast('Deleted Night jobs')).toBeVisible();
  await expect(steps.row('Night jobs')).toHaveCount(0);
});

test('who deletes the token in use is asked to sign in again', async ({ page, steps, watch }) => {
  watch.allowStatus(401);
  await steps.signIn({ at: '/account/api-tokens' });
  await steps.row('Demo administrator').getByRole('link').first().click();
  await page.getByRole('main').getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'Delete API token' }).click();
  await steps.field('Type Demo administrator to confirm').fill('Demo administrator');
  await steps.button('Delete API token').click();
  await expect(steps.signInAgain()).toBeVisible();
});

test('names are told apart beside the field', async ({ steps, watch }) => {
  watch.allowStatus(409);
  await steps.signIn({ at: '/account/api-tokens/new' });
  await steps.field('Name').fill('Deploy pipeline');
  await steps.button('Add API token').click();
  await expect(steps.field('Name')).toHaveAccessibleDescription(/already have a token/);
});

test('an SSH key is added by its public half, and deleted by its name', async ({ page, steps }) => {
  await steps.signIn({ at: '/account/ssh-keys' });
  await expect(steps.row('Work laptop')).toContainText('SHA256:');
  await page.getByRole('main').getByRole('link', { name: 'Add SSH key' }).click();
  // The private half never leaves the page.
  await steps.field('Public key').fill('-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----');
  await steps.button('Add SSH key').click();
  await expect(steps.field('Public key')).toHaveAccessibleDescription(/private key, which never leaves your machine/);
  await steps.field('Public key').fill(demo.newSshKey);
  await steps.field('Title').fill('Desk');
  await steps.button('Add SSH key').click();
  await expect(steps.toast('Added the SSH key')).toBeVisible();
  await expect(steps.heading('Desk')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'Delete SSH key' }).click();
  await steps.field('Type Desk to confirm').fill('Desk');
  await steps.button('Delete SSH key').click();
  await expect(steps.toast('Deleted Desk')).toBeVisible();
  await expect(steps.row('Work laptop')).toBeVisible();
  await expect(steps.row('Desk')).toHaveCount(0);
});

test('a connection is deleted unless an organization requires it', async ({ page, steps }) => {
  await steps.signIn({ at: '/account/connections' });
  await steps.row('lakeside-sso').getByRole('link').first().click();
  await expect(steps.heading('lakeside-sso')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: /^More/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete connection' })).toContainText('organization requires it');
  await steps.open('/account/connections/google/delete');
  await steps.field('Type Google to confirm').fill('Google');
  await steps.button('Delete connection').click();
  await expect(steps.toast('Deleted Google')).toBeVisible();
  await expect(steps.row('lakeside-sso')).toBeVisible();
  await expect(steps.row('Google')).toHaveCount(0);
});

test('what one says of oneself shows wherever one is named', async ({ page, steps, watch }) => {
  watch.allowStatus(400, 409);
  await steps.signIn({ at: '/account/profile' });
  await page.getByRole('main').getByRole('link', { name: 'Edit personal details' }).click();
  await steps.field('First name').fill('Níamh');
  await steps.field('Username').fill('teo');
  await steps.saveChanges();
  await expect(steps.field('Username')).toHaveAccessibleDescription(/taken|another|already/i);
  await steps.field('Username').fill('niamh-ob');
  await steps.saveChanges();
  await expect(steps.toast('Saved your personal details')).toBeVisible();
  await expect(page.getByRole('main').getByText('Níamh').first()).toBeVisible();
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByRole('menu', { name: 'Account' })).toContainText('Níamh');
});

test('a new password is asked for by email', async ({ page, steps }) => {
  await steps.signIn({ at: '/account/profile' });
  await steps.button('Reset password').click();
  await page.getByRole('dialog', { name: 'Reset password?' }).getByRole('button', { name: 'Reset password' }).click();
  await expect(steps.toast('We sent you an email with a link to set a new password')).toBeVisible();
});

test('two-factor authentication is turned on, its codes are kept before going on, renewed, and it is turned off', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(400, 409);
  const main = page.getByRole('main');
  await steps.signIn({ at: '/account/two-factor' });
  await expect(main.getByRole('img', { name: /QR code/ })).toBeVisible();
  const shown = await main.locator('code').first().innerText();
  expect(shown).toMatch(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/);
  const secret = shown.replaceAll(' ', '');

  await steps.field('Code').fill('12 34');
  await steps.button('Turn on').click();
  await expect(steps.field('Code')).toHaveAccessibleDescription('Enter the 6-digit code.');
  const now = await sandbox.now();
  const wrong = String((Number(passcode(secret, now)) + 1) % 1_000_000).padStart(6, '0');
  await steps.field('Code').fill(wrong);
  await steps.button('Turn on').click();
  await expect(steps.field('Code')).toHaveAccessibleDescription(/isn’t right/);
  const right = passcode(secret, now);
  await steps.field('Code').fill(`${right.slice(0, 3)} ${right.slice(3)}`);
  await steps.button('Turn on').click();

  await expect(main.getByRole('heading', { name: 'Recovery codes' })).toBeVisible();
  const codes = await main.getByRole('listitem').locator('code').allInnerTexts();
  expect(codes.length).toBe(10);
  // Nobody leaves without them.
  await expect(steps.button('Done')).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'Profile' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Keep editing' }).click();
  await main.getByRole('textbox', { name: /Type one of the codes/ }).fill((codes[3] ?? '').replaceAll('-', ' '));
  await steps.button('Done').click();
  await expect(main.getByText('On', { exact: true })).toBeVisible();
  // What was told once is nowhere any more.
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.documentElement.outerHTML]));
  for (const told of [secret, shown, ...codes]) expect(kept).not.toContain(told);
  expect(await sandbox.takes(codes[0] ?? '')).toBe(true);
  expect(await sandbox.takes(codes[0] ?? '')).toBe(false);

  await steps.button('Create new recovery codes').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Create new recovery codes' }).click();
  await expect(main.getByRole('heading', { name: 'Recovery codes' })).toBeVisible();
  const download = page.waitForEvent('download');
  await steps.button('Download').click();
  expect((await download).suggestedFilename()).toBe('recovery-codes.txt');
  await steps.button('Done').click();
  expect(await sandbox.takes(codes[1] ?? '')).toBe(false);

  await steps.button('Turn off').click();
  await page.getByRole('dialog', { name: 'Turn off?' }).getByRole('button', { name: 'Turn off' }).click();
  await expect(steps.toast('Two-factor authentication is off')).toBeVisible();
  await expect(steps.field('Code')).toBeVisible();
});

test('a picture is cut out of an image, shown, and removed', { tag: '@direct' }, async ({ page, steps }) => {
  const main = page.getByRole('main');
  await steps.signIn({ at: '/account/profile' });
  await main.getByRole('link', { name: 'Change picture' }).click();
  await steps.button('Save picture').click();
  await expect(main.getByLabel(/^Image/)).toHaveAccessibleDescription(/Choose an image/);
  // It is a file input still: the keyboard opens the browser's dialog.
  const dialog = page.waitForEvent('filechooser');
  await main.getByLabel(/^Image/).press('Enter');
  await dialog;
  await main.getByLabel(/^Image/).setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no image') });
  await expect(main.getByLabel(/^Image/)).toHaveAccessibleDescription(/isn’t an image/);
  await main.getByLabel(/^Image/).setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: await drawn(page) });
  await expect(main.getByRole('img', { name: 'Your picture as it will show' })).toBeVisible();
  await main.getByRole('slider', { name: 'Zoom' }).fill('200');
  await steps.button('Save picture').click();
  await expect(steps.toast('Saved your picture')).toBeVisible();
  const shown = main.getByRole('img', { name: /^Picture of/ });
  await expect(shown).toBeVisible();
  // The middle of the image was enlarged: half of its height is left of it.
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(100);

  await main.getByRole('link', { name: 'Change picture' }).click();
  await steps.button('Remove picture').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove picture' }).click();
  await expect(steps.toast('Removed your picture')).toBeVisible();
  await expect(steps.button('Remove picture')).toHaveCount(0);
});

/** An image of 300 by 200 pixels, as a PNG. */
async function drawn(page: import('@playwright/test').Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 200 });
    const pen = canvas.getContext('2d');
    if (pen) {
      pen.fillStyle = 'teal';
      pen.fillRect(0, 0, 300, 200);
    }
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  return Buffer.from(base64, 'base64');
}

test('what has to be verified before a project can be created is told', async ({ page, sandbox, steps }) => {
  const main = page.getByRole('main');
  await steps.signIn({ at: '/account/profile' });
  await steps.button('Check verification').click();
  await expect(main.getByText('Nothing to verify. You can create projects.')).toBeVisible();
  await sandbox.verify('phone');
  await steps.button('Check verification').click();
  await expect(main.getByText('Verify your phone number')).toBeVisible();
  await sandbox.verify('staff');
  await steps.button('Check verification').click();
  await expect(main.getByText('Support has to verify your account')).toBeVisible();
});
