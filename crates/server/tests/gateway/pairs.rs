//! What passes: the pairs of the contract, and nothing that is nearly one.

use axum::http::{StatusCode, Uri};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use wheelhouse_contract::operations;

use crate::upstream::{Recorder, get, request, send, text};

/// Links that are followed and that no operation stands for.
const FOLLOWED: &[&str] = &[
    "/projects/{project}/activities/{activity}/log",
    "/projects/{project}/environments/{environment}/activities/{activity}/log",
    "/projects/{project}/subscribe",
    "/ref/projects",
    "/ref/regions",
];

fn pairs() -> Vec<(&'static str, &'static str)> {
    let declared = operations().map(|operation| (operation.method.name(), operation.path));
    declared.chain(FOLLOWED.iter().map(|path| ("GET", *path))).collect()
}

/// A path of a template, with a value for each parameter.
fn filled(template: &str, value: &str) -> String {
    let mut path = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        path.push_str(before);
        path.push_str(value);
        rest = after.split_once('}').unwrap().1;
    }
    path + rest
}

#[tokio::test]
async fn rfc10017_6_1_3_6_every_pair_of_the_contract_passes_as_it_is() {
    let upstream = Recorder::plain().await;
    let gateway = upstream.gateway();
    let mut passed = 0;
    for (method, template) in pairs() {
        for value in ["a", "refs%2Fheads%2Fmain", "a.b-c_d~e", "a%40b.c", "100%25", "me"] {
            let target = format!("{}?a=%2F&a=b%20c,+", filled(template, value));
            let response = send(&gateway, request(method, &format!("/api{target}"))).await;
            assert_eq!(response.status(), StatusCode::OK, "{method} {target}");
            assert_eq!(text(response).await, "passed");
            let asked = upstream.take();
            let asked: Vec<_> = asked.iter().map(|asked| (asked.method.as_str(), asked.target.as_str())).collect();
            assert_eq!(asked, [(method, format!("/v1{target}").as_str())]);
        }
        passed += 1;
    }
    assert_eq!(passed, operations().count() + FOLLOWED.len());
}

/// Whether a request is one of the contract's. Said in another way than the gateway does.
fn is_pair(method: &str, path: &str) -> bool {
    pairs().iter().any(|(known, template)| {
        let (parts, wanted): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), template.split('/').collect());
        let fits = |(part, wanted): (&&str, &&str)| match wanted.find('{') {
            None => part == wanted,
            Some(at) => part.starts_with(&wanted[..at]) && part.len() > at,
        };
        *known == method && parts.len() == wanted.len() && parts.iter().zip(&wanted).all(fits)
    })
}

/// Whether somebody who decodes it would be led out of where it seems to be.
fn leads_up(path: &str) -> bool {
    let decoded =
        path.replace("%25", "%").replace("%2e", ".").replace("%2E", ".").replace("%2f", "/").replace("%5c", "\\");
    decoded.split(['/', '\\']).any(|part| matches!(part.split(';').next(), Some("." | "..")))
}

