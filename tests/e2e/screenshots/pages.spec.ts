// Writes a picture of each page, at each width, in light and dark, to the folder in WHEELHOUSE_SCREENSHOTS.
import { join } from 'node:path';

import { demo } from '../support/demo.ts';
import { locate, pages } from '../support/pages/index.ts';
import { expect, test } from '../support/test.ts';

const variables = `${demo.project.path}/variables`;
const folder = process.env.WHEELHOUSE_SCREENSHOTS ?? 'test-results/screenshots';

/** Signing in cannot be undone in a tab, and what pages prepare shows on others. */
const turn = (entry: (typeof pages)[number]) => (entry.isPublic ? 0 : entry.prepare === undefined ? 1 : 2);
const inTurn = [...pages].sort((one, other) => turn(one) - turn(other));

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1440, 768, 360]) {
    test(`${scheme} at ${width}`, async ({ page, sandbox, steps }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: width < 500 ? 740 : 900 });
      const take = (name: string) =>
        page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), animations: 'disabled' });

      for (const entry of inTurn) {
        const { path } = await locate(entry, sandbox);
        await (entry.isPublic ? steps.open(path) : steps.visit(path));
        await expect(entry.ready(page)).toBeVisible();
        await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toHaveCount(0);
        await take(entry.name.replace(/\W+/g, '-'));
      }
      await steps.open(`${variables}/new`);
      await steps.button('Add variable').click();
      await expect(steps.field('Name')).toHaveAttribute('aria-invalid', 'true');
      await take('form-in-error');
    });
  }
}
