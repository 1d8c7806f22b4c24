//! What a person can change about how a list is shown, and taken away.

use leptos::prelude::*;

use crate::ui::{Menu, MenuSeparator, view};

/// The "View" menu of the list that is called so, of these groups of items.
pub fn view_menu(caption: &str, groups: Vec<ViewFn>) -> AnyView {
    let groups = StoredValue::new(groups);
    let items = move || {
        let mut items = Vec::new();
        for group in groups.get_value() {
            if !items.is_empty() {
                items.push(view! { <MenuSeparator /> });
            }
            items.push(group.run());
        }
        items.into_any()
    };
    view! {
        <Menu label=format!("View of {caption}") text=Signal::stored("View".to_owned())>
            {items()}
        </Menu>
    }
}
