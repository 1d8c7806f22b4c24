//! Variables of a project and of an environment: the same pages over two scopes.

mod change_view;
mod delete;
mod edit;
mod import;
mod layers;
mod list;
mod matrix;
mod new;
mod provenance;
mod scope;

use leptos::prelude::*;

use crate::routes::Route;

use delete::VariableDeletePage;
use edit::VariableEditPage;
use import::VariablesImportPage;
pub use list::VariablesPage;
use new::VariableNewPage;
pub use scope::Scope;

/// The page of an address, where it is one about variables other than a list.
pub fn page(route: &Route) -> Option<AnyView> {
    if let Route::VariablesMatrix { project } = route {
        return Some(matrix::page(project.clone()));
    }
    let scope = match (route.project(), route.environment()) {
        (Some(project), None) => Scope::project(project.to_owned()),
        (Some(project), Some(environment)) => Scope::environment(project.to_owned(), environment.to_owned()),
        (None, _) => return None,
    };
    Some(match route {
        Route::ProjectVariableNew { .. } | Route::EnvironmentVariableNew { .. } => {
            view! { <VariableNewPage scope=scope /> }.into_any()
        }
        Route::ProjectVariablesImport { .. } | Route::EnvironmentVariablesImport { .. } => {
            view! { <VariablesImportPage scope=scope /> }.into_any()
        }
        Route::ProjectVariable { variable, .. } | Route::EnvironmentVariable { variable, .. } => {
            view! { <VariableEditPage scope=scope variable=variable.clone() /> }.into_any()
        }
        Route::ProjectVariableDelete { variable, .. } | Route::EnvironmentVariableDelete { variable, .. } => {
            view! { <VariableDeletePage scope=scope variable=variable.clone() /> }.into_any()
        }
        _ => return None,
    })
}
