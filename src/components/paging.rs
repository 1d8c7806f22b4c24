//! Lists that the API gives page by page: the address's cursor is the query of one of a page's links.

use serde_json::Value;
use wheelhouse_contract::{Links, Relation};

use crate::api::Api;
use crate::data::AnyRead;

/// The path of the page of a list that a cursor names: the first one while it is empty.
pub fn page_path(first: String, cursor: &str) -> String {
    match cursor {
        "" => first,
        query => format!("{}?{query}", first.split('?').next().unwrap_or_default()),
    }
}

/// The cursors of the pages beside one; none of a list that is whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    pub previous: Option<String>,
    pub next: Option<String>,
    /// How many things all pages have, where the API says.
    pub total: Option<i64>,
    /// Whether there is more that is reached in another way.
    pub is_part: bool,
}

impl Neighbours {
    pub fn are_there(&self) -> bool {
        self.previous.is_some() || self.next.is_some()
    }
}

/// What is beside a page by its links.
pub fn neighbours(api: Api, page: AnyRead) -> Neighbours {
    let Some(raw) = page.raw() else { return Neighbours::default() };
    let query = |relation: Relation| {
        let path = api.path_of(Links::of(&raw).href(relation)?).ok()?;
        path.split_once('?').map(|(_, query)| query.to_owned())
    };
    let total = raw.get("count").and_then(Value::as_i64);
    Neighbours { previous: query(Relation::PREVIOUS), next: query(Relation::NEXT), total, is_part: false }
}

#[cfg(test)]
mod tests {
    use super::page_path;

    #[test]
    fn a_cursor_takes_the_place_of_the_first_pages_query() {
        assert_eq!(page_path("/a?page[size]=50".to_owned(), ""), "/a?page[size]=50");
        assert_eq!(page_path("/a?page[size]=50".to_owned(), "page[after]=x"), "/a?page[after]=x");
    }
}
