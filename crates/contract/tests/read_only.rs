//! A program that can only look: in its own process, as there is no way back.

use serde_json::json;
use wheelhouse_contract::sections::environment::Environment;
use wheelhouse_contract::{Links, Relation, is_read_only, set_read_only};

#[test]
fn who_may_look_alone_finds_nothing_to_do() {
    let value = json!({"_links": {"self": {"href": "/a"}, "#edit": {"href": "/a"}, "#merge": {"href": "/b"}}});
    let links = Links::of(&value);
    assert!(!is_read_only() && links.allows(Environment::EDIT) && links.allows_any_action());
    set_read_only();
    assert!(is_read_only() && !links.allows(Environment::EDIT) && !links.allows_any_action());
    assert_eq!(links.href(Relation::SELF), Some("/a"), "it still leads where it did");
}
