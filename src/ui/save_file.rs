use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    type Blob;
    #[wasm_bindgen(constructor, catch)]
    fn new(parts: &js_sys::Array) -> Result<Blob, JsValue>;

    #[wasm_bindgen(catch, js_namespace = URL, js_name = createObjectURL)]
    fn create_object_url(blob: &Blob) -> Result<String, JsValue>;
    #[wasm_bindgen(js_namespace = URL, js_name = revokeObjectURL)]
    fn revoke_object_url(url: &str);
}

/// The browser reads the file after the click: for so long its address is kept.
const KEPT: Duration = Duration::from_secs(60);

/// Hands a text (a string) or bytes (a `Uint8Array`) to the browser to be saved under a name; whether that worked.
pub fn save_file(name: &str, content: &JsValue) -> bool {
    let address = Blob::new(&js_sys::Array::of1(content)).and_then(|blob| create_object_url(&blob));
    let (Ok(address), Ok(link)) = (address, document().create_element("a")) else { return false };
    let named = link.set_attribute("href", &address).and_then(|()| link.set_attribute("download", name));
    match link.dyn_into::<HtmlElement>() {
        Ok(link) if named.is_ok() => link.click(),
        _ => return false,
    }
    set_timeout(move || revoke_object_url(&address), KEPT);
    true
}
