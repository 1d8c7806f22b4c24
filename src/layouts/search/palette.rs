//! The list below what is typed.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;
use wheelhouse_contract::sections::organizations::ListOrganizations;
use wheelhouse_contract::sections::project_discovery::LocateUserProjects;
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;

use super::entries::{
    Entry, Target, actions, addressable, in_order, lists, of_everything, of_project, own, pages, standing, visited,
};
use super::rank::{Query, ranked};
use super::{Commands, LIST, style};
use crate::api::Api;
use crate::components::{LeaveGate, reads};
use crate::data::{AnyRead, Cache, read};
use crate::layouts::Place;
use crate::layouts::scope_actions::{Run, ScopeAction};
use crate::layouts::visits::Visits;
use crate::reactive::{State, effect, memo};
use crate::routes::{Route, Scope, Step};
use crate::ui::{Button, ButtonKind, Icon, Kbd, Row, el, live, nothing, reveal, view};

/// How many results are listed at once; more typing narrows them down.
const MOST: usize = 30;

type Shown = (Arc<Vec<Entry>>, Vec<usize>);

/// Draws it, and takes the keys that are for it.
pub fn palette(commands: Commands) -> AnyView {
    let (place, api, visits) = (Place::expect(), Api::expect(), Visits::expect());
    let Commands { typed, active, .. } = commands;
    // The project whose environments alone are searched.
    let within = RwSignal::new(None::<(String, String)>);
    let known = reads(move |known| lists(api, known), open);
    let project = memo(move || within.get().map(|(id, _)| id).or_else(|| place.project_id.get()));
    let environments =
        read::<GetListOfProjectEnvironments>(move || project.get().map(|id| GetListOfProjectEnvironments::path(&id)));
    let everything = memo(move || visits.with(|remembered| Arc::new(of_everything(known, remembered))));
    let nearby = memo(move || Arc::new(nearby(place)));
    let entries = memo(move || {
        let route = place.route.get();
        let mut entries = Vec::new();
        let list = environments.data();
        if let Some((id, title)) = within.get() {
            let route = Route::Project { project: id.clone() };
            entries.extend(list.iter().flat_map(|list| visits.with(|all| of_project(&id, &title, list, all))));
            entries.extend(pages(Scope::Project, &route, &title));
            return in_order(entries, &route.path());
        }
        // Of what has the same address the first one counts: the thing itself, rather than its first page.
        entries.extend(everything.with(|all| all.to_vec()));
        if let Some(id) = place.project_id.get() {
            let title = place.project_title();
            entries.extend(list.iter().flat_map(|list| visits.with(|all| of_project(&id, &title, list, all))));
        }
        entries.extend(visits.with(visited));
        entries.extend(nearby.with(|all| all.to_vec()));
        in_order(entries, &route.path())
    });
    let shown = memo(move || -> Shown {
        let entries = entries.get();
        let found = ranked(&entries, &typed.with(|typed| Query::new(typed)));
        (entries, found)
    });
    let selected = State::new(0_usize);
    let entry_at = move |at: usize| {
        shown.with_untracked(|(entries, found)| found.get(at).and_then(|at| entries.get(*at)).cloned())
    };
    // What is typed next leads to what fits best again.
    effect(move || {
        shown.track();
        selected.set(0);
    });
    effect(move || {
        let at = selected.get();
        let key = shown.with(|(entries, found)| found.get(at).and_then(|at| entries.get(*at)).map(Entry::key));
        if let Some(row) = key.as_ref().and_then(|key| document().get_element_by_id(key)) {
            reveal(&row);
        }
        active.set(key);
    });
    let navigate = StoredValue::new_local(use_navigate());
    let session = api.session;
    let cache = Cache::expect();
    let gate = LeaveGate::expect();
    let choose = Callback::new(move |(entry, apart): (Entry, bool)| {
        let act = match entry.target {
            Target::Act(label) => place.actions.with_untracked(|all| all.iter().find(|it| it.label == label).copied()),
            _ => None,
        };
        let path = match (&entry.target, act.map(|act| act.run)) {
            (Target::Go(path), _) => Some(path.clone()),
            (_, Some(Run::Go(path))) => Some(path.get_untracked()),
            _ => None,
        };
        if let Some(path) = path.as_ref().filter(|_| apart) {
            let _ = window().open_with_url_and_target_and_features(path, "_blank", "noopener");
            return;
        }
        // What is drawn here is gone as soon as it is closed.
        let navigate = navigate.get_value();
        commands.search.set(false);
        match (entry.target, act.map(|act| act.run)) {
            (_, Some(Run::Do(run))) => run.run(()),
            (Target::Theme(theme), _) => theme.choose(place, cache),
            (Target::Shortcuts, _) => commands.shortcuts.set(true),
            (Target::SignOut, _) => gate.leave(move || session.sign_out()),
            _ => path.iter().for_each(|path| navigate(path, NavigateOptions::default())),
        }
    });
    // Looks inside of a project, or everywhere again.
    let enter = move |project: Option<(String, String)>| {
        within.set(project);
        typed.set(String::new());
    };
    let keys = Callback::new(move |event: web_sys::KeyboardEvent| {
        let count = shown.with_untracked(|(_, found)| found.len().min(MOST));
        let now = selected.get_untracked();
        match &*event.key() {
            "ArrowDown" => selected.set((now + 1).checked_rem(count).unwrap_or(0)),
            "ArrowUp" => selected.set(now.checked_sub(1).unwrap_or(count.saturating_sub(1))),
            "Enter" => {
                let Some(entry) = entry_at(now) else { return };
                choose.run((entry, event.ctrl_key() || event.meta_key()));
            }
            "Tab" if !event.shift_key() => {
                let Some((project, entry)) = entry_at(now).and_then(|entry| Some((entry.project()?, entry))) else {
                    return;
                };
                enter(Some((project, entry.title)));
            }
            "Backspace" if typed.with_untracked(String::is_empty) && within.with_untracked(Option::is_some) => {
                enter(None);
            }
            _ => return,
        }
        event.prevent_default();
    });
    commands.keys.set_value(Some(keys));
    on_cleanup(move || {
        commands.keys.try_update_value(Option::take);
        active.try_set(None);
    });
    let rows = move || {
        shown.with(|(entries, found)| {
            let row = |at: &usize| {
                let entry = entries.get(*at)?.clone();
                Some(Row::new(entry.key(), move || self::row(entry, active, choose)))
            };
            found.iter().take(MOST).filter_map(row).collect()
        })
    };
    let inside = move || match within.get() {
        Some((_, title)) => el("div")
            .class(style::within)
            .child(el("span").text("In ").child(el("bdi").text(title)))
            .child(view! { <Button kind=ButtonKind::Quiet on_click=move || enter(None)>"Search everywhere"</Button> })
            .into_any(),
        None => nothing(),
    };
    let said = Signal::derive(move || {
        let (is_awaited, has_failed) = standing(known);
        let count = shown.with(|(_, found)| found.len());
        let found = match count {
            0 if is_awaited => "Loading…".to_owned(),
            0 => "No results".to_owned(),
            1 => "1 result".to_owned(),
            count if count > MOST => format!("{MOST} of {count} results. Type to narrow them down."),
            count => format!("{count} results"),
        };
        if has_failed { format!("{found}. Some projects couldn’t be loaded.") } else { found }
    });
    let hint = move || {
        let at = selected.get();
        let is_project = shown.with(|(entries, found)| {
            found.get(at).and_then(|at| entries.get(*at)).is_some_and(|entry| entry.project().is_some())
        });
        match is_project {
            true => el("span")
                .class(style::hint)
                .child(view! { <Kbd keys="Tab" /> })
                .text("Search its environments")
                .into_any(),
            false => nothing(),
        }
    };
    let list = el("ul").class(style::list).attr("role", "listbox").attr("id", LIST).attr("aria-label", "Results");
    let foot = el("div").class(style::said).child(el("span").attr("role", "status").show(said)).child_fn(hint);
    vec![live(inside), list.each(rows).into_any(), foot.into_any()].into_any()
}

