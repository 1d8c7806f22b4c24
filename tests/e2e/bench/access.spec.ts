import { expect, test } from '../support/test.ts';
import { keystrokes, report } from './measure.ts';

test.use({ serverOptions: { dataSet: 'crowd' } });

/** Milliseconds until the roles of 1,000 members on 200 projects are there. */
const BUDGET = 2000;

/** Requests under way at once. */
const AT_ONCE = 6;

const at = '/organizations/01HCR0WD000000000000000000';

test('who can do what, of a thousand members and two hundred projects', async ({ page, steps }) => {
  let underWay = 0;
  let most = 0;
  const isApi = (url: string) => new URL(url).pathname.startsWith('/api/');
  page.on('request', (request) => {
    if (isApi(request.url())) most = Math.max(most, (underWay += 1));
  });
  const ended = (request: { url: () => string }) => {
    if (isApi(request.url())) underWay -= 1;
  };
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await steps.signIn({ at });
    await expect(page.getByRole('main').getByRole('link').nth(20)).toBeVisible();
    const began = performance.now();
    await page.getByRole('navigation', { name: 'Organization' }).getByRole('link', { name: 'Access' }).click();
    await expect(page.getByText('Reading all grants…')).toBeVisible();
    await expect(page.getByText('Reading all grants…')).toBeHidden({ timeout: 60_000 });
    await expect(page.getByRole('table', { name: 'Access of people to projects' }).getByRole('row').nth(40)).toBeVisible();
    times.push(performance.now() - began);
  }
  const best = Math.min(...times);
  console.log(`access of 1,000 × 200: ${times.map((time) => time.toFixed(0)).join(', ')} ms, budget ${BUDGET} ms; ` +
    `at most ${most} requests at a time`);
  expect(most).toBeLessThanOrEqual(AT_ONCE);
  expect(best).toBeLessThan(BUDGET);

  await page.getByRole('searchbox', { name: 'Search people' }).click();
  await report('keystroke in the search of a thousand people', () => keystrokes(page), 50);
});
