//! `cargo xtask fuzz`: the tests of what must take anything, with more of it, optimized.

use crate::{Result, folders, process};

/// The tests, by what cargo is told of them.
const TESTS: [&[&str]; 2] =
    [&["--package", "wheelhouse-contract", "--test", "fuzz"], &["--package", "wheelhouse-server", "--lib", "fuzzed_"]];

/// Tries what `--inputs N` says of each, a million where it says nothing, from the seed that `--seed S` says.
///
/// # Errors
/// When a test fails: it says with which input.
pub fn run(arguments: &[String]) -> Result {
    let options = Options::parse(arguments)?;
    for tests in TESTS {
        let mut cargo = process::command("cargo")?;
        cargo.env("CARGO_TARGET_DIR", folders::native_target()?);
        cargo.env("FUZZ_INPUTS", options.inputs.to_string()).env("FUZZ_SEED", options.seed.to_string());
        process::run(cargo.args(["test", "--release"]).args(tests))?;
    }
    println!("{} inputs each, from seed {}: none did harm.", options.inputs, options.seed);
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
struct Options {
    inputs: u64,
    seed: u64,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self { inputs: 1_000_000, seed: 1 };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let target = match argument.as_str() {
                "--inputs" => &mut options.inputs,
                "--seed" => &mut options.seed,
                unknown => return Err(format!("there is no option `{unknown}`").into()),
            };
            let number = arguments.next().and_then(|text| text.parse().ok());
            *target = number.ok_or_else(|| format!("{argument} needs a number"))?;
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_numbers() {
        let parse = |text: &str| Options::parse(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).ok();
        assert_eq!(parse(""), Some(Options { inputs: 1_000_000, seed: 1 }));
        assert_eq!(parse("--seed 7 --inputs 10"), Some(Options { inputs: 10, seed: 7 }));
        for bad in ["--inputs", "--inputs many", "--seeds 1"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
