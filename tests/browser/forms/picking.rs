use futures::future::{FutureExt, LocalBoxFuture};
use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;
use wheelhouse::forms::{Extras, FormState, Options, Wanted};
use wheelhouse_contract::body::{Body, Field, Kind, Source};

use super::sample::{self, SAMPLE, Sent, enter, field, labelled, show, submit, text_of};
use crate::ui::page::{Page, attribute, dispatch, has_focus, next_frame, press};

type Offered = LocalBoxFuture<'static, Result<Vec<(String, String)>, String>>;

fn options(asked: RwSignal<Vec<Wanted>>) -> Options {
    Callback::new(move |wanted| {
        asked.update(|asked| asked.push(wanted));
        let all = [("eu-5", "Sweden"), ("us-4", "United States"), ("us-2", "Oregon")];
        let all = all.map(|(value, label)| (value.to_owned(), label.to_owned())).to_vec();
        async move { Ok(all) }.boxed_local() as Offered
    })
}

async fn picking() -> (Page, FormState, RwSignal<Vec<Wanted>>) {
    let asked = RwSignal::new(Vec::new());
    let extras = Extras { options: Some(options(asked)), ..Extras::default() };
    let (page, state, _) = show(|| FormState::create(&SAMPLE), extras).await;
    (page, state, asked)
}

fn body(state: FormState) -> Value {
    Value::Object(untrack(|| state.body()))
}

fn shown(page: &Page) -> Vec<String> {
    let shown = page.all("[role=option]").into_iter().filter(|option| option.offset_height() > 0);
    shown.map(|option| option.first_element_child().unwrap().text_content().unwrap()).collect()
}

/// The option that the control points at.
fn active(page: &Page, control: &HtmlElement) -> Option<String> {
    let id = attribute(control, "aria-activedescendant")?;
    let option = page.get(&format!("[id='{id}']"));
    assert_eq!(attribute(&option, "aria-selected").as_deref(), Some("true"));
    option.first_element_child()?.text_content()
}

#[wasm_bindgen_test]
async fn what_fits_is_offered_and_taken_by_keyboard() {
    let (page, state, asked) = picking().await;
    let region = labelled(&page, "Region");
    assert_eq!(attribute(&region, "role").as_deref(), Some("combobox"));
    assert!(asked.get_untracked().is_empty(), "nothing is asked before it is needed");
    region.focus().unwrap();
    press("ArrowDown");
    page.until("all are offered", |page| shown(page).len() == 3).await;
    assert_eq!(attribute(&region, "aria-expanded").as_deref(), Some("true"));
    enter(&region, "us");
    page.until("what fits is offered", |page| shown(page) == ["United States", "Oregon"]).await;
    press("ArrowDown");
    press("ArrowDown");
    next_frame().await;
    assert_eq!(active(&page, &region).as_deref(), Some("Oregon"));
    press("Enter");
    next_frame().await;
    assert_eq!(text_of(&region), "us-2");
    assert_eq!(body(state)["region"], "us-2");
    assert_eq!(attribute(&region, "aria-expanded").as_deref(), Some("false"));
    assert!(has_focus(&region));
    assert!(page.get("form").inner_text().contains("Oregon."), "the id says what it stands for");
    assert_eq!(asked.get_untracked(), [Wanted::All(Source::Regions)], "and it is asked once");
}

#[wasm_bindgen_test]
async fn escape_closes_and_anything_else_can_be_typed() {
    let (page, state, _) = picking().await;
    let region = labelled(&page, "Region");
    region.focus().unwrap();
    enter(&region, "mars-1");
    page.until("it says that nothing fits", |page| page.get("form").inner_text().contains("No matches")).await;
    press("Escape");
    next_frame().await;
    assert_eq!(attribute(&region, "aria-expanded").as_deref(), Some("false"));
    assert_eq!(body(state)["region"], "mars-1");
}

#[wasm_bindgen_test]
async fn a_click_takes_and_keeps_the_focus() {
    let (page, state, _) = picking().await;
    let region = labelled(&page, "Region");
    region.focus().unwrap();
    region.click();
    page.until("all are offered", |page| shown(page).len() == 3).await;
    let option = page.all("[role=option]").remove(0);
    assert!(!dispatch(&option, "mousedown"), "the focus stays in the text");
    option.click();
    assert_eq!(body(state)["region"], "eu-5");
}

#[wasm_bindgen_test]
async fn a_list_is_picked_entry_by_entry_from_what_is_known_already() {
    let (page, state, asked) = picking().await;
    let region = labelled(&page, "Region");
    region.focus().unwrap();
    press("ArrowDown");
    page.until("all are offered", |page| shown(page).len() == 3).await;
    press("Escape");
    page.button("Add to Regions").click();
    page.until("the entry has the focus", |page| page.all("[aria-label='Regions, entry 1']").iter().any(has_focus))
        .await;
    press("ArrowDown");
    next_frame().await;
    press("Enter");
    next_frame().await;
    assert_eq!(body(state)["regions"], json!(["eu-5"]));
    assert_eq!(page.all("[aria-label^='Regions, entry']").len(), 1, "Enter took the option and added nothing");
    assert_eq!(asked.get_untracked().len(), 1);
}

#[wasm_bindgen_test]
async fn what_cannot_be_offered_can_be_typed_and_is_asked_for_again() {
    let asked = RwSignal::new(0);
    let options = Callback::new(move |_| {
        asked.update(|asked| *asked += 1);
        async { Err("The API can’t be reached.".to_owned()) }.boxed_local() as Offered
    });
    let extras = Extras { options: Some(options), ..Extras::default() };
    let (page, _, _) = show(|| FormState::create(&SAMPLE), extras).await;
    let region = labelled(&page, "Region");
    region.focus().unwrap();
    press("ArrowDown");
    page.until("it says why", |page| page.get("form").inner_text().contains("can’t be reached. You can type a value."))
        .await;
    press("Escape");
    press("ArrowDown");
    page.until("it is asked for again", |_| asked.get_untracked() == 2).await;
}