/// What can be opened and done where the person is, and what is their own.
fn nearby(place: Place) -> Vec<Entry> {
    let route = place.route.get();
    let within = |scope| name_of(place, scope);
    let possible = place.actions.get();
    let taken: Vec<String> = possible.iter().filter_map(ScopeAction::path).collect();
    let possible = possible.iter().filter(|action| action.reason.try_get().flatten().is_none());
    let mut entries = actions(possible.map(|action| (action.label, action.icon)), &within(route.scope()));
    // What is shown, where that is one thing of several.
    let thing = place.title.get().into_iter().next().filter(|_| route.step() == Step::One).unwrap_or_default();
    let places = [organization(place, &route).map(|of| (of, String::new())), Some((route, thing))];
    for (of, thing) in places.into_iter().flatten() {
        for scope in scopes(&of) {
            entries.extend(pages(*scope, &of, &within(*scope)));
        }
        entries.extend(addressable(&of, &thing, within, &taken));
    }
    entries.extend(own());
    entries
}

/// What a page is about as a whole, as the search calls it.
fn name_of(place: Place, scope: Scope) -> String {
    match scope {
        Scope::Everything => String::new(),
        Scope::Account => "Account".to_owned(),
        Scope::Organization => place.organization_label(),
        Scope::Project => place.project_title(),
        Scope::Environment => place.environment_title(),
    }
}

