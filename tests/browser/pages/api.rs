//! An API whose answers the test chooses, in place of the network.

use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/tests/browser/pages/api.js")]
extern "C" {
    fn replace(good: &str, rest: &str);
    fn restore();
    /// How often it was asked.
    pub fn count() -> u32;
    /// What can go wrong with an answer, each on a line.
    #[wasm_bindgen(js_name = faultNames)]
    pub fn fault_names() -> String;
    /// From here on, that happens to the answers of this path, or of "DELETE /path" alone.
    pub fn strike(path: &str, fault: &str);
    /// What still waits, waits for ever.
    pub fn quiet();
    /// How often it did.
    pub fn strokes() -> u32;
    /// The paths that were read since the answers were chosen, each on a line.
    #[wasm_bindgen(js_name = readPaths)]
    pub fn read_paths() -> String;
    /// What was written since then, each on a line: "DELETE /path".
    #[wasm_bindgen(js_name = writtenPaths)]
    pub fn written_paths() -> String;
    /// Goes to an address as Back would.
    pub fn go(path: &str);
    /// Whether a script of an answer ran.
    #[wasm_bindgen(js_name = isHurt)]
    pub fn is_hurt() -> bool;
}

/// It answers until it is dropped.
pub struct Api;

impl Api {
    /// `good` has the answers to those paths that are answered well, as an object; all others are answered with `rest`:
    /// `status`, `kind` of content, `body` as a text. So is what `good` has under "POST /path" and the like.
    pub fn answering(good: &Value, rest: &Value) -> Self {
        replace(&good.to_string(), &rest.to_string());
        Self
    }
}

impl Drop for Api {
    fn drop(&mut self) {
        restore();
    }
}

/// The answers that the frame around a page of `ID` needs, and in which everything may be done.
pub fn frame(id: &str) -> Value {
    let links: Value = ["#edit", "#delete", "#create", "#branch", "#merge", "#backup", "#activate", "#deactivate"]
        .iter()
        .map(|&relation| (relation.to_owned(), json!({"href": "/api/x"})))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let environment = json!({
        "id": id, "name": id, "title": "One", "type": "development", "status": "active", "parent": "other",
        "project": id, "_links": links,
    });
    let organization = json!({"id": id, "name": "one", "label": "One", "_links": links});
    json!({
        "/users/me": {"id": id, "first_name": "Ada", "email": "ada@example.com"},
        "/organizations": {"items": [organization]},
        format!("/organizations/{id}"): organization,
        format!("/projects/{id}"): {"id": id, "title": "One", "organization": id, "region": "eu", "_links": links},
        format!("/projects/{id}/environments"): [environment],
        format!("/projects/{id}/environments/{id}"): environment,
    })
}
