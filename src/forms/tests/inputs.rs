use leptos::prelude::*;
use serde_json::{Value, json};
use wheelhouse_contract::Described;
use wheelhouse_contract::body::Field;
use wheelhouse_contract::sections::environment::InitializeFile;

use super::sample::{SAMPLE, enter, of, page};
use crate::forms::{FormState, Input};

fn field(name: &str) -> &'static Field {
    SAMPLE.field(name).unwrap()
}

fn typed(name: &str, text: &str) -> Result<Value, String> {
    Input::Text(text.to_owned()).value(field(name))
}

const PEM: &str = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

#[test]
fn what_the_api_says_comes_back_unchanged() {
    page(|| {
        for (name, value) in [
            ("name", json!("two\nlines")),
            ("note", json!(null)),
            ("note", json!("")),
            ("url", json!(null)),
            ("storage", json!(4096)),
            ("cpu", json!(0.5)),
            ("cpu", json!(8)),
            ("enabled", json!(false)),
            ("primary", json!(null)),
            ("primary", json!(true)),
            ("size", json!("XL")),
            ("sizes", json!(["S", "L", "XL"])),
            ("region", json!("eu-5.example.com")),
            ("tags", json!(null)),
            ("tags", json!([])),
            ("tags", json!(["a", "b=c"])),
            ("chain", json!([PEM, PEM])),
            ("labels", json!({"owner": "ops", "url": "a=b", "empty": ""})),
            ("host", json!({"name": "db", "type": "S", "services": null, "port": 80})),
            ("hosts", json!([{"name": "a", "type": "S"}, {"name": "b", "type": "L", "services": []}])),
            ("any", json!({"deep": [1, null]})),
        ] {
            let back = Input::from_value(field(name), Some(&value)).value(field(name)).unwrap();
            assert_eq!(back, value, "{name}");
        }
    });
}

#[test]
fn what_is_sent_in_base64_is_typed_as_text() {
    page(|| {
        let contents = InitializeFile::BODY.field("contents").unwrap();
        assert_eq!(Input::Text("é\n".to_owned()).value(contents).unwrap(), "w6kK");
        assert_eq!(Input::from_value(contents, Some(&json!("w6kK"))).text(), "é\n");
        assert!(Input::Text(" ".to_owned()).value(contents).is_ok_and(|value| value == "IA=="), "blanks count");
        for bytes in [json!("AP8="), json!("?")] {
            assert_eq!(Input::from_value(contents, Some(&bytes)).text(), "", "what is no text is not shown as one");
        }
    });
}

#[test]
fn values_of_another_type_show_as_nothing_and_never_panic() {
    page(|| {
        let odd = [json!(null), json!(true), json!(1.5), json!("x"), json!([1, {}]), json!({"a": [1]})];
        for field in SAMPLE.fields {
            for value in &odd {
                let _ = Input::from_value(field, Some(value)).value(field);
            }
        }
        assert!(Input::from_value(field("enabled"), Some(&json!("yes"))).is_unset());
        assert_eq!(Input::from_value(field("storage"), Some(&json!("x"))).text(), "");
        assert!(Input::from_value(field("host"), Some(&json!([]))).is_blank(field("host")));
    });
}

#[test]
fn numbers_are_read_and_refused_in_words() {
    assert_eq!(typed("storage", " 4096 ").unwrap(), 4096);
    assert_eq!(typed("storage", "").unwrap(), Value::Null);
    assert_eq!(typed("storage", "4 GB").unwrap_err(), "Enter a whole number.");
    assert_eq!(typed("storage", "99999999999999999999").unwrap_err(), "Enter a whole number.");
    assert_eq!(typed("cpu", "0.5").unwrap(), 0.5);
    for text in ["half", "NaN", "inf", "1e999"] {
        assert_eq!(typed("cpu", text).unwrap_err(), "Enter a number, such as 0.5.");
    }
}