/// The scopes whose pages the address of a page leads to.
fn scopes(route: &Route) -> &'static [Scope] {
    match route.scope() {
        Scope::Everything | Scope::Account => &[Scope::Everything, Scope::Account],
        Scope::Organization => &[Scope::Organization, Scope::Everything, Scope::Account],
        Scope::Project => &[Scope::Project, Scope::Everything, Scope::Account],
        Scope::Environment => &[Scope::Environment, Scope::Project, Scope::Everything, Scope::Account],
    }
}

/// The organization of the project that a page is about: its address does not name it.
fn organization(place: Place, route: &Route) -> Option<Route> {
    route.project()?;
    let organization = place.project.data()?.organization()?.to_owned();
    Some(Route::Organization { organization })
}

fn row(entry: Entry, active: RwSignal<Option<String>>, choose: Callback<(Entry, bool)>) -> AnyView {
    let key = entry.key();
    el("li")
        .class(style::row)
        .attr("role", "option")
        .attr("id", key.clone())
        .attr_fn("aria-selected", move || {
            let is_active = active.with(|active| active.as_ref() == Some(&key));
            Some(if is_active { "true" } else { "false" })
        })
        // The focus stays in the text.
        .on("mousedown", |event| event.prevent_default())
        .child(view! { <Icon name=entry.icon /> })
        .child(el("span").class(style::title).text(entry.title.clone()))
        .child(el("span").class(style::kind).text(entry.kind.clone()))
        .on("click", move |event| {
            let click = event.unchecked_ref::<web_sys::MouseEvent>();
            choose.run((entry.clone(), click.ctrl_key() || click.meta_key()));
        })
        .into_any()
}

/// Reads one of the lists that name organizations and projects.
fn open(path: String) -> AnyRead {
    let own = path.clone();
    let path = move || Some(path.clone());
    match own.split('?').next().unwrap_or_default() {
        list if list == ListOrganizations::path() => *read::<ListOrganizations>(path),
        list if list == LocateUserProjects::path() => *read::<LocateUserProjects>(path),
        _ => *read::<ListSubscriptions>(path),
    }
}
