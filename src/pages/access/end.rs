//! A person's access to a project, which has an address at either end: the project's, and the person's.

use wheelhouse_contract::sections::project_access::{
    GetUserAccessForAProject, RemoveUserAccessForAProject, UpdateUserAccessForAProject, UserProjectAccess,
};
use wheelhouse_contract::sections::user_access::{
    GetProjectAccessForAUser, RemoveProjectAccessForAUser, UpdateProjectAccessForAUser,
};

use crate::access::Permissions;
use crate::components::Change;
use crate::data::{Read, read_as};
use crate::routes::{At, Route};

/// A person's access to a project, and from where one looks at it.
#[derive(Clone, Debug)]
pub(super) struct End {
    pub project: String,
    pub user: String,
    /// The organization whose member it is, where one comes from the person.
    organization: Option<String>,
}

impl End {
    pub fn of_project(project: String, user: String) -> Self {
        Self { project, user, organization: None }
    }

    pub fn of_member(organization: String, user: String, project: String) -> Self {
        Self { project, user, organization: Some(organization) }
    }

    pub fn is_of_project(&self) -> bool {
        self.organization.is_none()
    }

    pub fn read(&self) -> Read<UserProjectAccess> {
        let (project, user) = (&self.project, &self.user);
        let path = match self.is_of_project() {
            true => GetUserAccessForAProject::path(project, user),
            false => GetProjectAccessForAUser::path(user, project),
        };
        read_as::<UserProjectAccess>(move || Some(path.clone()))
    }

    pub fn update(&self) -> Change {
        let (project, user) = (&self.project, &self.user);
        match self.is_of_project() {
            true => Change::new::<UpdateUserAccessForAProject>(UpdateUserAccessForAProject::path(project, user)),
            false => Change::new::<UpdateProjectAccessForAUser>(UpdateProjectAccessForAUser::path(user, project)),
        }
    }

    pub fn remove(&self) -> Change {
        let (project, user) = (&self.project, &self.user);
        match self.is_of_project() {
            true => Change::new::<RemoveUserAccessForAProject>(RemoveUserAccessForAProject::path(project, user)),
            false => Change::new::<RemoveProjectAccessForAUser>(RemoveProjectAccessForAUser::path(user, project)),
        }
    }

    /// The address of one of its pages, given what makes it of the id in it.
    pub fn path(&self, at: fn(String) -> At) -> String {
        self.route(at).path()
    }

    /// The address of the list that it is in.
    pub fn list(&self) -> String {
        self.route(|_| At::List).path()
    }

    fn route(&self, at: fn(String) -> At) -> Route {
        match self.organization.clone() {
            None => Route::Access { project: self.project.clone(), at: at(self.user.clone()) },
            Some(organization) => {
                Route::MemberProjects { organization, user: self.user.clone(), at: at(self.project.clone()) }
            }
        }
    }
}

/// What is granted by it.
pub(super) fn permissions(access: &UserProjectAccess) -> Permissions {
    Permissions::named(access.permissions())
}
