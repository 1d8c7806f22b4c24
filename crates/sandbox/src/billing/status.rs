//! How far the payment of orders and invoices is: a function of time.

use crate::clock::Moment;
use crate::store::orders::{Invoice, Order};

/// Seconds.
const DAY: i64 = 24 * 60 * 60;

/// How long a payment that was declined is tried again.
const RETRIES: i64 = 10 * DAY;

/// How long after the month's end an order that nobody has paid is given up.
const GIVEN_UP: i64 = 120 * DAY;

/// The state of an order.
pub fn order(order: &Order, now: Moment) -> &'static str {
    if order.paid_at.is_some_and(|at| at <= now) {
        return "completed";
    }
    match order.payment.as_str() {
        _ if now < order.ends_at => "pending",
        "soft_decline" if now < order.ends_at.plus_seconds(RETRIES) => "payment_failed_soft_decline",
        "soft_decline" => "past_due",
        "hard_decline" => "payment_failed_hard_decline",
        _ => "pending",
    }
}

/// The state of an invoice or a credit memo, of whose total so much was given back.
pub fn invoice(invoice: &Invoice, of: &Order, refunded: i64, now: Moment) -> &'static str {
    if invoice.kind == "credit_memo" {
        return if invoice.due_at <= now { "paid" } else { "refund_pending" };
    }
    match order(of, now) {
        _ if invoice.total != 0 && refunded >= invoice.total => "refunded",
        "completed" => "paid",
        _ if now >= of.ends_at.plus_seconds(GIVEN_UP) => "charged_off",
        _ => "pending",
    }
}
