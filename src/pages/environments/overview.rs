//! An environment at a glance.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::Environment;

use crate::components::{facts_of, or_unknown, set_title, time_or, yes_no};
use crate::layouts::{EnvironmentPage, Place};
use crate::routes::Route;
use crate::ui::{Copyable, Notice, NoticeTone, Section, el, live};

/// The overview of the environment in the address.
#[component]
pub fn EnvironmentOverviewPage() -> impl IntoView {
    let place = Place::expect();
    set_title(move || vec![place.environment_title(), place.project_title()]);
    let content = move || place.environment.data().map_or_else(|| ().into_any(), |e| overview(place, &e));
    view! { <EnvironmentPage>{live(content)}</EnvironmentPage> }
}

fn overview(place: Place, environment: &Environment) -> AnyView {
    let project = place.project_id.get().unwrap_or_default();
    let parent = environment.parent().map(|parent| {
        let route = Route::Environment { project: project.clone(), environment: parent.to_owned() };
        el("a").attr("href", route.path()).text(parent.to_owned()).into_any()
    });
    let time = |at: Option<&str>| time_or("Never", at);
    let failed = (environment.last_deployment_successful() == Some(false)).then(|| {
        view! {
            <Notice tone=NoticeTone::Danger title="The last deployment failed">
                "The activity log says why. The environment runs as it did before."
            </Notice>
        }
        .into_any()
    });
    let commits = |count: Option<i64>| count.map_or_else(|| "Unknown".to_owned(), |count| count.to_string()).into_any();
    let users = environment.http_access_users().map_or(0, serde_json::Map::len);
    let restricted = match (environment.http_access_enabled(), users, environment.http_access_addresses().len()) {
        (None, ..) => "Unknown".to_owned(),
        (Some(false), ..) | (Some(true), 0, 0) => "Open to everyone".to_owned(),
        (Some(true), users, addresses) => format!("{users} users, {addresses} address rules"),
    };
    let commit = environment.head_commit().map(|id| copyable(id, "Copy commit ID"));
    let domain = environment.default_domain().or(environment.edge_hostname());
    let host = domain.map(|name| copyable(name, "Copy host name"));
    let deployment = vec![
        ("Last deployed", time(environment.last_deployment_at())),
        ("Last backup", time(environment.last_backup_at())),
        ("Commit", or_none(commit)),
        ("Host name", or_none(host)),
    ];
    let branch = vec![
        ("Branch", el("span").class("mono").text(or_unknown(environment.name())).into_any()),
        ("Parent", or_none(parent)),
        ("Commits ahead of parent", commits(environment.commits_ahead())),
        ("Commits behind parent", commits(environment.commits_behind())),
        ("Created", time(environment.created_at())),
    ];
    let settings = vec![
        ("HTTP access", restricted.into_any()),
        ("Outgoing e-mail", yes_no(environment.enable_smtp()).into_any()),
        ("Hidden from search engines", yes_no(environment.restrict_robots()).into_any()),
    ];
    let mut parts: Vec<AnyView> = failed.into_iter().collect();
    parts.extend([section("Deployment", deployment), section("Branch", branch), section("Settings", settings)]);
    parts.into_any()
}

fn section(title: &'static str, facts: Vec<(&'static str, AnyView)>) -> AnyView {
    view! { <Section title=title>{facts_of(facts)}</Section> }.into_any()
}

fn copyable(text: &str, label: &'static str) -> AnyView {
    view! { <Copyable text=text.to_owned() label=label /> }.into_any()
}

fn or_none(view: Option<AnyView>) -> AnyView {
    view.unwrap_or_else(|| "None".into_any())
}
