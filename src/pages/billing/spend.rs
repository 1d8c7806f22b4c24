//! What was paid, month by month and project by project, as orders say it.

use wheelhouse_contract::sections::invoices::Invoice;

use super::bill::Bill;
use crate::components::{Decimal, Money, Sums};

/// What a month came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    /// The order that says so.
    pub order: String,
    pub name: String,
    pub start: String,
    /// `None` where the order does not say it: sums are without it.
    pub total: Option<Money>,
}

/// What a project came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// Empty for what is of no project: taxes, vouchers and credit memos.
    pub id: String,
    pub sums: Sums,
}

/// The months of bills, as they come.
pub fn months(bills: &[Bill]) -> Vec<Month> {
    let month = |bill: &Bill| Month {
        order: bill.id.clone(),
        name: bill.name(),
        start: bill.start.clone(),
        total: bill.total.clone(),
    };
    bills.iter().map(month).collect()
}

/// Takes off their totals what credit memos give back, which is below zero. A total is not known where a memo of it is not.
pub fn less_memos(bills: &mut [Bill], memos: &[Invoice]) {
    for memo in memos.iter().filter(|memo| memo.status() != Some("canceled")) {
        let Some(bill) = bills.iter_mut().find(|bill| memo.order_id() == Some(&bill.id)) else { continue };
        let total = bill.total.as_ref().and_then(|total| total.amount.plus(Decimal::parse(memo.total()?)?));
        bill.total = total.map(|total| bill.money(total));
    }
}

/// The projects of bills with what each came to, and last what is of no project, so that all of them are the totals.
pub fn projects(bills: &[Bill]) -> Vec<Project> {
    let mut all: Vec<Project> = Vec::new();
    let mut rest = Sums::default();
    for bill in bills {
        let Some(total) = &bill.total else { continue };
        let mut left = total.amount;
        for line in bill.own_lines().filter(|line| !line.project.is_empty()) {
            let Some((amount, less)) = line.amount.and_then(|amount| Some((amount, left.minus(amount)?))) else {
                continue;
            };
            let at = all.iter().position(|project| project.id == line.project).unwrap_or_else(|| {
                all.push(Project { id: line.project.clone(), sums: Sums::default() });
                all.len() - 1
            });
            if all.get_mut(at).is_some_and(|project| project.sums.add(&bill.money(amount))) {
                left = less;
            }
        }
        if !left.is_zero() {
            rest.add(&bill.money(left));
        }
    }
    if !rest.all().is_empty() {
        all.push(Project { id: String::new(), sums: rest });
    }
    all
}

/// The largest amount of each currency: what bars are measured by.
pub fn largest<'a>(amounts: impl Iterator<Item = &'a Money>) -> Vec<Money> {
    let mut largest: Vec<Money> = Vec::new();
    for money in amounts {
        match largest.iter_mut().find(|known| known.currency == money.currency) {
            Some(known) if known.amount < money.amount => known.amount = money.amount,
            Some(_) => {}
            None => largest.push(money.clone()),
        }
    }
    largest
}

/// How long the bar of an amount is, in percent.
pub fn share(largest: &[Money], money: &Money) -> u32 {
    let whole = largest.iter().find(|known| known.currency == money.currency);
    money.amount.percent_of(whole.map_or(Decimal::ZERO, |whole| whole.amount))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use serde_json::json;
    use wheelhouse_contract::Resource;

    use super::*;
    use crate::pages::billing::bill::tests::order;

    #[test]
    fn projects_and_the_rest_are_the_totals() {
        let bills = [Bill::of(&order("2026-10", "2026-11")), Bill::of(&order("2026-09", "2026-10"))];
        let projects = projects(&bills);
        let words: Vec<_> = projects.iter().map(|it| (it.id.as_str(), it.sums.of("EUR").text(2))).collect();
        assert_eq!(words, [("p", "106.00".to_owned()), ("", "9.20".to_owned())]);
        let (mut by_month, mut by_project) = (Sums::default(), Sums::default());
        assert!(months(&bills).iter().all(|month| by_month.add(month.total.as_ref().unwrap())));
        assert!(projects.iter().flat_map(|it| it.sums.all()).all(|sum| by_project.add(sum)));
        assert_eq!(by_month, by_project);
    }

    #[test]
    fn bills_of_other_currencies_stay_apart() {
        let mut other = Bill::of(&order("2026-09", "2026-10"));
        other.currency = "JPY".to_owned();
        other.total = Some(Money::new(Decimal::parse("60").unwrap(), "JPY"));
        let bills = [Bill::of(&order("2026-10", "2026-11")), other];
        let projects = projects(&bills);
        let shop = projects.first().unwrap();
        assert_eq!(shop.sums.all().iter().map(Money::exact).collect::<Vec<_>>(), ["53.00", "53"]);
        let months = months(&bills);
        let totals: Vec<_> = months.into_iter().filter_map(|month| month.total).collect();
        let largest = largest(totals.iter());
        assert_eq!(totals.iter().map(|total| share(&largest, total)).collect::<Vec<_>>(), [100, 100]);
    }

    #[test]
    fn a_month_without_a_total_stays_and_what_is_given_back_is_taken_off() {
        let mut bills = [Bill::of(&order("2026-10", "2026-11")), Bill::of(&order("2026-09", "2026-10"))];
        let [_, bill] = &mut bills;
        (bill.id, bill.total) = ("2".to_owned(), None);
        let memo = |order: &str, status: &str, total: &str| {
            Invoice::new(Arc::new(json!({"order_id": order, "status": status, "total": total})))
        };
        less_memos(
            &mut bills,
            &[memo("1", "refunded", "-57.60"), memo("1", "canceled", "-1"), memo("9", "paid", "-1")],
        );
        let totals: Vec<_> = months(&bills).into_iter().map(|month| month.total.map(|total| total.exact())).collect();
        assert_eq!(totals, [Some("0.00".to_owned()), None]);
        assert!(!bills.iter().all(Bill::is_whole));
        let sum = projects(&bills).iter().try_fold(Decimal::ZERO, |sum, it| sum.plus(it.sums.of("EUR")));
        assert_eq!(sum, Some(Decimal::ZERO));
        less_memos(&mut bills, &[memo("1", "refunded", "much")]);
        assert_eq!(months(&bills).first().unwrap().total, None);
    }
}
