//! Source code in the repositories.

/// `package.json` of a version.
pub fn package(version: &str) -> String {
    format!(
        r#"{{
  "name": "shop",
  "version": "{version}",
  "private": true,
  "type": "module",
  "scripts": {{
    "build": "vite build",
    "dev": "vite",
    "send-receipts": "./bin/send-receipts",
    "test": "node --test"
  }},
  "dependencies": {{
    "fastify": "^5.2.0",
    "pg": "^8.13.0"
  }}
}}
"#
    )
}

pub const SERVER_FIRST: &str = r#"import fastify from "fastify";

const server = fastify({ logger: true });

server.get("/", () => "Hello");

await server.listen({ host: "0.0.0.0", port: Number(process.env.PORT ?? 3000) });
"#;

pub const SERVER: &str = r#"import fastify from "fastify";
import { products } from "./catalogue/products.ts";

const server = fastify({ logger: { level: process.env.LOG_LEVEL ?? "info" } });

server.get("/", () => products({ limit: 24 }));
server.get("/health", () => ({ ok: true }));

await server.listen({ host: "0.0.0.0", port: Number(process.env.PORT ?? 3000) });
"#;

pub const SERVER_HEALTH: &str = r#"import fastify from "fastify";

const server = fastify({ logger: { level: process.env.LOG_LEVEL ?? "info" } });

server.get("/health", () => ({ ok: true }));
server.get("/", async () => {
  const { products } = await import("./catalogue/products.ts");
  return products({ limit: 24 });
});

await server.listen({ host: "0.0.0.0", port: Number(process.env.PORT ?? 3000) });
"#;

pub const PRODUCTS: &str = r#"import { query } from "../database.ts";

export interface Product {
  sku: string;
  title: string;
  /** In pence, without VAT. */
  price: number;
  vat: "standard" | "books" | "zero";
}

export async function products({ limit }: { limit: number }): Promise<Product[]> {
  return query("SELECT sku, title, price, vat FROM products ORDER BY title LIMIT $1", [limit]);
}
"#;

pub const ALTERNATIVES: &str = r#"/** What a picture shows, for those who do not see it. */
export function alternative(product: Product): string {
  return `${product.title}, photographed from the front`;
}
"#;

pub const CART: &str = r#"export type Cart = Map<string, number>;

export function add(cart: Cart, sku: string, count = 1): Cart {
  return new Map(cart).set(sku, (cart.get(sku) ?? 0) + count);
}
"#;

pub const CART_EXPIRY: &str = r#"/** In milliseconds. */
export const LIFETIME = 7 * 24 * 60 * 60 * 1_000;

export function isExpired(changedAt: Date, now = new Date()): boolean {
  return now.getTime() - changedAt.getTime() > LIFETIME;
}
"#;

pub const CART_TEST: &str = r#"import test from "node:test";
import assert from "node:assert/strict";
import { add } from "../src/checkout/cart.ts";

test("adding twice counts two", () => {
  assert.equal(add(add(new Map(), "LM-00001"), "LM-00001").get("LM-00001"), 2);
});
"#;

pub const TOTAL: &str = r#"import type { Product } from "../catalogue/products.ts";

const RATES = { standard: 0.2, books: 0, zero: 0 };

export function total(lines: { product: Product; count: number }[]): number {
  return lines
    .map(({ product, count }) => Math.round(product.price * count * (1 + RATES[product.vat])))
    .reduce((sum, line) => sum + line, 0);
}
"#;

pub const TOTAL_MENDED: &str = r#"import type { Product } from "../catalogue/products.ts";

const RATES = { standard: 0.2, books: 0, zero: 0 };

export function total(lines: { product: Product; count: number }[]): number {
  const exact = lines.map(({ product, count }) => product.price * count * (1 + RATES[product.vat]));
  return Math.round(exact.reduce((sum, line) => sum + line, 0));
}
"#;

pub const TOTAL_TEST: &str = r#"import test from "node:test";
import assert from "node:assert/strict";
import { total } from "../src/checkout/total.ts";

