// What axe-core finds on a page, and what is wider than its window.
import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

export const phone = { width: 360, height: 740 };
export const tablet = { width: 768, height: 900 };

/**
 * All rules once, in the light theme; in the dark one the only rule whose answer depends on the theme. No rule is
 * switched off, and nothing is left out.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNoViolations(page, 'light');
  await expectNoViolations(page, 'dark', ['color-contrast']);
}

async function expectNoViolations(page: Page, colorScheme: 'light' | 'dark', rules?: string[]): Promise<void> {
  // Colours are looked at when they have changed, not on their way: what changes from here on does so at once, and what
  // has begun ends. A page that draws no frame never ends it by itself.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(() => {
    const passing = document.getAnimations().filter((each) => each.effect?.getComputedTiming().iterations !== Infinity);
    for (const each of passing) each.finish();
  });
  // In the page itself, as none has frames: another page to sum up in takes longer than the rules do.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const run = await axe.run(document, { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) });
    return run.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      at: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
    }));
  }, rules);
  expect(violations, `in ${colorScheme}`).toEqual([]);
}

export async function expectNothingWider(page: Page): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: innerWidth,
  }));
  expect(content).toBeLessThanOrEqual(window);
}
