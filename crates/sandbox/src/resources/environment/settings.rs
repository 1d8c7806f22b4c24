//! Changing what is set of an environment.

use sha2::{Digest, Sha256};
use wheelhouse_contract::sections::environment as declared;

use super::super::change::differing;
use super::branch::taken;
use super::code::finish;
use super::rules::Found;
use super::start::{Deed, Word};
use super::view::HIDDEN;
use super::written;
use crate::access::Role;
use crate::activities::{Kind, Script, scripts};
use crate::code;
use crate::git;
use crate::request::prelude::*;
use crate::store::environments::{self, Environment};

pub fn update(call: &Call<'_, declared::UpdateAnEnvironment, Found, Raw>) -> Answer {
    let found = &call.at;
    let mut wanted = found.environment.clone();
    let mut errors = Vec::new();
    for (field, value) in &call.body {
        if let Err(message) = take(call, found, &mut wanted, field, value)? {
            errors.push(FieldError::new(field.as_str(), message));
        }
    }
    if !errors.is_empty() {
        return Err(ApiError::fields(&errors));
    }
    if !found.rights.may(&wanted.kind, Role::Admin) {
        return Err(ApiError::forbidden(format!(
            "You need the admin role on {} environments of this project. A project admin can grant it.",
            wanted.kind
        )));
    }
    let mut started = Vec::new();
    for change in changes(&found.environment, &wanted) {
        started.push(change.start(call, found, &wanted)?);
    }
    if !started.is_empty() {
        wanted.updated_at = call.now;
        environments::update(call.store, &wanted)?;
    }
    if wanted.name != found.environment.name {
        rename_branch(call, &found.environment.name, &wanted)?;
    }
    if wanted.parent != found.environment.parent
        && let Some(repository) = code::repository(call.store, call.git, &found.project.id)?
    {
        code::count_apart(call.store, &repository, &found.project.id, &wanted.id)?;
    }
    written(call, found, started)
}

/// Git's part of another name: the branch is where it was, and its environment stays what it is.
fn rename_branch(context: &Context<'_>, was: &str, environment: &Environment) -> Result<(), ApiError> {
    let Some(head) = &environment.head_commit else { return Ok(()) };
    let Some(repository) = code::repository(context.store, context.git, &environment.project_id)? else {
        return Ok(());
    };
    git::delete_branch(&repository, was)?;
    Ok(git::set_branch(&repository, &environment.name, head)?)
}

/// Takes one field; a sentence when it cannot be.
fn take(
    context: &Context<'_>,
    found: &Found,
    wanted: &mut Environment,
    field: &str,
    value: &Value,
) -> Result<Result<(), String>, ApiError> {
    let is_main = wanted.id == found.project.default_branch;
    match (field, value) {
        ("title", Value::String(title)) => wanted.title = title.trim().to_owned(),
        ("name", Value::String(name)) if *name != wanted.name => {
            if wanted.is_pr {
                return Ok(Err("Its branch comes from a repository elsewhere. Rename it there.".to_owned()));
            }
            if let Some(message) = taken(context, &found.project, name, &wanted.id, Some(&wanted.id))? {
                return Ok(Err(message));
            }
            wanted.name.clone_from(name);
        }
        ("type", Value::String(kind)) if is_main != (kind == "production") => {
            return Ok(Err(if is_main {
                "The environment of the default branch is production.".to_owned()
            } else {
                "Only the environment of the default branch is production.".to_owned()
            }));
        }
        ("type", Value::String(kind)) => wanted.kind.clone_from(kind),
        ("parent", Value::Null) if is_main => {}
        ("parent", _) if is_main => return Ok(Err("The production environment has no parent.".to_owned())),
        ("parent", Value::Null) => return Ok(Err("Only the production environment has no parent.".to_owned())),
        ("parent", Value::String(parent)) => {
            if let Err(message) = require_parent(context, wanted, parent)? {
                return Ok(Err(message));
            }
            wanted.parent = Some(parent.clone());
        }
        ("clone_parent_on_create", Value::Bool(clones)) => wanted.clone_parent_on_create = *clones,
        ("http_access", Value::Object(access)) => take_access(&mut wanted.http_access, access),
        ("enable_smtp", Value::Bool(enabled)) => wanted.enable_smtp = *enabled,
        ("restrict_robots", Value::Bool(restricted)) => wanted.restrict_robots = *restricted,
        ("attributes", Value::Object(_)) => wanted.attributes = value.clone(),
        _ => {}
    }
    Ok(Ok(()))
}

/// Whether an environment can be below another: that is there to stay, and not itself below it.
fn require_parent(
    context: &Context<'_>,
    environment: &Environment,
    parent: &str,
) -> Result<Result<(), String>, ApiError> {
    let project = &environment.project_id;
    let (_, rights) = scope::find_project(context, project)?;
    let found = environments::get(context.store, project, parent)?.filter(|found| rights.sees(&found.kind));
    let Some(found) = found else {
        return Ok(Err(format!("There is no environment {parent} in this project.")));
    };
    if environment.parent.as_deref() == Some(parent) {
        return Ok(Ok(()));
    }
    if environments::lineage(context.store, project, parent)?.contains(&environment.id) {
        return Ok(Err(format!("{parent} is {0} itself or below it: {0} cannot be below {parent}.", environment.id)));
    }
    if found.is_coming_or_going() {
        return Ok(Err(format!("{parent} is being made or deleted. Wait until that is complete.")));
    }
    Ok(Ok(()))
}

