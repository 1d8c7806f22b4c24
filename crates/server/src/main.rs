//! The `wheelhouse` binary: the console and the API it talks to, from one address.

mod args;
mod config;
mod installation;
mod sandbox;

use std::error::Error;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match config::read(std::env::args_os().collect()) {
        Ok(args) => run(args.command).await,
        Err(error) => match error.downcast::<clap::Error>() {
            Ok(said) => said.exit(),
            Err(error) => Err(error),
        },
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wheelhouse: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: args::Command) -> Result<(), Box<dyn Error>> {
    match command {
        args::Command::Sandbox(args) => sandbox::run(*args).await,
        args::Command::Serve(args) => installation::run(*args).await,
    }
}
