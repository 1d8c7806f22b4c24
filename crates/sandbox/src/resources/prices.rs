//! Plans, and what a new subscription would cost.

use serde_json::{Value, json};
use wheelhouse_contract::FieldError;
use wheelhouse_contract::sections::plans::ListAvailablePlans;

use crate::error::ApiError;
use crate::request::{Context, Handler, Links, Reply};
use crate::store::offers::{self, Currency, Plan};

pub const HANDLERS: &[(&str, Handler)] =
    &[("list-available-plans", plans), ("estimate-the-price-of-a-new-subscription", estimate)];

/// Environments that every plan includes.
const ENVIRONMENTS: i64 = 3;

/// GiB for each environment that every plan includes.
const STORAGE: i64 = 5;

/// People that every plan includes.
const USERS: i64 = 1;

fn plans(context: &Context<'_>) -> Result<Reply, ApiError> {
    let plans = offers::plans(context.store)?;
    let view = |plan: &Plan| json!({"name": plan.name, "label": plan.label});
    Ok(Reply::json(&json!({
        "count": plans.len(),
        "plans": plans.iter().map(view).collect::<Vec<_>>(),
        "_links": Links::to_self(&ListAvailablePlans::path()).value(),
    })))
}

fn estimate(context: &Context<'_>) -> Result<Reply, ApiError> {
    let (organization, rights) = context.organization()?;
    rights.require_create_projects()?;
    let number = |name: &str| context.query.integer(name).unwrap_or_default();
    let currency = offers::currency(context.store, &organization.country)?;
    let name = context.query.get("plan").unwrap_or_default();
    let is_plan = offers::plans(context.store)?.iter().any(|plan| plan.name == name);
    let plan = offers::price(context.store, name, &currency)?.filter(|_| is_plan);
    let plan = plan.ok_or_else(|| ApiError::fields(&[FieldError::new("plan", format!("There is no plan {name}."))]))?;

    let each = |item: &str| Ok::<_, ApiError>(offers::price(context.store, item, &currency)?.unwrap_or_default());
    let environments = number("environments");
    // A GiB that was begun is paid for.
    let gib = number("storage").saturating_add(1023).div_euclid(1024);
    let more = |count: i64, included: i64| count.saturating_sub(included).max(0);
    let for_environments = more(environments, ENVIRONMENTS).saturating_mul(each("environment")?);
    let for_storage = more(gib, STORAGE).saturating_mul(environments).saturating_mul(each("storage")?);
    let for_users = more(number("user_licenses"), USERS).saturating_mul(each("user")?);
    let total = [for_environments, for_storage, for_users].iter().fold(plan, |sum, part| sum.saturating_add(*part));

    let complex = context.query.get("format") == Some("complex");
    let money = |cents| if complex { in_parts(cents, &currency) } else { json!(formatted(cents, &currency)) };
    Ok(Reply::json(&json!({
        "plan": money(plan),
        "user_licenses": money(for_users),
        "environments": money(for_environments),
        "storage": money(for_storage),
        "total": money(total),
        "options": {},
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
