// The browser that every run uses.
import type { LaunchOptions } from '@playwright/test';

/** Chromium as it is installed; its own requests are switched off, so that the page's are the only ones. */
export const chromium: LaunchOptions = {
  executablePath: process.env.WHEELHOUSE_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** By how much the browser's processor is slowed, so that nothing passes only on a fast machine. */
export const slow = Number(process.env.WHEELHOUSE_SLOW ?? 1);
