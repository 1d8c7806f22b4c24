//! The frame around pages: navigation at the left, the path and the person on top, what happens at the right.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wheelhouse_contract::is_read_only;
use wheelhouse_contract::sections::users::GetTheCurrentUser;

use super::Place;
use super::account_menu::AccountMenu;
use super::crumbs::{Names, crumbs, title};
use super::header::header;
use super::search::{Commands, dialogs, search_button};
use super::sidebar::Sidebar;
use super::sign_in_again::SignInAgain;
use super::timeline::{Timeline, TimelineToggle};
use super::update::update_notice;
use super::visits::Visits;
use crate::api::{Api, ErrorKind, LOOKING_ONLY};
use crate::components::document_title;
use crate::data::{Cache, read};
use crate::reactive::{Derived, Memo, effect, memo};
use crate::routes::{AtRead, Route};
use crate::ui::{Breadcrumb, Dialog, IconButton, IconName, el, focus_now, nothing, view, views};

stylance::import_style!(style, "frame.module.css");

/// How soon it is asked again whether the API is there.
const SOON: Duration = Duration::from_secs(2);

/// The frame of every page behind sign-in.
#[component]
pub fn Frame(route: Memo<Route>, children: ChildrenFn) -> impl IntoView {
    let place = Place::provide(route);
    let commands = Commands::provide();
    let user = read::<GetTheCurrentUser>(|| Some(GetTheCurrentUser::path()));
    Visits::provide(place, Signal::derive(move || user.data()?.id().map(str::to_owned)));
    let connection = Api::expect().connection;
    connection.listen();
    // A page that reads nothing by itself would never hear of it. From the second try on, the cache tries by itself.
    effect(move || {
        if connection.is_lost()
            && let Ok(timer) = set_timeout_with_handle(move || user.refresh(), SOON)
        {
            on_cleanup(move || timer.clear());
        }
    });
    // Once it is sure, what is shown says how old it is, and is read again when the API is back.
    let cache = Cache::expect();
    let is_away = memo(move || user.error().is_some_and(|error| error.kind == ErrorKind::Network));
    effect(move || {
        if is_away.get() {
            cache.refresh_shown();
        }
    });
    let navigation = RwSignal::new(false);
    let sheet = RwSignal::new(false);
    let timeline = RwSignal::new(super::timeline::is_wanted());
    let pathname = use_location().pathname;
    effect(move || {
        pathname.track();
        navigation.set(false);
        sheet.set(false);
    });
    document_title(move || title(&route.get(), Names::of(place)));
    let has_timeline = memo(move || {
        let on_its_page = matches!(
            route.get(),
            Route::ProjectActivities { at: AtRead::List, .. } | Route::EnvironmentActivities { at: AtRead::List, .. }
        );
        place.project_id.get().is_some() && !on_its_page
    });
    let shows_timeline = memo(move || has_timeline.get() && timeline.get());
    let menu_button =
        view! { <IconButton icon=IconName::MENU label="Navigation" on_click=move || navigation.set(true) /> };
    let toggle = move || {
        if has_timeline.get() {
            view! { <TimelineToggle shown=timeline sheet=sheet /> }
        } else {
            nothing()
        }
    };
    let lost = move || {
        if connection.is_lost() {
            el("p").class(style::lost).text("Can’t reach the API. Trying again…").into_any()
        } else {
            nothing()
        }
    };
    let reading = is_read_only().then(|| el("p").class(style::reading).text(LOOKING_ONLY));
    let notices = el("div")
        .class(style::notice)
        .maybe(reading)
        .child(el("div").attr("role", "status").child_fn(lost))
        .child(update_notice());
    let aside = move || {
        if shows_timeline.get() {
            let timeline = view! { <Timeline /> };
            el("aside").class(style::timeline).attr("aria-label", "Activity").child(timeline).into_any()
        } else {
            nothing()
        }
    };
    let tools = el("div").class(style::tools).child_fn(toggle).child(view! { <AccountMenu /> });
    let path = view! { <Breadcrumb items=Derived::new(move || crumbs(&route.get(), Names::of(place))) /> };
    let top = el("header")
        .class(style::top)
        .child(el("span").class(style::narrow).child(menu_button))
        .child(el("div").class(style::path).child(path))
        .child(search_button(commands))
        .child(tools);
    let frame = el("div")
        .class(style::frame)
        .attr_fn("data-timeline", move || Some(if shows_timeline.get() { "true" } else { "false" }))
        .child(el("div").class(style::side).child(view! { <Sidebar /> }))
        .child(top)
        .child(notices)
        .child(
            el("main")
                .class(style::main)
                .attr("id", "content")
                .attr("tabindex", "-1")
                .child(header(place))
                .child(children()),
        )
        .child_fn(aside);
    views![
        skip_link(),
        frame,
        view! {
            <Dialog open=navigation on_close=move || navigation.set(false) title="Navigation" sheet=true>
                <Sidebar />
            </Dialog>
        },
        view! {
            <Dialog open=sheet on_close=move || sheet.set(false) title="Activity" sheet=true>
                <Timeline />
            </Dialog>
        },
        dialogs(commands),
        view! { <SignInAgain /> }
    ]
}

fn skip_link() -> AnyView {
    // The router takes clicks on links, so the focus has to be moved here.
    let skip = |event: web_sys::Event| {
        event.prevent_default();
        focus_now("content");
    };
    el("a").class(style::skip).attr("href", "#content").on("click", skip).text("Skip to content").into_any()
}
