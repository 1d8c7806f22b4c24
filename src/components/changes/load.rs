//! What is read to tell how the code of two commits differs.

use futures::future::join_all;
use wheelhouse_contract::sections::repository::{Blob, Commit, GetABlobObject, GetACommitObject, GetATreeObject};

use super::history::{Apart, apart, seen};
use super::reader::Reader;
use super::text::{Difference, difference};
use super::trees::{FileChange, Folder, Object, Pair, compare, folder_of, settled};
use crate::api::ApiError;
use crate::components::{Content, EntryKind, size_words};
use crate::reactive::State;

/// How many commits are walked.
const MOST_COMMITS: usize = 300;
/// How many files that differ are listed, and how many folders are read for it.
const MOST_FILES: usize = 5_000;
const MOST_FOLDERS: usize = 4_000;
/// Bytes of a file whose lines are compared.
const MOST_BYTES: usize = 1 << 20;

/// Something that is read in several steps.
#[derive(Clone)]
pub struct Progress<T> {
    /// What is known by now.
    pub known: T,
    pub is_done: bool,
    pub error: Option<ApiError>,
}

impl<T: Default> Default for Progress<T> {
    fn default() -> Self {
        Self { known: T::default(), is_done: false, error: None }
    }
}

/// How the histories of two commits stand to each other, with the commits that were read.
#[derive(Clone, Default)]
pub struct Histories {
    pub apart: Apart,
    commits: Vec<(String, Commit)>,
}

impl Histories {
    pub fn commit(&self, id: &str) -> Option<&Commit> {
        self.commits.iter().find(|(known, _)| known == id).map(|(_, commit)| commit)
    }
}

/// Walks the histories of two commits, and says after each step what is known. Goes on from what is known already.
pub async fn histories(reader: Reader, left: String, right: String, state: State<Progress<Histories>>) {
    let Some(mut now) = state.try_get_untracked() else { return };
    now.error = None;
    loop {
        let known = &now.known.commits;
        let know = |id: &str| known.iter().find(|(known, _)| known == id).map(|(_, commit)| seen(commit));
        now.known.apart = apart(&left, &right, MOST_COMMITS, know);
        let missing = now.known.apart.missing.clone();
        now.is_done = missing.is_empty();
        if !state.try_set(now.clone()) || now.is_done {
            return;
        }
        let read = |id: String| async move {
            let commit = reader.get::<GetACommitObject>(GetACommitObject::path, &id).await?;
            Ok::<_, ApiError>((id, commit))
        };
        for answer in join_all(missing.into_iter().map(read)).await {
            match answer {
                Ok(commit) => now.known.commits.push(commit),
                Err(error) => now.error = Some(error),
            }
        }
        if now.error.is_some() {
            state.try_set(now);
            return;
        }
    }
}

/// The files that differ.
#[derive(Clone, Default)]
pub struct Files {
    pub list: Vec<FileChange>,
    /// Whether there are more than are listed.
    pub is_cut: bool,
}

/// Walks the trees of two commits side by side; `None` stands for nothing at all.
///
/// # Errors
/// The first of those that the API answers with.
pub async fn files(reader: Reader, from: Option<String>, to: String) -> Result<Files, ApiError> {
    let mut found = Files::default();
    let mut waiting = vec![Pair { path: String::new(), from, to: Some(to) }];
    let mut read = 0;
    while !waiting.is_empty() {
        found.is_cut = read >= MOST_FOLDERS || found.list.len() >= MOST_FILES;
        if found.is_cut {
            break;
        }
        let later = waiting.split_off(waiting.len().min(MOST_FOLDERS));
        read += waiting.len();
        let one = |pair: Pair| async move {
            let (from, to) = (folder(reader, pair.from).await?, folder(reader, pair.to).await?);
            Ok::<_, ApiError>(compare(&pair.path, from, to))
        };
        let answers = join_all(waiting.into_iter().map(one)).await;
        waiting = later;
        for answer in answers {
            let (files, below) = answer?;
            found.list.extend(files);
            waiting.extend(below);
        }
    }
    found.list = settled(found.list);
    found.is_cut |= found.list.len() > MOST_FILES;
    found.list.truncate(MOST_FILES);
    Ok(found)
}

