//! What every handler works with: the request as it was checked, and the parts that answers are made of.

mod call;
mod context;
mod kinds;
mod links;
mod lists;
mod once;
pub mod prelude;
mod query;
mod references;
mod reply;
pub mod scope;

pub use call::{Both, Call, Given, Handler, Raw, beneath, on};
pub use context::{Caller, Context, Upload};
pub use kinds::{of_kind, untold};
pub use links::{API, Links, href};
pub use lists::{Filterable, Kind, Listing, list, paged, pages, whole};
pub use once::Once;
pub use query::Query;
pub use references::{keyed, make_key, resolve, signed};
pub use reply::{Answer, Reply};
