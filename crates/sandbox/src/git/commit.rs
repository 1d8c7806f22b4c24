//! Writing into a repository that is there: commits, and where branches lead. Objects first, the ref last.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;

use gix::objs::tree::EntryKind;
use gix::objs::{Kind, Write};
use gix::refs::transaction::{Change, LogChange, PreviousValue, RefEdit, RefLog};
use gix::refs::{FullName, Target};
use gix::{ObjectId, Repository};

use super::durable::Durable;
use super::history::{self, Author, Files};
use super::{Error, objects};

/// What a commit does to one path: what the file holds from then on, or nothing when it is deleted.
pub type FileChange = (String, Option<Vec<u8>>);

/// Commits on a branch, which begins with it when it is not there.
#[cfg(test)]
pub fn commit_files(
    repository: &Repository,
    branch: &str,
    author: &Author,
    message: &str,
    at: i64,
    changes: &[FileChange],
) -> Result<String, Error> {
    let id = write_files(repository, head(repository, branch)?.as_deref(), author, message, at, changes)?;
    set_branch(repository, branch, &id)?;
    Ok(id)
}

/// The commit that a branch is at.
#[cfg(test)]
pub fn head(repository: &Repository, branch: &str) -> Result<Option<String>, Error> {
    Ok(objects::reference(repository, &format!("heads/{branch}"))?.map(|found| found.commit))
}

/// Writes a commit that changes files of another, or the first of a history, without anything that leads to it yet. `at` is in
/// seconds since 1970.
///
/// # Errors
/// [`Error::Name`] when no file can be at a path.
pub fn write_files(
    repository: &Repository,
    parent: Option<&str>,
    author: &Author,
    message: &str,
    at: i64,
    changes: &[FileChange],
) -> Result<String, Error> {
    let mut files = match parent {
        Some(parent) => files(repository, parent)?,
        None => Files::default(),
    };
    for (path, content) in changes {
        if !is_path(path) {
            return Err(Error::Name(path.clone()));
        }
        // What was a folder becomes a file, and what was a file a folder.
        let below = format!("{path}/");
        let in_the_way = |other: &str| other.starts_with(&below) || path.starts_with(&format!("{other}/"));
        if content.is_some() {
            files.retain(|other, _| !in_the_way(other));
        }
        match content {
            None => {
                files.remove(path);
            }
            Some(content) => {
                let id = Durable(repository).write_buf(Kind::Blob, content)?;
                let kind = match files.get(path) {
                    Some((EntryKind::BlobExecutable, _)) => EntryKind::BlobExecutable,
                    _ => EntryKind::Blob,
                };
                files.insert(path.clone(), (kind, id));
            }
        }
    }
    write_commit(repository, &files, parent.as_slice(), author, message, at)
}

/// Writes a commit of these files, given by path, without anything that leads to it yet.
pub fn write_commit(
    repository: &Repository,
    files: &Files,
    parents: &[&str],
    author: &Author,
    message: &str,
    at: i64,
) -> Result<String, Error> {
    let parents = parents.iter().map(|parent| ObjectId::from_hex(parent.as_bytes())).collect::<Result<Vec<_>, _>>();
    Ok(history::write_commit(&Durable(repository), files, parents?, author, at, message)?.to_string())
}

/// All files of a commit, by path.
pub fn files(repository: &Repository, commit: &str) -> Result<Files, Error> {
    let mut found = Files::default();
    let Some(commit) = objects::commit(repository, commit)? else { return Ok(found) };
    let mut waiting = vec![(String::new(), commit.tree)];
    while let Some((folder, tree)) = waiting.pop() {
        for entry in objects::tree(repository, &tree)?.unwrap_or_default() {
            let path = format!("{folder}{}", entry.path);
            let kind = match (entry.kind, entry.mode.as_str()) {
                ("tree", _) => {
                    waiting.push((format!("{path}/"), entry.id));
                    continue;
                }
                ("commit", _) => EntryKind::Commit,
                (_, "100755") => EntryKind::BlobExecutable,
                (_, "120000") => EntryKind::Link,
                _ => EntryKind::Blob,
            };
            found.insert(path, (kind, ObjectId::from_hex(entry.id.as_bytes())?));
        }
    }
    Ok(found)
}

/// What a file of a commit holds; nothing when there is none of this path.
pub fn read_file(repository: &Repository, commit: &str, path: &str) -> Result<Option<Vec<u8>>, Error> {
    let Some(commit) = objects::commit(repository, commit)? else { return Ok(None) };
    let mut id = commit.tree;
    for part in path.split('/') {
        let Some(entries) = objects::tree(repository, &id)? else { return Ok(None) };
        match entries.into_iter().find(|entry| entry.path == part) {
            Some(entry) => id = entry.id,
            None => return Ok(None),
        }
    }
    objects::blob(repository, &id)
}

