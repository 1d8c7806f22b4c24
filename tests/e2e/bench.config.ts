import { defineConfig } from '@playwright/test';

import { chromium } from './support/browser.ts';

/** How quick the console is: `cargo xtask bench`. One at a time, so that nothing else is measured along. */
export default defineConfig({
  testDir: 'bench',
  outputDir: 'test-results/bench',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: { launchOptions: chromium, locale: 'en-GB', timezoneId: 'UTC', viewport: { width: 1440, height: 900 } },
});
