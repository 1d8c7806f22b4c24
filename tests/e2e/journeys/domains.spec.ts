import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const domains = `${demo.project.path}/domains`;
/** The project's default, served with a certificate that the platform made. */
const main = 'lakeside-shop.example';
/** Served with one's own certificate that expires in some days. */
const gifts = 'gifts.lakeside-shop.example';

/** What the page says under a label. */
const fact = (page: Page, label: string) =>
  page.getByRole('main').locator('dl > div').filter({ has: page.getByText(label, { exact: true }) }).getByRole('definition');

const isWrite = (method: string) => (request: { method(): string }) => request.method() === method;

test('the list says which is the default, and how each is secured', async ({ page, steps }) => {
  await steps.signIn({ at: demo.project.path });
  await steps.tab('Domains').click();
  await steps.expectAt(domains);
  await expect(page).toHaveTitle(/^Domains · Lakeside Shop/);
  await expect(steps.row(main)).toContainText('Default');
  await expect(steps.row(main)).toContainText('Production domain');
  await expect(steps.row(gifts)).not.toContainText('Default');
  await expect(steps.row(gifts)).toContainText(/\d+ days left/);
  const open = steps.row(gifts).getByRole('link', { name: `Open ${gifts} in a new tab` });
  await expect(open).toHaveAttribute('href', `https://${gifts}`);
  await expect(open).toHaveAttribute('rel', /noopener/);

  await page.getByRole('searchbox', { name: 'Search domains' }).fill('default');
  await expect(page.getByRole('table', { name: 'Domains' }).getByRole('rowheader')).toHaveCount(1);
});

test('one is added, and is there when its address is opened again', async ({ page, steps }) => {
  await steps.signIn({ at: domains });
  await page.getByRole('main').getByRole('link', { name: 'Add domain' }).click();
  await steps.expectAt(`${domains}/new`);
  await page.getByRole('radio', { name: 'Production domain' }).check();
  const record = page.getByRole('region', { name: 'DNS record' });
  await steps.field('Name').fill('lakeside-club.example');
  await expect(record).toContainText('ALIAS or ANAME');
  await expect(record).toContainText('An apex domain can’t have a CNAME.');
  await steps.field('Name').fill('Club.Lakeside-Shop.example');
  await expect(record).toContainText('CNAME');
  await expect(record).toContainText('club.lakeside-shop.example');
  await expect(record).toContainText(/main-[a-z0-9]+-/);
  await expect(page.getByRole('main')).toContainText('This changes production, lakeside-shop.example.');
  const post = page.waitForRequest(isWrite('POST'));
  await steps.button('Add domain').click();
  expect((await post).postDataJSON()).toEqual({ name: 'club.lakeside-shop.example', is_default: false });
  await expect(steps.toast('Added club.lakeside-shop.example')).toBeVisible();

  const added = `${domains}/club.lakeside-shop.example`;
  await steps.expectAt(added);
  await page.reload();
  await expect(steps.heading('club.lakeside-shop.example')).toBeVisible();
  await expect(fact(page, 'Registered name')).toHaveText('lakeside-shop.example');
  await expect(fact(page, 'Points to')).toContainText(/main-[a-z0-9]+-/);
  await expect(fact(page, 'Default domain')).toHaveText('Off');
  // The wildcard certificate of the project is for it.
  await expect(page.getByRole('list', { name: 'Certificates' })).toContainText('*.lakeside-shop.example');
  await steps.crumb('Domains').click();
  await expect(steps.row('club.lakeside-shop.example')).toBeVisible();
});

test('a name is checked before it is sent', async ({ page, steps }) => {
  await steps.signIn({ at: `${domains}/new` });
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/api/')) sent.push(request.url());
  });
  await page.getByRole('radio', { name: 'Production domain' }).check();
  await steps.field('Name').fill('https://club.lakeside-shop.example/');
  await steps.button('Add domain').click();
  await expect(steps.field('Name')).toHaveAccessibleDescription(/without https/);
  expect(sent).toEqual([]);
});

