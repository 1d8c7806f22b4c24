//! A project in the list of all that the person can see.

use wheelhouse_contract::sections::project_discovery::ProjectLocation;
use wheelhouse_contract::sections::subscriptions::Subscription;

use crate::components::{Column, Item, or_unknown, plan_name, region_of, subscription_status};
use crate::routes::Route;
use crate::ui::{Status, Tone, view};

/// What the list says of one project.
#[derive(Clone, PartialEq)]
pub(super) struct Found {
    key: String,
    /// Empty while it is only asked for.
    pub id: String,
    title: String,
    /// The organization by its name; for a project outside of the person's organizations, who owns it.
    organization: String,
    region: String,
    plan: String,
    plan_id: String,
    /// As the API spells it.
    pub state: String,
    status: (String, Tone),
    href: Option<String>,
}

impl Found {
    /// As its organization's subscription tells it. `index` tells it from others of whom nothing is known.
    pub fn subscribed(subscription: &Subscription, organization: (&str, &str), index: usize) -> Self {
        let id = subscription.project_id().unwrap_or_default().to_owned();
        let state = subscription.status().unwrap_or_default().to_owned();
        Self {
            key: subscription.id().map_or_else(|| format!("{} {index}", organization.0), str::to_owned),
            title: or_unknown(subscription.project_title()),
            organization: organization.1.to_owned(),
            region: region_of(subscription),
            plan: plan_name(subscription.plan()),
            plan_id: subscription.plan().unwrap_or_default().to_owned(),
            status: subscription_status(subscription.status()),
            href: href(&id, &state, organization.0, subscription.id()),
            state,
            id,
        }
    }

    /// As only its place tells it: none of the person's organizations has it.
    pub fn located(location: &ProjectLocation) -> Option<Self> {
        let id = location.id().filter(|id| !id.is_empty())?.to_owned();
        Some(Self {
            key: format!("located {id}"),
            title: id.clone(),
            organization: or_unknown(location.owner_display_name().or(location.owner_username())),
            region: or_unknown(None),
            plan: plan_name(None),
            plan_id: String::new(),
            state: String::new(),
            status: subscription_status(None),
            href: Some(Route::Project { project: id.clone() }.path()),
            id,
        })
    }

    pub fn item(&self) -> Item<Self> {
        Item::new(self.key.clone(), self.clone()).leading_to(self.href.clone()).found_by([self.plan_id.clone()])
    }
}

pub(super) const COLUMNS: &[Column<Found>] = &[
    Column::text("title", "Name", |found: &Found| found.title.clone()),
    Column::text("id", "ID", |found: &Found| found.id.clone()).mono(),
    Column::text("organization", "Organization", |found: &Found| found.organization.clone()),
    Column::text("region", "Region", |found: &Found| found.region.clone()),
    Column::text("plan", "Plan", |found: &Found| found.plan.clone()),
    Column::text("status", "Status", |found: &Found| found.status.0.clone()).cell(|found| {
        let (text, tone) = found.status.clone();
        view! { <Status text=text tone=tone /> }
    }),
];

/// Where a project is looked at: while it is set up, how far that is.
fn href(id: &str, state: &str, organization: &str, subscription: Option<&str>) -> Option<String> {
    let project = (!id.is_empty()).then(|| Route::Project { project: id.to_owned() }.path());
    let set_up = || {
        let subscription = subscription?.to_owned();
        Some(Route::ProjectSetUp { organization: organization.to_owned(), subscription }.path())
    };
    match state {
        "requested" | "provisioning" => set_up().or(project),
        _ => project.or_else(set_up),
    }
}