const mug = { sku: "LM-00001", title: "Lakeside Mug", price: 1_000, vat: "standard" } as const;

test("VAT is added", () => assert.equal(total([{ product: mug, count: 1 }]), 1_200));
"#;

pub const TOTAL_TEST_MENDED: &str = r#"import test from "node:test";
import assert from "node:assert/strict";
import { total } from "../src/checkout/total.ts";

const mug = { sku: "LM-00001", title: "Lakeside Mug", price: 1_000, vat: "standard" } as const;
const card = { ...mug, sku: "LM-00002", price: 112 };

test("VAT is added", () => assert.equal(total([{ product: mug, count: 1 }]), 1_200));
test("rounded once", () => assert.equal(total([1, 2, 3].map(() => ({ product: card, count: 1 }))), 403));
"#;

pub const RECEIPT: &str = r#"import { readFile } from "node:fs/promises";
import { send } from "./send.ts";
import { waiting } from "../orders.ts";

for (const order of await waiting()) {
  const page = await readFile("src/mail/templates/receipt.html", "utf8");
  await send(order.email, "Your receipt", page.replace("{{ number }}", order.number));
}
"#;

pub const RECEIPT_MENDED: &str = r#"import { readFile } from "node:fs/promises";
import { send } from "./send.ts";
import { waiting } from "../orders.ts";

for (const order of await waiting()) {
  if (order.cancelled) continue;
  const page = await readFile("src/mail/templates/receipt.html", "utf8");
  await send(order.email, "Your receipt", page.replace("{{ number }}", order.number));
}
"#;

pub const SEARCH: &str = r#"import { query } from "../database.ts";
import type { Product } from "./products.ts";

export async function search(words: string): Promise<Product[]> {
  return query("SELECT sku, title, price, vat FROM products WHERE title ILIKE $1 LIMIT 50", [`%${words}%`]);
}
"#;

pub const SEARCH_TRIGRAMS: &str = r#"import { query } from "../database.ts";
import type { Product } from "./products.ts";

export async function search(words: string): Promise<Product[]> {
  return query("SELECT sku, title, price, vat FROM products WHERE title % $1 ORDER BY title <-> $1 LIMIT 50", [words]);
}
"#;

pub const LOAD: &str = r#"import { add } from "../../src/checkout/cart.ts";

const carts = Array.from({ length: 1_000 }, (_, number) => add(new Map(), `LM-${String(number).padStart(5, "0")}`));
console.log(`${carts.length} carts`);
"#;

pub const CHECKOUT_PAGE: &str = r#"import type { Cart } from "./cart.ts";

export function page(cart: Cart): string {
  return `<form method="post"><h1>Checkout</h1><p>${cart.size} articles</p><button>Pay</button></form>`;
}
"#;

pub const CHECKOUT_ERRORS: &str = r#"export function missing(field: string): string {
  return `<p role="alert" id="${field}-error">This field is missing.</p>`;
}
"#;

pub const PAYMENT: &str = r#"export async function pay(order: string, pence: number): Promise<"paid" | "refused"> {
  const answer = await fetch(`${process.env.PAYMENT_URL}/charges`, {
    method: "POST",
    headers: { authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}` },
    body: JSON.stringify({ order, pence }),
  });
  return answer.ok ? "paid" : "refused";
}
"#;

pub const GIFT_CARDS: &str = r#"export interface GiftCard {
  code: string;
  /** In pence. */
  left: number;
}

export function sell(pence: number): GiftCard {
  return { code: `${process.env.GIFT_CARD_PREFIX}-${crypto.randomUUID()}`, left: pence };
}
"#;

pub const GIFT_CARDS_PAY: &str = r#"export function use(card: GiftCard, pence: number): { card: GiftCard; rest: number } {
  const used = Math.min(card.left, pence);
  return { card: { ...card, left: card.left - used }, rest: pence - used };
}
"#;
