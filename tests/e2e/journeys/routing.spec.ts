import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const routes = `${demo.main.path}/routes`;
const shop = 'https://{default}/';
const www = 'https://www.{default}/';

const isWrite = (method: string) => (request: { method(): string }) => request.method() === method;

test('the list says what answers at each address', async ({ page, steps }) => {
  await steps.signIn({ at: demo.main.path });
  await steps.tab('Routes').click();
  await steps.expectAt(routes);
  await expect(page).toHaveTitle(/^Routes · main/);
  await expect(steps.row(shop)).toContainText('Primary');
  for (const said of ['Upstream', 'app:http', 'On']) await expect(steps.row(shop)).toContainText(said);
  for (const said of ['Redirect', shop]) await expect(steps.row(www)).toContainText(said);
  await expect(steps.row(www)).not.toContainText('Primary');
  await page.getByRole('searchbox', { name: 'Search routes' }).fill('proxy');
  await expect(page.getByRole('table', { name: 'Routes' }).getByRole('rowheader')).toHaveCount(1);
});

test('one says in words how it is delivered, also when its address is opened again', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: routes });
  await steps.row(shop).getByRole('link', { name: shop, exact: true }).click();
  await steps.expectAt(`${routes}/shop`);
  await page.reload();
  await expect(steps.heading(shop)).toBeVisible();
  await expect(steps.fact('Application')).toHaveText('app:http');
  await expect(steps.fact('Cached for')).toHaveText('As set by the response');
  await expect(steps.fact('Varies by cookie')).toHaveText('session');
  await expect(steps.fact('Cached by browsers for')).toHaveText('1 day');
  await expect(steps.fact('Paths').getByRole('listitem').first()).toHaveText('/basket → https://{default}/cart (301)');
  await expect(steps.fact('Minimum version')).toHaveText('Platform default');

  await sandbox.fault('get-a-route-info', {
    status: 200,
    body: {
      type: 'upstream',
      production_url: shop,
      cache: { enabled: true, default_ttl: 5400, cookies: [], headers: ['*'] },
      tls: { min_version: 'TLSv1.3', client_authentication: 'require', strict_transport_security: { enabled: true, preload: true } },
    },
  });
  await page.reload();
  await expect(steps.fact('Cached for')).toHaveText('90 minutes, unless the response says otherwise');
  await expect(steps.fact('Minimum version')).toHaveText('TLS 1.3');
  await expect(steps.fact('Client certificates')).toHaveText('Required');
  await expect(steps.fact('Strict transport security')).toContainText('preloaded');
});

test('a redirect is added, and committed to the branch', async ({ page, steps }) => {
  await steps.signIn({ at: routes });
  await page.getByRole('main').getByRole('link', { name: 'Add route' }).click();
  await steps.expectAt(`${routes}/new`);
  await expect(page.getByRole('main')).toContainText('committed to .platform/routes.yaml');
  await page.getByRole('radio', { name: 'Redirect' }).check();
  await steps.field('Address').fill('https://old.{default}/');
  await steps.field('Destination').fill(shop);
  const post = page.waitForRequest(isWrite('POST'));
  await steps.button('Add route').click();
  expect((await post).postDataJSON()).toMatchObject({ type: 'redirect', production_url: 'https://old.{default}/', to: shop });
  await expect(steps.toast('Added https://old.{default}/')).toBeVisible();
  await expect(steps.heading('https://old.{default}/')).toBeVisible();
  await expect(steps.timeline()).toContainText(/added route/i);
  await page.reload();
  await expect(steps.fact('Destination')).toHaveText(shop);
  await steps.crumb('Routes').click();
  await expect(steps.row('https://old.{default}/')).toContainText('Redirect');
});

test('what the API refuses is said at the field', async ({ page, steps, watch }) => {
  watch.allowStatus(400, 409);
  await steps.signIn({ at: `${routes}/new` });
  await page.getByRole('radio', { name: 'Upstream' }).check();
  await steps.field('Address').fill('https://new.{default}/');
  await steps.field('Application').fill('nobody:http');
  await steps.button('Add route').click();
  await expect(steps.field('Application')).toHaveAccessibleDescription(/There is no application nobody/);
  await page.getByRole('radio', { name: 'Redirect' }).check();
  await expect(steps.field('Address')).toHaveValue('https://new.{default}/');
  await steps.field('Destination').fill('https://new.{default}/deeper');
  await steps.button('Add route').click();
  await expect(steps.field('Destination')).toHaveAccessibleDescription(/redirect loop/);
});

