//! The list of files that differ. Names first; the lines of a file are compared when it is opened.

use leptos::prelude::*;

use super::file::file_row;
use super::reader::Reader;
use super::style;
use super::trees::{Deed, FileChange};
use crate::reactive::effect;
use crate::text::lower;
use crate::ui::{Row, Switch, TextInput, each, el, live, nothing, view, views};

/// So many files are drawn between two frames, so that a long list does not stop the page.
const PART: usize = 100;
/// So many are opened unasked, but none that tools write.
const OPEN: usize = 4;
/// From so many on, they can be searched by name.
const SEARCHED: usize = 12;

/// What tools write, and nobody reads line by line.
const GENERATED: [&str; 7] =
    ["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "composer.lock", "Cargo.lock", "poetry.lock", "Gemfile.lock"];

/// The files; those of `before` and `commit` can be looked at in full.
pub fn file_list(reader: Reader, files: Vec<FileChange>, commit: String, before: Option<String>) -> AnyView {
    if files.is_empty() {
        return el("p").class("muted").text("No file differs.").into_any();
    }
    let heading = summary(&files);
    let is_read = |file: &&FileChange| !GENERATED.iter().any(|name| file.path.rsplit('/').next() == Some(name));
    let open: Vec<String> = files.iter().filter(is_read).take(OPEN).map(|file| file.path.clone()).collect();
    let count = files.len();
    let files = StoredValue::new(files);
    let wanted = RwSignal::new(String::new());
    let drawn = RwSignal::new(PART);
    effect(move || {
        if drawn.get() < count {
            request_animation_frame(move || {
                drawn.try_update(|drawn| *drawn += PART);
            });
        }
    });
    let wrap = RwSignal::new(false);
    let rows = move || {
        let wanted = wanted.with(|wanted| lower(wanted.trim()));
        let fits = |file: &&FileChange| wanted.is_empty() || lower(&file.path).contains(&wanted);
        let row = |file: &FileChange| {
            let (file, is_open) = (file.clone(), open.contains(&file.path));
            let at = if file.to.is_some() { Some(commit.clone()) } else { before.clone() };
            Row::new(file.path.clone(), move || file_row(reader, file, is_open, at, wrap))
        };
        files.with_value(|files| files.iter().filter(fits).take(drawn.get()).map(row).collect())
    };
    let none = move || {
        let wanted = wanted.with(|wanted| lower(wanted.trim()));
        match files.with_value(|files| files.iter().any(|file| lower(&file.path).contains(&wanted))) {
            true => nothing(),
            false => el("p").class("muted").text("No file has that in its path.").into_any(),
        }
    };
    let search = (count >= SEARCHED).then(|| {
        view! { <TextInput label="Find a file" placeholder="Find a file" value=wanted on_input=move |text: String| wanted.set(text) /> }
    });
    let wraps = view! { <Switch label="Wrap lines" checked=wrap on_change=move |on: bool| wrap.set(on) /> };
    let head = el("div").class(style::head).child(el("h3").text(heading)).maybe(search).child(wraps);
    views![head, el("ul").class(style::files).child(each(rows)), live(none)]
}

/// "3 files: 1 added, 2 changed".
fn summary(files: &[FileChange]) -> String {
    let of = |deed: Deed| {
        let count = files.iter().filter(|file| file.deed() == deed).count();
        (count > 0).then(|| format!("{count} {}", lower(deed.word())))
    };
    let parts = [Deed::Added, Deed::Changed, Deed::Renamed, Deed::Removed].into_iter().filter_map(of);
    let noun = if files.len() == 1 { "file" } else { "files" };
    format!("{} {noun}: {}", files.len(), parts.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::trees::Object;
    use super::*;
    use crate::components::EntryKind;

    #[test]
    fn files_are_counted_by_what_became_of_them() {
        let object = || Some(Object { kind: EntryKind::File, mode: "100644".to_owned(), id: "1".to_owned() });
        let file = |from, to| FileChange { path: "a".to_owned(), was: None, from, to };
        assert_eq!(summary(&[file(None, object())]), "1 file: 1 added");
        let many = [file(object(), object()), file(None, object()), file(object(), None), file(object(), object())];
        assert_eq!(summary(&many), "4 files: 1 added, 2 changed, 1 removed");
    }
}
