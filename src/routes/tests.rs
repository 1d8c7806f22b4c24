use std::collections::HashSet;
use std::ptr;

use super::*;

/// What is left of a path that is clicked: the router takes percent-encoding off (as `decodeURI`), and the browser reads
/// what is left as an address.
fn clicked(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path;
    while let Some(letter) = rest.chars().next() {
        let byte = rest.strip_prefix('%').and_then(|rest| u8::from_str_radix(rest.get(..2)?, 16).ok());
        let (length, kept) = match byte {
            Some(byte) if !b";/?:@&=+$,#".contains(&byte) => (3, vec![byte]),
            _ => (letter.len_utf8(), letter.to_string().into_bytes()),
        };
        bytes.extend(kept);
        rest = rest.get(length..).unwrap_or_default();
    }
    let decoded = String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned());
    let read = decoded.trim_matches(|letter: char| letter <= ' ').replace(['\t', '\n', '\r'], "").replace('\\', "/");
    // What stands for the folder above is followed.
    let parts = read.split('/').filter(|part| !matches!(*part, "." | ".."));
    parts.collect::<Vec<_>>().join("/")
}

/// Every address there is, with this id for each of its parameters.
fn all_with(id: &str) -> Vec<Route> {
    let of_line = |line: &'static declare::Line| {
        line.steps.iter().map(|step| (line.build)(&mut std::iter::repeat_n(id.to_owned(), 8), *step))
    };
    lines().flat_map(|(_, line)| of_line(line)).collect()
}

/// Whether an id comes back out of every address: as it is written, after a click, and after a click and a reload.
fn survives(id: &str) {
    for route in all_with(id) {
        let path = route.path();
        for seen in [path.clone(), clicked(&path), clicked(&clicked(&path))] {
            let parsed = Route::parse(&seen);
            assert!(parsed == route, "{id} in {path}: {seen} is {}", parsed.path());
        }
    }
}

#[test]
fn no_id_is_taken_for_one_of_the_consoles_own_words() {
    let mut words: HashSet<String> = HashSet::new();
    for template in templates() {
        words.extend(template.path.split('/').filter(|part| !part.starts_with('{')).map(str::to_owned));
    }
    words.remove("");
    assert!(["new", "edit", "delete", "import"].iter().all(|word| words.contains(*word)));
    for word in words {
        survives(&word);
    }
}

#[test]
fn every_id_survives_clicks_and_reloads() {
    for id in [
        "abc",
        "env:DEBUG",
        "a/b",
        "100%",
        "100%25",
        "docs/rate%20card.md",
        "50%41.txt",
        "docs/a%2Fb.md",
        "é ü",
        ".",
        "..",
        "...",
        "?#",
        "~",
        "~7E",
        "~25",
        "a~b",
        " a ",
        "a\\b",
        "a\tb\n",
        "%",
        "%%",
        "%zz",
        "+",
        "%+1",
        "~+1",
        "feature/50%-off",
        "https://{default}/",
        "\u{202e}x",
        "https://www.example.com/a%20b?c=d#e",
    ] {
        survives(id);
    }
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(12))]

    #[test]
    fn any_id_survives_clicks_and_reloads(id in "\\PC{1,12}|[a-z%~0-9. /\\\\]{1,8}|[ -~]{1,10}") {
        survives(&id);
    }
}

#[test]
fn fixed_words_come_before_parameters_in_whatever_order_they_are_declared() {
    let project = || "p".to_owned();
    let new = Route::ProjectVariables { project: project(), at: AtKept::New };
    assert_eq!(Route::parse("/projects/p/variables/new"), new);
    // Declared below the variable that could be called so.
    assert_eq!(Route::parse("/projects/p/variables/import"), Route::ProjectVariablesImport { project: project() });
    let all = "/organizations/o/projects/new";
    assert_eq!(Route::parse(all), Route::ProjectNew { organization: "o".to_owned() });
    // What has no page for a new one can have one that is called so.
    let activity = Route::ProjectActivities { project: project(), at: AtRead::One("new".to_owned()) };
    assert_eq!(Route::parse("/projects/p/activity/new"), activity);
    assert_eq!(Route::parse("/projects/p/activity/a/edit"), Route::Unknown);
    assert_eq!(Route::parse("/projects/p/nonsense"), Route::Unknown);
    assert_eq!(Route::parse("/"), Route::Home);
    assert_eq!(Route::parse("/organizations/"), Route::Organizations);
}

