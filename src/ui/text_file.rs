use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use web_sys::HtmlInputElement;

use super::{Button, Handle, IconName, VisuallyHidden, el, view};

stylance::import_style!(style, "text_file.module.css");

#[wasm_bindgen]
extern "C" {
    type FileOnDisk;
    #[wasm_bindgen(method, getter)]
    fn size(this: &FileOnDisk) -> f64;
    #[wasm_bindgen(method, catch)]
    async fn text(this: &FileOnDisk) -> Result<JsValue, JsValue>;

    type Files;
    #[wasm_bindgen(method)]
    fn item(this: &Files, at: u32) -> Option<FileOnDisk>;

    /// An `input` of files, or what is dragged over the page.
    type Carrier;
    #[wasm_bindgen(method, getter)]
    fn files(this: &Carrier) -> Option<Files>;
    #[wasm_bindgen(method, getter)]
    fn types(this: &Carrier) -> js_sys::Array;

    type DropEvent;
    #[wasm_bindgen(method, getter, js_name = dataTransfer)]
    fn data_transfer(this: &DropEvent) -> Option<Carrier>;
}

/// The largest file that is read, in bytes: a body of the API is far smaller.
const LARGEST: f64 = 1024.0 * 1024.0;

/// Lets a text be read from a file as well: one that is dropped on the control, or chosen.
#[component]
pub fn TextFile(
    /// What the text is: "Certificate".
    #[prop(into)]
    label: String,
    /// The endings of files that may fit, for the browser's dialog: ".pem,.crt".
    #[prop(optional)]
    accept: &'static str,
    /// Called with the file's text, or with a sentence on why there is none.
    on_text: Callback<Result<String, String>>,
    /// The control for typing.
    children: Children,
) -> impl IntoView {
    let input = Handle::new();
    let over = RwSignal::new(false);
    let take = move |files: Option<Files>| {
        let Some(file) = files.and_then(|files| files.item(0)) else { return };
        spawn_local(async move {
            let text = read(&file).await;
            // The form may be gone by now.
            let _ = on_text.try_run(text);
        });
    };
    let choose = move || {
        if let Some(input) = input.get::<HtmlInputElement>() {
            // The same file can be chosen again.
            input.set_value("");
            input.click();
        }
    };
    let picker = el("input")
        .attr("type", "file")
        .attr("hidden", "")
        .attr("tabindex", "-1")
        .attr("aria-hidden", "true")
        .attr("accept", Some(accept).filter(|accept| !accept.is_empty()))
        .handle(input)
        .on("change", move |event| take(event.target().and_then(|input| input.unchecked_into::<Carrier>().files())));
    let button = view! {
        <Button icon=IconName::UPLOAD on_click=choose>
            "Choose file"
            <VisuallyHidden>{format!(" for {label}")}</VisuallyHidden>
        </Button>
    };
    el("div")
        .class(style::zone)
        .flag("data-over", move || over.get())
        .on("dragover", move |event| {
            if dragged(&event).is_some() {
                event.prevent_default();
                over.set(true);
            }
        })
        .on("dragleave", move |_| over.set(false))
        .on("drop", move |event| {
            over.set(false);
            if let Some(dragged) = dragged(&event) {
                event.prevent_default();
                take(dragged.files());
            }
        })
        .child(children())
        .child(picker)
        .child(button)
        .into_any()
}

/// What is dragged, if it is files: text that is dragged goes its own way.
fn dragged(event: &web_sys::Event) -> Option<Carrier> {
    let dragged = event.unchecked_ref::<DropEvent>().data_transfer()?;
    dragged.types().includes(&"Files".into(), 0).then_some(dragged)
}

async fn read(file: &FileOnDisk) -> Result<String, String> {
    if file.size() > LARGEST {
        return Err("This file is larger than 1 MiB.".to_owned());
    }
    let text = file.text().await.ok().and_then(|text| text.as_string());
    let text = text.ok_or("This file could not be read.")?;
    // What is no UTF-8 was replaced, and text has no zero bytes.
    if text.contains(['\u{fffd}', '\0']) {
        return Err("This file is not text. Certificates and keys are needed as PEM.".to_owned());
    }
    Ok(text)
}
