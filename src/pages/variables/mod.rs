//! Variables of a project and of an environment: the same pages over two scopes.

mod change_view;
mod delete;
mod edit;
mod env_line;
mod import;
mod layers;
mod list;
mod matrix;
mod new;
mod provenance;
mod scope;
mod settings;

use leptos::prelude::*;

use crate::chunk::in_chunk;
use crate::routes::{AtKept, page};

use scope::Scope;

/// The page of an address.
pub fn page(page: page::Variables) -> AnyView {
    use page::Variables as Page;
    let (scope, at) = match page {
        Page::ProjectVariables { project, at } => (Scope::project(project), at),
        Page::EnvironmentVariables { project, environment, at } => (Scope::environment(project, environment), at),
        Page::ProjectVariablesImport { project } => return import(Scope::project(project)).view(),
        Page::EnvironmentVariablesImport { project, environment } => {
            return import(Scope::environment(project, environment)).view();
        }
    };
    match at {
        AtKept::List => list::page(scope),
        AtKept::New => new::page(scope),
        AtKept::One(variable) => edit::page(scope, variable),
        AtKept::Delete(variable) => delete::page(scope, variable),
    }
}

in_chunk! {
    variables_import: fn import(scope: Scope) { import::page(scope) }
}

/// The page of many environments' variables.
pub fn matrix_page(page: page::VariablesMatrix) -> AnyView {
    let page::VariablesMatrix::VariablesMatrix { project } = page;
    matrix::page(project)
}
