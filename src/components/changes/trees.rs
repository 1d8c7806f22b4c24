//! Which files differ between two trees. Folders of the same id hold the same, and are never looked into.

use wheelhouse_contract::sections::repository::Tree;

use crate::components::{EntryKind, kind_of, mode_word};

/// What stands at a path on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    pub kind: EntryKind,
    /// As Git writes it.
    pub mode: String,
    pub id: String,
}

impl Object {
    /// What it is, where that is more than a file.
    pub fn word(&self) -> &'static str {
        match self.kind {
            EntryKind::Repository => "submodule",
            EntryKind::Folder => "folder",
            EntryKind::File | EntryKind::Unknown => match mode_word(&self.mode) {
                Some("Executable") => "executable",
                Some(_) => "symbolic link",
                None => "file",
            },
        }
    }
}

/// A folder's entries, by name.
pub type Folder = Vec<(String, Object)>;

/// What the API answers of a folder, in the order of names. An entry without a name or an id has nothing to compare.
pub fn folder_of(tree: &Tree) -> Folder {
    let entry = |entry: wheelhouse_contract::sections::repository::TreeEntry| {
        let object = Object {
            kind: kind_of(&entry),
            mode: entry.mode().unwrap_or_default().to_owned(),
            id: entry.sha()?.to_owned(),
        };
        Some((entry.path()?.to_owned(), object))
    };
    let mut folder: Folder = tree.entries().into_iter().filter_map(entry).collect();
    folder.sort_by(|one, other| one.0.cmp(&other.0));
    folder
}

/// A file that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    pub path: String,
    /// The path that the same content had before, where it moved.
    pub was: Option<String>,
    pub from: Option<Object>,
    pub to: Option<Object>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Added,
    Removed,
    Renamed,
    Changed,
}

impl Deed {
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Removed => "Removed",
            Self::Renamed => "Renamed",
            Self::Changed => "Changed",
        }
    }

    pub fn letter(self) -> &'static str {
        match self {
            Self::Added => "A",
            Self::Removed => "D",
            Self::Renamed => "R",
            Self::Changed => "M",
        }
    }
}

impl FileChange {
    pub fn deed(&self) -> Deed {
        match (&self.from, &self.to, &self.was) {
            (_, _, Some(_)) => Deed::Renamed,
            (None, ..) => Deed::Added,
            (_, None, _) => Deed::Removed,
            _ => Deed::Changed,
        }
    }

    /// What changed besides the lines: "file → executable", "symbolic link".
    pub fn note(&self) -> Option<String> {
        match (&self.from, &self.to) {
            (Some(from), Some(to)) if from.word() != to.word() => Some(format!("{} → {}", from.word(), to.word())),
            (Some(one), _) | (_, Some(one)) => Some(one.word()).filter(|word| *word != "file").map(str::to_owned),
            (None, None) => None,
        }
    }

    /// Whether there is no line to show: what it holds is the same.
    pub fn is_same_content(&self) -> bool {
        matches!((&self.from, &self.to), (Some(from), Some(to)) if from.id == to.id)
    }
}

/// Two folders at a path that are still to be compared; `None` where there is none on that side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// With a slash at its end; empty for the root.
    pub path: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// Compares the folders of a pair: what differs in them, and the folders below that have to be compared as well.
