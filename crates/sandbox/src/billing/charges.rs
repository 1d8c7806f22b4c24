//! What a project is charged for in a month: each part for as long as it was in use.

use std::collections::BTreeMap;

use super::month::Month;
use super::price::{self, Prices, Wanted};
use crate::clock::Moment;
use crate::store::orders::LineKind;
use crate::store::records::{PlanRecord, UsageRecord};

/// Something that is charged for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    pub kind: LineKind,
    pub sku: String,
}

/// What a subscription is charged in a month, by its records, oldest first. A part that was in use for some of the month costs
/// as much of its price, to the nearest hundredth. What was suspended costs nothing.
pub fn of(month: Month, plans: &[&PlanRecord], usage: &[&UsageRecord], prices: &Prices) -> Vec<(Item, i64)> {
    let (from, to) = (month.start(), month.end());
    let whole = i128::from(to.micros().saturating_sub(from.micros()).max(1));
    let mut sums: BTreeMap<Item, i128> = BTreeMap::new();
    for plan in plans.iter().filter(|plan| plan.status == "active") {
        let (start, end) = (plan.starts_at.max(from), plan.ends_at.unwrap_or(to).min(to));
        if start >= end {
            continue;
        }
        let changes = usage.iter().map(|record| record.starts_at).filter(|at| *at > start && *at < end);
        let mut bounds: Vec<Moment> = [start, end].into_iter().chain(changes).collect();
        bounds.sort();
        bounds.dedup();
        for (begin, finish) in bounds.iter().zip(bounds.iter().skip(1)) {
            let length = i128::from(finish.micros().saturating_sub(begin.micros()));
            for (part, cents) in price::monthly(prices, &had(plan, usage, *begin)) {
                let kind = if part == plan.plan { LineKind::Plan } else { LineKind::Feature };
                let sum = sums.entry(Item { kind, sku: part }).or_default();
                *sum = sum.saturating_add(i128::from(cents).saturating_mul(length));
            }
        }
    }
    let cents =
        |sum: i128| i64::try_from((sum.saturating_mul(2).saturating_add(whole)).div_euclid(whole.saturating_mul(2)));
    let charges = sums.into_iter().map(|(item, sum)| (item, cents(sum).unwrap_or(i64::MAX)));
    // A plan is charged for even when it is free.
    charges.filter(|(item, cents)| *cents != 0 || item.kind == LineKind::Plan).collect()
}

/// What a project had at a moment.
fn had(plan: &PlanRecord, usage: &[&UsageRecord], at: Moment) -> Wanted {
    let quantity = |group: &str| {
        let newest = usage.iter().rfind(|record| record.usage_group == group && record.starts_at <= at);
        newest.map_or(0, |record| record.quantity)
    };
    Wanted {
        plan: plan.plan.clone(),
        environments: quantity("environments"),
        storage: quantity("storage"),
        users: quantity("user_licenses"),
        options: plan.options.clone(),
    }
}
