//! The Platform.sh REST API on SQLite and Git, as a library: an axum [`Router`](axum::Router).
//!
//! It is no imitation: state is kept, permissions are enforced, writes start activities that run, log and finish. It is
//! built from the declarations in `wheelhouse_contract`: each declared operation is routed, its query and body are
//! checked and its errors rendered in one place (`http`), and a handler in `resources` does what is left.
//!
//! # Addresses
//! - `/api/…`: the API. `/auth/oauth2/token`: an API token for an access token that lasts 900 seconds.
//! - `/auth/oauth2/authorize`, `/auth/oauth2/revoke`: OAuth 2.0 for [`Options::clients`], by codes with PKCE (S256). Whoever
//!   signs in does so with an API token, on a page of the sandbox's own, each time: no sign-in is remembered, so that each is
//!   as fresh as any client may ask.
//! - `/git/PROJECT.git`: for Git clients, over HTTP; the password is an API token or an access token. A push starts an
//!   `environment.push` for each branch, and a new branch is an environment that does not run. Git has to be installed.
//! - `/_sandbox/…`, only with [`Options::test_controls`]: `GET coverage`, `POST` and `DELETE faults`, `POST reset`,
//!   `POST clock`, `POST deliver` (what webhooks are to be told by now), `GET` and `POST data/PROJECT/ENVIRONMENT` (what its
//!   services hold, and writing as an application would), `POST commit/PROJECT/ENVIRONMENT` (as a push would), `GET` and
//!   `POST mail/USER` (e-mails whose links can still be followed, and following one; invitations to an address without an
//!   account with the address as USER), `POST invitations/ID/accept`, `POST standing/USER` (what is verified), `POST
//!   second-factor/USER` (whether a passcode or recovery code would be taken). A request with the header
//!   `x-wheelhouse-uncounted: 1` is not counted in the coverage.
//!
//! # Rules worth knowing
//! - **Activities are a function of time.** A row keeps when it starts, a plan of log lines, and how it ends; state,
//!   percentage and log follow from the clock. So an activity survives a crash and needs no background task. What it
//!   changes (an environment's last deployment) is written by the first request after its end.
//! - **One at a time.** Activities of the same environment run one after another; those of the whole project wait for all
//!   and are waited for by all. [`Options::pace`] multiplies how long they take.
//! - **What is about to change is left alone.** An activity that changes an environment at its end (a merge, a new branch, a
//!   deletion) refuses, until then, what would change the same or needs it as it is. One that is cancelled has changed nothing.
//! - **Data** has no bytes: a revision names what a service holds. Branching, synchronizing and restoring copy revisions.
//! - **Backups** hold commit and data of an environment when their activity ends. They expire by the clock: after 2, 7, 14 or 30
//!   days, by the plan. Of production, one is made each day; the setting `data_retention` says otherwise, by type of environment,
//!   and how many of those that somebody made are kept.
//! - **Development environments** are paused 14 days after their last deployment. Resuming, redeploying and pushing have them run
//!   again, with the data that they had.
//! - **Merges** are by line, as Git merges; a conflict names files and lines. A file that was moved is another file.
//! - **What is deployed** is what `.platform.app.yaml` (in any folder), `.platform/applications.yaml`, `services.yaml` and
//!   `routes.yaml` said in the commit of the last deployment that ended well; what cannot be read is left out. Writing a route
//!   is a commit to `routes.yaml`.
//! - **Source operations** run nothing: what their commands ask of `npm`, `composer`, `pip` and `git commit` is done to the
//!   files. **Runtime operations** end as their commands say with `exit N`.
//! - **A deploy hook that exits 1.** While an enabled variable named `FAIL_DEPLOY` (or `env:FAIL_DEPLOY`) is seen by an
//!   environment, deployments of it fail, with a log that says why. A change to the whole project goes by
//!   what its production environment sees.
//! - **Variables** are addressed by name. A sensitive value is never answered, and a variable cannot stop being sensitive.
//! - **Certificates** that are brought are read, and their keys compared and not kept. Domains without one get one, and those
//!   that are about to expire are renewed, when a deployment ends well.
//! - **Git repositories** are real and bare, at `repositories/PROJECT.git` beside the database (in a passing folder with
//!   [`Storage::Memory`]). Each is made when it is first looked at, from a recipe that the database keeps: whole, then moved
//!   to its place. Ids follow from the recipe, so they are the same every time, and environments name their real heads.
//!   Where branches have moved since is kept in the database: repositories are brought in line when a sandbox is opened.
//! - **Signing in** takes the token of the data folder: made at random when the folder is, and readable by its owner alone.
//!   [`Options::token`] takes its place, for tests.
//! - **Refresh tokens** are good once. Who uses one again ends the sign-in that it came from, with all of its tokens; so does
//!   deleting the API token. Codes are kept in memory: they last a minute.
//! - **People** know of each other when they have a part in the same organization or project. What belongs to an account is
//!   its person's alone.
//! - **Access** to a project is the union of what its organization, the person's own grant and teams give. Without a role on
//!   a type of environments, these environments, their branches and activities are not there.
//! - **E-mails** are not sent: only a test can follow the link in one. Until then the address is the one it was.
//! - **Passcodes** are those of RFC 6238. The secret of an enrollment follows from the database's key and is kept nowhere;
//!   recovery codes are kept as SHA-256, passwords as Argon2id.
//! - **Pictures** are unpacked, made smaller, and kept as PNG at `/api/pictures/NAME`, for whoever knows the name.
//! - **New projects** are `requested`, then `provisioning`, then `active`, as their activity `project.create` waits, runs and
//!   ends.
//! - **Time** is real time plus an offset that only `POST /_sandbox/clock` changes. It does not go back when the machine's clock
//!   does.
//! - **A full disk** refuses what would change something. Reading and signing in go on.
//! - **Webhooks** are told of the activities that they follow, when these reach the states that they follow, by a POST to this
//!   machine or to a host that [`Options::deliveries`] allows. How it went is an `integration.webhook`. Each is told once at
//!   most: one that was under way when the process ended is not told again. Webhooks with a key are sent what is signed with it.
//! - **Health notices** go the same way, to webhooks, PagerDuty, Slack at [`Options::slack_api`], and people by
//!   [`Options::mail_server`].
//! - **Writes** are in one transaction each, one after another, on disk before the answer is sent. What is refused, for whatever
//!   reason, has changed neither the database nor a branch or tag.
//! - **Reads** (`GET`) are in one transaction each as well, and wait for no write but that of what has ended: they see the
//!   database as it was when they began. Git refs are read from the repository, where a write may already have moved them.

