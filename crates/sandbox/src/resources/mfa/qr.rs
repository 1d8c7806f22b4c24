//! Texts as QR codes.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fast_qr::QRBuilder;
use fast_qr::qr::QRCode;
use image::{GrayImage, Luma};

use crate::error::ApiError;
use crate::resources::pictures::png_of;

/// Pixels along a side of a module, and modules of white around the code, as cameras need them.
const MODULE: u32 = 6;
const QUIET: u32 = 4;

/// A PNG image in Base64.
///
/// # Errors
/// 500 for a text that is too long.
pub fn png(text: &str) -> Result<String, ApiError> {
    let code = QRBuilder::new(text).build().map_err(|error| ApiError::internal(format!("The QR code: {error}.")))?;
    let size = u32::try_from(code.size).unwrap_or_default();
    let side = QUIET.saturating_mul(2).saturating_add(size).saturating_mul(MODULE);
    let image = GrayImage::from_fn(side, side, |x, y| {
        let is_dark = is_dark(&code, x / MODULE, y / MODULE);
        Luma([if is_dark { 0 } else { 255 }])
    });
    Ok(BASE64_STANDARD.encode(png_of(&image.into())?))
}

/// Whether a module is dark; counted with the white around the code.
fn is_dark(code: &QRCode, column: u32, row: u32) -> bool {
    let at = |module: u32| {
        module.checked_sub(QUIET).and_then(|module| usize::try_from(module).ok()).filter(|module| *module < code.size)
    };
    let (Some(column), Some(row)) = (at(column), at(row)) else { return false };
    code.data.get(row * code.size + column).is_some_and(|module| module.value())
}
