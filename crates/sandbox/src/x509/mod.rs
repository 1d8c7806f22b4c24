//! X.509 certificates: reading those that people bring, and making those that the sandbox provisions.

mod key;
mod make;
mod pem;
mod read;

pub use key::belongs;
pub use make::Authority;
pub use read::{Certificate, chain};
