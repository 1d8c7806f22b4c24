//! An order as a file: its lines as they are, and in the columns of FOCUS, by which bills of many clouds are compared.

use std::slice;

use leptos::prelude::*;
use wheelhouse_contract::sections::orders::Order;

use crate::components::{Decimal, csv_of};
use crate::data::Read;
use crate::layouts::Place;
use crate::pages::billing::bill::{Bill, TAX, VOUCHER};
use crate::pages::billing::period::utc;
use crate::pages::billing::titles::Titles;
use crate::pages::billing::words::exact;
use crate::ui::{Button, Toast, save_file, use_toaster, view, views};

const COLUMNS: &[&str] =
    &["Order", "Start", "End", "Product", "SKU", "Project", "Project ID", "Subscription", "Amount", "Currency"];

/// Those that FOCUS 1.0 requires, and what else is known. What is not known stays empty, which is null.
const FOCUS: &[&str] = &[
    "BillingAccountId",
    "BillingAccountName",
    "BillingPeriodStart",
    "BillingPeriodEnd",
    "ChargePeriodStart",
    "ChargePeriodEnd",
    "BillingCurrency",
    "BilledCost",
    "EffectiveCost",
    "ListCost",
    "ContractedCost",
    "PricingQuantity",
    "PricingUnit",
    "ChargeCategory",
    "ChargeClass",
    "ChargeDescription",
    "ProviderName",
    "PublisherName",
    "InvoiceIssuerName",
    "ServiceCategory",
    "ServiceName",
    "SkuId",
    "SubAccountId",
    "SubAccountName",
    "ResourceId",
];

/// Who provides what is billed, and bills it.
const PROVIDER: &str = "Platform.sh";

/// The buttons that save the order as a file.
pub fn exports(of: Read<Order>, organization: String, titles: Titles) -> AnyView {
    let (toaster, place) = (use_toaster(), Place::expect());
    let awaited = Signal::derive({
        let titles = titles.clone();
        move || !titles.is_settled()
    });
    let kept = StoredValue::new((organization, titles));
    let save = move |is_focus: bool| {
        let Some(bill) = untrack(|| of.data()).map(|order| Bill::of(&order)) else { return };
        let text = untrack(|| {
            kept.with_value(|(id, titles)| {
                let titles = titles.clone().with(slice::from_ref(&bill));
                let title = |project: &str| titles.of_project(project);
                match is_focus {
                    true => csv_of(FOCUS, &focus(&bill, id, &place.organization_label(), title)),
                    false => csv_of(COLUMNS, &plain(&bill, title)),
                }
            })
        });
        let kind = if is_focus { "focus" } else { "order" };
        if !save_file(&format!("{kind}-{}.csv", bill.start.get(..7).unwrap_or(&bill.id)), &text.into()) {
            toaster.push(Toast::danger("The browser didn’t save the file."));
        } else if untrack(|| kept.with_value(|(_, titles)| titles.is_partial())) {
            toaster.push(Toast::danger("Some projects’ names couldn’t be read. The file has their numbers instead."));
        }
    };
    views![
        view! { <Button busy=awaited on_click=move || save(false)>"Export as CSV"</Button> },
        view! { <Button busy=awaited on_click=move || save(true)>"Export as FOCUS"</Button> }
    ]
}

/// The lines and parts of a bill, which add up to its total.
fn plain(bill: &Bill, title: impl Fn(&str) -> String) -> Vec<Vec<String>> {
    let of = |product: &str, sku: &str, project: &str, subscription: &str, amount: Option<Decimal>| {
        let named = if project.is_empty() { String::new() } else { title(project) };
        let texts = [&bill.id, &bill.start, &bill.end, product, sku, &named, project, subscription];
        let mut row: Vec<String> = texts.map(str::to_owned).to_vec();
        row.extend([cost(bill, amount), bill.currency.clone()]);
        row
    };
    let lines =
        bill.own_lines().map(|line| of(&line.product, &line.sku, &line.project, &line.subscription, line.amount));
    lines.chain(bill.parts.iter().map(|part| of(&part.title, &part.name, "", "", part.amount))).collect()
}

/// An amount; nothing where the order does not say it.
fn cost(bill: &Bill, amount: Option<Decimal>) -> String {
    exact(amount.map(|amount| bill.money(amount)).as_ref())
}

