//! From a commit to what is at a path: one request a level, each folder's from the one above it.

use std::iter::once;

use leptos::prelude::*;
use wheelhouse_contract::sections::repository::{Blob, GetABlobObject, GetATreeObject, Tree, TreeEntry};

use super::revision::Revision;
use crate::components::{EntryKind, kind_of};
use crate::data::{AnyRead, Read, read};
use crate::reactive::{Memo, memo};

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Not known yet.
    Waiting,
    /// The commit has nothing there.
    Nothing,
    Folder,
    /// A file, and its mode.
    File(String),
    /// Another repository, and the commit it is at.
    Repository(String),
}

/// A path, and what is read on the way to its end.
#[derive(Clone, Copy)]
pub struct Walk {
    pub revision: Revision,
    pub steps: StoredValue<Vec<String>>,
    /// The root, then the folder after each step.
    trees: StoredValue<Vec<Read<Tree>>>,
    pub blob: Read<Blob>,
    pub found: Memo<Found>,
}

impl Walk {
    /// Goes from the root of a commit down these steps.
    pub fn read(revision: Revision, steps: Vec<String>) -> Self {
        let trees = StoredValue::new(Vec::with_capacity(steps.len() + 1));
        let names = StoredValue::new(steps);
        let entry = move |step: usize| {
            let above: Read<Tree> = trees.with_value(|trees: &Vec<_>| trees.get(step).copied())?;
            let name = names.with_value(|steps| steps.get(step).cloned())?;
            Some(find(&above.data()?, &name))
        };
        let count = names.with_value(Vec::len);
        for level in 0..=count {
            let tree = read::<GetATreeObject>(move || {
                let id = match level.checked_sub(1) {
                    None => revision.commit.data()?.tree()?.to_owned(),
                    Some(step) => id_of(entry(step)??, EntryKind::Folder)?,
                };
                Some(GetATreeObject::path(&revision.project(), &id))
            });
            trees.update_value(|trees| trees.push(tree));
        }
        let blob = read::<GetABlobObject>(move || {
            let id = id_of(entry(count.checked_sub(1)?)??, EntryKind::File)?;
            Some(GetABlobObject::path(&revision.project(), &id))
        });
        let found = memo(move || {
            for step in 0..count {
                let Some(entry) = entry(step) else { return Found::Waiting };
                let Some(entry) = entry else { return Found::Nothing };
                let is_last = step + 1 == count;
                match kind_of(&entry) {
                    EntryKind::Folder => {}
                    EntryKind::File if is_last => {
                        let mode = entry.mode().unwrap_or_default().to_owned();
                        return if blob.is_known() { Found::File(mode) } else { Found::Waiting };
                    }
                    EntryKind::Repository if is_last => {
                        return Found::Repository(entry.sha().unwrap_or("an unknown commit").to_owned());
                    }
                    _ => return Found::Nothing,
                }
            }
            let end = trees.with_value(|trees| trees.last().is_some_and(|tree| tree.is_known()));
            if end { Found::Folder } else { Found::Waiting }
        });
        Self { revision, steps: names, trees, blob, found }
    }

    /// The folder at the end of the path; it has no answer unless there is one.
    pub fn folder(self) -> Option<Read<Tree>> {
        self.trees.with_value(|trees| trees.last().copied())
    }

    /// All that is read, in order.
    pub fn chain(self) -> Vec<AnyRead> {
        let trees = self.trees.with_value(|trees| trees.iter().map(|tree| **tree).collect::<Vec<_>>());
        self.revision.chain().into_iter().chain(trees).chain(once(*self.blob)).collect()
    }
}

fn find(tree: &Tree, name: &str) -> Option<TreeEntry> {
    tree.entries().into_iter().find(|entry| entry.path() == Some(name))
}

fn id_of(entry: TreeEntry, kind: EntryKind) -> Option<String> {
    (kind_of(&entry) == kind).then(|| entry.sha().map(str::to_owned)).flatten()
}

/// The steps of a path: empty ones lead nowhere.
pub fn steps_of(path: &str) -> Vec<String> {
    path.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect()
}

/// Where a link in a folder leads, if that is in the repository.
pub fn follow(folder: &[String], target: &str) -> Option<Vec<String>> {
    if target.is_empty() || target.starts_with('/') || target.contains('\0') {
        return None;
    }
    let mut steps = folder.to_vec();
    for step in target.split('/').filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            steps.pop()?;
        } else {
            steps.push(step.to_owned());
        }
    }
    (!steps.is_empty()).then_some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_followed_within_the_repository_only() {
        let folder = steps_of("a/b");
        assert_eq!(follow(&folder, "./c.txt"), Some(steps_of("a/b/c.txt")));
        assert_eq!(follow(&folder, "../../d//e"), Some(steps_of("d/e")));
        for outside in ["/etc/passwd", "../../../x", "../..", "", "a\0b"] {
            assert_eq!(follow(&folder, outside), None, "{outside:?}");
        }
    }
}
