//! Unsent entries, kept in the tab's storage until they are sent or discarded. Secrets are never among them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use wheelhouse_contract::Field;
use wheelhouse_contract::body::{Kind, Secret};
use wheelhouse_contract::validate::Mode;

use super::input::Group;
use super::{FormState, Input};

const PREFIX: &str = "draft:";

/// What was entered and not sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// When, in milliseconds since 1970.
    pub at: f64,
    /// The tag of the chosen kind of body.
    pub kind: Option<String>,
    /// The changed fields as entered, also what is not yet valid.
    pub fields: Map<String, Value>,
    /// A secret was entered as well, and left out.
    pub without_secrets: bool,
}

impl Draft {
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && !self.without_secrets
    }

    pub(super) fn write(&self) -> String {
        // Floats that are written and read as JSON take tables that every visitor would download.
        #[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970")]
        let at = self.at as i64;
        json!({"at": at, "kind": self.kind, "fields": self.fields, "without_secrets": self.without_secrets}).to_string()
    }

    /// Reads what [`Self::write`] wrote; `None` for anything else.
    pub(super) fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        #[allow(clippy::cast_precision_loss, reason = "milliseconds since 1970")]
        let at = value.get("at")?.as_i64()? as f64;
        Some(Self {
            at,
            kind: value.get("kind").and_then(Value::as_str).map(str::to_owned),
            fields: value.get("fields")?.as_object()?.clone(),
            without_secrets: value.get("without_secrets").and_then(Value::as_bool).unwrap_or_default(),
        })
    }
}

/// The place of one form's draft. Clones are the same place.
#[derive(Clone, Debug)]
pub struct DraftSlot {
    key: String,
    is_closed: Arc<AtomicBool>,
}

impl DraftSlot {
    /// The place named by `key`, such as the path of the form.
    pub fn new(key: &str) -> Self {
        Self { key: format!("{PREFIX}{key}"), is_closed: Arc::default() }
    }

    pub fn load(&self) -> Option<Draft> {
        let text = storage()?.get_item(&self.key).ok().flatten()?;
        Draft::read(&text).filter(|draft| !draft.is_empty())
    }

    /// Keeps a draft in place of the last one; whether it could. Storage that is full or forbidden keeps nothing.
    pub fn save(&self, draft: &Draft) -> bool {
        if draft.is_empty() || self.is_closed.load(Ordering::Relaxed) {
            if draft.is_empty() {
                self.clear();
            }
            return true;
        }
        storage().is_some_and(|storage| storage.set_item(&self.key, &draft.write()).is_ok())
    }

    /// Forgets the draft for good: the form is sent, or given up.
    pub fn close(&self) {
        self.is_closed.store(true, Ordering::Relaxed);
        self.clear();
    }

    pub fn clear(&self) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&self.key);
        }
    }
}

/// Forgets all drafts of the tab.
pub(super) fn forget_drafts() {
    let Some(storage) = storage() else { return };
    let keys: Vec<String> = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok()?).collect();
    for key in keys.iter().filter(|key| key.starts_with(PREFIX)) {
        let _ = storage.remove_item(key);
    }
}

pub(super) fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

impl FormState {
    /// What is entered and not sent, without secrets.
    pub fn draft(self, at: f64) -> Draft {
        let mut draft = Draft { at, ..Draft::default() };
        if self.variants().is_some() {
            draft.kind = self.variant().map(|variant| variant.value.to_owned());
        }
        (draft.fields, draft.without_secrets) = self.unsent();
        draft
    }

    /// Puts what a draft holds into the fields; what the form does not have is left.
    pub fn restore(self, draft: &Draft) {
        if let Some(kind) = draft.kind.as_deref().filter(|_| self.mode == Mode::Whole) {
            self.choose(kind);
        }
        self.fill(&draft.fields);
    }

    /// Reads all that a draft depends on, to hear of any change.
    pub(super) fn follow(self) {
        for state in self.fields() {
            state.input.with(|input| {
                for group in input.groups() {
                    group.form.follow();
                }
            });
        }
    }

