//! What the command of a source operation does to the code. Nothing is run: what package managers and Git are asked to do is
//! read from the command, and done to the files.

use crate::git::{self, FileChange};
use crate::request::prelude::*;

/// A command that was read.
pub struct Command {
    /// Its lines, with the variables that were given put in.
    lines: Vec<String>,
    /// What it commits with; nothing when it does not commit.
    message: Option<String>,
}

impl Command {
    pub fn read(command: &str, variables: &Map<String, Value>) -> Self {
        let lines: Vec<String> = command
            .lines()
            .flat_map(|line| line.split("&&"))
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#') && *line != "set -e")
            .map(str::to_owned)
            .collect();
        let message = lines.iter().rev().find(|line| line.starts_with("git commit")).map(|line| {
            let quoted = message_of(line).unwrap_or("Run a source operation");
            expand(quoted, variables)
        });
        Self { lines, message }
    }

    /// As the log shows them: what was given may be a secret and is not in it.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The first line of what it commits with.
    pub fn subject(&self) -> &str {
        self.message().and_then(|message| message.lines().next()).unwrap_or_default()
    }

    /// The files that change, and how, seen from what `read` finds.
    pub fn changes(
        &self,
        read: impl Fn(&str) -> Result<Option<Vec<u8>>, git::Error>,
    ) -> Result<Vec<FileChange>, git::Error> {
        let mut changes: Vec<FileChange> = Vec::new();
        for line in &self.lines {
            let words: Vec<&str> = line.split_whitespace().collect();
            let change = match words.as_slice() {
                ["npm", "update" | "upgrade" | "install" | "audit", ..] => {
                    let (manifest, lock) = (read("package.json")?, read("package-lock.json")?);
                    manifest.map(|manifest| ("package-lock.json", npm_lock(&manifest, lock.as_deref())))
                }
                ["npm", "version", ..] => {
                    read("package.json")?.and_then(|manifest| Some(("package.json", next_version(&manifest)?)))
                }
                ["composer", "update", ..] => Some(("composer.lock", counted(read("composer.lock")?.as_deref()))),
                ["pip", "install" | "compile", ..] | ["pip-compile", ..] => {
                    Some(("requirements.lock", counted(read("requirements.lock")?.as_deref())))
                }
                ["date", .., ">", path] if git::is_path(path) => Some((*path, counted(read(path)?.as_deref()))),
                _ => None,
            };
            if let Some((path, content)) = change {
                changes.retain(|(known, _)| known != path);
                changes.push((path.to_owned(), Some(content)));
            }
        }
        Ok(changes)
    }
}

/// What stands in quotes after `-m`.
fn message_of(line: &str) -> Option<&str> {
    let at = line.find("m \"").map(|at| (at, '"')).or_else(|| line.find("m '").map(|at| (at, '\'')))?;
    let rest = line.get(at.0.saturating_add(3)..)?;
    rest.split(at.1).next()
}

/// Puts in what was given for `$NAME` and `${NAME}`; what was not given is nothing, as in a shell.
fn expand(text: &str, variables: &Map<String, Value>) -> String {
    let mut expanded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        expanded.push_str(before);
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let (name, left) = match after.strip_prefix('{').and_then(|inside| inside.split_once('}')) {
            Some(found) => found,
            None => after.split_at(after.find(|c: char| !is_name(c)).unwrap_or(after.len())),
        };
        match variables.get(name) {
            Some(Value::String(value)) => expanded.push_str(value),
            Some(value) => expanded.push_str(&value.to_string()),
            None if name.is_empty() => expanded.push('$'),
            None => {}
        }
        rest = left;
    }
    expanded.push_str(rest);
    expanded
}

