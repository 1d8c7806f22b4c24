//! Which parts of the console need which functions and data.

use std::collections::BTreeMap;

use wasmparser::ExternalKind;

use super::program::{Program, Target};
use crate::Result;

/// How the macro of `wasm_split_helpers` names the two sides of a split point: its part stands between, then `00`.
const BOUNDARY: &str = "__wasm_split_00";
const IMPORT: &str = "00_import_";
const EXPORT: &str = "00_export_";
/// A digest of what is split stands after these, in so many digits.
const DIGEST: usize = 32;
/// Symbols by which that crate tells the tool its version.
pub const MARKER: &str = "_WASM_SPLIT_MARKER_";
/// wasm-bindgen runs these to learn the types of a cast, and puts an import in the place of the function that calls them.
const DESCRIBED: [&str; 2] = ["__wbindgen_describe_cast", "__wbindgen_describe_generic_import"];

/// Bit 0 is the first file, the others those of `Reach::splits`.
pub type Needed = u128;
pub const FIRST: Needed = 1;

/// Where the program enters its parts, and who needs what.
pub struct Reach {
    /// Names of the split parts.
    pub splits: Vec<String>,
    /// By the import that a caller calls, the function that it stands for.
    pub entries: BTreeMap<usize, usize>,
    pub functions: Vec<Needed>,
    pub blocks: Vec<Needed>,
    /// Functions that wasm-bindgen makes imports of.
    pub described: Vec<usize>,
}

impl Reach {
    /// # Errors
    /// When a split point has only one side, or there are too many.
    pub fn of(program: &Program) -> Result<Self> {
        let mut exports = BTreeMap::new();
        for export in program.exports.iter().filter(|export| export.kind == ExternalKind::Func) {
            if let Some(side) = side(export.name, EXPORT) {
                exports.insert(side, usize::try_from(export.index)?);
            }
        }
        let mut entries = BTreeMap::new();
        let mut roots: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, import) in program.imports.iter().enumerate() {
            if let Some((split, digest)) = side(import.name, IMPORT) {
                let function = exports.get(&(split, digest));
                let function = *function.ok_or_else(|| format!("the part {split} lacks a function"))?;
                entries.insert(index, function);
                roots.entry(split.to_owned()).or_default().push(function);
            }
        }
        if roots.len() + 1 > Needed::BITS.try_into()? {
            return Err("the program has too many parts".into());
        }
        let mut reach = Self {
            splits: roots.keys().cloned().collect(),
            entries,
            functions: vec![0; program.functions.len()],
            blocks: vec![0; program.blocks.len()],
            described: Vec::new(),
        };
        let inner: Vec<usize> = exports.into_values().collect();
        let mut first: Vec<usize> =
            (0..program.imported()).filter(|index| !reach.entries.contains_key(index)).collect();
        first.extend(program.start);
        for export in program.exports.iter().filter(|export| export.kind == ExternalKind::Func) {
            let function = usize::try_from(export.index)?;
            if !inner.contains(&function) {
                first.push(function);
            }
        }
        reach.follow(program, first, FIRST);
        for (number, functions) in (1..).zip(roots.into_values()) {
            reach.follow(program, functions, 1 << number);
        }
        reach.described = reach.describing(program);
        reach.follow(program, reach.described.clone(), FIRST);
        Ok(reach)
    }

    /// The function that is called by a number: that of the import of a split point is its other side's.
    pub fn entered(&self, index: usize) -> usize {
        self.entries.get(&index).copied().unwrap_or(index)
    }

    /// Marks all that these functions need, directly or through others.
    fn follow(&mut self, program: &Program, from: Vec<usize>, by: Needed) {
        let mut waiting: Vec<Target> = from.into_iter().map(Target::Function).collect();
        while let Some(target) = waiting.pop() {
            let (marks, needs): (_, Vec<Target>) = match target {
                // Another part's: it is fetched when it is called.
                Target::Function(index) if self.entries.contains_key(&index) => continue,
                Target::Function(index) => {
                    let needs = program.functions.get(index).map(|function| function.needs().collect());
                    (self.functions.get_mut(index), needs.unwrap_or_default())
                }
                Target::Block(index, _) => {
                    let related =
                        program.blocks.get(index).map(|block| block.relocations.as_slice()).unwrap_or_default();
                    (self.blocks.get_mut(index), related.iter().map(|relocation| relocation.target).collect())
                }
            };
            if let Some(marks) = marks.filter(|marks| **marks & by == 0) {
                *marks |= by;
                waiting.extend(needs);
            }
        }
    }

    /// What is needed and calls what wasm-bindgen learns types by.
    fn describing(&self, program: &Program) -> Vec<usize> {
        let is_one = |index: usize| program.imports.get(index).is_some_and(|import| DESCRIBED.contains(&import.name));
        let needed = program.functions.iter().zip(&self.functions).enumerate().filter(|(_, (_, by))| **by != 0);
        let calls = needed.filter(|(_, (function, _))| {
            function.needs().any(|target| matches!(target, Target::Function(index) if is_one(index)))
        });
        calls.map(|(index, _)| index).collect()
    }
}

/// The part and the digest of a split point, of which this is the name of one side.
fn side<'a>(name: &'a str, kind: &str) -> Option<(&'a str, &'a str)> {
    let (split, rest) = name.strip_prefix(BOUNDARY)?.split_once(kind)?;
    Some((split, rest.get(..DIGEST)?))
}

/// Whether an export is one side of a split point: nobody calls it from outside.
pub fn is_side(name: &str) -> bool {
    side(name, EXPORT).is_some() || name.starts_with(MARKER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_split_point_has_two_sides() {
        let digest = "0123456789abcdef0123456789abcdef";
        let import = format!("__wasm_split_00backups00_import_{digest}_page");
        assert_eq!(side(&import, IMPORT), Some(("backups", digest)));
        assert_eq!(side(&import, EXPORT), None);
        assert!(is_side(&import.replace("import", "export")) && !is_side("main"));
    }
}
