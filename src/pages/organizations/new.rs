//! A new organization.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::Described;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::organizations::{CreateOrganization, OrganizationCreateInput};

use crate::components::{Change, CreateForm, Labels, create_form, page_title, people};
use crate::routes::Route;
use crate::text::isolated;
use crate::ui::{PageHeader, view, views};

/// The form.
pub fn page() -> AnyView {
    let title = "New organization";
    page_title(title);
    let form = create_form(CreateForm {
        body: OrganizationCreateInput::BODY,
        change: Change::new::<CreateOrganization>(CreateOrganization::path()),
        labels: Labels::new("Create organization", "Creating…"),
        done: Box::new(|sent: &Value| {
            format!("Created {}", isolated(text(sent, "label").unwrap_or("the organization")))
        }),
        back: Route::Organizations.path(),
        land: Box::new(|made: &Value| Some(Route::Organization { organization: text(made, "id")?.to_owned() }.path())),
        forbidden: Signal::stored(None),
        lacks: Signal::stored(None),
        options: Some(people(None)),
        before_actions: None,
    });
    views![
        view! {
            <PageHeader
                title=title
                description=Some("An organization owns projects and pays for them. You own it, and can invite others.".to_owned())
            />
        },
        form
    ]
}
