//! What the console knows, and how fresh it is.
//!
//! [`read()`] gives a reactive view of one operation's answer, shared by all who ask, shown at once when it is known and
//! refreshed behind. [`write()`] sends a change and makes stale what it touched. [`poll`] keeps a list of activities
//! alive. Their state lives in one [`Cache`].

mod cache;
mod live;
mod paths;
mod read;
mod write;

pub use cache::{Cache, Snapshot};
pub use live::{follow, poll, poll_one};
pub use paths::with_query;
pub use read::{AnyRead, Read, read, read_as};
pub use write::{send, send_payload, write};
