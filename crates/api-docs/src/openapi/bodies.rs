//! Request bodies as JSON Schemas.

use serde_json::{Map, Value, json};
use wheelhouse_contract::body::{Body, Field, Variant, Variants};
use wheelhouse_contract::sections::user_profiles::PICTURE_TYPES;
use wheelhouse_contract::{Method, Operation};

use super::{Schemas, fields, reference, set};

/// How a body is taken.
#[derive(Clone, Copy)]
pub struct Form {
    /// Only what changes is there.
    is_partial: bool,
    /// It may have fields that nobody knows.
    is_open: bool,
    /// It stands inside another body: nothing is added to what it leaves out.
    is_within: bool,
}

impl Form {
    pub const WITHIN: Self = Self { is_partial: false, is_open: false, is_within: true };

    fn of(operation: &Operation) -> Self {
        Self { is_partial: operation.method == Method::Patch, is_open: operation.is_open(), is_within: false }
    }

    /// Whether a body without this field is refused.
    pub fn requires(self, field: &Field) -> bool {
        field.required && !self.is_partial && (self.is_within || field.left_out().is_none())
    }
}

/// The request body of an operation, if it takes one.
pub fn of(operation: &Operation, schemas: &mut Schemas) -> Option<Value> {
    if let Some(field) = operation.file {
        return Some(file(field));
    }
    let one = reference(&component(operation.body?, Form::of(operation), schemas));
    let schema = if operation.takes_list { json!({"type": "array", "items": one, "minItems": 1}) } else { one };
    Some(json!({"required": operation.needs_body(), "content": {"application/json": {"schema": schema}}}))
}

fn file(field: &str) -> Value {
    let file = json!({"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"});
    json!({
        "required": true,
        "content": {"multipart/form-data": {
            "schema": {"type": "object", "required": [field], "properties": {field: file}},
            "encoding": {field: {"contentType": PICTURE_TYPES.join(", ")}},
        }},
    })
}

/// The name of a body's schema, which is added where it is missing.
pub fn component(body: &'static Body, form: Form, schemas: &mut Schemas) -> String {
    let name = named(body.name, form);
    if !schemas.contains_key(&name) {
        // A body may hold itself.
        schemas.insert(name.clone(), Value::Null);
        let schema = match body.variants {
            Some(variants) => one_of(body, variants, form, schemas),
            None => object(body.fields, None, form, schemas),
        };
        schemas.insert(name.clone(), schema);
    }
    name
}

/// A body of changes has fewer requirements than the same body of a new thing.
fn named(name: &str, form: Form) -> String {
    let suffix = if form.is_partial && !name.ends_with("Patch") { "Patch" } else { "" };
    format!("{name}{suffix}")
}

/// A word as names of schemas have it: `health.email` is `HealthEmail`.
fn capitalized(value: &str) -> String {
    let words = value.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.map(|word| word.get(..1).unwrap_or_default().to_uppercase() + word.get(1..).unwrap_or_default()).collect()
}

fn one_of(body: &'static Body, variants: &Variants, form: Form, schemas: &mut Schemas) -> Value {
    let mut mapping = Map::new();
    let list = variants.list.iter().map(|variant| {
        let name = format!("{}{}", capitalized(variant.value), named(body.name, form));
        if !schemas.contains_key(&name) {
            let fields = body.fields.iter().chain(variant.body.fields);
            let mut schema = object(fields, variants.tag.map(|tag| (tag, variant)), form, schemas);
            set(&mut schema, "title", json!(variant.label));
            set(&mut schema, "description", json!(variant.help));
            schemas.insert(name.clone(), schema);
        }
        mapping.insert(variant.value.to_owned(), json!(format!("#/components/schemas/{name}")));
        reference(&name)
    });
    let list: Vec<Value> = list.collect();
    match variants.tag {
        // A change need not name its kind, as that cannot change: several may then fit.
        Some(tag) if !form.is_partial => {
            json!({"oneOf": list, "discriminator": {"propertyName": tag, "mapping": mapping}})
        }
        _ => json!({"anyOf": list}),
    }
}

fn object<'a>(
    fields: impl IntoIterator<Item = &'a Field>,
    tag: Option<(&str, &Variant)>,
    form: Form,
    schemas: &mut Schemas,
) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    if let Some((tag, variant)) = tag {
        properties.insert(tag.to_owned(), json!({"type": "string", "const": variant.value}));
        if !form.is_partial {
            required.push(tag.to_owned());
        }
    }
    for field in fields {
        properties.insert(field.name.to_owned(), fields::schema(field, schemas));
        if form.requires(field) {
            required.push(field.name.to_owned());
        }
    }
    let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": form.is_open});
    if !required.is_empty() {
        set(&mut schema, "required", json!(required));
    }
    schema
}
