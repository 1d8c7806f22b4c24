// What only a real connection can do to a page: half of an answer, and one that is not at all what was asked for, on its
// way through the whole console. What else an answer can be is tried on every route in `tests/browser/pages`.
import { locate, pages } from '../support/pages/index.ts';
import type { Fault } from '../support/sandbox.ts';
import { expect, test } from '../support/test.ts';

const script = '<img src=x onerror="window.hostile = 1"><script>window.hostile = 1</script>';

/** A thing of which nothing is as it should be. */
const hostile = {
  id: script,
  name: script,
  title: { not: 'a text' },
  status: 'never-heard-of',
  created_at: 'yesterday',
  domains: 'none',
  label: script,
  _links: 'none',
  unknown_field: { deep: [script] },
};

const faults: Record<string, Fault> = {
  'half of an answer': { truncate: true },
  'a list of wrong types': { body: JSON.stringify([hostile, null, 7, 'text', {}, []]) },
};

for (const entry of pages) {
  const { name, operations = [] } = entry;
  if (operations.length === 0) continue;
  test(`${name}, whatever the API answers`, async ({ page, sandbox, steps, watch }) => {
    // What a hostile answer names is not there to be read.
    watch.allowStatus(404);
    watch.allowNetworkErrors();
    const { path } = await locate(entry, sandbox);
    await steps.hurry();
    await steps.visit(path);
    for (const operation of operations) {
      for (const [what, fault] of Object.entries(faults)) {
        const about = `${operation}: ${what}`;
        await sandbox.fault(operation, fault);
        await page.reload();
        const main = page.getByRole('main');
        await expect(main, about).not.toBeEmpty();
        // Reads are asked for again a few times before their failure is said.
        await expect(main.getByRole('status').filter({ hasText: 'Loading' }), about).toHaveCount(0);
        const said = main.getByRole('heading').or(main.getByRole('alert')).or(main.getByRole('table'));
        await expect(said.first(), about).toBeVisible();
        expect(await page.evaluate(() => 'hostile' in window), about).toBe(false);
        await expect(main.locator('img[src="x"], script'), about).toHaveCount(0);
        await sandbox.clearFaults();
      }
    }
  });
}
