//! What two sides made of the same files, in one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use gix::objs::tree::EntryKind;
use gix::objs::{Kind, Write};
use gix::{ObjectId, Repository};

use super::durable::Durable;
use super::history::Files;
use super::lines::{self, Merged};
use super::{Error, objects};

/// A file that both changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    pub path: String,
    /// Where in our text, the first and the last line counted from 1; nothing where it is about the whole file.
    pub lines: Vec<(usize, usize)>,
}

impl fmt::Display for Conflict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let range = |(first, last): &(usize, usize)| match first == last {
            true => first.to_string(),
            false => format!("{first}–{last}"),
        };
        match self.lines.as_slice() {
            [] => write!(out, "{}", self.path),
            [line] if line.0 == line.1 => write!(out, "{} (line {})", self.path, line.0),
            lines => write!(out, "{} (lines {})", self.path, lines.iter().map(range).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// Both sides' changes of the files that they began with.
pub fn join(
    repository: &Repository,
    base: &Files,
    ours: &Files,
    theirs: &Files,
) -> Result<Result<Files, Vec<Conflict>>, Error> {
    let mut joined = Files::default();
    let mut conflicts = BTreeMap::new();
    let paths: BTreeSet<&String> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    for path in paths {
        let (was, own, other) = (base.get(path), ours.get(path), theirs.get(path));
        let wanted = if own == other || was == other {
            own.copied()
        } else if was == own {
            other.copied()
        } else {
            match join_file(repository, was, own, other)? {
                Ok(entry) => Some(entry),
                Err(lines) => {
                    conflicts.insert(path.clone(), lines);
                    own.copied()
                }
            }
        };
        joined.extend(wanted.map(|entry| (path.clone(), entry)));
    }
    // One made a file where the other has a folder.
    let folders: BTreeSet<&str> =
        joined.keys().flat_map(|path| path.match_indices('/').filter_map(|(end, _)| path.get(..end))).collect();
    conflicts
        .extend(joined.keys().filter(|path| folders.contains(path.as_str())).map(|path| (path.clone(), Vec::new())));
    let conflicts: Vec<Conflict> = conflicts.into_iter().map(|(path, lines)| Conflict { path, lines }).collect();
    Ok(if conflicts.is_empty() { Ok(joined) } else { Err(conflicts) })
}

/// What a file is and where it is kept.
type Entry = (EntryKind, ObjectId);

/// A file that both sides changed; the lines of ours where they cannot be both, of which there are none when it is not about
/// lines.
fn join_file(
    repository: &Repository,
    was: Option<&Entry>,
    own: Option<&Entry>,
    other: Option<&Entry>,
) -> Result<Result<Entry, Vec<(usize, usize)>>, Error> {
    let whole = Ok(Err(Vec::new()));
    let is_file = |entry: &&Entry| matches!(entry.0, EntryKind::Blob | EntryKind::BlobExecutable);
    let (Some(own), Some(other)) = (own.filter(is_file), other.filter(is_file)) else { return whole };
    // Of two that were added at the same path, nobody knows what they come from.
    let was_kind = was.map_or(own.0, |was| was.0);
    let kind = if own.0 == other.0 || was_kind == other.0 {
        own.0
    } else if was_kind == own.0 && was.is_some() {
        other.0
    } else {
        return whole;
    };
    let was_id = was.filter(is_file).map(|was| was.1);
    if own.1 == other.1 || was_id == Some(other.1) {
        return Ok(Ok((kind, own.1)));
    }
    if was_id == Some(own.1) {
        return Ok(Ok((kind, other.1)));
    }
    let read = |id: ObjectId| Ok::<_, Error>(objects::blob(repository, &id.to_string())?.unwrap_or_default());
    let base = was_id.map(read).transpose()?.unwrap_or_default();
    let (ours, theirs) = (read(own.1)?, read(other.1)?);
    if [&base, &ours, &theirs].into_iter().any(|bytes| lines::is_binary(bytes)) {
        return whole;
    }
    Ok(match lines::merge(&base, &ours, &theirs) {
        Merged::Text(text) => Ok((kind, Durable(repository).write_buf(Kind::Blob, &text)?)),
        Merged::Conflicts(lines) => Err(lines.into_iter().map(|lines| (lines.start, lines.end)).collect()),
    })
}
