//! Taking in the objects of a push: Git reads the pack apart, beside the repository, and what is whole moves in.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::Stdio;

use gix::Repository;

use super::program::{command, failed};
use crate::git::Error;

/// What a folder is called in which a pack is taken in.
const INCOMING: &str = "incoming-";

/// The greatest pack, in bytes, that Git reads apart.
const LIMIT: u64 = 1 << 30;

/// Takes in the pack that begins where a file stands, and makes sure that all that these objects lead to is there.
///
/// # Errors
/// [`Error::Pack`] with what Git has against it; [`Error::NoGit`] when Git is not installed.
pub fn take_in(repository: &Repository, pack: File, tips: &[&str]) -> Result<(), Error> {
    let path = repository.path();
    let beside = tempfile::Builder::new().prefix(INCOMING).tempdir_in(path)?;
    fs::create_dir_all(beside.path().join("info"))?;
    fs::create_dir_all(beside.path().join("pack"))?;
    let objects = fs::canonicalize(path.join("objects"))?;
    fs::write(beside.path().join("info/alternates"), format!("{}\n", objects.display()))?;
    if !is_empty(&pack)? {
        index(path, beside.path(), pack)?;
    }
    require_whole(path, beside.path(), tips)?;
    move_in(repository, beside.path())
}

/// Whether a pack has no objects, as when a branch begins at a commit that is there.
fn is_empty(mut pack: &File) -> Result<bool, Error> {
    let at = pack.stream_position()?;
    let mut head = [0; 12];
    let has_head = pack.read_exact(&mut head).is_ok();
    pack.seek(SeekFrom::Start(at))?;
    Ok(has_head && head.starts_with(b"PACK") && head.ends_with(&[0; 4]))
}

fn index(repository: &Path, beside: &Path, pack: File) -> Result<(), Error> {
    let mut command = command(repository);
    command.args(["index-pack", "--stdin", "--fix-thin", "--strict"]).arg(format!("--max-input-size={LIMIT}"));
    command.env("GIT_DIR", repository).env("GIT_OBJECT_DIRECTORY", beside).stdin(Stdio::from(pack));
    let output = command.output().map_err(failed)?;
    if output.status.success() { Ok(()) } else { Err(Error::Pack(last_line(&output.stderr))) }
}

/// Whether everything is there that the new tips lead to and no ref has led to before.
fn require_whole(repository: &Path, beside: &Path, tips: &[&str]) -> Result<(), Error> {
    let mut command = command(repository);
    command.args(["rev-list", "--objects", "--quiet", "--stdin", "--not", "--all"]);
    command.env("GIT_DIR", repository).env("GIT_OBJECT_DIRECTORY", beside);
    command.stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().map_err(failed)?;
    if let Some(mut stdin) = child.stdin.take() {
        // One that ends before it has read all says why by how it ends.
        let _ = stdin.write_all(tips.iter().map(|tip| format!("{tip}\n")).collect::<String>().as_bytes());
    }
    let output = child.wait_with_output()?;
    if output.status.success() { Ok(()) } else { Err(Error::Pack("objects are missing".to_owned())) }
}

/// Moves packs to where the repository finds them: on disk first, and the index, by which they are found, last.
fn move_in(repository: &Repository, beside: &Path) -> Result<(), Error> {
    let is_kept = repository.config_snapshot().string("core.fsync").is_none_or(|wanted| wanted != "none");
    let mut files: Vec<_> = fs::read_dir(beside.join("pack"))?.collect::<Result<_, _>>()?;
    files.sort_by_key(|file| file.path().extension().is_some_and(|extension| extension == "idx"));
    let to = repository.path().join("objects/pack");
    fs::create_dir_all(&to)?;
    for file in &files {
        if is_kept {
            File::open(file.path())?.sync_all()?;
        }
        fs::rename(file.path(), to.join(file.file_name()))?;
    }
    if is_kept && !files.is_empty() {
        File::open(&to)?.sync_all()?;
    }
    Ok(())
}

/// Removes what a process that was ended has left half taken in.
pub fn clear(repository: &Path) -> Result<(), Error> {
    for entry in fs::read_dir(repository)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(INCOMING) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// What Git said last, without what it puts before it.
fn last_line(said: &[u8]) -> String {
    let text = String::from_utf8_lossy(said);
    let line = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it cannot be read");
    line.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned()
}
