//! Where the focus goes when another page opens: to its heading, or to the first field of a form for something new. Screen
//! readers are told the page's title.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::reactive::{Memo, effect};
use crate::routes::Route;
use crate::ui::el;

/// How long a page may take to be there before the focus is left where it is, in milliseconds.
const PATIENCE: f64 = 8_000.0;
const HEADING: &str = "#content h1";
/// What can be filled, in the page's form.
const FIELD: &str = "#content form :is(input:not([type=hidden]), select, textarea):not(:disabled, [tabindex='-1'])";

/// Moves the focus whenever the address names another page than before, and draws what announces it.
pub fn arrivals(route: Memo<Route>) -> AnyView {
    let said = RwSignal::new(String::new());
    let before = StoredValue::new(None::<Route>);
    // What the page that is left was called.
    let title = StoredValue::new(String::new());
    // Of two arrivals the later one counts.
    let turn = StoredValue::new(0_u32);
    effect(move || {
        let route = route.get();
        let is_other = before.with_value(|before| before.as_ref().is_some_and(|before| *before != route));
        let is_new = route.is_new();
        before.set_value(Some(route));
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        if is_other {
            let mine = turn.get_value();
            let until = js_sys::Date::now() + PATIENCE;
            let left = Some(title.get_value()).filter(|left| !left.is_empty()).unwrap_or_else(|| document().title());
            let arrival = Arrival { from: focused(), mine, turn, is_new, until, said, title, left };
            request_animation_frame(move || arrival.look());
        }
    });
    el("div").class("visually-hidden").attr("aria-live", "polite").show(said.into()).into_any()
}

fn focused() -> Option<web_sys::Element> {
    document().active_element().filter(|element| element.tag_name() != "BODY")
}

/// A page that is on its way.
struct Arrival {
    /// What had the focus, as long as that is where the person left it.
    from: Option<web_sys::Element>,
    mine: u32,
    turn: StoredValue<u32>,
    is_new: bool,
    until: f64,
    said: RwSignal<String>,
    title: StoredValue<String>,
    /// What the page before was called, as long as this one is not said.
    left: String,
}

impl Arrival {
    /// Looks at each frame until the page is there: what it shows first may be replaced by what is read.
    fn look(mut self) {
        if self.turn.try_get_value() != Some(self.mine) || js_sys::Date::now() > self.until {
            return;
        }
        let now = focused();
        // The person went somewhere meanwhile, or the page has put the focus where it wants it.
        if now.is_some() && now != self.from {
            return;
        }
        let find = |what: &str| document().query_selector(what).ok().flatten();
        let field = if self.is_new { find(FIELD) } else { None };
        let is_done = field.is_some() || !self.is_new;
        let title = document().title();
        self.title.try_set_value(title.clone());
        if let Some(target) = field.or_else(|| find(HEADING)) {
            // The heading of a project stays from tab to tab, and so does the focus on it.
            let is_there = now.as_ref() == Some(&target);
            if let Some(element) = target.dyn_ref::<web_sys::HtmlElement>().filter(|_| !is_there) {
                // One that cannot take the focus leaves it where it is.
                let _ = element.focus();
            }
            if is_done && (!is_there || title != self.left) {
                self.left.clone_from(&title);
                self.said.try_set(title);
            }
            self.from = focused();
        }
        request_animation_frame(move || self.look());
    }
}