pub fn compare(path: &str, from: Folder, to: Folder) -> (Vec<FileChange>, Vec<Pair>) {
    let (mut files, mut below) = (Vec::new(), Vec::new());
    let (mut from, mut to) = (from.into_iter().peekable(), to.into_iter().peekable());
    loop {
        let (takes_from, takes_to) = match (from.peek(), to.peek()) {
            (None, None) => break,
            (Some(one), Some(other)) => (one.0 <= other.0, other.0 <= one.0),
            (one, other) => (one.is_some(), other.is_some()),
        };
        let (before, after) = (from.next_if(|_| takes_from), to.next_if(|_| takes_to));
        let Some(name) = before.as_ref().or(after.as_ref()).map(|(name, _)| name.clone()) else { break };
        let (before, after) = (before.map(|(_, object)| object), after.map(|(_, object)| object));
        if before == after {
            continue;
        }
        let folder = |object: &Option<Object>| {
            object.as_ref().filter(|object| object.kind == EntryKind::Folder).map(|object| object.id.clone())
        };
        let (old, new) = (folder(&before), folder(&after));
        if old != new {
            below.push(Pair { path: format!("{path}{name}/"), from: old, to: new });
        }
        let file = |object: Option<Object>| object.filter(|object| object.kind != EntryKind::Folder);
        let (before, after) = (file(before), file(after));
        if before.is_some() || after.is_some() {
            files.push(FileChange { path: format!("{path}{name}"), was: None, from: before, to: after });
        }
    }
    (files, below)
}

