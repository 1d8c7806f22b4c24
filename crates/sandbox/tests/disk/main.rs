//! Disks that fail: each write of the database in turn. What was refused has changed nothing, what was done is there
//! afterwards, and the database is whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod vfs;
mod work;

use std::fs;
use std::path::Path;
use std::thread;

use axum::Router;
use axum::http::StatusCode;
use rusqlite::Connection;
use tempfile::TempDir;
use wheelhouse_sandbox::{Error, Options, Sandbox, Storage};

use vfs::{Disk, Fault};
use work::{Client, Refused, STEPS, Seen, Step, TOKEN};

fn open(folder: &Path) -> Result<Sandbox, Error> {
    loop {
        let (storage, token) = (Storage::Directory(folder.to_owned()), Some(TOKEN.to_owned()));
        match Sandbox::open(Options { storage, token, test_controls: true, ..Options::default() }) {
            // What another test has begun holds what this process holds, until it is Git.
            Err(Error::InUse(_)) => thread::yield_now(),
            opened => return opened,
        }
    }
}

/// A folder in memory, where there is such a thing: the disk that fails is none, and the others need not be slow.
fn passing() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let there = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &there);
        } else {
            fs::copy(entry.path(), there).unwrap();
        }
    }
}

/// Data to begin with, and what there is to see of it.
async fn template() -> (TempDir, Seen) {
    let folder = passing();
    let sandbox = open(folder.path()).unwrap();
    let client = Client::sign_in(&sandbox.router()).await.unwrap();
    client.prepare().await;
    let seen = client.see().await.unwrap();
    (folder, seen)
}

/// When a disk begins to fail.
#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    Opening,
    SigningIn,
    /// While a step is asked for.
    Asking(&'static Step),
    /// While a step takes effect that was acknowledged before.
    Ending(&'static Step),
    /// While what a step wrote goes from the log to its place, and the sandbox ends.
    Closing(&'static Step),
}

/// Begins in different ways to work on a disk that fails with its `first` operation from then on.
struct Try<'a> {
    before: &'a Seen,
    when: When,
    fault: Fault,
    first: u32,
}

impl Try<'_> {
    /// Answers whether the disk has failed.
    async fn run(&self, template: &Path) -> bool {
        let folder = passing();
        copy(template, folder.path());
        let disk = vfs::watch(folder.path());
        if self.when == When::Opening {
            self.fail(disk);
        }
        let mut acknowledged = None;
        match open(folder.path()) {
            Ok(sandbox) => acknowledged = self.work(&sandbox, disk).await,
            Err(error) => assert!(disk.failures() > 0, "{error}"),
        }
        let has_failed = disk.failures() > 0;
        disk.mend();
        self.look_again(folder.path(), acknowledged).await;
        has_failed
    }

    fn fail(&self, disk: &Disk) {
        disk.fail(self.fault, self.first);
    }

    /// Answers what was acknowledged.
    async fn work(&self, sandbox: &Sandbox, disk: &Disk) -> Option<&'static Step> {
        let router = sandbox.router();
        if self.when == When::SigningIn {
            self.fail(disk);
        }
        let client = match (Client::sign_in(&router).await, self.fault) {
            (Ok(client), _) => client,
            (Err(_), Fault::Once) => Client::sign_in(&router).await.unwrap(),
            (Err(_), Fault::Dead) => return None,
            (Err(refused), Fault::Full) => panic!("signing in goes on: {refused:?}"),
        };
        let acknowledged = match self.when {
            When::Opening | When::SigningIn => None,
            When::Asking(step) => {
                self.fail(disk);
                self.ask(&client, step, disk, &router).await.then_some(step)
            }
            When::Ending(step) => {
                client.ask(step, self.before).await.unwrap();
                client.wait().await.unwrap();
                self.fail(disk);
                let seen = client.see().await;
                assert!(self.fault != Fault::Full || seen.is_ok(), "reading goes on");
                if self.fault == Fault::Once {
                    assert!(client.see().await.unwrap().has(step, self.before), "what has ended takes effect");
                }
                Some(step)
            }
            When::Closing(step) => {
                client.ask(step, self.before).await.unwrap();
                self.fail(disk);
                return Some(step);
            }
        };
        // What is full or gone stays so while the sandbox ends; whether it was is told by what was before.
        if disk.failures() == 0 {
            disk.mend();
        }
        acknowledged
    }

    /// Asks for a step. If it is refused, nothing has changed.
    async fn ask(&self, client: &Client, step: &'static Step, disk: &Disk, router: &Router) -> bool {
        let Err(Refused(status, said)) = client.ask(step, self.before).await else { return true };
        assert!(disk.failures() > 0, "{}: {said}", step.what);
        match self.fault {
            Fault::Once => {
                assert!(!client.see().await.unwrap().has(step, self.before), "{} all the same", step.what);
                client.ask(step, self.before).await.unwrap();
                true
            }
            Fault::Full => {
                assert!(status == StatusCode::INSUFFICIENT_STORAGE || said.contains("make room"), "{said}");
                let other = Client::sign_in(router).await.expect("signing in goes on");
                let seen = other.see().await.expect("reading goes on");
                assert!(!seen.has(step, self.before), "{} all the same", step.what);
                false
            }
            Fault::Dead => false,
        }
    }

    /// Opens what was left, on a disk that is well.
    async fn look_again(&self, folder: &Path, acknowledged: Option<&Step>) {
        let sandbox = open(folder).unwrap();
        let client = Client::sign_in(&sandbox.router()).await.unwrap();
        client.wait().await.unwrap();
        let seen = client.see().await.unwrap();
        for step in STEPS {
            let is_there = seen.has(step, self.before);
            let is_meant = match self.when {
                When::Asking(meant) | When::Ending(meant) | When::Closing(meant) => meant == step,
                When::Opening | When::SigningIn => false,
            };
            assert!(is_there || acknowledged != Some(step), "{}: that was acknowledged", step.what);
            assert!(is_meant || !is_there, "{}, and nobody asked for it", step.what);
        }
        drop((sandbox, client));
        let database = Connection::open(folder.join("sandbox.sqlite3")).unwrap();
        let found: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(found, "ok");
        let mut broken = database.prepare("PRAGMA foreign_key_check").unwrap();
        assert!(!broken.exists([]).unwrap(), "a row refers to one that is not there");
    }
}

/// Has each operation be the first to fail, or each of so many, until none does.
async fn try_all(fault: Fault, of: usize) {
    let (template, before) = template().await;
    let ending = STEPS.iter().filter(|step| step.is_long).map(When::Ending);
    let mut whens = vec![When::Opening, When::SigningIn];
    whens.extend(STEPS.iter().map(When::Asking).chain(ending).chain(STEPS.iter().take(1).map(When::Closing)));
    let mut tried = 0;
    for when in whens {
        let mut has_failed = false;
        for first in (1..).step_by(of) {
            if !(Try { before: &before, when, fault, first }).run(template.path()).await {
                break;
            }
            has_failed = true;
            tried += 1;
        }
        assert!(has_failed, "nothing is written while {when:?}");
    }
    println!("{fault:?}: {tried} operations were the first to fail");
}

#[tokio::test]
async fn a_write_that_fails_once_is_refused_and_the_next_one_is_not() {
    try_all(Fault::Once, 1).await;
}

#[tokio::test]
async fn a_disk_that_is_gone_takes_nothing_with_it() {
    try_all(Fault::Dead, 5).await;
}

#[tokio::test]
async fn on_a_full_disk_reading_and_signing_in_go_on() {
    try_all(Fault::Full, 1).await;
}
