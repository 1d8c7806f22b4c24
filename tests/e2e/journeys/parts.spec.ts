// The console comes in parts: those beyond the first are asked for when a page first needs them.
import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

test('a part that cannot be loaded says so, and comes when it is asked for again', async ({
  context,
  page,
  steps,
  watch,
}) => {
  watch.allowNetworkErrors();
  const parts: string[] = [];
  page.on('response', (answer) => {
    if (answer.url().endsWith('.wasm')) parts.push(new URL(answer.url()).pathname);
  });
  await steps.open('/sign-in');
  await expect(steps.heading('Sign in')).toBeVisible();
  expect(parts, 'who signs in asks for the first part only').toHaveLength(1);
  await steps.visit('/sign-in');
  // Before it has started, a link would leave the page.
  await expect(steps.heading()).toBeVisible();

  const files = /\.wasm$/;
  await context.route(files, (route) => route.abort());
  await page.evaluate((path) => {
    const link = document.createElement('a');
    link.href = path;
    document.body.append(link);
    link.click();
    link.remove();
  }, demo.project.path);
  const main = page.getByRole('main');
  await expect(main.getByText('This page couldn’t be loaded')).toBeVisible();
  await context.unroute(files);
  await main.getByRole('button', { name: 'Try again' }).click();
  await expect(steps.heading(demo.project.title)).toBeVisible();
  expect(parts.length).toBeGreaterThan(1);

  const variables = page.getByRole('table', { name: 'Variables' });
  // What a page needs is on its way when the pointer reaches the link to it.
  const fetched = page.waitForResponse((answer) => /\/variables-[0-9a-f]+\.wasm$/.test(answer.url()));
  await steps.tab('Variables').hover();
  await fetched;
  await steps.tab('Variables').click();
  await expect(variables).toBeVisible();
  const before = parts.length;
  await steps.tab('Overview').click();
  await expect(variables).toBeHidden();
  await steps.tab('Variables').click();
  await expect(variables).toBeVisible();
  expect(parts, 'a part is asked for once').toHaveLength(before);
});