/// The files in the order of their paths; what went away and came back elsewhere with the same content was renamed.
pub fn settled(files: Vec<FileChange>) -> Vec<FileChange> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let (mut gone, mut rest): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.to.is_none());
    gone.sort_by(|one, other| one.path.cmp(&other.path));
    rest.sort_by(|one, other| one.path.cmp(&other.path));
    // One that kept its name is the likeliest to be it.
    for keeps_name in [true, false] {
        for file in rest.iter_mut().filter(|file| file.from.is_none()) {
            let Some(id) = file.to.as_ref().map(|to| &to.id) else { continue };
            let is_it = |one: &FileChange| {
                one.from.as_ref().is_some_and(|from| from.id == *id && from.kind == EntryKind::File)
                    && (!keeps_name || name(&one.path) == name(&file.path))
            };
            if let Some(at) = gone.iter().position(is_it) {
                let before = gone.remove(at);
                file.from = before.from;
                file.was = Some(before.path);
            }
        }
    }
    rest.extend(gone);
    rest.sort_by(|one, other| one.path.cmp(&other.path));
    rest
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// A file by its path: its mode and what it holds.
    type Files = BTreeMap<String, (&'static str, String)>;

    fn folder(files: &Files, path: &str) -> Folder {
        let mut found = BTreeMap::new();
        for (file, (mode, content)) in files {
            let Some(rest) = file.strip_prefix(path) else { continue };
            let object = match rest.split_once('/') {
                Some((name, _)) => (name, EntryKind::Folder, "040000", tree_id(files, &format!("{path}{name}/"))),
                None => (rest, EntryKind::File, *mode, content.clone()),
            };
            let (name, kind, mode, id) = object;
            found.insert(name.to_owned(), Object { kind, mode: mode.to_owned(), id });
        }
        found.into_iter().collect()
    }

    /// What tells the content of a folder from any other.
    fn tree_id(files: &Files, path: &str) -> String {
        let inside = files.iter().filter_map(|(file, held)| Some((file.strip_prefix(path)?, held)));
        inside.map(|(file, (mode, content))| format!("{file}:{mode}:{content};")).collect()
    }

    /// All that differs, and how many folders were read.
    fn walk(from: &Files, to: &Files) -> (Vec<FileChange>, usize) {
        let (mut found, mut read) = (Vec::new(), 0);
        let mut waiting = vec![Pair { path: String::new(), from: Some(String::new()), to: Some(String::new()) }];
        while let Some(pair) = waiting.pop() {
            read += 1;
            let side =
                |files: &Files, id: &Option<String>| id.as_ref().map(|_| folder(files, &pair.path)).unwrap_or_default();
            let (files, below) = compare(&pair.path, side(from, &pair.from), side(to, &pair.to));
            found.extend(files);
            waiting.extend(below);
        }
        (settled(found), read)
    }

    fn files(of: &[(&str, &'static str, &str)]) -> Files {
        of.iter().map(|(path, mode, content)| ((*path).to_owned(), (*mode, (*content).to_owned()))).collect()
    }

    fn said(from: &Files, to: &Files) -> Vec<String> {
        let word = |file: &FileChange| {
            let was = file.was.as_ref().map(|was| format!(" from {was}")).unwrap_or_default();
            let note = file.note().map(|note| format!(" ({note})")).unwrap_or_default();
            format!("{} {}{was}{note}", file.deed().letter(), file.path)
        };
        walk(from, to).0.iter().map(word).collect()
    }

    #[test]
    fn each_kind_of_change_is_told() {
        let from = files(&[
            ("a/kept", "100644", "1"),
            ("a/changed", "100644", "2"),
            ("gone", "100644", "3"),
            ("old/name", "100644", "4"),
            ("run.sh", "100644", "5"),
            ("link", "120000", "6"),
            ("becomes", "100644", "7"),
        ]);
        let to = files(&[
            ("a/kept", "100644", "1"),
            ("a/changed", "100644", "2b"),
            ("new", "100644", "8"),
            ("new-place/name", "100644", "4"),
            ("run.sh", "100755", "5"),
            ("link", "120000", "6b"),
            ("becomes/a-folder", "100644", "7b"),
        ]);
        assert_eq!(
            said(&from, &to),
            [
                "M a/changed",
                "D becomes",
                "A becomes/a-folder",
                "D gone",
                "M link (symbolic link)",
                "A new",
                "R new-place/name from old/name",
                "M run.sh (file → executable)",
            ]
        );
        assert!(said(&from, &from).is_empty());
    }

    #[test]
    fn folders_that_are_the_same_are_not_read() {
        let mut from = files(&[("b/c/d", "100644", "1")]);
        for number in 0..500 {
            from.insert(format!("a/{}/{number}", number % 50), ("100644", number.to_string()));
        }
        let mut to = from.clone();
        to.insert("b/c/d".to_owned(), ("100644", "2".to_owned()));
        assert_eq!(walk(&from, &to).1, 3);
    }

    #[test]
    fn of_two_that_hold_the_same_the_one_that_kept_its_name_was_moved() {
        let from = files(&[("a/x.txt", "100644", "1"), ("b/y.txt", "100644", "1")]);
        let to = files(&[("c/y.txt", "100644", "1")]);
        assert_eq!(said(&from, &to), ["D a/x.txt", "R c/y.txt from b/y.txt"]);
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod any {
        use proptest::prelude::*;

        use super::*;

        fn some_files() -> impl Strategy<Value = Files> {
            let path = prop::collection::vec("[abc]", 1..4).prop_map(|steps| steps.join("/"));
            let mode = prop_oneof![Just("100644"), Just("100755"), Just("120000")];
            prop::collection::btree_map(path, (mode, "[0-3]"), 0..12).prop_map(|mut files: Files| {
                // Nothing is a file and a folder at once.
                let paths: Vec<_> = files.keys().cloned().collect();
                files.retain(|path, _| !paths.iter().any(|other| other.starts_with(&format!("{path}/"))));
                files
            })
        }

        proptest! {
            #[test]
            fn what_is_found_turns_one_side_into_the_other(from in some_files(), to in some_files()) {
                let mut turned = from.clone();
                let (found, _) = walk(&from, &to);
                for file in &found {
                    prop_assert!(file.from != file.to || file.was.is_some());
                    if file.from.is_some() {
                        let was = file.was.as_ref().unwrap_or(&file.path);
                        prop_assert!(turned.remove(was).is_some(), "{was}");
                    }
                }
                for file in found {
                    if let Some(object) = file.to {
                        let mode = ["100644", "100755", "120000"].into_iter().find(|mode| *mode == object.mode);
                        prop_assert!(turned.insert(file.path, (mode.unwrap_or_default(), object.id)).is_none());
                    }
                }
                prop_assert_eq!(turned, to);
            }
        }
    }
}
