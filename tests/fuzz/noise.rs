//! Noise that is the same for the same seed, for tests of what must take anything. They try a few thousand inputs; as many as
//! `FUZZ_INPUTS` says, beginning with `FUZZ_SEED`, where `cargo xtask fuzz` or somebody else sets these.

use std::env;
use std::fmt::Debug;
use std::thread;

/// Where the noise comes from: SplitMix64.
pub struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `end`, which is left out; 0 where there is nothing else.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap().max(1)).unwrap()
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of those that are there, changed in a few places, now and then beyond recognition.
    pub fn changed(&mut self, from: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
        let mut bytes = self.pick(from).clone();
        for _ in 0..=self.below(4) {
            let (start, end) = (self.below(bytes.len() + 1), self.below(bytes.len() + 1));
            let (start, end) = (start.min(end), start.max(end));
            match self.below(8) {
                0 => drop(bytes.drain(start..end)),
                1 => bytes.truncate(end),
                2 => bytes.insert(start, self.next().to_le_bytes()[0]),
                3 => {
                    let again = bytes[start..end.min(start + 64)].to_vec();
                    bytes.splice(start..start, again);
                }
                4 => {
                    let other = self.pick(from);
                    bytes.splice(start.., other[other.len().min(start)..].iter().copied());
                }
                5 if start < bytes.len() => bytes[start] ^= 1 << self.below(8),
                _ => {
                    let word = self.pick(words).as_bytes();
                    bytes.splice(start..start, word.iter().copied());
                }
            }
        }
        bytes
    }
}

/// Tries a test with one input after another. Where it panics, the input is said.
pub fn try_all<T: Debug>(usual: u64, mut make: impl FnMut(&mut Noise) -> T, mut test: impl FnMut(&T)) {
    let number = |name| env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")));
    let mut noise = Noise(number("FUZZ_SEED").unwrap_or(1));
    for _ in 0..number("FUZZ_INPUTS").unwrap_or(usual) {
        let input = make(&mut noise);
        let told = Told(&input);
        test(&input);
        drop(told);
    }
}

struct Told<'a, T: Debug>(&'a T);

impl<T: Debug> Drop for Told<'_, T> {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("with {:?}", self.0);
        }
    }
}
