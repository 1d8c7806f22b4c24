//! A rule over a text as a regular expression (ECMA 262), for documents that others check bodies by. Each
//! takes every text of plain letters that its rule takes; what it takes beyond, the rule still refuses.

use std::ptr::fn_addr_eq;

use crate::body::{Field, Kind, TextCheck};
use crate::checks::account;
use crate::sections::integrations::{code_hosts, events};
use crate::sections::{project, redirects, routes, variable};
use crate::{address, checks, pem};

/// A label of a name in the DNS.
const LABEL: &str = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const SCHEME: &str = "[Hh][Tt][Tt][Pp][Ss]?://";
const HOST: &str = "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*";
const TOKEN: &str = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const UUID: &str = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$";
const EMAIL: &str = "^[^\\s@\\u0000-\\u001f\\u007f-\\u009f]{1,64}@LABEL(\\.LABEL)+$";
const VARIABLE: &str = "^[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+)*$";
const PART_OF_A_BRANCH: &str =
    "[^\\s\\u0000-\\u001f\\u007f-\\u009f~^:?*\\[\\\\/.@](\\.?[^\\s\\u0000-\\u001f\\u007f-\\u009f~^:?*\\[\\\\/.])*";
const FILE: &str = "^[^\\u0000-\\u001f\\u007f-\\u009f\\\\/]+(/[^\\u0000-\\u001f\\u007f-\\u009f\\\\/]+)*$";
const BYTE: &str = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const IN_PEM: &str = "-----([^-]|-[^-])+-----END [A-Z0-9 .]+-----";

/// The expression that a text of this field matches, or each text of its list and each key of its map.
pub fn of(field: &Field) -> Option<String> {
    field.check.and_then(of_check).or_else(|| of_kind(field.kind))
}

fn of_kind(kind: Kind) -> Option<String> {
    match kind {
        Kind::Email => Some(email()),
        Kind::Url => Some(url()),
        Kind::Domain => Some(format!("^(\\*\\.)?({LABEL}\\.)+(?![0-9]+$){LABEL}$")),
        Kind::Base64 => Some("^[A-Za-z0-9+/=_ \\r\\n-]*$".to_owned()),
        Kind::Pem | Kind::PemList => Some("-----BEGIN ".to_owned()),
        _ => None,
    }
}

fn of_check(check: TextCheck) -> Option<String> {
    let known: [(TextCheck, fn() -> String); 31] = [
        (account::country, || any_of(account::COUNTRIES.split(' '))),
        (account::organization_name, || "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$".to_owned()),
        (account::passcode, || "^[0-9]{6}$".to_owned()),
        (account::picture, || format!("^(/([^/\\\\\\s][^\\\\\\s]*)?|{SCHEME}{HOST}(:[0-9]{{1,5}})?([/?#]\\S*)?)$")),
        (account::user_id, || UUID.to_owned()),
        (account::username, || "^[A-Za-z0-9][A-Za-z0-9._-]*$".to_owned()),
        (account::vat_number, || "^[A-Za-z0-9 .-]*$".to_owned()),
        (address::destination, || format!("{}(:[0-9]{{1,5}})?([/?#][^\\s{{}}]*)?$", route())),
        (address::of_route, || format!("{}(/[^\\s{{}}?#]*)?$", route())),
        (routes::cookie, || format!("^({TOKEN}|/.+/)$")),
        (routes::endpoint, || "^[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+)?$".to_owned()),
        (events::event, || {
            let families = events::FAMILIES.join("|");
            format!("^({families}|[a-z0-9_-]*\\*[a-z0-9*_-]*)(\\.[a-z0-9*_-]+)*$")
        }),
        (code_hosts::owner_and_name, || "^[^\\s:/]+(/[^\\s:/]+)+$".to_owned()),
        (code_hosts::owner_and_repository, || "^[^\\s:/]+/[^\\s:/]+$".to_owned()),
        (code_hosts::server, url),
        (pem::certificate, || format!("-----BEGIN [A-Z0-9 .]*CERTIFICATE{IN_PEM}")),
        (pem::one_certificate, || format!("-----BEGIN [A-Z0-9 .]*CERTIFICATE{IN_PEM}")),
        (pem::private_key, || format!("-----BEGIN [A-Z0-9 ]*PRIVATE KEY{IN_PEM}")),
        (redirects::expiry, || "^-?[0-9]+(ms|s|m|h|d|w|M|y)?$".to_owned()),
        (project::timezone, || "^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$".to_owned()),
        (variable::application, || "^[A-Za-z0-9_-]*$".to_owned()),
        (variable::name, || VARIABLE.to_owned()),
        (checks::branch, || format!("^(?!-){PART_OF_A_BRANCH}(/{PART_OF_A_BRANCH})*$")),
        (checks::email, email),
        (checks::file_path, || FILE.to_owned()),
        (checks::header, || format!("^{TOKEN}$")),
        (checks::hostname, || format!("^({HOST}\\.?|[0-9A-Fa-f:.]+)$")),
        (checks::network, || {
            let address = format!("({BYTE}\\.){{3}}{BYTE}(/(3[0-2]|[12]?[0-9]))?");
            format!("^({address}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?)$")
        }),
        (checks::ssh_public_key, || "^\\s*(ssh-|ecdsa-|sk-)\\S*\\s+AAAA[A-Za-z0-9+/=]*([ \\t].*)?\\s*$".to_owned()),
        (checks::time_of_day, || "^([01][0-9]|2[0-3]):[0-5][0-9]$".to_owned()),
        (checks::url, url),
    ];
    let found = known.into_iter().find(|(known, _)| fn_addr_eq(*known, check));
    found.map(|(_, expression)| expression())
}

fn any_of<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("^({})$", texts.collect::<Vec<_>>().join("|"))
}

fn email() -> String {
    EMAIL.replace("LABEL", "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?")
}

fn url() -> String {
    format!("^{SCHEME}({HOST}\\.?|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{{1,5}})?([/?#]\\S*)?$")
}

/// An address up to its path, with placeholders for domains.
fn route() -> String {
    format!("^{SCHEME}(\\*\\.)?({LABEL}\\.)*({LABEL}|\\{{default\\}}|\\{{all\\}})")
}
