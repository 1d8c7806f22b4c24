//! Doing again what an activity did, where the API has a way to.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::environment::{Environment, GetAnEnvironment, RedeployAnEnvironment};

use crate::components::{Action, Change, Titles, action};
use crate::data::{Read, read_as};
use crate::reactive::memo;
use crate::routes::{AtKept, Route};
use crate::ui::{ButtonLink, live, nothing, view};

const REDEPLOY: &str = "Redeploy";

/// How it is done again.
#[derive(Clone, PartialEq)]
enum Way {
    /// By redeploying an environment: what the activity did, or what is left to try after it failed.
    Redeploy { environment: String, label: &'static str },
    /// On the page where it is asked for.
    Form(String),
}

/// The button for it, once the activity is over.
///
/// In an environment (`of_environment`), the header offers to redeploy it already.
pub fn again(entry: Read<Activity>, project: String, of_environment: bool, titles: Titles) -> AnyView {
    let project = StoredValue::new(project);
    let is_offered = move |way: &Way| of_environment && matches!(way, Way::Redeploy { label: REDEPLOY, .. });
    let way = memo(move || {
        way(&project.read_value(), &entry.data()?).filter(|way| is_there(way, titles) && !is_offered(way))
    });
    live(move || match way.get() {
        None => nothing(),
        Some(Way::Form(href)) => view! { <ButtonLink href=href>"Run again"</ButtonLink> },
        Some(Way::Redeploy { environment, label }) => untrack(|| redeploy(project.get_value(), environment, label)),
    })
}

/// Whether the environment has not been deleted since, as far as is known.
fn is_there(way: &Way, titles: Titles) -> bool {
    match way {
        Way::Redeploy { environment, .. } => titles.known(environment).is_some(),
        Way::Form(_) => true,
    }
}

fn way(project: &str, activity: &Activity) -> Option<Way> {
    if !activity.is_done() {
        return None;
    }
    let environment = activity.environments().first().map(|id| (*id).to_owned())?;
    let project = project.to_owned();
    let asked = |name: &str| text(activity.raw(), name).map(str::to_owned);
    let route = match activity.kind()? {
        "environment.redeploy" => return Some(Way::Redeploy { environment, label: "Run again" }),
        "environment.backup" => Route::Backups { project, environment, at: AtKept::New },
        "environment.synchronize" => Route::EnvironmentSynchronize { project, environment },
        "environment.operation" => Route::RuntimeOperation {
            project,
            environment,
            service: asked("parameters.service")?,
            operation: asked("parameters.operation")?,
        },
        "environment.source-operation" => {
            Route::SourceOperation { project, environment, operation: asked("parameters.operation")? }
        }
        kind if activity.result() == Some("failure") && kind.starts_with("environment.") => {
            return Some(Way::Redeploy { environment, label: REDEPLOY });
        }
        _ => return None,
    };
    Some(Way::Form(route.path()))
}

fn redeploy(project: String, environment: String, label: &'static str) -> AnyView {
    let path = GetAnEnvironment::path(&project, &environment);
    let read = read_as::<Environment>(move || Some(path.clone()));
    action(Action {
        label,
        busy: "Starting…",
        done: "Redeploying",
        of: *read,
        relation: Some(Environment::REDEPLOY),
        change: Box::new(move || {
            Change::new::<RedeployAnEnvironment>(RedeployAnEnvironment::path(&project, &environment))
        }),
        asks: "Deploys the same build again with the current variables and settings. Brief downtime possible.",
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;

    fn found(value: Value) -> Option<Way> {
        way("p", &Activity::new(Arc::new(value)))
    }

    fn path(value: Value) -> Option<String> {
        match found(value)? {
            Way::Form(path) => Some(path),
            Way::Redeploy { label, .. } => Some(label.to_owned()),
        }
    }

    #[test]
    fn what_the_api_can_do_again_is_offered_once_it_is_over() {
        let over = |kind: &str, result: &str| {
            path(json!({"type": kind, "state": "complete", "result": result, "environments": ["e"],
                "parameters": {"service": "app", "operation": "clear"}}))
        };
        assert_eq!(over("environment.redeploy", "success").as_deref(), Some("Run again"));
        assert_eq!(over("environment.backup", "success").as_deref(), Some("/projects/p/environments/e/backups/new"));
        assert_eq!(
            over("environment.operation", "success").as_deref(),
            Some("/projects/p/environments/e/operations/runtime/app/clear")
        );
        assert_eq!(over("environment.push", "failure").as_deref(), Some("Redeploy"));
        assert_eq!(over("environment.push", "success"), None);
        assert_eq!(over("project.modify.title", "failure"), None);
        assert!(
            found(json!({"type": "environment.redeploy", "state": "in_progress", "environments": ["e"]})).is_none()
        );
        assert!(found(json!({"type": "environment.redeploy", "state": "complete"})).is_none());
    }
}
