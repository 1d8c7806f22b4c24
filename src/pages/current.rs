//! The page that the address names.

use leptos::prelude::*;

use super::ahead::on_approach;
use super::*;
use crate::chunk::{Gate, Part, in_chunk};
use crate::components::fetch_engine;
use crate::layouts::Place;
use crate::routes::{Area, Route, page};
use crate::ui::live;

/// Draws the page of the address, again whenever the address names another.
#[component]
pub fn Current() -> impl IntoView {
    let place = Place::expect();
    provide_context(Gate(place.opening()));
    on_approach(fetch);
    live(move || page(place.route.get()))
}

/// Fetches what draws a page, without drawing it.
fn fetch(route: Route) {
    let has_form = route.has_form();
    if let Some(part) = route.section().and_then(|section| part(section.area, route)) {
        part.fetch();
        if has_form {
            fetch_engine();
        }
    }
}

/// Declares what draws the pages of each area, and the chunk that it lies in.
macro_rules! areas {
    ($( $area:ident: $chunk:ident = $draw:path; )*) => {
        fn page(route: Route) -> AnyView {
            match route.section().map(|section| section.area) {
                None => not_found::page(),
                // Signing in has no frame.
                Some(Area::Entrance) => ().into_any(),
                Some(area) => {
                    if route.has_form() {
                        fetch_engine();
                    }
                    part(area, route).map(Part::view).into_any()
                }
            }
        }

        /// What draws the pages of an area out of a chunk.
        fn part(area: Area, route: Route) -> Option<Part> {
            match area {
                Area::Entrance => None,
                $( Area::$area => Some($chunk(route)), )*
            }
        }

        $(
            in_chunk! {
                $chunk: fn $chunk(route: Route) {
                    page::$area::of(route).map($draw).into_any()
                }
            }
        )*
    };
}

drawn_by!(areas);
