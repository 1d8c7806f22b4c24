#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::process::Command;

use super::*;

const SHOP: &Recipe = &Recipe::Shop { when: When { days: 0, spread: 0 } };

pub fn git(path: &std::path::Path, arguments: &[&str]) -> String {
    let output =
        Command::new("git").env("GIT_CONFIG_GLOBAL", "/dev/null").arg("-C").arg(path).args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn recipes() -> Vec<Recipe> {
    let by = Author::new("Niamh Okonjo-Byrne", "ada@example.com");
    let branch = |name: &str, from: &str| Branch { name: name.to_owned(), from: from.to_owned() };
    let branches = vec![branch("staging", "main"), branch("feature/one", "staging")];
    vec![
        Recipe::Shop { when: When::default() },
        Recipe::Usual {
            title: "Blog".to_owned(),
            by: vec![by.clone()],
            branches: branches.clone(),
            when: When::default(),
        },
        Recipe::Plain { by: by.clone(), branches, when: When::default() },
        Recipe::First { title: "New".to_owned(), branch: "trunk".to_owned(), by, at: 1_700_000_000 },
    ]
}

#[test]
fn what_is_on_disk_is_what_the_recipe_foretells_and_git_finds_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let repositories = Repositories::new(Some(folder.path()));
    for (number, recipe) in recipes().iter().enumerate() {
        let name = format!("project{number}");
        let opened = repositories.open(&name, recipe).unwrap();
        let path = folder.path().join("repositories").join(format!("{name}.git"));
        git(&path, &["fsck", "--full", "--strict", "--no-dangling"]);
        assert_eq!(git(&path, &["symbolic-ref", "HEAD"]).trim(), format!("refs/heads/{}", recipe.default_branch()));
        let listed = git(&path, &["for-each-ref", "--format=%(refname) %(objectname)"]);
        let foretold: Vec<String> =
            recipe.heads().unwrap().references().map(|(name, id)| format!("{name} {id}")).collect();
        assert_eq!(listed.lines().collect::<Vec<_>>(), foretold);
        let read: Vec<String> =
            references(&opened).unwrap().iter().map(|at| format!("refs/{} {}", at.name, at.target)).collect();
        assert_eq!(read, foretold);
        assert_eq!(Recipe::parse(&recipe.text()).as_ref(), Some(recipe));
    }
}

#[test]
fn how_far_branches_are_apart_is_what_git_counts() {
    let folder = tempfile::tempdir().unwrap();
    let opened = Repositories::new(Some(folder.path())).open("shop", SHOP).unwrap();
    let path = folder.path().join("repositories/shop.git");
    let heads = SHOP.heads().unwrap();
    for (branch, other) in [("staging", "main"), ("fix/vat-rounding", "feature/new-checkout"), ("pr-482", "main")] {
        let counted = git(&path, &["rev-list", "--left-right", "--count", &format!("{branch}...{other}")]);
        let (ahead, behind) = heads.apart(branch, other);
        let ids = [branch, other].map(|name| heads.head(name).unwrap());
        assert_eq!(apart(&opened, &ids[0], &ids[1]).unwrap(), (ahead, behind));
        assert_eq!(counted.split_whitespace().collect::<Vec<_>>(), [ahead.to_string(), behind.to_string()], "{branch}");
    }
    let commits: i64 = git(&path, &["rev-list", "--count", "--all"]).trim().parse().unwrap();
    assert!(commits >= 20, "{commits}");
    assert!(!git(&path, &["rev-list", "--merges", "--all"]).is_empty());
}

#[test]
fn the_shops_ids_are_always_the_same() {
    assert_eq!(SHOP.heads().unwrap().head("main").unwrap(), "32ccaed1b77285e9fb32c8bc68325674cd35a39c");
}

