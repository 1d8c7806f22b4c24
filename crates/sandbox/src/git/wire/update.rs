//! What a push asks for, and what it is answered: commands by ref, and a report for each.

use std::io::{self, ErrorKind, Read};

use gix::ObjectId;

use super::packets::{FLUSH, band, messages, packet, read_packet};
use crate::git::{Ref, is_branch_name};

/// How many refs one push may move.
const MOST: usize = 1_000;

/// What is understood of a push.
const CAPABILITIES: &str =
    "report-status delete-refs side-band-64k quiet atomic ofs-delta object-format=sha1 agent=wheelhouse";

/// A ref that is to be made, moved or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// In full: `refs/heads/main`.
    pub name: String,
    /// Where the client believes it to be; nothing where it believes that there is none.
    pub from: Option<String>,
    /// Where it is to be; nothing to delete it.
    pub to: Option<String>,
}

impl Update {
    /// The branch, when it is one.
    pub fn branch(&self) -> Option<&str> {
        self.name.strip_prefix("refs/heads/").filter(|branch| is_branch_name(branch))
    }

    /// The tag's name after `refs/`, when it is one.
    pub fn tag(&self) -> Option<&str> {
        let name = self.name.strip_prefix("refs/")?;
        let is_name = gix::refs::FullName::try_from(self.name.as_str()).is_ok();
        (is_name && name.strip_prefix("tags/").is_some_and(|tag| !tag.starts_with('-'))).then_some(name)
    }
}

/// A push, up to the pack that follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub updates: Vec<Update>,
    /// All of them or none.
    pub is_atomic: bool,
    /// Whether the client wants to hear of each ref.
    reports: bool,
    /// Whether the client takes messages beside the answer.
    has_bands: bool,
}

/// What became of a push.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Why the pack could not be taken in.
    pub unpack: Option<String>,
    /// By ref, in the order of the commands: nothing when it is done, else why not.
    pub refs: Vec<(String, Option<String>)>,
    /// What whoever pushes is to read.
    pub messages: Vec<String>,
}

/// The refs that a push may start from, as the client is told at first.
pub fn advertisement(refs: &[Ref]) -> Vec<u8> {
    let mut lines: Vec<String> = refs.iter().map(|found| format!("{} refs/{}", found.target, found.name)).collect();
    if lines.is_empty() {
        lines.push(format!("{} capabilities^{{}}", ObjectId::null(gix::hash::Kind::Sha1)));
    }
    let mut bytes = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let capabilities = if number == 0 { format!("\0{CAPABILITIES}") } else { String::new() };
        bytes.extend(packet(format!("{line}{capabilities}\n").as_bytes()));
    }
    bytes.extend(FLUSH);
    bytes
}

/// Reads what a push asks for; the pack begins where this ends.
///
/// # Errors
/// For what is no push.
pub fn read(from: &mut impl Read) -> io::Result<Asked> {
    let wrong = |what: &str| io::Error::new(ErrorKind::InvalidData, what.to_owned());
    let mut asked = Asked::default();
    let mut is_first = true;
    while let Some(line) = read_packet(from)? {
        let line = String::from_utf8(line).map_err(|_| wrong("the name of a ref is no text"))?;
        // Where a history is cut off matters only when what is before it is missing here, and that is looked at anyway.
        if line.starts_with("shallow ") {
            continue;
        }
        let (command, capabilities) = line.split_once('\0').unwrap_or((&line, ""));
        if is_first {
            let has = |name: &str| capabilities.split_whitespace().any(|capability| capability == name);
            asked.is_atomic = has("atomic");
            asked.reports = has("report-status");
            asked.has_bands = has("side-band-64k");
            is_first = false;
        }
        let parts: Vec<&str> = command.trim_end_matches('\n').splitn(3, ' ').collect();
        let [from, to, name] = parts.as_slice() else { return Err(wrong("a command has not three parts")) };
        let id = |text: &str| ObjectId::from_hex(text.as_bytes()).map_err(|_| wrong("a command names no object"));
        let known = |id: ObjectId| (!id.is_null()).then(|| id.to_string());
        let (from, to, name) = (known(id(from)?), known(id(to)?), (*name).to_owned());
        if asked.updates.iter().any(|other| other.name == name) {
            return Err(wrong("a ref is named twice"));
        }
        asked.updates.push(Update { name, from, to });
        if asked.updates.len() > MOST {
            return Err(wrong("it names too many refs"));
        }
    }
    Ok(asked)
}

impl Asked {
    /// Whether a pack follows: to delete, none is needed.
    pub fn brings_objects(&self) -> bool {
        self.updates.iter().any(|update| update.to.is_some())
    }

    /// A report in the client's form.
    pub fn answer(&self, report: &Report) -> Vec<u8> {
        let mut lines = packet(format!("unpack {}\n", report.unpack.as_deref().unwrap_or("ok")).as_bytes());
        for (name, refused) in &report.refs {
            let line = match refused {
                None => format!("ok {name}\n"),
                // A report is by line.
                Some(why) => format!("ng {name} {}\n", why.replace(['\n', '\r'], " ")),
            };
            lines.extend(packet(line.as_bytes()));
        }
        lines.extend(FLUSH);
        if !self.reports {
            lines.clear();
        }
        if !self.has_bands {
            return lines;
        }
        // A client that wants it quiet means Git's counting.
        [messages(&report.messages), band(1, &lines), FLUSH.to_vec()].concat()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const NONE: &str = "0000000000000000000000000000000000000000";

    #[test]
    fn commands_are_read_up_to_the_pack() {
        let mut bytes = packet(format!("{NONE} {A} refs/heads/a%b\0 report-status atomic quiet").as_bytes());
        bytes.extend(packet(format!("{A} {NONE} refs/tags/v 1\n").as_bytes()));
        bytes.extend(FLUSH);
        bytes.extend(b"PACK");
        let mut from = bytes.as_slice();
        let asked = read(&mut from).unwrap();
        assert_eq!(from, b"PACK");
        assert!(asked.is_atomic && asked.reports && !asked.has_bands && asked.brings_objects());
        let [first, second] = asked.updates.as_slice() else { panic!("two commands") };
        assert_eq!((first.branch(), first.from.as_deref(), first.to.as_deref()), (Some("a%b"), None, Some(A)));
        assert_eq!((second.tag(), second.from.as_deref(), second.to.as_deref()), (None, Some(A), None));
    }

    #[test]
    fn what_is_no_push_is_refused() {
        let twice = packet(format!("{NONE} {A} refs/heads/a").as_bytes());
        for wrong in
            [packet(b"hello"), packet(format!("x {A} refs/heads/a").as_bytes()), [twice.clone(), twice].concat()]
        {
            assert!(read(&mut [wrong, FLUSH.to_vec()].concat().as_slice()).is_err());
        }
    }
}
