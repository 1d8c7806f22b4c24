//! Gives each part of the program the styles of what only it draws, so that the page links no more than every visit needs.
//!
//! stylance gives the classes of a component names that nothing else has, `NAME-HASH`, and a file that draws it holds them
//! as texts. So the files themselves say whose a rule is. `boot/fetch.js` puts the styles of a part into the page.

use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::{CustomSection, Section};

use super::split;

/// The section of a part's file that holds its styles, after a digit for the order in which they apply.
const SECTION: &str = "css";
/// How many hexadecimal digits end the name of a component's class.
const HASH: usize = 5;

/// Takes out of the page's style sheet what only parts need, and puts it into the files of these. The first file is the one
/// that every visit starts with. Returns what the page still links.
pub fn dress(css: &str, files: &mut [(String, Vec<u8>)]) -> String {
    let rules = rules(css);
    let classes: BTreeSet<&str> = rules.iter().flat_map(|rule| classes(rule)).collect();
    let drawn: Vec<BTreeSet<&str>> = files.iter().map(|(_, code)| held(&classes, code)).collect();
    let mut kept = String::new();
    let mut styles = vec![String::new(); files.len()];
    for rule in &rules {
        let of_rule: Vec<&str> = self::classes(rule).collect();
        let draws = |drawn: &BTreeSet<&str>| of_rule.iter().any(|class| drawn.contains(class));
        let is_first = drawn.first().is_some_and(draws);
        if is_first || !drawn.iter().any(draws) {
            kept.push_str(rule);
            continue;
        }
        for (text, _) in styles.iter_mut().zip(&drawn).filter(|(_, drawn)| draws(drawn)) {
            text.push_str(rule);
        }
    }
    for ((name, code), text) in files.iter_mut().zip(styles).filter(|(_, text)| !text.is_empty()) {
        let data = format!("{}{text}", split::order_of(name)).into_bytes();
        CustomSection { name: SECTION.into(), data: data.into() }.append_to(code);
    }
    kept
}

/// The outermost rules of a style sheet without comments.
fn rules(css: &str) -> Vec<&str> {
    let (mut rules, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_u32, None);
    let mut letters = css.char_indices();
    while let Some((at, letter)) = letters.next() {
        match (letter, quote) {
            ('\\', _) => drop(letters.next()),
            (_, Some(open)) if letter == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(letter),
            ('{', None) => depth += 1,
            ('}', None) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = matches!((letter, quote), ('}' | ';', None)) && depth == 0;
        if ends {
            rules.extend(css.get(start..=at));
            start = at + 1;
        }
    }
    rules.extend(css.get(start..).filter(|rest| !rest.trim().is_empty()));
    rules
}

/// The names of components' classes in a rule.
fn classes(rule: &str) -> impl Iterator<Item = &str> {
    let names = rule.split('.').skip(1).map(|rest| {
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '-' | '_'));
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    });
    names.filter(|name| {
        let hash = name.rsplit_once('-').map(|(_, hash)| hash).unwrap_or_default();
        hash.len() == HASH && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Those of the classes that a file holds. Texts stand one after the other in it, without anything between them.
fn held<'a>(classes: &BTreeSet<&'a str>, code: &[u8]) -> BTreeSet<&'a str> {
    let mut by_hash: BTreeMap<&[u8], Vec<&str>> = BTreeMap::new();
    for class in classes {
        let hash = class.len().saturating_sub(HASH + 1);
        by_hash.entry(class.as_bytes().get(hash..).unwrap_or_default()).or_default().push(class);
    }
    let mut held = BTreeSet::new();
    for (at, _) in code.iter().enumerate().filter(|(_, byte)| **byte == b'-') {
        let end = at + HASH + 1;
        let found = code.get(at..end).and_then(|hash| by_hash.get(hash));
        let before = code.get(..end).unwrap_or_default();
        held.extend(found.into_iter().flatten().filter(|class| before.ends_with(class.as_bytes())));
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSS: &str = ":root{--a:1}.a-00001{color:red}.b-00002>.c-00003{content:\"}.\"}@media (width>1px){.b-00002{top:1px}}\
                       .plain{left:0}.nowhere-00004{left:1px}.forms-00005{top:2px}";

    fn styles(code: &[u8]) -> Option<String> {
        let start = code.windows(SECTION.len()).position(|window| window == SECTION.as_bytes())?;
        Some(String::from_utf8_lossy(code.get(start + SECTION.len()..)?).into_owned())
    }

    #[test]
    fn a_part_brings_the_styles_of_what_only_it_draws() {
        let mut files = [
            ("console".to_owned(), b"texta-00001text".to_vec()),
            ("backups".to_owned(), b"b-00002c-00003a-00001".to_vec()),
            ("domains".to_owned(), b"other".to_vec()),
            ("forms".to_owned(), b"b-00002forms-00005".to_vec()),
        ];
        let kept = dress(CSS, &mut files);
        assert_eq!(kept, ":root{--a:1}.a-00001{color:red}.plain{left:0}.nowhere-00004{left:1px}");
        let [console, backups, domains, forms] = files.map(|(_, code)| styles(&code));
        let of_b = ".b-00002>.c-00003{content:\"}.\"}@media (width>1px){.b-00002{top:1px}}";
        assert_eq!((console, domains), (None, None));
        assert!(backups.is_some_and(|text| text.ends_with(of_b)));
        assert!(forms.is_some_and(|text| text.ends_with(&format!("{of_b}.forms-00005{{top:2px}}"))));
    }

    #[test]
    fn rules_are_whole() {
        assert_eq!(
            rules("@charset \"a;b\";.a{b:c}@media x{.d{e:f}.g{}}"),
            ["@charset \"a;b\";", ".a{b:c}", "@media x{.d{e:f}.g{}}"]
        );
        assert_eq!(rules(".a\\}{b:'}'}.c{}"), [".a\\}{b:'}'}", ".c{}"]);
    }
}
