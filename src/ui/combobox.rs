use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::icon::icon;
use super::text_input::style as input_style;
use super::{FieldContext, IconName, SelectOption, el, unique_id};
use crate::reactive::{Derived, State, memo};
use crate::text::lower;

stylance::import_style!(style, "combobox.module.css");

/// How many matches are listed at once; more typing narrows them down.
const MOST: usize = 50;

/// What a [`Combobox`] offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Offer {
    /// Nobody asked yet.
    #[default]
    Unasked,
    Loading,
    Ready(Vec<SelectOption>),
    /// Why nothing can be offered; a value can still be typed.
    Failed(String),
}

/// For one of what is offered and nothing else.
#[derive(Clone, Copy)]
pub struct Closed {
    /// Called with the value of what is taken, in place of `on_input`.
    pub take: Callback<String>,
    /// Called when the person leaves: what they typed is no value.
    pub leave: Callback<()>,
}

/// One line of text that offers what fits while it is typed; unless it is `closed`, anything else can be typed too.
///
/// Arrow keys move in the list, Enter takes, Escape closes it.
#[component]
pub fn Combobox(
    /// What it shows.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the whole text at each keystroke, and with the value of what is taken from the list.
    #[prop(into)]
    on_input: Callback<String>,
    /// What it offers.
    #[prop(into)]
    offer: Derived<Offer>,
    /// Called each time the list opens.
    #[prop(into)]
    on_open: Callback<()>,
    /// Only what is offered can be taken.
    #[prop(optional, into)]
    closed: Option<Closed>,
    /// Cannot be changed or focused, because something next to it says so.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Its accessible name when it stands outside a `Field`.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
    /// What it shows while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// Called when the focus leaves it.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let field = FieldContext::of_control();
    let list_id = StoredValue::new(unique_id("list"));
    let open = RwSignal::new(false);
    let active = State::new(None::<usize>);
    // What is chosen shows until something is typed, and narrows nothing down.
    let touched = RwSignal::new(false);
    let found = memo(move || {
        offer.with(|offer| match closed {
            Some(_) if !touched.get() => fitting(offer, ""),
            Some(_) => value.with(|typed| fitting(offer, typed)),
            None => value.with(|typed| matches(offer, typed)),
        })
    });
    let show = move || {
        if !open.get_untracked() {
            active.set(None);
            open.set(true);
            on_open.run(());
        }
    };
    let take = move |option: SelectOption| {
        if option.disabled {
            return;
        }
        open.set(false);
        touched.set(false);
        closed.map_or(on_input, |closed| closed.take).run(option.value);
    };
    let on_key = move |event: web_sys::Event| {
        let key = event.unchecked_ref::<web_sys::KeyboardEvent>().key();
        let count = found.with_untracked(|found| found.len().min(MOST));
        let now = active.get_untracked().filter(|_| open.get_untracked());
        match key.as_str() {
            "ArrowDown" | "ArrowUp" => {
                show();
                active.set(step(now, count, key == "ArrowDown"));
            }
            "Enter" => {
                // Of what fits a search, the first is meant.
                let now = now.or((closed.is_some() && open.get_untracked()).then_some(0));
                let chosen = now.and_then(|now| found.with_untracked(|found| found.get(now).cloned()));
                let Some(chosen) = chosen else { return };
                take(chosen);
            }
            "Escape" if open.get_untracked() => open.set(false),
            _ => return,
        }
        event.prevent_default();
    };
    let input = field
        .wire(el("input"), label, disabled, on_blur)
        .class(input_style::input)
        .attr("data-mono", closed.is_none().then_some(""))
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", list_id.get_value())
        .attr_fn("aria-expanded", move || Some(if open.get() { "true" } else { "false" }))
        .attr_fn("aria-activedescendant", move || active.get().filter(|_| open.get()).map(|at| option_id(list_id, at)))
        .attr("placeholder", placeholder)
        .prop("value", move || value.with(|value| value.into()))
        .on("input", move |event| {
            on_input.run(event_target_value(&event));
            touched.set(true);
            active.set(None);
            show();
        })
        .on("click", move |event| {
            if closed.is_some() && !open.get_untracked() {
                // What is typed next takes its place.
                event_target::<web_sys::HtmlInputElement>(&event).select();
            }
            show();
        })
        .on("keydown", on_key)
        .on("focusout", move |_| {
            open.set(false);
            touched.set(false);
            closed.iter().for_each(|closed| closed.leave.run(()));
        });
    let options = move || {
        let options = found.with(|found| found.iter().take(MOST).cloned().collect::<Vec<_>>());
        let draw = |(at, option): (usize, SelectOption)| {
            let value = (closed.is_none() && option.value != option.label)
                .then(|| el("code").class(style::value).text(option.value.clone()));
            el("li")
                .class(style::option)
                .attr("role", "option")
                .attr("id", option_id(list_id, at))
                .attr("aria-disabled", option.disabled.then_some("true"))
                .attr_fn("aria-selected", move || Some(if active.get() == Some(at) { "true" } else { "false" }))
                // The focus stays in the text.
                .on("mousedown", |event| event.prevent_default())
                .on("click", {
                    let option = option.clone();
                    move |_| take(option.clone())
                })
                .child(el("span").text(option.label))
                .maybe(value.map(IntoAny::into_any))
                .into_any()
        };
        options.into_iter().enumerate().map(draw).collect::<Vec<_>>().into_any()
    };
    let said = Signal::derive(move || {
        let count = found.with(Vec::len);
        offer.with(|offer| match offer {
            Offer::Unasked | Offer::Loading => Some("Loading…".to_owned()),
            Offer::Failed(why) => Some(format!("{why} You can type a value.")),
            Offer::Ready(all) if all.is_empty() && closed.is_some() => None,
            Offer::Ready(_) if count == 0 && closed.is_some() => Some("No matches.".to_owned()),
            Offer::Ready(_) if count == 0 => Some("No matches. You can still use what you typed.".to_owned()),
            Offer::Ready(_) if count > MOST => Some(format!("{} more: type to narrow down.", count - MOST)),
            Offer::Ready(_) => None,
        })
    });
    let list = el("ul").attr("role", "listbox").attr("id", list_id.get_value()).attr("aria-label", "Suggestions");
    let panel = el("div")
        .class(style::panel)
        .flag("hidden", move || !open.get())
        .child(list.child_fn(options))
        .child(el("p").class(style::said).attr("role", "status").show_some(said));
    let toggle = el("button")
        .class(input_style::reveal)
        .attr("type", "button")
        .attr("tabindex", "-1")
        .attr("aria-hidden", "true")
        .on("mousedown", |event| event.prevent_default())
        .on("click", move |_| if open.get_untracked() { open.set(false) } else { show() })
        .child(icon(IconName::CHEVRON_DOWN));
    el("span").class(input_style::box_).attr("data-end", "reveal").child(input).child(toggle).child(panel).into_any()
}

