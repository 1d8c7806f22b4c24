import { defineConfig } from '@playwright/test';

import { chromium } from './support/browser.ts';

/** Pictures of the console for the documentation and for a look at every page: `npm run screenshots`. */
export default defineConfig({
  testDir: 'screenshots',
  outputDir: 'test-results/screenshots',
  fullyParallel: true,
  workers: 2,
  timeout: 600_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: { launchOptions: chromium, locale: 'en-GB', timezoneId: 'UTC', contextOptions: { reducedMotion: 'reduce' } },
});
