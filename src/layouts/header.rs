//! The header of an organization, a project or an environment, above every page below it: its name, its state and its
//! tabs.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::environment::Environment;

use super::Place;
use super::place::subject;
use super::scope_actions::{Environments, Offer, Run, ScopeAction, ScopeActions, environments, production};
use super::visits::Pin;
use crate::chunk::in_chunk;
use crate::components::{
    Loaded, PageScope, data_of_chosen, environment_state, link_unless, plan_name, project_status, subscription_status,
};
use crate::reactive::{Derived, memo};
use crate::routes::{Route, Scope, Section, tabs_of};
use crate::ui::{
    Badge, Button, ButtonKind, Copyable, Icon, IconName, Menu, MenuItem, Status, Tab, Tabs, Tone, VisuallyHidden, el,
    live, nothing, view,
};

stylance::import_style!(style, "header.module.css");

/// The header of what the page is about; nothing where that is not one thing. Where it can't be read, there is the one
/// error of the page.
pub(super) fn header(place: Place) -> AnyView {
    let PageScope(scope) = PageScope::expect();
    live(move || {
        let scope = scope.get();
        let label = match scope {
            Scope::Everything => return ().into_any(),
            Scope::Account => "Loading account",
            Scope::Organization => "Loading organization",
            Scope::Project => "Loading project",
            Scope::Environment => "Loading environment",
        };
        let (ready, error, loading, retry) = data_of_chosen(move || subject(place));
        let loaded = view! {
            <Loaded ready=ready error=error loading=loading on_retry=retry label=label>
                {shown(scope).view()}
            </Loaded>
        };
        el("header")
            .class(style::header)
            .attr("data-tabs", has_tabs(scope).then_some(""))
            .child(loaded.into_any())
            .into_any()
    })
}

in_chunk! {
    scope: quiet fn shown(scope: Scope) {
        let place = Place::expect();
        let environments = environments(place);
        let head = el("div").class(style::head).child(identity(place, scope, environments));
        vec![head.child(actions(scope).view()).into_any(), tabs(place, scope)].into_any()
    }
}

in_chunk! {
    /// What can be done: it may come a moment after the name.
    frame: quiet fn actions(scope: Scope) {
        let place = Place::expect();
        offered(place, scope, environments(place))
    }
}

/// The first few as buttons, the rest in a menu.
fn offered(place: Place, scope: Scope, environments: Environments) -> AnyView {
    let offer = memo(move || Offer::now(place));
    // Drawn again only when it offers something else: one may be at work, or ask.
    live(move || {
        let offer = offer.get();
        place.route.track();
        untrack(|| {
            let actions = ScopeActions::of(place, scope, &offer, environments);
            place.actions.set(actions.all().to_vec());
            on_cleanup(move || {
                place.actions.try_set(Vec::new());
            });
            buttons(place, actions)
        })
    })
}

fn buttons(place: Place, actions: ScopeActions) -> AnyView {
    let (beside, rest) = actions.split();
    let mut parts: Vec<AnyView> = beside.iter().map(button).collect();
    let rest = rest.to_vec();
    let pinned = Pin::of(place);
    if !rest.is_empty() || pinned.is_some() {
        let items = move || {
            let pin = pinned.clone().map(|pin| {
                let (label, icon) = if pin.is_set() { ("Unpin", IconName::CROSS) } else { ("Pin", IconName::PLUS) };
                view! { <MenuItem label=label icon=icon on_select=move || pin.clone().toggle() /> }
            });
            pin.into_iter().chain(rest.iter().map(item)).collect::<Vec<_>>().into_any()
        };
        parts.push(view! { <Menu label="More actions">{items()}</Menu> });
    }
    let group = el("div").class(style::actions).attr("role", "group").attr("aria-label", "Actions").children(parts);
    group.children(actions.questions).into_any()
}

fn button(action: &ScopeAction) -> AnyView {
    let ScopeAction { label, reason, run, .. } = *action;
    let kind = if action.is_main { ButtonKind::Primary } else { ButtonKind::Secondary };
    match run {
        Run::Go(target) => link_unless(reason, label, kind, move || target.get()),
        Run::Do(run) => view! { <Button kind=kind disabled_because=reason on_click=run>{label}</Button> },
    }
}

fn item(action: &ScopeAction) -> AnyView {
    let ScopeAction { label, icon, reason, run, .. } = *action;
    match run {
        Run::Go(target) if reason.with(Option::is_none) => {
            view! { <MenuItem label=label icon=icon href=target.get() /> }
        }
        Run::Go(_) => view! { <MenuItem label=label icon=icon disabled_because=reason /> },
        Run::Do(run) => view! { <MenuItem label=label icon=icon disabled_because=reason on_select=run /> },
    }
}

/// Its name and what is most worth knowing about it.
fn identity(place: Place, scope: Scope, environments: Environments) -> AnyView {
    let title = Signal::derive(move || match scope {
        Scope::Environment => place.environment_title(),
        Scope::Project => place.project_title(),
        Scope::Account => place.user_name(),
        _ => place.organization_label(),
    });
    // A page has one main heading: its own, or else the name of what it is about.
    let is_heading = memo(move || place.route.with(Route::is_tab));
    let name = move || {
        let name = if is_heading.get() { el("h1").attr("tabindex", "-1") } else { el("p") };
        name.class(style::name).show(title).into_any()
    };
    el("div").class(style::identity).child_fn(name).child(meta(place, scope, environments)).into_any()
}

