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
    async fn arrayBuffer(this: &FileOnDisk) -> Result<JsValue, JsValue>;

    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(encoding: &str) -> Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &js_sys::Uint8Array) -> Result<String, JsValue>;

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
    let unread = || "This file couldn’t be read.".to_owned();
    let bytes = js_sys::Uint8Array::new(&file.arrayBuffer().await.map_err(|_| unread())?);
    let encoding = encoding(&bytes.to_vec()).ok_or("This file isn’t text.")?;
    // The mark at the start that names an encoding is no part of the text; the decoder takes it off.
    TextDecoder::new(encoding).and_then(|decoder| decoder.decode(&bytes)).map_err(|_| unread())
}

/// The encoding that bytes are text in, as browsers call it (Encoding Standard); none when they are no text.
///
/// What says nothing of its encoding is UTF-8 where it can be, UTF-16 where every other byte is zero, as in text of
/// western languages, and else the eight bits of old Windows programs.
fn encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, ..] => return Some("utf-16le"),
        [0xfe, 0xff, ..] => return Some("utf-16be"),
        _ => {}
    }
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match (even, odd) {
        (0, 0) if std::str::from_utf8(bytes).is_ok() => Some("utf-8"),
        (0, 0) if bytes.iter().all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c)) => {
            Some("windows-1252")
        }
        (0, odd) if is_wide(bytes, odd, u16::from_le_bytes) => Some("utf-16le"),
        (even, 0) if is_wide(bytes, even, u16::from_be_bytes) => Some("utf-16be"),
        _ => None,
    }
}

/// Whether bytes, of which some on one side are zero, are UTF-16: most are, or some, where all of it can be read as letters
/// and could not be in another way.
fn is_wide(bytes: &[u8], zeros: usize, unit: fn([u8; 2]) -> u16) -> bool {
    let is_shown = |letter: char| !letter.is_control() || matches!(letter, '\t' | '\n' | '\r');
    let is_narrow = std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(|c| is_shown(c) || c == '\0'));
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit);
    let reads = || char::decode_utf16(units).all(|letter| letter.is_ok_and(is_shown));
    zeros * 8 >= bytes.len() * 3 || (zeros * 8 >= bytes.len() && !is_narrow && reads())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_of_a_text_is_recognised() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        assert_eq!(encoding("CITY=Münster".as_bytes()), Some("utf-8"));
        assert_eq!(encoding(b""), Some("utf-8"));
        assert_eq!(encoding(b"CITY=M\xfcnster\nB3=2\n"), Some("windows-1252"));
        assert_eq!(encoding(&utf16("A=1\n")), Some("utf-16le"));
        assert_eq!(encoding(&utf16("\u{feff}A=1\n")), Some("utf-16le"));
        assert_eq!(encoding(&utf16("CITY=Москва\n")), Some("utf-16le"));
        assert_eq!(encoding(&utf16("CITY=東京都\r\n")), Some("utf-16le"));
        let swapped = "CITY=Москва\n".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
        assert_eq!(encoding(&swapped), Some("utf-16be"));
        assert_eq!(encoding(&"A=1".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>()), Some("utf-16be"));
    }

    #[test]
    fn what_is_no_text_has_none() {
        // A certificate as DER.
        assert_eq!(encoding(&[0x30, 0x82, 0x03, 0x00, 0x02, 0x01, 0x00, 0x86, 0x48]), None);
        assert_eq!(encoding(&[0x89, b'P', b'N', b'G', 0x1a, 0xff]), None);
        // One NUL in a text.
        assert_eq!(encoding(b"N=a\0b"), None);
        assert_eq!(encoding(&[0x30, 0x82, 0x03, 0x00, 0x9f, 0xdc, 0x01, 0xd9]), None);
    }
}
