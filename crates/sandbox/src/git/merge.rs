//! Bringing two histories together: merges and rebases, file by file and line by line. A file that was moved is another file.
//! Nothing leads to what is written until a branch is moved.

use std::collections::{BTreeMap, BTreeSet};

use gix::actor::Signature;
use gix::objs::Write;
use gix::{ObjectId, Repository};

use super::durable::Durable;
use super::history::{self, Author, Files};
use super::join::{Conflict, join};
use super::{Commit, Error, objects};
use super::{commit as read, files, write_commit};

/// What came of a merge or a rebase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Joined {
    /// The commit in which both are.
    At(String),
    /// Both changed these, each in its own way.
    Conflicts(Vec<Conflict>),
}

/// Merges the commit `theirs` into `ours`: a commit with both as parents, also where one comes after the other.
pub fn merge(
    repository: &Repository,
    ours: &str,
    theirs: &str,
    by: &Author,
    message: &str,
    at: i64,
) -> Result<Joined, Error> {
    let base = match base(repository, ours, theirs)? {
        Some(base) => files(repository, &base)?,
        None => Files::default(),
    };
    Ok(match join(repository, &base, &files(repository, ours)?, &files(repository, theirs)?)? {
        Ok(joined) => Joined::At(write_commit(repository, &joined, &[ours, theirs], by, message, at)?),
        Err(paths) => Joined::Conflicts(paths),
    })
}

/// Puts what `ours` has and `onto` has not on top of `onto`, commit by commit. Merges are left out, and what is there already.
/// Who wrote a commit stays, `by` is who put it there.
pub fn rebase(repository: &Repository, ours: &str, onto: &str, by: &Author, at: i64) -> Result<Joined, Error> {
    let there = history(repository, onto)?;
    let mut tip = onto.to_owned();
    let mut tip_files = files(repository, onto)?;
    for id in oldest_first(&history(repository, ours)?, &there) {
        let Some(commit) = read(repository, &id)? else { continue };
        let base = match commit.parents.as_slice() {
            [] => Files::default(),
            [parent] => files(repository, parent)?,
            _ => continue,
        };
        match join(repository, &base, &tip_files, &files(repository, &id)?)? {
            Err(paths) => return Ok(Joined::Conflicts(paths)),
            Ok(joined) if joined == tip_files => {}
            Ok(joined) => {
                tip = replay(repository, &commit, &joined, &tip, by, at)?;
                tip_files = joined;
            }
        }
    }
    Ok(Joined::At(tip))
}

/// Writes a commit again, with other files and another parent.
fn replay(
    repository: &Repository,
    commit: &Commit,
    files: &Files,
    parent: &str,
    by: &Author,
    at: i64,
) -> Result<String, Error> {
    let author = Signature {
        name: commit.author.name.as_str().into(),
        email: commit.author.email.as_str().into(),
        time: gix::date::Time::new(commit.author.at, 0),
    };
    let replayed = gix::objs::Commit {
        tree: history::tree(&repository.objects, files)?,
        parents: [ObjectId::from_hex(parent.as_bytes())?].into_iter().collect(),
        author,
        committer: by.signature(at),
        encoding: None,
        message: commit.message.as_str().into(),
        extra_headers: Vec::new(),
    };
    Ok(Durable(repository).write(&replayed)?.to_string())
}

/// The newest commit that both come after; one of them where neither comes after the other.
fn base(repository: &Repository, ours: &str, theirs: &str) -> Result<Option<String>, Error> {
    let (ours, theirs) = (history(repository, ours)?, history(repository, theirs)?);
    let common: BTreeSet<&String> = ours.keys().filter(|id| theirs.contains_key(*id)).collect();
    // What another common one comes after is not the newest.
    let older: BTreeSet<&String> =
        common.iter().filter_map(|id| ours.get(*id)).flat_map(|made| &made.parents).collect();
    let newest = common.difference(&older).max_by_key(|id| ours.get(**id).map(|made| made.committer.at));
    Ok(newest.map(|id| (*id).clone()))
}

/// A commit and all that it comes after, by id.
fn history(repository: &Repository, of: &str) -> Result<BTreeMap<String, Commit>, Error> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![of.to_owned()];
    while let Some(id) = waiting.pop() {
        if found.contains_key(&id) {
            continue;
        }
        let Some(commit) = objects::commit(repository, &id)? else { continue };
        waiting.extend(commit.parents.iter().cloned());
        found.insert(id, commit);
    }
    Ok(found)
}

