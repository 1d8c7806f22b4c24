//! Repositories of the other projects.

use super::super::Error;
use super::super::history::{Author, History, file};
use super::super::recipe::Branch;
use super::{at, code, texts};

/// Some weeks of work on an application, by the people in turn; each branch has its own commit.
pub fn usual(history: &mut History<'_>, title: &str, by: &[Author], branches: &[Branch]) -> Result<(), Error> {
    let mut turns = by.iter().cycle();
    let mut commit = |history: &mut History<'_>, branch: &str, at, message: &str, changes| match turns.next() {
        Some(author) => history.commit(branch, author, at, message, changes),
        None => Ok(()),
    };
    let begin = vec![
        file(".gitignore", texts::IGNORED),
        file("README.md", format!("# {title}\n")),
        file("package.json", code::package("0.1.0")),
        file("src/server.ts", code::SERVER_FIRST),
    ];
    commit(history, "main", at(21, 9, 0), &format!("Begin {title}\n"), begin)?;
    let runs = vec![
        file(".platform.app.yaml", texts::APP_FIRST),
        file(".platform/routes.yaml", texts::ROUTES_FIRST),
        file(".platform/services.yaml", texts::SERVICES_FIRST),
    ];
    commit(history, "main", at(22, 10, 30), "Say how it runs\n", runs)?;
    commit(
        history,
        "main",
        at(50, 14, 15),
        "Newer services\n",
        vec![file(".platform/services.yaml", texts::SERVICES)],
    )?;
    for (number, Branch { name, from }) in (0_i64..).zip(branches) {
        history.branch(name, from);
        let work = vec![file("docs/notes.md", format!("# {name}\n\nWhat is done on this branch, and why.\n"))];
        commit(history, name, at(60 + number * 9, 11, 45), &format!("Begin {name}\n"), work)?;
    }
    if branches.iter().any(|branch| branch.name == "staging") {
        let search = vec![file("src/catalogue/search.ts", code::SEARCH)];
        commit(history, "staging", at(110, 15, 5), "Search by title\n", search)?;
        if let Some(author) = by.first() {
            history.merge("staging", "main", author, at(112, 9, 45))?;
            history.annotated_tag("v1.0.0", "main", author, at(112, 9, 50), "The first release\n")?;
        }
    }
    Ok(())
}

/// One commit on `main`, and one on each branch.
pub fn plain(history: &mut History<'_>, by: &Author, branches: &[Branch]) -> Result<(), Error> {
    let begin = vec![
        file(".platform.app.yaml", texts::APP_FIRST),
        file(".platform/routes.yaml", texts::ROUTES_FIRST),
        file(".platform/services.yaml", texts::SERVICES_FIRST),
        file("src/server.ts", code::SERVER_FIRST),
    ];
    history.commit("main", by, at(0, 9, 0), "Begin\n", begin)?;
    for (number, Branch { name, from }) in (0_i64..).zip(branches) {
        history.branch(name, from);
        let work = vec![file("docs/notes.md", format!("# {name}\n"))];
        history.commit(name, by, at(1 + number / 24, number % 24, 0), &format!("Begin {name}\n"), work)?;
    }
    Ok(())
}

/// The one commit that a new project begins with.
pub fn first(history: &mut History<'_>, title: &str, branch: &str, by: &Author, at: i64) -> Result<(), Error> {
    let begin = vec![
        file("README.md", format!("# {title}\n\nPush your application here, with a file `.platform.app.yaml`.\n")),
        file(".platform/routes.yaml", texts::ROUTES_FIRST),
        file(".platform/services.yaml", texts::SERVICES_FIRST),
    ];
    history.commit(branch, by, at, "Begin the project\n", begin)
}
