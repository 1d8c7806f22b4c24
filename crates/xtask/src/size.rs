//! `cargo xtask size`: what a first visit downloads, and what each page downloads when it is first opened.

use std::fs;
use std::path::Path;

use crate::build::manifest::{self, Part};
use crate::build::{DESIGN, beside, is_about_people};
use crate::{Result, folders};

const KILOBYTE: u64 = 1024;
/// The most that the files of a first visit may weigh together in Brotli, in bytes. Meant to become 150 KB again.
const FIRST_VISIT: u64 = 152 * KILOBYTE;
/// The most that the first page of a project or an environment may add to that, and in how many files. Meant to become
/// 45 KB.
const FIRST_OF_SCOPE: Budget = Budget { bytes: 61 * KILOBYTE, files: 2 };
/// The same of the page after it, with what pages share. Meant to become 40 KB.
const FURTHER: Budget = Budget { bytes: 74 * KILOBYTE, files: 2 };
/// The same of pages about people and money, with what those share and what their area loads first. Meant to become
/// 60 KB.
const ABOUT_PEOPLE: Budget = Budget { bytes: 131 * KILOBYTE, files: 4 };
/// The same of the forms' engine, once. Meant to become 60 KB.
const ENGINE: Budget = Budget { bytes: 107 * KILOBYTE, files: 1 };
/// What is smaller is not worth a request.
const SMALLEST: u64 = 4 * KILOBYTE;

/// The parts that draw the frame of a project, its first page and that of an environment, and forms.
const FRAME: &str = "scope";
const FIRST_PAGES: [&str; 2] = ["project_overview", "environment_overview"];
const FORMS: &str = "forms";

struct Budget {
    bytes: u64,
    files: usize,
}

#[derive(Clone)]
struct File {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints each file of a first visit, up to signing in, with its size as it is,
/// in gzip and in Brotli; and what each area of the console adds to it when one of its pages is first opened.
///
/// # Errors
/// When there is no build, or something is beyond its budget.
pub fn run() -> Result {
    let dist = folders::dist();
    if !dist.join("index.html").is_file() {
        return Err("there is no build in dist/: run `cargo xtask build` first".into());
    }
    let parts = manifest::read()?;
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for path in folders::files_under(&dist)? {
        // The design system's page is asked for by nobody but who opens it.
        if path.starts_with(dist.join(DESIGN)) {
            continue;
        }
        if !path.extension().is_some_and(|extension| extension == "br" || extension == "gz") {
            let file = measure(&dist, &path)?;
            let is_later = parts.iter().any(|(_, files)| files.contains(&file.name));
            if is_later { later.push(file) } else { first.push(file) }
        }
    }
    let mut beyond = Vec::new();
    print_files(&mut first, "First visit");
    let total: u64 = first.iter().map(|file| file.brotli).sum();
    println!("Budget {FIRST_VISIT}, used {} %\n", total * 100 / FIRST_VISIT);
    if total > FIRST_VISIT {
        beyond.push(format!("a first visit is {} bytes beyond its budget", total - FIRST_VISIT));
    }
    beyond.extend(pages(&parts, &later));
    for file in later.iter().filter(|file| file.brotli < SMALLEST) {
        beyond
            .push(format!("{} has {} bytes and is not worth a request: join it with another", file.name, file.brotli));
    }
    if beyond.is_empty() { Ok(()) } else { Err(beyond.join("\n").into()) }
}

/// Prints the table of pages; returns what is beyond a budget.
fn pages(parts: &[Part], later: &[File]) -> Vec<String> {
    let weigh = |files: &[&String]| -> u64 {
        files.iter().filter_map(|name| later.iter().find(|file| &&file.name == name)).map(|file| file.brotli).sum()
    };
    let files_of = |part: &str| parts.iter().find(|(name, _)| name == part).map(|(_, files)| files.as_slice());
    let frame = files_of(FRAME).unwrap_or_default();
    let engine = files_of(FORMS).unwrap_or_default();
    let (own, beside) = engine.split_last().map_or((None, engine), |(own, beside)| (Some(own), beside));
    println!(
        "{:<34} {:>15} {:>20} {:>10}",
        "First opening (Brotli, in files)", "after sign-in", "after another page", "own file"
    );
    let mut beyond = Vec::new();
    for (part, files) in parts {
        // The engine counts once: pages that need it come after the first form.
        let there = match own {
            Some(_) if part == FORMS => beside,
            Some(own) if files.contains(own) => engine,
            _ => frame,
        };
        let (all, new) = (files.iter().collect::<Vec<_>>(), added(files, there));
        let (whole, alone) = (weigh(&all), weigh(&new));
        let own_file = weigh(&files.iter().rev().take(1).collect::<Vec<_>>());
        println!("{part:<34} {whole:>11} in {} {alone:>15} in {} {own_file:>10}", all.len(), new.len());
        let mut check = |what: &str, budget: &Budget, bytes: u64, files: usize| {
            if bytes > budget.bytes || files > budget.files {
                beyond.push(format!(
                    "{part} {what}: {bytes} bytes in {files} files, at most {} in {}",
                    budget.bytes, budget.files
                ));
            }
        };
        match part.as_str() {
            FORMS => check("once", &ENGINE, alone, new.len()),
            FRAME => {}
            part => {
                if FIRST_PAGES.contains(&part) {
                    check("as the first page", &FIRST_OF_SCOPE, whole, all.len());
                }
                let further = if is_about_people(part) { &ABOUT_PEOPLE } else { &FURTHER };
                check("after another page", further, alone, new.len());
            }
        }
    }
    beyond
}

/// The files that are not there already.
fn added<'a>(files: &'a [String], there: &[String]) -> Vec<&'a String> {
    files.iter().filter(|file| !there.contains(file)).collect()
}

