use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::{Menu, MenuItem, MenuSeparator};

use super::page::{Page, attribute, has_focus, press};

/// A menu and what was chosen in it.
async fn open_menu() -> (Page, RwSignal<Vec<&'static str>>) {
    let chosen = RwSignal::new(Vec::new());
    let page = Page::show(move || {
        let choose = move |what| move || chosen.update(|chosen| chosen.push(what));
        view! {
            <Menu label="More actions">
                <MenuItem label="Redeploy" on_select=choose("redeploy") />
                <MenuItem label="Merge" on_select=choose("merge") disabled_because="Nothing to merge" />
                <MenuSeparator />
                <MenuItem label="Delete" on_select=choose("delete") />
            </Menu>
        }
        .into_any()
    })
    .await;
    let trigger = page.button("More actions");
    trigger.focus().unwrap();
    assert_eq!(attribute(&trigger, "aria-expanded").as_deref(), Some("false"));
    press("ArrowDown");
    page.until("the first item has the focus", |page| page.all("[role=menuitem]").first().is_some_and(has_focus)).await;
    assert_eq!(attribute(&trigger, "aria-expanded").as_deref(), Some("true"));
    (page, chosen)
}

#[wasm_bindgen_test]
async fn arrows_home_end_and_letters_move_in_a_menu() {
    let (page, _) = open_menu().await;
    let items = page.all("[role=menuitem]");
    for (key, index) in [
        ("ArrowDown", 1),
        ("ArrowDown", 2),
        ("ArrowDown", 0),
        ("ArrowUp", 2),
        ("Home", 0),
        ("End", 2),
        ("m", 1),
        ("R", 0),
    ] {
        press(key);
        assert!(has_focus(&items[index]), "{key} goes to {index}");
    }
}

#[wasm_bindgen_test]
async fn choosing_closes_the_menu_and_the_focus_goes_back() {
    let (page, chosen) = open_menu().await;
    page.button("Delete").click();
    assert_eq!(chosen.get_untracked(), ["delete"]);
    assert!(page.all("[popover]:popover-open").is_empty());
    assert!(has_focus(&page.button("More actions")));
    page.until("its items are gone", |page| page.all("[role=menuitem]").is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_disabled_item_says_why_and_keeps_the_menu_open() {
    let (page, chosen) = open_menu().await;
    let item = page.all("[role=menuitem]")[1].clone();
    assert!(item.inner_text().contains("Nothing to merge"));
    item.click();
    assert!(chosen.with_untracked(Vec::is_empty));
    assert_eq!(page.all("[popover]:popover-open").len(), 1);
}

#[wasm_bindgen_test]
async fn tab_leaves_the_menu() {
    let (page, _) = open_menu().await;
    press("Tab");
    assert!(page.all("[popover]:popover-open").is_empty());
}

#[wasm_bindgen_test]
async fn a_long_menu_is_searched() {
    let chosen = RwSignal::new(Vec::new());
    let page = Page::show(move || {
        let items = move || {
            let item = |number: u32| {
                let choose = move || chosen.update(|all: &mut Vec<u32>| all.push(number));
                view! { <MenuItem label=format!("Item no. {number}") on_select=choose /> }.into_any()
            };
            (0..20).map(item).collect::<Vec<_>>()
        };
        view! { <Menu label="More">{items()}</Menu> }.into_any()
    })
    .await;
    page.get("button").click();
    page.until("its search has the focus", |page| page.all("input[type=search]").first().is_some_and(has_focus)).await;
    page.type_into("input[type=search]", "NO. 17");
    let shown = || page.all("[role=menuitem]:not([hidden])");
    assert_eq!(shown().iter().map(|item| item.inner_text()).collect::<Vec<_>>(), ["Item no. 17"]);
    // Letters are typed, not looked for among the items.
    press("1");
    assert!(has_focus(&page.get("input[type=search]")));
    press("ArrowDown");
    assert!(has_focus(&shown()[0]));
    shown()[0].click();
    page.until("it is closed", |page| page.all("[role=menuitem]").is_empty()).await;
    assert_eq!(chosen.get_untracked(), [17]);
}
