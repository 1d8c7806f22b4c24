use leptos::prelude::*;

use super::overlays::environment_menu;
use crate::ui::{Badge, ColumnHead, IconButton, IconName, Sort, Status, Table, TableRow, Time, Tone, view};

/// Title, type, state, disk in MiB and last change of an environment.
type Environment = (&'static str, &'static str, &'static str, Tone, u32, &'static str);

const ENVIRONMENTS: [Environment; 4] = [
    ("main", "Production", "Active", Tone::Success, 2048, "2026-01-02T09:26:53Z"),
    ("staging", "Staging", "Deploying", Tone::Running, 2048, "2025-12-24T18:00:00Z"),
    ("feature/checkout-in-one-step", "Development", "Failed", Tone::Danger, 1024, "2025-12-20T08:15:00Z"),
    ("old-theme", "Development", "Inactive", Tone::Neutral, 512, "2025-03-11T11:45:10Z"),
];

pub(super) fn tables() -> AnyView {
    let sort = RwSignal::new(Some(Sort { column: "name".to_owned(), descending: false }));
    let rows = move || {
        let mut rows = ENVIRONMENTS;
        if let Some(sort) = sort.get() {
            match sort.column.as_str() {
                "disk" => rows.sort_by_key(|row| row.4),
                _ => rows.sort_by_key(|row| row.0),
            }
            if sort.descending {
                rows.reverse();
            }
        }
        rows
    };
    let columns = vec![
        ColumnHead::new("name", "Name").sortable(),
        ColumnHead::new("type", "Type"),
        ColumnHead::new("status", "Status"),
        ColumnHead::new("disk", "Disk (MiB)").numeric().sortable().wide_only(),
        ColumnHead::new("updated", "Last change"),
        ColumnHead::actions(),
    ];
    view! {
        <Table
            caption="Environments of shop"
            columns
            sort
            on_sort=move |order| sort.set(Some(order))
            refreshing=true
        >
            <For each=rows key=|row| row.0 let:row>
                <TableRow cells=cells(row) selected={row.0 == "staging"} />
            </For>
        </Table>
    }
}

fn cells((name, kind, status, tone, disk, updated): Environment) -> Vec<AnyView> {
    vec![
        view! { <a href="#environment">{name}</a> },
        view! { <Badge text=kind /> },
        view! { <Status text=status tone /> },
        disk.to_string().into_any(),
        view! { <Time at=updated /> },
        view! {
            <IconButton icon=IconName::DEPLOY label="Redeploy" on_click=|| () />
            {environment_menu()}
        },
    ]
}
