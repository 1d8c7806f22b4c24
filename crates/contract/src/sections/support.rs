//! Support: tickets. They are filed and changed here, and read elsewhere.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::Items;
use crate::body::{Choice, choice};
use crate::checks::{self, account};
use crate::operation::{QueryKind, query, section};
use crate::resource::resource;

resource! {
    /// A ticket, as it was when this was answered.
    Ticket {
        ticket_id: integer,
        created: time,
        updated: time,
        /// `problem`, `task`, `incident` or `question`.
        kind: text "type",
        subject: text,
        description: text,
        priority: text,
        /// The ticket that this one follows up.
        followup_tid: text,
        /// `closed`, `deleted`, `hold`, `new`, `open`, `pending` or `solved`.
        status: text,
        recipient: text,
        /// Users.
        requester_id: text,
        submitter_id: text,
        assignee_id: text,
        organization_id: text,
        collaborator_ids: texts,
        has_incidents: flag,
        due: time,
        tags: texts,
        subscription_id: text,
        ticket_group: text,
        support_plan: text,
        affected_url: text,
        queue: text,
        issue_type: text,
        resolution_time: time,
        response_time: time,
        project_url: text,
        region: text,
        category: text,
        /// `env_development`, `env_staging` or `env_production`.
        environment: text,
        ticket_sharing_status: text,
        application_ticket_url: text,
        infrastructure_ticket_url: text,
        jira: list,
    }

    /// How urgent a ticket can be.
    TicketPriority {
        /// As operations take it: `urgent`.
        id: text,
        label: text,
        short_description: text,
        description: text,
    }

    /// What a ticket can be about.
    TicketCategory {
        /// As operations take it: `incident_outage`.
        id: text,
        label: text,
    }
}

/// How urgent a ticket can be.
pub const PRIORITIES: &[Choice] =
    &[choice("low", "Low"), choice("normal", "Normal"), choice("high", "High"), choice("urgent", "Urgent")];

/// What a ticket can be about.
pub const CATEGORIES: &[Choice] = &[
    choice("access", "Access"),
    choice("billing_question", "Billing question"),
    choice("complaint", "Complaint"),
    choice("compliance_question", "Compliance question"),
    choice("configuration_change", "Configuration change"),
    choice("general_question", "General question"),
    choice("incident_outage", "Incident or outage"),
    choice("bug_report", "Bug report"),
    choice("report_a_gui_bug", "Bug in the console"),
    choice("onboarding", "Onboarding"),
    choice("close_my_account", "Close my account"),
];

/// A file of a ticket.
#[derive(Deserialize, Body)]
pub struct TicketAttachment {
    #[field(label = "File name", min = 1, max = 255)]
    pub filename: String,
    /// The content in Base64.
    #[field(label = "Content", kind = "base64", max = 700_000)]
    pub data: Option<String>,
}

/// A new ticket.
#[derive(Deserialize, Body)]
pub struct TicketCreateInput {
    /// In a few words.
    #[field(min = 1, max = 255)]
    pub subject: String,
    /// What happens, what should happen, and since when. Leave out passwords and tokens.
    #[field(kind = "long_text", min = 1, max = 65_536)]
    pub description: String,
    #[field(pick = "ticket_categories", max = 64)]
    pub category: Option<String>,
    /// Urgent is for production sites that are down.
    #[field(pick = "ticket_priorities", max = 64)]
    pub priority: Option<String>,
    /// The project it is about, by the number of its subscription. It decides how urgent a ticket can be.
    #[field(label = "Subscription", pick = "subscriptions", max = 64)]
    pub subscription_id: Option<String>,
    /// Where it can be seen.
    #[field(label = "Affected URL", max = 2048, check = checks::url)]
    pub affected_url: Option<String>,
    /// The organization’s ID, for tickets that aren’t about a project.
    #[field(section = "More", label = "Organization", max = 64)]
    pub organization_id: Option<String>,
    /// The number of the ticket that this one follows up.
    #[field(section = "More", label = "Follows ticket", max = 32)]
    pub followup_tid: Option<String>,
    /// People who also receive the answers.
    #[field(section = "More", label = "Collaborators", pick = "users", max = 50, check = account::user_id)]
    pub collaborator_ids: Option<Vec<String>>,
    /// Whom it is filed for. Leave empty for yourself.
    #[field(section = "More", label = "Requester", pick = "users", max = 36, check = account::user_id)]
    pub requester_id: Option<String>,
    #[field(section = "More", object, max = 10)]
    pub attachments: Option<Vec<TicketAttachment>>,
}

const STATUSES: &[Choice] = &[choice("open", "Open"), choice("solved", "Solved")];

/// Changes to a ticket.
#[derive(Deserialize, Body)]
pub struct TicketPatch {
    #[field(choices = STATUSES)]
    pub status: Option<String>,
    /// People who also receive the answers.
    #[field(label = "Collaborators", pick = "users", max = 50, check = account::user_id)]
    pub collaborator_ids: Option<Vec<String>>,
    /// Remove the collaborators there are.
    #[field(label = "Replace collaborators")]
    pub collaborators_replace: Option<Option<bool>>,
}

section! {
    "Support"

    /// Files a ticket.
    CreateANewSupportTicket = "create-a-new-support-ticket" "Create a new support ticket"
        POST "/tickets" () body TicketCreateInput => Ticket;

    /// Solves a ticket, opens it again, or changes who receives its answers.
    UpdateATicket = "update-a-ticket" "Update a ticket"
        PATCH "/tickets/{ticket_id}" (ticket_id) body TicketPatch => Ticket;

    /// How urgent a ticket can be: by the plan of its subscription, and by what it is about.
    ListSupportTicketPriorities = "list-support-ticket-priorities" "List support ticket priorities"
        GET "/tickets/priority" ()
        query [query("subscription_id", QueryKind::Text), query("category", QueryKind::Text)]
        => Items<TicketPriority>;

    /// What a ticket can be about.
    ListSupportTicketCategories = "list-support-ticket-categories" "List support ticket categories"
        GET "/tickets/category" () => Items<TicketCategory>;
}

#[cfg(test)]
mod tests {
    use super::TicketCreateInput;
    use crate::body::Described;

    #[test]
    fn support_may_list_more_than_is_known_here() {
        let free = TicketCreateInput::BODY.fields.iter().filter(|field| field.check.is_none()).map(|field| field.name);
        assert_eq!(free.filter(|name| ["category", "priority"].contains(name)).count(), 2);
    }
}
