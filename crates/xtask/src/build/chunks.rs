//! Splits the console's program into files: what every visit needs, and parts that are downloaded when a page first
//! asks for them (`src/chunk.rs` declares which).
//!
//! trunk cannot do it: the program has to be split before wasm-bindgen, and there is no step of trunk's in between. So
//! trunk builds the page around the whole program, and here its files give way to those of the parts.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use super::{dress, glue, manifest, minify, optimize, page, split};
use crate::toolchain::TARGET;
use crate::{Result, folders, process};

/// The feature that declares split points and has the linker say what calls what.
pub const FEATURE: &str = "chunks";

const PROGRAM: &str = "wheelhouse-console";

/// The whole program, as it was last compiled.
///
/// # Errors
/// When the cache folder is not known.
pub fn program() -> Result<std::path::PathBuf> {
    Ok(folders::wasm_target()?.join(TARGET).join("console").join(PROGRAM).with_extension("wasm"))
}

/// Puts the parts of the program in the place of the whole one in `dist`.
///
/// # Errors
/// When a tool fails, after its own message, or trunk's page does not name the program as expected.
pub fn split(program: &Path, dist: &Path) -> Result {
    let work = folders::scratch().join("chunks");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    let split = split::split(&fs::read(program)?)?;
    let main = work.join("main.wasm");
    fs::write(&main, split.main)?;
    let mut bindgen = process::command("wasm-bindgen")?;
    bindgen.args(["--target=web", "--no-typescript", "--omit-default-module-path", "--out-name=main"]);
    // The parts share the program's table of functions.
    bindgen.args(["--keep-lld-exports", "--out-dir"]);
    process::run(bindgen.arg(&work).arg(&main))?;
    let (program, script) = (work.join("main_bg.wasm"), work.join("main.js"));
    let (tidied, shortened) = glue::tidy(&fs::read(&program)?, &fs::read_to_string(&script)?)?;
    fs::write(script, shortened)?;
    let mut files = vec![("console".to_owned(), tidied)];
    files.extend(split.files);
    let small = optimize::all(&files)?;
    let mut files: Vec<_> = files.into_iter().map(|(name, _)| name).zip(small).collect();
    dress(dist, &mut files)?;
    let mut names = Vec::new();
    for (name, code) in &files {
        let file = format!("{name}-{}.wasm", hash(code));
        fs::write(dist.join(&file), code)?;
        names.push((name.as_str(), file));
    }
    let address = |name: &str| {
        let file = names.iter().find(|(known, _)| *known == name).map(|(_, file)| file.clone());
        file.ok_or_else(|| format!("the part {name} has no file"))
    };
    let mut parts = Vec::new();
    for part in split.parts {
        let files = split::files_of(&part).into_iter().map(address).collect::<std::result::Result<Vec<_>, _>>()?;
        parts.push((part, files));
    }
    let first = address("console")?;
    let script = bundle(&work, &first, &parts)?;
    let name = format!("console-{}.js", hash(script.as_bytes()));
    fs::write(dist.join(&name), script)?;
    page::replace_program(dist, PROGRAM, &name, &first)?;
    manifest::write(&parts)
}

/// Leaves in the page's style sheet what every visit needs, and puts the rest into the parts' files.
fn dress(dist: &Path, files: &mut [(String, Vec<u8>)]) -> Result {
    let sheets = folders::files_under(dist)?.into_iter().filter(|path| path.parent() == Some(dist));
    let sheet = sheets.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "css"));
    let sheet = sheet.ok_or("trunk made no style sheet")?;
    let css = dress::dress(&fs::read_to_string(&sheet)?, files);
    let name = format!("console-{}.css", hash(css.as_bytes()));
    page::replace_sheet(dist, &sheet.file_name().unwrap_or_default().to_string_lossy(), &name)?;
    fs::remove_file(sheet)?;
    Ok(fs::write(dist.join(name), css)?)
}

/// One script of wasm-bindgen's and those in `boot/` that fetch the program and its parts.
fn bundle(work: &Path, program: &str, parts: &[(String, Vec<String>)]) -> Result<String> {
    for name in ["console.js", "fetch.js", "stopped.js"] {
        fs::copy(folders::root().join("boot").join(name), work.join(name))?;
    }
    fs::write(work.join("program.js"), format!("export const program = \"/{program}\";\n"))?;
    fs::write(work.join("parts.js"), links(parts))?;
    let bundled = work.join("bundle.js");
    minify::bundle(&work.join("console.js"), &bundled)?;
    Ok(fs::read_to_string(bundled)?)
}

/// The functions that the program asks for its parts by.
fn links(parts: &[(String, Vec<String>)]) -> String {
    let mut script = "import { part } from \"./fetch.js\";\n".to_owned();
    for (part, files) in parts {
        let addresses: Vec<String> = files.iter().map(|file| format!("\"/{file}\"")).collect();
        script.push_str(&format!("export const load_{part} = part({});\n", addresses.join(", ")));
    }
    script
}

/// Names a file by its content: who comes back after a release downloads what changed.
fn hash(content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_its_own_content() {
        assert_eq!(hash(b"backups"), hash(b"backups"));
        assert_ne!(hash(b"backups"), hash(b"Backups"));
        assert_eq!(hash(b"").len(), 16);
    }

    #[test]
    fn a_part_asks_for_its_files_side_by_side() {
        let parts = [("backups".to_owned(), vec!["shared-1.wasm".to_owned(), "backups-2.wasm".to_owned()])];
        let asked = "export const load_backups = part(\"/shared-1.wasm\", \"/backups-2.wasm\");";
        assert!(links(&parts).contains(asked));
    }
}
