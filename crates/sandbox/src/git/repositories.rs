//! Where repositories lie, and how they are made.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use gix::Repository;
use tempfile::TempDir;

use super::pack::Pack;
use super::writing::Writing;
use super::{Error, Recipe, commit, wire};

/// The folder of all repositories, below that of the database.
const FOLDER: &str = "repositories";

/// What a repository is called while it is being made.
const MAKING: &str = ".making-";

/// All repositories.
#[derive(Debug)]
pub struct Repositories {
    place: Place,
    /// Whether a project has gone whose repository is still there.
    due: AtomicBool,
    writing: Writing,
    /// In which folders of the machine other repositories may be read.
    readable: Vec<PathBuf>,
}

#[derive(Debug)]
enum Place {
    /// Below the folder of the database.
    Kept(PathBuf),
    /// In a folder that is made when it is needed, and goes with this value.
    Passing(Mutex<Option<TempDir>>),
}

impl Repositories {
    /// In `folder`, or without one in a passing folder.
    pub fn new(folder: Option<&Path>) -> Self {
        let place = match folder {
            Some(folder) => Place::Kept(folder.join(FOLDER)),
            None => Place::Passing(Mutex::new(None)),
        };
        Self { place, due: AtomicBool::new(false), writing: Writing::default(), readable: Vec::new() }
    }

    /// The same, where other repositories in these folders may be read.
    pub fn reading(self, readable: Vec<PathBuf>) -> Self {
        Self { readable, ..self }
    }

    pub(super) fn readable(&self) -> &[PathBuf] {
        &self.readable
    }

    /// The folder of all, if there is one yet.
    fn there(&self) -> Option<PathBuf> {
        match &self.place {
            Place::Kept(folder) => folder.is_dir().then(|| folder.clone()),
            Place::Passing(folder) => lock(folder).as_ref().map(|folder| folder.path().to_owned()),
        }
    }

    /// The folder of all, made when it is not there.
    fn folder(&self) -> Result<PathBuf, Error> {
        match &self.place {
            Place::Kept(folder) => {
                fs::create_dir_all(folder)?;
                Ok(folder.clone())
            }
            Place::Passing(folder) => {
                let mut folder = lock(folder);
                let made = match folder.take() {
                    Some(made) => made,
                    None => tempfile::Builder::new().prefix("repositories-").tempdir()?,
                };
                let path = made.path().to_owned();
                *folder = Some(made);
                Ok(path)
            }
        }
    }

    /// Whether a project's repository has been made.
    pub fn is_there(&self, project: &str) -> bool {
        self.there().is_some_and(|folder| folder.join(format!("{project}.git")).is_dir())
    }

