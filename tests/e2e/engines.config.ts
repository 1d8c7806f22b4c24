import { defineConfig } from '@playwright/test';

/** A short journey in the other browser engines, as far as they are installed: see `engines/engine.ts`. */
export default defineConfig({
  testDir: 'engines',
  outputDir: 'test-results/engines',
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
});
