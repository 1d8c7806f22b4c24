// What an organization pays: why, for what, and what a change would make of it.
import { readFile } from 'node:fs/promises';

import type { Locator, Page } from '@playwright/test';

import { demo } from '../support/demo.ts';
import { expect, test } from '../support/test.ts';

const organization = demo.organization.path;
const main = (page: Page) => page.getByRole('main');
const strip = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Billing' }).getByRole('link', { name, exact: true });
const table = (page: Page, name: string) => main(page).getByRole('table', { name, exact: true });

/** An amount of pounds in hundredths, read as it stands on the page. */
function pence(text: string): number {
  const found = /([-−]?)£([\d,]+)\.(\d\d)/.exec(text);
  if (found === null) throw new Error(`no amount in “${text}”`);
  const [, sign, whole = '', rest = ''] = found;
  return Number(whole.replaceAll(',', '') + rest) * (sign === '' ? 1 : -1);
}

/** The amounts in the last column of a table, from the top. */
const amounts = async (rows: Locator) =>
  (await rows.allInnerTexts()).map((row) => pence(row.split(/[\n\t]/).at(-1) ?? ''));

test.describe('what is paid', () => {
  test('is there month by month and project by project, and both are the same sum', async ({ page, steps }) => {
    await steps.signIn({ at: organization });
    await page.getByRole('navigation', { name: 'Organization' }).getByRole('link', { name: 'Billing' }).click();
    await steps.expectAt(`${organization}/billing`);
    const months = table(page, 'Spend by month').getByRole('row').filter({ has: page.getByRole('rowheader') });
    await expect(months.nth(12)).toContainText('£');
    const totals = (await months.getByText('£').allInnerTexts()).map(pence);
    expect(totals.length).toBeGreaterThan(12);
    const total = table(page, 'Spend by project').getByRole('row').filter({ hasText: /^Total/ });
    expect(pence(await total.innerText())).toBe(totals.reduce((sum, amount) => sum + amount, 0));

    const month = await months.nth(1).getByRole('rowheader').innerText();
    await main(page).getByRole('combobox', { name: 'Month' }).selectOption(month);
    await expect(page).toHaveURL(/[?&]month=\d+/);
    await expect.poll(async () => pence(await total.innerText())).toBe(totals[1]);
    await page.reload();
    await expect.poll(async () => pence(await total.innerText())).toBe(totals[1]);
  });

  test('is explained: what is explained and what is not are the total', async ({ page, steps }) => {
    await steps.signIn({ at: `${organization}/orders` });
    await main(page).getByRole('combobox', { name: 'Status' }).selectOption('Paid');
    await expect(page).toHaveURL(/[?&]status=completed/);
    await table(page, 'Orders').getByRole('link').first().click();
    await expect(table(page, 'Line items')).toBeVisible();
    const total = pence(await steps.fact('Total').innerText());
    const lines = table(page, 'Explanation').getByRole('row').filter({ has: page.getByRole('rowheader') });
    await expect(lines.first()).toBeVisible();
    expect((await amounts(lines)).reduce((sum, amount) => sum + amount, 0)).toBe(total);
    const said = main(page).getByText(/^Explained .+ not explained .+ = total/);
    const [explained = '', unexplained = ''] = (await said.innerText()).split(' + ');
    expect(pence(explained) + pence(unexplained)).toBe(total);
    await expect(lines.filter({ hasText: 'Large plan' }).first()).toContainText(/Full period/);
    await expect(main(page).getByText(/(more|less|as much) .*in /i).first()).toBeVisible();
  });

  test('is saved as a file that adds up, as it is and in the columns of FOCUS', async ({ page, steps }) => {
    await steps.signIn({ at: `${organization}/orders` });
    await table(page, 'Orders').getByRole('link').nth(1).click();
    const total = pence(await steps.fact('Total').innerText());
    for (const [button, cost] of [['Export as CSV', 'Amount'], ['Export as FOCUS', 'BilledCost']] as const) {
      const download = page.waitForEvent('download');
      await steps.button(button).click();
      const text = await readFile(await (await download).path(), 'utf8');
      const [titles = '', ...rows] = text.trim().split('\r\n');
      const at = titles.split(',').indexOf(cost);
      // Products and titles of the demo data have no comma in them.
      const found = rows.map((row) => Math.round(Number(row.split(',')[at]) * 100));
      expect(found.reduce((sum, amount) => sum + amount, 0), button).toBe(total);
    }
  });

  test('has its currency beside each amount in lists, and in its own column in files', async ({ page, steps }) => {
    await steps.signIn({ at: `${organization}/orders` });
    await expect(table(page, 'Orders').getByRole('columnheader')).toHaveText(['Period', 'Status', 'Total', 'Paid']);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Export as CSV' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text.split('\r\n')[0]).toBe('Period,Status,Total,Paid,Currency');
  });

  test('is on paper: the PDF is read as the person and saved', async ({ page, steps }) => {
    await steps.signIn({ at: `${organization}/invoices` });
    await main(page).getByRole('combobox', { name: 'Type' }).selectOption('Credit memo');
    await table(page, 'Invoices').getByRole('link').first().click();
    await expect(steps.fact('Total')).toContainText('−£');
    await expect(steps.fact('Corrects').getByRole('link')).toBeVisible();
    const download = page.waitForEvent('download');
    await steps.button('Download PDF').click();
    const bytes = await readFile(await (await download).path());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('is opened in a tab that is there before the PDF is', async ({ page, steps }) => {
    await steps.signIn({ at: `${organization}/invoices` });
    await table(page, 'Invoices').getByRole('link').first().click();
    const tab = page.waitForEvent('popup');
    // What opens a tab after an answer may be taken for a pop-up that nobody asked for.
    await page.route(/\/invoices\/\d+\/pdf$/, async (route) => {
      await tab;
      await route.continue();
    });
    const file = page.waitForResponse(/\/invoices\/\d+\/pdf$/);
    await steps.button('Open PDF').click();
    await tab;
    expect((await file).status()).toBe(200);
  });

  test('has no currency where its order cannot be read, and says so', async ({ page, sandbox, steps, watch }) => {
    watch.allowStatus(500);
    await sandbox.fault('list-orders', { status: 500 });
    const invoice = '{"id": "1", "invoice_number": "A-1", "type": "invoice", "order_id": "9", "status": "paid", "total": "5000"}';
    await sandbox.fault('list-invoices', { body: `{"items": [${invoice}], "_links": {}}` });
    await steps.signIn({ at: `${organization}/invoices` });
    await expect(table(page, 'Invoices').getByRole('row').filter({ hasText: 'A-1' })).toContainText('5000 (currency unknown)');
  });

  test('is incomplete where amounts cannot be read, less what is given back', async ({ page, sandbox, steps }) => {
    const orders = [order('1', 'GBP', '10000'), order('2', 'GBP', '"much"')];
    const memo = '{"id": "7", "type": "credit_memo", "order_id": "1", "status": "refunded", "total": "-100.00"}';
    await sandbox.fault('list-orders', { body: `{"items": [${orders.join(',')}], "_links": {}}` });
    await sandbox.fault('list-invoices', { body: `{"items": [${memo}], "_links": {}}` });
    await steps.signIn({ at: `${organization}/billing` });
    const months = table(page, 'Spend by month').getByRole('row');
    await expect(months.filter({ hasText: 'January' })).toContainText('£0.00');
    await expect(months.filter({ hasText: 'February' })).toContainText('Unknown');
    await expect(main(page)).toContainText('Some amounts couldn’t be read');
  });

  test('is not shown to who may not see it, and they are told who can grant it', async ({ page, steps, watch }) => {
    watch.allowStatus(403);
    await steps.signIn({ at: `${organization}/orders`, token: demo.viewer.token });
    await expect(main(page)).toContainText(/can grant|permission|access/i);
    await expect(table(page, 'Orders')).toHaveCount(0);
  });
});

const order = (id: string, currency: string, total: string) =>
  `{"id": "${id}", "status": "completed", "currency": "${currency}", "total": ${total},
    "billing_period_start": "2026-0${id}-01T00:00:00Z", "billing_period_end": "2026-0${Number(id) + 1}-01T00:00:00Z"}`;
const foreign = [
  order('1', 'JPY', '123456'),
  order('2', 'KWD', '123456'),
  order('3', 'EUR', '-100000000000000001'),
  order('4', 'USD', '100'),
];

test('zero and three decimals, credit, and numbers beyond floats are written as they are', async ({ page, sandbox, steps }) => {
  await sandbox.fault('list-orders', { body: `{"items": [${foreign.join(',')}], "_links": {}}` });
  await steps.signIn({ at: `${organization}/orders` });
  const rows = table(page, 'Orders').getByRole('row');
  await expect(rows.filter({ hasText: 'January' })).toContainText('¥123,456');
  await expect(rows.filter({ hasText: 'February' })).toContainText(/KWD\s123\.456/);
  await expect(rows.filter({ hasText: 'March' })).toContainText('−€1,000,000,000,000,000.01');
  await expect(rows.filter({ hasText: 'April' })).toContainText('$1.00');
  await strip(page, 'Overview').click();
  // Never added together.
  const total = table(page, 'Spend by project').getByRole('row').filter({ hasText: /^Total/ });
  await expect(total).toContainText('¥123,456');
  await expect(total).toContainText('−€1,000,000,000,000,000.01');
});

/** Yen have no smaller unit, dinars have three digits of one, and no float holds the euros. */
const inLanguages: Record<string, string[]> = {
  'de-DE': ['123.456 ¥', '123,456 KWD', '-1.000.000.000.000.000,01 €', '1,00 $'],
  'fr-FR': ['123 456 JPY', '123,456 KWD', '-1 000 000 000 000 000,01 €', '1,00 $US'],
  'en-US': ['¥123,456', 'KWD 123.456', '-€1,000,000,000,000,000.01', '$1.00'],
  'ja-JP': ['¥123,456', 'KWD 123.456', '-€1,000,000,000,000,000.01', '$1.00'],
};

for (const [locale, amounts] of Object.entries(inLanguages)) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale });

    test('amounts are written as that language writes them, to the last digit', async ({ page, sandbox, steps }) => {
      await sandbox.fault('list-orders', { body: `{"items": [${foreign.join(',')}], "_links": {}}` });
      await steps.signIn({ at: `${organization}/orders` });
      const rows = table(page, 'Orders').getByRole('row');
      await expect(rows).toHaveCount(1 + amounts.length);
      const texts = await rows.allInnerTexts();
      // Which blank, which sign and which of two shapes a sign for a currency has is a matter of the browser's version.
      const plain = (text: string) => text.replace(/\s/g, ' ').replaceAll('−', '-').replaceAll('￥', '¥').replaceAll(/[A-Z]+¥|JPY|¥/g, '¥');
      for (const [index, amount] of amounts.entries()) expect(plain(texts[index + 1] ?? '')).toContain(plain(amount));
    });
  });
}

