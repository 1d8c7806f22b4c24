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
    let segments: Vec<String> = path.split('/').filter(|segment| !segment.is_empty()).map(decode).collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
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
            values.push((*segment).to_owned());
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
    values.extend(id.map(str::to_owned));
    Some(Fit { line, step, values, vague })
}

/// Percent-decodes one segment; what is not valid stays as it is.
pub(super) fn decode(segment: &str) -> String {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = (first == b'%').then(|| tail.split_at_checked(2)).flatten().and_then(|(digits, tail)| {
            let byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
            Some((byte, tail))
        });
        let (byte, tail) = escaped.unwrap_or((first, tail));
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| segment.to_owned())
}
