//! What a file of the repository holds.

use wheelhouse_contract::base64;
use wheelhouse_contract::sections::repository::Blob;

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

    /// How many bytes it has here.
    pub fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
            Self::Unreadable(_) => 0,
        }
    }
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
}
