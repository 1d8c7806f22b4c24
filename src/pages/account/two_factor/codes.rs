//! Recovery codes, which are told once: the page goes on only when they are kept somewhere.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::secret::is_one_of;
use super::{SecondFactor, Standing};
use crate::components::LeaveGuard;
use crate::ui::{
    Button, ButtonKind, Field, IconName, Notice, NoticeTone, Section, TextInput, Toast, copy_text, el, save_file,
    use_toaster, view, views,
};

stylance::import_style!(style, "codes.module.css");

/// What the file is called that the codes are saved in.
const FILE: &str = "recovery-codes.txt";

/// Shows the codes, with the ways to keep them.
pub fn section(factor: SecondFactor, codes: Vec<String>) -> AnyView {
    let kept = RwSignal::new(false);
    let lines = StoredValue::new(codes.join("\n"));
    let list =
        el("ul").class(style::codes).children(codes.iter().map(|code| el("li").el(el("code").text(code.clone()))));
    let done = view! {
        <Button
            kind=ButtonKind::Primary
            disabled_because=Signal::derive(move || {
                (!kept.get()).then(|| "Copy, download or print the codes first, or type one of them.".to_owned())
            })
            on_click=move |()| factor.standing.set(Some(Standing::On))
        >
            "Done"
        </Button>
    };
    view! {
        <Section title="Recovery codes">
            {view! {
                <Notice tone=NoticeTone::Warning title="Save these codes now. You won’t see them again.">
                    "Each signs you in once if you lose your device. Keep them where you keep your passwords."
                </Notice>
            }}
            {list}
            {ways(lines, kept)}
            {typed_back(codes, kept)}
            {el("div").child(done)}
            {view! { <LeaveGuard dirty=Signal::derive(move || !kept.get()) /> }}
        </Section>
    }
}

/// Buttons that take the codes elsewhere.
fn ways(lines: StoredValue<String>, kept: RwSignal<bool>) -> AnyView {
    let toaster = use_toaster();
    let copy = move |()| {
        spawn_local(async move {
            let copied = copy_text(&lines.get_value()).await;
            // The page may be gone by now.
            if copied && kept.try_set(true).is_none() {
                toaster.push(Toast::success("Copied the recovery codes"));
            } else if !copied {
                toaster.push(Toast::danger("Your browser blocked copying. Select the codes instead"));
            }
        });
    };
    let download = move |()| {
        if save_file(FILE, &JsValue::from_str(&format!("{}\n", lines.get_value()))) {
            kept.set(true);
        } else {
            toaster.push(Toast::danger("Your browser blocked the download. Copy the codes instead"));
        }
    };
    let print = move |()| {
        if window().print().is_ok() {
            kept.set(true);
        }
    };
    el("div")
        .class(style::ways)
        .child(view! { <Button icon=IconName::COPY on_click=copy>"Copy codes"</Button> })
        .child(view! { <Button icon=IconName::DOWNLOAD on_click=download>"Download"</Button> })
        .child(view! { <Button on_click=print>"Print"</Button> })
        .into_any()
}

/// For who wrote them down: one of them, as proof.
fn typed_back(codes: Vec<String>, kept: RwSignal<bool>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let field = view! {
        <Field label="Wrote them down? Type one of the codes.">
            <TextInput
                mono=true
                value=typed
                on_input=move |text: String| {
                    if is_one_of(&codes, &text) {
                        kept.set(true);
                    }
                    typed.set(text);
                }
            />
        </Field>
    };
    views![el("div").class(style::typed).child(field)]
}
