//! Revoking what a review has decided: everything is read again first, and only what is still as it was is revoked.

use leptos::prelude::*;
use wheelhouse_contract::sections::invitations::of_project::CancelAPendingInvitationToAProject;
use wheelhouse_contract::sections::project_access::RemoveUserAccessForAProject;
use wheelhouse_contract::sections::teams::DeleteTeamMember;

use super::super::effective::{Reading, Wanted, state};
use super::kept::Kept;
use super::table::held;
use crate::access::review::{FAILED, Found, Item, Kind, Review};
use crate::access::{Permissions, Warning, warning};
use crate::components::{Change, Queue, QueueEnd as End};
use crate::reactive::{State, effect, memo};
use crate::ui::{
    Button, ButtonKind, ColumnHead, Dialog, Notice, NoticeTone, Row, Status, Table, TableRow, Tone, each, el, live,
    nothing, view, views,
};

/// The button that checks and revokes, and its dialog.
pub(super) fn revoke(kept: Kept, organization: String, me: String) -> AnyView {
    let open = RwSignal::new(false);
    let count = memo(move || kept.review.with(|review| review.as_ref().map_or(0, due)));
    let reason = Signal::derive(move || (count.get() == 0).then(|| "Decide to revoke something first.".to_owned()));
    let label = Signal::derive(move || match count.get() {
        0 => "Check and revoke".to_owned(),
        1 => "Check and revoke 1 grant".to_owned(),
        count => format!("Check and revoke {count} grants"),
    });
    let dialog = live(move || {
        let (organization, me) = (organization.clone(), me.clone());
        match open.get() {
            true => untrack(move || opened(kept, organization, me, open)),
            false => nothing(),
        }
    });
    views![
        view! {
            <Button kind=ButtonKind::Primary disabled_because=reason on_click=move || open.set(true)>
                {label}
            </Button>
        },
        dialog
    ]
}

/// How many grants are still to be revoked.
fn due(review: &Review) -> usize {
    review.items.iter().filter(|item| item.is_due()).count()
}

fn opened(kept: Kept, organization: String, me: String, open: RwSignal<bool>) -> AnyView {
    let reading = Reading::start(Wanted::Organization, &organization);
    let queue = Queue::expect();
    let partial = reading.partial();
    let checked: State<Option<Vec<(Item, Found)>>> = State::new(None);
    let warned: State<Option<Warning>> = State::new(None);
    effect(move || {
        if partial.get().is_some() || checked.with_untracked(Option::is_some) {
            return;
        }
        let found = reading.facts.with_untracked(|facts| {
            kept.review.with_untracked(|review| review.as_ref().map(|review| review.check(facts)))
        });
        let mut found = found.unwrap_or_default();
        // Whoever takes their own access may do nothing after it.
        found.sort_by_key(|(item, _)| item.who == me);
        warned.set(lockout(&found, &me, reading));
        let ends = found.iter().filter_map(|(item, found)| match found {
            Found::Same => None,
            Found::Gone => Some((item.key(), words(found))),
            Found::Changed(_) => Some((item.key(), format!("{}: not revoked", words(found)))),
        });
        kept.end(&ends.collect::<Vec<_>>());
        checked.set(Some(found));
    });
    let same = memo(move || {
        checked.with(|checked| {
            let all = checked.iter().flatten().filter(|(_, found)| *found == Found::Same);
            all.map(|(item, _)| item.key()).collect::<Vec<_>>()
        })
    });
    // How each ended is said in the review as well.
    effect(move || {
        let ends = same.get().into_iter().filter_map(|key| match queue.end(&key)? {
            End::Running => None,
            End::Done => Some((key, "Revoked".to_owned())),
            End::Failed(why) => Some((key, format!("{FAILED}{why}"))),
        });
        kept.end(&ends.collect::<Vec<_>>());
    });
    let left = move || same.get().into_iter().filter(|key| !queue.is_done(key)).collect::<Vec<_>>();
    let reason = Signal::derive(move || {
        let none = || left().is_empty().then(|| "Nothing left to revoke.".to_owned());
        partial.get().or_else(none)
    });
    let send = move || {
        let keys = untrack(left);
        let writes = checked.with_untracked(|checked| {
            let wanted = checked.iter().flatten().filter(|(item, _)| keys.contains(&item.key()));
            wanted.filter_map(|(item, _)| Some((item.key(), change(item)?, None))).collect()
        });
        queue.start(writes);
    };
    let rows = move || {
        let all = checked.with(|checked| checked.clone().unwrap_or_default());
        let row = |(item, found): (Item, Found)| {
            Row::new(item.key(), move || {
                let key = item.key();
                let name = el("bdi").text(item.name.clone()).into_any();
                let what = format!("{}: {}", item.kind.words(), item.title);
                view! { <TableRow cells=vec![name, what.into_any(), verdict(&found), queue.end_view(key, "Revoking", "Revoked")] /> }
            })
        };
        all.into_iter().map(row).collect()
    };
    let columns = vec![
        ColumnHead::new("name", "Name"),
        ColumnHead::new("grant", "Grant"),
        ColumnHead::new("check", "Check"),
        ColumnHead::new("end", "Result"),
    ];
    let actions = move || {
        let close = view! {
            <Button disabled_because=Signal::derive(move || queue.busy().get().then(|| "It’s still running.".to_owned()))
                on_click=move || open.set(false)>"Close"</Button>
        };
        let send = view! {
            <Button
                kind=ButtonKind::Danger
                busy=queue.busy()
                busy_label=Some("Revoking…".to_owned())
                disabled_because=reason
                on_click=send
            >
                "Revoke what is unchanged"
            </Button>
        };
        el("div").class("row").child(close).child(send).into_any()
    };
    let content = move || {
        let table = view! { <Table caption="Grants to revoke" columns=columns.clone()>{each(rows)}</Table> };
        let warned = live(move || match warned.get() {
            Some(warning) => {
                view! { <Notice tone=NoticeTone::Warning title=warning.title()>{warning.text()}</Notice> }
            }
            None => nothing(),
        });
        el("div")
            .class("stack")
            .child(el("p").text(
                "Everything is read once more. What was changed since the review began isn’t revoked: decide on it in a \
                 new review.",
            ))
            .child(state(reading))
            .child(warned)
            .child(table)
            .into_any()
    };
    let leave = Callback::new(move |()| {
        if !queue.busy().get_untracked() {
            open.set(false);
        }
    });
    view! {
        <Dialog open=Signal::stored(true) on_close=leave title="Revoke grants?" actions=actions>
            {content()}
        </Dialog>
    }
}

