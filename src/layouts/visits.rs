//! What the person visited last, and what they pinned: ids and titles, in this browser only, and gone at sign-out.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::Place;
use crate::reactive::{State, effect};
use crate::routes::{Route, Scope};

/// Where it is kept.
const STORAGE_KEY: &str = "wheelhouse.visits";
/// How many visits are remembered.
const MOST: usize = 40;

/// A project or an environment, as far as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    pub project: String,
    /// `None` for the project itself.
    pub environment: Option<String>,
    pub title: String,
    /// What it belongs to: the organization's label, or the project's title.
    pub within: String,
}

impl Visit {
    /// Whether it is of the same thing, however that was called then.
    pub fn is_of(&self, project: &str, environment: Option<&str>) -> bool {
        self.project == project && self.environment.as_deref() == environment
    }

    /// Where it is shown.
    pub fn path(&self) -> String {
        let project = self.project.clone();
        match self.environment.clone() {
            Some(environment) => Route::Environment { project, environment }.path(),
            None => Route::Project { project }.path(),
        }
    }

    fn to_json(&self) -> Value {
        json!([self.project, self.environment, self.title, self.within])
    }

    fn from_json(value: &Value) -> Option<Self> {
        let text = |at: usize| value.get(at).and_then(Value::as_str).map(str::to_owned);
        Some(Self { project: text(0)?, environment: text(1), title: text(2)?, within: text(3).unwrap_or_default() })
    }
}

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remembered {
    /// Whose it is: what another person left is not shown.
    owner: String,
    /// The latest first.
    pub recent: Vec<Visit>,
    /// In the order in which they were pinned.
    pub pinned: Vec<Visit>,
}

impl Remembered {
    /// Puts a visit before all others.
    fn visit(&mut self, visit: Visit) {
        let is_same = |known: &Visit| known.is_of(&visit.project, visit.environment.as_deref());
        self.recent.retain(|known| !is_same(known));
        // What is pinned is called as it is called now.
        for pinned in self.pinned.iter_mut().filter(|known| is_same(known)) {
            pinned.clone_from(&visit);
        }
        self.recent.insert(0, visit);
        self.recent.truncate(MOST);
    }

    /// Pins what is not pinned, and the other way round.
    fn toggle(&mut self, visit: Visit) {
        let before = self.pinned.len();
        self.pinned.retain(|known| !known.is_of(&visit.project, visit.environment.as_deref()));
        if self.pinned.len() == before {
            self.pinned.push(visit);
        }
    }

    pub fn is_pinned(&self, project: &str, environment: Option<&str>) -> bool {
        self.pinned.iter().any(|known| known.is_of(project, environment))
    }

    /// How long ago it was visited, as its place among the visits.
    pub fn recency(&self, project: &str, environment: Option<&str>) -> Option<usize> {
        self.recent.iter().position(|known| known.is_of(project, environment))
    }

    /// The projects that matter most to the person: those pinned, then those visited last, or whose environments were.
    /// Each with its title as far as it is known.
    pub fn projects(&self, most: usize) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for visit in self.pinned.iter().chain(&self.recent) {
            let title = if visit.environment.is_some() { &visit.within } else { &visit.title };
            if found.len() < most && !found.iter().any(|(id, _)| *id == visit.project) {
                found.push((visit.project.clone(), title.clone()));
            }
        }
        found
    }

    /// The projects that are pinned, and so many of those visited last, with their titles.
    pub fn of_projects(&self, recent: usize) -> Vec<(String, String)> {
        let projects = |list: &[Visit], most: usize| {
            let own = list.iter().filter(|visit| visit.environment.is_none()).take(most);
            own.map(|visit| (visit.project.clone(), visit.title.clone())).collect::<Vec<_>>()
        };
        let mut found = projects(&self.pinned, MOST);
        found.extend(projects(&self.recent, recent));
        found
    }

    /// The environments of a project that are pinned, then those visited last.
    pub fn environments(&self, project: &str) -> Vec<String> {
        let of = self.pinned.iter().chain(&self.recent).filter(|visit| visit.project == project);
        of.filter_map(|visit| visit.environment.clone()).collect()
    }

    fn to_json(&self) -> Value {
        let list = |visits: &[Visit]| visits.iter().map(Visit::to_json).collect::<Vec<_>>();
        json!({"owner": self.owner, "recent": list(&self.recent), "pinned": list(&self.pinned)})
    }

    fn from_json(value: &Value) -> Self {
        let list = |key: &str| {
            let list = value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            list.iter().filter_map(Visit::from_json).take(MOST).collect()
        };
        let owner = value.get("owner").and_then(Value::as_str).unwrap_or_default().to_owned();
        Self { owner, recent: list("recent"), pinned: list("pinned") }
    }
}

/// What is remembered, for all who show it.
#[derive(Clone, Copy)]
pub struct Visits(State<Remembered>);

impl Visits {
    /// Begins to remember where the person goes, once it is known who that is.
    pub(super) fn provide(place: Place, person: Signal<Option<String>>) -> Self {
        let visits = Self(State::new(Remembered::default()));
        provide_context(visits);
        effect(move || {
            let Some(owner) = person.get() else { return };
            visits.begin(owner);
            if let Some(visit) = of_page(place) {
                visits.change(|remembered| remembered.visit(visit));
            }
        });
        visits
    }

