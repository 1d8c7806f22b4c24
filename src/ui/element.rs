//! Elements without type parameters.
//!
//! `view!` gives each element its own type, made of all its attributes and children, and compiles building,
//! rebuilding and dropping for each of them. Here an element is data, and one set of functions serves all: that is most
//! of what keeps the first load small. Components are still used by `view!`.

use std::borrow::Cow;
use std::mem;

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::reactive::owner::{LocalStorage, Owner};
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::renderer::{RemoveEventHandler, Rndr};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

use super::forgotten::live;

type Text = Cow<'static, str>;

/// The value of an attribute.
pub enum Value {
    /// Written once; `None` leaves the attribute out.
    Is(Option<Text>),
    /// Written again whenever a signal it reads changes.
    Follows(Box<dyn Fn() -> Option<Text> + Send>),
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Is(Some(text.into()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Is(Some(text.into()))
    }
}

impl From<Option<&'static str>> for Value {
    fn from(text: Option<&'static str>) -> Self {
        Self::Is(text.map(Text::from))
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Is(text.map(Text::from))
    }
}

impl From<Signal<String>> for Value {
    fn from(text: Signal<String>) -> Self {
        Self::Follows(Box::new(move || Some(text.get().into())))
    }
}

impl From<Signal<Option<String>>> for Value {
    fn from(text: Signal<Option<String>>) -> Self {
        Self::Follows(Box::new(move || text.get().map(Text::from)))
    }
}

/// A property that follows signals, for what a person changes as well: attributes only say how it began.
type Property = Box<dyn Fn() -> JsValue + Send>;

type Style = Box<dyn Fn() -> String + Send>;

type Handler = Box<dyn FnMut(JsValue) + Send>;

/// An element of the document, once it is built. Copies point at the same element.
#[derive(Clone, Copy)]
pub struct Handle(StoredValue<Option<Element>, LocalStorage>);

impl Handle {
    /// A handle for [`El::handle`].
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// The element; `None` before it is built, after it is gone, or when it is no `T`.
    pub fn get<T: JsCast>(self) -> Option<T> {
        self.0.try_get_value().flatten()?.dyn_into().ok()
    }
}

impl Default for Handle {
    fn default() -> Self {
        Self::new()
    }
}

