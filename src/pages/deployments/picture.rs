//! Connections, as a picture: a box for each, a line for each relationship.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::graph::{Graph, Node, Thing};
use super::layout::{BOX_HEIGHT, Layout, Place, Rank, layout};
use super::lines::branch;
use crate::reactive::Memo;
use crate::text::sentence;
use crate::ui::{El, el, unique_id};

stylance::import_style!(style, "picture.module.css");

/// Pixels that a letter of a name, and one of what stands below it, take at most.
const LETTER: (i32, i32) = (8, 7);
const PADDING: i32 = 12;

/// How a person moves in it, for who does not see it.
const HELP: &str = "Left and right arrow keys follow connections. Up and down arrow keys move between neighbours. \
    Enter shows details below.";

/// Draws it. `chosen` is the key of the node whose facts are shown.
pub fn picture(graph: &Graph, chosen: Memo<String>, choose: Callback<String>) -> AnyView {
    let ranks: Vec<Rank> = graph.nodes.iter().map(|node| node.rank).collect();
    let edges: Vec<(usize, usize)> = graph.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let layout = layout(&ranks, &edges);
    let prefix = unique_id("node");
    let focused = RwSignal::new(None::<usize>);
    let keys = StoredValue::new(graph.nodes.iter().map(|node| node.thing.key()).collect::<Vec<_>>());
    // The lines of the node that is looked at stand out.
    let is_on = move |at: usize| {
        focused.get() == Some(at) || keys.with_value(|keys| chosen.with(|chosen| keys.get(at) == Some(chosen)))
    };
    let lines = layout.lines.iter().zip(&edges).map(|(line, &(from, to))| {
        let shape = el("path").class(style::line).attr("d", line.clone());
        shape.flag("data-on", move || is_on(from) || is_on(to)).into_any()
    });
    let branches = graph.nodes.iter().zip(&layout.places).filter_map(|(node, place)| {
        let Rank::Below(head) = node.rank else { return None };
        let head = layout.places.get(head)?;
        Some(el("path").class(style::branch).attr("d", branch(head, place)).into_any())
    });
    let moves = StoredValue::new(Moves::of(&layout, &edges));
    let boxes = graph.nodes.iter().zip(&layout.places).enumerate().map(|(at, (node, place))| {
        let key = node.thing.key();
        let chosen_key = key.clone();
        let own = prefix.clone();
        let press = move |event: web_sys::Event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let pressed = event.key();
            if pressed == "Enter" || pressed == " " {
                event.prevent_default();
                choose.run(key.clone());
            } else if let Some(to) = moves.with_value(|moves| moves.next(at, &pressed)) {
                event.prevent_default();
                let element = document().get_element_by_id(&format!("{own}-{to}"));
                // What is drawn takes the focus as any element does, though it is none of HTML.
                let _ = element.map(|element| element.unchecked_into::<HtmlElement>().focus());
            }
        };
        let click = node.thing.key();
        shape(node, place)
            .attr("id", format!("{prefix}-{at}"))
            .attr("role", "button")
            .attr("tabindex", "0")
            .attr("aria-label", label(graph, at, node))
            .attr_fn("aria-pressed", move || Some(if chosen.with(|c| *c == chosen_key) { "true" } else { "false" }))
            .on("click", move |_| choose.run(click.clone()))
            .on("keydown", press)
            .on("focus", move |_| focused.set(Some(at)))
            .on("blur", move |_| focused.set(None))
            .into_any()
    });
    let help = unique_id("help");
    let drawing = el("svg")
        .class(style::drawing)
        .attr("width", layout.width.to_string())
        .attr("height", layout.height.to_string())
        .attr("viewBox", format!("0 0 {} {}", layout.width, layout.height))
        .attr("role", "group")
        .attr("aria-label", "Connections")
        .attr("aria-describedby", help.clone())
        .children(lines)
        .children(branches)
        .children(boxes);
    let frame = el("div")
        .class(style::frame)
        .child(el("p").class("visually-hidden").attr("id", help).text(HELP))
        .child(drawing);
    let width = format!("{}px", layout.width);
    let more =
        el("p").class(style::more).style("--width", move || width.clone()).text("Scroll sideways to see the rest.");
    el("div").class(style::whole).el(frame).el(more).into_any()
}

