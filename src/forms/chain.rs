//! A certificate that is pasted with its chain, as issuers hand it out.

use leptos::prelude::*;
use wheelhouse_contract::body::{Kind, Secret};
use wheelhouse_contract::pem;

use super::{FieldState, FormState, Input};

impl FormState {
    /// Leaves the first certificate in its field, and moves the others to where the form asks for them, unless something
    /// stands there already.
    pub(super) fn part_chain(self, state: FieldState) {
        if state.field.kind != Kind::Pem || state.field.secret != Secret::Never {
            return;
        }
        let all = pem::split(untrack(|| state.input.with(|input| input.text().to_owned())).as_str());
        let Some((first, rest)) = all.split_first().filter(|(_, rest)| !rest.is_empty()) else { return };
        let is_free = |state: &FieldState| {
            state.field.kind == Kind::PemList && state.input.with_untracked(|input| input.is_blank(state.field))
        };
        if let Some(chain) = untrack(|| self.fields()).into_iter().find(is_free) {
            chain.input.set(Input::Text(rest.concat()));
            state.input.set(Input::Text(first.clone()));
        }
    }
}
