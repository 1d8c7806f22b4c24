// What a keystroke costs: from the key to the page being ready to paint, in milliseconds of the main thread.
import type { Page } from '@playwright/test';

import { expect } from '../support/test.ts';

const text = 'the quick brown fox jumps over the lazy dog, and then it does so once more. ';

/** Types texts and says how long each keystroke took, handlers, style and layout together; all but the last are erased. */
export async function keystrokes(page: Page, texts: readonly string[] = [text]): Promise<number[]> {
  const erased = texts.slice(0, -1).reduce((count, typed) => count + typed.length, 0);
  const expected = texts.join('').length + erased;
  await page.evaluate(() => {
    const known = window as unknown as { times?: number[] };
    const times: number[] = known.times ?? [];
    // The listeners of an earlier round go on.
    if (known.times) {
      times.length = 0;
      return;
    }
    let began = 0;
    addEventListener('keydown', () => (began = performance.now()), { capture: true });
    // A separate task comes after the page's handlers and all that they put off to the end of the turn.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      void document.body.offsetHeight;
      times.push(performance.now() - began);
    };
    addEventListener('input', () => port2.postMessage(0));
    Object.assign(window, { times });
  });
  for (const [at, typed] of texts.entries()) {
    await page.keyboard.type(typed, { delay: 50 });
    const letters = at + 1 < texts.length ? typed.length : 0;
    for (let letter = 0; letter < letters; letter += 1) await page.keyboard.press('Backspace', { delay: 50 });
  }
  await page.waitForFunction((count) => (window as unknown as { times: number[] }).times.length === count, expected);
  return page.evaluate(() => (window as unknown as { times: number[] }).times);
}

function percentile(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

/** Prints each round of keystrokes, and holds the best to the budget: in the others the machine was busy with more. */
export async function report(what: string, round: () => Promise<number[]>, budget: number): Promise<void> {
  const best: number[] = [];
  for (let rounds = 0; rounds < 3; rounds += 1) {
    const times = await round();
    expect(times.length).toBeGreaterThan(50);
    const p95 = percentile(times, 0.95);
    best.push(p95);
    console.log(`${what}: 50th ${percentile(times, 0.5).toFixed(1)} ms, 95th ${p95.toFixed(1)} ms, budget ${budget} ms`);
  }
  expect(Math.min(...best), what).toBeLessThan(budget);
}
