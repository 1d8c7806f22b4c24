// What holds for every page, whatever it is about: each is opened once for all of it.
import { expectAccessible, expectNothingWider, phone } from '../support/axe.ts';
import { locate, pages } from '../support/pages/index.ts';
import { countReads } from '../support/reads.ts';
import { expect, test } from '../support/test.ts';

for (const entry of pages) {
  const { name, ready, isPublic = false, isLive = false } = entry;
  test(`${name}: each thing is asked for once, axe-core finds nothing, and a phone has room for it`, async ({
    page,
    sandbox,
    steps,
  }) => {
    const { path } = await locate(entry, sandbox);
    const reads = countReads(page);
    await (isPublic ? steps.open(path) : steps.visit(path));
    await expect(ready(page)).toBeVisible();
    await expect(page).toHaveTitle(/Wheelhouse/);
    await expectAccessible(page);
    await page.setViewportSize(phone);
    await expect(ready(page)).toBeVisible();
    await expectNothingWider(page);
    // All that the page shows was asked for by the time that it was looked at.
    if (!isLive) expect([...reads].filter(([, count]) => count > 1)).toEqual([]);
  });
}