fn meta(place: Place, scope: Scope, environments: Environments) -> AnyView {
    let parts = match scope {
        Scope::Environment => {
            let kind = move || place.environment.data().and_then(|e| e.kind().map(str::to_owned)).unwrap_or_default();
            let id = Signal::derive(move || place.environment_id.get().unwrap_or_default());
            // What its title says already is read once.
            let unless_title = move |says: Signal<String>, part: AnyView| {
                let is_title = move || says.get().eq_ignore_ascii_case(&place.environment_title());
                el("span").flag("hidden", is_title).child(part).into_any()
            };
            let kind = Signal::derive(kind);
            vec![
                environment_state(place.project_id, place.environment),
                unless_title(kind, view! { <Badge text=kind /> }.into_any()),
                unless_title(id, view! { <Copyable text=id label="Copy environment ID" /> }.into_any()),
                visit(move || place.environment.data().and_then(|environment| site(&environment))),
            ]
        }
        Scope::Project => {
            let status =
                move || place.project.data().map_or_else(Default::default, |p| project_status(p.status_code()));
            let id = Signal::derive(move || place.project_id.get().unwrap_or_default());
            let named = |plan: &str| [&*plan_name(Some(plan)), " plan"].concat();
            let plan = move || place.project.data().and_then(|p| p.plan().map(named)).unwrap_or_default();
            vec![
                status_of(status),
                view! { <Badge text=Signal::derive(plan) /> }.into_any(),
                view! { <Copyable text=id label="Copy project ID" /> }.into_any(),
                visit(move || site(production(&environments.data()?)?)),
            ]
        }
        Scope::Account => {
            let email = move || place.user.data().and_then(|user| user.email().map(str::to_owned)).unwrap_or_default();
            vec![el("bdi").class("muted").show(Signal::derive(email)).into_any()]
        }
        _ => {
            let status =
                move || place.organization.data().map_or_else(Default::default, |o| subscription_status(o.status()));
            vec![status_of(status)]
        }
    };
    el("div").class(style::meta).children(parts).into_any()
}

/// The way to the site, where there is one.
fn visit(site: impl Fn() -> Option<String> + Send + Sync + 'static) -> AnyView {
    let site = memo(site);
    live(move || match site.get() {
        Some(url) => el("a")
            .class(style::visit)
            .attr("href", url)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .text("Visit site")
            .child(view! { <Icon name=IconName::EXTERNAL /> })
            .child(view! { <VisuallyHidden>" (opens in a new tab)"</VisuallyHidden> })
            .into_any(),
        None => nothing(),
    })
}

/// Where an environment answers to visitors: the first of its routes, the encrypted ones first.
fn site(environment: &Environment) -> Option<String> {
    let link = environment.raw().get("_links")?.get(Environment::ROUTES.name())?;
    let links = link.as_array().map_or(std::slice::from_ref(link), Vec::as_slice);
    let urls = || links.iter().filter_map(|link| link.get("href")?.as_str());
    let url =
        urls().find(|url| url.starts_with("https://")).or_else(|| urls().find(|url| url.starts_with("http://")))?;
    Some(url.to_owned())
}

fn status_of(status: impl Fn() -> (String, Tone) + Copy + Send + Sync + 'static) -> AnyView {
    view! { <Status text=Signal::derive(move || status().0) tone=Derived::new(move || status().1) /> }.into_any()
}

/// Whether there is more than one page to choose from.
fn has_tabs(scope: Scope) -> bool {
    tabs_of(scope).nth(1).is_some()
}

fn tabs(place: Place, scope: Scope) -> AnyView {
    if !has_tabs(scope) {
        return ().into_any();
    }
    let label = match scope {
        Scope::Environment => "Environment",
        Scope::Project => "Project",
        Scope::Account => "Account",
        _ => "Organization",
    };
    let tabs: Vec<AnyView> = tabs_of(scope).map(|section| tab(place, section)).collect();
    view! { <Tabs label=label>{tabs.into_any()}</Tabs> }.into_any()
}

/// A tab that leads to a section, marked on each page of it.
fn tab(place: Place, section: &'static Section) -> AnyView {
    let href = Signal::derive(move || place.route.with(|route| route.path_in(section)));
    let is_within = Signal::derive(move || place.route.with(|route| route.is_in(section)));
    let is_page = Signal::derive(move || is_within.get() && place.route.with(Route::is_tab));
    view! {
        <Tab href=href current=is_page within=is_within>
            {section.label}
        </Tab>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn the_site_is_the_first_route_with_tls() {
        let found = |routes: Value| site(&Environment::new(Arc::new(json!({"_links": {"pf:routes": routes}}))));
        let href = |url: &str| json!({ "href": url });
        let urls = json!([href("http://a.example/"), href("https://b.example/"), href("https://c.example/")]);
        assert_eq!(found(urls).as_deref(), Some("https://b.example/"));
        assert_eq!(found(href("http://a.example/")).as_deref(), Some("http://a.example/"));
        // What a browser would run rather than visit is no site.
        assert_eq!(found(href("javascript:alert(1)")), None);
        assert_eq!(found(json!("none")), None);
    }
}
