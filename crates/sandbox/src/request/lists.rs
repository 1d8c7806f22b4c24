//! Lists that are longer than a page: opaque cursors that new and gone items do not shift, filters, sorts, bounds.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use serde_json::{Value, json};
use wheelhouse_contract::{FieldError, Relation};

use super::context::Context;
use super::links::Links;
use crate::clock::Moment;
use crate::error::ApiError;

/// Items on a page when the request does not say.
const SIZE: i64 = 20;

/// How a column is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Time,
    /// A JSON array of texts.
    Texts,
}

/// A column that a list can be filtered or sorted by, under its name in the API.
#[derive(Clone, Copy, Debug)]
pub struct Filterable {
    pub name: &'static str,
    pub column: &'static str,
    pub kind: Kind,
}

/// What to list.
pub struct Listing<'a> {
    /// What stands between FROM and WHERE; all columns of `alias` are read.
    pub from: &'a str,
    pub alias: &'a str,
    pub condition: &'a str,
    pub values: Vec<Sql>,
    pub filters: &'a [Filterable],
    pub sorts: &'a [Filterable],
    /// As in a request.
    pub default_sort: &'a str,
    /// Decides between items that sort alike.
    pub id: &'a str,
}

/// One page.
pub struct Listed<T> {
    pub items: Vec<T>,
    /// How many there are in all.
    pub count: i64,
    /// `self`, `next` and `previous`.
    pub links: Links,
}

/// The page that a request asks for with `page[size]`, `page[after]`, `page[before]`, `sort` and `filter[…]`.
///
/// # Errors
/// 400 for a cursor, an operator or a filter's value that cannot be.
pub fn list<T>(
    context: &Context<'_>,
    listing: Listing<'_>,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Listed<T>, ApiError> {
    sized(context, listing, read, SIZE)
}

/// The same for what is answered as a bare array, which has no links to what comes next: unless the request says how many,
/// it is all there is.
pub fn whole<T>(
    context: &Context<'_>,
    listing: Listing<'_>,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, ApiError> {
    Ok(sized(context, listing, read, i64::MAX)?.items)
}

fn sized<T>(
    context: &Context<'_>,
    listing: Listing<'_>,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    size: i64,
) -> Result<Listed<T>, ApiError> {
    let query = context.query;
    let mut condition = format!("({})", listing.condition);
    let mut values = listing.values;
    for (name, operator, value) in query.filters() {
        let Some(filterable) = listing.filters.iter().find(|filterable| filterable.name == name) else { continue };
        let (test, more) = filter(*filterable, operator, value)
            .map_err(|message| ApiError::parameters(&[FieldError::new(format!("filter[{name}]"), message)]))?;
        condition.push_str(&format!(" AND {test}"));
        values.extend(more);
    }
    let count = {
        let sql = format!("SELECT count(*) FROM {} WHERE {condition}", listing.from);
        context.store.prepare_cached(&sql)?.query_row(params_from_iter(&values), |row| row.get(0))?
    };

    let sort = query.get("sort").unwrap_or(listing.default_sort);
    let (field, descending) = sort.strip_prefix('-').map_or((sort, false), |field| (field, true));
    let column = listing.sorts.iter().find(|known| known.name == field).map_or(listing.id, |known| known.column);
    let keyset =
        Keyset { from: listing.from, condition: &condition, values: &values, column, id: listing.id, descending };
    let place = |parameter: &str, text: &str| match keyset.at(context.store, text)? {
        Some(cursor) => Ok(cursor),
        None => Cursor::read(parameter, text, sort),
    };
    let cursor = match (query.get("page[after]"), query.get("page[before]")) {
        (Some(after), _) => Some((place("page[after]", after)?, false)),
        (None, Some(before)) => Some((place("page[before]", before)?, true)),
        (None, None) => None,
    };
    let backwards = cursor.as_ref().is_some_and(|(_, backwards)| *backwards);

    let size = query.integer("page[size]").unwrap_or(size);
    let (beyond, cursor_values) = keyset.beyond(cursor.as_ref().map(|(cursor, _)| cursor), backwards);
    let sql = format!(
        "SELECT {alias}.*, {column} AS cursor_key, {id} AS cursor_id FROM {from} WHERE {condition}{beyond} {order} LIMIT {size}",
        alias = listing.alias,
        id = listing.id,
        from = listing.from,
        order = keyset.order(backwards),
    );
    let mut statement = context.store.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values.iter().chain(&cursor_values)), |row| {
        Ok((read(row)?, Cursor { key: row.get("cursor_key")?, id: row.get("cursor_id")? }))
    })?;
    let mut rows = rows.collect::<Result<Vec<_>, _>>()?;
    if backwards {
        rows.reverse();
    }

    let mut links =
        Links::default().insert(Relation::SELF, json!({"href": address(context, context.query.without(&[]).finish())}));
    let beside = |parameter: &str, cursor: &Cursor| {
        let mut kept = query.without(&["page[after]", "page[before]"]);
        json!({"href": address(context, kept.append_pair(parameter, &cursor.write(sort)).finish())})
    };
    if let Some((_, last)) = rows.last()
        && keyset.has_beyond(context.store, last, false)?
    {
        links = links.insert(Relation::NEXT, beside("page[after]", last));
    }
    if let Some((_, first)) = rows.first()
        && keyset.has_beyond(context.store, first, true)?
    {
        links = links.insert(Relation::PREVIOUS, beside("page[before]", first));
    }
    Ok(Listed { items: rows.into_iter().map(|(item, _)| item).collect(), count, links })
}

