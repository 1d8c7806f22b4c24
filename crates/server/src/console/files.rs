//! Where the files of a build come from: a folder, or the program itself.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use axum::body::Bytes;

use super::LoadError;

/// Addresses such as `/index.html`, and the bytes there.
pub type Table = [(&'static str, &'static [u8])];

/// Where a build of the console is.
#[derive(Clone, Copy, Debug)]
pub enum Files<'a> {
    /// In a folder, which is read as a whole when the server starts.
    Folder(&'a Path),
    /// In the program.
    Within(&'static Table),
}

impl<'a> Files<'a> {
    /// In the folder that somebody has named, else in the program, where it was built with a console. Without either, in
    /// `dist`.
    pub fn chosen(folder: Option<&'a Path>) -> Self {
        folder.map(Self::Folder).or(WITHIN.map(Self::Within)).unwrap_or(Self::Folder(Path::new("dist")))
    }

    /// Every file by its address.
    pub(super) fn read(self) -> Result<HashMap<String, Bytes>, LoadError> {
        match self {
            Self::Folder(folder) => {
                let mut files = HashMap::new();
                collect(folder, "", &mut files)?;
                Ok(files)
            }
            Self::Within(table) => {
                Ok(table.iter().map(|(address, bytes)| ((*address).to_owned(), Bytes::from_static(bytes))).collect())
            }
        }
    }

    /// What a message calls it.
    pub(super) fn name(self) -> PathBuf {
        match self {
            Self::Folder(folder) => folder.to_owned(),
            Self::Within(_) => PathBuf::from("this program"),
        }
    }
}

impl<'a, P: AsRef<Path> + ?Sized> From<&'a P> for Files<'a> {
    fn from(folder: &'a P) -> Self {
        Self::Folder(folder.as_ref())
    }
}

/// The console that this program was built with.
#[cfg(feature = "embedded")]
const WITHIN: Option<&Table> = Some(include!(concat!(env!("OUT_DIR"), "/console.rs")));
#[cfg(not(feature = "embedded"))]
const WITHIN: Option<&Table> = None;

fn collect(folder: &Path, prefix: &str, files: &mut HashMap<String, Bytes>) -> Result<(), LoadError> {
    let unreadable = |error| LoadError::Read(folder.to_owned(), error);
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        let address = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            collect(&path, &address, files)?;
        } else {
            let bytes = std::fs::read(&path).map_err(|error| LoadError::Read(path, error))?;
            files.insert(address, bytes.into());
        }
    }
    Ok(())
}

#[cfg(all(test, feature = "embedded"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_program_has_every_file_of_dist_within() {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
        let within = Files::chosen(None);
        assert!(matches!(within, Files::Within(_)));
        assert_eq!(within.read().unwrap(), Files::Folder(&dist).read().unwrap());
    }
}
