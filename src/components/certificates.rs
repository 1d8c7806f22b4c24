//! What certificates cover: which domains, and for how long.

use leptos::prelude::*;
use wheelhouse_contract::sections::certificates::Certificate;

use super::sorted;
use crate::text::lower;
use crate::ui::{Status, Time, Tone, el, exact_time, view};

/// Seconds.
const DAY: f64 = 24.0 * 60.0 * 60.0;
/// With fewer days left than this, somebody should have acted.
const URGENT: i64 = 7;
/// More days than this are counted in years.
const MANY: i64 = 3 * 365;
/// With fewer days left than this, somebody should act.
const SOON: i64 = 30;

/// How long something that expires at this moment (RFC 3339) is still good for, and how pressing that is.
pub fn expiry(expires_at: Option<&str>) -> (String, Tone) {
    let moment = expires_at.map(js_sys::Date::parse).filter(|moment| moment.is_finite());
    match moment {
        Some(moment) => seconds_left((moment - js_sys::Date::now()) / 1000.0),
        None => (expires_at.filter(|text| !text.is_empty()).unwrap_or("Unknown").to_owned(), Tone::Neutral),
    }
}

fn seconds_left(seconds: f64) -> (String, Tone) {
    if seconds <= 0.0 {
        return ("Expired".to_owned(), Tone::Danger);
    }
    // Through an integer: printing floats would bring half a dozen kilobytes along.
    let days = (seconds / DAY) as i64;
    let text = match days {
        0 => "Less than a day left".to_owned(),
        1 => "1 day left".to_owned(),
        days if days > MANY => format!("{} years left", days / 365),
        days => format!("{days} days left"),
    };
    let tone = match days {
        days if days < URGENT => Tone::Danger,
        days if days < SOON => Tone::Warning,
        _ => Tone::Success,
    };
    (text, tone)
}

/// The days that are left, and the moment where that says more.
pub fn expiry_view(expires_at: Option<&str>) -> AnyView {
    let (text, tone) = expiry(expires_at);
    let at = expires_at.filter(|_| text == "Expired" || tone == Tone::Success);
    let moment = at.map(|at| el("span").class("muted").child(view! { <Time at=at.to_owned() /> }));
    el("span")
        .class("row")
        .attr("data-short", "")
        .attr("title", expires_at.map(exact_time))
        .child(view! { <Status text=text tone=tone /> })
        .maybe(moment.map(|moment| moment.into_any()))
        .into_any()
}

/// Whether somebody should replace it, given how pressing its end is. The platform renews its own a month ahead: only one
/// that is close to its end was forgotten.
pub fn needs_renewal(certificate: &Certificate, tone: Tone) -> bool {
    let is_own = certificate.is_provisioned() == Some(true);
    certificate.is_invalid() != Some(true) && (tone == Tone::Danger || tone == Tone::Warning && !is_own)
}

/// What a certificate is called: its first name, and how many follow; its id where it has none.
pub fn certificate_title(certificate: &Certificate) -> String {
    match certificate.domains().as_slice() {
        [] => certificate.id().unwrap_or("Certificate").to_owned(),
        [name] => (*name).to_owned(),
        [name, more @ ..] => format!("{name} and {} more", more.len()),
    }
}

/// The certificates that a domain can be served with: those that name it before those for its whole level, as servers choose,
/// and the one that is good for longest first.
pub fn certificates_for<'a>(domain: &str, certificates: &'a [Certificate]) -> Vec<&'a Certificate> {
    let is_for =
        |certificate: &&Certificate| certificate.is_invalid() != Some(true) && covers(&certificate.domains(), domain);
    // The API writes moments in UTC, which are in order as texts.
    let named = lower(domain);
    let mut found = sorted(certificates.iter().filter(is_for).collect(), |certificate| {
        let is_named = certificate.domains().iter().any(|name| lower(name) == named);
        format!("{}{}", u8::from(is_named), certificate.expires_at().unwrap_or_default())
    });
    found.reverse();
    found
}

