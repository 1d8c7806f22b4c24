use leptos::prelude::*;

use crate::ui::{
    Button, ButtonKind, ConfirmDialog, Dialog, Field, IconName, Kbd, Menu, MenuHeading, MenuItem, MenuSeparator,
    TextInput, Toast, Tone, Tooltip, el, use_toaster, view,
};

pub(super) fn overlays() -> AnyView {
    let toaster = use_toaster();
    let dialog = RwSignal::new(false);
    let sheet = RwSignal::new(false);
    let confirm = RwSignal::new(false);
    let title = RwSignal::new(String::new());
    view! {
        <div class="row">
            <Button on_click=move || dialog.set(true)>"Open dialog"</Button>
            <Button on_click=move || sheet.set(true)>"Open sheet"</Button>
            <Button on_click=move || confirm.set(true)>"Delete environment…"</Button>
            <Menu label="Acme" text="Acme" align_start=true>
                <MenuHeading text="Organizations" />
                <MenuItem label="Acme" href="#acme" current=true />
                <MenuItem label="Initech" href="#initech" />
                <MenuSeparator />
                <MenuItem label="All organizations" icon=IconName::ORGANIZATION href="#all" />
            </Menu>
            {environment_menu()}
            <Tooltip text="Opens the search from anywhere">
                <Button kind=ButtonKind::Quiet icon=IconName::SEARCH>"Search " <Kbd keys="Ctrl K" /></Button>
            </Tooltip>
        </div>
        <div class="row">
            <Button on_click=move || {
                toaster.push(Toast::success("Saved DATABASE_URL"));
            }>"Success toast"</Button>
            <Button on_click=move || {
                toaster.push(Toast::new(Tone::Running, "Merging staging into main").action("View activity", || ()));
            }>"Toast with an action"</Button>
            <Button on_click=move || {
                toaster.push(Toast::danger("staging could not be backed up: the disk is full"));
            }>"Failure toast"</Button>
        </div>
        <Dialog
            open=dialog
            on_close=move || dialog.set(false)
            title="Rename environment"
            actions=move || {
                view! {
                    <Button on_click=move || dialog.set(false)>"Cancel"</Button>
                    <Button kind=ButtonKind::Primary on_click=move || dialog.set(false)>"Rename"</Button>
                }
            }
        >
            <Field label="Title" required=true help="Its machine name and address don’t change.">
                <TextInput value=title on_input=move |text| title.set(text) autofocus=true />
            </Field>
        </Dialog>
        <Dialog open=sheet on_close=move || sheet.set(false) title="Activity" sheet=true>
            {el("p").text("What happened here, newest first.").into_any()}
        </Dialog>
        <ConfirmDialog
            open=confirm
            on_cancel=move || confirm.set(false)
            on_confirm=move || confirm.set(false)
            title="Delete environment staging?"
            confirm_label="Delete environment"
            busy_label="Deleting…"
            type_name="staging"
        >
            {el("p").text("The environment, its data and its 4 backups will be deleted. This cannot be taken back.").into_any()}
            {el("p").text("The branch staging stays in the repository.").into_any()}
        </ConfirmDialog>
    }
}

/// The menu of an environment, also in the rows of the table.
pub(super) fn environment_menu() -> AnyView {
    view! {
        <Menu label="More actions">
            <MenuItem label="Redeploy" icon=IconName::DEPLOY on_select=|| () />
            <MenuItem
                label="Merge into main"
                icon=IconName::MERGE
                disabled_because="There is nothing to merge"
            />
            <MenuItem label="Synchronize" icon=IconName::SYNC on_select=|| () />
            <MenuSeparator />
            <MenuItem label="Delete environment" icon=IconName::TRASH on_select=|| () />
        </Menu>
    }
}