/// What is left out stays as it is. A password that is answered as hidden stays too, others are kept as their hash.
fn take_access(kept: &mut Value, wanted: &Map<String, Value>) {
    let Some(kept) = kept.as_object_mut() else { return };
    for (key, value) in wanted {
        let value = match (key.as_str(), value) {
            ("basic_auth", Value::Object(users)) => {
                let known = kept.get("basic_auth").cloned().unwrap_or_default();
                let secret = |(user, password): (&String, &Value)| {
                    let password = password.as_str().unwrap_or_default();
                    let kept = known.get(user).filter(|_| password == HIDDEN).cloned();
                    (user.clone(), kept.unwrap_or_else(|| json!(hash(user, password))))
                };
                Value::Object(users.iter().map(secret).collect())
            }
            ("basic_auth" | "addresses" | "is_enabled", Value::Null) => continue,
            _ => value.clone(),
        };
        kept.insert(key.clone(), value);
    }
}

/// Salted with the name: two with the same password are not seen to have it.
fn hash(user: &str, password: &str) -> String {
    Sha256::digest(format!("{user}\0{password}").as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One thing that changed.
struct Change {
    kind: Kind,
    done: &'static str,
    /// Whether the environment redeploys with it.
    deploys: bool,
}

fn changes(before: &Environment, after: &Environment) -> Vec<Change> {
    let change = |kind, done, deploys| Change { kind, done, deploys };
    let shown = |access: &Value| {
        let users = access.get("basic_auth").and_then(Value::as_object).map(|users| users.keys().collect::<Vec<_>>());
        json!({"is_enabled": access.get("is_enabled"), "addresses": access.get("addresses"), "users": users})
    };
    let all = [
        (before.name != after.name).then(|| {
            let (from, to) = (json!(before.name), json!(after.name));
            change(Kind::EnvironmentUpdateName { from, to }, "renamed the branch of", true)
        }),
        (before.title != after.title).then(|| {
            let (from, to) = (json!(before.title), json!(after.title));
            change(Kind::EnvironmentUpdateTitle { from, to }, "changed the title of", false)
        }),
        (before.kind != after.kind).then(|| {
            let (from, to) = (json!(before.kind), json!(after.kind));
            change(Kind::EnvironmentUpdateType { from, to }, "changed the type of", false)
        }),
        (before.parent != after.parent).then(|| {
            let (from, to) = (json!(before.parent), json!(after.parent));
            change(Kind::EnvironmentUpdateParent { from, to }, "changed the parent of", false)
        }),
        (before.attributes != after.attributes).then(|| {
            let (from, to) = differing(&before.attributes, &after.attributes);
            change(Kind::EnvironmentUpdateAttributes { from, to }, "changed the attributes of", false)
        }),
        (before.clone_parent_on_create != after.clone_parent_on_create).then(|| {
            let (from, to) = (json!(before.clone_parent_on_create), json!(after.clone_parent_on_create));
            let kind = Kind::EnvironmentUpdateCloneParentOnCreate { from, to };
            change(kind, "changed what data is at first on", false)
        }),
        (before.http_access != after.http_access).then(|| {
            let (from, to) = (shown(&before.http_access), shown(&after.http_access));
            change(Kind::EnvironmentUpdateHttpAccess { from, to }, "changed the HTTP access of", true)
        }),
        (before.enable_smtp != after.enable_smtp).then(|| {
            let done = if after.enable_smtp { "allowed outgoing e-mail on" } else { "stopped outgoing e-mail on" };
            let (from, to) = (json!(before.enable_smtp), json!(after.enable_smtp));
            change(Kind::EnvironmentUpdateSmtp { from, to }, done, true)
        }),
        (before.restrict_robots != after.restrict_robots).then(|| {
            let done = if after.restrict_robots { "hid from search engines" } else { "showed to search engines" };
            let (from, to) = (json!(before.restrict_robots), json!(after.restrict_robots));
            change(Kind::EnvironmentUpdateRestrictRobots { from, to }, done, true)
        }),
    ];
    all.into_iter().flatten().collect()
}

impl Change {
    fn start(self, context: &Context<'_>, found: &Found, after: &Environment) -> Result<Value, ApiError> {
        let line = format!("{} environment {}", capital(self.done), after.id);
        let (plan, deploys) = if self.deploys {
            finish(context, after, None, scripts::changing(context.pace, &line))?
        } else {
            (Script::new(context.pace).line(line, 400).line("Saved", 100).succeed(), false)
        };
        let deed = Deed {
            kind: self.kind,
            project: &found.project,
            environment: after,
            words: vec![Word::Text(self.done), Word::Text(" environment "), Word::Environment(after)],
            about: Vec::new(),
            plan,
            deploys,
        };
        deed.start(context)
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