    /// A project's repository, made from its recipe when it is not there.
    pub fn open(&self, project: &str, recipe: &Recipe) -> Result<Repository, Error> {
        // The name is a path's part: it comes from the database, and still only what ids are made of may be in it.
        if project.is_empty() || !project.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Err(Error::Name(project.to_owned()));
        }
        let folder = self.folder()?;
        let path = folder.join(format!("{project}.git"));
        if !path.is_dir() {
            make(&folder, &path, recipe, matches!(self.place, Place::Kept(_)))?;
        }
        self.writing.opened(project);
        open(&path)
    }

    /// Brings the branches of all repositories that are there to where the database says they are: `heads` by branch, of a
    /// project. A process that was ended may have moved a branch and not kept why.
    pub fn align(&self, heads: impl Fn(&str) -> rusqlite::Result<BTreeMap<String, String>>) -> Result<(), Error> {
        let Some(folder) = self.there() else { return Ok(()) };
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(project) = name.to_str().and_then(|name| name.strip_suffix(".git")) else { continue };
            let heads = heads(project).map_err(|error| Error::Database(error.to_string()))?;
            wire::clear(&entry.path())?;
            commit::align(&open(&entry.path())?, &heads)?;
        }
        Ok(())
    }

    /// A write begins, which may move branches. `heads` is where the database has those of a project.
    pub fn begin(&self, heads: impl Fn(&str) -> rusqlite::Result<BTreeMap<String, String>>) {
        self.writing.begin(|project| self.bring_back(project, &heads).is_ok());
    }

    /// What was written since [`Self::begin`] is kept.
    pub fn keep(&self) {
        self.writing.keep();
    }

    /// Nothing of what was written since [`Self::begin`] is kept: branches go back to where the database has them. Those that
    /// cannot now do so when the next write begins.
    pub fn take_back(&self, heads: impl Fn(&str) -> rusqlite::Result<BTreeMap<String, String>>) {
        self.writing.take_back(|project| self.bring_back(project, &heads).is_ok());
    }

    fn bring_back(
        &self,
        project: &str,
        heads: impl Fn(&str) -> rusqlite::Result<BTreeMap<String, String>>,
    ) -> Result<(), Error> {
        let Some(path) = self.there().map(|folder| folder.join(format!("{project}.git"))) else { return Ok(()) };
        if !path.is_dir() {
            return Ok(());
        }
        let heads = heads(project).map_err(|error| Error::Database(error.to_string()))?;
        commit::align(&open(&path)?, &heads)
    }

    /// A project is about to go: its repository is to be swept.
    pub fn let_go(&self) {
        self.due.store(true, Ordering::SeqCst);
    }

    /// Whether a project may have gone since this was last asked. Only what the database no longer names is removed, so it is
    /// asked after its transaction has ended.
    pub fn is_sweep_due(&self) -> bool {
        self.due.swap(false, Ordering::SeqCst)
    }

    /// Removes what was left half made, and the repositories of projects that are no more.
    pub fn sweep(&self, is_kept: impl Fn(&str) -> bool) -> Result<(), Error> {
        let Some(folder) = self.there() else { return Ok(()) };
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let project = name.strip_suffix(".git");
            if name.starts_with(MAKING) || project.is_some_and(|project| !is_kept(project)) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }
}

fn lock(folder: &Mutex<Option<TempDir>>) -> MutexGuard<'_, Option<TempDir>> {
    folder.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A repository that is there. Whoever runs the sandbox has settings of Git that are nobody's business here.
pub fn open(path: &Path) -> Result<Repository, Error> {
    Ok(gix::open_opts(path, gix::open::Options::isolated())?)
}

/// Makes a repository beside its place and moves it there when all of it is on disk: it is there whole or not at all, and
/// of two who make it at once the second uses what the first has made.
fn make(folder: &Path, path: &Path, recipe: &Recipe, is_kept: bool) -> Result<(), Error> {
    let making = tempfile::Builder::new().prefix(MAKING).tempdir_in(folder)?;
    fill(making.path(), recipe, is_kept)?;
    if is_kept {
        sync(making.path())?;
    }
    match fs::rename(making.path(), path) {
        Ok(()) => {
            // It has moved: there is nothing left to remove.
            let _ = making.keep();
            if is_kept { Ok(File::open(folder)?.sync_all()?) } else { Ok(()) }
        }
        Err(error) if matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn fill(path: &Path, recipe: &Recipe, is_kept: bool) -> Result<(), Error> {
    for part in ["refs/heads", "refs/tags"] {
        fs::create_dir_all(path.join(part))?;
    }
    // What goes with this process need not outlive the machine.
    let fsync = if is_kept { "" } else { "\tfsync = none\n" };
    let config = format!("[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n{fsync}");
    fs::write(path.join("config"), config)?;
    fs::write(path.join("HEAD"), format!("ref: refs/heads/{}\n", recipe.default_branch()))?;
    let pack = Pack::default();
    let heads = recipe.write(&pack)?;
    pack.save(path)?;
    let mut refs = String::from("# pack-refs with: sorted \n");
    for (name, id) in heads.references() {
        refs.push_str(&format!("{id} {name}\n"));
    }
    fs::write(path.join("packed-refs"), refs)?;
    Ok(())
}

/// Waits until a folder and all in it are on disk.
fn sync(path: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync(&entry.path())?;
        } else {
            File::open(entry.path())?.sync_all()?;
        }
    }
    File::open(path)?.sync_all()
}
