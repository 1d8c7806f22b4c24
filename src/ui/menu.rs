use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::beside::put_beside;
use super::forgotten::with_context;
use super::icon::icon as draw_icon;
use super::text_input::style as input_style;
use super::tooltip::with_tip;
use super::{Handle, IconName, el, nothing, unique_id};
use crate::text::lower;

stylance::import_style!(style, "menu.module.css");

/// Lets an item close the menu it stands in.
#[derive(Clone, Copy)]
struct MenuContext {
    popover: Handle,
}

/// Beyond so many items they can be searched.
const FEW: usize = 15;

/// A button that opens a list of actions, on the browser's own popover: it closes on Escape, on a click elsewhere and
/// when another opens. Arrow keys, Home, End and first letters move in it; a long one is searched.
#[component]
pub fn Menu(
    /// The accessible name of the button, and its tooltip when it has no text.
    #[prop(into)]
    label: Signal<String>,
    /// The icon of the button; three dots unless it has a text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// A text on the button.
    #[prop(optional, into)]
    text: Option<Signal<String>>,
    /// Aligns the list with the start of the button, for menus at the start of a row.
    #[prop(optional)]
    align_start: bool,
    /// [`MenuItem`]s, [`MenuSeparator`]s and [`MenuHeading`]s; they exist while it is open.
    children: ChildrenFn,
) -> impl IntoView {
    let id = unique_id("menu");
    let trigger = Handle::new();
    let popover = Handle::new();
    let open = RwSignal::new(false);
    let icon = icon.or_else(|| text.is_none().then_some(IconName::MORE));
    let text_view = text.map(|text| el("span").class(style::text).show(text).into_any());
    let button = el("button")
        .class(style::trigger)
        .attr("data-text", text.is_some().then_some(""))
        .attr("type", "button")
        .attr("popovertarget", id.clone())
        .attr("aria-haspopup", "menu")
        .attr_fn("aria-expanded", move || Some(if open.get() { "true" } else { "false" }))
        .attr("aria-controls", id.clone())
        .attr_fn("aria-label", move || text.is_none().then(|| label.get()))
        .handle(trigger)
        .on("keydown", move |event| {
            let key = event.unchecked_ref::<web_sys::KeyboardEvent>().key();
            if matches!(key.as_str(), "ArrowDown" | "ArrowUp") && !open.get_untracked() {
                event.prevent_default();
                if let Some(trigger) = trigger.get::<web_sys::HtmlElement>() {
                    trigger.click();
                }
            }
        })
        .maybe(icon.map(draw_icon))
        .maybe(text_view)
        .maybe(text.map(|_| draw_icon(IconName::CHEVRON_DOWN)))
        .into_any();
    let button = if text.is_some() {
        button
    } else {
        with_tip(button, unique_id("tip"), Signal::derive(move || Some(label.get())))
    };
    let items = move || {
        let children = children.clone();
        open.get().then(|| with_context(MenuContext { popover }, || children())).into_any()
    };
    let is_long = RwSignal::new(false);
    let search = move || if is_long.get() { search_field(popover) } else { nothing() };
    let list = el("div").attr("role", "menu").attr("aria-label", label).child_fn(items);
    let list = el("div")
        .class(style::menu)
        .attr("data-start", align_start.then_some(""))
        .attr("popover", "auto")
        .attr("id", id)
        .handle(popover)
        .on("beforetoggle", move |event| {
            if opens(event) {
                open.set(true);
            }
        })
        // Not before it is shown or hidden: hidden items cannot take the focus, and items that are gone take it with
        // them, where the browser would return it to the button.
        .on("toggle", move |event| {
            if opens(event) {
                is_long.set(self::items(popover).len() > FEW);
                put_beside(popover, trigger, align_start);
                if !is_long.get_untracked() {
                    focus_item(popover, |_| 0);
                }
            } else {
                open.set(false);
                is_long.set(false);
            }
        })
        .on("keydown", move |event| on_key(event.unchecked_ref(), popover))
        .child_fn(search)
        .child(list);
    el("span").class(style::root).child(button).child(list).into_any()
}

fn opens(event: web_sys::Event) -> bool {
    event.unchecked_into::<web_sys::ToggleEvent>().new_state() == "open"
}

/// What narrows the items down to those with what is typed in them.
fn search_field(popover: Handle) -> AnyView {
    let field = Handle::new();
    request_animation_frame(move || {
        if let Some(field) = field.get::<web_sys::HtmlElement>() {
            let _ = field.focus();
        }
    });
    el("input")
        .class(input_style::input)
        .attr("type", "search")
        .attr("aria-label", "Search")
        .attr("placeholder", "Search")
        .attr("autocomplete", "off")
        .handle(field)
        .on("input", move |event| {
            let typed = lower(event_target_value(&event).trim());
            for item in all_items(popover) {
                let fits = lower(&item.text_content().unwrap_or_default()).contains(&typed);
                let _ = if fits { item.remove_attribute("hidden") } else { item.set_attribute("hidden", "") };
            }
        })
        .into_any()
}

