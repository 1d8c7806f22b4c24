//! Records: which project had which plan, and how much of what, when.

use leptos::prelude::*;
use wheelhouse_contract::Endpoint;
use wheelhouse_contract::Page;
use wheelhouse_contract::operation::{QueryKind, QueryParameter};
use wheelhouse_contract::sections::records::{ListPlanRecords, ListUsageRecords, PlanRecord, UsageRecord};

use super::among;
use super::list::{Filter, ListPage, list};
use super::period::seconds;
use super::titles::{Titles, titles};
use super::words::{bar, choices, group, quantity, spoken, status_cell};
use crate::components::{Column, Decimal, Item, Rows, SortValue, or_unknown, plan_name};
use crate::data::{AnyRead, read_as};
use crate::routes::{AtMade, Route};
use crate::ui::{IconName, Tone};

/// The values that an operation's parameter takes.
fn values<E: Endpoint>(name: &str) -> &'static [&'static str] {
    of(E::OPERATION.query, name)
}

fn of(query: &'static [QueryParameter], name: &str) -> &'static [&'static str] {
    let found = query.iter().find(|query| query.name == name).map(|query| query.kind);
    match found {
        Some(QueryKind::Choice(values)) => values,
        _ => &[],
    }
}

fn by_subscription(titles: &Titles) -> Filter {
    let titles = titles.clone();
    Filter::choice("subscription", "Project", "filter[subscription_id]", "All projects", move || titles.choices())
}

fn subscription(organization: &str, id: &str) -> String {
    Route::Subscriptions { organization: organization.to_owned(), at: AtMade::One(id.to_owned()) }.path()
}

/// A plan that a project had.
struct PlanRow {
    project: String,
    record: PlanRecord,
}

const PLANS: &[Column<PlanRow>] = &[
    Column::text("project", "Project", |row: &PlanRow| row.project.clone()),
    Column::text("plan", "Plan", |row: &PlanRow| plan_name(row.record.plan())),
    Column::text("status", "Status", |row: &PlanRow| spoken(row.record.status())).cell(|row| {
        let tone = match row.record.status() {
            Some("active") => Tone::Success,
            Some("suspended") => Tone::Warning,
            _ => Tone::Neutral,
        };
        status_cell((spoken(row.record.status()), tone))
    }),
    Column::text("options", "Options", |row: &PlanRow| options(&row.record)).wide_only(),
    Column::time("start", "Start", |row: &PlanRow| row.record.start()),
    Column::time("end", "End", |row: &PlanRow| row.record.end()).or("Ongoing"),
    Column::text("days", "Days", |row: &PlanRow| days(&row.record).map_or_else(String::new, |days| days.to_string()))
        .by(|row| SortValue::number(days(&row.record)))
        .numeric()
        .wide_only(),
];

/// As orders call them: "Backups (premium)" of `backups:premium`.
fn options(record: &PlanRecord) -> String {
    let called = |option: &str| match option.split_once(':') {
        Some((what, which)) => format!("{} ({which})", spoken(Some(what))),
        None => option.to_owned(),
    };
    let all = record.options().into_iter().map(called).collect::<Vec<_>>().join(", ");
    if all.is_empty() { "–".to_owned() } else { all }
}

/// How many days it lasted; `None` while it does.
fn days(record: &PlanRecord) -> Option<i64> {
    let length = seconds(record.end()?)? - seconds(record.start()?)?;
    Some((length / 86_400.0).ceil() as i64)
}

/// The plans of an organization's projects over time.
pub fn plans(organization: &str) -> AnyView {
    let titles = titles(organization);
    let page = ListPage {
        caption: "Plan records",
        path: ListPlanRecords::path(organization),
        filters: vec![
            by_subscription(&titles),
            Filter::choice("plan", "Plan", "filter[plan]", "All plans", || {
                choices(values::<ListPlanRecords>("filter[plan]"), |plan| plan_name(Some(plan)))
            }),
            Filter::choice("status", "Status", "filter[status]", "All states", || {
                choices(values::<ListPlanRecords>("filter[status]"), |status| spoken(Some(status)))
            }),
            Filter::day("from", "From", "filter[start]"),
            Filter::day("until", "Until", "filter[end]"),
        ],
        icon: IconName::BILLING,
        none: "No plan records yet",
        hint: "Each plan that a project has or had shows here, with when it began and ended.",
        open: |path| *read_as::<Page<PlanRecord>>(path),
    };
    let whose = organization.to_owned();
    let rows = move |read: AnyRead| {
        let items = move || {
            let page = read.data::<Page<PlanRecord>>()?;
            let item = |record: &PlanRecord| {
                let id = record.subscription_id().unwrap_or_default();
                let row = PlanRow { project: titles.of(id), record: record.clone() };
                Item::new(record.id().unwrap_or_default(), row)
                    .leading_to(subscription(&whose, id))
                    .found_by([id, record.plan().unwrap_or_default()].map(str::to_owned))
            };
            Some(page.items().iter().map(item).collect())
        };
        Rows::new(PLANS, items)
    };
    among(organization, "Plan records", list(page, rows))
}

/// How much a project had of something.
struct UsageRow {
    project: String,
    record: UsageRecord,
    /// Beside the most of its group on the page.
    share: u32,
}

impl UsageRow {
    fn quantity(&self) -> Option<Decimal> {
        Decimal::parse(self.record.quantity()?)
    }
}

const USAGE: &[Column<UsageRow>] = &[
    Column::text("project", "Project", |row: &UsageRow| row.project.clone()),
    Column::text("group", "Usage", |row: &UsageRow| group(row.record.usage_group())),
    Column::text("quantity", "Quantity", |row: &UsageRow| match row.quantity() {
        Some(number) => quantity(row.record.usage_group(), &number.text(0)),
        None => or_unknown(None),
    })
    .by(|row| row.quantity().map_or(SortValue::Unknown, |number| SortValue::Text(number.key())))
    .numeric(),
    Column::text("share", "Relative size", |_: &UsageRow| String::new())
        .cell(|row| bar(row.share))
        .unsorted()
        .wide_only(),
    Column::time("start", "From", |row: &UsageRow| row.record.start()),
];

/// What an organization's projects have used over time.
pub fn usage(organization: &str) -> AnyView {
    let titles = titles(organization);
    let page = ListPage {
        caption: "Usage records",
        path: ListUsageRecords::path(organization),
        filters: vec![
            by_subscription(&titles),
            Filter::choice("group", "Usage", "filter[usage_group]", "All usage", || {
                choices(values::<ListUsageRecords>("filter[usage_group]"), |name| group(Some(name)))
            }),
            Filter::day("from", "From", "filter[start]"),
        ],
        icon: IconName::BILLING,
        none: "No usage records yet",
        hint: "How much storage, how many environments and users each project has had shows here.",
        open: |path| *read_as::<Page<UsageRecord>>(path),
    };
    let whose = organization.to_owned();
    let rows = move |read: AnyRead| {
        let items = move || {
            let page = read.data::<Page<UsageRecord>>()?;
            let most = |record: &UsageRecord| {
                let same = page.items().iter().filter(|other| other.usage_group() == record.usage_group());
                let all = same.filter_map(|other| Decimal::parse(other.quantity()?));
                all.fold(Decimal::ZERO, |most, one| if one > most { one } else { most })
            };
            let item = |record: &UsageRecord| {
                let id = record.subscription_id().unwrap_or_default();
                let number = record.quantity().and_then(Decimal::parse).unwrap_or_default();
                let row =
                    UsageRow { project: titles.of(id), share: number.percent_of(most(record)), record: record.clone() };
                Item::new(record.id().unwrap_or_default(), row)
                    .leading_to(subscription(&whose, id))
                    .found_by([id.to_owned()])
            };
            Some(page.items().iter().map(item).collect())
        };
        Rows::new(USAGE, items)
    };
    among(organization, "Usage records", list(page, rows))
}
