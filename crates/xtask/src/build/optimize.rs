//! Makes the program's files small.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use crate::{Result, folders, process};

/// What every browser that runs WebAssembly modules of today's compilers has.
const FEATURES: [&str; 6] =
    ["bulk-memory", "mutable-globals", "nontrapping-float-to-int", "sign-ext", "reference-types", "multivalue"];
/// Addresses below the first kilobyte are the stack's last, which nothing is read from by number. Branches rebuilt from
/// flat code leave the second round something to do. In the order of their names, functions that are alike stand near each
/// other. All three compress better.
const PASSES: [&str; 10] = [
    "--low-memory-unused",
    "-Os",
    "--flatten",
    "--rereloop",
    "-Os",
    "--converge",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// The files, each as small as it gets; those that were made so before are not made again.
///
/// # Errors
/// When wasm-opt fails, after its own message.
pub fn all(files: &[(String, Vec<u8>)]) -> Result<Vec<Vec<u8>>> {
    let folder = folders::scratch().join("optimized");
    fs::create_dir_all(&folder)?;
    let places: Vec<PathBuf> = files.iter().map(|(name, code)| folder.join(place(name, code))).collect();
    let waiting = Mutex::new(files.iter().zip(&places).filter(|(_, place)| !place.is_file()));
    let work = || -> std::result::Result<(), String> {
        loop {
            let next = waiting.lock().ok().and_then(|mut waiting| waiting.next());
            let Some(((_, code), place)) = next else { return Ok(()) };
            optimize(code, place).map_err(|error| error.to_string())?;
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> =
            (0..thread::available_parallelism().map_or(1, usize::from)).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| Err("wasm-opt was not run".into())))
    })?;
    for left in folders::files_under(&folder)?.iter().filter(|left| !places.contains(left)) {
        fs::remove_file(left)?;
    }
    Ok(places.iter().map(fs::read).collect::<std::result::Result<_, _>>()?)
}

/// By what is made of what, the name of the result.
fn place(name: &str, code: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    (code, PASSES, FEATURES).hash(&mut hasher);
    format!("{name}-{:016x}.wasm", hasher.finish())
}

fn optimize(code: &[u8], place: &PathBuf) -> Result {
    let (before, after) = (place.with_extension("before"), place.with_extension("after"));
    fs::write(&before, code)?;
    let mut tool = process::command("wasm-opt")?;
    tool.args(PASSES).args(FEATURES.map(|feature| format!("--enable-{feature}")));
    process::run(tool.arg(&before).arg("-o").arg(&after))?;
    fs::remove_file(before)?;
    fs::rename(after, place)?;
    Ok(())
}
