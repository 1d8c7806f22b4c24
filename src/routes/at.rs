//! The pages that a plain resource has below the address of its list.

/// One of these pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    List,
    New,
    One,
    Edit,
    Delete,
}

impl Step {
    /// What it adds to the address of the list, as a template whose parameter is called `item`.
    pub(super) fn suffix(self, item: &str) -> String {
        match self {
            Self::List => String::new(),
            Self::New => "/new".to_owned(),
            Self::One => format!("/{{{item}}}"),
            Self::Edit => format!("/{{{item}}}/edit"),
            Self::Delete => format!("/{{{item}}}/delete"),
        }
    }

    /// The page that the rest of an address names, and the id in it.
    pub(super) fn of<'a>(rest: &[&'a str], steps: &[Self]) -> Option<(Self, Option<&'a str>)> {
        let found = match rest {
            [] => (Self::List, None),
            ["new"] if steps.contains(&Self::New) => (Self::New, None),
            [id] => (Self::One, Some(*id)),
            [id, "edit"] => (Self::Edit, Some(*id)),
            [id, "delete"] => (Self::Delete, Some(*id)),
            _ => return None,
        };
        steps.contains(&found.0).then_some(found)
    }
}

/// Which of the pages of a plain resource exist; what implements it stands in a route as `at`.
pub trait Pages: Sized {
    const STEPS: &'static [Step];

    /// Which page it is, and whose where it is about one thing.
    fn parts(&self) -> (Step, Option<&String>);

    /// The page of a step of [`Self::STEPS`]; takes the id where it is about one thing.
    fn build(step: Step, parameters: &mut dyn Iterator<Item = String>) -> Self;
}

/// Declares pages.
macro_rules! pages {
    ($( $(#[$doc:meta])* $name:ident { List $(, $step:ident $(($id:ident))? )* } )*) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            List,
            $( $step $(($id))?, )*
        }

        impl Pages for $name {
            const STEPS: &'static [Step] = &[Step::List, $(Step::$step),*];

            fn parts(&self) -> (Step, Option<&String>) {
                match self {
                    Self::List => (Step::List, None),
                    $( pages!(@pattern id $step $($id)?) => (Step::$step, pages!(@id id $($id)?)), )*
                }
            }

            fn build(step: Step, parameters: &mut dyn Iterator<Item = String>) -> Self {
                match step {
                    $( Step::$step => pages!(@build parameters $step $($id)?), )*
                    #[allow(unreachable_patterns, reason = "not every resource has every page")]
                    _ => Self::List,
                }
            }
        }
    )* };
    (@pattern $bound:ident $step:ident) => { Self::$step };
    (@pattern $bound:ident $step:ident $id:ident) => { Self::$step($bound) };
    (@id $bound:ident) => { None };
    (@id $bound:ident $id:ident) => { Some($bound) };
    (@build $parameters:ident $step:ident) => { Self::$step };
    (@build $parameters:ident $step:ident $id:ident) => { Self::$step($parameters.next().unwrap_or_default()) };
}

pages! {
    /// What can be listed, added, looked at, changed and deleted.
    At { List, New, One(String), Edit(String), Delete(String) }
    /// What has no separate page for changes: it cannot be changed, or is where it is shown.
    AtKept { List, New, One(String), Delete(String) }
    /// What comes from elsewhere: it can be looked at and deleted.
    AtHeld { List, One(String), Delete(String) }
    /// What comes from elsewhere and can be changed.
    AtMade { List, One(String), Edit(String), Delete(String) }
    /// What is changed where it is shown, and never deleted.
    AtFiled { List, New, One(String) }
    /// What can only be looked at.
    AtRead { List, One(String) }
}

impl From<AtKept> for At {
    fn from(at: AtKept) -> Self {
        match at {
            AtKept::List => Self::List,
            AtKept::New => Self::New,
            AtKept::One(id) => Self::One(id),
            AtKept::Delete(id) => Self::Delete(id),
        }
    }
}

/// Where there is no page for changes, one is changed where it is shown.
impl From<At> for AtKept {
    fn from(at: At) -> Self {
        match at {
            At::List => Self::List,
            At::New => Self::New,
            At::One(id) | At::Edit(id) => Self::One(id),
            At::Delete(id) => Self::Delete(id),
        }
    }
}

impl From<AtHeld> for At {
    fn from(at: AtHeld) -> Self {
        match at {
            AtHeld::List => Self::List,
            AtHeld::One(id) => Self::One(id),
            AtHeld::Delete(id) => Self::Delete(id),
        }
    }
}

/// What comes from elsewhere has no page for a new one.
impl From<At> for AtHeld {
    fn from(at: At) -> Self {
        match at {
            At::List | At::New => Self::List,
            At::One(id) | At::Edit(id) => Self::One(id),
            At::Delete(id) => Self::Delete(id),
        }
    }
}

impl From<AtRead> for At {
    fn from(at: AtRead) -> Self {
        match at {
            AtRead::List => Self::List,
            AtRead::One(id) => Self::One(id),
        }
    }
}
