//! Numbers with a fraction, exact to the last digit.

use std::cmp::Ordering;

/// More digits than this are not read: no amount has as many, and sums of those that are read still fit.
const MOST_DIGITS: usize = 24;

/// More digits behind the point than this are not read.
const MOST_SCALE: u32 = 12;

/// A number, by all of its digits. There is one form of each number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decimal {
    units: i128,
    /// How many of its digits stand behind the point.
    scale: u32,
}

impl Decimal {
    pub const ZERO: Self = Self { units: 0, scale: 0 };

    fn new(mut units: i128, mut scale: u32) -> Self {
        while scale > 0 && units % 10 == 0 {
            (units, scale) = (units / 10, scale - 1);
        }
        Self { units, scale }
    }

    /// A number as JSON or a person writes it; `None` for what is none, or has more digits than amounts do.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.trim_start_matches('+').parse::<i8>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() || whole.len() + fraction.len() > MOST_DIGITS {
            return None;
        }
        let units = whole
            .chars()
            .chain(fraction.chars())
            .try_fold(0_i128, |units, digit| Some(units * 10 + i128::from(digit.to_digit(10)?)))?;
        let units = if is_negative { -units } else { units };
        let scale = i32::try_from(fraction.len()).ok()? - i32::from(exponent);
        match u32::try_from(scale) {
            Ok(scale) => Some(Self::new(units, scale)).filter(|number| number.scale <= MOST_SCALE),
            Err(_) => Some(Self::new(units.checked_mul(power(scale.unsigned_abs())?)?, 0)),
        }
    }

    /// The number with its point so many digits further to the left.
    pub fn shifted(self, digits: u32) -> Self {
        Self::new(self.units, self.scale + digits)
    }

    /// The digits of both without their points, which stand at the same place.
    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        let units = |number: Self| number.units.checked_mul(power(scale - number.scale)?);
        Some((units(self)?, units(other)?, scale))
    }

    /// The sum; `None` when it has more digits than can be held.
    pub fn plus(self, other: Self) -> Option<Self> {
        let (one, other, scale) = self.aligned(other)?;
        Some(Self::new(one.checked_add(other)?, scale))
    }

    /// The difference; `None` as for the sum.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    /// As much of it as `part` is of `whole`, to so many digits behind the point, halves away from zero; `None` as for the
    /// sum, and where there is no whole.
    pub fn part(self, part: Self, whole: Self, digits: u32) -> Option<Self> {
        let (part, whole, _) = part.aligned(whole).filter(|(_, whole, _)| *whole > 0)?;
        let whole = whole.checked_mul(power(self.scale)?)?;
        let twice = self.units.checked_mul(part)?.checked_mul(power(digits)?)?.checked_mul(2)?;
        let rounded = twice.checked_add(whole * twice.signum())? / whole.checked_mul(2)?;
        Some(Self::new(rounded, digits))
    }

    pub fn negated(self) -> Self {
        Self { units: -self.units, ..self }
    }

    pub fn absolute(self) -> Self {
        Self { units: self.units.abs(), ..self }
    }

    pub fn is_zero(self) -> bool {
        self.units == 0
    }

    pub fn is_negative(self) -> bool {
        self.units < 0
    }

    /// How many digits stand behind the point.
    pub fn scale(self) -> u32 {
        self.scale
    }

    /// Its digits, at least so many of them behind the point: `-12.50`.
    pub fn text(self, least: u32) -> String {
        let sign = if self.units < 0 { "-" } else { "" };
        let scale = self.scale.max(least) as usize;
        let mut digits = self.units.unsigned_abs().to_string();
        digits.extend((self.scale as usize..scale).map(|_| '0'));
        let digits = format!("{digits:0>width$}", width = scale + 1);
        match digits.split_at_checked(digits.len() - scale) {
            Some((whole, fraction)) if !fraction.is_empty() => format!("{sign}{whole}.{fraction}"),
            _ => format!("{sign}{digits}"),
        }
    }

    /// A text that stands in the same order as the number: to sort by, without rounding.
    pub fn key(self) -> String {
        let units = power(MOST_SCALE - self.scale.min(MOST_SCALE)).and_then(|power| self.units.checked_mul(power));
        // Half of what there is keeps all of them above zero.
        format!("{:039}", units.unwrap_or_default().saturating_add(i128::MAX / 2))
    }

    /// How large a part it is of another, in whole percent: what a bar shows.
    pub fn percent_of(self, whole: Self) -> u32 {
        let Some((part, whole, _)) = self.aligned(whole) else { return 0 };
        let percent =
            part.checked_mul(100).zip(Some(whole).filter(|whole| *whole > 0)).map(|(part, whole)| part / whole);
        percent.and_then(|percent| u32::try_from(percent).ok()).unwrap_or_default().min(100)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.aligned(*other).map(|(one, other, _)| one.cmp(&other))
    }
}

