//! `cargo xtask dist`: what others install. The same sources and compiler make the same bytes.

mod archive;
mod binary;
mod licenses;
mod packages;
mod sbom;
mod sign;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use archive::Entry;
pub use binary::TARGET;
use sha2::{Digest, Sha256};

use crate::{Result, build, folders, process, setup};

const SUMS: &str = "SHA256SUMS";

/// What goes into the archive as it is: the name there, and where it is in the checkout.
const FILES: [(&str, &str); 11] = [
    ("LICENSE", "LICENSE"),
    ("README.md", "packaging/README.md"),
    ("docs/installing.md", "docs/installing.md"),
    ("docs/deploying.md", "docs/deploying.md"),
    ("wheelhouse.toml", "packaging/wheelhouse.toml"),
    ("wheelhouse.service", "packaging/wheelhouse.service"),
    ("Containerfile", "packaging/Containerfile"),
    ("kubernetes.yaml", "packaging/kubernetes.yaml"),
    ("nginx.conf", "packaging/nginx.conf"),
    ("nginx-headers.conf", "packaging/nginx-headers.conf"),
    ("Caddyfile", "packaging/Caddyfile"),
];

/// Builds the console and the program around it, and packs them with what goes along into `target/packages`. With
/// `--console-as-is` the console in `dist/` is taken as it is, and `--sign-key FILE` signs the checksums.
///
/// # Errors
/// When a tool is missing or fails, or a file cannot be written.
pub fn run(arguments: &[String]) -> Result {
    let options = Options::parse(arguments)?;
    let key = options.sign_key.as_deref().map(sign::key).transpose()?;
    setup::for_dist()?;
    if !options.console_as_is {
        build::console(&setup::for_run()?)?;
    }
    let packages = packages::shipped()?;
    let program = binary::build(&packages)?;
    let version = version(&packages)?;
    let compiler = process::output(process::command("rustc")?.arg("--version"))?;
    let compiler = compiler.split_whitespace().nth(1).unwrap_or_default();
    let sbom = sbom::write(&packages, &version, compiler)?;

    let name = format!("wheelhouse-{version}-x86_64-linux");
    let entry = |bytes| Entry { bytes, executable: false };
    let mut entries = BTreeMap::from([
        ("wheelhouse".to_owned(), Entry { bytes: program, executable: true }),
        ("wheelhouse.cdx.json".to_owned(), entry(sbom.clone().into())),
        ("THIRD-PARTY.txt".to_owned(), entry(licenses::write(&packages)?.into())),
    ]);
    for (name, place) in FILES {
        let bytes =
            fs::read(folders::root().join(place)).map_err(|error| format!("{place} cannot be read: {error}"))?;
        entries.insert(name.to_owned(), entry(bytes));
    }
    let files = BTreeMap::from([
        (format!("{name}.tar.gz"), archive::write(&name, &entries)?),
        (format!("{name}.cdx.json"), sbom.into_bytes()),
    ]);
    publish(&files, key.as_ref())
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    console_as_is: bool,
    sign_key: Option<PathBuf>,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--console-as-is" => options.console_as_is = true,
                "--sign-key" => {
                    let file = arguments.next().ok_or("--sign-key needs a file")?;
                    // Other programs are run in the checkout, whichever folder this was started in.
                    options.sign_key = Some(std::path::absolute(file)?);
                }
                unknown => return Err(format!("there is no option `{unknown}`").into()),
            }
        }
        Ok(options)
    }
}

/// The version of the server: that of what is shipped.
fn version(packages: &BTreeMap<packages::Key, packages::Package>) -> Result<String> {
    let server = packages.keys().find(|(name, _)| name == "wheelhouse-server");
    Ok(server.ok_or("cargo does not name the server")?.1.clone())
}

/// Leaves nothing in the folder but `files` and their checksums, signed where there is a key.
fn publish(files: &BTreeMap<String, Vec<u8>>, key: Option<&minisign::SecretKey>) -> Result {
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes)?;
    }
    let sums = checksums(files);
    fs::write(folder.join(SUMS), &sums)?;
    if let Some(key) = key {
        fs::write(folder.join(format!("{SUMS}.minisig")), sign::sign(key, SUMS, sums.as_bytes())?)?;
    }
    print!("\n{}:\n{sums}", folder.display());
    Ok(())
}

/// Where the files are left.
fn folder() -> PathBuf {
    folders::scratch().join("packages")
}

/// In the form that `sha256sum --check` reads.
fn checksums(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut sums = String::new();
    for (name, bytes) in files {
        for byte in Sha256::digest(bytes) {
            // Writing to a text does not fail.
            let _ = write!(sums, "{byte:02x}");
        }
        let _ = writeln!(sums, "  {name}");
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_in_the_form_of_sha256sum() {
        let files = BTreeMap::from([("a".to_owned(), b"abc".to_vec()), ("b".to_owned(), Vec::new())]);
        assert_eq!(
            checksums(&files),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n\
             e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n"
        );
    }

    #[test]
    fn options_are_known_or_refused() {
        let parse = |arguments: &[&str]| {
            Options::parse(&arguments.iter().map(|argument| (*argument).to_owned()).collect::<Vec<_>>())
        };
        assert!(parse(&[]).is_ok_and(|options| options == Options::default()));
        let wanted = Options { console_as_is: true, sign_key: Some("/key".into()) };
        assert!(parse(&["--sign-key", "/key", "--console-as-is"]).is_ok_and(|options| options == wanted));
        assert!(parse(&["--sign-key"]).is_err() && parse(&["--sing-key", "/key"]).is_err());
    }

    #[test]
    fn everything_that_goes_along_is_there() {
        for (_, place) in FILES {
            assert!(folders::root().join(place).is_file(), "{place}");
        }
    }
}
