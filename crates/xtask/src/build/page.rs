//! Rids the page of inline scripts, so that the strictest Content-Security-Policy fits it everywhere.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::Result;

const OPEN: &str = "<script type=\"module\">";
const UNQUOTED_OPEN: &str = "<script type=module>";
const CLOSE: &str = "</script>";

/// Has the page of the whole program, by this name, load the script and the first file of the split one instead.
///
/// # Errors
/// When trunk's page does not load the program as expected.
pub fn replace_program(dist: &Path, whole: &str, script: &str, program: &str) -> Result {
    let index = dist.join("index.html");
    let page = with_program(&fs::read_to_string(&index)?, whole, script, program);
    fs::write(index, page.ok_or("index.html does not load the program as expected: did trunk change?")?)?;
    for file in crate::folders::files_under(dist)? {
        if file.parent() == Some(dist) && file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(whole))
        {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}

/// Has the page link a style sheet of another name.
///
/// # Errors
/// When it does not link this one, or cannot be written.
pub fn replace_sheet(dist: &Path, before: &str, now: &str) -> Result {
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index)?;
    if !page.contains(before) {
        return Err(format!("index.html does not link {before}: did trunk change?").into());
    }
    Ok(fs::write(&index, page.replace(before, now))?)
}

/// The page with the script in the place of the inline one, which it need not know of before, and the program's new name.
fn with_program(page: &str, whole: &str, script: &str, program: &str) -> Option<String> {
    let (before, open) = first_of(page, &[OPEN, UNQUOTED_OPEN])?;
    let (_, after) = page.get(before.len() + open.len()..)?.split_once(CLOSE)?;
    let page = format!("{before}<script type=\"module\" src=\"/{script}\">{CLOSE}{after}");
    let (before, after) = page.split_once("<link rel=\"modulepreload\"")?;
    let page = format!("{before}{}", after.split_once('>')?.1);
    let start = page.find(&format!("/{whole}"))?;
    let (before, after) = page.split_at(start);
    Some(format!("{before}/{program}{}", after.get(after.find('"')?..)?))
}

/// Moves the content of each inline module script, such as the loader that trunk adds, into a file
/// `boot-HASH.js` beside `index.html`, which is served at `base`.
///
/// # Errors
/// When there is no such script (then trunk changed, and this must follow), or an inline script of
/// another kind is left.
pub fn move_scripts_out(dist: &Path, base: &str) -> Result {
    let index = dist.join("index.html");
    let (page, scripts) = without_inline_modules(&fs::read_to_string(&index)?, base)?;
    for (name, code) in scripts {
        fs::write(dist.join(name), code)?;
    }
    fs::write(index, page)?;
    Ok(())
}

/// The page with references, and the files it refers to.
fn without_inline_modules(page: &str, base: &str) -> Result<(String, Vec<(String, String)>)> {
    let mut rest = page;
    let mut out = String::new();
    let mut scripts = Vec::new();
    while let Some((before, open)) = first_of(rest, &[OPEN, UNQUOTED_OPEN]) {
        let after = rest.get(before.len() + open.len()..).unwrap_or_default();
        let (code, after) = after.split_once(CLOSE).ok_or("index.html has a script without an end")?;
        let code = code.trim();
        let name = format!("boot-{:016x}.js", hash(code));
        out.push_str(before);
        out.push_str(&format!("<script type=\"module\" src=\"{base}{name}\"></script>"));
        scripts.push((name, format!("{code}\n")));
        rest = after;
    }
    out.push_str(rest);
    if scripts.is_empty() {
        return Err("index.html has no inline loader to move out: did trunk change?".into());
    }
    if out.split("<script").skip(1).any(|tag| !tag.split('>').next().unwrap_or_default().contains("src=")) {
        return Err("index.html has an inline script, which the Content-Security-Policy refuses".into());
    }
    Ok((out, scripts))
}

fn first_of<'a>(text: &'a str, openings: &[&'static str]) -> Option<(&'a str, &'static str)> {
    openings.iter().filter_map(|open| Some((text.split_once(open)?.0, *open))).min_by_key(|(before, _)| before.len())
}

fn hash(code: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    code.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_becomes_a_file() {
        let (page, scripts) = without_inline_modules(
            "<head><script src=/start.js></script><script type=\"module\">\nimport a;\n</script></head>",
            "/",
        )
        .unwrap();
        assert_eq!(scripts.len(), 1);
        let (name, code) = &scripts[0];
        assert_eq!(code, "import a;\n");
        assert_eq!(
            page,
            format!("<head><script src=/start.js></script><script type=\"module\" src=\"/{name}\"></script></head>")
        );
    }

    #[test]
    fn the_page_loads_the_split_program() {
        let page = "<head><script type=\"module\">\nimport a;\n</script><link rel=\"modulepreload\" href=\"/all-1.js\">\
                    <link rel=\"preload\" href=\"/all-1_bg.wasm\" as=\"fetch\"></head>";
        let expected = "<head><script type=\"module\" src=\"/new.js\"></script>\
                        <link rel=\"preload\" href=\"/new.wasm\" as=\"fetch\"></head>";
        assert_eq!(with_program(page, "all", "new.js", "new.wasm").as_deref(), Some(expected));
        assert_eq!(with_program("<head></head>", "all", "new.js", "new.wasm"), None);
    }

    #[test]
    fn a_page_without_a_loader_or_with_another_inline_script_is_refused() {
        assert!(without_inline_modules("<head></head>", "/").is_err());
        assert!(without_inline_modules("<script type=module>a</script><script>b</script>", "/").is_err());
    }
}
