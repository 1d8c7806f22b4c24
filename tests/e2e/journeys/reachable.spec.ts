// All that writes or deletes is reached by clicking from the start page, and in "Search or do…".
import { Crawl, SLOW_MS, type Way } from '../support/crawl.ts';
import { Palette } from '../support/palette.ts';
import { ownersOf, scopeOf, scopes, targets, tasks, type Target } from '../support/targets.ts';
import { expect, test } from '../support/test.ts';

const all = await tasks();

test('each of the 74 writes and 28 deletions of the API has a page', () => {
  expect(all.length).toBe(74 + 28);
});

/** The farthest that anything is, in clicks from the start page. */
const FARTHEST = 7;

for (const scope of scopes) {
  // What is there while something runs is in the way of the rest.
  for (const [when, isRunning] of [['', false], [', while something runs', true]] as const) {
    const chosen = all.filter((task) => scopeOf(task) === scope && (task.sent?.running !== undefined) === isRunning);
    if (chosen.length === 0) continue;
    const title = `what is done to ${scope}s${when}: ${chosen.length} operations are reached by clicking, and by the search`;
    test(title, async ({ page, sandbox, steps }) => {
      test.slow();
      const given = { page, sandbox, steps };
      const palette = new Palette(page);
      const own = await targets(chosen, given);
      const [notThere, notFound]: [string[], string[]] = [[], []];

      /** Whether what the page is for can be done on it. */
      const expectDone = async ({ entry, sent, operation }: Target) => {
        await sent?.first?.(given);
        const { form } = entry;
        const sends = form && page.getByRole('main').getByRole('button', { name: form.send });
        const there = sent ? await sent.button(given) : sends ? sends.or(entry.ready(page)) : entry.ready(page);
        await expect(there.first(), operation).toBeVisible();
        const menu = page.getByRole('menu').filter({ visible: true });
        if (await menu.count()) await page.keyboard.press('Escape');
        await expect(menu).toHaveCount(0);
      };
      const search = async ({ entry, sent, operation, sought }: Target, at: string, ways: readonly Way[]) => {
        const way = ways.find(({ key }) => key === sought.page);
        const words = sent?.does ?? sent?.words ?? way?.name ?? entry.form?.send ?? entry.name;
        const option = await palette.find(words, sent?.does === undefined ? way?.href : undefined);
        if (option === undefined) notFound.push(`${operation}: “${words}” at ${at}`);
        if (option === undefined || sent?.does !== undefined) return palette.close();
        await option.click({ timeout: SLOW_MS });
        await crawl.expectAt(sought.page).catch(() => notFound.push(`${operation}: “${words}” at ${at} leads elsewhere`));
        await crawl.back(at);
      };
      const crawl = new Crawl(page, ownersOf(own), async (at, ways) => {
        for (const target of own.filter(({ chain }) => chain[0] === at)) await expectDone(target);
        // Several things are done on one page.
        const sought = own.filter(({ chain, sent, sought }) => (sent?.does === undefined ? sought.at : chain[0]) === at);
        const once = sought.filter((one, index) => {
          const isSame = (other: Target) => other.sought.page === one.sought.page && other.sent?.does === one.sent?.does;
          return sought.findIndex(isSame) === index;
        });
        for (const target of once) await search(target, at, ways);
      });
      await steps.signIn({ at: '/' });
      await crawl.expectAt('/');
      await crawl.from('/');
      for (const { operation, chain } of own) {
        if (!crawl.clicks.has(chain[0] ?? '')) notThere.push(`${operation}: ${chain[0]}`);
      }
      expect(notThere, 'not reached by clicking').toEqual([]);
      expect(notFound, 'not found by the search').toEqual([]);
      expect(Math.max(...crawl.clicks.values())).toBeLessThanOrEqual(FARTHEST);
    });
  }
}
