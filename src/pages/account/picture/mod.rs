//! A person's picture: choosing an image, and which part of it.

mod crop;
mod image;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wheelhouse_contract::sections::user_profiles::{
    CreateAUserProfilePicture, DeleteAUserProfilePicture, PICTURE_BYTES, PICTURE_FIELD, PICTURE_PIXELS, PICTURE_TYPES,
};
use wheelhouse_contract::{Endpoint, Method};

use crate::api::Payload;
use crate::components::{Action, Change, action, form_problem, page_title};
use crate::data::{Cache, send_payload};
use crate::layouts::Place;
use crate::routes::Route;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Field, FieldContext, Handle, Icon, IconName, Notice, NoticeTone, PageHeader, Toast,
    button_bar, el, live, nothing, use_toaster, view, views,
};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crop::Crop;
use image::{Bitmap, Canvas, FileInput};

stylance::import_style!(style, "picture.module.css");

/// The page.
pub fn page(place: Place, id: &str) -> AnyView {
    let title = "Change picture";
    page_title(Signal::stored(title.to_owned()));
    let deleted = id.to_owned();
    let has_picture =
        move || place.user.data().is_some_and(|user| user.picture().is_some_and(|picture| !picture.is_empty()));
    let remove = move || {
        let deleted = deleted.clone();
        let remove = move || {
            action(Action {
                label: "Remove picture",
                busy: "Removing…",
                done: "Removed your picture",
                of: *place.user,
                relation: None,
                change: Box::new({
                    let deleted = deleted.clone();
                    move || Change::new::<DeleteAUserProfilePicture>(DeleteAUserProfilePicture::path(&deleted))
                }),
                asks: "Your initials show in its place.",
            })
        };
        live(move || if has_picture() { remove() } else { nothing() })
    };
    let header = view! { <PageHeader title=title actions=remove /> };
    views![header, form(id)]
}

