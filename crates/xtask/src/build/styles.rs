//! Style sheets from the global styles and the components' CSS modules: one that every visit needs, and one for what is
//! drawn by chunks of the program.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use super::minify;
use crate::{Result, folders, process};

/// The pages that every visit's program draws: `pages/current.rs` asks no chunk for them.
const FIRST_PAGES: [&str; 2] = ["organizations", "sign_in"];
const FIRST: &str = "console.css";
const LATER: &str = "pages.css";
/// Where `index.html` names the second sheet, and `src/chunk.rs` reads it.
const NAMED: &str = "<meta name=\"pages-style\" content=\"\">";

/// Writes `target/console.css`, which `index.html` links: first `style/tokens.css`, then the other files of `style/` by
/// name, then every `NAME.module.css` of the first program with its hashed class names; and `target/pages.css`, the
/// modules of everything else.
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
    let (mut first, mut later) = (Vec::new(), vec!["src/forms".to_owned()]);
    for folder in ["ui", "layouts", "components"] {
        first.push(format!("src/{folder}"));
    }
    for entry in fs::read_dir(folders::root().join("src/pages"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            let program = if FIRST_PAGES.contains(&name.as_str()) { &mut first } else { &mut later };
            program.push(format!("src/pages/{name}"));
        }
    }
    later.sort();
    css.push_str(&modules(&first)?);
    fs::write(scratch.join(FIRST), css)?;
    fs::write(scratch.join(LATER), modules(&later)?)?;
    minify::file(&scratch.join(FIRST))?;
    minify::file(&scratch.join(LATER))
}

/// The CSS modules of these folders, as stylance joins them.
fn modules(folders: &[String]) -> Result<String> {
    let file = folders::scratch().join("modules.css");
    let mut stylance = process::command("stylance")?;
    stylance.arg("--output-file").arg(&file);
    for folder in folders {
        stylance.args(["--folder", folder]);
    }
    process::run(stylance.arg("."))?;
    Ok(fs::read_to_string(file)?)
}

/// Puts the second sheet into `dist` under a name with its hash, and names it in the page.
///
/// # Errors
/// When the page has no place for the name.
pub fn place_later(dist: &Path) -> Result {
    let css = fs::read_to_string(folders::scratch().join(LATER))?;
    let mut hasher = DefaultHasher::new();
    css.hash(&mut hasher);
    let name = format!("pages-{:016x}.css", hasher.finish());
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index)?;
    if !page.contains(NAMED) {
        return Err(format!("index.html has no {NAMED}").into());
    }
    fs::write(index, page.replace(NAMED, &NAMED.replace("\"\"", &format!("\"/{name}\""))))?;
    fs::write(dist.join(name), css)?;
    Ok(())
}
