//! What subscriptions are called: by the titles of their projects.

use wheelhouse_contract::Page;
use wheelhouse_contract::sections::subscriptions::{ListSubscriptions, Subscription};

use super::bill::Bill;
use crate::components::{AllPages, all_pages};
use crate::data::{AnyRead, read};
use crate::text::isolated;

/// The subscriptions of an organization, as far as they are known.
#[derive(Clone)]
pub struct Titles {
    path: String,
    pages: AllPages,
    /// The subscriptions of projects, as bills know them also where a project is gone.
    billed: Vec<(String, String)>,
}

/// Reads them all.
pub fn titles(organization: &str) -> Titles {
    let path = ListSubscriptions::path(organization);
    let open = |path: String| -> AnyRead { *read::<ListSubscriptions>(move || Some(path.clone())) };
    Titles { pages: all_pages(vec![path.clone()], open), path, billed: Vec::new() }
}

impl Titles {
    /// Knowing also what these bills say.
    pub fn with(mut self, bills: &[Bill]) -> Self {
        let lines = bills.iter().flat_map(|bill| &bill.lines).filter(|line| !line.subscription.is_empty());
        self.billed.extend(lines.map(|line| (line.project.clone(), line.subscription.clone())));
        self
    }

    fn all(&self) -> Vec<Subscription> {
        let pages = self.pages.of(&self.path).into_iter();
        pages.filter_map(|page| page.data::<Page<Subscription>>()).flat_map(|page| page.items().to_vec()).collect()
    }

    /// Whether no more of them are to come.
    pub fn is_settled(&self) -> bool {
        self.pages.is_settled(&self.path)
    }

    /// Whether some could not be read.
    pub fn is_partial(&self) -> bool {
        self.pages.is_cut_off(&self.path) || self.pages.of(&self.path).iter().any(|page| page.error().is_some())
    }

    /// The project of a subscription by its number; "Subscription 7" where that is not known.
    pub fn of(&self, subscription: &str) -> String {
        let known = self.all().into_iter().find(|one| one.id() == Some(subscription));
        known.as_ref().and_then(title).unwrap_or_else(|| untitled(subscription))
    }

    /// The project of this id; "Subscription 7" where that is not known, or the id.
    pub fn of_project(&self, project: &str) -> String {
        let known = self.all().into_iter().find(|one| one.project_id() == Some(project));
        let billed = || self.billed.iter().find(|(id, _)| id == project);
        let number = || billed().map_or_else(|| project.to_owned(), |(_, number)| untitled(number));
        known.as_ref().and_then(title).unwrap_or_else(number)
    }

    /// All of them by number, to choose from.
    pub fn choices(&self) -> Vec<(String, String)> {
        self.all().iter().filter_map(choice).collect()
    }
}

/// A subscription to choose: its number, and what it is called.
fn choice(one: &Subscription) -> Option<(String, String)> {
    let id = one.id()?;
    Some((id.to_owned(), title(one).unwrap_or_else(|| untitled(id))))
}

fn untitled(number: &str) -> String {
    format!("Subscription {number}")
}

fn title(subscription: &Subscription) -> Option<String> {
    subscription.project_title().filter(|title| !title.is_empty()).map(isolated)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;
    use wheelhouse_contract::Resource;

    use super::*;

    #[test]
    fn what_has_no_title_is_chosen_by_its_number() {
        for title in [json!(""), json!(null)] {
            let one = Subscription::new(Arc::new(json!({"id": "7", "project_title": title})));
            assert_eq!(choice(&one), Some(("7".to_owned(), "Subscription 7".to_owned())));
        }
    }
}
