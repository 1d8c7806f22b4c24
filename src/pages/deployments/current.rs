//! The deployment of the environment in the address.

use leptos::prelude::*;
use wheelhouse_contract::sections::deployments::{
    Deployment, GetASingleEnvironmentDeployment, GetAnEnvironmentDeploymentInformation,
};

use super::facts::{facts, of_deployment};
use super::graph::Graph;
use super::picture::picture;
use super::table::table;
use crate::components::{Loaded, UrlState, data_of, use_url_state};
use crate::data::{Read, read};
use crate::layouts::Place;
use crate::reactive::{Derived, Memo, memo};
use crate::routes::Route;
use crate::text::sentence;
use crate::ui::{
    Button, ButtonLink, EmptyState, IconName, RadioGroup, Select, SelectOption, el, focus, live, nothing, unique_id,
    view, views,
};

/// What runs now; the API keeps it under this name.
const CURRENT: &str = "current";

/// What runs in an environment.
pub fn page(project: String, environment: String) -> AnyView {
    let place = Place::expect();
    let (project, environment) = (project.as_str(), environment.as_str());
    let which = use_url_state("deployment", &["node"]);
    let wanted = which.signal();
    let inactive = memo(move || place.environment.data().is_some_and(|e| e.status() == Some("inactive")));
    let all = GetAnEnvironmentDeploymentInformation::path(project, environment);
    let all = read::<GetAnEnvironmentDeploymentInformation>(move || (!inactive.get()).then(|| all.clone()));
    let ids = StoredValue::new((project.to_owned(), environment.to_owned()));
    let one = read::<GetASingleEnvironmentDeployment>(move || {
        let wanted = Some(wanted.get()).filter(|id| !id.is_empty()).unwrap_or_else(|| CURRENT.to_owned());
        let path = || ids.with_value(|(p, e)| GetASingleEnvironmentDeployment::path(p, e, &wanted));
        (!inactive.get()).then(path)
    });
    let others = memo(move || {
        let all = all.data();
        let ids = all.iter().flat_map(|all| all.items()).filter_map(|deployment| deployment.id().map(str::to_owned));
        ids.collect::<Vec<_>>()
    });
    let choice = choice(which.clone(), others);
    let none = memo(move || {
        let is_missing = one.error().is_some_and(|error| error.is(404));
        match (inactive.get(), is_missing, wanted.with(String::is_empty)) {
            (true, ..) => Some(Nothing::Inactive),
            (false, true, true) => Some(Nothing::NotYet),
            (false, true, false) => Some(Nothing::Gone),
            (false, false, _) => None,
        }
    });
    let body = move || {
        if let Some(why) = none.get() {
            let (project, environment) = ids.get_value();
            return empty(why, Route::Environment { project, environment }, which.clone());
        }
        let (ready, error, loading, retry) = data_of(one);
        let content = move || content(place, one);
        view! {
            <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading deployment">
                {content()}
            </Loaded>
        }
    };
    el("div").class("stack").child(choice).child_fn(body).into_any()
}

/// Chooses among what runs and what is about to, where there are several.
fn choice(which: UrlState, ids: Memo<Vec<String>>) -> AnyView {
    let several = memo(move || ids.with(|ids| ids.len() > 1 || ids.first().is_some_and(|id| id != CURRENT)));
    let value = which.signal();
    live(move || {
        if !several.get() {
            return nothing();
        }
        let options = move || {
            let option = |id: String| {
                let label = sentence(&id);
                SelectOption::new(if id == CURRENT { String::new() } else { id }, label)
            };
            let mut ids = ids.get();
            if !ids.iter().any(|id| id == CURRENT) {
                ids.insert(0, CURRENT.to_owned());
            }
            ids.into_iter().map(option).collect::<Vec<_>>()
        };
        let which = which.clone();
        let choose = move |id: String| which.push(id);
        let select = view! { <Select label="Deployment" value=value options=Derived::new(options) on_change=choose /> };
        el("div").class("row").child(el("span").class("muted").text("Deployment")).child(select).into_any()
    })
}

/// Why there is no deployment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nothing {
    Inactive,
    NotYet,
    /// It was there, or was named by somebody.
    Gone,
}

fn empty(why: Nothing, overview: Route, which: UrlState) -> AnyView {
    let (title, text) = match why {
        Nothing::Inactive => ("Nothing runs here", "The environment is inactive. Activating deploys it."),
        Nothing::NotYet => ("Not deployed yet", "It appears here after the first deployment."),
        Nothing::Gone => ("This deployment no longer exists", "It may be live already."),
    };
    let actions = move || match why {
        Nothing::Inactive | Nothing::NotYet => {
            view! { <ButtonLink href=overview.path()>"Go to the overview"</ButtonLink> }
        }
        Nothing::Gone => {
            let which = which.clone();
            view! { <Button on_click=move || which.push(String::new())>"Show current deployment"</Button> }
        }
    };
    view! { <EmptyState icon=IconName::DEPLOY title=title text=text actions=actions /> }
}

fn content(place: Place, one: Read<Deployment>) -> AnyView {
    let view = use_url_state("view", &[]);
    let node = use_url_state("node", &[]);
    let (shown, chosen) = (view.signal(), node.signal());
    let graph = memo(move || one.data().map(|deployment| Graph::of(&deployment)).unwrap_or_default());
    let panel = unique_id("facts");
    let choose = Callback::new({
        let node = node.clone();
        move |key: String| node.replace(key)
    });
    // From the table the way to the facts is long.
    let open = Callback::new({
        let panel = panel.clone();
        move |key: String| {
            choose.run(key);
            focus(&panel);
        }
    });
    let is_table = memo(move || shown.with(|view| view == "table"));
    let options = vec![SelectOption::new("", "Diagram"), SelectOption::new("table", "Table")];
    let switch = view! {
        <RadioGroup
            legend="View"
            hide_legend=true
            segmented=true
            value=Signal::derive(move || if is_table.get() { "table" } else { "" }.to_owned())
            options=options
            on_change=move |chosen: String| view.push(chosen)
        />
    };
    let overall = move || match (graph.with(|graph| graph.nodes.is_empty()), is_table.get()) {
        (true, _) => view! {
            <EmptyState
                icon=IconName::DEPLOY
                title="No applications"
                text="This deployment has no applications, services or routes. They’re defined in the repository’s \
                    configuration files."
            />
        },
        (false, true) => table(graph, open),
        (false, false) => graph.with(|graph| picture(graph, chosen, choose)),
    };
    let about = move || {
        let found = chosen.with(|chosen| graph.with(|graph| graph.find_key(chosen)));
        found.map_or_else(nothing, |at| graph.with(|graph| facts(place, graph, at, choose)))
    };
    let said = move || {
        let name = chosen
            .with(|chosen| graph.with(|graph| Some(graph.nodes.get(graph.find_key(chosen)?)?.thing.name().to_owned())));
        name.map(|name| format!("Details of {name} are shown below.")).unwrap_or_default()
    };
    let whole = move || one.data().map_or_else(nothing, |deployment| of_deployment(place, &deployment));
    views![
        el("div").class("row").child(switch),
        live(overall),
        el("p").class("visually-hidden").attr("role", "status").show(Signal::derive(said)),
        el("div").attr("id", panel).attr("tabindex", "-1").child_fn(about),
        live(whole)
    ]
}
