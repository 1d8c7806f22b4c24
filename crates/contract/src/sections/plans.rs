//! Plans: what a project can be subscribed to.

use crate::answer::{Keyed, Wrapped};
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// A plan.
    Plan {
        /// As operations take it: `development`.
        name: text,
        /// As people read it.
        label: text,
    }
}

impl Keyed for Plan {
    const KEY: &'static str = "plans";
}

section! {
    "Plans"

    /// All plans.
    ListAvailablePlans = "list-available-plans" "List available plans"
        GET "/plans" () => Wrapped<Plan>;
}
