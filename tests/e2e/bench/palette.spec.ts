import { expect, test } from '../support/test.ts';
import { keystrokes, report } from './measure.ts';

test.use({ serverOptions: { dataSet: 'large' } });

test('a keystroke in "Search or do" over a thousand projects and five hundred environments', async ({ page, steps }) => {
  await steps.signIn({ at: '/projects/large-environments' });
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or do' }).fill('0999');
  await expect(page.getByRole('option', { name: /0999/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('combobox', { name: 'Search or do' }).fill('');
  // What nearly all, some and none of them have: rows go, and come back.
  const texts = ['shop', 'e', 'portal 04', 'fix', 'sign', 'no such', 'feature mail', 'dark', 'organization 1', 'try 4'];
  await report('keystroke in "Search or do" at a thousand projects', () => keystrokes(page, texts), 60);
});
