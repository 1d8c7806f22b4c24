// Whatever the API answers, a page says what it knows and what it does not, and no script of an answer runs.
import { demo } from '../support/demo.ts';
import type { Fault } from '../support/sandbox.ts';
import { expect, test } from '../support/test.ts';

const project = demo.project.path;
const script = '<img src=x onerror="window.hostile = 1"><script>window.hostile = 1</script>';
const enormous = 'x'.repeat(100_000);

/** A thing of which nothing is as it should be. */
const hostile = {
  id: script,
  name: script,
  title: { not: 'a text' },
  type: 'something-new',
  status: 'never-heard-of',
  created_at: 'yesterday',
  updated_at: -1,
  expires_at: {},
  domains: 'none',
  chain: 7,
  ref: script,
  sha: enormous,
  label: script,
  repository: [],
  attributes: null,
  is_default: 'yes',
  _links: 'none',
  unknown_field: { deep: [script] },
};

const faults: Record<string, Fault> = {
  'an error as HTML': { status: 500, body: `<html>${script}</html>`, contentType: 'text/html' },
  'half of an answer': { truncate: true },
  'null': { body: 'null' },
  'another type': { body: '"a text"' },
  'nothing': { status: 200, body: '' },
  'a thing of wrong types': { body: hostile },
  'a list of wrong types': { body: JSON.stringify([hostile, null, 7, 'text', {}, []]) },
  'a page of wrong types': { body: { items: [hostile, null], count: 'many', _links: null } },
};

/** Each page with the operation that it is mostly about. */
const pages: Record<string, [path: string, operation: string]> = {
  organizations: ['/organizations', 'list-organizations'],
  'an organization': [demo.organization.path, 'list-subscriptions'],
  projects: ['/projects', 'locate-user-projects'],
  'a new project': [`${demo.organization.path}/projects/new`, 'list-available-plans'],
  'a project': [project, 'get-a-project'],
  capabilities: [project, 'get-a-project-capabilities'],
  environments: [`${project}/environments`, 'get-list-of-project-environments'],
  variables: [`${project}/variables`, 'get-list-of-project-variables'],
  'a variable': [`${project}/variables/env:TZ`, 'get-a-project-variable'],
  activity: [`${project}/activity`, 'get-project-activity-log'],
  repository: [`${project}/repository`, 'get-list-of-repository-refs'],
  domains: [`${project}/domains`, 'get-list-of-project-domains'],
  certificates: [`${project}/certificates`, 'get-list-of-ssl-certificates'],
  integrations: [`${project}/integrations`, 'get-list-of-existing-integrations-for-a-project'],
  'deployment targets': [`${project}/deployment-targets`, 'get-project-deployment-target-info'],
  settings: [`${project}/settings`, 'get-list-of-project-settings'],
  'git server': [`${project}/system`, 'get-information-about-the-git-server'],
};

for (const [name, [path, operation]] of Object.entries(pages)) {
  test(`${name}, whatever the API answers`, async ({ page, sandbox, steps, watch }) => {
    watch.allowStatus(500);
    watch.allowNetworkErrors();
    await steps.signIn({ at: path, keep: true });
    for (const [what, fault] of Object.entries(faults)) {
      await sandbox.fault(operation, fault);
      await page.reload();
      const main = page.getByRole('main');
      await expect(main, what).not.toBeEmpty();
      // Reads are asked for again a few times before their failure is said.
      await expect(main.getByRole('status').filter({ hasText: 'Loading' }), what).toHaveCount(0, { timeout: 30_000 });
      const said = main.getByRole('heading').or(main.getByRole('alert')).or(main.getByRole('table'));
      await expect(said.first(), what).toBeVisible();
      expect(await page.evaluate(() => 'hostile' in window), what).toBe(false);
      await expect(main.locator('img[src="x"], script'), what).toHaveCount(0);
      await sandbox.clearFaults();
    }
  });
}
