//! What the list of activities is narrowed by, all of it in the address.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::{Activity, words};
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;

use crate::components::{UrlState, distinct_titles, use_url_state};
use crate::data::{Read, read};
use crate::reactive::{Derived, Memo};
use crate::ui::{Select, SelectOption, TextInput, el, end_of_day, view};

/// Setting a filter begins with the newest again.
const RESETS: &[&str] = &["before"];
const ALL: &[&str] = &["kind", "environment", "person", "until", "before", "q"];

/// How activities stand: as the address spells it, in words, and the API's `state` and `result`.
const STATES: &[(&str, &str, &str, &str)] = &[
    ("succeeded", words::SUCCEEDED, "", "success"),
    ("failed", words::FAILED, "", "failure"),
    ("running", words::RUNNING, "in_progress", ""),
    ("pending", words::PENDING, "pending", ""),
    ("cancelled", words::CANCELLED, "cancelled", ""),
    ("scheduled", words::SCHEDULED, "scheduled", ""),
];

/// What activities are about: as the address spells it, in words, and the API's types.
const KINDS: &[(&str, &str, &[&str])] = &[
    (
        "code",
        "Pushes and deployments",
        &[
            "environment.push",
            "environment.redeploy",
            "environment.merge",
            "environment.synchronize",
            "environment.initialize",
            "environment.source-operation",
        ],
    ),
    (
        "environments",
        "Environments",
        &[
            "environment.branch",
            "environment.activate",
            "environment.deactivate",
            "environment.pause",
            "environment.resume",
            "environment.delete",
            "environment.update.attributes",
            "environment.update.clone_parent_on_create",
            "environment.update.http_access",
            "environment.update.name",
            "environment.update.parent",
            "environment.update.restrict_robots",
            "environment.update.smtp",
            "environment.update.title",
            "environment.update.type",
            "environment.version.create",
            "environment.version.update",
            "environment.version.delete",
        ],
    ),
    ("backups", "Backups", &["environment.backup", "environment.backup.delete", "environment.restore"]),
    (
        "variables",
        "Variables",
        &[
            "environment.variable.create",
            "environment.variable.update",
            "environment.variable.delete",
            "project.variable.create",
            "project.variable.update",
            "project.variable.delete",
        ],
    ),
    (
        "domains",
        "Domains and routes",
        &[
            "environment.domain.create",
            "environment.domain.update",
            "environment.domain.delete",
            "environment.route.create",
            "environment.route.update",
            "environment.route.delete",
            "project.domain.create",
            "project.domain.update",
            "project.domain.delete",
            "project.certificate.create",
            "project.certificate.update",
            "project.certificate.delete",
        ],
    ),
    ("crons", "Cron jobs", &["environment.cron"]),
    ("operations", "Operations", &["environment.operation"]),
    (
        "integrations",
        "Integrations",
        &[
            "integration.create",
            "integration.update",
            "integration.delete",
            "integration.bitbucket.fetch",
            "integration.bitbucket_server.fetch",
            "integration.github.fetch",
            "integration.gitlab.fetch",
            "integration.script",
            "integration.webhook",
        ],
    ),
    ("access", "Access", &["project.access", "environment_type.access"]),
    (
        "project",
        "Project settings",
        &[
            "project.create",
            "project.settings.update",
            "project.clear_build_cache",
            "project.git_server.restart",
            "project.modify.attributes",
            "project.modify.default_branch",
            "project.modify.default_domain",
            "project.modify.description",
            "project.modify.timezone",
            "project.modify.title",
            "project.deployment_target.create",
            "project.deployment_target.update",
            "project.deployment_target.delete",
        ],
    ),
];

/// The filters as the address has them.
#[derive(Clone, Copy)]
pub struct Filters {
    states: StoredValue<Vec<UrlState>>,
    state: Memo<String>,
    kind: Memo<String>,
    environment: Memo<String>,
    person: Memo<String>,
    until: Memo<String>,
    before: Memo<String>,
}

impl Filters {
    pub fn of_address() -> Self {
        let names = ["state", "kind", "environment", "person", "until"];
        let states = names.map(|name| use_url_state(name, RESETS));
        let [state, kind, environment, person, until] = states.each_ref().map(UrlState::signal);
        let before = use_url_state("before", &[]).signal();
        Self { states: StoredValue::new(states.into()), state, kind, environment, person, until, before }
    }

    /// The environment whose activities are wanted, of a project's.
    pub fn environment(self) -> Option<String> {
        Some(self.environment.get()).filter(|id| !id.is_empty())
    }

    /// What the API is asked for.
    pub fn query(self) -> Vec<(&'static str, String)> {
        let until = || self.until.with(|day| end_of_day(day)).unwrap_or_default();
        let before = Some(self.before.get()).filter(|before| !before.is_empty());
        let mut query = narrowed(&self.state.get(), &self.kind.get());
        query.push(("starts_at", before.unwrap_or_else(until)));
        query
    }

