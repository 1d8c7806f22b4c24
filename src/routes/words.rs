//! What "Search or do…" calls the pages of an address.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    Make,
    Change,
    Lose,
}

/// What the pages of a line of the table of addresses are called.
pub enum Words {
    /// One form.
    Form(Does, &'static str),
    /// The forms of a thing: "Add domain", "Edit domain", "Delete domain".
    Of(&'static str),
    /// Those of one that goes by other words.
    Each([&'static str; 3]),
    /// A list, and forms of what it lists.
    List(&'static str, [&'static str; 3]),
    /// Something to look at.
    Look(&'static str),
    /// What the sections, the actions of the header, or what a list shows lead to.
    Elsewhere,
}

/// Of a list whose forms are reached otherwise, or that has none.
pub(super) const NOTHING: [&str; 3] = ["", "", ""];
pub(super) const ENTRY: [&str; 3] = ["Add entry", "Edit entry", "Delete entry"];
