//! Subscriptions: whether a new one can be ordered, and ordering it.

use wheelhouse_contract::sections::subscriptions as declared;

use super::change::Change;
use super::subscriptions::{owner, view};
use crate::activities::{self, Kind};
use crate::billing;
use crate::git::{Author, Recipe};
use crate::request::prelude::*;
use crate::store::environments::{self, Environment};
use crate::store::organizations::{self, Organization};
use crate::store::projects::{self, Project};
use crate::store::{offers, project_access, repositories, subscriptions};

pub fn handlers() -> Vec<Handler> {
    vec![on(project_creator, create), on(organization, can_create)]
}

/// People who can work on a new project without paying for more.
const USER_LICENSES: i64 = 1;

fn can_create(call: &Call<'_, declared::ChecksIfTheUserIsAbleToCreateANewProject, InOrganization>) -> Answer {
    let (organization, rights) = &call.at;
    let obstacle = match rights.require_create_projects() {
        Err(error) => Some(Obstacle { message: error.detail(), action: None }),
        Ok(()) => obstacle(call, organization)?,
    };
    let action = obstacle.as_ref().and_then(|obstacle| obstacle.action);
    let more = match action {
        Some(_) => json!({"required_action": {"credentials": null, "reference": null}}),
        None => json!({"required_action": null}),
    };
    Ok(Reply::json(&facts!(declared::SubscriptionPermission {
        can_create: obstacle.is_none(),
        message: obstacle.map(|obstacle| obstacle.message).unwrap_or_default(),
        required_action: action.map(|(action, _)| action),
        required_action_type: action.map(|(_, kind)| kind),
        ..more
    })))
}

/// What stands in the way of an organization's new project.
struct Obstacle {
    message: String,
    /// What helps, and of which kind it is.
    action: Option<(&'static str, &'static str)>,
}

/// Only a ticket for support helps.
const SUPPORT: Option<(&str, &str)> = Some(("ticket", "support"));

fn obstacle(context: &Context<'_>, organization: &Organization) -> Result<Option<Obstacle>, ApiError> {
    if let Some((message, kind)) = unverified(&context.caller.verification) {
        return Ok(Some(Obstacle { message: message.to_owned(), action: Some(("verification", kind)) }));
    }
    if organization.status != "active" {
        let message = format!("The organization is {} and can’t have new projects.", organization.status);
        return Ok(Some(Obstacle { message, action: SUPPORT }));
    }
    let (limit, count) = organizations::project_limit(context.store, &organization.id)?;
    if count < limit {
        return Ok(None);
    }
    let message = format!(
        "{} has {count} of {limit} projects. Delete one that is no longer needed, or ask support to raise the limit.",
        organization.label
    );
    Ok(Some(Obstacle { message, action: SUPPORT }))
}

/// Why who has still to be verified cannot have projects, and by what they are verified.
fn unverified(verification: &str) -> Option<(&'static str, &'static str)> {
    match verification {
        "phone" => Some(("Verify your phone number before you create a project.", "phone")),
        "staff" => Some(("Your account is being reviewed. You can create projects when that is done.", "staff")),
        _ => None,
    }
}

fn create(call: &Call<'_, declared::CreateSubscription, InOrganization>) -> Answer {
    let Call { at: (organization, rights), body, .. } = call;
    if let Some(obstacle) = obstacle(call, organization)? {
        return Err(ApiError::forbidden(obstacle.message));
    }
    let asked = Asked::read(call, body)?;
    let project = asked.project(call, organization)?;
    projects::insert(call.store, &project)?;
    billing::records::follow(call.store, &project, &[], call.now)?;
    billing::begin(call.store, &organization.id, call.now)?;
    let creator = &call.caller;
    if !rights.has("admin") {
        project_access::insert(call.store, &project.id, &creator.id, &["admin"], call.now)?;
    }
    environments::insert(call.store, &asked.main(call, &project))?;
    let recipe = Recipe::First {
        title: project.title.clone(),
        branch: asked.branch.clone(),
        by: Author::new(&creator.display_name(), &creator.email),
        at: call.now.micros().div_euclid(1_000_000),
    };
    repositories::insert(call.store, &project.id, &recipe, call.now)?;
    start(call, &project, &asked)?;
    let made = subscriptions::get(call.store, &organization.id, project.subscription_id)?;
    let made = made.ok_or_else(|| ApiError::internal("The subscription was not kept."))?;
    Ok(Reply::made(&view(&made, organization, owner(call.store, organization)?.as_ref())))
}

