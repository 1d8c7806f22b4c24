//! The declarations are what the published reference says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{HashMap, HashSet};

use wheelhouse_contract::operation::parameters;
use wheelhouse_contract::sections::{EXTENSIONS, REFERENCE};
use wheelhouse_contract::{Body, Kind, Operation, operations};

/// Facts of all operations of the reference, one a line.
const TABLE: &str = include_str!("reference/operations.tsv");

fn reference() -> HashMap<&'static str, Vec<&'static str>> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .map(|row| (row[0], row))
        .collect()
}

#[test]
fn the_reference_has_199_operations() {
    assert_eq!(reference().len(), 199);
}

/// The declared operations that the reference has.
fn shared() -> impl Iterator<Item = &'static Operation> {
    REFERENCE.iter().copied().flatten().map(|declared| declared.operation)
}

#[test]
fn each_declaration_is_the_references() {
    let reference = reference();
    for operation in shared() {
        let row = reference.get(operation.id).unwrap_or_else(|| {
            panic!("{} is not in the reference: list its section under EXTENSIONS in sections/mod.rs", operation.id)
        });
        assert_eq!(operation.section(), row[1], "section of {}", operation.id);
        assert_eq!(operation.title(), row[2], "title of {}", operation.id);
        assert_eq!(operation.method.name(), row[3], "method of {}", operation.id);
        assert_eq!(operation.path, row[4], "path of {}", operation.id);
        assert_eq!(operation.deprecated, row[5] == "deprecated", "deprecation of {}", operation.id);
    }
}

#[test]
fn each_query_parameter_and_body_field_of_the_reference_is_declared() {
    let reference = reference();
    for operation in shared() {
        let row = &reference[operation.id];
        for name in row[6].split(',').filter(|name| !name.is_empty()) {
            let query = operation.query.iter().find(|query| query.name == name.trim_end_matches('*'));
            let query = query.unwrap_or_else(|| panic!("{} lacks the query {name}", operation.id));
            assert_eq!(query.required, name.ends_with('*'), "{name} of {}", operation.id);
        }
        for name in row[7].split(',').filter(|name| !name.is_empty()) {
            let body = operation.body.unwrap_or_else(|| panic!("{} lacks its body", operation.id));
            let (name, is_required) = (name.trim_end_matches('*'), name.ends_with('*'));
            if body.variants.is_some_and(|variants| variants.tag == Some(name)) {
                assert!(is_required, "{name} of {}", operation.id);
                continue;
            }
            // Of a body with variants the reference lists the fields of one.
            let fields: Vec<_> =
                body.kinds().filter_map(|kind| body.field(name).or_else(|| kind.field(name))).collect();
            assert!(!fields.is_empty(), "{} lacks the field {name}", operation.id);
            assert!(fields.iter().any(|field| field.required == is_required), "{name} of {}", operation.id);
        }
        // Newer descriptions have bodies where the reference has none. Nobody has to send those.
        let is_newer = operation.body.is_some_and(|body| body.fields.iter().all(|field| !field.required));
        assert!(operation.body.is_some() != row[7].is_empty() || is_newer, "body of {}", operation.id);
    }
}

#[test]
fn grants_are_lists_of_bodies_and_no_other_request_is() {
    let lists: Vec<&str> = shared().filter(|operation| operation.takes_list).map(|operation| operation.id).collect();
    assert_eq!(lists, ["grant-user-access-to-a-project", "grant-project-access-to-a-user"]);
}

/// Values of bodies that the descriptions let be null, by operation.
const NULLABLE: &[(&str, &str)] = &[
    ("update-a-project", "default_branch default_domain"),
    (
        "update-an-environment-domain",
        "attributes.strict_transport_security.enabled attributes.strict_transport_security.include_subdomains \
         attributes.strict_transport_security.preload attributes.min_version attributes.client_authentication",
    ),
    (
        "integrate-project-with-a-third-party-service",
        "app_credentials addon_credentials base_url from_address shared_key",
    ),
    (
        "update-an-existing-third-party-integration",
        "app_credentials addon_credentials base_url from_address shared_key",
    ),
    ("update-an-environment", "parent"),
    ("activate-an-environment", "resources resources.init"),
    ("branch-an-environment", "resources resources.init"),
    ("initialize-a-new-environment", "config resources resources.init"),
    ("merge-an-environment", "resources resources.init"),
    ("restore-an-environment-snapshot", "environment_name branch_from resources resources.init"),
    ("create-a-new-route", "primary id production_url"),
    ("update-a-route", "primary id production_url"),
    ("update-a-project-setting", "data_retention maintenance_window"),
    ("create-a-project-deployment-target", "hosts hosts.id hosts.services"),
    ("update-a-project-deployment", "hosts hosts.id hosts.services"),
];

#[test]
fn what_the_descriptions_let_be_null_may_be() {
    for (id, paths) in NULLABLE {
        let operation = operations().find(|operation| operation.id == *id).unwrap_or_else(|| panic!("{id}"));
        for path in paths.split_whitespace() {
            let mut within = vec![operation.body.unwrap()];
            let mut found = Vec::new();
            for name in path.split('.') {
                let kinds = within.iter().flat_map(|body| body.kinds().chain([*body]));
                found = kinds.filter_map(|body| body.field(name)).collect();
                within = found.iter().filter_map(|field| inside(field.kind)).collect();
            }
            assert!(found.iter().any(|field| field.nullable), "{path} of {id} may be null");
        }
    }
}

fn inside(kind: Kind) -> Option<&'static Body> {
    match kind {
        Kind::Object(body) | Kind::Objects(body) => Some(body),
        _ => None,
    }
}

#[test]
fn extensions_are_not_the_references() {
    let reference = reference();
    let mut extensions = EXTENSIONS.iter().copied().flatten().map(|declared| declared.operation.id);
    let known = extensions.find(|id| reference.contains_key(id));
    assert!(known.is_none(), "the reference has {known:?}: list its section under REFERENCE in sections/mod.rs");
}

#[test]
fn ids_are_unique_and_so_are_method_and_path() {
    let mut ids = HashSet::new();
    let mut routes = HashSet::new();
    for operation in operations() {
        assert!(ids.insert(operation.id), "{} twice", operation.id);
        assert!(routes.insert((operation.method, operation.path)), "{} twice", operation.path);
    }
}

#[test]
fn parameters_of_a_path_are_unique() {
    for operation in operations() {
        let names: Vec<_> = parameters(operation.path).collect();
        let unique: HashSet<_> = names.iter().collect();
        assert_eq!(names.len(), unique.len(), "{}", operation.path);
    }
}

#[test]
fn every_field_has_a_label_and_a_sentence_of_help() {
    for operation in operations() {
        for body in bodies(operation.body.into_iter().collect()) {
            for variant in body.variants.iter().flat_map(|variants| variants.list) {
                assert!(!variant.label.is_empty() && variant.help.ends_with('.'), "{}", variant.value);
            }
            for field in body.fields {
                assert!(!field.label.is_empty(), "{}.{}", operation.id, field.name);
                assert!(field.help.is_empty() || field.help.ends_with('.'), "{}.{}", operation.id, field.name);
            }
        }
    }
}

/// The bodies, those of their variants and those inside them.
fn bodies(mut found: Vec<&'static Body>) -> Vec<&'static Body> {
    let mut at = 0;
    while let Some(body) = found.get(at) {
        let inner = body.fields.iter().filter_map(|field| inside(field.kind));
        let inner: Vec<_> = inner.chain(body.kinds().filter(|kind| !std::ptr::eq(*kind, *body))).collect();
        found.extend(inner);
        at += 1;
    }
    found
}
