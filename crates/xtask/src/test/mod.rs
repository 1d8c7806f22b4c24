//! `cargo xtask test`: everything that must pass before a change lands. Also what CI runs.

mod count;
pub mod faults;

use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use count::Count;

use crate::build::Speed;
use crate::toolchain::Wasm;
use crate::{Error, Result, build, folders, process, report, setup, size};

/// So many of a check's tests may need a second try before it fails. Each is named in the summary: it
/// has a fault all the same, but one machine's bad moment is not worth the other tests' verdict.
const MOST_FLAKY: usize = 3;

/// Runs every check and says at the end how each went. One that fails does not stop the others,
/// except those that need what it makes.
///
/// # Errors
/// When any check failed.
pub fn run() -> Result {
    let mut checks = Checks::default();
    let Some(wasm) = checks.make("setup", setup::everything) else { return checks.conclude() };
    checks.check("format", || plain(native("cargo")?.args(["fmt", "--all", "--check"])));
    checks.check("lints", || {
        plain(native("cargo")?.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    });
    checks.check("crates", || {
        let rules = ["licenses", "bans", "sources"];
        plain(native("cargo")?.args(["deny", "--offline", "--log-level", "error", "check"]).args(rules))
    });
    checks.check("documentation", || {
        let mut doc = native("cargo")?;
        doc.args(["doc", "--workspace", "--no-deps", "--quiet"]);
        plain(doc.env("RUSTDOCFLAGS", "-D warnings"))
    });
    checks.check("native tests", || printed(native("cargo")?.args(["test", "--workspace", "--no-fail-fast"])));
    checks.check("other web servers", other_web_servers);
    tests_in_browsers(&mut checks, &wasm);
    let server = checks.make("server", || build::server(Speed::Compiling));
    if server.is_some() {
        checks.check("other clients", other_clients);
    }
    let console = checks.make("console", || build::console(&wasm));
    if console.is_some() {
        checks.check("size", || size::run().map(|()| Count::default()));
        // The library alone: the program of the tests that follow has no console within.
        checks.check("console within", || {
            let within = ["test", "--package", "wheelhouse-server", "--features", "embedded", "--lib", "files::"];
            printed(native("cargo")?.args(within))
        });
    }
    if server.is_some() && console.is_some() {
        checks.check("end-to-end tests", end_to_end_tests);
        checks.check("tests by the gateway", tests_by_the_gateway);
        checks.check("other engines", other_engines);
    }
    checks.conclude()
}

/// The browser tests in Chromium and, where its driver is there, in Firefox. Both run side by side, as either keeps one
/// processor busy. What Firefox has to say is printed after the rest.
fn tests_in_browsers(checks: &mut Checks, wasm: &Wasm) {
    let chromium = setup::chromedriver().map(|driver| ("--chromedriver", driver));
    let firefox = setup::geckodriver().map(|driver| ("--geckodriver", driver));
    thread::scope(|scope| {
        let firefox = firefox.map(|driver| {
            scope.spawn(|| {
                let mut lines = Vec::new();
                let count =
                    counted(&mut browser_tests(wasm, "--firefox", Some(driver))?, |line| lines.push(line.to_owned()))?;
                Ok::<_, Error>((count, lines))
            })
        });
        checks.check("browser tests", || printed(&mut browser_tests(wasm, "--chrome", chromium)?));
        if let Some(firefox) = firefox {
            checks.check("tests in Firefox", || {
                let (count, lines) = firefox.join().map_err(|_| "they could not be run")??;
                lines.iter().for_each(|line| println!("{line}"));
                Ok(count)
            });
        }
    });
}

fn native(program: &str) -> Result<Command> {
    let mut command = process::command(program)?;
    command.env("CARGO_TARGET_DIR", folders::native_target()?);
    Ok(command)
}

fn browser_tests(wasm: &Wasm, browser: &str, driver: Option<(&str, PathBuf)>) -> Result<Command> {
    let mut wasm_pack = wasm.command("wasm-pack")?;
    wasm_pack.args(["test", "--headless", browser, "--mode", "no-install"]);
    // For all tests together; the forms of the whole API take longer than the runner's 20 seconds.
    wasm_pack.env("WASM_BINDGEN_TEST_TIMEOUT", "1800");
    // Whatever capabilities `webdriver.json` asks of Chromium, Firefox opens no window.
    wasm_pack.env("MOZ_HEADLESS", "1");
    if let Some((option, driver)) = driver {
        wasm_pack.arg(option).arg(driver);
    }
    wasm_pack.args(["--", "--test", "browser"]);
    Ok(wasm_pack)
}

fn end_to_end_tests() -> Result<Count> {
    printed(playwright()?.env("WHEELHOUSE_RETRIES", "1"))
}

/// Some of the journeys, through a gateway before the sandbox.
fn tests_by_the_gateway() -> Result<Count> {
    printed(playwright()?.args(["--config", "gateway.config.ts"]).env("WHEELHOUSE_RETRIES", "1"))
}

/// The short journey, in each other engine that is installed.
fn other_engines() -> Result<Count> {
    let engines = setup::engines();
    if engines.is_empty() {
        println!("Neither Firefox nor WebKitGTK is installed: nothing was tried in them.");
        return Ok(Count::default());
    }
    printed(playwright()?.args(["--config", "engines.config.ts"]).envs(engines))
}

/// nginx and Caddy, by the configurations that the documentation names, where they are available.
fn other_web_servers() -> Result<Count> {
    let servers = match setup::servers() {
        Ok(servers) => servers,
        Err(error) => {
            println!("Nothing was tried with other web servers: {error}.");
            return Ok(Count::default());
        }
    };
    let tests = ["test", "--package", "wheelhouse-server", "--test", "web_servers", "--", "--ignored"];
    printed(native("cargo")?.args(tests).envs(servers))
}

/// What others wrote for this API, against the sandbox.
fn other_clients() -> Result<Count> {
    let mut node = process::command("node")?;
    node.arg("platformsh-client.mjs").current_dir(folders::root().join("tests/clients"));
    printed(node.env("WHEELHOUSE_SERVER", build::server_binary(Speed::Compiling)?))
}

/// Playwright over `tests/e2e`. The tests start the server themselves; they are told where everything is.
///
/// # Errors
/// When Chromium is not there, or the folder of the server's binary is not known.
pub fn playwright() -> Result<Command> {
    let mut playwright = process::command("npx")?;
    playwright
        .args(["playwright", "test"])
        .current_dir(folders::root().join("tests/e2e"))
        .env("WHEELHOUSE_SERVER", build::server_binary(Speed::Compiling)?)
        .env("WHEELHOUSE_DIST", folders::dist())
        .env("WHEELHOUSE_CHROMIUM", setup::chromium().ok_or("Chromium is gone")?);
    Ok(playwright)
}

/// A command that passes or fails as one.
fn plain(command: &mut Command) -> Result<Count> {
    process::run(command).map(|()| Count::default())
}

/// A command that runs tests, with what it prints on the terminal.
fn printed(command: &mut Command) -> Result<Count> {
    counted(command, |line| println!("{line}"))
}

/// A command that runs tests and says how many.
fn counted(command: &mut Command, mut each_line: impl FnMut(&str)) -> Result<Count> {
    let mut count = Count::default();
    let succeeded = process::run_watched(command, |line| {
        each_line(line);
        count.read(line);
    })?;
    if succeeded && count.failed == 0 && count.passed == 0 {
        return Err("no test ran".into());
    }
    if !succeeded {
        // What did not compile has no line of its own.
        count.failed = count.failed.max(1);
    }
    if count.flaky.len() > MOST_FLAKY {
        println!("{} tests passed the second time only: at most {MOST_FLAKY} may.", count.flaky.len());
        count.failed += 1;
    }
    Ok(count)
}

#[derive(Default)]
struct Checks {
    done: Vec<(&'static str, Duration, bool)>,
    count: Count,
}

impl Checks {
    fn check(&mut self, name: &'static str, check: impl FnOnce() -> Result<Count>) {
        let started = self.begin(name);
        let outcome = check();
        let passed = outcome.as_ref().is_ok_and(|count| count.failed == 0);
        match outcome {
            Ok(count) => self.count.add(count),
            Err(error) => self.fail(&*error),
        }
        self.done.push((name, started.elapsed(), passed));
    }

    /// A check that makes what later ones need.
    fn make<T>(&mut self, name: &'static str, make: impl FnOnce() -> Result<T>) -> Option<T> {
        let mut made = None;
        self.check(name, || {
            made = Some(make()?);
            Ok(Count::default())
        });
        made
    }

    fn begin(&self, name: &str) -> Instant {
        println!("\n== {name}");
        Instant::now()
    }

    fn fail(&mut self, error: &dyn std::error::Error) {
        println!("{error}");
        self.count.failed += 1;
    }

    fn conclude(self) -> Result {
        println!("\n== Summary");
        for (name, time, passed) in &self.done {
            println!("{:<4} {name:<20} {:>10}", if *passed { "ok" } else { "FAIL" }, report::seconds(*time));
        }
        for name in &self.count.failures {
            println!("failed: {name}");
        }
        for name in &self.count.flaky {
            println!("passed the second time: {name}");
        }
        println!("{} passed, {} failed", self.count.passed, self.count.failed);
        if self.count.failed > 0 { Err("not everything passes".into()) } else { Ok(()) }
    }
}
