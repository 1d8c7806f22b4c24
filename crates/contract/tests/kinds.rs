//! Each kind of field takes what it should and refuses what it should not, nested and in variants too; and the derive
//! describes each of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use wheelhouse_contract::body::{Described, Kind, Literal, Secret, Source, choice};
use wheelhouse_contract::validate::{Mode, validate};
use wheelhouse_contract_derive::Body;

// The derive names its types as the contract crate does.
use wheelhouse_contract::body;

const SIZES: &[body::Choice] = &[choice("S", "Small"), choice("L", "Large")];

/// Everything at once.
#[derive(Deserialize, Body)]
#[allow(dead_code)]
struct Sample {
    #[field(kind = "email")]
    email: Option<String>,
    #[field(kind = "url")]
    url: Option<String>,
    #[field(kind = "date")]
    date: Option<String>,
    #[field(kind = "pem")]
    pem: Option<String>,
    #[field(kind = "pem", max = 2)]
    chain: Option<Vec<String>>,
    /// In steps.
    #[field(label = "Storage", unit = "MiB", min = 1024, max = 4096, step = 1024, default = 2048)]
    storage: Option<i64>,
    #[field(min = 0, max = 8, unit = "CPU")]
    cpu: Option<f64>,
    #[field(choices("tcp" = "TCP", "udp" = "UDP"), default = "tcp")]
    protocol: Option<String>,
    #[field(choices = SIZES)]
    size: Option<Option<String>>,
    #[field(choices("a" = "A", "b" = "B"), min = 1, default = ["a"])]
    letters: Option<Vec<String>>,
    #[field(pick = "regions")]
    region: Option<String>,
    #[field(pick = "environments")]
    environments: Option<Vec<String>>,
    #[field(object)]
    host: Option<Host>,
    #[field(object, max = 2)]
    hosts: Option<Vec<Host>>,
    labels: Option<BTreeMap<String, String>>,
    r#type: Option<String>,
    #[field(secret)]
    token: Option<String>,
    any: Option<Value>,
}

#[derive(Deserialize, Body)]
#[allow(dead_code)]
struct Host {
    #[field(min = 1)]
    name: String,
    #[field(choices = SIZES)]
    r#type: String,
    services: Option<Option<Vec<String>>>,
    #[field(present)]
    flag: Option<bool>,
}

/// Kinds by a tag.
#[derive(Deserialize, Body)]
#[body(tag = "type", label = "Kind of thing")]
#[allow(dead_code)]
enum Tagged {
    /// A machine.
    #[body(value = "host", label = "Host")]
    Host(Named),
    #[body(value = "log.sink", label = "Log sink")]
    Sink(Sink),
}

/// Kinds by their keys.
#[derive(Deserialize, Body)]
#[body(label = "Kind of thing")]
#[allow(dead_code)]
enum Untagged {
    #[body(value = "named", label = "Named")]
    Named(Named),
    #[body(value = "sink", label = "Sink")]
    Sink(Sink),
}

#[derive(Deserialize, Body)]
#[allow(dead_code)]
struct Named {
    #[field(min = 1)]
    name: String,
    attributes: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize, Body)]
#[body(check = no_twin)]
#[allow(dead_code)]
struct Sink {
    #[field(min = 1)]
    name: String,
    url: Option<String>,
    #[field(object)]
    attributes: Option<Host>,
}

fn no_twin(values: &serde_json::Map<String, Value>) -> Vec<wheelhouse_contract::FieldError> {
    let is_twin = values.get("url").is_some_and(|url| Some(url) == values.get("name"));
    is_twin.then(|| wheelhouse_contract::FieldError::new("url", "Must differ.")).into_iter().collect()
}

fn errors_of(body: &body::Body, values: &Value, mode: Mode) -> Vec<(String, String)> {
    let found = validate(body, values.as_object().unwrap(), mode);
    found.into_iter().map(|error| (error.field, error.message)).collect()
}

/// The fields in error.
fn at<D: Described>(values: &Value, mode: Mode) -> Vec<String> {
    errors_of(D::BODY, values, mode).into_iter().map(|(field, _)| field).collect()
}

const PEM: &str = "-----BEGIN CERTIFICATE-----\nMIIB+/8=\n-----END CERTIFICATE-----\n";

