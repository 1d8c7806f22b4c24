//! Plans, and what a new subscription would cost.

use wheelhouse_contract::sections::plans as declared;
use wheelhouse_contract::sections::subscriptions::{EstimateThePriceOfANewSubscription, SubscriptionEstimate};

use crate::request::prelude::*;
use crate::store::offers::{self, Currency, Plan};

pub fn handlers() -> Vec<Handler> {
    vec![on(anyone, plans), on(project_creator, estimate)]
}

/// Environments that every plan includes.
const ENVIRONMENTS: i64 = 3;

/// GiB for each environment that every plan includes.
const STORAGE: i64 = 5;

/// People that every plan includes.
const USERS: i64 = 1;

fn plans(call: &Call<'_, declared::ListAvailablePlans, ()>) -> Answer {
    let plans = offers::plans(call.store)?;
    let view = |plan: &Plan| facts!(declared::Plan { name: &plan.name, label: &plan.label });
    Ok(Reply::json(&json!({
        "count": plans.len(),
        "plans": plans.iter().map(view).collect::<Vec<_>>(),
        "_links": Links::to_self(&declared::ListAvailablePlans::path()).value(),
    })))
}

fn estimate(call: &Call<'_, EstimateThePriceOfANewSubscription, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let number = |name: &str| call.query.integer(name).unwrap_or_default();
    let currency = offers::currency(call.store, &organization.country)?;
    let name = call.query.get("plan").unwrap_or_default();
    let is_plan = offers::plans(call.store)?.iter().any(|plan| plan.name == name);
    let plan = offers::price(call.store, name, &currency)?.filter(|_| is_plan);
    let plan = plan.ok_or_else(|| ApiError::fields(&[FieldError::new("plan", format!("There is no plan {name}."))]))?;

    let each = |item: &str| Ok::<_, ApiError>(offers::price(call.store, item, &currency)?.unwrap_or_default());
    let environments = number("environments");
    // A GiB that was begun is paid for.
    let gib = number("storage").saturating_add(1023).div_euclid(1024);
    let more = |count: i64, included: i64| count.saturating_sub(included).max(0);
    let for_environments = more(environments, ENVIRONMENTS).saturating_mul(each("environment")?);
    let for_storage = more(gib, STORAGE).saturating_mul(environments).saturating_mul(each("storage")?);
    let for_users = more(number("user_licenses"), USERS).saturating_mul(each("user")?);
    let total = [for_environments, for_storage, for_users].iter().fold(plan, |sum, part| sum.saturating_add(*part));

    let complex = call.query.get("format") == Some("complex");
    let money = |cents| if complex { in_parts(cents, &currency) } else { json!(formatted(cents, &currency)) };
    Ok(Reply::json(&facts!(SubscriptionEstimate {
        plan: money(plan),
        user_licenses: money(for_users),
        environments: money(for_environments),
        storage: money(for_storage),
        total: money(total),
        options: json!({}),
    })))
}

fn formatted(cents: i64, currency: &Currency) -> String {
    let (whole, rest) = (cents.div_euclid(100), cents.rem_euclid(100));
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{}{grouped}.{rest:02}", currency.symbol)
}

fn in_parts(cents: i64, currency: &Currency) -> Value {
    json!({
        "formatted": formatted(cents, currency),
        "amount": cents as f64 / 100.0,
        "currency_code": currency.code,
        "currency_symbol": currency.symbol,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_with_its_thousands() {
        let currency = Currency { code: "EUR".to_owned(), symbol: "€".to_owned() };
        let written = [0, 5, 99_900, 100_000, 123_456_789].map(|cents| formatted(cents, &currency));
        assert_eq!(written, ["€0.00", "€0.05", "€999.00", "€1,000.00", "€1,234,567.89"]);
    }
}
