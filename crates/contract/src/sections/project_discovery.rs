//! Project Discovery: where a project is.

use crate::answer::{Keyed, Wrapped};
use crate::operation::{QueryKind, query, section};
use crate::resource::resource;

resource! {
    /// A project and where to find it.
    ProjectLocation {
        id: text,
        /// The address of its API.
        endpoint: text,
        /// The address of its page in the vendor's console.
        ui: text,
        subscription_id: text,
        owner: text,
        owner_kind: text "owner_info.type",
        owner_username: text "owner_info.username",
        owner_display_name: text "owner_info.display_name",
    }
}

impl Keyed for ProjectLocation {
    const KEY: &'static str = "projects";
}

section! {
    "Project Discovery"

    /// The projects that the caller can see.
    LocateUserProjects = "locate-user-projects" "Locate user projects"
        GET "/locate" ()
        query [query("filter[owner]", QueryKind::Text), query("page", QueryKind::Integer { min: 1, max: 1_000_000 })]
        deprecated true
        => Wrapped<ProjectLocation>;

    /// Where one project is.
    LocateASingleProject = "locate-a-single-project" "Locate a single project"
        GET "/locate/{projectId}" (project_id) => ProjectLocation;
}