const ADA: &str = "a169451c-8525-4352-b8ca-070dd449a1a5";
const BEN: &str = "b169451c-8525-4352-b8ca-070dd449a1a5";

const PERSON: Body =
    sample::body(&[Field { required: true, min: Some(1), ..field("user_id", "Person", Kind::Pick(Source::Users)) }]);

/// Ada is at hand, Ben is found by his address.
async fn person() -> (Page, FormState, RwSignal<Vec<Wanted>>, Sent) {
    let asked = RwSignal::new(Vec::new());
    let options = Callback::new(move |wanted: Wanted| {
        asked.update(|asked| asked.push(wanted.clone()));
        let found = match wanted {
            Wanted::All(_) => vec![(ADA.to_owned(), "Ada Lovelace · ada@example.com".to_owned())],
            Wanted::One(_, named) if named == "ben@example.com" => {
                vec![(BEN.to_owned(), "Ben Okri · ben@example.com".to_owned())]
            }
            Wanted::One(..) => Vec::new(),
        };
        async move { Ok(found) }.boxed_local() as Offered
    });
    let extras = Extras { options: Some(options), ..Extras::default() };
    let (page, state, sent) = show(|| FormState::create(&PERSON), extras).await;
    (page, state, asked, sent)
}

#[wasm_bindgen_test]
async fn a_person_at_hand_is_picked_by_name_and_sent_by_id() {
    let (page, state, _, _) = person().await;
    let control = labelled(&page, "Person");
    control.focus().unwrap();
    enter(&control, "love");
    page.until("who fits is offered", |page| shown(page) == ["Ada Lovelace · ada@example.com"]).await;
    press("ArrowDown");
    press("Enter");
    next_frame().await;
    assert_eq!(text_of(&control), "Ada Lovelace · ada@example.com");
    assert_eq!(body(state)["user_id"], ADA);
}

#[wasm_bindgen_test]
async fn a_person_is_found_by_address_when_the_field_is_left() {
    let (page, state, asked, _) = person().await;
    let control = labelled(&page, "Person");
    control.focus().unwrap();
    enter(&control, " ben@example.com ");
    control.blur().unwrap();
    page.until("he is found", |_| text_of(&control) == "Ben Okri · ben@example.com").await;
    assert_eq!(body(state)["user_id"], BEN);
    assert!(asked.get_untracked().contains(&Wanted::One(Source::Users, "ben@example.com".to_owned())));
}

#[wasm_bindgen_test]
async fn who_is_typed_is_looked_up_before_it_is_sent() {
    let (page, _, _, sent) = person().await;
    let control = labelled(&page, "Person");
    enter(&control, "ben@example.com");
    submit(&page);
    page.until("it is sent", |_| sent.done.get_untracked() == 1).await;
    assert_eq!(sent.bodies.get_untracked()[0]["user_id"], BEN);
}

#[wasm_bindgen_test]
async fn nobody_is_said_at_the_field_and_what_is_typed_stays() {
    let (page, _, _, sent) = person().await;
    let control = labelled(&page, "Person");
    for (typed, said) in [
        ("carl@example.com", "No account with this email address can be found."),
        ("carl", "No account with this username or ID can be found."),
        ("Carl Sagan", "Nobody here goes by this name."),
    ] {
        enter(&control, typed);
        submit(&page);
        page.until(typed, |page| page.get("form").inner_text().contains(said)).await;
        assert_eq!(text_of(&control), typed);
    }
    assert!(sent.bodies.get_untracked().is_empty());
}

const PLAN: Body = sample::body(&[field("plan", "Plan", Kind::Pick(Source::Plans))]);

#[wasm_bindgen_test]
async fn a_plan_goes_by_its_name_and_is_sent_as_the_api_has_it() {
    let asked = RwSignal::new(Vec::new());
    let options = Callback::new(move |wanted: Wanted| {
        asked.update(|asked| asked.push(wanted.clone()));
        let all = [("large", "Large"), ("xlarge", "X-Large")];
        let is_wanted = |(value, _): &(&str, &str)| !matches!(&wanted, Wanted::One(_, id) if id != value);
        let found = all.into_iter().filter(is_wanted).map(|(value, label)| (value.to_owned(), label.to_owned()));
        let found: Vec<_> = found.collect();
        async move { Ok(found) }.boxed_local() as Offered
    });
    let extras = Extras { options: Some(options), ..Extras::default() };
    let (page, state, _) = show(|| FormState::create_from(&PLAN, &json!({"plan": "xlarge"})), extras).await;
    let plan = labelled(&page, "Plan");
    page.until("what the form starts from goes by its name", |_| text_of(&plan) == "X-Large").await;
    assert_eq!(asked.get_untracked(), [Wanted::One(Source::Plans, "xlarge".to_owned())], "no list is asked for yet");
    assert_eq!(body(state)["plan"], "xlarge");
    plan.focus().unwrap();
    plan.click();
    page.until("all are offered", |page| shown(page) == ["Large", "X-Large"]).await;
    page.all("[role=option]").remove(0).click();
    next_frame().await;
    assert_eq!((text_of(&plan).as_str(), &body(state)["plan"]), ("Large", &json!("large")));
    enter(&plan, "x-large");
    plan.blur().unwrap();
    next_frame().await;
    assert_eq!((text_of(&plan).as_str(), &body(state)["plan"]), ("X-Large", &json!("xlarge")));
}
