//! Building the console into `dist/`, and the server.

mod chunks;
mod compress;
mod dress;
mod glue;
mod inputs;
pub mod manifest;
mod minify;
mod optimize;
mod page;
mod small;
mod split;
mod styles;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub use compress::beside;
pub use split::is_about_people;

use crate::toolchain::{TARGET, Wasm};
use crate::{Result, folders, process};

/// The folder in `dist` of the design system's page, which no visitor of the console downloads.
pub const DESIGN: &str = "design";

/// What compiling leaves for the rest: trunk's page, and the whole program.
const PAGE: &str = "page";
const PROGRAM: &str = "program.wasm";

/// Builds the release bundle: static files that any web server can serve. Does nothing where no file
/// that goes into it has changed since, and compiles nothing where only what happens afterwards has. Returns whether it
/// built.
///
/// # Errors
/// When a tool fails, after its own message.
pub fn console(wasm: &Wasm) -> Result<bool> {
    let library = if wasm.has_std_source() { " with its own library" } else { "" };
    let compiler = format!("{}{library}", wasm.version()?);
    let dist = folders::dist();
    let bundle = Stamp::new("bundle", inputs::of_bundle(&compiler)?);
    if dist.join("index.html").is_file() && bundle.is_current() {
        println!("The console in dist/ is up to date.");
        return Ok(false);
    }
    println!("Building the console (a first time takes minutes, later ones about one)");
    bundle.remove()?;
    let compiled = folders::scratch().join("compiled");
    let program = Stamp::new("compiled", inputs::of_program(&compiler)?);
    if !program.is_current() {
        program.remove()?;
        compile(wasm, &compiled)?;
        program.set()?;
    }
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    for file in folders::files_under(&compiled.join(PAGE))? {
        let place = dist.join(file.strip_prefix(compiled.join(PAGE))?);
        fs::create_dir_all(place.parent().unwrap_or(&dist))?;
        fs::copy(file, place)?;
    }
    chunks::split(&compiled.join(PROGRAM), &dist)?;
    page::move_scripts_out(&dist.join(DESIGN), &format!("/{DESIGN}/"))?;
    minify::scripts(&dist)?;
    compress::all(&dist)?;
    bundle.set()?;
    Ok(true)
}

/// Has trunk make the pages of the console and of its design system; leaves the console's whole program beside them.
fn compile(wasm: &Wasm, out: &Path) -> Result {
    styles::bundle()?;
    // trunk runs cargo offline, so that it never fetches a tool by itself.
    let mut fetch = wasm.command("cargo")?;
    small::standard_library(wasm, &mut fetch);
    process::run(fetch.args(["fetch", "--quiet", "--target", TARGET]))?;
    let page = out.join(PAGE);
    trunk(wasm, "index.html", &page, "/", &["--features", chunks::FEATURE])?;
    fs::copy(chunks::program()?, out.join(PROGRAM))?;
    trunk(wasm, "design.html", &page.join(DESIGN), &format!("/{DESIGN}/"), &[])
}

/// A note of what something was made from.
struct Stamp {
    place: PathBuf,
    inputs: String,
}

impl Stamp {
    fn new(name: &str, inputs: String) -> Self {
        Self { place: folders::scratch().join(format!("{name}.stamp")), inputs }
    }

    fn is_current(&self) -> bool {
        fs::read_to_string(&self.place).is_ok_and(|inputs| inputs == self.inputs)
    }

    fn remove(&self) -> Result {
        if self.place.exists() {
            fs::remove_file(&self.place)?;
        }
        Ok(())
    }

    fn set(&self) -> Result {
        Ok(fs::write(&self.place, &self.inputs)?)
    }
}

/// One page with its program, served at `base`.
fn trunk(wasm: &Wasm, source: &str, dist: &Path, base: &str, more: &[&str]) -> Result {
    let mut trunk = wasm.command("trunk")?;
    // trunk takes NO_COLOR's mere value for its own option, and refuses the usual `1`.
    trunk.args(["build", source, "--release", "--offline", "--public-url", base, "--dist"]).arg(dist);
    small::standard_library(wasm, &mut trunk);
    process::run(trunk.args(more).env_remove("NO_COLOR"))
}

/// Builds the style sheets that `index.html` links.
///
/// # Errors
/// As `styles::bundle`.
pub fn styles() -> Result {
    styles::bundle()
}

/// What the server is quick at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Speed {
    /// At being built: for tests, and while it is edited.
    Compiling,
    /// At answering.
    Running,
}

/// Builds the `wheelhouse` binary.
///
/// # Errors
/// When it does not compile, after the compiler's message.
pub fn server(speed: Speed) -> Result {
    let mut cargo = process::command("cargo")?;
    cargo.args(["build", "--package", "wheelhouse-server"]).env("CARGO_TARGET_DIR", folders::native_target()?);
    if speed == Speed::Running {
        cargo.arg("--release");
    }
    process::run(&mut cargo)
}

/// Where `server` leaves the binary.
///
/// # Errors
/// When the cache folder is not known.
pub fn server_binary(speed: Speed) -> Result<PathBuf> {
    let folder = if speed == Speed::Running { "release" } else { "debug" };
    let binary = folders::native_target()?.join(folder).join("wheelhouse");
    Ok(binary.with_extension(std::env::consts::EXE_EXTENSION))
}

/// Has the server keep its data in the checkout, unless the person says where.
pub fn keep_data(server: &mut Command, arguments: &[String]) {
    let says_where = arguments
        .iter()
        .any(|argument| matches!(argument.as_str(), "--memory" | "--data") || argument.starts_with("--data="));
    if !says_where {
        server.arg("--data").arg(folders::root().join("data"));
    }
}
