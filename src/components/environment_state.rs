//! How an environment stands, and where that is said in full.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_environment::GetEnvironmentActivityLog;
use wheelhouse_contract::sections::environment::Environment;

use super::words::or_unknown;
use crate::data::{Read, poll, read_as, with_query};
use crate::reactive::{Derived, Memo, memo};
use crate::routes::{AtRead, Route};
use crate::text::sentence;
use crate::ui::{Status, Tone, el, live, view};

/// How an environment stands, by itself: the API calls one dirty that is being worked on, and one whose last deployment
/// failed.
pub fn environment_status(environment: &Environment) -> (String, Tone) {
    let (word, tone) = match environment.status() {
        Some("dirty") if has_failed(environment) => ("Deployment failed", Tone::Danger),
        Some("dirty") => ("Deploying…", Tone::Running),
        Some("deleting") => ("Deleting…", Tone::Running),
        Some("active") => ("Active", Tone::Success),
        Some("paused") => ("Paused", Tone::Warning),
        other => return (sentence(&or_unknown(other)), Tone::Neutral),
    };
    (word.to_owned(), tone)
}

/// Who may visit an environment's sites.
pub fn http_access_words(environment: &Environment) -> String {
    let names_none = environment.http_access_users().is_none_or(serde_json::Map::is_empty)
        && environment.http_access_addresses().is_empty();
    match (environment.http_access_enabled(), names_none) {
        (None, _) => or_unknown(None),
        (Some(false), _) => "Open to everyone".to_owned(),
        (Some(true), true) => "Open to everyone: no users or IP rules are set".to_owned(),
        (Some(true), false) => "Restricted".to_owned(),
    }
}

fn has_failed(environment: &Environment) -> bool {
    environment.last_deployment_successful() == Some(false)
}

/// How an environment stands while an activity runs there.
pub fn status_during(environment: &Environment, activity: Option<&Activity>) -> (String, Tone) {
    match activity.filter(|_| environment.status() == Some("dirty")) {
        None => environment_status(environment),
        Some(activity) => (doing(activity.kind().unwrap_or_default()).to_owned(), Tone::Running),
    }
}

/// What is done in an activity of this kind, for as long as it is.
fn doing(kind: &str) -> &'static str {
    match kind {
        "environment.backup" => "Backing up…",
        "environment.restore" => "Restoring…",
        "environment.synchronize" => "Synchronizing…",
        "environment.pause" => "Pausing…",
        "environment.deactivate" => "Deactivating…",
        "environment.delete" => "Deleting…",
        _ => "Deploying…",
    }
}

/// How the environment of a page stands. What runs there, or failed last, is a link to its activity, which is asked for
/// only where there is such a thing.
pub fn environment_state(project: Memo<Option<String>>, environment: Read<Environment>) -> AnyView {
    let is_dirty = memo(move || environment.data().is_some_and(|e| e.status() == Some("dirty")));
    let log = move |query: &[(&'static str, &'static str)]| {
        let path = GetEnvironmentActivityLog::path(&project.get()?, environment.data()?.id()?);
        Some(with_query(&path, query.iter().map(|(name, value)| (*name, (*value).to_owned()))))
    };
    let running = read_as::<Items<Activity>>(move || {
        is_dirty.get().then(|| log(&[("state", "pending"), ("state", "in_progress")])).flatten()
    });
    poll(running);
    let running_now = memo(move || running.data()?.items().iter().find(|activity| activity.is_running()).cloned());
    // Not before it is known that nothing runs.
    let is_over = memo(move || is_dirty.get() && running.is_known() && running_now.with(Option::is_none));
    let failed = read_as::<Items<Activity>>(move || {
        let is_wanted = is_over.get() && environment.data().as_ref().is_some_and(has_failed);
        is_wanted.then(|| log(&[("result", "failure"), ("count", "1")])).flatten()
    });
    let activity = memo(move || {
        let last = || failed.data().and_then(|list| list.items().first().cloned());
        running_now.get().or_else(|| is_over.get().then(last).flatten())
    });
    let status = memo(move || match environment.data() {
        Some(environment) => running_now.with(|activity| status_during(&environment, activity.as_ref())),
        None => Default::default(),
    });
    let href = memo(move || {
        let id = activity.with(|activity| activity.as_ref().and_then(Activity::id).map(str::to_owned))?;
        let environment = environment.data()?.id()?.to_owned();
        Some(Route::EnvironmentActivities { project: project.get()?, environment, at: AtRead::One(id) }.path())
    });
    let shown = move || {
        let (text, tone) = (Signal::derive(move || status.get().0), Derived::new(move || status.get().1));
        view! { <Status text=text tone=tone /> }
    };
    live(move || match href.get() {
        Some(href) => el("a").attr("href", href).child(shown()).into_any(),
        None => shown(),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};
    use wheelhouse_contract::Resource;

    use super::*;

    fn environment(value: Value) -> Environment {
        Environment::new(Arc::new(value))
    }

    #[test]
    fn one_that_is_dirty_says_what_it_is() {
        let failed = environment(json!({"status": "dirty", "deployment_state": {"last_deployment_successful": false}}));
        let busy = environment(json!({"status": "dirty", "deployment_state": {"last_deployment_successful": true}}));
        let activity = |kind: &str| Activity::new(Arc::new(json!({"type": kind, "state": "in_progress"})));
        assert_eq!(environment_status(&failed), ("Deployment failed".to_owned(), Tone::Danger));
        assert_eq!(environment_status(&busy), ("Deploying…".to_owned(), Tone::Running));
        assert_eq!(status_during(&failed, Some(&activity("environment.push"))).0, "Deploying…");
        assert_eq!(status_during(&busy, Some(&activity("environment.backup"))).0, "Backing up…");
        let active = environment(json!({"status": "active"}));
        assert_eq!(status_during(&active, Some(&activity("environment.cron"))).0, "Active");
        assert_eq!(environment_status(&environment(json!({}))).0, "Unknown");
    }
}
