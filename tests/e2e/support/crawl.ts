// Finds ways through the console by clicking: links, tabs, and what menus hold.
import { expect, type Locator, type Page } from '@playwright/test';

/** A way on. */
export interface Way {
  key: string;
  href: string;
  /** What a person reads. */
  name: string;
  /** The menu that it is in. */
  menu?: string;
}

/** No page is so many clicks away from the start page. */
const FAR = 8;
/** The machine may be at other work. */
export const SLOW_MS = 30_000;
/** How long a link is looked for that may not be there. */
const PATIENCE_MS = 20_000;

/** An address, however it is spelt: ids are percent-encoded, and by the console's own mark. */
export function keyOf(address: string): string {
  const [path = '', query] = address.split('?');
  const segments = path.split('/').map((segment) => decodeURIComponent(segment.replaceAll(/~([0-9A-F]{2})/g, '%$1')));
  return segments.join('/') + (query === undefined ? '' : `?${query}`);
}

/** Without what its query chooses. */
export const plain = (key: string): string => key.split('?')[0] ?? key;

export class Crawl {
  /** How many clicks away each page is that was reached. */
  readonly clicks = new Map<string, number>();
  /** What the pages lead to that were gone through. */
  readonly #leads = new Map<string, ReadonlySet<string>>();

  /**
   * `owners` has each page that is to be reached, and the one that it belongs to: it is reached from there, or from
   * elsewhere if there is no way on that page. `visited` is called on each page, with the ways that lead on from it.
   */
  constructor(
    private readonly page: Page,
    private readonly owners: ReadonlyMap<string, string>,
    private readonly visited: (at: string, ways: readonly Way[]) => Promise<void>,
  ) {}

  /** Goes on from the page on screen to all that are not reached yet, and comes back. */
  async from(at: string, clicks = 0): Promise<void> {
    this.clicks.set(at, clicks);
    const owned = [...this.owners].filter(([, owner]) => owner === at).map(([key]) => key);
    const menus = clicks === 0 ? /^(Account|More .*actions)$/ : /^More .*actions$/;
    let ways: Way[] = [];
    const missing = async () => {
      ways = await this.ways(menus);
      return owned.filter((key) => !ways.some((way) => way.key === key));
    };
    // Some links come after what the page says. What is not there is not reached, and said at the end with all that is not.
    if (owned.length > 0) await expect.poll(missing, { timeout: PATIENCE_MS }).toEqual([]).catch(() => undefined);
    await this.visited(at, ways);
    this.#leads.set(at, new Set(ways.map(({ key }) => key)));
    const isNext = ({ key }: Way) => {
      const owner = this.owners.get(key);
      if (owner === undefined || this.clicks.has(key)) return false;
      return owner === at || this.#leads.get(owner)?.has(key) === false;
    };
    for (let way = ways.find(isNext); way !== undefined && clicks < FAR; way = ways.find(isNext)) {
      await this.take(way);
      await this.from(way.key, clicks + 1);
      await this.back(at);
    }
  }

  /** Back to where this was; what was done on the page in between may have led over others. */
  async back(to: string): Promise<void> {
    for (let steps = 0; steps === 0 || (this.now(to) !== to && steps < FAR); steps += 1) await this.page.goBack();
    await this.expectAt(to);
  }

  async expectAt(key: string): Promise<void> {
    await expect.poll(() => this.now(key), { intervals: [10, 20, 50, 100], timeout: SLOW_MS }).toBe(key);
    await expect(this.page.getByRole('heading', { level: 1 }).first()).toBeVisible({ timeout: SLOW_MS });
    await expect(this.page.getByRole('status').filter({ hasText: /^Loading/ })).toHaveCount(0, { timeout: SLOW_MS });
  }

  /** Where this is; without its query, unless the address that is wanted has the same. */
  private now(wanted: string): string {
    const { pathname, search } = new URL(this.page.url());
    const now = keyOf(pathname + search);
    return now === wanted ? now : plain(now);
  }

  private async take({ href, key, menu }: Way): Promise<void> {
    if (menu !== undefined) await this.menu(menu).click();
    const leading = this.page.locator(`[href=${JSON.stringify(href)}]`).filter({ visible: true });
    await this.page.getByRole(menu === undefined ? 'link' : 'menuitem').and(leading).first().click({ timeout: SLOW_MS });
    await this.expectAt(key);
  }

  /** All ways on from the page on screen, also out of the menus that are called so. */
  private async ways(menus: RegExp): Promise<Way[]> {
    const ways = await read(this.page.getByRole('link').filter({ visible: true }));
    const buttons = this.page.getByRole('button', { name: menus });
    for (const menu of await buttons.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))) {
      await this.menu(menu).click();
      const items = this.page.getByRole('menuitem');
      await expect(items.first()).toBeVisible();
      ways.push(...(await read(items)).map((way) => ({ ...way, menu })));
      await this.page.keyboard.press('Escape');
      await expect(items).toHaveCount(0);
    }
    return ways;
  }

  private menu(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
}

async function read(links: Locator): Promise<Way[]> {
  const found = await links.evaluateAll((links) =>
    links.map((link) => ({
      href: link.getAttribute('href') ?? '',
      name: (link.getAttribute('aria-label') ?? (link as HTMLElement).innerText).replace(/\s+/g, ' ').trim(),
    })),
  );
  return found.filter(({ href }) => href.startsWith('/')).map((way) => ({ ...way, key: keyOf(way.href) }));
}
