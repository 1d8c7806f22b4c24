//! What every handler works with: the request as it was checked, and the parts that answers are made of.

mod context;
mod links;
mod lists;
mod query;
mod references;
mod reply;

pub use context::{Caller, Context, Handler};
pub use links::{API, Links, href};
pub use lists::{Filterable, Kind, Listing, list, pages};
pub use query::Query;
pub use references::{make_key, resolve, signed};
pub use reply::Reply;
