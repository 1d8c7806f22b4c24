//! What is known of one node of a deployment, and of the deployment as a whole.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::resource::{Named, object};
use wheelhouse_contract::sections::deployments::{Container, Cron, Deployment, Mount, RuntimeOperation};
use wheelhouse_contract::sections::routes::Route as SiteRoute;

use super::graph::{Graph, Node, Thing};
use super::schedule;
use crate::components::{exact_or, facts, facts_of, mebibytes, or_unknown, yes_no};
use crate::layouts::Place;
use crate::routes::{At, AtKept, Route};
use crate::text::sentence;
use crate::ui::{Copyable, Section, breakable, el, nothing, view, views};

stylance::import_style!(style, "facts.module.css");

type Facts = Vec<(&'static str, AnyView)>;

/// A size in the API's letters; without one the plan decides.
pub fn size_of(container: &Container) -> String {
    match container.size() {
        Some("AUTO") => "From the plan".to_owned(),
        size => or_unknown(size),
    }
}

/// A name that shows the facts of what it names.
pub fn choose_button(name: String, key: String, choose: Callback<String>) -> AnyView {
    el("button")
        .class(style::choose)
        .attr("type", "button")
        .on("click", move |_| choose.run(key.clone()))
        .children(breakable(&name))
        .into_any()
}

/// The facts of one node.
pub fn facts(place: Place, graph: &Graph, at: usize, choose: Callback<String>) -> AnyView {
    let Some(node) = graph.nodes.get(at) else { return nothing() };
    let thing = &node.thing;
    let mut facts: Facts = facts![("Kind", thing.word())];
    let mut parts = Vec::new();
    match thing {
        Thing::Route(route) => facts.extend(of_route(place, route)),
        Thing::Missing(_) => {
            let why = "Referenced, but not part of this deployment. Connections to it fail.";
            parts.push(el("p").class("muted").text(why).into_any());
        }
        thing => {
            if let Some(container) = thing.container() {
                facts.extend(of_container(container));
                parts.extend(parts_of(place, container));
            }
        }
    }
    for (label, others) in [("Connects to", graph.targets(at)), ("Used by", graph.sources(at))] {
        if !others.is_empty() {
            facts.push((label, neighbours(others, choose)));
        }
    }
    let content = std::iter::once(facts_of(facts)).chain(parts).collect::<Vec<_>>().into_any();
    view! { <Section title=thing.name().to_owned()>{content}</Section> }
}

fn neighbours(others: Vec<(&Node, &str)>, choose: Callback<String>) -> AnyView {
    let line = |(other, label): (&Node, &str)| {
        let name = choose_button(other.thing.name().to_owned(), other.thing.key(), choose);
        let label = (!label.is_empty()).then(|| muted(label.to_owned()));
        vec![name].into_iter().chain(label).collect::<Vec<_>>().into_any()
    };
    lines(others.into_iter().map(line))
}

fn of_route(place: Place, route: &SiteRoute) -> Facts {
    let to = route.upstream().or(route.to());
    let mut facts: Facts = facts![
        ("Type", or_unknown(route.kind().map(sentence).as_deref())),
        ("Destination", mono(or_unknown(to))),
        ("Primary", yes_no(route.primary())),
        ("In production", mono(or_unknown(route.production_url()))),
    ];
    facts.extend(route.id().map(|id| ("ID", mono(id.to_owned()))));
    let (project, environment) = ids(place);
    let all = Route::EnvironmentRoutes { project, environment, at: At::List }.path();
    facts.push(("Settings", el("a").attr("href", all).text("Routes of this environment").into_any()));
    facts
}

fn of_container(container: &Named<Container>) -> Facts {
    let count = |count: Option<i64>| or_unknown(count.map(|count| count.to_string()).as_deref());
    let mut facts: Facts = facts![
        ("Type", mono(or_unknown(container.kind()))),
        ("Size", size_of(container)),
        ("Instances", count(container.instance_count())),
        ("Disk", container.disk().map_or_else(|| "None".to_owned(), mebibytes)),
    ];
    let mut more = |label, text: Option<String>| facts.extend(text.map(|text| (label, mono(text))));
    more("Container profile", container.container_profile().map(str::to_owned));
    more("Profile size", container.profile_size().map(str::to_owned));
    more("Memory", container.base_memory().map(mebibytes));
    more("Code of", container.application().map(str::to_owned));
    more("Folder", container.app_dir().map(str::to_owned));
    more("Start command", container.start_command().or(container.worker_command()).map(str::to_owned));
    let own = object(container.raw(), "variables").into_iter().flatten();
    let own: usize = own.map(|(_, of_prefix)| of_prefix.as_object().map_or(1, serde_json::Map::len)).sum();
    if own > 0 {
        facts.push(("Own variables", own.to_string().into_any()));
    }
    facts
}

/// What a container has several of, each under its heading.
fn parts_of(place: Place, container: &Named<Container>) -> Vec<AnyView> {
    let (mounts, crons, operations) = (container.mounts(), container.crons(), container.operations());
    let zone = container.timezone().unwrap_or("UTC").to_owned();
    let mut parts = Vec::new();
    let mut part = |title: &'static str, views: Vec<AnyView>| {
        if !views.is_empty() {
            parts.push(titled(title, lines(views.into_iter())));
        }
    };
    part("Mounts", mounts.iter().map(mount).collect());
    part("Crons", crons.iter().map(|cron| scheduled(cron, &zone)).collect());
    part("Operations", operations.iter().map(|own| operation(place, &container.name, own)).collect());
    for (title, script) in [
        ("Build hook", container.build_hook()),
        ("Deploy hook", container.deploy_hook()),
        ("Post-deploy hook", container.post_deploy_hook()),
    ] {
        if let Some(script) = script.filter(|script| !script.trim().is_empty()) {
            let code = el("code").text(script.trim_end().to_owned());
            parts.push(titled(title, el("pre").class(style::block).attr("tabindex", "0").child(code).into_any()));
        }
    }
    parts
}

