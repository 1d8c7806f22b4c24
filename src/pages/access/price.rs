//! What one more person on a project would cost, where that can be known.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::organizations::Organization;
use wheelhouse_contract::sections::project::Project;
use wheelhouse_contract::sections::subscriptions::{EstimateThePriceOfANewSubscription, SubscriptionEstimate};

use crate::components::{allows, money, nearest};
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
    let words = move || {
        let paid = known.get();
        let of = |price: Read<SubscriptionEstimate>| price.data()?.raw().get(paid.as_ref()?.part()).and_then(money);
        match (of(now), of(then), &paid) {
            (Some(now), Some(then), Some(paid)) => paid.words(&now, &then),
            _ if now.is_loading() || then.is_loading() => "Calculating the price…".to_owned(),
            _ => "The price of one more user isn’t available: the API doesn’t estimate it for you.".to_owned(),
        }
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

    /// The environments and the storage that the API gives a price for: it has none for as many as some projects have.
    fn priced(&self) -> (i64, i64) {
        let nearest = nearest::<EstimateThePriceOfANewSubscription>;
        (nearest("environments", self.environments), nearest("storage", self.storage))
    }

    fn is_priced(&self) -> bool {
        self.priced() == (self.environments, self.storage)
    }

    /// The part of the price that can be known: what users cost depends on nothing else.
    fn part(&self) -> &'static str {
        if self.is_priced() { "total" } else { "user_licenses" }
    }

    fn words(&self, now: &str, then: &str) -> String {
        let users = self.users;
        let of = if self.is_priced() { "Price" } else { "Price of users" };
        match now == then {
            true => format!("{of}: {now} a month with {users} users, and the same with one more."),
            false => format!("{of}: {now} a month with {users} users, {then} with one more."),
        }
    }

    fn estimate(&self, organization: &str, more: i64) -> String {
        let (environments, storage) = self.priced();
        let query = [
            ("plan", self.plan.clone()),
            ("environments", environments.to_string()),
            ("storage", storage.to_string()),
            ("user_licenses", (self.users + more).to_string()),
            ("format", "complex".to_owned()),
        ];
        with_query(&EstimateThePriceOfANewSubscription::path(organization), query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_more_environments_than_the_api_prices_only_the_users_are_told() {
        let paid = |environments| Paid { plan: "large".to_owned(), environments, storage: 5120, users: 3 };
        assert!(paid(12).estimate("o", 0).contains("environments=12&"));
        assert_eq!(paid(12).part(), "total");
        assert_eq!(paid(12).words("£60", "£70"), "Price: £60 a month with 3 users, £70 with one more.");
        assert!(paid(600).estimate("o", 1).contains("environments=500&"));
        assert_eq!(paid(600).part(), "user_licenses");
        assert_eq!(
            paid(600).words("£30", "£30"),
            "Price of users: £30 a month with 3 users, and the same with one more."
        );
    }
}
