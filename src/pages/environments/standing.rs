//! How an environment stands: against its parent, and in what is done with it now.

use leptos::prelude::*;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::environment::Environment;

use super::list::style;
use crate::components::{or_unknown, progress_of};
use crate::reactive::Derived;
use crate::routes::{AtRead, Route, query_with};
use crate::text::sentence;
use crate::ui::{ProgressRing, el, view};

/// A number of commits in words.
pub fn commits(count: i64) -> String {
    if count == 1 { "1 commit".to_owned() } else { format!("{count} commits") }
}

/// Its commits against its parent's.
pub fn compared(environment: &Environment) -> String {
    match (environment.commits_ahead(), environment.commits_behind()) {
        _ if environment.parent().is_none() => "–".to_owned(),
        (Some(0), Some(0)) => "Same".to_owned(),
        (ahead, behind) => {
            let part =
                |count: Option<i64>, word| count.filter(|count| *count > 0).map(|count| format!("{count} {word}"));
            let parts: Vec<_> = [part(ahead, "ahead"), part(behind, "behind")].into_iter().flatten().collect();
            if parts.is_empty() { or_unknown(None) } else { parts.join(", ") }
        }
    }
}

/// The page that shows two environments beside each other.
pub fn compare_path(project: &str, left: &str, right: &str) -> String {
    let query = query_with(&query_with("", "left", left, &[]), "right", right, &[]);
    format!("{}{query}", Route::EnvironmentsCompare { project: project.to_owned() }.path())
}

/// What an activity does, in a word or two, out of its kind: "Backup restore".
pub fn deed(activity: &Activity) -> String {
    let kind = activity.kind().unwrap_or_default();
    let short = kind.strip_prefix("environment.").or_else(|| kind.strip_prefix("project.")).unwrap_or(kind);
    if short.is_empty() { "Activity".to_owned() } else { sentence(&short.replace(['.', '_', '-'], " ")) }
}

/// What runs now in a few words, and the way to its log.
pub fn running_mark(project: &str, activity: &Activity) -> AnyView {
    let id = activity.id().unwrap_or_default().to_owned();
    let route = Route::ProjectActivities { project: project.to_owned(), at: AtRead::One(id) };
    let label = format!("Progress of {}", deed(activity));
    let value = Derived::from(progress_of(activity));
    el("a")
        .class(style::doing)
        .attr("href", route.path())
        .child(view! { <ProgressRing label=label value=value /> })
        .text(deed(activity))
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::sync::Arc;
    use wheelhouse_contract::Resource;

    #[test]
    fn commits_are_counted_against_the_parent() {
        let said = |e: Value| compared(&Environment::new(Arc::new(e)));
        let merge = |ahead: Value, behind: Value| json!({"parent": "main", "merge_info": {"commits_ahead": ahead, "commits_behind": behind}});
        assert_eq!(said(merge(json!(2), json!(1))), "2 ahead, 1 behind");
        assert_eq!(said(merge(json!(0), json!(3))), "3 behind");
        assert_eq!(said(merge(json!(0), json!(0))), "Same");
        assert_eq!(said(merge(json!("many"), json!(null))), "Unknown");
        assert_eq!(said(json!({"id": "main"})), "–");
    }

    #[test]
    fn kinds_of_activity_are_said_without_what_they_all_begin_with() {
        let said = |kind: Value| deed(&Activity::new(Arc::new(json!({ "type": kind }))));
        assert_eq!(said(json!("environment.backup.restore")), "Backup restore");
        assert_eq!(said(json!("project.modify.title")), "Modify title");
        assert_eq!(said(json!("something-new")), "Something new");
        assert_eq!(said(json!(7)), "Activity");
    }
}
