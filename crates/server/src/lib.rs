//! What the `wheelhouse` binary is made of, apart from the sandbox: hosting the console's files, who is let in, and taking
//! connections.

pub mod console;
pub mod guard;
pub mod serve;
