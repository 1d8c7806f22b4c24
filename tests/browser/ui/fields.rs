use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use wheelhouse::ui::{CheckboxGroup, Field, RadioGroup, Select, SelectOption, Switch, TextInput};

use super::page::{Page, attribute, dispatch, has_focus, next_frame, press};

#[wasm_bindgen_test]
async fn a_field_ties_label_help_and_error_to_its_control() {
    let value = RwSignal::new("abc".to_owned());
    let error = RwSignal::new(None::<String>);
    let page = Page::show(move || {
        view! {
            <Field label="Name" required=true help="Upper case" error>
                <TextInput value on_input=move |text| value.set(text) />
            </Field>
        }
        .into_any()
    })
    .await;
    let input = page.get("input");
    page.get("label").click();
    assert!(has_focus(&input), "a click on the label focuses the control");
    assert_eq!(attribute(&input, "aria-required").as_deref(), Some("true"));
    assert_eq!(attribute(&input, "aria-invalid"), None);
    let described_by = attribute(&input, "aria-describedby").unwrap();
    assert_eq!(page.get(&format!("#{described_by}")).inner_text(), "Upper case");

    error.set(Some("Use upper case".to_owned()));
    next_frame().await;
    assert_eq!(attribute(&input, "aria-invalid").as_deref(), Some("true"));
    let described_by = attribute(&input, "aria-describedby").unwrap();
    let texts: Vec<_> =
        described_by.split(' ').map(|id| page.get(&format!("#{id}")).inner_text().trim().to_owned()).collect();
    assert_eq!(texts, ["Use upper case", "Upper case"]);
}

#[wasm_bindgen_test]
async fn what_is_typed_is_reported_and_what_is_set_is_shown() {
    let value = RwSignal::new("abc".to_owned());
    let page =
        Page::show(move || view! { <TextInput label="Name" value on_input=move |text| value.set(text) /> }.into_any())
            .await;
    page.type_into("input", "abcd");
    assert_eq!(value.get_untracked(), "abcd");
    value.set("xyz".to_owned());
    next_frame().await;
    assert_eq!(page.get("input").unchecked_into::<HtmlInputElement>().value(), "xyz");
}

#[wasm_bindgen_test]
async fn a_secret_shows_only_on_request() {
    let page = Page::show(|| {
        view! { <TextInput label="Token" kind="password" reveal=true value="s3cret" on_input=|_| () /> }.into_any()
    })
    .await;
    let kind = || page.get("input").unchecked_into::<HtmlInputElement>().type_();
    assert_eq!(kind(), "password");
    page.button("Show").click();
    next_frame().await;
    assert_eq!(kind(), "text");
    page.button("Hide").click();
    next_frame().await;
    assert_eq!(kind(), "password");
}

#[wasm_bindgen_test]
async fn a_switch_toggles_by_keyboard_and_by_its_label() {
    let on = RwSignal::new(false);
    let page = Page::show(move || {
        view! { <Switch label="Sensitive" checked=on on_change=move |state| on.set(state) /> }.into_any()
    })
    .await;
    let switch = page.get("[role=switch]");
    switch.focus().unwrap();
    // What the space bar does to a focused checkbox.
    switch.click();
    assert!(on.get_untracked());
    page.get("label").click();
    assert!(!on.get_untracked());
    on.set(true);
    next_frame().await;
    assert!(switch.unchecked_into::<HtmlInputElement>().checked());
}

#[wasm_bindgen_test]
async fn a_locked_switch_stays_and_says_why() {
    let changes = RwSignal::new(0);
    let page = Page::show(move || {
        view! {
            <Switch
                label="Enabled"
                checked=true
                on_change=move |_| changes.update(|changes| *changes += 1)
                disabled_because="Ask an admin"
            />
        }
        .into_any()
    })
    .await;
    let switch = page.get("[role=switch]");
    switch.click();
    assert_eq!(changes.get_untracked(), 0);
    assert_eq!(attribute(&switch, "aria-disabled").as_deref(), Some("true"));
    let described_by = attribute(&switch, "aria-describedby").unwrap();
    assert_eq!(page.get(&format!("#{described_by}")).inner_text(), "Ask an admin");
    assert!(switch.unchecked_into::<HtmlInputElement>().checked());
}

