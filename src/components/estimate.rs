//! What is asked of the API while a form is filled in: when, and what for.

use std::time::Duration;

use leptos::prelude::*;
use wheelhouse_contract::Endpoint;
use wheelhouse_contract::operation::{QueryKind, QueryParameter};

use crate::reactive::effect;

/// Whoever types on has not said yet what they want.
const PAUSE: Duration = Duration::from_millis(400);

/// The parts of a subscription's price: as the API names them, and in words.
pub const PRICE_PARTS: &[(&str, &str)] =
    &[("plan", "Plan"), ("environments", "Environments"), ("storage", "Storage"), ("user_licenses", "Users")];

/// A number as the operation takes it for this parameter.
pub fn bounded<E: Endpoint>(parameter: &str, text: &str) -> Option<i64> {
    within_bounds(E::OPERATION.query, parameter, text)
}

/// The number that is nearest to this one of those that the operation takes for this parameter.
pub fn nearest<E: Endpoint>(parameter: &str, number: i64) -> i64 {
    nearest_of(E::OPERATION.query, parameter, number)
}

fn nearest_of(query: &[QueryParameter], parameter: &str, number: i64) -> i64 {
    match query.iter().find(|query| query.name == parameter).map(|query| query.kind) {
        Some(QueryKind::Integer { min, max }) => number.clamp(min, max),
        _ => number,
    }
}

fn within_bounds(query: &[QueryParameter], parameter: &str, text: &str) -> Option<i64> {
    let number: i64 = text.trim().parse().ok()?;
    match query.iter().find(|query| query.name == parameter)?.kind {
        QueryKind::Integer { min, max } => (min..=max).contains(&number).then_some(number),
        _ => None,
    }
}

/// The value once it has stayed the same for a moment; at first at once.
pub fn settled(value: Signal<Option<String>>) -> RwSignal<Option<String>> {
    let settled = RwSignal::new(value.get_untracked());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let clear = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    effect(move || {
        let value = value.get();
        clear();
        if settled.get_untracked() == value {
            return;
        }
        let take = move || {
            let _ = settled.try_set(value);
        };
        timer.set_value(set_timeout_with_handle(take, PAUSE).ok());
    });
    on_cleanup(clear);
    settled
}
