//! Entries of lists and maps: a row each, of one text or of a key and a text.

use super::Input;

impl Input {
    /// How many rows there are.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Items(items) => items.len(),
            Self::Entries(entries) => entries.len(),
            Self::Groups(groups) => groups.len(),
            _ => 0,
        }
    }

    /// A text of a row, or its key; empty where there is none.
    pub(super) fn cell(&self, at: usize, key: bool) -> &str {
        match (self, key) {
            (Self::Items(items), false) => items.get(at).map_or("", String::as_str),
            (Self::Entries(entries), true) => entries.get(at).map_or("", |(key, _)| key),
            (Self::Entries(entries), false) => entries.get(at).map_or("", |(_, value)| value),
            _ => "",
        }
    }

    /// With another text, or key, in a row.
    pub(super) fn with_cell(mut self, at: usize, key: bool, text: String) -> Self {
        let cell = match (&mut self, key) {
            (Self::Items(items), false) => items.get_mut(at),
            (Self::Entries(entries), true) => entries.get_mut(at).map(|(key, _)| key),
            (Self::Entries(entries), false) => entries.get_mut(at).map(|(_, value)| value),
            _ => None,
        };
        if let Some(cell) = cell {
            *cell = text;
        }
        self
    }

    /// With one more row, or the first where nothing was set; `blank` is what the field's rows are like.
    pub(super) fn with_row(self, blank: Self) -> Self {
        match (self, blank) {
            (Self::Items(mut items), _) => {
                items.push(String::new());
                Self::Items(items)
            }
            (Self::Entries(mut entries), _) => {
                entries.push(Default::default());
                Self::Entries(entries)
            }
            (_, blank @ (Self::Items(_) | Self::Entries(_))) => blank.with_row(Self::Unset),
            (input, _) => input,
        }
    }

    pub(super) fn without_row(mut self, at: usize) -> Self {
        fn remove<T>(rows: &mut Vec<T>, at: usize) {
            if at < rows.len() {
                rows.remove(at);
            }
        }
        match &mut self {
            Self::Items(items) => remove(items, at),
            Self::Entries(entries) => remove(entries, at),
            Self::Groups(groups) => remove(groups, at),
            _ => {}
        }
        self
    }

    /// With a row for each line after this row, or in its place while it is empty.
    pub(super) fn with_lines(self, at: usize, lines: Vec<String>) -> Self {
        let Self::Items(mut items) = self else { return self };
        let is_blank = items.get(at).is_some_and(|item| item.trim().is_empty());
        let from = (if is_blank { at } else { at + 1 }).min(items.len());
        let to = (at + 1).min(items.len());
        items.splice(from..to, lines);
        Self::Items(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(items: &[&str]) -> Input {
        Input::Items(items.iter().map(|item| (*item).to_owned()).collect())
    }

    #[test]
    fn rows_that_are_not_there_change_nothing() {
        let input = items(&["a"]).with_cell(7, false, "x".to_owned()).without_row(7).with_cell(0, true, "x".to_owned());
        assert_eq!(input.items(), ["a"]);
        assert_eq!(input.cell(7, false), "");
    }

    #[test]
    fn lines_take_the_place_of_an_empty_row_only() {
        let lines = || vec!["x".to_owned(), "y".to_owned()];
        assert_eq!(items(&["a", " ", "b"]).with_lines(1, lines()).items(), ["a", "x", "y", "b"]);
        assert_eq!(items(&["a", "b"]).with_lines(0, lines()).items(), ["a", "x", "y", "b"]);
        assert_eq!(items(&["a"]).with_lines(9, lines()).items(), ["a", "x", "y"]);
    }

    #[test]
    fn a_row_is_added_where_nothing_was_set() {
        assert_eq!(Input::Unset.with_row(items(&[])).items(), [""]);
        assert_eq!(Input::Unset.with_row(Input::Entries(Vec::new())).count(), 1);
        assert!(Input::Unset.with_row(Input::Unset).is_unset());
    }
}
