// How often a page asks the API.
import type { Page } from '@playwright/test';

/**
 * Counts the reads of the API by their address; activities are asked for again while they run. One that comes more than
 * `apart` milliseconds after the last of its address is a look for news, and not counted.
 */
export function countReads(page: Page, apart = Infinity): Map<string, number> {
  const counts = new Map<string, number>();
  const last = new Map<string, number>();
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (request.method() !== 'GET' || !pathname.startsWith('/api/') || pathname.includes('/activities')) return;
    const address = pathname + search;
    const isNews = Date.now() - (last.get(address) ?? Infinity) > apart;
    last.set(address, Date.now());
    if (!isNews) counts.set(address, (counts.get(address) ?? 0) + 1);
  });
  return counts;
}
