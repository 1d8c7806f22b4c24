//! What stands behind the question mark of an address.

/// A parameter of an operation's query string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueryParameter {
    pub name: &'static str,
    pub kind: QueryKind,
    /// Whether the operation refuses to answer without it.
    pub required: bool,
}

/// What a query parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryKind {
    Text,
    /// May be given several times.
    Texts,
    Integer {
        min: i64,
        max: i64,
    },
    Choice(&'static [&'static str]),
    /// A field name, `-` before it for descending.
    Sort(&'static [&'static str]),
    /// RFC 3339.
    Time,
    /// `filter[field]=value`, or `filter[field][operator]=value`.
    Filter,
    /// The same of a time (RFC 3339).
    TimeFilter,
    /// The same of a flag.
    FlagFilter,
}

/// Short form for a parameter that may be left out.
pub const fn query(name: &'static str, kind: QueryKind) -> QueryParameter {
    QueryParameter { name, kind, required: false }
}

/// Short form for a parameter that must be there.
pub const fn required(name: &'static str, kind: QueryKind) -> QueryParameter {
    QueryParameter { name, kind, required: true }
}