/// Whether others that are good for longer serve all domains of this one.
pub fn is_superseded(certificate: &Certificate, all: &[Certificate]) -> bool {
    let names = certificate.domains();
    let is_other = |name: &&str| certificates_for(name, all).first().is_some_and(|best| best.id() != certificate.id());
    !names.is_empty() && names.iter().all(is_other)
}

/// Whether a domain is among the names of a certificate, one of which may stand for a whole level.
fn covers(names: &[&str], domain: &str) -> bool {
    let domain = lower(domain);
    names.iter().any(|name| {
        let name = lower(name);
        let below = || Some(domain.split_once('.')?.1 == name.strip_prefix("*.")?);
        name == domain || below() == Some(true)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};
    use wheelhouse_contract::Resource;

    use super::*;

    fn certificate(value: Value) -> Certificate {
        Certificate::new(Arc::new(value))
    }

    #[test]
    fn one_that_others_replace_needs_nobody() {
        let of = |id: &str, names: Value, end: &str| {
            certificate(json!({"id": id, "domains": names, "expires_at": format!("{end}T00:00:00+00:00")}))
        };
        let all = [
            of("old", json!(["www.a.example"]), "2026-01-01"),
            of("new", json!(["*.a.example"]), "2027-01-01"),
            of("both", json!(["www.a.example", "b.example"]), "2026-02-01"),
            of("none", json!([]), "2026-01-01"),
        ];
        let found: Vec<_> = all.iter().filter(|one| is_superseded(one, &all)).filter_map(|one| one.id()).collect();
        assert_eq!(found, ["old"]);
    }

    #[test]
    fn what_expires_is_more_pressing_the_nearer_it_is() {
        let says = |days: f64| seconds_left(days * DAY);
        assert_eq!(says(-0.1), ("Expired".to_owned(), Tone::Danger));
        assert_eq!(says(0.5), ("Less than a day left".to_owned(), Tone::Danger));
        assert_eq!(says(1.9), ("1 day left".to_owned(), Tone::Danger));
        assert_eq!(says(6.9).1, Tone::Danger);
        assert_eq!(says(7.0), ("7 days left".to_owned(), Tone::Warning));
        assert_eq!(says(29.9).1, Tone::Warning);
        assert_eq!(says(30.0), ("30 days left".to_owned(), Tone::Success));
    }

    #[test]
    fn a_star_stands_for_one_level() {
        assert!(covers(&["*.a.example"], "www.A.example"));
        assert!(!covers(&["*.a.example"], "a.example"));
        assert!(!covers(&["*.a.example"], "x.www.a.example"));
        assert!(covers(&["a.example"], "a.example"));
        assert!(covers(&["*.a.example"], "*.a.example"));
    }

    #[test]
    fn the_certificates_of_a_domain_are_those_in_use_and_the_longest_lasting_first() {
        let of = |id: &str, until: &str, unused: bool| {
            certificate(json!({"id": id, "domains": ["a.example"], "expires_at": until, "is_invalid": unused}))
        };
        let all = [
            of("old", "2026-01-01T00:00:00Z", false),
            of("new", "2027-01-01T00:00:00Z", false),
            of("unused", "2028-01-01T00:00:00Z", true),
            certificate(json!({"id": 7, "domains": "a.example"})),
        ];
        let ids: Vec<_> = certificates_for("a.example", &all).into_iter().filter_map(Certificate::id).collect();
        assert_eq!(ids, ["new", "old"]);
        assert!(certificates_for("b.example", &all).is_empty());
    }

    #[test]
    fn one_without_names_is_called_by_its_id() {
        assert_eq!(certificate_title(&certificate(json!({"domains": ["a", "b", "c"]}))), "a and 2 more");
        assert_eq!(certificate_title(&certificate(json!({"id": "x", "domains": null}))), "x");
    }
}
