//! Where everything is once the program is split: in which file, at which place of the table, at which address.
//!
//! Files call each other through the table and share one memory, so they have numbers of each other in them. Each file
//! has a region of both to itself, with room to grow: a change in one leaves the others' numbers, and so their content,
//! as they are.

use std::collections::BTreeMap;

use super::policy;
use super::program::{Kind, Program, Target};
use super::reach::{FIRST, Needed, Reach};
use crate::Result;

/// The first file, which every visit starts with.
pub const MAIN: usize = 0;

/// Nothing is at place 0 of the table: there is a function that is none.
const FIRST_SLOT: usize = 1;
/// Where data starts, behind the stack.
const FIRST_ADDRESS: usize = 1 << 20;
const SLOTS: usize = 128;
const BYTES: usize = 4096;

pub struct Layout {
    /// The names of the files other than the first.
    pub parts: Vec<String>,
    /// By function and by block, its file; none where nobody needs it.
    pub function_file: Vec<Option<usize>>,
    pub block_file: Vec<Option<usize>>,
    /// What each file has in the table, in order, and from where on.
    pub slots: Vec<(usize, Vec<usize>)>,
    pub slot: BTreeMap<usize, usize>,
    pub slots_end: usize,
    pub address: Vec<usize>,
    pub addresses_end: usize,
}

impl Layout {
    /// # Errors
    /// When a policy names no file.
    pub fn of(program: &Program, reach: &Reach) -> Result<Self> {
        let own = reach.splits.iter().map(|split| policy::file_of(&[split.as_str()]));
        let mut parts: Vec<String> = policy::SHARED.map(str::to_owned).to_vec();
        for name in own {
            if !parts.iter().any(|part| part == name) {
                parts.push(name.to_owned());
            }
        }
        let file = |needed: Needed| -> Result<Option<usize>> {
            if needed == 0 {
                return Ok(None);
            }
            if needed & FIRST != 0 {
                return Ok(Some(MAIN));
            }
            let sharers = reach.splits.iter().zip(1..).filter(|(_, number)| needed & (1 << number) != 0);
            let sharers: Vec<&str> = sharers.map(|(split, _)| split.as_str()).collect();
            let name = policy::file_of(&sharers);
            let part = parts.iter().position(|part| part == name).ok_or("the policy names an unknown part")?;
            Ok(Some(part + 1))
        };
        let function_file: Vec<_> = reach.functions.iter().map(|needed| file(*needed)).collect::<Result<_>>()?;
        let block_file: Vec<_> = reach.blocks.iter().map(|needed| file(*needed)).collect::<Result<_>>()?;
        let mut layout = Self {
            parts,
            function_file,
            block_file,
            slots: Vec::new(),
            slot: BTreeMap::new(),
            slots_end: FIRST_SLOT,
            address: vec![0; program.blocks.len()],
            addresses_end: FIRST_ADDRESS,
        };
        layout.place_functions(program, reach);
        layout.place_blocks(program);
        Ok(layout)
    }

    pub fn files(&self) -> std::ops::RangeInclusive<usize> {
        MAIN..=self.parts.len()
    }

    /// Those of a function's or block's relations that a file has in it.
    fn place_functions(&mut self, program: &Program, reach: &Reach) {
        let mut in_table = vec![false; program.functions.len()];
        let mut add = |index: usize| {
            if let Some(place) = in_table.get_mut(index) {
                *place = true;
            }
        };
        for (function, file) in program.functions.iter().zip(&self.function_file).filter(|(_, file)| file.is_some()) {
            for relocation in &function.relocations {
                let Target::Function(called) = relocation.target else { continue };
                let called = reach.entered(called);
                if relocation.kind == Kind::Slot || self.function_file.get(called) != Some(file) {
                    add(called);
                }
            }
            for called in &function.calls {
                let called = reach.entered(*called);
                if self.function_file.get(called) != Some(file) {
                    add(called);
                }
            }
        }
        for (block, _) in program.blocks.iter().zip(&self.block_file).filter(|(_, file)| file.is_some()) {
            for relocation in &block.relocations {
                if let Target::Function(called) = relocation.target {
                    add(reach.entered(called));
                }
            }
        }
        for file in self.files() {
            let here = in_table.iter().zip(&self.function_file).enumerate();
            let here: Vec<usize> =
                here.filter(|(_, (is, of))| **is && **of == Some(file)).map(|(index, _)| index).collect();
            let start = self.slots_end;
            self.slot.extend(here.iter().copied().zip(start..));
            self.slots_end = start + with_room(here.len(), SLOTS);
            self.slots.push((start, here));
        }
    }

    fn place_blocks(&mut self, program: &Program) {
        for file in self.files() {
            let mut next = self.addresses_end;
            for ((block, of), address) in program.blocks.iter().zip(&self.block_file).zip(&mut self.address) {
                if *of == Some(file) {
                    *address = next.next_multiple_of(block.align);
                    next = *address + block.content.len();
                }
            }
            self.addresses_end += with_room(next - self.addresses_end, BYTES);
        }
    }
}

/// A region for so many that a few more fit.
fn with_room(used: usize, step: usize) -> usize {
    if used == 0 { 0 } else { (used + used / 8 + step / 4).next_multiple_of(step) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_has_room_for_more() {
        for used in [1, 96, 127, 128, 1000] {
            let room = with_room(used, SLOTS);
            assert!(room >= used + used / 8 && room.is_multiple_of(SLOTS));
        }
        assert_eq!(with_room(100, SLOTS), with_room(101, SLOTS));
        assert_eq!(with_room(0, SLOTS), 0);
    }
}
