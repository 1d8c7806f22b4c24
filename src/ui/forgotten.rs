//! Views that have forgotten their types.
//!
//! leptos compiles whatever holds a view once for each type of it; what holds an `AnyView` is compiled once.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use leptos::tachys::reactive_graph::OwnedView;

/// What components draw, without a type for each: leptos' `view!` gives each use another type, and compiles it.
macro_rules! view {
    ($($view:tt)*) => {
        leptos::prelude::IntoAny::into_any(leptos::prelude::view! { $($view)* })
    };
}
pub(crate) use view;

/// Views one after another.
macro_rules! views {
    ($($view:expr),* $(,)?) => {
        leptos::prelude::IntoAny::into_any(vec![$(leptos::prelude::IntoAny::into_any($view)),*])
    };
}
pub(crate) use views;

/// A view without anything in it.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// What `view` draws, again whenever a signal it reads changes.
pub fn live(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// As [`live`], for views of any type.
pub fn shown<V: IntoAny + 'static>(view: impl Fn() -> V + Send + 'static) -> AnyView {
    live(move || view().into_any())
}

/// What `children` draw with `value` in their context, and only in theirs.
pub(crate) fn with_context<T: Send + Sync + 'static>(value: T, children: impl FnOnce() -> AnyView) -> AnyView {
    let owner = Owner::current().unwrap_or_default().child();
    let view = owner.with(|| {
        provide_context(value);
        children()
    });
    OwnedView::new_with_owner(view, owner).into_any()
}
