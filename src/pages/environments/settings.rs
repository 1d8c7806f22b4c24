//! The settings of an environment.

use leptos::prelude::*;
use serde_json::{Map, Value};
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::environment::{Environment, EnvironmentPatch, UpdateAnEnvironment};

use super::subject::overview;
use crate::components::{Change, Consequence, EditForm, edit_form, link_unless, options_of};
use crate::layouts::Place;
use crate::layouts::cannot;
use crate::routes::Route;
use crate::ui::{ButtonKind, Section, el, live, nothing, view, views};

/// The environment's form, and the ways to take it down and to delete it.
pub fn page(project: String, environment: String) -> AnyView {
    let place = Place::expect();
    // What is read while it is drawn must not draw it again: the form holds what the person types.
    untrack(|| settings(place, project, environment))
}

fn settings(place: Place, project: String, environment: String) -> AnyView {
    let form = edit_form(EditForm {
        body: EnvironmentPatch::BODY,
        of: *place.environment,
        part: Some(without_passwords),
        change: Change::new::<UpdateAnEnvironment>(UpdateAnEnvironment::path(&project, &environment)),
        forbidden: cannot(place, Environment::EDIT, "change this environment"),
        done: "Saved the environment’s settings".to_owned(),
        back: overview(project.clone(), environment.clone()),
        consequence: Some(Consequence::redeploys_with(
            &["http_access", "enable_smtp", "restrict_robots"],
            "The environment redeploys.",
        )),
        options: Some(options_of(Some(project.clone()), place.organization_id.get())),
    });
    let (p, e) = (project.clone(), environment.clone());
    let deactivate = move || {
        let (project, environment) = (p.clone(), e.clone());
        let href = Route::EnvironmentDeactivate { project, environment }.path();
        let reason = cannot(place, Environment::DEACTIVATE, "deactivate this environment");
        link_unless(reason, "Deactivate environment", ButtonKind::Secondary, move || href.clone())
    };
    let delete = move || {
        let (project, environment) = (project.clone(), environment.clone());
        let href = Route::EnvironmentDelete { project, environment }.path();
        let reason = cannot(place, Environment::DELETE, "delete this environment");
        link_unless(reason, "Delete environment", ButtonKind::Secondary, move || href.clone())
    };
    let said = |text: &'static str| el("p").class("muted").text(text).into_any();
    views![
        view! { <Section title="General">{vec![live(move || users(place)), form]}</Section> },
        view! {
            <Section title="Deactivate this environment" actions=deactivate>
                {said("Deletes its services and data. The branch is kept, and you can activate it again.")}
            </Section>
        },
        view! {
            <Section title="Delete this environment" actions=delete>
                {said("Deletes its branch, variables, domains and backups. It must be inactive and have no children.")}
            </Section>
        }
    ]
}

/// Who may visit with a password: the form cannot tell, as it starts without their passwords.
fn users(place: Place) -> AnyView {
    let environment = place.environment.data();
    let users = environment.as_ref().and_then(|environment| environment.http_access_users());
    let names: Vec<&str> = users.into_iter().flat_map(|users| users.keys().map(String::as_str)).collect();
    if names.is_empty() {
        return nothing();
    }
    let text = format!("Current HTTP access users: {}. They’re kept unless you enter users below.", names.join(", "));
    el("p").class("muted").text(text).into_any()
}

/// The environment as the form starts from it. Passwords are never told, and what was never there is not sent again: an
/// access rule that is changed would otherwise take all users away.
fn without_passwords(environment: &Value) -> Value {
    let mut environment = environment.as_object().cloned().unwrap_or_else(Map::new);
    if let Some(access) = environment.get_mut("http_access").and_then(Value::as_object_mut) {
        access.remove("basic_auth");
    }
    Value::Object(environment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_form_does_not_start_from_passwords() {
        let environment = json!({
            "title": "Staging",
            "http_access": {"is_enabled": true, "basic_auth": {"guest": "********"}},
        });
        assert_eq!(without_passwords(&environment), json!({"title": "Staging", "http_access": {"is_enabled": true}}));
        assert_eq!(without_passwords(&json!({"http_access": "odd"})), json!({"http_access": "odd"}));
    }
}
