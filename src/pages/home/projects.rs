//! The projects that home looks at: those pinned, those visited last, and then the first of the organizations' lists.

use leptos::prelude::*;
use leptos::reactive::owner::{Owner, WeakOwner};
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_project::GetProjectActivityLog;
use wheelhouse_contract::sections::certificates::{Certificate, GetListOfSslCertificates};
use wheelhouse_contract::sections::environment::{Environment, GetListOfProjectEnvironments};
use wheelhouse_contract::sections::organizations::{ListOrganizations, Organization};
use wheelhouse_contract::sections::project::{GetAProject, Project};
use wheelhouse_contract::sections::project_discovery::{LocateUserProjects, ProjectLocation};
use wheelhouse_contract::sections::subscriptions::{ListSubscriptions, Subscription};
use wheelhouse_contract::sections::users::GetTheCurrentUser;
use wheelhouse_contract::{Items, Page, Wrapped};

use super::findings::{Finding, of_certificates, of_environments};
use crate::api::ApiError;
use crate::components::{
    Column, Item, Rows, Titles, environment_status, expiry, or_unknown, project_status, running_in, table_of, time_or,
};
use crate::data::{AnyRead, Read, read, with_query};
use crate::layouts::Visits;
use crate::reactive::{Memo, State, effect, memo};
use crate::routes::Route;
use crate::text::count_words;
use crate::ui::{ButtonLink, Section, Status, nothing, view};

/// How many projects are looked at: each is read in four parts.
const MOST: usize = 6;
/// Of how many organizations the first projects are read, where the person has not been to enough.
const ORGANIZATIONS: usize = 2;

/// One project, as far as it is known.
#[derive(Clone, Copy)]
pub struct Looked {
    pub id: StoredValue<String>,
    /// What it was called when it was found.
    called: StoredValue<String>,
    project: Read<Project>,
    environments: Read<Items<Environment>>,
    certificates: Read<Items<Certificate>>,
    activities: AnyRead,
    pub running: Memo<Vec<Activity>>,
    pub titles: Titles,
}

impl Looked {
    fn at(id: String, called: String) -> Self {
        let path = GetAProject::path(&id);
        let project = read::<GetAProject>(move || Some(path.clone()));
        let path = GetListOfProjectEnvironments::path(&id);
        let environments = read::<GetListOfProjectEnvironments>(move || Some(path.clone()));
        let path = GetListOfSslCertificates::path(&id);
        let certificates = read::<GetListOfSslCertificates>(move || Some(path.clone()));
        let (running, activities) = running_in(&GetProjectActivityLog::path(&id), &[]);
        let (id, called) = (StoredValue::new(id), StoredValue::new(called));
        let titles = Titles::in_list(environments);
        Self { id, called, project, environments, certificates, activities, running, titles }
    }

    pub fn title(&self) -> String {
        let title = self.project.data().and_then(|project| project.title().map(str::to_owned));
        let called = || Some(self.called.get_value()).filter(|called| !called.is_empty());
        title.or_else(called).unwrap_or_else(|| self.id.get_value())
    }

