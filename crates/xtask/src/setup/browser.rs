//! Chromium and its driver, for the browser tests and the end-to-end tests.

use std::env;
use std::path::PathBuf;

use super::debian;
use crate::report::Progress;
use crate::{Result, process};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The browser: `$WHEELHOUSE_CHROMIUM`, else what is installed.
pub fn chromium() -> Option<PathBuf> {
    let named = env::var_os("WHEELHOUSE_CHROMIUM").map(PathBuf::from);
    let mac = || Some(PathBuf::from(MAC));
    named.or_else(|| NAMES.iter().find_map(|name| process::find(name))).or_else(mac).filter(|path| path.is_file())
}

/// Its driver: `$CHROMEDRIVER`, else what is installed.
pub fn chromedriver() -> Option<PathBuf> {
    let named = env::var_os("CHROMEDRIVER").map(PathBuf::from);
    named.or_else(|| process::find("chromedriver")).filter(|path| path.is_file())
}

pub fn ensure(progress: &Progress) -> Result {
    if (chromium().is_none() || chromedriver().is_none()) && debian::can_install() {
        progress.doing("installing Debian's (about 1 min)");
        debian::install(&["chromium", "chromium-driver"])?;
    }
    let (Some(chromium), Some(chromedriver)) = (chromium(), chromedriver()) else {
        return Err("install Chromium or Google Chrome together with the chromedriver of the same version \
                    (Debian: apt install chromium chromium-driver), or name them in WHEELHOUSE_CHROMIUM and \
                    CHROMEDRIVER"
            .into());
    };
    let (browser, driver) = (version(chromium)?, version(chromedriver)?);
    if major(&browser) != major(&driver) {
        return Err(format!("the browser ({browser}) and its driver ({driver}) are of different versions").into());
    }
    Ok(())
}

fn version(program: PathBuf) -> Result<String> {
    process::output(process::command(program)?.arg("--version"))
}

/// `156` of `Chromium 156.0.8078.79 built on Debian`.
fn major(said: &str) -> Option<&str> {
    said.split_whitespace().find_map(|word| {
        let (major, _) = word.split_once('.')?;
        major.bytes().all(|byte| byte.is_ascii_digit()).then_some(major)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_found_in_what_programs_say() {
        assert_eq!(major("Chromium 156.0.8078.79 built on Debian GNU/Linux 12"), Some("156"));
        assert_eq!(major("ChromeDriver 156.0.1 (abc.d)"), Some("156"));
        assert_eq!(major("nothing"), None);
    }
}
