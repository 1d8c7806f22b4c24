//! Vouchers: redeeming them, and what is left of them.

use wheelhouse_contract::sections::vouchers as declared;

use crate::billing;
use crate::request::prelude::*;
use crate::store::offers;
use crate::store::orders::Order;
use crate::store::vouchers::{self, Use, Voucher};

use super::orders;

pub fn handlers() -> Vec<Handler> {
    vec![on(scope::billing, list), on(scope::billing, apply)]
}

fn list(call: &Call<'_, declared::ListVouchers, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let currency = offers::currency(call.store, &organization.country)?;
    let orders = orders::all(call, organization)?;
    let mut uses = vouchers::uses(call.store, &organization.id)?;
    uses.extend(billing::open(call.store, organization, call.now)?.map(|(_, uses)| uses).unwrap_or_default());
    let redeemed = vouchers::list(call.store, &organization.id)?;
    let in_currency = redeemed.iter().filter(|voucher| voucher.currency == currency.code);
    let total = in_currency.clone().fold(0_i64, |sum, voucher| sum.saturating_add(voucher.amount));
    let is_of = |spent: &Use| in_currency.clone().any(|voucher| voucher.code == spent.code);
    let applied = uses.iter().filter(|spent| is_of(spent)).fold(0_i64, |sum, spent| sum.saturating_add(spent.amount));
    let views: Vec<Value> = redeemed.iter().map(|voucher| view(call, voucher, &uses, &orders)).collect();
    let links = Links::to_self(&declared::ListVouchers::path(&organization.id));
    Ok(Reply::json(&facts!(declared::Vouchers {
        uuid: &organization.owner_id,
        vouchers_total: billing::decimal(total),
        vouchers_applied: billing::decimal(applied),
        vouchers_remaining_balance: billing::decimal(total.saturating_sub(applied)),
        currency: currency.code,
        vouchers: views,
        ..json!({"_links": links.value()})
    })))
}

fn view(context: &Context<'_>, voucher: &Voucher, uses: &[Use], orders: &[Order]) -> Value {
    let paid_for = orders.iter().filter_map(|order| {
        let spent = uses.iter().find(|spent| spent.code == voucher.code && spent.order_id == order.id)?;
        Some(facts!(declared::VoucherOrder {
            order_id: &order.id,
            status: billing::order_status(order, context.now),
            billing_period_start: order.starts_at,
            billing_period_end: order.ends_at,
            order_total: billing::decimal(order.total()),
            order_discount: billing::decimal(spent.amount),
            currency: &order.currency,
        }))
    });
    facts!(declared::Voucher {
        code: &voucher.code,
        amount: billing::decimal(voucher.amount),
        currency: &voucher.currency,
        orders: paid_for.collect::<Vec<_>>(),
    })
}

fn apply(call: &Call<'_, declared::ApplyVoucher, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let refused = |message: String| Err(ApiError::fields(&[FieldError::new("code", message)]));
    let code = call.body.code.trim();
    let Some(voucher) = vouchers::get(call.store, code)? else {
        return refused(format!("There is no voucher {code}."));
    };
    if let Some(redeemed_by) = &voucher.organization_id {
        let whose = if *redeemed_by == organization.id { "in this organization" } else { "elsewhere" };
        return refused(format!("This voucher was already redeemed {whose}."));
    }
    let currency = offers::currency(call.store, &organization.country)?;
    if voucher.currency != currency.code {
        return refused(format!(
            "This voucher is in {}, and the organization pays in {}.",
            voucher.currency, currency.code
        ));
    }
    vouchers::redeem(call.store, &voucher, &organization.id, call.now)?;
    Ok(Reply::nothing())
}
