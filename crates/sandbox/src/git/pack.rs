//! All objects of a new repository in one pack: two files, however many objects there are.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use gix::ObjectId;
use gix::error::ResultExt;
use gix::hash::Kind as Hash;
use gix::objs::{Kind, Write, compute_hash};

use super::Error;

/// The first bytes of a pack: what it is, and the version of its format. The number of objects follows.
const PACK: &[u8] = b"PACK\x00\x00\x00\x02";

/// The first bytes of an index of a pack.
const INDEX: &[u8] = b"\xfftOc\x00\x00\x00\x02";

/// A pack in the making. What is written into it twice is in it once.
#[derive(Default)]
pub struct Pack(RefCell<Packed>);

#[derive(Default)]
struct Packed {
    /// One after another as they will stand behind the pack's first twelve bytes.
    entries: Vec<u8>,
    /// Where each begins in the file, and its checksum.
    places: BTreeMap<ObjectId, (u32, u32)>,
}

impl Pack {
    /// Writes the pack and its index into a repository.
    pub fn save(self, repository: &Path) -> Result<(), Error> {
        let Packed { entries, places } = self.0.into_inner();
        let count = number(places.len())?.to_be_bytes();
        let mut pack = [PACK, &count, &entries].concat();
        let checksum = seal(&mut pack)?;

        let mut index = INDEX.to_vec();
        let mut sorted: Vec<(&ObjectId, &(u32, u32))> = places.iter().collect();
        sorted.sort_by(|(a, _), (b, _)| a.as_slice().cmp(b.as_slice()));
        for first in 0..=u8::MAX {
            let until = sorted.partition_point(|(id, _)| id.as_slice().first() <= Some(&first));
            index.extend(number(until)?.to_be_bytes());
        }
        index.extend(sorted.iter().flat_map(|(id, _)| id.as_slice()));
        index.extend(sorted.iter().flat_map(|(_, (_, crc))| crc.to_be_bytes()));
        index.extend(sorted.iter().flat_map(|(_, (offset, _))| offset.to_be_bytes()));
        index.extend(checksum.as_slice());
        seal(&mut index)?;

        let folder = repository.join("objects/pack");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("pack-{checksum}.pack")), pack)?;
        fs::write(folder.join(format!("pack-{checksum}.idx")), index)?;
        Ok(())
    }

    fn add(&self, kind: Kind, bytes: &[u8], id: ObjectId) -> io::Result<()> {
        let mut packed = self.0.borrow_mut();
        if packed.places.contains_key(&id) {
            return Ok(());
        }
        let mut entry = header(kind, bytes.len());
        let mut encoder = ZlibEncoder::new(&mut entry, Compression::default());
        encoder.write_all(bytes)?;
        encoder.finish()?;
        let offset = u32::try_from(packed.entries.len().saturating_add(PACK.len()).saturating_add(4));
        let offset = offset.map_err(io::Error::other)?;
        let mut crc = Crc::new();
        crc.update(&entry);
        packed.places.insert(id, (offset, crc.sum()));
        packed.entries.extend(entry);
        Ok(())
    }
}

/// Kind and size as an entry of a pack begins with: four bits of the size with the kind, then seven in each byte.
fn header(kind: Kind, size: usize) -> Vec<u8> {
    let kind = match kind {
        Kind::Commit => 1_u8,
        Kind::Tree => 2,
        Kind::Blob => 3,
        Kind::Tag => 4,
    };
    let bits = |size: usize, mask: u8| u8::try_from(size & usize::from(mask)).unwrap_or_default();
    let mut bytes = vec![kind << 4 | bits(size, 0x0f)];
    let mut rest = size >> 4;
    while rest > 0 {
        if let Some(last) = bytes.last_mut() {
            *last |= 0x80;
        }
        bytes.push(bits(rest, 0x7f));
        rest >>= 7;
    }
    bytes
}

fn number(count: usize) -> io::Result<u32> {
    u32::try_from(count).map_err(io::Error::other)
}

/// Appends the checksum of all that came before it.
fn seal(bytes: &mut Vec<u8>) -> Result<ObjectId, Error> {
    let mut hasher = gix::hash::hasher(Hash::Sha1);
    hasher.update(bytes);
    let checksum = hasher.try_finalize()?;
    bytes.extend(checksum.as_slice());
    Ok(checksum)
}

impl Write for Pack {
    fn write_buf(&self, kind: Kind, bytes: &[u8]) -> Result<ObjectId, gix::Error> {
        self.write_buf_with_known_id(kind, bytes, compute_hash(Hash::Sha1, kind, bytes)?)
    }

    fn write_buf_with_known_id(&self, kind: Kind, bytes: &[u8], id: ObjectId) -> Result<ObjectId, gix::Error> {
        self.add(kind, bytes, id).or_error()?;
        Ok(id)
    }

    fn write_stream(&self, kind: Kind, _: u64, from: &mut dyn io::Read) -> Result<ObjectId, gix::Error> {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).or_error()?;
        self.write_buf(kind, &bytes)
    }

    fn write_stream_with_known_id(
        &self,
        kind: Kind,
        _: u64,
        from: &mut dyn io::Read,
        id: ObjectId,
    ) -> Result<ObjectId, gix::Error> {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).or_error()?;
        self.write_buf_with_known_id(kind, &bytes, id)
    }
}
