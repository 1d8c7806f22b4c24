//! Lines of a file that somebody points at, as the address spells them: `?lines=10` or `?lines=10-20`.

/// From the first line to the last, both included, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines {
    pub first: usize,
    pub last: usize,
}

impl Lines {
    /// What a person typed or an address holds: `10`, `10-20`, `L10-L20`; `None` for what is no line.
    pub fn parse(text: &str) -> Option<Self> {
        let line =
            |text: &str| text.trim().trim_start_matches(['L', 'l']).parse::<usize>().ok().filter(|line| *line > 0);
        let (first, last) = match text.split_once('-') {
            None => (line(text)?, line(text)?),
            // As while the second is still typed.
            Some((first, last)) if last.trim().is_empty() => (line(first)?, line(first)?),
            Some((first, last)) => (line(first)?, line(last)?),
        };
        Some(Self { first: first.min(last), last: first.max(last) })
    }

    pub fn spell(self) -> String {
        if self.first == self.last { self.first.to_string() } else { format!("{}-{}", self.first, self.last) }
    }

    /// The lines from where these begin to another.
    pub fn to(self, line: usize) -> Self {
        Self { first: self.first.min(line), last: self.first.max(line) }
    }

    /// Those that are among `count` lines after the first `skipped`, counted from there; `None` where none is.
    pub fn within(self, skipped: usize, count: usize) -> Option<Self> {
        let first = self.first.saturating_sub(skipped).max(1);
        let last = self.last.checked_sub(skipped).filter(|last| *last > 0)?.min(count);
        (first <= last).then_some(Self { first, last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_spelt_as_they_are_read() {
        let lines = |first, last| Some(Lines { first, last });
        assert_eq!(Lines::parse("10"), lines(10, 10));
        assert_eq!(Lines::parse("L20 - L10"), lines(10, 20));
        assert_eq!(Lines::parse("10-"), lines(10, 10));
        for nothing in ["", "0", "-5", "x", "3-y", "1-2-3", "99999999999999999999999"] {
            assert_eq!(Lines::parse(nothing), None, "{nothing}");
        }
        for text in ["7", "7-9"] {
            assert_eq!(Lines::parse(text).map(Lines::spell).as_deref(), Some(text));
        }
        assert_eq!(Lines::parse("5-9").map(|lines| lines.to(3)), lines(3, 5));
    }

    #[test]
    fn a_part_of_the_file_knows_which_of_its_lines_are_meant() {
        let part = |first, last| Lines { first, last }.within(100, 50).map(|lines| (lines.first, lines.last));
        assert_eq!(part(101, 101), Some((1, 1)));
        assert_eq!(part(90, 110), Some((1, 10)));
        assert_eq!(part(140, 999), Some((40, 50)));
        assert_eq!(part(1, 100), None);
        assert_eq!(part(151, 160), None);
    }
}
