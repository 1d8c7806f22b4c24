//! What an operation is, and the macro that declares them by section.

mod path;
mod query;

pub use path::{encode, fill, parameters};
pub use query::{QueryKind, QueryParameter, query, required};

use crate::answer::AnswerShape;
use crate::body::Body;
use crate::resource::Documented;

/// One operation of the API.
#[derive(Debug)]
pub struct Operation {
    /// Kebab-case name, unique: `add-a-project-variable`.
    pub id: &'static str,
    pub method: Method,
    /// Template: `{name}` marks a parameter.
    pub path: &'static str,
    pub query: &'static [QueryParameter],
    pub body: Option<&'static Body>,
    /// Whether the request holds a list of such bodies.
    pub takes_list: bool,
    /// The field of a form (`multipart/form-data`) in which a file is sent in the place of a body.
    pub file: Option<&'static str>,
    pub deprecated: bool,
}

impl Operation {
    /// Whether a request that leaves out its body is refused.
    pub fn needs_body(&self) -> bool {
        let needs = |body: &Body| body.variants.is_some() || body.fields.iter().any(|field| field.required);
        self.takes_list || self.body.is_some_and(|body| self.method == Method::Patch || needs(body))
    }

    /// Whether a body may have fields that nobody knows: the descriptions close those of projects and of access to them,
    /// and leave those of organizations and who belongs to them open, and clients rely on that.
    pub fn is_open(&self) -> bool {
        let is_open = match self.section() {
            "Project Access" | "User Access" => false,
            "Invitations" | "Teams" | "Profiles" | "Support" => true,
            _ => self.is_problem_json(),
        };
        is_open && self.body.is_some()
    }

    /// Whether the reference gives errors of this operation as `application/problem+json`: in these sections, all that are
    /// not deprecated.
    pub fn is_problem_json(&self) -> bool {
        let of_section =
            matches!(self.section(), "Organizations" | "Subscriptions" | "Vouchers" | "Project Access" | "User Access");
        of_section && !self.deprecated
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    Get,
    Post,
    Patch,
    Delete,
}

impl Method {
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }

    /// Whether a request can be repeated without the person's word.
    pub fn is_read(self) -> bool {
        self == Method::Get
    }
}

/// An operation as a type: what it takes and answers.
pub trait Endpoint {
    const OPERATION: &'static Operation;
    /// A type with a description, a list of one, or [`crate::body::NoBody`].
    type Body;
    type Answer: crate::answer::Answer;
    /// The parameters of its path, each a field. One that the path does not have does not compile:
    ///
    /// ```compile_fail
    /// use wheelhouse_contract::{Endpoint, sections::certificates::GetAnSslCertificate};
    /// fn id(path: &<GetAnSslCertificate as Endpoint>::Parameters) -> &str {
    ///     &path.certificate
    /// }
    /// ```
    type Parameters;

    /// Takes the parameters of a path, in their order.
    fn parameters(values: &mut dyn Iterator<Item = String>) -> Self::Parameters;
}

/// Parameters of a path that lies within a project.
pub trait OfProject {
    fn project_id(&self) -> &str;
}

/// Parameters of a path that lies within an environment.
pub trait OfEnvironment: OfProject {
    fn environment_id(&self) -> &str;
}

/// Parameters of a path that lies within an organization.
pub trait OfOrganization {
    fn organization_id(&self) -> &str;
}

/// Parameters of a path that lies within a team.
pub trait OfTeam {
    fn team_id(&self) -> &str;
}

/// Parameters of a path that lies within a person's account.
pub trait OfUser {
    fn user_id(&self) -> &str;
}

/// Parameters of a path that names an activity.
pub trait OfActivity: OfProject {
    fn activity_id(&self) -> &str;
}

/// Parameters of a path that names a domain.
pub trait OfDomain: OfProject {
    fn domain_id(&self) -> &str;
}

/// An operation as its section declares it, with what its type alone knows. What documents say stands here and not in
/// [`Operation`]: the console names operations, and would carry it along.
#[derive(Debug)]
pub struct Declared {
    pub operation: &'static Operation,
    /// The section of the published reference.
    pub section: &'static str,
    /// What the published reference calls it.
    pub title: &'static str,
    /// How its answer is laid out.
    pub shape: AnswerShape,
    /// What it does, as its declaration says.
    pub documentation: &'static str,
    /// What is said of the resource in its answer.
    pub answer: &'static Documented,
    /// What its `path` takes.
    pub arguments: &'static [&'static str],
    /// Whether a body, or each of a list, reads as the type that the operation takes.
    pub read_body: Option<fn(serde_json::Value) -> serde_json::Result<()>>,
    /// Reads all that an answer holds.
    pub read_answer: fn(serde_json::Value),
}

