import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;

const pages: { name: string; path: string; ready: (page: Page) => ReturnType<Page['getByRole']> }[] = [
  { name: 'organizations', path: '/organizations', ready: (page) => page.getByRole('table', { name: 'Organizations' }) },
  { name: 'organization', path: demo.organization.path, ready: (page) => page.getByRole('table', { name: 'Projects' }) },
  { name: 'project', path: demo.project.path, ready: (page) => page.getByText('Region').first() },
  {
    name: 'all projects',
    path: '/projects',
    ready: (page) => page.getByRole('link', { name: 'Festival Tickets', exact: true }),
  },
  {
    name: 'new project',
    path: `${demo.organization.path}/projects/new`,
    ready: (page) => page.getByText('Total a month'),
  },
  {
    name: 'new project refused',
    path: '/organizations/01HX7T4N9Z1KQFM2C8VYW6SJRB/projects/new',
    ready: (page) => page.getByText('You can’t create a project here now'),
  },
  {
    name: 'setting up a project',
    path: `${demo.organization.path}/projects/new/41272`,
    ready: (page) => page.getByText('The project is being set up').first(),
  },
  {
    name: 'project settings',
    path: `${demo.project.path}/settings`,
    ready: (page) => page.getByText('Build resources'),
  },
  {
    name: 'build settings',
    path: `${demo.project.path}/settings/build`,
    ready: (page) => page.getByRole('textbox', { name: 'Memory' }),
  },
  {
    name: 'delete project',
    path: `${demo.project.path}/delete`,
    ready: (page) => page.getByRole('textbox', { name: 'Type Lakeside Shop to confirm' }),
  },
  { name: 'git server', path: `${demo.project.path}/system`, ready: (page) => page.getByText('Running since') },
  {
    name: 'environments',
    path: `${demo.project.path}/environments`,
    ready: (page) => page.getByRole('main').getByRole('link', { name: demo.staging.title, exact: true }),
  },
  { name: 'variables', path: variables, ready: (page) => page.getByRole('table', { name: 'Variables' }) },
  { name: 'no match', path: `${variables}?q=no-such-variable`, ready: (page) => page.getByText('Nothing matches') },
  {
    name: 'activity',
    path: `${demo.project.path}/activity`,
    ready: (page) => page.getByRole('main').getByRole('list', { name: 'Activity' }),
  },
  {
    name: 'environments chosen',
    path: `${demo.project.path}/environments?status=inactive&selected=black-friday-j9q3f&do=delete`,
    ready: (page) => page.getByRole('dialog', { name: 'Delete 1 environment?' }),
  },
  {
    name: 'branch an environment',
    path: `${demo.staging.path}/branch`,
    ready: (page) => page.getByRole('figure', { name: 'What will happen' }),
  },
  {
    name: 'merge an environment',
    path: `${demo.staging.path}/merge`,
    ready: (page) => page.getByRole('main').getByRole('button', { name: 'Merge into main' }),
  },
  {
    name: 'synchronize an environment',
    path: `${demo.staging.path}/synchronize`,
    ready: (page) => page.getByRole('figure', { name: 'What will happen' }),
  },
  {
    name: 'activate an environment',
    path: `${demo.project.path}/environments/black-friday-j9q3f/activate`,
    ready: (page) => page.getByRole('figure', { name: 'What will happen' }),
  },
  {
    name: 'deactivate an environment',
    path: `${demo.staging.path}/deactivate`,
    ready: (page) => page.getByRole('textbox', { name: 'Type staging to confirm' }),
  },
  {
    name: 'delete an environment',
    path: `${demo.staging.path}/delete`,
    ready: (page) => page.getByRole('textbox', { name: 'Type staging to confirm' }),
  },
  {
    name: 'initialize an environment',
    path: '/projects/portal5hq2ndc/environments/rewrite/initialize',
    ready: (page) => page.getByRole('textbox', { name: 'Repository' }),
  },
  {
    name: 'environment settings',
    path: `${demo.staging.path}/settings`,
    ready: (page) => page.getByRole('main').getByRole('textbox', { name: 'Title' }),
  },
  { name: 'environment', path: demo.staging.path, ready: (page) => page.getByRole('navigation', { name: 'Environment' }) },
  {
    name: 'environment variables',
    path: `${demo.staging.path}/variables`,
    ready: (page) => page.getByRole('table', { name: 'Variables' }),
  },
  {
    name: 'environment activity',
    path: `${demo.staging.path}/activity`,
    ready: (page) => page.getByRole('main').getByRole('list', { name: 'Activity' }),
  },
  { name: 'add variable', path: `${variables}/new`, ready: (page) => page.getByRole('textbox', { name: 'Name' }) },
  { name: 'edit variable', path: `${variables}/env:LOOK`, ready: (page) => page.getByRole('textbox', { name: 'Name' }) },
  {
    name: 'delete variable',
    path: `${variables}/env:LOOK/delete`,
    ready: (page) => page.getByRole('textbox', { name: 'Type env:LOOK to confirm' }),
  },
  {
    name: 'add environment variable',
    path: `${demo.staging.path}/variables/new`,
    ready: (page) => page.getByRole('textbox', { name: 'Name' }),
  },
  {
    name: 'repository',
    path: `${demo.project.path}/repository`,
    ready: (page) => page.getByRole('table', { name: 'Branches and tags' }),
  },
  { name: 'branch', path: `${demo.project.path}/repository/heads%2Fmain`, ready: (page) => page.getByRole('table', { name: 'Files' }) },
  {
    name: 'commits',
    path: `${demo.project.path}/repository/heads%2Fmain/commits`,
    ready: (page) => page.getByRole('button', { name: 'Show more' }),
  },
  {
    name: 'folder',
    path: `${demo.project.path}/repository/heads%2Fmain/files/src%2Fcheckout`,
    ready: (page) => page.getByRole('table', { name: 'Files' }),
  },
  {
    name: 'file',
    path: `${demo.project.path}/repository/heads%2Fmain/files/src%2Fcheckout%2Fcart.ts?lines=3-6`,
    ready: (page) => page.getByRole('group', { name: 'Content of cart.ts' }),
  },
  {
    name: 'picture',
    path: `${demo.project.path}/repository/heads%2Fmain/files/public%2Flogo.png`,
    ready: (page) => page.getByRole('img', { name: 'logo.png' }),
  },
  {
    name: 'no such file',
    path: `${demo.project.path}/repository/heads%2Fmain/files/no%2Fsuch`,
    ready: (page) => page.getByText('Nothing at this path'),
  },
  {
    name: 'integrations',
    path: `${demo.project.path}/integrations`,
    ready: (page) => page.getByRole('table', { name: 'Integrations' }),
  },
  { name: 'integration', path: demo.webhook.path, ready: (page) => page.getByRole('heading', { name: demo.webhook.title }) },
  {
    name: 'kinds of integrations',
    path: `${demo.project.path}/integrations/new`,
    ready: (page) => page.getByRole('main').getByRole('link', { name: 'GitHub' }),
  },
  {
    name: 'add integration',
    path: `${demo.project.path}/integrations/new?kind=script`,
    ready: (page) => page.getByRole('textbox', { name: 'Script' }),
  },
  {
    name: 'edit integration',
    path: `${demo.webhook.path}/edit`,
    ready: (page) => page.getByRole('textbox', { name: 'Address' }),
  },
  {
    name: 'delete integration',
    path: `${demo.webhook.path}/delete`,
    ready: (page) => page.getByRole('textbox', { name: `Type ${demo.webhook.title} to confirm` }),
  },
  {
    name: 'deployment targets',
    path: `${demo.project.path}/deployment-targets`,
    ready: (page) => page.getByRole('table', { name: 'Deployment targets' }),
  },
  {
    name: 'deployment target',
    path: demo.deploymentTarget.path,
    ready: (page) => page.getByRole('heading', { name: demo.deploymentTarget.title }),
  },
  {
    name: 'add deployment target',
    path: `${demo.project.path}/deployment-targets/new`,
    ready: (page) => page.getByRole('radio', { name: 'Dedicated' }),
  },
  {
    name: 'edit deployment target',
    path: `${demo.deploymentTarget.path}/edit`,
    ready: (page) => page.getByRole('textbox', { name: 'Name' }),
  },
  {
    name: 'delete deployment target',
    path: `${demo.deploymentTarget.path}/delete`,
    ready: (page) => page.getByRole('textbox', { name: `Type ${demo.deploymentTarget.title} to confirm` }),
  },
  { name: 'domains', path: `${demo.project.path}/domains`, ready: (page) => page.getByRole('table', { name: 'Domains' }) },
  { name: 'domain', path: demo.domain.path, ready: (page) => page.getByRole('list', { name: 'Certificates' }) },
  {
    name: 'add domain',
    path: `${demo.project.path}/domains/new`,
    ready: (page) => page.getByRole('radio', { name: 'Production domain' }),
  },
  {
    name: 'edit domain',
    path: `${demo.domain.path}/edit`,
    ready: (page) => page.getByRole('switch', { name: 'Default domain' }),
  },
  {
    name: 'delete domain',
    path: `${demo.domain.path}/delete`,
    ready: (page) => page.getByRole('textbox', { name: `Type ${demo.domain.title} to confirm` }),
  },
  {
    name: 'certificates',
    path: `${demo.project.path}/certificates`,
    ready: (page) => page.getByRole('table', { name: 'Certificates' }),
  },
  { name: 'certificate', path: demo.certificate.path, ready: (page) => page.getByRole('list', { name: 'Chain' }) },
  {
    name: 'add certificate',
    path: `${demo.project.path}/certificates/new`,
    ready: (page) => page.getByRole('textbox', { name: 'Certificate' }),
  },
  {
    name: 'edit certificate',
    path: `${demo.certificate.path}/edit`,
    ready: (page) => page.getByRole('textbox', { name: 'Chain' }),
  },
  {
    name: 'delete certificate',
    path: `${demo.certificate.path}/delete`,
    ready: (page) => page.getByRole('textbox', { name: `Type ${demo.certificate.title} to confirm` }),
  },
  {
    name: 'deployment',
    path: `${demo.staging.path}/deployment?node=Application%3Aapp`,
    ready: (page) => page.getByRole('main').getByRole('region', { name: 'app', exact: true }),
  },
  {
    name: 'deployment as a table',
    path: `${demo.staging.path}/deployment?view=table`,
    ready: (page) => page.getByRole('table', { name: 'Who talks to whom' }),
  },
  { name: 'operations', path: `${demo.staging.path}/operations`, ready: (page) => page.getByRole('table', { name: 'Operations' }) },
  {
    name: 'run a source operation',
    path: `${demo.staging.path}/operations/source/release`,
    ready: (page) => page.getByRole('region', { name: 'Command' }),
  },
  {
    name: 'run a runtime operation in production',
    path: `${demo.main.path}/operations/runtime/app/clear-cache`,
    ready: (page) => page.getByText('This is the production environment'),
  },
  {
    name: 'inherited variable',
    path: `${demo.staging.path}/variables/env:TZ`,
    ready: (page) => page.getByRole('link', { name: 'Override here' }),
  },
  {
    name: 'variable that hides others',
    path: `${demo.staging.path}/variables/env:LOG_LEVEL`,
    ready: (page) => page.getByRole('list', { name: 'Hidden values' }),
  },
  {
    name: 'variables across environments',
    path: `${demo.project.path}/variable-matrix`,
    ready: (page) => page.getByRole('table', { name: 'Variables across environments' }).getByText('debug').first(),
  },
  {
    name: 'aligning a variable',
    path: `${demo.project.path}/variable-matrix?copy=env:LOG_LEVEL`,
    ready: (page) => page.getByRole('dialog', { name: 'Copy env:LOG_LEVEL' }).getByRole('button', { name: /^Write to/ }),
  },
  {
    name: 'comparing environments',
    path: `${demo.project.path}/compare?show=all`,
    ready: (page) => page.getByRole('table', { name: 'Deployment' }),
  },
  {
    name: 'environment types',
    path: `${demo.project.path}/environment-types`,
    ready: (page) => page.getByRole('table', { name: 'Environment types' }),
  },
  {
    name: 'environment type',
    path: `${demo.project.path}/environment-types/staging`,
    ready: (page) => page.getByRole('list', { name: 'Environments' }),
  },
  {
    name: 'environment domains, empty',
    path: `${demo.staging.path}/domains`,
    ready: (page) => page.getByText('No domains yet'),
  },
  {
    name: 'add environment domain',
    path: `${demo.staging.path}/domains/new`,
    ready: (page) => page.getByRole('combobox', { name: 'Stands for' }),
  },
  {
    name: 'environment domain',
    path: `${demo.main.path}/domains/${demo.domain.title}`,
    ready: (page) => page.getByRole('list', { name: 'Certificates' }),
  },
  {
    name: 'edit environment domain',
    path: `${demo.main.path}/domains/${demo.domain.title}/edit`,
    ready: (page) => page.getByRole('switch', { name: 'Default domain' }),
  },
  {
    name: 'delete environment domain',
    path: `${demo.main.path}/domains/${demo.domain.title}/delete`,
    ready: (page) => page.getByRole('textbox', { name: `Type ${demo.domain.title} to confirm` }),
  },
  { name: 'backups', path: `${demo.main.path}/backups`, ready: (page) => page.getByRole('table', { name: 'Backups' }) },
  { name: 'backup', path: demo.backup.path, ready: (page) => page.getByRole('heading', { name: 'What it holds' }) },
  {
    name: 'back up',
    path: `${demo.main.path}/backups/new`,
    ready: (page) => page.getByRole('switch', { name: 'Stop connections during the backup' }),
  },
  {
    name: 'restore backup',
    path: `${demo.backup.path}/restore`,
    ready: (page) => page.getByRole('textbox', { name: 'Type main to confirm' }),
  },
  {
    name: 'restore backup elsewhere',
    path: `${demo.backup.path}/restore?to=existing&environment=staging`,
    ready: (page) => page.getByRole('textbox', { name: 'Type staging to confirm' }),
  },
  {
    name: 'restore backup to a new environment',
    path: `${demo.backup.path}/restore?to=new`,
    ready: (page) => page.getByRole('combobox', { name: 'Parent' }),
  },
  {
    name: 'delete backup',
    path: `${demo.backup.path}/delete`,
    ready: (page) => page.getByRole('textbox', { name: /^Type \d.* UTC to confirm$/ }),
  },
  { name: 'routes', path: `${demo.main.path}/routes`, ready: (page) => page.getByRole('table', { name: 'Routes' }) },
  { name: 'route', path: demo.route.path, ready: (page) => page.getByRole('heading', { name: 'Redirects of paths' }) },
  {
    name: 'add route',
    path: `${demo.main.path}/routes/new`,
    ready: (page) => page.getByRole('radio', { name: 'Upstream' }),
  },
  {
    name: 'edit route',
    path: `${demo.route.path}/edit`,
    ready: (page) => page.getByRole('textbox', { name: 'Application' }),
  },
  {
    name: 'delete route',
    path: `${demo.route.path}/delete`,
    ready: (page) => page.getByRole('textbox', { name: `Type ${demo.route.title} to confirm` }),
  },
  { name: 'versions', path: `${demo.main.path}/versions`, ready: (page) => page.getByRole('table', { name: 'Versions' }) },
  { name: 'version', path: demo.version.path, ready: (page) => page.getByRole('heading', { name: 'All versions' }) },
  {
    name: 'add version',
    path: `${demo.main.path}/versions/new`,
    ready: (page) => page.getByRole('textbox', { name: 'Share of visitors' }),
  },
  {
    name: 'edit version',
    path: `${demo.version.path}/edit`,
    ready: (page) => page.getByRole('textbox', { name: 'Share of visitors' }),
  },
  {
    name: 'delete version',
    path: `${demo.version.path}/delete`,
    ready: (page) => page.getByRole('textbox', { name: `Type ${demo.version.title} to confirm` }),
  },
  { name: 'not found', path: '/no/such/page', ready: (page) => page.getByRole('heading', { level: 1 }) },
  { name: 'design system', path: '/design', ready: (page) => page.getByRole('heading', { level: 1 }) },
];

