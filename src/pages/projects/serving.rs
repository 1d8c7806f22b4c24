//! Where a project is found: its domains, and the certificates that are about to expire.

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::{Certificate, GetListOfSslCertificates};
use wheelhouse_contract::sections::domains::Domain;
use wheelhouse_contract::sections::domains::of_project::GetListOfProjectDomains;

use crate::components::{Loaded, certificate_title, data_of, expiry, expiry_view, or_unknown};
use crate::data::read;
use crate::layouts::Place;
use crate::reactive::memo;
use crate::routes::{At, Route};
use crate::ui::{Badge, ButtonLink, Notice, NoticeTone, Section, Tone, el, live, nothing, view};

/// How many domains the overview lists.
const SHOWN: usize = 5;

/// Says which certificates need somebody to act; nothing while none does.
pub(super) fn expiring() -> AnyView {
    let place = Place::expect();
    let list =
        read::<GetListOfSslCertificates>(move || place.project_id.get().map(|id| GetListOfSslCertificates::path(&id)));
    let ending = memo(move || {
        let list = list.data();
        list.iter().flat_map(|list| list.items()).filter(|it| needs_somebody(it)).cloned().collect::<Vec<_>>()
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
        view! { <Notice tone=NoticeTone::Warning title=title>{lines}</Notice> }
    })
}

/// The platform renews its own a month ahead: only one that is close to its end was forgotten.
fn needs_somebody(certificate: &Certificate) -> bool {
    let tone = expiry(certificate.expires_at()).1;
    let is_own = certificate.is_provisioned() == Some(true);
    certificate.is_invalid() != Some(true) && (tone == Tone::Danger || tone == Tone::Warning && !is_own)
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

/// The first of the project's domains.
pub(super) fn domains() -> AnyView {
    let place = Place::expect();
    let list =
        read::<GetListOfProjectDomains>(move || place.project_id.get().map(|id| GetListOfProjectDomains::path(&id)));
    let (ready, error, loading, retry) = data_of(list);
    let all = move || {
        let href = Route::Domains { project: place.project_id.get().unwrap_or_default(), at: At::List }.path();
        view! { <ButtonLink href=href>"All domains"</ButtonLink> }
    };
    let content = move || {
        let project = place.project_id.get().unwrap_or_default();
        let all = list.data().map(|list| list.items().to_vec()).unwrap_or_default();
        let more = all.len().saturating_sub(SHOWN);
        if all.is_empty() {
            return none(place);
        }
        let mut items: Vec<_> = all.iter().take(SHOWN).map(|domain| item(&project, domain)).collect();
        if more > 0 {
            items.push(el("li").class("muted").text(format!("and {more} more")).into_any());
        }
        el("ul").class("stack-tight").attr("aria-label", "Domains").children(items).into_any()
    };
    let content = move || live(content);
    view! {
        <Section title="Domains" actions=all>
            <Loaded ready=ready error=error loading=loading on_retry=retry label="Loading domains">
                {content()}
            </Loaded>
        </Section>
    }
}

fn none(place: Place) -> AnyView {
    let host = place.project.data().and_then(|project| project.default_domain().map(str::to_owned));
    let text = match host {
        Some(host) => format!("None of its own yet: production is found at {host}."),
        None => "None of its own yet.".to_owned(),
    };
    el("p").class("muted").text(text).into_any()
}

fn item(project: &str, domain: &Domain) -> AnyView {
    let id = domain.id().or(domain.name()).unwrap_or_default().to_owned();
    let href = Route::Domains { project: project.to_owned(), at: At::One(id) }.path();
    let default = (domain.is_default() == Some(true)).then(|| view! { <Badge text="Default".to_owned() /> });
    el("li").class("row").child(el("a").attr("href", href).text(or_unknown(domain.name()))).maybe(default).into_any()
}
