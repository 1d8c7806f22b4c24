//! Where hostile requests are sent: a sandbox in which each operation can be done, and a look at all that it keeps.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use tempfile::TempDir;
use wheelhouse_contract::operations;
use wheelhouse_sandbox::{DataSet, Sandbox, Storage};

use super::request::Good;
use crate::account;
use crate::common::{Client, DONE, copy, open};
use crate::contract;

/// By table, and by repository, a digest of what is in it.
pub type Digests = BTreeMap<String, u64>;

pub struct Stage {
    /// The data as it is at first.
    folder: TempDir,
    pub goods: Vec<Good>,
}

impl Stage {
    pub async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = open(DataSet::Demo, Storage::Directory(folder.path().to_owned()));
        let client = Client::admin(&sandbox).await;
        let mut goods = Vec::new();
        for operation in operations() {
            goods.push(Good::new(operation, contract::path(&client, operation).await));
        }
        account::prepare(&client, "delete-a-user-profile-picture").await;
        // What was started to have something of each kind is done: it would refuse whatever comes.
        client.advance(10.0 * DONE).await;
        Self { folder, goods }
    }

    /// A separate sandbox with these data.
    pub async fn open(&self) -> Scene {
        let folder = tempfile::tempdir().unwrap();
        copy(self.folder.path(), folder.path());
        let sandbox = open(DataSet::Demo, Storage::Directory(folder.path().to_owned()));
        let client = Client::admin(&sandbox).await;
        // Nothing changes by itself from here on.
        client.control("POST", "clock", json!({"stop": true})).await.ok();
        client.get("/users/me").await.ok();
        let file = folder.path().join("sandbox.sqlite3");
        let database = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let mut scene = Scene { client, database, seen: (0, Digests::new()), changes: 0, folder, _sandbox: sandbox };
        scene.look();
        scene
    }
}

pub struct Scene {
    pub client: Client,
    database: Connection,
    /// What was there when it was last looked at, and at which version of the database.
    seen: (i64, Digests),
    /// How much was done here.
    pub changes: u32,
    folder: TempDir,
    _sandbox: Sandbox,
}

impl Scene {
    /// Looks at everything; what is other than at the last time, by name. A repository that nobody had asked for before is
    /// made when it is first looked at, by whoever is refused then as by anyone else.
    pub fn look(&mut self) -> Vec<String> {
        // SQLite counts what others commit: where it counted nothing, nothing was written.
        let version = self.database.pragma_query_value(None, "data_version", |row| row.get(0)).unwrap();
        let mut now = if version == self.seen.0 { self.tables_seen() } else { self.tables() };
        now.extend(repositories(&self.folder.path().join("repositories")));
        let before = std::mem::replace(&mut self.seen, (version, now));
        let now = &self.seen.1;
        let changed = before.1.iter().filter(|(name, digest)| now.get(*name) != Some(digest));
        let mut changed: Vec<String> = changed.map(|(name, _)| name.clone()).collect();
        let is_table = |name: &&String| !name.ends_with(REPOSITORY) && !before.1.contains_key(*name);
        changed.extend(now.keys().filter(is_table).cloned());
        changed
    }

    fn tables_seen(&self) -> Digests {
        let tables = self.seen.1.iter().filter(|(name, _)| !name.ends_with(REPOSITORY));
        tables.map(|(name, digest)| (name.clone(), *digest)).collect()
    }

    fn tables(&self) -> Digests {
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        let mut names = self.database.prepare(sql).unwrap();
        let names = names.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
        names.map(|name| (name.clone(), self.table(&name))).collect()
    }

    fn table(&self, name: &str) -> u64 {
        let mut all = self.database.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = all.column_count();
        let mut rows = all.query([]).unwrap();
        let mut digest = DefaultHasher::new();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                match row.get_ref(column).unwrap() {
                    ValueRef::Null => 0_u8.hash(&mut digest),
                    ValueRef::Integer(number) => number.hash(&mut digest),
                    ValueRef::Real(number) => number.to_bits().hash(&mut digest),
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.hash(&mut digest),
                }
            }
        }
        digest.finish()
    }
}

const REPOSITORY: &str = ".git";

/// Where the branches of each repository are.
fn repositories(folder: &Path) -> Digests {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let entries = entries.filter(|path| path.extension().is_some_and(|extension| extension == "git"));
    let digest = |path: &Path| {
        let mut digest = DefaultHasher::new();
        refs(path, &mut digest);
        digest.finish()
    };
    entries.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), digest(&path))).collect()
}

fn refs(repository: &Path, digest: &mut DefaultHasher) {
    let mut left = vec![repository.join("HEAD"), repository.join("packed-refs"), repository.join("refs")];
    let mut found = BTreeMap::new();
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if let Ok(bytes) = fs::read(&path) {
            found.insert(path, bytes);
        }
    }
    found.hash(digest);
}
