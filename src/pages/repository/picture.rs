//! Files that are pictures.

use wheelhouse_contract::base64;
use wheelhouse_contract::operation::encode;
use wheelhouse_contract::sections::repository::Blob;

/// The media type of a picture that browsers show, by the file's name.
fn picture_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        _ => return None,
    })
}

/// The file as the source of an `img`, where it is a picture: there, the scripts of an SVG do not run.
pub fn picture(name: &str, blob: &Blob) -> Option<String> {
    let kind = picture_type(name)?;
    let content = blob.content().filter(|content| !content.is_empty())?;
    let mut source = format!("data:{kind}");
    if blob.encoding() == Some("base64") {
        source.push_str(";base64,");
        // Nothing but digits may follow: what else there is ends up in no address.
        base64::decode(content)?;
        source.extend(content.chars().filter(|digit| !digit.is_whitespace()));
    } else {
        source.push(',');
        encode(content, &mut source);
    }
    Some(source)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};
    use wheelhouse_contract::Resource;

    use super::*;

    fn blob(value: Value) -> Blob {
        Blob::new(Arc::new(value))
    }

    #[test]
    fn a_picture_is_an_address_that_holds_it() {
        let png = blob(json!({"encoding": "base64", "content": "iVBO\nRw=="}));
        assert_eq!(picture("a/Logo.PNG", &png).as_deref(), Some("data:image/png;base64,iVBORw=="));
        let svg = blob(json!({"encoding": "utf-8", "content": "<svg/>"}));
        assert_eq!(picture("x.svg", &svg).as_deref(), Some("data:image/svg+xml,%3Csvg%2F%3E"));
        assert_eq!(picture("x.ts", &svg), None);
        assert_eq!(picture("png", &png), None);
        assert_eq!(picture("x.png", &blob(json!({"encoding": "base64", "content": "a\" onload"}))), None);
        assert_eq!(picture("x.png", &blob(json!({"encoding": "base64", "content": ""}))), None);
    }
}
