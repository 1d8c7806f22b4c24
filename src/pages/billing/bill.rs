//! An order as a bill: its lines and what else its total is made of, with exact amounts.

use wheelhouse_contract::Resource;
use wheelhouse_contract::resource::{Named, decimal, named};
use wheelhouse_contract::sections::orders::{Component, LineItem, Order};

use super::period::period_name;
use crate::components::{Decimal, Money};

/// What an order says that can be reckoned with.
#[derive(Clone, Debug, PartialEq)]
pub struct Bill {
    pub id: String,
    pub start: String,
    pub end: String,
    pub currency: String,
    /// `None` where the order does not say it, or not as a number.
    pub total: Option<Money>,
    pub lines: Vec<Line>,
    /// What is added to the lines and taken off them: taxes and vouchers.
    pub parts: Vec<Part>,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Sums up lines that are there as well.
    pub is_subtotal: bool,
    pub is_plan: bool,
    /// The number of its subscription.
    pub subscription: String,
    pub project: String,
    pub product: String,
    pub sku: String,
    /// `None` where it does not say a number.
    pub amount: Option<Decimal>,
}

/// A part of the total that is of no project.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub name: String,
    pub title: String,
    /// As that of a line.
    pub amount: Option<Decimal>,
}

/// The part that the lines add up to.
const LINES: &str = "baseprice";

/// The part that is a tax, and the one that vouchers pay.
pub const TAX: &str = "vat";
pub const VOUCHER: &str = "voucher";

impl Bill {
    pub fn of(order: &Order) -> Self {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let currency = text(order.currency());
        let minor = |text: Option<&str>| {
            let units = text.and_then(Decimal::parse);
            units.map(|units| Money::of_minor(units, &currency))
        };
        let amount = |text: Option<&str>| minor(text).map(|money| money.amount);
        let line = |line: &LineItem| {
            let kind = text(line.kind());
            Line {
                is_subtotal: kind.ends_with("subtotal"),
                is_plan: kind.ends_with("plan"),
                subscription: line.license_id().map(|id| id.to_string()).unwrap_or_default(),
                project: text(line.project_id()),
                product: text(line.product()),
                sku: text(line.sku()),
                amount: amount(line.total()),
            }
        };
        let part = |part: Named<Component>| Part {
            title: part.display_title().filter(|title| !title.is_empty()).unwrap_or(&part.name).to_owned(),
            amount: amount(part.amount()),
            name: part.name,
        };
        Self {
            id: text(order.id()),
            start: text(order.billing_period_start()),
            end: text(order.billing_period_end()),
            total: minor(decimal(order.raw(), "total")),
            lines: order.lines().iter().map(line).collect(),
            parts: named::<Component>(order.raw(), "components")
                .into_iter()
                .filter(|it| it.name != LINES)
                .map(part)
                .collect(),
            currency,
        }
    }

    /// The period that it is of.
    pub fn name(&self) -> String {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        period_name(some(&self.start).as_deref(), some(&self.end).as_deref())
    }

    /// The lines without those that sum up others.
    pub fn own_lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| !line.is_subtotal)
    }

    /// Whether all that it says can be reckoned with: else its sums are incomplete.
    pub fn is_whole(&self) -> bool {
        let parts = self.parts.iter().map(|part| part.amount);
        self.total.is_some() && self.own_lines().map(|line| line.amount).chain(parts).all(|amount| amount.is_some())
    }

    /// The sum of its lines, less what vouchers pay: what taxes are of. `None` where it is not known.
    pub fn taxed(&self) -> Option<Decimal> {
        let parts = self.parts.iter().filter(|part| part.name != TAX).map(|part| part.amount);
        let mut all = self.own_lines().map(|line| line.amount).chain(parts);
        all.try_fold(Decimal::ZERO, |sum, amount| sum.plus(amount?))
    }

    /// An amount in its currency.
    pub fn money(&self, amount: Decimal) -> Money {
        Money::new(amount, self.currency.clone())
    }
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use serde_json::json;

    use super::*;

    /// An order with a plan, a feature, a voucher and a tax.
    pub fn order(month: &str, next: &str) -> Order {
        let line = |kind: &str, product: &str, sku: &str, total: i64| {
            json!({
                "type": kind, "license_id": 7, "project_id": "p", "product": product, "sku": sku, "total": total,
            })
        };
        Order::new(Arc::new(json!({
            "id": "1",
            "currency": "EUR",
            "billing_period_start": format!("{month}-01T00:00:00+00:00"),
            "billing_period_end": format!("{next}-01T00:00:00+00:00"),
            "total": 5760,
            "components": {
                "baseprice": {"amount": 5300, "display_title": "Price"},
                "voucher": {"amount": -500, "display_title": "Vouchers"},
                "vat": {"amount": 960, "display_title": "VAT (20%)"},
            },
            "line_items": [
                line("project_plan", "Standard plan", "standard", 4500),
                line("project_feature", "Additional environments", "environments", 800),
                line("project_subtotal", "Shop", "subtotal", 5300),
            ],
        })))
    }

    #[test]
    fn a_bill_adds_up() {
        let bill = Bill::of(&order("2026-10", "2026-11"));
        assert_eq!(bill.name(), "2026-10");
        let lines = bill.own_lines().map(|line| line.amount);
        let parts = bill.parts.iter().map(|part| part.amount);
        let sum = lines.chain(parts).try_fold(Decimal::ZERO, |sum, amount| sum.plus(amount?)).unwrap();
        assert!(bill.is_whole());
        assert_eq!(bill.taxed().unwrap().text(2), "48.00");
        assert_eq!(bill.money(sum), bill.total.unwrap());
    }

    #[test]
    fn what_an_order_does_not_say_is_not_known() {
        let order = json!({
            "total": "much", "line_items": [7, {"total": null}], "components": {"vat": {"amount": "some"}},
        });
        let bill = Bill::of(&Order::new(Arc::new(order)));
        let amounts = (bill.lines.iter().map(|it| it.amount), bill.parts.iter().map(|it| it.amount));
        assert_eq!((amounts.0.collect(), amounts.1.collect()), (vec![None], vec![None]));
        assert_eq!((bill.is_whole(), bill.taxed(), bill.total), (false, None, None));
    }

    #[test]
    fn a_total_is_read_however_its_number_is_written() {
        for total in ["5760", "5760.0", "5.76e3", "\"5760\""] {
            let order = serde_json::from_str(&format!("{{\"currency\": \"EUR\", \"total\": {total}}}")).unwrap();
            assert_eq!(Bill::of(&Order::new(Arc::new(order))).total.unwrap().exact(), "57.60", "{total}");
        }
    }
}
