//! Which parts of the console need which functions and data.

use std::collections::BTreeMap;

use wasmparser::ExternalKind;

use super::program::Program;
use super::relocation::Target;
use crate::Result;

/// How the two sides of a cut are called: its part comes next, then a colon and what is drawn (`src/chunk.rs`).
const CUT: &str = "part:";
/// Symbols by which a dependency of leptos makes itself known to another splitter.
const MARKER: &str = "_WASM_SPLIT_MARKER_";
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
            if part_of(export.name).is_some() {
                exports.insert(export.name, usize::try_from(export.index)?);
            }
        }
        let mut entries = BTreeMap::new();
        let mut roots: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, import) in program.imports.iter().enumerate() {
            if let Some(split) = part_of(import.name) {
                let function = exports.get(import.name).copied();
                let function = function.ok_or_else(|| format!("{} has one side only", import.name))?;
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

/// The part that a cut of this name leads to.
fn part_of(name: &str) -> Option<&str> {
    Some(name.strip_prefix(CUT)?.split_once(':')?.0)
}

/// Whether an export is one side of a cut: nobody calls it from outside.
pub fn is_side(name: &str) -> bool {
    part_of(name).is_some() || name.starts_with(MARKER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_names_its_part() {
        assert_eq!(part_of("part:backups:wheelhouse::pages::backups::restore_page"), Some("backups"));
        assert_eq!(part_of("main"), None);
        assert!(is_side("part:backups:page") && !is_side("load_backups"));
    }
}
