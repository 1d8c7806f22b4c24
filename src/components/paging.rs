//! Lists that the API gives page by page: the address's cursor is the query of one of a page's links.

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

/// The cursors of the neighbouring pages, the previous one first; none of a list that is whole.
pub fn neighbours(api: Api, page: AnyRead) -> (Option<String>, Option<String>) {
    let Some(raw) = page.raw() else { return (None, None) };
    let query = |relation: Relation| {
        let path = api.path_of(Links::of(&raw).href(relation)?).ok()?;
        path.split_once('?').map(|(_, query)| query.to_owned())
    };
    (query(Relation::PREVIOUS), query(Relation::NEXT))
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
