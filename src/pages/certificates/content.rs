//! One certificate: its names, how long it is good for, and its chain.

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::Certificate;

use super::der::subject;
use super::pem::pem_view;
use super::source;
use crate::components::{
    Owner, certificate_title, copyable_id, exact_or, expiry, expiry_view, facts_of, or_unknown, yes_no,
};
use crate::text::sentence;
use crate::ui::{Notice, NoticeTone, Section, Tone, el, view, views};

pub fn content(_: &Owner, certificate: &Certificate) -> AnyView {
    let (names, chain) = (names(&certificate.domains()), chain(certificate));
    views![
        notice(certificate),
        Some(facts(certificate)),
        Some(view! { <Section title="Names">{names}</Section> }),
        Some(view! {
            <Section title="Chain" description="From the certificate to the root, each issued by the next.">
                {chain}
            </Section>
        },)
    ]
}

/// What somebody should do about it.
fn notice(certificate: &Certificate) -> Option<AnyView> {
    if certificate.is_invalid() == Some(true) {
        return None;
    }
    let (left, tone) = expiry(certificate.expires_at());
    let tone = match tone {
        Tone::Danger => NoticeTone::Danger,
        Tone::Warning => NoticeTone::Warning,
        _ => return None,
    };
    let text = match certificate.is_provisioned() {
        Some(true) => "Renewed automatically while its domains’ DNS points to this project.",
        _ => "Add a renewed certificate from its issuer, then delete this one.",
    };
    Some(view! { <Notice tone=tone title=left>{text}</Notice> })
}

fn facts(certificate: &Certificate) -> AnyView {
    let uses: Vec<String> = certificate.auth_type().into_iter().map(sentence).collect();
    facts_of(vec![
        ("Issuer", or_unknown(certificate.issuer_name().as_deref()).into_any()),
        ("Expires", expiry_view(certificate.expires_at())),
        ("Used for domains", yes_no(certificate.is_invalid().map(|unused| !unused)).into_any()),
        ("Source", source(certificate).into_any()),
        ("Good for", or_unknown(Some(&uses.join(", "))).into_any()),
        ("Root certificate", yes_no(certificate.is_root()).into_any()),
        ("Added", exact_or("Unknown", certificate.created_at())),
        ("Updated", exact_or("Never", certificate.updated_at())),
        ("ID", copyable_id("certificate", certificate.id())),
    ])
}

fn names(names: &[&str]) -> AnyView {
    if names.is_empty() {
        return el("p").class("muted").text("No domains.").into_any();
    }
    let name = |name: &&str| el("li").class("mono").text((*name).to_owned()).into_any();
    el("ul").class("stack-tight").attr("aria-label", "Names").children(names.iter().map(name)).into_any()
}

/// The certificate, then its chain in the API's order.
fn chain(certificate: &Certificate) -> AnyView {
    let chain = certificate.chain();
    let mut name = certificate_title(certificate);
    let mut entries = Vec::new();
    if let Some(pem) = certificate.certificate() {
        entries.push(pem_view(name.clone(), certificate.expires_at(), pem));
    }
    for pem in &chain {
        let read = subject(pem);
        name = read.as_ref().map_or_else(|| format!("Issuer of {name}"), |read| read.name.clone());
        entries.push(pem_view(name.clone(), read.as_ref().and_then(|read| read.expires_at.as_deref()), pem));
    }
    let entries = entries.into_iter().map(|entry| el("li").child(entry).into_any());
    let alone = chain.is_empty().then(|| el("p").class("muted").text("No chain.").into_any());
    el("div")
        .class("stack-tight")
        .child(el("ol").class("stack-tight").attr("aria-label", "Chain").children(entries))
        .maybe(alone)
        .into_any()
}
