//! Errors as the API words them, in any of its forms.

use serde_json::Value;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The key in the body; nested keys joined by dots.
    pub field: String,
    /// A sentence for the person.
    pub message: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// An error answer, read from whichever of its forms came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// What happened, in the API's words; empty when it said nothing readable.
    pub message: String,
    pub fields: Vec<FieldError>,
    /// The OAuth error code, or the problem's type.
    pub code: String,
}

impl Problem {
    /// Reads an error body: JSON of any known form, else nothing (HTML and other text are not for people).
    pub fn read(body: &str) -> Self {
        serde_json::from_str::<Value>(body).map_or_else(|_| Self::default(), |value| Self::from_value(&value))
    }

    /// Reads the union of the known forms: `message`, `detail` (text, map or list), `title`, `error_description`,
    /// `error`, `violations`.
    pub fn from_value(value: &Value) -> Self {
        let mut fields = Vec::new();
        let mut sentences = Vec::new();
        match value.get("detail") {
            Some(Value::String(text)) => sentences.push(text.clone()),
            Some(detail) => collect(detail, "", &mut fields, &mut sentences),
            None => {}
        }
        for violation in value.get("violations").and_then(Value::as_array).into_iter().flatten() {
            let field = ["field", "propertyPath", "path"].iter().find_map(|key| violation.get(key)?.as_str());
            let message = ["message", "title"].iter().find_map(|key| violation.get(key)?.as_str());
            match (field, message) {
                (Some(field), Some(message)) => fields.push(FieldError::new(field, message)),
                (None, Some(message)) => sentences.push(message.to_owned()),
                _ => {}
            }
        }
        let said = ["message", "error_description", "title", "error"]
            .iter()
            .find_map(|key| value.get(key)?.as_str().filter(|text| !text.trim().is_empty()));
        let message = match (sentences.is_empty(), said) {
            (false, _) => sentences.join(" "),
            (true, Some(said)) => said.to_owned(),
            (true, None) => String::new(),
        };
        let code = ["error", "type"].iter().find_map(|key| value.get(key)?.as_str()).unwrap_or_default();
        Self { message, fields, code: code.to_owned() }
    }
}

/// Gathers messages from a `detail` that is a map or a list, however deep: texts under a key name that field.
fn collect(detail: &Value, path: &str, fields: &mut Vec<FieldError>, sentences: &mut Vec<String>) {
    match detail {
        Value::String(text) if path.is_empty() => sentences.push(text.clone()),
        Value::String(text) => fields.push(FieldError::new(path, text.as_str())),
        Value::Array(items) => {
            for item in items {
                // FastAPI's form: {"loc": ["body", "name"], "msg": "…"}.
                match (item.get("loc").and_then(Value::as_array), item.get("msg").and_then(Value::as_str)) {
                    (Some(place), Some(message)) => {
                        let keys: Vec<&str> = place.iter().filter_map(Value::as_str).filter(|k| *k != "body").collect();
                        fields.push(FieldError::new(keys.join("."), message));
                    }
                    _ => collect(item, path, fields, sentences),
                }
            }
        }
        Value::Object(map) => {
            for (key, inner) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                collect(inner, &path, fields, sentences);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn every_form_of_detail_names_its_fields() {
        for detail in [
            json!({"name": "Too short."}),
            json!({"name": ["Too short."]}),
            json!([{"name": "Too short."}]),
            json!([{"loc": ["body", "name"], "msg": "Too short."}]),
        ] {
            let problem = Problem::from_value(&json!({"message": "Bad request", "detail": detail}));
            assert_eq!(problem.fields, [FieldError::new("name", "Too short.")]);
            assert_eq!(problem.message, "Bad request");
        }
    }

    #[test]
    fn violations_name_their_fields() {
        let problem = Problem::from_value(&json!({"title": "Invalid", "violations": [
            {"propertyPath": "label", "message": "Taken."}, {"message": "Not today."}, 7, null
        ]}));
        assert_eq!(problem.fields, [FieldError::new("label", "Taken.")]);
        assert_eq!(problem.message, "Not today.");
    }

    #[test]
    fn a_detail_in_words_is_the_message() {
        let problem = Problem::read(r#"{"status":"error","message":"Forbidden","detail":"You need the admin role."}"#);
        assert_eq!(problem.message, "You need the admin role.");
    }

    #[test]
    fn what_is_no_json_says_nothing() {
        assert_eq!(Problem::read("<html><script>alert(1)</script>"), Problem::default());
        assert_eq!(Problem::read(""), Problem::default());
        assert_eq!(Problem::read("[1,2"), Problem::default());
    }

    #[test]
    fn oauth_errors_keep_their_code() {
        let problem = Problem::read(r#"{"error":"invalid_grant","error_description":"The token is not valid."}"#);
        assert_eq!(problem.code, "invalid_grant");
        assert_eq!(problem.message, "The token is not valid.");
    }
}
