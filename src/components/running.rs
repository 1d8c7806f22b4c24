//! What is under way now.

use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::Activity;

use crate::data::{AnyRead, poll, read_as, with_query};
use crate::reactive::{Memo, memo};

/// The activities of these kinds that wait or run now, newest first, followed until they have ended. `log` is the path
/// of the activities of a project or of an environment.
pub fn running(log: &str, kinds: &[&'static str]) -> Memo<Vec<Activity>> {
    running_in(log, kinds).0
}

/// The same, with the read by which they are known.
pub fn running_in(log: &str, kinds: &[&'static str]) -> (Memo<Vec<Activity>>, AnyRead) {
    let kinds = kinds.iter().map(|kind| ("type", (*kind).to_owned()));
    let states = ["pending", "in_progress"].map(|state| ("state", state.to_owned()));
    let path = with_query(log, kinds.chain(states));
    let list = read_as::<Items<Activity>>(move || Some(path.clone()));
    poll(list);
    let running = memo(move || {
        let list = list.data();
        list.iter().flat_map(Items::items).filter(|activity| activity.is_running()).cloned().collect()
    });
    (running, *list)
}