/// The links of a list with numbered pages, of which this is `page`.
pub fn pages(context: &Context<'_>, page: i64, size: i64, count: i64) -> Links {
    let numbered = |page: i64| {
        let mut kept = context.query.without(&["page"]);
        json!({"href": address(context, kept.append_pair("page", &page.to_string()).finish())})
    };
    let mut links = Links::default().insert(Relation::SELF, numbered(page));
    if page.saturating_mul(size) < count {
        links = links.insert(Relation::NEXT, numbered(page.saturating_add(1)));
    }
    if page > 1 {
        links = links.insert(Relation::PREVIOUS, numbered(page.saturating_sub(1)));
    }
    links
}

/// The items of the page that a request asks for, by its number, with how many there are in all. Only these are viewed.
///
/// # Errors
/// As `view`.
pub fn paged<T>(
    context: &Context<'_>,
    size: usize,
    items: &[T],
    view: impl Fn(&T) -> Result<Value, ApiError>,
) -> Result<Value, ApiError> {
    let page = context.query.integer("page").unwrap_or(1);
    let skipped = usize::try_from(page.saturating_sub(1)).unwrap_or(usize::MAX).saturating_mul(size);
    let shown: Vec<Value> = items.iter().skip(skipped).take(size).map(view).collect::<Result<_, _>>()?;
    let number = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
    let links = pages(context, page, number(size), number(items.len())).value();
    Ok(json!({"count": items.len(), "items": shown, "_links": links}))
}

fn address(context: &Context<'_>, query: String) -> String {
    if query.is_empty() { context.path.to_owned() } else { format!("{}?{query}", context.path) }
}

/// A place in a list: between the item with this key and its neighbour.
struct Cursor {
    key: Sql,
    id: String,
}

impl Cursor {
    fn write(&self, sort: &str) -> String {
        let key = match &self.key {
            Sql::Integer(number) => json!(number),
            Sql::Text(text) => json!(text),
            _ => Value::Null,
        };
        BASE64_URL_SAFE_NO_PAD.encode(json!([sort, key, self.id]).to_string())
    }

    fn read(parameter: &str, text: &str, sort: &str) -> Result<Self, ApiError> {
        let refused = |message: &str| ApiError::parameters(&[FieldError::new(parameter, message)]);
        let parsed = BASE64_URL_SAFE_NO_PAD.decode(text).ok();
        let parsed = parsed.and_then(|bytes| serde_json::from_slice::<(String, Value, String)>(&bytes).ok());
        let (of, key, id) = parsed.ok_or_else(|| refused("This is no cursor: follow the links of the list."))?;
        if of != sort {
            return Err(refused("This cursor belongs to a list that is sorted otherwise."));
        }
        let key = match key {
            Value::String(text) => Sql::Text(text),
            Value::Number(number) => number.as_i64().map_or(Sql::Null, Sql::Integer),
            _ => Sql::Null,
        };
        Ok(Self { key, id })
    }
}

/// A list's order, and what lies before and behind a place in it.
struct Keyset<'a> {
    from: &'a str,
    condition: &'a str,
    values: &'a [Sql],
    column: &'a str,
    id: &'a str,
    descending: bool,
}

