//! Firefox and WebKitGTK, for a short journey in engines other than Chromium's. They are tried where they are available;
//! nothing else needs them.

use std::env;
use std::path::PathBuf;

use super::debian;
use super::tools::GECKODRIVER;
use crate::report::Progress;
use crate::{Result, process};

/// An engine that is installed: the variable by which the journey learns of it, and its program.
pub type Engine = (&'static str, PathBuf);

const FIREFOX: &str = "WHEELHOUSE_FIREFOX";
const WEBKIT: &str = "WHEELHOUSE_WEBKIT";

/// Those that are installed. WebKitGTK needs a screen, be it one that nobody sees.
pub fn engines() -> Vec<Engine> {
    let named = |variable: &'static str, programs: &[&str]| {
        let own = env::var_os(variable).map(PathBuf::from);
        let found = own.or_else(|| programs.iter().find_map(|name| process::find(name)));
        found.filter(|path| path.is_file()).map(|path| (variable, path))
    };
    let has_screen = env::var_os("DISPLAY").is_some() || process::find("Xvfb").is_some();
    let webkit = named(WEBKIT, &["WebKitWebDriver"]).filter(|_| has_screen);
    named(FIREFOX, &["firefox-esr", "firefox"]).into_iter().chain(webkit).collect()
}

/// Installs them where that can be done; that they are missing is no error.
#[allow(clippy::unnecessary_wraps, reason = "one of the steps of the setup, which may fail")]
pub fn ensure(progress: &Progress) -> Result {
    if engines().len() < 2 && debian::can_install() {
        progress.doing("installing Debian's (about 1 min)");
        if let Err(error) = debian::install(&["firefox-esr", "webkit2gtk-driver", "xvfb"]) {
            progress.doing(&format!("not available: {error}"));
        }
    }
    if has_firefox()
        && let Err(error) = GECKODRIVER.ensure(progress)
    {
        progress.doing(&format!("without geckodriver: {error}"));
    }
    Ok(())
}

fn has_firefox() -> bool {
    engines().iter().any(|(variable, _)| *variable == FIREFOX)
}

/// What drives Firefox, where both are there.
pub fn geckodriver() -> Option<PathBuf> {
    process::find("geckodriver").filter(|_| has_firefox())
}
