//! The session goes from tab to tab: a tab that has none asks (`boot/start.js`), and one that is signed in answers. Only
//! tabs of this origin hear it, and nothing is stored.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

/// The channel on which tabs ask.
const CHANNEL: &str = "wheelhouse.handover";

/// What is handed over.
pub struct Handed {
    pub api_token: String,
    /// The access token, and when to renew it in milliseconds since 1970.
    pub access_token: Option<(String, f64)>,
}

impl Handed {
    fn text(&self) -> String {
        // Floats that are written and read as JSON take tables that every visitor would download.
        #[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970")]
        let access = self.access_token.as_ref().map(|(token, renewed)| (token, *renewed as i64));
        serde_json::json!([self.api_token, access]).to_string()
    }

    /// None where it is something else.
    pub fn read(text: &str) -> Option<Self> {
        let value: serde_json::Value = serde_json::from_str(text).ok()?;
        let api_token = value.get(0)?.as_str()?.to_owned();
        #[allow(clippy::cast_precision_loss, reason = "milliseconds since 1970")]
        let access =
            |value: &serde_json::Value| Some((value.get(0)?.as_str()?.to_owned(), value.get(1)?.as_i64()? as f64));
        Some(Self { api_token, access_token: value.get(1).and_then(access) })
    }
}

/// Answers whoever asks, as long as the page is there, with what `session` says then; that there is none is an answer too.
pub fn answer(session: impl Fn() -> Option<Handed> + 'static) {
    let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) else { return };
    let own = channel.clone();
    let on_message = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let Ok(from) = Reflect::get(&event.data(), &"from".into()) else { return };
        if from.is_string() {
            let reply = Object::new();
            let session = session().map_or(JsValue::NULL, |session| JsValue::from(session.text()));
            // An object of our own takes whatever is set.
            let _ = Reflect::set(&reply, &"to".into(), &from);
            let _ = Reflect::set(&reply, &"session".into(), &session);
            let _ = own.post_message(&reply);
        }
    });
    channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    std::mem::forget(channel);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_handed_over_arrives_and_nothing_else_does() {
        let handed = Handed { api_token: "a".to_owned(), access_token: Some(("b".to_owned(), 5.0)) };
        let read = Handed::read(&handed.text()).map(|handed| (handed.api_token, handed.access_token));
        assert_eq!(read, Some(("a".to_owned(), Some(("b".to_owned(), 5.0)))));
        let without = Handed { api_token: "a".to_owned(), access_token: None };
        assert!(Handed::read(&without.text()).is_some_and(|handed| handed.access_token.is_none()));
        for odd in ["", "null", "7", "[]", "[null]", "{}"] {
            assert!(Handed::read(odd).is_none(), "{odd}");
        }
    }

    /// It is another language's copy of the names.
    #[test]
    fn the_page_asks_where_it_is_answered() {
        let script = include_str!("../../boot/start.js");
        for said in [CHANNEL, "{ from }", "data.to", "data.session", "early.session"] {
            assert!(script.contains(said), "boot/start.js does not say {said}");
        }
    }
}
