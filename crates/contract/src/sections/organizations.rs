//! Organizations and their members.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::{Nothing, Page};
use crate::body::{Choice, choice};
use crate::checks::account;
use crate::operation::{QueryKind, QueryParameter, query, section};
use crate::resource::resource;

resource! {
    /// An organization: owns projects and pays for them.
    Organization {
        /// ULID.
        id: text,
        owner_id: text,
        namespace: text,
        /// The short name in addresses.
        name: text,
        /// The name people see.
        label: text,
        /// ISO 3166-1, two letters.
        country: text,
        vendor: text,
        capabilities: texts,
        /// `active`, `restricted`, `suspended` or `deleted`.
        status: text,
        created_at: time,
        updated_at: time,
    } => {
        MEMBERS: "members",
        SUBSCRIPTIONS: "subscriptions",
        UPDATE: "update",
        DELETE: "delete",
        CREATE_MEMBER: "create-member",
        CREATE_SUBSCRIPTION: "create-subscription",
        ESTIMATE_SUBSCRIPTION: "estimate-subscription",
        ADDRESS: "address",
        PROFILE: "profile",
        ORDERS: "orders",
        VOUCHERS: "vouchers",
    }

    /// A person who belongs to an organization.
    OrganizationMember {
        /// UUID, of the membership.
        id: text,
        organization_id: text,
        user_id: text,
        /// What they may do. Empty for the owner, who may do everything.
        permissions: texts,
        owner: flag,
        created_at: time,
        updated_at: time,
    } => { UPDATE: "update", DELETE: "delete" }
}

/// What members of an organization may be allowed.
pub const PERMISSIONS: &[Choice] = &[
    choice("admin", "Everything the owner can do"),
    choice("billing", "Manage billing"),
    choice("members", "Manage members and teams"),
    choice("plans", "Manage plans"),
    choice("projects:create", "Create projects"),
    choice("projects:list", "List all projects"),
];

/// A new organization.
#[derive(Deserialize, Body)]
pub struct OrganizationCreateInput {
    /// The name people see.
    #[field(min = 1, max = 100)]
    pub label: String,
    /// Unique, and part of addresses. Leave empty to derive it from the label.
    #[field(present, min = 2, max = 63, check = account::organization_name)]
    pub name: Option<String>,
    /// Two-letter country code, such as DE.
    #[field(min = 2, max = 2, check = account::country)]
    pub country: Option<String>,
    /// The person who will own it. Leave empty for yourself.
    #[field(label = "Owner", pick = "users", max = 36, section = "Advanced")]
    pub owner_id: Option<String>,
}

/// Changes to an organization.
#[derive(Deserialize, Body)]
pub struct OrganizationPatch {
    /// The name people see.
    #[field(min = 1, max = 100)]
    pub label: Option<String>,
    /// Unique, and part of addresses.
    #[field(min = 2, max = 63, check = account::organization_name)]
    pub name: Option<String>,
    /// Two-letter country code, such as DE.
    #[field(min = 2, max = 2, check = account::country)]
    pub country: Option<String>,
}

/// A new member of an organization.
#[derive(Deserialize, Body)]
pub struct OrganizationMemberCreateInput {
    /// Someone who has an account.
    #[field(label = "Person", pick = "users", min = 1, max = 36, fixed)]
    pub user_id: String,
    /// What they may do beyond being a member.
    #[field(choices = PERMISSIONS)]
    pub permissions: Option<Vec<String>>,
}

/// Changes to what a member may do.
#[derive(Deserialize, Body)]
pub struct OrganizationMemberPatch {
    /// What they may do beyond being a member.
    #[field(choices = PERMISSIONS)]
    pub permissions: Option<Vec<String>>,
}

const SORT: QueryParameter = query("sort", QueryKind::Sort(&["name", "created_at", "updated_at"]));
pub(super) const SIZE: QueryParameter = query("page[size]", QueryKind::Integer { min: 1, max: 100 });
pub(super) const BEFORE: QueryParameter = query("page[before]", QueryKind::Text);
pub(super) const AFTER: QueryParameter = query("page[after]", QueryKind::Text);

/// A filter parameter.
pub(super) const UPDATED: QueryParameter = query("filter[updated_at]", QueryKind::TimeFilter);

pub(super) const fn filter(name: &'static str) -> QueryParameter {
    query(name, QueryKind::Filter)
}

section! {
    "Organizations"

    /// The organizations that a user belongs to.
    UserOrganizations = "user-organizations" "User organizations"
        GET "/users/{user_id}/organizations" (user_id)
        query [filter("filter[id]"), filter("filter[status]"), UPDATED, SIZE, BEFORE, AFTER, SORT]
        => Page<Organization>;

    /// The organizations that the caller can see.
    ListOrganizations = "list-organizations" "List organizations"
        GET "/organizations" ()
        query [
            filter("filter[id]"), filter("filter[owner_id]"), filter("filter[name]"), filter("filter[label]"),
            filter("filter[capabilites]"), filter("filter[status]"), UPDATED,
            SIZE, BEFORE, AFTER, SORT,
        ]
        => Page<Organization>;

    /// Makes an organization.
    CreateOrganization = "create-organization" "Create organization"
        POST "/organizations" () body OrganizationCreateInput => Organization;

    /// One organization, with what the caller may do.
    GetOrganization = "get-organization" "Get organization"
        GET "/organizations/{organization_id}" (organization_id) => Organization;

    /// Changes an organization.
    UpdateOrganization = "update-organization" "Update organization"
        PATCH "/organizations/{organization_id}" (organization_id) body OrganizationPatch => Organization;

    /// Deletes an organization that has no projects left.
    DeleteOrganization = "delete-organization" "Delete organization"
        DELETE "/organizations/{organization_id}" (organization_id) => Nothing;

    /// The members of an organization, its owner among them, for those who manage members.
    ListOrganizationMembers = "list-organization-members" "List organization members"
        GET "/organizations/{organization_id}/members" (organization_id)
        query [
            filter("filter[permissions]"), SIZE, BEFORE, AFTER,
            query("sort", QueryKind::Sort(&["created_at", "updated_at"])),
        ]
        => Page<OrganizationMember>;

    /// Makes somebody who has an account a member.
    CreateOrganizationMember = "create-organization-member" "Create organization member"
        POST "/organizations/{organization_id}/members" (organization_id) body OrganizationMemberCreateInput
        => OrganizationMember;

    /// One member, with what the caller may do.
    GetOrganizationMember = "get-organization-member" "Get organization member"
        GET "/organizations/{organization_id}/members/{user_id}" (organization_id, user_id) => OrganizationMember;

    /// Changes what a member may do.
    UpdateOrganizationMember = "update-organization-member" "Update organization member"
        PATCH "/organizations/{organization_id}/members/{user_id}" (organization_id, user_id)
        body OrganizationMemberPatch => OrganizationMember;

    /// Removes a member, and with that from the organization's teams and projects.
    DeleteOrganizationMember = "delete-organization-member" "Delete organization member"
        DELETE "/organizations/{organization_id}/members/{user_id}" (organization_id, user_id) => Nothing;
}
