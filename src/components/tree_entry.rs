//! What stands in a folder of the repository.

use wheelhouse_contract::sections::repository::TreeEntry;

use crate::ui::IconName;

/// What an entry of a folder is, by the API's type or else by Git's mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    Folder,
    File,
    /// Another repository at one of its commits.
    Repository,
    Unknown,
}

pub fn kind_of(entry: &TreeEntry) -> EntryKind {
    match (entry.kind(), entry.mode().map(|mode| mode.trim_start_matches('0'))) {
        (Some("tree"), _) | (None, Some("40000")) => EntryKind::Folder,
        (Some("blob"), _) | (None, Some("100644" | "100755" | "120000")) => EntryKind::File,
        (Some("commit"), _) | (None, Some("160000")) => EntryKind::Repository,
        _ => EntryKind::Unknown,
    }
}

/// The entry in a word; what is not known is shown as the API writes it.
pub fn word_of(entry: &TreeEntry) -> String {
    let mode = entry.mode().unwrap_or_default();
    match kind_of(entry) {
        EntryKind::Folder => "Folder".to_owned(),
        EntryKind::File => mode_word(mode).unwrap_or("File").to_owned(),
        EntryKind::Repository => "Submodule".to_owned(),
        EntryKind::Unknown => format!("{} {mode}", entry.kind().unwrap_or("Unknown")).trim_end().to_owned(),
    }
}

/// What sets a file's mode apart from an ordinary file's.
pub fn mode_word(mode: &str) -> Option<&'static str> {
    match mode {
        "100755" => Some("Executable"),
        "120000" => Some("Link"),
        _ => None,
    }
}

/// The icon of an entry of this kind.
pub fn icon_of(kind: EntryKind) -> IconName {
    match kind {
        EntryKind::Folder => IconName::FOLDER,
        EntryKind::Repository => IconName::PROJECT,
        EntryKind::File | EntryKind::Unknown => IconName::FILE,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};
    use wheelhouse_contract::Resource;

    use super::*;

    fn said(value: Value) -> (EntryKind, String) {
        let entry = TreeEntry::new(Arc::new(value));
        (kind_of(&entry), word_of(&entry))
    }

    #[test]
    fn the_mode_tells_where_the_type_does_not() {
        assert_eq!(said(json!({"type": "tree", "mode": "040000"})), (EntryKind::Folder, "Folder".to_owned()));
        assert_eq!(said(json!({"type": null, "mode": "040000"})), (EntryKind::Folder, "Folder".to_owned()));
        assert_eq!(said(json!({"mode": "100755"})), (EntryKind::File, "Executable".to_owned()));
        assert_eq!(said(json!({"type": "blob", "mode": "120000"})), (EntryKind::File, "Link".to_owned()));
        assert_eq!(said(json!({"type": "blob"})), (EntryKind::File, "File".to_owned()));
        assert_eq!(said(json!({"mode": "160000"})), (EntryKind::Repository, "Submodule".to_owned()));
        assert_eq!(said(json!({"type": "portal", "mode": "7"})), (EntryKind::Unknown, "portal 7".to_owned()));
        assert_eq!(said(json!({})), (EntryKind::Unknown, "Unknown".to_owned()));
    }
}
