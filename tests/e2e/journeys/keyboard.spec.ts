// Each form is filled and sent by the keyboard alone, while the access token expires under it.
import { byKeyboard } from '../support/keyboard.ts';
import { pages } from '../support/pages/index.ts';
import { expect, test } from '../support/test.ts';

for (const { form, ...entry } of pages) {
  if (form === undefined) continue;
  test(`${entry.name}: filled and sent by the keyboard alone`, async ({ page, sandbox, steps, watch }) => {
    const [sends = ''] = entry.does ?? [];
    const before = await sandbox.coverage();
    await byKeyboard(entry, form, { page, sandbox, steps, watch });
    const after = await sandbox.coverage();
    expect(after[sends], `${sends} is the first that the page does, and its form sends it`).toBeGreaterThan(before[sends] ?? 0);
  });
}
