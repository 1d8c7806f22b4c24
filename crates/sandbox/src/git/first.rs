//! The first commit of a branch that has none.

use std::collections::BTreeMap;

use gix::Repository;
use gix::objs::tree::EntryKind;
use gix::objs::{Kind, Write};

use super::durable::Durable;
use super::history::Files;
use super::{Author, Error, is_path, write_commit};

/// A file of a first commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstFile {
    path: String,
    contents: Vec<u8>,
    kind: EntryKind,
}

impl FirstFile {
    pub fn new(path: &str, contents: Vec<u8>, is_executable: bool) -> Self {
        let kind = if is_executable { EntryKind::BlobExecutable } else { EntryKind::Blob };
        Self::of_kind(path, contents, kind)
    }

    pub(super) fn of_kind(path: &str, contents: Vec<u8>, kind: EntryKind) -> Self {
        Self { path: path.to_owned(), contents, kind }
    }

    /// Whether a file at another path cannot be beside this one: at the same path, or one in a folder that the other is.
    pub fn collides(&self, path: &str) -> bool {
        let is_in = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
        self.path == path || is_in(&self.path, path) || is_in(path, &self.path)
    }
}

/// Writes a commit without parents; of files at the same path the last counts. Nothing leads to it yet.
///
/// # Errors
/// [`Error::Name`] when no file can be at a path.
pub fn first_commit(
    repository: &Repository,
    files: &[FirstFile],
    by: &Author,
    message: &str,
    at: i64,
) -> Result<String, Error> {
    let mut last: BTreeMap<&str, &FirstFile> = BTreeMap::new();
    for file in files {
        if !is_path(&file.path) {
            return Err(Error::Name(file.path.clone()));
        }
        last.retain(|path, _| *path == file.path || !file.collides(path));
        last.insert(&file.path, file);
    }
    let mut written = Files::default();
    for (path, file) in last {
        written.insert(path.to_owned(), (file.kind, Durable(repository).write_buf(Kind::Blob, &file.contents)?));
    }
    write_commit(repository, &written, &[], by, message, at)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::tests::git;
    use super::super::{Recipe, Repositories, When, files, read_file};
    use super::*;

    #[test]
    fn later_files_take_the_place_of_those_in_their_way() {
        let repositories = Repositories::new(None);
        let repository = repositories.open("shop", &Recipe::Shop { when: When::default() }).unwrap();
        let by = Author::new("Ada", "ada@example.com");
        let file = |path: &str, text: &str, runs| FirstFile::new(path, text.as_bytes().to_vec(), runs);
        let first = [
            file("README.md", "theirs\n", false),
            file("src/app.js", "theirs\n", false),
            file(".platform.app.yaml", "name: app\n", false),
            file("README.md/inner", "own\n", true),
            file("src", "a file\n", false),
        ];
        let commit = first_commit(&repository, &first, &by, "Begin\n", 1).unwrap();
        let found = files(&repository, &commit).unwrap();
        assert!(found.contains_key(".platform.app.yaml") && !found.contains_key("README.md"));
        assert_eq!(found.get("README.md/inner").unwrap().0, EntryKind::BlobExecutable);
        assert_eq!(read_file(&repository, &commit, "src").unwrap().unwrap(), b"a file\n");
        git(repository.path(), &["fsck", "--full", "--strict", "--no-dangling"]);
        assert!(first_commit(&repository, &[file("../x", "", false)], &by, "No\n", 1).is_err());
    }
}
