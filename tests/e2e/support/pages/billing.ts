// What an organization pays, and the tickets that are filed for it.
import { demo } from '../demo.ts';
import { confirmed, field, listed, page, removes, said, section, table, text } from './page.ts';

const lakeside = { organization: demo.organization.id };
const part = (part: string) => ({ ...lakeside, part });
const shop = { ...lakeside, subscription: listed({ project_title: demo.project.title }) };

export const billing = [
  page('/organizations/{organization}/billing', {
    name: 'billing',
    at: lakeside,
    ready: table('Spend by month'),
    operations: ['list-orders', 'list-invoices', 'get-address', 'get-profile'],
  }),
  page('/organizations/{organization}/billing/{part}', {
    name: 'edit billing address',
    does: ['update-address'],
    at: part('address'),
    ready: field('City'),
    operations: ['get-address'],
    form: {
      fill: (keys) => keys.fill('City', 'Typed'),
      send: 'Save changes',
      done: said('Saved the billing address'),
      write: 'PATCH',
    },
  }),
  page('/organizations/{organization}/billing/{part}', {
    name: 'edit billing profile',
    does: ['update-profile'],
    at: part('profile'),
    ready: field('Company'),
    operations: ['get-profile'],
    form: {
      fill: (keys) => keys.fill('Company', 'Typed Limited'),
      send: 'Save changes',
      done: said('Saved the billing profile'),
      write: 'PATCH',
    },
  }),
  page('/organizations/{organization}/billing/{part}', {
    name: 'vouchers',
    at: part('vouchers'),
    ready: table(/^Vouchers$/),
    operations: ['list-vouchers'],
  }),
  page('/organizations/{organization}/billing/{part}', {
    name: 'redeem voucher',
    does: ['apply-voucher'],
    at: part('voucher'),
    ready: field('Voucher code'),
    form: {
      fill: (keys) => keys.fill('Voucher code', demo.voucher),
      send: 'Redeem voucher',
      done: said(`Redeemed ${demo.voucher}`),
      write: 'POST',
    },
  }),
  page('/organizations/{organization}/billing/{part}', {
    name: 'plan records',
    at: part('plan-records'),
    ready: table('Plan records'),
    operations: ['list-plan-records'],
  }),
  page('/organizations/{organization}/billing/{part}', {
    name: 'usage records',
    at: part('usage-records'),
    ready: table('Usage records'),
    operations: ['list-usage-records'],
  }),
  page('/organizations/{organization}/billing/{part}', {
    name: 'plans and regions',
    at: part('offers'),
    ready: table('Regions'),
    operations: ['list-available-plans', 'list-available-regions', 'estimate-the-price-of-a-new-subscription'],
  }),
  page('/organizations/{organization}/billing/{part}', {
    name: 'no such part of billing',
    at: part('nowhere'),
    ready: text('Billing has no such page.'),
  }),
];

export const subscriptions = [
  page('/organizations/{organization}/subscriptions', {
    name: 'subscriptions',
    at: lakeside,
    ready: table('Subscriptions'),
    operations: ['list-subscriptions'],
  }),
  page('/organizations/{organization}/subscriptions/{subscription}', {
    name: 'subscription',
    at: shop,
    ready: table('Monthly price'),
    operations: ['get-subscription', 'estimate-the-price-of-a-subscription'],
  }),
  page('/organizations/{organization}/subscriptions/{subscription}/edit', {
    name: 'change subscription',
    does: ['update-subscription'],
    at: shop,
    ready: table('Price difference'),
    operations: ['get-subscription', 'estimate-the-price-of-a-subscription'],
    form: {
      fill: (keys) => keys.fill('Environments', '14'),
      send: 'Save changes',
      done: said(`Saved the subscription of ${demo.project.title}`),
      write: 'PATCH',
    },
  }),
  page('/organizations/{organization}/subscriptions/{subscription}/delete', {
    name: 'delete subscription',
    does: ['delete-subscription'],
    at: shop,
    ready: confirmed(demo.project.title),
    form: removes('subscription', demo.project.title),
  }),
];

const paid = { ...lakeside, order: listed({ status: 'completed' }) };

export const orders = [
  page('/organizations/{organization}/orders', {
    name: 'orders',
    at: lakeside,
    ready: table('Orders'),
    operations: ['list-orders'],
  }),
  page('/organizations/{organization}/orders/{order}', {
    name: 'order',
    at: paid,
    ready: table('Explanation'),
    operations: ['get-order', 'list-plan-records', 'list-usage-records'],
  }),
];

export const invoices = [
  page('/organizations/{organization}/invoices', {
    name: 'invoices',
    at: lakeside,
    ready: table('Invoices'),
    operations: ['list-invoices'],
  }),
  page('/organizations/{organization}/invoices/{invoice}', {
    name: 'invoice',
    at: { ...lakeside, invoice: listed({ type: 'invoice' }) },
    ready: section('PDF'),
    operations: ['get-invoice'],
  }),
];

export const tickets = [
  page('/organizations/{organization}/tickets', {
    name: 'tickets',
    at: lakeside,
    ready: text('No tickets from this browser'),
  }),
  page('/organizations/{organization}/tickets/new', {
    name: 'new ticket',
    does: ['create-a-new-support-ticket', 'list-support-ticket-categories', 'list-support-ticket-priorities'],
    at: lakeside,
    ready: field('Subject'),
    form: {
      fill: async (keys) => {
        await keys.fill('Subject', 'Typed');
        await keys.fill('Description', 'As the keyboard has it.');
      },
      send: 'Create ticket',
      done: said('Created Typed'),
      write: 'POST',
    },
  }),
  page('/organizations/{organization}/tickets/{ticket}', {
    name: 'ticket',
    does: ['update-a-ticket'],
    at: { ...lakeside, ticket: demo.ticket },
    ready: section(`Ticket ${demo.ticket}`),
    form: {
      fill: (keys) => keys.select('Status', 'Solved'),
      send: 'Update ticket',
      done: said(`Updated ticket ${demo.ticket}`),
      write: 'PATCH',
      // The API does not say what a ticket is, so that there is nothing to compare.
      isReviewed: false,
    },
  }),
];
