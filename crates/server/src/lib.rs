//! What the `wheelhouse` binary is made of, apart from the sandbox: hosting the console's files.

pub mod console;
