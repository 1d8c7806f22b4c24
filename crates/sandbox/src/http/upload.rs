//! Files that are sent in a form.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use futures_util::stream;
use multer::{Constraints, Multipart, SizeLimit};

use super::body::LIMIT;
use crate::request::Upload;

/// The first file of a body that is a form (`multipart/form-data`); nothing for any other body, and for a form that breaks
/// off: whoever wants a file says that there is none.
pub async fn read(headers: &HeaderMap, bytes: &Bytes) -> Option<Upload> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let boundary = multer::parse_boundary(kind).ok()?;
    let body = stream::iter([Ok::<Bytes, std::convert::Infallible>(bytes.clone())]);
    let limits = SizeLimit::new().whole_stream(u64::try_from(LIMIT).unwrap_or(u64::MAX));
    let mut form = Multipart::with_constraints(body, boundary, Constraints::new().size_limit(limits));
    while let Some(part) = form.next_field().await.ok()? {
        let field = part.name().unwrap_or_default().to_owned();
        let is_file = part.file_name().is_some();
        let bytes = part.bytes().await.ok()?;
        if is_file {
            return Some(Upload { field, bytes: bytes.to_vec() });
        }
    }
    None
}
