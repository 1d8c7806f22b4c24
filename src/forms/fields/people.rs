//! Fields that ask for what has an id and a name: a person, one of those at hand by name and anyone by e-mail address,
//! username or id, or something else that goes by its name.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wheelhouse_contract::body::{Kind, Source};
use wheelhouse_contract::checks;

use super::super::controls::{call, maybe, says, take};
use super::super::{FieldState, FormState, Input};
use super::frame::Control;
use super::pick::{Scene, Wanted};
use crate::reactive::Derived;
use crate::text::lower;
use crate::ui::{Closed, Combobox, Offer, SelectOption, view};

/// Whoever types on has not said yet whom they mean.
const PAUSE: Duration = Duration::from_millis(400);

/// What stands between the parts of a person's label: "Tuva Maseko · tuva@example.com".
const BETWEEN: &str = " · ";

/// A text with the people, or other things, that fit it. What is typed stays until it is known whom it names.
pub(super) fn named_view(scene: Scene, control: Control, source: Source) -> AnyView {
    let is_person = source == Source::Users;
    let offer = scene.offer(control.form, source);
    let typed = control.text();
    // What is being looked up.
    let awaited = RwSignal::new(None::<String>);
    let is_awaited = move || awaited.with(Option::is_some);
    let people = Derived::new(move || {
        let found = scene.found_of(source);
        offer.with(|offer| typed.with(|typed| offered(offer, &found, typed, is_awaited())))
    });
    let shown = says(move || {
        let typed = typed.get();
        people.with(|people| label_of(people, &typed)).unwrap_or(typed)
    });
    let look = move |text: String, leaves: bool| {
        if awaited.with_untracked(|awaited| awaited.as_ref() == Some(&text)) && !leaves {
            return;
        }
        awaited.set(Some(text.clone()));
        spawn_local(async move {
            let found = find(scene, source, &text).await;
            // The page may be gone by now, or something else be typed.
            if awaited.try_get_untracked().flatten().as_ref() != Some(&text) {
                return;
            }
            awaited.set(None);
            let is_typed = untrack(|| checks::trimmed(&typed.get()) == text);
            match found {
                Ok(id) if leaves && is_typed => control.set(Input::Text(id)),
                Err(why) if leaves && is_typed => control.state.error.set(Some(why)),
                _ => {}
            }
        });
    };
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let wait = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(wait);
    let on_input = take(move |text: String| {
        control.type_text(text.clone());
        wait();
        let text = checks::trimmed(&text).to_owned();
        if is_person && names_one(&text) && people.with(|people| label_of(people, &text)).is_none() {
            timer.set_value(set_timeout_with_handle(move || look(text, false), PAUSE).ok());
        }
    });
    let leave = move || {
        wait();
        let text = untrack(|| checks::trimmed(&typed.get()).to_owned());
        let known = people.with(|people| known(people, &text));
        match known {
            Some(id) => control.set(Input::Text(id)),
            None if text.is_empty() || !is_person => {}
            None if scene.can_ask() => return look(text, true),
            None => {}
        }
        control.on_blur().run(());
    };
    // What was kept from before has only its id.
    let start = untrack(|| typed.get());
    if scene.can_ask() && if is_person { is_id(&start) } else { !start.is_empty() } {
        look(start, false);
    }
    let note = maybe(move || (is_person && is_awaited()).then(|| "Looking them up…".to_owned()));
    let placeholder = match is_person {
        true => maybe(|| Some("Name, email address, username or ID".to_owned())),
        false => control.placeholder(),
    };
    let closed = Closed { take: take(move |id| control.set(Input::Text(id))), leave: call(leave) };
    let draw = move || {
        view! {
            <Combobox
                value=shown
                on_input=on_input
                offer=people
                on_open=call(move || scene.ask(source, offer))
                closed=closed
                placeholder=placeholder
            />
        }
    };
    control.field(note, Box::new(draw))
}

/// The fields whose person is still to be looked up before they can be sent.
pub(in crate::forms) fn unsettled(form: FormState) -> Vec<(FormState, FieldState)> {
    let mut all = Vec::new();
    for state in form.fields() {
        for group in state.input.with(|input| input.groups().to_vec()) {
            all.extend(unsettled(group.form));
        }
        let text = state.input.with(|input| checks::trimmed(input.text()).to_owned());
        if state.field.kind == Kind::Pick(Source::Users) && !text.is_empty() && !is_id(&text) {
            all.push((form, state));
        }
    }
    all
}

/// Looks up whom a field names, and puts them there; why it could not be done otherwise.
pub(in crate::forms) async fn settle(scene: Scene, form: FormState, state: FieldState) -> Option<String> {
    let control = Control { form, state };
    let text = untrack(|| control.state.input.with(|input| checks::trimmed(input.text()).to_owned()));
    let members = untrack(|| scene.offer(control.form, Source::Users).get());
    let people = untrack(|| offered(&members, &scene.found_of(Source::Users), "", false));
    let found = match known(&people, &text) {
        Some(id) => Ok(id),
        None => find(scene, Source::Users, &text).await,
    };
    match found {
        Ok(id) => {
            control.set(Input::Text(id));
            None
        }
        Err(why) => Some(why),
    }
}

