use leptos::prelude::*;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;
use wheelhouse::forms::{Extras, FormState};
use wheelhouse_contract::body::{Field, Kind};

use super::sample::{KINDS, SAMPLE, body as body_of, enter, field, labelled, show, submit, text_of};
use crate::ui::page::{Page, attribute, has_focus, next_frame, press};

async fn create() -> (Page, FormState) {
    let (page, state, _) = show(|| FormState::create(&SAMPLE), Extras::default()).await;
    (page, state)
}

async fn edit(resource: serde_json::Value) -> (Page, FormState) {
    let (page, state, _) = show(move || FormState::edit(&SAMPLE, &resource), Extras::default()).await;
    (page, state)
}

fn body(state: FormState) -> serde_json::Value {
    serde_json::Value::Object(untrack(|| state.body()))
}

fn description(page: &Page, control: &web_sys::HtmlElement) -> String {
    let ids = attribute(control, "aria-describedby").unwrap_or_default();
    let texts = ids.split_whitespace().map(|id| page.get(&format!("[id='{id}']")).inner_text().trim().to_owned());
    texts.collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
async fn a_keystroke_draws_nothing_anew() {
    let (page, _) = create().await;
    let before = page.all("input, textarea, select, fieldset");
    enter(&labelled(&page, "Name"), "a");
    enter(&labelled(&page, "Storage"), "2");
    next_frame().await;
    let after = page.all("input, textarea, select, fieldset");
    assert_eq!(before.len(), after.len());
    assert!(before.iter().zip(&after).all(|(before, after)| before == after));
}

#[wasm_bindgen_test]
async fn entries_are_added_split_and_removed_and_the_focus_follows() {
    let (page, state) = create().await;
    page.button("Add to Tags").click();
    page.until("the first entry has the focus", |page| page.all("[aria-label='Tags, entry 1']").iter().any(has_focus))
        .await;
    enter(&page.get("[aria-label='Tags, entry 1']"), "a");
    press("Enter");
    page.until("Enter adds another", |page| page.all("[aria-label='Tags, entry 2']").iter().any(has_focus)).await;
    enter(&page.get("[aria-label='Tags, entry 2']"), "b");
    assert_eq!(body(state)["tags"], json!(["a", "b"]));
    page.button("Remove Tags 1").click();
    page.until("the neighbour has the focus", |page| page.all("[aria-label='Tags, entry 1']").iter().any(has_focus))
        .await;
    assert_eq!(text_of(&page.get("[aria-label='Tags, entry 1']")), "b");
    assert_eq!(body(state)["tags"], json!(["b"]));
    page.button("Add to Tags").click();
    page.button("Add to Tags").click();
    next_frame().await;
    let add = page.button("Add to Tags");
    assert_eq!(attribute(&add, "aria-disabled").as_deref(), Some("true"));
    assert_eq!(description(&page, &add), "You can add up to 3.");
}

#[wasm_bindgen_test]
async fn lines_that_are_pasted_are_entries() {
    let (page, state) = create().await;
    page.button("Add to Tags").click();
    next_frame().await;
    let paste = |text: &str| {
        let script = format!(
            "(() => {{ const data = new DataTransfer(); data.setData('text', {});
               const event = new ClipboardEvent('paste', {{ bubbles: true, cancelable: true }});
               return Object.defineProperty(event, 'clipboardData', {{ value: data }}); }})()",
            json!(text)
        );
        let event = js_sys::eval(&script).unwrap().unchecked_into::<web_sys::Event>();
        !page.get("[aria-label='Tags, entry 1']").dispatch_event(&event).unwrap()
    };
    assert!(!paste("one line"), "the browser does that");
    assert!(paste("a\nb\n\n"));
    assert_eq!(body(state)["tags"], json!(["a", "b"]));
    assert!(paste("c\nd"), "what is there stays");
    assert_eq!(body(state)["tags"], json!(["a", "c", "d", "b"]));
}

#[wasm_bindgen_test]
async fn a_map_has_a_key_and_a_text_in_each_row() {
    let (page, state) = create().await;
    page.button("Add to Labels").click();
    next_frame().await;
    enter(&page.get("[aria-label='Labels, key 1']"), "owner");
    enter(&page.get("[aria-label='Labels, value 1']"), "ops");
    assert_eq!(body(state)["labels"], json!({"owner": "ops"}));
    let ids = page.all("[aria-label^='Labels,']").iter().map(|input| input.id()).collect::<Vec<_>>();
    assert_ne!(ids[0], ids[1]);
}

#[wasm_bindgen_test]
async fn several_are_ticked_of_a_few() {
    let (page, state) = create().await;
    labelled(&page, "Large").click();
    labelled(&page, "Small").click();
    assert_eq!(body(state)["sizes"], json!(["S", "L"]));
    labelled(&page, "Large").click();
    assert_eq!(body(state)["sizes"], json!(["S"]));
}

#[wasm_bindgen_test]
async fn a_flag_that_is_not_known_is_left_turned_on_or_turned_off() {
    let (page, state) = edit(json!({"name": "a"})).await;
    assert!(page.all("[role=switch]").is_empty());
    let checked = |value: &str| {
        page.get(&format!("input[type=radio][value='{value}']")).unchecked_into::<HtmlInputElement>().checked()
    };
    assert!(checked(""));
    page.get("input[type=radio][value='off']").click();
    assert_eq!(body(state), json!({"enabled": false}));
    page.get("input[type=radio][value='']").click();
    assert_eq!(body(state), json!({}));
}

