//! The split of visitors as a bar.

use leptos::prelude::*;

use super::shares::{Move, Share, after, percent, shares_words, total};
use crate::reactive::Memo;
use crate::ui::{Notice, NoticeTone, Section, el, live, view, views};

stylance::import_style!(style, "split.module.css");

/// A bar with a part for each version, and beside it what each has.
pub fn split_bar(shares: &[Share]) -> AnyView {
    let part = |(at, share): (usize, &Share)| {
        let width = share.percentage.unwrap_or(0).clamp(0, 100);
        let width = move || width.to_string();
        el("span").class(style::part).attr("data-at", (at % 4).to_string()).style("flex-grow", width).into_any()
    };
    let bar = el("div")
        .class(style::bar)
        .attr("role", "img")
        .attr("aria-label", format!("Traffic split: {}", shares_words(shares)))
        .children(shares.iter().enumerate().map(part));
    let entry = |(at, share): (usize, &Share)| {
        el("li")
            .class(style::entry)
            .child(el("span").class(style::mark).attr("data-at", (at % 4).to_string()))
            .child(el("span").class("mono").text(share.name.clone()))
            .child(el("span").class("muted").text(percent(share.percentage)))
            .into_any()
    };
    let legend = el("ul")
        .class(style::legend)
        .attr("aria-label", "Traffic split")
        .children(shares.iter().enumerate().map(entry));
    let total = total(shares);
    let odd = (total != 100 && !shares.is_empty()).then(|| {
        let text = format!("The versions add up to {total}%, not 100%.");
        view! { <Notice tone=NoticeTone::Warning>{text}</Notice> }
    });
    el("div").class("stack-tight").child(bar).child(legend).maybe(odd).into_any()
}

/// The split as it is, and as it will be.
pub fn before_and_after(shares: Memo<Vec<Share>>, change: Memo<Option<Move>>) -> AnyView {
    let now = live(move || split_bar(&shares.get()));
    let then = live(move || match change.get().map(|change| after(shares.get(), &change)) {
        Some(Ok(shares)) => split_bar(&shares),
        Some(Err(why)) => view! { <Notice tone=NoticeTone::Warning>{why}</Notice> },
        None => el("p").class("muted").text("Enter a share to preview the split.").into_any(),
    });
    views![view! { <Section title="Now">{now}</Section> }, view! { <Section title="After">{then}</Section> }]
}
