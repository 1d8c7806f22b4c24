//! What the table of addresses lists: tabs, sections, and the addresses themselves.

use super::at::Step;
use super::declare::Line;
use super::{Area, Route, SECTIONS, Scope, Section, lines};

/// Whether a word stands in some address itself, where an id could as well.
pub(super) fn is_word(text: &str) -> bool {
    let steps = [Step::New, Step::Edit, Step::Delete].map(|step| step.suffix(""));
    let own = lines().any(|(_, line)| line.path.split('/').any(|part| part == text));
    own || steps.iter().any(|suffix| suffix.rsplit('/').next() == Some(text))
}

/// The tabs of a scope, in their order.
pub fn tabs_of(scope: Scope) -> impl Iterator<Item = &'static Section> {
    SECTIONS.iter().filter(move |section| section.is_tab && section.scope == scope)
}

/// The pages of a scope that are there to be looked at, in the order of declaration: its tabs, and others beside them.
pub fn sections_of(scope: Scope) -> impl Iterator<Item = &'static Section> {
    let is_beside = move |section: &Section| match scope {
        Scope::Everything => section.area != Area::Entrance,
        Scope::Project => true,
        // All of an account is on its tabs. What stands beside the tabs of these is something to do.
        Scope::Account | Scope::Organization | Scope::Environment => false,
    };
    SECTIONS.iter().filter(move |section| section.scope == scope && (section.is_tab || is_beside(section)))
}

/// An address as it is declared.
pub struct Template {
    /// With its parameters in braces: `/projects/{project}/domains/{domain}/edit`.
    pub path: String,
    pub section: &'static Section,
}

/// All addresses.
pub fn templates() -> impl Iterator<Item = Template> {
    let of_line = |(section, line): (&'static Section, &'static Line)| {
        line.steps.iter().map(move |step| Template { path: line.template(*step), section })
    };
    lines().flat_map(of_line)
}

/// The pages whose addresses can be written with what the address of `route` has in it, in the order of declaration: of
/// a domain its own forms, and all that is about its project or about nothing in particular.
pub fn addressable_from(route: &Route) -> Vec<Route> {
    let mut found = Vec::new();
    route.parts(&mut |own| {
        let known = own.line.map(|(_, line)| line.template(own.step)).unwrap_or_default();
        for (_, line) in lines() {
            let is_known = |step: &&Step| {
                let template = line.template(**step);
                let last = template.rfind('}').map_or(0, |at| at.saturating_add(1));
                // A parameter of this name further back, or behind other words, is another's.
                template.get(..last).is_some_and(|needed| known.starts_with(needed))
            };
            let build = |step: &Step| (line.build)(&mut own.all_values().cloned(), *step);
            found.extend(line.steps.iter().filter(is_known).map(build));
        }
    });
    found
}