fn words(found: &Found) -> String {
    match found {
        Found::Same => "Unchanged".to_owned(),
        Found::Gone => "Already gone".to_owned(),
        Found::Changed(permissions) => format!("Changed to {}", held(permissions)),
    }
}

fn verdict(found: &Found) -> AnyView {
    let tone = match found {
        Found::Same => Tone::Success,
        Found::Gone => Tone::Neutral,
        Found::Changed(_) => Tone::Warning,
    };
    view! { <Status text=words(found) tone=tone /> }
}

/// The write that takes a grant back.
fn change(item: &Item) -> Option<Change> {
    Some(match &item.kind {
        Kind::Direct => {
            Change::new::<RemoveUserAccessForAProject>(RemoveUserAccessForAProject::path(&item.project, &item.who))
        }
        Kind::Team(team, _) => Change::new::<DeleteTeamMember>(DeleteTeamMember::path(team, &item.who)),
        Kind::Invitation(id) => Change::new::<CancelAPendingInvitationToAProject>(
            CancelAPendingInvitationToAProject::path(&item.project, id),
        ),
        Kind::Owner | Kind::Organization | Kind::Asked => return None,
    })
}

/// Whether the person, or the last admin of a project, is among those who lose their access.
fn lockout(found: &[(Item, Found)], me: &str, reading: Reading) -> Option<Warning> {
    let revoked: Vec<&Item> = found.iter().filter(|(_, found)| *found == Found::Same).map(|(item, _)| item).collect();
    let own = revoked.iter().any(|item| item.who == me && matches!(item.kind, Kind::Direct | Kind::Team(..)));
    if own {
        return Some(Warning::Yourself);
    }
    let direct: Vec<&&Item> = revoked.iter().filter(|item| item.kind == Kind::Direct).collect();
    reading.facts.with_untracked(|facts| {
        direct.iter().find_map(|item| {
            let project = facts.projects.iter().find(|project| project.id == item.project)?;
            let stays = |user: &str| {
                user == item.who || !direct.iter().any(|other| other.project == item.project && other.who == user)
            };
            let left = project.direct.items().iter().filter(|one| stays(&one.user));
            let left: Vec<(String, Permissions)> =
                left.map(|one| (one.user.clone(), one.permissions.clone())).collect();
            let held = Permissions::named(item.permissions.iter().map(String::as_str));
            warning(Some(me), &item.who, &held, &Permissions::default(), Some((&left, true)))
        })
    })
}