test('what the API refuses is said at the field, and nothing typed is lost', async ({ page, steps, watch }) => {
  watch.allowStatus(400, 409);
  await steps.signIn({ at: `${domains}/new` });
  await page.getByRole('radio', { name: 'Production domain' }).check();
  await steps.field('Name').fill(gifts);
  await steps.button('Add domain').click();
  await expect(steps.field('Name')).toHaveAttribute('aria-invalid', 'true');
  await expect(steps.field('Name')).toHaveAccessibleDescription(/already has the domain gifts\.lakeside-shop\.example/);

  // Only environments have domains that stand for others.
  await page.getByRole('radio', { name: 'Domain of another environment' }).check();
  await expect(steps.field('Name')).toHaveValue(gifts);
  const other = page.getByRole('combobox', { name: 'Replaces production domain' });
  await other.click();
  await page.getByRole('option', { name: main, exact: true }).click();
  await steps.button('Add domain').click();
  await expect(other).toHaveAccessibleDescription(/A project domain can’t replace another one/);
  await expect(other).toHaveValue(main);
});

test('another is made the default, and the first one is it no more', async ({ page, steps, watch }) => {
  watch.allowStatus(400);
  await steps.signIn({ at: `${domains}/${gifts}` });
  await page.getByRole('main').getByRole('link', { name: 'Edit domain' }).click();
  await steps.expectAt(`${domains}/${gifts}/edit`);
  await steps.flag('Default domain').click();
  const patch = page.waitForRequest(isWrite('PATCH'));
  await steps.saveChanges();
  expect((await patch).postDataJSON()).toEqual({ is_default: true });
  await expect(steps.toast(`Saved ${gifts}`)).toBeVisible();
  await steps.expectAt(`${domains}/${gifts}`);
  await expect(fact(page, 'Default domain')).toHaveText('On');
  await steps.crumb('Domains').click();
  await expect(steps.row(gifts)).toContainText('Default');
  await expect(steps.row(main)).not.toContainText('Default');

  // There is always one: it cannot be switched off, only over.
  await steps.open(`${domains}/${gifts}/edit`);
  await steps.flag('Default domain').click();
  await steps.saveChanges();
  await expect(steps.flag('Default domain')).toHaveAccessibleDescription(/until another one is made the default/);
});

test('notes on a domain are kept', async ({ page, steps }) => {
  await steps.signIn({ at: `${domains}/${main}` });
  await expect(fact(page, 'Attributes')).toHaveText('registrar = Harbourgate Names');
  await page.getByRole('main').getByRole('link', { name: 'Edit domain' }).click();
  await page.getByText('Advanced', { exact: true }).click();
  await page.getByRole('button', { name: /^Add to Attributes/ }).click();
  await page.getByRole('textbox', { name: 'Attributes, key 2' }).fill('renewal');
  await page.getByRole('textbox', { name: 'Attributes, value 2' }).fill('<b>yearly</b>');
  await steps.saveChanges();
  await expect(fact(page, 'Attributes').getByRole('listitem')).toHaveText(['registrar = Harbourgate Names', 'renewal = <b>yearly</b>']);
});

test('deleting the default says what moves, and asks for the name', async ({ page, steps }) => {
  await steps.signIn({ at: `${domains}/${main}` });
  await expect(steps.heading(main)).toBeVisible();
  await (await steps.more('Delete domain')).click();
  await steps.expectAt(`${domains}/${main}/delete`);
  await expect(page.getByRole('main')).toContainText('This is the default domain');
  await page.reload();
  await expect(page.getByRole('main')).toContainText('move to another of the project’s domains');
  await expect(steps.button('Delete domain')).toBeDisabled();
  await steps.field(`Type ${main} to confirm`).fill(main);
  await steps.button('Delete domain').click();
  await expect(steps.toast(`Deleted ${main}`)).toBeVisible();
  await steps.expectAt(domains);
  await expect(page.getByRole('table', { name: 'Domains' })).toBeVisible();
  await expect(steps.row(main)).toHaveCount(0);
  await expect(steps.row(`www.${main}`)).toContainText('Default');
});

test('who may only look sees what is there, and why nothing can be changed', async ({ page, steps }) => {
  await steps.signIn({ at: domains, token: demo.viewer.token });
  const add = steps.button('Add domain');
  await expect(add).toBeDisabled();
  await expect(add).toHaveAccessibleDescription(/can’t add domains/);
  await steps.row(gifts).getByRole('link', { name: gifts, exact: true }).click();
  await expect(steps.button('Edit domain')).toHaveAccessibleDescription(/can’t change this domain/);
  await expect(await steps.more('Delete domain')).toContainText(/can’t delete this domain/);
  await steps.open(`${domains}/${gifts}/delete`);
  // What is sure to be refused asks for nothing, and says so first.
  await expect(steps.button('Delete domain')).toBeDisabled();
  await expect(page.getByRole('main').getByText('This can’t be done')).toBeVisible();
  await expect(page.getByRole('textbox', { name: /to confirm/ })).toHaveCount(0);
  await expect(steps.button('Delete domain')).toHaveAccessibleDescription(/can’t delete this domain/);
});

