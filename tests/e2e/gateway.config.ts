import { defineConfig } from '@playwright/test';

import usual from './playwright.config.ts';

process.env.WHEELHOUSE_THROUGH = 'gateway';

/** What every run does; `WHEELHOUSE_ALL=1` has all journeys go through the gateway. */
const usually = ['sign-in', 'secrets', 'release', 'variables', 'environments', 'resilience', 'step_up'];

/**
 * The same journeys with `wheelhouse serve` between the browser and the sandbox. Tests that are about the other way of
 * signing in (`@token`), or about what the sandbox has and no gateway passes on (`@direct`), stay out.
 */
export default defineConfig({
  ...usual,
  // What they drive is counted where nothing is in between.
  globalTeardown: './support/logs.ts',
  outputDir: 'test-results/gateway',
  grepInvert: /@token|@direct/,
  ...(process.env.WHEELHOUSE_ALL ? {} : { testMatch: usually.map((name) => `**/${name}.spec.ts`) }),
});
