//! Lines of JSON, one for each thing that happened.

use std::fmt;
use std::io::Write;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// How many lines may wait for whoever reads them.
const WAITING: usize = 8192;

/// The moment, as logs write it.
pub fn now() -> String {
    OffsetDateTime::now_utc().format(&Rfc3339).unwrap_or_default()
}

/// A log that holds up nobody: when its reader stands still, lines are left out and counted.
pub struct Lines {
    sender: Mutex<Option<SyncSender<String>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Lines {
    pub fn new(mut out: impl Write + Send + 'static) -> Self {
        let (sender, waiting) = sync_channel::<String>(WAITING);
        let writer = std::thread::spawn(move || {
            for line in waiting {
                // Nobody reading it is no reason to stop.
                let _ = out.write_all(line.as_bytes()).and_then(|()| out.flush());
            }
        });
        Self { sender: Mutex::new(Some(sender)), writer: Mutex::new(Some(writer)) }
    }

    /// Whether the line was taken.
    pub fn write(&self, value: &Value) -> bool {
        let sender = self.sender.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = sender.as_ref().map(|sender| sender.try_send(format!("{value}\n")));
        !matches!(sent, Some(Err(TrySendError::Full(_))))
    }

    /// Waits until what was taken is written. Nothing is taken afterwards.
    pub fn finish(&self) {
        drop(self.sender.lock().unwrap_or_else(PoisonError::into_inner).take());
        if let Some(writer) = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = writer.join();
        }
    }
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lines")
    }
}
