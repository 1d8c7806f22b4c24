//! From an address to the page.

use super::at::Step;
use super::declare::Line;

/// How an address fits a line of the table.
pub(super) struct Fit {
    pub line: &'static Line,
    pub step: Step,
    pub values: Vec<String>,
    /// A bit for each segment, first to last, set where it is a parameter's value: the least fits best.
    vague: u32,
}

/// The page that fits best: of two, the one that has a fixed word where the other has a parameter, in whatever order
/// they are declared.
pub(super) fn best(path: &str, lines: &mut dyn Iterator<Item = &'static Line>) -> Option<Fit> {
    // Fixed words are told from ids as they are written: an id that is such a word is escaped.
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    lines.filter_map(|line| fit(&segments, line)).min_by_key(|fit| fit.vague)
}

fn fit(segments: &[&str], line: &'static Line) -> Option<Fit> {
    let mut values = Vec::new();
    let mut vague = 0;
    let mut rest = segments;
    for expected in line.path.split('/').filter(|part| !part.is_empty()) {
        let (segment, more) = rest.split_first()?;
        let is_parameter = expected.starts_with('{');
        if is_parameter {
            values.push(value(segment));
        } else if expected != *segment {
            return None;
        }
        vague = (vague << 1) | u32::from(is_parameter);
        rest = more;
    }
    let (step, id) = Step::of(rest, line.steps)?;
    for (at, _) in rest.iter().enumerate() {
        vague = (vague << 1) | u32::from(at == 0 && id.is_some());
    }
    values.extend(id.map(value));
    Some(Fit { line, step, values, vague })
}

/// The value of a parameter, from its segment.
fn value(segment: &str) -> String {
    decode_after(segment, &[b'%', super::spell::ESCAPE])
}

/// Percent-decodes a text once; what is not valid stays as it is.
pub fn decode(text: &str) -> String {
    decode_after(text, b"%")
}

fn decode_after(text: &str, marks: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = marks.contains(&first).then(|| tail.split_at_checked(2)).flatten().and_then(|(digits, tail)| {
            // A sign would be taken for part of the number.
            let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
            Some((u8::from_str_radix(digits, 16).ok()?, tail))
        });
        let (byte, tail) = escaped.unwrap_or((first, tail));
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