/// The tree of a folder of a commit; nothing when there is none of this path.
pub fn folder(repository: &Repository, commit: &str, path: &str) -> Result<Option<String>, Error> {
    let Some(commit) = objects::commit(repository, commit)? else { return Ok(None) };
    let mut id = commit.tree;
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let entries = objects::tree(repository, &id)?.unwrap_or_default();
        match entries.into_iter().find(|entry| entry.path == part && entry.kind == "tree") {
            Some(entry) => id = entry.id,
            None => return Ok(None),
        }
    }
    Ok(Some(id))
}

/// Makes a branch lead to a commit, wherever it led before.
pub fn set_branch(repository: &Repository, branch: &str, commit: &str) -> Result<(), Error> {
    let log = LogChange { mode: RefLog::AndReference, force_create_reflog: false, message: "".into() };
    let new = Target::Object(ObjectId::from_hex(commit.as_bytes())?);
    edit(repository, branch, Change::Update { log, expected: PreviousValue::Any, new })
}

/// Makes a tag lead to an object, or removes it. `name` is the one after `refs/`: `tags/v1`.
///
/// # Errors
/// [`Error::Name`] when nothing can have this name.
pub fn set_tag(repository: &Repository, name: &str, object: Option<&str>) -> Result<(), Error> {
    let full = FullName::try_from(format!("refs/{name}")).map_err(|_| Error::Name(name.to_owned()))?;
    let change = match object {
        Some(object) => {
            let log = LogChange { mode: RefLog::AndReference, force_create_reflog: false, message: "".into() };
            let new = Target::Object(ObjectId::from_hex(object.as_bytes())?);
            Change::Update { log, expected: PreviousValue::Any, new }
        }
        None => Change::Delete { expected: PreviousValue::Any, log: RefLog::AndReference },
    };
    repository.edit_reference(RefEdit { change, name: full, deref: false })?;
    Ok(())
}

/// Has a repository's `HEAD` name a branch: what a clone begins with.
pub fn set_head(repository: &Repository, branch: &str) -> Result<(), Error> {
    let file = repository.path().join("HEAD");
    let text = format!("ref: refs/heads/{branch}\n");
    if !objects::is_branch_name(branch) || fs::read_to_string(&file)? == text {
        return Ok(());
    }
    let mut beside = tempfile::NamedTempFile::new_in(repository.path())?;
    beside.write_all(text.as_bytes())?;
    beside.persist(file).map_err(|error| error.error)?;
    Ok(())
}

/// Removes a branch; nothing happens when there is none.
pub fn delete_branch(repository: &Repository, branch: &str) -> Result<(), Error> {
    if objects::reference(repository, &format!("heads/{branch}"))?.is_none() {
        return Ok(());
    }
    edit(repository, branch, Change::Delete { expected: PreviousValue::Any, log: RefLog::AndReference })
}

/// Makes the branches of a repository those of `heads`, and no others, where they differ.
pub fn align(repository: &Repository, heads: &BTreeMap<String, String>) -> Result<(), Error> {
    let mut missing = heads.clone();
    for found in objects::references(repository)? {
        let Some(branch) = found.name.strip_prefix("heads/") else { continue };
        match missing.remove(branch) {
            None => delete_branch(repository, branch)?,
            Some(head) if head != found.target => set_branch(repository, branch, &head)?,
            Some(_) => {}
        }
    }
    missing.iter().try_for_each(|(branch, head)| set_branch(repository, branch, head))
}

fn edit(repository: &Repository, branch: &str, change: Change) -> Result<(), Error> {
    if !objects::is_branch_name(branch) {
        return Err(Error::Name(branch.to_owned()));
    }
    let name = FullName::try_from(format!("refs/heads/{branch}")).map_err(|_| Error::Name(branch.to_owned()))?;
    repository.edit_reference(RefEdit { change, name, deref: false })?;
    Ok(())
}

