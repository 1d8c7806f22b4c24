//! Where in the console operations are done: what the end-to-end tests' registry of pages says.

use std::path::Path;
use std::{fs, io};

/// A page of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its address as a template: `/projects/{project}/domains/new`.
    pub route: String,
    /// What it is called: `add domain`.
    pub name: String,
    /// The operations that are done there.
    pub operations: Vec<String>,
}

/// All pages that the registry in this folder has, in the order of their addresses.
///
/// # Errors
/// When the folder or a file of it cannot be read.
pub fn read(folder: &Path) -> io::Result<Vec<Page>> {
    let mut pages = Vec::new();
    for file in fs::read_dir(folder)? {
        pages.extend(in_source(&fs::read_to_string(file?.path())?));
    }
    pages.sort_by(|one, two| (&one.route, &one.name).cmp(&(&two.route, &two.name)));
    Ok(pages)
}

/// The pages of one source: `page('ROUTE', { name: 'NAME', does: ['…'], operations: ['…'], … })`.
fn in_source(source: &str) -> Vec<Page> {
    let entries = source.split("page(").skip(1);
    let pages = entries.filter_map(|entry| {
        let route = entry.trim_start().strip_prefix('\'')?.split('\'').next()?;
        let name = after(entry, "name: '")?.split('\'').next()?;
        let operations = ["does: [", "operations: ["].iter().flat_map(|key| texts(entry, key)).collect();
        Some(Page { route: route.to_owned(), name: name.to_owned(), operations })
    });
    pages.collect()
}

fn after<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.split_once(key).map(|(_, rest)| rest)
}

/// The texts in quotes of a list that starts behind a key.
fn texts(entry: &str, key: &str) -> Vec<String> {
    let list = after(entry, key).and_then(|rest| rest.split(']').next()).unwrap_or_default();
    list.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_does_what_its_entry_says() {
        let source = "const page = 1;\n  page('/a/{b}', {\n    name: 'b',\n    does: ['c'],\n    operations: [\n      'd',\n      'e',\n    ],\n  }),";
        let operations = ["c", "d", "e"].map(str::to_owned).to_vec();
        assert_eq!(in_source(source), [Page { route: "/a/{b}".to_owned(), name: "b".to_owned(), operations }]);
    }
}