/// Chooses an image and a part of it, and sends that.
fn form(id: &str) -> AnyView {
    let cache = Cache::expect();
    let toaster = use_toaster();
    let navigate = StoredValue::new_local(use_navigate());
    let path = StoredValue::new(CreateAUserProfilePicture::path(id));
    let chosen = StoredValue::new_local(None::<Bitmap>);
    let is_chosen = RwSignal::new(false);
    let crop = RwSignal::new(Crop::default());
    let canvas = Handle::new();
    let wrong = RwSignal::new(None::<String>);
    let problem = RwSignal::new(None::<(String, String)>);
    let busy = RwSignal::new(false);

    let draw = move || {
        let square = crop.get();
        if let (Some(canvas), Some(image)) = (canvas.get::<web_sys::Element>(), chosen.get_value()) {
            image::draw(canvas.unchecked_ref::<Canvas>(), &image, square.of(image.width(), image.height()));
        }
    };
    Effect::new(move |_| {
        is_chosen.track();
        draw();
    });
    let choose = move |event: web_sys::Event| {
        let input = event.target().map(|input| input.unchecked_into::<FileInput>());
        let Some(file) = input.and_then(|input| input.files()?.item(0)) else { return };
        wrong.set(None);
        spawn_local(async move {
            let image = image::read(file).await;
            // The page may be gone by now.
            if wrong.is_disposed() {
                return;
            }
            let (least, _) = PICTURE_PIXELS;
            match image {
                Ok(image) if image.width().min(image.height()) < f64::from(least) => {
                    let size = format!("{} × {} pixels", image.width() as u32, image.height() as u32);
                    wrong.set(Some(format!("This image is {size}. It has to be at least {least} × {least}.")));
                }
                Ok(image) => {
                    chosen.set_value(Some(image));
                    crop.set(Crop::default());
                    is_chosen.set(true);
                }
                Err(text) => wrong.set(Some(text)),
            }
        });
    };
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        problem.set(None);
        let drawn = canvas.get::<web_sys::Element>().filter(|_| is_chosen.get_untracked());
        let Some(drawn) = drawn else {
            wrong.set(Some("Choose an image.".to_owned()));
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let form = image::form(drawn.unchecked_ref::<Canvas>(), PICTURE_FIELD, PICTURE_BYTES as f64).await;
            let Some(form) = form else {
                let _ = busy.try_set(false);
                wrong.try_set(Some("Your browser couldn’t prepare this image. Choose another.".to_owned()));
                return;
            };
            let method: Method = CreateAUserProfilePicture::OPERATION.method;
            let sent = send_payload(cache, method, path.get_value(), Some(Payload::Form(form))).await;
            // The page may be gone by now, with everything it held.
            if busy.try_set(false).is_some() {
                return;
            }
            match sent {
                Ok(_) => {
                    toaster.push(Toast::success("Saved your picture"));
                    navigate.with_value(|navigate| navigate(&Route::Profile.path(), NavigateOptions::default()));
                }
                Err(error) => {
                    let of_file = error.fields().iter().find(|field| field.field == PICTURE_FIELD);
                    match of_file {
                        Some(field) => wrong.set(Some(field.message.clone())),
                        None => {
                            let refused = form_problem(&error);
                            problem.set(Some((refused.title, refused.text)));
                        }
                    }
                }
            }
        });
    };
    let notice = move || match problem.get() {
        Some((title, text)) => view! { <Notice tone=NoticeTone::Danger title=title>{text}</Notice> },
        None => nothing(),
    };
    let picker = move || {
        let field = FieldContext::of_control();
        let input = field.wire(el("input"), Signal::default(), Signal::default(), None);
        let input =
            input.class(style::file).attr("type", "file").attr("accept", PICTURE_TYPES.join(",")).on("change", choose);
        let words = el("span").attr("aria-hidden", "true").text("Choose file");
        el("span").class(style::choose).child(view! { <Icon name=IconName::UPLOAD /> }).child(words).child(input)
    };
    let file = view! {
        <Field label="Image" required=true help="PNG, JPEG or WebP. You choose the part that shows." error=wrong>
            {picker()}
        </Field>
    };
    let picture = el("canvas")
        .class(style::picture)
        .attr("role", "img")
        .attr("aria-label", "Your picture as it will show")
        .handle(canvas);
    let tools = el("div").class(style::crop).flag("hidden", move || !is_chosen.get()).el(picture).el(el("div")
        .class(style::tools)
        .child(slider("Zoom", (100, 400), move || crop.get().zoom, move |to| crop.update(|crop| crop.zoom = to)))
        .child(slider(
            "Left to right",
            (0, 100),
            move || crop.get().across,
            move |to| crop.update(|crop| crop.across = to),
        ))
        .child(slider(
            "Top to bottom",
            (0, 100),
            move || crop.get().down,
            move |to| crop.update(|crop| crop.down = to),
        )));
    let save = view! {
        <Button kind=ButtonKind::Primary submit=true busy=busy busy_label="Saving…">
            "Save picture"
        </Button>
    };
    let cancel = view! {
        <ButtonLink kind=ButtonKind::Quiet href=Route::Profile.path()>
            "Cancel"
        </ButtonLink>
    };
    el("form")
        .class("stack form-width")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(file)
        .el(tools)
        .child(live(notice))
        .el(button_bar().child(save).child(cancel))
        .into_any()
}

/// A value between two others, in percent.
fn slider(
    label: &'static str,
    (least, most): (u32, u32),
    value: impl Fn() -> u32 + Send + Sync + 'static,
    set: impl Fn(u32) + Send + Sync + 'static,
) -> AnyView {
    let control = move || {
        FieldContext::of_control()
            .wire(el("input"), Signal::default(), Signal::default(), None)
            .attr("type", "range")
            .attr("min", least.to_string())
            .attr("max", most.to_string())
            .prop("value", move || value().to_string().into())
            .on("input", move |event| {
                if let Ok(to) = event_target_value(&event).parse() {
                    set(to);
                }
            })
    };
    view! { <Field label=label>{control()}</Field> }
}