fn power(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    /// Numbers that look random and are the same each time.
    struct Random(u64);

    impl Random {
        fn next(&mut self) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, least, digits) in [
            ("0", 2, "0.00"),
            ("-0.00", 2, "0.00"),
            ("12.5", 2, "12.50"),
            ("12.345", 2, "12.345"),
            ("12.500", 0, "12.5"),
            ("-7", 0, "-7"),
            ("-0.07", 2, "-0.07"),
            ("1e3", 2, "1000.00"),
            ("1.25E-2", 2, "0.0125"),
            ("1e+2", 0, "100"),
            ("999999999999999.99", 2, "999999999999999.99"),
        ] {
            assert_eq!(number(text).text(least), digits, "{text}");
        }
        for text in ["", "-", ".5", "1,5", "1.2.3", "NaN", "1e", "1e400", "0x10", "1 000", "1e-30", "€5"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse(&"9".repeat(MOST_DIGITS + 1)), None);
    }

    #[test]
    fn minor_units_are_parts_of_the_currency() {
        for (minor, digits, text) in [("-1205", 2, "-12.05"), ("5", 3, "0.005"), ("700", 0, "700"), ("0", 2, "0.00")] {
            assert_eq!(number(minor).shifted(digits).text(digits), text);
        }
    }

    #[test]
    fn sums_of_any_amounts_are_exact() {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let (mut sum, mut cents) = (Decimal::ZERO, 0_i128);
        for _ in 0..100_000 {
            // Up to 10^15, with cents, of either sign.
            let amount =
                i128::from(random.next() % 100_000_000_000_000_000) * if random.next() & 1 == 0 { 1 } else { -1 };
            let text = number(&amount.to_string()).shifted(2).text(2);
            let read = number(&text);
            assert_eq!(read.text(2), text);
            sum = sum.plus(read).unwrap();
            cents += amount;
            assert_eq!(sum, number(&cents.to_string()).shifted(2));
        }
    }

    #[test]
    fn what_is_explained_and_the_rest_are_the_whole() {
        let mut random = Random(7);
        for _ in 0..1_000 {
            let mut part = || number(&(random.next() % 1_000_000_000_000).to_string()).shifted(3);
            let (total, one, other) = (part(), part(), part());
            let explained = one.plus(other).unwrap();
            let rest = total.minus(explained).unwrap();
            assert_eq!(explained.plus(rest), Some(total));
        }
    }

    #[test]
    fn a_part_is_rounded_once() {
        for (amount, part, whole, digits, text) in [
            ("45", "27", "31", 2, "39.19"),
            ("-45", "27", "31", 2, "-39.19"),
            ("0.01", "1", "2", 2, "0.01"),
            ("48", "20", "100", 2, "9.60"),
            ("123.45", "25.5", "100", 2, "31.48"),
            ("5000", "1", "3", 0, "1667"),
        ] {
            assert_eq!(number(amount).part(number(part), number(whole), digits).unwrap().text(digits), text);
        }
        assert_eq!(number("1").part(number("1"), Decimal::ZERO, 2), None);
    }

    #[test]
    fn keys_stand_in_the_order_of_numbers() {
        let rising = ["-1000000000000000", "-12.5", "-12.49", "-0.001", "0", "0.001", "9", "10", "10.5", "1e20"];
        let keys: Vec<_> = rising.iter().map(|text| number(text).key()).collect();
        assert!(keys.is_sorted(), "{}", keys.join(" "));
        assert!(rising.windows(2).all(|pair| number(pair.first().unwrap()) < number(pair.last().unwrap())));
    }

    #[test]
    fn a_bar_is_as_long_as_its_part() {
        assert_eq!(number("2.5").percent_of(number("10")), 25);
        assert_eq!(number("11").percent_of(number("10")), 100);
        assert_eq!(number("-1").percent_of(number("10")), 0);
        assert_eq!(number("1").percent_of(Decimal::ZERO), 0);
    }
}
