//! What is said of a variable beside its name and value: whether it is JSON, who sees it, whether it is used.

use serde_json::{Map, Value};
use wheelhouse_contract::sections::environment_variables::{EnvironmentVariable, EnvironmentVariableCreateInput};
use wheelhouse_contract::{Body, Described, Field, Resource};

/// The settings that a body takes.
pub fn settings(body: &'static Body) -> impl Iterator<Item = &'static Field> {
    body.fields.iter().filter(|field| !matches!(field.name, "name" | "value"))
}

/// A setting of a variable. Where nothing is said it is as the API takes it.
pub fn setting(raw: &Value, field: &Field) -> Value {
    raw.get(field.name).filter(|value| !value.is_null()).cloned().unwrap_or_else(|| field.initial())
}

/// A variable as its export says it, by the API's keys: what is read back is the same variable.
pub fn exported(variable: &EnvironmentVariable, is_own: bool) -> Value {
    let raw = variable.raw();
    let mut written = Map::new();
    let of =
        |key: &'static str| raw.get(key).filter(|value| !value.is_null()).map(|value| (key.to_owned(), value.clone()));
    let is_sensitive = variable.is_sensitive() == Some(true);
    written.extend(of("name"));
    written.extend(of("value").filter(|_| !is_sensitive));
    written.extend(settings(EnvironmentVariableCreateInput::BODY).filter_map(|field| of(field.name)));
    if !is_own {
        written.insert("inherited".to_owned(), true.into());
    }
    Value::Object(written)
}
