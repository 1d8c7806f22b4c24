//! The DNS record that a domain needs.

use leptos::prelude::*;
use wheelhouse_contract::sections::environment::{Environment, GetListOfProjectEnvironments};

use crate::components::{Doing, Owner, facts, facts_of};
use crate::data::{Read, read};
use crate::reactive::{effect, memo};
use crate::text::lower;
use crate::ui::{Copyable, Section, el, live, nothing, view, views};

/// Above the form for a new one: the record for the name that is typed.
pub fn beside(owner: &Owner, doing: Doing) -> AnyView {
    let Doing::Add(state) = doing else { return nothing() };
    let name = RwSignal::new(String::new());
    effect(move || {
        let typed = state.text("name").get();
        if name.with_untracked(|name| *name != typed) {
            name.set(typed);
        }
    });
    record(owner, name.into())
}

/// The record for a name, and where it leads to; nothing while the API does not tell where.
pub fn record(owner: &Owner, name: Signal<String>) -> AnyView {
    let target = target(owner);
    let is_known = memo(move || target.with(Option::is_some));
    let content = move || {
        let host = target.get().unwrap_or_default();
        let name = name.with(|name| lower(name.trim()));
        let is_apex = is_apex(&name);
        let shown = match name.is_empty() {
            true => "The domain’s name".into_any(),
            false => el("span").class("mono").text(name).into_any(),
        };
        let kind = if is_apex { "ALIAS or ANAME" } else { "CNAME" };
        let apex = is_apex.then(|| {
            el("p").class("muted").text(
                "An apex domain can’t have a CNAME. Use your DNS provider’s ALIAS, ANAME or flattened CNAME record, or \
                 add the www name instead.",
            )
        });
        let facts = facts_of(facts![
            ("Type", kind),
            ("Record name", shown),
            ("Points to", view! { <Copyable text=host label="Copy DNS target" /> }),
        ]);
        views![facts, apex]
    };
    let description =
        Some("Create this record at your DNS provider. The certificate follows once it resolves.".to_owned());
    live(move || match is_known.get() {
        true => view! { <Section title="DNS record" description=description.clone()>{live(content)}</Section> },
        false => nothing(),
    })
}

/// The host that domains point at: that of the environment, or of production.
fn target(owner: &Owner) -> Signal<Option<String>> {
    let (here, environment) = (owner.read, owner.ids.get(1).cloned());
    let list = GetListOfProjectEnvironments::path(&owner.project());
    let is_environment = environment.is_some();
    let all: Read<_> = read::<GetListOfProjectEnvironments>(move || (!is_environment).then(|| list.clone()));
    Signal::derive(move || {
        let host = |environment: &Environment| environment.edge_hostname().map(str::to_owned);
        if is_environment {
            return here.data::<Environment>().as_ref().and_then(host);
        }
        let known = all.data()?;
        let production = known.items().iter().find(|environment| environment.kind() == Some("production"))?;
        host(production)
    })
}

/// Whether a name stands at the top of what can be registered: `example.com`, `example.co.uk`.
fn is_apex(name: &str) -> bool {
    const SHARED: [&str; 13] = ["ac", "co", "com", "edu", "go", "gob", "gov", "gv", "mil", "ne", "net", "or", "org"];
    let labels: Vec<&str> = name.split('.').filter(|label| !label.is_empty()).collect();
    match labels.as_slice() {
        [_, _] => true,
        [_, second, country] => country.len() == 2 && SHARED.contains(second),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_apex;

    #[test]
    fn what_can_be_registered_is_an_apex() {
        for apex in ["example.com", "example.co.uk", "example.com.au", "example.or.jp", "example.gob.mx"] {
            assert!(is_apex(apex), "{apex}");
        }
        for below in ["www.example.com", "www.example.co.uk", "a.b.c.example.com", "", "localhost", "*.example.com"] {
            assert!(!is_apex(below), "{below}");
        }
    }
}
