//! What an organization has paid, month by month and project by project, and whom it is billed to.

use leptos::prelude::*;
use wheelhouse_contract::Page;
use wheelhouse_contract::sections::invoices::{Invoice, ListInvoices};
use wheelhouse_contract::sections::orders::{ListOrders, Order};

use super::bill::Bill;
use super::contact;
use super::orders::{address, amount_order};
use super::spend::{Month, Project, largest, less_memos, months, projects, share};
use super::strip;
use super::titles::{Titles, titles};
use super::words::{amount, bar, exact, incomplete};
use crate::components::{
    AllPages, Column, Item, Money, ProblemView, Rows, Sums, UrlState, all_pages, sums_words, table_of, use_url_state,
};
use crate::data::{AnyRead, read_as, with_query};
use crate::ui::{
    EmptyState, IconName, Notice, NoticeTone, Section, Select, SelectOption, SkeletonText, live, view, views,
};

/// The overview.
pub fn page(organization: &str) -> AnyView {
    views![strip(organization, "Overview"), spend(organization), contact::sections(organization)]
}

/// The orders of an organization and its credit memos, all of them.
#[derive(Clone)]
struct Orders {
    path: String,
    pages: AllPages,
    memos_path: String,
    memos: AllPages,
}

impl Orders {
    /// What counts: an order that was canceled is owed by nobody.
    fn bills(&self) -> Vec<Bill> {
        let memos = self.memos.of(&self.memos_path).into_iter().filter_map(|page| page.data::<Page<Invoice>>());
        let memos: Vec<Invoice> = memos.flat_map(|page| page.items().to_vec()).collect();
        let pages = self.pages.of(&self.path).into_iter().filter_map(|page| page.data::<Page<Order>>());
        let all = pages.flat_map(|page| page.items().to_vec());
        let owed = all.filter(|order| order.status() != Some("canceled"));
        let mut bills: Vec<Bill> = owed.map(|order| Bill::of(&order)).collect();
        less_memos(&mut bills, &memos);
        bills
    }

    fn reads(&self) -> Vec<AnyRead> {
        self.pages.of(&self.path).into_iter().chain(self.memos.of(&self.memos_path)).collect()
    }

    /// Whether nothing more is to come: sums of some would look final.
    fn is_settled(&self) -> bool {
        self.pages.is_settled(&self.path) && self.memos.is_settled(&self.memos_path)
    }

    fn is_cut_off(&self) -> bool {
        self.pages.is_cut_off(&self.path) || self.memos.is_cut_off(&self.memos_path)
    }
}

fn spend(organization: &str) -> AnyView {
    let path = ListOrders::path(organization);
    let pages = all_pages(vec![path.clone()], |path| *read_as::<Page<Order>>(move || Some(path.clone())));
    let memos_path = with_query(&ListInvoices::path(organization), [("filter[type]", "credit_memo".to_owned())]);
    let memos = all_pages(vec![memos_path.clone()], |path| *read_as::<Page<Invoice>>(move || Some(path.clone())));
    let orders = Orders { path, pages, memos_path, memos };
    let titles = titles(organization);
    let whose = organization.to_owned();
    let month = use_url_state("month", &[]);
    let content = move || {
        if !orders.is_settled() {
            return view! { <SkeletonText lines=4 label="Loading orders" /> };
        }
        let bills = orders.bills();
        let reads = orders.reads();
        match (bills.is_empty(), reads.iter().find_map(|read| read.error())) {
            (true, Some(error)) => {
                let again = move |()| reads.iter().for_each(AnyRead::refresh);
                view! { <ProblemView error=error on_retry=Callback::new(again) /> }
            }
            (true, None) => {
                view! {
                    <EmptyState
                        icon=IconName::BILLING
                        title="Nothing to pay yet"
                        text="What each month and each project costs shows here, from the first project on."
                    />
                }
            }
            (false, error) => {
                let partial = error.map(|error| {
                    let title = "Some orders or credit memos couldn’t be read, so the totals leave them out";
                    view! { <Notice tone=NoticeTone::Warning title=title>{error.text()}</Notice> }
                });
                let cut = orders.is_cut_off().then(|| {
                    view! {
                        <Notice tone=NoticeTone::Warning title="There are more orders than are read here">
                            "The totals leave out the oldest."
                        </Notice>
                    }
                });
                let (chosen, titles) = (month.clone(), titles.clone().with(&bills));
                views![
                    partial.into_any(),
                    cut.into_any(),
                    incomplete(&bills),
                    by_month(&whose, &bills),
                    by_project(bills, titles, chosen)
                ]
            }
        }
    };
    live(content)
}

