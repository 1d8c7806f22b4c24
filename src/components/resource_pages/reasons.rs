//! Why something cannot be done to a resource.

use super::operations::Write;
use super::{AnyPages, Common, Owner, Reason};
use crate::components::forbidden;
use crate::data::AnyRead;

/// Why none can be added; `None` as well where that is not possible at all.
pub fn cannot_add(pages: &dyn AnyPages, owner: &Owner) -> Reason {
    let common = pages.common();
    let Some(write) = pages.operations().create else { return Reason::default() };
    let reason = lacking(owner.read, write, format!("add {} here", common.words.many));
    common.cannot_add.map_or(reason, |cannot| cannot(owner, reason))
}

pub(super) fn cannot_edit(common: &Common, owner: &Owner, one: AnyRead, write: Write) -> Reason {
    let reason = lacking(one, write, format!("change this {}", common.words.one));
    common.cannot_edit.map_or(reason, |cannot| cannot(owner, one, reason))
}

pub(super) fn cannot_delete(common: &Common, owner: &Owner, one: AnyRead, write: Write) -> Reason {
    let reason = lacking(one, write, format!("delete this {}", common.words.one));
    common.cannot_delete.map_or(reason, |cannot| cannot(owner, one, reason))
}

/// That the link is missing which allows a write, where one is needed.
fn lacking(carrier: AnyRead, write: Write, what: String) -> Reason {
    write.relation.map_or_else(Reason::default, |relation| forbidden(carrier, relation, what))
}
