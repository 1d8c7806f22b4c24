//! System Information: the Git server of a project.

use crate::answer::Accepted;
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// The Git server that a project's code is pushed to.
    SystemInformation {
        version: text,
        /// The version of the image that it runs.
        image: text,
        started_at: time,
    } => { PROJECT: "project", RESTART: "#restart" }
}

section! {
    "System Information"

    /// What runs the project's repository, and since when.
    GetInformationAboutTheGitServer = "get-information-about-the-git-server" "Get information about the Git server."
        GET "/projects/{projectId}/system" (project_id) => SystemInformation;

    /// Restarts the Git server; pushes fail until it is back.
    RestartTheGitServer = "restart-the-git-server" "Restart the Git server"
        POST "/projects/{projectId}/system/restart" (project_id) => Accepted;
}
