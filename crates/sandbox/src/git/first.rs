//! The first commit of a branch that has none.

use std::collections::BTreeMap;

use gix::Repository;
use gix::objs::tree::EntryKind;
use gix::objs::{Kind, Write};

use super::durable::Durable;
use super::history::Files;
use super::stories;
use super::{Author, Error, is_path, write_commit};

/// A file of a first commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstFile {
    path: String,
    contents: Vec<u8>,
    is_executable: bool,
}

impl FirstFile {
    pub fn new(path: &str, contents: &str, is_executable: bool) -> Self {
        Self { path: path.to_owned(), contents: contents.as_bytes().to_vec(), is_executable }
    }

    /// Whether a file at another path cannot be beside this one: at the same path, or one in a folder that the other is.
    pub fn collides(&self, path: &str) -> bool {
        let is_in = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
        self.path == path || is_in(&self.path, path) || is_in(path, &self.path)
    }
}

/// What a repository with an application of some kind holds: enough to build and run.
pub fn template(kind: &str, title: &str) -> Vec<FirstFile> {
    let mut files = vec![FirstFile::new("README.md", &format!("# {title}\n\nBegun from {kind}.\n"), false)];
    files.extend(stories::application().iter().map(|(path, text)| FirstFile::new(path, text, false)));
    files.extend(template_configuration());
    files
}

/// The files that say how an application is built, routed and served.
pub fn template_configuration() -> Vec<FirstFile> {
    stories::CONFIGURATION.iter().map(|(path, text)| FirstFile::new(path, text, false)).collect()
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
        let kind = if file.is_executable { EntryKind::BlobExecutable } else { EntryKind::Blob };
        written.insert(path.to_owned(), (kind, Durable(repository).write_buf(Kind::Blob, &file.contents)?));
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
        let mut first = template("Fastify", "New");
        first.push(FirstFile::new("README.md/inner", "own\n", true));
        first.push(FirstFile::new("src", "a file\n", false));
        let commit = first_commit(&repository, &first, &by, "Begin\n", 1).unwrap();
        let found = files(&repository, &commit).unwrap();
        assert!(found.contains_key(".platform.app.yaml") && found.contains_key(".platform/routes.yaml"));
        assert_eq!(found.get("README.md/inner").unwrap().0, EntryKind::BlobExecutable);
        assert_eq!(read_file(&repository, &commit, "src").unwrap().unwrap(), b"a file\n");
        git(repository.path(), &["fsck", "--full", "--strict", "--no-dangling"]);
        assert!(first_commit(&repository, &[FirstFile::new("../x", "", false)], &by, "No\n", 1).is_err());
    }
}
