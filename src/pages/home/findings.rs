//! What in a project needs somebody, out of what is known of it.

use wheelhouse_contract::sections::certificates::Certificate;
use wheelhouse_contract::sections::environment::Environment;

use crate::components::{certificate_title, is_superseded, needs_renewal};
use crate::routes::{At, AtKept, Route};
use crate::text::within;
use crate::ui::Tone;

/// The last backup of production should not be older than this, in days.
const BACKUP: f64 = 7.0;
/// What is paused for longer than this was probably forgotten, in days.
const PAUSED: f64 = 14.0;

/// How many environments of one project are named for one reason.
const MOST: usize = 3;
const FAILED: &str = "Last deployment failed";

/// Something that needs somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub tone: Tone,
    /// What it is about: the environment's title, the certificate's name.
    pub thing: String,
    /// What is the matter, after the thing: "Last deployment failed".
    pub what: String,
    pub path: String,
}

/// How many days ago a moment (RFC 3339) was; negative for one to come. `None` where it is no moment.
pub type DaysAgo = fn(&str) -> Option<f64>;

/// What a project's environments need.
pub fn of_environments(project: &str, list: &[Environment], limit: Option<i64>, days_ago: DaysAgo) -> Vec<Finding> {
    let is_production = |it: &&Environment| it.kind() == Some("production");
    let in_order = list.iter().filter(is_production).chain(list.iter().filter(|it| !is_production(it)));
    let all = in_order.flat_map(|it| of_environment(project, it, days_ago));
    let (failed, others): (Vec<_>, Vec<_>) = all.partition(|it| it.what == FAILED);
    let (paused, mut findings): (Vec<_>, Vec<_>) = others.into_iter().partition(|it| it.what.starts_with("Paused"));
    findings.extend(few(project, failed, FAILED, "dirty"));
    findings.extend(few(project, paused, "Paused for weeks", "paused"));
    // Production has its own room.
    let takes_room = |it: &&Environment| it.is_main() != Some(true) && it.status() != Some("inactive");
    let running = list.iter().filter(takes_room).count();
    if let Some(limit) = limit.filter(|limit| *limit > 0 && i64::try_from(running).is_ok_and(|count| count >= *limit)) {
        findings.push(Finding {
            tone: Tone::Warning,
            thing: "Plan".to_owned(),
            what: format!("{running} of {limit} environments in use"),
            path: Route::Environments { project: project.to_owned() }.path(),
        });
    }
    findings
}

/// No more findings of one kind than a person reads, and the way to the rest: the environments of this state.
fn few(project: &str, mut findings: Vec<Finding>, what: &str, state: &str) -> Vec<Finding> {
    let rest = findings.len().saturating_sub(MOST);
    // One more is shown as well as counted.
    if let Some(tone) = findings.first().map(|first| first.tone).filter(|_| rest > 1) {
        findings.truncate(MOST);
        let list = Route::Environments { project: project.to_owned() }.path();
        let (thing, path) = (format!("{rest} more environments"), format!("{list}?status={state}"));
        findings.push(Finding { tone, thing, what: what.to_owned(), path });
    }
    findings
}

fn of_environment(project: &str, environment: &Environment, days_ago: DaysAgo) -> Vec<Finding> {
    let e = environment;
    let Some(id) = e.id() else { return Vec::new() };
    let title = e.title().filter(|title| !title.is_empty()).or(e.name()).unwrap_or(id);
    let (project, environment) = (project.to_owned(), id.to_owned());
    let overview = Route::Environment { project: project.clone(), environment: environment.clone() }.path();
    let finding = |tone, what: String, path: String| Finding { tone, thing: title.to_owned(), what, path };
    let mut findings = Vec::new();
    let is_inactive = e.status() == Some("inactive");
    if e.last_deployment_successful() == Some(false) && !is_inactive {
        findings.push(finding(Tone::Danger, FAILED.to_owned(), overview.clone()));
    }
    let since = e.last_active_at().or(e.updated_at()).and_then(days_ago);
    if let Some(days) = since.filter(|days| e.status() == Some("paused") && *days >= PAUSED) {
        findings.push(finding(Tone::Warning, format!("Paused for {} days", days as i64), overview));
    }
    if e.kind() == Some("production") && !is_inactive && e.has_code() != Some(false) {
        let what = match e.last_backup_at() {
            None => Some("Never backed up".to_owned()),
            Some(at) => {
                days_ago(at).filter(|days| *days >= BACKUP).map(|days| format!("Last backup {} days ago", days as i64))
            }
        };
        let path = || Route::Backups { project, environment, at: AtKept::List }.path();
        findings.extend(what.map(|what| finding(Tone::Warning, what, path())));
    }
    findings
}

