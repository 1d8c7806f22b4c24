//! The certificates of a project.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::{Certificate, GetListOfSslCertificates};

use super::{cannot_add, source, style};
use crate::components::{
    Column, Item, ResourceList, Rows, add_link, certificate_title, expiry, expiry_view, or_unknown, resource_list,
};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::{At, Route};
use crate::ui::{Badge, IconName, el};

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
    let items = move || list.data().map(|list| list.items().iter().map(|one| item(&project, one)).collect());
    let of = ResourceList {
        caption: "Certificates",
        rows: Rows::new(COLUMNS, items),
        icon: IconName::CERTIFICATE,
        none: "No certificates yet",
        hint: "The platform makes a certificate for each domain whose DNS points here. Add one of your own where that is not enough.",
        add: Arc::new(add),
        choosing: None,
    };
    resource_list(*list, of)
}

const COLUMNS: &[Column<Certificate>] = &[
    Column::text("names", "Names", name).mono().beside(|certificate| {
        let badge = is_unused(certificate).then(|| view! { <Badge text="Not used" /> }.into_any());
        more_names(&certificate.domains()).into_iter().chain(badge).collect::<Vec<_>>().into_any()
    }),
    Column::text("issuer", "Issuer", |certificate: &Certificate| or_unknown(certificate.issuer_name().as_deref())),
    Column::time("expires", "Expires", Certificate::expires_at)
        .cell(|certificate| expiry_view(certificate.expires_at())),
    Column::text("source", "Source", |certificate: &Certificate| source(certificate).to_owned())
        .cell(|certificate| el("span").class(style::source).text(source(certificate)).into_any()),
];

fn item(project: &str, certificate: &Certificate) -> Item<Certificate> {
    let id = certificate.id().unwrap_or_default().to_owned();
    let href = Route::Certificates { project: project.to_owned(), at: At::One(id.clone()) }.path();
    let more = certificate.domains().into_iter().skip(1).map(str::to_owned).collect::<Vec<_>>();
    Item::new(id, certificate.clone())
        .leading_to(href)
        .found_by(more)
        .found_by([expiry(certificate.expires_at()).0])
        .found_by(is_unused(certificate).then(|| "Not used".to_owned()))
}

fn name(certificate: &Certificate) -> String {
    certificate.domains().first().map_or_else(|| certificate_title(certificate), |name| (*name).to_owned())
}

fn is_unused(certificate: &Certificate) -> bool {
    certificate.is_invalid() == Some(true)
}

/// The names after the first, or how many there are.
fn more_names(names: &[&str]) -> Option<AnyView> {
    let more = names.get(1..).filter(|more| !more.is_empty())?;
    let text = if more.len() > MORE { format!("and {} more", more.len()) } else { more.join(", ") };
    Some(el("span").class("muted mono").attr("title", more.join(", ")).text(text).into_any())
}
