//! Cuts the linked program into files: one that every visit starts with, and parts that pages ask for.
//!
//! `in_chunk!` of `src/chunk.rs` marks where it is cut. The tools that do this (`wasm-split-cli`) make a file of every
//! combination of parts that share something; here `policy` decides who takes it.

mod emit;
mod layout;
mod policy;
mod program;
mod reach;
mod relocation;

use emit::Emit;
use layout::Layout;
pub use policy::{files_of, is_about_people, order_of};
use program::Program;
pub use program::is_uncalled;
use reach::Reach;

use crate::Result;

/// The module that the first file has the functions from that fetch parts.
pub const LINKS: &str = "./parts.js";
/// The module that parts have from the first file what all share.
pub const SHARED: &str = "w";

pub struct Split {
    pub main: Vec<u8>,
    /// The files of the parts, by name.
    pub files: Vec<(String, Vec<u8>)>,
    /// The names of the parts that can be asked for.
    pub parts: Vec<String>,
}

/// # Errors
/// When the program is not linked as splitting it needs.
pub fn split(program: &[u8]) -> Result<Split> {
    let program = Program::read(program)?;
    let reach = Reach::of(&program)?;
    let layout = Layout::of(&program, &reach)?;
    let emit = Emit { program: &program, reach: &reach, layout: &layout };
    let main = emit.file(layout::MAIN)?;
    let files = layout.parts.iter().zip(layout.files().skip(1));
    let files = files.map(|(name, file)| Ok((name.clone(), emit.file(file)?))).collect::<Result<_>>()?;
    Ok(Split { main, files, parts: reach.splits })
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, EntityType, ExportKind,
        ExportSection, FunctionSection, GlobalSection, GlobalType, ImportSection, LinkingSection, MemorySection,
        MemoryType, Module, SymbolTable, TypeSection, ValType,
    };

    use super::*;

    /// A number of five bytes, as linkers leave them room: zero, to be filled in.
    const ROOM: [u8; 5] = [0x80, 0x80, 0x80, 0x80, 0];
    const UNDEFINED: u32 = 0x10;
    /// What the function that both parts call has in it.
    const MARK: [u8; 5] = [0x41, 0xd7, 0xad, 0xf2, 0x22];

    /// A linked program of a first function that draws the parts `a` and `b`, each of which uses a text and calls a
    /// function that both share.
    fn program(text_of_a: &[u8], text_of_b: &[u8]) -> Result<Vec<u8>> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        module.section(&types);
        let mut imports = ImportSection::new();
        for name in ["part:a:page", "part:b:page", "load_a", "load_b"] {
            imports.import("parts", name, EntityType::Function(0));
        }
        module.section(&imports);
        let mut functions = FunctionSection::new();
        functions.function(0).function(0).function(0).function(0);
        module.section(&functions);
        let mut memories = MemorySection::new();
        let (maximum, page_size_log2) = (None, None);
        memories.memory(MemoryType { minimum: 17, maximum, memory64: false, shared: false, page_size_log2 });
        module.section(&memories);
        let mut globals = GlobalSection::new();
        let stack = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        globals.global(stack, &ConstExpr::i32_const(1 << 20));
        module.section(&globals);
        let mut exports = ExportSection::new();
        for (name, index) in [("main", 4), ("part:a:page", 5), ("part:b:page", 6)] {
            exports.export(name, ExportKind::Func, index);
        }
        module.section(&exports);
        let mut code = CodeSection::new();
        let (call, address, drop, end): (u8, u8, u8, u8) = (0x10, 0x41, 0x1a, 0x0b);
        code.raw(&[&[0, call][..], &ROOM, &[call], &ROOM, &[end]].concat());
        for _ in 0..2 {
            code.raw(&[&[0, address][..], &ROOM, &[drop, call], &ROOM, &[end]].concat());
        }
        code.raw(&[&[0][..], &MARK, &[drop, end]].concat());
        module.section(&code);
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(1 << 20), [text_of_a, text_of_b].concat());
        module.section(&data);
        let mut symbols = SymbolTable::new();
        symbols.function(UNDEFINED, 0, None).function(UNDEFINED, 1, None);
        let (a, b) = (u32::try_from(text_of_a.len())?, u32::try_from(text_of_b.len())?);
        symbols.data(0, "a", Some(DataSymbolDefinition { index: 0, offset: 0, size: a }));
        symbols.data(0, "b", Some(DataSymbolDefinition { index: 0, offset: a, size: b }));
        symbols.function(0, 7, Some("shared"));
        let mut linking = LinkingSection::new();
        linking.symbol_table(&symbols);
        module.section(&linking);
        // In the section of code, the seventh: calls by their symbols, addresses by theirs and what is added.
        let relocations = [6, 6, 0, 4, 0, 0, 10, 1, 4, 19, 2, 0, 0, 26, 4, 4, 35, 3, 0, 0, 42, 4];
        module.section(&CustomSection { name: "reloc.CODE".into(), data: (&relocations[..]).into() });
        Ok(module.finish())
    }

    fn files(text_of_a: &[u8]) -> Result<(Vec<u8>, Vec<u8>, Vec<u8>)> {
        let split = split(&program(text_of_a, b"domains")?)?;
        let file = |name: &str| {
            let found = split.files.iter().find(|(known, _)| known == name);
            found.map(|(_, code)| code.clone()).unwrap_or_default()
        };
        Ok((split.main.clone(), file("a"), file("b")))
    }

    fn holds(file: &[u8], text: &[u8]) -> bool {
        file.windows(text.len()).any(|window| window == text)
    }

    #[test]
    fn a_part_has_what_only_it_needs() -> Result {
        let (main, a, b) = files(b"backups")?;
        assert!(holds(&a, b"backups") && !holds(&b, b"backups") && !holds(&main, b"backups"));
        assert!(holds(&b, b"domains") && !holds(&a, b"domains") && !holds(&main, b"domains"));
        Ok(())
    }

    #[test]
    fn what_two_parts_call_is_in_both() -> Result {
        let (main, a, b) = files(b"backups")?;
        assert!(holds(&a, &MARK) && holds(&b, &MARK) && !holds(&main, &MARK));
        Ok(())
    }

    #[test]
    fn what_changes_in_a_part_changes_no_other_file() -> Result {
        let (before, after) = (files(b"backups")?, files(b"backups of an environment")?);
        assert_ne!(before.1, after.1);
        assert_eq!(before.0, after.0);
        assert_eq!(before.2, after.2);
        Ok(())
    }
}
