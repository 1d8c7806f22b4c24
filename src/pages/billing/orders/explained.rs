//! The explanation of an order, as the page shows it.

use std::slice;

use leptos::prelude::*;
use wheelhouse_contract::sections::orders::{ListOrders, Order};
use wheelhouse_contract::sections::records::{ListPlanRecords, ListUsageRecords, PlanRecord, UsageRecord};
use wheelhouse_contract::sections::vouchers::{ListVouchers, Vouchers};
use wheelhouse_contract::{Answer, Page, Resource};

use super::address;
use super::explain::{Difference, Explained, differences, explain, incomparable};
use crate::components::{AllPages, Column, Decimal, Money, Rows, SortValue, all_pages, table_of};
use crate::data::{AnyRead, read, read_as, with_query};
use crate::pages::billing::bill::{Bill, VOUCHER};
use crate::pages::billing::titles::Titles;
use crate::pages::billing::words::{amount, exact};
use crate::ui::{Notice, NoticeTone, Section, el, live, nothing, view, views};

/// Some lists, read to their end.
#[derive(Clone, Copy)]
struct Lists {
    plans: AllPages,
    usage: AllPages,
    orders: AllPages,
}

/// Why the order is as much, and what differs from the one before.
pub fn explained(organization: &str, bill: Bill, titles: Titles) -> AnyView {
    // What ran at some time within the period: it did not end before, nor start after.
    let within = |path: String| with_query(&path, [("filter[start]", day(&bill.start))]);
    let plans = with_query(&within(ListPlanRecords::path(organization)), [("filter[end]", day(&bill.end))]);
    let usage = within(ListUsageRecords::path(organization));
    let orders = ListOrders::path(organization);
    let lists = Lists {
        plans: all_pages(vec![plans.clone()], |path| *read_as::<Page<PlanRecord>>(move || Some(path.clone()))),
        usage: all_pages(vec![usage.clone()], |path| *read_as::<Page<UsageRecord>>(move || Some(path.clone()))),
        orders: all_pages(vec![orders.clone()], |path| *read_as::<Page<Order>>(move || Some(path.clone()))),
    };
    let path = ListVouchers::path(organization);
    let has_vouchers = bill.parts.iter().any(|part| part.name == VOUCHER);
    let vouchers = read::<ListVouchers>(move || has_vouchers.then(|| path.clone()));
    let kept = StoredValue::new((bill, titles, organization.to_owned()));
    let paths = StoredValue::new((plans, usage, orders));
    let content = move || {
        let (plans, usage, orders) = paths.get_value();
        let waits_for_vouchers = has_vouchers && vouchers.data().is_none() && vouchers.error().is_none();
        let waits = waits_for_vouchers || !lists.plans.is_settled(&plans) || !lists.usage.is_settled(&usage);
        if waits {
            return el("p").class("muted").attr("role", "status").text("Reading records…").into_any();
        }
        let failed = [(lists.plans, &plans), (lists.usage, &usage)];
        let failed = failed.iter().flat_map(|(list, path)| list.of(path)).find_map(|read| read.error());
        let failed = failed.or_else(|| vouchers.error());
        let (bill, titles, organization) = kept.get_value();
        let paid = vouchers.data().and_then(|all| paid(&all, &bill));
        let found = explain(&bill, &items(lists.plans.of(&plans)), &items(lists.usage.of(&usage)), paid);
        let Some(found) = found else {
            return el("p").class("muted").text("The order doesn’t state a total.").into_any();
        };
        let row = |line: Explained| Row {
            project: project(&titles, &line.project),
            amount: line.amount.map(|amount| bill.money(amount)),
            why: match line.amount == Some(line.explained) {
                true => line.why,
                false => line.why.map(|why| format!("{why} Explains {}.", bill.money(line.explained).shown())),
            },
            what: line.what,
        };
        let rows = found.lines.into_iter().map(row).collect();
        let partial = failed.map(|error| {
            view! { <Notice tone=NoticeTone::Warning title="Some records couldn’t be read">{error.text()}</Notice> }
        });
        let (explained, unexplained) = (bill.money(found.explained), bill.money(found.unexplained));
        views![
            partial.into_any(),
            table_of("Explanation", Rows::fixed(COLUMNS, rows)),
            sums(&explained, &unexplained, &bill),
            since(lists.orders.of(&orders), lists.orders.is_settled(&orders), &bill, &titles, &organization),
        ]
    };
    view! {
        <Section
            title="Explain this bill"
            description="Each line next to what the project’s plan and usage records show for the period. Records of a part \
                of it explain as large a part of the line."
        >
            {live(content)}
        </Section>
    }
}

/// The day of a moment: what the API narrows records by.
fn day(at: &str) -> String {
    at.get(..10).unwrap_or(at).to_owned()
}

fn items<R: Resource>(pages: Vec<AnyRead>) -> Vec<R>
where
    Page<R>: Answer,
{
    pages.into_iter().filter_map(|page| page.data::<Page<R>>()).flat_map(|page| page.items().to_vec()).collect()
}