/// A month, with how long its bar is.
struct MonthRow {
    month: Month,
    share: u32,
}

const MONTHS: &[Column<MonthRow>] = &[
    Column::text("month", "Month", |row: &MonthRow| row.month.name.clone()).unsorted(),
    Column::text("total", "Total", |row: &MonthRow| exact(row.month.total.as_ref()))
        .cell(|row| amount(row.month.total.as_ref()).into_any())
        .by(|row| amount_order(row.month.total.as_ref()))
        .numeric()
        .unsorted(),
    Column::text("share", "Relative size", |_: &MonthRow| String::new())
        .cell(|row| bar(row.share))
        .unsorted()
        .wide_only(),
];

fn by_month(organization: &str, bills: &[Bill]) -> AnyView {
    let months = months(bills);
    let whole = largest(months.iter().filter_map(|month| month.total.as_ref()));
    let organization = organization.to_owned();
    let item = move |month: &Month| {
        let share = month.total.as_ref().map_or(0, |total| share(&whole, total));
        let row = MonthRow { share, month: month.clone() };
        Item::new(month.order.clone(), row).leading_to(address(&organization, &month.order))
    };
    let items = move || Some(months.iter().map(&item).collect());
    let table = table_of("Spend by month", Rows::new(MONTHS, items));
    view! {
        <Section
            title="Spend by month"
            description="With taxes, less what vouchers pay and credit memos give back. The current month is an estimate."
        >
            {table}
        </Section>
    }
}

#[derive(Clone)]
struct ProjectRow {
    title: String,
    sums: Sums,
    share: u32,
}

const PROJECTS: &[Column<ProjectRow>] = &[
    Column::text("project", "Project", |row: &ProjectRow| row.title.clone()).unsorted(),
    Column::text("total", "Total", |row: &ProjectRow| sums_words(&row.sums, Money::exact))
        .cell(|row| sums_words(&row.sums, Money::shown).into_any())
        .numeric()
        .unsorted(),
    Column::text("share", "Relative size", |_: &ProjectRow| String::new())
        .cell(|row| bar(row.share))
        .unsorted()
        .wide_only(),
];

/// The projects of all months, or of the one that the address names.
fn by_project(bills: Vec<Bill>, titles: Titles, month: UrlState) -> AnyView {
    let named = bills.iter().map(|bill| SelectOption::new(bill.id.clone(), bill.name()));
    let options: Vec<_> = std::iter::once(SelectOption::new("", "All months")).chain(named).collect();
    let value = month.signal();
    let filter = move || {
        let (month, options) = (month.clone(), options.clone());
        view! { <Select label="Month" value=value options=options on_change=move |value: String| month.push(value) /> }
    };
    let table = move || table_of("Spend by project", Rows::fixed(PROJECTS, rows(&bills, &titles, &value.get())));
    view! {
        <Section title="Spend by project" actions=filter>
            {live(table)}
        </Section>
    }
}

/// Each project, what is of none, and all of it.
fn rows(bills: &[Bill], titles: &Titles, month: &str) -> Vec<ProjectRow> {
    let counted: Vec<Bill> = bills.iter().filter(|bill| month.is_empty() || bill.id == month).cloned().collect();
    let projects = projects(&counted);
    let whole = largest(projects.iter().filter(|it| !it.id.is_empty()).flat_map(|it| it.sums.all()));
    let row = |project: &Project| ProjectRow {
        title: match project.id.is_empty() {
            true => "Taxes, vouchers, credit memos, and the organization itself".to_owned(),
            false => titles.of_project(&project.id),
        },
        // What is of no project is not compared with them.
        share: project
            .sums
            .all()
            .iter()
            .filter(|_| !project.id.is_empty())
            .map(|sum| share(&whole, sum))
            .max()
            .unwrap_or_default(),
        sums: project.sums.clone(),
    };
    let mut rows: Vec<ProjectRow> = projects.iter().map(row).collect();
    let mut all = Sums::default();
    if projects.iter().flat_map(|project| project.sums.all()).all(|sum| all.add(sum)) && !all.all().is_empty() {
        rows.push(ProjectRow { title: "Total".to_owned(), sums: all, share: 0 });
    }
    rows
}
