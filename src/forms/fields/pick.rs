//! Fields that take one of what the API lists.

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wheelhouse_contract::body::Source;

use super::super::{FieldState, FormState};
use super::frame::{Control, field_frame, placeholder};
use crate::ui::{Combobox, Offer, SelectOption};

/// Reads what a source has to offer: values with their labels, or why there are none.
pub type Options = Callback<Source, LocalBoxFuture<'static, Result<Vec<(String, String)>, String>>>;

/// What the fields of one form share.
#[derive(Clone, Copy)]
pub struct Scene {
    options: Option<Options>,
    offers: StoredValue<Vec<(Source, RwSignal<Offer>)>>,
}

impl Scene {
    pub fn new(options: Option<Options>) -> Self {
        Self { options, offers: StoredValue::new(Vec::new()) }
    }

    /// What a source offers, as far as it is known.
    fn offer(self, form: FormState, source: Source) -> RwSignal<Offer> {
        let known =
            self.offers.with_value(|offers| offers.iter().find(|(one, _)| *one == source).map(|(_, offer)| *offer));
        known.unwrap_or_else(|| {
            let offer = form.owned(|| RwSignal::new(Offer::default()));
            self.offers.update_value(|offers| offers.push((source, offer)));
            offer
        })
    }

    /// Asks for what a source offers, unless it is known or on its way.
    fn ask(self, source: Source, offer: RwSignal<Offer>) {
        let Some(options) = self.options else {
            offer.set(Offer::Failed("There are no suggestions here.".to_owned()));
            return;
        };
        if offer.with_untracked(|offer| matches!(offer, Offer::Loading | Offer::Ready(_))) {
            return;
        }
        offer.set(Offer::Loading);
        spawn_local(async move {
            let found = match options.run(source).await {
                Ok(found) => {
                    Offer::Ready(found.into_iter().map(|(value, label)| SelectOption::new(value, label)).collect())
                }
                Err(why) => Offer::Failed(why),
            };
            // The form may be gone by now.
            let _ = offer.try_set(found);
        });
    }
}

pub(super) fn pick_view(scene: Scene, form: FormState, state: FieldState, source: Source) -> AnyView {
    let control = Control::new(form, &state);
    let placeholder = placeholder(&state);
    let offer = scene.offer(form, source);
    // The value is an id; its label says what it stands for.
    let note = Signal::derive(move || {
        control.input.with(|input| {
            offer.with(|offer| {
                let Offer::Ready(options) = offer else { return None };
                let chosen = options.iter().find(|option| option.value == input.text())?;
                (chosen.label != chosen.value).then(|| format!("{}.", chosen.label))
            })
        })
    });
    let draw =
        move || combobox(scene, form, source, control.text(), control.on_text(), None, control.on_blur(), placeholder);
    field_frame(form, &state, note, Box::new(draw))
}

/// A text with what the source offers.
#[allow(clippy::too_many_arguments)]
pub(super) fn combobox(
    scene: Scene,
    form: FormState,
    source: Source,
    value: Signal<String>,
    on_input: Callback<String>,
    label: Option<String>,
    on_blur: Callback<()>,
    placeholder: Signal<Option<String>>,
) -> AnyView {
    let offer = scene.offer(form, source);
    view! {
        <Combobox
            value=value
            on_input=on_input
            offer=offer
            on_open=move || scene.ask(source, offer)
            label=Signal::stored(label)
            placeholder=placeholder
            on_blur=on_blur
        />
    }
    .into_any()
}
