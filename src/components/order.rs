//! Putting things in order.

use std::collections::BinaryHeap;

/// The items in the order of their keys; those with the same one stay as they were.
///
/// One sort for all lists, over keys and indices: the standard ones are compiled once for each type of item, five
/// kilobytes each.
pub fn sorted<T>(items: Vec<T>, key: impl FnMut(&T) -> String) -> Vec<T> {
    let order = order(items.iter().map(key).collect());
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|index| items.get_mut(index)?.take()).collect()
}

/// The indices of the keys, in order.
fn order(keys: Vec<String>) -> Vec<usize> {
    let heap: BinaryHeap<(String, usize)> = keys.into_iter().enumerate().map(|(index, key)| (key, index)).collect();
    heap.into_sorted_vec().into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::sorted;

    #[test]
    fn what_is_equal_stays_in_place() {
        let items = vec!["b2", "a1", "b1", "a2", "", "b0"];
        assert_eq!(
            sorted(items, |item| item.get(..1).unwrap_or_default().to_owned()),
            ["", "a1", "a2", "b2", "b1", "b0"]
        );
    }
}