/// An element to be: its tag, attributes, handlers and children as data. Made by [`el`].
#[must_use]
pub struct El {
    tag: &'static str,
    attributes: Vec<(&'static str, Value)>,
    styles: Vec<(&'static str, Style)>,
    properties: Vec<(&'static str, Property)>,
    handlers: Vec<(&'static str, Handler)>,
    handle: Option<Handle>,
    children: Vec<AnyView>,
}

/// An element with this tag.
pub fn el(tag: &'static str) -> El {
    El {
        tag,
        attributes: Vec::new(),
        styles: Vec::new(),
        properties: Vec::new(),
        handlers: Vec::new(),
        handle: None,
        children: Vec::new(),
    }
}

impl El {
    /// Sets the class.
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// Sets an attribute to a text or a signal.
    pub fn attr(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Sets an attribute to what `value` says, whenever a signal it reads changes.
    pub fn attr_fn<T: Into<Text>>(self, name: &'static str, value: impl Fn() -> Option<T> + Send + 'static) -> Self {
        self.attr(name, Value::Follows(Box::new(move || value().map(T::into))))
    }

    /// Sets an attribute without a value while `flag` says so.
    pub fn flag(self, name: &'static str, flag: impl Fn() -> bool + Send + 'static) -> Self {
        self.attr_fn(name, move || flag().then_some(""))
    }

    /// Sets an attribute to "true" while `flag` says so and leaves it out otherwise, as most ARIA states want it.
    pub fn aria(self, name: &'static str, flag: impl Fn() -> bool + Send + 'static) -> Self {
        self.attr_fn(name, move || flag().then_some("true"))
    }

    /// Sets a CSS property or variable.
    pub fn style(mut self, name: &'static str, value: impl Fn() -> String + Send + 'static) -> Self {
        self.styles.push((name, Box::new(value)));
        self
    }

    /// Keeps a property of the element in step.
    pub fn prop(mut self, name: &'static str, value: impl Fn() -> JsValue + Send + 'static) -> Self {
        self.properties.push((name, Box::new(value)));
        self
    }

    /// Handles an event, under the owner of the component that asks for it.
    pub fn on(mut self, name: &'static str, handler: impl Fn(Event) + Send + 'static) -> Self {
        self.handlers.push((name, Box::new(move |event: JsValue| handler(event.unchecked_into()))));
        self
    }

    /// Lets `handle` point at the element.
    pub fn handle(mut self, handle: Handle) -> Self {
        self.handle = Some(handle);
        self
    }

    /// Appends an element, a view or a text.
    pub fn child(mut self, child: impl IntoAny) -> Self {
        self.children.push(child.into_any());
        self
    }

    /// Appends an element.
    pub fn el(self, child: El) -> Self {
        self.child(child)
    }

    /// Appends a view if there is one.
    pub fn maybe(self, child: Option<impl IntoAny>) -> Self {
        self.children(child)
    }

    /// Appends views.
    pub fn children(mut self, children: impl IntoIterator<Item = impl IntoAny>) -> Self {
        self.children.extend(children.into_iter().map(IntoAny::into_any));
        self
    }

    /// Appends a text that stays.
    pub fn text(self, text: impl Into<Text>) -> Self {
        self.child(text.into().into_any())
    }

    /// Appends the text of a signal.
    pub fn show(self, text: Signal<String>) -> Self {
        self.child(text.into_any())
    }

    /// Appends the text of a signal and hides the element while there is none.
    pub fn show_some(self, text: Signal<Option<String>>) -> Self {
        self.flag("hidden", move || text.with(Option::is_none)).child(text.into_any())
    }

    /// Appends what `child` draws, again whenever a signal it reads changes.
    pub fn child_fn(self, child: impl Fn() -> AnyView + Send + 'static) -> Self {
        self.child(live(child))
    }
}

/// Keeps a part of an element in step with signals.
fn follow(apply: Box<dyn Fn()>) -> RenderEffect<()> {
    RenderEffect::new(move |_| apply())
}

fn write(element: &Element, name: &str, value: Option<Text>) {
    match value {
        Some(text) => Rndr::set_attribute(element, name, &text),
        None => Rndr::remove_attribute(element, name),
    }
}

impl El {
    /// Writes everything but the children to an element that may have had others before.
    fn apply(self, state: &mut ElState) {
        let element = &state.element;
        state.effects.clear();
        state.handlers.clear();
        for name in state.names.drain(..) {
            if !self.attributes.iter().any(|(kept, _)| *kept == name) {
                Rndr::remove_attribute(element, name);
            }
        }
        for (name, value) in self.attributes {
            state.names.push(name);
            match value {
                Value::Is(value) => write(element, name, value),
                Value::Follows(value) => {
                    let element = element.clone();
                    state.effects.push(follow(Box::new(move || write(&element, name, value()))));
                }
            }
        }
        for (name, value) in self.styles {
            let style = Rndr::style(element);
            state.effects.push(follow(Box::new(move || Rndr::set_css_property(&style, name, &value()))));
        }
        for (name, value) in self.properties {
            let element = element.clone();
            state.effects.push(follow(Box::new(move || Rndr::set_property(&element, name, &value()))));
        }
        let owner = Owner::current().unwrap_or_default();
        // Taking a focused element out of the page still fires its `blur`, when what the handler reads is gone already.
        let alive = (!self.handlers.is_empty()).then(|| StoredValue::new(()));
        for (name, mut handler) in self.handlers {
            let owner = owner.clone();
            let handler = Box::new(move |event| {
                if alive.is_some_and(|alive| !alive.is_disposed()) {
                    owner.with(|| handler(event));
                }
            });
            state.handlers.push(Rndr::add_event_listener(element, name, handler));
        }
        if let Some(Handle(handle)) = self.handle {
            let _ = handle.try_update_value(|handle| *handle = Some(element.clone()));
        }
    }
}

/// A built [`El`]. Its fields are dropped in this order: first what would react to the rest going.
pub struct ElState {
    effects: Vec<RenderEffect<()>>,
    handlers: Vec<RemoveEventHandler<Element>>,
    children: Vec<AnyViewState>,
    names: Vec<&'static str>,
    tag: &'static str,
    element: Element,
}

impl Render for El {
    type State = ElState;

    fn build(mut self) -> ElState {
        let is_drawing = matches!(self.tag, "svg" | "use" | "g" | "path" | "rect" | "text");
        let namespace = is_drawing.then_some("http://www.w3.org/2000/svg");
        let element = Rndr::create_element(self.tag, namespace);
        let mut children: Vec<_> = mem::take(&mut self.children).into_iter().map(AnyView::build).collect();
        for child in &mut children {
            child.mount(&element, None);
        }
        let mut state =
            ElState { effects: Vec::new(), handlers: Vec::new(), children, names: Vec::new(), tag: self.tag, element };
        self.apply(&mut state);
        state
    }

    fn rebuild(mut self, state: &mut ElState) {
        if self.tag == state.tag && self.children.len() == state.children.len() {
            for (child, state) in mem::take(&mut self.children).into_iter().zip(&mut state.children) {
                child.rebuild(state);
            }
            self.apply(state);
        } else {
            let mut new = self.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
        }
    }
}

impl Mountable for ElState {
    fn unmount(&mut self) {
        Rndr::remove(&self.element);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.element.parent_element() else {
            return false;
        };
        child.mount(&parent, Some(&self.element));
        true
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

no_attrs!(El);

/// Required of every view; without a server that renders, only `into_owned` is ever called.
impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn into_owned(self) -> Self {
        self
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> ElState {
        self.build()
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}
}
