//! The style sheet, from the global styles and the components' CSS modules.

use std::fs;

use super::minify;
use crate::{Result, folders, process};

/// Where components with styles are, those first that others are built from: who is built from them may depart from their
/// styles.
const LAYERS: [&str; 5] = ["src/ui", "src/forms", "src/components", "src/layouts", "src/pages"];

/// Writes `target/console.css`, which `index.html` links: first `style/tokens.css`, then the other files of `style/` by
/// name, then every `NAME.module.css` with its hashed class names, layer by layer.
///
/// # Errors
/// When stylance refuses a module or a file cannot be read.
pub fn bundle() -> Result {
    let scratch = folders::scratch();
    fs::create_dir_all(&scratch)?;
    let mut sheets = Vec::new();
    for entry in fs::read_dir(folders::root().join("style"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            sheets.push(path);
        }
    }
    sheets.sort_by_key(|path| (!path.ends_with("tokens.css"), path.clone()));
    let mut css = String::new();
    for sheet in sheets {
        css.push_str(&fs::read_to_string(sheet)?);
        css.push('\n');
    }
    let modules = scratch.join("modules.css");
    let folders = LAYERS.iter().flat_map(|layer| ["--folder", layer]);
    process::run(process::command("stylance")?.arg("--output-file").arg(&modules).args(folders).arg("."))?;
    css.push_str(&fs::read_to_string(modules)?);
    let file = scratch.join("console.css");
    fs::write(&file, css)?;
    minify::file(&file)
}
