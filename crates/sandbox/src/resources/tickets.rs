//! Support: tickets, their categories, and how urgent they can be.

use wheelhouse_contract::body::Choice;
use wheelhouse_contract::sections::support as declared;
use wheelhouse_contract::sections::support::{CATEGORIES, PRIORITIES};

use crate::access::{OrganizationRights, ProjectRights};
use crate::request::prelude::*;
use crate::store::organizations::{self, Organization};
use crate::store::projects::Project;
use crate::store::tickets::{self, Ticket};
use crate::store::{subscriptions, users};

pub fn handlers() -> Vec<Handler> {
    vec![on(anyone, create), on(anyone, update), on(anyone, priorities), on(anyone, categories)]
}

/// What is taken for granted of a ticket that does not say.
const CATEGORY: &str = "general_question";
const PRIORITY: &str = "normal";

/// Days in which support means to have solved a ticket, by priority.
const DAYS: &[(&str, i64)] = &[("urgent", 1), ("high", 2), ("normal", 5), ("low", 10)];

fn create(call: &Call<'_, declared::CreateANewSupportTicket, ()>) -> Answer {
    let given = &call.body;
    let trimmed =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut errors = Vec::new();
    let mut refuse = |field: &str, message: String| errors.push(FieldError::new(field, message));

    let subscription = trimmed(&given.subscription_id);
    let about = match &subscription {
        Some(id) => known_subscription(call, id)?,
        None => None,
    };
    if let (Some(id), None) = (&subscription, &about) {
        refuse("subscription_id", format!("There is no subscription {id}, or you have no access to it."));
    }
    let mut organization_id = about.as_ref().map(|project| project.organization_id.clone());
    if let Some(id) = trimmed(&given.organization_id) {
        match known_organization(call, &id)? {
            None => refuse("organization_id", format!("There is no organization {id}, or you have no access to it.")),
            Some(found) if organization_id.as_ref().is_some_and(|other| *other != found.id) => {
                refuse("organization_id", "The subscription is of another organization.".to_owned());
            }
            Some(found) => organization_id = Some(found.id),
        }
    }
    let requester_id = trimmed(&given.requester_id).unwrap_or_else(|| call.caller.id.clone());
    if !knows(call, &requester_id)? {
        refuse("requester_id", format!("There is no user {requester_id}, or you share nothing with them."));
    }
    let collaborators = given.collaborator_ids.clone().unwrap_or_default();
    for id in &collaborators {
        if !knows(call, id)? {
            refuse("collaborator_ids", format!("There is no user {id}, or you share nothing with them."));
        }
    }
    let followup = trimmed(&given.followup_tid);
    let followup_id = match &followup {
        Some(id) => own_ticket(call, id)?.map(|ticket| ticket.id),
        None => None,
    };
    if let (Some(id), None) = (&followup, followup_id) {
        refuse("followup_tid", format!("There is no ticket {id} of yours."));
    }
    let category = given.category.clone().unwrap_or_else(|| CATEGORY.to_owned());
    if !CATEGORIES.iter().any(|known| known.value == category) {
        refuse("category", "Must be one of the categories that support has.".to_owned());
    }
    let priority = given.priority.clone().unwrap_or_else(|| PRIORITY.to_owned());
    let possible = possible(about.as_ref(), Some(&category));
    if !possible.contains(&priority.as_str()) {
        refuse("priority", format!("Must be one of: {}, for what this is about.", possible.join(", ")));
    }
    if !errors.is_empty() {
        return Err(ApiError::fields(&errors));
    }
    let ticket = Ticket {
        id: 0,
        submitter_id: call.caller.id.clone(),
        requester_id,
        organization_id,
        subscription_id: about.as_ref().map(|project| project.subscription_id),
        project_id: about.as_ref().map(|project| project.id.clone()).unwrap_or_default(),
        region: about.map(|project| project.region).unwrap_or_default(),
        subject: given.subject.trim().to_owned(),
        description: given.description.clone(),
        category,
        priority,
        status: "new".to_owned(),
        affected_url: trimmed(&given.affected_url).unwrap_or_default(),
        followup_id,
        collaborators,
        created_at: call.now,
        updated_at: call.now,
    };
    Ok(Reply::json(&view(&tickets::insert(call.store, ticket)?)))
}

fn update(call: &Call<'_, declared::UpdateATicket, ()>) -> Answer {
    let id = &call.path.ticket_id;
    let found = own_ticket(call, id)?;
    let mut ticket = found.ok_or_else(|| ApiError::not_found(format_args!("ticket {id}, or it is not yours")))?;
    let given = &call.body;
    if let Some(status) = &given.status {
        ticket.status.clone_from(status);
    }
    if let Some(collaborators) = &given.collaborator_ids {
        for id in collaborators {
            if !knows(call, id)? {
                let message = format!("There is no user {id}, or you share nothing with them.");
                return Err(ApiError::fields(&[FieldError::new("collaborator_ids", message)]));
            }
        }
        if given.collaborators_replace.flatten() == Some(true) {
            ticket.collaborators.clear();
        }
        for id in collaborators {
            if !ticket.collaborators.contains(id) {
                ticket.collaborators.push(id.clone());
            }
        }
    }
    ticket.updated_at = call.now;
    tickets::update(call.store, &ticket)?;
    Ok(Reply::json(&view(&ticket)))
}

