import { expect, test } from '../support/test.ts';
import { keystrokes, report } from './measure.ts';

test.use({ serverOptions: { dataSet: 'large' } });

test('a keystroke in the search of five hundred environments', async ({ page, steps }) => {
  await steps.signIn({ at: '/projects/large-environments/environments' });
  const tree = page.getByRole('table', { name: 'Environments' });
  await expect(tree.getByRole('row').nth(490)).toBeAttached({ timeout: 60_000 });
  await page.getByRole('searchbox', { name: 'Search environments' }).click();
  // What nearly all, some and none of them have: rows go, and come back.
  const texts = ['e', 'fix', 's', 'feature mail', 'a', 'staging', 'r', 'epic/search', 'no such', 'i', 'try 4', 't'];
  await report('keystroke in the search of five hundred environments', () => keystrokes(page, texts), 50);
});