#[wasm_bindgen_test]
async fn a_group_is_named_by_its_question() {
    let page = Page::show(|| {
        view! { <CheckboxGroup legend="Visible" help="When it can be read">"…"</CheckboxGroup> }.into_any()
    })
    .await;
    let group = page.get("fieldset");
    assert_eq!(page.get("fieldset > legend").inner_text().trim(), "Visible");
    let described_by = attribute(&group, "aria-describedby").unwrap();
    assert_eq!(page.get(&format!("#{described_by}")).inner_text(), "When it can be read");
}

fn sizes() -> Vec<SelectOption> {
    vec![SelectOption::new("s", "Small"), SelectOption::new("m", "Medium"), SelectOption::new("l", "Large")]
}

#[wasm_bindgen_test]
async fn a_select_shows_its_value_also_when_the_options_come_later() {
    let value = RwSignal::new("m".to_owned());
    let options = RwSignal::new(Vec::new());
    let page = Page::show(move || {
        view! { <Select label="Size" value on_change=move |size| value.set(size) options /> }.into_any()
    })
    .await;
    let select: HtmlSelectElement = page.get("select").unchecked_into();
    options.set(sizes());
    next_frame().await;
    assert_eq!(select.value(), "m");
    select.set_value("l");
    dispatch(&select, "change");
    assert_eq!(value.get_untracked(), "l");
    value.set("s".to_owned());
    next_frame().await;
    assert_eq!(select.value(), "s");
}

#[wasm_bindgen_test]
async fn more_choices_than_one_looks_through_are_searched() {
    let value = RwSignal::new("7".to_owned());
    let options = (0..20).map(|number| SelectOption::new(number.to_string(), format!("Choice no. {number}")));
    let options: Vec<_> = options.collect();
    let page = Page::show(move || {
        view! { <Select label="Choice" value on_change=move |choice| value.set(choice) options=options.clone() /> }
            .into_any()
    })
    .await;
    let input: HtmlInputElement = page.get("input[role=combobox]").unchecked_into();
    let listed = || page.all("[role=option]").iter().map(|option| option.inner_text()).collect::<Vec<_>>();
    assert_eq!(input.value(), "Choice no. 7");

    // What is chosen hides no other choice until something is typed.
    input.click();
    next_frame().await;
    assert_eq!(listed().len(), 20);
    page.type_into("input[role=combobox]", "no. 1");
    next_frame().await;
    assert_eq!(listed().first().map(String::as_str), Some("Choice no. 1"));
    assert_eq!(listed().len(), 11);
    input.focus().unwrap();
    press("ArrowDown");
    press("ArrowDown");
    press("Enter");
    next_frame().await;
    assert_eq!((value.get_untracked().as_str(), input.value().as_str()), ("10", "Choice no. 10"));

    // What is typed and not taken is no choice.
    page.type_into("input[role=combobox]", "19");
    dispatch(&input, "focusout");
    next_frame().await;
    assert_eq!((value.get_untracked().as_str(), input.value().as_str()), ("10", "Choice no. 10"));
}

#[wasm_bindgen_test]
async fn one_radio_is_chosen_at_a_time() {
    let value = RwSignal::new("s".to_owned());
    let page = Page::show(move || {
        view! { <RadioGroup legend="Size" value on_change=move |size| value.set(size) options=sizes() /> }.into_any()
    })
    .await;
    let checked = || -> Vec<String> {
        page.all("input:checked").into_iter().map(|input| input.unchecked_into::<HtmlInputElement>().value()).collect()
    };
    assert_eq!(checked(), ["s"]);
    page.get("input[value=l]").click();
    next_frame().await;
    assert_eq!(value.get_untracked(), "l");
    assert_eq!(checked(), ["l"]);
}
