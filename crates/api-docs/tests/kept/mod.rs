//! Folders of `docs` that are written from what the program is: a page for each section, and one on what they have in
//! common.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// That a folder of the repository has these pages and no others; where the variable is set, they are written first.
pub fn assert_kept(folder: &str, variable: &str, common: &str, pages: &BTreeMap<&str, String>) {
    let named = |section: &str| format!("{}.md", section.to_lowercase().replace(' ', "-"));
    let mut told: BTreeMap<String, &str> =
        pages.iter().map(|(section, text)| (named(section), text.as_str())).collect();
    let at = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    // The page that leads to them stands beside the folder.
    let name = at.file_name().unwrap().to_str().unwrap();
    let links = pages.keys().map(|section| format!("- [{section}]({name}/{})\n", named(section)));
    let index = format!("{common}\n{}", links.collect::<String>());
    told.insert(format!("../{name}.md"), &index);
    let others = || {
        let names = fs::read_dir(&at).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !told.contains_key(name)).collect::<Vec<String>>()
    };
    if std::env::var_os(variable).is_some() {
        others().iter().for_each(|name| fs::remove_file(at.join(name)).unwrap());
        told.iter().for_each(|(name, text)| fs::write(at.join(name), text).unwrap());
    }
    let mut wrong: Vec<String> = others();
    for (name, text) in &told {
        let kept = fs::read_to_string(at.join(name)).unwrap_or_default();
        if kept != **text {
            let differ = text.lines().filter(|line| !kept.lines().any(|kept| kept == *line));
            wrong.push(format!("{name}\n{}", differ.collect::<Vec<_>>().join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{folder} says otherwise, and {variable}=1 rewrites it:\n{}", wrong.join("\n"));
}
