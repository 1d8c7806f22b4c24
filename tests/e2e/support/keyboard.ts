// A person without a mouse.
import { expect, type Page } from '@playwright/test';

import { locate, type Form, type PageEntry } from './pages/page.ts';
import type { Sandbox } from './sandbox.ts';
import type { Steps } from './steps.ts';
import type { Watch } from './watch.ts';

/** No page has so many stops that a form's control would lie further away. */
const FAR = 250;

export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Goes on with Tab until the focus is on the control of this name, which may not be a trap on the way. */
  async to(name: string | RegExp, roles: readonly string[] = []): Promise<void> {
    const fits = (found: string) => (typeof name === 'string' ? found === name : name.test(found));
    for (let steps = 0; steps < FAR; steps += 1) {
      const at = await this.#focused();
      if (fits(at.name) && (roles.length === 0 || roles.includes(at.role))) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab never reached ${String(name)}`);
  }

  /** Puts a text in place of what stands in the control of this name. */
  async fill(name: string | RegExp, text: string): Promise<void> {
    await this.to(name, ['input', 'textarea', 'combobox']);
    await this.page.keyboard.press('Control+a');
    // As a keyboard types it, without a key press for each letter.
    await this.page.keyboard.insertText(text);
  }

  /** Switches or ticks the control of this name. */
  async toggle(name: string | RegExp): Promise<void> {
    await this.to(name);
    await this.page.keyboard.press('Space');
  }

  /** Takes what begins so in the browser's own list of this name. */
  async select(name: string | RegExp, letters: string): Promise<void> {
    await this.to(name, ['select']);
    await this.page.keyboard.type(letters);
  }

  /** Chooses one of a group of radio buttons: Tab leads into the group, arrows lead through it. `within` names the group. */
  async choose(name: string | RegExp, within?: string): Promise<void> {
    const groups = within === undefined ? this.page : this.page.getByRole('group', { name: within, exact: true });
    const radio = groups.getByRole('radio', { name });
    const group = await radio.evaluate((radio: HTMLInputElement) => radio.name);
    const isInside = () => this.page.evaluate((group) => (document.activeElement as HTMLInputElement | null)?.name === group, group);
    for (let steps = 0; steps < FAR && !(await isInside()); steps += 1) await this.page.keyboard.press('Tab');
    await this.page.keyboard.press('Space');
    for (let steps = 0; steps < FAR && !(await radio.isChecked()); steps += 1) await this.page.keyboard.press('ArrowDown');
    await expect(radio).toBeChecked();
  }

  /** Presses the button, or follows the link, of this name. */
  async press(name: string | RegExp): Promise<void> {
    await this.to(name, ['button', 'a']);
    await this.page.keyboard.press('Enter');
  }

  /** What holds the focus shows that it does. */
  async expectVisibleFocus(): Promise<void> {
    const ring = await this.page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused) return '';
      const parts = [focused, focused.parentElement].filter((part): part is Element => part !== null);
      return parts.map((part) => `${getComputedStyle(part).outlineStyle} ${getComputedStyle(part).boxShadow}`).join(' ');
    });
    expect(ring).toMatch(/solid|auto|px/);
  }

  async #focused(): Promise<{ name: string; role: string }> {
    return this.page.evaluate(() => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement)) return { name: '', role: '' };
      const words = (ids: string | null) =>
        (ids ?? '').split(' ').map((id) => document.getElementById(id)?.innerText ?? '').join(' ');
      const labels = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement ? [...(at.labels ?? [])] : [];
      const name =
        words(at.getAttribute('aria-labelledby')).trim() ||
        at.getAttribute('aria-label') ||
        labels.map((label) => label.innerText).join(' ') ||
        at.innerText;
      const role = at.getAttribute('role') ?? at.tagName.toLowerCase();
      return { name: name.replace(/\s+/g, ' ').replace(/ ?(\*|required)$/, '').trim(), role };
    });
  }
}

/** Longer than an access token lives, in seconds. */
const EXPIRY = 1_000;

/** Fills a page's form and sends it, with an access token that has expired meanwhile: it is written once, and nothing is lost. */
export async function byKeyboard(
  entry: PageEntry,
  { fill, send, done, write, isReviewed = write === 'PATCH' }: Form,
  { page, sandbox, steps, watch }: { page: Page; sandbox: Sandbox; steps: Steps; watch: Watch },
): Promise<void> {
  watch.allowStatus(401);
  const { path, values } = await locate(entry, sandbox);
  await steps.visit(path);
  await expect(entry.ready(page)).toBeVisible();
  const written: string[] = [];
  page.on('response', (response) => {
    const request = response.request();
    if (request.url().includes('/api/') && request.method() === write && response.ok()) written.push(request.url());
  });
  const keys = new Keyboard(page);
  await fill?.(keys, values);
  if (fill) await keys.expectVisibleFocus();
  await sandbox.advance(EXPIRY);
  await keys.press(send);
  if (isReviewed) {
    // The review stands where the button was, and says the same on its own.
    await expect(steps.review()).toBeVisible();
    await keys.press(send);
  }
  await expect(done(page, values)).toBeVisible();
  await expect.poll(() => written.length).toBe(1);
}
