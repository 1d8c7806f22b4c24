//! Reads from test runners' output how many tests they ran, and which of them did not pass at once.

/// Tests that passed and failed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u32,
    pub failed: u32,
    /// Those that failed, as the runner names them.
    pub failures: Vec<String>,
    /// Those that passed the second time only.
    pub flaky: Vec<String>,
    /// What the lines that follow list.
    listed: Option<Listed>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listed {
    Failures,
    Flaky,
}

impl Count {
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.failures.extend(other.failures);
        self.flaky.extend(other.flaky);
    }

    /// Adds what one line says: `test result: ok. 3 passed; 0 failed; …` and `test a::b ... FAILED`
    /// of Rust's runners, or `  3 passed (2.1s)`, `  1 failed` and the names below it of Playwright.
    pub fn read(&mut self, line: &str) {
        let line = without_colours(line);
        let words: Vec<&str> = line.trim().split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            ["test", "result:", rest @ ..] => {
                for pair in rest.windows(2) {
                    self.read_pair(pair);
                }
            }
            ["test", name, "FAILED" | "FAIL"] => self.failures.push((*name).to_owned()),
            [number, outcome] | [number, outcome, _] if outcome.len() == 6 => self.read_pair(&[number, outcome]),
            [number, outcome, ..] if line.contains('(') => self.read_pair(&[number, outcome]),
            _ => {}
        }
        self.read_list(&line, &words);
    }

    fn read_pair(&mut self, pair: &[&str]) {
        let [number, outcome] = pair else { return };
        let Ok(number) = number.parse::<u32>() else { return };
        match *outcome {
            "passed" => self.passed += number,
            "failed" => self.failed += number,
            _ => {}
        }
    }

    /// Playwright lists names below `  1 failed` and `  1 flaky`.
    fn read_list(&mut self, line: &str, words: &[&str]) {
        let is_name = line.starts_with("    ") && line.contains(" › ");
        let name = line.trim_matches(['─', ' ']).to_owned();
        match (self.listed, words) {
            (Some(Listed::Failures), _) if is_name => self.failures.push(name),
            (Some(Listed::Flaky), _) if is_name => self.flaky.push(name),
            (_, [number, outcome]) if number.parse::<u32>().is_ok() => {
                self.listed = match *outcome {
                    "failed" | "interrupted" => Some(Listed::Failures),
                    "flaky" => Some(Listed::Flaky),
                    _ => None,
                };
            }
            _ => self.listed = None,
        }
    }
}

fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut parts = line.split("\u{1b}[");
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, text)| text));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(lines: &str) -> Count {
        let mut count = Count::default();
        lines.lines().for_each(|line| count.read(line));
        count
    }

    #[test]
    fn rust_runners_are_added_up() {
        let output = "running 3 tests\ntest a ... ok\ntest b::c ... FAILED\ntest d ... FAIL\n\
                      test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.03s\n\
                      test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 filtered out";
        let count = count(output);
        assert_eq!((count.passed, count.failed), (4, 2));
        assert_eq!(count.failures, ["b::c", "d"]);
    }

    #[test]
    fn playwright_is_read_with_and_without_colours() {
        let output = "  ✓  1 journeys/a.spec.ts:3:1 › signs in (1.2s)\n\u{1b}[31m  1 failed\u{1b}[39m\n\
                      \u{1b}[31m    journeys/a.spec.ts:3:1 › b ─────────\u{1b}[39m\n\
                      \u{1b}[33m  1 flaky\u{1b}[39m\n    journeys/c.spec.ts:9:1 › d › e ───────\n\
                      \u{1b}[32m  12 passed\u{1b}[39m\u{1b}[2m (34.5s)\u{1b}[22m";
        let count = count(output);
        assert_eq!((count.passed, count.failed), (12, 1));
        assert_eq!(count.failures, ["journeys/a.spec.ts:3:1 › b"]);
        assert_eq!(count.flaky, ["journeys/c.spec.ts:9:1 › d › e"]);
    }

    #[test]
    fn prose_is_not_counted() {
        assert_eq!(count("2 tests passed\n3 failed attempts were made by users"), Count::default());
    }
}