/// Which of a project's certificates need to be replaced, given how long something that expires then is still good for.
pub fn of_certificates(project: &str, list: &[Certificate], left: fn(Option<&str>) -> (String, Tone)) -> Vec<Finding> {
    let finding = |certificate: &Certificate| {
        let (words, tone) = left(certificate.expires_at());
        let id = certificate.id()?.to_owned();
        let what = if words == "Expired" {
            "Certificate expired".to_owned()
        } else {
            format!("Certificate: {}", within(&words))
        };
        (needs_renewal(certificate, tone) && !is_superseded(certificate, list)).then(|| Finding {
            tone,
            thing: certificate_title(certificate),
            what,
            path: Route::Certificates { project: project.to_owned(), at: At::One(id) }.path(),
        })
    };
    list.iter().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};
    use wheelhouse_contract::Resource;

    use super::*;

    /// Moments are written as the days that they are ago.
    fn days_ago(at: &str) -> Option<f64> {
        at.parse().ok()
    }

    fn said(list: Value, limit: Option<i64>) -> Vec<String> {
        let list: Vec<_> =
            list.as_array().into_iter().flatten().map(|it| Environment::new(Arc::new(it.clone()))).collect();
        let findings = of_environments("p", &list, limit, days_ago);
        findings.into_iter().map(|finding| format!("{}: {} ({})", finding.thing, finding.what, finding.path)).collect()
    }

    #[test]
    fn what_failed_is_said_and_where_it_is_seen() {
        let state = json!({"last_deployment_successful": false});
        let failed = json!([
            {"id": "a", "title": "Staging", "status": "active", "deployment_state": state},
            {"id": "b", "status": "inactive", "deployment_state": state},
            {"id": "c", "status": "active", "deployment_state": null},
        ]);
        assert_eq!(said(failed, None), ["Staging: Last deployment failed (/projects/p/environments/a)"]);
    }

    #[test]
    fn what_many_have_in_common_is_counted_after_production() {
        let failed = |id: usize, kind: &str| json!({"id": id.to_string(), "type": kind, "status": "dirty", "deployment_state": {"last_deployment_successful": false}});
        let of = |count: usize| {
            let others = (1..count).map(|id| failed(id, "development"));
            said(others.chain([failed(0, "production")]).collect(), None)
        };
        assert_eq!(of(4).len(), 5, "four, and the backup that production never had");
        let many = of(36);
        assert!(many.iter().any(|it| it == "0: Last deployment failed (/projects/p/environments/0)"));
        let rest = "33 more environments: Last deployment failed (/projects/p/environments?status=dirty)";
        assert!(many.iter().any(|it| it == rest), "{many:?}");
        assert_eq!(many.len(), 5);
    }

    #[test]
    fn a_backup_is_missed_on_production_only() {
        let backup =
            |id: &str, kind: &str, at: Value| json!({"id": id, "type": kind, "status": "active", "last_backup_at": at});
        let list = json!([
            backup("a", "production", json!("8")),
            backup("b", "production", json!("6.9")),
            backup("c", "production", json!(null)),
            backup("d", "staging", json!(null)),
        ]);
        let at = |id: &str| format!("/projects/p/environments/{id}/backups");
        assert_eq!(
            said(list, None),
            [format!("a: Last backup 8 days ago ({})", at("a")), format!("c: Never backed up ({})", at("c"))]
        );
        let empty = json!([{"id": "a", "type": "production", "status": "active", "has_code": false}]);
        assert!(said(empty, None).is_empty());
    }

    #[test]
    fn what_is_paused_is_said_once_it_was_probably_forgotten() {
        let paused = |days: &str| json!([{"id": "a", "status": "paused", "last_active_at": days}]);
        assert_eq!(said(paused("20"), None).len(), 1);
        assert!(said(paused("3"), None).is_empty());
    }

    #[test]
    fn a_plan_without_room_is_said() {
        let list = json!([{"id": "a", "status": "active"}, {"id": "b", "status": "paused"}, {"id": "c", "status": "inactive"}, {"id": "main", "is_main": true, "status": "active"}]);
        assert_eq!(said(list.clone(), Some(2)).len(), 1);
        assert!(said(list.clone(), Some(3)).is_empty());
        assert!(said(list, None).is_empty());
    }

    #[test]
    fn a_certificate_is_replaced_in_time() {
        let list = [
            json!({"id": "x", "domains": ["a.example"], "expires_at": "soon"}),
            json!({"id": "y", "expires_at": "late"}),
        ];
        let list = list.map(|it| Certificate::new(Arc::new(it)));
        let left = |at: Option<&str>| match at {
            Some("soon") => ("5 days left".to_owned(), Tone::Danger),
            _ => ("90 days left".to_owned(), Tone::Success),
        };
        let found = of_certificates("p", &list, left);
        assert_eq!(found.len(), 1);
        assert_eq!(found.first().map(|it| &*it.what), Some("Certificate: 5 days left"));
    }
}
