import type { Page, Request } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const settings = `${demo.project.path}/settings`;

/** The paths that a page asks the API for, with their queries. */
function reads(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request: Request) => {
    const { pathname, search } = new URL(request.url());
    if (request.method() === 'GET' && pathname.startsWith('/api/')) asked.push(pathname + search);
  });
  return asked;
}

const main = (page: Page) => page.getByRole('main');
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search projects' });
const section = (page: Page, name: string) => main(page).getByRole('region', { name, exact: true });

test.describe('all projects', () => {
  test('of all organizations are found by title, ID, region, plan and state, and the address says which', async ({
    page,
    steps,
  }) => {
    await steps.signIn();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'All projects' }).click();
    await steps.expectAt('/projects');
    await expect(steps.row('Lakeside Shop')).toContainText('Lakeside Media');
    await expect(steps.row('Customer Portal')).toContainText('Northwind Labs');
    await expect(steps.row('Festival Tickets')).toContainText('Harbor Festival');
    for (const [typed, found] of [
      ['telemetry6gwz', ['Telemetry Gateway']],
      ['sydney', ['Festival Tickets']],
      ['xlarge', ['Telemetry Gateway']],
      ['suspended', ['Summer Campaign 2023']],
      ['northwind portal', ['Customer Portal']],
    ] as const) {
      await search(page).fill(typed);
      await expect.poll(() => steps.rowNames('Projects'), typed).toEqual(found);
    }
    await search(page).fill('ireland');
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    await page.getByRole('combobox', { name: 'Status' }).selectOption('Active');
    await steps.expectAt('/projects?q=ireland&sort=title&status=active');
    const shown = ['Lakeside Magazine', 'Lakeside Shop'];
    await expect.poll(() => steps.rowNames('Projects')).toEqual(shown);
    await page.reload();
    await expect(search(page)).toHaveValue('ireland');
    await expect.poll(() => steps.rowNames('Projects')).toEqual(shown);
    await steps.row('Lakeside Shop').getByRole('link').first().click();
    await steps.expectAt(demo.project.path);
  });

  test('those of no organization of mine are there by what is known of them', async ({ sandbox, steps }) => {
    await sandbox.fault('locate-user-projects', {
      body: { projects: [{ id: 'guestproject1', owner_info: { display_name: 'Somebody Else' } }, { id: null }, 7] },
    });
    await steps.signIn({ at: '/projects' });
    await expect(steps.row('guestproject1')).toContainText('Somebody Else');
    await expect(steps.row('Lakeside Shop')).toBeVisible();
  });

  test('what could not be read is said, what could is there, and it is asked for again', async ({
    page,
    sandbox,
    steps,
    watch,
  }) => {
    watch.allowStatus(500);
    await sandbox.fault('list-subscriptions', { status: 500, body: '<h1>Internal</h1>', contentType: 'text/html' });
    await steps.hurry();
    await steps.signIn({ at: '/projects' });
    const notice = main(page).getByRole('status').filter({ hasText: 'Some projects may be missing' });
    await expect(notice).toContainText('Projects of Lakeside Media');
    await expect(notice).toContainText('Projects of Northwind Labs');
    await expect(main(page)).not.toContainText('Internal');
    await expect(steps.row('shop4k2mq7xwa')).toBeVisible();
    await sandbox.clearFaults();
    await notice.getByRole('button', { name: 'Try again' }).click();
    await expect(steps.row('Lakeside Shop')).toBeVisible();
    await expect(notice).toHaveCount(0);
    await expect(steps.row('shop4k2mq7xwa')).toHaveCount(0);
  });

  test('when nothing can be read the page says so, and recovers', async ({ page, sandbox, steps, watch }) => {
    watch.allowStatus(500);
    for (const operation of ['list-organizations', 'locate-user-projects']) {
      await sandbox.fault(operation, { status: 500, body: {} });
    }
    await steps.hurry();
    await steps.signIn({ at: '/projects' });
    const again = main(page).getByRole('button', { name: 'Try again' });
    await expect(again).toBeVisible();
    await sandbox.clearFaults();
    await again.click();
    await expect(page.getByRole('table', { name: 'Projects' })).toBeVisible();
  });

  test('nulls, wrong types, unknown words and hostile text cost a cell at most', async ({ page, sandbox, steps }) => {
    const hostile = '<img src=x onerror="document.title=\'broken\'">';
    await sandbox.fault('list-subscriptions', {
      body: {
        items: [
          { id: '1', status: 'hibernating', project_id: 'strange1', project_title: hostile, plan: 7, project_region: [] },
          { id: null, status: null, project_id: null, project_title: null },
          null,
          'text',
        ],
        _links: { next: { href: 'https://elsewhere.example/api/organizations' } },
      },
    });
    await steps.signIn({ at: '/projects' });
    await expect(steps.row(hostile).first()).toContainText('Hibernating');
    await expect(page).toHaveTitle(/^All projects/);
    await search(page).fill('hibernating');
    await expect(steps.row(hostile).first()).toBeVisible();
  });

  test('an ID leads to its project, or to the reason why not', async ({ steps, watch }) => {
    watch.allowStatus(404);
    await steps.signIn({ at: '/projects' });
    await steps.button('Open project').click();
    await expect(steps.field('Project ID')).toHaveAccessibleDescription(/Enter the ID/);
    await steps.field('Project ID').fill('no/such?project');
    await steps.button('Open project').click();
    await expect(steps.field('Project ID')).toHaveAccessibleDescription(/no project with this ID/);
    await steps.field('Project ID').fill(' shop4k2mq7xwa ');
    await steps.button('Open project').click();
    await steps.expectAt(demo.project.path);
    await expect(steps.heading(demo.project.title)).toBeVisible();
  });
});

