//! Splits the console's program into chunks: what every visit needs, and parts that are downloaded when a page first
//! asks for them (`src/chunk.rs` declares which).
//!
//! trunk cannot do it: the program has to be split before wasm-bindgen, and there is no step of trunk's in between. So
//! trunk builds the page around the whole program, and here its files give way to those of the parts.

use std::ffi::OsStr;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use super::exports;
use crate::toolchain::TARGET;
use crate::{Result, folders, process};

/// The feature that declares split points and has the linker say what calls what.
pub const FEATURE: &str = "chunks";

const PROGRAM: &str = "wheelhouse-console";
/// What chunks are fetched by, as the splitting tool names it.
const LINKS: &str = "__wasm_split.js";
/// What every browser that runs WebAssembly modules of today's compilers has.
const FEATURES: [&str; 6] =
    ["bulk-memory", "mutable-globals", "nontrapping-float-to-int", "sign-ext", "reference-types", "multivalue"];

/// Puts the parts of the program that trunk just compiled in the place of the whole one in `dist`.
///
/// # Errors
/// When a tool fails, after its own message, or trunk's page does not name the program as expected.
pub fn split(dist: &Path) -> Result {
    let work = folders::scratch().join("chunks");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let (parts, out) = (work.join("parts"), work.join("out"));
    fs::create_dir_all(&parts)?;
    let whole = folders::wasm_target()?.join(TARGET).join("console").join(PROGRAM).with_extension("wasm");
    process::run(process::command("wasm-split-cli")?.arg(whole).arg(&parts))?;
    let main = parts.join("main.wasm");
    let mut bindgen = process::command("wasm-bindgen")?;
    bindgen.args(["--target=web", "--no-typescript", "--omit-default-module-path", "--out-name=main"]);
    // The parts share the program's table of functions.
    bindgen.args(["--keep-lld-exports", "--out-dir"]);
    process::run(bindgen.arg(&out).arg(&main))?;
    fs::remove_file(main)?;
    let program = out.join("main_bg.wasm");
    fs::write(&program, exports::without_uncalled(&fs::read(&program)?)?)?;
    optimize(&program)?;
    for part in folders::files_under(&parts)? {
        let place = out.join(part.file_name().unwrap_or_default());
        fs::rename(&part, &place)?;
        if place.extension() == Some(OsStr::new("wasm")) {
            optimize(&place)?;
        }
    }
    replace(dist, &out)
}

fn optimize(file: &Path) -> Result {
    let mut tool = process::command("wasm-opt")?;
    // Branches made anew out of flat code leave the second round something to do. In the order of their names, functions
    // that are alike stand near each other. Both compress better.
    tool.args(["-Os", "--flatten", "--rereloop", "-Os", "--converge", "--reorder-functions-by-name"]);
    tool.args(["--strip-debug", "--strip-producers"]);
    tool.args(FEATURES.map(|feature| format!("--enable-{feature}")));
    process::run(tool.arg(file).arg("-o").arg(file))
}

/// Moves the parts to `dist` under names that carry the hash of all of them (they only work together), and has the
/// page and each other know them by these names.
fn replace(dist: &Path, out: &Path) -> Result {
    let files = folders::files_under(out)?;
    let mut hasher = DefaultHasher::new();
    for file in &files {
        fs::read(file)?.hash(&mut hasher);
    }
    let hash = format!("{:016x}", hasher.finish());
    let names: Vec<(String, String)> = files.iter().filter_map(|file| rename(file, &hash)).collect();
    for (file, (_, name)) in files.iter().zip(&names) {
        if file.extension() == Some(OsStr::new("js")) {
            let code = fs::read_to_string(file)?;
            fs::write(dist.join(name), with_names(&code, &names))?;
        } else {
            fs::copy(file, dist.join(name))?;
        }
    }
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index)?;
    let (script, program) = (trunks(dist, ".js")?, trunks(dist, "_bg.wasm")?);
    let with = |page: String, file: &Path, name: &str| -> Result<String> {
        let old = file.file_name().unwrap_or_default().to_string_lossy();
        if !page.contains(&*old) {
            return Err(format!("index.html does not name {old}: did trunk change?").into());
        }
        fs::remove_file(file)?;
        Ok(page.replace(&*old, name))
    };
    let page = with(page, &script, &format!("console-{hash}.js"))?;
    let page = with(page, &program, &format!("console-{hash}.wasm"))?;
    fs::write(index, page)?;
    Ok(())
}

/// A file's name as the tools left it, and the one it gets.
fn rename(file: &Path, hash: &str) -> Option<(String, String)> {
    let name = file.file_name()?.to_str()?;
    let new = match name {
        "main.js" => format!("console-{hash}.js"),
        "main_bg.wasm" => format!("console-{hash}.wasm"),
        LINKS => format!("chunks-{hash}.js"),
        chunk => format!("{}-{hash}.wasm", chunk.trim_start_matches("split_").trim_end_matches(".wasm")),
    };
    Some((name.to_owned(), new))
}

/// Scripts name the others where they import or fetch them; elsewhere the old name is that of an import of the program.
fn with_names(code: &str, names: &[(String, String)]) -> String {
    names.iter().fold(code.to_owned(), |code, (old, new)| {
        ["from ", "URL("]
            .iter()
            .fold(code, |code, before| code.replace(&format!("{before}\"./{old}\""), &format!("{before}\"./{new}\"")))
    })
}

/// The file that trunk made of the whole program.
fn trunks(dist: &Path, end: &str) -> Result<PathBuf> {
    let is_it = |name: &str| name.starts_with(PROGRAM) && name.ends_with(end);
    let found = folders::files_under(dist)?
        .into_iter()
        .find(|path| path.file_name().and_then(OsStr::to_str).is_some_and(is_it));
    found.ok_or_else(|| format!("trunk left no {PROGRAM}*{end} in {}", dist.display()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_know_the_parts_by_their_new_names() {
        let names = ["main.js", "split_project.wasm", LINKS].map(|name| rename(Path::new(name), "f00d"));
        let names: Vec<_> = names.into_iter().flatten().collect();
        let of_links = "import { initSync } from \"./main.js\"; new URL(\"./split_project.wasm\", import.meta.url)";
        assert_eq!(
            with_names(of_links, &names),
            "import { initSync } from \"./console-f00d.js\"; new URL(\"./project-f00d.wasm\", import.meta.url)"
        );
        let of_main = "import * as a from \"./__wasm_split.js\"; return { \"./__wasm_split.js\": a };";
        assert_eq!(
            with_names(of_main, &names),
            "import * as a from \"./chunks-f00d.js\"; return { \"./__wasm_split.js\": a };"
        );
    }
}
