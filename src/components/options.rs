//! What fields offer that pick from a collection of the API.

use futures::future::{FutureExt, LocalBoxFuture};
use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Resource;
use wheelhouse_contract::body::Source;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::deployments::{Deployment, GetASingleEnvironmentDeployment};
use wheelhouse_contract::sections::domains::of_project::GetListOfProjectDomains;
use wheelhouse_contract::sections::environment::{Environment, GetAnEnvironment, GetListOfProjectEnvironments};
use wheelhouse_contract::sections::integrations::GetListOfExistingIntegrationsForAProject;
use wheelhouse_contract::sections::plans::ListAvailablePlans;
use wheelhouse_contract::sections::regions::ListAvailableRegions;
use wheelhouse_contract::sections::repository::GetListOfRepositoryRefs;
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;
use wheelhouse_contract::sections::support::{ListSupportTicketCategories, ListSupportTicketPriorities};

use super::people::{members, person};
use super::{plan_name, told_title};
use crate::api::{Api, Request};
use crate::data::with_query;
use crate::forms::{Options, Wanted};

/// Which key of an item is the value, and which the label.
type Keys = (&'static str, &'static str);

/// What the collections of a project and of an organization offer.
pub fn options_of(project: Option<String>, organization: Option<String>) -> Options {
    let api = Api::expect();
    let ids = StoredValue::new((project, organization));
    Callback::new(move |asked: Wanted| {
        let (project, organization) = ids.get_value();
        async move {
            let source = match asked {
                Wanted::One(Source::Users, named) => return person(api, &named).await,
                Wanted::One(source, id) => {
                    return Ok(name_of(api, source, project, &id).await.map(|name| (id, name)).into_iter().collect());
                }
                Wanted::All(Source::Users) => return members(api, organization, project).await,
                Wanted::All(source) => source,
            };
            let Some((path, keys)) = wanted(source, project.as_deref(), organization.as_deref()) else {
                return Ok(Vec::new());
            };
            let answer = api.send(Request::get(path)).await.map_err(|error| error.text())?;
            Ok(offers(source, &answer, keys))
        }
        .boxed_local() as LocalBoxFuture<'static, Result<Vec<(String, String)>, String>>
    })
}

/// As [`options_of`], where nothing but people is picked: the members of an organization, and anyone by what they go by.
pub fn people(organization: Option<String>) -> Options {
    options_of(None, organization)
}

/// As [`options_of`], with what runs in an environment of the project.
pub fn options_in(project: String, environment: &str) -> Options {
    let api = Api::expect();
    let deployment = GetASingleEnvironmentDeployment::path(&project, environment, "current");
    let others = options_of(Some(project), None);
    Callback::new(move |asked: Wanted| {
        let deployment = deployment.clone();
        async move {
            if asked != Wanted::All(Source::Applications) {
                return others.run(asked).await;
            }
            let answer = api.send(Request::get(deployment)).await.map_err(|error| error.text())?;
            let deployment = Deployment::new(answer);
            let all = deployment.applications().into_iter().chain(deployment.workers());
            Ok(all.map(|container| (container.name.clone(), container.name.clone())).collect())
        }
        .boxed_local() as LocalBoxFuture<'static, Result<Vec<(String, String)>, String>>
    })
}

/// As [`options_of`] of an organization, for who files a ticket: how urgent it can be follows from `about`, the number of
/// its subscription and its category.
pub fn options_for_ticket(
    organization: String,
    about: impl Fn() -> (String, String) + Copy + Send + Sync + 'static,
) -> Options {
    let api = Api::expect();
    let others = options_of(None, Some(organization));
    Callback::new(move |asked: Wanted| {
        async move {
            if asked != Wanted::All(Source::TicketPriorities) {
                return others.run(asked).await;
            }
            let (subscription, category) = untrack(about);
            let query = [("subscription_id", subscription), ("category", category)];
            let path = with_query(&ListSupportTicketPriorities::path(), query);
            let answer = api.send(Request::get(path)).await.map_err(|error| error.text())?;
            Ok(offers(Source::TicketPriorities, &answer, ("id", "label")))
        }
        .boxed_local() as LocalBoxFuture<'static, Result<Vec<(String, String)>, String>>
    })
}

/// What something that a form starts from is called.
async fn name_of(api: Api, source: Source, project: Option<String>, id: &str) -> Option<String> {
    match source {
        Source::Plans => Some(plan_name(Some(id))),
        Source::Environments => {
            let answer = api.send(Request::get(GetAnEnvironment::path(&project?, id))).await.ok()?;
            told_title(&Environment::new(answer)).map(str::to_owned)
        }
        _ => None,
    }
}

fn wanted(source: Source, project: Option<&str>, organization: Option<&str>) -> Option<(String, Keys)> {
    Some(match source {
        Source::Regions => (ListAvailableRegions::path(organization?), ("id", "label")),
        Source::Plans => (ListAvailablePlans::path(), ("name", "label")),
        Source::Environments => (GetListOfProjectEnvironments::path(project?), ("id", "title")),
        Source::Branches => (GetListOfRepositoryRefs::path(project?), ("ref", "ref")),
        Source::Domains => (GetListOfProjectDomains::path(project?), ("name", "name")),
        Source::Integrations => (GetListOfExistingIntegrationsForAProject::path(project?), ("id", "type")),
        Source::Subscriptions => (ListSubscriptions::path(organization?), ("id", "project_title")),
        Source::TicketCategories => (ListSupportTicketCategories::path(), ("id", "label")),
        Source::TicketPriorities => (ListSupportTicketPriorities::path(), ("id", "label")),
        // The API lists these only deep inside of deployments: where there is none, they are typed.
        Source::EnvironmentTypes | Source::Applications => return None,
        Source::Projects => (ListSubscriptions::path(organization?), ("project_id", "project_title")),
        // They are asked for one by one, with their names.
        Source::Users => return None,
    })
}

/// The items of a list in any of the forms that the API answers in.
fn offers(source: Source, answer: &Value, (value, label): Keys) -> Vec<(String, String)> {
    let inside = || answer.as_object()?.values().find_map(Value::as_array);
    let items = answer.as_array().or_else(|| answer.get("items")?.as_array()).or_else(inside);
    let offer = |item: &Value| {
        let value = text(item, value)?;
        let value = match source {
            Source::Branches => value.strip_prefix("refs/heads/")?,
            _ => value,
        };
        let label = match source {
            Source::Branches => value.to_owned(),
            // As they are called everywhere.
            Source::Plans => plan_name(Some(value)),
            _ => text(item, label).unwrap_or(value).to_owned(),
        };
        Some((value.to_owned(), label))
    };
    items.into_iter().flatten().filter_map(offer).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_are_read_in_every_form() {
        let plans = json!({"plans": [{"name": "medium", "label": "Medium"}, {"label": "nameless"}]});
        assert_eq!(offers(Source::Plans, &plans, ("name", "label")), [("medium".to_owned(), "Medium".to_owned())]);
        let regions = json!({"count": 1, "items": [{"id": "eu-5"}], "_links": {}});
        assert_eq!(offers(Source::Regions, &regions, ("id", "label")), [("eu-5".to_owned(), "eu-5".to_owned())]);
        let refs = json!([{"ref": "refs/heads/main"}, {"ref": "refs/tags/v1"}, 7]);
        assert_eq!(offers(Source::Branches, &refs, ("ref", "ref")), [("main".to_owned(), "main".to_owned())]);
    }
}