    fn parts(&self) -> [(&'static str, AnyRead); 4] {
        [
            ("project", *self.project),
            ("environments", *self.environments),
            ("certificates", *self.certificates),
            ("activities", self.activities),
        ]
    }

    pub fn is_settled(&self) -> bool {
        self.parts().iter().all(|(_, read)| read.is_known() || read.error().is_some())
    }

    pub fn findings(&self) -> Vec<Finding> {
        let id = self.id.get_value();
        let limit = self.project.data().and_then(|project| project.environment_limit());
        let environments = self.environments.data();
        let environments = environments.iter().flat_map(|list| of_environments(&id, list.items(), limit, days_ago));
        let certificates = self.certificates.data();
        let certificates = certificates.iter().flat_map(|list| of_certificates(&id, list.items(), expiry));
        environments.chain(certificates).collect()
    }
}

fn days_ago(at: &str) -> Option<f64> {
    let moment = js_sys::Date::parse(at);
    moment.is_finite().then(|| (js_sys::Date::now() - moment) / 86_400_000.0)
}

/// How far it is known which projects there are.
pub enum Phase {
    Waiting,
    Failed(ApiError),
    None,
    Some,
}

/// What home looks at.
#[derive(Clone, Copy)]
pub struct Overview {
    looked: State<Vec<Looked>>,
    organizations: Read<Page<Organization>>,
    lists: State<Vec<(String, AnyRead)>>,
    /// For how many projects there are.
    located: Read<Wrapped<ProjectLocation>>,
}

/// Begins to look.
pub fn looked_at() -> Overview {
    let visits = Visits::expect();
    let user = read::<GetTheCurrentUser>(|| Some(GetTheCurrentUser::path()));
    // As the switcher of organizations asks for them, so that they are asked for once.
    let organizations = read::<ListOrganizations>(|| {
        Some(with_query(&ListOrganizations::path(), [("page[size]", "50".to_owned()), ("sort", "name".to_owned())]))
    });
    let own = memo(move || {
        let is_known = user.is_known() || user.error().is_some();
        is_known.then(|| visits.with(|remembered| remembered.projects(MOST)))
    });
    // Where the person has been to enough, no list is needed.
    let lists = crate::components::reads(
        move |_| {
            let has_enough = own.with(|own| own.as_ref().is_none_or(|own| own.len() >= MOST));
            organizations.data().filter(|_| !has_enough).iter().flat_map(looked_through).collect()
        },
        |path| *read::<ListSubscriptions>(move || Some(path.clone())),
    );
    // And those of organizations that the person is not in.
    let located = read::<LocateUserProjects>(|| Some(LocateUserProjects::path()));
    let looked = State::new(Vec::<Looked>::new());
    let owner = StoredValue::new(Owner::current().map(|owner| owner.downgrade()));
    effect(move || {
        let mut wanted = own.get().unwrap_or_default();
        lists.with(|lists| {
            // Whichever answers first does not choose.
            if !lists.iter().all(|(_, read)| read.is_known() || read.error().is_some()) {
                return;
            }
            for page in lists.iter().filter_map(|(_, read)| read.data::<Page<Subscription>>()) {
                let named = |it: &Subscription| {
                    let id = it.project_id().filter(|id| !id.is_empty())?;
                    Some((id.to_owned(), it.project_title().unwrap_or_default().to_owned()))
                };
                wanted.extend(page.items().iter().filter_map(named));
            }
        });
        if wanted.len() < MOST && own.with(Option::is_some) {
            let located = located.data();
            let ids = located.iter().flat_map(Wrapped::items).filter_map(ProjectLocation::id);
            wanted.extend(ids.map(|id| (id.to_owned(), String::new())));
        }
        // What is read lives as long as the page, not only until the next project is found.
        let Some(owner) = owner.with_value(|owner| owner.as_ref().and_then(WeakOwner::upgrade)) else { return };
        let mut all = looked.get_untracked();
        let before = all.len();
        for (id, title) in wanted {
            if all.len() < MOST && !all.iter().any(|known| known.id.read_value() == id) {
                all.push(owner.with(|| untrack(|| Looked::at(id, title))));
            }
        }
        if all.len() > before {
            looked.set(all);
        }
    });
    Overview { looked, organizations, lists, located }
}

/// The lists that projects are taken from.
fn looked_through(page: &Page<Organization>) -> Vec<String> {
    let items = page.items();
    items.iter().filter_map(Organization::id).take(ORGANIZATIONS).map(ListSubscriptions::path).collect()
}

impl Overview {
    pub fn all(self) -> Vec<Looked> {
        self.looked.get()
    }

    pub fn phase(self) -> Phase {
        if !self.looked.with(Vec::is_empty) {
            return Phase::Some;
        }
        if let Some(error) = self.organizations.error().filter(|_| !self.organizations.is_known()) {
            return Phase::Failed(error);
        }
        let lists = self.lists.get();
        let failed = lists.iter().find_map(|(_, read)| read.error().filter(|_| !read.is_known()));
        match failed {
            Some(error) => Phase::Failed(error),
            None if !self.located.is_known() => match self.located.error() {
                Some(error) => Phase::Failed(error),
                None => Phase::Waiting,
            },
            // Until it is known whose projects are looked for, none is.
            None if self.organizations.data().is_some_and(|page| looked_through(&page).len() <= lists.len())
                && lists.iter().all(|(_, read)| read.is_known()) =>
            {
                Phase::None
            }
            None => Phase::Waiting,
        }
    }