#[test]
fn json_says_where_it_is_wrong() {
    assert_eq!(typed("any", "{\n  \"a\": tru}").unwrap_err(), "Not valid JSON: line 2, column 11.");
    assert_eq!(typed("any", " ").unwrap(), Value::Null);
    assert_eq!(typed("any", "[1]").unwrap(), json!([1]));
    assert_eq!(typed("any", r#"{"a": 1, "a": 2}"#).unwrap_err(), "The key “a” is used twice.");
}

#[test]
fn json_is_sent_as_it_is_typed() {
    let text = r#"{"b":8.10,"a":{"z":12345678901234567890123,"y":1e+5,"x":-0.0},"list":[1.0,1]}"#;
    assert_eq!(typed("any", text).unwrap().to_string(), text);
    assert_eq!(typed("cpu", "0.50").unwrap().to_string(), "0.50");
    page(|| {
        let form = FormState::edit(&SAMPLE, &json!({"name": "n", "any": {"a": 1, "b": 2}}));
        enter(form, "any", r#"{"b": 2, "a": 1}"#);
        assert_eq!(Value::Object(untrack(|| form.body())).to_string(), r#"{"any":{"b":2,"a":1}}"#);
        assert_eq!(untrack(|| form.changes()).len(), 1);
    });
}

#[test]
fn certificates_are_pasted_as_one_text() {
    let bundle = format!("subject=/CN=a\n{PEM}issuer\n{PEM}");
    assert_eq!(typed("chain", &bundle).unwrap(), json!([PEM, PEM]));
    // For the rule to say what is missing.
    assert_eq!(typed("chain", "not PEM").unwrap(), json!(["not PEM"]));
    assert_eq!(typed("chain", "\n").unwrap(), json!([]));
}

#[test]
fn empty_rows_are_left_out_and_keys_are_needed_once() {
    let items = Input::Items(vec![" a ".to_owned(), String::new(), "b".to_owned()]);
    assert_eq!(items.value(field("tags")).unwrap(), json!(["a", "b"]));
    let entries = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        Input::Entries(pairs.collect()).value(field("labels"))
    };
    assert_eq!(entries(&[("a", "1"), ("", ""), ("b", "")]).unwrap(), json!({"a": "1", "b": ""}));
    assert!(entries(&[("", "lost")]).unwrap_err().contains("lost"));
    assert!(entries(&[("a", "1"), (" a", "2")]).unwrap_err().contains("twice"));
}

#[test]
fn empty_is_null_only_where_nothing_else_can_be_meant() {
    assert_eq!(typed("url", " ").unwrap(), Value::Null);
    assert_eq!(typed("note", "").unwrap(), "");
    assert_eq!(typed("region", "").unwrap(), "");
}

#[test]
fn ticking_off_and_on_again_is_no_change() {
    let chosen = |items: &[&str]| {
        Input::Items(items.iter().map(|item| (*item).to_owned()).collect()).value(field("sizes")).unwrap()
    };
    assert_eq!(chosen(&["L", "S"]), chosen(&["S", "L"]));
}

#[test]
fn what_is_copied_along_with_a_name_is_left_out() {
    for (name, pasted, meant) in [
        ("token", "  glpat-abc123 ", "glpat-abc123"),
        ("name", "\u{feff}acme/shop\n", "acme/shop"),
        ("name", "\u{a0}two words\u{200b}", "two words"),
        ("url", "\thttps://git.acme.example/ ", "https://git.acme.example/"),
        ("region", " eu-3 ", "eu-3"),
        ("value", " kept \n", " kept \n"),
    ] {
        assert_eq!(typed(name, pasted).unwrap(), meant, "{name}");
    }
    let items = Input::Items(vec!["\u{200b}a ".to_owned(), "\u{feff}".to_owned()]);
    assert_eq!(items.value(field("tags")).unwrap(), json!(["a"]));
    let entries = Input::Entries(vec![(" k\u{200b}".to_owned(), " v ".to_owned())]);
    assert_eq!(entries.value(field("labels")).unwrap(), json!({"k": " v "}));
}

#[test]
fn a_certificate_that_is_pasted_with_its_chain_is_parted() {
    use wheelhouse_contract::Described;
    use wheelhouse_contract::sections::certificates::CertificateCreateInput;
    page(|| {
        let form = FormState::create(CertificateCreateInput::BODY);
        enter(form, "certificate", &format!("{PEM}{PEM}{PEM}").replace('\n', " "));
        form.part_chain(of(form, "certificate"));
        let sent = Value::Object(untrack(|| form.body()));
        assert_eq!((&sent["certificate"], &sent["chain"]), (&json!(PEM), &json!([PEM, PEM])));
        // What stands in the chain already stays.
        enter(form, "certificate", &format!("{PEM}{PEM}"));
        form.part_chain(of(form, "certificate"));
        assert!(!form.check_all());
        assert!(of(form, "certificate").error.get_untracked().unwrap().contains("chain"));
    });
}
