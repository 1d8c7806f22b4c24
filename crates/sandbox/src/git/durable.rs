//! Writing objects into a repository that is there, so that an answered write is on disk.

use std::fs::File;
use std::io::{self, Read};

use gix::error::ResultExt;
use gix::hash::Kind as Hash;
use gix::objs::{Exists, Kind, Write, compute_hash};
use gix::{ObjectId, Repository};

/// The objects of a repository. What is in it already is not written again.
pub struct Durable<'a>(pub &'a Repository);

impl Durable<'_> {
    /// Waits until an object that was just written is on disk, and the folder that it is in; unless the repository's own
    /// configuration says that nobody needs it.
    fn sync(&self, id: &ObjectId) -> io::Result<()> {
        if self.0.config_snapshot().string("core.fsync").is_some_and(|wanted| wanted == "none") {
            return Ok(());
        }
        let name = id.to_string();
        let (folder, file) = name.split_at_checked(2).unwrap_or_default();
        let folder = self.0.path().join("objects").join(folder);
        File::open(folder.join(file))?.sync_all()?;
        File::open(folder)?.sync_all()
    }
}

impl Write for Durable<'_> {
    fn write_buf(&self, kind: Kind, bytes: &[u8]) -> Result<ObjectId, gix::Error> {
        self.write_buf_with_known_id(kind, bytes, compute_hash(Hash::Sha1, kind, bytes)?)
    }

    fn write_buf_with_known_id(&self, kind: Kind, bytes: &[u8], id: ObjectId) -> Result<ObjectId, gix::Error> {
        if !self.0.objects.exists(&id) {
            self.0.objects.write_buf_with_known_id(kind, bytes, id)?;
            self.sync(&id).or_error()?;
        }
        Ok(id)
    }

    fn write_stream(&self, kind: Kind, _: u64, from: &mut dyn Read) -> Result<ObjectId, gix::Error> {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).or_error()?;
        self.write_buf(kind, &bytes)
    }

    fn write_stream_with_known_id(
        &self,
        kind: Kind,
        _: u64,
        from: &mut dyn Read,
        id: ObjectId,
    ) -> Result<ObjectId, gix::Error> {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).or_error()?;
        self.write_buf_with_known_id(kind, &bytes, id)
    }
}
