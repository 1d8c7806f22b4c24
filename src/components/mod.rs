//! Pieces that know the API and its words, shared by pages.

mod activity;
mod add_link;
mod all_pages;
mod body_facts;
mod bulk;
mod certificates;
mod change;
mod create_form;
mod delete_form;
mod density;
mod detail;
mod document_title;
mod edit_form;
mod export;
mod facts;
mod form_page;
mod leave_guard;
mod listing;
mod loaded;
mod money;
mod options;
mod order;
mod problem;
mod queue;
mod raw;
mod reads;
mod referenced_users;
mod resource_actions;
mod resource_form;
mod selection;
mod url_state;
mod words;

pub use activity::{ActivityList, activity_state};
pub use add_link::add_link;
pub use all_pages::{AllPages, all_pages};
pub use body_facts::{body_facts, kind_label};
pub use bulk::{Bulk, BulkAction, Thing};
pub use certificates::{certificate_title, certificates_for, expiry, expiry_view};
pub use change::{Change, Labels};
pub use create_form::{CreateForm, create_form, create_form_of};
pub use delete_form::{DeleteForm, delete_form};
pub use density::density;
pub use detail::{Detail, detail};
pub use document_title::set_title;
pub use edit_form::{EditForm, edit_form};
pub use facts::{facts_of, time_or};
pub use form_page::{FormPage, form_page};
pub use leave_guard::{LeaveGate, LeaveGuard};
pub use listing::{Choosing, Item, Listing, arrange, no_match, search_input};
use loaded::stale_notice;
pub use loaded::{DataOf, Loaded, data_of, data_of_any};
pub use money::money;
pub use options::options_of;
pub use order::sorted;
pub use problem::{ProblemView, form_problem};
pub use queue::Queue;
pub use raw::as_the_api_sees_it;
pub use referenced_users::{ReferencedUserNames, referenced_users};
pub use resource_actions::{Action, action, allows, forbidden, form_link, link_unless};
pub use resource_form::ResourceForm;
pub use selection::{Selection, use_selection};
pub use url_state::{UrlState, use_url_state};
pub use words::{
    environment_status, one_line, or_unknown, project_status, region_name, subscription_status, subscription_statuses,
    yes_no,
};