async fn folder(reader: Reader, id: Option<String>) -> Result<Folder, ApiError> {
    match id {
        // A commit's id does as well as that of its tree.
        Some(id) => reader.get::<GetATreeObject>(GetATreeObject::path, &id).await.map(|tree| folder_of(&tree)),
        None => Ok(Folder::new()),
    }
}

/// How the content of a file differs.
#[derive(Clone)]
pub enum Lines {
    Of(Difference),
    /// No lines can be shown, and why.
    Not(String),
}

/// Reads both contents of a file, and compares them line by line.
///
/// # Errors
/// What the API answers.
pub async fn lines(reader: Reader, file: FileChange) -> Result<Lines, ApiError> {
    if file.is_same_content() {
        return Ok(Lines::Not("The content is the same.".to_owned()));
    }
    let is_submodule = |side: &Option<Object>| side.as_ref().is_some_and(|side| side.kind == EntryKind::Repository);
    if is_submodule(&file.from) || is_submodule(&file.to) {
        let at = |side: &Option<Object>| {
            side.as_ref().map_or("nothing", |side| side.id.get(..8).unwrap_or(&side.id)).to_owned()
        };
        return Ok(Lines::Not(format!("Submodule: {} → {}", at(&file.from), at(&file.to))));
    }
    let (old, new) = (content(reader, &file.from).await?, content(reader, &file.to).await?);
    Ok(compared(old, new))
}

/// What a side holds, and its size in bytes; `None` where there is no such side.
type Side = Option<(Content, usize)>;

async fn content(reader: Reader, side: &Option<Object>) -> Result<Side, ApiError> {
    let Some(object) = side else { return Ok(None) };
    let blob: Blob = reader.get::<GetABlobObject>(GetABlobObject::path, &object.id).await?;
    let content = Content::of(&blob);
    let size = blob.size().and_then(|size| usize::try_from(size).ok()).unwrap_or(content.size());
    Ok(Some((content, size)))
}

fn compared(old: Side, new: Side) -> Lines {
    let sizes = || {
        let size = |side: &Side| {
            side.as_ref().map_or("nothing".to_owned(), |(_, size)| size_words(u64::try_from(*size).unwrap_or(u64::MAX)))
        };
        format!("{} → {}", size(&old), size(&new))
    };
    let any = |is: fn(&(Content, usize)) -> bool| old.iter().chain(&new).any(is);
    if any(|(content, _)| matches!(content, Content::Unreadable(_))) {
        return Lines::Not(format!("The API sent it in an encoding that can’t be read: {}", sizes()));
    }
    if any(|(content, _)| matches!(content, Content::Bytes(_))) {
        return Lines::Not(format!("Binary file: {}", sizes()));
    }
    if any(|(_, size)| *size > MOST_BYTES) {
        return Lines::Not(format!("Too large to compare line by line: {}", sizes()));
    }
    let text = |side: &Side| match side {
        Some((Content::Text(text), _)) => text.clone(),
        _ => String::new(),
    };
    let (before, after) = (text(&old), text(&new));
    match (before.is_empty() && after.is_empty(), before == after) {
        (true, _) => Lines::Not("Empty file".to_owned()),
        (false, true) => Lines::Not("The content is the same.".to_owned()),
        (false, false) => Lines::Of(difference(&before, &after)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(content: Content) -> Side {
        let size = content.size();
        Some((content, size))
    }

    #[test]
    fn what_has_no_lines_is_told() {
        let said = |old: Side, new: Side| match compared(old, new) {
            Lines::Of(found) => format!("+{} -{}", found.added, found.removed),
            Lines::Not(why) => why,
        };
        let text = |text: &str| side(Content::Text(text.to_owned()));
        assert_eq!(said(text("a\n"), text("b\nc\n")), "+2 -1");
        assert_eq!(said(None, text("b\nc\n")), "+2 -0");
        assert_eq!(said(text("a\n"), None), "+0 -1");
        assert_eq!(said(None, text("")), "Empty file");
        assert!(said(text("a"), side(Content::Bytes(vec![0; 2048]))).starts_with("Binary file: 1 byte → 2 KiB"));
        assert!(
            said(text("a"), Some((Content::Text("b".repeat(MOST_BYTES + 1)), MOST_BYTES + 1))).starts_with("Too large")
        );
        assert!(said(None, side(Content::Unreadable("rot13".to_owned()))).contains("can’t be read"));
    }
}
