//! Deleting an inactive environment with its branch.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{DeleteAnEnvironment, Environment};

use super::standing::commits;
use super::subject::{Subject, above, guided};
use crate::components::{Change, DeleteForm, Flow, Picture, Side, Way, delete_form, flow_picture};
use crate::layouts::cannot;
use crate::routes::Route;
use crate::ui::Tone;

pub fn page(project: String, environment: String) -> AnyView {
    let subject = Subject::new(project, environment);
    let content = move || {
        let project = subject.project();
        let form = delete_form(DeleteForm {
            thing: "environment",
            name: subject.name(),
            called: None,
            lost: "The environment and its branch are lost",
            consequences: "Its variables, domains and backups are deleted too. This can’t be undone.".to_owned(),
            change: Change::new::<DeleteAnEnvironment>(DeleteAnEnvironment::path(&project, &subject.id())),
            back: subject.overview(),
            landing: Route::Environments { project }.path(),
            forbidden: cannot(subject.place, Environment::DELETE, "delete this environment"),
        });
        above(flow_picture(move || picture(subject)), form)
    };
    guided(subject, move || format!("Delete {}", subject.title()), content)
}

fn picture(subject: Subject) -> Picture {
    let ahead = subject.now().and_then(|environment| environment.commits_ahead()).unwrap_or(0);
    let code = match ahead {
        0 => "The branch is deleted; its parent has all of its commits".to_owned(),
        ahead => format!("The branch is deleted, including {} not in its parent", commits(ahead)),
    };
    let children = subject.children();
    Picture {
        from: Side::new("Now", subject.title()).then_if(
            !children.is_empty(),
            Tone::Warning,
            format!("Has child environments: {}", children.join(", ")),
        ),
        to: Side::new("After", "Nothing").then(Tone::Danger, "Can’t be recovered"),
        flows: vec![
            Flow::new("Code", Way::Lost, code),
            Flow::new("Settings", Way::Lost, "Its variables and domains"),
            Flow::new("Backups", Way::Lost, "All of them"),
        ],
    }
}
