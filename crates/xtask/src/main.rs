//! The project's commands. `cargo xtask` lists them.

mod bench;
mod build;
mod dev;
mod dist;
mod folders;
mod fuzz;
mod openapi;
mod process;
mod report;
mod run;
mod setup;
mod size;
mod test;
mod toolchain;

use std::process::ExitCode;

/// What went wrong, in words for the person at the terminal.
type Error = Box<dyn std::error::Error + Send + Sync>;
type Result<T = ()> = std::result::Result<T, Error>;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  run [OPTIONS]   Build the console and serve it with a sandbox API on http://127.0.0.1:7070
                    --port PORT        another port
                    --data DIR         keep the sandbox's data there (default: data)
                    --memory           keep it in memory, until the server stops
                    --data-set NAME    demo (default), large, crowd or empty
                    --pace FACTOR      multiplies the time that activities take (default: 1)
                    --people           print what five people of the demo sign in with
                    --test-controls    mount /_sandbox, by which tests steer the sandbox
  dev [OPTIONS]   The same unoptimized, built again and reloaded whenever a file is edited; takes run's options
  test            Everything that must pass: format, lints, native, browser and end-to-end tests, size
  faults          The console with everything that can go wrong with any of its requests, of which test tries some
  setup           Find or make the tools that run and test need
  build           Build the console into dist/
  dist            Pack what others install, a static program with the console within, into target/packages
                    --sign-key FILE    sign the checksums with this secret key of minisign
  size            What a first visit downloads, and whether it is within the budget
  bench [sandbox] How long keystrokes take, and whether they are within the budget; or the same of the server's answers
                  while fifty clients ask
  bench gateway   What the gateway adds to requests, and whether its memory stays as it is
                    --soak SECONDS     look at memory for so long (default: 60, at most 3600)
  fuzz [OPTIONS]  Random answers, bodies, paths, headers, cookies and links, for what reads them: none may do harm
                    --inputs N         so many of each (default: 1000000)
                    --seed S           other ones (default: 1)
  openapi [FILE]  The API as an OpenAPI document, in the file or on the terminal
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match command.as_str() {
        "setup" => setup::everything().map(drop),
        "build" => setup::for_run().and_then(|wasm| build::console(&wasm)).map(drop),
        "run" => run::run(&rest),
        "dev" => dev::run(&rest),
        // trunk asks for them when it serves what `dev` edits.
        "styles" => build::styles(),
        "test" => test::run(),
        "faults" => test::faults::run(),
        "dist" => dist::run(&rest),
        "size" => size::run(),
        "fuzz" => fuzz::run(&rest),
        "bench" => bench::run(&rest),
        "openapi" => openapi::run(&rest),
        "" | "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        unknown => Err(format!("there is no command `{unknown}`\n\n{HELP}").into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error}");
            ExitCode::FAILURE
        }
    }
}