/// Prints the files, the heaviest first, and their sum.
fn print_files(files: &mut [File], title: &str) {
    files.sort_by_key(|file| std::cmp::Reverse(file.brotli));
    let sum = |size: fn(&File) -> u64| files.iter().map(size).sum();
    let total = File {
        name: format!("{title}, {} files", files.len()),
        raw: sum(|file| file.raw),
        gzip: sum(|file| file.gzip),
        brotli: sum(|file| file.brotli),
    };
    println!("{:<48} {:>10} {:>10} {:>10}", "File (bytes)", "raw", "gzip", "Brotli");
    for file in files.iter().chain([&total]) {
        println!("{:<48} {:>10} {:>10} {:>10}", file.name, file.raw, file.gzip, file.brotli);
    }
}

/// A file without a compressed form travels as it is.
fn measure(dist: &Path, path: &Path) -> Result<File> {
    let raw = fs::metadata(path)?.len();
    let compressed = |extension| fs::metadata(beside(path, extension)).map_or(raw, |form| form.len());
    Ok(File {
        name: path.strip_prefix(dist).unwrap_or(path).display().to_string(),
        raw,
        gzip: compressed("gz"),
        brotli: compressed("br"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, brotli: u64) -> File {
        File { name: name.to_owned(), raw: 0, gzip: 0, brotli }
    }

    fn part(name: &str, files: &[&str]) -> Part {
        (name.to_owned(), files.iter().map(|file| (*file).to_owned()).collect())
    }

    #[test]
    fn a_page_beyond_its_budget_is_named() {
        let parts = [
            part("scope", &["scope.wasm"]),
            part("project_overview", &["scope.wasm", "overview.wasm"]),
            part("backups", &["scope.wasm", "backups.wasm"]),
            part("forms", &["scope.wasm", "forms.wasm"]),
        ];
        let sizes = |more| {
            let overview = file("overview.wasm", 5 * KILOBYTE);
            let scope = file("scope.wasm", FIRST_OF_SCOPE.bytes - 5 * KILOBYTE + more);
            [scope, overview, file("backups.wasm", FURTHER.bytes + more), file("forms.wasm", ENGINE.bytes + more)]
        };
        assert!(pages(&parts, &sizes(0)).is_empty());
        let beyond = pages(&parts, &sizes(1));
        let named = |start: &str| beyond.iter().any(|line| line.starts_with(start));
        assert_eq!(beyond.len(), 3);
        assert!(
            named("project_overview as the first page") && named("backups after another page") && named("forms once")
        );
    }

    #[test]
    fn a_page_in_too_many_files_is_named() {
        let parts = [part("scope", &[]), part("backups", &["a.wasm", "b.wasm", "c.wasm", "d.wasm"])];
        assert_eq!(pages(&parts, &[]).len(), 1);
    }
}
