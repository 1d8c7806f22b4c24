//! The kinds of integrations to choose from, by what they are for.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::body::Variant;
use wheelhouse_contract::operation::encode;
use wheelhouse_contract::resource::flag;
use wheelhouse_contract::sections::project::GetAProjectCapabilities;

use super::words::BODY;
use crate::components::{AnyPages, Owner, cannot_add};
use crate::data::read;
use crate::routes::{At, Route};
use crate::ui::{Notice, NoticeTone, Section, el, live, nothing, view, views};

stylance::import_style!(style, "kinds.module.css");

/// What kinds are for, in the order they are shown in.
const GROUPS: &[(&str, &str)] = &[
    ("Code", "Where the project’s code comes from. One per project."),
    ("Activities", "Get notified about project activity."),
    ("Health", "Get notified when a disk fills up."),
    ("Logs", "Forward logs."),
    ("Delivery and performance", ""),
];

fn group(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "github" | "gitlab" | "bitbucket" | "bitbucket_server" => "Code",
        "webhook" | "script" => "Activities",
        "cdn.fastly" | "blackfire" => "Delivery and performance",
        "newrelic" | "splunk" | "sumologic" | "syslog" | "httplog" | "otlplog" => "Logs",
        kind if kind.starts_with("health.") => "Health",
        _ => return None,
    })
}

/// A link for each kind, to the form for it. What the project's plan leaves out says so.
pub fn kinds(pages: &'static dyn AnyPages, owner: &Owner) -> AnyView {
    let project = owner.project();
    let path = GetAProjectCapabilities::path(&project);
    let capabilities = read::<GetAProjectCapabilities>(move || Some(path.clone()));
    let new = StoredValue::new(Route::Integrations { project, at: At::New }.path());
    let is_left_out = move |kind: &str| {
        let raw = capabilities.data()?.raw().clone();
        let config = raw.get("integrations")?.get("config")?.get(kind)?;
        Some(flag(config, "enabled") == Some(false))
    };
    let item = move |kind: &'static Variant| {
        let mut href = new.get_value();
        href.push_str("?kind=");
        encode(kind.value, &mut href);
        let name = move || match is_left_out(kind.value) {
            Some(true) => views![
                el("span").class(style::name).text(kind.label),
                el("span").class("muted").text("Not included in this plan")
            ],
            _ => el("a").class(style::name).attr("href", href.clone()).text(kind.label).into_any(),
        };
        el("li").class(style::kind).child(live(name)).child(el("span").class(style::help).text(kind.help)).into_any()
    };
    let section = |(name, purpose): &(&'static str, &'static str)| {
        let all = BODY.variants.map_or(&[][..], |variants| variants.list);
        let items = all.iter().filter(|kind| group(kind.value) == Some(*name)).map(item);
        let items = el("ul").class(style::kinds).children(items).into_any();
        let purpose = Some((*purpose).to_owned()).filter(|purpose| !purpose.is_empty());
        view! { <Section title=*name description=purpose>{items}</Section> }
    };
    let forbidden = cannot_add(pages, owner);
    let notice = move || match forbidden.get() {
        Some(reason) => view! { <Notice tone=NoticeTone::Forbidden>{reason}</Notice> },
        None => nothing(),
    };
    std::iter::once(live(notice)).chain(GROUPS.iter().map(section)).collect::<Vec<_>>().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_in_a_group() {
        for kind in BODY.variants.map_or(&[][..], |variants| variants.list) {
            assert!(GROUPS.iter().any(|(name, _)| group(kind.value) == Some(*name)), "{}", kind.value);
        }
    }
}
