//! Reads that follow one another, as each answer names more to read.

use leptos::prelude::*;
use leptos::reactive::owner::{Owner, WeakOwner};

use crate::data::AnyRead;
use crate::reactive::{State, effect};

/// What is read so far, by path.
pub type Reads = State<Vec<(String, AnyRead)>>;

/// Opens every path that `wanted` names, given what is open, and keeps it open as long as the caller lives.
pub fn reads(wanted: impl Fn(Reads) -> Vec<String> + 'static, open: fn(String) -> AnyRead) -> Reads {
    let known = State::new(Vec::<(String, AnyRead)>::new());
    let owner = StoredValue::new(Owner::current().map(|owner| owner.downgrade()));
    effect(move || {
        let mut missing = wanted(known);
        // What is read lives as long as the caller, not only until the next path is wanted.
        let Some(owner) = owner.with_value(|owner| owner.as_ref().and_then(WeakOwner::upgrade)) else { return };
        let mut reads = known.get_untracked();
        missing.retain(|path| reads.iter().all(|(known, _)| known != path));
        if !missing.is_empty() {
            reads.extend(missing.into_iter().map(|path| {
                let read = owner.with(|| untrack(|| open(path.clone())));
                (path, read)
            }));
            known.set(reads);
        }
    });
    known
}
