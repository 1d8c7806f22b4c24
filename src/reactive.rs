//! Reactive primitives without type parameters inside: leptos compiles its own once for each closure and for each type
//! of value, these once. Where a value is a text or a flag, leptos' `Signal` serves as well, and is what `ui` takes.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// Runs `run`, and again whenever a signal it reads changes.
pub fn effect(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    boxed_effect(run);
}

fn boxed_effect(run: Box<dyn Fn()>) {
    Effect::new(move |_| run());
}

/// A value that follows signals and tells its readers only when it becomes another.
pub fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    Memo { inner: boxed_memo(Box::new(move || Arc::new(value()))), of: PhantomData }
}

fn boxed_memo(value: Box<dyn Fn() -> Arc<dyn Same> + Send + Sync>) -> leptos::prelude::Memo<Erased> {
    leptos::prelude::Memo::new(move |_| Erased(value()))
}

/// What [`memo()`] makes.
pub struct Memo<T> {
    inner: leptos::prelude::Memo<Erased>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: 'static> Memo<T> {
    /// Reads the value, and follows it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(cast(self.inner.get().0.any()))
    }

    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(cast(self.inner.get_untracked().0.any()))
    }

    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    pub fn track(self) {
        self.inner.track();
    }
}

impl<T: Clone + Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Signal::derive(move || memo.get())
    }
}

/// A value that follows signals and is computed at each reading, or one that stays.
pub struct Derived<T> {
    read: StoredValue<Arc<dyn Fn() -> Arc<dyn Any> + Send + Sync>>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: Clone + 'static> Derived<T> {
    /// What `value` says each time.
    pub fn new(value: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { read: StoredValue::new(Arc::new(move || Arc::new(value()))), of: PhantomData }
    }

    /// Reads the value, and follows the signals it is made of.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        let value = self.read.get_value();
        read(cast(&*value()))
    }

    pub fn get(self) -> T {
        self.with(T::clone)
    }

    pub fn get_untracked(self) -> T {
        untrack(|| self.get())
    }
}

impl<T: Clone + Send + Sync + 'static> From<T> for Derived<T> {
    fn from(value: T) -> Self {
        Self::new(move || value.clone())
    }
}

impl<T: Clone + Send + Sync + 'static> From<Memo<T>> for Derived<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::new(move || memo.get())
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Derived<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::new(move || signal.get())
    }
}

impl<T: Clone + Send + Sync + 'static> From<Signal<T>> for Derived<T> {
    fn from(signal: Signal<T>) -> Self {
        Self::new(move || signal.get())
    }
}

impl<T: Clone + Send + Sync + 'static> From<State<T>> for Derived<T> {
    fn from(state: State<T>) -> Self {
        Self::new(move || state.get())
    }
}

impl<T: Clone + Default + Send + Sync + 'static> Default for Derived<T> {
    fn default() -> Self {
        Self::from(T::default())
    }
}

/// A value that can be set, and tells its readers. Cheap to read, as what it holds is shared rather than copied.
pub struct State<T> {
    inner: RwSignal<Arc<dyn Any + Send + Sync>>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for State<T> {}

impl<T: Send + Sync + 'static> State<T> {
    pub fn new(value: T) -> Self {
        Self { inner: RwSignal::new(Arc::new(value)), of: PhantomData }
    }

    /// Reads the value, and follows it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(cast(&*self.inner.get()))
    }

    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(cast(&*self.inner.get_untracked()))
    }

    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// The value unless what it belongs to is gone.
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        self.inner.try_get_untracked().map(|value| cast::<T>(&*value).clone())
    }

    pub fn set(self, value: T) {
        self.inner.set(Arc::new(value));
    }

    /// Sets it unless what it belongs to is gone; whether it is still there.
    pub fn try_set(self, value: T) -> bool {
        self.inner.try_set(Arc::new(value)).is_none()
    }

    /// Tells its readers to look again.
    pub fn notify(self) {
        self.inner.notify();
    }
}

/// A value of any type that can be told from another.
trait Same: Any + Send + Sync {
    fn is(&self, other: &dyn Same) -> bool;
    fn any(&self) -> &dyn Any;
}

impl<T: PartialEq + Send + Sync + 'static> Same for T {
    fn is(&self, other: &dyn Same) -> bool {
        other.any().downcast_ref::<T>().is_some_and(|other| self == other)
    }

    fn any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Erased(Arc<dyn Same>);

impl PartialEq for Erased {
    fn eq(&self, other: &Self) -> bool {
        self.0.is(&*other.0)
    }
}

#[allow(clippy::unreachable, reason = "values go in by the same type parameter, and nowhere but in this module")]
fn cast<T: 'static>(value: &dyn Any) -> &T {
    value.downcast_ref().unwrap_or_else(|| unreachable!())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn owned(test: impl FnOnce()) {
        let owner = Owner::new();
        owner.with(test);
    }

    #[test]
    fn a_memo_tells_its_readers_only_of_another_value() {
        owned(|| {
            let number = RwSignal::new(1);
            let is_even = memo(move || number.get() % 2 == 0);
            let runs = Arc::new(AtomicUsize::new(0));
            let words = {
                let runs = runs.clone();
                memo(move || {
                    runs.fetch_add(1, Ordering::Relaxed);
                    if is_even.get() { "even".to_owned() } else { "odd".to_owned() }
                })
            };
            assert_eq!(words.get_untracked(), "odd");
            number.set(3);
            assert_eq!(words.with_untracked(String::len), 3);
            assert_eq!(runs.load(Ordering::Relaxed), 1);
            number.set(4);
            assert_eq!(words.get_untracked(), "even");
            assert_eq!(runs.load(Ordering::Relaxed), 2);
        });
    }

    #[test]
    fn what_is_derived_follows_and_what_is_given_stays() {
        owned(|| {
            let number = RwSignal::new(1);
            let half = Derived::new(move || Some(f64::from(number.get()) / 2.0));
            assert_eq!(half.get(), Some(0.5));
            number.set(3);
            assert_eq!(half.get_untracked(), Some(1.5));
            let same: Derived<i32> = number.into();
            let given = Derived::from(vec!["a"]);
            assert_eq!((same.get(), given.with(Vec::len)), (3, 1));
        });
    }
}
