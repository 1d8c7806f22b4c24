//! Reads from test runners' output how many tests they ran.

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u32,
    pub failed: u32,
}

impl Count {
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Adds what one line says: `test result: ok. 3 passed; 0 failed; …` of Rust's runners, or
    /// `  3 passed (2.1s)` and `  1 failed` of Playwright.
    pub fn read(&mut self, line: &str) {
        let line = without_colours(line);
        let words: Vec<&str> = line.trim().split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            ["test", "result:", rest @ ..] => {
                for pair in rest.windows(2) {
                    self.read_pair(pair);
                }
            }
            [number, outcome] | [number, outcome, _] if outcome.len() == 6 => self.read_pair(&[number, outcome]),
            [number, outcome, ..] if line.contains('(') => self.read_pair(&[number, outcome]),
            _ => {}
        }
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
        let output = "running 3 tests\ntest a ... ok\n\
                      test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.03s\n\
                      test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 filtered out";
        assert_eq!(count(output), Count { passed: 4, failed: 2 });
    }

    #[test]
    fn playwright_is_read_with_and_without_colours() {
        let output = "  ✓  1 signs in (1.2s)\n\u{1b}[31m  1 failed\u{1b}[39m\n    [chromium] › a.spec.ts:3 › b\n\
                      \u{1b}[32m  12 passed\u{1b}[39m\u{1b}[2m (34.5s)\u{1b}[22m";
        assert_eq!(count(output), Count { passed: 12, failed: 1 });
    }

    #[test]
    fn prose_is_not_counted() {
        assert_eq!(count("2 tests passed\n3 failed attempts were made by users"), Count::default());
    }
}
