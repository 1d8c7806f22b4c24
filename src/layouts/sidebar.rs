//! Where one is: the organization, its projects, and the project's environments.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;
use wheelhouse_contract::sections::organizations::{ListOrganizations, Organization};
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;
use wheelhouse_contract::{Links, Relation};

use super::Place;
use super::environment_tree::{Line, Wanted, lines};
use super::visits::Visits;
use crate::chunk::in_chunk;
use crate::data::{read, with_query};
use crate::reactive::{Memo, memo};
use crate::routes::Route;
use crate::ui::{
    El, Icon, IconName, Menu, MenuItem, MenuSeparator, Row, Status, VisuallyHidden, el, live, nothing, view,
};

stylance::import_style!(style, "sidebar.module.css");

/// How many projects are listed, and how many of them for having been visited last.
const SHOWN: usize = 12;
const RECENT: usize = 4;
/// More environments than this can be searched.
const LONG: usize = 15;

/// The navigation at the left.
#[component]
pub fn Sidebar() -> impl IntoView {
    let place = Place::expect();
    let visits = Visits::expect();
    let route = place.route;
    let organization = move || place.organization_id.get();
    let projects = read::<ListSubscriptions>(move || organization().map(|id| ListSubscriptions::path(&id)));
    // Pinned ones first, then those visited last, then the organization's: each once, and the current one always.
    let all = memo(move || {
        let mut own = visits.with(|remembered| remembered.of_projects(RECENT));
        let data = projects.data();
        let items = data.iter().flat_map(|page| page.items());
        let named = items.filter_map(|subscription| {
            let id = subscription.project_id()?.to_owned();
            Some((id.clone(), subscription.project_title().map_or(id, str::to_owned)))
        });
        let named: Vec<_> = named.collect();
        // Of what is not on this page of the list it is not known that another organization has it.
        if data.is_some_and(|page| page.next().is_none()) {
            own.retain(|visited| named.iter().any(|(id, _)| *id == visited.0));
        }
        let mut all: Vec<(String, String)> = Vec::new();
        for (id, title) in own.into_iter().chain(named) {
            if !all.iter().any(|(known, _)| *known == id) {
                all.push((id, title));
            }
        }
        all
    });
    let listed = memo(move || {
        let mut listed = all.get();
        let current = place.project_id.get();
        let is_current = |(id, _): &(String, String)| current.as_ref() == Some(id);
        let own = listed.iter().find(|entry| is_current(entry)).cloned();
        listed.truncate(SHOWN);
        if let Some(current) = current.clone()
            && !listed.iter().any(is_current)
            // One that cannot be found is none.
            && (own.is_some() || place.project.error().is_none_or(|error| !error.is(404)))
        {
            listed.push(own.unwrap_or_else(|| (current, place.project_title())));
        }
        listed
    });
    let more = move || {
        let hidden = all.with(Vec::len).saturating_sub(SHOWN);
        let goes_on = projects.raw().is_some_and(|raw| Links::of(&raw).href(Relation::NEXT).is_some());
        match organization().filter(|_| hidden > 0 || goes_on) {
            Some(organization) => {
                let words = if goes_on { "More projects".to_owned() } else { format!("{hidden} more") };
                let href = Route::Organization { organization }.path();
                el("li").el(el("a").class(style::more).attr("href", href).text(words)).into_any()
            }
            None => nothing(),
        }
    };
    let link = move |target: Route, icon: IconName, label: &'static str| {
        let href = target.path();
        let link = el("a")
            .class(style::link)
            .attr("href", href)
            .attr_fn("aria-current", move || (route.get() == target).then_some("page"))
            .child(view! { <Icon name=icon /> }.into_any())
            .text(label);
        el("li").el(link).into_any()
    };
    let of_organization = move || match organization() {
        Some(organization) => link(Route::Organization { organization }, IconName::PROJECT, "Projects"),
        None => ().into_any(),
    };
    let entries = move || {
        // An entry stays when its title becomes known: what is read for it would be asked for twice.
        let entry = |(id, _): (String, String)| {
            Row::new(id.clone(), move || project_entry(place, id.clone(), title_in(listed, id)))
        };
        listed.get().into_iter().map(entry).collect()
    };
    let list = el("ul")
        .class(style::list)
        .child(link(Route::Home, IconName::HOME, "Home"))
        .child(link(Route::Organizations, IconName::ORGANIZATION, "Organizations"))
        .child(link(Route::Projects, IconName::FOLDER, "All projects"))
        .child_fn(of_organization)
        .each(entries)
        .child_fn(more);
    el("nav")
        .class(style::nav)
        .attr("aria-label", "Main")
        .el(el("div").class(style::switcher).child(view! { <OrganizationSwitcher /> }.into_any()))
        .el(list)
        .into_any()
}

/// The title that a list has for an id.
fn title_in(listed: Memo<Vec<(String, String)>>, id: String) -> Signal<String> {
    Signal::derive(move || {
        let title = listed.with(|all| all.iter().find(|(known, _)| *known == id).map(|(_, title)| title.clone()));
        title.unwrap_or_else(|| id.clone())
    })
}

