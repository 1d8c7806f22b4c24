// How often the API is asked: once for each thing that a page shows.
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

/** Counts the reads of the API by their address; activities are asked for again while they run. */
function reads(page: Page): Map<string, number> {
  const counts = new Map<string, number>();
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (request.method() !== 'GET' || !pathname.startsWith('/api/') || pathname.includes('/activities')) return;
    counts.set(pathname + search, (counts.get(pathname + search) ?? 0) + 1);
  });
  return counts;
}

const pages = {
  organizations: '/organizations',
  projects: '/projects',
  'an organization': demo.organization.path,
  'a new project': `${demo.organization.path}/projects/new`,
  'a project': demo.project.path,
  environments: `${demo.project.path}/environments`,
  variables: `${demo.project.path}/variables`,
  repository: `${demo.project.path}/repository`,
  domains: `${demo.project.path}/domains`,
  certificates: `${demo.project.path}/certificates`,
  integrations: `${demo.project.path}/integrations`,
  'deployment targets': `${demo.project.path}/deployment-targets`,
  settings: `${demo.project.path}/settings`,
  'an environment': demo.staging.path,
  backups: `${demo.main.path}/backups`,
  'a backup': demo.backup.path,
  'restoring a backup': `${demo.backup.path}/restore`,
  routes: `${demo.main.path}/routes`,
  'a route': demo.route.path,
  versions: `${demo.main.path}/versions`,
  'a version': demo.version.path,
  'variables of an environment': `${demo.staging.path}/variables`,
  'a variable of an environment': `${demo.staging.path}/variables/env:LOG_LEVEL`,
  'variables across environments': `${demo.project.path}/variable-matrix`,
  'two environments': `${demo.project.path}/compare`,
  'environment types': `${demo.project.path}/environment-types`,
  'domains of an environment': `${demo.staging.path}/domains`,
  'settings of an environment': `${demo.staging.path}/settings`,
  'branching an environment': `${demo.staging.path}/branch`,
  'merging an environment': `${demo.staging.path}/merge`,
  'a deployment': `${demo.staging.path}/deployment`,
  operations: `${demo.staging.path}/operations`,
  'running an operation': `${demo.staging.path}/operations/runtime/app/clear-cache`,
} as const;

for (const [name, path] of Object.entries(pages)) {
  test(`opening ${name} asks at most once for each thing`, async ({ page, steps }) => {
    const counts = reads(page);
    await steps.signIn({ at: path });
    await page.waitForLoadState('networkidle');
    const repeated = [...counts].filter(([, count]) => count > 1);
    expect(repeated).toEqual([]);
  });
}

test('Back shows what was known at once, and asks behind it', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: `${demo.project.path}/variables` });
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
  await steps.tab('Domains').click();
  await expect(page.getByRole('table', { name: 'Domains' })).toBeVisible();
  // It would not come for a long time: what shows is what was known.
  await sandbox.fault('get-list-of-project-variables', { delayMs: 20_000, times: 1 });
  const counts = reads(page);
  // A minute later: what was only just read is not asked for again.
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 60_000;
  });
  await page.goBack();
  await expect(page.getByRole('table', { name: 'Variables' }).getByRole('rowheader').first()).toBeVisible({ timeout: 3000 });
  await expect.poll(() => [...counts.keys()].filter((address) => address.endsWith('/variables')).length).toBe(1);
});