/// The commits of a history that are not in another, each after those it comes after.
fn oldest_first(of: &BTreeMap<String, Commit>, without: &BTreeMap<String, Commit>) -> Vec<String> {
    let mut left: BTreeMap<&String, &Commit> = of.iter().filter(|(id, _)| !without.contains_key(*id)).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let ready = left.iter().filter(|(_, commit)| commit.parents.iter().all(|parent| !left.contains_key(parent)));
        // A history has no circles: one is always ready.
        let Some(next) = ready.min_by_key(|(id, commit)| (commit.committer.at, **id)).map(|(id, _)| (*id).clone())
        else {
            break;
        };
        left.remove(&next);
        order.push(next);
    }
    order
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::unreachable)]
    use super::super::tests::git;
    use super::super::{Recipe, Repositories, When, apart, commit_files, head, read_file, set_branch};
    use super::*;

    /// A repository with a branch `child` beside `main`, each with what was changed since.
    struct Fork {
        repository: Repository,
        _all: Repositories,
    }

    impl Fork {
        fn new() -> Self {
            let all = Repositories::new(None);
            let repository = all.open("shop", &Recipe::Shop { when: When::default() }).unwrap();
            let main = head(&repository, "main").unwrap().unwrap();
            set_branch(&repository, "child", &main).unwrap();
            Self { repository, _all: all }
        }

        fn change(&self, branch: &str, at: i64, path: &str, text: Option<&str>) -> String {
            let changes = [(path.to_owned(), text.map(|text| text.as_bytes().to_vec()))];
            commit_files(&self.repository, branch, &by("Ada"), &format!("{path} on {branch}\n"), at, &changes).unwrap()
        }

        fn head(&self, branch: &str) -> String {
            head(&self.repository, branch).unwrap().unwrap()
        }

        fn text(&self, commit: &str, path: &str) -> Option<String> {
            read_file(&self.repository, commit, path).unwrap().map(|bytes| String::from_utf8(bytes).unwrap())
        }

        fn merge(&self) -> Joined {
            merge(&self.repository, &self.head("main"), &self.head("child"), &by("Bob"), "Merge\n", 2_000_000_000)
                .unwrap()
        }

        fn rebase(&self) -> Joined {
            rebase(&self.repository, &self.head("child"), &self.head("main"), &by("Bob"), 2_000_000_000).unwrap()
        }
    }

    fn by(name: &str) -> Author {
        Author::new(name, "by@example.com")
    }

    const LATER: i64 = 1_900_000_000;

    #[test]
    fn a_merge_has_both_sides_and_is_what_git_makes_of_them() {
        let fork = Fork::new();
        fork.change("main", LATER, "a/main", Some("1"));
        fork.change("main", LATER + 1, "README.md", None);
        fork.change("child", LATER, "a/child", Some("2"));
        fork.change("child", LATER + 1, "same", Some("3"));
        fork.change("main", LATER + 2, "same", Some("3"));
        let (main, child) = (fork.head("main"), fork.head("child"));
        let Joined::At(merged) = fork.merge() else { unreachable!() };
        let made = read(&fork.repository, &merged).unwrap().unwrap();
        assert_eq!(made.parents, [main.as_str(), child.as_str()]);
        let path = fork.repository.path();
        assert_eq!(git(path, &["merge-tree", "--write-tree", &main, &child]).trim(), made.tree);
        git(path, &["fsck", "--full", "--strict", "--no-dangling"]);
        // Merged once more after a change: what is in both already stays.
        set_branch(&fork.repository, "main", &merged).unwrap();
        let child = fork.change("child", LATER + 5, "a/child", Some("4"));
        let main = fork.change("main", LATER + 5, "a/main", Some("5"));
        let Joined::At(again) = fork.merge() else { unreachable!() };
        let tree = read(&fork.repository, &again).unwrap().unwrap().tree;
        assert_eq!(git(path, &["merge-tree", "--write-tree", &main, &child]).trim(), tree);
        assert_eq!(apart(&fork.repository, &child, &again).unwrap().0, 0);
    }

    #[test]
    fn what_both_changed_each_in_its_way_is_named_and_nothing_is_made() {
        let fork = Fork::new();
        fork.change("main", LATER, "both", Some("1"));
        fork.change("child", LATER, "both", Some("2"));
        fork.change("main", LATER, "file", Some("1"));
        fork.change("child", LATER, "file/in/folder", Some("2"));
        fork.change("main", LATER, ".platform/routes.yaml", None);
        fork.change("child", LATER, ".platform/routes.yaml", Some("2"));
        let conflicts = |joined: Joined| match joined {
            Joined::Conflicts(conflicts) => conflicts.iter().map(ToString::to_string).collect::<Vec<_>>(),
            Joined::At(_) => unreachable!(),
        };
        assert_eq!(conflicts(fork.merge()), [".platform/routes.yaml", "both (line 1)", "file"]);
        assert_eq!(conflicts(fork.rebase()), ["both (line 1)"]);
    }

    #[test]
    fn what_both_changed_in_different_places_is_what_git_makes_of_it() {
        let fork = Fork::new();
        let text = |changed: &[(usize, &str)]| {
            let line = |number| changed.iter().find(|(at, _)| *at == number).map_or("as it was", |(_, text)| *text);
            (0..12).map(|number| format!("{number} {}\n", line(number))).collect::<String>()
        };
        fork.change("main", LATER, "long.txt", Some(&text(&[])));
        set_branch(&fork.repository, "child", &fork.head("main")).unwrap();
        fork.change("main", LATER + 1, "long.txt", Some(&text(&[(1, "main"), (10, "both")])));
        fork.change("child", LATER + 1, "long.txt", Some(&text(&[(5, "child"), (10, "both")])));
        let (main, child) = (fork.head("main"), fork.head("child"));
        let Joined::At(merged) = fork.merge() else { unreachable!() };
        assert_eq!(fork.text(&merged, "long.txt"), Some(text(&[(1, "main"), (5, "child"), (10, "both")])));
        let tree = read(&fork.repository, &merged).unwrap().unwrap().tree;
        let path = fork.repository.path();
        assert_eq!(git(path, &["merge-tree", "--write-tree", &main, &child]).trim(), tree);
        let Joined::At(rebased) = fork.rebase() else { unreachable!() };
        assert_eq!(fork.text(&rebased, "long.txt"), fork.text(&merged, "long.txt"));
        git(path, &["fsck", "--full", "--strict", "--no-dangling"]);
        fork.change("child", LATER + 2, "long.txt", Some(&text(&[(1, "child"), (2, "child"), (10, "child")])));
        let Joined::Conflicts(conflicts) = fork.merge() else { unreachable!() };
        assert_eq!(conflicts.iter().map(ToString::to_string).collect::<Vec<_>>(), ["long.txt (lines 2–3, 11)"]);
    }

    #[test]
    fn a_rebase_puts_own_commits_on_top_and_says_who_wrote_them() {
        let fork = Fork::new();
        fork.change("child", LATER, "one", Some("1"));
        fork.change("child", LATER + 1, "two", Some("2"));
        let old = fork.head("main");
        fork.change("main", LATER + 2, "three", Some("3"));
        // A merge that brings nothing new of its own, and a change that main has in the same way.
        let Joined::At(merged) = merge(&fork.repository, &fork.head("child"), &old, &by("Ada"), "x\n", LATER).unwrap()
        else {
            unreachable!()
        };
        set_branch(&fork.repository, "child", &merged).unwrap();
        fork.change("child", LATER + 4, "same", Some("4"));
        let main = fork.change("main", LATER + 4, "same", Some("4"));
        let Joined::At(top) = fork.rebase() else { unreachable!() };
        assert_eq!(apart(&fork.repository, &top, &main).unwrap(), (2, 0));
        for (path, text) in [("one", "1"), ("two", "2"), ("three", "3"), ("same", "4")] {
            assert_eq!(fork.text(&top, path).as_deref(), Some(text), "{path}");
        }
        let made = read(&fork.repository, &top).unwrap().unwrap();
        assert_eq!(
            (made.author.name.as_str(), made.author.at, made.message.as_str()),
            ("Ada", LATER + 1, "two on child\n")
        );
        assert_eq!((made.committer.name.as_str(), made.committer.at), ("Bob", 2_000_000_000));
        git(fork.repository.path(), &["fsck", "--full", "--strict", "--no-dangling"]);
    }

    #[test]
    fn where_there_is_nothing_of_its_own_a_rebase_moves_up() {
        let fork = Fork::new();
        let main = fork.change("main", LATER, "three", Some("3"));
        assert_eq!(fork.rebase(), Joined::At(main));
    }
}
