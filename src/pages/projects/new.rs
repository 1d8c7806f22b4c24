//! A new project.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::subscriptions::{
    ChecksIfTheUserIsAbleToCreateANewProject, CreateSubscription, SubscriptionCreateInput, SubscriptionPermission,
};

use super::estimate::estimate;
use crate::components::{Change, CreateForm, FormPage, Labels, beside_fields, create_form_of, form_page, options_of};
use crate::data::{Read, read};
use crate::forms::FormState;
use crate::layouts::Place;
use crate::reactive::memo;
use crate::routes::Route;
use crate::text::isolated;
use crate::ui::{live, nothing};

/// The form for a new project of an organization, with what it would cost beside it.
pub fn page(organization: String) -> AnyView {
    let place = Place::expect();
    form_page(FormPage {
        loading: "Loading organization".into(),
        of: *place.organization,
        title: Signal::stored(place.label().to_owned()),
        form: ViewFn::from(move || form(&organization)),
    })
}

fn form(organization: &str) -> AnyView {
    let path = ChecksIfTheUserIsAbleToCreateANewProject::path(organization);
    let permission = read::<ChecksIfTheUserIsAbleToCreateANewProject>(move || Some(path.clone()));
    let refused = memo(move || refusal(permission));
    let state = FormState::create(SubscriptionCreateInput::BODY);
    let set_up = organization.to_owned();
    let form = |beside| CreateForm {
        body: SubscriptionCreateInput::BODY,
        change: Change::new::<CreateSubscription>(CreateSubscription::path(organization)),
        labels: Labels::new("Create project", "Creating…"),
        done: Box::new(|sent: &Value| {
            format!("Creating {}", isolated(text(sent, "project_title").unwrap_or("the project")))
        }),
        back: Route::Organization { organization: organization.to_owned() }.path(),
        land: Box::new(move |made: &Value| {
            let subscription = text(made, "id")?.to_owned();
            Some(Route::ProjectSetUp { organization: set_up.clone(), subscription }.path())
        }),
        forbidden: Signal::derive(move || refused.get()),
        lacks: Signal::stored(None),
        options: Some(options_of(None, Some(organization.to_owned()))),
        before_actions: Some(beside),
    };
    let priced = organization.to_owned();
    // Who can’t have a project isn’t told what it would cost.
    let may_ask =
        memo(move || refused.with(Option::is_none) && (permission.is_known() || permission.error().is_some()));
    let price = live(move || match may_ask.get() {
        true => untrack(|| estimate(&priced, state)),
        false => nothing(),
    });
    beside_fields(price, |beside| create_form_of(state, form(beside)))
}

/// Why there can be no new project, and what would help.
fn refusal(permission: Read<SubscriptionPermission>) -> Option<String> {
    let permission = permission.data()?;
    if permission.can_create() != Some(false) {
        return None;
    }
    let said = permission.message().filter(|message| !message.trim().is_empty());
    let message = said.unwrap_or("The organization can’t create projects right now.").to_owned();
    let help = match (permission.required_action(), permission.required_action_type()) {
        (Some("billing_details"), _) => "Complete its billing details first.".to_owned(),
        (Some("verification"), Some(kind)) => format!("Verify your account by {kind} first."),
        (Some("verification"), None) => "Verify your account first.".to_owned(),
        // The message says so better.
        (Some("ticket"), _) if said.is_some() => String::new(),
        (Some("ticket"), _) => "Support can help.".to_owned(),
        (Some(other), _) => format!("Required: {other}."),
        (None, _) => String::new(),
    };
    Some(format!("{message} {help}").trim_end().to_owned())
}
