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

/// The pages of one source: `page('ROUTE', { name: 'NAME', does: ['…'], operations: ['…'], … })`, and those of plain
/// resources: `kept('ROUTE', { one: 'NAME', many: 'NAMES', operations: ['…'], … })`.
fn in_source(source: &str) -> Vec<Page> {
    let pages = entries(source, "page(").filter_map(|(route, entry)| {
        let operations = ["does: [", "operations: ["].iter().flat_map(|key| texts(entry, key)).collect();
        Some(Page { route: route.to_owned(), name: text(entry, "name: '")?, operations })
    });
    let kept = entries(source, "kept(").filter_map(|(route, entry)| {
        let (list, _) = route.rsplit_once('/')?;
        let (one, many) = (text(entry, "one: '")?, text(entry, "many: '")?);
        let pages = [
            (list.to_owned(), many),
            (format!("{list}/new"), format!("add {one}")),
            (route.to_owned(), one.clone()),
            (format!("{route}/delete"), format!("delete {one}")),
        ];
        let operations = texts(entry, "operations: [").into_iter();
        Some(pages.into_iter().zip(operations).map(|((route, name), id)| Page { route, name, operations: vec![id] }))
    });
    pages.chain(kept.flatten()).collect()
}

/// The route and the rest of each entry that a function makes.
fn entries<'a>(source: &'a str, function: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let calls = source.split(function).skip(1);
    calls.filter_map(|entry| entry.trim_start().strip_prefix('\'')?.split_once('\''))
}

/// The text behind a key.
fn text(entry: &str, key: &str) -> Option<String> {
    after(entry, key)?.split('\'').next().map(str::to_owned)
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

    #[test]
    fn a_plain_resource_has_four_pages() {
        let source =
            "export const kept = 1;\n  kept('/a/{b}', { one: 'b', many: 'bs', operations: ['l', 'n', 'g', 'd'] })";
        let page = |route: &str, name: &str, id: &str| Page {
            route: route.to_owned(),
            name: name.to_owned(),
            operations: vec![id.to_owned()],
        };
        let all = [
            page("/a", "bs", "l"),
            page("/a/new", "add b", "n"),
            page("/a/{b}", "b", "g"),
            page("/a/{b}/delete", "delete b", "d"),
        ];
        assert_eq!(in_source(source), all);
    }
}
