//! Which columns of a list a person wants to see, kept in its address.

use leptos::prelude::*;

use crate::components::use_url_state;
use crate::reactive::{Memo, memo};
use crate::ui::{ColumnHead, MenuHeading, MenuItem, view};

/// The items of the "View" menu for a list's columns, and the places of those that are shown. The first, which names the
/// rows, always is.
pub(super) fn hiding(heads: &[ColumnHead]) -> (ViewFn, Memo<Vec<usize>>) {
    let state = use_url_state("hide", &[]);
    let hidden = state.signal();
    let heads = StoredValue::new(heads.to_vec());
    let is_hidden = move |key: &str| hidden.with(|hidden| hidden.split(',').any(|hidden| hidden == key));
    let shown = memo(move || {
        let shows = |(at, head): &(usize, &ColumnHead)| *at == 0 || !head.is_only_in_files() && !is_hidden(head.key());
        heads.with_value(|heads| heads.iter().enumerate().filter(shows).map(|(at, _)| at).collect())
    });
    let toggle = move |key: &'static str| {
        let wanted = |head: &&ColumnHead| untrack(|| is_hidden(head.key())) != (head.key() == key);
        let keys =
            heads.with_value(|heads| heads.iter().skip(1).filter(wanted).map(ColumnHead::key).collect::<Vec<_>>());
        state.replace(keys.join(","));
    };
    let item = move |head: ColumnHead| {
        let (key, toggle) = (head.key(), toggle.clone());
        let checked = Signal::derive(move || !is_hidden(key));
        view! { <MenuItem label=head.title() checked=checked on_select=move || toggle(key) /> }
    };
    let can_hide = |head: &ColumnHead| !head.is_actions() && !head.is_only_in_files();
    let items = move || {
        let heads: Vec<_> =
            heads.with_value(|heads| heads.iter().skip(1).filter(|head| can_hide(head)).copied().collect());
        let heading = (!heads.is_empty()).then(|| view! { <MenuHeading text="Columns" /> });
        heading.into_iter().chain(heads.into_iter().map(&item)).collect::<Vec<_>>().into_any()
    };
    (items.into(), shown)
}
