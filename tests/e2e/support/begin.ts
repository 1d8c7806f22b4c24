import type { FullConfig } from '@playwright/test';

import { forget } from './coverage.ts';
import { keepLogs } from './logs.ts';

export default async function begin(config: FullConfig): Promise<void> {
  for (const { outputDir } of config.projects) await forget(outputDir);
  await keepLogs(config.projects[0]?.outputDir ?? '');
}