/// The id of whom a text names; otherwise why it is nobody's.
async fn find(scene: Scene, source: Source, text: &str) -> Result<String, String> {
    if text.contains(char::is_whitespace) {
        return Err("Nobody here goes by this name. Try their email address, username or ID.".to_owned());
    }
    let Some(options) = scene.options else { return Err("People can’t be looked up here.".to_owned()) };
    let found = options.run(Wanted::One(source, text.to_owned())).await?;
    let Some((id, label)) = found.into_iter().next() else {
        let by = if text.contains('@') { "email address" } else { "username or ID" };
        return Err(format!("No account with this {by} can be found."));
    };
    if let Some(mut all) = scene.found.try_get_untracked() {
        all.retain(|(of, one)| *of != source || one.value != id);
        all.push((source, SelectOption::new(id.clone(), label)));
        scene.found.set(all);
    }
    Ok(id)
}

/// Whether a text looks like the id of a user: a UUID.
pub(in crate::forms) fn is_id(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_part = |(part, length): (&&str, usize)| part.len() == length && part.bytes().all(|b| b.is_ascii_hexdigit());
    parts.len() == 5 && parts.iter().zip([8, 4, 4, 4, 12]).all(is_part)
}

/// Whether what is typed so far names one person and no other, so that it is worth a request before the field is left.
fn names_one(text: &str) -> bool {
    let is_email = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    !text.contains(char::is_whitespace) && (is_email && !text.ends_with('.') || is_id(text))
}

/// Who is offered while this is typed: the people at hand, and those who were found.
fn offered(members: &Offer, found: &[SelectOption], typed: &str, is_awaited: bool) -> Offer {
    let at_hand = match members {
        Offer::Ready(all) => all.as_slice(),
        _ => &[],
    };
    let new = found.iter().filter(|one| at_hand.iter().all(|other| other.value != one.value));
    let all: Vec<SelectOption> = at_hand.iter().chain(new).cloned().collect();
    let typed = lower(typed.trim());
    let fits = |one: &SelectOption| lower(&one.label).contains(&typed) || lower(&one.value).contains(&typed);
    match members {
        _ if all.iter().any(fits) => Offer::Ready(all),
        _ if is_awaited => Offer::Loading,
        Offer::Ready(_) => Offer::Ready(all),
        members => members.clone(),
    }
}

fn people_of(offer: &Offer) -> &[SelectOption] {
    match offer {
        Offer::Ready(all) => all,
        _ => &[],
    }
}

/// What a person of this id is called.
fn label_of(people: &Offer, id: &str) -> Option<String> {
    people_of(people).iter().find(|one| one.value == id).map(|one| one.label.clone())
}

/// The id of the one among these people whom a text names in full: by id, label, or a part of the label.
fn known(people: &Offer, text: &str) -> Option<String> {
    let text = lower(text);
    let is_named = |one: &&SelectOption| {
        let label = lower(&one.label);
        lower(&one.value) == text || label == text || label.split(BETWEEN).any(|part| part == text)
    };
    let mut named = people_of(people).iter().filter(is_named);
    let first = named.next()?;
    named.next().is_none().then(|| first.value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: &str = "a169451c-8525-4352-b8ca-070dd449a1a5";
    const BEN: &str = "b169451c-8525-4352-b8ca-070dd449a1a5";

    fn people() -> Offer {
        Offer::Ready(vec![
            SelectOption::new(ADA, "Ada Lovelace · ada@example.com"),
            SelectOption::new(BEN, "Ada Lovelace · ben@example.com"),
        ])
    }

    #[test]
    fn ids_are_told_from_what_else_is_typed() {
        assert!(is_id(ADA));
        for text in [
            "",
            "ada",
            "ada@example.com",
            "a169451c-8525-4352-b8ca-070dd449a1a",
            "a-b-c-d-e",
            "é169451c-8525-4352-b8ca-070dd449a1a",
        ] {
            assert!(!is_id(text), "{text}");
        }
    }

    #[test]
    fn only_what_can_name_nobody_else_is_looked_up_while_typing() {
        for (text, is_worth_it) in [
            ("ada@example.com", true),
            (ADA, true),
            ("ada@example", false),
            ("ada@example.", false),
            ("@example.com", false),
            ("ada", false),
            ("Ada <ada@example.com>", false),
        ] {
            assert_eq!(names_one(text), is_worth_it, "{text}");
        }
    }

    #[test]
    fn a_name_that_two_share_names_nobody() {
        let of = |text| known(&people(), text);
        assert_eq!(of("Ada Lovelace"), None);
        assert_eq!(of("BEN@example.com").as_deref(), Some(BEN));
        assert_eq!(of("ada lovelace · ada@example.com").as_deref(), Some(ADA));
        assert_eq!(of(ADA).as_deref(), Some(ADA));
        assert_eq!(of("ada"), None);
    }

    #[test]
    fn who_was_found_is_offered_with_those_at_hand() {
        let cleo = [SelectOption::new("c", "Cleo · cleo@example.com")];
        assert_eq!(people_of(&offered(&people(), &cleo, "cleo", false)).len(), 3);
        assert_eq!(offered(&people(), &[], "cleo", true), Offer::Loading);
        assert_eq!(offered(&Offer::Failed("No.".to_owned()), &[], "cleo", false), Offer::Failed("No.".to_owned()));
        assert_eq!(offered(&Offer::Unasked, &cleo, "cleo", false), Offer::Ready(cleo.to_vec()));
    }
}
