//! All access as lines of a file.

use super::super::Type;
use super::index::{Access, Grant, Source, Subject};
use super::{Facts, Index};

/// What stands above the lines.
pub const TITLES: &[&str] =
    &["Person", "User ID", "Project", "Project ID", "Production", "Staging", "Development", "Granted by"];

/// A line for everybody who has anything in a project, whether or not anything else is known of them.
///
/// # Errors
/// What is still missing: half a list would say of the other half that they have no access.
pub fn lines(facts: &Facts, name: &dyn Fn(&Subject) -> String) -> Result<Vec<Vec<String>>, String> {
    if let Some(failure) = facts.failures().into_iter().next() {
        return Err(format!("Some of it couldn’t be read. {failure}"));
    }
    if facts.awaited() > 0 {
        return Err("It’s still being read.".to_owned());
    }
    let index = Index::of(facts);
    let mut lines = Vec::new();
    for subject in index.subjects() {
        for (at, project) in facts.projects.iter().enumerate() {
            let access = index.access(subject, at);
            if let Some(lack) = access.lacks.first() {
                return Err(lack.words());
            }
            if access.grants.is_empty() {
                continue;
            }
            let id = match subject {
                Subject::Person(id) => id.clone(),
                Subject::Invited(_) => String::new(),
            };
            let mut line = vec![name(subject), id, project.title.clone(), project.id.clone()];
            line.extend(Type::ALL.iter().map(|kind| access.on(*kind).word()));
            line.push(sources(&access));
            lines.push(line);
        }
    }
    Ok(lines)
}

fn sources(access: &Access) -> String {
    access.grants.iter().map(Grant::words).collect::<Vec<_>>().join("; ")
}

impl Grant {
    /// Where it comes from and what it grants: "Team Editors (Staging: contributor)".
    pub fn words(&self) -> String {
        let held = self.permissions.words();
        match &self.source {
            Source::Owner => "Organization owner".to_owned(),
            Source::Organization => "Organization admin".to_owned(),
            Source::Direct => format!("Project access ({held})"),
            Source::Team(_, label) => format!("Team {label} ({held})"),
            Source::Invitation => format!("Pending invitation ({held})"),
        }
    }
}
