//! Lists the steps of the database's format in the order of their numbers.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

const FOLDER: &str = "src/store/steps";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={FOLDER}");
    let mut names = Vec::new();
    for entry in fs::read_dir(FOLDER)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let mut steps = String::new();
    for (number, name) in (1..).zip(&names) {
        // With one number twice, or none, the steps would run in another order elsewhere.
        if !name.starts_with(&format!("{number:02}_")) || !name.ends_with(".sql") {
            return Err(format!("{FOLDER}/{name}: the step that stands here is {number:02}_NAME.sql").into());
        }
        steps += &format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{FOLDER}/{name}\")),\n");
    }
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out).join("steps.rs"), format!("&[\n{steps}]\n"))?;
    Ok(())
}
