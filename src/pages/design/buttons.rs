use leptos::prelude::*;

use crate::ui::{Button, ButtonKind, ButtonLink, IconButton, IconName, view};

pub(super) fn buttons() -> AnyView {
    let busy = RwSignal::new(false);
    let pinned = RwSignal::new(true);
    let nothing = || ();
    view! {
        <div class="row">
            <Button kind=ButtonKind::Primary on_click=nothing>"Save changes"</Button>
            <Button icon=IconName::BACKUP on_click=nothing>"Back up"</Button>
            <Button kind=ButtonKind::Quiet icon=IconName::PLUS on_click=nothing>"Add variable"</Button>
            <Button kind=ButtonKind::Danger on_click=nothing>"Delete environment"</Button>
            <ButtonLink href="#buttons" icon=IconName::EXTERNAL>"Open site"</ButtonLink>
        </div>
        <div class="row">
            <Button kind=ButtonKind::Primary busy=true busy_label="Saving…">"Save changes"</Button>
            <Button busy=true busy_label="Backing up…">"Back up"</Button>
            <Button
                busy
                busy_label="Merging…"
                icon=IconName::MERGE
                on_click=move || {
                    busy.set(true);
                    set_timeout(move || busy.set(false), std::time::Duration::from_secs(3));
                }
            >
                "Merge into main"
            </Button>
        </div>
        <div class="row">
            <Button
                kind=ButtonKind::Primary
                disabled_because="Nothing has been changed yet"
                on_click=nothing
            >
                "Save changes"
            </Button>
            <Button
                icon=IconName::SYNC
                disabled_because="A project admin can synchronize this environment"
                on_click=nothing
            >
                "Synchronize"
            </Button>
            <Button kind=ButtonKind::Quiet disabled_because="The environment is inactive" on_click=nothing>
                "Redeploy"
            </Button>
        </div>
        <div class="row">
            <IconButton icon=IconName::EDIT label="Edit variable" on_click=nothing />
            <IconButton icon=IconName::TRASH label="Delete variable" on_click=nothing />
            <IconButton
                icon=IconName::PANEL
                label="Show activity"
                pressed=pinned
                on_click=move || pinned.update(|pinned| *pinned = !*pinned)
            />
            <IconButton
                icon=IconName::REFRESH
                label="Refresh"
                disabled_because="The API cannot be reached"
                on_click=nothing
            />
        </div>
    }
}
