use leptos::prelude::*;

use super::{Button, ButtonKind, Dialog, Field, Notice, NoticeTone, TextInput, el, live, view};

stylance::import_style!(style, "confirm_dialog.module.css");

/// Asks before something that cannot be taken back, saying what will be lost.
///
/// With `type_name` the last button works only once the name is typed. It stays open until the caller closes it, so
/// that progress and failure show where the person is looking.
#[component]
pub fn ConfirmDialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the person thinks better of it.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// Called once per confirmation.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// The question: "Delete environment staging?"
    #[prop(into)]
    title: Signal<String>,
    /// The verb and its object: "Delete environment".
    #[prop(into)]
    confirm_label: Signal<String>,
    /// The name that has to be typed; `None` when a click is enough.
    #[prop(optional, into)]
    type_name: Signal<Option<String>>,
    /// Whether it destroys something. Most things asked about do.
    #[prop(default = true)]
    danger: bool,
    /// The action is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What the button says meanwhile: "Deleting…".
    #[prop(optional, into)]
    busy_label: Signal<Option<String>>,
    /// Why it failed, in words.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What will happen and what will be lost.
    children: ChildrenFn,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        if open.get() {
            typed.set(String::new());
        }
    });
    let missing = Signal::derive(move || {
        let name = type_name.get()?;
        typed.with(|typed| typed.trim() != name).then(|| format!("Type {name} to confirm"))
    });
    let confirm = move || {
        if !busy.get_untracked() && missing.with_untracked(Option::is_none) {
            on_confirm.run(());
        }
    };
    let actions = move || {
        view! {
            <Button on_click=on_cancel>"Cancel"</Button>
            <Button
                kind=if danger { ButtonKind::Danger } else { ButtonKind::Primary }
                busy
                busy_label
                disabled_because=missing
                on_click=confirm
            >
                {confirm_label}
            </Button>
        }
    };
    let name_field = move || {
        let field = type_name.get().map(|name| {
            let field = view! {
                <Field label=format!("Type {name} to confirm")>
                    <TextInput value=typed on_input=move |text| typed.set(text) mono=true autofocus=true />
                </Field>
            };
            el("form")
                .class(style::form)
                .on("submit", move |event| {
                    event.prevent_default();
                    confirm();
                })
                .child(field)
                .into_any()
        });
        field.into_any()
    };
    let failure =
        move || error.get().map(|error| view! { <Notice tone=NoticeTone::Danger>{error}</Notice> }).into_any();
    view! {
        <Dialog open on_close=on_cancel title actions>
            {el("div").class(style::text).child(children())}
            {live(name_field)}
            {live(failure)}
        </Dialog>
    }
}
