import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const repository = `${demo.project.path}/repository`;
const main = `${repository}/heads%2Fmain`;

/** The page of a folder or file on `main`. */
const at = (path: string) => `${main}/files/${encodeURIComponent(path)}`;

/** The paths below the repository's that a page asks the API for. */
function asked(page: Page): string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    const [, path] = /\/git\/(.*)$/.exec(new URL(request.url()).pathname) ?? [];
    if (path !== undefined) paths.push(path);
  });
  return paths;
}

const line = (page: Page, number: number) => page.getByRole('link', { name: `Line ${number}`, exact: true });

const text = (content: string, more: object = {}) => ({ encoding: 'utf-8', size: content.length, content, ...more });

test('from the project to a file, and back up its path', async ({ page, steps }) => {
  await steps.signIn({ at: demo.project.path });
  await steps.tab('Repository').click();
  await steps.expectAt(repository);
  const names = await steps.rowNames('Branches and tags');
  expect(names[0]).toMatch(/^main\s*Default$/);
  expect(names).toEqual(expect.arrayContaining(['staging', 'v1.0.0']));

  await steps.row('main').getByRole('link', { name: 'main', exact: true }).click();
  await steps.expectAt(main);
  await expect(steps.heading('main')).toBeVisible();
  const content = page.getByRole('main');
  await expect(content).toContainText('Latest commit');
  await expect(content).toContainText('Author');
  // Folders come first.
  const files = await steps.rowNames('Files');
  expect(files.indexOf('src')).toBeGreaterThanOrEqual(0);
  expect(files.indexOf('src')).toBeLessThan(files.indexOf('package.json'));

  await steps.row('src').getByRole('link').first().click();
  await steps.row('checkout').getByRole('link').first().click();
  await steps.row('cart.ts').getByRole('link').first().click();
  await steps.expectAt(at('src/checkout/cart.ts'));
  await expect(steps.heading('cart.ts')).toBeVisible();
  await expect(page).toHaveTitle(/^cart\.ts · main · /);
  await expect(page.getByRole('group', { name: 'Content of cart.ts' })).toContainText('export');

  const path = page.getByRole('navigation', { name: 'Path' });
  await expect(path.getByRole('listitem')).toHaveText(['main', 'src', 'checkout', 'cart.ts']);
  await path.getByRole('link', { name: 'src', exact: true }).click();
  await steps.expectAt(at('src'));
  await expect(steps.row('mail')).toBeVisible();
});

