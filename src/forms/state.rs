//! What a form holds, field by field, so that a keystroke redraws one field.

use leptos::prelude::*;
use leptos::reactive::owner::{Owner, WeakOwner};
use serde_json::{Map, Value};
use wheelhouse_contract::body::{Secret, Variant, Variants};
use wheelhouse_contract::validate::Mode;
use wheelhouse_contract::{Body, Field};

use super::field_state::Start;
use super::input::{Group, has_empty};
use super::{FieldState, Input};
use crate::reactive::State;

/// A form over one request body, or over an object inside one.
#[derive(Clone, Copy)]
pub struct FormState {
    pub mode: Mode,
    pub(super) body: &'static Body,
    /// The fields that apply now: all variants', then those of the chosen one.
    pub(super) fields: State<Vec<FieldState>>,
    /// Fields of variants that are not chosen now, with what was entered.
    parked: State<Vec<FieldState>>,
    variant: State<Option<&'static Variant>>,
    /// What is wrong with the choice of the variant.
    pub(super) variant_error: RwSignal<Option<String>>,
    start: Start,
    pub(super) is_within: bool,
    /// What is sent with every change, changed or not.
    always: State<&'static [&'static str]>,
    /// What is made later lives as long as the form, whichever part of the page asked for it.
    owner: State<Option<WeakOwner>>,
}

impl FormState {
    /// A form for a new resource.
    pub fn create(body: &'static Body) -> Self {
        Self::new(body, Mode::Whole, Start::New, None, false)
    }

    /// A form for a new resource that starts from these values instead of the API's defaults.
    pub fn create_from(body: &'static Body, values: &Value) -> Self {
        Self::new(body, Mode::Whole, Start::New, Some(values), false)
    }

    /// A form for changes to this resource.
    pub fn edit(body: &'static Body, resource: &Value) -> Self {
        Self::new(body, Mode::Partial, Start::Known, Some(resource), false)
    }

    /// A group of fields for an object inside a body: a change replaces the whole of it.
    pub(super) fn within(body: &'static Body, object: Option<&Value>) -> Self {
        let start = if object.is_some() { Start::Known } else { Start::New };
        Self::new(body, Mode::Whole, start, object, true)
    }

