//! The commits that led to a revision, the newest first. Each is its own request: some at a time.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use wheelhouse_contract::sections::repository::{Commit, GetACommitObject};

use super::frame::{Frame, frame};
use super::order::{Shown, newest_first};
use super::reads::data_of_chain;
use super::revision::Revision;
use crate::components::{COMMIT_COLUMNS, ProblemView, commit_cells, page_title_in, seen, use_url_state};
use crate::data::{Read, read};
use crate::reactive::{effect, memo};
use crate::ui::{Button, Row, Table, TableRow, el, live, nothing, view, views};

/// How many come at a time.
const STEP: usize = 20;
/// How many one page shows at most: those before have their own pages.
const MOST: usize = 500;

type Reads = StoredValue<Vec<(String, Read<Commit>)>>;

pub fn page(project: String, name: String) -> AnyView {
    let revision = Revision::read(project, name);
    page_title_in("Commits", Signal::derive(move || revision.label()));
    let wanted = use_url_state("shown", &[]);
    let value = wanted.signal();
    let count = memo(move || value.with(|value| value.parse().unwrap_or(STEP)).clamp(STEP, MOST));
    let reads: Reads = StoredValue::new(Vec::new());
    let asked = RwSignal::new(0);
    let list = memo(move || {
        asked.track();
        let Some(head) = revision.id.get() else { return Shown::default() };
        newest_first(&head, count.get(), |id| Some(seen(&known(reads, id)?)))
    });
    let owner = Owner::current().unwrap_or_default();
    effect(move || {
        for id in list.with(|list| list.missing.clone()) {
            if reads.with_value(|reads| reads.iter().all(|(known, _)| *known != id)) {
                let path = GetACommitObject::path(&revision.project(), &id);
                let commit = owner.with(|| read::<GetACommitObject>(move || Some(path.clone())));
                reads.update_value(|reads| reads.push((id, commit)));
            }
        }
        asked.set(reads.with_value(Vec::len));
    });
    let is_loading = Signal::derive(move || {
        asked.track();
        reads.with_value(|reads| reads.iter().any(|(_, read)| read.is_loading()))
    });
    let failed = move || {
        asked.track();
        reads.with_value(|reads| reads.iter().find_map(|(_, read)| Some((*read, read.error()?))))
    };
    let problem = move || match failed() {
        Some((read, error)) => {
            view! { <ProblemView error=error on_retry=move || read.refresh() retrying=is_loading /> }
        }
        None => nothing(),
    };
    let row = move |id: String| {
        Row::new(id.clone(), move || match known(reads, &id) {
            Some(commit) => view! { <TableRow cells=commit_cells(&revision.project(), &id, &commit) /> },
            None => nothing(),
        })
    };
    let content = move || {
        let rows = move || list.with(|list| list.ids.clone()).into_iter().map(row).collect();
        let wanted = wanted.clone();
        let more = move || {
            let wanted = wanted.clone();
            let count = count.get();
            match list.with(|list| list.has_more) {
                true if count < MOST => view! {
                    <Button
                        busy=is_loading
                        busy_label=Some("Loading…".to_owned())
                        on_click=move || wanted.replace((count + STEP).to_string())
                    >
                        "Show more"
                    </Button>
                },
                true => note("Open the last commit to see earlier ones."),
                false => note("No more commits."),
            }
        };
        views![
            view! {
                <Table caption="Commits" columns=COMMIT_COLUMNS.to_vec() refreshing=is_loading>
                    {crate::ui::each(rows)}
                </Table>
            },
            live(problem),
            live(more)
        ]
    };
    frame(Frame {
        revision,
        steps: vec!["Commits".to_owned()],
        title: Signal::stored("Commits".to_owned()),
        loading: "Loading commits",
        data: data_of_chain(revision.chain(), Signal::derive(move || list.with(|list| !list.ids.is_empty()))),
        meta: ViewFn::from(|| ()),
        actions: ViewFn::from(|| ()),
        content: ViewFn::from(content),
    })
}

fn note(text: &'static str) -> AnyView {
    el("p").class("muted").text(text).into_any()
}

fn known(reads: Reads, id: &str) -> Option<Commit> {
    reads.with_value(|reads| reads.iter().find(|(known, _)| known == id).map(|(_, read)| *read))?.data()
}
