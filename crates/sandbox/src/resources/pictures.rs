//! Pictures of people: what is taken as one, and where it is found.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use rusqlite::Connection;
use wheelhouse_contract::sections::user_profiles::{PICTURE_BYTES, PICTURE_FIELD, PICTURE_PIXELS, PICTURE_TYPES};

use crate::error::ApiError;
use crate::request::{Upload, href};
use crate::setup::random_token;
use crate::store::profiles::{self, Picture};
use crate::store::users::User;
use wheelhouse_contract::FieldError;

/// Where pictures are found, below the API's mount.
pub const PLACE: &str = "/pictures/";

/// The greatest width and height that a picture is kept with, in pixels.
const KEPT: u32 = 512;

/// The greatest image that is unpacked, in bytes: four for each pixel of the largest picture, twice.
const UNPACKED: u64 = 2 * 4 * 4096 * 4096;

/// The formats behind [`PICTURE_TYPES`].
const FORMATS: &[ImageFormat] = &[ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];

/// Where the picture of this name is found.
fn address(name: &str) -> String {
    href(&format!("{PLACE}{name}"))
}

/// Keeps a file as a person's picture, and says where it is found.
///
/// # Errors
/// 400 when there is no file, or none that is taken as a picture.
pub fn keep(connection: &Connection, user: &User, file: Option<&Upload>) -> Result<String, ApiError> {
    let refused = |message: String| ApiError::fields(&[FieldError::new(PICTURE_FIELD, message)]);
    let file = file.filter(|file| file.field == PICTURE_FIELD && !file.bytes.is_empty());
    let file =
        file.ok_or_else(|| refused(format!("Send an image as multipart/form-data in the field {PICTURE_FIELD}.")))?;
    let png = png_of(&read(&file.bytes).map_err(refused)?)?;
    let name = random_token();
    profiles::keep_picture(connection, &Picture { name: name.clone(), user_id: user.id.clone(), png })?;
    Ok(address(&name))
}

/// An image as it is kept: upright and no larger than it is shown. Nothing else of the file is, such as where it was taken.
fn read(bytes: &[u8]) -> Result<DynamicImage, String> {
    if bytes.len() > PICTURE_BYTES {
        return Err(format!("The file has {} KB. {} KB is the most.", bytes.len() / 1000, PICTURE_BYTES / 1000));
    }
    let types = || PICTURE_TYPES.join(", ").replace("image/", "").to_uppercase();
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| error.to_string())?;
    if !reader.format().is_some_and(|format| FORMATS.contains(&format)) {
        return Err(format!("This is no image that is taken as a picture. Send one of: {}.", types()));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(UNPACKED);
    reader.limits(limits);
    let broken = |_: image::ImageError| "The image is broken and can’t be read.".to_owned();
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (least, greatest) = PICTURE_PIXELS;
    let (width, height) = decoder.dimensions();
    if ![width, height].iter().all(|side| (least..=greatest).contains(side)) {
        return Err(format!(
            "The image is {width} × {height} pixels. Width and height must be from {least} to {greatest} pixels."
        ));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(broken)?;
    image.apply_orientation(orientation);
    Ok(if width.max(height) > KEPT { image.thumbnail(KEPT, KEPT) } else { image })
}

/// An image as PNG.
///
/// # Errors
/// 500 when it cannot be written.
pub fn png_of(image: &DynamicImage) -> Result<Vec<u8>, ApiError> {
    let mut png = Cursor::new(Vec::new());
    let written = image.write_to(&mut png, ImageFormat::Png);
    written.map_err(|error| ApiError::internal(format!("The image cannot be written: {error}.")))?;
    Ok(png.into_inner())
}

/// Whether a person may have an address as their picture: nobody's uploaded picture but their own.
pub fn is_theirs(connection: &Connection, user: &User, picture: &str) -> rusqlite::Result<bool> {
    if !picture.starts_with('/') {
        return Ok(true);
    }
    Ok(profiles::picture_of(connection, &user.id)?.is_some_and(|name| address(&name) == picture))
}

/// Deletes an uploaded picture that is no longer the person's.
pub fn tidy(connection: &Connection, user: &User) -> rusqlite::Result<()> {
    match profiles::picture_of(connection, &user.id)? {
        Some(name) if address(&name) != user.picture => profiles::delete_picture(connection, &user.id).map(drop),
        _ => Ok(()),
    }
}
