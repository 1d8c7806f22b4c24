//! The commits that one side has more, and the files that differ.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::files::file_list;
use super::load::{Files, Histories, Progress, files, histories};
use super::reader::Reader;
use super::{Compared, Tip, style};
use crate::api::ApiError;
use crate::components::{COMMIT_COLUMNS, ProblemView, commit_cells, commit_link};
use crate::reactive::{Memo, State, effect, memo};
use crate::ui::{Button, Row, SkeletonText, Table, TableRow, each, el, live, nothing, view, views};

/// How many commits are drawn unasked.
const SHOWN: usize = 20;

pub fn view(project: String, compared: Compared) -> AnyView {
    let reader = Reader::new(project);
    match compared {
        Compared::Commit { before, commit } => {
            let to = commit.clone();
            let ends = memo(move || Some((before.clone(), to.clone())));
            files_between(reader, ends, commit)
        }
        Compared::Merge { source, target } => {
            let commit = source.commit.clone();
            let state = read_histories(reader, &source.commit, &target.commit);
            let head = source.commit.clone();
            // What only the target has isn't merged: the comparison is with the merge base.
            let is_far = memo(move || state.with(|now| now.is_done && now.known.apart.is_far()));
            let ends = memo(move || {
                let base = state.with(|now| now.is_done.then(|| now.known.apart.base.clone()));
                Some((base.filter(|_| !is_far.get())?, head.clone()))
            });
            let title = target.title.clone();
            let beside = live(move || {
                let behind = state.with(|now| now.is_done && !now.known.apart.right.is_empty());
                let base = state.with(|now| now.known.apart.base.clone()).filter(|_| behind);
                base.map_or_else(nothing, |base| {
                    let text = format!("{title} has newer commits, so this compares with the last commit they share: ");
                    el("p").class("muted").text(text).child(commit_link(&reader.project(), Some(&base))).into_any()
                })
            });
            let commits =
                commits(reader, state, Side::Left, format!("{} has every commit already.", target.title), |count| {
                    match count {
                        "1" => "1 commit to merge".to_owned(),
                        count => format!("{count} commits to merge"),
                    }
                });
            let files = {
                let text = format!(
                    "The last commit that it shares with {} is too far back to compare the files here.",
                    target.title
                );
                live(move || match is_far.get() {
                    true => el("p").class("muted").text(text.clone()).into_any(),
                    false => files_between(reader, ends, commit.clone()),
                })
            };
            views![commits, problem(reader, state, source.commit.clone(), target.commit.clone()), beside, files]
        }
        Compared::Sides { left, right } => {
            let state = read_histories(reader, &left.commit, &right.commit);
            let only = |side: Side, tip: &Tip, other: &Tip| {
                let title = tip.title.clone();
                let none = format!("{} has every commit of {}.", other.title, tip.title);
                commits(reader, state, side, none, move |count| match count {
                    "1" => format!("1 commit only in {title}"),
                    count => format!("{count} commits only in {title}"),
                })
            };
            let ends = (Some(left.commit.clone()), right.commit.clone());
            let ends = memo(move || Some(ends.clone()));
            views![
                only(Side::Right, &right, &left),
                only(Side::Left, &left, &right),
                problem(reader, state, left.commit, right.commit.clone()),
                files_between(reader, ends, right.commit)
            ]
        }
    }
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

type HistoriesState = State<Progress<Histories>>;

fn read_histories(reader: Reader, left: &str, right: &str) -> HistoriesState {
    let state = State::new(Progress::default());
    spawn_local(histories(reader, left.to_owned(), right.to_owned(), state));
    state
}

fn problem(reader: Reader, state: HistoriesState, left: String, right: String) -> AnyView {
    let again = Callback::new(move |()| spawn_local(histories(reader, left.clone(), right.clone(), state)));
    failed(Signal::derive(move || state.with(|now| now.error.clone())), again)
}

fn failed(error: Signal<Option<ApiError>>, again: Callback<()>) -> AnyView {
    live(move || match error.get() {
        Some(error) => view! { <ProblemView error=error on_retry=again /> },
        None => nothing(),
    })
}

/// The commits of one side, the newest first, under how many there are.
fn commits(
    reader: Reader,
    state: HistoriesState,
    side: Side,
    none: String,
    count: impl Fn(&str) -> String + Send + Sync + 'static,
) -> AnyView {
    let ids = memo(move || {
        state.with(|now| match side {
            Side::Left => now.known.apart.left.clone(),
            Side::Right => now.known.apart.right.clone(),
        })
    });
    let (is_done, is_cut) =
        (memo(move || state.with(|now| now.is_done)), memo(move || state.with(|now| now.known.apart.is_cut)));
    let all = RwSignal::new(false);
    let heading = Signal::derive(move || {
        // Of more, no more were looked at.
        let more = if is_cut.get() { "+" } else { "" };
        count(&format!("{}{more}", ids.with(Vec::len)))
    });
    let has_any = memo(move || ids.with(|ids| !ids.is_empty()));
    let row = move |id: String| {
        Row::new(id.clone(), move || {
            let known = state.with_untracked(|now| now.known.commit(&id).cloned());
            known.map_or_else(
                nothing,
                |commit| view! { <TableRow cells=commit_cells(&reader.project(), &id, &commit) /> },
            )
        })
    };
    let rows = move || {
        let most = if all.get() { usize::MAX } else { SHOWN };
        ids.with(|ids| ids.iter().take(most).cloned().collect::<Vec<_>>()).into_iter().map(row).collect()
    };
    let more = move || {
        let hidden = ids.with(Vec::len).saturating_sub(SHOWN);
        let show = move || view! { <Button on_click=move || all.set(true)>{format!("Show {hidden} more")}</Button> };
        let cut = || el("p").class("muted").text("There are more commits than are looked at here.").into_any();
        views![(hidden > 0 && !all.get()).then(show), is_cut.get().then(cut)]
    };
    let table = move || match (has_any.get(), is_done.get()) {
        (true, _) => {
            let table = view! {
                <Table caption=heading columns=COMMIT_COLUMNS.to_vec()>
                    {each(rows)}
                </Table>
            };
            views![el("h3").show(heading), table, live(more)]
        }
        (false, true) => el("p").class("muted").text(none.clone()).into_any(),
        (false, false) if state.with(|now| now.error.is_some()) => nothing(),
        (false, false) => view! { <SkeletonText lines=2 label="Looking at commits" /> },
    };
    el("div").class("stack-tight").child(live(table)).into_any()
}

/// The files that differ between two commits, once both are known.
fn files_between(reader: Reader, ends: Memo<Option<(Option<String>, String)>>, commit: String) -> AnyView {
    let state: State<Progress<Files>> = State::new(Progress::default());
    let read = move |(from, to): (Option<String>, String)| {
        state.set(Progress::default());
        spawn_local(async move {
            let now = match files(reader, from, to).await {
                Ok(known) => Progress { known, is_done: true, error: None },
                Err(error) => Progress { error: Some(error), ..Progress::default() },
            };
            state.try_set(now);
        });
    };
    effect(move || ends.get().into_iter().for_each(read));
    let again = Callback::new(move |()| ends.get_untracked().into_iter().for_each(read));
    let list = move || match state.with(|now| (now.is_done, now.error.is_some())) {
        (true, _) => {
            let found = state.with(|now| now.known.clone());
            let is_cut = found.is_cut;
            let cut = is_cut
                .then(|| el("p").class("muted").text("There are more: only the first of them are listed.").into_any());
            views![file_list(reader, found.list, commit.clone(), ends.get_untracked().and_then(|(from, _)| from)), cut]
        }
        (false, true) => nothing(),
        (false, false) => view! { <SkeletonText lines=3 label="Comparing files" /> },
    };
    let error = Signal::derive(move || state.with(|now| now.error.clone()));
    el("div").class(style::changes).child(failed(error, again)).child(live(list)).into_any()
}
