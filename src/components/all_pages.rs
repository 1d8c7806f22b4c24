//! Lists that are read to their end, page by page.

use wheelhouse_contract::{Links, Relation};

use super::reads::{Reads, reads};
use crate::api::Api;
use crate::data::AnyRead;

/// A list that goes on beyond this many pages is cut off: its links may lead in a circle.
const MOST: usize = 100;

/// Every page of some lists, as far as they are known.
#[derive(Clone, Copy)]
pub struct AllPages {
    api: Api,
    reads: Reads,
}

/// Reads the lists that start at these paths to their end, following the API's links from one page to the next.
/// `open` reads one page.
pub fn all_pages(first: Vec<String>, open: fn(String) -> AnyRead) -> AllPages {
    let api = Api::expect();
    let wanted = move |reads| {
        let pages = AllPages { api, reads };
        first.iter().filter_map(|path| pages.follow(path).1).collect()
    };
    AllPages { api, reads: reads(wanted, open) }
}

impl AllPages {
    /// The pages of the list that starts at this path, in order.
    pub fn of(self, first: &str) -> Vec<AnyRead> {
        self.follow(first).0
    }

    /// Whether nothing more is to come of this list: its last page is there, or one could not be read.
    pub fn is_settled(self, first: &str) -> bool {
        let (reads, next) = self.follow(first);
        next.is_none() && reads.last().is_some_and(|last| last.is_known() || last.error().is_some())
    }

    /// Whether this list goes on beyond what is read of it.
    pub fn is_cut_off(self, first: &str) -> bool {
        let pages = self.of(first);
        pages.len() >= MOST && pages.last().is_some_and(|last| self.next(last).is_some())
    }

    fn next(self, read: &AnyRead) -> Option<String> {
        read.raw().and_then(|raw| self.api.path_of(Links::of(&raw).href(Relation::NEXT)?).ok())
    }

    /// The pages from this one on, and the path of the one that is not read yet.
    fn follow(self, first: &str) -> (Vec<AnyRead>, Option<String>) {
        self.reads.with(|known| {
            let mut reads = Vec::new();
            let mut paths = vec![first.to_owned()];
            while let Some(path) = paths.last() {
                let Some((_, read)) = known.iter().find(|(known, _)| known == path) else {
                    return (reads, Some(path.clone()));
                };
                reads.push(*read);
                match self.next(read) {
                    Some(next) if paths.len() < MOST && !paths.contains(&next) => paths.push(next),
                    _ => break,
                }
            }
            (reads, None)
        })
    }
}
