//! Branching: a Git branch at the parent's commit, and an environment below the parent.

use rusqlite::Connection;
use wheelhouse_contract::sections::environment as declared;

use super::rules::Found;
use super::sizes;
use super::start::{Deed, Word, named};
use super::view::whole;
use crate::access::Role;
use crate::activities::{self, Kind, scripts};
use crate::code;
use crate::git;
use crate::request::prelude::*;
use crate::store::environment_data;
use crate::store::environments::{self, Environment};
use crate::store::projects::Project;

pub fn branch(call: &Call<'_, declared::BranchAnEnvironment, Found>) -> Answer {
    let Call { at: parent, body, .. } = call;
    sizes::follow_the_plan(&body.resources, |resources| &resources.init)?;
    let name = body.name.trim();
    let asked = NewEnvironment {
        name,
        name_field: "name",
        title: Some(body.title.trim()),
        kind: &body.r#type,
        head: parent.environment.head_commit.as_deref(),
        clones: body.clone_parent,
        runs: true,
    };
    let environment = asked.make(call, parent)?;
    let data = environment_data::list(call.store, &parent.project.id, &parent.environment.id)?;
    let script = scripts::branching(call.pace, &parent.environment.id, if body.clone_parent { &data } else { &[] });
    let deed = Deed {
        kind: Kind::EnvironmentBranch {
            parent: parent.environment.id.clone(),
            name: name.to_owned(),
            title: environment.title.clone(),
            environment_type: environment.kind.clone(),
            clone_parent: body.clone_parent,
        },
        project: &parent.project,
        environment: &environment,
        words: vec![
            Word::Text("branched environment "),
            Word::Environment(&environment),
            Word::Text(" from "),
            Word::Environment(&parent.environment),
        ],
        about: vec![
            ("parent", named(&parent.environment)),
            (
                "outcome",
                json!({
                    "id": environment.id,
                    "name": environment.name,
                    "title": environment.title,
                    "type": environment.kind,
                    "parent": environment.parent,
                    "head_commit": environment.head_commit,
                }),
            ),
        ],
        plan: activities::deployment(call, &environment, script)?,
        deploys: true,
    };
    let started = deed.start(call)?;
    plant(call, &environment)?;
    let found = parent.beside(call, &environment.id)?;
    Ok(Reply::created(&whole(call, &found)?, vec![started]))
}

/// An environment that is to be below another.
pub struct NewEnvironment<'a> {
    /// Of the branch.
    pub name: &'a str,
    /// The field of the body that the name comes from.
    pub name_field: &'a str,
    /// The name, when there is none.
    pub title: Option<&'a str>,
    pub kind: &'a str,
    /// The commit that it begins at.
    pub head: Option<&'a str>,
    /// Whether it takes its parent's data whenever it is activated.
    pub clones: bool,
    /// Whether it is about to run, which the plan has to have room for.
    pub runs: bool,
}

impl NewEnvironment<'_> {
    /// Its row, with who may visit the parent and nothing else of that. It does not run yet; [`plant`] makes its
    /// branch.
    ///
    /// # Errors
    /// 403 without the role for its type, 400 at a name that cannot be, 409 when the plan has no room.
    pub fn make(&self, context: &Context<'_>, above: &Found) -> Result<Environment, ApiError> {
        if above.rights.on(self.kind) < Role::Admin {
            return Err(ApiError::forbidden(format!(
                "You need the admin role on {} environments of this project. A project admin can grant it.",
                self.kind
            )));
        }
        let id = require_free(context, &above.project, self.name_field, self.name)?;
        if self.runs {
            require_room(context, &above.project)?;
        }
        let environment = Environment {
            title: self.title.filter(|title| !title.is_empty()).unwrap_or(self.name).to_owned(),
            kind: self.kind.to_owned(),
            head_commit: self.head.map(str::to_owned),
            clone_parent_on_create: self.clones,
            ..below(context, &above.environment, &id, self.name)
        };
        environments::insert(context.store, &environment)?;
        Ok(environment)
    }
}

