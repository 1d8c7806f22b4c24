//! Why an order is what it is: each line beside the records that say what was had, and what differs from the month before.

use wheelhouse_contract::sections::records::{PlanRecord, UsageRecord};

use crate::components::{Decimal, sorted};
use crate::pages::billing::bill::{Bill, Line};
use crate::pages::billing::period::{day_name, seconds};
use crate::pages::billing::words::{self, quantity};
use crate::text::{sentence, within};

/// An order taken apart. What is explained and what is not are the total.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    pub lines: Vec<Explained>,
    pub explained: Decimal,
    pub unexplained: Decimal,
}

/// A part of the total.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    pub what: String,
    /// Empty for what is of no project.
    pub project: String,
    pub amount: Decimal,
    /// What it follows from; `None` where nothing says so.
    pub why: Option<String>,
}

/// What differs between two orders.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub what: String,
    pub project: String,
    /// `None` where there was none.
    pub before: Option<Decimal>,
    pub after: Option<Decimal>,
}

impl Difference {
    /// By how much it is more.
    pub fn change(&self) -> Option<Decimal> {
        self.after.unwrap_or_default().minus(self.before.unwrap_or_default())
    }
}

/// Explains an order by records; `None` where it does not say what it comes to.
pub fn explain(bill: &Bill, plans: &[PlanRecord], usage: &[UsageRecord]) -> Option<Explanation> {
    let total = bill.total.as_ref()?.amount;
    let own = bill.own_lines().map(|line| Explained {
        what: line.product.clone(),
        project: line.project.clone(),
        amount: line.amount,
        why: if line.is_plan { by_plan(bill, line, plans) } else { by_usage(bill, line, plans, usage) },
    });
    let parts = bill.parts.iter().map(|part| Explained {
        what: part.title.clone(),
        project: String::new(),
        amount: part.amount,
        why: match part.name.as_str() {
            "voucher" => Some("Paid by vouchers.".to_owned()),
            "vat" => Some("Tax on the lines less vouchers.".to_owned()),
            _ => None,
        },
    });
    let lines: Vec<Explained> = own.chain(parts).collect();
    let explained =
        lines.iter().filter(|line| line.why.is_some()).try_fold(Decimal::ZERO, |sum, line| sum.plus(line.amount))?;
    Some(Explanation { unexplained: total.minus(explained)?, explained, lines })
}

/// The times at which the period begins and ends.
fn bounds(bill: &Bill) -> Option<(f64, f64)> {
    Some((seconds(&bill.start)?, seconds(&bill.end)?))
}

/// Which of the line's plan was had when.
fn by_plan(bill: &Bill, line: &Line, plans: &[PlanRecord]) -> Option<String> {
    let is_of = |record: &&PlanRecord| {
        let is_named = |name: Option<&str>| name.is_some_and(|name| name == line.sku);
        record.subscription_id() == Some(&line.subscription) && (is_named(record.sku()) || is_named(record.plan()))
    };
    spans(bill, plans.iter().filter(is_of).filter(|record| record.status() != Some("suspended")))
}

/// When records ran within the period.
fn spans<'a>(bill: &Bill, records: impl Iterator<Item = &'a PlanRecord>) -> Option<String> {
    let (from, to) = bounds(bill)?;
    let span = |record: &PlanRecord| {
        let start = record.start()?;
        let end = record.end();
        let (begins, ends) = (seconds(start)?, end.and_then(seconds));
        if begins >= to || ends.is_some_and(|ends| ends <= from) {
            return None;
        }
        let started = (begins > from).then(|| format!("from {}", day_name(start)));
        let ended = end.filter(|_| ends.is_some_and(|ends| ends < to)).map(|end| format!("until {}", day_name(end)));
        let words = [started, ended].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Some((begins, if words.is_empty() { "full period".to_owned() } else { words }))
    };
    let found: Vec<_> = records.filter_map(span).collect();
    let found = sorted(found, |(begins, _)| order(*begins));
    let words: Vec<String> = found.into_iter().map(|(_, words)| words).collect();
    (!words.is_empty()).then(|| sentence(&format!("{}.", words.join(", "))))
}

/// How much was had of what the line is for.
fn by_usage(bill: &Bill, line: &Line, plans: &[PlanRecord], usage: &[UsageRecord]) -> Option<String> {
    let (from, to) = bounds(bill)?;
    let is_of = |record: &&UsageRecord| {
        record.subscription_id() == Some(&line.subscription) && record.usage_group() == Some(line.sku.as_str())
    };
    let with_time = |record: &UsageRecord| Some((seconds(record.start()?)?, record.clone()));
    let found: Vec<_> = usage.iter().filter(is_of).filter_map(with_time).filter(|(at, _)| *at < to).collect();
    let found = sorted(found, |(at, _)| order(*at));
    // Of those before the period, the last one holds when it begins.
    let first = found.iter().rposition(|(at, _)| *at <= from).unwrap_or(0);
    let words = found.iter().skip(first).filter_map(|(at, record)| {
        let much = with_unit(record.usage_group(), record.quantity()?);
        Some(if *at <= from { much } else { format!("{much} from {}", day_name(record.start()?)) })
    });
    let words: Vec<String> = words.collect();
    if !words.is_empty() {
        return Some(sentence(&format!("{}.", words.join(", then "))));
    }
    // What is no usage is an option of the plan.
    let has_option = |record: &&PlanRecord| {
        record.subscription_id() == Some(&line.subscription) && record.options().contains(&line.sku.as_str())
    };
    spans(bill, plans.iter().filter(has_option))
}

