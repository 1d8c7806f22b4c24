//! Exports of a WebAssembly module (core specification, binary format) that nobody calls.

use crate::Result;

/// Classes that a dependency of leptos hands to JavaScript for the bodies of server functions, which the console has not.
/// As exports they would keep their code, and all that it needs, in every visit's download.
const UNCALLED: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];
const HEADER: usize = 8;
const EXPORT_SECTION: u8 = 7;

/// The module without those exports: what only they need, the optimizer then takes out.
///
/// # Errors
/// When the module is cut off.
pub fn without_uncalled(module: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Reader(module);
    let mut kept = reader.take(HEADER)?.to_vec();
    while !reader.0.is_empty() {
        let id = reader.byte()?;
        let size = reader.number()?;
        let section = reader.take(size)?;
        let section = if id == EXPORT_SECTION { called(section)? } else { section.to_vec() };
        kept.push(id);
        push_number(&mut kept, section.len());
        kept.extend(section);
    }
    Ok(kept)
}

fn called(section: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Reader(section);
    let mut entries = Vec::new();
    for _ in 0..reader.number()? {
        let start = reader.0;
        let length = reader.number()?;
        let name = reader.take(length)?;
        reader.byte()?;
        reader.number()?;
        let entry = start.get(..start.len() - reader.0.len()).unwrap_or_default();
        if !UNCALLED.iter().any(|uncalled| name.starts_with(uncalled.as_bytes())) {
            entries.push(entry);
        }
    }
    let mut section = Vec::new();
    push_number(&mut section, entries.len());
    section.extend(entries.concat());
    Ok(section)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or("the module is cut off")?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?.first().copied().unwrap_or_default())
    }

    /// An unsigned number in LEB128.
    fn number(&mut self) -> Result<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
            if shift > 28 {
                return Err("a number of the module is too long".into());
            }
        }
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(exports: &[&str]) -> Vec<u8> {
        let mut section = Vec::new();
        push_number(&mut section, exports.len());
        for (index, name) in exports.iter().enumerate() {
            push_number(&mut section, name.len());
            section.extend(name.as_bytes());
            section.push(0);
            push_number(&mut section, index * 200);
        }
        let mut module = b"\0asm\x01\0\0\0\x01\x01\0".to_vec();
        module.push(EXPORT_SECTION);
        push_number(&mut module, section.len());
        module.extend(section);
        module.extend(b"\x0a\x01\0");
        module
    }

    #[test]
    fn only_what_is_called_stays_exported() {
        let long = "x".repeat(300);
        let before = module(&["memory", "intounderlyingsource_pull", &long, "__wbg_intounderlyingsink_free"]);
        let after = without_uncalled(&before).ok();
        let after = after.as_deref().unwrap_or_default();
        let text = String::from_utf8_lossy(after).into_owned();
        assert!(text.contains("memory") && text.contains(&long) && !text.contains("underlying"));
        assert_eq!(without_uncalled(after).ok().as_deref(), Some(after));
        assert_eq!(after.get(..11), before.get(..11));
        assert!(after.ends_with(b"\x0a\x01\0"));
    }

    #[test]
    fn a_module_that_is_cut_off_is_refused() {
        let module = module(&["memory"]);
        for kept in [module.len() - 4, 5] {
            assert!(without_uncalled(module.get(..kept).unwrap_or_default()).is_err());
        }
    }
}
