//! An archive that is the same whenever and wherever it is made of the same files.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};

use crate::Result;

/// A file of the archive.
pub struct Entry {
    pub bytes: Vec<u8>,
    /// Whether it is a program.
    pub executable: bool,
}

/// A gzipped tar of `entries`, by their paths, in a folder. They are sorted, belong to root, and are of the beginning of
/// 1970.
///
/// # Errors
/// When a path is too long for a tar.
pub fn write(folder: &str, entries: &BTreeMap<String, Entry>) -> Result<Vec<u8>> {
    let mut tar = Builder::new(GzBuilder::new().mtime(0).write(Vec::new(), Compression::best()));
    tar.append_data(&mut header(EntryType::Directory, 0o755, 0), format!("{folder}/"), &[][..])?;
    for (path, entry) in entries {
        let mode = if entry.executable { 0o755 } else { 0o644 };
        let mut header = header(EntryType::Regular, mode, entry.bytes.len() as u64);
        tar.append_data(&mut header, format!("{folder}/{path}"), &*entry.bytes)?;
    }
    let mut gzip = tar.into_inner()?;
    gzip.flush()?;
    Ok(gzip.finish()?)
}

fn header(kind: EntryType, mode: u32, size: u64) -> Header {
    let mut header = Header::new_ustar();
    header.set_entry_type(kind);
    header.set_mode(mode);
    header.set_size(size);
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    header
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use std::io::Read;

    use super::*;

    fn entries() -> BTreeMap<String, Entry> {
        let entry = |text: &str, executable| Entry { bytes: text.as_bytes().to_owned(), executable };
        BTreeMap::from([
            ("wheelhouse".to_owned(), entry("program", true)),
            ("README.md".to_owned(), entry("text", false)),
        ])
    }

    #[test]
    fn the_same_files_make_the_same_archive() {
        let first = write("folder", &entries()).unwrap();
        assert_eq!(first, write("folder", &entries()).unwrap());
        // The compression has its own time (RFC 1952, MTIME).
        assert_eq!(first.get(4..8), Some([0; 4].as_slice()));
    }

    #[test]
    fn files_are_sorted_and_say_nothing_of_who_made_them() {
        let bytes = write("folder", &entries()).unwrap();
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(&*bytes));
        let mut seen = Vec::new();
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            let header = entry.header().clone();
            assert_eq!((header.mtime().unwrap(), header.uid().unwrap(), header.gid().unwrap()), (0, 0, 0));
            let (mut text, path) = (String::new(), entry.path().unwrap().display().to_string());
            entry.read_to_string(&mut text).unwrap();
            seen.push((path, header.mode().unwrap(), text));
        }
        let seen: Vec<_> = seen.iter().map(|(path, mode, text)| (path.as_str(), *mode, text.as_str())).collect();
        assert_eq!(
            seen,
            [("folder/", 0o755, ""), ("folder/README.md", 0o644, "text"), ("folder/wheelhouse", 0o755, "program")]
        );
    }
}
