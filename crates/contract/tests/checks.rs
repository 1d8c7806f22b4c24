//! The rules that texts follow, and what views make of answers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::sync::Arc;

use serde_json::json;
use wheelhouse_contract::checks::{branch, domain, file_path, hostname, network};
use wheelhouse_contract::pem::{any as pem, certificate, private_key, split};
use wheelhouse_contract::sections::certificates::Certificate;
use wheelhouse_contract::sections::integrations::{Integration, IntegrationCreateInput, IntegrationPatch};
use wheelhouse_contract::sections::{
    integrations::code_hosts, plans::Plan, project, repository::Tree, routes::RouteCreateInput,
};
use wheelhouse_contract::{Answer, Described, Resource, Wrapped};

fn block(label: &str) -> String {
    format!("-----BEGIN {label}-----\nMIIB+/8=\n-----END {label}-----\n")
}

#[test]
fn a_key_is_not_taken_for_a_certificate_nor_the_other_way_round() {
    assert!(certificate(&block("CERTIFICATE")).is_ok() && certificate(&block("TRUSTED CERTIFICATE")).is_ok());
    for key in ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"] {
        assert!(certificate(&block(key)).unwrap_err().contains("private key"), "{key}");
        let both = block("CERTIFICATE") + &block(key);
        assert!(certificate(&both).is_err(), "a key after the certificate");
        assert!(private_key(&block(key)).is_ok(), "{key}");
    }
    assert!(private_key(&(block("EC PARAMETERS") + &block("EC PRIVATE KEY"))).is_ok());
    assert!(private_key(&block("CERTIFICATE")).is_err() && private_key(&block("PUBLIC KEY")).is_err());
    assert!(private_key(&block("OPENSSH PRIVATE KEY")).unwrap_err().contains("SSH"));
    assert!(private_key(&block("ENCRYPTED PRIVATE KEY")).unwrap_err().contains("passphrase"));
    let old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMIIB\n-----END RSA PRIVATE KEY-----";
    assert!(pem(old).is_ok() && private_key(old).unwrap_err().contains("passphrase"));
}

#[test]
fn a_pasted_chain_comes_apart_into_its_certificates() {
    let one = block("CERTIFICATE");
    let pasted = format!("subject=a\r\n{}\n\nissuer=b\n{one}trailing", one.replace('\n', "\r\n"));
    assert_eq!(split(&pasted), [one.clone(), one.clone()]);
    // What is broken stays as it is, for the rule to say why.
    for broken in [format!("{one}-----BEGIN CERTIFICATE-----\nMIIB"), "nothing of the kind".to_owned()] {
        assert_eq!(split(&broken), std::slice::from_ref(&broken));
        assert!(pem(&broken).is_err());
    }
}

#[test]
fn names_of_hosts_domains_repositories_and_zones() {
    for good in ["logs.example.com", "localhost", "10.0.0.1", "::1", "a_b.example."] {
        assert!(hostname(good).is_ok(), "{good}");
    }
    for bad in ["", "https://a.b", "a.b:80", "a b", "-a.b", "a..b"] {
        assert!(hostname(bad).is_err(), "{bad}");
    }
    for good in ["example.com", "*.example.com", "xn--bcher-kva.example", "a-1.b.c", "EXAMPLE.com"] {
        assert!(domain(good).is_ok(), "{good}");
    }
    let long = format!("{}.com", "a".repeat(64));
    for bad in [
        "",
        "example",
        "https://example.com",
        "example.com/",
        "bücher.example",
        "a.*.com",
        "-a.com",
        "a-.com",
        "a..com",
        "a_b.com",
        "192.0.2.1",
        "*.192.0.2.1",
        "::1",
        "a.1",
        "example.com.",
        " example.com",
        "example.com:80",
        "192.0.2.1.",
        "[::1]",
        "127.0.0.0x1",
        "a.0x",
        &long,
        &format!("{}com", "a.".repeat(126)),
    ] {
        assert!(domain(bad).is_err(), "{bad}");
    }
    for (text, is_good) in [
        ("acme/shop", true),
        ("a/b/c", true),
        ("shop", false),
        ("/shop", false),
        ("git@host:a/b", false),
        ("acme/shop.git", false),
        ("/acme/shop/", false),
        ("https://github.com/a/b", false),
        ("a b/c", false),
        ("github.com/acme", false),
        ("GitLab.com/acme/shop", false),
        ("www.acme.example/shop", false),
        ("acme.example/shop", true),
        ("acme/..", false),
        ("acme/shop?tab=readme", false),
        ("acme/shop#readme", false),
        ("acme\\shop/a", false),
    ] {
        assert_eq!(code_hosts::owner_and_name(text).is_ok(), is_good, "{text}");
    }
    for (text, is_good) in [
        ("UTC", true),
        ("America/Argentina/Buenos_Aires", true),
        ("Etc/GMT+5", true),
        ("", false),
        ("Europe/", false),
        ("Europe Berlin", false),
    ] {
        assert_eq!(project::timezone(text).is_ok(), is_good, "{text}");
    }
}