/// So much of a usage group, with what it counts.
fn with_unit(group: Option<&str>, number: &str) -> String {
    let much = quantity(group, number);
    match group {
        Some("storage") => much,
        _ if number == "1" => format!("{much} {}", within(&words::group(group)).trim_end_matches('s')),
        _ => format!("{much} {}", within(&words::group(group))),
    }
}

/// A moment as a text that stands in the same order.
fn order(at: f64) -> String {
    // Times before 1970 come first, as none is billed.
    format!("{:015}", at.max(0.0) as u64)
}

/// What differs from the order before, the largest difference first; together it is the difference of the totals.
/// `None` where the two are not of one currency, or do not say what they come to.
pub fn differences(before: &Bill, after: &Bill) -> Option<Vec<Difference>> {
    let change = before.total.as_ref()?.until(after.total.as_ref()?)?;
    let mut found: Vec<(String, Difference)> = Vec::new();
    let mut note = |key: String, what: &str, project: &str, amount: Decimal, is_after: bool| -> Option<()> {
        let at = found.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            let new = Difference { what: what.to_owned(), project: project.to_owned(), before: None, after: None };
            found.push((key, new));
            found.len() - 1
        });
        let (_, entry) = found.get_mut(at)?;
        let side = if is_after { &mut entry.after } else { &mut entry.before };
        *side = Some(side.unwrap_or_default().plus(amount)?);
        Some(())
    };
    for (bill, is_after) in [(after, true), (before, false)] {
        for line in bill.own_lines() {
            let key = format!("{}\n{}\n{}", line.subscription, line.project, line.sku);
            note(key, &line.product, &line.project, line.amount, is_after)?;
        }
        for part in &bill.parts {
            note(part.name.clone(), &part.title, "", part.amount, is_after)?;
        }
    }
    let mut found: Vec<Difference> = found.into_iter().map(|(_, difference)| difference).collect();
    let sum = found.iter().try_fold(Decimal::ZERO, |sum, difference| sum.plus(difference.change()?))?;
    let rest = change.amount.minus(sum)?;
    if !rest.is_zero() {
        found.push(Difference {
            what: "Not itemized".to_owned(),
            project: String::new(),
            before: None,
            after: Some(rest),
        });
    }
    found.retain(|difference| difference.change().is_some_and(|change| !change.is_zero()));
    let size = |difference: &Difference| difference.change().unwrap_or_default().absolute().negated().key();
    Some(sorted(found, size))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use serde_json::json;
    use wheelhouse_contract::Resource;

    use super::*;
    use crate::components::Money;
    use crate::pages::billing::bill::tests::order;

    fn plan(plan: &str, start: &str, end: Option<&str>) -> PlanRecord {
        PlanRecord::new(Arc::new(json!({
            "subscription_id": "7", "plan": plan, "sku": format!("plan-{plan}"), "status": "active",
            "start": format!("{start}T00:00:00Z"), "end": end.map(|end| format!("{end}T00:00:00Z")),
            "options": [],
        })))
    }

    fn used(quantity: i64, start: &str) -> UsageRecord {
        UsageRecord::new(Arc::new(json!({
            "subscription_id": "7", "usage_group": "environments", "quantity": quantity,
            "start": format!("{start}T00:00:00Z"),
        })))
    }

    fn october() -> Bill {
        Bill::of(&order("2026-10", "2026-11"))
    }

    #[test]
    fn lines_are_joined_to_what_was_had() {
        let plans = [plan("standard", "2026-10-05", None), plan("large", "2026-01-01", Some("2026-10-05"))];
        let usage = [used(5, "2026-10-20"), used(4, "2026-06-01"), used(3, "2026-01-01"), used(9, "2026-11-02")];
        let explanation = explain(&october(), &plans, &usage).unwrap();
        let why: Vec<_> = explanation.lines.iter().map(|line| line.why.as_deref()).collect();
        assert_eq!(
            why,
            [
                Some("From 2026-10-05."),
                Some("4 environments, then 5 environments from 2026-10-20."),
                Some("Tax on the lines less vouchers."),
                Some("Paid by vouchers."),
            ]
        );
        assert_eq!((explanation.explained.text(2), explanation.unexplained), ("57.60".to_owned(), Decimal::ZERO));
    }

    #[test]
    fn what_is_not_explained_is_said_and_the_sum_is_the_total() {
        let explanation = explain(&october(), &[], &[used(4, "2026-06-01")]).unwrap();
        assert_eq!(explanation.unexplained.text(2), "45.00");
        assert_eq!(explanation.explained.plus(explanation.unexplained), october().total.map(|total| total.amount));
        let mut more = october();
        more.total = Some(Money::new(Decimal::parse("100").unwrap(), "EUR"));
        let explanation = explain(&more, &[], &[]).unwrap();
        assert_eq!(explanation.explained.plus(explanation.unexplained), Decimal::parse("100"));
    }

    #[test]
    fn differences_are_the_difference() {
        let mut before = Bill::of(&order("2026-09", "2026-10"));
        before.lines.retain(|line| line.sku != "environments");
        before.total = Some(Money::new(Decimal::parse("48.01").unwrap(), "EUR"));
        let found = differences(&before, &october()).unwrap();
        let words: Vec<_> = found.iter().map(|it| (it.what.as_str(), it.change().unwrap().text(2))).collect();
        assert_eq!(words, [("Additional environments", "8.00".to_owned()), ("Not itemized", "1.59".to_owned())]);
        let sum = found.iter().try_fold(Decimal::ZERO, |sum, it| sum.plus(it.change()?)).unwrap();
        assert_eq!(sum.text(2), "9.59");
        before.currency = "USD".to_owned();
        before.total = Some(Money::new(Decimal::ZERO, "USD"));
        assert_eq!(differences(&before, &october()), None);
    }
}
