//! Pieces that know the API and its words, shared by pages.

mod act_form;
mod activity;
mod add_link;
mod all_pages;
mod beside_fields;
mod blob;
mod body_facts;
mod bulk;
mod certificates;
mod change;
mod changes;
mod commit;
mod consequence;
mod create_form;
mod delete_form;
mod detail;
mod difference;
mod edit_form;
mod environment_links;
mod environment_state;
mod estimate;
mod facts;
mod flow_picture;
mod form_page;
mod grants;
mod leave_guard;
mod listing;
mod loaded;
mod losses;
mod money;
mod options;
mod order;
mod page_title;
mod paging;
mod people;
mod permissions;
mod person;
mod problem;
mod production;
mod queue;
mod raw;
mod reads;
mod referenced;
mod refusal;
mod resource_actions;
mod resource_form;
mod resource_list;
mod resource_pages;
mod running;
mod selection;
mod size;
mod titles;
mod tree_entry;
mod typed_name;
mod url_state;
mod verdict;
mod words;

pub use act_form::{ActForm, act_form};
pub use activity::{
    ActivityList, Sentence, activity_mark, activity_state, duration_words, kind_icon, progress_of, seconds_taken,
};
pub use add_link::add_link;
pub use all_pages::{AllPages, all_pages};
pub use beside_fields::beside_fields;
pub use blob::Content;
pub use body_facts::{body_facts, body_facts_without, body_words, kind_label};
pub use bulk::{Bulk, BulkAction, Thing};
pub use certificates::{certificate_title, certificates_for, expiry, expiry_view, is_superseded, needs_renewal};
pub use change::{Change, Labels};
pub use changes::{Compared, Seen, Tip, changes, seen};
pub use commit::{COMMIT_COLUMNS, commit_cells, commit_link, commit_subject, short_commit};
pub use consequence::{Consequence, save_label};
pub use create_form::{CreateForm, create_form, create_form_from, create_form_of};
pub use delete_form::{DeleteForm, delete_form};
pub use detail::{Detail, detail};
pub use difference::{Match, difference_mark};
pub use edit_form::{EditForm, edit_form, edit_form_landing, edit_state};
pub use environment_links::environment_links;
pub use environment_state::{environment_state, environment_status, http_access_words, status_during};
pub use estimate::{PRICE_PARTS, bounded, nearest, settled};
pub(crate) use facts::facts;
pub use facts::{copyable_id, exact_or, facts_of, time_or};
pub use flow_picture::{Flow, Picture, Side, Way, flow_picture};
pub use form_page::{FormPage, form_page};
pub use grants::{PageScope, ungranted};
pub use leave_guard::{LeaveGate, LeaveGuard};
pub use listing::{
    AnyColumns, AnyItem, Choosing, Column, Columns, Item, Listing, Rows, SortValue, amount, csv_of, density, no_match,
    row_menu, search_input, table_of, toolbar, view_menu,
};
pub use loaded::{DataOf, Loaded, Phase, data_of, data_of_any, data_of_chosen, phase_of};
pub use losses::project_losses;
pub use money::{Decimal, Money, Sums, money, sums_words};
pub use options::{options_for_ticket, options_in, options_of, people};
pub use order::sorted;
pub use page_title::{PageTitle, document_title, page_title, page_title_in};
pub use paging::{Neighbours, neighbours, page_path};
pub use permissions::{
    choice_labels, member_permissions, member_words, permission_words, project_permissions, sent, unless_permitted,
};
pub use person::{person_name, person_read};
pub use problem::{ProblemView, form_problem};
pub use production::{Reach, any_changes_production, changes_production, production_reached};
pub use queue::{End as QueueEnd, Queue};
pub use raw::as_the_api_sees_it;
pub use reads::{Reads, reads};
pub use referenced::{Referenced, referenced_organizations, referenced_teams, referenced_users, users_of};
pub use refusal::refusal;
pub use resource_actions::{
    Action, Offered, action, allows, forbidden, form_link, link_unless, more_actions, not_now, offered,
};
pub use resource_form::{ResourceForm, fetch_engine};
pub use resource_list::{ResourceList, resource_list};
pub use resource_pages::{
    AnyPages, Common, Doing, Operations, Owner, Reason, ResourcePages, Shown, Words, add_form_from, cannot_add,
    resource_pages,
};
pub use running::{running, running_in};
pub use selection::{Selection, use_selection};
pub use size::{mebibytes, size_words};
pub use titles::{Titles, distinct_titles, environment_title, told_title};
pub use tree_entry::{EntryKind, icon_of, kind_of, mode_word, word_of};
pub use typed_name::typed_name;
pub use url_state::{UrlState, use_url_state};
pub use verdict::verdict;
pub use words::{
    counted_names, invitation_status, one_line, or_unknown, plan_name, project_status, region_name, region_of,
    subscription_status, subscription_statuses, yes_no,
};
