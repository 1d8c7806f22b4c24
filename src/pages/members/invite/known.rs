//! Who is in the organization already, and who is invited.

use wheelhouse_contract::Items;
use wheelhouse_contract::Page;
use wheelhouse_contract::sections::invitations::{ListInvitationsToAnOrganization, OrganizationInvitation};
use wheelhouse_contract::sections::organizations::{ListOrganizationMembers, OrganizationMember};

use super::super::invitations::list_path;
use super::addresses::{Address, Entry, tell_apart};
use crate::components::{AllPages, Referenced, all_pages, users_of};
use crate::data::{AnyRead, Read, read, with_query};
use crate::text::lower;

/// What tells an address from another.
#[derive(Clone)]
pub struct Known {
    members: AllPages,
    first: String,
    users: Referenced,
    pending: Read<Items<OrganizationInvitation>>,
}

impl Known {
    pub fn of(organization: &str) -> Self {
        let first = with_query(&ListOrganizationMembers::path(organization), [("page[size]", "100".to_owned())]);
        let members =
            all_pages(vec![first.clone()], |path| *read::<ListOrganizationMembers>(move || Some(path.clone())));
        let users = {
            let first = first.clone();
            users_of(move || members.of(&first))
        };
        let path = list_path(organization);
        let pending = read::<ListInvitationsToAnOrganization>(move || Some(path.clone()));
        Self { members, first, users, pending }
    }

    /// Whether both lists are read to their end, and every member's address with them, so that who is new is new.
    pub fn is_whole(&self) -> bool {
        self.are_listed() && self.emails().iter().all(Option::is_some)
    }

    /// Whether both lists are read to their end.
    fn are_listed(&self) -> bool {
        self.members.is_settled(&self.first)
            && self.members.of(&self.first).iter().all(AnyRead::is_known)
            && self.pending.is_known()
    }

    /// The address of each member that is listed, as far as it is known.
    fn emails(&self) -> Vec<Option<String>> {
        let pages = self.members.of(&self.first);
        let pages = pages.iter().filter_map(|page| page.data::<Page<OrganizationMember>>());
        let members = pages.flat_map(|page| page.items().to_vec());
        members.map(|member| self.users.user(member.user_id()?)?.email().map(lower)).collect()
    }

    /// Why it cannot be told who is a member or invited; `None` while it may come, and where it can.
    pub fn lacks(&self) -> Option<String> {
        let members = self.members.of(&self.first).iter().find_map(AnyRead::error);
        let failed = members.or_else(|| self.pending.error()).or_else(|| self.users.error());
        let nameless = || self.are_listed() && self.users.is_settled() && !self.is_whole();
        failed
            .map(|error| error.text())
            .or_else(|| nameless().then(|| "The API didn’t give every member’s email address.".to_owned()))
    }

    pub fn tell_apart(&self, entries: Vec<Entry>) -> Vec<Address> {
        let members: Vec<String> = self.emails().into_iter().flatten().collect();
        let pending = self.pending.data();
        let pending: Vec<String> =
            pending.iter().flat_map(|all| all.items()).filter_map(|one| one.email().map(lower)).collect();
        tell_apart(entries, &members, &pending)
    }

    /// Asks again who is invited.
    pub fn refresh(&self) {
        self.pending.refresh();
    }
}