#[test]
fn every_address_is_parsed_as_it_is_declared() {
    let mut paths = HashSet::new();
    for template in templates() {
        let path = template.path.replace('{', "an-").replace('}', "");
        assert_eq!(Route::parse(&path).path(), path);
        assert!(Route::parse(&path).section().is_some_and(|section| ptr::eq(section, template.section)), "{path}");
        assert!(paths.insert(path), "{} is there twice", template.path);
        let parameter = match template.section.scope {
            Scope::Everything | Scope::Account => None,
            Scope::Organization => Some("{organization}"),
            Scope::Project => Some("{project}"),
            Scope::Environment => Some("{environment}"),
        };
        assert!(parameter.is_none_or(|parameter| template.path.contains(parameter)), "{}", template.path);
        assert!(!template.section.label.is_empty());
    }
}

#[test]
fn every_page_leads_back_to_its_section() {
    let section = |path| {
        let route = Route::parse(path);
        route.section().map(|section| route.path_in(section)).unwrap_or_default()
    };
    assert_eq!(section("/projects/p/domains/a%2Fb/edit"), "/projects/p/domains");
    assert_eq!(section("/projects/p/environments/main/variables/new"), "/projects/p/environments/main/variables");
    assert_eq!(
        section("/projects/p/environments/main/operations/source/update"),
        "/projects/p/environments/main/operations"
    );
    assert_eq!(section("/projects/p/system"), "/projects/p/system");
}

#[test]
fn tabs_stand_in_the_order_of_declaration() {
    let labels = |scope| tabs_of(scope).map(|section| section.label).collect::<Vec<_>>();
    assert_eq!(labels(Scope::Project).first(), Some(&"Overview"));
    assert_eq!(labels(Scope::Environment).last(), Some(&"Settings"));
    assert!(labels(Scope::Everything).is_empty());
    let pages = |scope| sections_of(scope).map(|section| section.label).collect::<Vec<_>>();
    assert_eq!(pages(Scope::Everything), ["Home", "Organizations", "All projects"]);
    assert_eq!(pages(Scope::Environment), labels(Scope::Environment));
    assert!(pages(Scope::Project).contains(&"Compare environments"));
    assert!(Route::parse("/projects/p/domains").is_tab());
    assert!(!Route::parse("/projects/p/domains/new").is_tab());
    assert!(!Route::parse("/projects/p/system").is_tab());
    let lit = |path: &str| {
        let route = Route::parse(path);
        tabs_of(Scope::Project).filter(|tab| route.is_in(tab)).map(|tab| tab.label).collect::<Vec<_>>()
    };
    assert_eq!(lit("/projects/p/domains/new"), ["Domains"]);
    assert_eq!(lit("/projects/p/compare"), ["Environments"]);
    assert_eq!(lit("/projects/p/environment-types/staging"), ["Environments"]);
    assert_eq!(lit("/projects/p/variable-matrix"), ["Variables"]);
    assert_eq!(lit("/projects/p/system"), ["Settings"]);
}

#[test]
fn an_address_in_a_query_comes_back_as_it_was() {
    let route = Route::Environment { project: "p".to_owned(), environment: "feature/x 100%".to_owned() };
    let (_, search) =
        sign_in_then(&route.path()).split_once('?').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap_or_default();
    assert_eq!(query_value(&format!("?a=b&{search}"), "next"), Some(route.path()));
    assert_eq!(query_value("?nextly=1", "next"), None);
}

#[test]
fn a_query_keeps_what_it_is_given_and_what_others_gave_it() {
    let search = query_with("?sort=-name&cursor=x%252", "q", "100%25 a+b&c=d", &["cursor"]);
    assert_eq!(query_value(&search, "q").as_deref(), Some("100%25 a+b&c=d"));
    assert_eq!(query_value(&search, "sort").as_deref(), Some("-name"));
    assert_eq!(query_value(&search, "cursor"), None);
    assert_eq!(query_with("?q=1", "q", "", &[]), "");
}

#[test]
fn one_returns_only_to_the_consoles_own_pages() {
    assert_eq!(own_address("/projects/p?q=1#a").as_deref(), Some("/projects/p?q=1#a"));
    assert_eq!(own_address("//projects//p").as_deref(), Some("/projects/p"));
    let elsewhere = [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/%09/evil.example",
        "/\t/evil.example",
        "/.//x",
        "/..//x",
        "/sign-in",
        "/no-such-page",
        "javascript:x",
        "projects",
    ];
    for elsewhere in elsewhere {
        assert_eq!(own_address(elsewhere), None, "{elsewhere}");
    }
}

#[test]
fn where_one_is_names_no_host() {
    for pathname in ["//projects", "/projects", "///projects", "/\\projects", "/\n\t/projects", "projects"] {
        assert_eq!(own_path(pathname), "/projects");
    }
    assert_eq!(own_path("/"), "/");
}
