//! Whatever JSON an API answers, or somebody sends it, is read without a panic. `cargo xtask fuzz` tries more of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../../tests/fuzz/noise.rs"]
mod noise;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::sync::Arc;

use noise::{Noise, try_all};
use serde_json::{Map, Value, json};
use wheelhouse_contract::answer::AnswerShape;
use wheelhouse_contract::body::Body;
use wheelhouse_contract::operation::Declared;
use wheelhouse_contract::resource::{Fact, FactKind, Resource};
use wheelhouse_contract::sections::{
    activity::Activity, certificates, declared, deployment_targets, deployments, domains, integrations, orders,
    references, repository, routes, users, vouchers,
};
use wheelhouse_contract::validate::{Mode, validate};

/// How many inputs an ordinary test tries.
const USUAL: u64 = 6_000;

/// What no fact is called and some readers look for.
const OTHERS: &[&str] = &[
    "_embedded",
    "_links",
    "activities",
    "channel",
    "code",
    "count",
    "crons",
    "entity",
    "host",
    "href",
    "id",
    "items",
    "mounts",
    "name",
    "path",
    "project",
    "repository",
    "self",
    "sha",
    "size",
    "type",
    "url",
    "value",
];

/// What stands where something else should.
fn odd(noise: &mut Noise) -> Value {
    let mut odd = match noise.below(12) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(i64::MIN),
        3 => json!(u64::MAX),
        4 => serde_json::from_str(noise.pick::<&str>(&["1e999", "-0", "0.1e-400", "12345678901234567890.5"])).unwrap(),
        5 => json!(""),
        6 => json!("2026-02-30T25:61:61.123456789+99:99"),
        7 => json!("\u{0}\u{202e}é\u{1f600}%ff=,;:/\\"),
        8 => json!("x".repeat(noise.below(5_000))),
        9 => json!([]),
        10 => json!({}),
        _ => json!([null, {"id": 1}, "CN=a,O=b", ["key", "value"]]),
    };
    for _ in 0..if noise.below(20) == 0 { 60 } else { 0 } {
        odd = json!([odd]);
    }
    odd
}

/// Changes something somewhere within a value.
fn change(noise: &mut Noise, value: &mut Value, words: &[&str]) {
    let within = noise.below(5) > 0;
    match value {
        Value::Object(map) if within && !map.is_empty() => {
            let at = noise.below(map.len());
            let key = map.keys().nth(at).unwrap().clone();
            match noise.below(8) {
                0 => drop(map.remove(&key)),
                1 => drop(map.insert((*noise.pick(words)).to_owned(), odd(noise))),
                _ => change(noise, map.get_mut(&key).unwrap(), words),
            }
        }
        Value::Array(items) if within && !items.is_empty() => {
            let at = noise.below(items.len());
            change(noise, &mut items[at], words);
        }
        _ => *value = odd(noise),
    }
}

fn changed(noise: &mut Noise, value: &Value, words: &[&str]) -> Value {
    let mut value = value.clone();
    (0..=noise.below(4)).for_each(|_| change(noise, &mut value, words));
    value
}

/// A resource as it should be.
fn resource(facts: &[Fact]) -> Value {
    let link = json!({"href": "/api/a"});
    let mut whole = json!({"_links": {"self": link, "#edit": link, "ref:users:0": link}, "id": "a", "name": "a"});
    for fact in facts {
        let value = match fact.kind {
            FactKind::text => json!("a"),
            FactKind::time => json!("2026-01-02T03:04:05.678Z"),
            FactKind::flag => json!(true),
            FactKind::integer => json!(7),
            FactKind::number => json!(1.5),
            FactKind::decimal => json!("1.50"),
            FactKind::texts => json!(["a", "b"]),
            FactKind::list => json!([{"id": "a", "name": "b", "value": 1}, ["CN", "a"]]),
            FactKind::object => json!({"a": {"name": "b", "url": "c"}}),
        };
        let mut there = &mut whole;
        for key in fact.path.split('.') {
            if !there.is_object() {
                *there = json!({});
            }
            there = there.as_object_mut().unwrap().entry(key).or_insert(Value::Null);
        }
        *there = value;
    }
    whole
}

