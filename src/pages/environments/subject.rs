//! The environment that something is done with: what the guided pages have in common.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::environment::{Environment, GetListOfProjectEnvironments};

use crate::components::{FormPage, environment_title as name, form_page};
use crate::data::{Read, read};
use crate::layouts::Place;
use crate::routes::{AtKept, Route};
use crate::text::isolated;
use crate::ui::el;

/// The environment of the page, and those around it.
#[derive(Clone, Copy)]
pub struct Subject {
    pub place: Place,
    ids: StoredValue<(String, String)>,
    all: Read<Items<Environment>>,
}

impl Subject {
    pub fn new(project: String, environment: String) -> Self {
        let path = GetListOfProjectEnvironments::path(&project);
        let all = read::<GetListOfProjectEnvironments>(move || Some(path.clone()));
        Self { place: Place::expect(), ids: StoredValue::new((project, environment)), all }
    }

    pub fn project(self) -> String {
        self.ids.read_value().0.clone()
    }

    pub fn id(self) -> String {
        self.ids.read_value().1.clone()
    }

    /// The environment as it is now known.
    pub fn now(self) -> Option<Environment> {
        self.place.environment.data()
    }

    pub fn title(self) -> String {
        self.now().map_or_else(|| self.id(), |environment| isolated(name(&environment)))
    }

    /// The name of its branch, which is typed where something is lost.
    pub fn name(self) -> String {
        self.now().and_then(|environment| environment.name().map(str::to_owned)).unwrap_or_else(|| self.id())
    }

    pub fn parent_id(self) -> Option<String> {
        self.now()?.parent().map(str::to_owned)
    }

    /// The environment above, where the list has it.
    pub fn parent(self) -> Option<Environment> {
        let id = self.parent_id()?;
        self.all.data()?.items().iter().find(|environment| environment.id() == Some(&id)).cloned()
    }

    pub fn parent_title(self) -> String {
        let title = self.parent().map(|parent| isolated(name(&parent)));
        title.or_else(|| self.parent_id()).unwrap_or_else(|| "its parent".to_owned())
    }

    /// The titles of those below.
    pub fn children(self) -> Vec<String> {
        let id = self.id();
        let list = self.all.data();
        let below = list.iter().flat_map(Items::items).filter(|environment| environment.parent() == Some(&id));
        below.map(|environment| isolated(name(environment))).collect()
    }

    /// Where the environment is shown.
    pub fn overview(self) -> String {
        overview(self.project(), self.id())
    }

    /// Where its parent is shown; itself where it has none.
    pub fn parent_overview(self) -> String {
        overview(self.project(), self.parent_id().unwrap_or_else(|| self.id()))
    }
}

/// The way to a backup, before something is lost.
pub fn back_up_first(subject: Subject) -> AnyView {
    let href = Route::Backups { project: subject.project(), environment: subject.id(), at: AtKept::New }.path();
    el("a").attr("href", href).text("Back up first").into_any()
}

/// Where an environment is shown.
pub fn overview(project: String, environment: String) -> String {
    Route::Environment { project, environment }.path()
}

/// A page on which something is done with the environment, once it is known.
pub fn guided(
    subject: Subject,
    title: impl Fn() -> String + Send + Sync + 'static,
    content: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let title = Signal::derive(title);
    form_page(FormPage {
        loading: "Loading environment".into(),
        of: *subject.place.environment,
        title,
        form: content.into(),
    })
}

/// A picture above what is asked.
pub fn above(picture: AnyView, form: AnyView) -> AnyView {
    el("div").class("stack form-width").child(picture).child(form).into_any()
}
