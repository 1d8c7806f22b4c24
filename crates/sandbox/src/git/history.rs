//! A history in the making: commits, branches, merges and tags, written object by object.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gix::ObjectId;
use gix::actor::Signature;
use gix::objs::tree::{Entry, EntryKind};
use gix::objs::{Commit, Kind, Tag, Tree, Write};
use serde::{Deserialize, Serialize};

use super::Error;

/// Who commits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub name: String,
    pub email: String,
}

impl Author {
    pub fn new(name: &str, email: &str) -> Self {
        Self { name: name.to_owned(), email: email.to_owned() }
    }

    /// `at` is in seconds since 1970.
    pub(super) fn signature(&self, at: i64) -> Signature {
        let time = gix::date::Time::new(at, 0);
        Signature { name: self.name.as_str().into(), email: self.email.as_str().into(), time }
    }
}

/// What a commit does to one path.
#[derive(Clone, Debug)]
pub enum Change {
    Write(&'static str, Vec<u8>),
    Executable(&'static str, Vec<u8>),
    /// A symbolic link, and where it leads.
    Link(&'static str, &'static str),
    Delete(&'static str),
}

/// A text file.
pub fn file(path: &'static str, text: impl Into<Vec<u8>>) -> Change {
    Change::Write(path, text.into())
}

/// Files of a commit, by path.
pub type Files = BTreeMap<String, (EntryKind, ObjectId)>;

/// A commit that was made.
struct Made {
    id: ObjectId,
    /// By their place in the list of commits: always smaller than its own.
    parents: Vec<usize>,
    files: Rc<Files>,
}

/// When a story happens: so many days later than it is written, and its beginnings further apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    pub days: i64,
    /// How many days more lie between two days of the beginnings.
    pub spread: i64,
}

/// A commit, as it is told to who wonders what was pushed and merged when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Seconds since 1970.
    pub at: i64,
    pub branch: String,
    /// The branch that was merged, if it is a merge.
    pub merged: Option<String>,
    /// The branch that this one begins from, if it is its first commit.
    pub begins_from: Option<String>,
    /// Who committed.
    pub by: String,
    pub email: String,
    pub message: String,
    pub id: String,
    pub parents: Vec<String>,
}

/// A history in the making.
pub struct History<'a> {
    objects: &'a dyn Write,
    when: When,
    /// Until when it is the beginnings, in seconds since 1970.
    settled: i64,
    told: Vec<Told>,
    begun: BTreeMap<String, String>,
    commits: Vec<Made>,
    branches: BTreeMap<String, usize>,
    tags: BTreeMap<String, ObjectId>,
}

impl<'a> History<'a> {
    /// `settled` is when the beginnings are over, in seconds since 1970.
    pub fn new(objects: &'a dyn Write, when: When, settled: i64) -> Self {
        Self {
            objects,
            when,
            settled,
            told: Vec::new(),
            begun: BTreeMap::new(),
            commits: Vec::new(),
            branches: BTreeMap::new(),
            tags: BTreeMap::new(),
        }
    }

    /// When something of the story happens. The time of day stays as it is written.
    fn moved(&self, at: i64) -> i64 {
        const DAY: i64 = 24 * 60 * 60;
        let early = self.settled.saturating_sub(at).div_euclid(DAY).max(0);
        let days = self.when.days.saturating_sub(early.saturating_mul(self.when.spread));
        at.saturating_add(days.saturating_mul(DAY))
    }

    /// Commits on a branch, which begins with it when it is not there.
    pub fn commit(
        &mut self,
        branch: &str,
        by: &Author,
        at: i64,
        message: &str,
        changes: Vec<Change>,
    ) -> Result<(), Error> {
        let parent = self.branches.get(branch).copied();
        let mut files =
            parent.and_then(|parent| self.commits.get(parent)).map_or_else(Rc::default, |made| made.files.clone());
        let edited = Rc::make_mut(&mut files);
        for change in changes {
            let (path, kind, content) = match change {
                Change::Write(path, content) => (path, EntryKind::Blob, content),
                Change::Executable(path, content) => (path, EntryKind::BlobExecutable, content),
                Change::Link(path, target) => (path, EntryKind::Link, target.as_bytes().to_vec()),
                Change::Delete(path) => {
                    edited.remove(path);
                    continue;
                }
            };
            edited.insert(path.to_owned(), (kind, self.objects.write_buf(Kind::Blob, &content)?));
        }
        self.add(branch, by, at, message, parent.into_iter().collect(), files, None)
    }

