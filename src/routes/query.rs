//! What stands in an address's query.

use wheelhouse_contract::operation::encode;

use super::Route;
use super::parse::decode;

/// The sign-in page that returns to this address afterwards.
pub fn sign_in_then(address: &str) -> String {
    then(Route::SignIn.path(), address)
}

/// The same of any address of sign-in without a query.
pub fn then(mut sign_in: String, address: &str) -> String {
    if address != "/" {
        sign_in.push_str("?next=");
        encode(address, &mut sign_in);
    }
    sign_in
}

/// An address to return to, if it is one of the console's own. It is put together from what it was read as, so that it leads
/// to no other host, whatever browsers make of blanks, slashes and backslashes in it.
pub fn own_address(next: &str) -> Option<String> {
    let (path, rest) = next.find(['?', '#']).map_or((next, ""), |at| next.split_at(at));
    let rest: String = rest.chars().filter(|letter| !letter.is_control()).collect();
    match Route::parse(path) {
        Route::SignIn | Route::Unknown => None,
        route => path.starts_with('/').then(|| format!("{}{rest}", route.path())),
    }
}

/// The path of where one is, as the start of an address: with two slashes at its start it would name a host, and browsers
/// read over line breaks and tabs.
pub fn own_path(pathname: &str) -> String {
    let read = pathname.replace(char::is_control, "");
    format!("/{}", read.trim_start_matches(['/', '\\']))
}

/// The value of a parameter in an address's query, decoded once. The router decodes twice, and takes the `%2F` inside
/// of an address for a slash.
pub fn query_value(search: &str, name: &str) -> Option<String> {
    let pairs = search.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| decode(&value.replace('+', " "))).next()
}

/// An address's query with a parameter at this value, or without it where that is empty, and without those in `less`.
pub fn query_with(search: &str, name: &str, value: &str, less: &[&str]) -> String {
    let pairs = search.trim_start_matches('?').split('&').filter(|pair| {
        let key = pair.split('=').next().unwrap_or_default();
        !key.is_empty() && key != name && !less.contains(&key)
    });
    let mut pairs: Vec<String> = pairs.map(str::to_owned).collect();
    if !value.is_empty() {
        let mut pair = format!("{name}=");
        encode(value, &mut pair);
        pairs.push(pair);
    }
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}