/// Sets the project up, over time.
fn start(context: &Context<'_>, project: &Project, asked: &Asked) -> Result<Value, ApiError> {
    let change = Change {
        kind: Kind::ProjectCreate,
        done: "created project",
        name: &project.title,
        about: ("subscription", json!({"id": project.subscription_id.to_string(), "plan": project.plan})),
        log: format!("Setting up {} in {}", project.title, asked.region.label),
    };
    let lines = [
        (format!("  Reserving what the plan {} needs", project.plan), 2_500),
        (format!("  Setting aside {} MiB for each environment", project.storage), 1_500),
        ("Creating the Git repository".to_owned(), 1_500),
        (format!("  Committing to branch {}", asked.branch), 800),
        (format!("Creating environment {}", project.default_branch), 2_000),
        ("  Provisioning certificates".to_owned(), 1_200),
        ("The project is ready.".to_owned(), 100),
    ];
    change.run(context, project, &lines)
}

/// What a body asks for, all of which is on offer.
struct Asked {
    title: String,
    region: offers::Region,
    plan: String,
    branch: String,
    environments: i64,
    storage: i64,
}

impl Asked {
    /// # Errors
    /// 400 with a message at each field that asks for what there is not.
    fn read(context: &Context<'_>, body: &declared::SubscriptionCreateInput) -> Result<Self, ApiError> {
        let trimmed = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
        let mut errors = Vec::new();
        let id = body.project_region.trim();
        let region = offers::region(context.store, id)?;
        match &region {
            None => errors.push(FieldError::new("project_region", format!("There is no region {id}."))),
            Some(region) if !region.available => {
                let message = format!("{} takes no new projects.", region.label);
                errors.push(FieldError::new("project_region", message));
            }
            Some(_) => {}
        }
        let plan = trimmed(&body.plan);
        if !offers::plans(context.store)?.iter().any(|known| known.name == plan) {
            errors.push(FieldError::new("plan", format!("There is no plan {plan}.")));
        }
        match region {
            Some(region) if errors.is_empty() => Ok(Self {
                title: trimmed(&body.project_title),
                region,
                plan,
                branch: trimmed(&body.default_branch),
                environments: body.environments.unwrap_or_default(),
                storage: body.storage.unwrap_or_default(),
            }),
            _ => Err(ApiError::fields(&errors)),
        }
    }

    fn project(&self, context: &Context<'_>, organization: &Organization) -> rusqlite::Result<Project> {
        Ok(Project {
            id: activities::random_id(),
            subscription_id: subscriptions::next_id(context.store)?,
            organization_id: organization.id.clone(),
            title: self.title.clone(),
            description: String::new(),
            region: self.region.id.clone(),
            default_branch: environments::id_of_branch(&self.branch),
            timezone: self.region.timezone.clone(),
            status: "requested".to_owned(),
            plan: self.plan.clone(),
            environment_limit: self.environments,
            storage: self.storage,
            user_licenses: USER_LICENSES,
            attributes: json!({}),
            created_at: context.now,
            updated_at: context.now,
        })
    }

    /// The production environment, without code until the project is set up.
    fn main(&self, context: &Context<'_>, project: &Project) -> Environment {
        let id = project.default_branch.clone();
        Environment {
            project_id: project.id.clone(),
            machine_name: format!("{id}-{}", activities::random_id().get(..7).unwrap_or_default()),
            id,
            name: self.branch.clone(),
            title: self.branch.clone(),
            kind: "production".to_owned(),
            parent: None,
            status: "inactive".to_owned(),
            is_pr: false,
            has_domains: false,
            enable_smtp: true,
            restrict_robots: false,
            http_access: environments::open_access(),
            head_commit: None,
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
}