    /// How many of the person's projects are looked at, unless that is all of them.
    pub fn checked(self, is_settled: bool) -> Option<String> {
        let checked = self.looked.with(Vec::len);
        let total = self.located.data().and_then(|page| usize::try_from(page.count()?).ok());
        let checked = match total {
            // It is on its way.
            None if self.located.error().is_none() => return None,
            Some(total) if total <= checked => return None,
            Some(total) => format!("{} of {}", count_words(checked), count_words(total)),
            None => count_words(checked),
        };
        let does = if is_settled { "Checked" } else { "Checking" };
        Some(format!("{does} {checked} projects, pinned and recent first."))
    }

    /// What could not be read, by project.
    pub fn missing(self) -> Vec<String> {
        let of = |looked: &Looked| {
            let failed = looked.parts().into_iter().filter(|(_, read)| read.error().is_some());
            let failed: Vec<_> = failed.map(|(part, _)| part).collect();
            (!failed.is_empty()).then(|| format!("{}: {} couldn’t be loaded.", looked.title(), failed.join(", ")))
        };
        let lists = self.lists.get().into_iter().any(|(_, read)| read.error().is_some());
        let lists = lists.then(|| "Not all of your projects could be looked up.".to_owned());
        self.all().iter().filter_map(of).chain(lists).collect()
    }

    /// Asks again for what could not be read.
    pub fn retry(self) {
        let parts = untrack(|| self.all()).into_iter().flat_map(|looked| looked.parts()).map(|(_, read)| read);
        let lists = self.lists.get_untracked().into_iter().map(|(_, read)| read);
        for read in parts.chain(lists).chain([*self.organizations, *self.located]) {
            if untrack(|| read.error()).is_some() {
                read.refresh();
            }
        }
    }
}

/// A project and its production.
struct Line {
    title: String,
    project: Option<Project>,
    production: Option<Environment>,
    environments: Option<usize>,
    is_awaited: bool,
}

const COLUMNS: &[Column<Line>] = &[
    Column::text("name", "Project", |line: &Line| line.title.clone()),
    Column::text("status", "Status", |line: &Line| {
        line.project.as_ref().map_or_else(String::new, |project| project_status(project.status_code()).0)
    })
    .cell(|line| match &line.project {
        Some(project) => {
            let (text, tone) = project_status(project.status_code());
            view! { <Status text=text tone=tone /> }
        }
        None => nothing(),
    }),
    Column::text("production", "Production", |line: &Line| {
        line.production.as_ref().map_or_else(String::new, |it| environment_status(it).0)
    })
    .cell(|line| match &line.production {
        Some(environment) => {
            let (text, tone) = environment_status(environment);
            view! { <Status text=text tone=tone /> }
        }
        None => nothing(),
    }),
    Column::time("deployed", "Last deployed", |line: &Line| line.production.as_ref()?.last_deployment_at())
        .or("–")
        .cell(|line| match &line.production {
            None if line.is_awaited => nothing(),
            production => time_or("–", production.as_ref().and_then(Environment::last_deployment_at)),
        }),
    Column::text("environments", "Environments", |line: &Line| match line.environments {
        Some(count) => count.to_string(),
        None if line.is_awaited => String::new(),
        None => or_unknown(None),
    })
    .numeric()
    .wide_only(),
];

/// The projects that are looked at.
pub fn table(overview: Overview) -> AnyView {
    let items = move || {
        let item = |looked: Looked| {
            let id = looked.id.get_value();
            let list = looked.environments.data();
            let production = list.as_ref().and_then(|list| {
                list.items().iter().find(|environment| environment.kind() == Some("production")).cloned()
            });
            let line = Line {
                title: looked.title(),
                project: looked.project.data(),
                production,
                is_awaited: looked.environments.error().is_none(),
                environments: list.map(|list| list.items().len()),
            };
            Item::new(id.clone(), line).leading_to(Route::Project { project: id }.path())
        };
        Some(overview.all().into_iter().map(item).collect())
    };
    let all = || view! { <ButtonLink href=Route::Projects.path()>"All projects"</ButtonLink> };
    view! {
        <Section title="Your projects" actions=all>
            {table_of("Projects", Rows::new(COLUMNS, items))}
        </Section>
    }
}
