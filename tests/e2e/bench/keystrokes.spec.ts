// What a keystroke costs: from the key to the page being ready to paint, in milliseconds of the main thread.
import type { Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const text = 'the quick brown fox jumps over the lazy dog, and then it does so once more. ';

/** Types the text and says how long each keystroke took, handlers, style and layout together. */
async function keystrokes(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    let began = 0;
    addEventListener('keydown', () => (began = performance.now()), { capture: true });
    // After the page's own handlers and what they put off to the end of the turn.
    addEventListener('input', () => {
      queueMicrotask(() => queueMicrotask(() => {
        void document.body.offsetHeight;
        times.push(performance.now() - began);
      }));
    });
    Object.assign(window, { times });
  });
  await page.keyboard.type(text, { delay: 20 });
  return page.evaluate(() => (window as unknown as { times: number[] }).times);
}

function percentile(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

function report(what: string, times: number[], budget: number): void {
  expect(times).toHaveLength(text.length);
  const p95 = percentile(times, 0.95);
  console.log(`${what}: 50th ${percentile(times, 0.5).toFixed(1)} ms, 95th ${p95.toFixed(1)} ms, budget ${budget} ms`);
  expect(p95, what).toBeLessThan(budget);
}

test('a keystroke in the longest form', async ({ page, steps }) => {
  // Of all kinds of integration this one has the most fields.
  await steps.signIn({ at: `${demo.project.path}/integrations/new?kind=gitlab` });
  await page.getByRole('main').getByRole('textbox').first().click();
  report('keystroke in the longest form', await keystrokes(page), 16);
});

test.describe('with a thousand projects', () => {
  test.use({ serverOptions: { dataSet: 'large' } });

  test('a keystroke in the search of all projects', async ({ page, steps }) => {
    await steps.signIn({ at: '/projects' });
    const search = page.getByRole('searchbox', { name: 'Search projects' });
    await expect(page.getByRole('table', { name: 'Projects' }).getByRole('row').nth(900)).toBeAttached({ timeout: 60_000 });
    await search.click();
    report('keystroke in the search of a thousand projects', await keystrokes(page), 50);
  });
});
