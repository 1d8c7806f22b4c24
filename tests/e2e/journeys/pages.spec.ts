// What holds for every page, whatever it is about: each is opened once for all of it.
import type { Locator, Page } from '@playwright/test';

import { expectAccessible, expectNothingWider, phone, tablet } from '../support/axe.ts';
import { locate, pages } from '../support/pages/index.ts';
import { countReads } from '../support/reads.ts';
import { expectTidyTables } from '../support/tables.ts';
import { expect, test } from '../support/test.ts';

/**
 * Leaves the page by the keyboard and comes back: the focus is at its heading, its first field or in the dialog that it
 * opens with, and Tab goes on from there.
 */
async function expectFocusFollows(page: Page, isNew: boolean, ready: Locator): Promise<void> {
  const elsewhere = page.getByRole('navigation', { name: 'Breadcrumb' });
  await page.evaluate(() => {
    // Beside an open dialog nothing can be focused.
    const link = (document.querySelector('dialog:modal') ?? document.body).appendChild(document.createElement('a'));
    link.href = location.pathname === '/projects' ? '/organizations' : '/projects';
    link.focus();
  });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /^(All projects|Organizations)$/ })).toBeFocused();
  await expect(elsewhere).toBeVisible();
  await page.goBack();
  await expect(ready).toBeVisible();
  const focused = () =>
    page.evaluate((isNew) => {
      const at = document.activeElement;
      if (document.querySelector('dialog:modal')) return at?.closest('dialog:modal') ? 'there' : at?.tagName;
      const fields = '#content form :is(input, select, textarea)';
      const isField = isNew && document.querySelector(fields) !== null;
      return at?.matches(isField ? fields : 'h1') ? 'there' : at?.tagName;
    }, isNew);
  await expect.poll(focused).toBe('there');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main, aside, dialog') !== null)).toBe(true);
}

for (const entry of pages) {
  const { name, ready, isPublic = false, isLive = false, readsAgain = [] } = entry;
  test(`${name}: each thing is asked for once, axe-core finds nothing, and there is room for it`, async ({
    page,
    sandbox,
    steps,
  }) => {
    const { path } = await locate(entry, sandbox);
    // What changes by itself is looked at again every fifteen seconds, however long the page is looked at here.
    const reads = countReads(page, 10_000);
    await (isPublic ? steps.open(path) : steps.visit(path));
    await expect(ready(page)).toBeVisible();
    await expect(page).toHaveTitle(/Wheelhouse/);
    await expectAccessible(page);
    await expectTidyTables(page);
    // What it asks for again while it is looked at is another matter.
    const asked = [...reads];
    for (const size of [tablet, phone]) {
      await page.setViewportSize(size);
      await expect(ready(page)).toBeVisible();
      await expectNothingWider(page);
      await expectTidyTables(page);
    }
    // All that the page shows was asked for by the time that it was looked at.
    const most = (path: string) => (readsAgain.some((again) => again.test(path)) ? 2 : 1);
    if (!isLive) expect(asked.filter(([path, count]) => count > most(path))).toEqual([]);
    if (!isPublic) await expectFocusFollows(page, /\/(new|branch)$/.test(entry.route), ready(page));
  });
}
