//! What the console makes of addresses and names that people bring, as the browser's own parser reads it.

use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Url;
use wheelhouse::routes::{Route, own_address, own_path};

const ORIGIN: &str = "https://console.example";
/// What browsers read something into, and what people and attackers write between.
const PIECES: [&str; 28] = [
    "/",
    "\\",
    ".",
    "..",
    ":",
    "?",
    "#",
    "%",
    "%2F",
    "%5C",
    "%09",
    "%0A",
    "%00",
    "@",
    "\t",
    "\n",
    "\r",
    " ",
    "\u{a0}",
    "evil.example",
    "https:",
    "javascript:",
    "projects",
    "p",
    "organizations",
    "variables",
    "ü",
    "\u{202e}",
];

/// Numbers that are the same in each run (xorshift).
struct Numbers(u32);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % end
    }

    fn text(&mut self) -> String {
        (0..=self.below(7)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}

fn read(address: &str) -> Url {
    Url::new_with_base(address, ORIGIN).unwrap_or_else(|_| panic!("no address: {address:?}"))
}

#[wasm_bindgen_test]
fn no_text_leads_to_another_origin() {
    let mut numbers = Numbers(7);
    let mut returned = 0;
    for _ in 0..20_000 {
        let text = numbers.text();
        let texts = [text.clone(), format!("/{text}"), format!("/projects/{text}")];
        for text in &texts {
            let path = own_path(text);
            assert_eq!(read(&path).origin(), ORIGIN, "{text:?}");
            let Some(address) = own_address(text) else { continue };
            returned += 1;
            let url = read(&address);
            assert_eq!(url.origin(), ORIGIN, "{text:?}");
            // The browser shows the page that was meant.
            assert_eq!(Route::parse(&url.pathname()).path(), url.pathname(), "{text:?}");
        }
    }
    assert!(returned > 1000, "only {returned} were addresses of the console");
}

#[wasm_bindgen_test]
fn a_browser_changes_no_id_in_an_address() {
    let mut numbers = Numbers(11);
    for _ in 0..5_000 {
        let [project, environment] = [numbers.text(), numbers.text()];
        let route = Route::Environment { project, environment };
        let url = read(&route.path());
        assert_eq!(url.pathname(), route.path());
        assert_eq!(Route::parse(&url.pathname()), route);
        assert_eq!((url.search(), url.hash()), (String::new(), String::new()), "{}", route.path());
    }
}