/// A box with a name and what it is.
fn shape(node: &Node, place: &Place) -> El {
    let number = |value: i32| value.to_string();
    let kind = match &node.thing {
        Thing::Route(_) => "route",
        Thing::Missing(_) => "missing",
        _ => "container",
    };
    let line = |class, up: i32, text: String, letter: i32| {
        let most = usize::try_from((place.width - 2 * PADDING) / letter).unwrap_or(0);
        el("text")
            .class(class)
            .attr("x", number(place.x + PADDING))
            .attr("y", number(place.y + up))
            .text(shortened(&text, most))
    };
    let outline = el("rect")
        .attr("x", number(place.x))
        .attr("y", number(place.y))
        .attr("width", number(place.width))
        .attr("height", number(BOX_HEIGHT))
        .attr("rx", if kind == "route" { "16" } else { "6" });
    el("g")
        .class(style::node)
        .attr("data-kind", kind)
        .child(outline)
        .child(line(style::name, 20, shown_name(&node.thing), LETTER.0))
        .child(line(style::about, 37, about(&node.thing), LETTER.1))
}

/// Addresses go without what nearly all of them have.
fn shown_name(thing: &Thing) -> String {
    let name = thing.name();
    match thing {
        Thing::Route(_) => name.strip_prefix("https://").unwrap_or(name).trim_end_matches('/').to_owned(),
        _ => name.to_owned(),
    }
}

fn about(thing: &Thing) -> String {
    let more = match thing {
        Thing::Route(route) => {
            let kind = route.kind().map_or_else(|| "Route".to_owned(), sentence);
            return if route.primary() == Some(true) { format!("{kind}, primary") } else { kind };
        }
        _ => thing.container().and_then(|container| container.kind()),
    };
    more.map_or_else(|| thing.word().to_owned(), |more| format!("{} · {more}", thing.word()))
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some(_) => text.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

/// All that the picture says of a node, in words.
fn label(graph: &Graph, at: usize, node: &Node) -> String {
    let list = |what: &str, others: Vec<(&Node, &str)>| {
        let names: Vec<&str> = others.iter().map(|(other, _)| other.thing.name()).collect();
        if names.is_empty() { String::new() } else { format!(". {what} {}", names.join(", ")) }
    };
    let (out, into) = (list("Connects to", graph.targets(at)), list("Used by", graph.sources(at)));
    format!("{}, {}{out}{into}", node.thing.name(), about(&node.thing))
}

/// Where arrow keys lead from each node.
struct Moves(Vec<[Option<usize>; 4]>);

impl Moves {
    fn of(layout: &Layout, edges: &[(usize, usize)]) -> Self {
        let places = &layout.places;
        let y = |at: usize| places.get(at).map_or(0, |place| place.y);
        let from = |at: usize, place: &Place| {
            let nearest = |others: &mut dyn Iterator<Item = usize>| {
                others.filter(|other| *other != at).min_by_key(|other| y(*other).abs_diff(place.y))
            };
            let right = nearest(&mut edges.iter().filter(|edge| edge.0 == at).map(|edge| edge.1));
            let left = nearest(&mut edges.iter().filter(|edge| edge.1 == at).map(|edge| edge.0));
            let beside =
                || (0..places.len()).filter(|other| places.get(*other).is_some_and(|p| p.column == place.column));
            let up = nearest(&mut beside().filter(|other| y(*other) < place.y));
            let down = nearest(&mut beside().filter(|other| y(*other) > place.y));
            [right, left, up, down]
        };
        Self(places.iter().enumerate().map(|(at, place)| from(at, place)).collect())
    }

    fn next(&self, at: usize, key: &str) -> Option<usize> {
        let [right, left, up, down] = *self.0.get(at)?;
        match key {
            "ArrowRight" => right,
            "ArrowLeft" => left,
            "ArrowUp" => up,
            "ArrowDown" => down,
            _ => None,
        }
    }
}