test('one is changed: only what is new is sent, with its kind', async ({ page, steps }) => {
  await steps.signIn({ at: `${routes}/api` });
  await page.getByRole('main').getByRole('link', { name: 'Edit route' }).click();
  await steps.expectAt(`${routes}/api/edit`);
  await page.getByRole('group', { name: 'Sticky sessions' }).getByRole('switch').click();
  await steps.save().click();
  await expect(steps.review()).toContainText('committed to .platform/routes.yaml');
  const patch = page.waitForRequest(isWrite('PATCH'));
  await steps.confirm().click();
  expect((await patch).postDataJSON()).toEqual({ type: 'upstream', sticky: { enabled: true } });
  await steps.expectAt(`${routes}/api`);
  await expect(steps.fact('Sticky sessions')).toHaveText('On');
  await expect(steps.fact('Cache')).toHaveText('Off');
});

test('a route with another id is at another address, and the person lands there', async ({ steps, watch }) => {
  // What was shown of it before is asked for once more, at an address that it no longer has.
  watch.allowStatus(404);
  await steps.visit(`${routes}/shop/edit`);
  await steps.field('ID').fill('front');
  await steps.saveChanges();
  await steps.expectAt(`${routes}/front`);
  await expect(steps.heading(shop)).toBeVisible();
  await expect(steps.fact('ID')).toContainText('front');
});

test('one is deleted once its address is typed', async ({ page, steps }) => {
  await steps.signIn({ at: `${routes}/shop` });
  await (await steps.more('Delete route')).click();
  await expect(page.getByRole('main')).toContainText('This is the primary route');
  await expect(steps.button('Delete route')).toBeDisabled();
  await steps.field(`Type ${shop} to confirm`).fill(shop);
  await steps.button('Delete route').click();
  await expect(steps.toast(`Deleted ${shop}`)).toBeVisible();
  await steps.expectAt(routes);
  await expect(steps.row(www)).toBeVisible();
  await expect(steps.row(shop)).toHaveCount(0);
});

test('who may only look sees what is there, and why nothing can be changed', async ({ steps }) => {
  await steps.signIn({ at: routes, token: demo.viewer.token });
  await expect(steps.button('Add route')).toHaveAccessibleDescription(/can’t add routes/);
  await steps.row(www).getByRole('link', { name: www, exact: true }).click();
  await expect(steps.button('Edit route')).toHaveAccessibleDescription(/can’t change this route/);
  await expect(await steps.more('Delete route')).toContainText(/can’t delete this route/);
});

test('a route without an id is found by its own address, and an odd one costs no page', async ({ sandbox, steps }) => {
  const self = (route: string) => ({ self: { href: `/api${demo.main.path}/routes/${route}` } });
  const odd = { id: null, type: 'sideways', production_url: '<img src=x onerror=alert(1)>', tls: 7, cache: [], redirects: { paths: { '/a': null } } };
  await sandbox.fault('get-list-of-routes', {
    status: 200,
    body: [
      { id: null, type: 'redirect', production_url: www, to: shop, _links: self('www%2Fone') },
      { ...odd, _links: self('odd') },
      { type: 'proxy' },
      {},
      null,
    ],
  });
  await sandbox.fault('get-a-route-info', { status: 200, body: { ...odd, _links: self('odd') } });
  await steps.signIn({ at: routes });
  await expect(steps.row(www).getByRole('link', { name: www, exact: true })).toHaveAttribute('href', `${routes}/www%2Fone`);
  await expect(steps.row(odd.production_url)).toContainText('sideways');
  await steps.row(odd.production_url).getByRole('link', { name: odd.production_url, exact: true }).click();
  await expect(steps.heading(odd.production_url)).toBeVisible();
  await expect(steps.fact('Paths')).toHaveText('/a → Unknown');
  await expect(steps.button('Edit route')).toBeDisabled();
});

test('none: it says what one is good for', async ({ page, sandbox, steps }) => {
  await sandbox.fault('get-list-of-routes', { status: 200, body: [] });
  await steps.signIn({ at: routes });
  await expect(page.getByRole('main')).toContainText('No routes');
  await expect(page.getByRole('main').getByRole('link', { name: 'Add route' })).toBeVisible();
});
