//! `wheelhouse-api-docs [FILE]`: the OpenAPI document, into a file or to the terminal.

use std::io::{self, Write};
use std::process::ExitCode;

use wheelhouse_api_docs::openapi;

fn main() -> ExitCode {
    let document = format!("{:#}\n", openapi::document());
    let written = match std::env::args_os().nth(1) {
        Some(file) => std::fs::write(file, document),
        None => io::stdout().write_all(document.as_bytes()),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The document could not be written: {error}.");
            ExitCode::FAILURE
        }
    }
}
