//! The people that a field offers: an organization's members by name, and anyone by e-mail address, username or id.

use wheelhouse_contract::sections::organizations::{ListOrganizationMembers, OrganizationMember};
use wheelhouse_contract::sections::project::{GetAProject, Project};
use wheelhouse_contract::sections::references::{ReferencedUsers, USERS, UserReference};
use wheelhouse_contract::sections::users::{GetAUser, GetAUserByEmail, GetAUserByUsername, User};
use wheelhouse_contract::{Answer, Links, Page, Relation, Resource};

use crate::api::{Api, ApiError, Request};
use crate::data::with_query;

/// More members than this are not listed: who is looked for is typed.
const MOST_PAGES: usize = 10;

/// A value and its label.
type Person = (String, String);

/// The members of an organization, or of the one that a project belongs to.
///
/// # Errors
/// Why they cannot be listed.
pub(super) async fn members(
    api: Api,
    organization: Option<String>,
    project: Option<String>,
) -> Result<Vec<Person>, String> {
    let organization = match (organization, project) {
        (Some(organization), _) => Some(organization),
        (None, Some(project)) => {
            let answer = api.send(Request::get(GetAProject::path(&project))).await.map_err(|error| error.text())?;
            Project::new(answer).organization().map(str::to_owned)
        }
        (None, None) => None,
    };
    let Some(organization) = organization else { return Ok(Vec::new()) };
    match all_members(api, &organization).await {
        Err(error) if error.is(403) || error.is(404) => Err("You can’t list the organization’s members.".to_owned()),
        all => all.map_err(|error| error.text()),
    }
}

async fn all_members(api: Api, organization: &str) -> Result<Vec<Person>, ApiError> {
    let first = with_query(&ListOrganizationMembers::path(organization), [("page[size]", "100".to_owned())]);
    let mut paths = vec![first];
    let mut all = Vec::new();
    while let Some(path) = paths.last() {
        let answer = api.send(Request::get(path.clone())).await?;
        let links = Links::of(&answer);
        let mut names = Vec::new();
        for href in links.references(USERS) {
            // Whoever has no name here goes by their id.
            if let Ok(path) = api.path_of(href)
                && let Ok(named) = api.send(Request::get(path)).await
            {
                names.push(ReferencedUsers::new(named));
            }
        }
        let page = Page::<OrganizationMember>::read(answer.clone());
        all.extend(page.items().iter().filter_map(|member| {
            let id = member.user_id()?;
            let user = names.iter().find_map(|names| names.user(id));
            Some((id.to_owned(), user.map_or_else(|| id.to_owned(), |user| label(&user, id))))
        }));
        match links.href(Relation::NEXT).and_then(|href| api.path_of(href).ok()) {
            Some(next) if paths.len() < MOST_PAGES && !paths.contains(&next) => paths.push(next),
            _ => break,
        }
    }
    all.sort_by(|(_, one), (_, other)| one.cmp(other));
    Ok(all)
}

/// Whoever goes by this e-mail address, username or id; nobody where there is no such account.
///
/// # Errors
/// Why it is not known.
pub(super) async fn person(api: Api, named: &str) -> Result<Vec<Person>, String> {
    let path = match named {
        email if email.contains('@') => GetAUserByEmail::path(email),
        id if id.len() == 36 && id.matches('-').count() == 4 => GetAUser::path(id),
        name => GetAUserByUsername::path(name),
    };
    match api.send(Request::get(path)).await {
        Ok(user) => {
            let id = User::new(user.clone()).id().map(str::to_owned);
            Ok(id.map(|id| (id.clone(), label(&UserReference::new(user), &id))).into_iter().collect())
        }
        Err(error) if error.is(404) => Ok(Vec::new()),
        Err(error) => Err(format!("{}. {}", error.title(), error.text()).trim_end().to_owned()),
    }
}

/// "Tuva Maseko · tuva@example.com", as far as it is told; the id where nothing is.
fn label(user: &UserReference, id: &str) -> String {
    let name = [user.first_name(), user.last_name()];
    let name = name.into_iter().flatten().filter(|name| !name.trim().is_empty()).collect::<Vec<_>>().join(" ");
    let told = |text: Option<&str>| text.filter(|text| !text.trim().is_empty()).map(str::to_owned);
    let name = told(Some(&name)).or_else(|| told(user.username()));
    let parts: Vec<String> = name.into_iter().chain(told(user.email())).collect();
    if parts.is_empty() { id.to_owned() } else { parts.join(" · ") }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_person_is_called_by_what_is_told_of_them() {
        let called = |user: Value| label(&UserReference::new(Arc::new(user)), "u1");
        let ada = json!({"first_name": "Ada", "last_name": "Lovelace", "username": "ada", "email": "ada@example.com"});
        assert_eq!(called(ada), "Ada Lovelace · ada@example.com");
        assert_eq!(called(json!({"first_name": "", "username": "ada"})), "ada");
        assert_eq!(called(json!({"email": "ada@example.com"})), "ada@example.com");
        assert_eq!(called(json!({})), "u1");
    }
}
