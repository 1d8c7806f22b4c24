//! nginx and Caddy, which the configurations in `packaging/` are tried with. Debian's packages are unpacked and not
//! installed: nobody has to be root for it, and no server starts on the machine.

use std::env;
use std::path::{Path, PathBuf};

use super::debian;
use crate::report::Progress;
use crate::{Result, folders, process};

/// What the tests learn of it by, and where it is.
pub type Named = (&'static str, PathBuf);

const PACKAGES: &[&str] = &["nginx", "libnginx-mod-http-brotli-static", "caddy"];

/// Each: the variable, whose own value goes first; where a package has it; and where it is otherwise.
const PARTS: [(&str, &str, &[&str]); 3] = [
    ("WHEELHOUSE_NGINX", "usr/sbin/nginx", &["/usr/sbin/nginx"]),
    ("WHEELHOUSE_NGINX_MODULES", "usr/lib/nginx/modules", &["/usr/lib/nginx/modules", "/usr/lib64/nginx/modules"]),
    ("WHEELHOUSE_CADDY", "usr/bin/caddy", &["/usr/bin/caddy"]),
];

/// What nginx takes brotli with.
const MODULE: &str = "ngx_http_brotli_static_module.so";

/// Where each part is.
///
/// # Errors
/// When one is nowhere, saying how to have it.
pub fn servers() -> Result<Vec<Named>> {
    let folder = folder()?;
    // An nginx takes modules of its own version alone: those that were unpacked go together.
    let is_unpacked = folder.join("usr/sbin/nginx").is_file();
    PARTS
        .iter()
        .map(|(variable, unpacked, others)| {
            let own = env::var_os(variable).map(PathBuf::from);
            let mut places = vec![folder.join(unpacked)];
            if !is_unpacked || *variable == "WHEELHOUSE_CADDY" {
                places.extend(others.iter().map(PathBuf::from));
            }
            let place = own.or_else(|| places.into_iter().find(|place| place.exists()));
            place.filter(|place| is_whole(place)).map(|place| (*variable, place)).ok_or_else(|| {
                format!(
                    "nginx with {MODULE} and Caddy are needed (Debian: apt install {}), or name them in \
                     WHEELHOUSE_NGINX, WHEELHOUSE_NGINX_MODULES and WHEELHOUSE_CADDY",
                    PACKAGES.join(" ")
                )
                .into()
            })
        })
        .collect()
}

/// That a folder of modules has the one that is needed.
fn is_whole(place: &Path) -> bool {
    if place.is_dir() { place.join(MODULE).is_file() } else { place.is_file() }
}

/// Installs them where that can be done; that they are missing is for the check to say.
pub fn ensure(progress: &Progress) -> Result {
    if servers().is_err() && process::find("apt-get").is_some() {
        progress.doing("unpacking Debian's");
        if let Err(error) = debian::unpack(PACKAGES, &folder()?) {
            progress.doing(&format!("not available: {error}"));
        }
    }
    Ok(())
}

fn folder() -> Result<PathBuf> {
    Ok(folders::tools()?.join("web-servers"))
}
