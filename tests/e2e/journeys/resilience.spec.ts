import { demo } from '../support/demo.ts';
import { Sandbox, type Fault } from '../support/sandbox.ts';
import { Steps } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;
const offline = 'Can’t reach the API. Trying again…';

/** The access token ends. One that a gateway was given in an earlier test, at a later time, is refused as well. */
async function ends(sandbox: Sandbox): Promise<void> {
  await sandbox.advance(901);
  await sandbox.fault('add-a-project-variable', { status: 401, times: 1 });
}

test.describe('an access token that ends', () => {
  test('while a form is filled: the change is sent once, and nothing typed is lost', async ({
    page,
    sandbox,
    steps,
    watch,
  }) => {
    watch.allowStatus(401);
    await steps.signIn({ at: `${variables}/new` });
    await steps.field('Name').fill('env:LATE');
    await steps.value().fill('typed before');
    const answers: number[] = [];
    page.on('response', (answer) => {
      if (answer.request().method() === 'POST' && answer.url().endsWith(variables)) answers.push(answer.status());
    });
    await sandbox.advance(901);
    await steps.button('Add variable').click();
    await expect(steps.toast('Added env:LATE')).toBeVisible();
    expect(answers.filter((status) => status < 400)).toHaveLength(1);
    expect(await sandbox.variable(variables, 'env:LATE')).toMatchObject({ value: 'typed before' });
  });

  test('is renewed once for all who wait', { tag: '@token' }, async ({ page, sandbox, steps, watch }) => {
    watch.allowStatus(401);
    await steps.signIn({ at: demo.project.path });
    let exchanges = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/oauth2/token')) exchanges += 1;
    });
    await sandbox.advance(901);
    const reads = new Set<string>();
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/')) reads.add(pathname);
    });
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: demo.otherProject.title }).click();
    await expect(steps.heading(demo.otherProject.title)).toBeVisible();
    await expect(page.getByRole('table', { name: 'Environments' })).toBeVisible();
    await expect(steps.timeline().getByRole('listitem').first()).toBeVisible();
    expect(reads.size).toBeGreaterThan(1);
    expect(exchanges).toBe(1);
  });

  test('is renewed once when a page is opened again', { tag: '@token' }, async ({ page, steps }) => {
    await steps.signIn({ at: demo.project.path });
    let exchanges = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/oauth2/token')) exchanges += 1;
    });
    await page.reload();
    await expect(steps.heading(demo.project.title)).toBeVisible();
    await expect(steps.timeline().getByRole('listitem').first()).toBeVisible();
    expect(exchanges).toBe(1);
  });

  test('and an API token that no longer counts: the page asks for another and goes on', async ({
    page,
    sandbox,
    steps,
    watch,
  }) => {
    watch.allowStatus(401);
    await steps.signIn({ at: `${variables}/new` });
    await steps.field('Name').fill('env:KEPT');
    await steps.value().fill('typed before');
    await sandbox.fault('sign-in', {
      status: 401,
      body: { error: 'invalid_grant', error_description: 'The API token is not valid.' },
    });
    await ends(sandbox);
    // What the page asks by itself may have it ask for a token before this does.
    await page.keyboard.press('Control+Enter');
    const dialog = steps.signInAgain();
    await expect(dialog).toBeVisible();
    await sandbox.clearFaults();
    await steps.answerSignInAgain();
    await expect(dialog).toBeHidden();
    await expect(steps.field('Name')).toHaveValue('env:KEPT');
    await expect(steps.value()).toHaveValue('typed before');
    await steps.button('Add variable').click();
    await expect(steps.toast('Added env:KEPT')).toBeVisible();
  });
});

test('whoever signs in in another’s place finds nothing of theirs', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(401);
  await steps.signIn({ at: `${variables}/new` });
  await steps.field('Name').fill('env:THEIRS');
  await steps.value().fill('typed before');
  await sandbox.fault('sign-in', { status: 401, body: { error: 'invalid_grant' } });
  await ends(sandbox);
  await page.keyboard.press('Control+Enter');
  const dialog = steps.signInAgain();
  await expect(dialog).toBeVisible();
  await sandbox.clearFaults();
  await steps.answerSignInAgain(demo.viewer.token);
  await expect(dialog).toBeHidden();
  // The page is the new person's: they may not add variables here.
  await expect(steps.field('Name')).not.toHaveValue('env:THEIRS');
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByRole('menu', { name: 'Account' })).toContainText(demo.viewer.name);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain('env:THEIRS');
});

