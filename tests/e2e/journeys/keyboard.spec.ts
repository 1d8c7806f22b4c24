// Each form is filled and sent by the keyboard alone, while the access token expires under it.
import { byKeyboard } from '../support/keyboard.ts';
import { pages } from '../support/pages/index.ts';
import { test } from '../support/test.ts';

for (const { form, ...entry } of pages) {
  if (form === undefined) continue;
  test(`${entry.name}: filled and sent by the keyboard alone`, async ({ page, sandbox, steps, watch }) => {
    await byKeyboard(entry, form, { page, sandbox, steps, watch });
  });
}
