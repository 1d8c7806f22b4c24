//! Columns: how each type of value is kept.

use rusqlite::ToSql;
use rusqlite::types::{Null, ToSqlOutput, Type, ValueRef};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::clock::Moment;

/// What a column can hold.
pub trait Column: Sized {
    fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Self>;
    fn write(&self) -> rusqlite::Result<ToSqlOutput<'_>>;
}

/// What SQLite knows.
macro_rules! plain {
    ($($type:ty),+) => {$(
        impl Column for $type {
            fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Self> {
                row.get(at)
            }

            fn write(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.to_sql()
            }
        }
    )+};
}

plain!(String, i64, bool, Moment, Vec<u8>);

impl<T: Column> Column for Option<T> {
    fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Self> {
        match row.get_ref(at)? {
            ValueRef::Null => Ok(None),
            _ => T::read(row, at).map(Some),
        }
    }

    fn write(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.as_ref().map_or(Ok(ToSqlOutput::from(Null)), T::write)
    }
}

/// What is kept as JSON. Text that cannot be read is taken for nothing.
macro_rules! json {
    ($($type:ty),+) => {$(
        impl Column for $type {
            fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Self> {
                let text: String = row.get(at)?;
                Ok(serde_json::from_str(&text).unwrap_or_default())
            }

            fn write(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                to_json(self)
            }
        }
    )+};
}

json!(Value, Map<String, Value>, Vec<String>);

/// A value as the JSON of a column.
pub fn to_json<T: Serialize>(value: &T) -> rusqlite::Result<ToSqlOutput<'static>> {
    let text = serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    Ok(ToSqlOutput::from(text))
}

/// A value from the JSON of a column that must be readable.
pub fn from_json<T: DeserializeOwned>(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<T> {
    let text: String = row.get(at)?;
    serde_json::from_str(&text).map_err(|error| unreadable(at, error))
}

/// A column holds what this program does not know.
pub fn unreadable(at: usize, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, error.into())
}
