//! How many rows a list has.

/// So many rows are counted at a glance.
const FEW: usize = 15;

/// How many rows are shown of how many; nothing where that is seen.
pub fn amount(shown: usize, all: usize, is_paged: bool) -> String {
    let page = if is_paged { " on this page" } else { "" };
    match (shown == all, all > FEW) {
        (false, _) => format!("{shown} of {all}{page}"),
        (true, true) if is_paged => format!("{all}{page}"),
        (true, true) => format!("{all} in total"),
        (true, false) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn many_rows_are_counted_and_what_a_search_leaves_is_compared() {
        for (shown, all, is_paged, words) in [
            (3, 3, false, ""),
            (3, 3, true, ""),
            (500, 500, false, "500 in total"),
            (50, 50, true, "50 on this page"),
            (2, 500, false, "2 of 500"),
            (0, 3, false, "0 of 3"),
            (2, 50, true, "2 of 50 on this page"),
        ] {
            assert_eq!(amount(shown, all, is_paged), words);
        }
    }
}
