//! What the `wheelhouse` binary is made of, apart from the sandbox: hosting the console's files, the gateway to an API, who
//! is let in, what is known of a server while it runs, and taking connections.

pub mod console;
pub mod gateway;
pub mod guard;
pub mod security;
pub mod serve;
pub mod site;
pub mod watch;
