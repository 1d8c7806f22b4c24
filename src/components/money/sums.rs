//! Sums of amounts, those of each currency by themselves.

use super::{Decimal, Money};

/// The sums of amounts, by currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums(Vec<Money>);

impl Sums {
    /// Adds an amount; whether the sum can be held.
    pub fn add(&mut self, money: &Money) -> bool {
        match self.0.iter_mut().find(|sum| sum.currency == money.currency) {
            Some(sum) => sum.amount.plus(money.amount).map(|amount| sum.amount = amount).is_some(),
            None => {
                self.0.push(money.clone());
                true
            }
        }
    }

    /// The sum in a currency; nothing where none was added.
    pub fn of(&self, currency: &str) -> Decimal {
        self.0.iter().find(|sum| sum.currency == currency).map_or(Decimal::ZERO, |sum| sum.amount)
    }

    /// The sums, in the order in which their currencies came.
    pub fn all(&self) -> &[Money] {
        &self.0
    }
}

/// The sums one after the other, each as `words` has it.
pub fn sums_words(sums: &Sums, words: fn(&Money) -> String) -> String {
    sums.all().iter().map(words).collect::<Vec<_>>().join(" + ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn currencies_are_never_added_together() {
        let mut sums = Sums::default();
        for (amount, currency) in [("1.10", "EUR"), ("2", "USD"), ("0.90", "EUR"), ("-3", "JPY")] {
            assert!(sums.add(&Money::new(Decimal::parse(amount).unwrap(), currency)));
        }
        assert_eq!(sums_words(&sums, Money::exact), "2.00 + 2.00 + -3");
        assert_eq!(sums.of("EUR").text(2), "2.00");
        assert_eq!(sums.of("CHF"), Decimal::ZERO);
    }
}
