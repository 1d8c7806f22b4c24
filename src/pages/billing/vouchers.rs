//! Vouchers: what is left of them, what they have paid for, and redeeming one.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::vouchers::{
    ApplyVoucher, ApplyVoucherInput, ListVouchers, Voucher, VoucherOrder, Vouchers,
};

use super::orders::{address, amount_order};
use super::period::period_name;
use super::words::{order_status, status_cell};
use super::{VOUCHER, VOUCHERS, among, part, strip};
use crate::components::{
    Change, Column, CreateForm, Decimal, Item, Labels, Loaded, Money, Rows, SortValue, add_link, create_form, data_of,
    facts, facts_of, or_unknown, page_title, table_of,
};
use crate::data::read;
use crate::text::isolated;
use crate::ui::{EmptyState, IconName, PageHeader, Section, live, nothing, view, views};

/// What credit an organization has.
pub fn page(organization: &str) -> AnyView {
    let path = ListVouchers::path(organization);
    let of = read::<ListVouchers>(move || Some(path.clone()));
    let (ready, error, loading, retry) = data_of(of);
    let whose = StoredValue::new(organization.to_owned());
    let add = part(organization, VOUCHER);
    let add = move || add_link("Redeem voucher", Signal::stored(None), add.clone());
    let content = move || {
        let add = add.clone();
        live(move || of.data().map_or_else(nothing, |all| whose.with_value(|whose| content(whose, &all, add.clone()))))
    };
    let page = view! {
        <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading vouchers">
            {content()}
        </Loaded>
    };
    among(organization, "Vouchers", page)
}

fn content(organization: &str, all: &Vouchers, add: impl Fn() -> AnyView + Clone + Send + Sync + 'static) -> AnyView {
    let amount = |text: Option<&str>| money(text, all.currency()).map_or_else(|| or_unknown(None), |it| it.shown());
    let balance = facts_of(facts![
        ("Left", amount(all.vouchers_remaining_balance())),
        ("Redeemed", amount(all.vouchers_total())),
        ("Used", amount(all.vouchers_applied())),
    ]);
    let vouchers = all.items();
    if vouchers.is_empty() {
        return view! {
            <EmptyState
                icon=IconName::BILLING
                title="No vouchers yet"
                text="Voucher credit pays for the current order and later ones."
                actions=add
            />
        };
    }
    let rows = Rows::fixed(COLUMNS, vouchers.iter().cloned().map(row).collect());
    let paid = vouchers.iter().flat_map(|voucher| {
        let code = or_unknown(voucher.code());
        voucher.paid_for().into_iter().map(move |order| Paid { code: code.clone(), order })
    });
    let paid: Vec<Paid> = paid.collect();
    let orders = match paid.is_empty() {
        true => nothing(),
        false => {
            let organization = organization.to_owned();
            let items = move || Some(paid.iter().enumerate().map(|(at, one)| item(&organization, at, one)).collect());
            let table = table_of("Orders paid by vouchers", Rows::new(PAID, items));
            view! { <Section title="Orders paid by vouchers">{table}</Section> }
        }
    };
    views![view! { <Section title="Credit" actions=add>{balance}</Section> }, table_of("Vouchers", rows), orders,]
}

fn money(text: Option<&str>, currency: Option<&str>) -> Option<Money> {
    Some(Money::new(Decimal::parse(text?)?, currency.unwrap_or_default()))
}

/// A voucher, and what is left of it.
#[derive(Clone)]
struct Row {
    voucher: Voucher,
    amount: Option<Money>,
    used: Option<Money>,
    left: Option<Money>,
}

fn row(voucher: Voucher) -> Row {
    let amount = money(voucher.amount(), voucher.currency());
    let spent = voucher.paid_for();
    let used = spent.iter().try_fold(Decimal::ZERO, |sum, order| sum.plus(Decimal::parse(order.order_discount()?)?));
    let used = used.map(|used| Money::new(used, voucher.currency().unwrap_or_default()));
    let left = used.as_ref().zip(amount.as_ref()).and_then(|(used, amount)| used.until(amount));
    Row { voucher, amount, used, left }
}

fn shown(money: Option<&Money>) -> String {
    money.map_or_else(|| or_unknown(None), Money::shown)
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("code", "Code", |row: &Row| or_unknown(row.voucher.code())).mono().unsorted(),
    Column::text("amount", "Amount", |row: &Row| shown(row.amount.as_ref())).numeric().unsorted(),
    Column::text("used", "Used", |row: &Row| shown(row.used.as_ref())).numeric().unsorted(),
    Column::text("left", "Left", |row: &Row| shown(row.left.as_ref())).numeric().unsorted(),
];

/// An order that a voucher has paid for, or for a part of it.
struct Paid {
    code: String,
    order: VoucherOrder,
}

fn name(order: &VoucherOrder) -> String {
    period_name(order.billing_period_start(), order.billing_period_end())
}

fn item(organization: &str, at: usize, paid: &Paid) -> Item<Paid> {
    let id = paid.order.order_id().unwrap_or_default();
    let row = Paid { code: paid.code.clone(), order: paid.order.clone() };
    Item::new(format!("{at} {id}"), row).leading_to(address(organization, id))
}

const PAID: &[Column<Paid>] = &[
    Column::text("period", "Period", |row: &Paid| name(&row.order))
        .by(|row| SortValue::time(row.order.billing_period_start()))
        .unsorted(),
    Column::text("status", "Status", |row: &Paid| order_status(row.order.status()).0)
        .cell(|row| status_cell(order_status(row.order.status())))
        .unsorted(),
    Column::text("code", "Voucher", |row: &Paid| row.code.clone()).mono().unsorted(),
    Column::text("paid", "Paid by voucher", |row: &Paid| {
        shown(money(row.order.order_discount(), row.order.currency()).as_ref())
    })
    .by(|row| amount_order(money(row.order.order_discount(), row.order.currency()).as_ref()))
    .numeric()
    .unsorted(),
    Column::text("total", "Order total", |row: &Paid| {
        shown(money(row.order.order_total(), row.order.currency()).as_ref())
    })
    .numeric()
    .unsorted(),
];

/// The form that redeems a voucher.
pub fn apply(organization: &str) -> AnyView {
    let title = "Redeem voucher";
    page_title(Signal::stored(title.to_owned()));
    let form = create_form(CreateForm {
        body: ApplyVoucherInput::BODY,
        change: Change::new::<ApplyVoucher>(ApplyVoucher::path(organization)),
        labels: Labels::new(title, "Redeeming…"),
        done: Box::new(|sent: &Value| format!("Redeemed {}", isolated(text(sent, "code").unwrap_or("the voucher")))),
        back: part(organization, VOUCHERS),
        land: Box::new(|_| None),
        forbidden: Signal::stored(None),
        lacks: Signal::stored(None),
        options: None,
        before_actions: None,
    });
    views![strip(organization, "Vouchers"), view! { <PageHeader title=title /> }, form]
}