/// A link to a project or environment: the page itself, or what the page is about. Its title is in full on hover, where it
/// is cut.
fn entry_link(class: &'static str, title: Signal<String>, target: Route, is_about: Signal<bool>) -> El {
    let place = Place::expect();
    let href = target.path();
    let current = move || is_about.get().then_some(if place.route.get() == target { "page" } else { "true" });
    el("a").class(class).attr("href", href).attr_fn("aria-current", current).attr("title", title).show(title)
}

/// One project; the one on the page with its environments.
fn project_entry(place: Place, id: String, title: Signal<String>) -> AnyView {
    let target = Route::Project { project: id.clone() };
    let project = StoredValue::new(id);
    let is_open = memo(move || place.project_id.get().as_deref() == Some(&*project.read_value()));
    let is_about = Signal::derive(move || is_open.get() && place.environment_id.get().is_none());
    let environments = move || match is_open.get() {
        true => environment_entries(project.get_value()).view(),
        false => ().into_any(),
    };
    el("li").el(entry_link(style::sub, title, target, is_about)).child_fn(environments).into_any()
}

in_chunk! {
    /// The environments of the project on the page as a tree: production first.
    frame: quiet fn environment_entries(project: String) { environments_of(project) }
}

fn environments_of(project: String) -> AnyView {
    let (place, visits) = (Place::expect(), Visits::expect());
    let project = StoredValue::new(project);
    let typed = RwSignal::new(String::new());
    let environments =
        read::<GetListOfProjectEnvironments>(move || Some(GetListOfProjectEnvironments::path(&project.read_value())));
    let listed = memo(move || {
        let data = environments.data();
        let list = data.as_ref().map_or(&[][..], |list| list.items());
        let current = place.environment_id.get();
        let preferred = visits.with(|remembered| remembered.environments(&project.read_value()));
        let typed = typed.get();
        lines(list, &Wanted { current: current.as_deref(), preferred: &preferred, typed: &typed })
    });
    let entries = move || {
        let entry = |line: &Line| {
            let key = format!("{}\n{}\n{}\n{}", line.id, line.title, line.status, line.depth);
            let line = line.clone();
            Row::new(key, move || entry(place, project, line))
        };
        listed.with(|(lines, _)| lines.iter().map(entry).collect())
    };
    let is_long = memo(move || environments.data().is_some_and(|list| list.items().len() > LONG));
    let search = move || match is_long.get() {
        true => el("input")
            .class(style::search)
            .attr("type", "search")
            .attr("aria-label", "Find an environment")
            .attr("placeholder", "Find an environment")
            .prop("value", move || typed.get().into())
            .on("input", move |event| typed.set(event_target_value(&event)))
            .into_any(),
        false => nothing(),
    };
    let more = move || match listed.with(|(_, more)| *more) {
        0 => nothing(),
        more => {
            let href = Route::Environments { project: project.get_value() }.path();
            el("a").class(style::more).attr("href", href).text(format!("{more} more")).into_any()
        }
    };
    el("div")
        .class(style::tree)
        .child_fn(search)
        .child(el("ul").class(style::environments).attr("aria-label", "Environments").each(entries))
        .child_fn(more)
        .into_any()
}

fn entry(place: Place, project: StoredValue<String>, line: Line) -> AnyView {
    let Line { id, title, depth, status, tone } = line;
    let target = Route::Environment { project: project.get_value(), environment: id.clone() };
    let is_about = Signal::derive(move || place.environment_id.get().as_deref() == Some(&id));
    let shape = view! { <Status text=String::new() tone=tone /> };
    // The words after it say it to those who do not see it.
    let state = el("span").class(style::state).attr("title", status.clone()).attr("aria-hidden", "true").child(shape);
    let word = view! { <VisuallyHidden>{format!("({status})")}</VisuallyHidden> };
    let link = entry_link(style::environment, Signal::stored(title), target, is_about).el(state).child(word);
    el("li").style("--depth", move || depth.to_string()).el(link).into_any()
}

/// Goes to another organization.
#[component]
fn OrganizationSwitcher() -> impl IntoView {
    let place = Place::expect();
    let organizations = read::<ListOrganizations>(|| {
        Some(with_query(&ListOrganizations::path(), [("page[size]", "50".to_owned()), ("sort", "name".to_owned())]))
    });
    let label = Signal::derive(move || {
        let label = place.organization_label();
        if label.is_empty() { "Wheelhouse".to_owned() } else { label }
    });
    let items = move || {
        let data = organizations.data();
        let item = |organization: &Organization| {
            let id = organization.id()?.to_owned();
            let label = organization.label().or(organization.name()).unwrap_or(&id).to_owned();
            let target = Route::Organization { organization: id.clone() }.path();
            let current = Signal::derive(move || place.organization_id.get().as_deref() == Some(&id));
            Some(view! { <MenuItem label=label href=target current=current /> }.into_any())
        };
        data.iter().flat_map(|page| page.items()).filter_map(item).collect::<Vec<_>>().into_any()
    };
    let content = move || {
        vec![
            live(items),
            view! { <MenuSeparator /> }.into_any(),
            view! { <MenuItem label="All organizations" href=Route::Organizations.path() /> }.into_any(),
        ]
        .into_any()
    };
    view! {
        <Menu label="Switch organization or project" text=label align_start=true>
            {content()}
        </Menu>
    }
}
