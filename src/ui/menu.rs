use leptos::context::Provider;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::tooltip::with_tip;
use super::{Icon, IconName, unique_id};

stylance::import_style!(style, "menu.module.css");

/// Lets an item close the menu it stands in.
#[derive(Clone, Copy)]
struct MenuContext {
    popover: NodeRef<html::Div>,
}

/// A button that opens a list of actions, on the browser's own popover: it closes on Escape, on a click elsewhere and
/// when another opens. Arrow keys, Home, End and first letters move in it.
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
    let trigger = NodeRef::<html::Button>::new();
    let popover = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let icon = icon.or_else(|| text.is_none().then_some(IconName::MORE));
    let button = view! {
        <button
            class=style::trigger
            data-text=text.is_some().then_some("")
            type="button"
            node_ref=trigger
            popovertarget=id.clone()
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-controls=id.clone()
            aria-label=move || text.is_none().then(|| label.get())
            on:keydown=move |event| {
                if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") && !open.get_untracked() {
                    event.prevent_default();
                    if let Some(trigger) = trigger.get_untracked() {
                        trigger.click();
                    }
                }
            }
        >
            {icon.map(|name| view! { <Icon name /> })}
            {text.map(|text| view! { <span class=style::text>{text}</span> <Icon name=IconName::CHEVRON_DOWN /> })}
        </button>
    }
    .into_any();
    let button = if text.is_some() {
        button
    } else {
        with_tip(button, unique_id("tip"), Signal::derive(move || Some(label.get())))
    };
    let items = move || {
        let children = children.clone();
        open.get().then(|| view! { <Provider value=MenuContext { popover }>{children()}</Provider> })
    };
    view! {
        <span class=style::root>
            {button}
            <div
                class=style::menu
                data-start=align_start.then_some("")
                popover="auto"
                role="menu"
                id=id
                aria-label=label
                node_ref=popover
                on:beforetoggle=move |event: web_sys::Event| {
                    if opens(event) {
                        open.set(true);
                    }
                }
                // Not before it is shown or hidden: hidden items cannot take the focus, and items that are gone
                // take it with them, where the browser would return it to the button.
                on:toggle=move |event| {
                    if opens(event) {
                        focus_item(popover, |_| 0);
                    } else {
                        open.set(false);
                    }
                }
                on:keydown=move |event| on_key(&event, popover)
            >
                {items}
            </div>
        </span>
    }
    .into_any()
}

fn opens(event: web_sys::Event) -> bool {
    event.unchecked_into::<web_sys::ToggleEvent>().new_state() == "open"
}

fn on_key(event: &web_sys::KeyboardEvent, popover: NodeRef<html::Div>) {
    let key = event.key();
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
            focus_first_with(popover, &letter.to_lowercase());
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

fn items(popover: NodeRef<html::Div>) -> Vec<web_sys::HtmlElement> {
    let Some(list) = popover.get_untracked().and_then(|menu| menu.query_selector_all("[role=menuitem]").ok()) else {
        return Vec::new();
    };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}

fn now(items: &[web_sys::HtmlElement]) -> Option<usize> {
    let active = document().active_element()?;
    items.iter().position(|item| **item == active)
}

fn focus_item(popover: NodeRef<html::Div>, choose: impl FnOnce(Place) -> usize) {
    let items = items(popover);
    if !items.is_empty() {
        let index = choose(Place { now: now(&items), count: items.len() });
        if let Some(item) = items.get(index) {
            let _ = item.focus();
        }
    }
}

/// The next item, round the end, whose text starts with `letter`.
fn focus_first_with(popover: NodeRef<html::Div>, letter: &str) {
    let items = items(popover);
    let after = now(&items).map_or(0, |now| now + 1);
    let starts = |item: &&web_sys::HtmlElement| {
        item.text_content().unwrap_or_default().trim().to_lowercase().starts_with(letter)
    };
    if let Some(item) = items.iter().skip(after).chain(items.iter().take(after)).find(starts) {
        let _ = item.focus();
    }
}

fn close(popover: NodeRef<html::Div>) {
    if let Some(menu) = popover.get_untracked() {
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
    /// It destroys something.
    #[prop(optional)]
    danger: bool,
    /// It is what is shown or chosen now.
    #[prop(optional, into)]
    current: Signal<bool>,
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
    let tone = danger.then_some("danger");
    let is_current = move || current.get().then_some("true");
    let locked = move || disabled_because.with(Option::is_some);
    let content = view! {
        {icon.map(|name| view! { <Icon name /> })}
        <span class=style::label>
            {label}
            <span class=style::reason hidden=move || !locked()>{disabled_because}</span>
        </span>
        <span class=style::check hidden=move || !current.get()>
            <Icon name=IconName::CHECK />
        </span>
    };
    match href {
        Some(href) => view! {
            <a
                class=style::item
                role="menuitem"
                tabindex="-1"
                href=href
                aria-current=is_current
                on:click=move |_| close_menu()
            >
                {content}
            </a>
        }
        .into_any(),
        None => view! {
            <button
                class=style::item
                type="button"
                role="menuitem"
                tabindex="-1"
                data-tone=tone
                aria-current=is_current
                aria-disabled=move || locked().then_some("true")
                on:click=move |_| {
                    if disabled_because.with_untracked(Option::is_none) {
                        close_menu();
                        if let Some(on_select) = on_select {
                            on_select.run(());
                        }
                    }
                }
            >
                {content}
            </button>
        }
        .into_any(),
    }
}

/// A line between groups of items.
#[component]
pub fn MenuSeparator() -> impl IntoView {
    view! { <div class=style::separator role="separator"></div> }.into_any()
}

/// A heading over a group of items.
#[component]
pub fn MenuHeading(
    /// What the items below have in common.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { <div class=style::heading role="presentation">{text}</div> }.into_any()
}
