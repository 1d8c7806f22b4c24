//! Writes the files of a split program.

use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, Function as Code, FunctionSection, GlobalType, ImportSection, MemorySection, MemoryType, Module,
    NameMap, NameSection, RawSection, RefType, SectionId, StartSection, TableSection, TableType, ValType,
};
use wasmparser::{BinaryReader, ExternalKind, FunctionBody};

use super::layout::{Layout, MAIN};
use super::program::{Function, Program};
use super::reach::{Reach, is_side};
use super::relocation::{Kind, Relocation, Target};
use super::{LINKS, SHARED};
use crate::Result;

/// The program's word for the module that has the functions which fetch parts.
const PARTS: &str = "parts";
const PAGE: usize = 1 << 16;
/// So many zeros in a row are left out: memory has them from the start.
const ZEROS: usize = 16;

/// What the first file gives the others, by the names that it exports them under.
const TABLE: &str = "__indirect_function_table";
const STACK: &str = "__stack_pointer";
const MEMORY: &str = "memory";

pub struct Emit<'a> {
    pub program: &'a Program<'a>,
    pub reach: &'a Reach,
    pub layout: &'a Layout,
}

/// A function of the file that the program does not have.
#[derive(Clone, Copy)]
enum Way {
    /// To one in another file, through the table.
    Out(usize),
    /// To an import: wasm-bindgen changes its type, and those who find it in the table call it as it was.
    In(usize),
}

