//! Why an order is what it is: each line beside the records of what was in use, and what differs from the month before.

use wheelhouse_contract::sections::records::{PlanRecord, UsageRecord};

use crate::components::{Decimal, Money, sorted};
use crate::pages::billing::bill::{Bill, Line, TAX, VOUCHER};
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
    /// `None` where the order does not say it.
    pub amount: Option<Decimal>,
    /// As much of it as what it follows from accounts for.
    pub explained: Decimal,
    /// What it follows from; `None` where nothing says so.
    pub why: Option<String>,
}

/// What a line follows from, and for how many seconds of the period it was in use.
type Had = (String, f64);

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

/// Explains an order by records, and by what its vouchers say that they paid of it; `None` where it does not say what it
/// comes to. A line does not say what time it is of, so that it is taken to be of the whole period.
pub fn explain(bill: &Bill, plans: &[PlanRecord], usage: &[UsageRecord], paid: Option<Decimal>) -> Option<Explanation> {
    let total = bill.total.as_ref()?.amount;
    let own = bill.own_lines().map(|line| {
        let had = if line.is_plan { by_plan(bill, line, plans) } else { by_usage(bill, line, plans, usage) };
        let explained = had.as_ref().zip(line.amount).and_then(|((_, seconds), amount)| share(bill, amount, *seconds));
        Explained {
            what: line.product.clone(),
            project: line.project.clone(),
            amount: line.amount,
            explained: explained.unwrap_or_default(),
            why: had.map(|(why, _)| why),
        }
    });
    let parts = bill.parts.iter().map(|part| {
        let why = match part.name.as_str() {
            VOUCHER => (paid.zip(part.amount).is_some_and(|(paid, amount)| paid.absolute() == amount.absolute()))
                .then(|| "Paid by vouchers.".to_owned()),
            TAX => (part.amount.is_some() && part.amount == tax(bill, &part.title))
                .then(|| "Tax on the lines less vouchers.".to_owned()),
            _ => None,
        };
        Explained {
            what: part.title.clone(),
            project: String::new(),
            amount: part.amount,
            explained: part.amount.filter(|_| why.is_some()).unwrap_or_default(),
            why,
        }
    });
    let lines: Vec<Explained> = own.chain(parts).collect();
    let explained = lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.plus(line.explained))?;
    Some(Explanation { unexplained: total.minus(explained)?, explained, lines })
}

/// As much of an amount as the period has of these seconds.
fn share(bill: &Bill, amount: Decimal, seconds: f64) -> Option<Decimal> {
    let (from, to) = bounds(bill)?;
    let whole = |seconds: f64| Decimal::parse(&(seconds.round() as i64).to_string());
    amount.part(whole(seconds)?, whole(to - from)?, digits(bill)?)
}

/// How many digits of its amounts stand behind the point.
fn digits(bill: &Bill) -> Option<u32> {
    Some(Money::of_minor(Decimal::parse("1")?, &bill.currency).amount.scale())
}

/// The amount of a tax by the rate in its title: "VAT (20%)".
fn tax(bill: &Bill, title: &str) -> Option<Decimal> {
    let before = title.split_once('%')?.0.trim_end();
    let rate = before.rsplit(|letter: char| !letter.is_ascii_digit() && !".,".contains(letter)).next()?;
    bill.taxed()?.part(Decimal::parse(&rate.replace(',', "."))?, Decimal::parse("100")?, digits(bill)?)
}

/// The times at which the period begins and ends.
fn bounds(bill: &Bill) -> Option<(f64, f64)> {
    Some((seconds(&bill.start)?, seconds(&bill.end)?))
}

/// When the line's plan was in use.
fn by_plan(bill: &Bill, line: &Line, plans: &[PlanRecord]) -> Option<Had> {
    let is_of = |record: &&PlanRecord| {
        let is_named = |name: Option<&str>| name.is_some_and(|name| name == line.sku);
        record.subscription_id() == Some(&line.subscription) && (is_named(record.sku()) || is_named(record.plan()))
    };
    spans(bill, plans.iter().filter(is_of).filter(|record| record.status() != Some("suspended")))
}

/// When records ran within the period.
fn spans<'a>(bill: &Bill, records: impl Iterator<Item = &'a PlanRecord>) -> Option<Had> {
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
        Some((begins, ends.unwrap_or(to), if words.is_empty() { "full period".to_owned() } else { words }))
    };
    let found: Vec<_> = records.filter_map(span).collect();
    let found = sorted(found, |(begins, ..)| order(*begins));
    let (mut at, mut had, mut all) = (from, 0.0, Vec::new());
    for (begins, ends, words) in found {
        // What two records say of the same time is counted once.
        had += (ends.min(to) - begins.max(at)).max(0.0);
        at = at.max(ends);
        all.push(words);
    }
    (!all.is_empty()).then(|| (sentence(&format!("{}.", all.join(", "))), had))
}

/// How much was in use of what the line is for.
fn by_usage(bill: &Bill, line: &Line, plans: &[PlanRecord], usage: &[UsageRecord]) -> Option<Had> {
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
        // Each holds until the next.
        let ends = found.iter().skip(first + 1).map(|(at, _)| *at).chain([to]);
        let some = |record: &UsageRecord| record.quantity().and_then(Decimal::parse).is_some_and(|it| !it.is_zero());
        let times = found.iter().skip(first).zip(ends).filter(|((_, record), _)| some(record));
        let had = times.map(|((at, _), end)| end - at.max(from)).sum();
        return Some((sentence(&format!("{}.", words.join(", then "))), had));
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

/// Why two orders cannot be compared.
pub fn incomparable(before: &Bill, after: &Bill) -> &'static str {
    match before.total.as_ref().zip(after.total.as_ref()) {
        None => "one of the two doesn’t state a total",
        Some((before, after)) if before.currency != after.currency => "it’s in another currency",
        Some(_) => "the amounts are too large",
    }
}

/// What differs from the order before, the largest difference first; together it is the difference of the totals.
/// `None` where the two are not of one currency, or don't say their amount.
pub fn differences(before: &Bill, after: &Bill) -> Option<Vec<Difference>> {
    let change = before.total.as_ref()?.until(after.total.as_ref()?)?;
    let mut found: Vec<(String, Difference)> = Vec::new();
    let mut note = |key: String, what: &str, project: &str, amount: Option<Decimal>, is_after: bool| -> Option<()> {
        // What is not known is of what is not itemized.
        let Some(amount) = amount else { return Some(()) };
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
mod tests;
