//! Fields that take one of what the API lists.

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wheelhouse_contract::body::Source;

use super::super::FormState;
use super::super::controls::{Line, call, maybe};
use super::frame::Control;
use crate::reactive::State;
use crate::ui::{Combobox, Offer, SelectOption, view};

/// What fields that pick ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All that a source offers.
    All(Source),
    /// The one of a source that has this id, or of people whoever goes by this e-mail address, username or id; or none.
    One(Source, String),
}

/// Reads what is wanted: values with their labels, or why there are none.
pub type Options = Callback<Wanted, LocalBoxFuture<'static, Result<Vec<(String, String)>, String>>>;

/// What the fields of one form share.
#[derive(Clone, Copy)]
pub struct Scene {
    pub(super) options: Option<Options>,
    offers: State<Vec<(Source, State<Offer>)>>,
    /// What was found by what was typed, or by what the form started from.
    pub(super) found: State<Vec<(Source, SelectOption)>>,
}

impl Scene {
    pub fn new(options: Option<Options>) -> Self {
        Self { options, offers: State::new(Vec::new()), found: State::new(Vec::new()) }
    }

    /// What was found of a source.
    pub(super) fn found_of(self, source: Source) -> Vec<SelectOption> {
        self.found.with(|found| found.iter().filter(|(of, _)| *of == source).map(|(_, one)| one.clone()).collect())
    }

    /// Whether anything can be asked for.
    pub(in crate::forms) fn can_ask(self) -> bool {
        self.options.is_some()
    }

    /// What a source offers, as far as it is known.
    pub(super) fn offer(self, form: FormState, source: Source) -> State<Offer> {
        let mut offers = self.offers.get_untracked();
        if let Some((_, offer)) = offers.iter().find(|(one, _)| *one == source) {
            return *offer;
        }
        let offer = form.owned(|| State::new(Offer::default()));
        offers.push((source, offer));
        self.offers.set(offers);
        offer
    }

    /// Asks for what a source offers, unless it is known or on its way.
    pub(super) fn ask(self, source: Source, offer: State<Offer>) {
        let Some(options) = self.options else {
            offer.set(Offer::Failed("No suggestions.".to_owned()));
            return;
        };
        // How urgent a ticket can be follows from what else is entered.
        let stays = source != Source::TicketPriorities;
        let is_there = |offer: &Offer| matches!(offer, Offer::Loading) || stays && matches!(offer, Offer::Ready(_));
        if offer.with_untracked(is_there) {
            return;
        }
        offer.set(Offer::Loading);
        spawn_local(async move {
            let found = match options.run(Wanted::All(source)).await {
                Ok(found) => {
                    Offer::Ready(found.into_iter().map(|(value, label)| SelectOption::new(value, label)).collect())
                }
                Err(why) => Offer::Failed(why),
            };
            // The form may be gone by now.
            offer.try_set(found);
        });
    }
}

pub(super) fn pick_view(scene: Scene, control: Control, source: Source) -> AnyView {
    let offer = scene.offer(control.form, source);
    let text = control.text();
    // The value is an id; its label says what it stands for.
    let note = maybe(move || {
        let text = text.get();
        offer.with(|offer| {
            let Offer::Ready(options) = offer else { return None };
            let chosen = options.iter().find(|option| option.value == text)?;
            (chosen.label != chosen.value).then(|| format!("{}.", chosen.label))
        })
    });
    let line = Line { placeholder: control.placeholder(), ..Line::new(text, control.on_text(), control.on_blur()) };
    control.field(note, Box::new(move || combobox(scene, control.form, source, line)))
}

/// A text with what the source offers.
pub(super) fn combobox(scene: Scene, form: FormState, source: Source, line: Line) -> AnyView {
    let offer = scene.offer(form, source);
    view! {
        <Combobox
            value=line.value
            on_input=line.on_input
            offer=offer
            on_open=call(move || scene.ask(source, offer))
            label=Signal::stored(line.label)
            placeholder=line.placeholder
            on_blur=line.on_blur
        />
    }
}
