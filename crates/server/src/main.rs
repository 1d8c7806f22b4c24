//! The `wheelhouse` binary: the console and the API it talks to, from one address.

mod args;
mod installation;
mod sandbox;

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match args::Args::parse().command {
        args::Command::Sandbox(args) => sandbox::run(args).await,
        args::Command::Serve(args) => installation::run(*args).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wheelhouse: {error}");
            ExitCode::FAILURE
        }
    }
}
