use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlDialogElement;
use wheelhouse::ui::{Button, ConfirmDialog, Dialog, TextInput};

use super::page::{Page, attribute, dispatch, has_focus, next_frame};

async fn with_dialog() -> Page {
    let page = Page::show(|| {
        let open = RwSignal::new(false);
        view! {
            <Button on_click=move || open.set(true)>"Rename"</Button>
            <Dialog open on_close=move || open.set(false) title="Rename environment">
                <TextInput label="Title" value="staging" on_input=|_| () autofocus=true />
            </Dialog>
        }
        .into_any()
    })
    .await;
    let button = page.button("Rename");
    button.focus().unwrap();
    button.click();
    page.until("the dialog is open", |page| page.all("dialog[open]:modal").len() == 1).await;
    page
}

#[wasm_bindgen_test]
async fn a_dialog_is_named_takes_the_focus_and_keeps_it() {
    let page = with_dialog().await;
    let labelled_by = attribute(&page.get("dialog"), "aria-labelledby").unwrap();
    assert_eq!(page.get(&format!("#{labelled_by}")).inner_text(), "Rename environment");
    assert!(has_focus(&page.get("dialog input")));
    page.button("Rename").focus().unwrap();
    assert!(has_focus(&page.get("dialog input")), "what lies behind cannot be reached");
}

#[wasm_bindgen_test]
async fn escape_closes_a_dialog_and_the_focus_goes_back() {
    let page = with_dialog().await;
    // The browser asks by this event before Escape closes a dialog; closing is then up to the owner of `open`.
    assert!(!dispatch(&page.get("dialog"), "cancel"));
    page.until("the dialog is closed", |page| page.all("dialog[open]").is_empty()).await;
    assert!(page.all("dialog input").is_empty(), "its content is gone");
    assert!(has_focus(&page.button("Rename")));
}

#[wasm_bindgen_test]
async fn a_dialog_that_the_browser_closed_tells_its_owner() {
    let page = with_dialog().await;
    page.get("dialog").unchecked_into::<HtmlDialogElement>().close();
    page.until("its content is gone", |page| page.all("dialog input").is_empty()).await;
    page.button("Rename").click();
    page.until("it opens again", |page| page.all("dialog[open]:modal").len() == 1).await;
}

#[wasm_bindgen_test]
async fn the_close_button_closes() {
    let page = with_dialog().await;
    page.button("Close").click();
    page.until("the dialog is closed", |page| page.all("dialog[open]").is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_confirmation_needs_the_name_and_counts_once() {
    let confirmed = RwSignal::new(0);
    let busy = RwSignal::new(false);
    let page = Page::show(move || {
        let confirm = move || {
            confirmed.update(|confirmed| *confirmed += 1);
            busy.set(true);
        };
        view! {
            <ConfirmDialog
                open=true
                on_cancel=|| ()
                on_confirm=confirm
                title="Delete environment staging?"
                confirm_label="Delete environment"
                busy
                busy_label="Deleting…"
                type_name="staging"
            >
                "Its data will be gone."
            </ConfirmDialog>
        }
        .into_any()
    })
    .await;
    page.until("the dialog is open", |page| page.all("dialog[open]").len() == 1).await;
    let button = page.button("Delete environment");
    button.click();
    assert_eq!(attribute(&button, "aria-disabled").as_deref(), Some("true"));
    page.type_into("dialog input", "stagin");
    button.click();
    dispatch(&page.get("dialog form"), "submit");
    assert_eq!(confirmed.get_untracked(), 0);
    page.type_into("dialog input", "staging");
    next_frame().await;
    assert_eq!(attribute(&button, "aria-disabled"), None);
    button.click();
    button.click();
    dispatch(&page.get("dialog form"), "submit");
    assert_eq!(confirmed.get_untracked(), 1);
}
