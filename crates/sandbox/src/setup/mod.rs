//! How a sandbox is set up, and why it cannot be.

mod clients;
mod mail_server;
mod tokens;

use std::path::{Path, PathBuf};

pub use clients::OAuthClient;
pub use mail_server::MailServer;
pub use tokens::{Tokens, random_token};

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
    /// A believable team: three organizations, nine projects, fourteen people, some weeks of activity.
    #[default]
    Demo,
    /// 20 organizations, 1,000 projects, one with 500 environments, one with 10,000 activities, one of these with a log of
    /// 100,000 lines.
    Large,
    /// An organization of 1,000 members and 200 projects.
    Crowd,
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
    /// What the administrator signs in with, in place of the data folder's own token.
    pub token: Option<String>,
    /// What the user who may only look signs in with, in place of a token that follows from the administrator's.
    pub viewer_token: Option<String>,
    /// In which folders of the machine other people's Git repositories may be read, by projects that begin with one.
    pub repositories: Vec<PathBuf>,
    /// Which hosts webhooks, PagerDuty, Slack and the mail server may be at, as `HOST` or `HOST:PORT`, beside this machine.
    pub deliveries: Vec<String>,
    /// What people can sign in to by OAuth.
    pub clients: Vec<OAuthClient>,
    /// The address that the methods of Slack's API are below: called where [`Options::deliveries`] allows it.
    pub slack_api: String,
    /// What takes mail: called where [`Options::deliveries`] allows it. Without one, none is sent.
    pub mail_server: Option<MailServer>,
}

impl Options {
    /// Where Slack itself has its API.
    pub const SLACK_API: &'static str = "https://slack.com/api";
}

impl Default for Options {
    fn default() -> Self {
        Self {
            storage: Storage::Memory,
            data_set: DataSet::Demo,
            pace: 1.0,
            test_controls: false,
            token: None,
            viewer_token: None,
            repositories: Vec::new(),
            deliveries: Vec::new(),
            clients: Vec::new(),
            slack_api: Self::SLACK_API.to_owned(),
            mail_server: None,
        }
    }
}

/// Why a sandbox could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot make the folder {0}: {1}")]
    Folder(PathBuf, std::io::Error),
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("the database {0}: {1}")]
    DatabaseFile(PathBuf, rusqlite::Error),
    #[error("{file} was written by a newer version (format {found}, this one knows {known})", file = file.display())]
    NewerFormat { file: PathBuf, found: i64, known: i64 },
    #[error(
        "another server uses the data in {0}: stop it, or name another folder. Two at once would overwrite each other."
    )]
    InUse(PathBuf),
    /// The declared operations and the handlers do not match.
    #[error("no handler for {0}")]
    Unhandled(&'static str),
    #[error("what webhooks were to be told: {0}")]
    Deliveries(String),
    #[error("Git repositories: {0}")]
    Repositories(String),
}

impl Error {
    /// The same, with the file that it is about.
    pub(crate) fn of(self, file: &Path) -> Self {
        match self {
            Self::Database(error) => Self::DatabaseFile(file.to_owned(), error),
            Self::NewerFormat { found, known, .. } => Self::NewerFormat { file: file.to_owned(), found, known },
            other => other,
        }
    }
}