fn option_id(list_id: StoredValue<String>, at: usize) -> String {
    format!("{}-{at}", list_id.read_value())
}

/// The options that fit what is typed; all of them once one is chosen, to choose another.
fn matches(offer: &Offer, typed: &str) -> Vec<SelectOption> {
    let Offer::Ready(options) = offer else { return Vec::new() };
    let value = lower(typed.trim());
    let is_chosen = options.iter().any(|option| lower(&option.value) == value);
    fitting(offer, if is_chosen { "" } else { typed })
}

/// The options whose label or value holds what is typed.
fn fitting(offer: &Offer, typed: &str) -> Vec<SelectOption> {
    let Offer::Ready(options) = offer else { return Vec::new() };
    let typed = lower(typed.trim());
    let fits = |option: &&SelectOption| lower(&option.label).contains(&typed) || lower(&option.value).contains(&typed);
    options.iter().filter(fits).cloned().collect()
}

/// The next place in a list that goes round.
fn step(now: Option<usize>, count: usize, down: bool) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (now, down) {
        (None, true) => 0,
        (None, false) => last,
        (Some(now), true) if now >= last => 0,
        (Some(now), true) => now + 1,
        (Some(now), false) => now.checked_sub(1).unwrap_or(last),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_narrows_down_and_what_is_chosen_does_not() {
        let option = SelectOption::new;
        let offer =
            Offer::Ready(vec![option("eu-5", "Sweden"), option("us-4", "United States"), option("us-2", "Oregon")]);
        let found = |typed: &str| matches(&offer, typed).into_iter().map(|option| option.value).collect::<Vec<_>>();
        assert_eq!(found("US"), ["us-4", "us-2"]);
        assert_eq!(found(" swe"), ["eu-5"]);
        assert_eq!(found("us-4").len(), 3);
        assert!(found("mars").is_empty());
        assert_eq!(found("").len(), 3);
    }

    #[test]
    fn moving_goes_round() {
        assert_eq!(step(None, 0, true), None);
        assert_eq!(step(None, 3, true), Some(0));
        assert_eq!(step(None, 3, false), Some(2));
        assert_eq!(step(Some(2), 3, true), Some(0));
        assert_eq!(step(Some(0), 3, false), Some(2));
        assert_eq!(step(Some(7), 3, true), Some(0));
    }
}
