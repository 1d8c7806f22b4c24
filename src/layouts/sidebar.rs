//! Where one is: the organization, its projects, and the project's environments.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;
use wheelhouse_contract::sections::organizations::ListOrganizations;
use wheelhouse_contract::sections::subscriptions::ListSubscriptions;

use super::Place;
use crate::data::{read, with_query};
use crate::routes::Route;
use crate::ui::{Icon, IconName, Menu, MenuItem, MenuSeparator, memo, shown};

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
    let here = move |target: Route| move || (route.get() == target).then_some("page");
    view! {
        <nav class=style::nav aria-label="Main">
            <div class=style::switcher>
                <OrganizationSwitcher />
            </div>
            <ul class=style::list>
                <li>
                    <a
                        class=style::link
                        href=Route::Organizations.path()
                        aria-current=here(Route::Organizations)
                    >
                        <Icon name=IconName::ORGANIZATION />
                        "Organizations"
                    </a>
                </li>
                {shown(move || {
                    organization()
                        .map(|organization| {
                            let target = Route::Organization { organization };
                            view! {
                                <li>
                                    <a class=style::link href=target.path() aria-current=here(target)>
                                        <Icon name=IconName::PROJECT />
                                        "Projects"
                                    </a>
                                </li>
                            }
                        })
                })}
                <For each=move || listed.get() key=Clone::clone let:((id, title))>
                    <ProjectEntry id=id title=title />
                </For>
            </ul>
        </nav>
    }
}

/// One project; the one on the page with its environments.
#[component]
fn ProjectEntry(id: String, title: String) -> impl IntoView {
    let place = Place::expect();
    let project = StoredValue::new(id);
    let is_open = memo(move || place.project_id.get().as_deref() == Some(&*project.read_value()));
    let target = Route::Project { project: project.get_value() };
    let href = target.path();
    let current = move || {
        let about = is_open.get() && place.environment_id.get().is_none();
        about.then_some(if place.route.get() == target { "page" } else { "true" })
    };
    view! {
        <li>
            <a class=style::sub href=href aria-current=current>
                {title}
            </a>
            {shown(move || is_open.get().then(|| view! { <EnvironmentEntries project=project.get_value() /> }))}
        </li>
    }
}

/// The environments of the project on the page: production first, those that do not run left out.
#[component]
fn EnvironmentEntries(project: String) -> impl IntoView {
    let place = Place::expect();
    let project = StoredValue::new(project);
    let environments =
        read::<GetListOfProjectEnvironments>(move || Some(GetListOfProjectEnvironments::path(&project.read_value())));
    let listed = memo(move || {
        let data = environments.data();
        let mut items: Vec<(u8, String, String)> = data
            .iter()
            .flat_map(|list| list.items())
            .filter_map(|environment| {
                let id = environment.id()?.to_owned();
                let rank = match environment.kind() {
                    Some("production") => 0,
                    Some("staging") => 1,
                    _ => 2,
                };
                let on_page = place.environment_id.get().as_deref() == Some(&id);
                let runs = environment.status() != Some("inactive");
                let title = environment.title().or(environment.name()).map_or_else(|| id.clone(), str::to_owned);
                (runs || on_page).then_some((rank, title, id))
            })
            .collect();
        items.sort();
        items.truncate(SHOWN);
        items
    });
    view! {
        <ul class=style::environments>
            <For each=move || listed.get() key=Clone::clone let:((_rank, title, id))>
                {
                    let target = Route::Environment { project: project.get_value(), environment: id.clone() };
                    let href = target.path();
                    let current = move || {
                        let here = place.environment_id.get().as_deref() == Some(&id);
                        here.then_some(if place.route.get() == target { "page" } else { "true" })
                    };
                    view! {
                        <li>
                            <a class=style::environment href=href aria-current=current>
                                {title}
                            </a>
                        </li>
                    }
                }
            </For>
        </ul>
    }
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
    view! {
        <Menu label="Switch organization or project" text=label align_start=true>
            {shown(move || {
                let data = organizations.data();
                data.iter()
                    .flat_map(|page| page.items())
                    .filter_map(|organization| {
                        let id = organization.id()?.to_owned();
                        let label = organization.label().or(organization.name()).unwrap_or(&id).to_owned();
                        let target = Route::Organization { organization: id.clone() }.path();
                        let current = move || place.organization_id.get().as_deref() == Some(&id);
                        Some(view! { <MenuItem label=label href=target current=Signal::derive(current) /> })
                    })
                    .collect_view()
            })}
            <MenuSeparator />
            <MenuItem label="All organizations" href=Route::Organizations.path() />
        </Menu>
    }
}
