//! A review of access: all grants of an organization are frozen, gone through, and revoked together.

mod kept;
mod revoke;
mod table;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wheelhouse_contract::sections::invitations::{ListInvitationsToAnOrganization, OrganizationInvitation};
use wheelhouse_contract::{Answer, Items};

use self::kept::Kept;
use super::effective::{Reading, Wanted, named, state};
use crate::access::effective::{Part, Subject};
use crate::access::review::{Asked, EVIDENCE, Review};
use crate::api::{Api, ErrorKind, Request};
use crate::components::{csv_of, exact_or, facts, facts_of, page_title};
use crate::data::with_query;
use crate::layouts::Place;
use crate::reactive::{State, effect, memo};
use crate::ui::{
    Button, ButtonKind, ConfirmDialog, EmptyState, IconName, Notice, NoticeTone, PageHeader, SkeletonText, TextFile,
    Toast, el, live, nothing, save_file, use_toaster, view, views,
};

const TITLE: &str = "Access review";

/// The review that the person has under way here, or the way to begin one.
pub(super) fn page(organization: String) -> AnyView {
    let place = Place::expect();
    page_title(Signal::stored(TITLE.to_owned()));
    let description = "Freeze everything that was granted, go through it, and revoke what is no longer needed. It’s kept in \
                       this browser until you discard it.";
    // Whose review it is tells where it is kept.
    let me = memo(move || place.user.data().and_then(|me| Some((me.id()?.to_owned(), me.display_name()))));
    let content = live(move || match me.get() {
        Some((me, name)) => {
            let kept = Kept::open(&me, &organization);
            let (organization, name) = (organization.clone(), name.unwrap_or_default());
            untrack(move || review(kept, organization, me, name))
        }
        None if place.user.data().is_none() && place.user.error().is_none() => {
            view! { <SkeletonText lines=6 label="Loading review" /> }
        }
        None => {
            view! {
                <EmptyState
                    icon=IconName::USERS
                    title="Reviews can’t be kept"
                    text="The API didn’t say who you are."
                />
            }
        }
    });
    views![view! { <PageHeader title=TITLE description=Some(description.to_owned()) /> }, content]
}

fn review(kept: Kept, organization: String, me: String, name: String) -> AnyView {
    let is_begun = memo(move || kept.review.with(Option::is_some));
    live(move || {
        let (organization, me, name) = (organization.clone(), me.clone(), name.clone());
        let begun = is_begun.get();
        untrack(move || if begun { going(kept, organization, me) } else { beginning(kept, organization, name) })
    })
}

/// Reading all that is granted, and freezing it.
fn beginning(kept: Kept, organization: String, by: String) -> AnyView {
    let toaster = use_toaster();
    let reading = Reading::start(Wanted::Organization, &organization);
    let asked = asked(&organization);
    let partial = {
        let partial = reading.partial();
        Signal::derive(move || {
            partial.get().or_else(|| match asked.get() {
                Part::Known(_) => None,
                Part::Awaited => Some("It’s still being read.".to_owned()),
                Part::Failed(why) => Some(format!("Invitations to the organization couldn’t be read. {why}")),
            })
        })
    };
    // What is frozen is what was read, and so is as old.
    let read_at = StoredValue::new(String::new());
    effect(move || {
        if partial.get().is_none() {
            read_at.set_value(js_sys::Date::new_0().to_iso_string().into());
        }
    });
    let begin = {
        let organization = organization.clone();
        move || {
            let names = reading.names.get_untracked();
            let begun = reading.facts.with_untracked(|facts| {
                asked.with_untracked(|asked| {
                    let name = |subject: &Subject| named(&names, subject);
                    Review::begin(&organization, facts, asked, &name, read_at.get_value(), by.clone())
                })
            });
            match begun {
                Ok(review) => kept.set(Some(review)),
                Err(why) => {
                    toaster.push(Toast::danger(why));
                }
            }
        }
    };
    let take = move |text: Result<String, String>| {
        let read = text.and_then(|text| {
            let value = serde_json::from_str(&text).ok();
            let review = value.and_then(|value| Review::from_json(&value, &organization));
            review.ok_or_else(|| "This file has no review of this organization.".to_owned())
        });
        match read {
            Ok(review) => kept.set(Some(review)),
            Err(why) => {
                toaster.push(Toast::danger(why));
            }
        }
    };
    let actions = move || {
        let begin = begin.clone();
        view! {
            <Button kind=ButtonKind::Primary disabled_because=partial on_click=begin>
                "Start review"
            </Button>
        }
    };
    let empty = view! {
        <EmptyState
            icon=IconName::USERS
            title="No review in progress"
            text="A review starts with everything that is granted now. Nothing changes until you revoke."
            actions=actions
        />
    };
    let file = view! {
        <TextFile label="review" accept=".json" on_text=Callback::new(take)>
            {el("p").class("muted").text("Or continue one that was saved as a file.").into_any()}
        </TextFile>
    };
    views![state(reading), empty, file]
}

