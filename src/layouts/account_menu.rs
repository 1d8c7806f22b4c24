//! Who is signed in, the theme, and signing out.

use leptos::prelude::*;
use wheelhouse_contract::sections::users::GetTheCurrentUser;

use super::theme::Theme;
use crate::api::Api;
use crate::data::read;
use crate::ui::{IconName, Menu, MenuHeading, MenuItem, MenuSeparator, shown};

/// The menu at the top right.
#[component]
pub fn AccountMenu() -> impl IntoView {
    let session = Api::expect().session;
    let user = read::<GetTheCurrentUser>(|| Some(GetTheCurrentUser::path()));
    let name = Signal::derive(move || {
        user.data().and_then(|user| user.display_name()).unwrap_or_else(|| "Signed in".to_owned())
    });
    let email =
        Signal::derive(move || user.data().and_then(|user| user.email().map(str::to_owned)).unwrap_or_default());
    let theme = RwSignal::new(Theme::stored());
    view! {
        <Menu label="Account" icon=IconName::USER>
            <MenuHeading text=name />
            {shown(move || {
                let email = email.get();
                (!email.is_empty()).then(|| view! { <MenuHeading text=email /> })
            })}
            <MenuSeparator />
            {Theme::ALL
                .into_iter()
                .map(|choice| {
                    let icon = match choice {
                        Theme::System => IconName::SYSTEM,
                        Theme::Light => IconName::SUN,
                        Theme::Dark => IconName::MOON,
                    };
                    view! {
                        <MenuItem
                            label=choice.label()
                            icon=icon
                            current=Signal::derive(move || theme.get() == choice)
                            on_select=move || {
                                choice.apply();
                                theme.set(choice);
                            }
                        />
                    }
                })
                .collect_view()}
            <MenuSeparator />
            <MenuItem label="Sign out" icon=IconName::SIGN_OUT on_select=move || session.sign_out() />
        </Menu>
    }
}
