//! The addresses in a table: what each is, whether it is invited, and how that ended.

use leptos::prelude::*;

use super::addresses::{Address, Standing};
use super::plan::Plan;
use crate::reactive::memo;
use crate::text::visible;
use crate::ui::{Checkbox, ColumnHead, Row, Status, Table, TableRow, Tone, each, el, live, nothing, view, views};

/// The table; nothing while there are no addresses.
pub fn table(plan: Plan) -> AnyView {
    let rows = move || {
        let row = |(at, address): (usize, Address)| {
            let key = format!("{at}\n{}\n{}", address.email, words(&address.standing, true, false, true).0);
            Row::new(key, move || view! { <TableRow cells=cells(plan, address.clone()) /> })
        };
        plan.addresses.get().into_iter().enumerate().map(row).collect()
    };
    let draw = move || {
        let columns = vec![
            ColumnHead::new("email", "Address"),
            ColumnHead::new("standing", "Action"),
            ColumnHead::new("end", "Result"),
        ];
        view! {
            <Table caption="People to invite" columns=columns>
                {each(rows)}
            </Table>
        }
    };
    let is_empty = memo(move || plan.addresses.with(Vec::is_empty));
    live(move || if is_empty.get() { nothing() } else { draw() })
}

fn cells(plan: Plan, address: Address) -> Vec<AnyView> {
    let key = address.key();
    let email = visible(&address.email);
    let may_choose = matches!(address.standing, Standing::New | Standing::Pending);
    let label = match address.standing {
        Standing::Pending => format!("Send {email} another invitation"),
        _ => email.clone(),
    };
    let first = if may_choose {
        let (shown, chosen) = (address.clone(), address.clone());
        view! {
            <Checkbox
                label=label
                checked=Signal::derive(move || plan.is_chosen(&shown))
                on_change=move |on: bool| plan.choose(&chosen, on)
            />
        }
    } else {
        el("span").text(email).into_any()
    };
    let name = address.name.as_deref().map(|name| el("span").class("muted").text(visible(name)).into_any());
    let first = el("div").class("stack-tight").child(first).maybe(name).into_any();
    let is_done = {
        let key = key.clone();
        move || plan.queue.is_done(&key)
    };
    let standing = {
        let address = address.clone();
        move || {
            let (text, tone) = words(&address.standing, plan.is_chosen(&address), is_done(), plan.is_sure.get());
            view! { <Status text=text tone=tone /> }
        }
    };
    vec![first, live(standing), views![plan.queue.end_view(key, "Sending", "Sent")]]
}

fn words(standing: &Standing, is_chosen: bool, is_done: bool, is_sure: bool) -> (String, Tone) {
    let (text, tone) = match (standing, is_chosen) {
        // It was pending no sooner than this page sent it.
        (Standing::Pending, _) if is_done => ("Invited", Tone::Success),
        (Standing::New, true) if !is_sure => ("May be a member already: gets an invitation", Tone::Warning),
        (Standing::New, true) => ("New: gets an invitation", Tone::Success),
        (Standing::New, false) => ("Left out", Tone::Neutral),
        (Standing::Pending, true) => ("Pending: replaced by a new invitation", Tone::Warning),
        (Standing::Pending, false) => ("Pending: invited before", Tone::Neutral),
        (Standing::Member, _) => ("Already a member", Tone::Neutral),
        (Standing::Duplicate, _) => ("Duplicate of an address above", Tone::Neutral),
        (Standing::Wrong(why), _) => return (why.clone(), Tone::Danger),
    };
    (text.to_owned(), tone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_new_who_may_be_a_member() {
        let said = |is_sure| words(&Standing::New, true, false, is_sure).0;
        assert_eq!(said(true), "New: gets an invitation");
        assert_eq!(said(false), "May be a member already: gets an invitation");
    }
}
