//! What a file holds, and how it can be shown.

use wheelhouse_contract::operation::encode;
use wheelhouse_contract::sections::repository::Blob;

use super::base64;

/// The content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Text(String),
    Bytes(Vec<u8>),
    /// What could not be read, and the encoding that the API names.
    Unreadable(String),
}

impl Content {
    pub fn of(blob: &Blob) -> Self {
        let text = blob.content();
        match (blob.encoding(), text) {
            (Some("utf-8" | "utf8") | None, Some(text)) => Self::Text(text.to_owned()),
            (Some("base64"), Some(text)) => match base64::decode(text) {
                // Zeros are allowed in UTF-8, but mean that it is no text.
                Some(bytes) if bytes.contains(&0) => Self::Bytes(bytes),
                Some(bytes) => String::from_utf8(bytes).map_or_else(|not| Self::Bytes(not.into_bytes()), Self::Text),
                None => Self::Unreadable("base64".to_owned()),
            },
            (encoding, _) => Self::Unreadable(encoding.unwrap_or("unknown").to_owned()),
        }
    }

    /// How many bytes are here.
    pub fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
            Self::Unreadable(_) => 0,
        }
    }
}

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
    fn both_encodings_are_read_and_others_are_named() {
        let text = Content::Text("été".to_owned());
        assert_eq!(Content::of(&blob(json!({"encoding": "utf-8", "content": "été"}))), text);
        assert_eq!(Content::of(&blob(json!({"encoding": "base64", "content": "w6l0w6k="}))), text);
        let bytes = Content::Bytes(vec![0, 255, 254]);
        assert_eq!(Content::of(&blob(json!({"encoding": "base64", "content": "AP/+"}))), bytes);
        let cases = [
            (json!({"encoding": "rot13", "content": "x"}), "rot13"),
            (json!({"encoding": "base64", "content": "!"}), "base64"),
            (json!({"encoding": "utf-8", "content": null}), "utf-8"),
            (json!({"content": 7}), "unknown"),
        ];
        for (value, encoding) in cases {
            assert_eq!(Content::of(&blob(value)), Content::Unreadable(encoding.to_owned()));
        }
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
