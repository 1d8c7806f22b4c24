//! What is sent for each address, and how that ended.

use leptos::prelude::*;
use serde_json::{Value, json};
use wheelhouse_contract::sections::invitations::InviteUserToAnOrganizationByEmail;

use super::addresses::{Address, MOST, Standing};
use crate::components::{Change, Queue};
use crate::reactive::Memo;

/// The addresses of a text being invited. Each is known by itself in lower case.
#[derive(Clone, Copy)]
pub struct Plan {
    pub addresses: Memo<Vec<Address>>,
    /// Whether it is known of everybody that they are new.
    pub is_sure: Memo<bool>,
    pub permissions: RwSignal<Vec<String>>,
    pub queue: Queue,
    organization: StoredValue<String>,
    /// New ones that are not to be invited, and pending ones that are to be invited again.
    flipped: RwSignal<Vec<String>>,
}

impl Plan {
    pub fn new(organization: String, addresses: Memo<Vec<Address>>, is_sure: Memo<bool>, queue: Queue) -> Self {
        Self {
            addresses,
            is_sure,
            permissions: RwSignal::new(Vec::new()),
            queue,
            organization: StoredValue::new(organization),
            flipped: RwSignal::new(Vec::new()),
        }
    }

    /// Whether an invitation is sent to it.
    pub fn is_chosen(self, address: &Address) -> bool {
        let is_flipped = self.flipped.with(|flipped| flipped.contains(&address.key()));
        match address.standing {
            Standing::New => !is_flipped,
            Standing::Pending => is_flipped,
            Standing::Member | Standing::Wrong(_) | Standing::Duplicate => false,
        }
    }

    /// Chooses it, or leaves it out.
    pub fn choose(self, address: &Address, on: bool) {
        let key = address.key();
        let usual = address.standing == Standing::New;
        self.flipped.update(|flipped| {
            flipped.retain(|known| *known != key);
            if on != usual {
                flipped.push(key);
            }
        });
    }

    /// Those still to be sent: chosen, and not done.
    pub fn open(self) -> Vec<Address> {
        self.addresses.with(|all| {
            let open = |address: &&Address| self.is_chosen(address) && !self.queue.is_done(&address.key());
            all.iter().filter(open).cloned().collect()
        })
    }

    /// Why nothing can be sent as it stands.
    pub fn lacks(self) -> Option<String> {
        match self.open().len() {
            0 => Some("Nobody to invite.".to_owned()),
            count if count > MOST => Some(format!("Invite up to {MOST} people at once.")),
            _ => None,
        }
    }

    /// Sends what is open, one after the other.
    pub fn start(self) {
        let permissions = self.permissions.get_untracked();
        let open = untrack(|| self.open());
        let path = self.organization.with_value(|id| InviteUserToAnOrganizationByEmail::path(id));
        let write = |address: Address| {
            let change = Change::new::<InviteUserToAnOrganizationByEmail>(path.clone());
            (address.key(), change, Some(body(&address, &permissions)))
        };
        self.queue.start(open.into_iter().map(write).collect());
    }
}

/// What is sent for an address: one that was invited before is only invited again by force.
fn body(address: &Address, permissions: &[String]) -> Value {
    let mut body = json!({"email": address.email, "permissions": permissions});
    if let (Standing::Pending, Some(fields)) = (&address.standing, body.as_object_mut()) {
        fields.insert("force".to_owned(), Value::Bool(true));
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_was_invited_before_is_invited_by_force() {
        let address = |standing| Address { email: "Ada@x.example".to_owned(), name: None, standing };
        let permissions = ["billing".to_owned()];
        assert_eq!(
            body(&address(Standing::New), &permissions),
            json!({"email": "Ada@x.example", "permissions": ["billing"]})
        );
        assert_eq!(
            body(&address(Standing::Pending), &[]),
            json!({"email": "Ada@x.example", "permissions": [], "force": true})
        );
    }
}
