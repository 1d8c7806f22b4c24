// Through `wheelhouse serve --read-only`: whatever the person may do, nothing changes, and the console says why.
import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

test.use({ serverOptions: { through: 'read-only gateway' } });

const why = 'This installation is for looking only: nothing can be changed through it.';

test('it is said on every page, and what could be done is greyed for that reason', async ({ page, steps }) => {
  await steps.signInByHand({ at: demo.staging.path });
  await expect(page.getByText(why).first()).toBeVisible();
  const redeploy = steps.button('Redeploy');
  await expect(redeploy).toHaveAttribute('aria-disabled', 'true');
  await expect(redeploy).toHaveAccessibleDescription(why);
  await redeploy.click({ force: true });
  await expect(page.getByRole('dialog', { name: 'Redeploy?' })).toHaveCount(0);
  await steps.tab('Variables').click();
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
  await expect(page.getByText(why).first()).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Add variable' })).toHaveCount(0);
});

test('the form of something to add says so before anything is typed', async ({ steps }) => {
  await steps.signInByHand({ at: `${demo.project.path}/variables/new` });
  await expect(steps.alert(why).or(steps.page.getByRole('main').getByText(why)).first()).toBeVisible();
  await expect(steps.button('Add variable')).toHaveAttribute('aria-disabled', 'true');
});

test('what no link allows is refused in words, and nothing is sent on', async ({ page, steps, watch }) => {
  watch.allowStatus(405);
  await steps.signInByHand({ at: '/account/profile/preferences' });
  const before = await steps.field('Display name').inputValue();
  await steps.field('Display name').fill('Somebody else');
  await steps.saveChanges();
  await expect(steps.alert(why)).toBeVisible();
  await expect(steps.field('Display name')).toHaveValue('Somebody else');
  await page.reload();
  await expect(steps.field('Display name')).toHaveValue(before);
});

test('signing out works all the same', async ({ steps }) => {
  await steps.signInByHand();
  await steps.signOut();
  await expect(steps.heading('Sign in')).toBeVisible();
});