fn priorities(call: &Call<'_, declared::ListSupportTicketPriorities, ()>) -> Answer {
    let at = |field: &str, message: String| ApiError::parameters(&[FieldError::new(field, message)]);
    let subscription = call.query.get("subscription_id").filter(|id| !id.is_empty());
    let about = match subscription {
        None => None,
        Some(id) => match known_subscription(call, id)? {
            None => {
                let message = format!("There is no subscription {id}, or you have no access to it.");
                return Err(at("subscription_id", message));
            }
            found => found,
        },
    };
    let category = call.query.get("category").filter(|category| !category.is_empty());
    if let Some(category) = category.filter(|category| !CATEGORIES.iter().any(|known| known.value == *category)) {
        return Err(at("category", format!("There is no category {category}.")));
    }
    let possible = possible(about.as_ref(), category);
    let listed = PRIORITIES.iter().filter(|priority| possible.contains(&priority.value)).map(priority_view);
    Ok(Reply::json(&listed.collect()))
}

fn categories(_: &Call<'_, declared::ListSupportTicketCategories, ()>) -> Answer {
    let view = |category: &Choice| facts!(declared::TicketCategory { id: category.value, label: category.label });
    Ok(Reply::json(&CATEGORIES.iter().map(view).collect()))
}

/// How urgent a ticket can be: what production does without is only there with plans for production, and nobody gets up at
/// night for what can wait.
fn possible(about: Option<&Project>, category: Option<&str>) -> Vec<&'static str> {
    let most = match about.map(|project| project.plan.as_str()) {
        None | Some("development") => "normal",
        Some("standard" | "medium") => "high",
        Some(_) => "urgent",
    };
    let for_category = match category {
        None | Some("incident_outage") => "urgent",
        Some("access" | "bug_report" | "configuration_change") => "high",
        Some(_) => "normal",
    };
    let place = |name: &str| PRIORITIES.iter().position(|priority| priority.value == name).unwrap_or_default();
    let most = place(most).min(place(for_category));
    PRIORITIES.iter().take(most.saturating_add(1)).map(|priority| priority.value).collect()
}

fn priority_view(priority: &Choice) -> Value {
    let (short, long) = match priority.value {
        "urgent" => {
            ("Production is down", "A production site is down or cannot be used. Somebody looks at it day and night.")
        }
        "high" => (
            "Production is impaired",
            "Something important does not work in production, and there is no way around it.",
        ),
        "normal" => ("Something does not work", "Something does not work as it should, and production goes on."),
        _ => ("A question", "A question, or something that can wait."),
    };
    facts!(declared::TicketPriority {
        id: priority.value,
        label: priority.label,
        short_description: short,
        description: long,
    })
}

/// A project by its subscription, where the caller may know of either.
fn known_subscription(context: &Context<'_>, id: &str) -> Result<Option<Project>, ApiError> {
    let Ok(number) = id.parse() else { return Ok(None) };
    let Some(project) = subscriptions::project(context.store, number)? else { return Ok(None) };
    let has_a_part = known_organization(context, &project.organization_id)?.is_some()
        || ProjectRights::find(context.store, &project, &context.caller.id)?.is_some();
    Ok(has_a_part.then_some(project))
}

fn known_organization(context: &Context<'_>, id: &str) -> Result<Option<Organization>, ApiError> {
    let Some(organization) = organizations::get(context.store, id)? else { return Ok(None) };
    let rights = OrganizationRights::find(context.store, &organization, &context.caller.id)?;
    Ok(rights.map(|_| organization))
}

/// A ticket that the caller has a part in.
fn own_ticket(context: &Context<'_>, id: &str) -> Result<Option<Ticket>, ApiError> {
    let Ok(number) = id.parse() else { return Ok(None) };
    Ok(tickets::get(context.store, number)?.filter(|ticket| ticket.is_of(&context.caller.id)))
}

fn knows(context: &Context<'_>, user: &str) -> rusqlite::Result<bool> {
    Ok(users::get(context.store, user)?.is_some() && scope::knows(context, user)?)
}

fn view(ticket: &Ticket) -> Value {
    let kind = match ticket.category.as_str() {
        "incident_outage" => "incident",
        "bug_report" | "report_a_gui_bug" => "problem",
        "configuration_change" | "close_my_account" => "task",
        _ => "question",
    };
    let days = DAYS.iter().find(|(priority, _)| *priority == ticket.priority).map_or(10, |(_, days)| *days);
    let or_nothing = |text: &str| Said::only_if(!text.is_empty(), text);
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let project = if ticket.project_id.is_empty() { String::new() } else { format!("/projects/{}", ticket.project_id) };
    facts!(declared::Ticket {
        ticket_id: ticket.id,
        created: ticket.created_at,
        updated: ticket.updated_at,
        kind: kind,
        subject: &ticket.subject,
        description: &ticket.description,
        priority: &ticket.priority,
        followup_tid: or_nothing(&number(ticket.followup_id)),
        status: &ticket.status,
        recipient: "support@platform.example",
        requester_id: &ticket.requester_id,
        submitter_id: &ticket.submitter_id,
        organization_id: or_nothing(ticket.organization_id.as_deref().unwrap_or_default()),
        collaborator_ids: ticket.collaborators.as_slice(),
        has_incidents: false,
        due: ticket.created_at.plus_seconds(days.saturating_mul(86_400)),
        tags: Vec::<String>::new(),
        subscription_id: or_nothing(&number(ticket.subscription_id)),
        ticket_group: "support",
        support_plan: "standard",
        affected_url: or_nothing(&ticket.affected_url),
        queue: "default",
        issue_type: kind,
        project_url: or_nothing(&project),
        region: or_nothing(&ticket.region),
        category: &ticket.category,
        jira: Vec::new(),
        // Nobody looks at it, and what is not known is not said.
        assignee_id: Said::nothing(),
        resolution_time: Said::nothing(),
        response_time: Said::nothing(),
        environment: Said::nothing(),
        ticket_sharing_status: Said::nothing(),
        application_ticket_url: Said::nothing(),
        infrastructure_ticket_url: Said::nothing(),
    })
}
