//! Rows of tables: a row type says once which columns it is kept in. Reading, inserting and the lists of columns follow.

use std::marker::PhantomData;

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OptionalExtension, Params, params_from_iter};

use super::columns::Column;

/// A row of a table; [`row!`] makes types such.
pub trait Row: Sized {
    const TABLE: &'static str;
    /// The columns that tell one row from another.
    const KEY: &'static [&'static str];
    /// The columns that are kept, in the order of [`Row::values`].
    const COLUMNS: &'static [&'static str];
    /// What is not kept, and found by queries that read the row.
    const FOUND: &'static [&'static str];

    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self>;
    fn values(&self) -> rusqlite::Result<Vec<ToSqlOutput<'_>>>;
}

/// Declares a struct as the row of a table, with the fields of its key. A field is kept in the column of its name, or in
/// the one after `as`. What follows `found` is not kept: queries that read the row compute it. A test of the type's name
/// compares it with its table.
///
/// ```ignore
/// row! {
///     pub struct Backup in "backups" by [project_id, id] {
///         pub project_id: String,
///         pub id: String,
///         pub facts: Value as "facts_json",
///     } found {
///         pub size: i64,
///     }
/// }
/// ```
macro_rules! row {
    (
        @type
        $(#[$about:meta])*
        $visible:vis struct $name:ident in $table:literal by [$($key:ident),+] {
            $($(#[$kept_about:meta])* $kept_visible:vis $kept:ident: $kept_type:ty $(as $column:literal)?,)+
        } $(found {
            $($(#[$found_about:meta])* $found_visible:vis $found:ident: $found_type:ty $(as $found_column:literal)?,)+
        })?
    ) => {
        $(#[$about])*
        $visible struct $name {
            $($(#[$kept_about])* $kept_visible $kept: $kept_type,)+
            $($($(#[$found_about])* $found_visible $found: $found_type,)+)?
        }

        impl $crate::store::rows::Row for $name {
            const TABLE: &'static str = $table;
            const KEY: &'static [&'static str] = &[$(stringify!($key)),+];
            const COLUMNS: &'static [&'static str] = &[$($crate::store::rows::column!($kept $($column)?)),+];
            const FOUND: &'static [&'static str] = &[$($(stringify!($found)),+)?];

            fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
                let mut columns = $crate::store::rows::Reader::of(row);
                Ok(Self {
                    $($kept: columns.read($crate::store::rows::column!($kept $($column)?))?,)+
                    $($($found: columns.read($crate::store::rows::column!($found $($found_column)?))?,)+)?
                })
            }

            fn values(&self) -> rusqlite::Result<Vec<rusqlite::types::ToSqlOutput<'_>>> {
                Ok(vec![$($crate::store::columns::Column::write(&self.$kept)?),+])
            }
        }

        /// The key is kept.
        const _: $crate::store::rows::Columns<$name> = $crate::store::rows::Columns::named(&[$(stringify!($key)),+]);
    };
    ($(#[$about:meta])* $visible:vis struct $name:ident $($rest:tt)+) => {
        $crate::store::rows::row! { @type $(#[$about])* $visible struct $name $($rest)+ }

        #[cfg(test)]
        #[test]
        #[allow(non_snake_case)]
        fn $name() {
            $crate::store::rows::tests::assert_whole::<$name>();
        }
    };
}

/// The column of a field of [`row!`].
macro_rules! column {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $column:literal) => {
        $column
    };
}

/// Writes some columns of a row back, found by its key: `update!(connection, certificate, [chain_json, is_invalid])`.
macro_rules! update {
    ($connection:expr, $row:expr, [$($column:ident),+ $(,)?]) => {
        $crate::store::rows::write_back(
            $connection,
            $row,
            const { $crate::store::rows::Columns::named(&[$(stringify!($column)),+]) },
        )
    };
}

pub(crate) use {column, row, update};

/// Reads columns one after another. Finding one by its name takes longer than reading it, and most often it is the one
/// right after the last.
pub struct Reader<'r, 's> {
    row: &'r rusqlite::Row<'s>,
    next: usize,
}

impl<'r, 's> Reader<'r, 's> {
    pub fn of(row: &'r rusqlite::Row<'s>) -> Self {
        Self { row, next: 0 }
    }

    pub fn read<T: Column>(&mut self, name: &str) -> rusqlite::Result<T> {
        let statement = self.row.as_ref();
        let is_next = statement.column_name(self.next).is_ok_and(|there| there == name);
        let at = if is_next { self.next } else { statement.column_index(name)? };
        self.next = at.saturating_add(1);
        T::read(self.row, at)
    }
}

/// Some of the columns of a row, made sure of when this is compiled: by [`update!`].
pub struct Columns<R> {
    names: &'static [&'static str],
    of: PhantomData<R>,
}

impl<R: Row> Columns<R> {
    pub const fn named(names: &'static [&'static str]) -> Self {
        assert!(are_among(names, R::COLUMNS), "the row has no such column");
        Self { names, of: PhantomData }
    }
}

const fn are_among(names: &[&str], columns: &[&str]) -> bool {
    match names {
        [] => true,
        [name, rest @ ..] => is_among(name, columns) && are_among(rest, columns),
    }
}

const fn is_among(name: &str, columns: &[&str]) -> bool {
    match columns {
        [] => false,
        [column, rest @ ..] => are_equal(name.as_bytes(), column.as_bytes()) || is_among(name, rest),
    }
}

const fn are_equal(a: &[u8], b: &[u8]) -> bool {
    match (a, b) {
        ([], []) => true,
        ([a, more_of_a @ ..], [b, more_of_b @ ..]) => *a == *b && are_equal(more_of_a, more_of_b),
        _ => false,
    }
}

/// Keeps a new row.
pub fn insert<R: Row>(connection: &Connection, row: &R) -> rusqlite::Result<()> {
    write(connection, "", row)
}

/// Keeps a row in place of the one with the same key, if there is one.
pub fn replace<R: Row>(connection: &Connection, row: &R) -> rusqlite::Result<()> {
    let changes = R::COLUMNS.iter().map(|name| format!("{name} = excluded.{name}")).collect::<Vec<_>>().join(", ");
    write(connection, &format!("ON CONFLICT ({}) DO UPDATE SET {changes}", R::KEY.join(", ")), row)
}

fn write<R: Row>(connection: &Connection, otherwise: &str, row: &R) -> rusqlite::Result<()> {
    let marks = vec!["?"; R::COLUMNS.len()].join(", ");
    let sql = format!("INSERT INTO {} ({}) VALUES ({marks}) {otherwise}", R::TABLE, R::COLUMNS.join(", "));
    connection.prepare_cached(&sql)?.execute(params_from_iter(row.values()?))?;
    Ok(())
}

/// Writes these columns of a row back.
#[allow(clippy::needless_pass_by_value, reason = "a constant, made in place")]
pub fn write_back<R: Row>(connection: &Connection, row: &R, columns: Columns<R>) -> rusqlite::Result<()> {
    let changes = columns.names.iter().map(|name| format!("{name} = ?")).collect::<Vec<_>>().join(", ");
    let sql = format!("UPDATE {} SET {changes} {}", R::TABLE, by_key::<R>());
    let values = row.values()?;
    let of = |name: &&str| R::COLUMNS.iter().zip(&values).find(|(column, _)| *column == name).map(|(_, value)| value);
    let bound = columns.names.iter().chain(R::KEY).filter_map(of);
    connection.prepare_cached(&sql)?.execute(params_from_iter(bound))?;
    Ok(())
}

/// The row with this key.
pub fn get<R: Row>(connection: &Connection, key: impl Params) -> rusqlite::Result<Option<R>> {
    first(connection, &by_key::<R>(), key)
}

/// Deletes the row with this key.
pub fn delete<R: Row>(connection: &Connection, key: impl Params) -> rusqlite::Result<()> {
    connection.prepare_cached(&format!("DELETE FROM {} {}", R::TABLE, by_key::<R>()))?.execute(key)?;
    Ok(())
}

/// The rows of a table that `rest` says: `WHERE … ORDER BY …`.
pub fn list<R: Row>(connection: &Connection, rest: &str, params: impl Params) -> rusqlite::Result<Vec<R>> {
    read(connection, &select::<R>(rest), params)
}

/// The first of the rows that `rest` says: `WHERE …`.
pub fn first<R: Row>(connection: &Connection, rest: &str, params: impl Params) -> rusqlite::Result<Option<R>> {
    read_first(connection, &select::<R>(rest), params)
}

/// The rows that a query finds, with all that the row type has.
pub fn read<R: Row>(connection: &Connection, sql: &str, params: impl Params) -> rusqlite::Result<Vec<R>> {
    connection.prepare_cached(sql)?.query_map(params, R::read)?.collect()
}

/// The first row that a query finds, with all that the row type has.
pub fn read_first<R: Row>(connection: &Connection, sql: &str, params: impl Params) -> rusqlite::Result<Option<R>> {
    connection.prepare_cached(sql)?.query_row(params, R::read).optional()
}

fn select<R: Row>(rest: &str) -> String {
    const { assert!(R::FOUND.is_empty(), "its own query has to find what is not kept") };
    format!("SELECT {} FROM {} {rest}", R::COLUMNS.join(", "), R::TABLE)
}

/// `IS`, as a part of a key may be NULL: variables of a project have no environment.
fn by_key<R: Row>() -> String {
    format!("WHERE {}", R::KEY.iter().map(|name| format!("{name} IS ?")).collect::<Vec<_>>().join(" AND "))
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::setup::Storage;
    use crate::store::Store;

    /// That a row has every column of its table, and no other.
    pub fn assert_whole<R: Row>() {
        let store = Store::open(&Storage::Memory).unwrap();
        let connection = store.writer();
        let mut names = connection.prepare("SELECT name FROM pragma_table_info(?)").unwrap();
        let there = names.query_map([R::TABLE], |row| row.get(0)).unwrap();
        let there: BTreeSet<String> = there.collect::<Result<_, _>>().unwrap();
        let kept: BTreeSet<String> = R::COLUMNS.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(kept, there, "{}", R::TABLE);
    }

    row! {
        @type
        #[derive(Debug, PartialEq)]
        struct Thing in "things" by [id, part] {
            id: String,
            part: Option<String>,
            facts: Value as "facts_json",
        }
    }

    #[test]
    fn a_row_is_found_by_its_key_written_back_and_replaced() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE things (id TEXT, part TEXT, facts_json TEXT, UNIQUE (id, part))")
            .unwrap();
        let thing = |part: Option<&str>, is: i64| {
            let facts = serde_json::json!({ "is": is });
            Thing { id: "a".to_owned(), part: part.map(str::to_owned), facts }
        };
        insert(&connection, &thing(None, 1)).unwrap();
        insert(&connection, &thing(Some("b"), 2)).unwrap();
        update!(&connection, &thing(None, 3), [facts_json]).unwrap();
        replace(&connection, &thing(Some("b"), 4)).unwrap();
        let all: Vec<Thing> = list(&connection, "ORDER BY part", []).unwrap();
        assert_eq!(all, [thing(None, 3), thing(Some("b"), 4)]);
        let otherwise = "SELECT facts_json AS other, part, facts_json, id FROM things ORDER BY part";
        assert_eq!(read::<Thing>(&connection, otherwise, []).unwrap(), all);
        delete::<Thing>(&connection, rusqlite::params!["a", Option::<String>::None]).unwrap();
        assert_eq!(list::<Thing>(&connection, "", []).unwrap(), [thing(Some("b"), 4)]);
        assert_eq!(get::<Thing>(&connection, ["a", "b"]).unwrap(), Some(thing(Some("b"), 4)));
        assert_eq!(get::<Thing>(&connection, ["a", "c"]).unwrap(), None);
    }
}