#[test]
fn names_of_branches_and_files_are_gits() {
    for good in ["main", "feature/search", "pr-12", "v1.2", "ünïcode", "a@b", "@a", "release/2024.1", "fix#1"] {
        assert!(branch(good).is_ok(), "{good}");
    }
    for bad in [
        "", "a b", "a\tb", "a\u{7f}", "a~1", "a^", "a:b", "a?", "a*", "a[b", "a\\b", "a..b", "a@{b", "@", "HEAD", "-a",
        "a.", "/a", "a/", "a//b", ".a", "a/.b", "a.lock", "a.lock/b",
    ] {
        assert!(branch(bad).is_err(), "{bad}");
    }
    for good in ["README.md", "config/app.yaml", ".platform/routes.yaml", "a b.txt", ".gitignore", "a..b"] {
        assert!(file_path(good).is_ok(), "{good}");
    }
    for bad in ["", "/etc/passwd", "a/", "a//b", "../a", "a/../b", "./a", ".git/config", "a/.GIT/hooks", "a\\b", "a\nb"]
    {
        assert!(file_path(bad).is_err(), "{bad}");
    }
}

#[test]
fn networks_are_addresses_with_or_without_a_length() {
    for good in ["192.0.2.1", "192.0.2.0/24", "0.0.0.0/0", "10.0.0.1/32", "2001:db8::/32", "::1", "::/128"] {
        assert!(network(good).is_ok(), "{good}");
    }
    for bad in ["", "any", "192.0.2", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/+8", "::/129", "::/256", "1.2.3.4/0024"]
    {
        assert!(network(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_wrapped_list_reads_its_own_key() {
    let answer = Arc::new(
        json!({"count": 2, "plans": [{"name": "standard", "label": "Standard"}, 7], "_links": {"next": {"href": "/2"}}}),
    );
    assert!(Wrapped::<Plan>::fits(&answer) && !Wrapped::<Plan>::fits(&json!({"items": []})));
    let plans = Wrapped::<Plan>::read(answer);
    assert_eq!(plans.items().iter().map(Plan::label).collect::<Vec<_>>(), [Some("Standard")]);
    assert_eq!((plans.count(), plans.next(), plans.previous()), (Some(2), Some("/2"), None));
    assert!(Wrapped::<Plan>::read(Arc::new(json!([1]))).items().is_empty());
}

#[test]
fn views_read_what_lies_deeper() {
    let tree =
        Tree::new(Arc::new(json!({"tree": [{"path": "src", "mode": "040000", "type": "tree", "sha": null}, "?"]})));
    assert_eq!(
        tree.entries().iter().map(|entry| (entry.path(), entry.kind())).collect::<Vec<_>>(),
        [(Some("src"), Some("tree"))]
    );
    let issuer = |parts| Certificate::new(Arc::new(json!({"issuer": parts}))).issuer_name();
    let organization = json!({"oid": "2.5.4.10", "alias": "organizationName", "value": "Example Trust"});
    let name = json!({"oid": "2.5.4.3", "alias": "commonName", "value": "Example CA 1"});
    let unit = json!({"oid": "2.5.4.11", "alias": null, "value": "Unit"});
    assert_eq!(issuer(json!([name, unit, organization])).as_deref(), Some("Example Trust, Example CA 1"));
    assert_eq!(issuer(json!([unit])).as_deref(), Some("Unit"));
    assert_eq!((issuer(json!([])), issuer(json!(null))), (None, None));
    let subject = |value| Integration::new(Arc::new(value)).subject().map(str::to_owned);
    assert_eq!(subject(json!({"repository": "", "channel": "#ops"})).as_deref(), Some("#ops"));
    assert_eq!(subject(json!({"type": "blackfire"})), None);
}

#[test]
fn a_new_integration_and_changes_to_one_share_their_kinds() {
    let (new, patch) = (IntegrationCreateInput::BODY.variants.unwrap(), IntegrationPatch::BODY.variants.unwrap());
    assert!(std::ptr::eq(new, patch));
    let values: Vec<&str> = new.list.iter().map(|variant| variant.value).collect();
    assert_eq!(values.len(), 18);
    let secrets = |value: &str, name: &str| {
        let variant = new.list.iter().find(|variant| variant.value == value).unwrap();
        variant.body.field(name).unwrap().is_secret(|_| false)
    };
    for (value, name) in [
        ("github", "token"),
        ("gitlab", "token"),
        ("bitbucket_server", "token"),
        ("health.slack", "token"),
        ("health.pagerduty", "routing_key"),
        ("health.webhook", "shared_key"),
        ("webhook", "shared_key"),
        ("cdn.fastly", "token"),
        ("newrelic", "license_key"),
        ("splunk", "token"),
        ("syslog", "auth_token"),
        ("httplog", "headers"),
        ("otlplog", "headers"),
    ] {
        assert!(secrets(value, name), "{value}.{name}");
    }
    for (body, name) in [
        (code_hosts::BitbucketAppCredentials::BODY, "secret"),
        (code_hosts::BitbucketAddonCredentials::BODY, "shared_secret"),
    ] {
        assert!(body.field(name).unwrap().is_secret(|_| false), "{name}");
    }
}

#[test]
fn what_no_shell_can_read_is_hinted_at_and_taken() {
    use wheelhouse_contract::sections::variable::{name, name_hint};
    for odd in ["env:my-var", "env:1ST", "env:a.b", "env:A:B"] {
        assert!(name(odd).is_ok() && name_hint(odd).is_some(), "{odd}");
    }
    for plain in ["env:MY_VAR", "env:_x", "env:", "php:memory-limit", "my-var"] {
        assert_eq!(name_hint(plain), None, "{plain}");
    }
}

#[test]
fn what_no_activity_and_no_request_has_is_refused() {
    use wheelhouse_contract::validate::{Mode, validate};
    let webhook = |events: &[&str]| {
        let body = json!({"type": "webhook", "url": "https://example.com/", "events": events});
        validate(IntegrationCreateInput::BODY, body.as_object().unwrap(), Mode::Whole)
    };
    assert!(webhook(&["*", "environment.push", "environment.*", "project.domain.create", "env*", "*.push"]).is_empty());
    for wrong in
        ["enviroment.push", "push", "Environment.push", "environment push", "enviroment*.push", "environment..push", ""]
    {
        assert_eq!(webhook(&[wrong]).len(), 1, "{wrong}");
    }
    let cache = |cookies: &[&str], headers: &[&str]| {
        let cache = json!({"enabled": true, "default_ttl": 0, "cookies": cookies, "headers": headers});
        let body =
            json!({"type": "upstream", "upstream": "app:http", "production_url": "https://{default}/", "cache": cache});
        validate(RouteCreateInput::BODY, body.as_object().unwrap(), Mode::Whole).len()
    };
    assert_eq!(cache(&["*", "session", "/^SS?ESS/"], &["Accept", "X-Shop"]), 0);
    assert_eq!(cache(&["a;b"], &["Accept: text/html"]), 2);
    assert_eq!(cache(&[""], &[""]), 2);
    for wrong in ["//", "/", "/SS(/", "/[z-a]/", "a b", "\"a\"", "a=b"] {
        assert_eq!(cache(&[wrong], &[]), 1, "{wrong}");
    }
}

#[test]
fn a_type_that_no_activity_is_known_to_have_is_hinted_at_and_taken() {
    use wheelhouse_contract::sections::integrations::events::event_hint;
    for odd in ["environment.psuh", "environment.push.extra", "environment", "project.domian.*", "environment.*.made"] {
        assert!(event_hint(odd).is_some(), "{odd}");
    }
    for known in
        ["*", "environment.*", "environment.push", "*.push", "env*", "project.domain.create", "organization.x", ""]
    {
        assert_eq!(event_hint(known), None, "{known}");
    }
}

#[test]
fn a_server_is_more_than_its_api() {
    use wheelhouse_contract::validate::validate_field;
    let Some(variants) = IntegrationCreateInput::BODY.variants else { return };
    let field =
        variants.list.iter().find(|variant| variant.value == "gitlab").and_then(|one| one.body.field("base_url"));
    let is_good = |text: &str| validate_field(field.unwrap(), &json!(text)).is_ok();
    for good in ["https://git.acme.example:8443/gitlab", "https://git.acme.example/", "https://api.acme.example"] {
        assert!(is_good(good), "{good}");
    }
    for bad in
        ["git.acme.example", "https://git.acme.example/api/v4", "https://git.acme.example/api", "https://a.example/?x"]
    {
        assert!(!is_good(bad), "{bad}");
    }
}

#[test]
fn what_people_say_of_themselves_has_a_form() {
    use wheelhouse_contract::checks::account;
    type Check = fn(&str) -> Result<(), &'static str>;
    let cases: [(Check, &[&str], &[&str]); 7] = [
        (
            account::user_id,
            &["5fe88a55-c92f-4e12-bd25-87bf15036ce9"],
            &["", "5fe88a55", "5fe88a55-c92f-4e12-bd25-87bf15036ceg"],
        ),
        (account::username, &["jo", "niamh.o-b_2", "7up"], &[".jo", "two words", "zoë", "a/b", "a@b"]),
        (account::organization_name, &["acme", "7up", "a--b", "42"], &["-acme", "acme-", "Acme", "a_b", "a b", "é"]),
        (account::country, &["IE", "GB", "ZW"], &["", "ie", "XX", "IRL", "UK", "E G"]),
        (account::passcode, &["000000", "123456"], &["12345", "1234567", "12 456", "+12345", "１２３４５６"]),
        (account::vat_number, &["", "IE 6388047-V"], &["IE/1", "№1"]),
        (
            account::picture,
            &["https://a.example/b.png", "/api/pictures/a"],
            &["//a.example/b.png", "/\\a.example", "javascript:alert(1)", "data:image/png;base64,AA", "/a b"],
        ),
    ];
    for (check, good, bad) in cases {
        good.iter().for_each(|text| assert!(check(text).is_ok(), "{text}"));
        bad.iter().for_each(|text| assert!(check(text).is_err(), "{text}"));
    }
}

#[test]
fn a_vat_number_looks_right_for_its_country() {
    use wheelhouse_contract::checks::vat::looks_right;
    for (country, good, bad) in [
        (
            "DE",
            &["DE123456789", "de 123 456 789", "123456789"][..],
            &["DE12345678", "IE1234567T", "", "DE12345678A"][..],
        ),
        ("AT", &["ATU12345678"], &["AT12345678", "U1234567"]),
        ("GB", &["GB 123 4567 89", "GBGD123"], &["GB12", "GBGX123"]),
        ("GR", &["EL123456789", "123456789"], &["GR123456789"]),
        ("NL", &["NL123456789B01"], &["NL123456789A01"]),
        ("CH", &["CHE-123.456.789 MWST", "CHE123456789"], &["CH12345678", "CHE123456789XYZ"]),
        ("IE", &["IE6388047V", "IE1234567FA", "9S99999L"], &["IE63880470"]),
        // Nobody here knows what numbers look like elsewhere.
        ("US", &["", "anything"], &[]),
    ] {
        good.iter().for_each(|number| assert!(looks_right(country, number).is_ok(), "{country} {number}"));
        bad.iter().for_each(|number| assert!(looks_right(country, number).is_err(), "{country} {number}"));
    }
}