    /// Begins a branch where another is.
    pub fn branch(&mut self, name: &str, from: &str) {
        if let Some(at) = self.branches.get(from).copied() {
            self.branches.insert(name.to_owned(), at);
            self.begun.insert(name.to_owned(), from.to_owned());
        }
    }

    /// Merges a branch into another with its own commit; what both changed is taken as the merged branch has it.
    pub fn merge(&mut self, from: &str, into: &str, by: &Author, at: i64) -> Result<(), Error> {
        let (Some(&theirs), Some(&ours)) = (self.branches.get(from), self.branches.get(into)) else { return Ok(()) };
        let files = |at: usize| self.commits.get(at).map(|made| made.files.clone()).unwrap_or_default();
        // Parents come before children in the list: the last common one is nearest to both.
        let base = ancestors(&self.commits, theirs).intersection(&ancestors(&self.commits, ours)).max().copied();
        let (base, changed) = (base.map(files).unwrap_or_default(), files(theirs));
        let mut merged = files(ours);
        let edited = Rc::make_mut(&mut merged);
        for (path, entry) in changed.iter().filter(|(path, entry)| base.get(*path) != Some(entry)) {
            edited.insert(path.clone(), *entry);
        }
        for path in base.keys().filter(|path| !changed.contains_key(*path)) {
            edited.remove(path);
        }
        let message = format!("Merge branch '{from}' into {into}\n");
        self.add(into, by, at, &message, vec![ours, theirs], merged, Some(from))
    }

    /// A tag that is no more than a name.
    pub fn tag(&mut self, name: &str, branch: &str) {
        if let Some(id) = self.head(branch) {
            self.tags.insert(name.to_owned(), id);
        }
    }

    /// A tag that says who made it, when and why.
    pub fn annotated_tag(
        &mut self,
        name: &str,
        branch: &str,
        by: &Author,
        at: i64,
        message: &str,
    ) -> Result<(), Error> {
        let Some(target) = self.head(branch) else { return Ok(()) };
        let tag = Tag {
            target,
            target_kind: Kind::Commit,
            name: name.into(),
            tagger: Some(by.signature(self.moved(at))),
            message: message.into(),
            signature: None,
        };
        self.tags.insert(name.to_owned(), self.objects.write(&tag)?);
        Ok(())
    }

    /// Where branches and tags point.
    pub fn finish(self) -> Heads {
        Heads {
            parents: self.commits.iter().map(|made| made.parents.clone()).collect(),
            ids: self.commits.into_iter().map(|made| made.id).collect(),
            branches: self.branches,
            tags: self.tags,
            told: self.told,
        }
    }

    fn head(&self, branch: &str) -> Option<ObjectId> {
        self.branches.get(branch).and_then(|at| self.commits.get(*at)).map(|made| made.id)
    }

    #[allow(clippy::too_many_arguments, reason = "all that a commit is made of")]
    fn add(
        &mut self,
        branch: &str,
        by: &Author,
        at: i64,
        message: &str,
        parents: Vec<usize>,
        files: Rc<Files>,
        merged: Option<&str>,
    ) -> Result<(), Error> {
        let at = self.moved(at);
        let above: Vec<ObjectId> =
            parents.iter().filter_map(|parent| self.commits.get(*parent)).map(|made| made.id).collect();
        let id = write_commit(self.objects, &files, above.clone(), by, at, message)?;
        self.told.push(Told {
            at,
            branch: branch.to_owned(),
            merged: merged.map(str::to_owned),
            begins_from: self.begun.remove(branch),
            by: by.name.clone(),
            email: by.email.clone(),
            message: message.to_owned(),
            id: id.to_string(),
            parents: above.iter().map(ToString::to_string).collect(),
        });
        self.branches.insert(branch.to_owned(), self.commits.len());
        self.commits.push(Made { id, parents, files });
        Ok(())
    }
}

