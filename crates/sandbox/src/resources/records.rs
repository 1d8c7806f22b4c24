//! Records of what projects had, and when.

use wheelhouse_contract::sections::records as declared;

use crate::clock::Moment;
use crate::request;
use crate::request::prelude::*;
use crate::store::organizations::Organization;
use crate::store::records::{self, PlanRecord, UsageRecord};

pub fn handlers() -> Vec<Handler> {
    vec![on(scope::billing, plans), on(scope::billing, usage)]
}

/// Records on a page.
const SIZE: usize = 50;

fn plans(call: &Call<'_, declared::ListPlanRecords, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let wanted = |name: &str| call.query.get(name);
    let (from, to) = (time(call, "filter[start]")?, time(call, "filter[end]")?);
    let (started, ended) = (Compared::read(call, "started_at")?, Compared::read(call, "ended_at")?);
    let mut found = records::plans(call.store, &organization.id)?;
    found.retain(|record| {
        is_of(call, record.subscription_id)
            && wanted("filter[plan]").is_none_or(|plan| record.plan == plan)
            && wanted("filter[status]").is_none_or(|status| record.status == status)
            && from.is_none_or(|from| record.ends_at.is_none_or(|end| end > from))
            && to.is_none_or(|to| record.starts_at <= to)
            && started.iter().all(|compared| compared.holds(Some(record.starts_at)))
            && ended.iter().all(|compared| compared.holds(record.ends_at))
    });
    found.reverse();
    Ok(Reply::json(&request::paged(call, SIZE, &found, |record| Ok(plan_view(record, organization)))?))
}

fn usage(call: &Call<'_, declared::ListUsageRecords, InOrganization>) -> Answer {
    let (organization, _) = &call.at;
    let group = call.query.get("filter[usage_group]");
    let from = time(call, "filter[start]")?;
    let started = Compared::read(call, "started_at")?;
    let all = records::usage(call.store, &organization.id)?;
    // One lasts until the next of the same.
    let next = |record: &UsageRecord| {
        let is_next = |other: &&UsageRecord| {
            (other.starts_at, other.id) > (record.starts_at, record.id)
                && (other.subscription_id, &other.usage_group) == (record.subscription_id, &record.usage_group)
        };
        all.iter().find(is_next).map(|other| other.starts_at)
    };
    let mut found: Vec<UsageRecord> = all
        .iter()
        .filter(|record| {
            is_of(call, record.subscription_id)
                && group.is_none_or(|group| record.usage_group == group)
                && from.is_none_or(|from| next(record).is_none_or(|end| end > from))
                && started.iter().all(|compared| compared.holds(Some(record.starts_at)))
        })
        .cloned()
        .collect();
    found.reverse();
    Ok(Reply::json(&request::paged(call, SIZE, &found, |record| Ok(usage_view(record)))?))
}

fn is_of(context: &Context<'_>, subscription: i64) -> bool {
    context.query.get("filter[subscription_id]").is_none_or(|wanted| subscription.to_string() == wanted)
}

fn plan_view(record: &PlanRecord, organization: &Organization) -> Value {
    facts!(declared::PlanRecord {
        id: record.id.to_string(),
        owner: &organization.owner_id,
        subscription_id: record.subscription_id.to_string(),
        sku: format!("plan-{}", record.plan),
        plan: &record.plan,
        options: record.options.as_slice(),
        start: record.starts_at,
        end: record.ends_at,
        status: &record.status,
    })
}

fn usage_view(record: &UsageRecord) -> Value {
    facts!(declared::UsageRecord {
        id: record.id.to_string(),
        subscription_id: record.subscription_id.to_string(),
        usage_group: &record.usage_group,
        quantity: record.quantity,
        start: record.starts_at,
    })
}

/// A time that a parameter says, or the beginning of a day.
fn time(context: &Context<'_>, name: &str) -> Result<Option<Moment>, ApiError> {
    let Some(text) = context.query.get(name) else { return Ok(None) };
    let found = Moment::parse(text).or_else(|| Moment::parse(&format!("{}T00:00:00Z", text.trim())));
    match found {
        Some(moment) => Ok(Some(moment)),
        None => Err(ApiError::parameters(&[FieldError::new(name, "Must be a time as in RFC 3339, or a day.")])),
    }
}

/// What a time is compared with, and how.
struct Compared {
    with: Moment,
    operator: String,
}

impl Compared {
    /// `filter[x]=TIME`, `filter[x][OPERATOR]=TIME`, or `filter[x][value]=TIME` with `filter[x][operator]=OPERATOR`.
    fn read(context: &Context<'_>, field: &str) -> Result<Vec<Self>, ApiError> {
        let mut compared = Vec::new();
        let given = context.query.filters().filter(|(name, operator, _)| *name == field && *operator != "operator");
        for (_, operator, _) in given {
            let (name, operator) = match operator {
                "eq" => (format!("filter[{field}]"), "="),
                "value" => {
                    let operator = context.query.get(&format!("filter[{field}][operator]"));
                    (format!("filter[{field}][value]"), operator.unwrap_or("="))
                }
                other => (format!("filter[{field}][{other}]"), other),
            };
            if !matches!(operator, "=" | "<>" | ">" | ">=" | "<" | "<=" | "eq" | "ne" | "gt" | "gte" | "lt" | "lte") {
                let message = format!("The operator {operator} cannot be used here.");
                return Err(ApiError::parameters(&[FieldError::new(name, message)]));
            }
            let with = match time(context, &name)? {
                Some(with) => with,
                // Spelt out: `filter[x][eq]`.
                None => time(context, &format!("filter[{field}][eq]"))?.unwrap_or(context.now),
            };
            compared.push(Self { with, operator: operator.to_owned() });
        }
        Ok(compared)
    }

    /// What has not come yet is after everything.
    fn holds(&self, at: Option<Moment>) -> bool {
        let order = at.map_or(std::cmp::Ordering::Greater, |at| at.cmp(&self.with));
        match self.operator.as_str() {
            "<>" | "ne" => order.is_ne(),
            ">" | "gt" => at.is_some() && order.is_gt(),
            ">=" | "gte" => at.is_some() && order.is_ge(),
            "<" | "lt" => order.is_lt(),
            "<=" | "lte" => order.is_le(),
            _ => order.is_eq(),
        }
    }
}
