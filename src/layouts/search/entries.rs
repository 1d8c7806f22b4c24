//! What can be found and done from where the person is.

use std::ptr;
use std::sync::Arc;

use wheelhouse_contract::sections::environment::Environment;
use wheelhouse_contract::sections::organizations::{ListOrganizations, Organization};
use wheelhouse_contract::sections::project_discovery::{LocateUserProjects, ProjectLocation};
use wheelhouse_contract::sections::subscriptions::{ListSubscriptions, Subscription};
use wheelhouse_contract::{Answer, Items, Links, Page, Relation, Wrapped};

use super::forms::{Named, forms};
use super::rank::{Found, Rankable};
use crate::api::Api;
use crate::components::{Reads, sorted};
use crate::data::{AnyRead, with_query};
use crate::layouts::theme::Theme;
use crate::layouts::visits::Remembered;
use crate::routes::{Does, Route, Scope, sections_of};
use crate::text::lower;
use crate::ui::IconName;

/// Something to go to, or to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub title: String,
    /// What kind of thing it is, and of what: "Environment in Shop".
    pub kind: String,
    pub icon: IconName,
    pub target: Target,
    found: Found,
    recency: Option<usize>,
    group: u8,
    /// How much more than the page on screen it is about: of what is called alike, the nearer stands first.
    far: u8,
}

/// What happens when it is chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    Go(String),
    /// One of the actions of what the page is about, by its label.
    Act(&'static str),
    Theme(Theme),
    Shortcuts,
    SignOut,
}

impl Rankable for Entry {
    fn found(&self) -> &Found {
        &self.found
    }
    fn recency(&self) -> Option<usize> {
        self.recency
    }
    fn group(&self) -> u8 {
        self.group
    }
}

/// The order of what was not visited, while nothing is typed.
const ACTION: u8 = 0;
const PAGE: u8 = 1;
const ENVIRONMENT: u8 = 2;
const PROJECT: u8 = 3;
const ORGANIZATION: u8 = 4;
const FORM: u8 = 5;
const SETTING: u8 = 6;

impl Entry {
    fn new(group: u8, icon: IconName, title: &str, kind: String, target: Target) -> Self {
        let found = Found::by(&[title], &[], &kind);
        Self { title: title.to_owned(), kind, icon, target, found, recency: None, group, far: 0 }
    }

    /// Tells it from all others, as an element's id can be written.
    pub fn key(&self) -> String {
        match &self.target {
            Target::Go(path) => format!("go:{path}"),
            _ => format!("do:{}", self.title.replace(' ', "-")),
        }
    }

    /// The project that it is, to look further inside of it.
    pub fn project(&self) -> Option<String> {
        let Target::Go(path) = &self.target else { return None };
        match Route::parse(path) {
            Route::Project { project } => Some(project),
            _ => None,
        }
    }
}

/// The organizations, as the switcher asks for them.
fn organizations() -> String {
    with_query(&ListOrganizations::path(), [("page[size]", "50".to_owned()), ("sort", "name".to_owned())])
}

/// The lists that name organizations and projects: those to begin with, and those that what is read names.
pub fn lists(api: Api, known: Reads) -> Vec<String> {
    known.with(|known| {
        let mut wanted = vec![organizations(), LocateUserProjects::path()];
        for (path, read) in known {
            let Some(raw) = read.raw() else { continue };
            wanted.extend(Links::of(&raw).href(Relation::NEXT).and_then(|next| api.path_of(next).ok()));
            if is_of_organizations(path) {
                let page = Page::<Organization>::read(raw);
                wanted.extend(page.items().iter().filter_map(Organization::id).map(ListSubscriptions::path));
            }
        }
        wanted
    })
}

fn is_of_organizations(path: &str) -> bool {
    path.split('?').next() == Some(&*ListOrganizations::path())
}

/// Whether a list is still on its way, and whether one could not be read.
pub fn standing(known: Reads) -> (bool, bool) {
    known.with(|known| {
        let is_awaited = |(_, read): &(String, AnyRead)| !read.is_known() && read.error().is_none();
        (known.iter().any(is_awaited), known.iter().any(|(_, read)| read.error().is_some()))
    })
}

