// What was only just read, or is still known, is not waited for.
import { demo } from '../support/demo.ts';
import { countReads } from '../support/reads.ts';
import { expect, test } from '../support/test.ts';

test('Back shows what was known at once, and asks behind it', async ({ page, sandbox, steps }) => {
  await steps.signIn({ at: `${demo.project.path}/variables` });
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
  await steps.tab('Domains').click();
  await expect(page.getByRole('table', { name: 'Domains' })).toBeVisible();
  // It would not come for a long time: what shows is what was known.
  await sandbox.fault('get-list-of-project-variables', { delayMs: 20_000, times: 1 });
  const counts = countReads(page);
  // A minute later: what was only just read is not asked for again.
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 60_000;
  });
  await page.goBack();
  await expect(page.getByRole('table', { name: 'Variables' }).getByRole('rowheader').first()).toBeVisible();
  await expect.poll(() => [...counts.keys()].filter((address) => address.endsWith('/variables')).length).toBe(1);
});