    /// Whether an activity is of the person that is looked for: the API cannot be asked for that.
    pub fn fits(self, activity: &Activity) -> bool {
        self.person.with(|person| person.is_empty() || activity.user_name() == Some(person))
    }

    /// Whether any of them is set.
    pub fn is_any(self) -> bool {
        [self.state, self.kind, self.environment, self.person, self.until]
            .into_iter()
            .any(|set| !set.with(String::is_empty))
    }

    /// Takes all of them back, and the search.
    pub fn clear() -> Callback<()> {
        let state = use_url_state("state", ALL);
        Callback::new(move |()| state.replace(String::new()))
    }

    /// The controls. `project` offers its environments where they are to be chosen from.
    pub fn view(self, project: Option<String>, list: Read<Items<Activity>>) -> AnyView {
        let states = STATES.iter().map(|(key, word, ..)| SelectOption::new(*key, *word));
        let kinds = KINDS.iter().map(|(key, word, _)| SelectOption::new(*key, *word));
        let environments = project.map(|project| {
            let path = GetListOfProjectEnvironments::path(&project);
            let known = read::<GetListOfProjectEnvironments>(move || Some(path.clone()));
            let options = move || {
                let known = known.data().as_ref().map(Items::items).map(distinct_titles).unwrap_or_default();
                any_of("Any environment", known.into_iter().map(|(id, title)| SelectOption::new(id, title)))
            };
            self.select(2, "Environment", Derived::new(options))
        });
        let people = move || {
            let mut names: Vec<String> = Vec::new();
            let own = self.person.get();
            let listed = list.data();
            let listed = listed.iter().flat_map(Items::items).filter_map(Activity::user_name);
            for name in std::iter::once(own.as_str()).chain(listed).filter(|name| !name.is_empty()) {
                if !names.iter().any(|known| known == name) {
                    names.push(name.to_owned());
                }
            }
            any_of("Anyone", names.into_iter().map(|name| SelectOption::new(name.clone(), name)))
        };
        let until = self.until;
        let states_of = self.states;
        let choose_until = move |day: String| {
            states_of.with_value(|states| states.last().iter().for_each(|state| state.push(day.clone())));
        };
        let mut all = vec![
            self.select(0, "Status", any_of("Any status", states).into()),
            self.select(1, "Kind", any_of("Any kind", kinds).into()),
        ];
        all.extend(environments);
        all.push(self.select(3, "Person", Derived::new(people)));
        let until = view! { <TextInput kind="date" label="Until" value=until on_input=choose_until /> };
        let word = el("span").class("muted").attr("aria-hidden", "true").text("Until");
        all.push(el("span").class("row").child(word).child(until).into_any());
        all.into_any()
    }

    fn select(self, at: usize, label: &'static str, options: Derived<Vec<SelectOption>>) -> AnyView {
        let states = self.states;
        let value = [self.state, self.kind, self.environment, self.person].into_iter().nth(at).unwrap_or(self.state);
        let choose = move |value: String| {
            states.with_value(|states| states.get(at).iter().for_each(|state| state.push(value.clone())));
        };
        view! { <Select label=Some(label.to_owned()) value=value options=options on_change=choose /> }
    }
}

fn any_of(any: &'static str, options: impl Iterator<Item = SelectOption>) -> Vec<SelectOption> {
    std::iter::once(SelectOption::new("", any)).chain(options).collect()
}

/// The parameters of the API for a state and a kind as the address spells them; nothing for what it does not know.
fn narrowed(state: &str, kind: &str) -> Vec<(&'static str, String)> {
    let state = STATES.iter().find(|(key, ..)| *key == state);
    let types = KINDS.iter().find(|(key, ..)| *key == kind).map(|(.., types)| *types);
    let mut query: Vec<(&'static str, String)> = Vec::new();
    if let Some((_, _, state, result)) = state {
        query.extend([("state", (*state).to_owned()), ("result", (*result).to_owned())]);
    }
    query.extend(types.unwrap_or_default().iter().map(|kind| ("type", (*kind).to_owned())));
    query.retain(|(_, value)| !value.is_empty());
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_choice_of_state_is_what_the_api_has_two_parameters_for() {
        let asked = |state: &str| narrowed(state, "");
        assert_eq!(asked("failed"), [("result", "failure".to_owned())]);
        assert_eq!(asked("running"), [("state", "in_progress".to_owned())]);
        assert!(asked("").is_empty() && asked("vanished").is_empty());
    }

    #[test]
    fn a_kind_is_all_types_that_belong_to_it() {
        let asked = narrowed("succeeded", "backups");
        assert_eq!(asked.len(), 4);
        assert!(asked.contains(&("type", "environment.restore".to_owned())));
    }
}