#[test]
fn of_many_who_open_it_at_once_all_see_it_whole() {
    let folder = tempfile::tempdir().unwrap();
    let seen: Vec<usize> = std::thread::scope(|scope| {
        let open = || references(&Repositories::new(Some(folder.path())).open("shop", SHOP).unwrap()).unwrap().len();
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(seen.iter().all(|count| *count == seen[0] && *count > 10), "{seen:?}");
    let left: Vec<_> = std::fs::read_dir(folder.path().join("repositories")).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn what_was_left_half_made_is_in_nobodys_way_and_is_swept() {
    let folder = tempfile::tempdir().unwrap();
    let half = folder.path().join("repositories/.making-abc/objects");
    std::fs::create_dir_all(&half).unwrap();
    let repositories = Repositories::new(Some(folder.path()));
    for name in ["kept", "gone"] {
        repositories.open(name, &recipes()[2]).unwrap();
    }
    repositories.sweep(|project| project == "kept").unwrap();
    let left: Vec<_> = std::fs::read_dir(folder.path().join("repositories"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["kept.git"]);
}

#[test]
fn a_passing_folder_goes_with_its_repositories() {
    let repositories = Repositories::new(None);
    let opened = repositories.open("shop", &recipes()[2]).unwrap();
    let path = opened.path().to_owned();
    assert!(path.is_dir());
    drop((opened, repositories));
    assert!(!path.exists());
}

#[test]
fn a_name_that_leads_elsewhere_is_refused() {
    let repositories = Repositories::new(None);
    for name in ["", "..", "../x", "a/b", "a.b"] {
        assert!(repositories.open(name, SHOP).is_err(), "{name}");
    }
}

#[test]
fn what_is_no_id_or_of_another_kind_is_not_there() {
    let repositories = Repositories::new(None);
    let opened = repositories.open("shop", SHOP).unwrap();
    let head = reference(&opened, "heads/main").unwrap().unwrap().commit;
    let main = commit(&opened, &head).unwrap().unwrap();
    assert!(tree(&opened, &main.tree).unwrap().is_some());
    for wrong in ["", "main", "0000000000000000000000000000000000000000", &head[..10], "é", &main.tree] {
        assert!(commit(&opened, wrong).unwrap().is_none(), "{wrong}");
    }
    assert!(blob(&opened, &head).unwrap().is_none() && tree(&opened, &head).unwrap().is_none());
    for wrong in ["", "heads/", "heads/..", "heads/a b", "main", "heads/nothing", "/heads/main", "heads/\u{0}"] {
        assert!(reference(&opened, wrong).unwrap().is_none(), "{wrong}");
    }
    let tag = reference(&opened, "tags/v1.3.0").unwrap().unwrap();
    assert_eq!(tag.kind, "tag");
    assert!(tag.target != tag.commit && commit(&opened, &tag.commit).unwrap().is_some());
}

/// Forms and bodies are checked by the contract, which knows no Git: it takes what Git takes.
#[test]
fn names_of_branches_and_paths_are_what_is_asked_for_before() {
    use wheelhouse_contract::checks::{branch, file_path};
    let names = [
        "main",
        "feature/search",
        "a-b_c.d",
        "1",
        "é",
        "a.lock",
        "a/b.lock/c",
        ".a",
        "a/.b",
        "a..b",
        "a//b",
        "/a",
        "a/",
        "@",
        "a@{b",
        "a@b",
        "-a",
        "a b",
        "a~1",
        "a^",
        "a:b",
        "a?",
        "a*",
        "a[b",
        "a\\b",
        "a.",
        "HEAD",
        "",
        "a\nb",
        "a\u{7f}b",
    ];
    for name in names {
        assert_eq!(branch(name).is_ok(), objects::is_branch_name(name), "{name:?}");
    }
    let paths = [
        "a",
        "a/b.txt",
        ".platform/routes.yaml",
        "a/../b",
        "./a",
        "a//b",
        "/a",
        "a/",
        ".git/config",
        "a/.GIT/b",
        "",
        "a\0b",
        ".gitignore",
        "..a",
    ];
    for path in paths {
        assert_eq!(file_path(path).is_ok(), is_path(path), "{path:?}");
    }
}