const schemes = ['light', 'dark'] as const;

async function expectNothingWider(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: innerWidth }));
  expect(content).toBeLessThanOrEqual(window);
}

/** In both themes. No rule of axe-core is switched off, and nothing is left out. */
async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    // Colours are looked at when they have changed, not on their way.
    await page.evaluate(async () => {
      const passing = document.getAnimations().filter((each) => each.effect?.getComputedTiming().iterations !== Infinity);
      await Promise.allSettled(passing.map((each) => each.finished));
    });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) }));
    expect(found, `in ${colorScheme}`).toEqual([]);
  }
}

const phone = { width: 360, height: 740 };

for (const { name, path, ready } of pages) {
  test(`axe-core finds nothing, and on a phone nothing is wider than the window: ${name}`, async ({ page, sandbox, steps }) => {
    await sandbox.addVariable(variables, { name: 'env:LOOK', value: 'at me '.repeat(40) });
    await steps.visit(path);
    await expect(ready(page)).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize(phone);
    await expect(ready(page)).toBeVisible();
    await expectNothingWider(page);
  });
}

test('axe-core finds nothing: sign-in, empty, in error, refused', async ({ page, steps, watch }) => {
  watch.allowStatus(400, 401);
  await steps.open('/sign-in');
  await expect(steps.heading('Sign in')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('API token')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await steps.enterToken('not-a-token');
  await expect(steps.alert('not accepted')).toBeVisible();
  await expectAccessible(page);
});

test('axe-core finds nothing: a form, filled and in error, and the question before leaving', async ({ page, steps }) => {
  await steps.signIn({ at: `${variables}/new` });
  await steps.button('Add variable').click();
  await expect(steps.field('Name')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await steps.field('Name').fill('env:FILLED');
  await steps.flag('Sensitive').click();
  await steps.value().fill('secret');
  await expect(steps.field('Name')).not.toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await steps.crumb(demo.project.title).click();
  await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
  await expectAccessible(page);
});

test('axe-core finds nothing: forms of routes and versions in error', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.main.path}/routes/new`, keep: true });
  await page.getByRole('radio', { name: 'Redirect' }).check();
  await steps.button('Add route').click();
  await expect(steps.field('Leads to')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'Upstream' }).check();
  await expectAccessible(page);
  await steps.open(`${demo.main.path}/versions/new`);
  await steps.field('Share of visitors').fill('101');
  await expect(page.getByRole('region', { name: 'Afterwards' })).toContainText('more than there is');
  await steps.button('Add version').click();
  await expect(steps.field('Share of visitors')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
});

test('axe-core finds nothing: an activity while it runs and when it failed', async ({ page, sandbox, steps }) => {
  await sandbox.addVariable(variables, { name: 'FAIL_DEPLOY', value: '1' });
  await steps.signIn({ at: `${demo.project.path}/activity` });
  const item = page.getByRole('main').getByRole('listitem').filter({ hasText: 'FAIL_DEPLOY' });
  await expect(item).toBeVisible();
  await expectAccessible(page);
  await item.getByRole('link').first().click();
  await expect(page.getByRole('main')).toContainText('Failed', { timeout: 20_000 });
  await expect(page.getByRole('log', { name: 'Log' })).not.toBeEmpty();
  await expectAccessible(page);
});

test('axe-core finds nothing: what is overwritten, before it is, and while it runs', async ({ page, steps }) => {
  await steps.signIn({ at: `${demo.staging.path}/synchronize` });
  await steps.flag('Data').click();
  await expect(steps.field('Type staging to confirm')).toBeVisible();
  await expectAccessible(page);
  await steps.field('Type staging to confirm').fill('staging');
  await steps.button('Synchronize').click();
  await expect(page.getByRole('main').getByRole('region', { name: 'Running now' })).toBeVisible();
  await expectAccessible(page);
});

test('axe-core finds nothing: menus, and a list that failed', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(500);
  await steps.signIn({ at: demo.project.path });
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: demo.organization.label }).click();
  await expect(page.getByRole('menuitem', { name: demo.otherOrganization.label })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await sandbox.fault('get-list-of-project-variables', { status: 500, body: {} });
  await steps.tab('Variables').click();
  await expect(steps.button('Try again')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
});

test('the keyboard alone signs in and adds a variable', async ({ page, server, steps }) => {
  const { keyboard } = page;
  /** Moves on with Tab until the focus is where it should be. */
  const tabTo = async (target: ReturnType<Page['getByRole']>) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
      await keyboard.press('Tab');
    }
    await expect(target, 'reached with Tab').toBeFocused();
  };

  await steps.open(`/sign-in?next=${encodeURIComponent(variables)}`);
  await expect(steps.heading('Sign in')).toBeVisible();
  await tabTo(page.getByLabel('API token'));
  await keyboard.type(server.token);
  await keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();

  await tabTo(page.getByRole('main').getByRole('link', { name: 'Add variable' }).first());
  await keyboard.press('Enter');
  await expect(steps.heading('Add variable')).toBeVisible();
  await tabTo(steps.field('Name'));
  await keyboard.type('env:KEYS');
  await tabTo(steps.value());
  await keyboard.type('typed');
  await tabTo(steps.flag('Visible during build'));
  await keyboard.press('Space');
  await tabTo(steps.button('Add variable'));
  await keyboard.press('Enter');
  await expect(steps.toast('Added env:KEYS')).toBeVisible();
  await expect(steps.row('env:KEYS')).toBeVisible();
});

test('the first Tab offers to skip to the content', async ({ page, steps }) => {
  await steps.signIn({ at: variables, keep: true });
  await page.reload();
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inMain = await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement));
  expect(inMain).toBe(true);
});

test.describe('at 360 px', () => {
  test.use({ viewport: phone });

  test('nothing is wider than the window: sign-in', async ({ page, steps }) => {
    await steps.open('/sign-in');
    await expect(steps.heading('Sign in')).toBeVisible();
    await expectNothingWider(page);
  });

  test('the timeline opens from its button', async ({ page, steps }) => {
    await steps.signIn({ at: demo.project.path });
    await page.getByRole('banner').getByRole('button', { name: 'Activity' }).click();
    await expect(page.getByRole('list', { name: 'Activity' }).getByRole('listitem').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});
