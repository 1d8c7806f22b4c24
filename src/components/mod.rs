//! Pieces that know the API and its words, shared by pages.

mod activity;
mod document_title;
mod facts;
mod leave_guard;
mod listing;
mod loaded;
mod order;
mod problem;
mod resource_form;
mod url_state;
mod words;

pub use activity::{ActivityList, activity_state};
pub use document_title::set_title;
pub use facts::{facts_of, time_or};
pub use leave_guard::{LeaveGate, LeaveGuard};
pub use listing::{Item, Listing, arrange, no_match, search_input};
use loaded::stale_notice;
pub use loaded::{DataOf, Loaded, data_of};
pub use order::sorted;
pub use problem::{ProblemView, form_problem};
pub use resource_form::ResourceForm;
pub use url_state::{UrlState, use_url_state};
pub use words::{environment_status, or_unknown, project_status, region_name, subscription_status, yes_no};
