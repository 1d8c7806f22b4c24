//! Inviting one or many by their addresses: each is told apart before anything is sent.

mod addresses;
mod known;
mod plan;
mod table;

use leptos::prelude::*;
use wheelhouse_contract::sections::organizations::PERMISSIONS;

use super::{cannot_add, invitation_path};
use crate::components::{LeaveGuard, Queue, page_title, refusal};
use crate::reactive::{effect, memo};
use crate::routes::AtKept;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Checkbox, CheckboxGroup, Field, Notice, NoticeTone, PageHeader, TextArea,
    button_bar, el, live, nothing, view, views,
};

use known::Known;
use plan::Plan;

/// The page.
pub fn page(organization: String) -> AnyView {
    let title = "Invite people";
    page_title(title);
    let known = StoredValue::new(Known::of(&organization));
    let text = RwSignal::new(String::new());
    let queue = Queue::expect();
    let entries = memo(move || text.with(|text| addresses::parse(text)));
    let addresses = memo(move || known.with_value(|known| known.tell_apart(entries.get())));
    let is_sure = memo(move || known.with_value(Known::is_whole));
    let plan = Plan::new(organization.clone(), addresses, is_sure, queue);
    // Who was invited meanwhile, by this page or another, is pending by now.
    let was_busy = StoredValue::new(false);
    effect(move || {
        let busy = queue.busy().get();
        if !busy && was_busy.get_value() {
            known.with_value(Known::refresh);
        }
        was_busy.set_value(busy);
    });
    let area = move || {
        view! {
            <TextArea
                value=text
                on_input=move |typed: String| text.set(typed)
                rows=6
                placeholder=Some("tuva@example.com, Imre Nakasone <imre@example.com>".to_owned())
            />
        }
    };
    let help = "One or many: separate them by commas, semicolons or lines, with names or without.";
    let dirty = Signal::derive(move || text.with(|text| !text.trim().is_empty()) && !plan.open().is_empty());
    let forbidden = cannot_add("invite people");
    views![
        view! { <PageHeader title=title /> },
        refusal(forbidden),
        el("div")
            .class("stack form-width")
            .child(view! { <LeaveGuard dirty=dirty /> })
            .child(view! { <Field label="Email addresses" help=Some(help.to_owned()) required=true>{area()}</Field> })
            .child(permissions(plan)),
        el("div")
            .class("stack")
            .child(live(move || unsure(known)))
            .child(table::table(plan))
            .child(summary(plan))
            .child(send(plan, known, forbidden, invitation_path(&organization, AtKept::List)))
    ]
}

/// What all who are invited may do.
fn permissions(plan: Plan) -> AnyView {
    let chosen = plan.permissions;
    let boxes = PERMISSIONS.iter().map(|choice| {
        let value = choice.value;
        let on_change = move |on: bool| {
            chosen.update(|chosen| {
                chosen.retain(|known| known != value);
                if on {
                    chosen.push(value.to_owned());
                }
            });
        };
        let checked = Signal::derive(move || chosen.with(|chosen| chosen.iter().any(|known| known == value)));
        view! { <Checkbox label=choice.label checked=checked on_change=on_change /> }
    });
    let boxes: Vec<AnyView> = boxes.collect();
    let help = "For everyone you invite here. Leave empty to add them as members only.";
    view! {
        <CheckboxGroup legend="Permissions" help=Some(help.to_owned())>
            {boxes.into_any()}
        </CheckboxGroup>
    }
}

/// Says where it cannot be told who is new.
fn unsure(known: StoredValue<Known>) -> AnyView {
    match known.with_value(Known::lacks) {
        Some(why) => {
            let text = format!("Existing members and pending invitations can’t be identified. {why}");
            view! { <Notice tone=NoticeTone::Warning>{text}</Notice> }
        }
        None => nothing(),
    }
}

/// What is about to be sent, and what that costs.
fn summary(plan: Plan) -> AnyView {
    let said = move || {
        let open = plan.open().len();
        if open == 0 {
            return nothing();
        }
        let may = plan.permissions.with(|chosen| {
            let chosen: Vec<&str> = chosen.iter().map(String::as_str).collect();
            crate::components::choice_labels(PERMISSIONS, &chosen)
        });
        let may = if may.is_empty() {
            "They become members without further permissions.".to_owned()
        } else {
            format!("They can: {may}.")
        };
        let who = if open == 1 { "1 person gets".to_owned() } else { format!("{open} people get") };
        views![
            el("p").text(format!("{who} an email with a link to join. {may}")),
            el("p").class("muted").text("Price: not known. The API doesn’t say what members of an organization cost.")
        ]
    };
    el("div").attr("role", "status").child(live(said)).into_any()
}

fn send(plan: Plan, known: StoredValue<Known>, forbidden: Signal<Option<String>>, back: String) -> AnyView {
    let queue = plan.queue;
    let reason = Signal::derive(move || {
        let waits = || {
            let waits = !plan.is_sure.get() && known.with_value(Known::lacks).is_none();
            waits.then(|| "Checking who is a member already…".to_owned())
        };
        let lacks = || plan.lacks().filter(|_| !queue.busy().get());
        forbidden.get().or_else(lacks).or_else(waits)
    });
    let label = Signal::derive(move || match (queue.counts().1, plan.open().len()) {
        (0, 0) => "Send invitations".to_owned(),
        (0, 1) => "Send 1 invitation".to_owned(),
        (0, count) => format!("Send {count} invitations"),
        (_, 1) => "Retry the failed one".to_owned(),
        (_, count) => format!("Retry the remaining {count}"),
    });
    let progress = Signal::derive(move || match queue.counts() {
        (0, 0) => String::new(),
        (done, 0) => format!("{done} sent."),
        (done, failed) => format!("{done} sent, {failed} failed."),
    });
    let button = view! {
        <Button
            kind=ButtonKind::Primary
            busy=queue.busy()
            busy_label="Sending…"
            disabled_because=reason
            on_click=move || plan.start()
        >
            {label}
        </Button>
    };
    let leave = view! {
        <ButtonLink kind=ButtonKind::Quiet href=back>
            {live(move || if queue.counts().0 > 0 { "All invitations" } else { "Cancel" }.into_any())}
        </ButtonLink>
    };
    views![el("p").class("muted").attr("role", "status").show(progress), button_bar().child(button).child(leave)]
}