/// An answer as it should be.
fn answer(shape: AnswerShape) -> Value {
    let list = |facts| json!([resource(facts), resource(facts)]);
    let activities = json!([resource(Activity::FACTS)]);
    match shape {
        AnswerShape::Resource(_, facts) => resource(facts),
        AnswerShape::Items(_, facts) => list(facts),
        AnswerShape::Page(_, facts) => {
            json!({"items": list(facts), "count": 2, "_links": {"next": {"href": "/api/b"}}})
        }
        AnswerShape::Wrapped(key, _, facts) => json!({key: list(facts), "count": 2, "_links": {}}),
        AnswerShape::Written(_, facts) => {
            json!({"code": 200, "_embedded": {"entity": resource(facts), "activities": activities}})
        }
        AnswerShape::Accepted => json!({"code": 202, "_embedded": {"activities": activities}}),
        AnswerShape::Nothing => Value::Null,
    }
}

fn facts(shape: AnswerShape) -> &'static [Fact] {
    match shape {
        AnswerShape::Resource(_, facts)
        | AnswerShape::Items(_, facts)
        | AnswerShape::Page(_, facts)
        | AnswerShape::Wrapped(_, _, facts)
        | AnswerShape::Written(_, facts) => facts,
        AnswerShape::Accepted | AnswerShape::Nothing => &[],
    }
}

#[test]
fn fuzzed_answers_are_read() {
    let all: Vec<(&Declared, Value)> = declared().map(|one| (one, answer(one.operation.answer()))).collect();
    let paths = all.iter().flat_map(|(one, _)| facts(one.operation.answer())).flat_map(|fact| fact.path.split('.'));
    let words: Vec<&str> = paths.chain(OTHERS.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect();
    try_all(
        USUAL,
        |noise| {
            let (one, answer) = noise.pick(&all);
            let changed = changed(noise, answer, &words);
            // Some as text: most of that is no JSON any more.
            let text =
                if noise.below(4) == 0 { noise.changed(&[changed.to_string().into()], &words) } else { Vec::new() };
            (one.operation.id, one.read_answer, serde_json::from_slice(&text).unwrap_or(changed))
        },
        |(_, read, answer)| {
            read(answer.clone());
            beyond_facts(&Arc::new(answer.clone()));
        },
    );
}

/// What views read beside their facts, each in words of its own.
fn beyond_facts(value: &Arc<Value>) {
    macro_rules! read {
        ($($of:ty: $($reader:ident)+;)+) => {$(
            let view = <$of>::new(value.clone());
            $(black_box(view.$reader());)+
        )+};
    }
    read! {
        Activity: commit is_done is_running links;
        certificates::Certificate: issuer issuer_name;
        users::User: display_name;
        deployment_targets::DeploymentTarget: hosts maintenance_mode;
        integrations::Integration: subject token_expires_at;
        repository::Tree: entries;
        routes::Route: production_url;
        vouchers::Vouchers: items;
        vouchers::Voucher: paid_for;
        deployments::Deployment: applications services workers routes;
        deployments::Container: relationships mounts crons operations;
        orders::Order: lines;
        domains::Domain: replacement_for;
    }
    let _ = black_box(references::ReferencedUsers::new(value.clone()).user("a"));
    let _ = black_box(references::ReferencedTeams::new(value.clone()).team("a"));
    let _ = black_box(references::ReferencedOrganizations::new(value.clone()).organization("a"));
}

/// A body as it should be, or about so: all of its fields, with what they begin with.
fn whole(body: &Body) -> Value {
    let mut values = Map::new();
    let variant = body.variants.and_then(|variants| variants.list.first().map(|variant| (variants.tag, variant)));
    let fields = variant.iter().flat_map(|(_, variant)| variant.body.fields).chain(body.fields);
    values.extend(fields.map(|field| (field.name.to_owned(), field.initial())));
    if let Some((Some(tag), variant)) = variant {
        values.insert(tag.to_owned(), json!(variant.value));
    }
    Value::Object(values)
}

#[test]
fn fuzzed_bodies_are_refused_or_taken() {
    let bodies: Vec<(&Declared, &Body, Value)> =
        declared().filter_map(|one| one.operation.body.map(|body| (one, body, whole(body)))).collect();
    let words: Vec<&str> = bodies.iter().flat_map(|(_, body, _)| body.fields).map(|field| field.name).collect();
    try_all(
        USUAL,
        |noise| {
            let (one, body, value) = noise.pick(&bodies);
            (one.operation.id, *body, one.read_body, changed(noise, value, &words))
        },
        |(_, body, read, value)| {
            if let Some(values) = value.as_object() {
                for mode in [Mode::Whole, Mode::Partial] {
                    black_box(validate(body, values, mode));
                }
            }
            if let Some(read) = read {
                let _ = black_box(read(value.clone()));
            }
        },
    );
}