#[test]
fn good_values_are_taken() {
    for value in [
        json!({"email": "ops@example.com"}),
        json!({"url": "https://example.com:8443/a?b=c#d"}),
        json!({"url": "HTTP://[::1]:80/"}),
        json!({"date": "2024-02-29"}),
        json!({"pem": PEM}),
        json!({"pem": format!("subject=x\n{PEM}")}),
        json!({"chain": [PEM, PEM]}),
        json!({"storage": 4096}),
        json!({"cpu": 0.5}),
        json!({"cpu": 8}),
        json!({"protocol": "udp"}),
        json!({"size": null}),
        json!({"letters": ["b", "a"]}),
        json!({"region": "anything.example"}),
        json!({"environments": ["main", "x"]}),
        json!({"host": {"name": "a", "type": "S", "services": null, "flag": null}}),
        json!({"hosts": [{"name": "a", "type": "S", "flag": true}, {"name": "b", "type": "L", "services": ["db"], "flag": false}]}),
        json!({"labels": {"a": "b"}, "type": "x", "any": null}),
    ] {
        assert_eq!(errors_of(Sample::BODY, &value, Mode::Whole), [], "{value}");
    }
}

#[test]
fn bad_values_are_refused_where_they_stand() {
    for (value, path) in [
        (json!({"email": "ops"}), "email"),
        (json!({"email": "a@b"}), "email"),
        (json!({"email": "a b@example.com"}), "email"),
        (json!({"email": ""}), "email"),
        (json!({"email": 1}), "email"),
        (json!({"url": "example.com"}), "url"),
        (json!({"url": "javascript:alert(1)"}), "url"),
        (json!({"url": "https://"}), "url"),
        (json!({"url": "https://a b/"}), "url"),
        (json!({"url": "https://me:secret@example.com/"}), "url"),
        (json!({"url": "https://example.com:99999/"}), "url"),
        (json!({"date": "2023-02-29"}), "date"),
        (json!({"date": "2023-13-01"}), "date"),
        (json!({"date": "23-1-1"}), "date"),
        (json!({"date": "2023-01-0é"}), "date"),
        (json!({"pem": "hello"}), "pem"),
        (json!({"pem": "-----BEGIN CERTIFICATE-----\nMIIB"}), "pem"),
        (json!({"pem": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END RSA PRIVATE KEY-----"}), "pem"),
        (json!({"pem": "-----BEGIN CERTIFICATE-----\n<b>\n-----END CERTIFICATE-----"}), "pem"),
        (json!({"chain": [PEM, "x"]}), "chain"),
        (json!({"chain": [PEM, PEM, PEM]}), "chain"),
        (json!({"chain": PEM}), "chain"),
        (json!({"storage": 1000}), "storage"),
        (json!({"storage": 1500}), "storage"),
        (json!({"storage": 5120}), "storage"),
        (json!({"storage": 2048.5}), "storage"),
        (json!({"storage": "2048"}), "storage"),
        (json!({"cpu": -0.1}), "cpu"),
        (json!({"cpu": 8.1}), "cpu"),
        (json!({"cpu": "1"}), "cpu"),
        (json!({"protocol": "TCP"}), "protocol"),
        (json!({"protocol": null}), "protocol"),
        (json!({"protocol": ["tcp"]}), "protocol"),
        (json!({"size": "M"}), "size"),
        (json!({"letters": ["c"]}), "letters"),
        (json!({"letters": []}), "letters"),
        (json!({"letters": "a"}), "letters"),
        (json!({"region": 1}), "region"),
        (json!({"environments": [1]}), "environments"),
        (json!({"environments": [" "]}), "environments"),
        (json!({"host": []}), "host"),
        (json!({"host": {"name": "a", "flag": true}}), "host.type"),
        (json!({"host": {"name": "a", "type": "S"}}), "host.flag"),
        (json!({"host": {"name": "a", "type": "S", "flag": true, "port": 1}}), "host.port"),
        (json!({"hosts": {"name": "a"}}), "hosts"),
        (
            json!({"hosts": [{"name": "a", "type": "S", "flag": null}, {"name": "b", "type": "M", "flag": null}]}),
            "hosts.1.type",
        ),
        (json!({"hosts": ["a"]}), "hosts.0"),
        (json!({"labels": {"a": 1}}), "labels"),
        (json!({"token": null}), "token"),
    ] {
        for mode in [Mode::Whole, Mode::Partial] {
            assert_eq!(at::<Sample>(&value, mode), [path], "{value}");
        }
    }
}

#[test]
fn messages_say_the_unit_the_choices_and_which_entry() {
    let message = |value: Value| errors_of(Sample::BODY, &value, Mode::Whole)[0].1.clone();
    assert_eq!(message(json!({"storage": 512})), "Must be at least 1024 MiB.");
    assert_eq!(message(json!({"storage": 1025})), "Must be a multiple of 1024 MiB.");
    assert_eq!(message(json!({"cpu": 9.5})), "Must be at most 8 CPU.");
    assert_eq!(message(json!({"size": "M"})), "Must be one of: S, L.");
    assert_eq!(message(json!({"letters": ["z"]})), "z: Must be one of: a, b.");
    let broken = "-----BEGIN CERTIFICATE-----\nMIIB\n";
    assert_eq!(message(json!({"chain": [PEM, broken]})), "Entry 2: The -----END line is missing.");
}

#[test]
fn a_tag_chooses_the_variant_in_every_mode() {
    for mode in [Mode::Whole, Mode::Partial] {
        assert_eq!(at::<Tagged>(&json!({"type": "host", "name": "a"}), mode), [""; 0]);
        assert_eq!(
            errors_of(Tagged::BODY, &json!({"name": "a"}), mode),
            [("type".to_owned(), "This field is required.".to_owned())]
        );
        let unknown = errors_of(Tagged::BODY, &json!({"type": "HOST", "name": "a"}), mode);
        assert_eq!(unknown, [("type".to_owned(), "Must be one of: host, log.sink.".to_owned())]);
        assert_eq!(at::<Tagged>(&json!({"type": 1}), mode), ["type"]);
        assert_eq!(at::<Tagged>(&json!({"type": "host", "name": "a", "url": "b"}), mode), ["url"]);
        assert_eq!(at::<Tagged>(&json!({"type": "log.sink", "name": "a", "url": "a"}), mode), ["url"], "its own check");
    }
    assert_eq!(at::<Tagged>(&json!({"type": "host"}), Mode::Whole), ["name"]);
    assert_eq!(at::<Tagged>(&json!({"type": "host"}), Mode::Partial), [""; 0]);
}

#[test]
fn without_a_tag_the_keys_and_values_choose() {
    let variant = |value: Value| Untagged::BODY.variant(value.as_object().unwrap()).unwrap().value;
    assert_eq!(variant(json!({})), "named");
    assert_eq!(variant(json!({"name": "a"})), "named");
    assert_eq!(variant(json!({"name": "a", "url": "b"})), "sink");
    assert_eq!(variant(json!({"attributes": {"a": "b"}})), "named");
    assert_eq!(variant(json!({"attributes": {"name": "a", "type": "S", "services": [], "flag": true}})), "sink");
    assert_eq!(at::<Untagged>(&json!({"name": "a", "url": "b"}), Mode::Whole), [""; 0]);
    assert_eq!(at::<Untagged>(&json!({"name": "a", "colour": "b"}), Mode::Whole), ["colour"]);
    let fields = Untagged::BODY.fields_for(json!({"url": "b"}).as_object().unwrap());
    assert_eq!(fields.iter().map(|field| field.name).collect::<Vec<_>>(), ["name", "url", "attributes"]);
}

#[test]
fn the_derive_describes_what_is_written() {
    let field = |name| Sample::BODY.field(name).unwrap();
    let storage = field("storage");
    assert_eq!((storage.unit, storage.step, storage.min, storage.max), ("MiB", 1024, Some(1024), Some(4096)));
    assert_eq!((storage.label, storage.help, storage.initial()), ("Storage", "In steps.", json!(2048)));
    assert_eq!(field("size").kind, Kind::Choice(SIZES));
    assert!(field("size").nullable && !field("protocol").nullable && !field("size").required);
    assert_eq!(field("letters").default, Some(Literal::Texts(&["a"])));
    assert_eq!(field("letters").initial(), json!(["a"]));
    assert_eq!(field("region").kind, Kind::Pick(Source::Regions));
    assert_eq!(field("environments").kind, Kind::PickList(Source::Environments));
    assert_eq!(field("host").kind, Kind::Object(Host::BODY));
    assert_eq!(field("hosts").kind, Kind::Objects(Host::BODY));
    assert_ne!(field("hosts").kind, Kind::Objects(Sink::BODY));
    assert_eq!((field("chain").kind, field("pem").kind), (Kind::PemList, Kind::Pem));
    assert_eq!((field("type").label, field("token").secret), ("Type", Secret::Always));
    assert_eq!(field("cpu").initial(), Value::Null);
    assert!(Host::BODY.field("type").unwrap().required);
    let flag = Host::BODY.field("flag").unwrap();
    assert!(flag.required && flag.nullable && flag.kind == Kind::Flag);

    let variants = Tagged::BODY.variants.unwrap();
    assert_eq!((variants.tag, variants.label, Tagged::BODY.fields.len()), (Some("type"), "Kind of thing", 0));
    let host = &variants.list[0];
    assert_eq!((host.value, host.label, host.help, host.body.name), ("host", "Host", "A machine.", "Named"));
    assert_eq!(Tagged::BODY.kinds().map(|body| body.name).collect::<Vec<_>>(), ["Named", "Sink"]);
    assert_eq!(Host::BODY.kinds().map(|body| body.name).collect::<Vec<_>>(), ["Host"]);
    assert!(Untagged::BODY.variants.unwrap().tag.is_none());
}
