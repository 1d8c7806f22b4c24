//! Cuts the linked program into files: one that every visit starts with, and parts that pages ask for.
//!
//! `in_chunk!` of `src/chunk.rs` marks where it is cut. The tools that do this (`wasm-split-cli`) make a file of every
//! combination of parts that share something; here `policy` decides who takes it.

mod emit;
mod layout;
mod policy;
mod program;
mod reach;

use emit::Emit;
use layout::Layout;
pub use policy::files_of;
use program::Program;
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
