//! The licenses of everything that is shipped, in one text: many of them ask to go along with the program.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use super::packages::{Key, Package};
use crate::{Result, folders};

/// What names of files with a license begin with, in capitals.
const NAMES: [&str; 6] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"];
/// What files end with that are about licenses, but none.
const OTHERS: [&str; 9] = ["rs", "c", "h", "py", "js", "json", "toml", "html", "spdx"];

/// What is linked in that no package has the license of.
const RUNTIME: &str = include_str!("../../../../packaging/runtime-licenses.txt");

/// The licenses of `packages`, each text once, after the packages that came with it.
///
/// # Errors
/// When a package's files cannot be read, or one has no license and does not declare the MIT License, which can be written
/// for it.
pub fn write(packages: &BTreeMap<Key, Package>) -> Result<String> {
    let mut texts = BTreeMap::<String, Vec<String>>::new();
    let mut without = Vec::new();
    for ((name, version), package) in packages.iter().filter(|(_, package)| !package.is_own()) {
        let title = format!("{name} {version}");
        let found = texts_in(&package.folder)?;
        if found.is_empty() {
            if !package.license.as_deref().is_some_and(|license| license.contains("MIT")) {
                return Err(format!("{title} comes without the text of its license").into());
            }
            let authors = package.authors.join(", ");
            without.push(format!("{title}, copyright {}", if authors.is_empty() { "its authors" } else { &authors }));
        }
        for text in found {
            let of_text = texts.entry(text).or_default();
            if !of_text.contains(&title) {
                of_text.push(title.clone());
            }
        }
    }
    let mut sections: Vec<(Vec<String>, String)> = texts.into_iter().map(|(text, of)| (of, text)).collect();
    sections.sort();
    Ok(document(&sections, &without))
}

fn document(sections: &[(Vec<String>, String)], without: &[String]) -> String {
    let rule = "=".repeat(80);
    let mut document = format!("Wheelhouse contains the work of others, under these licenses.\n\n{RUNTIME}");
    if !without.is_empty() {
        document +=
            "\nThese packages declare the MIT License, whose permission notice is above, and come without a text:\n\n";
        for line in without {
            // Writing to a text does not fail.
            let _ = writeln!(document, "  {line}");
        }
    }
    for (of, text) in sections {
        let _ = write!(document, "\n{rule}\n{}\n{rule}\n\n{text}", of.join("\n"));
    }
    document
}

/// The texts of the licenses beneath a package's folder, in the order of their paths.
fn texts_in(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for path in folders::files_under(folder)?.iter().filter(|path| is_license(path)) {
        let text = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
        let text = normal(&text);
        if !text.is_empty() {
            texts.push(text);
        }
    }
    Ok(texts)
}

fn is_license(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    NAMES.iter().any(|start| name.starts_with(start)) && !OTHERS.contains(&extension.as_str())
}

/// Without what differs between copies of one text: the ends of lines, and space at them.
fn normal(text: &str) -> String {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    let text = lines.join("\n");
    let text = text.trim_matches('\n');
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn licenses_are_told_by_their_names() {
        for name in ["LICENSE", "license-mit", "LICENSE.md", "LICENCE.txt", "COPYING", "LICENSE-2.0", "UNLICENSE"] {
            assert!(is_license(Path::new(name)), "{name}");
        }
        for name in ["README.md", "license.rs", "licenses.json", "src"] {
            assert!(!is_license(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn copies_of_a_text_are_one() {
        assert_eq!(normal("\u{feff}\nMIT  \r\n\r\ntext"), normal("MIT\n\ntext\n\n"));
    }

    #[test]
    fn every_text_follows_those_it_is_of() {
        let sections = [(vec!["a 1.0.0".to_owned(), "b 2.0.0".to_owned()], "text\n".to_owned())];
        let document = document(&sections, &["c 3.0.0, copyright C".to_owned()]);
        assert!(document.contains("  c 3.0.0, copyright C\n"), "{document}");
        assert!(document.contains("\na 1.0.0\nb 2.0.0\n") && document.ends_with("\n\ntext\n"), "{document}");
    }
}
