//! How an environment is set up, as the files of its code say: applications, services and routes.

mod hosts;
mod routes;
mod yaml;

use serde_json::{Map, Value};

pub use hosts::{Address, Hosts};
pub use routes::{ROUTES, Route, edit as edit_routes, parse as parse_routes};

use crate::git::{self, Repository};

/// The file of a single application, in its folder.
const APPLICATION: &str = ".platform.app.yaml";

/// The file of several applications.
const APPLICATIONS: &str = ".platform/applications.yaml";

const SERVICES: &str = ".platform/services.yaml";

/// An application.
#[derive(Clone, Debug)]
pub struct App {
    pub name: String,
    /// Its folder: `/` is the root.
    pub folder: String,
    /// What Git calls what is in its folder.
    pub tree: String,
    pub spec: Map<String, Value>,
}

impl App {
    /// What it says of its source operations, by name.
    pub fn source_operations(&self) -> Map<String, Value> {
        let source = self.spec.get("source").and_then(|source| source.get("operations"));
        source.and_then(Value::as_object).cloned().unwrap_or_default()
    }
}

/// All that a commit says of how it is set up.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// By name.
    pub apps: Vec<App>,
    pub services: Map<String, Value>,
    /// In the order of the file.
    pub routes: Vec<Route>,
    /// What could not be read, and why.
    pub problems: Vec<String>,
}

impl Config {
    /// Reads the files of a commit. One that cannot be read is left out and noted.
    pub fn read(repository: &Repository, commit: &str) -> Result<Self, git::Error> {
        let mut config = Self::default();
        let mut text = |path: &str| -> Result<Option<Value>, git::Error> {
            let Some(bytes) = git::read_file(repository, commit, path)? else { return Ok(None) };
            match yaml::read::<Value>(&bytes) {
                Ok(value) => Ok(Some(value)),
                Err(problem) => {
                    config.problems.push(format!("{path}: {problem}"));
                    Ok(None)
                }
            }
        };
        let mut apps = Vec::new();
        match text(APPLICATIONS)? {
            Some(Value::Array(list)) => apps.extend(list.into_iter().map(|spec| (None, "/".to_owned(), spec))),
            Some(Value::Object(map)) => {
                apps.extend(map.into_iter().map(|(name, spec)| (Some(name), "/".to_owned(), spec)));
            }
            _ => {}
        }
        for path in git::files(repository, commit)?.keys() {
            let Some(folder) = path.strip_suffix(APPLICATION) else { continue };
            if !(folder.is_empty() || folder.ends_with('/')) {
                continue;
            }
            if let Some(spec) = text(path)? {
                apps.push((None, format!("/{}", folder.trim_end_matches('/')), spec));
            }
        }
        let services = text(SERVICES)?;
        if let Some(Value::Object(services)) = services {
            config.services = services;
        }
        config.apps = apps.into_iter().filter_map(|(name, folder, spec)| app(name, folder, spec)).collect();
        for app in &mut config.apps {
            app.tree = git::folder(repository, commit, &app.folder)?.unwrap_or_default();
        }
        config.apps.sort_by(|a, b| a.name.cmp(&b.name));
        config.apps.dedup_by(|a, b| a.name == b.name);
        if let Some(bytes) = git::read_file(repository, commit, ROUTES)? {
            match parse_routes(&bytes) {
                Ok(routes) => config.routes = routes,
                Err(problem) => config.problems.push(format!("{ROUTES}: {problem}")),
            }
        }
        Ok(config)
    }

    pub fn app(&self, name: &str) -> Option<&App> {
        self.apps.iter().find(|app| app.name == name)
    }

    /// MiB of the disk that a service or an application has, where it has one.
    pub fn disk_of(&self, name: &str) -> Option<i64> {
        let spec = self.services.get(name).map(|spec| spec.get("disk"));
        let spec = spec.or_else(|| self.app(name).map(|app| app.spec.get("disk")));
        spec.flatten().and_then(Value::as_i64)
    }

    /// MiB of all disks.
    pub fn disk(&self) -> i64 {
        let of = |spec: &Value| spec.get("disk").and_then(Value::as_i64).unwrap_or(0);
        let apps = self.apps.iter().map(|app| app.spec.get("disk").and_then(Value::as_i64).unwrap_or(0));
        apps.chain(self.services.values().map(of)).fold(0, i64::saturating_add)
    }
}

fn app(name: Option<String>, folder: String, spec: Value) -> Option<App> {
    let Value::Object(spec) = spec else { return None };
    let own = spec.get("name").and_then(Value::as_str).map(str::to_owned);
    let root = spec.get("source").and_then(|source| source.get("root")).and_then(Value::as_str);
    let folder = root.map_or(folder, |root| format!("/{}", root.trim_matches('/')));
    Some(App { name: own.or(name)?, folder, tree: String::new(), spec })
}
