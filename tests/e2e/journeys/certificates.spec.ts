import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const certificates = `${demo.project.path}/certificates`;
/** Brought, and expired. */
const summer = 'summer.lakeside-shop.example';
/** Brought, and expires in some days. */
const gifts = 'gifts.lakeside-shop.example';
/** Made by the platform. */
const provisioned = 'lakeside-shop.example';

const pem = (name: string) => new URL(`../fixtures/${name}.pem`, import.meta.url);
const text = (name: string) => readFileSync(pem(name), 'utf8');

const isWrite = (method: string) => (request: { method(): string }) => request.method() === method;

const fact = (page: Page, label: string) =>
  page.getByRole('main').locator('dl > div').filter({ has: page.getByText(label, { exact: true }) }).getByRole('definition');

/** The private key, hidden or not. */
const key = (page: Page) => page.getByRole('main').getByLabel(/^Private key/);

test('the list says which expire, and who made them', async ({ page, steps }) => {
  await steps.signIn({ at: demo.project.path });
  await steps.tab('Certificates').click();
  await steps.expectAt(certificates);
  await expect(steps.row(summer)).toContainText('Expired');
  await expect(steps.row(summer)).toContainText('Harbourgate');
  await expect(steps.row(gifts)).toContainText(/[789] days left/);
  await expect(steps.row('*.lakeside-shop.example')).toContainText(/6\d\d days left/);
  await expect(steps.row(provisioned)).toContainText('Provisioned');
  await expect(steps.row(gifts)).toContainText('Uploaded');
  await page.getByRole('button', { name: 'Expires' }).click();
  await expect(page).toHaveURL(/sort=expires/);
  expect((await steps.rowNames('Certificates'))[0]).toContain(summer);
});

test('one is added from files, with its chain, and its key is never shown again', async ({ page, steps }) => {
  await steps.signIn({ at: certificates });
  await page.getByRole('main').getByRole('link', { name: 'Add certificate' }).click();
  await steps.expectAt(`${certificates}/new`);
  for (const [label, file] of [['Certificate', 'certificate'], ['Private key', 'key'], ['Chain', 'chain']] as const) {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: `Choose file for ${label}` }).click();
    await (await chooser).setFiles(pem(file).pathname);
  }
  await expect(steps.field('Certificate')).toHaveValue(text('certificate'));
  const post = page.waitForRequest(isWrite('POST'));
  await steps.button('Add certificate').click();
  const sent = (await post).postDataJSON() as { certificate: string; key: string; chain: string[] };
  expect(sent.certificate.trim()).toBe(text('certificate').trim());
  expect(sent.chain.length).toBeGreaterThan(0);
  await expect(steps.toast('Added the certificate')).toBeVisible();

  await expect(steps.heading(/fixtures\.lakeside-shop\.example/)).toBeVisible();
  await page.reload();
  await expect(steps.heading(/fixtures\.lakeside-shop\.example/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Names' }).getByRole('listitem')).toHaveText([
    /fixtures\.lakeside-shop\.example/,
    /fixtures\.lakeside-shop\.example/,
  ]);
  await expect(fact(page, 'Source')).toHaveText('Uploaded');
  await expect(page.getByRole('list', { name: 'Chain' }).getByRole('listitem')).toHaveCount(1 + sent.chain.length);
  // What the API says nothing about is read from the certificates themselves.
  await expect(page.getByRole('list', { name: 'Chain' }).getByRole('listitem').last()).toContainText(/[a-z].*\d+ (days|years) left/i);
  await expect(page.getByRole('list', { name: 'Chain' })).not.toContainText('Issuer of');
  await page.getByText('Show PEM').first().click();
  await expect(page.getByText('-----BEGIN CERTIFICATE-----').first()).toBeVisible();
  const kept = await page.evaluate(() => document.body.innerText + JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain('PRIVATE KEY');
});

test('a file is taken by dropping it', async ({ page, steps }) => {
  await steps.signIn({ at: `${certificates}/new` });
  const dropped = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'certificate.pem', { type: 'application/x-pem-file' }));
    return transfer;
  }, text('certificate'));
  await steps.field('Certificate').dispatchEvent('dragover', { dataTransfer: dropped });
  await steps.field('Certificate').dispatchEvent('drop', { dataTransfer: dropped });
  await expect(steps.field('Certificate')).toHaveValue(text('certificate'));
});

test('a key in place of the certificate is refused before it is sent', async ({ page, steps }) => {
  await steps.signIn({ at: `${certificates}/new` });
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/api/')) sent.push(request.url());
  });
  await key(page).fill(text('key'));
  await steps.field('Certificate').fill(text('key'));
  await steps.button('Add certificate').click();
  await expect(steps.field('Certificate')).toHaveAccessibleDescription(/This is a private key/);
  expect(sent).toEqual([]);
});

