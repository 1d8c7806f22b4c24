//! Other permissions for a person in a project.

use std::sync::Arc;

use futures::future::FutureExt;
use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::sections::project_access::{
    ListUserAccessForAProject, UserProjectAccess, UserProjectAccessPatch,
};
use wheelhouse_contract::{Described, Resource};

use super::end::{End, permissions};
use super::person::{self, everybody, first_page, name_of};
use crate::access::{Permissions, Warning, difference, warning};
use crate::api::{Api, Request};
use crate::chunk::{Held, in_chunk};
use crate::components::{FormPage, ResourceForm, forbidden, form_page};
use crate::data::{Cache, Read, read};
use crate::forms::{FormState, Fresh};
use crate::layouts::Place;
use crate::reactive::{State, memo};
use crate::routes::At;
use crate::text::isolated;
use crate::ui::{Notice, NoticeTone, live, nothing, view, views};

/// The form for changes to a person's access.
pub(super) fn page(end: End) -> AnyView {
    let of = end.read();
    let name = name_of(&end.user);
    let list = first_page(&end.project);
    let list = read::<ListUserAccessForAProject>(move || Some(list.clone()));
    let title = Signal::derive(move || format!("Edit access for {}", isolated(&name.get())));
    let form = move || {
        let all = move || everybody(list);
        form(Held::new((end.clone(), of, name, Arc::new(all) as Everybody))).view()
    };
    form_page(FormPage { loading: "Loading access".into(), of: *of, title, form: form.into() })
}

/// What everybody was granted in the project, as far as it is known.
type Everybody = Arc<dyn Fn() -> Option<person::Everybody> + Send + Sync>;

in_chunk! {
    forms: fn form(held: Held<(End, Read<UserProjectAccess>, Signal<String>, Everybody)>) {
        held.take().map(|(end, of, name, all)| drawn(&end, of, name, all)).into_any()
    }
}

fn drawn(end: &End, of: Read<UserProjectAccess>, name: Signal<String>, all: Everybody) -> AnyView {
    let cache = Cache::expect();
    let api = Api::expect();
    let place = Place::expect();
    let before = of.data_untracked().map(|access| permissions(&access)).unwrap_or_default();
    let state = FormState::edit(
        UserProjectAccessPatch::BODY,
        &of.raw_untracked().map(|raw| (*raw).clone()).unwrap_or_default(),
    );
    let after = memo(move || chosen(state));
    // What they hold may change elsewhere while the form is open.
    let was = State::new(before);
    let user = StoredValue::new(end.user.clone());
    let warned = memo(move || {
        let me = place.user.data().and_then(|me| me.id().map(str::to_owned));
        let (all, user) = (all(), user.get_value());
        was.with(|was| after.with(|after| warning(me.as_deref(), &user, was, after, among(all.as_ref()))))
    });
    let follows = Signal::derive(move || {
        let name = isolated(&name.get());
        let words = was.with(|was| after.with(|after| direct(was, after, &name)));
        let warned = warned.get().map(|warned| warned.text().to_owned());
        Some(std::iter::once(words).chain(warned).collect::<Vec<_>>().join(" "))
    });
    let change = end.update();
    let request = change.request(api);
    let fresh: Fresh = Callback::new(move |()| {
        async move {
            let answer = api.send(Request::get(of.path_untracked()?)).await.ok()?;
            was.try_set(permissions(&UserProjectAccess::new(answer.clone())));
            Some((*answer).clone())
        }
        .boxed_local()
    });
    let send = Callback::new(move |body: Value| {
        let sent = change.clone().send(cache, Some(body));
        async move { sent.await.map(|_| ()) }.boxed_local()
    });
    views![
        live(move || caution(warned.get())),
        view! {
            <ResourceForm
                state=state
                submit_label=Signal::stored("Save access".to_owned())
                busy_label="Saving…"
                send=send
                done=Signal::derive(move || format!("Saved access for {}", isolated(&name.get())))
                back=end.path(At::One)
                disabled_because=forbidden(*of, UserProjectAccess::UPDATE, "change this access")
                consequences=follows
                fresh=fresh
                request=Some(request)
            />
        }
    ]
}

/// What a change of what was granted directly means: other grants are not known here.
pub(super) fn direct(before: &Permissions, after: &Permissions, who: &str) -> String {
    let words = difference(before, after).words(who);
    format!("By direct access alone: {words} What they have through a team or the organization stays.")
}

/// As [`warning`] takes it.
pub(super) fn among(all: Option<&person::Everybody>) -> Option<(&[(String, Permissions)], bool)> {
    all.map(|(all, is_whole)| (all.as_slice(), *is_whole))
}

/// What a form's permissions allow, as they are chosen.
pub(super) fn chosen(state: FormState) -> Permissions {
    let fields = state.fields();
    let field = fields.iter().find(|state| state.field.name == "permissions");
    let names = field.map(|state| state.input.with(|input| input.items().to_vec())).unwrap_or_default();
    Permissions::named(names.iter().map(String::as_str))
}

/// What should be thought about first.
pub(super) fn caution(warning: Option<Warning>) -> AnyView {
    match warning {
        Some(warning) => {
            view! { <Notice tone=NoticeTone::Warning title=warning.title()>{warning.text()}</Notice> }
        }
        None => nothing(),
    }
}
