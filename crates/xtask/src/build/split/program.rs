//! The linked program with its relocations (tool conventions for WebAssembly, "Linking"), as splitting it needs it.

use std::collections::HashMap;
use std::ops::Range;

use wasmparser::{
    BinaryReader, DataKind, Export, FuncType, FunctionBody, Import, Imports, KnownCustom, Linking, Name, Operator,
    Parser, Payload, RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

use super::relocation::{Kind, Relocation, Target};
use crate::Result;

/// What the tools that run after this one read in the program, and no browser.
const KEPT: [&str; 2] = ["__wasm_bindgen_unstable", "target_features"];
/// Classes that a dependency of leptos hands to JavaScript for the bodies of server functions, which the console has not.
/// As exports they would keep their code, and all that it needs, in every visit's download.
const UNCALLED: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];
/// How much of memory a section of data may be aligned to.
const MOST_ALIGNED: usize = 16;
/// What linkers call the section of data that nobody writes to.
const CONSTANT: &str = ".rodata";

#[derive(Default)]
pub struct Program<'a> {
    bytes: &'a [u8],
    pub types: Vec<FuncType>,
    /// The content of the sections of types and globals, which every file or the first one takes as it is.
    pub type_section: &'a [u8],
    pub global_section: &'a [u8],
    pub imports: Vec<Import<'a>>,
    /// The imported ones come first, in the order of the imports.
    pub functions: Vec<Function<'a>>,
    pub memory: Option<wasmparser::MemoryType>,
    pub exports: Vec<Export<'a>>,
    pub start: Option<usize>,
    /// What symbols share is one block. In the order of their addresses.
    pub blocks: Vec<Block>,
    pub custom: Vec<(&'a str, &'a [u8])>,
}

pub struct Function<'a> {
    pub name: &'a str,
    pub type_index: u32,
    /// Where its code is; nowhere when it is imported.
    pub code: Range<usize>,
    pub relocations: Vec<Relocation>,
    /// What a function calls for which the linker left no relocations, as it does in some that it makes itself.
    pub calls: Vec<usize>,
    /// Whether nothing ever calls it, so that it needs no code.
    pub is_uncalled: bool,
}

/// Bytes of memory that the program starts with.
pub struct Block {
    pub content: Range<usize>,
    pub align: usize,
    /// Whether it stays as it is while the program runs.
    pub is_constant: bool,
    pub relocations: Vec<Relocation>,
}