/// Declares a section's operations: a type each, and the list of all.
///
/// `Name = "id" "Title" METHOD "/path/{parameter}" (parameter) query [..] body Type => Answer;`
/// with `query` and `body` left out where there are none, and `deprecated true` before the arrow where it applies.
/// `body [Type]` takes a list of such bodies, `file NAME` a file in that field of a form.
macro_rules! section {
    ($section:literal $(
        $(#[doc = $doc:literal])*
        $name:ident = $id:literal $title:literal
        $method:ident $path:literal ( $($parameter:ident),* )
        $(query [$($query:expr),* $(,)?])?
        $(body $body:tt)?
        $(file $file:ident)?
        $(deprecated $deprecated:literal)?
        => $answer:ty;
    )*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $name;

            impl $name {
                /// The path of this operation with its parameters filled in.
                pub fn path($($parameter: &str),*) -> String {
                    $crate::operation::fill($path, &[$($parameter),*])
                }
            }

            const _: () = {
                /// What the path names.
                pub struct Parameters {
                    $(pub $parameter: String,)*
                }

                $(section!(@within Parameters $parameter);)*

                impl $crate::operation::Endpoint for $name {
                    const OPERATION: &'static $crate::operation::Operation = &$crate::operation::Operation {
                        id: $id,
                        method: section!(@method $method),
                        path: $path,
                        query: &[$($($query),*)?],
                        body: section!(@body $($body)?),
                        takes_list: section!(@list $($body)?),
                        file: section!(@file $($file)?),
                        deprecated: false $(|| $deprecated)?,
                    };
                    type Body = section!(@type $($body)?);
                    type Answer = $answer;
                    type Parameters = Parameters;

                    fn parameters(values: &mut dyn Iterator<Item = String>) -> Parameters {
                        // There may be none.
                        let _ = &values;
                        Parameters { $($parameter: values.next().unwrap_or_default(),)* }
                    }
                }
            };
        )*

        /// This section's operations, for the registry in `sections/mod.rs`. One that is not listed there does not
        /// compile.
        #[deny(dead_code)]
        pub(crate) const OPERATIONS: &[$crate::operation::Declared] = &[$($crate::operation::Declared {
            operation: <$name as $crate::operation::Endpoint>::OPERATION,
            section: $section,
            title: $title,
            shape: <$answer as $crate::answer::Answer>::SHAPE,
            documentation: concat!($($doc),*),
            answer: <$answer as $crate::answer::Answer>::DOCUMENTED,
            arguments: &[$(stringify!($parameter)),*],
            read_body: section!(@read $($body)?),
            read_answer: |value| {
                use $crate::answer::Answer;
                <$answer as Answer>::read(std::sync::Arc::new(value)).read_through();
            },
        }),*];
    };
    (@within $type:ident project_id) => {
        impl $crate::operation::OfProject for $type {
            fn project_id(&self) -> &str {
                &self.project_id
            }
        }
    };
    (@within $type:ident environment_id) => {
        impl $crate::operation::OfEnvironment for $type {
            fn environment_id(&self) -> &str {
                &self.environment_id
            }
        }
    };
    (@within $type:ident user_id) => {
        impl $crate::operation::OfUser for $type {
            fn user_id(&self) -> &str {
                &self.user_id
            }
        }
    };
    (@within $type:ident organization_id) => {
        impl $crate::operation::OfOrganization for $type {
            fn organization_id(&self) -> &str {
                &self.organization_id
            }
        }
    };
    (@within $type:ident team_id) => {
        impl $crate::operation::OfTeam for $type {
            fn team_id(&self) -> &str {
                &self.team_id
            }
        }
    };
    // The same under another name.
    (@within $type:ident uuid) => {
        impl $crate::operation::OfUser for $type {
            fn user_id(&self) -> &str {
                &self.uuid
            }
        }
    };
    (@within $type:ident activity_id) => {
        impl $crate::operation::OfActivity for $type {
            fn activity_id(&self) -> &str {
                &self.activity_id
            }
        }
    };
    (@within $type:ident domain_id) => {
        impl $crate::operation::OfDomain for $type {
            fn domain_id(&self) -> &str {
                &self.domain_id
            }
        }
    };
    (@within $type:ident $other:ident) => {};
    (@method GET) => { $crate::operation::Method::Get };
    (@method POST) => { $crate::operation::Method::Post };
    (@method PATCH) => { $crate::operation::Method::Patch };
    (@method DELETE) => { $crate::operation::Method::Delete };
    (@body) => { None };
    (@body [$body:ident]) => { section!(@body $body) };
    (@body $body:ident) => { Some(<$body as $crate::body::Described>::BODY) };
    (@list [$body:ident]) => { true };
    (@list $($body:ident)?) => { false };
    (@file) => { None };
    (@file $file:ident) => { Some($file) };
    (@read) => { None };
    (@read [$body:ident]) => { section!(@read $body) };
    (@read $body:ident) => { Some(<$body as $crate::body::Described>::read) };
    (@type) => { $crate::body::NoBody };
    (@type [$body:ident]) => { Vec<$body> };
    (@type $body:ident) => { $body };
}
pub(crate) use section;
