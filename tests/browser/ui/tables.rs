use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::{ColumnHead, Sort, Table, TableRow};

use super::page::{Page, attribute, next_frame};

#[wasm_bindgen_test]
async fn a_sortable_header_asks_for_the_other_order_and_says_which_holds() {
    let sort = RwSignal::new(None);
    let page = Page::show(move || {
        let columns =
            vec![ColumnHead::new("name", "Name").sortable(), ColumnHead::new("disk", "Disk").numeric().sortable()];
        view! {
            <Table caption="Environments" columns sort on_sort=move |order| sort.set(Some(order))>
                <TableRow cells=vec!["main".into_any(), "2048".into_any()] />
            </Table>
        }
        .into_any()
    })
    .await;
    let order = |column: &str, descending| Some(Sort { column: column.to_owned(), descending });
    let shown = || -> Vec<_> { page.all("thead th").iter().map(|head| attribute(head, "aria-sort")).collect() };
    assert_eq!(shown(), [None, None]);
    page.button("Disk").click();
    assert_eq!(sort.get_untracked(), order("disk", false));
    next_frame().await;
    assert_eq!(shown(), [None, Some("ascending".to_owned())]);
    page.button("Disk").click();
    assert_eq!(sort.get_untracked(), order("disk", true));
    next_frame().await;
    assert_eq!(shown(), [None, Some("descending".to_owned())]);
    page.button("Name").click();
    assert_eq!(sort.get_untracked(), order("name", false));
}

#[wasm_bindgen_test]
async fn a_table_is_a_table_with_named_rows() {
    let page = Page::show(|| {
        let columns =
            vec![ColumnHead::new("name", "Name"), ColumnHead::new("disk", "Disk").numeric(), ColumnHead::actions()];
        view! {
            <Table caption="Environments" columns>
                <TableRow cells=vec!["main".into_any(), "2048".into_any(), "…".into_any()] />
            </Table>
        }
        .into_any()
    })
    .await;
    assert_eq!(page.get("caption").text_content().as_deref(), Some("Environments"));
    assert_eq!(page.get("[role=rowheader]").inner_text(), "main");
    assert_eq!(attribute(&page.get("[data-kind=number][role=cell]"), "data-title").as_deref(), Some("Disk"));
    assert_eq!(page.all("[role=columnheader]").len(), 3);
}