    /// Outside of the frame nothing is remembered.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| Self(State::new(Remembered::default())))
    }

    pub fn with<T>(self, read: impl FnOnce(&Remembered) -> T) -> T {
        self.0.with(read)
    }

    /// Looks at what is kept, unless somebody else left it.
    fn begin(self, owner: String) {
        if self.0.with_untracked(|remembered| remembered.owner != owner) {
            let kept = kept().filter(|kept| kept.owner == owner);
            self.0.set(kept.unwrap_or_else(|| Remembered { owner, ..Remembered::default() }));
        }
    }

    /// Changes it here and in the browser, where other tabs may have added to it meanwhile.
    fn change(self, change: impl FnOnce(&mut Remembered)) {
        let mut remembered = self.0.with_untracked(Remembered::clone);
        if remembered.owner.is_empty() {
            return;
        }
        if let Some(kept) = kept().filter(|kept| kept.owner == remembered.owner) {
            remembered = kept;
        }
        change(&mut remembered);
        // A browser may refuse storage: it is then remembered until the page is left.
        let _ = storage().map(|storage| storage.set_item(STORAGE_KEY, &remembered.to_json().to_string()));
        self.0.set(remembered);
    }
}

/// Forgets it all: at sign-out.
pub fn forget_visits() {
    let _ = storage().map(|storage| storage.remove_item(STORAGE_KEY));
}

fn kept() -> Option<Remembered> {
    let text = storage()?.get_item(STORAGE_KEY).ok()??;
    Some(Remembered::from_json(&serde_json::from_str(&text).ok()?))
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// What the page is about, once it is known.
fn of_page(place: Place) -> Option<Visit> {
    let (scope, project) = (place.route.with(Route::scope), place.project_id.get()?);
    let project_title = place.project.data().map(|_| place.project_title());
    match scope {
        Scope::Project => {
            let within = place.organization.data().map(|_| place.organization_label()).unwrap_or_default();
            Some(Visit { project, environment: None, title: project_title?, within })
        }
        Scope::Environment => {
            place.environment.data()?;
            let (title, environment) = (place.environment_title(), place.environment_id.get());
            Some(Visit { project, environment, title, within: project_title? })
        }
        Scope::Everything | Scope::Account | Scope::Organization => None,
    }
}

/// Whether what the page is about is pinned, and how that is changed.
#[derive(Clone)]
pub(super) struct Pin {
    visits: Visits,
    place: Place,
}

impl Pin {
    /// `None` where there is nothing to pin.
    pub fn of(place: Place) -> Option<Self> {
        let is_pinned = matches!(place.route.with_untracked(Route::scope), Scope::Project | Scope::Environment);
        is_pinned.then(|| Self { visits: Visits::expect(), place })
    }

    pub fn is_set(&self) -> bool {
        let (project, environment) = (self.place.project_id.get(), self.place.environment_id.get());
        project.is_some_and(|project| self.visits.with(|all| all.is_pinned(&project, environment.as_deref())))
    }

    pub fn toggle(self) {
        if let Some(visit) = untrack(|| of_page(self.place)) {
            self.visits.change(|remembered| remembered.toggle(visit));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(project: &str, environment: Option<&str>) -> Visit {
        let environment = environment.map(str::to_owned);
        let title = environment.clone().unwrap_or_else(|| project.to_owned());
        Visit { project: project.to_owned(), environment, title, within: format!("in {project}") }
    }

    #[test]
    fn the_last_visit_comes_first_and_each_thing_once() {
        let mut remembered = Remembered::default();
        for (project, environment) in [("a", None), ("b", Some("main")), ("a", None), ("b", None)] {
            remembered.visit(visit(project, environment));
        }
        let recent: Vec<_> = remembered.recent.iter().map(Visit::path).collect();
        assert_eq!(recent, ["/projects/b", "/projects/a", "/projects/b/environments/main"]);
        assert_eq!(remembered.recency("b", Some("main")), Some(2));
        assert_eq!(remembered.recency("c", None), None);
        for number in 0..100 {
            remembered.visit(visit(&number.to_string(), None));
        }
        assert_eq!(remembered.recent.len(), MOST);
    }

    #[test]
    fn what_is_pinned_stays_and_is_called_as_it_is_now() {
        let mut remembered = Remembered::default();
        remembered.toggle(visit("a", None));
        remembered.toggle(visit("b", Some("main")));
        remembered.visit(Visit { title: "New name".to_owned(), ..visit("a", None) });
        assert!(remembered.is_pinned("a", None) && !remembered.is_pinned("b", None));
        assert_eq!(remembered.pinned.first().map(|pinned| &*pinned.title), Some("New name"));
        remembered.toggle(visit("a", None));
        assert_eq!(remembered.pinned, [visit("b", Some("main"))]);
    }

    #[test]
    fn a_project_counts_by_its_environments_too() {
        let mut remembered = Remembered::default();
        for (project, environment) in [("a", None), ("b", Some("x")), ("c", None), ("b", Some("y"))] {
            remembered.visit(visit(project, environment));
        }
        remembered.toggle(visit("a", None));
        let named = |id: &str, title: &str| (id.to_owned(), title.to_owned());
        assert_eq!(remembered.projects(9), [named("a", "a"), named("b", "in b"), named("c", "c")]);
        assert_eq!(remembered.projects(1).len(), 1);
        assert_eq!(remembered.of_projects(1), [named("a", "a"), named("c", "c")]);
        assert_eq!(remembered.environments("b"), ["y", "x"]);
    }

    #[test]
    fn what_is_kept_comes_back_and_whatever_else_is_there_is_left_out() {
        let mut remembered = Remembered { owner: "me".to_owned(), ..Remembered::default() };
        remembered.visit(visit("a", Some("main")));
        remembered.toggle(visit("b", None));
        assert_eq!(Remembered::from_json(&remembered.to_json()), remembered);
        let odd = json!({"recent": [["p", null, "P"], [1, 2], "x", null], "pinned": 7});
        assert_eq!(Remembered::from_json(&odd).recent.len(), 1);
    }
}
