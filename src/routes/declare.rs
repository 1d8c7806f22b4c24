//! How addresses are declared, and what is known of each.

use super::at::Step;
use super::listed::is_word;
use super::spell::segment;
use super::{Area, Route};

/// What a page is about; its frame follows from it, and who can grant what is missing there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    Everything,
    Account,
    Organization,
    Project,
    Environment,
}

impl Scope {
    /// Who can grant a right that a person lacks there, at the beginning of a sentence.
    pub const fn granter(self) -> &'static str {
        match self {
            Self::Everything | Self::Account | Self::Organization => "The organization’s owner",
            Self::Project | Self::Environment => "A project admin",
        }
    }
}

/// Addresses that belong together: the first is the section's own page, the others lead back to it.
pub struct Section {
    pub scope: Scope,
    pub area: Area,
    /// What it is called: on its tab, in the path and in titles.
    pub label: &'static str,
    /// Whether it is one of the tabs of its scope.
    pub is_tab: bool,
    pub(super) lines: &'static [Line],
}

/// Makes a page of its parameters' values.
pub(super) type Build = fn(&mut dyn Iterator<Item = String>, Step) -> Route;

/// One line of the table of addresses: a page, or the pages of a plain resource.
pub(super) struct Line {
    pub path: &'static str,
    /// The parameter that names one of a resource's things.
    pub item: &'static str,
    /// Which pages there are at `path` and below it.
    pub steps: &'static [Step],
    pub build: Build,
}

impl Line {
    pub fn template(&self, step: Step) -> String {
        format!("{}{}", self.path, step.suffix(self.item))
    }
}

/// A page, taken apart.
pub(super) struct Parts<'a, 'values> {
    /// `None` for an address that no page has.
    pub line: Option<(&'static Section, &'static Line)>,
    pub values: &'values [&'a String],
    pub step: Step,
    pub item: Option<&'a String>,
}

impl Parts<'_, '_> {
    /// The values of all parameters, in the order of the address.
    pub fn all_values(&self) -> impl Iterator<Item = &String> {
        self.values.iter().copied().chain(self.item)
    }

    /// A template with these values in it.
    pub fn fill(&self, template: &str) -> String {
        let mut values = self.all_values();
        let mut path = String::with_capacity(template.len() + 32);
        for part in template.split('/').skip(1) {
            path.push('/');
            match part.starts_with('{') {
                true => path.push_str(&segment(values.next().map_or("", String::as_str), is_word)),
                false => path.push_str(part),
            }
        }
        path
    }
}

pub(super) fn next(parameters: &mut dyn Iterator<Item = String>) -> String {
    parameters.next().unwrap_or_default()
}

/// Declares the addresses, by area and by scope:
///
/// ```text
/// Domains "Domains" {                                 area, and what its sections are called
///     Project tab {                                   scope; a tab of it, or not
///         Domains { project; domain: At } =           a plain resource: five pages at and below the address
///             "/…" => Of("domain");                   what "Search or do…" calls them
///     }
///     Environment "Other domains" {                   a section that is called otherwise than its area
///         Other { project, environment } =            one page, which something else leads to
///             "/…" => Elsewhere;
///     }
/// }
/// ```
///
/// Every address has to say what it is called: nothing can be done that the search does not find.
///
/// Tabs stand in the order of declaration. An area is what `pages::current` draws out of one chunk; it has to say what it
/// draws for each of `page::AREA`.
macro_rules! routes {
    ($(
        $(#[$area_doc:meta])*
        $area:ident $label:literal {
            $( $scope:ident $($own_label:literal)? $($tab:ident)? { $(
                $(#[$doc:meta])*
                $name:ident $({ $($parameter:ident),* $(; $item:ident: $at:ident)? })? = $path:literal => $words:expr;
            )* } )*
        }
    )*) => {
        /// A page of the console.
        #[derive(Debug)]
        pub enum Route {
            $($($(
                $(#[$doc])*
                $name $({ $($parameter: String,)* $(at: $at)? })?,
            )*)*)*
            /// An address that no page has.
            Unknown,
        }

        /// What a person opens at once, and so a part of the program.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Area {
            $( $(#[$area_doc])* $area, )*
        }

        /// The pages of each area: what it draws has to match them all.
        pub mod page {
            use super::*;

            $(
                $(#[$area_doc])*
                pub enum $area {
                    $($( $name $({ $($parameter: String,)* $(at: $at)? })?, )*)*
                }

                impl $area {
                    /// The page, where it is one of the area's.
                    pub fn of(route: Route) -> Option<Self> {
                        match route {
                            $($(
                                Route::$name $({ $($parameter,)* $(at: $item)? })? =>
                                    Some(Self::$name $({ $($parameter,)* $(at: $item)? })?),
                            )*)*
                            _ => None,
                        }
                    }
                }
            )*
        }

        /// Where each line stands in the table.
        #[derive(Clone, Copy)]
        enum Index {
            $($($( $name, )*)*)*
        }

        static SECTIONS: &[Section] = &[$($(
            Section {
                scope: Scope::$scope,
                area: Area::$area,
                label: routes!(@label $label $($own_label)?),
                is_tab: routes!(@tab $($tab)?),
                lines: &[$(
                    Line {
                        path: $path,
                        item: routes!(@item $($($item)?)?),
                        steps: routes!(@steps $($($at)?)?),
                        build: |parameters, step| {
                            routes!(@build parameters step $name [$($($parameter)*)?] [$($($at)?)?])
                        },
                    },
                )*],
            },
        )*)*];

        impl Route {
            /// Calls `see` with what the page is made of.
            ///
            /// All that differs between pages is here: whatever else is asked of one is compiled once, not for each.
            fn parts<'a>(&'a self, see: &mut dyn FnMut(Parts<'a, '_>)) {
                let (index, values, (step, item)): (_, &[&'a String], _) = match self {
                    $($($(
                        Self::$name $({ $($parameter,)* $(at: $item)? })? =>
                            (Some(Index::$name), &[$($($parameter),*)?], routes!(@parts $($($item)?)?)),
                    )*)*)*
                    Self::Unknown => (None, &[], (Step::List, None)),
                };
                let line = index.and_then(|index| lines().nth(index as usize));
                see(Parts { line, values, step, item });
            }

            /// What the search calls the pages of this line. No part of the table: only the search's chunk has it.
            pub fn words(&self) -> Words {
                use Does::*;
                use Words::*;

                match self {
                    $($($( Self::$name { .. } => $words, )*)*)*
                    Self::Unknown => Elsewhere,
                }
            }
        }
    };
    (@item) => { "" };
    (@item $item:ident) => { stringify!($item) };
    (@steps) => { &[Step::List] };
    (@steps $at:ident) => { <$at as Pages>::STEPS };
    (@label $area:literal) => { $area };
    (@label $area:literal $own:literal) => { $own };
    (@tab) => { false };
    (@tab tab) => { true };
    (@parts) => { (Step::List, None) };
    (@parts $at:ident) => { $at.parts() };
    (@build $parameters:ident $step:ident $name:ident [] []) => {{ let _ = ($parameters, $step); Route::$name }};
    (@build $parameters:ident $step:ident $name:ident [$($parameter:ident)+] []) => {{
        let _ = $step;
        Route::$name { $($parameter: next($parameters)),+ }
    }};
    (@build $parameters:ident $step:ident $name:ident [$($parameter:ident)*] [$at:ident]) => {
        Route::$name { $($parameter: next($parameters),)* at: $at::build($step, $parameters) }
    };
}