impl<'a> Program<'a> {
    /// # Errors
    /// When it was not linked with `--emit-relocs`, or has what no program of ours has.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut program = Self { bytes, ..Self::default() };
        let mut raw = Raw::default();
        for payload in Parser::new(0).parse_all(bytes) {
            program.section(payload?, &mut raw)?;
        }
        if raw.symbols.is_empty() {
            return Err("the program has no symbols: it must be linked with --emit-relocs".into());
        }
        program.name(&raw.names);
        let places = program.blocks_of(&raw)?;
        program.relocate(&raw, &places)?;
        program.find_calls()?;
        program.forget_uncalled()?;
        Ok(program)
    }

    pub fn imported(&self) -> usize {
        self.functions.iter().take_while(|function| function.code.is_empty()).count()
    }

    pub fn at(&self, range: &Range<usize>) -> &'a [u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }

    fn section(&mut self, payload: Payload<'a>, raw: &mut Raw<'a>) -> Result {
        if let Some((_, range)) = payload.as_section() {
            let content = match &payload {
                Payload::CustomSection(custom) => custom.data_offset(),
                _ => range.start,
            };
            raw.sections.push(position(content)?);
        }
        match payload {
            Payload::TypeSection(section) => {
                self.type_section = self.at(&positions(section.range())?);
                self.types = section.into_iter_err_on_gc_types().collect::<std::result::Result<_, _>>()?;
            }
            Payload::ImportSection(section) => {
                for imports in section {
                    let Imports::Single(_, import) = imports? else {
                        return Err("the program has compact imports".into());
                    };
                    let TypeRef::Func(type_index) = import.ty else {
                        return Err(format!("the program imports {}, which is no function", import.name).into());
                    };
                    self.imports.push(import);
                    self.functions.push(Function::new(type_index, 0..0));
                }
            }
            Payload::FunctionSection(section) => {
                raw.types = section.into_iter().collect::<std::result::Result<_, _>>()?;
            }
            Payload::MemorySection(section) => self.memory = section.into_iter().next().transpose()?,
            Payload::GlobalSection(section) => self.global_section = self.at(&positions(section.range())?),
            Payload::ExportSection(section) => {
                self.exports = section.into_iter().collect::<std::result::Result<_, _>>()?;
            }
            Payload::StartSection { func, .. } => self.start = Some(number(func)),
            Payload::CodeSectionEntry(body) => {
                let index = self.functions.len() - self.imports.len();
                let type_index = raw.types.get(index).copied().ok_or("the program has code without a type")?;
                self.functions.push(Function::new(type_index, positions(body.range())?));
            }
            Payload::DataSection(section) => {
                for segment in section {
                    let segment = segment?;
                    let DataKind::Active { memory_index: 0, .. } = segment.kind else {
                        return Err("the program has data that is not there from the start".into());
                    };
                    let end = position(segment.range.end)?;
                    raw.segments.push(end - segment.data.len()..end);
                }
            }
            Payload::CustomSection(custom) => match custom.as_known() {
                KnownCustom::Name(names) => {
                    for name in names {
                        if let Ok(Name::Function(functions)) = name {
                            raw.names =
                                functions.into_iter().flatten().map(|name| (number(name.index), name.name)).collect();
                        }
                    }
                }
                KnownCustom::Linking(linking) => {
                    for part in linking.subsections() {
                        match part? {
                            Linking::SymbolTable(symbols) => {
                                raw.symbols = symbols.into_iter().collect::<std::result::Result<_, _>>()?;
                            }
                            Linking::SegmentInfo(segments) => {
                                for segment in segments {
                                    let segment = segment?;
                                    raw.aligned.push(1 << segment.alignment.min(4));
                                    raw.constant.push(segment.name.starts_with(CONSTANT));
                                }
                            }
                            _ => {}
                        }
                    }
                }
                KnownCustom::Reloc(relocations) => {
                    let section = raw.sections.get(number(relocations.section_index()));
                    let start = *section.ok_or("the program has relocations of a section that it has not")?;
                    for entry in relocations.entries() {
                        raw.relocations.push((start, entry?));
                    }
                }
                _ if KEPT.contains(&custom.name()) => self.custom.push((custom.name(), custom.data())),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn name(&mut self, names: &HashMap<usize, &'a str>) {
        for (index, function) in self.functions.iter_mut().enumerate() {
            function.name = names.get(&index).copied().unwrap_or_default();
        }
    }

    /// Makes the blocks; returns where in them each symbol starts.
    fn blocks_of(&mut self, raw: &Raw) -> Result<HashMap<usize, Target>> {
        let mut symbols = Vec::new();
        for (index, symbol) in raw.symbols.iter().enumerate() {
            if let SymbolInfo::Data { symbol: Some(data), .. } = symbol
                && data.size > 0
            {
                let segment = raw.segments.get(number(data.index)).ok_or("a symbol is in no segment of data")?;
                let start = segment.start + number(data.offset);
                symbols.push((start, start + number(data.size), index, segment.start, number(data.index)));
            }
        }
        symbols.sort_unstable_by_key(|(start, end, index, ..)| (*start, std::cmp::Reverse(*end), *index));
        let mut places = HashMap::new();
        for (start, end, index, segment, segment_index) in symbols {
            match self.blocks.last_mut().filter(|block| start < block.content.end) {
                Some(block) => block.content.end = block.content.end.max(end),
                None => {
                    let most = raw.aligned.get(segment_index).copied().unwrap_or(MOST_ALIGNED);
                    let align = lowest_bit(start - segment).min(lowest_bit(end - start)).min(most);
                    let is_constant = raw.constant.get(segment_index).copied().unwrap_or(false);
                    self.blocks.push(Block { content: start..end, align, is_constant, relocations: Vec::new() });
                }
            }
            let into = self.blocks.last().map_or(0, |block| start - block.content.start);
            places.insert(index, Target::Block(self.blocks.len() - 1, i64::try_from(into)?));
        }
        Ok(places)
    }

    fn relocate(&mut self, raw: &Raw, places: &HashMap<usize, Target>) -> Result {
        for (start, entry) in &raw.relocations {
            let index = number(entry.index);
            let at = start + number(entry.offset);
            if entry.ty == RelocationType::GlobalIndexLeb {
                // The stack's pointer comes first among the globals, and is the only one that code uses.
                match raw.symbols.get(index) {
                    Some(SymbolInfo::Global { index: 0, .. }) => continue,
                    _ => return Err("code uses a global other than the first".into()),
                }
            }
            let Some(kind) = Kind::of(entry.ty)? else { continue };
            let target = match raw.symbols.get(index) {
                Some(SymbolInfo::Func { index, .. }) => Target::Function(number(*index)),
                Some(SymbolInfo::Data { name, .. }) => match places.get(&index) {
                    Some(target) => *target,
                    None if name.starts_with("__heap") => {
                        return Err(format!("code uses {name}, which is elsewhere once the program is split").into());
                    }
                    // Nothing is there: any address does.
                    None => continue,
                },
                _ => return Err("a relocation has no target".into()),
            };
            let owner = self.owner(at).ok_or("a relocation is in no function and no data")?;
            owner.push(Relocation { at, kind, target, addend: entry.addend });
        }
        for relocations in self.functions.iter_mut().map(|function| &mut function.relocations) {
            relocations.sort_unstable_by_key(|relocation| relocation.at);
        }
        Ok(())
    }

    /// The relocations of that which has this place in it.
    fn owner(&mut self, at: usize) -> Option<&mut Vec<Relocation>> {
        let function = self.functions.partition_point(|function| function.code.end <= at);
        if self.functions.get(function).is_some_and(|function| function.code.contains(&at)) {
            return self.functions.get_mut(function).map(|function| &mut function.relocations);
        }
        let block = self.blocks.partition_point(|block| block.content.end <= at);
        let block = self.blocks.get_mut(block).filter(|block| block.content.contains(&at))?;
        Some(&mut block.relocations)
    }

    /// wasm-bindgen wants them to be there, and no more than that.
    fn forget_uncalled(&mut self) -> Result {
        for export in self.exports.iter().filter(|export| is_uncalled(export.name)) {
            if let Some(function) = self.functions.get_mut(usize::try_from(export.index)?) {
                function.is_uncalled = true;
                function.relocations.clear();
                function.calls.clear();
            }
        }
        Ok(())
    }

    fn find_calls(&mut self) -> Result {
        let imported = self.imported();
        for function in self.functions.iter_mut().skip(imported).filter(|function| function.relocations.is_empty()) {
            let code = self.bytes.get(function.code.clone()).unwrap_or_default();
            let mut operators = FunctionBody::new(BinaryReader::new(code, 0)).get_operators_reader()?;
            while !operators.eof() {
                if let Operator::Call { function_index } = operators.read()? {
                    function.calls.push(number(function_index));
                }
            }
        }
        Ok(())
    }
}

/// Whether nothing calls an export of this name.
pub fn is_uncalled(name: &str) -> bool {
    UNCALLED.iter().any(|uncalled| name.starts_with(uncalled))
}

/// What only reading needs.
#[derive(Default)]
struct Raw<'a> {
    types: Vec<u32>,
    /// Where the content of each section starts.
    sections: Vec<usize>,
    segments: Vec<Range<usize>>,
    aligned: Vec<usize>,
    constant: Vec<bool>,
    symbols: Vec<SymbolInfo<'a>>,
    relocations: Vec<(usize, RelocationEntry)>,
    names: HashMap<usize, &'a str>,
}

impl Function<'_> {
    fn new(type_index: u32, code: Range<usize>) -> Self {
        Self { name: "", type_index, code, relocations: Vec::new(), calls: Vec::new(), is_uncalled: false }
    }

    /// What it needs, by each place in it.
    pub fn needs(&self) -> impl Iterator<Item = Target> {
        let related = self.relocations.iter().map(|relocation| relocation.target);
        related.chain(self.calls.iter().copied().map(Target::Function))
    }
}

fn lowest_bit(number: usize) -> usize {
    if number == 0 { MOST_ALIGNED } else { 1 << number.trailing_zeros().min(4) }
}

fn number(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn position(at: u64) -> Result<usize> {
    Ok(usize::try_from(at)?)
}

fn positions(range: Range<u64>) -> Result<Range<usize>> {
    Ok(position(range.start)?..position(range.end)?)
}