/// A request that is not quite the one that it was made of.
fn mutated(random: &mut StdRng, method: &str, path: &str) -> (String, String) {
    let mut method = method.to_owned();
    let mut parts: Vec<String> = path.split('/').skip(1).map(str::to_owned).collect();
    let at = random.random_range(0..parts.len());
    const ODD: &[&str] = &[
        "",
        ".",
        "..",
        "%2e%2e",
        "%2E",
        "..%2f..",
        "%252e%252e",
        "..;",
        "a%5cb",
        "%00",
        "%",
        "%0d%0aX:y",
        "admin",
        "me",
        "a",
    ];
    const ENDS: &[&str] =
        &["/", "//", "/.", "/..", "/..;/", "%2f..", "%00", ".json", ";a=b", "%23", "%3f", "/log", "/edit", "%"];
    const METHODS: &[&str] =
        &["GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "QUERY"];
    let letter = |random: &mut StdRng| char::from(random.random_range(b'!'..=b'~'));
    match random.random_range(0..14) {
        0 => (*METHODS.choose(random).unwrap()).clone_into(&mut method),
        1..=3 => {
            let part = &mut parts[at];
            let place = random.random_range(0..=part.len());
            match random.random_range(0..3) {
                0 => part.insert(place, letter(random)),
                1 if place < part.len() => drop(part.remove(place)),
                _ if place < part.len() => part.replace_range(place..=place, &letter(random).to_string()),
                _ => part.push(letter(random)),
            }
        }
        4 => drop(parts.remove(at)),
        5 => parts.insert(at, (*ODD.choose(random).unwrap()).to_owned()),
        6 => (*ODD.choose(random).unwrap()).clone_into(&mut parts[at]),
        7 => {
            let other = random.random_range(0..parts.len());
            parts.swap(at, other);
        }
        8 => {
            let Some(&byte) = parts[at].as_bytes().first() else { return (method, path.to_owned()) };
            parts[at].replace_range(0..1, &format!("%{byte:02x}"));
        }
        9 => parts[at].make_ascii_uppercase(),
        10 if at > 0 => {
            let last = parts.remove(at);
            parts[at - 1] += &format!("%2F{last}");
        }
        11 => parts[at] += ENDS.choose(random).unwrap(),
        12 => {
            let end = *ENDS.choose(random).unwrap();
            parts.last_mut().unwrap().push_str(end);
        }
        _ => parts.insert(0, (*["", "..", "api", "v1", "%2e"].choose(random).unwrap()).to_owned()),
    }
    (method, format!("/{}", parts.join("/")))
}

#[tokio::test]
async fn rfc10017_6_1_3_6_of_ten_thousand_requests_that_are_nearly_one_none_passes() {
    let upstream = Recorder::plain().await;
    let gateway = upstream.gateway();
    let mut random = StdRng::seed_from_u64(13);
    let pairs = pairs();
    let (mut foreign, mut others) = (0, 0);
    while foreign < 10_000 {
        let (method, template) = pairs.choose(&mut random).unwrap();
        let path = filled(template, ["x1", "refs%2Fheads%2Fmain"].choose(&mut random).unwrap());
        let (mut method, mut path) = mutated(&mut random, method, &path);
        if random.random_bool(0.3) {
            (method, path) = mutated(&mut random, &method, if path == "/" { "/a" } else { &path });
        }
        // What is no address at all cannot be asked for.
        let target = format!("/api{path}");
        let Ok(uri) = target.parse::<Uri>() else { continue };
        let response = send(&gateway, request(&method, &target)).await;
        let arrived = upstream.take();
        let asked = uri.path().strip_prefix("/api").unwrap();
        if is_pair(&method, asked) {
            // Another of the contract's, or one with a value that the gateway does not trust: as it is, or not at all.
            others += 1;
            for arrived in arrived {
                assert!(!leads_up(asked), "{method} {path} passed");
                let query = uri.query().map_or(String::new(), |query| format!("?{query}"));
                assert_eq!((arrived.method, arrived.target), (method.clone(), format!("/v1{asked}{query}")));
            }
            continue;
        }
        foreign += 1;
        assert!(arrived.is_empty(), "{method} {path} passed");
        let refused = [StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED].contains(&response.status());
        assert!(refused, "{method} {path}: {}", response.status());
    }
    assert!(others > 100, "{others}");
}

#[tokio::test]
async fn signing_in_is_one_address() {
    let upstream = Recorder::plain().await;
    let gateway = upstream.gateway();
    assert_eq!(send(&gateway, request("POST", "/auth/oauth2/token")).await.status(), StatusCode::OK);
    assert_eq!(upstream.take()[0].target, "/in/oauth2/token");
    for (method, target, status) in [
        ("GET", "/auth/oauth2/token", 405),
        ("POST", "/auth/oauth2/token/", 404),
        ("POST", "/auth/oauth2/authorize", 404),
        ("POST", "/auth/oauth2/%74oken", 404),
        ("POST", "/auth/../api/me", 404),
        ("GET", "/auth", 404),
        ("GET", "/api", 404),
    ] {
        assert_eq!(send(&gateway, request(method, target)).await.status(), status, "{method} {target}");
    }
    assert!(upstream.asked().is_empty());
}

#[tokio::test]
async fn rfc10017_6_1_3_6_an_address_with_a_host_goes_nowhere() {
    let upstream = Recorder::plain().await;
    let gateway = upstream.gateway();
    for target in ["http://evil.example/api/me", "https://127.0.0.1/api/me"] {
        assert_eq!(get(&gateway, target).await.status(), StatusCode::BAD_REQUEST, "{target}");
    }
    for target in ["//evil.example/api/me", "/api/@evil.example/", "/api//evil.example/me", "/api/https://evil.example"]
    {
        assert_eq!(get(&gateway, target).await.status(), StatusCode::NOT_FOUND, "{target}");
    }
    assert!(upstream.asked().is_empty());
}

#[tokio::test]
async fn read_only_passes_what_reads() {
    let upstream = Recorder::plain().await;
    let mut options = upstream.options();
    options.read_only = true;
    let gateway = wheelhouse_server::gateway::Gateway::new(options).unwrap().router();
    for (method, template) in pairs() {
        let response = send(&gateway, request(method, &format!("/api{}", filled(template, "a")))).await;
        let passes = method == "GET";
        assert_eq!(response.status() == StatusCode::OK, passes, "{method} {template}");
        assert_eq!(response.status() == StatusCode::METHOD_NOT_ALLOWED, !passes, "{method} {template}");
    }
    assert!(upstream.take().iter().all(|asked| asked.method == "GET"));
    assert_eq!(send(&gateway, request("POST", "/auth/oauth2/token")).await.status(), StatusCode::OK);
}
