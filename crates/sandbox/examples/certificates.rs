//! Writes the certificates and keys that browser tests fill into forms: `cargo run -p wheelhouse-sandbox --example
//! certificates -- tests/e2e/fixtures`. They are new each time, and valid for decades.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "../tests/api/made.rs"]
mod made;

fn main() {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).expect("the folder to write to"));
    std::fs::create_dir_all(&folder).unwrap();
    let made = made::certificate(&["fixtures.lakeside-shop.example", "*.fixtures.lakeside-shop.example"], 2075);
    let files = [
        ("certificate.pem", made.certificate),
        ("key.pem", made.key),
        ("chain.pem", made.chain.concat()),
        ("foreign-key.pem", made::foreign_key()),
    ];
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
}
