//! Plans, and what subscriptions would cost.

use rusqlite::Connection;
use wheelhouse_contract::sections::plans as declared;
use wheelhouse_contract::sections::subscriptions::{
    EstimateThePriceOfANewSubscription, EstimateThePriceOfASubscription, SubscriptionEstimate,
};

use super::subscriptions;
use crate::billing::{self, Prices, Wanted};
use crate::request::prelude::*;
use crate::store::offers::{self, Currency, Plan};
use crate::store::organizations::Organization;

pub fn handlers() -> Vec<Handler> {
    vec![on(anyone, plans), on(project_creator, estimate_new), on(scope::plans, estimate)]
}

fn plans(call: &Call<'_, declared::ListAvailablePlans, ()>) -> Answer {
    let plans = offers::plans(call.store)?;
    let view = |plan: &Plan| facts!(declared::Plan { name: &plan.name, label: &plan.label });
    Ok(Reply::json(&json!({
        "count": plans.len(),
        "plans": plans.iter().map(view).collect::<Vec<_>>(),
        "_links": Links::to_self(&declared::ListAvailablePlans::path()).value(),
    })))
}

fn estimate_new(call: &Call<'_, EstimateThePriceOfANewSubscription, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let number = |name: &str| call.query.integer(name).unwrap_or_default();
    let wanted = Wanted {
        plan: call.query.get("plan").unwrap_or_default().to_owned(),
        environments: number("environments"),
        storage: number("storage"),
        users: number("user_licenses"),
        options: Vec::new(),
    };
    price(call, organization, &wanted)
}

/// What is not asked about stays as it is.
fn estimate(call: &Call<'_, EstimateThePriceOfASubscription, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let project = subscriptions::find(call, organization, &call.path.subscription_id)?.project;
    let number = |name: &str, otherwise: i64| call.query.integer(name).unwrap_or(otherwise);
    let wanted = Wanted {
        plan: call.query.get("plan").unwrap_or_default().to_owned(),
        environments: number("environments", project.environment_limit),
        storage: number("storage", project.storage),
        users: number("user_licenses", project.user_licenses),
        options: billing::records::options(call.store, &project)?,
    };
    price(call, organization, &wanted)
}

/// Whether there is such a plan.
///
/// # Errors
/// 400 at the field when there is not.
pub fn require_plan(connection: &Connection, name: &str) -> Result<(), ApiError> {
    if offers::plans(connection)?.iter().any(|plan| plan.name == name) {
        return Ok(());
    }
    Err(ApiError::fields(&[FieldError::new("plan", format!("There is no plan {name}."))]))
}

fn price(context: &Context<'_>, organization: &Organization, wanted: &Wanted) -> Answer {
    require_plan(context.store, &wanted.plan)?;
    let currency = offers::currency(context.store, &organization.country)?;
    let parts = billing::monthly(&Prices::of(context.store, &currency)?, wanted);
    let total = parts.iter().fold(0_i64, |sum, (_, cents)| sum.saturating_add(*cents));
    let complex = context.query.get("format") == Some("complex");
    let money = |cents| if complex { in_parts(cents, &currency) } else { json!(billing::formatted(cents, &currency)) };
    let of = |name: &str| money(parts.iter().find(|(part, _)| part == name).map_or(0, |(_, cents)| *cents));
    let options = parts.iter().filter(|(part, _)| wanted.options.contains(part));
    let options: Map<String, Value> = options.map(|(part, cents)| (option(part).to_owned(), money(*cents))).collect();
    Ok(Reply::json(&facts!(SubscriptionEstimate {
        plan: of(&wanted.plan),
        user_licenses: of("user_licenses"),
        environments: of("environments"),
        storage: of("storage"),
        total: money(total),
        options: options,
    })))
}

/// The name of an option, without its plan.
fn option(part: &str) -> &str {
    part.split_once(':').map_or(part, |(name, _)| name)
}

fn in_parts(cents: i64, currency: &Currency) -> Value {
    json!({
        "formatted": billing::formatted(cents, currency),
        "amount": amount(cents),
        "currency_code": currency.code,
        "currency_symbol": currency.symbol,
    })
}

/// A number with a fraction, of exactly these digits.
pub fn amount(cents: i64) -> Value {
    serde_json::from_str(&billing::decimal(cents)).unwrap_or_default()
}