mod access;
mod activities;
mod billing;
mod clock;
mod code;
mod config;
mod error;
mod git;
mod http;
mod integration_kinds;
mod provisioning;
mod request;
mod resources;
mod seed;
mod setup;
mod store;
mod x509;

use std::sync::Arc;

pub use setup::{DataSet, Error, MailServer, OAuthClient, Options, Storage};

use http::Shared;

/// The API with its state.
#[derive(Clone)]
pub struct Sandbox {
    shared: Arc<Shared>,
}

impl Sandbox {
    /// Opens the state, and fills it when it is new.
    ///
    /// # Errors
    /// When the folder or the database cannot be opened or was written by a newer version.
    pub fn open(options: Options) -> Result<Self, Error> {
        Ok(Self { shared: Arc::new(Shared::open(options)?) })
    }

    /// The API at `/api`, signing in at `/auth`, Git at `/git`, and the controls for tests at `/_sandbox`.
    pub fn router(&self) -> axum::Router {
        http::router(self.shared.clone())
    }

    /// Tells webhooks of activities as it becomes due, for as long as this is awaited. With test controls it is done when
    /// `POST /_sandbox/deliver` asks for it, and not otherwise.
    pub async fn deliver(self) {
        if !self.shared.test_controls {
            http::deliver(self.shared).await;
        }
    }

    /// The API token to sign in with as the administrator.
    pub fn sign_in_token(&self) -> &str {
        &self.shared.tokens().admin
    }

    /// The API token of the user who may look and change nothing.
    pub fn viewer_token(&self) -> &str {
        &self.shared.tokens().viewer
    }

    /// Everyone who can sign in: name, what they are in the demo's data, and API token. The first is the administrator, the
    /// last the user who may only look.
    pub fn people(&self) -> Vec<(String, &'static str, &str)> {
        seed::who_signs_in(self.shared.tokens())
    }
}