/// Who is invited to the organization, and what that will let them do.
fn asked(organization: &str) -> State<Asked> {
    let asked = State::new(Part::Awaited);
    let path = ListInvitationsToAnOrganization::path(organization);
    let path = with_query(&path, [("page[size]", "100".to_owned())]);
    let api = Api::expect();
    spawn_local(async move {
        let answer = api.send(Request::get(path)).await;
        let answer = answer.and_then(|raw| match Items::<OrganizationInvitation>::fits(&raw) {
            true => Ok(Items::<OrganizationInvitation>::read(raw)),
            false => Err(ErrorKind::Unreadable.into()),
        });
        asked.try_set(match answer {
            Ok(all) => {
                let of = |one: &OrganizationInvitation| {
                    let email = one.email().filter(|_| matches!(one.state(), None | Some("pending" | "processing")))?;
                    Some((email.to_owned(), one.permissions().into_iter().map(str::to_owned).collect()))
                };
                Part::Known(all.items().iter().filter_map(of).collect())
            }
            Err(error) => Part::Failed(error.title().to_owned()),
        });
    });
    asked
}

/// The review as it goes on.
fn going(kept: Kept, organization: String, me: String) -> AnyView {
    let toaster = use_toaster();
    let asking = RwSignal::new(false);
    let save = move |name: &'static str, text: fn(&Review) -> String| {
        let text = kept.review.with_untracked(|review| review.as_ref().map(text));
        if !text.is_some_and(|text| save_file(name, &text.into())) {
            toaster.push(Toast::danger("The browser didn’t save the file."));
        }
    };
    let evidence = move || save("access-review.csv", |review| csv_of(EVIDENCE, &review.lines()));
    let whole = move || {
        save("access-review.json", |review| serde_json::to_string_pretty(&review.to_json()).unwrap_or_default());
    };
    let counts = memo(move || kept.review.with(|review| review.as_ref().map(Review::counts).unwrap_or_default()));
    let said = Signal::derive(move || {
        let (keep, revoke, open) = counts.get();
        format!("{keep} kept, {revoke} to revoke, {open} undecided")
    });
    let begun = kept.review.with_untracked(|review| {
        review.as_ref().map(|review| (review.begun_at.clone(), review.by.clone())).unwrap_or_default()
    });
    let known = facts_of(facts![
        ("Frozen", exact_or("Unknown", Some(begun.0.as_str()))),
        ("By", begun.1),
        ("Progress", el("span").attr("role", "status").show(said)),
    ]);
    let lost = live(move || match kept.is_lost.get() {
        true => {
            view! {
                <Notice tone=NoticeTone::Warning title="This browser doesn’t keep the review">
                    "Its storage is full or blocked. Save the review as a file before you leave this page."
                </Notice>
            }
        }
        false => nothing(),
    });
    // Neither a reload nor a page that goes away waits for the field to be left.
    let leaving = window_event_listener_untyped("pagehide", move |_| kept.write_note());
    on_cleanup(move || {
        kept.write_note();
        leaving.remove();
    });
    let ways = el("div")
        .class("row")
        .child(view! { <Button icon=IconName::DOWNLOAD on_click=evidence>"Export evidence as CSV"</Button> })
        .child(view! { <Button icon=IconName::DOWNLOAD on_click=whole>"Save as a file"</Button> })
        .child(view! {
            <Button kind=ButtonKind::Quiet on_click=move || asking.set(true)>
                "Discard"
            </Button>
        });
    let discard = view! {
        <ConfirmDialog
            open=asking
            on_cancel=move || asking.set(false)
            on_confirm=move || {
                asking.set(false);
                kept.set(None);
            }
            title="Discard this review?"
            confirm_label="Discard review"
        >
            "Its decisions and notes are lost. What was revoked stays revoked."
        </ConfirmDialog>
    };
    el("div")
        .class("stack")
        .child(known)
        .child(lost)
        .child(ways)
        .child(table::table(kept))
        .child(revoke::revoke(kept, organization, me))
        .child(discard)
        .into_any()
}
