//! A picture of what goes from one thing to another, before it goes.

use leptos::prelude::*;

use crate::ui::{El, Icon, IconName, Status, Tone, VisuallyHidden, el, live, view};

stylance::import_style!(style, "flow_picture.module.css");

/// What goes from where to where, and what both are afterwards.
pub struct Picture {
    pub from: Side,
    pub to: Side,
    pub flows: Vec<Flow>,
}

/// One of the two sides.
pub struct Side {
    /// What it is here: "Parent", "After".
    pub role: &'static str,
    pub name: String,
    /// What becomes of it, each in a few words.
    pub outcomes: Vec<(String, Tone)>,
}

impl Side {
    pub fn new(role: &'static str, name: impl Into<String>) -> Self {
        Self { role, name: name.into(), outcomes: Vec::new() }
    }

    /// Adds something that becomes of it.
    pub fn then(mut self, tone: Tone, outcome: impl Into<String>) -> Self {
        self.outcomes.push((outcome.into(), tone));
        self
    }

    /// As [`Side::then`], if it does.
    pub fn then_if(self, does: bool, tone: Tone, outcome: impl Into<String>) -> Self {
        if does { self.then(tone, outcome) } else { self }
    }
}

/// Whether something goes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Goes,
    /// Nothing of it goes over.
    Stays,
    /// It is destroyed on the way.
    Lost,
}

impl Way {
    /// It goes over if it is wanted.
    pub fn if_goes(goes: bool) -> Self {
        if goes { Self::Goes } else { Self::Stays }
    }

    const fn attr(self) -> &'static str {
        match self {
            Self::Goes => "goes",
            Self::Stays => "stays",
            Self::Lost => "lost",
        }
    }
}

/// One thing that may go over: code, data.
pub struct Flow {
    /// "Code".
    pub what: &'static str,
    pub way: Way,
    /// How much, or why not: "3 commits".
    pub says: String,
}

impl Flow {
    pub fn new(what: &'static str, way: Way, says: impl Into<String>) -> Self {
        Self { what, way, says: says.into() }
    }
}

/// Draws it: two boxes with an arrow for each flow between them, which reads as text from the first to the last.
/// Redrawn whenever a signal that `picture` reads changes.
pub fn flow_picture(picture: impl Fn() -> Picture + Send + 'static) -> AnyView {
    let content = move || {
        let Picture { from, to, flows } = picture();
        let way = format!("from {} to {}", from.name, to.name);
        let flows = flows.into_iter().map(|each| flow(each, &way).into_any());
        let flows = el("ul").class(style::flows).children(flows);
        el("div").class(style::picture).child(side(from)).child(flows).child(side(to)).into_any()
    };
    el("figure").class(style::frame).attr("aria-label", "What will happen").child(live(content)).into_any()
}

fn side(side: Side) -> El {
    let Side { role, name, outcomes } = side;
    let outcome = |(text, tone): (String, Tone)| el("li").child(view! { <Status text=text tone=tone /> }).into_any();
    let list = (!outcomes.is_empty())
        .then(|| el("ul").class(style::outcomes).children(outcomes.into_iter().map(outcome)).into_any());
    el("div")
        .class(style::side)
        .child(el("span").class(style::role).text(role))
        .child(el("strong").class(style::name).text(name))
        .maybe(list)
}

fn flow(flow: Flow, way: &str) -> El {
    let Flow { what, way: how, says } = flow;
    let (hidden, icon) = match how {
        Way::Goes => (format!(" goes {way}: "), None),
        Way::Stays => (": ".to_owned(), None),
        Way::Lost => (" is lost: ".to_owned(), Some(IconName::CROSS)),
    };
    let icon = icon.map(|name| view! { <Icon name=name /> });
    el("li")
        .class(style::flow)
        .attr("data-way", how.attr())
        .child(el("span").class(style::what).text(what))
        .child(view! { <VisuallyHidden>{hidden}</VisuallyHidden> })
        .child(el("span").class(style::arrow).attr("aria-hidden", "true").maybe(icon))
        .child(el("span").class(style::says).text(says))
}
