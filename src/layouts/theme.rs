//! Light, dark, or as the system has it: kept in this browser, and with the person's profile for their other ones.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use wheelhouse_contract::sections::user_profiles::{GetASingleUserProfile, UpdateAUserProfile};

use super::Place;
use crate::data::{Cache, read, write};
use crate::routes::Route;

/// Where the choice is remembered; `boot/start.js` reads it before the first paint.
const STORAGE_KEY: &str = "wheelhouse.theme";
/// Whether this tab has asked the profile for it.
const ASKED_KEY: &str = "wheelhouse.theme-asked";

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
        Self::ALL.into_iter().find(|theme| Some(theme.name()) == stored().as_deref()).unwrap_or_default()
    }

    const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Shows the page so and keeps it, also with the profile of whoever is signed in. The API has no word for the
    /// system's theme, which therefore stays a matter of this browser.
    pub fn choose(self, place: Place, cache: Cache) {
        self.apply();
        let Some(path) = untrack(|| path(place)).filter(|_| self != Self::System) else { return };
        spawn_local(async move {
            // Here it is kept either way.
            let _ = write::<UpdateAUserProfile>(cache, path, Some(json!({"ui_colorscheme": self.name()}))).await;
        });
    }

    fn apply(self) {
        // A browser may refuse storage: the choice then holds until the page is left.
        let (root, storage) = (document().document_element(), storage());
        let _ = storage.map(|storage| storage.set_item(STORAGE_KEY, self.name()));
        let _ = root.map(|root| match self {
            Self::System => root.remove_attribute("data-theme"),
            _ => root.set_attribute("data-theme", self.name()),
        });
    }
}

/// Shows the page as the profile says where nothing was chosen in this browser, and when it is changed on its page.
pub fn follow_profile(place: Place) {
    let asked = || tab_storage().and_then(|storage| storage.get_item(ASKED_KEY).ok().flatten()).is_some();
    let asks = stored().is_none() && !asked();
    let profile = read::<GetASingleUserProfile>(move || {
        let is_here = place.route.with(|route| matches!(route, Route::Profile | Route::ProfilePreferences));
        (asks || is_here).then(|| path(place))?
    });
    Effect::new(move |before: Option<Option<String>>| {
        let before = before.flatten();
        let Some(said) = profile.data() else { return before };
        let _ = tab_storage().map(|storage| storage.set_item(ASKED_KEY, "1"));
        let now = said.ui_colorscheme().unwrap_or_default().to_owned();
        let is_new = before.as_ref().map_or_else(|| stored().is_none(), |before| *before != now);
        Theme::ALL.into_iter().filter(|theme| is_new && theme.name() == now).for_each(Theme::apply);
        Some(now)
    });
}

fn path(place: Place) -> Option<String> {
    place.user.data()?.id().map(UpdateAUserProfile::path)
}

fn stored() -> Option<String> {
    storage()?.get_item(STORAGE_KEY).ok().flatten()
}

/// What this tab keeps.
pub(super) fn tab_storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
