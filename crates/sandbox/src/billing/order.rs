//! Orders: made of a month's charges, what vouchers pay, and taxes.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::charges;
use super::month::Month;
use super::price::Prices;
use super::tax;
use crate::clock::Moment;
use crate::store::offers;
use crate::store::orders::{self, Line, LineKind, Lines, Order};
use crate::store::organization_profiles::{self, OrganizationProfile};
use crate::store::organizations::Organization;
use crate::store::records::{self, PlanRecord, UsageRecord};
use crate::store::vouchers::{self, Use, Voucher};

/// The order of a month as things stand: whatever is in use by then is used until the month's end. With what each voucher pays
/// of it. `None` when there is nothing to pay for.
///
/// # Errors
/// When the database cannot be read.
pub fn draft(
    connection: &Connection,
    organization: &Organization,
    month: Month,
) -> rusqlite::Result<Option<(Order, Vec<Use>)>> {
    let currency = offers::currency(connection, &organization.country)?;
    let profile = organization_profiles::get(connection, organization)?;
    let lines = lines(connection, organization, month, &Prices::of(connection, &currency)?)?;
    if lines.is_empty() {
        return Ok(None);
    }
    let own = lines.iter().filter(|line| line.kind != LineKind::Subtotal);
    let base = own.fold(0_i64, |sum, line| sum.saturating_add(line.amount));
    let id = order_id(&organization.id, month);
    let uses = pay(connection, &organization.id, (&id, month), &currency.code, base)?;
    let discount = uses.iter().fold(0_i64, |sum, spent| sum.saturating_add(spent.amount));
    let tax_rate = tax::rate(&profile.country, &profile.vat_number);
    let order = Order {
        organization_id: organization.id.clone(),
        id,
        starts_at: month.start(),
        ends_at: month.end(),
        currency: currency.code,
        lines: Lines(lines),
        base,
        discount,
        tax: tax::tax(base.saturating_sub(discount), tax_rate),
        tax_rate,
        company: profile.company_name.clone(),
        vat_number: profile.vat_number.clone(),
        address: address(&profile),
        payment: profile.payment,
        paid_at: None,
    };
    Ok(Some((order, uses)))
}

/// The order of the month that runs.
///
/// # Errors
/// When the database cannot be read.
pub fn open(
    connection: &Connection,
    organization: &Organization,
    now: Moment,
) -> rusqlite::Result<Option<(Order, Vec<Use>)>> {
    let month = orders::turn(connection, &organization.id)?.map_or(Month::of(now), |turn| Month::of(turn.starts_at));
    draft(connection, organization, month)
}

/// The same for the same month of the same organization: an order is known before it is kept.
pub fn order_id(organization: &str, month: Month) -> String {
    number(&format!("order {organization} {}", month.text()))
}

pub fn invoice_id(order: &str, what: &str) -> String {
    number(&format!("invoice {order} {what}"))
}

/// Ten digits, the same for the same key.
fn number(key: &str) -> String {
    let hash = Sha256::digest(key.as_bytes());
    let number = hash.iter().take(7).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    (number % 9_000_000_000).saturating_add(1_000_000_000).to_string()
}

fn address(profile: &OrganizationProfile) -> Map<String, Value> {
    let mut address = Map::from_iter([("country".to_owned(), json!(profile.country))]);
    address.extend(profile.address.clone());
    address
}

/// Each project's lines, and their sum: the plan first.
fn lines(
    connection: &Connection,
    organization: &Organization,
    month: Month,
    prices: &Prices,
) -> rusqlite::Result<Vec<Line>> {
    let (all_plans, all_usage) =
        (records::plans(connection, &organization.id)?, records::usage(connection, &organization.id)?);
    let labels: BTreeMap<String, String> =
        offers::plans(connection)?.into_iter().map(|plan| (plan.name, plan.label)).collect();
    let mut plans: BTreeMap<i64, Vec<&PlanRecord>> = BTreeMap::new();
    let mut usage: BTreeMap<i64, Vec<&UsageRecord>> = BTreeMap::new();
    let (start, end) = (month.start(), month.end());
    for plan in &all_plans {
        if plan.starts_at < end && plan.ends_at.is_none_or(|at| at > start) {
            plans.entry(plan.subscription_id).or_default().push(plan);
        }
    }
    for record in all_usage.iter().filter(|record| record.starts_at < end) {
        usage.entry(record.subscription_id).or_default().push(record);
    }
    let mut lines = Vec::new();
    for (subscription, plans) in plans {
        let Some(newest) = plans.last() else { continue };
        let charges = charges::of(month, &plans, usage.get(&subscription).map_or(&[][..], Vec::as_slice), prices);
        let line = |kind, product, sku, amount| Line {
            kind,
            subscription,
            project: newest.project_id.clone(),
            product,
            sku,
            amount,
        };
        let sum = charges.iter().fold(0_i64, |sum, (_, cents)| sum.saturating_add(*cents));
        let any = !charges.is_empty();
        lines.extend(
            charges
                .into_iter()
                .map(|(item, cents)| line(item.kind, product(item.kind, &item.sku, &labels), item.sku, cents)),
        );
        if any {
            lines.push(line(LineKind::Subtotal, newest.title.clone(), "subtotal".to_owned(), sum));
        }
    }
    Ok(lines)
}

/// As people read it.
fn product(kind: LineKind, sku: &str, labels: &BTreeMap<String, String>) -> String {
    if kind == LineKind::Plan {
        return format!("{} plan", labels.get(sku).map_or(sku, String::as_str));
    }
    let (option, of) = sku.split_once(':').unwrap_or((sku, ""));
    let name = match option {
        "environments" => "Additional environments",
        "storage" => "Additional storage",
        "user_licenses" => "Additional users",
        "big_dev" => "Development environments",
        "big_dev_service" => "Development services",
        "backups" => "Backups",
        "observability_suite" => "Observability suite",
        "blackfire" => "Blackfire",
        other => other,
    };
    if of.is_empty() { name.to_owned() } else { format!("{name} ({of})") }
}

/// What each voucher pays of an amount: the oldest first, as far as they go.
fn pay(
    connection: &Connection,
    organization: &str,
    (order, month): (&str, Month),
    currency: &str,
    amount: i64,
) -> rusqlite::Result<Vec<Use>> {
    let spent = vouchers::uses(connection, organization)?;
    let mut left = amount;
    let mut uses = Vec::new();
    let is_good = |voucher: &Voucher| {
        voucher.currency == currency && voucher.redeemed_at.is_some_and(|redeemed| redeemed < month.end())
    };
    for voucher in vouchers::list(connection, organization)?.into_iter().filter(is_good) {
        let used = spent.iter().filter(|spent| spent.code == voucher.code && spent.order_id != order);
        let balance = used.fold(voucher.amount, |balance, spent| balance.saturating_sub(spent.amount));
        let amount = balance.min(left).max(0);
        if amount > 0 {
            left = left.saturating_sub(amount);
            let (organization_id, order_id) = (organization.to_owned(), order.to_owned());
            uses.push(Use { code: voucher.code, organization_id, order_id, amount });
        }
    }
    Ok(uses)
}
