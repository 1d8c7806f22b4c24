// What every engine has to be able to do: sign in, menus, dialogs and tooltips in sight, and a change reviewed and saved.
import { expect, test } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { Sandbox } from '../support/sandbox.ts';
import { Server } from '../support/server.ts';
import { engines, until, type Engine } from './engine.ts';

const variables = `${demo.project.path}/variables`;

/** What can be pressed or filled under this name, as a person reads it. */
const named = (name: string) =>
  `[...document.querySelectorAll('button, a, input, textarea, [role^=menuitem]')].find((one) => one.checkVisibility() && ` +
  `(one.getAttribute('aria-label') ?? one.labels?.[0]?.innerText ?? one.innerText).trim() === ${JSON.stringify(name)}) ?? null`;

/** Waits for what is named, then presses it. */
async function press(engine: Engine, name: string): Promise<void> {
  await until(`${name} is there`, () => engine.evaluate(`(${named(name)}) !== null`));
  await engine.click(named(name));
}

async function says(engine: Engine, text: string): Promise<void> {
  await until(`the page says ${text}`, () => engine.evaluate(`document.body.innerText.includes(${JSON.stringify(text)})`));
}

/** Whether an element is shown, and all of it in the window. */
const inSight = (selector: string) =>
  `(() => { const one = document.querySelector(${JSON.stringify(selector)}); if (!one?.checkVisibility()) return false; ` +
  `const { left, top, right, bottom, width, height } = one.getBoundingClientRect(); ` +
  `return width > 0 && height > 0 && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight; })()`;

for (const [name, start] of Object.entries(engines)) {
  test(`${name}: signs in, opens menus and dialogs in sight, and saves a reviewed change`, async () => {
    const server = await Server.start();
    const engine = await start();
    try {
      await engine.open(`${server.origin}/sign-in?next=${encodeURIComponent(variables)}`);
      await says(engine, 'API token');
      await engine.fill(`document.querySelector('input')`, server.token);
      await press(engine, 'Sign in');
      await says(engine, 'env:NODE_ENV');

      // A menu at the edge of the window.
      await press(engine, 'Account');
      await until('the account’s menu is in sight', () => engine.evaluate(inSight('[popover]:popover-open')));
      await until('to sign out is offered', () => engine.evaluate(`(${named('Sign out')}) !== null`));
      await engine.press('Escape');
      await until('the menu is closed', () => engine.evaluate(`document.querySelector('[popover]:popover-open') === null`));

      // A dialog is as tall as what it holds, and no taller than the window.
      await press(engine, 'Account');
      await press(engine, 'Keyboard shortcuts');
      await until('the dialog is in sight', () => engine.evaluate(inSight('dialog:modal')));
      const excess = `(() => { const one = document.querySelector('dialog:modal'); const last = [...one.querySelectorAll('*')]` +
        `.filter((it) => it.checkVisibility()).map((it) => it.getBoundingClientRect().bottom); ` +
        `return one.getBoundingClientRect().bottom - Math.max(...last); })()`;
      expect(await engine.evaluate(excess)).toBeLessThan(40);
      await engine.press('Escape');
      await until('the dialog is closed', () => engine.evaluate(`document.querySelector('dialog:modal') === null`));

      // A tooltip shows while its button has the focus.
      await engine.evaluate(`(${named('Account')}).focus()`);
      await engine.press('Tab');
      const tip = `(() => { const at = document.activeElement; const tip = document.getElementById(at?.getAttribute('aria-describedby') ?? at?.getAttribute('aria-labelledby') ?? ''); ` +
        `return tip === null || tip.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }); })()`;
      await until('the tooltip shows', () => engine.evaluate(tip));

      // A change, its review and the message that it is saved.
      await press(engine, 'env:NODE_ENV');
      await until('the value is there', () => engine.evaluate(`document.querySelector('form textarea')?.value.length > 0`));
      await engine.fill(`document.querySelector('form textarea')`, `changed in ${name}`);
      await press(engine, 'Save and redeploy');
      await says(engine, 'Review changes');
      expect(await engine.evaluate<boolean>(`document.body.innerText.includes(${JSON.stringify(`changed in ${name}`)})`)).toBe(true);
      // The button of the form is hidden meanwhile.
      await press(engine, 'Save and redeploy');
      await says(engine, 'Saved');
      const saved = await new Sandbox(server).variable(variables, 'env:NODE_ENV');
      expect(saved?.value).toBe(`changed in ${name}`);
    } finally {
      await engine.close();
      await server.stop();
    }
  });
}
