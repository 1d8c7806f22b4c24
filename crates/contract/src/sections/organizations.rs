//! Organizations.

use crate::answer::Page;
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
        /// The name people read.
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
}

const SORT: QueryParameter = query("sort", QueryKind::Sort(&["name", "created_at", "updated_at"]));
const SIZE: QueryParameter = query("page[size]", QueryKind::Integer { min: 1, max: 100 });
const BEFORE: QueryParameter = query("page[before]", QueryKind::Text);
const AFTER: QueryParameter = query("page[after]", QueryKind::Text);

/// A filter parameter.
const fn filter(name: &'static str) -> QueryParameter {
    query(name, QueryKind::Filter)
}

section! {
    "Organizations"

    /// The organizations that a user belongs to.
    UserOrganizations = "user-organizations" "User organizations"
        GET "/users/{user_id}/organizations" (user_id)
        query [filter("filter[id]"), filter("filter[status]"), filter("filter[updated_at]"), SIZE, BEFORE, AFTER, SORT]
        => Page<Organization>;

    /// The organizations that the caller can see.
    ListOrganizations = "list-organizations" "List organizations"
        GET "/organizations" ()
        query [
            filter("filter[id]"), filter("filter[owner_id]"), filter("filter[name]"), filter("filter[label]"),
            filter("filter[capabilites]"), filter("filter[status]"), filter("filter[updated_at]"),
            SIZE, BEFORE, AFTER, SORT,
        ]
        => Page<Organization>;

    /// One organization, with what the caller may do.
    GetOrganization = "get-organization" "Get organization"
        GET "/organizations/{organization_id}" (organization_id) => Organization;
}