impl Emit<'_> {
    /// # Errors
    /// When the file needs what it cannot have.
    pub fn file(&self, file: usize) -> Result<Vec<u8>> {
        let local = Local::of(self, file);
        let mut module = Module::new();
        module.section(&RawSection { id: SectionId::Type.into(), data: self.program.type_section });
        module.section(&self.imports(file)?);
        let mut functions = FunctionSection::new();
        for index in &local.defined {
            functions.function(self.function(*index)?.type_index);
        }
        for way in &local.ways {
            let (Way::Out(index) | Way::In(index)) = way;
            functions.function(self.function(*index)?.type_index);
        }
        module.section(&functions);
        if file == MAIN {
            self.memories(&mut module)?;
            module.section(&self.exports(&local)?);
            if let Some(start) = self.program.start {
                module.section(&StartSection { function_index: local.index(start)? });
            }
        }
        module.section(&self.elements(file, &local)?);
        module.section(&self.code(&local)?);
        module.section(&self.data(file, &local)?);
        module.section(&self.names(&local)?);
        for (name, data) in &self.program.custom {
            if file == MAIN || *name == "target_features" {
                module.section(&CustomSection { name: (*name).into(), data: (*data).into() });
            }
        }
        Ok(module.finish())
    }

    fn function(&self, index: usize) -> Result<&Function<'_>> {
        Ok(self.program.functions.get(index).ok_or("there is no such function")?)
    }

    fn imports(&self, file: usize) -> Result<ImportSection> {
        let mut section = ImportSection::new();
        if file == MAIN {
            for (index, import) in self.program.imports.iter().enumerate() {
                if !self.reach.entries.contains_key(&index) {
                    let module = if import.module == PARTS { LINKS } else { import.module };
                    section.import(module, import.name, EntityType::Function(self.function(index)?.type_index));
                }
            }
        } else {
            let stack = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
            // Of no size in particular, so that a part does not differ when another one grows.
            section.import(SHARED, MEMORY, MemoryType { minimum: 0, ..self.memory()? });
            section.import(SHARED, TABLE, TableType { minimum: 0, maximum: None, ..self.table()? });
            section.import(SHARED, STACK, stack);
        }
        Ok(section)
    }

    fn memory(&self) -> Result<MemoryType> {
        let memory = self.program.memory.ok_or("the program has no memory of its own")?;
        let pages = u64::try_from(self.layout.addresses_end.div_ceil(PAGE))?;
        Ok(MemoryType {
            minimum: memory.initial.max(pages),
            maximum: memory.maximum,
            memory64: false,
            shared: false,
            page_size_log2: None,
        })
    }

    fn table(&self) -> Result<TableType> {
        let size = u64::try_from(self.layout.slots_end)?;
        let (minimum, maximum) = (size, Some(size));
        Ok(TableType { element_type: RefType::FUNCREF, minimum, maximum, table64: false, shared: false })
    }

    fn memories(&self, module: &mut Module) -> Result {
        let mut tables = TableSection::new();
        tables.table(self.table()?);
        module.section(&tables);
        let mut memories = MemorySection::new();
        memories.memory(self.memory()?);
        module.section(&memories);
        module.section(&RawSection { id: SectionId::Global.into(), data: self.program.global_section });
        Ok(())
    }

    fn exports(&self, local: &Local) -> Result<ExportSection> {
        let mut section = ExportSection::new();
        let mut exported = BTreeSet::new();
        for export in self.program.exports.iter().filter(|export| !is_side(export.name)) {
            let (kind, index) = match export.kind {
                ExternalKind::Func => (ExportKind::Func, local.index(usize::try_from(export.index)?)?),
                ExternalKind::Table => (ExportKind::Table, export.index),
                ExternalKind::Memory => (ExportKind::Memory, export.index),
                ExternalKind::Global => (ExportKind::Global, export.index),
                _ => return Err(format!("{} is exported, which is of no known kind", export.name).into()),
            };
            exported.insert(export.name);
            section.export(export.name, kind, index);
        }
        let shared = [(MEMORY, ExportKind::Memory), (TABLE, ExportKind::Table), (STACK, ExportKind::Global)];
        for (name, kind) in shared {
            if !exported.contains(name) {
                section.export(name, kind, 0);
            }
        }
        Ok(section)
    }

    fn elements(&self, file: usize, local: &Local) -> Result<ElementSection> {
        let mut section = ElementSection::new();
        // The last group are copies, of which each file has some.
        let copies = self.layout.slots.len() - 1;
        for (start, functions) in [file, copies].into_iter().filter_map(|group| self.layout.slots.get(group)) {
            let mut run: Vec<u32> = Vec::new();
            for (slot, index) in (*start..).zip(functions) {
                if self.layout.functions.get(*index).is_some_and(|files| files.has(file)) {
                    run.push(local.in_table.get(index).copied().map_or_else(|| local.index(*index), Ok)?);
                } else {
                    add_elements(&mut section, slot, &mut run)?;
                }
            }
            add_elements(&mut section, start + functions.len(), &mut run)?;
        }
        Ok(section)
    }

    fn code(&self, local: &Local) -> Result<CodeSection> {
        let mut section = CodeSection::new();
        for index in &local.defined {
            let function = self.function(*index)?;
            let code = self.program.at(&function.code);
            if function.is_uncalled {
                let mut nothing = Code::new([]);
                nothing.instructions().unreachable().end();
                section.function(&nothing);
            } else if function.calls.is_empty() {
                section.raw(&self.relocated(code, function.code.start, &function.relocations, local)?);
            } else {
                let body = FunctionBody::new(BinaryReader::new(code, 0));
                let copied = Calls(self, local).parse_function_body(&mut section, body);
                copied.map_err(|error| format!("{} cannot be copied: {error}", function.name))?;
            }
        }
        for way in &local.ways {
            let (Way::Out(index) | Way::In(index)) = way;
            let type_index = self.function(*index)?.type_index;
            let called = self.program.types.get(usize::try_from(type_index)?).ok_or("a function has no type")?;
            let mut code = Code::new([]);
            let mut sink = code.instructions();
            for (parameter, _) in (0..).zip(called.params()) {
                sink.local_get(parameter);
            }
            match way {
                Way::Out(index) => {
                    sink.i32_const(i32::try_from(self.slot(*index)?)?).call_indirect(0, type_index);
                }
                Way::In(index) => {
                    sink.call(local.index(*index)?);
                }
            }
            sink.end();
            section.function(&code);
        }
        Ok(section)
    }

    fn slot(&self, index: usize) -> Result<usize> {
        let found = self.layout.slot.get(&index).copied();
        Ok(found.ok_or_else(|| format!("function {index} is not in the table"))?)
    }

    fn relocated(&self, code: &[u8], start: usize, relocations: &[Relocation], local: &Local) -> Result<Vec<u8>> {
        let mut code = code.to_owned();
        for relocation in relocations {
            let number = match relocation.target {
                Target::Function(index) if relocation.kind == Kind::Function => {
                    i64::from(local.index(self.reach.entered(index))?)
                }
                Target::Function(index) => i64::try_from(self.slot(self.reach.entered(index))?)?,
                Target::Block(index, into) => {
                    let address = self.layout.address.get(index).copied().unwrap_or_default();
                    i64::try_from(address)? + into
                }
            };
            relocation.write(&mut code, start, number)?;
        }
        Ok(code)
    }

    /// The blocks of a file, without long runs of zeros.
    fn data(&self, file: usize, local: &Local) -> Result<DataSection> {
        let placed = self.program.blocks.iter().zip(&self.layout.blocks).zip(&self.layout.address);
        let (mut here, mut others) = (Vec::new(), Vec::new());
        for ((block, files), address) in placed {
            if files.has(file) {
                here.push((*address, block));
            } else {
                others.push(*address);
            }
        }
        here.sort_unstable_by_key(|(address, _)| *address);
        others.sort_unstable();
        let mut runs = Runs { others, runs: Vec::new() };
        for (address, block) in here {
            let content = self.program.at(&block.content);
            let content = self.relocated(content, block.content.start, &block.relocations, local)?;
            for (at, piece) in without_zeros(&content) {
                runs.add(address + at, piece);
            }
        }
        let mut section = DataSection::new();
        for (start, run) in runs.runs {
            section.active(0, &ConstExpr::i32_const(i32::try_from(start)?), run);
        }
        Ok(section)
    }

    fn names(&self, local: &Local) -> Result<NameSection> {
        let mut names = NameMap::new();
        for (index, number) in &local.named {
            names.append(*number, self.function(*index)?.name);
        }
        let mut section = NameSection::new();
        section.functions(&names);
        Ok(section)
    }
}