test.describe('a subscription', () => {
  test('is changed with the difference in price before it is sent', async ({ page, steps }) => {
    await steps.signIn({ at: `${organization}/subscriptions` });
    await table(page, 'Subscriptions').getByRole('link', { name: demo.project.title, exact: true }).click();
    const before = pence((await table(page, 'Monthly price').getByRole('row').filter({ hasText: /^Total/ }).innerText()));
    await main(page).getByRole('link', { name: 'Change plan' }).click();
    const price = main(page).getByRole('group', { name: 'Price difference' });
    await expect(price).toContainText('The price stays the same.');
    await expect(main(page).getByRole('combobox', { name: 'Plan', exact: true })).toHaveValue('Large');
    await steps.field('Environments').fill('20');
    await expect(price).toContainText(/£[\d,.]+ more each month\./);
    const more = pence(await price.getByText('more each month').innerText());
    const patch = page.waitForRequest((request) => request.method() === 'PATCH');
    await steps.save().click();
    await expect(steps.review()).toContainText(/£[\d,.]+ more each month\./);
    await steps.confirm().click();
    // The plan goes with every change.
    expect((await patch).postDataJSON()).toEqual({ plan: 'large', environments: 20 });
    await expect(steps.toast(`Saved the subscription of ${demo.project.title}`)).toBeVisible();
    await expect(steps.fact('Environments')).toHaveText('20');
    const after = table(page, 'Monthly price').getByRole('row').filter({ hasText: /^Total/ });
    await expect.poll(async () => pence(await after.innerText())).toBe(before + more);
  });

  test('says at the field what is not on offer', async ({ page, steps, watch }) => {
    watch.allowStatus(400);
    await steps.signIn({ at: `${organization}/subscriptions` });
    await table(page, 'Subscriptions').getByRole('link', { name: demo.project.title, exact: true }).click();
    await main(page).getByRole('link', { name: 'Change plan' }).click();
    await steps.field('Environments').fill('1');
    await steps.saveChanges();
    await expect(steps.field('Environments')).toHaveAccessibleDescription(/in use/);
  });

  test('ends with its project, which is counted and typed', async ({ page, steps }) => {
    await steps.signIn({ at: `${organization}/subscriptions` });
    await table(page, 'Subscriptions').getByRole('link', { name: demo.otherProject.title, exact: true }).click();
    await (await steps.more('Delete subscription')).click();
    await expect(steps.fact('Environments')).toHaveText(/^\d+ \(main/);
    await expect(steps.button('Delete subscription')).toBeDisabled();
    await steps.field(`Type ${demo.otherProject.title} to confirm`).fill(demo.otherProject.title);
    await steps.button('Delete subscription').click();
    await expect(steps.toast(`Deleted ${demo.otherProject.title}`)).toBeVisible();
    await steps.expectAt(`${organization}/subscriptions`);
  });

  test('is not a viewer’s to change', async ({ page, steps, watch }) => {
    watch.allowStatus(403);
    await steps.signIn({ at: `${organization}/subscriptions`, token: demo.viewer.token });
    await table(page, 'Subscriptions').getByRole('link').first().click();
    await expect(steps.button('Change plan')).toBeDisabled();
    await expect(steps.button('Change plan')).toHaveAccessibleDescription(/The organization’s owner can grant it/);
  });
});

test('a voucher is redeemed once, and the current order is cheaper', async ({ page, steps, watch }) => {
  watch.allowStatus(400);
  await steps.signIn({ at: `${organization}/orders` });
  const current = async () => {
    await strip(page, 'Orders').click();
    await table(page, 'Orders').getByRole('link').first().click();
    await expect(table(page, 'Line items')).toBeVisible();
    return pence(await steps.fact('Total').innerText());
  };
  const dear = await current();
  await strip(page, 'Vouchers').click();
  const left = async () => pence(await steps.fact('Left').innerText());
  const before = await left();
  await main(page).getByRole('link', { name: 'Redeem voucher' }).click();
  await steps.field('Voucher code').fill('NOTHING');
  await steps.button('Redeem voucher').click();
  await expect(steps.field('Voucher code')).toHaveAccessibleDescription(/There is no voucher/);
  await steps.field('Voucher code').fill(demo.voucher);
  await steps.button('Redeem voucher').click();
  await expect(steps.toast(`Redeemed ${demo.voucher}`)).toBeVisible();
  await expect(table(page, 'Vouchers').getByText(demo.voucher)).toBeVisible();
  expect(await left()).toBeGreaterThanOrEqual(before);
  await main(page).getByRole('link', { name: 'Redeem voucher' }).click();
  await steps.field('Voucher code').fill(demo.voucher);
  await steps.button('Redeem voucher').click();
  await expect(steps.field('Voucher code')).toHaveAccessibleDescription(/already redeemed in this organization/);
  // Nothing is left to lose.
  await steps.field('Voucher code').fill('');
  await strip(page, 'Orders').click();
  await current();
  await expect.poll(async () => pence(await steps.fact('Total').innerText())).toBeLessThan(dear);
  const discount = table(page, 'Line items').getByRole('row').filter({ hasText: /^Vouchers/ });
  expect(pence(await discount.innerText())).toBeLessThan(0);
});

test('plans are compared by what they cost, regions by where they are', async ({ page, steps }) => {
  await steps.signIn({ at: `${organization}/billing/offers` });
  const plan = (name: string) =>
    table(page, 'Plans').getByRole('row').filter({ has: page.getByRole('cell', { name, exact: true }) });
  await expect(plan('standard')).toContainText('£39.00');
  await expect(plan('large')).toContainText('£140.00');
  await expect(table(page, 'Regions').getByRole('row').nth(1)).toContainText(/\.platform\.sh/);
});

test('records are narrowed in the address', async ({ page, steps }) => {
  await steps.signIn({ at: `${organization}/billing/plan-records` });
  const records = table(page, 'Plan records').getByRole('row').filter({ has: page.getByRole('rowheader') });
  await main(page).getByRole('combobox', { name: 'Project' }).selectOption(demo.project.title);
  await expect(page).toHaveURL(/[?&]subscription=\d+/);
  await expect.poll(async () => new Set((await records.getByRole('rowheader').allInnerTexts()))).toEqual(new Set([demo.project.title]));
  await expect(records.first()).toContainText('Ongoing');
  await main(page).getByRole('combobox', { name: 'Plan', exact: true }).selectOption('Medium');
  await expect(records).toHaveCount(1);
  await expect(records).toContainText('Medium');
  await strip(page, 'Usage records').click();
  await main(page).getByRole('combobox', { name: 'Usage', exact: true }).selectOption('Storage');
  await expect(page).toHaveURL(/[?&]group=storage/);
  await expect(table(page, 'Usage records')).toContainText('GiB');
});

test('whom invoices are addressed to is changed', async ({ page, steps, watch }) => {
  watch.allowStatus(400);
  await steps.signIn({ at: `${organization}/billing` });
  await main(page).getByRole('link', { name: 'Edit billing address' }).click();
  await steps.field('City').fill('Bath');
  await steps.saveChanges();
  await expect(steps.toast('Saved the billing address')).toBeVisible();
  await expect(steps.fact('City')).toHaveText('Bath');
  await main(page).getByRole('link', { name: 'Edit billing profile' }).click();
  await steps.field('VAT number').fill('GB1');
  await steps.saveChanges();
  await expect(steps.field('VAT number')).toHaveAccessibleDescription(/doesn’t look like a VAT number of the address’s country/);
  await steps.field('VAT number').fill('');
  await steps.field('Company').fill('Lakeside Holdings');
  await steps.saveChanges();
  await expect(steps.toast('Saved the billing profile')).toBeVisible();
});

test('a ticket is filed, listed without its texts, and solved', async ({ page, steps }) => {
  await steps.signIn({ at: organization });
  await page.getByRole('navigation', { name: 'Organization' }).getByRole('link', { name: 'Support' }).click();
  await main(page).getByRole('link', { name: 'New ticket' }).first().click();
  const pick = (name: string) => main(page).getByRole('combobox', { name });
  await steps.field('Subject').fill('Search hides winter coats');
  await main(page).getByRole('textbox', { name: 'Description' }).fill('Whoever searches for coats finds scarves.');
  await pick('Category').click();
  await main(page).getByRole('option', { name: /Bug report/ }).click();
  await pick('Subscription').click();
  await main(page).getByRole('option', { name: new RegExp(demo.project.title) }).click();
  const priorities = page.waitForRequest((request) => request.url().includes('/tickets/priority'));
  await pick('Priority').click();
  expect((await priorities).url()).toMatch(/subscription_id=\d+&category=bug_report/);
  await main(page).getByRole('option', { name: /High/ }).click();
  await steps.button('Create ticket').click();
  await expect(steps.toast('Created Search hides winter coats')).toBeVisible();
  await expect(page).toHaveURL(/\/tickets\/\d+$/);
  await expect(steps.fact('Status')).toHaveText('New');

  await pick('Status').selectOption('Solved');
  await steps.button('Update ticket').click();
  await steps.expectAt(`${organization}/tickets`);
  await expect(table(page, 'Tickets')).toContainText('Solved');
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).not.toMatch(/coats|scarves/);
});
