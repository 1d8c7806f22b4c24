//! What can be subscribed to: plans with what they cost here, and regions beside each other.

use leptos::prelude::*;
use wheelhouse_contract::Page;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::plans::{ListAvailablePlans, Plan};
use wheelhouse_contract::sections::regions::{ListAvailableRegions, Region};
use wheelhouse_contract::sections::subscriptions::{EstimateThePriceOfANewSubscription, SubscriptionEstimate};

use super::among;
use super::list::{ListPage, list};
use crate::components::{
    Column, Item, Loaded, Money, Reads, Rows, data_of, money, or_unknown, reads, table_of, yes_no,
};
use crate::data::{AnyRead, read, read_as, with_query};
use crate::ui::{IconName, Section, view, views};

/// The least that a project can have, so that plans are compared by themselves.
const LEAST: [(&str, &str); 4] =
    [("environments", "3"), ("storage", "5120"), ("user_licenses", "1"), ("format", "complex")];

/// Both.
pub fn page(organization: &str) -> AnyView {
    among(organization, "Plans and regions", views![plans(organization), regions(organization)])
}

/// A plan, and what it costs each month.
struct Row {
    plan: Plan,
    price: Option<Price>,
}

#[derive(Clone)]
enum Price {
    Known(SubscriptionEstimate),
    Failed(String),
}

const PLANS: &[Column<Row>] = &[
    Column::text("plan", "Plan", |row: &Row| or_unknown(row.plan.label().or(row.plan.name()))).unsorted(),
    Column::text("name", "Name", |row: &Row| or_unknown(row.plan.name())).mono().unsorted(),
    Column::text("price", "Monthly price", |row: &Row| match &row.price {
        None => "…".to_owned(),
        Some(Price::Failed(why)) => why.clone(),
        Some(Price::Known(price)) => {
            let total = price.raw().get("total");
            let exact = total.and_then(Money::read).map(|money| money.shown());
            exact.or_else(|| total.and_then(money)).unwrap_or_else(|| or_unknown(None))
        }
    })
    .numeric()
    .unsorted(),
];

fn plans(organization: &str) -> AnyView {
    let all = read::<ListAvailablePlans>(|| Some(ListAvailablePlans::path()));
    let (ready, error, loading, retry) = data_of(all);
    let path = EstimateThePriceOfANewSubscription::path(organization);
    let priced = move |plan: &Plan| {
        let plan = plan.name()?;
        let least = LEAST.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Some(with_query(&path, std::iter::once(("plan", plan.to_owned())).chain(least)))
    };
    let wanted = priced.clone();
    let open = |path: String| -> AnyRead { *read::<EstimateThePriceOfANewSubscription>(move || Some(path.clone())) };
    let prices: Reads = reads(
        move |_| all.data().map(|all| all.items().iter().filter_map(&wanted).collect()).unwrap_or_default(),
        open,
    );
    let price = move |plan: &Plan| {
        let path = priced(plan)?;
        let read = prices.with(|known| known.iter().find(|(known, _)| *known == path).map(|(_, read)| *read))?;
        let failed = || read.error().map(|error| Price::Failed(error.title().to_owned()));
        read.data::<SubscriptionEstimate>().map(Price::Known).or_else(failed)
    };
    let item = move |plan: &Plan| {
        let row = Row { plan: plan.clone(), price: price(plan) };
        Item::new(plan.name().unwrap_or_default(), row)
    };
    let items = StoredValue::new(move || all.data().map(|all| all.items().iter().map(&item).collect()));
    let table = move || table_of("Plans", Rows::new(PLANS, move || items.with_value(|items| items())));
    view! {
        <Section
            title="Plans"
            description="With 3 environments, 5 GiB of storage for each, and one user. Extras cost more."
        >
            <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading plans">
                {table()}
            </Loaded>
        </Section>
    }
}

const REGIONS: &[Column<Region>] = &[
    Column::text("label", "Region", |region: &Region| or_unknown(region.label())),
    Column::text("id", "Host", |region: &Region| or_unknown(region.id())).mono().wide_only(),
    Column::text("zone", "Zone", |region: &Region| or_unknown(region.zone())),
    Column::text("provider", "Provider", |region: &Region| or_unknown(region.provider())),
    Column::text("open", "New projects", |region: &Region| yes_no(region.available()).to_owned()),
    Column::text("green", "Green", |region: &Region| yes_no(region.green()).to_owned()).wide_only(),
    Column::text("carbon", "gCO₂ per kWh", |region: &Region| or_unknown(region.carbon_intensity())).numeric(),
];

fn regions(organization: &str) -> AnyView {
    let page = ListPage {
        caption: "Regions",
        path: ListAvailableRegions::path(organization),
        filters: Vec::new(),
        icon: IconName::DEPLOY,
        none: "No regions",
        hint: "Where projects of this organization can run.",
        open: |path| *read_as::<Page<Region>>(path),
    };
    let rows = |read: AnyRead| {
        let items = move || {
            let page = read.data::<Page<Region>>()?;
            Some(page.items().iter().map(|region| Item::new(region.id().unwrap_or_default(), region.clone())).collect())
        };
        Rows::new(REGIONS, items)
    };
    let listed = list(page, rows);
    view! { <Section title="Regions">{listed}</Section> }
}
