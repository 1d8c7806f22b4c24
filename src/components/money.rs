//! Amounts of money as the API tells them, in the person's own notation.

use js_sys::JSON;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wheelhouse_contract::resource::{number, text};

#[wasm_bindgen]
extern "C" {
    type NumberFormat;
    /// Throws for what is no code of a currency.
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &JsValue, options: &JsValue) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, value: f64) -> String;
}

/// An amount in words: a text as it is, an object of `amount` and `currency_code` as the browser writes it, or else as
/// the API has `formatted` it. `None` when it is neither.
pub fn money(value: &Value) -> Option<String> {
    let own = || written(number(value, "amount")?, text(value, "currency_code")?);
    value.as_str().map(str::to_owned).or_else(own).or_else(|| text(value, "formatted").map(str::to_owned))
}

/// The amount with its currency, an ISO 4217 code.
fn written(amount: f64, currency: &str) -> Option<String> {
    let options = json!({"style": "currency", "currency": currency}).to_string();
    let options = JSON::parse(&options).ok()?;
    Some(NumberFormat::new(&JsValue::UNDEFINED, &options).ok()?.format(amount))
}
