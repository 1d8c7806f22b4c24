//! An activity's log: read as it grows, to its seal, and what a terminal would show of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::activity::Activity;

use super::failure::first_error;
use super::terminal::{Terminal, text_of};
use crate::api::{Api, ApiError};
use crate::data::{Read, with_query};
use crate::reactive::{Memo, effect, memo};

/// Lines of a part, which is drawn at once.
pub const PART: usize = 200;

/// What is known of a log.
#[derive(Debug, Default)]
struct Known {
    terminal: Terminal,
    /// From which message on to ask next.
    next: i64,
    sealed: bool,
    /// How often each part has changed.
    revisions: Vec<u32>,
}

impl Known {
    /// Takes in messages of `{"_id", "data": {"message"}}`, each once however often it comes; what is no such message, as
    /// one that was cut off, is left for the next time.
    fn read(&mut self, text: &str) {
        for line in text.lines() {
            let Ok(line) = serde_json::from_str::<Value>(line) else { continue };
            if line.get("seal").and_then(Value::as_bool) == Some(true) {
                self.sealed = true;
            }
            let message = line.get("data").and_then(|data| data.get("message")).and_then(Value::as_str);
            if let (Some(id), Some(message)) = (line.get("_id").and_then(Value::as_i64), message)
                && id >= self.next
            {
                self.next = id.saturating_add(1);
                self.terminal.feed(message);
            }
        }
        self.revise();
    }

    fn revise(&mut self) {
        let first = self.terminal.take_changed();
        let parts = self.terminal.len().div_ceil(PART);
        self.revisions.resize(parts, 0);
        for revision in self.revisions.iter_mut().skip(first / PART) {
            *revision = revision.wrapping_add(1);
        }
    }
}

/// The log of an activity, as it is now known.
#[derive(Clone, Copy)]
pub struct Log {
    known: StoredValue<Known>,
    /// Counts what was read.
    version: RwSignal<u32>,
    pub error: RwSignal<Option<ApiError>>,
    pub asking: RwSignal<bool>,
    ask: Callback<()>,
}

impl Log {
    /// Reads the log, further each time the activity itself was read.
    pub fn follow(entry: Read<Activity>) -> Self {
        let api = Api::expect();
        let (known, version) = (StoredValue::new(Known::default()), RwSignal::new(0_u32));
        let (error, asking) = (RwSignal::new(None::<ApiError>), RwSignal::new(false));
        let address = memo(move || entry.data().and_then(|a| a.links().href(Activity::LOG).map(str::to_owned)));
        let read = move |text: &str| {
            known.try_update_value(|known| known.read(text));
            version.try_update(|version| *version = version.wrapping_add(1));
        };
        let ask = Callback::new(move |()| {
            let Some(address) = address.get_untracked() else { return };
            if asking.get_untracked() || known.with_value(|known| known.sealed) {
                return;
            }
            asking.set(true);
            let start = known.with_value(|known| known.next);
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
                        read(&text);
                    }
                    Err(failure) => {
                        error.try_set(Some(failure));
                    }
                }
            });
        });
        effect(move || {
            entry.fetched_at();
            address.track();
            ask.run(());
        });
        // Without a `log` link the text that came with the activity is all of it.
        effect(move || {
            let Some(data) = entry.data().filter(|_| address.get().is_none()) else { return };
            known.update_value(|known| {
                *known = Known { revisions: std::mem::take(&mut known.revisions), ..Known::default() };
                known.terminal.feed(data.log().unwrap_or_default());
                known.revise();
            });
            version.update(|version| *version = version.wrapping_add(1));
        });
        Self { known, version, error, asking, ask }
    }

    /// Asks for what is missing.
    pub fn ask(self) {
        self.ask.run(());
    }

    /// How many lines there are.
    pub fn len(self) -> Memo<usize> {
        memo(move || {
            self.version.track();
            self.known.with_value(|known| known.terminal.len())
        })
    }

    /// Changes whenever something was read.
    pub fn version(self) -> u32 {
        self.version.get()
    }

    /// Changes with the lines of a part.
    pub fn revision(self, part: usize) -> Option<u32> {
        self.version.track();
        self.known.with_value(|known| known.revisions.get(part).copied())
    }

    /// What `read` makes of the terminal, without following it.
    pub fn with<T>(self, read: impl FnOnce(&Terminal) -> T) -> T {
        self.known.with_value(|known| read(&known.terminal))
    }

    /// All of it as text.
    pub fn text(self) -> String {
        let mut all = String::new();
        self.with(|terminal| {
            for line in terminal.lines(0, usize::MAX) {
                line.iter().for_each(|run| all.push_str(&run.text));
                all.push('\n');
            }
        });
        all
    }

    /// The line that says why the activity failed, counted from 0, and what it says.
    pub fn first_error(self) -> Option<(usize, String)> {
        self.version.track();
        self.with(|terminal| {
            let texts: Vec<String> = terminal.lines(0, usize::MAX).iter().map(|line| text_of(line)).collect();
            let at = first_error(texts.iter().map(String::as_str))?;
            Some((at, texts.get(at)?.trim().to_owned()))
        })
    }

    /// The lines that have a text in them, counted from 0, whatever the case of Latin letters.
    pub fn find(self, wanted: &str) -> Vec<usize> {
        self.version.track();
        let wanted = wanted.to_ascii_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        self.with(|terminal| {
            let lines = terminal.lines(0, usize::MAX).iter().enumerate();
            let fitting = lines.filter(|(_, line)| text_of(line).to_ascii_lowercase().contains(&wanted));
            fitting.map(|(at, _)| at).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(known: &Known) -> Vec<String> {
        known.terminal.lines(0, usize::MAX).iter().map(|line| text_of(line)).collect()
    }

    #[test]
    fn messages_come_once_whatever_is_cut_off_or_repeated() {
        let mut log = Known::default();
        log.read("{\"_id\": 0, \"data\": {\"message\": \"a\\n\"}}\n{\"_id\": 1, \"data\": {\"mess");
        assert_eq!((log.next, log.sealed), (1, false));
        log.read(
            "{\"_id\": 0, \"data\": {\"message\": \"a\\n\"}}\n{\"_id\": 1, \"data\": {\"message\": \"b\"}}\nnull\n[]\n",
        );
        log.read("{\"_id\": 2, \"seal\": true}\n");
        assert_eq!(texts(&log), ["a", "b"]);
        assert!(log.sealed);
    }

    #[test]
    fn a_message_may_be_a_piece_of_a_line_or_many() {
        let mut log = Known::default();
        log.read("{\"_id\": 0, \"data\": {\"message\": \"10 %\"}}\n{\"_id\": 1, \"data\": {\"message\": \"\\r99 %\\nend\\n\"}}");
        assert_eq!(texts(&log), ["99 %", "end"]);
    }

    #[test]
    fn only_parts_that_changed_are_drawn_again() {
        let mut log = Known::default();
        let message = |id: usize| format!("{{\"_id\": {id}, \"data\": {{\"message\": \"line\\n\"}}}}\n");
        log.read(&(0..PART + 1).map(message).collect::<String>());
        let before = log.revisions.clone();
        log.read(&message(PART + 1));
        assert_eq!(log.revisions.len(), 2);
        assert_eq!(log.revisions.first(), before.first());
        assert_ne!(log.revisions.last(), before.last());
    }
}
