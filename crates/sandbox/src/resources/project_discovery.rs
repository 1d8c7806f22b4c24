//! Project Discovery: where projects are. Here, all in one place.

use wheelhouse_contract::sections::project::GetAProject;
use wheelhouse_contract::sections::project_discovery as declared;

use crate::request::prelude::*;
use crate::request::{self, Once};
use crate::store::projects::{self, Project};
use crate::store::users::{self, User};

pub fn handlers() -> Vec<Handler> {
    vec![on(anyone, list), on(project, get)]
}

/// Projects on a page.
const SIZE: i64 = 50;

fn list(call: &Call<'_, declared::LocateUserProjects, ()>) -> Answer {
    let page = call.query.integer("page").unwrap_or(1);
    let owner = call.query.get("filter[owner]");
    let (count, found) = projects::visible(call.store, &call.caller.id, owner, SIZE, page)?;
    let owners = Once::new(|organization: &str| users::owner_of(call.store, organization));
    let located = found.iter().map(|project| Ok(view(project, owners.get(&project.organization_id)?.as_deref())));
    let located: Vec<Value> = located.collect::<Result<_, ApiError>>()?;
    let links = request::pages(call, page, SIZE, count).value();
    Ok(Reply::json(&json!({"count": count, "projects": located, "_links": links})))
}

fn get(call: &Call<'_, declared::LocateASingleProject, InProject>) -> Answer {
    let (project, _) = &call.at;
    Ok(Reply::json(&view(project, users::owner_of(call.store, &project.organization_id)?.as_ref())))
}

fn view(project: &Project, owner: Option<&User>) -> Value {
    facts!(declared::ProjectLocation {
        id: &project.id,
        endpoint: request::href(&GetAProject::path(&project.id)),
        ui: format!("/projects/{}", project.id),
        subscription_id: project.subscription_id.to_string(),
        owner: owner.map(|user| user.id.as_str()),
        owner_kind: owner.map(|_| "user"),
        owner_username: owner.map(|user| user.username.as_str()),
        owner_display_name: owner.map(User::display_name),
        ..Links::to_self(&declared::LocateASingleProject::path(&project.id))
    })
}
