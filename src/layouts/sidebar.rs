//! Where one is: the organization, its projects, and the project's environments.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{Environment, GetListOfProjectEnvironments};
use wheelhouse_contract::sections::organizations::{ListOrganizations, Organization};
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;

use super::Place;
use crate::chunk::in_chunk;
use crate::components::sorted;
use crate::data::{read, with_query};
use crate::reactive::{Memo, memo};
use crate::routes::Route;
use crate::ui::{El, Icon, IconName, Menu, MenuItem, MenuSeparator, Row, el, live};

stylance::import_style!(style, "sidebar.module.css");

/// How many projects or environments are listed before "All …".
const SHOWN: usize = 12;

/// The navigation at the left.
#[component]
pub fn Sidebar() -> impl IntoView {
    let place = Place::expect();
    let route = place.route;
    let organization = move || place.organization_id.get();
    let projects = read::<ListSubscriptions>(move || organization().map(|id| ListSubscriptions::path(&id)));
    let listed = memo(move || {
        let data = projects.data();
        let items = data.iter().flat_map(|page| page.items());
        let named = items.filter_map(|subscription| {
            let id = subscription.project_id()?.to_owned();
            Some((id.clone(), subscription.project_title().map_or(id, str::to_owned)))
        });
        let mut named: Vec<(String, String)> = named.take(SHOWN).collect();
        // The project on the page is always among them.
        if let Some(current) = place.project_id.get()
            && !named.iter().any(|(id, _)| *id == current)
        {
            named.push((current, place.project_title()));
        }
        named
    });
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
        .child(link(Route::Organizations, IconName::ORGANIZATION, "Organizations"))
        .child(link(Route::Projects, IconName::FOLDER, "All projects"))
        .child_fn(of_organization)
        .each(entries);
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

/// A link to a project or environment: the page itself, or what the page is about.
fn entry_link(class: &'static str, title: Signal<String>, target: Route, is_about: Signal<bool>) -> El {
    let place = Place::expect();
    let href = target.path();
    let current = move || is_about.get().then_some(if place.route.get() == target { "page" } else { "true" });
    el("a").class(class).attr("href", href).attr_fn("aria-current", current).show(title)
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
    /// The environments of the project on the page: production first, those that do not run left out.
    scope: quiet fn environment_entries(project: String) { environments_of(project) }
}

fn environments_of(project: String) -> AnyView {
    let place = Place::expect();
    let project = StoredValue::new(project);
    let environments =
        read::<GetListOfProjectEnvironments>(move || Some(GetListOfProjectEnvironments::path(&project.read_value())));
    let listed = memo(move || {
        let data = environments.data();
        let listed = data.iter().flat_map(|list| list.items()).filter(|environment| {
            let on_page = place.environment_id.get().as_deref() == environment.id();
            environment.id().is_some() && (on_page || environment.status() != Some("inactive"))
        });
        let rank = |environment: &Environment| match environment.kind() {
            Some("production") => 0,
            Some("staging") => 1,
            _ => 2,
        };
        let mut listed = sorted(listed.cloned().collect(), |e| format!("{}\n{}\n{}", rank(e), title(e), id(e)));
        listed.truncate(SHOWN);
        listed.iter().map(|environment| (id(environment), title(environment))).collect::<Vec<_>>()
    });
    let entries = move || {
        let entry = |(id, title): (String, String)| {
            let key = format!("{id}\n{title}");
            Row::new(key, move || {
                let target = Route::Environment { project: project.get_value(), environment: id.clone() };
                let is_about = Signal::derive(move || place.environment_id.get().as_deref() == Some(&id));
                el("li").el(entry_link(style::environment, Signal::stored(title), target, is_about)).into_any()
            })
        };
        listed.get().into_iter().map(entry).collect()
    };
    el("ul").class(style::environments).each(entries).into_any()
}

fn id(environment: &Environment) -> String {
    environment.id().unwrap_or_default().to_owned()
}

fn title(environment: &Environment) -> String {
    environment.title().or(environment.name()).map_or_else(|| id(environment), str::to_owned)
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
