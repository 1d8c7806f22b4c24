//! What the linker is told.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Splitting the program into chunks follows the relocations from function to function.
    if std::env::var_os("CARGO_FEATURE_CHUNKS").is_some()
        && std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm")
    {
        println!("cargo::rustc-link-arg-bin=wheelhouse-console=--emit-relocs");
    }
}