fn focus(bill: &Bill, organization: &str, name: &str, title: impl Fn(&str) -> String) -> Vec<Vec<String>> {
    let (start, end) = (utc(&bill.start), utc(&bill.end));
    let of = |category: &str,
              what: &str,
              service: &str,
              sku: &str,
              project: &str,
              subscription: &str,
              amount: Option<Decimal>| {
        let named = if project.is_empty() { String::new() } else { title(project) };
        let amount = cost(bill, amount);
        // Orders say no prices. What follows from none costs what is billed.
        let listed = if matches!(category, "Usage" | "Tax") { "" } else { &amount };
        let texts = [
            organization,
            name,
            &start,
            &end,
            &start,
            &end,
            &bill.currency,
            &amount,
            &amount,
            listed,
            listed,
            "",
            "",
            category,
            "",
            what,
            PROVIDER,
            PROVIDER,
            PROVIDER,
            "Other",
            service,
            sku,
            project,
            &named,
            subscription,
        ];
        texts.map(str::to_owned).to_vec()
    };
    let lines = bill.own_lines().map(|line| {
        let service = if line.is_plan { "Plan" } else { "Feature" };
        of("Usage", &line.product, service, &line.sku, &line.project, &line.subscription, line.amount)
    });
    let parts = bill.parts.iter().map(|part| {
        let (category, service) = match part.name.as_str() {
            TAX => ("Tax", "Taxes"),
            VOUCHER => ("Credit", "Vouchers"),
            _ => ("Adjustment", part.title.as_str()),
        };
        of(category, &part.title, service, &part.name, "", "", part.amount)
    });
    lines.chain(parts).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::pages::billing::bill::tests::order;

    #[test]
    fn both_files_add_up_to_the_total() {
        let bill = Bill::of(&order("2026-10", "2026-11"));
        let title = |id: &str| format!("Shop {id}");
        let column = |name: &str, titles: &[&str]| titles.iter().position(|title| *title == name).unwrap();
        for (titles, rows, cost) in
            [(COLUMNS, plain(&bill, title), "Amount"), (FOCUS, focus(&bill, "o", "Acme", title), "BilledCost")]
        {
            assert!(rows.iter().all(|row| row.len() == titles.len()));
            let at = column(cost, titles);
            let amounts = rows.iter().map(|row| Decimal::parse(row.get(at).unwrap()).unwrap());
            let sum = amounts.fold(Decimal::ZERO, |sum, amount| sum.plus(amount).unwrap());
            assert_eq!(Some(bill.money(sum)), bill.total);
        }
        let rows = focus(&bill, "o", "Acme", title);
        let texts = |name: &str| {
            let at = column(name, FOCUS);
            rows.iter().map(|row| row.get(at).unwrap().as_str()).collect::<Vec<_>>()
        };
        assert_eq!(texts("ChargeCategory"), ["Usage", "Usage", "Tax", "Credit"]);
        assert_eq!(texts("ServiceName"), ["Plan", "Feature", "Taxes", "Vouchers"]);
        assert_eq!(texts("ListCost"), ["", "", "", "-5.00"]);
        assert_eq!(texts("ChargePeriodStart"), ["2026-10-01T00:00:00Z"; 4]);
        assert!(rows.iter().all(|row| row.len() == FOCUS.len()));
    }

    #[test]
    fn focus_has_what_it_requires() {
        // https://focus.finops.org/focus-specification/v1-0: columns whose feature level is mandatory.
        for required in [
            "BilledCost",
            "BillingAccountId",
            "BillingAccountName",
            "BillingCurrency",
            "BillingPeriodEnd",
            "BillingPeriodStart",
            "ChargeCategory",
            "ChargeClass",
            "ChargeDescription",
            "ChargePeriodEnd",
            "ChargePeriodStart",
            "ContractedCost",
            "EffectiveCost",
            "InvoiceIssuerName",
            "ListCost",
            "PricingQuantity",
            "PricingUnit",
            "ProviderName",
            "PublisherName",
            "ServiceCategory",
            "ServiceName",
        ] {
            assert!(FOCUS.contains(&required), "{required}");
        }
    }

    #[test]
    fn an_amount_that_is_not_known_stays_empty() {
        let mut bill = Bill::of(&order("2026-10", "2026-11"));
        bill.lines.iter_mut().for_each(|line| line.amount = None);
        let rows = plain(&bill, str::to_owned);
        assert_eq!(rows.first().and_then(|row| row.get(8)).map(String::as_str), Some(""));
    }
}
