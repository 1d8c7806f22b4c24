//! Reading an image from a file, and drawing a part of it.

use wasm_bindgen::prelude::*;
use web_sys::FormData;

use super::crop::Square;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = createImageBitmap)]
    async fn create_image_bitmap(file: &JsValue) -> Result<JsValue, JsValue>;

    /// An image as it is drawn, upright.
    #[derive(Clone)]
    pub type Bitmap;
    #[wasm_bindgen(method, getter)]
    pub fn width(this: &Bitmap) -> f64;
    #[wasm_bindgen(method, getter)]
    pub fn height(this: &Bitmap) -> f64;

    pub type Files;
    #[wasm_bindgen(method)]
    pub fn item(this: &Files, at: u32) -> Option<ImageFile>;

    pub type FileInput;
    #[wasm_bindgen(method, getter)]
    pub fn files(this: &FileInput) -> Option<Files>;

    pub type ImageFile;
    #[wasm_bindgen(method, getter)]
    pub fn size(this: &ImageFile) -> f64;

    pub type Canvas;
    #[wasm_bindgen(method, setter)]
    fn set_width(this: &Canvas, pixels: u32);
    #[wasm_bindgen(method, setter)]
    fn set_height(this: &Canvas, pixels: u32);
    #[wasm_bindgen(method, js_name = getContext)]
    fn context(this: &Canvas, kind: &str) -> Option<Pen>;
    #[wasm_bindgen(method, js_name = toBlob)]
    fn to_blob(this: &Canvas, then: &js_sys::Function, kind: &str, quality: f64);

    type Pen;
    #[wasm_bindgen(method, catch, js_name = drawImage)]
    #[allow(clippy::too_many_arguments)]
    fn draw(
        this: &Pen,
        image: &Bitmap,
        left: f64,
        top: f64,
        width: f64,
        height: f64,
        to_left: f64,
        to_top: f64,
        to_width: f64,
        to_height: f64,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(js_name = Blob)]
    pub type Encoded;
    #[wasm_bindgen(method, getter, js_name = size)]
    pub fn bytes(this: &Encoded) -> f64;

    #[wasm_bindgen(extends = FormData)]
    type Form;
    #[wasm_bindgen(method, catch, js_name = append)]
    fn append_file(this: &Form, name: &str, file: &Encoded, file_name: &str) -> Result<(), JsValue>;
}

/// The largest file that is opened, in bytes. What is sent is far smaller.
const LARGEST: f64 = 20_000_000.0;

/// Reads an image.
///
/// # Errors
/// A sentence on why it cannot be used.
pub async fn read(file: ImageFile) -> Result<Bitmap, String> {
    if file.size() > LARGEST {
        return Err("This file is larger than 20 MB.".to_owned());
    }
    let image = create_image_bitmap(file.as_ref()).await;
    image.map(JsCast::unchecked_into).map_err(|_| "This file isn’t an image your browser can read.".to_owned())
}

/// Draws a square of an image so that it fills a canvas.
pub fn draw(canvas: &Canvas, image: &Bitmap, square: Square) {
    let pixels = square.pixels();
    canvas.set_width(pixels);
    canvas.set_height(pixels);
    let (Square { left, top, side }, to) = (square, f64::from(pixels));
    if let Some(pen) = canvas.context("2d") {
        let _ = pen.draw(image, left, top, side, side, 0.0, 0.0, to, to);
    }
}

/// What a canvas shows, as a file of a type.
async fn encode(canvas: &Canvas, kind: &str) -> Option<Encoded> {
    let (send, encoded) = futures::channel::oneshot::channel();
    let then = Closure::once(move |blob: JsValue| {
        let _ = send.send(blob);
    });
    canvas.to_blob(then.as_ref().unchecked_ref(), kind, 0.9);
    let blob = encoded.await.ok()?;
    (!blob.is_null()).then(|| blob.unchecked_into())
}

/// What a canvas shows, as a form that is sent: a PNG, or a JPEG where that would be too large.
pub async fn form(canvas: &Canvas, field: &str, most: f64) -> Option<FormData> {
    let (file, name) = match encode(canvas, "image/png").await? {
        png if png.bytes() <= most => (png, "picture.png"),
        _ => (encode(canvas, "image/jpeg").await?, "picture.jpg"),
    };
    let form: Form = FormData::new().ok()?.unchecked_into();
    form.append_file(field, &file, name).ok()?;
    Some(form.unchecked_into())
}