fn mount(mount: &Named<Mount>) -> AnyView {
    let folder = mount.source_path().filter(|path| !path.is_empty()).map(|path| format!("folder {path}"));
    let of = mount.service().map(|service| format!("of {service}"));
    let from = [Some(sentence(&or_unknown(mount.source()))), of, folder];
    let from = from.into_iter().flatten().collect::<Vec<_>>().join(", ");
    views![mono(mount.name.clone()), muted(from)]
}

fn scheduled(cron: &Named<Cron>, zone: &str) -> AnyView {
    let spec = or_unknown(cron.spec());
    let words = schedule::words(&spec)
        .map(|words| if words.contains(" at ") { format!("{words} ({zone})") } else { words }.into_any());
    let command = cron.start().map(|command| mono(command.to_owned()));
    let all =
        [Some(mono(cron.name.clone())), words, Some(el("span").class("muted mono").text(spec).into_any()), command];
    all.into_iter().flatten().collect::<Vec<_>>().into_any()
}

fn operation(place: Place, service: &str, operation: &Named<RuntimeOperation>) -> AnyView {
    let (project, environment) = ids(place);
    let name = operation.name.clone();
    let route = Route::RuntimeOperation { project, environment, service: service.to_owned(), operation: name.clone() };
    let link = el("a").class("mono").attr("href", route.path()).text(format!("Run {name}"));
    views![link, mono(or_unknown(operation.start()))]
}

/// What holds for the deployment as a whole.
pub fn of_deployment(place: Place, deployment: &Deployment) -> AnyView {
    let (project, environment) = ids(place);
    let variables = Route::EnvironmentVariables { project, environment, at: AtKept::List }.path();
    let variables =
        el("a").attr("href", variables).text(format!("{} as deployed", deployment.variables().len())).into_any();
    let fingerprint = deployment.fingerprint().map(|text| {
        let text = text.to_owned();
        view! { <Copyable text=text label="Copy fingerprint" /> }
    });
    let facts = facts![
        ("Deployed", exact_or("Unknown", deployment.updated_at().or(deployment.created_at()))),
        ("Branch", mono(or_unknown(deployment.environment_reference()))),
        ("Cluster", mono(or_unknown(deployment.cluster_name()))),
        ("Target", mono(or_unknown(deployment.deployment_target()))),
        ("Variables", variables),
        ("Outgoing email", yes_no(deployment.enable_smtp())),
        ("Hidden from search engines", yes_no(deployment.restrict_robots())),
        ("Fingerprint", fingerprint.unwrap_or_else(|| "Unknown".into_any())),
    ];
    view! { <Section title="This deployment">{facts_of(facts)}</Section> }
}

fn ids(place: Place) -> (String, String) {
    let id = |id: Option<String>| id.unwrap_or_default();
    (id(place.project_id.get_untracked()), id(place.environment_id.get_untracked()))
}

fn titled(title: &'static str, content: AnyView) -> AnyView {
    el("div").class("stack-tight").child(el("h3").text(title)).child(content).into_any()
}

fn lines(views: impl Iterator<Item = AnyView>) -> AnyView {
    let line = |view: AnyView| el("li").class(style::line).child(view).into_any();
    el("ul").class(style::lines).children(views.map(line)).into_any()
}

fn mono(text: String) -> AnyView {
    el("span").class("mono").text(text).into_any()
}

fn muted(text: String) -> AnyView {
    el("span").class("muted").text(text).into_any()
}