test('a key of another certificate is refused at the field', async ({ page, steps, watch }) => {
  watch.allowStatus(400);
  await steps.signIn({ at: `${certificates}/new` });
  await steps.field('Certificate').fill(text('certificate'));
  await key(page).fill(text('foreign-key'));
  await steps.button('Add certificate').click();
  await expect(key(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(key(page)).toHaveAccessibleDescription(/does not belong to the certificate/);
  await expect(steps.field('Certificate')).toHaveValue(text('certificate'));

  await key(page).fill(text('key'));
  await steps.button('Add certificate').click();
  await expect(steps.toast('Added the certificate')).toBeVisible();
});

test('one is taken out of use, and back', async ({ page, steps }) => {
  await steps.signIn({ at: certificates });
  await steps.row(gifts).getByRole('link', { name: gifts, exact: true }).click();
  await expect(fact(page, 'Used for domains')).toHaveText('Yes');
  await page.getByRole('main').getByRole('link', { name: 'Edit certificate' }).click();
  await steps.flag('Don’t use this certificate').click();
  const patch = page.waitForRequest(isWrite('PATCH'));
  await steps.saveChanges();
  expect((await patch).postDataJSON()).toEqual({ is_invalid: true });
  await expect(steps.toast(`Saved certificate for ${gifts}`)).toBeVisible();
  await expect(fact(page, 'Used for domains')).toHaveText('No');
  await steps.crumb('Certificates').click();
  await expect(steps.row(gifts)).toContainText('Not used');
});

test('a chain that is not this certificate’s is refused at its field', async ({ page, steps, watch }) => {
  watch.allowStatus(400);
  await steps.signIn({ at: certificates });
  await steps.row(gifts).getByRole('link', { name: gifts, exact: true }).click();
  await page.getByRole('main').getByRole('link', { name: 'Edit certificate' }).click();
  await steps.field('Chain').fill(text('chain'));
  await steps.saveChanges();
  await expect(steps.field('Chain')).toHaveAttribute('aria-invalid', 'true');
  await expect(steps.field('Chain')).toHaveAccessibleDescription(/not the issuer/);
});

test('deleting says what is lost and asks for its name', async ({ page, steps }) => {
  await steps.signIn({ at: certificates });
  await steps.row(summer).getByRole('link', { name: summer, exact: true }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Expired');
  await (await steps.more('Delete certificate')).click();
  await expect(page.getByRole('main')).toContainText('The certificate and its key are lost');
  await page.reload();
  await steps.field(`Type ${summer} to confirm`).fill(summer);
  await steps.button('Delete certificate').click();
  await expect(steps.toast(`Deleted ${summer}`)).toBeVisible();
  await steps.expectAt(certificates);
  await expect(page.getByRole('table', { name: 'Certificates' })).toBeVisible();
  await expect(steps.row(summer)).toHaveCount(0);
});

test('one that the platform made is not deleted, and says why', async ({ steps }) => {
  await steps.signIn({ at: certificates });
  await steps.row(provisioned).getByRole('link', { name: provisioned, exact: true }).click();
  await expect(steps.heading(provisioned)).toBeVisible();
  const remove = await steps.more('Delete certificate');
  await expect(remove).toBeDisabled();
  await expect(remove).toContainText(/removed with its domains/);
});

test('who may only look sees why nothing can be changed', async ({ steps }) => {
  await steps.signIn({ at: certificates, token: demo.viewer.token });
  await expect(steps.button('Add certificate')).toHaveAccessibleDescription(/can’t add certificates/);
  await steps.row(gifts).getByRole('link', { name: gifts, exact: true }).click();
  await expect(steps.button('Edit certificate')).toHaveAccessibleDescription(/can’t change this certificate/);
  await expect(await steps.more('Delete certificate')).toContainText(/can’t delete this certificate/);
});

test('a list that fails says so, and comes back', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(500);
  await sandbox.fault('get-list-of-ssl-certificates', { status: 500, body: '<h1>Oops</h1>', contentType: 'text/html' });
  await steps.hurry();
  await steps.signIn({ at: certificates });
  await expect(steps.button('Try again')).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('<h1>');
  await sandbox.clearFaults();
  await steps.button('Try again').click();
  await expect(steps.row(gifts)).toBeVisible();
});

test('an odd answer costs a fact and never the page', async ({ page, sandbox, steps }) => {
  const odd = {
    id: 'odd',
    domains: ['<i>x</i>.example', null, 7],
    issuer: [{ oid: 1 }, null, { value: '<script>alert(1)</script>' }],
    expires_at: 'some day',
    chain: 'no list',
    certificate: null,
    is_invalid: 'maybe',
    auth_type: null,
  };
  await sandbox.fault('get-list-of-ssl-certificates', { status: 200, body: [odd, null, 3, { id: null, domains: null }] });
  await sandbox.fault('get-an-ssl-certificate', { status: 200, body: odd });
  await steps.signIn({ at: certificates });
  await expect(steps.row('<i>x</i>.example')).toContainText('<script>alert(1)</script>');
  await expect(steps.row('<i>x</i>.example')).toContainText('some day');
  await steps.row('<i>x</i>.example').getByRole('link').first().click();
  await expect(steps.heading('<i>x</i>.example')).toBeVisible();
  await expect(fact(page, 'Source')).toHaveText('Unknown');
  await expect(page.getByRole('main')).toContainText('No chain.');
});

test('none yet: it says where they come from', async ({ page, sandbox, steps }) => {
  await sandbox.fault('get-list-of-ssl-certificates', { status: 200, body: [] });
  await steps.signIn({ at: certificates });
  await expect(page.getByRole('main')).toContainText('No certificates yet');
  await expect(page.getByRole('main').getByRole('link', { name: 'Add certificate' })).toBeVisible();
});
