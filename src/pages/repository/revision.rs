//! A state of the repository that the address names.

use leptos::prelude::*;
use wheelhouse_contract::sections::repository::{Commit, GetACommitObject, GetARefObject, Ref};

use crate::components::short_commit;
use crate::data::{AnyRead, Read, read};
use crate::reactive::{Memo, memo};
use crate::routes::Route;

/// A commit by its id, or the one that a ref is at now.
#[derive(Clone, Copy)]
pub struct Revision {
    names: StoredValue<(String, String)>,
    /// The id of the commit, once it is known.
    pub id: Memo<Option<String>>,
    pub commit: Read<Commit>,
    reference: Read<Ref>,
}

impl Revision {
    /// Reads the commit of this id or ref.
    pub fn read(project: String, name: String) -> Self {
        let names = StoredValue::new((project, name));
        let reference = read::<GetARefObject>(move || {
            names.with_value(|(project, name)| (!is_id(name)).then(|| GetARefObject::path(project, name)))
        });
        let id = memo(move || {
            let named = names.with_value(|(_, name)| is_id(name).then(|| name.clone()));
            named.or_else(|| reference.data()?.sha().map(str::to_owned))
        });
        let commit = read::<GetACommitObject>(move || {
            let id = id.get()?;
            Some(names.with_value(|(project, _)| GetACommitObject::path(project, &id)))
        });
        Self { names, id, commit, reference }
    }

    /// The reads of the commit, in order.
    pub fn chain(self) -> Vec<AnyRead> {
        vec![*self.reference, *self.commit]
    }

    pub fn project(self) -> String {
        self.names.with_value(|(project, _)| project.clone())
    }

    /// The id or ref in the address.
    pub fn name(self) -> String {
        self.names.with_value(|(_, name)| name.clone())
    }

    /// As people call it: `main`, `v1.0`, or the beginning of an id.
    pub fn label(self) -> String {
        self.names.with_value(|(_, name)| if is_id(name) { short(name) } else { ref_label(name).to_owned() })
    }

    /// Whether it is another commit tomorrow.
    pub fn is_ref(self) -> bool {
        self.names.with_value(|(_, name)| !is_id(name))
    }

    /// The page of the commit.
    pub fn route(self) -> Route {
        Route::RepositoryCommit { project: self.project(), commit: self.name() }
    }

    /// The page of a commit of the same repository.
    pub fn route_of(self, commit: &str) -> Route {
        Route::RepositoryCommit { project: self.project(), commit: commit.to_owned() }
    }

    /// The page of the commits that led to it.
    pub fn history(self) -> Route {
        Route::RepositoryHistory { project: self.project(), commit: self.name() }
    }

    /// The page of a folder or file.
    pub fn path(self, steps: &[String]) -> Route {
        Route::RepositoryPath { project: self.project(), commit: self.name(), path: steps.join("/") }
    }
}

/// Whether it is the id of a commit in full, by SHA-1 or SHA-256.
fn is_id(name: &str) -> bool {
    matches!(name.len(), 40 | 64) && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The beginning of an id; a ref as it is.
pub fn short(id: &str) -> String {
    if is_id(id) { short_commit(id) } else { id.to_owned() }
}

/// What a ref is, from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefKind {
    Branch,
    PullRequest,
    Tag,
    Other,
}

impl RefKind {
    pub fn word(self) -> &'static str {
        match self {
            Self::Branch => "Branch",
            Self::PullRequest => "Pull request",
            Self::Tag => "Tag",
            Self::Other => "Ref",
        }
    }
}

/// What a ref is: `heads/main` a branch, `heads/pr-7` as well, `pull/7/head` a pull request.
pub fn ref_kind(name: &str) -> RefKind {
    match name.split('/').next() {
        Some("heads") => RefKind::Branch,
        Some("tags") => RefKind::Tag,
        Some("pull" | "merge-requests") => RefKind::PullRequest,
        _ => RefKind::Other,
    }
}

/// A ref's name as people call it.
pub fn ref_label(name: &str) -> &str {
    let label = match ref_kind(name) {
        RefKind::Branch | RefKind::Tag => name.split_once('/').map(|(_, label)| label),
        RefKind::PullRequest | RefKind::Other => None,
    };
    label.filter(|label| !label.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_told_from_a_ref() {
        let sha1 = "0123456789abcdef0123456789ABCDEF01234567";
        assert!(is_id(sha1) && is_id(&"a".repeat(64)));
        for name in ["heads/main", "", "0123abc", &"g".repeat(40), &"é".repeat(20)] {
            assert!(!is_id(name), "{name}");
        }
        assert_eq!((short(sha1), short("été")), ("0123456".to_owned(), "été".to_owned()));
    }

    #[test]
    fn refs_are_called_what_people_call_them() {
        let cases = [
            ("heads/feature/x", RefKind::Branch, "feature/x"),
            ("tags/v1.0", RefKind::Tag, "v1.0"),
            ("pull/7/head", RefKind::PullRequest, "pull/7/head"),
            ("heads/", RefKind::Branch, "heads/"),
            ("notes", RefKind::Other, "notes"),
        ];
        for (name, kind, label) in cases {
            assert_eq!((ref_kind(name), ref_label(name)), (kind, label));
        }
    }
}
