//! The certificates of a project.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::{Certificate, GetListOfSslCertificates};

use super::{cannot_add, source, style};
use crate::components::{
    Item, ResourceList, add_link, certificate_title, expiry, expiry_view, or_unknown, resource_list,
};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Badge, Column, IconName, el};

/// How many more names a row shows.
const MORE: usize = 2;

/// The list of a project's certificates.
pub fn page(project: String) -> AnyView {
    let place = Place::expect();
    let path = GetListOfSslCertificates::path(&project);
    let list = read::<GetListOfSslCertificates>(move || Some(path.clone()));
    let reason = cannot_add(place);
    let new_one = Route::Certificates { project: project.clone(), at: At::New }.path();
    let add = move || add_link("Add certificate", reason, new_one.clone());
    let of = ResourceList {
        caption: "Certificates",
        columns: vec![
            Column::new("names", "Names").sortable(),
            Column::new("issuer", "Issuer").sortable(),
            Column::new("expires", "Expires").sortable(),
            Column::new("source", "Source").sortable(),
        ],
        icon: IconName::CERTIFICATE,
        none: "No certificates yet",
        hint: "The platform makes a certificate for each domain whose DNS points here. Add one of your own where that is not enough.",
        add: Arc::new(add),
        choosing: None,
    };
    resource_list(
        *list,
        move || list.data().map(|list| list.items().iter().map(|certificate| row(&project, certificate)).collect()),
        of,
    )
}

fn row(project: &str, certificate: &Certificate) -> Item {
    let id = certificate.id().unwrap_or_default().to_owned();
    let names: Vec<String> = certificate.domains().into_iter().map(str::to_owned).collect();
    let name = names.first().cloned().unwrap_or_else(|| certificate_title(certificate));
    let issuer = or_unknown(certificate.issuer_name().as_deref());
    let expires = certificate.expires_at().map(str::to_owned);
    let source = source(certificate);
    let is_unused = certificate.is_invalid() == Some(true);
    let href = Route::Certificates { project: project.to_owned(), at: At::One(id.clone()) }.path();
    let mut texts = vec![name.clone(), issuer.clone(), expires.clone().unwrap_or_default(), source.to_owned()];
    texts.extend(names.iter().skip(1).cloned());
    texts.push(expiry(expires.as_deref()).0);
    texts.extend(is_unused.then(|| "Not used".to_owned()));
    Item::new(id, texts, move || {
        let link = el("a").class("mono").attr("href", href.clone()).text(name.clone());
        let badge = is_unused.then(|| view! { <Badge text="Not used" /> }.into_any());
        vec![
            el("span").class("row").el(link).maybe(more_names(&names)).maybe(badge).into_any(),
            issuer.clone().into_any(),
            expiry_view(expires.as_deref()),
            el("span").class(style::source).text(source).into_any(),
        ]
    })
}

/// The names after the first, or how many there are.
fn more_names(names: &[String]) -> Option<AnyView> {
    let more = names.get(1..).filter(|more| !more.is_empty())?;
    let text = if more.len() > MORE { format!("and {} more", more.len()) } else { more.join(", ") };
    Some(el("span").class("muted mono").attr("title", more.join(", ")).text(text).into_any())
}