/// The Git branch of a new environment. To be done last: it outlives a request that is refused.
pub fn plant(context: &Context<'_>, environment: &Environment) -> Result<(), ApiError> {
    let Some(head) = &environment.head_commit else { return Ok(()) };
    let Some(repository) = code::repository(context.store, context.git, &environment.project_id)? else {
        return Ok(());
    };
    code::count_apart(context.store, &repository, &environment.project_id, &environment.id)?;
    Ok(git::set_branch(&repository, &environment.name, head)?)
}

/// An environment below another, at its commit, with who may visit it and nothing else of it. It does not run yet.
fn below(context: &Context<'_>, parent: &Environment, id: &str, name: &str) -> Environment {
    Environment {
        project_id: parent.project_id.clone(),
        id: id.to_owned(),
        name: name.to_owned(),
        machine_name: format!("{id}-{}", activities::random_id().get(..7).unwrap_or_default()),
        title: name.to_owned(),
        kind: "development".to_owned(),
        parent: Some(parent.id.clone()),
        status: "inactive".to_owned(),
        is_pr: false,
        has_domains: false,
        enable_smtp: false,
        restrict_robots: true,
        // What visitors are kept out of is not open in a copy.
        http_access: parent.http_access.clone(),
        head_commit: parent.head_commit.clone(),
        commits_ahead: 0,
        commits_behind: 0,
        last_deployment_at: None,
        last_deployment_successful: true,
        last_backup_at: None,
        attributes: json!({}),
        clone_parent_on_create: true,
        created_at: context.now,
        updated_at: context.now,
        doing: None,
        busy: false,
    }
}

/// The id of a new environment of this name.
///
/// # Errors
/// 400 at the `field` of the name when it can be no branch's, or is taken.
fn require_free(context: &Context<'_>, project: &Project, field: &str, name: &str) -> Result<String, ApiError> {
    let id = environments::id_of_branch(name);
    match taken(context, project, name, &id, None)? {
        Some(message) => Err(ApiError::fields(&[FieldError::new(field, message)])),
        None => Ok(id),
    }
}

/// Why a branch cannot have this name, for an environment of this id that is new or, where it says which, is there.
pub fn taken(
    context: &Context<'_>,
    project: &Project,
    name: &str,
    id: &str,
    own: Option<&str>,
) -> Result<Option<String>, ApiError> {
    let others = environments::list(context.store, &project.id)?.into_iter();
    for other in others.filter(|other| Some(other.id.as_str()) != own) {
        if other.name == name || other.id == id {
            return Ok(Some(format!("An environment named {} already exists. Choose another name.", other.name)));
        }
        // Git keeps branches as files: none can be a folder of others.
        if other.name.starts_with(&format!("{name}/")) || name.starts_with(&format!("{}/", other.name)) {
            return Ok(Some(format!("Git can’t have this branch next to {}. Choose another name.", other.name)));
        }
    }
    Ok(None)
}

/// How many of the environments that its plan allows a project uses.
pub fn in_use(connection: &Connection, project: &Project) -> rusqlite::Result<i64> {
    let counts = |environment: &&Environment| {
        // One that is about to run has its room already.
        environment.id != project.default_branch && (environment.takes_room() || environment.doing.is_some())
    };
    let running = environments::list(connection, &project.id)?.iter().filter(counts).count();
    Ok(i64::try_from(running).unwrap_or(i64::MAX))
}

/// # Errors
/// 409 when the plan allows no more environments that run.
pub fn require_room(context: &Context<'_>, project: &Project) -> Result<(), ApiError> {
    if in_use(context.store, project)? < project.environment_limit {
        return Ok(());
    }
    Err(ApiError::not_now(format!(
        "The plan allows {} environments besides production, and all of them are in use. Deactivate one, or change \
         the plan.",
        project.environment_limit
    )))
}