/// What vouchers say that they paid of a bill.
fn paid(vouchers: &Vouchers, bill: &Bill) -> Option<Decimal> {
    let all = vouchers.items().into_iter().flat_map(|voucher| voucher.paid_for());
    let mut own = all.filter(|it| it.order_id() == Some(&bill.id) && it.currency() == Some(&bill.currency));
    own.try_fold(Decimal::ZERO, |sum, it| sum.plus(Decimal::parse(it.order_discount()?)?))
}

fn project(titles: &Titles, id: &str) -> String {
    if id.is_empty() { String::new() } else { titles.of_project(id) }
}

#[derive(Clone)]
struct Row {
    what: String,
    project: String,
    amount: Option<Money>,
    why: Option<String>,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("what", "Line", |row: &Row| row.what.clone()).unsorted(),
    Column::text("project", "Project", |row: &Row| row.project.clone()).unsorted(),
    Column::text("why", "Explained by", |row: &Row| row.why.clone().unwrap_or_else(|| "Not explained".to_owned()))
        .unsorted(),
    Column::text("amount", "Amount", |row: &Row| exact(row.amount.as_ref()))
        .cell(|row| amount(row.amount.as_ref()).into_any())
        .numeric()
        .unsorted(),
];

/// What is explained and what is not are the total.
fn sums(explained: &Money, unexplained: &Money, bill: &Bill) -> AnyView {
    let total = bill.total.as_ref().map_or_else(String::new, Money::shown);
    let said = format!("Explained {} + not explained {} = total {total}.", explained.shown(), unexplained.shown());
    el("p").text(said).into_any()
}

#[derive(Clone)]
struct Changed {
    what: String,
    project: String,
    before: Option<Money>,
    after: Option<Money>,
    change: Money,
}

fn or_none(money: Option<&Money>) -> String {
    money.map_or_else(|| "–".to_owned(), Money::shown)
}

const CHANGES: &[Column<Changed>] = &[
    Column::text("what", "Line", |row: &Changed| row.what.clone()).unsorted(),
    Column::text("project", "Project", |row: &Changed| row.project.clone()).unsorted(),
    Column::text("before", "Before", |row: &Changed| or_none(row.before.as_ref())).numeric().unsorted(),
    Column::text("after", "This order", |row: &Changed| or_none(row.after.as_ref())).numeric().unsorted(),
    Column::text("change", "Change", |row: &Changed| row.change.change()).numeric().unsorted(),
];

/// What differs from the order before, in words and line by line.
fn since(pages: Vec<AnyRead>, is_settled: bool, bill: &Bill, titles: &Titles, organization: &str) -> AnyView {
    let error = pages.iter().find_map(|read| read.error());
    let orders: Vec<Order> = items(pages);
    let starts = |order: &Order| SortValue::time(order.billing_period_end());
    let before = orders.iter().find(|order| {
        order.id() != Some(&bill.id)
            && starts(order) == SortValue::time(Some(&bill.start))
            && order.status() != Some("canceled")
    });
    let Some(before) = before.map(Bill::of) else {
        let said = match (is_settled, error) {
            (false, _) => "Reading orders…".to_owned(),
            (true, None) => "There is no order for the previous period to compare with.".to_owned(),
            (true, Some(error)) => format!("The previous order couldn’t be read. {}", error.text()),
        };
        return el("p").class("muted").text(said).into_any();
    };
    let titles = &titles.clone().with(slice::from_ref(&before));
    let link = el("a").attr("href", address(organization, &before.id)).text(before.name()).into_any();
    let change = before.total.as_ref().zip(bill.total.as_ref()).and_then(|(before, after)| before.until(after));
    let (Some(change), Some(found)) = (change, differences(&before, bill)) else {
        return el("p")
            .class("muted")
            .text("It can’t be compared with ")
            .child(link)
            .text(format!(": {}.", incomparable(&before, bill)))
            .into_any();
    };
    let said = match (change.amount.is_zero(), change.amount.is_negative()) {
        (true, _) if found.is_empty() => "Same as ".to_owned(),
        (true, _) => "Same total as ".to_owned(),
        (_, true) => format!("{} less than in ", bill.money(change.amount.absolute()).shown()),
        _ => format!("{} more than in ", change.shown()),
    };
    let words = el("p").text(said).child(link).text(if found.is_empty() { "." } else { ":" });
    let row = |difference: Difference| Changed {
        change: bill.money(difference.change().unwrap_or_default()),
        project: project(titles, &difference.project),
        before: difference.before.map(|amount| bill.money(amount)),
        after: difference.after.map(|amount| bill.money(amount)),
        what: difference.what,
    };
    let rows: Vec<Changed> = found.into_iter().map(row).collect();
    let table = if rows.is_empty() { nothing() } else { table_of("Changes", Rows::fixed(CHANGES, rows)) };
    views![words, table]
}
