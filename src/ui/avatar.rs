use leptos::prelude::*;

use super::el;
use crate::text::upper;

stylance::import_style!(style, "avatar.module.css");

/// The initials of a person or organization, decorative beside the name.
#[component]
pub fn Avatar(
    /// The name in full.
    #[prop(into)]
    name: Signal<String>,
    /// A square for an organization instead of a circle for a person.
    #[prop(optional)]
    square: bool,
) -> impl IntoView {
    el("span")
        .class(style::avatar)
        .attr("data-square", square.then_some(""))
        .attr("aria-hidden", "true")
        .show(Signal::derive(move || name.with(|name| initials(name))))
        .into_any()
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    upper(&first.into_iter().chain(words.next_back()).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Ada King Lovelace"), "AL");
        assert_eq!(initials("acme"), "A");
        assert_eq!(initials("  élan vital "), "ÉV");
        assert_eq!(initials(""), "");
    }
}