test('an access token of the first person that comes late is not used', { tag: '@token' }, async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(401);
  // While something runs, the timeline asks each second.
  await sandbox.addVariable(variables, { name: 'env:RUNS', value: '1' });
  await steps.signIn({ at: `${variables}/new` });
  const exchanges: string[] = [];
  const used: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('/oauth2/token')) exchanges.push(request.postData() ?? '');
    if (pathname.startsWith('/api/')) used.push(request.headers().authorization ?? '');
  });
  await sandbox.fault('sign-in', { status: 401, body: { error: 'invalid_grant' }, times: 1 });
  await sandbox.fault('sign-in', { delayMs: 3000, times: 1 });
  await sandbox.fault('get-project-activity-log', { status: 401, times: 1 });
  await expect(steps.signInAgain()).toBeVisible();
  await expect.poll(() => exchanges.length).toBe(2);
  const late = page.waitForResponse((answer) => answer.url().endsWith('/oauth2/token') && answer.request().postData() === exchanges[1]);
  await steps.answerSignInAgain(demo.viewer.token);
  await expect(steps.signInAgain()).toBeHidden();
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByRole('menu', { name: 'Account' })).toContainText(demo.viewer.name);
  const { access_token: token } = (await (await late).json()) as { access_token: string };
  const before = used.length;
  await expect.poll(() => used.length).toBeGreaterThan(before);
  expect(used).not.toContain(`Bearer ${token}`);
});

test('a change that is under way when another person signs in is not sent again in their name', { tag: '@token' }, async ({
  page,
  sandbox,
  steps,
  watch,
}) => {
  watch.allowStatus(401);
  // While something runs, the timeline asks each second.
  await sandbox.addVariable(variables, { name: 'env:RUNS', value: '1' });
  await steps.signIn({ at: `${variables}/new` });
  const sent: string[] = [];
  const used: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === 'POST' && pathname.endsWith(variables)) sent.push(pathname);
    if (pathname.startsWith('/api/')) used.push(pathname);
  });
  const refused = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith(variables));
  await steps.field('Name').fill('env:FIRST');
  await steps.value().fill('of the first person');
  await sandbox.fault('add-a-project-variable', { status: 401, delayMs: 4000, times: 1 });
  await steps.button('Add variable').click();
  await expect.poll(() => sent.length).toBe(1);
  await sandbox.fault('sign-in', { status: 401, body: { error: 'invalid_grant' }, times: 1 });
  await sandbox.fault('get-project-activity-log', { status: 401, times: 1 });
  await expect(steps.signInAgain()).toBeVisible();
  await steps.answerSignInAgain(demo.viewer.token);
  await expect(steps.signInAgain()).toBeHidden();
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByRole('menu', { name: 'Account' })).toContainText(demo.viewer.name);
  expect((await refused).status()).toBe(401);
  const before = used.length;
  await expect.poll(() => used.length).toBeGreaterThan(before);
  expect(sent).toHaveLength(1);
  expect(await sandbox.variable(variables, 'env:FIRST')).toBeUndefined();
  await expect(steps.signInAgain()).toBeHidden();
});

test.describe('what was typed before a sign-out', () => {
  const draft = 'You have unsaved changes';

  test('is a draft for the same person, and for nobody else', async ({ page, steps }) => {
    const at = `${variables}/new`;
    await steps.signIn({ at });
    await steps.field('Name').fill('env:LATER');
    await steps.signOut();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await expect(question).toContainText('kept as a draft');
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await expect(steps.field('Name')).toHaveValue('env:LATER');
    await steps.signOut();
    await question.getByRole('button', { name: 'Sign out' }).click();
    await expect(steps.heading('Sign in')).toBeVisible();

    await steps.enterToken();
    await expect(steps.heading('Add variable')).toBeVisible();
    await page.getByRole('status').filter({ hasText: draft }).getByRole('button', { name: 'Restore' }).click();
    await expect(steps.field('Name')).toHaveValue('env:LATER');

    await steps.signOut();
    await question.getByRole('button', { name: 'Sign out' }).click();
    await steps.enterToken(demo.viewer.token);
    await expect(page.getByRole('button', { name: 'Account' })).toBeVisible();
    await expect
      .poll(() => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])))
      .not.toContain('env:LATER');
    await expect(page.getByText(draft)).toBeHidden();
  });

  test('in another tab is a draft as well, up to the last letter', async ({ page, context, server, steps }) => {
    await steps.signIn({ at: `${variables}/new` });
    const other = new Steps(await context.newPage(), server);
    await other.open('/');
    await expect(other.heading('Home')).toBeVisible();
    await page.bringToFront();
    await steps.field('Name').fill('env:IN_HASTE');
    await other.signOut();
    await expect(steps.heading('Sign in')).toBeVisible();
    await steps.enterToken();
    await page.getByRole('status').filter({ hasText: draft }).getByRole('button', { name: 'Restore' }).click();
    await expect(steps.field('Name')).toHaveValue('env:IN_HASTE');
  });

  test('is asked about when signing out by the search box', async ({ page, steps }) => {
    await steps.signIn({ at: `${variables}/new` });
    await steps.field('Name').fill('env:LATER');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search or do' }).fill('sign out');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
  });
});

