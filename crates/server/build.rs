//! Lists the files of a built console for a program that has them within: `cargo xtask dist` builds such a one.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_EMBEDDED").is_none() {
        return Ok(());
    }
    let dist = folder("CARGO_MANIFEST_DIR")?.join("../../dist");
    println!("cargo:rerun-if-changed={}", dist.display());
    if !dist.join("index.html").is_file() {
        return Err("there is no console in dist/: build it with `cargo xtask build`".into());
    }
    let mut addresses = Vec::new();
    collect(&dist, "", &mut addresses)?;
    // Folders are read in any order, and the same files make the same program.
    addresses.sort();
    let table: String = addresses
        .iter()
        .map(|address| {
            format!(
                "({address:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/../../dist\", {address:?}))),\n"
            )
        })
        .collect();
    fs::write(folder("OUT_DIR")?.join("console.rs"), format!("&[\n{table}]\n"))?;
    Ok(())
}

fn folder(variable: &str) -> Result<PathBuf, Box<dyn Error>> {
    Ok(env::var_os(variable).ok_or_else(|| format!("cargo sets {variable}"))?.into())
}

fn collect(folder: &Path, prefix: &str, addresses: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| format!("{} is no UTF-8", name.display()))?;
        let address = format!("{prefix}/{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &address, addresses)?;
        } else {
            addresses.push(address);
        }
    }
    Ok(())
}
