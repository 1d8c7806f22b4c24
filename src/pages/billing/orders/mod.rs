//! Orders: what is owed for each month, and why it is as much.

mod explain;
mod explained;
mod export;
mod page;

pub use page::detail;

use leptos::prelude::*;
use wheelhouse_contract::Page;
use wheelhouse_contract::sections::orders::{ListOrders, Order, STATUSES};

use super::bill::Bill;
use super::list::{Filter, ListPage};
use super::words::{amount, choices, exact, order_status, status_cell};
use super::{among, list as listed};
use crate::components::{Column, Item, Money, Rows, SortValue};
use crate::data::read_as;
use crate::routes::{AtRead, Route};
use crate::ui::IconName;

/// The list of an organization's orders.
pub fn list(organization: &str) -> AnyView {
    let page = ListPage {
        caption: "Orders",
        path: ListOrders::path(organization),
        filters: vec![Filter::choice("status", "Status", "filter[status]", "All states", || {
            choices(STATUSES, |status| order_status(Some(status)).0)
        })],
        icon: IconName::BILLING,
        none: "No orders yet",
        hint: "There is one for each billed month, starting with the first project.",
        open: |path| *read_as::<Page<Order>>(path),
    };
    let id = organization.to_owned();
    let rows = move |read: crate::data::AnyRead| {
        let items = move || {
            let page = read.data::<Page<Order>>()?;
            Some(page.items().iter().map(|order| item(&id, order)).collect())
        };
        Rows::new(COLUMNS, items)
    };
    among(organization, "Orders", listed::list(page, rows))
}

/// An order, and what it says as a bill.
struct Row {
    order: Order,
    bill: Bill,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("period", "Period", |row: &Row| row.bill.name())
        .by(|row| SortValue::time(row.order.billing_period_start())),
    Column::text("status", "Status", |row: &Row| order_status(row.order.status()).0)
        .cell(|row| status_cell(order_status(row.order.status()))),
    Column::text("total", "Total", |row: &Row| exact(row.bill.total.as_ref()))
        .cell(|row| amount(row.bill.total.as_ref()).into_any())
        .by(|row| amount_order(row.bill.total.as_ref()))
        .numeric(),
    Column::time("paid", "Paid", |row: &Row| row.order.paid_on()).or("–"),
    Column::text("currency", "Currency", |row: &Row| row.bill.currency.clone()).only_in_files(),
];

fn item(organization: &str, order: &Order) -> Item<Row> {
    let id = order.id().unwrap_or_default().to_owned();
    let row = Row { order: order.clone(), bill: Bill::of(order) };
    Item::new(id.clone(), row).leading_to(address(organization, &id)).found_by([id])
}

/// Where an order is shown.
pub fn address(organization: &str, id: &str) -> String {
    Route::Orders { organization: organization.to_owned(), at: AtRead::One(id.to_owned()) }.path()
}

/// What an amount is sorted by: all of its digits.
pub fn amount_order(money: Option<&Money>) -> SortValue {
    money.map_or(SortValue::Unknown, |money| SortValue::Text(money.amount.key()))
}
