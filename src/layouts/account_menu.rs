//! Who is signed in, the theme, and signing out.

use leptos::prelude::*;

use super::Place;
use super::search::Commands;
use super::theme::{Theme, follow_profile};
use crate::api::Api;
use crate::chunk::in_chunk;
use crate::components::LeaveGate;
use crate::data::Cache;
use crate::routes::{Scope, tabs_of};
use crate::ui::{IconName, Menu, MenuHeading, MenuItem, MenuSeparator, live, nothing, view};

/// The menu at the top right: nobody opens it before the page is there.
#[component]
pub fn AccountMenu() -> impl IntoView {
    menu().view_beside_pages()
}

in_chunk! {
    frame: quiet fn menu() { drawn() }
}

fn drawn() -> AnyView {
    let session = Api::expect().session;
    let gate = LeaveGate::expect();
    let place = Place::expect();
    let user = place.user;
    let cache = Cache::expect();
    follow_profile(place);
    let name = Signal::derive(move || {
        user.data().and_then(|user| user.display_name()).unwrap_or_else(|| "Signed in".to_owned())
    });
    let email =
        Signal::derive(move || user.data().and_then(|user| user.email().map(str::to_owned)).unwrap_or_default());
    let commands = Commands::expect();
    let choices = move || {
        // Read when the menu opens: it is chosen elsewhere too.
        let theme = RwSignal::new(Theme::stored());
        Theme::ALL.map(|choice| {
            let icon = match choice {
                Theme::System => IconName::SYSTEM,
                Theme::Light => IconName::SUN,
                Theme::Dark => IconName::MOON,
            };
            let current = Signal::derive(move || theme.get() == choice);
            let choose = move || {
                choice.choose(place, cache);
                theme.set(choice);
            };
            view! { <MenuItem label=choice.label() icon=icon current=current on_select=choose /> }
        })
    };
    let address = move || match email.get() {
        email if email.is_empty() => nothing(),
        email => view! { <MenuHeading text=email /> },
    };
    let content = move || {
        let mut items = vec![view! { <MenuHeading text=name /> }, live(address), view! { <MenuSeparator /> }];
        items.extend(tabs_of(Scope::Account).next().map(|first| {
            let href = place.route.with_untracked(|route| route.path_in(first));
            view! { <MenuItem label="Account" icon=IconName::USER href=href /> }
        }));
        items.push(view! { <MenuSeparator /> });
        items.extend(choices());
        items.push(view! { <MenuSeparator /> });
        let shortcuts = move || commands.shortcuts.set(true);
        items.push(view! { <MenuItem label="Keyboard shortcuts" icon=IconName::KEY on_select=shortcuts /> });
        let sign_out = move || gate.leave(move || session.sign_out());
        items.push(view! { <MenuItem label="Sign out" icon=IconName::SIGN_OUT on_select=sign_out /> });
        items.into_any()
    };
    view! {
        <Menu label="Account" icon=IconName::USER>
            {content()}
        </Menu>
    }
    .into_any()
}
