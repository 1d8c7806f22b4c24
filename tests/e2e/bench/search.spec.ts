import { expect, test } from '../support/test.ts';
import { keystrokes, report } from './measure.ts';

test.use({ serverOptions: { dataSet: 'large' } });

test('a keystroke in the search of all projects', async ({ page, steps }) => {
  await steps.signIn({ at: '/projects' });
  const search = page.getByRole('searchbox', { name: 'Search projects' });
  await expect(page.getByRole('table', { name: 'Projects' }).getByRole('row').nth(900)).toBeAttached({ timeout: 60_000 });
  await search.click();
  await report('keystroke in the search of a thousand projects', () => keystrokes(page), 50);
});
