//! An environment at a glance.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::Environment;

use crate::components::{or_unknown, set_title, yes_no};
use crate::layouts::{EnvironmentPage, Place};
use crate::routes::Route;
use crate::ui::{Copyable, Fact, Facts, Notice, NoticeTone, Section, Time, shown};

/// The overview of the environment in the address.
#[component]
pub fn EnvironmentOverviewPage() -> impl IntoView {
    let place = Place::expect();
    set_title(move || vec![place.environment_title(), place.project_title()]);
    view! {
        <EnvironmentPage>
            {shown(move || place.environment.data().map(|environment| overview(place, &environment)))}
        </EnvironmentPage>
    }
}

fn overview(place: Place, environment: &Environment) -> AnyView {
    let project = place.project_id.get().unwrap_or_default();
    let parent = environment.parent().map(|parent| {
        let route = Route::Environment { project: project.clone(), environment: parent.to_owned() };
        view! { <a href=route.path()>{parent.to_owned()}</a> }
    });
    let time = |at: Option<&str>| match at {
        Some(at) => view! { <Time at=at.to_owned() /> }.into_any(),
        None => "Never".into_any(),
    };
    let failed = (environment.last_deployment_successful() == Some(false)).then(|| {
        view! {
            <Notice tone=NoticeTone::Danger title="The last deployment failed">
                "The activity log says why. The environment runs as it did before."
            </Notice>
        }
    });
    let commits = |count: Option<i64>| count.map_or_else(|| "Unknown".to_owned(), |count| count.to_string());
    let domain = environment.default_domain().or(environment.edge_hostname());
    let users = environment.http_access_users().map_or(0, serde_json::Map::len);
    let restricted = match (environment.http_access_enabled(), users, environment.http_access_addresses().len()) {
        (None, ..) => "Unknown".to_owned(),
        (Some(false), ..) | (Some(true), 0, 0) => "Open to everyone".to_owned(),
        (Some(true), users, addresses) => format!("{users} users, {addresses} address rules"),
    };
    let deployed = time(environment.last_deployment_at());
    let backup = time(environment.last_backup_at());
    let created = time(environment.created_at());
    let commit = environment.head_commit().map(|id| view! { <Copyable text=id.to_owned() label="Copy commit ID" /> });
    let host = domain.map(|name| view! { <Copyable text=name.to_owned() label="Copy host name" /> });
    let branch = or_unknown(environment.name());
    let (ahead, behind) = (commits(environment.commits_ahead()), commits(environment.commits_behind()));
    let (mail, hidden) = (yes_no(environment.enable_smtp()), yes_no(environment.restrict_robots()));
    view! {
        {failed}
        <Section title="Deployment">
            <Facts>
                <Fact label="Last deployed">{deployed}</Fact>
                <Fact label="Last backup">{backup}</Fact>
                <Fact label="Commit">{or_none(commit)}</Fact>
                <Fact label="Host name">{or_none(host)}</Fact>
            </Facts>
        </Section>
        <Section title="Branch">
            <Facts>
                <Fact label="Branch">
                    <span class="mono">{branch}</span>
                </Fact>
                <Fact label="Parent">{or_none(parent)}</Fact>
                <Fact label="Commits ahead of parent">{ahead}</Fact>
                <Fact label="Commits behind parent">{behind}</Fact>
                <Fact label="Created">{created}</Fact>
            </Facts>
        </Section>
        <Section title="Settings">
            <Facts>
                <Fact label="HTTP access">{restricted}</Fact>
                <Fact label="Outgoing e-mail">{mail}</Fact>
                <Fact label="Hidden from search engines">{hidden}</Fact>
            </Facts>
        </Section>
    }
    .into_any()
}

fn or_none(view: Option<impl IntoAny>) -> AnyView {
    view.map_or_else(|| "None".into_any(), IntoAny::into_any)
}
