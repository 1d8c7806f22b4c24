// Writes a picture of each main page, at each width, in light and dark, to the folder in WHEELHOUSE_SCREENSHOTS.
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;
const folder = process.env.WHEELHOUSE_SCREENSHOTS ?? 'test-results/screenshots';

interface Picture {
  name: string;
  path: string;
  /** What is there once the page is. */
  ready: (page: Page) => Locator;
}

const table = (name: string) => (page: Page) => page.getByRole('table', { name });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const activities = (page: Page) => page.getByRole('main').getByRole('list', { name: 'Activity' });

const pictures: Picture[] = [
  { name: 'organizations', path: '/organizations', ready: table('Organizations') },
  { name: 'organization', path: demo.organization.path, ready: table('Projects') },
  { name: 'project', path: demo.project.path, ready: (page) => page.getByRole('main').getByText('Region').first() },
  {
    name: 'environments',
    path: `${demo.project.path}/environments`,
    ready: (page) => page.getByRole('main').getByRole('link', { name: demo.staging.title, exact: true }),
  },
  { name: 'variables', path: variables, ready: table('Variables') },
  { name: 'variable', path: `${variables}/env:GREETING`, ready: (page) => page.getByRole('textbox', { name: 'Name' }) },
  { name: 'add-variable', path: `${variables}/new`, ready: (page) => page.getByRole('textbox', { name: 'Name' }) },
  {
    name: 'delete-variable',
    path: `${variables}/env:GREETING/delete`,
    ready: (page) => page.getByRole('textbox', { name: 'Type env:GREETING to confirm' }),
  },
  { name: 'activity', path: `${demo.project.path}/activity`, ready: activities },
  { name: 'environment', path: demo.staging.path, ready: (page) => page.getByRole('navigation', { name: 'Environment' }) },
  { name: 'environment-variables', path: `${demo.staging.path}/variables`, ready: table('Variables') },
  { name: 'environment-activity', path: `${demo.staging.path}/activity`, ready: activities },
  { name: 'projects', path: '/projects', ready: (page) => page.getByRole('table', { name: 'Projects' }) },
  {
    name: 'new-project',
    path: `${demo.organization.path}/projects/new`,
    ready: (page) => page.getByText('Total a month'),
  },
  { name: 'settings', path: `${demo.project.path}/settings`, ready: (page) => page.getByText('Build resources') },
  { name: 'git-server', path: `${demo.project.path}/system`, ready: (page) => page.getByText('Running since') },
  { name: 'domains', path: `${demo.project.path}/domains`, ready: table('Domains') },
  { name: 'add-domain', path: `${demo.project.path}/domains/new`, ready: heading },
  { name: 'certificates', path: `${demo.project.path}/certificates`, ready: table('Certificates') },
  { name: 'add-certificate', path: `${demo.project.path}/certificates/new`, ready: heading },
  { name: 'integrations', path: `${demo.project.path}/integrations`, ready: table('Integrations') },
  { name: 'add-integration', path: `${demo.project.path}/integrations/new`, ready: heading },
  { name: 'deployment-targets', path: `${demo.project.path}/deployment-targets`, ready: table('Deployment targets') },
  { name: 'repository', path: `${demo.project.path}/repository`, ready: heading },
  { name: 'add-many', path: `${variables}/import`, ready: (page) => page.getByRole('textbox', { name: 'Variables' }) },
  { name: 'environment-settings', path: `${demo.staging.path}/settings`, ready: heading },
  { name: 'branch', path: `${demo.main.path}/branch`, ready: heading },
  { name: 'merge', path: `${demo.staging.path}/merge`, ready: heading },
  { name: 'synchronize', path: `${demo.staging.path}/synchronize`, ready: heading },
  { name: 'backups', path: `${demo.main.path}/backups`, ready: table('Backups') },
  { name: 'deployment', path: `${demo.main.path}/deployment`, ready: (page) => page.getByText('This deployment') },
  { name: 'routes', path: `${demo.main.path}/routes`, ready: table('Routes') },
  { name: 'versions', path: `${demo.main.path}/versions`, ready: table('Versions') },
  { name: 'operations', path: `${demo.main.path}/operations`, ready: heading },
  { name: 'environment-domains', path: `${demo.staging.path}/domains`, ready: heading },
  { name: 'matrix', path: `${demo.project.path}/variable-matrix`, ready: heading },
  { name: 'compare', path: `${demo.project.path}/compare?left=main&right=staging`, ready: heading },
  { name: 'environment-types', path: `${demo.project.path}/environment-types`, ready: heading },
  { name: 'design', path: '/design', ready: (page) => page.getByRole('heading', { level: 1 }) },
];

// Slow enough that the activity shown is still under way in every picture.
test.use({ serverOptions: { pace: 5 } });

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1440, 768, 360]) {
    test(`${scheme} at ${width}`, async ({ page, sandbox, steps }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: width < 500 ? 740 : 900 });
      const take = (name: string) =>
        page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), animations: 'disabled' });

      await steps.open('/sign-in');
      await expect(steps.heading('Sign in')).toBeVisible();
      await take('sign-in');
      await sandbox.addVariable(variables, { name: 'env:GREETING', value: 'Hello from the harbour' });
      await steps.signIn({ keep: true });
      for (const { name, path, ready } of pictures) {
        await steps.open(path);
        await expect(ready(page)).toBeVisible();
        await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toHaveCount(0);
        await take(name);
      }
      await steps.open(`${demo.project.path}/activity`);
      await activities(page).getByRole('listitem').getByRole('link').first().click();
      await expect(page.getByRole('log', { name: 'Log' })).toBeVisible();
      await take('activity-log');
      await steps.open(`${variables}/new`);
      await steps.button('Add variable').click();
      await expect(steps.field('Name')).toHaveAttribute('aria-invalid', 'true');
      await take('form-in-error');
    });
  }
}
