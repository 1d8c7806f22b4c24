//! How many rows a list has.

use crate::text::count_words;

/// So many rows are counted at a glance.
const FEW: usize = 15;

/// How many rows are shown of how many; nothing where that is seen. `total` is what the API says of all pages.
pub fn amount(shown: usize, all: usize, is_paged: bool, total: Option<i64>) -> String {
    let page = if is_paged { " on this page" } else { "" };
    let total = total.and_then(|total| usize::try_from(total).ok());
    let (shown, all, is_whole, is_long) = (count_words(shown), count_words(all), shown == all, all > FEW);
    match (is_whole, is_long) {
        (false, _) => format!("{shown} of {all}{page}"),
        (true, _) if is_paged => match total {
            Some(total) => format!("{all} of {}", count_words(total)),
            None => format!("{all}{page}"),
        },
        (true, true) => format!("{all} in total"),
        (true, false) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn many_rows_are_counted_and_what_a_search_leaves_is_compared() {
        for (shown, all, is_paged, total, words) in [
            (3, 3, false, None, ""),
            (3, 3, false, Some(3), ""),
            (500, 500, false, None, "500 in total"),
            (50, 50, true, None, "50 on this page"),
            (50, 50, true, Some(1000), "50 of 1000"),
            (3, 3, true, Some(53), "3 of 53"),
            (2, 500, false, None, "2 of 500"),
            (0, 3, false, None, "0 of 3"),
            (2, 50, true, Some(1000), "2 of 50 on this page"),
        ] {
            assert_eq!(amount(shown, all, is_paged, total), words);
        }
    }
}