fn on_key(event: &web_sys::KeyboardEvent, popover: Handle) {
    let key = event.key();
    if event.target().is_some_and(|target| target.has_type::<web_sys::HtmlInputElement>()) {
        match key.as_str() {
            "ArrowDown" => focus_item(popover, |_| 0),
            "ArrowUp" => focus_item(popover, |place| place.count - 1),
            // What fits best is meant.
            "Enter" => items(popover).iter().take(1).for_each(|item| item.click()),
            "Tab" => {
                close(popover);
                return;
            }
            _ => return,
        }
        event.prevent_default();
        return;
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        // A shortcut is no letter of an item.
        return;
    }
    match key.as_str() {
        "ArrowDown" => focus_item(popover, |place| place.now.map_or(0, |now| now + 1) % place.count),
        "ArrowUp" => focus_item(popover, |place| place.now.filter(|now| *now > 0).unwrap_or(place.count) - 1),
        "Home" => focus_item(popover, |_| 0),
        "End" => focus_item(popover, |place| place.count - 1),
        "Tab" => {
            close(popover);
            return;
        }
        letter if letter.chars().count() == 1 && letter != " " => {
            focus_first_with(popover, letter);
        }
        _ => return,
    }
    event.prevent_default();
}

/// Where the focus is among the items: `count` is never zero.
struct Place {
    now: Option<usize>,
    count: usize,
}

/// Those that a search does not leave out.
fn items(popover: Handle) -> Vec<web_sys::HtmlElement> {
    all_items(popover).into_iter().filter(|item| !item.has_attribute("hidden")).collect()
}

fn all_items(popover: Handle) -> Vec<web_sys::HtmlElement> {
    let Some(list) =
        popover.get::<web_sys::Element>().and_then(|menu| menu.query_selector_all("[role^=menuitem]").ok())
    else {
        return Vec::new();
    };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}

fn now(items: &[web_sys::HtmlElement]) -> Option<usize> {
    let active = document().active_element()?;
    items.iter().position(|item| **item == active)
}

fn focus_item(popover: Handle, choose: impl FnOnce(Place) -> usize) {
    let items = items(popover);
    if !items.is_empty() {
        let index = choose(Place { now: now(&items), count: items.len() });
        if let Some(item) = items.get(index) {
            let _ = item.focus();
        }
    }
}

/// The next item, round the end, whose text starts with `letter`.
fn focus_first_with(popover: Handle, letter: &str) {
    let items = items(popover);
    let after = now(&items).map_or(0, |now| now + 1);
    let starts = |item: &&web_sys::HtmlElement| {
        let text = item.text_content().unwrap_or_default();
        text.trim_start().get(..letter.len()).is_some_and(|start| start.eq_ignore_ascii_case(letter))
    };
    if let Some(item) = items.iter().skip(after).chain(items.iter().take(after)).find(starts) {
        let _ = item.focus();
    }
}

fn close(popover: Handle) {
    if let Some(menu) = popover.get::<web_sys::HtmlElement>() {
        // Fails when it is closed already.
        let _ = menu.hide_popover();
    }
}

/// An action, or with `href` a link, in a [`Menu`].
#[component]
pub fn MenuItem(
    /// The verb, with its object where the menu does not make it plain.
    #[prop(into)]
    label: Signal<String>,
    /// Where it leads; an item with one has no use for `on_select`.
    #[prop(optional, into)]
    href: Option<String>,
    /// Called when it is chosen, once the menu is closed and the focus back on its button.
    #[prop(optional, into)]
    on_select: Option<Callback<()>>,
    /// An icon before the label.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// It is what is shown or chosen now.
    #[prop(optional, into)]
    current: Signal<bool>,
    /// Whether it is on, for something to be switched on and off: the menu stays open then.
    #[prop(optional, into)]
    checked: Option<Signal<bool>>,
    /// Why it does nothing now; `None` when it works.
    #[prop(optional, into)]
    disabled_because: Signal<Option<String>>,
) -> impl IntoView {
    let context = use_context::<MenuContext>();
    let close_menu = move || {
        if let Some(context) = context {
            close(context.popover);
        }
    };
    let locked = move || disabled_because.with(Option::is_some);
    let item = match href {
        Some(href) => el("a").attr("href", href).on("click", move |_| close_menu()),
        None => el("button").attr("type", "button").aria("aria-disabled", locked).on("click", move |_| {
            if disabled_because.with_untracked(Option::is_none) {
                if checked.is_none() {
                    close_menu();
                }
                if let Some(on_select) = on_select {
                    on_select.run(());
                }
            }
        }),
    };
    let label =
        el("span").class(style::label).show(label).child(el("span").class(style::reason).show_some(disabled_because));
    let is_marked = move || checked.map_or_else(|| current.get(), |checked| checked.get());
    let check = el("span").class(style::check).flag("hidden", move || !is_marked()).child(draw_icon(IconName::CHECK));
    item.class(style::item)
        .attr("role", if checked.is_some() { "menuitemcheckbox" } else { "menuitem" })
        .attr("tabindex", "-1")
        .attr_fn("aria-checked", move || checked.map(|checked| if checked.get() { "true" } else { "false" }))
        .aria("aria-current", move || current.get())
        .maybe(icon.map(draw_icon))
        .child(label)
        .child(check)
        .into_any()
}

/// A line between groups of items.
#[component]
pub fn MenuSeparator() -> impl IntoView {
    el("div").class(style::separator).attr("role", "separator").into_any()
}

/// A heading over a group of items.
#[component]
pub fn MenuHeading(
    /// What the items below have in common.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    el("div").class(style::heading).attr("role", "presentation").show(text).into_any()
}