    /// How many fields hold secrets as the form now stands.
    pub(super) fn secrets(self) -> usize {
        self.fields().iter().filter(|state| self.is_secret(state.field)).count()
    }

    fn unsent(self) -> (Map<String, Value>, bool) {
        let mut fields = Map::new();
        let mut without_secrets = false;
        for state in self.fields().iter().filter(|state| state.is_changed()) {
            if self.is_secret(state.field) {
                without_secrets = true;
                continue;
            }
            let (value, left_out) = state.input.with(kept);
            without_secrets |= left_out;
            fields.extend(value.map(|value| (state.field.name.to_owned(), value)));
        }
        (fields, without_secrets)
    }

    fn fill(self, fields: &Map<String, Value>) {
        for state in self.fields.get_untracked() {
            // A draft never holds one; what else the storage says is not believed.
            let is_secret = state.field.secret == Secret::Always;
            if let Some(value) = fields.get(state.field.name).filter(|_| !is_secret)
                && let Some(input) = self.owned(|| self.brought(state.field, value))
            {
                state.input.set(input);
            }
        }
    }

    /// An input from its form in a draft; `None` for what this field cannot hold.
    fn brought(self, field: &Field, value: &Value) -> Option<Input> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let group = |body, value: &Value| {
            let group = Group::new(Self::within(body, None));
            group.form.fill(value.as_object()?);
            Some(group)
        };
        match (field.kind, value) {
            (_, Value::Null) => Some(Input::Unset),
            (Kind::Flag, value) => value.as_bool().map(Input::Flag),
            (Kind::TextList | Kind::PickList(_) | Kind::Choices(_), Value::Array(items)) => {
                items.iter().map(text).collect::<Option<_>>().map(Input::Items)
            }
            (Kind::TextMap, Value::Array(pairs)) => {
                let pair = |pair: &Value| Some((text(pair.get(0)?)?, text(pair.get(1)?)?));
                pairs.iter().map(pair).collect::<Option<_>>().map(Input::Entries)
            }
            (Kind::Object(body) | Kind::Objects(body), Value::Array(items)) => {
                items.iter().map(|item| group(body, item)).collect::<Option<_>>().map(Input::Groups)
            }
            (Kind::Object(_) | Kind::Objects(_) | Kind::TextMap, _) => None,
            (kind, _) if kind.is_list() && kind != Kind::PemList => None,
            (_, value) => text(value).map(Input::Text),
        }
    }
}

/// What a private key says of itself, whatever its format: it may be pasted where it doesn't belong.
const PRIVATE: &str = "PRIVATE KEY";

/// An input as a draft keeps it, unless that is a private key, and whether a secret was left out of it.
fn kept(input: &Input) -> (Option<Value>, bool) {
    let mut without_secrets = false;
    let value = match input {
        Input::Unset => Value::Null,
        Input::Flag(flag) => Value::from(*flag),
        Input::Text(text) => Value::from(text.as_str()),
        Input::Items(items) => Value::from(items.as_slice()),
        Input::Entries(entries) => entries.iter().map(|(key, value)| json!([key, value])).collect(),
        Input::Groups(groups) => {
            let group = |group: &Group| {
                let (fields, left_out) = group.form.entered();
                without_secrets |= left_out;
                Value::Object(fields)
            };
            groups.iter().map(group).collect()
        }
    };
    let is_private = value.to_string().contains(PRIVATE);
    ((!is_private).then_some(value), without_secrets || is_private)
}

impl FormState {
    /// All that is entered into a group, without secrets: a group is rebuilt when it is brought back.
    fn entered(self) -> (Map<String, Value>, bool) {
        let mut fields = Map::new();
        let mut without_secrets = false;
        for state in self.fields() {
            let (value, left_out) = state.input.with(kept);
            without_secrets |= left_out;
            if !self.is_secret(state.field) {
                fields.extend(value.map(|value| (state.field.name.to_owned(), value)));
            } else if state.is_changed() {
                without_secrets = true;
            }
        }
        (fields, without_secrets)
    }
}