/// Whether a file in a repository can be at this path.
pub fn is_path(path: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part != "." && part != ".." && !part.eq_ignore_ascii_case(".git") && !part.contains('\0')
    };
    path.len() <= 4096 && !path.contains('\\') && path.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::tests::git;
    use super::super::{Recipe, Repositories, When, commit as read_commit};
    use super::*;

    fn change(path: &str, content: Option<&str>) -> FileChange {
        (path.to_owned(), content.map(|content| content.as_bytes().to_vec()))
    }

    #[test]
    fn a_commit_changes_what_it_says_and_git_finds_no_fault() {
        let repositories = Repositories::new(None);
        let repository = repositories.open("shop", &Recipe::Shop { when: When::default() }).unwrap();
        let before = head(&repository, "main").unwrap().unwrap();
        let by = Author::new("Ada", "ada@example.com");
        let changes = [
            change("README.md", Some("new\n")),
            change("deep/er/file", Some("deep\n")),
            change(".platform/routes.yaml", None),
        ];
        let id = commit_files(&repository, "main", &by, "Change things\n", 1_800_000_000, &changes).unwrap();
        assert_eq!(head(&repository, "main").unwrap().as_deref(), Some(id.as_str()));
        assert_eq!(read_commit(&repository, &id).unwrap().unwrap().parents, [before.as_str()]);
        assert_eq!(read_file(&repository, &id, "deep/er/file").unwrap().unwrap(), b"deep\n");
        assert_eq!(read_file(&repository, &id, ".platform/routes.yaml").unwrap(), None);
        assert_eq!(read_file(&repository, &id, "deep").unwrap(), None);
        let path = repository.path();
        git(path, &["fsck", "--full", "--strict", "--no-dangling"]);
        let mut changed: Vec<String> =
            git(path, &["diff", "--name-only", &before, &id]).lines().map(str::to_owned).collect();
        changed.sort();
        assert_eq!(changed, [".platform/routes.yaml", "README.md", "deep/er/file"]);
    }

    #[test]
    fn a_branch_begins_with_its_first_commit_moves_and_goes() {
        let repositories = Repositories::new(None);
        let repository = repositories.open("shop", &Recipe::Shop { when: When::default() }).unwrap();
        let by = Author::new("Ada", "ada@example.com");
        let first = commit_files(&repository, "x/new", &by, "One\n", 1, &[change("a", Some("1"))]).unwrap();
        assert!(read_commit(&repository, &first).unwrap().unwrap().parents.is_empty());
        let second = commit_files(&repository, "x/new", &by, "Two\n", 2, &[change("a/b", Some("2"))]).unwrap();
        assert_eq!(files(&repository, &second).unwrap().keys().collect::<Vec<_>>(), ["a/b"]);
        // With nothing left.
        commit_files(&repository, "x/new", &by, "Three\n", 3, &[change("a/b", None)]).unwrap();
        set_branch(&repository, "x/new", &first).unwrap();
        assert_eq!(head(&repository, "x/new").unwrap(), Some(first));
        // One that is packed only, as all are that a repository starts with.
        for branch in ["x/new", "main", "nothing"] {
            delete_branch(&repository, branch).unwrap();
            assert_eq!(head(&repository, branch).unwrap(), None);
        }
        git(repository.path(), &["fsck", "--full", "--strict", "--no-dangling"]);
    }

    #[test]
    fn branches_are_brought_to_where_they_should_be() {
        let folder = tempfile::tempdir().unwrap();
        let repositories = Repositories::new(Some(folder.path()));
        let repository = repositories.open("shop", &Recipe::Shop { when: When::default() }).unwrap();
        let (main, staging) =
            (head(&repository, "main").unwrap().unwrap(), head(&repository, "staging").unwrap().unwrap());
        let by = Author::new("Ada", "ada@example.com");
        commit_files(&repository, "main", &by, "Lost\n", 1, &[change("a", Some("1"))]).unwrap();
        delete_branch(&repository, "staging").unwrap();
        let wanted =
            || Ok([("main", &main), ("staging", &staging)].map(|(name, id)| (name.to_owned(), id.clone())).into());
        repositories.align(|project| if project == "shop" { wanted() } else { Ok(BTreeMap::new()) }).unwrap();
        let left: Vec<_> = objects::references(&repository).unwrap();
        let left: Vec<_> = left.iter().filter(|found| found.name.starts_with("heads/")).collect();
        let left: Vec<_> = left.iter().map(|found| (found.name.as_str(), found.target.as_str())).collect();
        assert_eq!(left, [("heads/main", main.as_str()), ("heads/staging", staging.as_str())]);
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        let repositories = Repositories::new(None);
        let repository = repositories.open("shop", &Recipe::Shop { when: When::default() }).unwrap();
        let by = Author::new("Ada", "ada@example.com");
        for path in ["", "/a", "a//b", "../a", "a/.git/config", "a\0", "a/"] {
            assert!(commit_files(&repository, "main", &by, "No\n", 1, &[change(path, Some(""))]).is_err(), "{path}");
        }
        for branch in ["", "-x", "a..b", "a b", "HEAD"] {
            assert!(commit_files(&repository, branch, &by, "No\n", 1, &[change("a", Some(""))]).is_err(), "{branch}");
        }
    }
}
