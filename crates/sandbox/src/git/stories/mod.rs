//! What the repositories of the data sets hold.

mod code;
mod data;
mod shop;
mod texts;
mod usual;

pub use shop::shop;
pub use usual::{first, plain, usual};

/// How a small application is built, routed and served: path, and what the file holds.
pub const CONFIGURATION: &[(&str, &str)] = &[
    (".platform.app.yaml", texts::APP_FIRST),
    (".platform/routes.yaml", texts::ROUTES_FIRST),
    (".platform/services.yaml", texts::SERVICES_FIRST),
];

/// A small application: path, and what the file holds.
pub fn application() -> Vec<(&'static str, String)> {
    vec![
        (".gitignore", texts::IGNORED.to_owned()),
        ("package.json", code::package("0.1.0")),
        ("src/server.ts", code::SERVER_FIRST.to_owned()),
    ]
}

/// Seconds since 1970 of a minute on a day of the stories, counted from Monday, 3 March 2025. Always the same: ids of
/// commits follow from it.
fn at(day: i64, hour: i64, minute: i64) -> i64 {
    const MONDAY: i64 = 1_740_960_000;
    MONDAY.saturating_add(day.saturating_mul(24).saturating_add(hour).saturating_mul(60).saturating_add(minute) * 60)
}
