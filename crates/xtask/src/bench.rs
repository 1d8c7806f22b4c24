//! `cargo xtask bench`: how quick the console is, measured in a browser over the release build; and what the server bears.

use crate::build::Speed;
use crate::{Result, build, folders, process, setup, test};

/// Seconds that the gateway is kept at work, where nobody says how many.
const SOAK: u32 = 60;

/// Measures what a person waits for, or with `sandbox` what many clients at once do, and prints it beside its budget. With
/// `gateway`, what one adds to requests, and what it has in memory while it works for as long as `--soak SECONDS` says.
/// Times mean something on an idle machine only, so no test runs this.
///
/// # Errors
/// When a tool is missing, something does not build, or a budget is exceeded.
pub fn run(arguments: &[String]) -> Result {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => console(),
        ["sandbox"] => load("sandbox", None),
        ["gateway"] => load("gateway", Some(SOAK)),
        ["gateway", "--soak", seconds] => load("gateway", Some(soak(seconds)?)),
        _ => Err("it takes nothing, `sandbox`, or `gateway` and with it `--soak SECONDS`".into()),
    }
}

fn console() -> Result {
    let wasm = setup::everything()?;
    build::server(Speed::Running)?;
    build::console(&wasm)?;
    let server = build::server_binary(Speed::Running)?;
    process::run(test::playwright()?.args(["--config", "bench.config.ts"]).env("WHEELHOUSE_SERVER", server))
}

/// Needs no browser and no console. The requests come from their own process.
fn load(what: &str, more: Option<u32>) -> Result {
    build::server(Speed::Running)?;
    let mut load = process::command("cargo")?;
    load.args(["run", "--release", "--package", "wheelhouse-server", "--example", "load", "--", what]);
    load.arg(build::server_binary(Speed::Running)?).args(more.map(|seconds| seconds.to_string()));
    process::run(load.env("CARGO_TARGET_DIR", folders::native_target()?))
}

/// At most an hour.
fn soak(text: &str) -> Result<u32> {
    let seconds = text.parse().ok().filter(|seconds| (1..=3600).contains(seconds));
    seconds.ok_or_else(|| "--soak needs a number of seconds from 1 to 3600".into())
}

#[cfg(test)]
mod tests {
    use super::soak;

    #[test]
    fn a_soak_has_an_end() {
        assert_eq!(soak("3600").ok(), Some(3600));
        for bad in ["", "0", "3601", "-1", "1m"] {
            assert!(soak(bad).is_err(), "{bad}");
        }
    }
}