test.describe('a server that goes away', () => {
  test('a quiet notice, then recovery without a reload', async ({ page, mortal, watch }) => {
    watch.allowStatus(401);
    watch.allowNetworkErrors();
    const steps = new Steps(page, mortal);
    await steps.hurry();
    await steps.signIn({ at: variables });
    await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
    await page.evaluate(() => Object.assign(window, { marker: 'same page' }));

    await mortal.kill();
    const notice = page.getByRole('status').filter({ hasText: offline });
    await expect(notice).toBeVisible();
    // What was read stays to be read.
    await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);

    await mortal.start();
    await expect(notice).toBeHidden();
    await page.getByRole('main').getByRole('link', { name: 'Add variable' }).first().click();
    await steps.field('Name').fill('env:AFTER');
    await steps.value().fill('1');
    await steps.button('Add variable').click();
    await expect(steps.row('env:AFTER')).toBeVisible();
    expect(await page.evaluate(() => 'marker' in window)).toBe(true);
  });

  test('while the browser is offline: what was read says how old it is, and what is typed is not sent', async ({
    context,
    page,
    sandbox,
    steps,
    watch,
  }) => {
    watch.allowNetworkErrors();
    await steps.hurry();
    await steps.signIn({ at: variables });
    const main = page.getByRole('main');
    await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
    await context.setOffline(true);
    const notice = page.getByRole('status').filter({ hasText: offline });
    await expect(notice).toBeVisible();
    await expect(main.getByText(/^As of /).first()).toBeVisible();
    await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
    await context.setOffline(false);
    await expect(notice).toBeHidden();
    await expect(main.getByText(/^As of /)).toHaveCount(0);

    await main.getByRole('link', { name: 'Add variable' }).first().click();
    await steps.field('Name').fill('env:OFFLINE');
    await steps.value().fill('typed before');
    let posts = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith(variables)) posts += 1;
    });
    await context.setOffline(true);
    await expect(notice).toBeVisible();
    await steps.button('Add variable').click();
    await expect(steps.alert('Nothing was sent')).toBeVisible();
    await expect(steps.alert('may have acted')).toHaveCount(0);
    await expect(steps.field('Name')).toHaveValue('env:OFFLINE');
    await context.setOffline(false);
    await expect(notice).toBeHidden();
    await expect(steps.value()).toHaveValue('typed before');
    expect(posts).toBe(0);
    expect(await sandbox.variable(variables, 'env:OFFLINE')).toBeUndefined();
    await steps.button('Add variable').click();
    await expect(steps.row('env:OFFLINE')).toBeVisible();
    expect(posts).toBe(1);
  });

  test('while a form is filled: it says so, keeps what was typed, and sends when asked again', async ({
    page,
    mortal,
    watch,
  }) => {
    watch.allowStatus(401);
    watch.allowNetworkErrors();
    const steps = new Steps(page, mortal);
    await steps.hurry();
    await steps.signIn({ at: `${variables}/new` });
    await steps.field('Name').fill('env:TWICE');
    await steps.value().fill('typed before');
    let posts = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith(variables)) posts += 1;
    });
    await mortal.kill();
    await expect(page.getByRole('status').filter({ hasText: offline })).toBeVisible();
    await steps.button('Add variable').click();
    await expect(steps.alert('can’t be reached')).toContainText('Nothing was sent');
    await expect(steps.field('Name')).toHaveValue('env:TWICE');
    await expect(steps.value()).toHaveValue('typed before');

    await mortal.start();
    await expect(page.getByRole('status').filter({ hasText: offline })).toBeHidden();
    const sandbox = new Sandbox(mortal);
    expect(await sandbox.variable(variables, 'env:TWICE')).toBeUndefined();
    expect(posts).toBe(0);
    await steps.button('Add variable').click();
    await expect(steps.row('env:TWICE')).toBeVisible();
    expect(posts).toBe(1);
  });

  test('every change that was answered is there after a kill', async ({ mortal }) => {
    const sandbox = new Sandbox(mortal);
    const answered: string[] = [];
    const writing = (async () => {
      for (let n = 0; n < 100; n += 1) {
        const name = `env:WRITE_${n}`;
        await sandbox.addVariable(variables, { name, value: String(n) });
        answered.push(name);
      }
    })().catch(() => undefined);
    await expect.poll(() => answered.length).toBeGreaterThan(10);
    await mortal.kill();
    await writing;
    await mortal.start();
    for (const name of answered) expect(await sandbox.variable(variables, name), name).toBeDefined();
  });
});

