//! How a sandbox is set up, and why it cannot be.

use std::path::PathBuf;

/// Where the sandbox keeps its state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Storage {
    /// In a passing folder: it is gone when the sandbox is dropped.
    #[default]
    Memory,
    /// In this folder, made when it is not there.
    Directory(PathBuf),
}

/// What a new sandbox starts with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataSet {
    /// A believable team: three organizations, nine projects, eight people, some weeks of activity.
    #[default]
    Demo,
    /// 20 organizations, 1,000 projects, one with 500 environments, one with 10,000 activities, one of these with a log of
    /// 100,000 lines.
    Large,
    /// The people and their tokens only.
    Empty,
}

/// How a sandbox is set up.
#[derive(Clone, Debug)]
pub struct Options {
    pub storage: Storage,
    /// What a new database starts with; one that exists is left as it is.
    pub data_set: DataSet,
    /// Multiplies the duration of activities: at 1.0 a changed variable takes about six seconds.
    pub pace: f64,
    /// Whether `/_sandbox` is there. It lets anyone reset the data: for tests only.
    pub test_controls: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { storage: Storage::Memory, data_set: DataSet::Demo, pace: 1.0, test_controls: false }
    }
}

/// Why a sandbox could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot make the folder {0}: {1}")]
    Folder(PathBuf, std::io::Error),
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("the data was written by a newer version (format {found}, this one knows {known})")]
    NewerFormat { found: i64, known: i64 },
    /// The declared operations and the handlers do not match.
    #[error("no handler for {0}")]
    Unhandled(&'static str),
    #[error("Git repositories: {0}")]
    Repositories(String),
}