test('a list that fails says so, and comes back', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(500);
  await sandbox.fault('get-list-of-project-domains', { status: 500, body: '<h1>Oops</h1>', contentType: 'text/html' });
  await steps.hurry();
  await steps.signIn({ at: domains });
  await expect(steps.button('Try again')).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('<h1>');
  await sandbox.clearFaults();
  await steps.button('Try again').click();
  await expect(steps.row(main)).toBeVisible();
});

test('the list stands without the certificates', async ({ sandbox, steps, watch }) => {
  watch.allowStatus(403);
  await sandbox.fault('get-list-of-ssl-certificates', { status: 403, body: { message: 'No.' } });
  await steps.signIn({ at: domains });
  await expect(steps.row(gifts)).toContainText('Unknown');
});

test('an odd answer costs a fact and never the page', async ({ page, sandbox, steps }) => {
  const odd = {
    id: 'odd.example',
    name: '<img src=x onerror=alert(1)>.example',
    type: 'sideways',
    created_at: 'yesterday-ish',
    is_default: 'very',
    registered_name: null,
    attributes: { min_version: 'TLSv9', note: ['a', null], strict_transport_security: { enabled: true, preload: true } },
    _links: null,
  };
  await sandbox.fault('get-list-of-project-domains', { status: 200, body: [odd, { id: 7, name: null }, null, 'text', { id: '', attributes: [] }] });
  await sandbox.fault('get-a-project-domain', { status: 200, body: odd });
  await steps.signIn({ at: domains });
  await expect(steps.row(odd.name)).toContainText('sideways');
  await expect(steps.row(odd.name)).toContainText('yesterday-ish');
  await expect(page.getByRole('table', { name: 'Domains' }).getByRole('link', { name: /in a new tab/ })).toHaveCount(0);
  await steps.row(odd.name).getByRole('link', { name: odd.name }).click();
  await expect(steps.heading(odd.name)).toBeVisible();
  await expect(fact(page, 'Default domain')).toHaveText('very');
  await expect(fact(page, 'Attributes')).toContainText('min_version = TLSv9');
  await expect(steps.button('Edit domain')).toBeDisabled();
  await page.getByText('API response').click();
  await expect(page.getByRole('main')).toContainText('"sideways"');
});

test('one that stands for another has TLS settings, which are changed as one', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(404);
  const attributes = {
    strict_transport_security: { enabled: true, include_subdomains: null, preload: false },
    min_version: 'TLSv1.2',
    client_authentication: null,
    client_certificate_authorities: [],
  };
  const name = 'staging.lakeside-shop.example';
  const replacement = { id: name, name, type: 'replacement', replacement_for: main, attributes, _links: { '#edit': { href: 'x' } } };
  await sandbox.fault('get-a-project-domain', { status: 200, body: replacement });
  await steps.signIn({ at: `${domains}/${name}` });
  await expect(fact(page, 'Domain type')).toHaveText('Domain of another environment');
  await expect(fact(page, 'Replaces production domain')).toHaveText(main);
  await expect(fact(page, 'TLS')).toContainText('TLS 1.2');
  await page.getByRole('main').getByRole('link', { name: 'Edit domain' }).click();
  await expect(steps.flag('Default domain')).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Minimum TLS version' }).selectOption('TLS 1.3');
  const patch = page.waitForRequest(isWrite('PATCH'));
  await steps.saveChanges();
  expect((await patch).postDataJSON()).toEqual({ attributes: { ...attributes, min_version: 'TLSv1.3' } });
});

test('none yet: it says what one is good for, and the plan may allow none', async ({ page, sandbox, steps }) => {
  await sandbox.fault('get-list-of-project-domains', { status: 200, body: [] });
  await steps.signIn({ at: domains });
  await expect(page.getByRole('main')).toContainText('No domains yet');
  await expect(page.getByRole('main').getByRole('link', { name: 'Add domain' })).toBeVisible();
  await sandbox.fault('get-a-project-capabilities', { status: 200, body: { custom_domains: { enabled: false } } });
  await page.reload();
  await expect(steps.button('Add domain')).toHaveAccessibleDescription(/plan doesn’t include custom domains/);
});

test('one that is not there says so', async ({ page, steps, watch }) => {
  watch.allowStatus(404);
  await steps.signIn();
  await steps.open(`${domains}/nowhere.example`);
  await expect(steps.alert(/not/i)).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('Domains');
});
