//! Giving people access to a project, and a person access to projects.

use leptos::prelude::*;
use serde_json::{Value, json};
use wheelhouse_contract::Described;
use wheelhouse_contract::sections::organizations::Organization;
use wheelhouse_contract::sections::project::Project;
use wheelhouse_contract::sections::project_access::{GrantUserAccessToAProject, UserProjectGrants};
use wheelhouse_contract::sections::user_access::{GrantProjectAccessToAUser, ProjectGrants};

use super::list::TO_CHANGE;
use super::person::name_of;
use super::price::price;
use crate::components::{Change, CreateForm, FormPage, Labels, create_form_from, forbidden, form_page, options_of};
use crate::layouts::Place;
use crate::routes::{At, AtKept, Route};
use crate::text::isolated;
use crate::ui::{Notice, NoticeTone, el, view, views};

/// The form for people who get access to a project.
pub(super) fn people(project: String) -> AnyView {
    let place = Place::expect();
    let form = move || {
        let list = Route::Access { project: project.clone(), at: At::List }.path();
        let organization = place.organization_id.get_untracked();
        let invite = Route::AccessInvitations { project: project.clone(), at: AtKept::New }.path();
        let form = create_form_from(
            json!({"people": [{"user_id": ""}], "permissions": ["viewer"]}),
            CreateForm {
                body: UserProjectGrants::BODY,
                change: Change::new::<GrantUserAccessToAProject>(GrantUserAccessToAProject::path(&project))
                    .shaped(UserProjectGrants::each),
                labels: Labels::new("Add people", "Adding…"),
                done: Box::new(|sent: &Value| given(sent, "people", "person", "people")),
                back: list,
                land: Box::new(|_| None),
                forbidden: forbidden(*place.project, Project::MANAGE_ACCESS, TO_CHANGE),
                lacks: Signal::stored(None),
                options: Some(options_of(Some(project.clone()), organization)),
                before_actions: Some(price(&project)),
            },
        );
        let words = "Only members of the organization can be given access, unless you add them to it at once: switch on \
                     “Add to the organization”. Members count as users of the organization’s plan. Anyone without an \
                     account has to be invited by email.";
        let link = super::person::link_to("Invite by email".to_owned(), invite);
        let notice = view! {
            <Notice tone=NoticeTone::Info title="For people with an account">
                {views![words, " ", link]}
            </Notice>
        };
        views![el("div").class("form-width").child(notice), form]
    };
    form_page(FormPage {
        loading: "Loading project".into(),
        of: *place.project,
        title: Signal::stored("Add people".to_owned()),
        form: form.into(),
    })
}

/// The form for projects that a member of an organization gets access to.
pub(super) fn projects(organization: String, user: String) -> AnyView {
    let place = Place::expect();
    let name = name_of(&user);
    let form = move || {
        create_form_from(
            json!({"projects": [{"project_id": ""}], "permissions": ["viewer"]}),
            CreateForm {
                body: ProjectGrants::BODY,
                change: Change::new::<GrantProjectAccessToAUser>(GrantProjectAccessToAUser::path(&user))
                    .shaped(ProjectGrants::each),
                labels: Labels::new("Give access", "Giving access…"),
                done: Box::new(|sent: &Value| given(sent, "projects", "project", "projects")),
                back: Route::MemberProjects { organization: organization.clone(), user: user.clone(), at: At::List }
                    .path(),
                land: Box::new(|_| None),
                forbidden: forbidden(
                    *place.organization,
                    Organization::MEMBERS,
                    "give members of this organization access",
                ),
                lacks: Signal::stored(None),
                options: Some(options_of(None, Some(organization.clone()))),
                before_actions: None,
            },
        )
    };
    form_page(FormPage {
        loading: "Loading organization".into(),
        of: *place.organization,
        title: Signal::derive(move || format!("Give {} access", isolated(&name.get()))),
        form: form.into(),
    })
}

/// "Gave access to 2 people".
fn given(sent: &Value, groups: &str, one: &str, many: &str) -> String {
    let count = sent.get(groups).and_then(Value::as_array).map_or(0, Vec::len);
    format!("Gave access to {count} {}", if count == 1 { one } else { many })
}
