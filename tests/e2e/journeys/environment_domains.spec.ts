import type { Request } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const domains = `${demo.staging.path}/domains`;
/** The project's default. */
const main = 'lakeside-shop.example';
const staging = `staging.${main}`;

const isWrite = (method: string) => (request: Request) => request.method() === method && request.url().includes('/api/');

test('one that stands for a domain of production is added, changed and deleted', async ({ page, steps }) => {
  await steps.signIn({ at: demo.staging.path });
  await steps.tab('Domains').click();
  await steps.expectAt(domains);
  await expect(page).toHaveTitle(/^Domains · Staging · Lakeside Shop/);
  await expect(page.getByRole('main')).toContainText('No domains yet');
  await page.getByRole('main').getByRole('link', { name: 'Add domain' }).click();
  await steps.expectAt(`${domains}/new`);
  await steps.field('Name').fill(staging);
  await page.getByRole('combobox', { name: 'Replaces production domain' }).click();
  await page.getByRole('option', { name: main, exact: true }).click();
  const post = page.waitForRequest(isWrite('POST'));
  await steps.button('Add domain').click();
  expect((await post).postDataJSON()).toEqual({ name: staging, replacement_for: main });
  await expect(steps.toast(`Added ${staging}`)).toBeVisible();
  await steps.expectAt(`${domains}/${staging}`);
  await expect(steps.timeline()).toContainText(`Added domain ${staging}`);

  await page.reload();
  await expect(steps.heading(staging)).toBeVisible();
  await expect(steps.fact('Replaces production domain').getByRole('link')).toHaveAttribute('href', `${demo.project.path}/domains/${main}`);
  await steps.crumb('Domains').click();
  await expect(steps.row(staging).getByRole('cell').first()).toHaveText(main);

  await steps.row(staging).getByRole('link', { name: staging, exact: true }).click();
  await page.getByRole('main').getByRole('link', { name: 'Edit domain' }).click();
  await page.getByRole('button', { name: 'Set up TLS' }).click();
  await page.getByRole('combobox', { name: 'Minimum TLS version' }).selectOption('TLS 1.2');
  const patch = page.waitForRequest(isWrite('PATCH'));
  await steps.saveChanges();
  expect((await patch).postDataJSON()).toMatchObject({ attributes: { min_version: 'TLSv1.2' } });
  await expect(steps.toast(`Saved ${staging}`)).toBeVisible();
  await expect(steps.fact('TLS')).toContainText('TLS 1.2');

  await (await steps.more('Delete domain')).click();
  await expect(page.getByRole('main')).toContainText('The environment stops serving this domain');
  await steps.field(`Type ${staging} to confirm`).fill(staging);
  await steps.button('Delete domain').click();
  await expect(steps.toast(`Deleted ${staging}`)).toBeVisible();
  await steps.expectAt(domains);
  await expect(page.getByRole('main')).toContainText('No domains yet');
});

test('what the API refuses is said where it belongs', async ({ page, steps, watch }) => {
  watch.allowStatus(400, 409);
  await steps.signIn({ at: `${domains}/new` });
  await steps.field('Name').fill(staging);
  await steps.button('Add domain').click();
  const other = page.getByRole('combobox', { name: 'Replaces production domain' });
  await expect(other).toHaveAccessibleDescription(/Choose the production domain to replace/);
  await expect(steps.field('Name')).toHaveValue(staging);
  await other.fill(main);
  await steps.button('Add domain').click();
  await expect(steps.toast(`Added ${staging}`)).toBeVisible();

  // What another stands for cannot go.
  await steps.open(`${demo.project.path}/domains/${main}/delete`);
  await steps.field(`Type ${main} to confirm`).fill(main);
  await steps.button('Delete domain').click();
  await expect(steps.alert(`${staging} replaces it on other environments`)).toBeVisible();
});

test('the domains of production are the project’s', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.main.path}/domains` });
  await expect(steps.row(main)).toContainText('Default');
  await page.getByRole('main').getByRole('link', { name: 'Add domain' }).click();
  await expect(steps.flag('Default domain')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Replaces production domain' })).toHaveCount(0);
});

test('who may only look is told why nothing can be added', async ({ steps }) => {
  await steps.signIn({ at: domains, token: demo.viewer.token });
  await expect(steps.button('Add domain').first()).toHaveAccessibleDescription(/can’t add domains here/);
  await steps.open(`${domains}/new`);
  await expect(steps.button('Add domain')).toBeDisabled();
  await expect(steps.button('Add domain')).toHaveAccessibleDescription(/can’t add domains here/);
});
