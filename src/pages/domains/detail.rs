//! One domain: what it is, and the certificate that it is served with.

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::{Certificate, GetListOfSslCertificates};
use wheelhouse_contract::sections::domains::{Domain, DomainCreateInput};
use wheelhouse_contract::{Described, Items, Resource};

use super::open::open_link;
use super::{Scope, is_replacement, patch_body};
use crate::components::{
    Detail, body_facts, certificate_title, certificates_for, detail, expiry_view, facts_of, form_link, kind_label,
    or_unknown, set_title, time_or,
};
use crate::data::{read, read_as};
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Badge, ButtonKind, Copyable, Section, el};

/// The domain in the address.
pub fn page(scope: Scope, domain: String) -> AnyView {
    let place = Place::expect();
    let path = scope.item_path(&domain);
    let read_domain = read_as::<Domain>(move || Some(path.clone()));
    let certificates = GetListOfSslCertificates::path(&scope.project);
    let certificates = read::<GetListOfSslCertificates>(move || Some(certificates.clone()));
    let of = StoredValue::new((scope, domain));
    let address = move |at: fn(String) -> At| move || of.with_value(|(scope, domain)| scope.at(at(domain.clone())));
    let title = Signal::derive(move || {
        let name = read_domain.data().and_then(|domain| domain.name().map(str::to_owned));
        name.unwrap_or_else(|| of.read_value().1.clone())
    });
    set_title(move || vec![title.get(), of.with_value(|(scope, _)| scope.title(place))]);
    let state = move || {
        let is_default = read_domain.data().is_some_and(|domain| domain.is_default() == Some(true));
        let mark = is_default.then(|| view! { <Badge text="Default" /> }.into_any());
        mark.into_iter().chain(open_link(&title.get())).collect::<Vec<_>>().into_any()
    };
    let actions = move || {
        let (edit, delete) = (address(At::Edit), address(At::Delete));
        vec![
            form_link(*read_domain, "#edit", "change this domain", "Edit domain", ButtonKind::Secondary, edit),
            form_link(*read_domain, "#delete", "delete this domain", "Delete domain", ButtonKind::Danger, delete),
        ]
        .into_any()
    };
    let content = move || {
        let Some(domain) = read_domain.data() else { return ().into_any() };
        let project = of.read_value().0.project.clone();
        let served = match (certificates.data(), certificates.error()) {
            (Some(known), _) => served_with(&project, domain.name().unwrap_or_default(), &known),
            (None, Some(error)) => el("p").class("muted").text(error.text()).into_any(),
            (None, None) => ().into_any(),
        };
        let section = view! { <Section title="Certificates">{served}</Section> };
        vec![facts(&project, &domain), section.into_any()].into_any()
    };
    detail(Detail {
        loading: "Loading domain",
        of: *read_domain,
        title,
        state: Some((move || crate::ui::live(state)).into()),
        actions: Some(actions.into()),
        content: content.into(),
    })
}

fn facts(project: &str, domain: &Domain) -> AnyView {
    let mono = |text: Option<&str>| el("span").class("mono").text(or_unknown(text)).into_any();
    let name = or_unknown(domain.name());
    let mut more = vec![
        ("Name", view! { <Copyable text=name label="Copy domain" /> }.into_any()),
        ("Kind of domain", kind_label(DomainCreateInput::BODY, domain.kind()).into_any()),
        ("Registered name", mono(domain.registered_name())),
        ("Added", time_or("Unknown", domain.created_at())),
        ("Updated", time_or("Never", domain.updated_at())),
    ];
    if is_replacement(domain) {
        let replaced = match domain.replacement_for() {
            Some(name) => {
                let route = Route::Domains { project: project.to_owned(), at: At::One(name.to_owned()) };
                el("a").class("mono").attr("href", route.path()).text(name.to_owned()).into_any()
            }
            None => or_unknown(None).into_any(),
        };
        more.insert(2, ("Stands for", replaced));
    }
    body_facts(patch_body(domain), domain.raw(), more)
}

/// The certificates of the project that are for the domain, the one that is good for longest first.
fn served_with(project: &str, domain: &str, certificates: &Items<Certificate>) -> AnyView {
    let found = certificates_for(domain, certificates.items());
    if found.is_empty() {
        let add = Route::Certificates { project: project.to_owned(), at: At::New }.path();
        return el("p")
            .class("muted")
            .text(
                "None of the project’s certificates is for this domain. The platform makes one once the domain’s DNS \
                 points at the project, or ",
            )
            .el(el("a").attr("href", add).text("add a certificate"))
            .text(" of your own.")
            .into_any();
    }
    let entry = |certificate: &&Certificate| el("li").child(certificate_facts(project, certificate)).into_any();
    el("ul").class("stack").attr("aria-label", "Certificates").children(found.iter().map(entry)).into_any()
}

fn certificate_facts(project: &str, certificate: &Certificate) -> AnyView {
    let title = certificate_title(certificate);
    let name = match certificate.id() {
        Some(id) => {
            let route = Route::Certificates { project: project.to_owned(), at: At::One(id.to_owned()) };
            el("a").class("mono").attr("href", route.path()).text(title)
        }
        None => el("span").class("mono").text(title),
    };
    facts_of(vec![
        ("Names", name.into_any()),
        ("Issuer", or_unknown(certificate.issuer_name().as_deref()).into_any()),
        ("Expires", expiry_view(certificate.expires_at())),
    ])
}
