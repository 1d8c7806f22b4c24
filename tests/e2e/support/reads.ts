// How often a page asks the API.
import type { Page } from '@playwright/test';

/** Counts the reads of the API by their address; activities are asked for again while they run. */
export function countReads(page: Page): Map<string, number> {
  const counts = new Map<string, number>();
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (request.method() !== 'GET' || !pathname.startsWith('/api/') || pathname.includes('/activities')) return;
    counts.set(pathname + search, (counts.get(pathname + search) ?? 0) + 1);
  });
  return counts;
}
