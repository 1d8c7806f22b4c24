//! The places in the program that name something else by its number, which becomes another when the program is split.

use wasmparser::RelocationType;

use crate::Result;

/// A place in the program where the number of something else stands.
pub struct Relocation {
    pub at: usize,
    pub kind: Kind,
    pub target: Target,
    pub addend: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The number of a function, in a call.
    Function,
    /// Its place in the table, in code or in data.
    Slot,
    SlotInData,
    /// An address; in LEB128 unsigned or signed, or as it is.
    AddressUnsigned,
    Address,
    AddressInData,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Function(usize),
    /// That many bytes into the block.
    Block(usize, i64),
}

impl Kind {
    /// That of a relocation of the linker's; none where its place can stay as it is.
    ///
    /// # Errors
    /// When nothing is known of its kind.
    pub fn of(of: RelocationType) -> Result<Option<Self>> {
        use RelocationType as R;
        Ok(Some(match of {
            // Types keep their numbers, and there is one table.
            R::TypeIndexLeb | R::TableNumberLeb => return Ok(None),
            R::FunctionIndexLeb => Self::Function,
            R::TableIndexSleb => Self::Slot,
            R::TableIndexI32 => Self::SlotInData,
            R::MemoryAddrLeb => Self::AddressUnsigned,
            R::MemoryAddrSleb => Self::Address,
            R::MemoryAddrI32 => Self::AddressInData,
            // Of the text for debuggers.
            R::FunctionOffsetI32 | R::SectionOffsetI32 => return Ok(None),
            other => return Err(format!("a relocation is of the unknown kind {}", other as u8).into()),
        }))
    }
}

impl Relocation {
    /// Writes a number at its place in `code`, which starts at `start` in the program.
    ///
    /// # Errors
    /// When the number or its place cannot be.
    pub fn write(&self, code: &mut [u8], start: usize, number: i64) -> Result {
        let number = number + self.addend;
        let padded = match self.kind {
            Kind::SlotInData | Kind::AddressInData => {
                return put(code, self.at - start, &u32::try_from(number)?.to_le_bytes());
            }
            Kind::Function | Kind::AddressUnsigned => padded(u32::try_from(number)?),
            // Below 2³¹, so that the fifth byte has no sign.
            Kind::Slot | Kind::Address => padded(u32::try_from(i32::try_from(number)?)?),
        };
        put(code, self.at - start, &padded)
    }
}

/// LEB128 in as many bytes as there is room for.
fn padded(number: u32) -> [u8; 5] {
    [0, 7, 14, 21, 28].map(|shift| {
        let more = if shift < 28 { 0x80 } else { 0 };
        u8::try_from(number >> shift & 0x7f).unwrap_or_default() | more
    })
}

fn put(code: &mut [u8], at: usize, bytes: &[u8]) -> Result {
    let place = code.get_mut(at..at + bytes.len()).ok_or("a relocation is outside of its code")?;
    place.copy_from_slice(bytes);
    Ok(())
}
