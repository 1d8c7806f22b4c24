// "Search or do…", as a person uses it without a mouse.
import { expect, type Locator, type Page } from '@playwright/test';

import { SLOW_MS } from './crawl.ts';

/** How long something is looked for that may not be there. */
const PATIENCE_MS = 5_000;

export class Palette {
  constructor(private readonly page: Page) {}

  /** Types what is wanted; the first option that is called so, or that leads to this address. */
  async find(words: string, href?: string): Promise<Locator | undefined> {
    const typed = this.page.getByRole('combobox', { name: 'Search or do' });
    await this.page.keyboard.press('Control+k');
    await typed.fill(words, { timeout: SLOW_MS });
    const start = words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const options = this.page.getByRole('listbox', { name: 'Results' }).getByRole('option');
    const called = this.page.getByRole('option', { name: new RegExp(`^${start}`, 'i') }).first();
    const leading = options.and(this.page.locator(`[id=${JSON.stringify(`go:${href ?? ''}`)}]`));
    const isThere = leading.or(called).first().waitFor({ timeout: PATIENCE_MS });
    const found = await isThere.then(() => true, () => false);
    if (!found) return undefined;
    return (await leading.count()) > 0 ? leading : called;
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.page.getByRole('listbox', { name: 'Results' })).toHaveCount(0);
  }
}
