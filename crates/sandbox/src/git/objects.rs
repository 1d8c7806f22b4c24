//! Reading a repository: refs, trees, blobs and commits as plain data.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use gix::objs::Kind;
use gix::{ObjectId, Repository};
use serde_json::{Value, json};
use wheelhouse_contract::checks;

use super::Error;

/// A name in a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ref {
    /// Without `refs/` before it: `heads/main`, `tags/v1`.
    pub name: String,
    /// `commit`; `tag` for one that says who made it and why.
    pub kind: &'static str,
    pub target: String,
    /// The object that it leads to in the end.
    pub commit: String,
    /// Whether that is a commit, as nearly always.
    pub is_commit: bool,
}

/// A file, folder, link or submodule in a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub path: String,
    /// Six octal digits.
    pub mode: String,
    /// `tree`, `blob` or `commit`.
    pub kind: &'static str,
    pub id: String,
}

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub name: String,
    pub email: String,
    /// Seconds since 1970.
    pub at: i64,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    pub author: Signature,
    pub committer: Signature,
    pub message: String,
    pub tree: String,
    pub parents: Vec<String>,
}

/// A commit as the activity of a push tells of it.
pub fn told_in_push(id: &str, parents: &[String], (name, email): (&str, &str), message: &str) -> Value {
    json!({"sha": id, "parents": parents, "author": {"name": name, "email": email}, "message": message})
}

/// All refs by name.
pub fn references(repository: &Repository) -> Result<Vec<Ref>, Error> {
    let platform = repository.references()?;
    let mut found = Vec::new();
    for reference in platform.all()? {
        found.extend(read_reference(reference.map_err(Error::Git)?)?);
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Whether a ref is one of these, or below one.
pub fn is_below(name: &str, refs: &[String]) -> bool {
    let is_it = |rest: &str| rest.is_empty() || rest.starts_with('/');
    refs.iter().any(|above| name.strip_prefix(above.as_str()).is_some_and(is_it))
}

/// The ref of a name without `refs/` before it.
pub fn reference(repository: &Repository, name: &str) -> Result<Option<Ref>, Error> {
    let full = format!("refs/{name}");
    // What can be no name is no ref.
    let Ok(full) = gix::refs::FullName::try_from(full) else { return Ok(None) };
    match repository.try_find_reference(full.as_ref())? {
        Some(found) => read_reference(found),
        None => Ok(None),
    }
}

/// `None` for a symbolic one, and for a name that is no text.
fn read_reference(mut reference: gix::Reference<'_>) -> Result<Option<Ref>, Error> {
    let Ok(full) = std::str::from_utf8(reference.name().as_bstr()).map(str::to_owned) else { return Ok(None) };
    let (Some(name), Some(target)) = (full.strip_prefix("refs/"), reference.try_id()) else { return Ok(None) };
    let kind = match target.header()?.kind() {
        Kind::Commit => "commit",
        Kind::Tag => "tag",
        Kind::Tree => "tree",
        Kind::Blob => "blob",
    };
    let target = target.to_string();
    let end = reference.peel_to_id()?;
    let is_commit = end.header()?.kind() == Kind::Commit;
    Ok(Some(Ref { name: name.to_owned(), kind, target, commit: end.to_string(), is_commit }))
}

/// An object of a kind by its id in 40 hexadecimal digits.
fn object(repository: &Repository, id: &str, kind: Kind) -> Result<Option<Vec<u8>>, Error> {
    let Ok(id) = ObjectId::from_hex(id.as_bytes()) else { return Ok(None) };
    let found = repository.try_find_object(id)?;
    Ok(found.filter(|object| object.kind == kind).map(|object| object.data.clone()))
}

/// What a folder holds.
pub fn tree(repository: &Repository, id: &str) -> Result<Option<Vec<Entry>>, Error> {
    let Some(data) = object(repository, id, Kind::Tree)? else { return Ok(None) };
    let mut entries = Vec::new();
    for entry in gix::objs::TreeRefIter::from_bytes(&data, gix::hash::Kind::Sha1) {
        let entry = entry?;
        entries.push(Entry {
            path: String::from_utf8_lossy(entry.filename).into_owned(),
            mode: format!("{:06o}", entry.mode.value()),
            kind: match entry.mode.kind() {
                gix::objs::tree::EntryKind::Tree => "tree",
                gix::objs::tree::EntryKind::Commit => "commit",
                _ => "blob",
            },
            id: entry.oid.to_string(),
        });
    }
    Ok(Some(entries))
}

/// What a file holds.
pub fn blob(repository: &Repository, id: &str) -> Result<Option<Vec<u8>>, Error> {
    object(repository, id, Kind::Blob)
}

pub fn commit(repository: &Repository, id: &str) -> Result<Option<Commit>, Error> {
    let Some(data) = object(repository, id, Kind::Commit)? else { return Ok(None) };
    let commit = gix::objs::CommitRef::from_bytes(&data, gix::hash::Kind::Sha1)?;
    let signature = |by: gix::actor::SignatureRef<'_>| Signature {
        name: by.name.to_string(),
        email: by.email.to_string(),
        at: by.seconds(),
    };
    Ok(Some(Commit {
        author: signature(commit.author()?),
        committer: signature(commit.committer()?),
        message: commit.message.to_string(),
        tree: commit.tree().to_string(),
        parents: commit.parents().map(|parent| parent.to_string()).collect(),
    }))
}

/// Whether a branch can have this name: to Git's commands, which take fewer than its references.
pub fn is_branch_name(name: &str) -> bool {
    checks::branch(name).is_ok() && gix::refs::FullName::try_from(format!("refs/heads/{name}")).is_ok()
}

/// How many commits one commit comes after that another does not, and the other way round; each counts itself.
pub fn apart(repository: &Repository, ours: &str, theirs: &str) -> Result<(i64, i64), Error> {
    let (ours, theirs) = (history(repository, vec![ours.to_owned()])?, history(repository, vec![theirs.to_owned()])?);
    let count = |a: &BTreeSet<String>, b| i64::try_from(a.difference(b).count()).unwrap_or(i64::MAX);
    Ok((count(&ours, &theirs), count(&theirs, &ours)))
}

/// Some commits and all that they come after.
fn history(repository: &Repository, mut waiting: Vec<String>) -> Result<BTreeSet<String>, Error> {
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if found.contains(&id) {
            continue;
        }
        let Some(commit) = commit(repository, &id)? else { continue };
        if found.insert(id) {
            waiting.extend(commit.parents);
        }
    }
    Ok(found)
}

/// The commits that a commit comes after, itself included, and none of `known` does: the newest first, and so many at most.
pub fn new_commits(repository: &Repository, of: &str, known: &[String], most: usize) -> Result<Vec<String>, Error> {
    let mut seen = history(repository, known.to_vec())?;
    let mut found = Vec::new();
    // By time, and those of the same second in the order in which they are met.
    let mut waiting = BTreeMap::new();
    let mut met = 0_u64;
    let mut meet = |waiting: &mut BTreeMap<_, _>, id: String| -> Result<(), Error> {
        if seen.insert(id.clone())
            && let Some(commit) = commit(repository, &id)?
        {
            met = met.saturating_add(1);
            waiting.insert((commit.committer.at, Reverse(met)), (id, commit));
        }
        Ok(())
    };
    meet(&mut waiting, of.to_owned())?;
    while found.len() < most
        && let Some((_, (id, commit))) = waiting.pop_last()
    {
        found.push(id);
        commit.parents.into_iter().try_for_each(|parent| meet(&mut waiting, parent))?;
    }
    Ok(found)
}
