//! What one more person on a project would cost, where that can be known.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::organizations::Organization;
use wheelhouse_contract::sections::project::Project;
use wheelhouse_contract::sections::subscriptions::{EstimateThePriceOfANewSubscription, SubscriptionEstimate};

use crate::components::{allows, money};
use crate::data::{Read, read, with_query};
use crate::layouts::Place;
use crate::ui::{el, live};

/// The project's monthly price with as many users as now, and with one more.
pub(super) fn price(project: &str) -> AnyView {
    let place = Place::expect();
    let project = project.to_owned();
    let is_this = move || place.project_id.with(|id| id.as_deref() == Some(&project));
    let known = Signal::derive(move || place.project.data().filter(|_| is_this()).as_ref().and_then(Paid::of));
    let asked = move |more: i64| {
        let may = allows(*place.organization, Organization::ESTIMATE_SUBSCRIPTION) == Some(true);
        let organization = place.organization_id.get().filter(|_| may)?;
        Some(known.get()?.estimate(&organization, more))
    };
    let now = read::<EstimateThePriceOfANewSubscription>(move || asked(0));
    let then = read::<EstimateThePriceOfANewSubscription>(move || asked(1));
    let words = move || match (total(now), total(then), known.get()) {
        (Some(now), Some(then), Some(paid)) => {
            let users = paid.users;
            if now == then {
                format!("Price: {now} a month with {users} users, and the same with one more.")
            } else {
                format!("Price: {now} a month with {users} users, {then} with one more.")
            }
        }
        _ if now.is_loading() || then.is_loading() => "Calculating the price…".to_owned(),
        _ => "The price of one more user isn’t available: the API doesn’t estimate it for you.".to_owned(),
    };
    live(move || el("p").class("muted").attr("role", "status").text(words()).into_any())
}

/// What a project's subscription has.
#[derive(Clone, PartialEq)]
struct Paid {
    plan: String,
    environments: i64,
    storage: i64,
    users: i64,
}

impl Paid {
    fn of(project: &Project) -> Option<Self> {
        Some(Self {
            plan: project.plan()?.to_owned(),
            environments: project.environment_limit()?,
            storage: project.storage()?,
            users: project.user_licenses()?,
        })
    }

    fn estimate(&self, organization: &str, more: i64) -> String {
        let query = [
            ("plan", self.plan.clone()),
            ("environments", self.environments.to_string()),
            ("storage", self.storage.to_string()),
            ("user_licenses", (self.users + more).to_string()),
            ("format", "complex".to_owned()),
        ];
        with_query(&EstimateThePriceOfANewSubscription::path(organization), query)
    }
}

fn total(price: Read<SubscriptionEstimate>) -> Option<String> {
    price.data()?.raw().get("total").and_then(money)
}
