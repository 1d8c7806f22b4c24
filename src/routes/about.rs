//! What is asked of a page: its section, its scope, and what its address names.

use std::ptr;

use super::at::Step;
use super::{Route, Scope, Section};

impl Route {
    /// What the page belongs to; `None` for an address that no page has.
    pub fn section(&self) -> Option<&'static Section> {
        let mut section = None;
        self.parts(&mut |parts| section = parts.line.map(|(section, _)| section));
        section
    }

    /// Whether it belongs to a section, or is reached from its tab, having none.
    pub fn is_in(&self, section: &Section) -> bool {
        let near = match self {
            Self::EnvironmentsCompare { .. } | Self::EnvironmentTypes { .. } => "Environments",
            Self::VariablesMatrix { .. } => "Variables",
            Self::ProjectSystem { .. } => "Settings",
            _ => "",
        };
        let is_near = section.scope == Scope::Project && section.label == near;
        self.section().is_some_and(|own| is_near || ptr::eq(own, section))
    }

    /// Whether it is its section's own page.
    pub fn is_section(&self) -> bool {
        let mut is_own = false;
        self.parts(&mut |parts| {
            is_own = parts.step == Step::List
                && parts
                    .line
                    .is_some_and(|(section, line)| section.lines.first().is_some_and(|first| ptr::eq(first, line)));
        });
        is_own
    }

    /// The path of the list that the page's thing is in, where that is not its section's own page.
    pub fn own_list(&self) -> Option<String> {
        let mut list = None;
        self.parts(&mut |parts| {
            if let Some((section, line)) = parts.line
                && parts.step != Step::List
                && !section.lines.first().is_some_and(|first| ptr::eq(first, line))
            {
                list = Some(parts.fill(line.path));
            }
        });
        list
    }

    /// Which of the pages of a plain resource it is.
    pub fn step(&self) -> Step {
        let mut step = Step::List;
        self.parts(&mut |parts| step = parts.step);
        step
    }

    /// Whether a form is filled on it, where it is one of the pages of a plain resource.
    pub fn has_form(&self) -> bool {
        let mut has_form = false;
        self.parts(&mut |parts| has_form = matches!(parts.step, Step::New | Step::Edit | Step::Delete));
        has_form
    }

    /// Whether something new is made on it.
    pub fn is_new(&self) -> bool {
        let mut is_new =
            matches!(self, Self::ProjectNew { .. } | Self::OrganizationNew | Self::EnvironmentBranch { .. });
        self.parts(&mut |parts| is_new |= parts.step == Step::New);
        is_new
    }

    /// Whether it is a tab of its scope.
    pub fn is_tab(&self) -> bool {
        self.is_section() && self.section().is_some_and(|section| section.is_tab)
    }

    /// What the page is about.
    pub fn scope(&self) -> Scope {
        self.section().map_or(Scope::Everything, |section| section.scope)
    }

    /// Whether it is where its scope itself is shown.
    pub fn is_of_scope(&self) -> bool {
        matches!(self, Self::Organization { .. } | Self::Project { .. } | Self::Environment { .. })
    }

    /// The value of a parameter, where this page's address has it.
    fn parameter(&self, wanted: &str) -> Option<&str> {
        let mut found = None;
        self.parts(&mut |parts| {
            let template = parts.line.map_or("", |(_, line)| line.path);
            let mut names = template.split('{').skip(1).filter_map(|part| part.split('}').next());
            let at = names.position(|name| name == wanted);
            found = at.and_then(|at| parts.values.get(at)).map(|value| value.as_str());
        });
        found
    }

    /// The project that the page is about.
    pub fn project(&self) -> Option<&str> {
        self.parameter("project")
    }

    /// The environment that the page is about.
    pub fn environment(&self) -> Option<&str> {
        self.parameter("environment")
    }

    /// The organization that the page is about, where the address names one.
    pub fn organization(&self) -> Option<&str> {
        self.parameter("organization")
    }

    /// Whether the page is there without signing in.
    pub fn is_public(&self) -> bool {
        matches!(self, Self::SignIn)
    }
}
