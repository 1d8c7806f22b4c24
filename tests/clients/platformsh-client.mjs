// Every flow of the sections that the sandbox has, by the platform's own client for JavaScript. It follows links, picks
// which fields it sends, and waits for activities in its own way.
import { createRequire } from 'node:module';

import { start, TOKEN } from './server.mjs';
import { end, equal, has, refused, step } from './steps.mjs';

const { default: Client, models } = createRequire(import.meta.url)('platformsh-client');
const SHOP = 'shop4k2mq7xwa';
const server = await start();
// It prints what it reads of projects.
const { log } = console;
console.log = () => {};

/** As the client signs in: with JSON, and as the command line does. It would not do so outside of a bundle. */
async function signIn() {
  const answer = await fetch(`${server.origin}/auth/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('platform-cli:').toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ grant_type: 'api_token', api_token: TOKEN }),
  });
  return (await answer.json()).access_token;
}

const accessToken = await step('an API token is exchanged', signIn);
const client = new Client({
  access_token: accessToken,
  api_url: `${server.origin}/api`,
  authentication_url: `${server.origin}/auth`,
  base_url: server.origin,
});

/** Waits until an activity is done, and well. */
async function done(activity, type) {
  const ended = await activity.wait(undefined, undefined, 0.05);
  equal([ended.type, ended.state, ended.result], [type, 'complete', 'success']);
}

/** The same for what a write set off. */
async function wrote(result, ...types) {
  const activities = result.getActivities();
  equal(activities.map((activity) => activity.type), types);
  for (const activity of activities) await done(activity, activity.type);
}

// Organizations and subscriptions.
const organizations = (await step('organizations', () => client.getOrganizations({}))) ?? [];
const lakeside = organizations.find((one) => one.name === 'lakeside-media');
await step('an organization', async () => equal((await client.getOrganization(lakeside.id)).name, lakeside.name));
await step('subscriptions', async () => {
  const { items } = await client.getOrganizationSubscriptions(lakeside.id, {});
  const one = await client.getOrganizationSubscription(lakeside.id, items[0].id);
  equal(one.id, items[0].id);
});
await step('whether a project can be made', async () => {
  equal((await client.getOrganizationSubscriptionCanCreate(lakeside.id)).can_create, true);
});
await step('an estimate', () => {
  const wanted = { plan: 'development', environments: 3, storage: 5120, user_licenses: 1 };
  return client.getOrganizationSubscriptionEstimate(lakeside.id, wanted);
});
await step('regions', async () => equal((await client.getOrganizationRegions(lakeside.id, {})).items.length > 0, true));
await step('a new subscription', async () => {
  const wanted = { plan: 'development', region: 'eu-5.platform.sh', environments: 3, storage: 5120 };
  await client.createOrganizationSubscription({ organizationId: lakeside.id, ...wanted });
});

// The project.
const project = await step('a project', () => client.getProject(SHOP));
await step('its subscription and repository', () => {
  equal(project.getSubscriptionId(), '41207');
  equal(project.getGitUrl().startsWith(`${SHOP}@git.`), true);
  equal(project.isSuspended(), false);
});
await step('capabilities', async () => equal((await project.getCapabilities()).custom_domains.enabled, true));
await step('a title', async () => wrote(await project.update({ title: 'Shop' }), 'project.modify.title'));
await step('environment types', async () => {
  const types = await client.getProjectEnvironmentTypes(SHOP);
  equal(types.map((type) => type.id).sort(), ['development', 'production', 'staging']);
});

// Environments.
const staging = await step('an environment', () => client.getEnvironment(SHOP, 'staging'));
await step('where its shell and its sites are', () => {
  equal(Object.keys(staging.getSshUrls()), ['app']);
  equal(staging.getRouteUrls().every((url) => url.startsWith('https://')), true);
});
await step('its newest commit', async () => equal((await staging.getHeadCommit()).sha, staging.head_commit));
let id = '';
await step('a branch', async () => {
  // Neither where its data come from nor what it is named after is said.
  const activity = await staging.branch('Made by a client', 'development');
  [id] = activity.environments;
  await done(activity, 'environment.branch');
});
const made = () => client.getEnvironment(SHOP, id);
await step('it runs below its parent', async () => {
  const { status, parent } = await made();
  equal([status, parent], ['active', 'staging']);
});
await refused('sizes', () => staging.branch('Sized', 'development', 'minimum', 'sized'), /fixed sizes/);
await step('settings', async () => {
  const access = { is_enabled: true, addresses: [{ permission: 'allow', address: '192.0.2.1' }], basic_auth: { ada: 'x' } };
  const result = await (await made()).update({ title: 'Other', enable_smtp: true, http_access: access });
  await wrote(result, 'environment.update.title', 'environment.update.http_access', 'environment.update.smtp');
});
await step('another parent', async () => {
  await wrote(await (await made()).update({ parent: 'main' }), 'environment.update.parent');
  await wrote(await (await made()).update({ parent: 'staging' }), 'environment.update.parent');
});
for (const [operation, type] of [
  ['redeploy', 'environment.redeploy'],
  ['pause', 'environment.pause'],
  ['resume', 'environment.resume'],
]) {
  await step(operation, async () => done(await (await made())[operation](), type));
}
await step('data of the parent', async () => done(await (await made()).synchronize(true, false), 'environment.synchronize'));
await refused('nothing of the parent', async () => (await made()).synchronize(false, false), /Nothing to synchronize/);

// Variables.
await step('a variable of an environment', async () => {
  await wrote(await (await made()).setVariable('env:CLIENT', 'one'), 'environment.variable.create');
  await wrote(await (await made()).setVariable('env:CLIENT', 'two'), 'environment.variable.update');
  equal((await (await made()).getVariable('env:CLIENT')).value, 'two');
  has((await (await made()).getVariables()).map((variable) => variable.name), 'env:CLIENT');
  const variable = await (await made()).getVariable('env:CLIENT');
  await wrote(await variable.update({ is_enabled: false }), 'environment.variable.update');
  await wrote(await (await (await made()).getVariable('env:CLIENT')).delete(), 'environment.variable.delete');
});
await step('a variable of the project', async () => {
  await wrote(await project.setVariable('CLIENT', '{"a": 1}', true), 'project.variable.create');
  await wrote(await project.setVariable('CLIENT', '[2]', true), 'project.variable.update');
  has((await project.getVariables()).map((variable) => variable.name), 'CLIENT');
  await wrote(await (await project.getVariable('CLIENT')).delete(), 'project.variable.delete');
});

// Backups.
const backups = () => client.getEnvironmentBackups(SHOP, id);
await step('a backup', async () => done(await (await made()).backup(true), 'environment.backup'));
await step('it is restored', async () => {
  const [backup] = await backups();
  equal([backup.safe, backup.restorable], [true, true]);
  const all = { environment_name: null, branch_from: null, restore_code: true };
  await done(await backup.restore(all), 'environment.restore');
  await done(await backup.restore({}), 'environment.restore');
});
await step('it is deleted', async () => {
  const [{ id: backup }] = await backups();
  const one = await models.EnvironmentBackup.get({ projectId: SHOP, environmentId: id, id: backup });
  await wrote(await one.delete(), 'environment.backup.delete');
  equal((await backups()).length, 0);
});

// What runs, and operations.
await step('the deployment', async () => {
  const current = await client.getCurrentDeployment(SHOP, id, {});
  equal([current.id, Object.keys(current.webapps)], ['current', ['app']]);
});
await step('routes', async () => equal((await (await made()).getRoutes()).length, (await client.getRoutes(SHOP, id)).length));
await step('a runtime operation', async () => {
  const where = { projectId: SHOP, environmentId: 'main', deploymentId: 'current' };
  const operation = { ...where, service: 'app', operation: 'clear-cache' };
  await done(await client.runRuntimeOperationDeployment(operation), 'environment.operation');
});
await step('a source operation', async () => {
  const [operation] = await models.SourceOperation.query({ projectId: SHOP, environmentId: id });
  // Without variables, then with some.
  await done(await operation.run(), 'environment.source-operation');
  await done(await operation.run({ env: { A: 'b' } }), 'environment.source-operation');
});
await step('a merge', async () => done(await (await made()).merge(), 'environment.merge'));

// Domains and certificates.
await step('a domain', async () => {
  await wrote(await project.addDomain('client.example'), 'project.domain.create');
  const domain = await project.getDomain('client.example');
  await wrote(await domain.update({ is_default: true }), 'project.domain.update');
  await wrote(await (await project.getDomain('client.example')).delete(), 'project.domain.delete');
});
await step('a domain that stands for another', async () => {
  const result = await project.addEnvironmentDomain('staging.client.example', 'staging', 'www.lakeside-shop.example');
  await wrote(result, 'environment.domain.create');
  const [domain] = await project.getEnvironmentDomains('staging');
  equal(domain.replacement_for, 'www.lakeside-shop.example');
  await wrote(await domain.delete(), 'environment.domain.delete');
});
const standsForNone = () => project.addEnvironmentDomain('other.client.example', 'staging');
await refused('a domain that stands for none', standsForNone, /replacement_for/);
await step('certificates', async () => equal((await project.getCertificates()).every((one) => one.expires_at > ''), true));

// Integrations.
await step('an integration', async () => {
  const url = 'https://client.example/hook';
  await wrote(await project.addIntegration('webhook', { url, shared_key: 'between us' }), 'integration.create');
  const hook = (await project.getIntegrations()).find((one) => one.url === url);
  equal(hook.shared_key, 'between us');
  // It leaves out what kind it is.
  await wrote(await hook.update({ events: ['environment.*'] }), 'integration.update');
  equal((await project.getIntegration(hook.id)).events, ['environment.*']);
  await wrote(await hook.delete(), 'integration.delete');
});

// Activities.
await step('activities by type', async () => {
  const types = (await client.getProjectActivities(SHOP, ['environment.branch', 'environment.merge'])).map((one) => one.type);
  has(types, 'environment.merge');
  equal(types.every((type) => type === 'environment.branch' || type === 'environment.merge'), true);
  equal((await client.getEnvironmentActivities(SHOP, id)).length > 0, true);
});
await step('activities page by page', async () => {
  const before = async (time) => (await project.getActivities([], time)).map((one) => one.created_at);
  const first = await before(new Date());
  const second = await before(new Date(first.at(-1)));
  equal(second[0] <= first.at(-1), true);
});
await step('a log', async () => {
  const [activity] = await client.getProjectActivities(SHOP, ['environment.branch']);
  const lines = (await (await client.getStreamingLog(activity, 100)).text()).trim().split('\n');
  equal(JSON.parse(lines.at(-1)).seal, true);
  equal((await activity.getLogAt(0)).includes('Branching staging'), true);
});

// The end of an environment.
await step('it comes and goes', async () => {
  await done(await (await made()).deactivate(), 'environment.deactivate');
  await done(await (await made()).activate(), 'environment.activate');
  await done(await (await made()).deactivate(), 'environment.deactivate');
  await wrote(await (await made()).delete(), 'environment.delete');
});
await refused('it is gone', made, /Not found/);

console.log = log;
server.stop();
end();