/// Adds those that stand in the table up to `end`.
fn add_elements(section: &mut ElementSection, end: usize, run: &mut Vec<u32>) -> Result {
    if !run.is_empty() {
        let start = ConstExpr::i32_const(i32::try_from(end - run.len())?);
        section.active(None, &start, Elements::Functions(std::mem::take(run).into()));
    }
    Ok(())
}

/// The data of a file, joined where little is between.
struct Runs {
    /// Where blocks of other files start, in order: those of which several files have copies lie side by side, whoever
    /// has them.
    others: Vec<usize>,
    runs: Vec<(usize, Vec<u8>)>,
}

impl Runs {
    /// Adds what comes next. Zeros go between, unless that is where another file may have written.
    fn add(&mut self, at: usize, piece: &[u8]) {
        let Self { others, runs } = self;
        let is_free =
            |end: usize| others.partition_point(|other| *other < end) == others.partition_point(|other| *other < at);
        let is_near = |end: usize| at < end + ZEROS && is_free(end);
        match runs.last_mut().filter(|(start, run)| is_near(start + run.len())) {
            Some((start, run)) => {
                run.resize(at - *start, 0);
                run.extend(piece);
            }
            None => runs.push((at, piece.to_owned())),
        }
    }
}

/// The pieces of data that are not zeros for long, and where they start.
fn without_zeros(content: &[u8]) -> Vec<(usize, &[u8])> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while let Some(first) = content.iter().skip(start).position(|byte| *byte != 0) {
        let from = start + first;
        let rest = content.get(from..).unwrap_or_default();
        let length = rest.windows(ZEROS).position(|window| window.iter().all(|byte| *byte == 0)).unwrap_or(rest.len());
        pieces.push((from, rest.get(..length).unwrap_or_default()));
        start = from + length;
    }
    pieces
}

/// The numbers that functions have in a file.
struct Local {
    defined: Vec<usize>,
    ways: Vec<Way>,
    numbers: BTreeMap<usize, u32>,
    /// The ways that are in the table in the place of the functions themselves.
    in_table: BTreeMap<usize, u32>,
    named: Vec<(usize, u32)>,
}

impl Local {
    fn of(emit: &Emit, file: usize) -> Self {
        let Emit { program, reach, layout } = emit;
        let mut numbers = BTreeMap::new();
        let mut next = 0..;
        if file == MAIN {
            let imports = (0..program.imported()).filter(|index| !reach.entries.contains_key(index));
            numbers.extend(imports.zip(&mut next));
        }
        let is_here = |index: usize| layout.functions.get(index).is_some_and(|files| files.has(file));
        let defined: Vec<usize> =
            (program.imported()..program.functions.len()).filter(|index| is_here(*index)).collect();
        let named: Vec<(usize, u32)> = defined.iter().copied().zip(&mut next).collect();
        numbers.extend(named.iter().copied());
        let mut out = BTreeSet::new();
        for function in defined.iter().filter_map(|index| program.functions.get(*index)) {
            let related = function.relocations.iter().filter(|relocation| relocation.kind == Kind::Function);
            let related = related.filter_map(|relocation| match relocation.target {
                Target::Function(index) => Some(index),
                Target::Block(..) => None,
            });
            let called = related.chain(function.calls.iter().copied()).map(|index| reach.entered(index));
            out.extend(called.filter(|index| !is_here(*index)));
        }
        let mut ways: Vec<Way> = out.iter().map(|index| Way::Out(*index)).collect();
        numbers.extend(out.into_iter().zip(&mut next));
        let here = layout.slots.get(file).map(|(_, functions)| functions.as_slice()).unwrap_or_default();
        let changed = |index: &usize| *index < program.imported() || reach.described.contains(index);
        let inward: Vec<usize> = here.iter().copied().filter(changed).collect();
        ways.extend(inward.iter().map(|index| Way::In(*index)));
        let in_table = inward.into_iter().zip(&mut next).collect();
        Self { defined, ways, numbers, in_table, named }
    }

    fn index(&self, function: usize) -> Result<u32> {
        let found = self.numbers.get(&function).copied();
        Ok(found.ok_or_else(|| format!("function {function} is not in the file that calls it"))?)
    }
}

/// Gives calls the numbers of the file, where no relocation says where they are.
struct Calls<'a>(&'a Emit<'a>, &'a Local);

impl Reencode for Calls<'_> {
    type Error = String;

    fn function_index(&mut self, function: u32) -> std::result::Result<u32, ReencodeError<Self::Error>> {
        let index = usize::try_from(function).unwrap_or(usize::MAX);
        self.1.index(self.0.reach.entered(index)).map_err(|error| ReencodeError::UserError(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_between_where_another_file_may_have_written() {
        let mut runs = Runs { others: vec![0, 108], runs: Vec::new() };
        for at in [100, 116, 128, 1000] {
            runs.add(at, b"services");
        }
        let found: Vec<_> = runs.runs.iter().map(|(start, run)| (*start, run.len())).collect();
        assert_eq!(found, [(100, 8), (116, 20), (1000, 8)]);
    }
}
