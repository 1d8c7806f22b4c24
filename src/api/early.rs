//! What the page asked for before the program was there (`boot/start.js`).

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where the page keeps the answers.
const KEPT: &str = "wheelhouse";

/// An answer that is on its way, if it was asked for and nobody took it yet.
pub struct Early(Promise);

/// How an exchange went that the page asked for.
pub struct Exchanged {
    /// When it was asked for, in milliseconds since 1970.
    pub asked: f64,
    pub status: u16,
    pub body: String,
}

impl Early {
    /// The text of `config.json`.
    pub fn config() -> Option<Self> {
        Self::take("config")
    }

    /// The exchange of the API token that this tab keeps, or whether the server has a session.
    pub fn exchange() -> Option<Self> {
        Self::take("exchange")
    }

    /// The session of another tab, where this one has none.
    pub fn session() -> Option<Self> {
        Self::take("session")
    }

    fn take(name: &str) -> Option<Self> {
        let kept = Reflect::get(&js_sys::global(), &JsValue::from_str(KEPT)).ok()?.dyn_into::<js_sys::Object>().ok()?;
        let name = JsValue::from_str(name);
        let promise = Reflect::get(&kept, &name).ok()?.dyn_into().ok()?;
        // Whoever comes second asks again.
        Reflect::delete_property(&kept, &name).ok()?;
        Some(Self(promise))
    }

    /// None where it could not be read.
    pub async fn text(self) -> Option<String> {
        JsFuture::from(self.0).await.ok()?.as_string()
    }

    /// None where it could not be read.
    pub async fn exchanged(self) -> Option<Exchanged> {
        let answer = JsFuture::from(self.0).await.ok()?.dyn_into::<Array>().ok()?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a status has three digits")]
        let status = answer.get(1).as_f64()? as u16;
        Some(Exchanged { asked: answer.get(0).as_f64()?, status, body: answer.get(2).as_string()? })
    }
}

#[cfg(test)]
mod tests {
    use wheelhouse_contract::sign_in::{CLIENT_AUTHORIZATION, TOKEN_PATH, exchange_form};

    use super::KEPT;
    use crate::api::exchange::{OURS, SESSION_PATH, UNNAMED};
    use crate::api::tabs::STORAGE_KEY;

    /// It is another language's copy of what the contract says.
    #[test]
    fn the_page_asks_as_the_program_does() {
        let script = include_str!("../../boot/start.js");
        let kept = format!("globalThis.{KEPT} =");
        let ours = format!("\"{OURS}\": \"{UNNAMED}\"");
        for said in [CLIENT_AUTHORIZATION, TOKEN_PATH, &exchange_form(""), STORAGE_KEY, &kept, &ours, SESSION_PATH] {
            assert!(script.contains(said), "boot/start.js does not say {said}");
        }
    }
}
