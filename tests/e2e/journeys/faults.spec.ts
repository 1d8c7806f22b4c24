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
  'environments with what runs': [`${project}/environments`, 'get-project-activity-log'],
  'an environment': [demo.staging.path, 'get-an-environment'],
  'an environment with what runs': [demo.staging.path, 'get-environment-activity-log'],
  'settings of an environment': [`${demo.staging.path}/settings`, 'get-an-environment'],
  'merging an environment': [`${demo.staging.path}/merge`, 'get-list-of-project-environments'],
  variables: [`${project}/variables`, 'get-list-of-project-variables'],
  'variables of an environment': [`${demo.staging.path}/variables`, 'get-list-of-environment-variables'],
  'variables of an environment without the project’s': [`${demo.staging.path}/variables`, 'get-list-of-project-variables'],
  'a variable of an environment': [`${demo.staging.path}/variables/env:LOG_LEVEL`, 'get-an-environment-variable'],
  'a variable among those above it': [`${demo.staging.path}/variables/env:LOG_LEVEL`, 'get-list-of-environment-variables'],
  'variables across environments': [`${project}/variable-matrix`, 'get-list-of-environment-variables'],
  'environments across variables': [`${project}/variable-matrix`, 'get-list-of-project-environments'],
  'environments compared': [`${project}/compare`, 'get-list-of-project-environments'],
  'deployments compared': [`${project}/compare`, 'get-an-environment-deployment-information'],
  'routes compared': [`${project}/compare`, 'get-list-of-routes'],
  'domains compared': [`${project}/compare`, 'get-a-list-of-environment-domains'],
  'variables compared': [`${project}/compare`, 'get-list-of-environment-variables'],
  'environment types': [`${project}/environment-types`, 'get-environment-types'],
  'an environment type': [`${project}/environment-types/staging`, 'get-environment-type-links'],
  'domains of an environment': [`${demo.staging.path}/domains`, 'get-a-list-of-environment-domains'],
  'a domain of an environment': [`${demo.main.path}/domains/${demo.domain.title}`, 'get-an-environment-domain'],
  'a variable': [`${project}/variables/env:TZ`, 'get-a-project-variable'],
  activity: [`${project}/activity`, 'get-project-activity-log'],
  repository: [`${project}/repository`, 'get-list-of-repository-refs'],
  domains: [`${project}/domains`, 'get-list-of-project-domains'],
  certificates: [`${project}/certificates`, 'get-list-of-ssl-certificates'],
  integrations: [`${project}/integrations`, 'get-list-of-existing-integrations-for-a-project'],
  'deployment targets': [`${project}/deployment-targets`, 'get-project-deployment-target-info'],
  backups: [`${demo.main.path}/backups`, 'get-an-environment-snapshot-list'],
  'a backup': [demo.backup.path, 'get-an-environment-snapshot-info'],
  'backups being made': [`${demo.main.path}/backups`, 'get-environment-activity-log'],
  'restoring a backup': [`${demo.backup.path}/restore?to=new`, 'get-list-of-project-environments'],
  routes: [`${demo.main.path}/routes`, 'get-list-of-routes'],
  'a route': [demo.route.path, 'get-a-route-info'],
  'changing a route': [`${demo.route.path}/edit`, 'get-a-route-info'],
  versions: [`${demo.main.path}/versions`, 'list-versions-associated-with-the-environment'],
  'a version': [demo.version.path, 'list-the-version'],
  'changing a version': [`${demo.version.path}/edit`, 'list-versions-associated-with-the-environment'],
  settings: [`${project}/settings`, 'get-list-of-project-settings'],
  'git server': [`${project}/system`, 'get-information-about-the-git-server'],
  deployment: [`${demo.staging.path}/deployment?node=Application%3Aapp`, 'get-a-single-environment-deployment'],
  'the choice of a deployment': [`${demo.staging.path}/deployment`, 'get-an-environment-deployment-information'],
  'source operations': [`${demo.staging.path}/operations`, 'list-source-operations'],
  'runtime operations': [`${demo.staging.path}/operations`, 'get-a-single-environment-deployment'],
  'running an operation': [`${demo.staging.path}/operations/source/release`, 'list-source-operations'],
};

for (const [name, [path, operation]] of Object.entries(pages)) {
  test(`${name}, whatever the API answers`, async ({ page, sandbox, steps, watch }) => {
    // What a hostile answer names is not there to be read.
    watch.allowStatus(404, 500);
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
