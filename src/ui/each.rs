//! Lists whose rows stay with what they show.

use std::mem;

use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node, Placeholder};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use serde_json::{Map, Value};
use wasm_bindgen::JsCast;

use super::{El, live};

type Draw = Box<dyn FnOnce() -> AnyView + Send>;

/// A row of [`each`].
pub struct Row {
    key: String,
    draw: Draw,
}

impl Row {
    /// A row that `key` tells from the others, drawn once, when it first appears.
    pub fn new(key: impl Into<String>, draw: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key: key.into(), draw: Box::new(draw) }
    }
}

/// Draws rows, and when they change only those that are new. Keys that repeat are drawn once.
///
/// What a row keeps (signals, memos) is made inside of its `draw`: what `rows` itself makes is gone when they run again.
///
/// One type of row for all lists: leptos' `For` is compiled once for every type it is used with, some kilobytes each time.
pub fn each(rows: impl Fn() -> Vec<Row> + Send + 'static) -> AnyView {
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    live(move || Rows { rows: rows(), owner: owner.get_value() }.into_any())
}

impl El {
    /// Appends rows that stay with what they show, as [`each`] does.
    pub fn each(self, rows: impl Fn() -> Vec<Row> + Send + 'static) -> Self {
        self.child(each(rows))
    }
}

struct Rows {
    rows: Vec<Row>,
    /// Rows outlive the run of the effect that drew them: they belong to the list.
    owner: Owner,
}

/// A row that is in the document. Fields are dropped in this order: the view before the signals that it reads.
struct Shown {
    key: String,
    view: AnyViewState,
    owner: Owner,
}

struct RowsState {
    shown: Vec<Shown>,
    end: Placeholder,
}

impl Rows {
    /// The rows without those whose key came before, and the place of each by its key.
    ///
    /// A map of JSON: the console has one anyway, and another type of map would be compiled beside it.
    fn unique(self) -> (Vec<Row>, Map<String, Value>) {
        let mut places = Map::new();
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            if !places.contains_key(&row.key) {
                places.insert(row.key.clone(), Value::from(rows.len()));
                rows.push(row);
            }
        }
        (rows, places)
    }
}

fn draw(row: Row, list: &Owner) -> Shown {
    let owner = list.child();
    let view = owner.with(|| (row.draw)().build());
    Shown { key: row.key, view, owner }
}

impl Shown {
    fn remove(mut self) {
        self.view.unmount();
        self.owner.unset_with_forced_cleanup();
    }
}

impl Render for Rows {
    type State = RowsState;

    fn build(self) -> RowsState {
        let owner = self.owner.clone();
        let shown = self.unique().0.into_iter().map(|row| draw(row, &owner)).collect();
        RowsState { shown, end: Rndr::create_placeholder() }
    }

    fn rebuild(self, state: &mut RowsState) {
        let owner = self.owner.clone();
        let (wanted, places) = self.unique();
        let place_of = |key: &str| usize::try_from(places.get(key)?.as_u64()?).ok();
        // Those that stay, by their new place; where the order is the old one, none is moved.
        let mut kept: Vec<Option<Shown>> = wanted.iter().map(|_| None).collect();
        let mut order = Vec::new();
        let mut gone = Vec::new();
        for shown in mem::take(&mut state.shown) {
            match place_of(&shown.key).and_then(|place| Some((place, kept.get_mut(place)?))) {
                Some((place, slot)) => {
                    order.push(place);
                    *slot = Some(shown);
                }
                None => gone.push(shown),
            }
        }
        gone.into_iter().for_each(Shown::remove);
        let moves = !order.is_sorted();
        let end: &Node = state.end.as_ref();
        let parent = Rndr::get_parent(end).and_then(|parent| parent.dyn_into::<Element>().ok());
        let mut next: Vec<Shown> = Vec::with_capacity(wanted.len());
        // From the last to the first, each before the one that follows it.
        for (row, kept) in wanted.into_iter().zip(kept).rev() {
            let is_new = kept.is_none();
            let mut shown = kept.unwrap_or_else(|| draw(row, &owner));
            if let Some(parent) = parent.as_ref().filter(|_| is_new || moves) {
                match next.last() {
                    Some(after) if after.view.insert_before_this(&mut shown.view) => {}
                    _ => shown.view.mount(parent, Some(end)),
                }
            }
            next.push(shown);
        }
        next.reverse();
        state.shown = next;
    }
}

impl Mountable for RowsState {
    fn unmount(&mut self) {
        self.shown.iter_mut().for_each(|shown| shown.view.unmount());
        self.end.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.shown.iter_mut().for_each(|shown| shown.view.mount(parent, marker));
        self.end.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.shown.first().is_some_and(|first| first.view.insert_before_this(child))
            || self.end.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.shown.iter().flat_map(|shown| shown.view.elements()).collect()
    }
}

no_attrs!(Rows);

/// Required of every view; without a server that renders, only `into_owned` is ever called.
impl RenderHtml for Rows {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn into_owned(self) -> Self {
        self
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> RowsState {
        self.build()
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}
}