test.describe('the overview', () => {
  test('says how production stands, where it is found, what happened and what the plan includes', async ({
    page,
    steps,
  }) => {
    await steps.signIn({ at: demo.project.path });
    const production = section(page, 'Production');
    await expect(production.getByRole('link', { name: demo.main.title, exact: true })).toBeVisible();
    await expect(production).toContainText('Active');
    await expect(production.getByRole('list', { name: 'Domains' }).getByRole('listitem').first()).toContainText('Default');
    await expect(production.getByRole('link', { name: "Merge branch 'staging' into main" })).toHaveAttribute('href', /\/repository\//);
    await expect(production).toContainText('Niamh Okonjo-Byrne');
    const heads = await main(page).getByRole('heading', { level: 2 }).allInnerTexts();
    expect(heads.slice(0, 2)).toEqual(['Production', 'Environments']);
    expect(heads.indexOf('Project')).toBeGreaterThan(1);
    await expect(steps.fact('Region')).toHaveText('Ireland (eu-5)');
    // What happened stands beside the page, and only there.
    await expect(steps.timeline().getByRole('listitem').first()).toBeVisible();
    await expect(section(page, 'Recent activity')).toHaveCount(0);
    await expect(section(page, 'Included in the plan')).toContainText('Metrics retention');
    await expect(section(page, 'Included in the plan')).toContainText('30 days');
    const notice = main(page).getByRole('status').filter({ hasText: 'need to be replaced' });
    await expect(notice.getByRole('link', { name: 'gifts.lakeside-shop.example' })).toBeVisible();
    await expect(notice).toContainText('Expired');
    await expect(notice).not.toContainText('*.lakeside-shop.example');
    await notice.getByRole('link', { name: 'gifts.lakeside-shop.example' }).click();
    await expect(page).toHaveURL(/\/certificates\/[^/]+$/);
  });

  test('has facts beside their names on a phone', async ({ page, steps }) => {
    await page.setViewportSize({ width: 360, height: 780 });
    await steps.signIn({ at: demo.project.path });
    const name = await page.getByRole('term').and(page.getByText('Plan', { exact: true })).boundingBox();
    const value = await steps.fact('Plan').boundingBox();
    expect(Math.abs((value?.y ?? 0) - (name?.y ?? Infinity))).toBeLessThan(8);
  });

  test('asks for each thing once, whatever shows it', async ({ page, sandbox, steps }) => {
    // Nothing that runs, so that nothing is looked at again.
    await sandbox.advance(3600);
    const asked = reads(page);
    await steps.signIn({ at: demo.project.path });
    await expect(section(page, 'Included in the plan')).toContainText('30 days');
    await expect(section(page, 'Production').getByRole('list', { name: 'Domains' }).getByRole('listitem').first()).toBeVisible();
    await expect(steps.timeline().getByRole('listitem').first()).toBeVisible();
    expect([...asked].sort()).toEqual([...new Set(asked)].sort());
    expect(asked.filter((path) => path.includes('/activities'))).toHaveLength(1);
  });

  test('clears the build cache after asking', async ({ page, steps }) => {
    await steps.signIn({ at: demo.project.path });
    // The actions are drawn once more when it is known what the project has.
    await expect(main(page).getByRole('link', { name: 'New environment' })).toBeVisible();
    await (await steps.more('Clear build cache')).click();
    const question = page.getByRole('dialog', { name: 'Clear build cache?' });
    await expect(question).toContainText('starts from scratch');
    await question.getByRole('button', { name: 'Clear build cache' }).click();
    await expect(steps.toast('Clearing the build cache')).toBeVisible();
    await expect(steps.timeline()).toContainText('Cleared the build cache');
  });

  test('says what the API says of a project that does not run', async ({ page, steps }) => {
    await steps.signIn({ at: '/projects/campaign23old' });
    await expect(main(page).getByRole('status').filter({ hasText: 'suspended' })).toBeVisible();
    await expect(await steps.more('Clear build cache')).toBeDisabled();
  });

  test('shows the rest when a part cannot be read', async ({ page, sandbox, steps, watch }) => {
    watch.allowStatus(500);
    await sandbox.fault('get-a-project-capabilities', { status: 500, body: '<h1>Internal</h1>', contentType: 'text/html' });
    await sandbox.fault('get-list-of-project-domains', { body: [null, 7, { name: null, is_default: 'yes' }] });
    await sandbox.fault('get-list-of-ssl-certificates', { body: [{ domains: 'x', expires_at: 'soon' }, null] });
    await steps.hurry();
    await steps.signIn({ at: demo.project.path });
    const plan = section(page, 'Included in the plan');
    await expect(plan.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(section(page, 'Production').getByRole('list', { name: 'Domains' })).toContainText('Unknown');
    await expect(section(page, 'Production')).toContainText('Active');
    await sandbox.clearFaults();
    await plan.getByRole('button', { name: 'Try again' }).click();
    await expect(plan).toContainText('30 days');
  });
});

test.describe('settings', () => {
  test('a change is reviewed, sent alone, and seen on the overview', async ({ page, steps }) => {
    await steps.signIn({ at: demo.project.path });
    await steps.tab('Settings').click();
    await steps.expectAt(settings);
    await steps.field('Title').fill('Lakeside Store');
    await steps.field('Description').fill('Storefront, checkout and gifts');
    const patch = page.waitForRequest((request) => request.method() === 'PATCH');
    await steps.saveChanges();
    expect((await patch).postDataJSON()).toEqual({
      title: 'Lakeside Store',
      description: 'Storefront, checkout and gifts',
    });
    await expect(steps.toast('Saved the project’s settings')).toBeVisible();
    await steps.expectAt(demo.project.path);
    await expect(steps.heading('Lakeside Store')).toBeVisible();
    await expect(section(page, 'Project')).toContainText('Storefront, checkout and gifts');
  });

  test('the default domain is picked from the domains there are', async ({ page, steps }) => {
    await steps.signIn({ at: settings });
    const domain = main(page).getByRole('combobox', { name: 'Default domain' });
    await expect(domain).toHaveValue('lakeside-shop.example');
    await domain.click();
    await main(page).getByRole('option', { name: 'gifts.lakeside-shop.example' }).click();
    const patch = page.waitForRequest((request) => request.method() === 'PATCH');
    await steps.saveChanges();
    expect((await patch).postDataJSON()).toEqual({ default_domain: 'gifts.lakeside-shop.example' });
    await expect(steps.timeline()).toContainText('Changed the default domain to gifts.lakeside-shop.example');
  });

  test('what the API refuses stands at its field', async ({ steps, watch }) => {
    watch.allowStatus(400);
    await steps.signIn({ at: settings });
    await steps.field('Time zone').fill('Europe/Atlantis');
    await steps.saveChanges();
    await expect(steps.field('Time zone')).toHaveAccessibleDescription(/There is no time zone Europe\/Atlantis/);
    await steps.field('Time zone').fill('Europe/Vienna');
    await steps.saveChanges();
    await expect(steps.toast('Saved the project’s settings')).toBeVisible();
  });

  test('builds and maintenance are changed on their own page', async ({ page, steps }) => {
    await steps.signIn({ at: settings });
    const builds = section(page, 'Builds and maintenance');
    await expect(builds).toContainText('2 GiB');
    await builds.getByRole('link', { name: 'Edit' }).click();
    await steps.expectAt(`${settings}/build`);
    await page.reload();
    await steps.field('Memory').fill('4096');
    const patch = page.waitForRequest((request) => request.method() === 'PATCH');
    await steps.saveChanges();
    expect((await patch).postDataJSON()).toMatchObject({ build_resources: { memory: 4096 } });
    await expect(steps.toast('Saved the build settings')).toBeVisible();
    await steps.expectAt(settings);
    await expect(builds).toContainText('4 GiB');
  });

  test('what the plan does not give is said at its field', async ({ steps, watch }) => {
    watch.allowStatus(400);
    await steps.signIn({ at: '/projects/designdocs2xk/settings/build' });
    await steps.field('Memory').fill('4096');
    await steps.saveChanges();
    await expect(steps.page.getByRole('main')).toContainText('The project’s plan doesn’t allow changing this.');
    await expect(steps.field('Memory')).toHaveValue('4096');
  });
});

test('the Git server is restarted after asking', async ({ page, steps }) => {
  await steps.signIn({ at: settings });
  await section(page, 'Git server').getByRole('link', { name: 'Git server' }).click();
  await steps.expectAt(`${demo.project.path}/system`);
  await expect(main(page)).toContainText('wheelhouse-git');
  await steps.button('Restart Git server').click();
  const question = page.getByRole('dialog', { name: 'Restart Git server?' });
  await expect(question).toContainText('No one can push');
  await question.getByRole('button', { name: 'Restart Git server' }).click();
  await expect(steps.toast('Restarting the Git server')).toBeVisible();
  await expect(steps.timeline()).toContainText('Restarted the Git server');
});

test('deleting a project says what is lost and asks for its title', async ({ page, steps, watch }) => {
  // What the page still shows of it is asked for once more before the page is left.
  watch.allowStatus(404);
  await steps.signIn({ at: '/projects/designdocs2xk/settings' });
  await section(page, 'Delete this project').getByRole('link', { name: 'Delete project' }).click();
  await expect(steps.heading('Delete Design System Docs')).toBeVisible();
  await expect(main(page)).toContainText('Deletes all environments with their data and backups');
  await expect(main(page)).toContainText(/Environments\s*\d+ \(main/);
  const remove = steps.button('Delete project');
  await expect(remove).toBeDisabled();
  await steps.field('Type Design System Docs to confirm').fill('Design System Docs');
  await remove.click();
  await expect(steps.toast('Deleted Design System Docs')).toBeVisible();
  await steps.expectAt(demo.organization.path);
  await expect(steps.row(demo.project.title)).toBeVisible();
  await expect(steps.row('Design System Docs')).toHaveCount(0);
});

test('a viewer sees what may not be done, and who could grant it', async ({ page, steps, watch }) => {
  watch.allowStatus(403);
  await steps.signIn({ at: demo.project.path, token: demo.viewer.token });
  const expectRefused = async (name: string) => {
    await expect(steps.button(name)).toBeDisabled();
    await expect(steps.button(name)).toHaveAccessibleDescription(/admin/i);
  };
  await expect(await steps.more('Clear build cache')).toBeDisabled();
  await expect(await steps.more('Delete project')).toContainText(/admin/i);
  await steps.open(settings);
  await expectRefused('Save changes');
  await expectRefused('Edit');
  await expectRefused('Git server');
  await expectRefused('Delete project');
  await steps.open(`${settings}/build`);
  await expectRefused('Save changes');
  await steps.open(`${demo.project.path}/delete`);
  await expectRefused('Delete project');
  await steps.open(`${demo.project.path}/system`);
  await expect(main(page)).toContainText('You need the admin role on this project');
});
