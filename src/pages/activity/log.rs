//! An activity's log: line by line as it grows, to its seal.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::activity::Activity;

use crate::api::{Api, ApiError};
use crate::components::ProblemView;
use crate::data::{Read, with_query};
use crate::reactive::{effect, memo};
use crate::ui::{EmptyState, Section, el, live, view};

stylance::import_style!(style, "log.module.css");

/// How many of the last lines are drawn.
const SHOWN: usize = 2_000;

/// What is known of a log.
#[derive(Clone, Debug, Default, PartialEq)]
struct Log {
    /// By their ids, in order.
    lines: Vec<(i64, String)>,
    sealed: bool,
}

impl Log {
    /// Takes in lines of `{"_id", "data": {"message"}}`, each once however often it comes; what is no such line, as one
    /// that was cut off, is left for the next time.
    fn read(&mut self, text: &str) {
        for line in text.lines() {
            let Ok(line) = serde_json::from_str::<Value>(line) else { continue };
            if line.get("seal").and_then(Value::as_bool) == Some(true) {
                self.sealed = true;
            }
            let message = line.get("data").and_then(|data| data.get("message")).and_then(Value::as_str);
            if let (Some(id), Some(message)) = (line.get("_id").and_then(Value::as_i64), message) {
                let message = message.trim_end_matches('\n').to_owned();
                if let Err(place) = self.lines.binary_search_by_key(&id, |(id, _)| *id) {
                    self.lines.insert(place, (id, message));
                }
            }
        }
    }

    /// From which line on to ask next.
    fn next(&self) -> i64 {
        self.lines.last().map_or(0, |(id, _)| id.saturating_add(1))
    }
}

/// The log of an activity, asked for further each time the activity itself was.
#[component]
pub fn LogSection(entry: Read<Activity>) -> impl IntoView {
    let api = Api::expect();
    let log = RwSignal::new(Log::default());
    let error = RwSignal::new(None::<ApiError>);
    let asking = RwSignal::new(false);
    let address = memo(move || entry.data().and_then(|a| a.links().href(Activity::LOG).map(str::to_owned)));
    let ask = move || {
        let Some(address) = address.get_untracked() else { return };
        if asking.get_untracked() || log.with_untracked(|log| log.sealed) {
            return;
        }
        asking.set(true);
        let start = log.with_untracked(Log::next);
        spawn_local(async move {
            let text = match api.path_of(&address) {
                Ok(path) => {
                    let query = [("start_at", start.to_string()), ("max_delay", "0".to_owned())];
                    api.text(with_query(&path, query)).await
                }
                Err(error) => Err(error),
            };
            asking.try_set(false);
            match text {
                Ok(text) => {
                    error.try_set(None);
                    log.try_update(|log| log.read(&text));
                }
                Err(failure) => {
                    error.try_set(Some(failure));
                }
            }
        });
    };
    effect(move || {
        entry.fetched_at();
        address.track();
        ask();
    });
    // Without a `log` link the text that came with the activity is all of it.
    let inline = memo(move || {
        let data = entry.data()?;
        address.get().is_none().then(|| data.log().unwrap_or_default().trim_end().to_owned())
    });
    let text = memo(move || match inline.get() {
        Some(text) => text,
        None => log.with(|log| {
            let skipped = log.lines.len().saturating_sub(SHOWN);
            log.lines.iter().skip(skipped).map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n")
        }),
    });
    let skipped = memo(move || log.with(|log| log.lines.len().saturating_sub(SHOWN)));
    let is_empty = memo(move || text.with(String::is_empty));
    let omitted = Signal::derive(move || match skipped.get() {
        0 => None,
        count => Some(format!("The first {count} lines are not shown.")),
    });
    let content = move || match (error.get(), is_empty.get()) {
        (Some(error), true) => view! { <ProblemView error=error on_retry=ask retrying=asking /> },
        (None, true) => {
            view! { <EmptyState title="No log yet" text="Lines appear here as they are written." /> }
        }
        (_, false) => el("pre")
            .class(style::log)
            .attr("role", "log")
            .attr("aria-label", "Log")
            .attr("tabindex", "0")
            .show(text.into())
            .into_any(),
    };
    view! {
        <Section title="Log">
            {vec![el("p").class("muted").show_some(omitted).into_any(), live(content)]}
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_once_whatever_is_cut_off_or_repeated() {
        let mut log = Log::default();
        log.read("{\"_id\": 0, \"data\": {\"message\": \"a\\n\"}}\n{\"_id\": 1, \"data\": {\"mess");
        assert_eq!((log.next(), log.sealed), (1, false));
        log.read(
            "{\"_id\": 0, \"data\": {\"message\": \"a\"}}\n{\"_id\": 1, \"data\": {\"message\": \"b\"}}\nnull\n[]\n",
        );
        log.read("{\"_id\": 2, \"seal\": true}\n");
        assert_eq!(log.lines, [(0, "a".to_owned()), (1, "b".to_owned())]);
        assert!(log.sealed);
    }
}
