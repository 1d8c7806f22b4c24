//! The domains of a project.

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::{Certificate, GetListOfSslCertificates};
use wheelhouse_contract::sections::domains::of_project::GetListOfProjectDomains;
use wheelhouse_contract::sections::domains::{Domain, DomainCreateInput};
use wheelhouse_contract::{Described, Items};

use super::cannot_add;
use super::open::open_link;
use crate::components::{
    Item, Listing, add_link, certificates_for, data_of, expiry_view, kind_label, or_unknown, set_title, time_or,
};
use crate::data::read;
use crate::layouts::{Place, ProjectPage};
use crate::reactive::Derived;
use crate::routes::Route;
use crate::ui::{Badge, Column, EmptyState, IconName, Status, Tone, el};

/// The list of a project's domains.
pub fn page(project: String) -> AnyView {
    let place = Place::expect();
    set_title(move || vec!["Domains".to_owned(), place.project_title()]);
    view! { <ProjectPage>{domains(place, project.clone())}</ProjectPage> }.into_any()
}

fn domains(place: Place, project: String) -> AnyView {
    let (domains, certificates) = (GetListOfProjectDomains::path(&project), GetListOfSslCertificates::path(&project));
    let list = read::<GetListOfProjectDomains>(move || Some(domains.clone()));
    let certificates = read::<GetListOfSslCertificates>(move || Some(certificates.clone()));
    let (_, error, loading, retry) = data_of(list);
    let reason = cannot_add(place, &project);
    let new_one = Route::DomainNew { project: project.clone() }.path();
    let add = move || add_link("Add domain", reason, new_one.clone());
    let empty = {
        let add = add.clone();
        move || {
            view! {
                <EmptyState
                    icon=IconName::DOMAIN
                    title="No domains yet"
                    text="Without a domain of its own the project answers at addresses that the platform made. Add one, and point its DNS here."
                    actions=add.clone()
                />
            }
        }
    };
    view! {
        <Listing
            caption="Domains"
            columns=vec![
                Column::new("name", "Name").sortable(),
                Column::new("kind", "Type").sortable(),
                Column::new("certificate", "Certificate").sortable(),
                Column::new("added", "Added").sortable().wide_only(),
            ]
            keys=vec!["name", "kind", "certificate", "added"]
            items=Derived::new(move || {
                let certificates = Certificates { known: certificates.data(), failed: certificates.error().is_some() };
                list.data()
                    .map(|list| list.items().iter().map(|domain| row(&project, domain, &certificates)).collect())
            })
            error=error
            loading=loading
            on_retry=retry
            filters=add
            empty=empty
        />
    }
    .into_any()
}

/// What is known of the project's certificates.
struct Certificates {
    known: Option<Items<Certificate>>,
    failed: bool,
}

/// The certificate that a domain is served with.
#[derive(Clone)]
enum Served {
    /// It expires then, in RFC 3339.
    Until(Option<String>),
    By(&'static str),
}

impl Certificates {
    fn of(&self, domain: &str) -> Served {
        let Some(known) = &self.known else { return Served::By(if self.failed { "Unknown" } else { "" }) };
        match certificates_for(domain, known.items()).first() {
            Some(certificate) => Served::Until(certificate.expires_at().map(str::to_owned)),
            None => Served::By("None"),
        }
    }
}

fn row(project: &str, domain: &Domain, certificates: &Certificates) -> Item {
    let id = domain.id().or(domain.name()).unwrap_or_default().to_owned();
    let name = or_unknown(domain.name());
    let kind = kind_label(DomainCreateInput::BODY, domain.kind());
    let is_default = domain.is_default() == Some(true);
    let replaces = domain.replacement_for().map(|other| format!("For {other}"));
    let served = certificates.of(&name);
    let until = match &served {
        Served::Until(at) => at.clone().unwrap_or_default(),
        Served::By(word) => (*word).to_owned(),
    };
    let added = domain.created_at().map(str::to_owned);
    let href = Route::Domain { project: project.to_owned(), domain: id.clone() }.path();
    let mut texts = vec![name.clone(), kind.clone(), until, added.clone().unwrap_or_default()];
    texts.extend(is_default.then(|| "Default".to_owned()).into_iter().chain(replaces.clone()));
    Item::new(id, texts, move || {
        let badge = |text: String| view! { <Badge text=text /> }.into_any();
        let marks = is_default.then(|| "Default".to_owned()).into_iter().chain(replaces.clone()).map(badge);
        let link = el("a").class("mono").attr("href", href.clone()).text(name.clone());
        vec![
            el("span").class("row").el(link).maybe(open_link(&name)).children(marks).into_any(),
            kind.clone().into_any(),
            match &served {
                Served::Until(at) => expiry_view(at.as_deref()),
                Served::By("None") => view! { <Status text="None" tone=Tone::Warning /> }.into_any(),
                Served::By(word) => (*word).into_any(),
            },
            time_or("Unknown", added.as_deref()),
        ]
    })
}
