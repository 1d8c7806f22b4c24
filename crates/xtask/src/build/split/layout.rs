//! Where everything is once the program is split: in which file, at which place of the table, at which address.
//!
//! Files call each other through the table and share one memory, so they have numbers of each other in them. Each file
//! has a region of both to itself, with room to grow: a change in one leaves the others' numbers, and so their content,
//! as they are.

use std::collections::BTreeMap;

use super::policy;
use super::program::Program;
use super::reach::{FIRST, Needed, Reach};
use super::relocation::{Kind, Target};
use crate::Result;

/// The first file, which every visit starts with.
pub const MAIN: usize = 0;

/// Nothing is at place 0 of the table: there is a function that is none.
const FIRST_SLOT: usize = 1;
/// Where data starts, behind the stack.
const FIRST_ADDRESS: usize = 1 << 20;
const SLOTS: usize = 128;
const BYTES: usize = 4096;

/// A set of files.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Files(u128);

impl Files {
    pub fn only(file: usize) -> Self {
        Self(1 << file)
    }

    pub fn has(self, file: usize) -> bool {
        self.0 & (1 << file) != 0
    }

    fn is_none(self) -> bool {
        self.0 == 0
    }
}

pub struct Layout {
    /// The names of the files other than the first.
    pub parts: Vec<String>,
    /// By function and by block, the files that have it; none where nobody needs it.
    pub functions: Vec<Files>,
    pub blocks: Vec<Files>,
    /// What is in the table, in order, and from where on: of each file, then what several have a copy of.
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
        let mut parts: Vec<String> = policy::SHARED.map(str::to_owned).to_vec();
        for name in reach.splits.iter().flat_map(|split| policy::homes(&[split.as_str()])) {
            if !parts.iter().any(|part| part == name) {
                parts.push(name.to_owned());
            }
        }
        let files = |needed: Needed, can_be_copied: bool| -> Result<Files> {
            if needed == 0 {
                return Ok(Files::default());
            }
            if needed & FIRST != 0 {
                return Ok(Files::only(MAIN));
            }
            let sharers = reach.splits.iter().zip(1..).filter(|(_, number)| needed & (1 << number) != 0);
            let sharers: Vec<&str> = sharers.map(|(split, _)| split.as_str()).collect();
            let names = if can_be_copied { policy::homes(&sharers) } else { vec![policy::only_home(&sharers)] };
            names.into_iter().try_fold(Files::default(), |files, name| {
                let part = parts.iter().position(|part| part == name).ok_or("the policy names an unknown part")?;
                Ok(Files(files.0 | Files::only(part + 1).0))
            })
        };
        let functions = reach.functions.iter().map(|needed| files(*needed, true)).collect::<Result<_>>()?;
        let blocks = reach.blocks.iter().zip(&program.blocks);
        let blocks = blocks.map(|(needed, block)| files(*needed, block.is_constant)).collect::<Result<_>>()?;
        let mut layout = Self {
            parts,
            functions,
            blocks,
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
        for (function, files) in program.functions.iter().zip(&self.functions) {
            // Where the caller is, there are those that it calls, or else the table leads to them.
            let is_elsewhere = |called: usize| self.functions.get(called).is_some_and(|of| of.0 & files.0 != files.0);
            for relocation in function.relocations.iter().filter(|_| !files.is_none()) {
                let Target::Function(called) = relocation.target else { continue };
                let called = reach.entered(called);
                if relocation.kind == Kind::Slot || is_elsewhere(called) {
                    add(called);
                }
            }
            for called in function.calls.iter().filter(|_| !files.is_none()) {
                let called = reach.entered(*called);
                if is_elsewhere(called) {
                    add(called);
                }
            }
        }
        for (block, _) in program.blocks.iter().zip(&self.blocks).filter(|(_, files)| !files.is_none()) {
            for relocation in &block.relocations {
                if let Target::Function(called) = relocation.target {
                    add(reach.entered(called));
                }
            }
        }
        for group in self.groups() {
            let here = in_table.iter().zip(&self.functions).enumerate();
            let here: Vec<usize> =
                here.filter(|(_, (is, files))| **is && group.holds(**files)).map(|(index, _)| index).collect();
            let start = self.slots_end;
            self.slot.extend(here.iter().copied().zip(start..));
            self.slots_end = start + with_room(here.len(), SLOTS);
            self.slots.push((start, here));
        }
    }

    /// What has a region to itself: each file's own, then all copies.
    fn groups(&self) -> impl Iterator<Item = Group> + use<> {
        self.files().map(Group::Of).chain([Group::Copies])
    }

    fn place_blocks(&mut self, program: &Program) {
        for group in self.groups() {
            let mut next = self.addresses_end;
            for ((block, files), address) in program.blocks.iter().zip(&self.blocks).zip(&mut self.address) {
                if group.holds(*files) {
                    *address = next.next_multiple_of(block.align);
                    next = *address + block.content.len();
                }
            }
            self.addresses_end += with_room(next - self.addresses_end, BYTES);
        }
    }
}

#[derive(Clone, Copy)]
enum Group {
    Of(usize),
    Copies,
}

impl Group {
    fn holds(self, files: Files) -> bool {
        match self {
            Self::Of(file) => files == Files::only(file),
            Self::Copies => files.0.count_ones() > 1,
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
