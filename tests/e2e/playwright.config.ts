import { defineConfig } from '@playwright/test';

import { chromium } from './support/browser.ts';

export default defineConfig({
  testDir: 'journeys',
  globalSetup: './support/begin.ts',
  globalTeardown: './support/conclude.ts',
  // Each worker has a server, a browser and its own data set: tests of one file may run apart.
  fullyParallel: true,
  workers: 2,
  // By hand, a test that passes now and then fails. `cargo xtask test` tries it once more, names it,
  // and fails where there are more than a few.
  retries: Number(process.env.WHEELHOUSE_RETRIES ?? 0),
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    launchOptions: chromium,
    actionTimeout: 10_000,
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1440, height: 900 },
    // Each step of each test would be recorded: a quarter more time.
    trace: process.env.WHEELHOUSE_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
});
