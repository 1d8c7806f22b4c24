//! Other people's repositories, read where the sandbox may: in folders on this machine that whoever runs it names.

use std::path::{Path, PathBuf};

use super::first::FirstFile;
use super::{Error, Repositories, commit, objects, repositories};

/// How many files a repository may have, and how many bytes in all, to be copied.
const MOST_FILES: usize = 5_000;
const MOST_BYTES: usize = 64 * 1024 * 1024;

impl Repositories {
    /// The files of a repository that is named as `PLACE` or `PLACE@BRANCH`: a path, or an address that begins with `file://`.
    ///
    /// # Errors
    /// A sentence that says why it cannot be read.
    pub fn copy(&self, named: &str) -> Result<Vec<FirstFile>, String> {
        let (path, branch) = self.find(named).ok_or_else(|| {
            format!(
                "{named} cannot be read: the sandbox calls no other host, and reads repositories only in folders that its \
                 option --allow-repositories names."
            )
        })?;
        read(&path, branch).map_err(|error| format!("{named} cannot be read: {error}."))
    }

    /// A folder that may be read, and the branch.
    fn find<'a>(&self, named: &'a str) -> Option<(PathBuf, Option<&'a str>)> {
        let place = |text: &str| {
            let path = Path::new(text.strip_prefix("file://").unwrap_or(text));
            let path = path.is_absolute().then(|| path.canonicalize().ok())??;
            let is_allowed = |folder: &PathBuf| folder.canonicalize().is_ok_and(|folder| path.starts_with(folder));
            self.readable().iter().any(is_allowed).then_some(path)
        };
        // Folders may have an @ in their names too.
        if let Some(path) = place(named) {
            return Some((path, None));
        }
        let (before, branch) = named.rsplit_once('@')?;
        Some((place(before)?, Some(branch)))
    }
}

fn read(path: &Path, branch: Option<&str>) -> Result<Vec<FirstFile>, Error> {
    let repository = repositories::open(path)?;
    let head = match branch {
        Some(branch) => objects::reference(&repository, &format!("heads/{branch}"))?.map(|found| found.commit),
        None => repository.head_id().ok().map(|id| id.to_string()),
    };
    let head = head.ok_or_else(|| Error::Name(branch.unwrap_or("HEAD").to_owned()))?;
    let files = commit::files(&repository, &head)?;
    let mut copied = Vec::new();
    let mut bytes = 0_usize;
    for (path, (kind, id)) in files {
        // What is in a submodule is not in the repository.
        let Some(contents) = objects::blob(&repository, &id.to_string())? else { continue };
        bytes = bytes.saturating_add(contents.len());
        copied.push(FirstFile::of_kind(&path, contents, kind));
        if copied.len() > MOST_FILES || bytes > MOST_BYTES {
            return Err(Error::Pack("it is too large to be copied".to_owned()));
        }
    }
    Ok(copied)
}