#[wasm_bindgen_test]
async fn null_is_a_choice_of_its_own() {
    let (page, state) = edit(json!({"name": "a", "note": "n", "enabled": true})).await;
    enter(&labelled(&page, "Note"), "");
    assert_eq!(body(state), json!({"note": ""}));
    page.button("Clear Note").click();
    assert_eq!(body(state), json!({"note": null}));
    next_frame().await;
    page.button("Undo clear Note").click();
    next_frame().await;
    assert_eq!(body(state), json!({}));
    assert_eq!(text_of(&labelled(&page, "Note")), "n");
}

#[wasm_bindgen_test]
async fn numbers_say_what_they_come_to() {
    let (page, _) = create().await;
    let storage = labelled(&page, "Storage");
    enter(&storage, "5120");
    next_frame().await;
    assert_eq!(description(&page, &storage), "This is 5 GiB.");
    assert!(page.get("form").inner_text().contains("MiB"));
    enter(&storage, "1000");
    submit(&page);
    next_frame().await;
    assert!(description(&page, &storage).contains("multiple of 1024 MiB"));
}

#[wasm_bindgen_test]
async fn json_is_checked_while_it_is_typed_and_put_in_order() {
    let (page, state) = create().await;
    let any = labelled(&page, "Anything");
    enter(&any, "{\"a\":[1,");
    next_frame().await;
    assert_eq!(description(&page, &any), "Not valid JSON yet: line 1, column 8.");
    assert_eq!(attribute(&any, "aria-invalid"), None, "the person is still typing");
    enter(&any, "{\"a\":[1]}");
    page.button("Format Anything").click();
    next_frame().await;
    assert_eq!(text_of(&any), "{\n  \"a\": [\n    1\n  ]\n}");
    assert_eq!(body(state)["any"], json!({"a": [1]}));
}

#[wasm_bindgen_test]
async fn a_secret_is_hidden_until_the_person_asks_and_never_filled_in() {
    let (page, _) = edit(json!({"name": "a", "token": "leaked"})).await;
    let token = labelled(&page, "Token").unchecked_into::<HtmlInputElement>();
    assert_eq!(token.value(), "");
    assert_eq!(token.type_(), "password");
    let show = page
        .all("button")
        .into_iter()
        .filter(|button| button.get_attribute("aria-label").as_deref() == Some("Show") && !button.hidden());
    let show: Vec<_> = show.collect();
    assert_eq!(show.len(), 1, "only the secret has it");
    show[0].click();
    next_frame().await;
    assert_eq!(token.type_(), "text");
}

#[wasm_bindgen_test]
async fn a_file_that_is_dropped_is_read_as_text() {
    let (page, state) = create().await;
    let key = labelled(&page, "Key");
    let drop = |content: &str| {
        let script = format!(
            "(() => {{ const files = new DataTransfer(); files.items.add(new File([{content}], 'key.pem'));
               return new DragEvent('drop', {{ dataTransfer: files, bubbles: true, cancelable: true }}); }})()"
        );
        js_sys::eval(&script).unwrap().unchecked_into::<web_sys::Event>()
    };
    let pem = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n";
    let taken = !key.dispatch_event(&drop(&json!(pem).to_string())).unwrap();
    assert!(taken, "the browser must not open the file");
    page.until("the file is read", |_| text_of(&key) == pem).await;
    assert_eq!(body(state)["key"], pem);
    key.dispatch_event(&drop("new Uint8Array([0, 159, 146, 150])")).unwrap();
    page.until("what is no text is refused", |page| description(page, &key).contains("isn’t text")).await;
    assert_eq!(text_of(&key), pem);
}

#[wasm_bindgen_test]
async fn the_kind_comes_first_and_switching_it_keeps_what_fits() {
    let (page, state, _) = show(|| FormState::create(&KINDS), Extras::default()).await;
    assert!(page.all("input[type=text], input[type=url]").is_empty(), "nothing is asked before the kind is known");
    submit(&page);
    next_frame().await;
    assert!(page.get("form").inner_text().contains("Choose one."));
    page.get("input[value=hook]").click();
    next_frame().await;
    enter(&labelled(&page, "Title"), "T");
    enter(&labelled(&page, "Address"), "https://a.example");
    page.get("input[value=mail]").click();
    next_frame().await;
    assert_eq!(text_of(&labelled(&page, "Title")), "T");
    assert_eq!(body(state), json!({"type": "mail", "title": "T"}));
    page.get("input[value=hook]").click();
    next_frame().await;
    assert_eq!(text_of(&labelled(&page, "Address")), "https://a.example");
}

#[wasm_bindgen_test]
async fn the_kind_of_what_is_there_is_shown_and_stays() {
    let resource = json!({"type": "hook", "url": "https://a.example"});
    let (page, _, _) = show(move || FormState::edit(&KINDS, &resource), Extras::default()).await;
    assert!(page.all("input[type=radio]").is_empty());
    assert!(page.get("form").inner_text().contains("Kind of integration Webhook"));
    assert_eq!(text_of(&labelled(&page, "Address")), "https://a.example");
}

#[wasm_bindgen_test]
async fn a_domain_is_sent_as_dns_has_it() {
    static DOMAIN: wheelhouse_contract::body::Body =
        body_of(&[Field { required: true, ..field("name", "Name", Kind::Domain) }]);
    let (page, state, _) = show(|| FormState::create(&DOMAIN), Extras::default()).await;
    for (typed, sent) in [
        ("münchen.example", "xn--mnchen-3ya.example"),
        ("*.MÜNCHEN.example.", "*.xn--mnchen-3ya.example"),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
        ("www.example.com", "www.example.com"),
    ] {
        enter(&labelled(&page, "Name"), typed);
        assert_eq!(body(state)["name"], json!(sent), "{typed}");
    }
}