/// Writes a commit of some files.
pub fn write_commit(
    objects: &dyn Write,
    files: &Files,
    parents: Vec<ObjectId>,
    by: &Author,
    at: i64,
    message: &str,
) -> Result<ObjectId, Error> {
    Ok(objects.write(&Commit {
        tree: tree(objects, files)?,
        parents: parents.into(),
        author: by.signature(at),
        committer: by.signature(at),
        encoding: None,
        message: message.into(),
        extra_headers: Vec::new(),
    })?)
}

/// Writes the trees of some files, given by path, and answers the root's id.
pub(super) fn tree(objects: &dyn Write, files: &Files) -> Result<ObjectId, Error> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut folders: BTreeMap<&str, Files> = BTreeMap::new();
    for (path, (kind, id)) in files {
        match path.split_once('/') {
            None => entries.push(Entry { mode: (*kind).into(), filename: path.as_str().into(), oid: *id }),
            Some((folder, rest)) => {
                folders.entry(folder).or_default().insert(rest.to_owned(), (*kind, *id));
            }
        }
    }
    for (folder, files) in folders {
        let oid = tree(objects, &files)?;
        entries.push(Entry { mode: EntryKind::Tree.into(), filename: folder.into(), oid });
    }
    entries.sort();
    Ok(objects.write(&Tree { entries })?)
}

/// A commit and all that came before it.
fn ancestors(commits: &[Made], of: usize) -> BTreeSet<usize> {
    reach(of, |at| commits.get(at).map_or(&[][..], |made| made.parents.as_slice()))
}

fn reach<'a>(from: usize, parents: impl Fn(usize) -> &'a [usize]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(at) = waiting.pop() {
        if found.insert(at) {
            waiting.extend(parents(at));
        }
    }
    found
}

/// Where the branches and tags of a history are.
#[derive(Clone, Debug)]
pub struct Heads {
    ids: Vec<ObjectId>,
    parents: Vec<Vec<usize>>,
    branches: BTreeMap<String, usize>,
    tags: BTreeMap<String, ObjectId>,
    told: Vec<Told>,
}

impl Heads {
    /// All commits, in the order in which they were made on their branches.
    pub fn told(&self) -> &[Told] {
        &self.told
    }

    /// The commit that a branch is at, as 40 hexadecimal digits.
    pub fn head(&self, branch: &str) -> Option<String> {
        self.ids.get(*self.branches.get(branch)?).map(ToString::to_string)
    }

    /// How many commits a branch has that another has not, and the other way round.
    pub fn apart(&self, branch: &str, other: &str) -> (i64, i64) {
        let all = |name: &str| self.branches.get(name).map(|at| self.ancestors(*at)).unwrap_or_default();
        let (ours, theirs) = (all(branch), all(other));
        let count = |a: &BTreeSet<usize>, b| i64::try_from(a.difference(b).count()).unwrap_or(i64::MAX);
        (count(&ours, &theirs), count(&theirs, &ours))
    }

    fn ancestors(&self, of: usize) -> BTreeSet<usize> {
        reach(of, |at| self.parents.get(at).map_or(&[][..], Vec::as_slice))
    }

    /// Full names of all refs, and the ids that they lead to.
    pub fn references(&self) -> impl Iterator<Item = (String, ObjectId)> {
        let branches = self.branches.iter().filter_map(|(name, at)| Some((name, *self.ids.get(*at)?)));
        let branches = branches.map(|(name, id)| (format!("refs/heads/{name}"), id));
        branches.chain(self.tags.iter().map(|(name, id)| (format!("refs/tags/{name}"), *id)))
    }
}
