//! The TLS certificates of a project.

mod content;
mod der;
mod pem;

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::{
    AddAnSslCertificate, Certificate, DeleteAnSslCertificate, GetAnSslCertificate, GetListOfSslCertificates,
    UpdateAnSslCertificate,
};
use wheelhouse_contract::sections::project::Project;

use crate::components::{
    Column, Common, Consequence, Operations, Owner, Reason, ResourcePages, Shown, Words, certificate_title, expiry,
    expiry_view, or_unknown,
};
use crate::data::AnyRead;
use crate::layouts::resource_page;
use crate::routes::{Route, page};
use crate::ui::{Badge, IconName, el, view, views};

stylance::import_style!(style, "certificates.module.css");

/// How many more names a row shows.
const MORE: usize = 2;

/// The page of an address.
pub fn page(page: page::Certificates) -> AnyView {
    let page::Certificates::Certificates { at, .. } = page;
    resource_page(&PAGES, at)
}

static PAGES: ResourcePages<Certificate> = ResourcePages {
    called: Some(|certificate| format!("certificate for {}", certificate_title(certificate))),
    // People know it by its name, not by its id.
    typed: Some(|certificate| first_name(certificate).or(certificate.id()).unwrap_or_default().to_owned()),
    state: Some(|certificate| {
        let unused = is_unused(certificate).then(|| view! { <Badge text="Not used" /> });
        views![unused, Some(view! { <Badge text=source(certificate) /> })]
    }),
    found_by: Some(|certificate| {
        let names = certificate.domains().into_iter().skip(1).map(str::to_owned);
        let unused = is_unused(certificate).then(|| "Not used".to_owned());
        names.chain([expiry(certificate.expires_at()).0]).chain(unused).collect()
    }),
    ..ResourcePages::plain(
        Common {
            cannot_delete: Some(cannot_delete),
            ..Common::plain(
                Words {
                    one: "certificate",
                    many: "certificates",
                    icon: IconName::CERTIFICATE,
                    none: "No certificates yet",
                    hint: "The platform issues a certificate for every domain whose DNS points here. One of \
                        your own takes its place.",
                },
                |owner, at| Route::Certificates { project: owner.project(), at },
            )
        },
        Operations::of::<GetListOfSslCertificates, GetAnSslCertificate>()
            .create::<AddAnSslCertificate>(
                Project::EDIT,
                "It’s used for the domains it covers once their environments redeploy.",
            )
            .update::<UpdateAnSslCertificate>(
                Certificate::EDIT,
                Consequence::redeploys("Environments redeploy to use it."),
            )
            .delete::<DeleteAnSslCertificate>(Certificate::DELETE, "The certificate and its key are lost"),
        Shown { name: certificate_title, columns: COLUMNS, content: content::content, consequences },
    )
};

const COLUMNS: &[Column<Certificate>] = &[
    Column::text("names", "Names", |certificate| {
        first_name(certificate).map_or_else(|| certificate_title(certificate), str::to_owned)
    })
    .mono()
    .beside(|certificate| {
        let badge = is_unused(certificate).then(|| view! { <Badge text="Not used" /> });
        views![more_names(&certificate.domains()), badge]
    }),
    Column::text("issuer", "Issuer", |certificate| or_unknown(certificate.issuer_name().as_deref())),
    Column::time("expires", "Expires", Certificate::expires_at)
        .cell(|certificate| expiry_view(certificate.expires_at())),
    Column::text("source", "Source", |certificate| source(certificate).to_owned())
        .cell(|certificate| el("span").class(style::source).text(source(certificate)).into_any()),
];

fn first_name(certificate: &Certificate) -> Option<&str> {
    certificate.domains().first().copied()
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

/// Who made it.
fn source(certificate: &Certificate) -> &'static str {
    match certificate.is_provisioned() {
        Some(true) => "Provisioned",
        Some(false) => "Uploaded",
        None => "Unknown",
    }
}

fn consequences(_: &Owner, certificate: &Certificate) -> String {
    let names = certificate.domains().join(", ");
    let names = if names.is_empty() { "no domain".to_owned() } else { names };
    format!(
        "It covers {names}. Those domains will use another of the project’s certificates, or one issued by the \
         platform. Environments redeploy."
    )
}

/// The platform's own goes with what it is for.
fn cannot_delete(_: &Owner, certificate: AnyRead, reason: Reason) -> Reason {
    let is_provisioned =
        move || certificate.data::<Certificate>().is_some_and(|certificate| certificate.is_provisioned() == Some(true));
    let goes = "Issued and renewed by the platform. It’s removed with its domains.";
    Signal::derive(move || reason.get().map(|reason| if is_provisioned() { goes.to_owned() } else { reason }))
}
