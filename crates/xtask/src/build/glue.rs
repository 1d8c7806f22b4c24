//! The first file and the script that wasm-bindgen made for it, without what nobody uses.

use std::collections::BTreeMap;

use wasm_encoder::{ExportKind, ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Imports, Parser, Payload, TypeRef};

use super::split::is_uncalled;
use crate::Result;

/// Where the first file has the script's functions from.
const SCRIPT: &str = "./main_bg.js";
/// How names begin that the file and its script have for each other, with a digest in each: a download of nothing but
/// chance.
const LONG: [&str; 3] = ["__wb", "wasm_bindgen_", "__externref_"];

/// The file and its script with short names for each other. What only uncalled exports need, the optimizer then takes
/// out of the file.
///
/// # Errors
/// When the file cannot be read.
pub fn tidy(module: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut names = Names::default();
    let mut tidied = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        match &payload {
            Payload::ImportSection(section) => {
                let mut imports = ImportSection::new();
                for import in section.clone() {
                    let Imports::Single(_, import) = import? else { return Err("compact imports".into()) };
                    let TypeRef::Func(type_index) = import.ty else { return Err("an import is no function".into()) };
                    let ours = import.module == SCRIPT;
                    let name = if ours { names.short(import.name) } else { import.name.to_owned() };
                    imports.import(import.module, &name, wasm_encoder::EntityType::Function(type_index));
                }
                tidied.section(&imports);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section.clone() {
                    let export = export?;
                    if !is_uncalled(export.name) {
                        exports.export(&names.short(export.name), ExportKind::from(export.kind), export.index);
                    }
                }
                tidied.section(&exports);
            }
            // Its section holds all bodies.
            Payload::CodeSectionEntry(_) => {}
            other => {
                if let Some((id, range)) = other.as_section() {
                    let content = module.get(usize::try_from(range.start)?..usize::try_from(range.end)?);
                    tidied.section(&RawSection { id, data: content.ok_or("the module is cut off")? });
                }
            }
        }
    }
    Ok((tidied.finish(), without_classes(&names.shorten(script))))
}

/// Short names for long ones.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    fn short(&mut self, name: &str) -> String {
        if !LONG.iter().any(|start| name.starts_with(start)) {
            return name.to_owned();
        }
        let next = self.0.len();
        self.0.entry(name.to_owned()).or_insert_with(|| format!("${next}")).clone()
    }

    /// The script with them, where they stand as words.
    fn shorten(&self, script: &str) -> String {
        let mut shortened = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(start) = rest.find(is_of_word) {
            let (before, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|letter| !is_of_word(letter)).unwrap_or(from.len()));
            shortened.push_str(before);
            shortened.push_str(self.0.get(word).map_or(word, String::as_str));
            rest = after;
        }
        shortened + rest
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$'
}

/// Tells esbuild that it changes nothing to leave out the classes of uncalled exports.
fn without_classes(script: &str) -> String {
    let lines = script.lines().filter(|line| !line.starts_with("if (Symbol.dispose)"));
    let script: String = lines.flat_map(|line| [line, "\n"]).collect();
    script.replace("new FinalizationRegistry(", "/* @__PURE__ */ new FinalizationRegistry(")
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, EntityType, Function, FunctionSection, TypeSection};

    use super::*;

    fn module() -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        module.section(&types);
        let mut imports = ImportSection::new();
        imports.import(SCRIPT, "__wbg_now_0123456789abcdef", EntityType::Function(0));
        imports.import("./parts.js", "load_backups", EntityType::Function(0));
        module.section(&imports);
        let mut functions = FunctionSection::new();
        functions.function(0);
        module.section(&functions);
        let mut exports = ExportSection::new();
        for name in ["main", "__wbindgen_start", "intounderlyingsource_pull", "__wbg_intounderlyingsink_free"] {
            exports.export(name, ExportKind::Func, 2);
        }
        module.section(&exports);
        let mut code = CodeSection::new();
        let mut nothing = Function::new([]);
        nothing.instructions().end();
        code.function(&nothing);
        module.section(&code);
        module.finish()
    }

    #[test]
    fn only_what_is_called_stays_and_has_a_short_name() -> Result {
        let script = "const i = {__wbg_now_0123456789abcdef: a__wbg_now_0123456789abcdef};\nwasm.__wbindgen_start();\n";
        let (tidied, script) = tidy(&module(), script)?;
        let text = String::from_utf8_lossy(&tidied);
        assert!(text.contains("main") && text.contains("load_backups"));
        assert!(!text.contains("__wb") && !text.contains("underlying"));
        assert_eq!(script, "const i = {$0: a__wbg_now_0123456789abcdef};\nwasm.$1();\n");
        Ok(())
    }

    #[test]
    fn a_module_that_is_cut_off_is_refused() {
        let module = module();
        assert!(tidy(module.get(..module.len() - 2).unwrap_or_default(), "").is_err());
    }
}
