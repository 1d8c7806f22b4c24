//! What is known of an environment: its deployment, its branch, who may visit it.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::resource::{integer, text};
use wheelhouse_contract::sections::environment::Environment;

use super::standing::{compare_path, compared};
use crate::components::{Titles, commit_link, exact_or, facts, http_access_words, or_unknown, time_or, yes_no};
use crate::routes::{AtKept, AtRead, Route};
use crate::text::sentence;
use crate::ui::{ButtonLink, Copyable, Notice, NoticeTone, el, view};

type Facts = Vec<(&'static str, AnyView)>;

/// That the last deployment failed, and of what.
pub fn failure(project: &str, environment: &Environment) -> Option<AnyView> {
    if environment.last_deployment_successful() != Some(false) {
        return None;
    }
    let command = |command: &Value| {
        let app = text(command, "app").unwrap_or("A command");
        let kind = text(command, "type").map(|kind| format!(" {kind}")).unwrap_or_default();
        let code = integer(command, "exit_code").filter(|code| *code != 0)?;
        Some(format!("{app}{kind} exited with code {code}."))
    };
    let commands: Vec<String> = environment.last_deployment_commands().iter().filter_map(command).collect();
    let why = match environment.last_deployment_failure_reason() {
        _ if !commands.is_empty() => commands.join(" "),
        Some("shell") => "The build or a hook failed.".to_owned(),
        Some("error") => "The platform couldn’t deploy it.".to_owned(),
        _ => "See the activity log for details.".to_owned(),
    };
    let log = Route::EnvironmentActivities {
        project: project.to_owned(),
        environment: environment.id().unwrap_or_default().to_owned(),
        at: AtRead::List,
    };
    let href = format!("{}?state=failed", log.path());
    let actions = move || view! { <ButtonLink href=href.clone()>"Failed activity"</ButtonLink> };
    let notice = view! {
        <Notice tone=NoticeTone::Danger title="The last deployment failed" actions=actions>
            {why}
        </Notice>
    };
    Some(notice.into_any())
}

/// What runs, since when, and what is kept of it.
pub fn deployment(project: &str, environment: &Environment) -> Facts {
    let backups = Route::Backups {
        project: project.to_owned(),
        environment: environment.id().unwrap_or_default().to_owned(),
        at: AtKept::List,
    };
    let backup = el("span")
        .class("row")
        .child(time_or("None yet", environment.last_backup_at()))
        .child(el("a").attr("href", backups.path()).text("Backups"));
    let crons = match (environment.crons_enabled(), environment.crons_status()) {
        (Some(false), _) => "Off".to_owned(),
        (_, status) => sentence(&or_unknown(status)),
    };
    let host = environment.default_domain().or(environment.edge_hostname());
    let host = host.map(|name| view! { <Copyable text=name.to_owned() label="Copy host name" /> });
    let mut facts = facts![
        ("Last deployed", exact_or("Never", environment.last_deployment_at())),
        ("Last active", exact_or("Never", environment.last_active_at())),
        ("Last backup", backup),
        ("Commit", commit_link(project, environment.head_commit())),
        ("Cron jobs", crons),
        ("Host name", host.unwrap_or_else(|| "None".into_any())),
    ];
    if let Some(at) = environment.last_maintenance_at() {
        facts.push(("Last maintenance", exact_or("Never", Some(at))));
    }
    facts
}

/// Where it comes from, and how far it is from there.
pub fn branch(project: &str, environment: &Environment, titles: Titles) -> Facts {
    let project = || project.to_owned();
    let name = match environment.name() {
        Some(name) if environment.has_code() != Some(false) => {
            let route = Route::RepositoryCommit { project: project(), commit: format!("heads/{name}") };
            el("a").class("mono").attr("href", route.path()).text(name.to_owned())
        }
        name => el("span").class("mono").text(or_unknown(name)),
    };
    let parent = environment.parent().map(|parent| titles.link(&project(), parent));
    let merge = environment.parent().zip(environment.id()).map(|(parent, id)| {
        let href = compare_path(&project(), parent, id);
        el("span")
            .class("row")
            .text(compared(environment))
            .child(el("a").attr("href", href).text("Compare with ").child(titles.isolated(parent.to_owned())))
            .into_any()
    });
    let commits = environment.head_commit().map(|commit| {
        let route = Route::RepositoryHistory { project: project(), commit: commit.to_owned() };
        el("a").attr("href", route.path()).text("Commits").into_any()
    });
    let mut facts = facts![
        ("Branch", name),
        ("Parent", parent.unwrap_or_else(|| "None".into_any())),
        ("Compared with parent", merge.unwrap_or_else(|| "–".into_any())),
        ("History", commits.unwrap_or_else(|| "No commits yet".into_any())),
        ("Created", exact_or("Unknown", environment.created_at())),
    ];
    if environment.is_pr() == Some(true) {
        facts.push(("Pull request", "Created from a pull request".into_any()));
    }
    facts
}

/// Who may visit it, and what it may send.
pub fn access(environment: &Environment) -> Facts {
    let users: Vec<String> =
        environment.http_access_users().into_iter().flat_map(serde_json::Map::keys).cloned().collect();
    let rules = environment.http_access_addresses();
    let mut facts = facts![("HTTP access", http_access_words(environment)),];
    if !users.is_empty() {
        facts.push(("Users", users.join(", ").into_any()));
    }
    if !rules.is_empty() {
        let rule = |rule: &Value| {
            let word = |name: &str| or_unknown(text(rule, name));
            el("li").class("mono").text(format!("{} {}", word("permission"), word("address"))).into_any()
        };
        facts.push(("IP rules", el("ul").children(rules.iter().map(rule)).into_any()));
    }
    facts.push(("Outgoing email", yes_no(environment.enable_smtp()).into_any()));
    facts.push(("Hidden from search engines", yes_no(environment.restrict_robots()).into_any()));
    facts
}
