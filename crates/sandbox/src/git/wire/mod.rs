//! What Git clients are answered with: the parts of Git's protocol that are not Git's own program's, and running that.

mod packets;
mod program;
mod receive;
mod update;

pub use packets::{FLUSH, packet};
pub use program::{Service, advertise, answer, require};
pub use receive::{clear, take_in};
pub use update::{Asked, Report, Update, advertisement, read};