/// The lock file of a package.json: each package one patch newer than it was.
fn npm_lock(manifest: &[u8], lock: Option<&[u8]>) -> Vec<u8> {
    let manifest: Value = serde_json::from_slice(manifest).unwrap_or_default();
    let before: Value = lock.and_then(|lock| serde_json::from_slice(lock).ok()).unwrap_or_default();
    let mut packages = Map::new();
    packages.insert(String::new(), json!({"name": manifest.get("name"), "version": manifest.get("version")}));
    for kind in ["dependencies", "devDependencies"] {
        for (name, range) in manifest.get(kind).and_then(Value::as_object).into_iter().flatten() {
            let key = format!("node_modules/{name}");
            let known = before.get("packages").and_then(|packages| packages.get(&key)?.get("version")?.as_str());
            let least = range.as_str().unwrap_or_default().trim_start_matches(['^', '~', '>', '=', ' ']);
            packages.insert(key, json!({"version": newer(known.unwrap_or(least))}));
        }
    }
    let lock = json!({
        "name": manifest.get("name"),
        "version": manifest.get("version"),
        "lockfileVersion": 3,
        "packages": packages,
    });
    format!("{lock:#}\n").into_bytes()
}

/// One patch newer: `1.2.3` is `1.2.4` then.
fn newer(version: &str) -> String {
    let mut numbers: Vec<u64> = version.split('.').map(|part| part.parse().unwrap_or(0)).collect();
    numbers.resize(3, 0);
    if let Some(last) = numbers.last_mut() {
        *last = last.saturating_add(1);
    }
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(".")
}

/// A package.json of the next version; nothing when it has none.
fn next_version(manifest: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(manifest).ok()?;
    let parsed: Value = serde_json::from_str(text).ok()?;
    let version = parsed.get("version")?.as_str()?;
    Some(text.replacen(&format!("\"{version}\""), &format!("\"{}\"", newer(version)), 1).into_bytes())
}

/// A file that says how often it was made.
fn counted(before: Option<&[u8]>) -> Vec<u8> {
    let before = before.map(String::from_utf8_lossy).unwrap_or_default();
    let count = before.lines().find_map(|line| line.strip_prefix("# Made ")?.split(' ').next()?.parse::<u64>().ok());
    format!("# Made {} times by a source operation.\n", count.unwrap_or(0).saturating_add(1)).into_bytes()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn what_was_given_is_put_into_the_message_only() {
        let variables = json!({"TICKET": "LM-7", "N": 3});
        let command = Command::read(
            "set -e\nnpm update && git commit -am \"${TICKET}: $N updates of $X, 5$\"\n",
            variables.as_object().unwrap(),
        );
        assert_eq!(command.message(), Some("LM-7: 3 updates of , 5$"));
        assert_eq!(command.lines(), ["npm update", "git commit -am \"${TICKET}: $N updates of $X, 5$\""]);
        assert_eq!(Command::read("npm update", &Map::new()).message(), None);
    }

    #[test]
    fn packages_get_newer_each_time() {
        let manifest = br#"{"name": "a", "version": "1.0.0", "dependencies": {"x": "^1.2.3", "@y/z": "~2"}}"#;
        let command = Command::read("npm update\nnpm version patch\ngit commit -am 'Up'", &Map::new());
        let first = command.changes(|path| Ok((path == "package.json").then(|| manifest.to_vec()))).unwrap();
        let paths: Vec<&str> = first.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["package-lock.json", "package.json"]);
        let lock = first[0].1.clone().unwrap();
        let version = |lock: &[u8], name: &str| {
            serde_json::from_slice::<Value>(lock).unwrap()["packages"][name]["version"].clone()
        };
        assert_eq!(
            (version(&lock, "node_modules/x"), version(&lock, "node_modules/@y/z")),
            (json!("1.2.4"), json!("2.0.1"))
        );
        assert!(String::from_utf8(first[1].1.clone().unwrap()).unwrap().contains("\"version\": \"1.0.1\""));
        assert_eq!(version(&npm_lock(manifest, Some(&lock)), "node_modules/x"), "1.2.5");
    }
}
