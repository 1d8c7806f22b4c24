//! A file: its text, its picture, or why neither is shown.

use leptos::prelude::*;
use wheelhouse_contract::sections::repository::Blob;

use super::frame::style;
use super::lines::{lines, lines_of};
use super::picture::picture;
use super::save::save;
use super::walk::{Walk, follow};
use crate::components::{Content, as_the_api_sees_it, size_words, use_url_state};
use crate::ui::{
    Button, CopyButton, EmptyState, IconName, Notice, NoticeTone, Switch, TextInput, Toast, el, live, nothing,
    use_toaster, view, views,
};

/// Bytes of text that are drawn unasked.
const DRAWN_AT_ONCE: usize = 512 * 1024;

/// The file at the end of the path.
pub fn file(walk: Walk, mode: &str) -> AnyView {
    let Some(blob) = walk.blob.data() else { return nothing() };
    let steps = walk.steps.get_value();
    let (name, folder) = steps.split_last().map(|(name, folder)| (name.clone(), folder)).unwrap_or_default();
    let content = Content::of(&blob);
    let size = size_of(&blob, &content);
    let body = match &content {
        Content::Text(target) if mode == "120000" => link(walk, folder, target),
        _ => body(walk, &name, &blob, content, size),
    };
    views![body, as_the_api_sees_it(*walk.blob)]
}

fn size_of(blob: &Blob, content: &Content) -> String {
    let size = blob.size().and_then(|size| u64::try_from(size).ok());
    size.or_else(|| content.size().try_into().ok()).map_or_else(|| "Unknown size".to_owned(), size_words)
}

/// The button that saves the file.
pub fn download(walk: Walk) -> AnyView {
    let toaster = use_toaster();
    let content = move || walk.blob.data_untracked().map(|blob| Content::of(&blob));
    let run = move || {
        let name = walk.steps.with_value(|steps| steps.last().cloned()).unwrap_or_default();
        if !content().is_some_and(|content| save(&name, &content)) {
            toaster.push(Toast::danger(format!("{name} couldn’t be saved")));
        }
    };
    let reason = Signal::derive(move || {
        let is_read = walk.blob.data().is_some_and(|blob| !matches!(Content::of(&blob), Content::Unreadable(_)));
        (!is_read).then(|| "The API didn’t send the file in a form that can be saved.".to_owned())
    });
    view! {
        <Button icon=IconName::DOWNLOAD disabled_because=reason on_click=run>
            "Download"
        </Button>
    }
}

/// A link's content is where it leads.
fn link(walk: Walk, folder: &[String], target: &str) -> AnyView {
    let target = target.trim_end_matches('\n').to_owned();
    let shown = match follow(folder, &target) {
        Some(steps) => el("a").attr("href", walk.revision.path(&steps).path()),
        None => el("span"),
    };
    el("p").text("Links to ").child(shown.class("mono").text(target)).into_any()
}

fn body(walk: Walk, name: &str, blob: &Blob, content: Content, size: String) -> AnyView {
    let image = picture(name, blob).map(|source| image(name.to_owned(), source));
    let text = match content {
        Content::Text(text) if text.is_empty() => state(IconName::FILE, "Empty file", "This file has no content."),
        Content::Text(text) => text_view(walk, name, text, size.clone()),
        Content::Bytes(_) if image.is_some() => el("p").class("muted").text(size.clone()).into_any(),
        Content::Bytes(_) => state(IconName::FILE, "Binary file", format!("{size}. Download it to view it.")),
        Content::Unreadable(encoding) => state(
            IconName::WARNING,
            "This file can’t be shown",
            format!("The API sent it in an unsupported encoding, {encoding}."),
        ),
    };
    image.into_iter().chain([text]).collect::<Vec<_>>().into_any()
}

fn state(icon: IconName, title: &'static str, text: impl Into<String>) -> AnyView {
    let text = Some(text.into());
    view! { <EmptyState icon=icon title=title text=text /> }
}

fn image(name: String, source: String) -> AnyView {
    let is_broken = RwSignal::new(false);
    live(move || {
        if is_broken.get() {
            return view! {
                <Notice tone=NoticeTone::Warning title="This image can’t be shown">
                    "It may be damaged, or not an image."
                </Notice>
            };
        }
        let image = el("img").attr("alt", name.clone()).attr("src", source.clone());
        el("div").class(style::picture).child(image.on("error", move |_| is_broken.set(true))).into_any()
    })
}

/// The text under its tools; a long one when it is asked for.
fn text_view(walk: Walk, name: &str, text: String, size: String) -> AnyView {
    let chosen = use_url_state("lines", &[]);
    let wrap = use_url_state("wrap", &[]);
    let wraps = wrap.signal();
    let wraps = Signal::derive(move || !wraps.with(String::is_empty));
    let is_asked = RwSignal::new(text.len() <= DRAWN_AT_ONCE);
    let count = lines_of(&text).len();
    let count = if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
    let label = format!("Content of {name}");
    let address = walk.steps.with_value(|steps| walk.revision.path(steps)).path();
    let (go_to, typed) = (chosen.clone(), chosen.signal());
    let set_wrap = move |wraps: bool| wrap.replace(if wraps { "1" } else { "" }.to_owned());
    let copied = Signal::stored(text.clone());
    let tools = move || {
        let (go_to, set_wrap) = (go_to.clone(), set_wrap.clone());
        let field = view! {
            <TextInput
                label="Lines"
                placeholder="10 or 10-20"
                suffix="lines"
                value=typed
                on_input=move |text: String| go_to.replace(text)
            />
        };
        let switch = view! { <Switch label="Wrap lines" checked=wraps on_change=set_wrap /> };
        let copy = view! { <CopyButton text=copied label="Copy content" /> };
        vec![el("span").class(style::field).child(field).into_any(), switch.into_any(), copy.into_any()]
    };
    let bar = el("div")
        .class(style::bar)
        .child(el("span").class(style::about).text(format!("{count}, {size}")))
        .child_fn(move || if is_asked.get() { tools().into_any() } else { nothing() });
    let content = move || {
        if is_asked.get() {
            return lines(&text, label.clone(), address.clone(), chosen.clone(), wraps);
        }
        let actions = move || view! { <Button on_click=move || is_asked.set(true)>"Show anyway"</Button> };
        view! {
            <EmptyState
                icon=IconName::FILE
                title="Large file"
                text="Showing all of it may take a moment. You can also download it."
                actions=actions
            />
        }
    };
    el("div").class(style::file).child(bar).child_fn(content).into_any()
}