/// Organizations and projects, as far as they are known.
pub fn of_everything(known: Reads, remembered: &Remembered) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut labels: Vec<(String, String)> = Vec::new();
    let raws: Vec<_> =
        known.with(|known| known.iter().filter_map(|(path, read)| Some((path.clone(), read.raw()?))).collect());
    for (path, raw) in &raws {
        if !is_of_organizations(path) {
            continue;
        }
        for organization in Page::<Organization>::read(raw.clone()).items() {
            let Some(id) = organization.id() else { continue };
            let label = organization.label().or(organization.name()).unwrap_or(id);
            let target = Target::Go(Route::Organization { organization: id.to_owned() }.path());
            let entry = Entry::new(ORGANIZATION, IconName::ORGANIZATION, label, "Organization".to_owned(), target);
            let found = Found::by(&[label, organization.name().unwrap_or_default()], &[id], "");
            entries.push(Entry { found, ..entry });
            labels.push((ListSubscriptions::path(id), label.to_owned()));
        }
    }
    let mut projects: Vec<String> = Vec::new();
    for (path, raw) in &raws {
        let list = path.split('?').next().unwrap_or_default();
        let Some((_, label)) = labels.iter().find(|(subscriptions, _)| subscriptions == list) else { continue };
        for subscription in Page::<Subscription>::read(raw.clone()).items() {
            if let Some(id) = subscription.project_id().filter(|id| !id.is_empty()) {
                entries.push(project(id, subscription.project_title().unwrap_or(id), label, remembered));
                projects.push(id.to_owned());
            }
        }
    }
    // Those of other organizations have no title here.
    projects = sorted(projects, String::clone);
    let mut located = Vec::new();
    for (path, raw) in &raws {
        if path.split('?').next() == Some(&*LocateUserProjects::path()) {
            let places = Wrapped::<ProjectLocation>::read(raw.clone());
            located.extend(places.items().iter().filter_map(|place| place.id().map(str::to_owned)));
        }
    }
    located.retain(|id| projects.binary_search(id).is_err());
    entries.extend(located.iter().map(|id| {
        let named = remembered.recent.iter().find(|visit| visit.is_of(id, None));
        project(id, named.map_or(id, |visit| &visit.title), "", remembered)
    }));
    entries
}

fn project(id: &str, title: &str, organization: &str, remembered: &Remembered) -> Entry {
    let kind = if organization.is_empty() { "Project".to_owned() } else { format!("Project in {organization}") };
    let target = Target::Go(Route::Project { project: id.to_owned() }.path());
    let entry = Entry::new(PROJECT, IconName::PROJECT, title, kind, target);
    Entry { found: Found::by(&[title], &[id], organization), recency: remembered.recency(id, None), ..entry }
}

/// The environments of a project that is called `within`.
pub fn of_project(project: &str, within: &str, list: &Items<Environment>, remembered: &Remembered) -> Vec<Entry> {
    let entry = |environment: &Environment| {
        let id = environment.id()?;
        let branch = environment.name().unwrap_or(id);
        let title = environment.title().filter(|title| !title.is_empty()).unwrap_or(branch);
        let target = Target::Go(Route::Environment { project: project.to_owned(), environment: id.to_owned() }.path());
        let entry = Entry::new(ENVIRONMENT, IconName::ENVIRONMENT, title, format!("Environment in {within}"), target);
        let recency = remembered.recency(project, Some(id));
        Some(Entry { found: Found::by(&[title, branch], &[id], within), recency, ..entry })
    };
    list.items().iter().filter_map(entry).collect()
}

/// Environments that were visited, of whatever project.
pub fn visited(remembered: &Remembered) -> Vec<Entry> {
    let entry = |visit: &crate::layouts::visits::Visit| {
        let id = visit.environment.as_deref()?;
        let kind = format!("Environment in {}", visit.within);
        let entry = Entry::new(ENVIRONMENT, IconName::ENVIRONMENT, &visit.title, kind, Target::Go(visit.path()));
        let recency = remembered.recency(&visit.project, Some(id));
        Some(Entry { found: Found::by(&[&visit.title], &[id], &visit.within), recency, ..entry })
    };
    remembered.recent.iter().filter_map(entry).collect()
}

