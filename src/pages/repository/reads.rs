//! Reads of which each needs the one before: a branch's commit, its folders from the root down.

use leptos::prelude::*;

use crate::api::{ApiError, ErrorKind};
use crate::components::DataOf;
use crate::data::AnyRead;
use crate::reactive::Derived;

/// What the page's frame takes, of reads in the order in which they need each other.
///
/// `ready` says whether what the page is about is known. When it is not, and an answer lacks what the next read needs,
/// that is an error as well.
pub fn data_of_chain(chain: Vec<AnyRead>, ready: Signal<bool>) -> DataOf {
    let chain = StoredValue::new(chain);
    let any = move |is: fn(&AnyRead) -> bool| chain.with_value(|chain| chain.iter().any(is));
    let error = move || {
        let failed = chain.with_value(|chain| chain.iter().find_map(AnyRead::error));
        // Each read that has something to ask for got its answer, and still there is nothing to show.
        let is_stuck = move || !any(|read| read.path().is_some() && !read.is_known());
        failed.or_else(|| (!ready.get() && is_stuck()).then(|| ApiError::from(ErrorKind::Unreadable)))
    };
    let again = move |()| {
        chain.with_value(|chain| {
            let failed = |read: &&AnyRead| untrack(|| read.error().is_some());
            if let Some(read) = chain.iter().find(failed).or(chain.last()) {
                read.refresh();
            }
        });
    };
    (ready, Derived::new(error), Signal::derive(move || any(AnyRead::is_loading)), Callback::new(again))
}