test('branches and tags are searched and narrowed in the address', async ({ page, steps }) => {
  await steps.signIn({ at: `${repository}?kind=tag` });
  const names = async () => steps.rowNames('Branches and tags');
  expect((await names()).every((name) => name.startsWith('v'))).toBe(true);
  await page.getByRole('searchbox', { name: 'Search branches and tags' }).fill('v1.1');
  await expect.poll(names).toEqual(['v1.1.0']);
  await page.reload();
  await expect.poll(names).toEqual(['v1.1.0']);
  await page.getByRole('searchbox').fill('no such tag');
  await expect(page.getByText('No matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expect(steps.row('main')).toBeVisible();
});

test('a deep link takes one request a level', async ({ page, steps }) => {
  await steps.signIn({ at: demo.project.path });
  const paths = asked(page);
  await steps.open(at('src/mail/templates/receipt.html'));
  await expect(page.getByRole('group', { name: /^Content of/ })).toBeVisible();
  const count = (kind: string) => paths.filter((path) => path.startsWith(`${kind}/`)).length;
  expect({ refs: count('refs'), commits: count('commits'), trees: count('trees'), blobs: count('blobs') }).toEqual({
    refs: 1,
    commits: 1,
    trees: 4,
    blobs: 1,
  });
});

test('lines are pointed at by a link that shows them again', async ({ page, steps }) => {
  await steps.visit(at('src/checkout/cart.ts'));
  await line(page, 3).click();
  await steps.expectAt(`${at('src/checkout/cart.ts')}?lines=3`);
  await line(page, 6).click({ modifiers: ['Shift'] });
  await steps.expectAt(`${at('src/checkout/cart.ts')}?lines=3-6`);
  const marked = async () =>
    page.getByRole('link', { name: /^Line \d+$/ }).evaluateAll((all) =>
      all.filter((link) => link.getAttribute('aria-current') === 'true').map((link) => link.getAttribute('data-line')),
    );
  await expect.poll(marked).toEqual(['3', '4', '5', '6']);

  const permalink = page.getByRole('main').getByRole('link', { name: 'Permalink' });
  await permalink.click();
  await expect(page).toHaveURL(/\/repository\/[0-9a-f]{40}\/files\/src%2Fcheckout%2Fcart\.ts\?lines=3-6$/);
  await expect.poll(marked).toEqual(['3', '4', '5', '6']);
  await expect(permalink).toHaveCount(0);
  await page.reload();
  await expect.poll(marked).toEqual(['3', '4', '5', '6']);

  // By keyboard, without a stop at every line.
  await steps.field('Lines').fill('2');
  await expect.poll(marked).toEqual(['2']);
  await steps.field('Lines').fill('nonsense');
  await expect.poll(marked).toEqual([]);
});

test('long lines are wrapped when asked, and stay so', async ({ page, sandbox, steps }) => {
  await sandbox.fault('get-a-blob-object', { body: text(`${'wide '.repeat(400)}\nnarrow\n`) });
  await steps.visit(at('package.json'));
  const content = page.getByRole('group', { name: 'Content of package.json' });
  const isWide = async () => content.evaluate((element) => element.scrollWidth > element.clientWidth + 1);
  await expect(content).toBeVisible();
  expect(await isWide()).toBe(true);
  await steps.flag('Wrap lines').click();
  await expect.poll(isWide).toBe(false);
  await page.reload();
  await expect(steps.flag('Wrap lines')).toBeChecked();
  await expect.poll(isWide).toBe(false);
});

test('names in any script are found and shown', async ({ page, steps }) => {
  await steps.visit(at('docs'));
  await steps.row('営業時間.md').getByRole('link').first().click();
  await expect(steps.heading('営業時間.md')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Content of 営業時間.md' })).not.toBeEmpty();
  await page.getByRole('navigation', { name: 'Path' }).getByRole('link', { name: 'docs', exact: true }).click();
  await steps.row('décisions').getByRole('link').first().click();
  await expect(steps.row('été-2025.md')).toBeVisible();
});

test('a picture is shown, and one that is none says so', async ({ page, sandbox, steps }) => {
  await steps.visit(at('public/logo.png'));
  const picture = page.getByRole('img', { name: 'logo.png' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  await sandbox.fault('get-a-blob-object', { body: { encoding: 'base64', content: 'AAEC', size: 3 } });
  await page.reload();
  await expect(page.getByRole('main')).toContainText('This image can’t be shown');
});

test('a file of bytes is not drawn and can be saved as it is', async ({ page, steps }) => {
  await steps.visit(at('data/search-index.bin'));
  await expect(page.getByRole('main')).toContainText('Binary file');
  const saved = page.waitForEvent('download');
  await steps.button('Download').click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('search-index.bin');
  const bytes = await readFile(await download.path());
  expect(bytes.length).toBeGreaterThan(100);
  expect(bytes.includes(0)).toBe(true);
});

test('text is saved as it is, whatever its encoding on the way', async ({ page, sandbox, steps }) => {
  const content = 'été\r\n\tline 2';
  await sandbox.fault('get-a-blob-object', {
    body: { encoding: 'base64', content: Buffer.from(content).toString('base64'), size: 15 },
  });
  await steps.visit(at('package.json'));
  await expect(page.getByRole('group', { name: 'Content of package.json' })).toContainText('line 2');
  const saved = page.waitForEvent('download');
  await steps.button('Download').click();
  expect(await readFile(await (await saved).path(), 'utf8')).toBe(content);
});

test('links, programs, submodules and what is unknown are told apart', async ({ page, sandbox, steps }) => {
  await steps.visit(main);
  await expect(steps.row('package.json')).toBeVisible();
  const id = 'a'.repeat(40);
  await sandbox.fault('get-a-tree-object', {
    body: {
      id,
      tree: [
        { path: 'run.sh', mode: '100755', type: 'blob', sha: id },
        { path: 'current', mode: '120000', type: 'blob', sha: id },
        { path: 'theme', mode: '160000', type: 'commit', sha: id },
        { path: '<b>bold</b>', mode: 7, type: 'portal', sha: null },
        { path: null, mode: null, type: null, sha: null },
        'nonsense',
      ],
    },
  });
  await sandbox.fault('get-a-blob-object', { status: 200, body: text('./run.sh') });
  await page.reload();
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect(row('run.sh')).toContainText('Executable');
  await expect(row('current')).toContainText('Link');
  await expect(row('theme')).toContainText('Submodule');
  await expect(row('<b>bold</b>')).toContainText('portal');
  await expect(row('Unknown')).toHaveCount(2);

  await row('current').getByRole('link').click();
  await expect(page.getByRole('main')).toContainText('Links to ./run.sh');
  await page.getByRole('link', { name: './run.sh' }).click();
  await expect(steps.heading('run.sh')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Executable');
  await steps.open(`${main}/files/theme`);
  await expect(page.getByRole('main')).toContainText('A link to another repository at commit aaaaaaa');
});

test('ten thousand lines do not stop the page, and one of them is found', async ({ page, sandbox, steps }) => {
  const content = Array.from({ length: 10_000 }, (_, index) => `line number ${index + 1}`).join('\n');
  await sandbox.fault('get-a-blob-object', { body: text(content) });
  await steps.visit(`${at('package.json')}?lines=9000`);
  await expect(line(page, 9000)).toBeInViewport({ timeout: 15_000 });
  await expect(line(page, 9000)).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('main')).toContainText('10000 lines');
  // The rest follows on its own.
  // Finding it by what it says, among as many, would take longer than to draw it.
  const last = () => page.evaluate(() => [...document.querySelectorAll('main code')].at(-1)?.textContent);
  await expect.poll(last, { timeout: 30_000 }).toBe('line number 10000');
  await steps.field('Lines').fill('4-5');
  await expect(line(page, 4)).toBeInViewport();
});

test('a large text waits until it is asked for', async ({ page, sandbox, steps }) => {
  await sandbox.fault('get-a-blob-object', { body: text('x'.repeat(79).concat('\n').repeat(8_000)) });
  await steps.visit(at('package.json'));
  await expect(page.getByRole('main')).toContainText('Large file');
  await expect(page.getByRole('main')).toContainText('8000 lines, 625 KiB');
  await expect(line(page, 1)).toHaveCount(0);
  await steps.button('Show anyway').click();
  await expect(line(page, 1)).toBeVisible();
});

test('what a file cannot be shown for is said', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: demo.project.path });
  await sandbox.fault('get-a-blob-object', { body: { encoding: 'rot13', content: null, size: null } });
  await steps.open(at('package.json'));
  await expect(page.getByRole('main')).toContainText('an unsupported encoding, rot13');
  await expect(steps.button('Download')).toBeDisabled();
  await expect(steps.button('Download')).toHaveAccessibleDescription(/didn’t send the file/);
  await sandbox.clearFaults();
  await sandbox.fault('get-a-blob-object', { body: text('') });
  await page.reload();
  await expect(page.getByRole('main')).toContainText('Empty file');
  await sandbox.clearFaults();
  await sandbox.fault('get-a-blob-object', { body: text('<img src=x onerror="document.title=1"><script>1</script>') });
  await page.reload();
  await expect(page.getByRole('group', { name: 'Content of package.json' })).toContainText('<script>1</script>');
});

test('commits are listed from the newest, some at a time, each asked for once', async ({ page, steps }) => {
  await steps.visit(main);
  await page.getByRole('main').getByRole('link', { name: 'Commits', exact: true }).click();
  await steps.expectAt(`${main}/commits`);
  const paths = asked(page);
  const rows = page.getByRole('table', { name: 'Commits' }).getByRole('rowheader');
  await expect(rows).toHaveCount(20);
  const newest = await rows.first().innerText();
  const times = page.getByRole('table', { name: 'Commits' }).locator('time');
  const shown = await times.evaluateAll((all) => all.map((time) => Date.parse(time.getAttribute('datetime') ?? '')));
  expect(shown).toEqual([...shown].sort((a, b) => b - a));
  await steps.button('Show more').click();
  await steps.expectAt(`${main}/commits?shown=40`);
  await expect(page.getByText('No more commits.')).toBeVisible();
  expect(await rows.count()).toBeGreaterThan(20);
  const commits = paths.filter((path) => path.startsWith('commits/'));
  expect(new Set(commits).size).toBe(commits.length);

  await page.reload();
  await expect(page.getByText('No more commits.')).toBeVisible();
  await rows.first().getByRole('link').click();
  await expect(page).toHaveURL(/\/repository\/[0-9a-f]{40}$/);
  expect(newest).toContain(await steps.heading().innerText());
});

test('a commit leads to its parents and to its own files', async ({ page, steps }) => {
  await steps.visit(`${main}/commits`);
  await page.getByRole('row').filter({ hasText: 'Merge' }).first().getByRole('link').click();
  await expect(page).toHaveURL(/\/repository\/[0-9a-f]{40}$/);
  const content = page.getByRole('main');
  await expect(content).toContainText('Committer');
  const before = page.url();
  const parents = content.getByRole('list').getByRole('link', { name: /^[0-9a-f]{7}$/ });
  await expect(parents).toHaveCount(2);
  await parents.first().click();
  await expect(page).not.toHaveURL(before);
  await steps.row('package.json').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/repository\/[0-9a-f]{40}\/files\/package\.json$/);
  await expect(page.getByRole('main').getByRole('link', { name: 'Permalink' })).toHaveCount(0);
});

test('an annotated tag leads to the commit it is on', async ({ page, steps }) => {
  await steps.signIn({ at: repository });
  await steps.row('v1.0.0').getByRole('link', { name: 'v1.0.0', exact: true }).click();
  await expect(steps.heading('v1.0.0')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Tag');
  await expect(steps.row('package.json')).toBeVisible();
});

test('what is not there is said', async ({ page, steps, watch }) => {
  watch.allowStatus(404);
  await steps.signIn({ at: demo.project.path });
  await steps.open(at('src/no/such.ts'));
  await expect(page.getByRole('main')).toContainText('main doesn’t contain src/no/such.ts.');
  await page.getByRole('main').getByRole('link', { name: 'All files' }).click();
  await steps.expectAt(main);
  await steps.open(at('package.json/inside'));
  await expect(page.getByRole('main')).toContainText('Nothing at this path');
  await steps.open(`${repository}/heads%2Fno-such-branch`);
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await steps.open(`${repository}/${'f'.repeat(40)}/files/package.json`);
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
});

test('somebody who may only look sees all of it', async ({ page, steps }) => {
  await steps.signIn({ at: repository, token: demo.viewer.token });
  await steps.row('main').getByRole('link', { name: 'main', exact: true }).click();
  await steps.row('package.json').getByRole('link').first().click();
  await expect(page.getByRole('group', { name: 'Content of package.json' })).toContainText('name');
});

test('a list that fails says so, and comes when it can', async ({ page, sandbox, steps, watch }) => {
  watch.allowStatus(500);
  const failure = { status: 500, body: '<html><h1>Oops</h1></html>', contentType: 'text/html' };
  await sandbox.fault('get-list-of-repository-refs', failure);
  await steps.hurry();
  await steps.signIn({ at: repository });
  await expect(steps.button('Try again')).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('Oops');
  await sandbox.clearFaults();
  await steps.button('Try again').click();
  await expect(steps.row('main')).toBeVisible();

  await sandbox.fault('get-a-tree-object', failure);
  await steps.open(at('src'));
  await expect(steps.button('Try again')).toBeVisible();
  await sandbox.clearFaults();
  await steps.button('Try again').click();
  await expect(steps.row('checkout')).toBeVisible();
});

test('answers that are not what they should be break no page', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: demo.project.path });
  const id = 'b'.repeat(40);
  await sandbox.fault('get-list-of-repository-refs', {
    body: [
      { ref: 'refs/heads/<i>x</i>', sha: id, object: null },
      { ref: null, sha: null },
      { ref: 'refs/pull/7/head', sha: 7, object: { type: 'new' } },
      null,
      'text',
    ],
  });
  await steps.open(repository);
  await expect(page.getByRole('row').filter({ hasText: '<i>x</i>' })).toContainText('bbbbbbb');
  await expect(page.getByRole('row').filter({ hasText: 'pull/7/head' })).toContainText('Pull request');

  await sandbox.fault('get-a-commit-object', { status: 200, body: { message: null, author: 'me', parents: 'none', tree: null } });
  await steps.open(`${repository}/${id}`);
  await expect(steps.heading('bbbbbbb')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Unknown');
  await steps.open(`${repository}/${id}/commits`);
  await expect(page.getByText('No more commits.')).toBeVisible();
  // Without the id of its tree there is no way to its files.
  await steps.open(`${repository}/${id}/files/src`);
  await expect(page.getByRole('main')).toContainText('unreadable response');

  await sandbox.fault('get-a-ref-object', { body: [] });
  await steps.open(main);
  await expect(page.getByRole('main')).toContainText('unreadable response');
  await sandbox.clearFaults();
  await sandbox.fault('get-list-of-repository-refs', { body: [] });
  await steps.open(repository);
  await expect(page.getByText('No branches yet')).toBeVisible();
});
