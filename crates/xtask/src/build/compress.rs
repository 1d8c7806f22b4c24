//! Compresses each file once, as far as it goes, so that no server has to do it for each visitor.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use brotli::CompressorWriter;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{Result, folders};

/// What compresses well: text and WebAssembly. Images other than SVG are compressed already.
const EXTENSIONS: [&str; 9] = ["html", "js", "css", "wasm", "json", "svg", "txt", "xml", "webmanifest"];

const BROTLI_QUALITY: u32 = 11;
/// The largest window, in bits, that every browser takes.
const BROTLI_WINDOW: u32 = 22;
const BUFFER: usize = 64 * 1024;

/// Puts a `.br` and a `.gz` beside each file of `dist` that gets smaller by it.
///
/// # Errors
/// When a file cannot be read or written.
pub fn all(dist: &Path) -> Result {
    for path in folders::files_under(dist)? {
        if path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known)) {
            let content = fs::read(&path)?;
            write_if_smaller(&path, "br", &brotli(&content)?, content.len())?;
            write_if_smaller(&path, "gz", &gzip(&content)?, content.len())?;
        }
    }
    Ok(())
}

/// The compressed form of `path` in one of the encodings, named by its extension.
pub fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

fn write_if_smaller(path: &Path, extension: &str, compressed: &[u8], size: usize) -> Result {
    if compressed.len() < size {
        fs::write(beside(path, extension), compressed)?;
    }
    Ok(())
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let mut writer = CompressorWriter::new(&mut compressed, BUFFER, BROTLI_QUALITY, BROTLI_WINDOW);
    writer.write_all(content)?;
    // Dropping the writer writes the stream's end.
    drop(writer);
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_forms_open_again() {
        let content = "calm, dense, legible; ".repeat(1000).into_bytes();
        let mut opened = Vec::new();
        brotli::Decompressor::new(&*brotli(&content).unwrap(), BUFFER).read_to_end(&mut opened).unwrap();
        assert_eq!(opened, content);
        let mut opened = Vec::new();
        flate2::read::GzDecoder::new(&*gzip(&content).unwrap()).read_to_end(&mut opened).unwrap();
        assert_eq!(opened, content);
    }
}
