use leptos::prelude::*;
pub(super) fn of_project(_project: String) -> AnyView {
    ().into_any()
}
pub(super) fn of_organization(_organization: String) -> AnyView {
    ().into_any()
}
