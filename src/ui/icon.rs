use leptos::prelude::*;

use super::el;
use crate::reactive::Derived;

stylance::import_style!(style, "icon.module.css");

/// The name of a symbol in `public/icons.svg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IconName(&'static str);

macro_rules! icons {
    ($($constant:ident = $name:literal),* $(,)?) => {
        impl IconName {
            $(
                #[doc = concat!("The symbol `", $name, "`.")]
                pub const $constant: Self = Self($name);
            )*

            /// Every icon there is, for the page that shows them and the test that each is drawn.
            pub const ALL: &'static [Self] = &[$(Self::$constant),*];
        }
    };
}

icons! {
    HOME = "home",
    ORGANIZATION = "organization",
    PROJECT = "project",
    ENVIRONMENT = "environment",
    VARIABLE = "variable",
    ACTIVITY = "activity",
    DEPLOY = "deploy",
    BACKUP = "backup",
    MERGE = "merge",
    SYNC = "sync",
    DOMAIN = "domain",
    CERTIFICATE = "certificate",
    INTEGRATION = "integration",
    USER = "user",
    USERS = "users",
    BILLING = "billing",
    SETTINGS = "settings",
    SUPPORT = "support",
    SEARCH = "search",
    PLUS = "plus",
    EDIT = "edit",
    TRASH = "trash",
    COPY = "copy",
    CHECK = "check",
    CROSS = "cross",
    CHEVRON_RIGHT = "chevron-right",
    CHEVRON_DOWN = "chevron-down",
    CHEVRON_UP = "chevron-up",
    MORE = "more",
    MENU = "menu",
    SUN = "sun",
    MOON = "moon",
    SYSTEM = "system",
    SIGN_OUT = "sign-out",
    WARNING = "warning",
    INFO = "info",
    FORBIDDEN = "forbidden",
    LOCK = "lock",
    CLOCK = "clock",
    EXTERNAL = "external",
    SORT = "sort",
    PLAY = "play",
    PAUSE = "pause",
    REFRESH = "refresh",
    EYE = "eye",
    EYE_OFF = "eye-off",
    KEY = "key",
    FILE = "file",
    FOLDER = "folder",
    DOWNLOAD = "download",
    UPLOAD = "upload",
    PANEL = "panel",
}

impl IconName {
    /// The id of the symbol in the sprite.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// An icon of 16 px in the colour of the text around it. Decorative: the word is in the text or in the label of the
/// control that holds it.
#[component]
pub fn Icon(
    /// What it shows; a signal when it changes with a state.
    #[prop(into)]
    name: Derived<IconName>,
) -> impl IntoView {
    icon(name)
}

/// What [`Icon`] draws, for the other pieces.
pub(crate) fn icon(name: impl Into<Derived<IconName>>) -> AnyView {
    let name = name.into();
    el("svg")
        .class(style::icon)
        .attr("width", "16")
        .attr("height", "16")
        .attr("aria-hidden", "true")
        .child(el("use").attr_fn("href", move || Some(format!("/icons.svg#{}", name.get().as_str()))))
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::IconName;

    #[test]
    fn each_icon_is_drawn_and_each_drawing_has_a_name() {
        let sprite = include_str!("../../public/icons.svg");
        for icon in IconName::ALL {
            let symbol = format!("<symbol id=\"{}\"", icon.as_str());
            assert!(sprite.contains(&symbol), "{} is not in icons.svg", icon.as_str());
        }
        assert_eq!(sprite.matches("<symbol ").count(), IconName::ALL.len());
    }
}
