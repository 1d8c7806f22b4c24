//! The page that the address names.

use leptos::prelude::*;

use super::*;
use crate::chunk::{Gate, gated, in_chunk};
use crate::layouts::Place;
use crate::routes::{Area, Route, page};
use crate::ui::live;

/// Draws the page of the address, again whenever the address names another.
#[component]
pub fn Current() -> impl IntoView {
    let place = Place::expect();
    provide_context(Gate(place.opening()));
    live(move || page(place.route.get()))
}

/// Declares what draws the pages of each area, and the chunk that it lies in.
macro_rules! areas {
    ($( $area:ident: $chunk:ident = $draw:path; )*) => {
        fn page(route: Route) -> AnyView {
            match route.section().map(|section| section.area) {
                None => not_found::page(),
                // Signing in has no frame, and the first address leads on at once.
                Some(Area::Entrance) => ().into_any(),
                // Where one begins is in the first part.
                Some(Area::Organizations) => {
                    gated(move || page::Organizations::of(route.clone()).map(organizations::page).into_any())
                }
                $( Some(Area::$area) => $chunk(route), )*
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
