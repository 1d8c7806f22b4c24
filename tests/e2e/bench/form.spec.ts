import { demo } from '../support/demo.ts';
import { test } from '../support/test.ts';
import { keystrokes, report } from './measure.ts';

test('a keystroke in the longest form', async ({ page, steps }) => {
  // Of all kinds of integration this one has the most fields.
  await steps.signIn({ at: `${demo.project.path}/integrations/new?kind=gitlab` });
  await page.getByRole('main').getByRole('textbox').first().click();
  await report('keystroke in the longest form', () => keystrokes(page), 16);
});
