//! The lists of a thousand projects, while nobody else asks.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::client::Client;
use crate::figures::{Figures, print_head, said};

const PROJECTS: usize = 1_000;
const ROUNDS: usize = 50;

/// The most that an answer of a list may take, in half of the rounds.
const BUDGET: Duration = Duration::from_millis(20);

/// The list that the console makes of what each organization pays for.
const CONSOLE: &str = "/organizations/{organization}/subscriptions";

/// Asks for all projects in each of the ways that there are, and says what is wrong.
pub fn measure(client: &Client) -> Vec<String> {
    print_head(&format!("One client; each answer may take {}", said(BUDGET)));
    let organizations: Vec<String> = client.organizations().into_iter().map(subscriptions).collect();
    let lists = [
        ("/me", vec!["/me".to_owned()], "/projects"),
        ("/locate", vec!["/locate".to_owned()], "/projects"),
        (CONSOLE, organizations, "/items"),
    ];
    let measured = lists.iter().flat_map(|(what, starts, items)| list(client, what, starts, items));
    measured.collect()
}

fn subscriptions(organization: String) -> String {
    format!("/organizations/{organization}/subscriptions")
}

/// Reads a list to its end, from all pages that it starts with.
fn list(client: &Client, what: &str, starts: &[String], items: &str) -> Vec<String> {
    let (mut whole, mut answers, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (mut took, mut found) = (Duration::ZERO, 0);
        for start in starts {
            let mut next = Some(start.clone());
            while let Some(path) = next {
                let asked = Instant::now();
                let answer = client.send("GET", &path, None).expect("the server answers");
                let elapsed = asked.elapsed();
                answers.push(elapsed);
                took += elapsed;
                let page = answer.json();
                found += page.pointer(items).and_then(Value::as_array).map_or(0, Vec::len);
                let link = page.pointer("/_links/next/href").and_then(Value::as_str);
                next = link.map(|href| href.trim_start_matches("/api").to_owned());
            }
        }
        whole.push(took);
        if found != PROJECTS {
            failures.push(format!("{what} has {found} projects"));
        }
    }
    let answers = Figures::of(answers);
    if answers.count() > ROUNDS {
        Figures::of(whole).print(&format!("{what}, all pages"));
        answers.print("  a page of it");
    } else {
        answers.print(what);
    }
    if answers.median() > BUDGET {
        failures.push(format!("{what} takes {}", said(answers.median())));
    }
    failures
}
