//! One domain: what it is, and the certificate that it is served with.

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::{Certificate, GetListOfSslCertificates};
use wheelhouse_contract::sections::domains::{Domain, DomainCreateInput};
use wheelhouse_contract::{Described, Items, Resource};

use super::{dns, is_replacement, patch_body};
use crate::components::{
    Owner, body_facts, certificate_title, certificates_for, exact_or, expiry_view, facts_of, kind_label, or_unknown,
};
use crate::data::read;
use crate::routes::{At, Route};
use crate::ui::{Copyable, Section, el, live, nothing, view, views};

pub fn content(owner: &Owner, domain: &Domain) -> AnyView {
    let project = owner.project();
    let certificates = GetListOfSslCertificates::path(&project);
    let certificates = read::<GetListOfSslCertificates>(move || Some(certificates.clone()));
    let facts = facts(&project, domain);
    let name = domain.name().unwrap_or_default().to_owned();
    let served = live(move || match (certificates.data(), certificates.error()) {
        (Some(known), _) => served_with(&project, &name, &known),
        (None, Some(error)) => el("p").class("muted").text(error.text()).into_any(),
        (None, None) => nothing(),
    });
    let record = dns::record(owner, Signal::stored(domain.name().unwrap_or_default().to_owned()));
    views![facts, record, view! { <Section title="Certificates">{served}</Section> }]
}

fn facts(project: &str, domain: &Domain) -> AnyView {
    let mono = |text: Option<&str>| el("span").class("mono").text(or_unknown(text)).into_any();
    let name = or_unknown(domain.name());
    let mut more = vec![
        ("Name", view! { <Copyable text=name label="Copy domain" /> }),
        ("Domain type", kind_label(DomainCreateInput::BODY, domain.kind()).into_any()),
    ];
    more.extend(is_replacement(domain).then(|| {
        let link = |name: &str| {
            let route = Route::Domains { project: project.to_owned(), at: At::One(name.to_owned()) };
            el("a").class("mono").attr("href", route.path()).text(name.to_owned()).into_any()
        };
        ("Replaces production domain", domain.replacement_for().map_or_else(|| or_unknown(None).into_any(), link))
    }));
    more.extend([
        ("Registered name", mono(domain.registered_name())),
        ("Added", exact_or("Unknown", domain.created_at())),
        ("Updated", exact_or("Never", domain.updated_at())),
    ]);
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
                "No certificate covers this domain yet. The platform issues one once the domain’s DNS points to the \
                 project, or you can ",
            )
            .child(el("a").attr("href", add).text("add your own"))
            .text(".")
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