const lists = [
  { operation: 'list-organizations', at: '/organizations', table: 'Organizations' },
  { operation: 'list-subscriptions', at: demo.organization.path, table: 'Projects' },
  { operation: 'get-list-of-project-environments', at: `${demo.project.path}/environments`, table: 'Environments' },
  { operation: 'get-list-of-project-variables', at: variables, table: 'Variables' },
  { operation: 'get-list-of-environment-variables', at: `${demo.staging.path}/variables`, table: 'Variables' },
  { operation: 'get-project-activity-log', at: `${demo.project.path}/activity`, table: 'Activity' },
  { operation: 'get-environment-activity-log', at: `${demo.staging.path}/activity`, table: 'Activity' },
] as const;

/** What only a real connection does; `tests/browser/pages` tries what else an answer can be. */
const faults = {
  'half of its JSON': { truncate: true },
  'a dropped connection': { drop: true },
} satisfies Record<string, Fault>;

for (const { operation, at, table } of lists) {
  test(`${operation}, cut off: the list says so, and recovers when tried again`, async ({ page, sandbox, steps, watch }) => {
    watch.allowNetworkErrors();
    await steps.hurry();
    const main = page.getByRole('main');
    const again = main.getByRole('button', { name: 'Try again' });
    const list = main.getByRole('table', { name: table });
    for (const [what, fault] of Object.entries(faults)) {
      await sandbox.fault(operation, fault);
      await steps.visit(at);
      await expect(again, what).toBeVisible();

      await sandbox.clearFaults();
      await expect(async () => {
        // Where the network seems lost it also tries by itself, and may be quicker.
        if (await again.isVisible()) await again.click({ timeout: 1_000 });
        await expect(list, what).toBeVisible({ timeout: 1_000 });
      }).toPass();
      await expect(again, what).toHaveCount(0);
    }
  });
}

test.describe('with the rights of a viewer', () => {
  test('what may not be done is there, disabled, with the reason', async ({ page, sandbox, steps }) => {
    await sandbox.addVariable(variables, { name: 'env:LOOK', value: 'at me' });
    await steps.signIn({ at: variables, token: demo.viewer.token });
    await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
    const add = steps.button('Add variable');
    await expect(add).toBeDisabled();
    await expect(add).toHaveAccessibleDescription(/admin/i);

    await steps.row('env:LOOK').getByRole('link').first().click();
    await expect(steps.heading('env:LOOK')).toBeVisible();
    await expect(steps.save()).toBeDisabled();
    await expect(steps.save()).toHaveAccessibleDescription(/admin/i);
  });

  test('what may not be seen says who can grant it', async ({ page, sandbox, steps, watch }) => {
    watch.allowStatus(403);
    await sandbox.fault('get-list-of-project-variables', { status: 403, body: { status: 'error', code: 403, message: 'Forbidden' } });
    await steps.signIn({ at: variables });
    await expect(page.getByRole('main')).toContainText('You don’t have access');
    await expect(page.getByRole('main')).toContainText(/admin/i);
  });
});

test('an answer that is cut off after the server acted: nothing typed is lost, and nothing is sent again by itself', async ({
  page,
  sandbox,
  steps,
  watch,
}) => {
  watch.allowNetworkErrors();
  await steps.signIn({ at: `${variables}/new` });
  await sandbox.fault('add-a-project-variable', { truncate: true, times: 1 });
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/api/')) sent.push(request.url());
  });
  await steps.field('Name').fill('env:CUT_OFF');
  await steps.value().fill('typed');
  await steps.button('Add variable').click();
  await expect(page.getByRole('main').getByRole('alert').first()).toBeVisible();
  await expect(steps.field('Name')).toHaveValue('env:CUT_OFF');
  await expect(steps.value()).toHaveValue('typed');
  expect(sent).toHaveLength(1);
  expect(await sandbox.variable(variables, 'env:CUT_OFF')).toMatchObject({ value: 'typed' });
});
