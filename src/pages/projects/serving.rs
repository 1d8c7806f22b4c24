//! Where a project is found: its domains, and the certificates that are about to expire.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::certificates::{Certificate, GetListOfSslCertificates};
use wheelhouse_contract::sections::domains::Domain;
use wheelhouse_contract::sections::domains::of_project::GetListOfProjectDomains;

use crate::components::{certificate_title, expiry, expiry_view, is_superseded, needs_renewal, or_unknown, sorted};
use crate::data::{Read, read};
use crate::layouts::Place;
use crate::reactive::memo;
use crate::routes::{At, Route};
use crate::ui::{Badge, ButtonLink, Copyable, Notice, NoticeTone, el, live, nothing, view};

/// How many domains the overview lists.
const SHOWN: usize = 5;

/// Says which certificates need somebody to act; nothing while none does.
pub(super) fn expiring() -> AnyView {
    let place = Place::expect();
    let list =
        read::<GetListOfSslCertificates>(move || place.project_id.get().map(|id| GetListOfSslCertificates::path(&id)));
    let ending = memo(move || {
        let list = list.data();
        let all = list.as_ref().map_or(&[][..], |list| list.items());
        let is_due = |it: &&Certificate| needs_renewal(it, expiry(it.expires_at()).1) && !is_superseded(it, all);
        all.iter().filter(is_due).cloned().collect::<Vec<_>>()
    });
    live(move || {
        let ending = ending.get();
        if ending.is_empty() {
            return nothing();
        }
        let title = match ending.len() {
            1 => "A certificate needs to be replaced".to_owned(),
            count => format!("{count} certificates need to be replaced"),
        };
        let project = place.project_id.get().unwrap_or_default();
        let lines: Vec<_> = ending.iter().map(|certificate| line(&project, certificate)).collect();
        view! { <Notice tone=NoticeTone::Warning title=title>{el("div").class("stack-tight").children(lines)}</Notice> }
    })
}

fn line(project: &str, certificate: &Certificate) -> AnyView {
    let id = certificate.id().unwrap_or_default().to_owned();
    let href = Route::Certificates { project: project.to_owned(), at: At::One(id) }.path();
    el("div")
        .class("row")
        .child(el("a").attr("href", href).text(certificate_title(certificate)))
        .child(expiry_view(certificate.expires_at()))
        .into_any()
}

/// The project's domains.
pub(super) fn domains() -> Read<Items<Domain>> {
    let place = Place::expect();
    read::<GetListOfProjectDomains>(move || place.project_id.get().map(|id| GetListOfProjectDomains::path(&id)))
}

/// The way to all of them.
pub(super) fn all_domains() -> AnyView {
    let place = Place::expect();
    let href = Route::Domains { project: place.project_id.get().unwrap_or_default(), at: At::List }.path();
    view! { <ButtonLink href=href>"All domains"</ButtonLink> }
}

/// The first of them, or the host at which production is found without any.
pub(super) fn domain_list(place: Place, list: Read<Items<Domain>>, host: Option<&str>) -> AnyView {
    let project = place.project_id.get().unwrap_or_default();
    let all = match (list.data(), list.error()) {
        (Some(list), _) => {
            sorted(list.items().to_vec(), |domain| u8::from(domain.is_default() != Some(true)).to_string())
        }
        (None, Some(error)) => return error.text().into_any(),
        (None, None) => return nothing(),
    };
    if all.is_empty() {
        return match host {
            Some(host) => view! { <Copyable text=host.to_owned() label="Copy host name" /> },
            None => "None".into_any(),
        };
    }
    let more = all.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| el("li").class("muted").text(format!("and {more} more")).into_any());
    let items = all.iter().take(SHOWN).map(|domain| item(&project, domain));
    el("ul").attr("aria-label", "Domains").children(items).maybe(more).into_any()
}

fn item(project: &str, domain: &Domain) -> AnyView {
    let id = domain.id().or(domain.name()).unwrap_or_default().to_owned();
    let href = Route::Domains { project: project.to_owned(), at: At::One(id) }.path();
    let default = (domain.is_default() == Some(true)).then(|| view! { <Badge text="Default".to_owned() /> });
    el("li").class("row").child(el("a").attr("href", href).text(or_unknown(domain.name()))).maybe(default).into_any()
}
