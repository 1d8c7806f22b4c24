//! Style sheets from the global styles and the components' CSS modules: one that every visit needs, and one for what is
//! drawn by chunks of the program.

use std::fs;
use std::path::Path;

use super::minify;
use crate::{Result, folders, process};

/// The pages that every visit's program draws: `pages/current.rs` asks no chunk for them.
const FIRST_PAGES: [&str; 2] = ["organizations", "sign_in"];
const FIRST: &str = "console.css";
const LATER: &str = "pages.css";
/// How trunk's page links the second sheet.
const LATER_ADDRESS: &str = "\"/pages-";
/// The `meta` that names it to `src/chunk.rs`.
const NAMED: &str = "pages-style";

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

/// Has the page name the second sheet instead of loading it: who needs it asks for it.
///
/// # Errors
/// When trunk's page does not link the sheet.
pub fn put_off_later(dist: &Path) -> Result {
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index)?;
    let page = put_off(&page).ok_or("index.html does not link the pages' style sheet: did trunk change?")?;
    fs::write(index, page)?;
    Ok(())
}

/// The page with a `meta` of the sheet's address in place of its link.
fn put_off(page: &str) -> Option<String> {
    let address = page.find(LATER_ADDRESS)? + "\"".len();
    let (before, rest) = page.split_at_checked(address)?;
    let (before, _) = before.rsplit_once("<link")?;
    let (address, rest) = rest.split_once('"')?;
    let (_, after) = rest.split_once('>')?;
    Some(format!("{before}<meta name=\"{NAMED}\" content=\"{address}\">{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_sheet_is_named_and_not_loaded() {
        let page = "<link rel=\"stylesheet\" href=\"/console-1.css\"/><link rel=\"stylesheet\" href=\"/pages-2.css\" \
                    integrity=\"sha384-x\"/><body>";
        let put_off = put_off(page);
        let expected = "<link rel=\"stylesheet\" href=\"/console-1.css\"/><meta name=\"pages-style\" \
                        content=\"/pages-2.css\"><body>";
        assert_eq!(put_off.as_deref(), Some(expected));
        assert_eq!(super::put_off("<link href=\"/console-1.css\">"), None);
    }
}