    /// Has these fields sent with every change: there are operations that want one however it stands.
    pub fn with_always(self, fields: &'static [&'static str]) -> Self {
        self.always.set(fields);
        self
    }

    fn new(body: &'static Body, mode: Mode, start: Start, resource: Option<&Value>, is_within: bool) -> Self {
        let variant = resource.and_then(Value::as_object).and_then(|values| body.variant(values));
        // Without a tag any values fit some variant.
        let variant = variant.filter(|_| start == Start::Known || resource.is_some());
        let form = Self {
            mode,
            body,
            fields: State::new(Vec::new()),
            parked: State::new(Vec::new()),
            variant: State::new(variant),
            variant_error: RwSignal::new(None),
            start,
            is_within,
            always: State::new(&[]),
            owner: State::new(Owner::current().map(|owner| owner.downgrade())),
        };
        let own = variant.map_or(&[][..], |variant| variant.body.fields);
        let fields = body.fields.iter().chain(own).filter(|field| form.asks_for(field));
        form.fields.set(fields.map(|field| form.field_state(field, resource)).collect());
        form
    }

    /// What cannot be changed is not asked for when something is changed.
    fn asks_for(self, field: &Field) -> bool {
        self.mode == Mode::Whole || !field.fixed
    }

    fn field_state(self, field: &'static Field, resource: Option<&Value>) -> FieldState {
        let value = resource.and_then(|resource| resource.get(field.name));
        let flag = |name: &str| resource.and_then(|resource| resource.get(name)?.as_bool()).unwrap_or(false);
        let is_withheld = self.start == Start::Known && field.is_secret(flag);
        FieldState::new(field, value, is_withheld, self.start)
    }

    /// The fields as the form now stands.
    pub fn fields(self) -> Vec<FieldState> {
        self.fields.get()
    }

    pub(super) fn find(self, name: &str) -> Option<FieldState> {
        self.fields.with(|fields| fields.iter().find(|state| state.field.name == name).copied())
    }

    /// Runs `make` so that the signals it makes live as long as the form.
    pub(super) fn owned<T>(self, make: impl FnOnce() -> T) -> T {
        match self.owner.with_untracked(|owner| owner.as_ref().and_then(WeakOwner::upgrade)) {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    /// A new group for a field that holds such groups.
    pub(super) fn group(self, body: &'static Body) -> Group {
        self.owned(|| Group::new(Self::within(body, None)))
    }

    /// What is typed into a field, to show it elsewhere.
    pub fn text(self, name: &'static str) -> Signal<String> {
        Signal::derive(move || {
            let state = self.find(name);
            state.map(|state| state.input.with(|input| input.text().to_owned())).unwrap_or_default()
        })
    }

    /// Whether anything differs from how it started.
    pub fn is_changed(self) -> bool {
        self.fields.with(|fields| fields.iter().any(FieldState::is_changed))
    }

    /// Whether a field's value is a secret as the form now stands.
    pub fn is_secret(self, field: &Field) -> bool {
        field.is_secret(|other| self.flag(other))
    }

    fn flag(self, name: &str) -> bool {
        self.find(name).is_some_and(|state| state.input.with(Input::flag))
    }

    /// The kinds to choose from, where the body comes in several.
    pub(super) fn variants(self) -> Option<&'static Variants> {
        self.body.variants
    }

    /// The chosen kind of body.
    pub fn variant(self) -> Option<&'static Variant> {
        self.variant.get()
    }

    /// Chooses the kind of body by its tag. What was entered stays in fields of the same name and kind, and comes back
    /// with the kind it was entered for. Nothing happens when there is no such kind.
    pub fn choose(self, value: &str) {
        let Some(variants) = self.variants() else { return };
        let Some(variant) = variants.list.iter().find(|variant| variant.value == value) else { return };
        let mut known = self.fields.get_untracked();
        known.extend(self.parked.get_untracked());
        let fields = self.owned(|| {
            let take = |field: &'static Field| {
                let same = |state: &FieldState| state.field.name == field.name && state.field.kind == field.kind;
                match known.iter().position(same) {
                    Some(at) => known.remove(at).declared(field),
                    None => self.field_state(field, None),
                }
            };
            self.body.fields.iter().chain(variant.body.fields).filter(|field| self.asks_for(field)).map(take).collect()
        });
        self.parked.set(known);
        self.variant_error.set(None);
        self.variant.set(Some(variant));
        self.fields.set(fields);
    }

    /// The body to send: all that is entered for a new resource, only what changed for another.
    pub fn body(self) -> Map<String, Value> {
        let mut body = self.collect(|state| match self.mode {
            Mode::Whole => self.is_sent_whole(state),
            Mode::Partial => state.is_changed(),
        });
        if self.mode == Mode::Partial && !body.is_empty() {
            let always = self.always.get();
            body.extend(self.collect(|state| always.contains(&state.field.name) && !state.is_changed()));
        }
        let tag = self.variants().and_then(|variants| variants.tag);
        if let (Some(tag), Some(variant)) = (tag, self.variant())
            && (self.mode == Mode::Whole || !body.is_empty())
        {
            body.insert(tag.to_owned(), Value::from(variant.value));
        }
        body
    }

    pub(super) fn is_sent_whole(self, state: &FieldState) -> bool {
        let field = state.field;
        let (is_blank, is_unset) = state.input.with(|input| (input.is_blank(field), input.is_unset()));
        // What an object says to be empty or null stays so; what it doesn't say stays unsaid.
        let is_said = self.is_within
            && !state.is_withheld
            && state.was_there()
            && if is_unset { field.nullable } else { has_empty(field) };
        !is_blank || is_said || (field.required && !state.is_withheld)
    }

    /// All that is entered into a group.
    ///
    /// # Errors
    /// A sentence for the person when something in it cannot be read.
    pub(super) fn whole(self) -> Result<Value, String> {
        let broken = self.fields.with(|fields| fields.iter().find_map(|state| state.value().err()));
        broken.map_or_else(|| Ok(Value::Object(self.body())), Err)
    }

    pub(super) fn collect(self, wanted: impl Fn(&FieldState) -> bool) -> Map<String, Value> {
        self.fields.with(|fields| {
            let wanted = fields.iter().filter(|state| wanted(state));
            wanted.filter_map(|state| Some((state.field.name.to_owned(), state.value().ok()?))).collect()
        })
    }

    /// Takes what is entered as the new starting point.
    pub fn settle(self) {
        for state in self.fields.get_untracked() {
            state.settle();
        }
    }

    /// Forgets the values that must not be kept.
    pub fn forget_secrets(self) {
        for state in self.fields.get_untracked() {
            for group in state.input.with_untracked(|input| input.groups().to_vec()) {
                group.form.forget_secrets();
            }
            if state.field.secret != Secret::Never && untrack(|| self.is_secret(state.field)) {
                state.input.set(Input::blank(state.field.kind));
            }
        }
    }
}
