//! Light, dark, or as the system has it.

use leptos::prelude::*;

/// Where the choice is remembered; `boot/start.js` reads it before the first paint.
const STORAGE_KEY: &str = "wheelhouse.theme";

/// The person's choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub const fn label(self) -> &'static str {
        match self {
            Self::System => "System theme",
            Self::Light => "Light theme",
            Self::Dark => "Dark theme",
        }
    }

    /// The choice as it was left.
    pub fn stored() -> Self {
        match storage().and_then(|storage| storage.get_item(STORAGE_KEY).ok().flatten()).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// Shows the page so, and remembers it.
    pub fn apply(self) {
        let name = match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        };
        // A browser may refuse storage: the choice then holds until the page is left.
        let (root, storage) = (document().document_element(), storage());
        match name {
            Some(name) => {
                let _ = root.map(|root| root.set_attribute("data-theme", name));
                let _ = storage.map(|storage| storage.set_item(STORAGE_KEY, name));
            }
            None => {
                let _ = root.map(|root| root.remove_attribute("data-theme"));
                let _ = storage.map(|storage| storage.remove_item(STORAGE_KEY));
            }
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
