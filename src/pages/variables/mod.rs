//! Variables of a project and of an environment: the same pages over two scopes.

mod delete;
mod edit;
mod list;
mod new;
mod scope;

pub use delete::VariableDeletePage;
pub use edit::VariableEditPage;
pub use list::VariablesPage;
pub use new::VariableNewPage;
pub use scope::Scope;
