//! An invoice on paper: the file at the address that the API gives.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

use crate::api::Api;
use crate::ui::{Button, Toast, el, save_file, use_toaster, view};

#[wasm_bindgen]
extern "C" {
    type Blob;
    #[wasm_bindgen(constructor, catch)]
    fn new(parts: &js_sys::Array, options: &JsValue) -> Result<Blob, JsValue>;

    #[wasm_bindgen(catch, js_namespace = URL, js_name = createObjectURL)]
    fn create_object_url(blob: &Blob) -> Result<String, JsValue>;
}

const KIND: &str = "application/pdf";

const UNOPENED: &str = "The browser didn’t open the PDF. Download it instead.";

/// The ways to open and to save it. What lies within the API is read as the person; another address is only a link, as no
/// token goes there.
pub fn pdf(url: String, name: String) -> AnyView {
    let api = Api::expect();
    match api.path_of(&url) {
        Ok(path) => ours(api, path, name),
        Err(_) if url.starts_with("https://") || url.starts_with("http://") => {
            let link = el("a").attr("href", url).attr("target", "_blank").attr("rel", "noopener noreferrer");
            link.text("Open PDF").into_any()
        }
        Err(_) => el("span").class("muted").text("The API doesn’t provide a link to it.").into_any(),
    }
}

fn ours(api: Api, path: String, name: String) -> AnyView {
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
    let kept = StoredValue::new((path, name));
    let fetch = move |opens: bool| {
        if busy.get_untracked() {
            return;
        }
        // The browser lets a click open a tab, and not what comes after it.
        let tab = opens.then(|| window().open_with_url_and_target("", "_blank").ok().flatten());
        if let Some(None) = tab {
            toaster.push(Toast::danger(UNOPENED));
            return;
        }
        let tab = tab.flatten();
        busy.set(true);
        let (path, name) = kept.get_value();
        spawn_local(async move {
            let answer = api.file(&path, KIND).await;
            // The page may be gone by now, with everything it held.
            if busy.try_set(false).is_some() {
                close(tab);
                return;
            }
            let failed = match answer {
                Ok(bytes) => {
                    let bytes = js_sys::Uint8Array::from(bytes.as_slice());
                    let (done, why) = match &tab {
                        Some(tab) => (show(tab, &bytes), UNOPENED),
                        None => (save_file(&format!("{name}.pdf"), &bytes), "The browser didn’t save the file."),
                    };
                    (!done).then(|| why.to_owned())
                }
                Err(error) => Some(format!("{}. {}", error.title(), error.text())),
            };
            if let Some(text) = failed {
                close(tab);
                toaster.push(Toast::danger(text));
            }
        });
    };
    let open = view! { <Button busy=busy on_click=move || fetch(true)>"Open PDF"</Button> };
    let save = view! { <Button busy=busy on_click=move || fetch(false)>"Download PDF"</Button> };
    el("span").class("row").child(open).child(save).into_any()
}

fn close(tab: Option<web_sys::Window>) {
    if let Some(tab) = tab {
        let _ = tab.close();
    }
}

/// Shows the file in a tab; whether the browser lets it.
fn show(tab: &web_sys::Window, bytes: &js_sys::Uint8Array) -> bool {
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"type".into(), &KIND.into());
    let blob = Blob::new(&js_sys::Array::of1(bytes), &options);
    // The address lasts as long as this page: the other tab reads it when it likes.
    let address = blob.and_then(|blob| create_object_url(&blob));
    address.is_ok_and(|address| tab.location().set_href(&address).is_ok())
}