/// The pages of a scope, for what `route` is about, which is called `within`.
pub fn pages(scope: Scope, route: &Route, within: &str) -> Vec<Entry> {
    let page = |section: &'static crate::routes::Section| {
        let kind = if within.is_empty() { "Page".to_owned() } else { format!("Page in {within}") };
        let target = Target::Go(route.path_in(section));
        let entry = Entry::new(PAGE, IconName::FILE, section.label, kind, target);
        Entry { found: Found::by(&[section.label], &[], within), far: far(scope), ..entry }
    };
    sections_of(scope).map(page).collect()
}

fn far(scope: Scope) -> u8 {
    match scope {
        Scope::Environment => 0,
        Scope::Project => 1,
        Scope::Organization => 2,
        Scope::Account | Scope::Everything => 3,
    }
}

/// What the address of `route` leads to besides, among it the forms of the thing, which is called `thing`, that it shows.
/// `within` says what a scope's is called; what the actions of the header lead to is `taken`.
pub fn addressable(route: &Route, thing: &str, within: impl Fn(Scope) -> String, taken: &[String]) -> Vec<Entry> {
    let (here, own) = (format!("{}/", route.path()), route.section());
    let entry = |named: Named| {
        let (path, scope) = (named.route.path(), named.route.scope());
        if taken.contains(&path) {
            return None;
        }
        let is_of_thing = !thing.is_empty() && path.starts_with(&here);
        let within = if is_of_thing { thing.to_owned() } else { within(scope) };
        let (what, icon, group) = match named.does {
            None => ("Page", IconName::FILE, PAGE),
            Some(does) => {
                let is_at_hand = named.route.section().zip(own).is_some_and(|(its, own)| ptr::eq(its, own));
                ("Action", icon(does), if is_at_hand { ACTION } else { FORM })
            }
        };
        let kind = if within.is_empty() { what.to_owned() } else { format!("{what} in {within}") };
        let entry = Entry::new(group, icon, &named.title, kind, Target::Go(path));
        Some(Entry { found: Found::by(&[&named.title], &[], &within), far: far(scope), ..entry })
    };
    forms(route).into_iter().filter_map(entry).collect()
}

fn icon(does: Does) -> IconName {
    match does {
        Does::Make => IconName::PLUS,
        Does::Change => IconName::EDIT,
        Does::Lose => IconName::TRASH,
    }
}

/// What can be done now with what the page is about, which is called `within`.
pub fn actions(all: impl Iterator<Item = (&'static str, IconName)>, within: &str) -> Vec<Entry> {
    all.map(|(label, icon)| Entry::new(ACTION, icon, label, format!("Action in {within}"), Target::Act(label)))
        .collect()
}

/// What concerns the person.
pub fn own() -> Vec<Entry> {
    let action = |icon, title, target| Entry::new(SETTING, icon, title, "Action".to_owned(), target);
    vec![
        action(IconName::SYSTEM, Theme::System.label(), Target::Theme(Theme::System)),
        action(IconName::SUN, Theme::Light.label(), Target::Theme(Theme::Light)),
        action(IconName::MOON, Theme::Dark.label(), Target::Theme(Theme::Dark)),
        action(IconName::KEY, "Keyboard shortcuts", Target::Shortcuts),
        action(IconName::SIGN_OUT, "Sign out", Target::SignOut),
    ]
}

/// By name, each target once; without the page that is on screen.
pub fn in_order(entries: Vec<Entry>, here: &str) -> Arc<Vec<Entry>> {
    let here = format!("go:{here}");
    let keyed = entries.into_iter().map(|entry| (entry.key(), entry)).filter(|(key, _)| *key != here).collect();
    let mut keyed: Vec<(String, Entry)> = sorted(keyed, |(key, _)| key.clone());
    // Of two the one from a list knows more than the one that was visited: it stands first.
    keyed.dedup_by(|(later, _), (kept, _)| later == kept);
    Arc::new(
        sorted(keyed, |(key, entry)| format!("{}\n{}{key}", lower(&entry.title), entry.far))
            .into_iter()
            .map(|(_, entry)| entry)
            .collect(),
    )
}
