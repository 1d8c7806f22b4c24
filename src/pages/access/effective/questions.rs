//! The questions that an organization's page answers, each with an address: who can do what in this project, what can this
//! person do, and all of it at a glance.

use leptos::prelude::*;

use super::load::{Reading, named};
use super::{matrix, rows};
use crate::access::effective::Subject;
use crate::components::{sorted, use_url_state};
use crate::reactive::{Derived, memo};
use crate::text::lower;
use crate::ui::{Select, SelectOption, el, live, nothing, view};

stylance::import_style!(pub(super) style, "effective.module.css");

/// The choice of a person and of a project, and what follows.
pub(super) fn questions(reading: Reading, organization: String) -> AnyView {
    let person = use_url_state("person", &["people", "projects", "sort"]);
    let project = use_url_state("project", &["people", "projects", "sort"]);
    let (of_person, of_project) = (person.signal(), project.signal());
    let people = Derived::new(move || {
        let names = reading.names.get();
        let option = |subject: &Subject| SelectOption::new(key(subject), named(&names, subject));
        let all = reading.index.with(|index| index.subjects().map(option).collect::<Vec<_>>());
        let all = sorted(all, |option| lower(&option.label));
        std::iter::once(SelectOption::new("", "Everyone")).chain(all).collect::<Vec<_>>()
    });
    let projects = Derived::new(move || {
        let all = reading.facts.with(|facts| {
            let option = |project: &crate::access::effective::Project| {
                SelectOption::new(project.id.clone(), project.title.clone())
            };
            facts.projects.iter().map(option).collect::<Vec<_>>()
        });
        std::iter::once(SelectOption::new("", "All projects")).chain(all).collect::<Vec<_>>()
    });
    let tools = el("div")
        .class(style::tools)
        .attr("role", "group")
        .attr("aria-label", "Question")
        .child(view! {
            <Select
                label="Person"
                value=of_person
                options=people
                on_change=move |value: String| person.push(value)
            />
        })
        .child(view! {
            <Select
                label="Project"
                value=of_project
                options=projects
                on_change=move |value: String| project.push(value)
            />
        });
    // Where the project stands that is asked for; `None` while it is not known.
    let place = memo(move || {
        let wanted = of_project.get();
        reading.facts.with(|facts| facts.projects.iter().position(|project| project.id == wanted))
    });
    let asked = memo(move || (of_person.get(), of_project.with(String::is_empty), place.get()));
    let answer = live(move || {
        let organization = organization.clone();
        let (person, any_project, place) = asked.get();
        untrack(|| match (person.is_empty(), any_project, place) {
            (true, true, _) => matrix::matrix(reading),
            (true, false, Some(place)) => rows::people(reading, organization, place, None),
            (true, false, None) | (false, false, None) => {
                live(move || if reading.left.get() > 0 { nothing() } else { unknown_project() })
            }
            (false, _, place) => {
                rows::projects(reading, organization, subject(&person), place.filter(|_| !any_project))
            }
        })
    });
    el("div").class("stack").child(tools).child(answer).into_any()
}

fn unknown_project() -> AnyView {
    el("p").class("muted").text("The organization has no such project, or you may not know of it.").into_any()
}

/// How an address spells somebody: by id, or by the address that was invited.
pub(super) fn key(subject: &Subject) -> String {
    match subject {
        Subject::Person(id) => id.clone(),
        Subject::Invited(email) => email.clone(),
    }
}

fn subject(key: &str) -> Subject {
    if key.contains('@') { Subject::Invited(key.to_owned()) } else { Subject::Person(key.to_owned()) }
}
