//! One style sheet from the global styles and the components' CSS modules.

use std::fs;

use super::minify;
use crate::{Result, folders, process};

/// Writes `target/console.css`, which `index.html` links: first `style/tokens.css`, then the other
/// files of `style/` by name, then every `NAME.module.css` under `src/` with its hashed class names.
///
/// # Errors
/// When stylance refuses a module or a file cannot be read.
pub fn bundle() -> Result {
    let scratch = folders::scratch();
    fs::create_dir_all(&scratch)?;
    let modules = scratch.join("modules.css");
    process::run(process::command("stylance")?.arg("--output-file").arg(&modules).arg("."))?;

    let mut sheets = Vec::new();
    for entry in fs::read_dir(folders::root().join("style"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            sheets.push(path);
        }
    }
    sheets.sort_by_key(|path| (!path.ends_with("tokens.css"), path.clone()));
    sheets.push(modules);
    let mut css = String::new();
    for sheet in sheets {
        css.push_str(&fs::read_to_string(sheet)?);
        css.push('\n');
    }
    let sheet = scratch.join("console.css");
    fs::write(&sheet, css)?;
    minify::file(&sheet)
}
