// How the text of a page's tables stands: nothing over something else, and no word broken that has room.
import { expect, type Page } from '@playwright/test';

/**
 * No cell's text reaches into another's or out of its table. A word is not broken, nor a short text wrapped, while a
 * column of its table has room left; nor is a word broken while other columns could give room by wrapping between words.
 * Only what is marked as too long for any column may give way then.
 */
export async function expectTidyTables(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    /** Characters of a text that stays on one line, and pixels that count as room. */
    const [short, room] = [24, 24];
    const problems: string[] = [];

    const pieces = (cell: Element) => {
      const found: { text: string; isLong: boolean; rects: DOMRect[] }[] = [];
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!parent?.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) continue;
        let isClipped = false;
        for (let at: HTMLElement | null = parent; at && at !== cell; at = at.parentElement) isClipped ||= at.offsetWidth <= 1;
        if (isClipped) continue;
        // A line may end after each of these within a word.
        for (const match of (node.textContent ?? '').matchAll(/[^\s/?&–-]+[/?&–-]?|[/?&–-]/g)) {
          const range = document.createRange();
          range.setStart(node, match.index);
          range.setEnd(node, match.index + match[0].length);
          const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
          const isLong = parent.closest('[data-long]') !== null;
          if (rects.length > 0) found.push({ text: match[0], isLong, rects });
        }
      }
      return found;
    };
    const lines = (rects: DOMRect[]) => {
      // Letters of another face stand a little higher or lower in the same line.
      const middles = rects.map((rect) => (rect.top + rect.bottom) / 2).sort((one, other) => one - other);
      return middles.filter((middle, at) => at === 0 || middle - (middles[at - 1] ?? 0) > 6).length;
    };

    // A table of whole words, as narrow as it can be.
    const whole = new CSSStyleSheet();
    whole.replaceSync(`
      [data-whole] { inline-size: min-content !important; }
      [data-whole] :not([data-long], [data-long] *) { overflow-wrap: normal !important; word-break: normal !important; }
    `);
    const hasRoomForWords = (table: Element) => {
      const now = table.getBoundingClientRect().width;
      document.adoptedStyleSheets.push(whole);
      table.setAttribute('data-whole', '');
      const wanted = table.getBoundingClientRect().width;
      table.removeAttribute('data-whole');
      document.adoptedStyleSheets.pop();
      return wanted <= now;
    };

    for (const table of document.querySelectorAll('table')) {
      const name = table.caption?.innerText ?? '';
      const edge = table.getBoundingClientRect().right + 1;
      const rows = [...table.rows].filter((row) => row.checkVisibility() && row.closest('tbody'));
      const cells = rows.map((row) =>
        [...row.cells].filter((cell) => cell.checkVisibility()).map((cell) => {
          const words = pieces(cell);
          const rects = words.flatMap((word) => word.rects);
          return { cell, words, rects, says: cell.innerText.replace(/\s+/g, ' ').trim() };
        }),
      );
      for (const row of cells) {
        for (const [at, one] of row.entries()) {
          if (one.rects.some((rect) => rect.right > edge)) problems.push(`${name}: “${one.says}” leaves the table`);
          for (const other of row.slice(at + 1)) {
            const touch = one.rects.some((a) =>
              other.rects.some((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2),
            );
            if (touch) problems.push(`${name}: “${one.says}” and “${other.says}” overlap`);
          }
        }
      }
      // Rows of two lines have no columns: their name stands above the rest.
      const isBeside = ([one, other]: { cell: Element }[]) => {
        if (!one || !other) return true;
        const [first, second] = [one.cell.getBoundingClientRect(), other.cell.getBoundingClientRect()];
        return first.top < second.bottom && second.top < first.bottom;
      };
      const isWide = rows.some((row, at) => getComputedStyle(row).display !== 'flex' && isBeside(cells[at] ?? []));
      if (!isWide) continue;
      const count = Math.max(0, ...cells.map((row) => row.length));
      let left = 0;
      for (let column = 0; column < count; column += 1) {
        const own = cells.map((row) => row[column]).filter((cell) => cell !== undefined);
        const wraps = own.some((one) => lines(one.rects) > 1);
        if (wraps || own.length === 0 || own.every((one) => one.rects.length === 0)) continue;
        const widths = own.map((one) => {
          const style = getComputedStyle(one.cell);
          const inner = one.cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
          const used = one.cell.firstElementChild ? one.cell.firstElementChild.getBoundingClientRect().width : 0;
          const text = Math.max(...one.rects.map((rect) => rect.right), 0) - Math.min(...one.rects.map((rect) => rect.left), Infinity);
          return inner - Math.max(text, one.rects.length > 0 ? Math.min(used, inner) : 0);
        });
        left += Math.max(0, Math.min(...widths.filter(Number.isFinite)));
      }
      const brokenIn = (one: { words: { rects: DOMRect[] }[] }) => one.words.some((word) => lines(word.rects) > 1);
      if (cells.flat().some(brokenIn) && hasRoomForWords(table)) {
        for (const one of cells.flat()) {
          const broken = one.words.find((word) => !word.isLong && lines(word.rects) > 1);
          if (broken) problems.push(`${name}: “${broken.text}” is broken while other columns could give it room`);
        }
      }
      if (left < room) continue;
      for (const one of cells.flat()) {
        const broken = one.words.find((word) => lines(word.rects) > 1);
        if (broken) problems.push(`${name}: “${broken.text}” is broken while ${Math.round(left)} px are left`);
        if (one.says.length <= short && one.words.length > 0 && lines(one.rects) > 1 && !one.cell.querySelector('li, br')) {
          problems.push(`${name}: “${one.says}” wraps while ${Math.round(left)} px are left`);
        }
      }
    }
    return [...new Set(problems)].slice(0, 12);
  });
  expect(found, `tables at ${page.viewportSize()?.width ?? 0} px`).toEqual([]);
}
