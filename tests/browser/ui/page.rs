//! A place to mount pieces in, and what the tests do with them.

use std::any::Any;

use js_sys::{Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

/// How long a page may take to say something, in frames: a read that fails in passing is tried again for seconds.
pub const PATIENCE: u32 = 1200;

/// Pieces in the document, which leave it at the end of the test.
pub struct Page {
    root: HtmlElement,
    _mounted: Box<dyn Any>,
}

impl Page {
    pub async fn show(view: impl FnOnce() -> AnyView + 'static) -> Self {
        let document = document();
        let root: HtmlElement = document.create_element("main").unwrap().unchecked_into();
        document.body().unwrap().append_child(&root).unwrap();
        let mounted = mount_to(root.clone(), view);
        let page = Self { root, _mounted: Box::new(mounted) };
        next_frame().await;
        page
    }

    /// The one element that matches.
    pub fn get(&self, selector: &str) -> HtmlElement {
        let all = self.all(selector);
        assert_eq!(all.len(), 1, "{selector} in {}", self.root.inner_html());
        all.into_iter().next().unwrap()
    }

    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let list = self.root.query_selector_all(selector).unwrap();
        (0..list.length()).map(|index| list.item(index).unwrap().unchecked_into()).collect()
    }

    /// The one button or link that shows this text or has it for a label.
    pub fn button(&self, name: &str) -> HtmlElement {
        let mut named: Vec<_> = self.all("button, a").into_iter().filter(|button| name_of(button) == name).collect();
        assert_eq!(named.len(), 1, "{name} in {}", self.root.inner_html());
        named.remove(0)
    }

    /// Types into the one control that matches, as a person replacing its text would.
    pub fn type_into(&self, selector: &str, text: &str) {
        let input = self.get(selector);
        Reflect::set(&input, &"value".into(), &text.into()).unwrap();
        dispatch(&input, "input");
    }

    /// Waits for a condition that an effect is about to bring about.
    pub async fn until(&self, what: &str, condition: impl Fn(&Self) -> bool) {
        for _ in 0..PATIENCE {
            if condition(self) {
                return;
            }
            next_frame().await;
        }
        panic!("still not so: {what}, in {}", self.root.inner_html());
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// What a screen reader would call the button, near enough: its label, else the text that shows.
fn name_of(button: &HtmlElement) -> String {
    let label = button.get_attribute("aria-label");
    label.unwrap_or_else(|| button.inner_text().trim().to_owned())
}

pub async fn next_frame() {
    let frame = Promise::new(&mut |resolve, _| {
        window().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(frame).await.unwrap();
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Event)]
    type NewEvent;
    #[wasm_bindgen(constructor, js_class = "Event")]
    fn new(kind: &str, init: &JsValue) -> NewEvent;

    #[wasm_bindgen(js_name = KeyboardEvent)]
    type NewKeyboardEvent;
    #[wasm_bindgen(constructor, js_class = "KeyboardEvent")]
    fn new(kind: &str, init: &JsValue) -> NewKeyboardEvent;
}

fn init(key: &str) -> Object {
    let init = Object::new();
    for (name, value) in [("bubbles", true.into()), ("cancelable", true.into()), ("key", key.into())] {
        Reflect::set(&init, &name.into(), &value).unwrap();
    }
    init
}

/// Presses a key where the focus is.
pub fn press(key: &str) {
    let event = NewKeyboardEvent::new("keydown", &init(key));
    document().active_element().unwrap().dispatch_event(event.unchecked_ref()).unwrap();
}

/// Sends an event; whether nobody prevented what it leads to.
pub fn dispatch(target: &Element, kind: &str) -> bool {
    let event = NewEvent::new(kind, &init(""));
    target.dispatch_event(event.unchecked_ref()).unwrap()
}

pub fn has_focus(element: &HtmlElement) -> bool {
    document().active_element().as_ref() == Some(element)
}

pub fn attribute(element: &HtmlElement, name: &str) -> Option<String> {
    element.get_attribute(name)
}