impl Keyset<'_> {
    fn order(&self, backwards: bool) -> String {
        let direction = if self.descending != backwards { "DESC" } else { "ASC" };
        format!("ORDER BY {} {direction}, {} {direction}", self.column, self.id)
    }

    /// The place of the item with this id. Lists that are bare arrays have no links to take a cursor from.
    fn at(&self, connection: &Connection, id: &str) -> rusqlite::Result<Option<Cursor>> {
        let sql = format!("SELECT {} FROM {} WHERE {} AND {} = ?", self.column, self.from, self.condition, self.id);
        let named = Sql::Text(id.to_owned());
        let values = params_from_iter(self.values.iter().chain([&named]));
        let key = connection.prepare_cached(&sql)?.query_row(values, |row| row.get(0)).optional()?;
        Ok(key.map(|key| Cursor { key, id: id.to_owned() }))
    }

    fn beyond(&self, cursor: Option<&Cursor>, backwards: bool) -> (String, Vec<Sql>) {
        let Some(cursor) = cursor else { return (String::new(), Vec::new()) };
        let than = if self.descending != backwards { "<" } else { ">" };
        let test = format!(" AND ({}, {}) {than} (?, ?)", self.column, self.id);
        (test, vec![cursor.key.clone(), Sql::Text(cursor.id.clone())])
    }

    fn has_beyond(&self, connection: &Connection, cursor: &Cursor, backwards: bool) -> rusqlite::Result<bool> {
        let (beyond, more) = self.beyond(Some(cursor), backwards);
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE {}{beyond})", self.from, self.condition);
        let values = params_from_iter(self.values.iter().chain(&more));
        connection.prepare_cached(&sql)?.query_row(values, |row| row.get(0))
    }
}

/// A filter as a condition with its values.
fn filter(filterable: Filterable, operator: &str, value: &str) -> Result<(String, Vec<Sql>), String> {
    let column = filterable.column;
    let parts = || value.split(',').map(str::trim);
    let one = |part: &str| match filterable.kind {
        Kind::Time => Moment::parse(part)
            .map(|moment| Sql::Integer(moment.micros()))
            .ok_or_else(|| "Must be a time as in RFC 3339.".to_owned()),
        Kind::Text | Kind::Texts => Ok(Sql::Text(part.to_owned())),
    };
    let several = || parts().map(one).collect::<Result<Vec<_>, _>>();
    let marks = vec!["?"; parts().count()].join(", ");
    let holds = |test: String| format!("EXISTS (SELECT 1 FROM json_each({column}) WHERE value {test})");
    match (filterable.kind, operator) {
        (Kind::Texts, "eq" | "contains") => Ok((holds("= ?".to_owned()), vec![one(value)?])),
        (Kind::Texts, "ne" | "neq") => Ok((format!("NOT {}", holds("= ?".to_owned())), vec![one(value)?])),
        (Kind::Texts, "in") => Ok((holds(format!("IN ({marks})")), several()?)),
        (Kind::Texts, "nin") => Ok((format!("NOT {}", holds(format!("IN ({marks})"))), several()?)),
        (_, "eq") => Ok((format!("{column} = ?"), vec![one(value)?])),
        (_, "ne" | "neq") => Ok((format!("{column} <> ?"), vec![one(value)?])),
        (_, "in") => Ok((format!("{column} IN ({marks})"), several()?)),
        (_, "nin") => Ok((format!("{column} NOT IN ({marks})"), several()?)),
        (_, "between") if parts().count() == 2 => Ok((format!("{column} BETWEEN ? AND ?"), several()?)),
        (_, "between") => Err("Must be two values with a comma between them.".to_owned()),
        (Kind::Time, "gt") => Ok((format!("{column} > ?"), vec![one(value)?])),
        (Kind::Time, "gte") => Ok((format!("{column} >= ?"), vec![one(value)?])),
        (Kind::Time, "lt") => Ok((format!("{column} < ?"), vec![one(value)?])),
        (Kind::Time, "lte") => Ok((format!("{column} <= ?"), vec![one(value)?])),
        (Kind::Text, "contains") => Ok((format!("instr(lower({column}), lower(?)) > 0"), vec![one(value)?])),
        (Kind::Text, "starts") => Ok((format!("instr(lower({column}), lower(?)) = 1"), vec![one(value)?])),
        (Kind::Text, "ends") => {
            let test = format!("substr(lower({column}), -length(?)) = lower(?)");
            Ok((test, vec![one(value)?, one(value)?]))
        }
        _ => Err(format!("The operator {operator} cannot be used here.")),
    }
}
