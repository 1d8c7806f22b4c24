//! What is lost with a project.

use leptos::prelude::*;
use wheelhouse_contract::sections::domains::of_project::GetListOfProjectDomains;
use wheelhouse_contract::sections::environment::GetListOfProjectEnvironments;

use super::{counted_names, environment_title, facts_of};
use crate::data::read;
use crate::ui::live;

/// What is there to be lost with a project, as far as it can be counted.
pub fn project_losses(project: String) -> AnyView {
    let (of_environments, of_domains) =
        (GetListOfProjectEnvironments::path(&project), GetListOfProjectDomains::path(&project));
    let environments = read::<GetListOfProjectEnvironments>(move || Some(of_environments.clone()));
    let domains = read::<GetListOfProjectDomains>(move || Some(of_domains.clone()));
    let listed = |known: bool, names: Vec<String>| match (known, names.as_slice()) {
        (false, _) => "…".to_owned(),
        (true, names) => counted_names(names, None, false),
    };
    let environments = move || {
        let list = environments.data();
        let names = list.iter().flat_map(|list| list.items()).map(|e| environment_title(e).to_owned());
        listed(list.is_some(), names.collect()).into_any()
    };
    let domains = move || {
        let list = domains.data();
        let names = list.iter().flat_map(|list| list.items()).filter_map(|domain| domain.name().map(str::to_owned));
        listed(list.is_some(), names.collect()).into_any()
    };
    facts_of(vec![("Environments", live(environments)), ("Domains", live(domains))])
}
