//! `demo`: a media house, a lab it works for, and a festival it is a guest at.

use super::people::{AUSTRALIA, CANADA, IRELAND, NIAMH, PRIYANKA, SWEDEN, TEO, VIRGINIA, XIMENA};
use super::seeder::{NewProject, Seeder};
use super::{backups, delivery, environments, history, membership, values};
use crate::store::organizations::set_project_limit;
use crate::store::projects::insert_member;

pub const LAKESIDE: &str = "01HV3K8Q2M5WXT9C7ZRB4NDPEA";
pub const NORTHWIND: &str = "01HX7T4N9Z1KQFM2C8VYW6SJRB";
pub const HARBOR: &str = "01J2B6W3RD8HXPK5T0MQN9YCVG";

/// The shop: most of what there is to see happens here.
pub const SHOP: &str = "shop4k2mq7xwa";

type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, i64, i64);

/// Id, organization, title, description, region, status, plan, environments, days.
const PROJECTS: &[Row] = &[
    (SHOP, LAKESIDE, "Lakeside Shop", "Storefront and checkout", IRELAND, "active", "large", 12, 640),
    (
        "magazine3tq5z",
        LAKESIDE,
        "Lakeside Magazine",
        "Articles, search and the newsroom",
        IRELAND,
        "active",
        "medium",
        6,
        590,
    ),
    ("newsletter7vb", LAKESIDE, "Newsletter API", "Subscriptions and sending", VIRGINIA, "active", "standard", 4, 410),
    (
        "designdocs2xk",
        LAKESIDE,
        "Design System Docs",
        "Components and guidelines",
        SWEDEN,
        "active",
        "development",
        3,
        220,
    ),
    (
        "campaign23old",
        LAKESIDE,
        "Summer Campaign 2023",
        "Kept for its archive",
        IRELAND,
        "suspended",
        "standard",
        3,
        800,
    ),
    ("podcastnew4mj", LAKESIDE, "Podcast Studio", "", SWEDEN, "provisioning", "development", 3, 0),
    (
        "telemetry6gwz",
        NORTHWIND,
        "Telemetry Gateway",
        "Takes in what the buoys measure",
        VIRGINIA,
        "active",
        "xlarge",
        6,
        330,
    ),
    ("portal5hq2ndc", NORTHWIND, "Customer Portal", "Accounts and invoices", CANADA, "active", "medium", 6, 300),
    ("tickets8fkw3p", HARBOR, "Festival Tickets", "Seats, tickets and gates", AUSTRALIA, "active", "large", 6, 150),
];

pub fn fill(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    membership::fill(seeder)?;
    // As many as it has: there can be no more.
    set_project_limit(seeder.connection, NORTHWIND, 2)?;

    for (subscription, row) in (41_207_i64..).step_by(13).zip(PROJECTS) {
        let (id, organization, title, description, region, status, plan, environments, days) = *row;
        let project = seeder.project(&NewProject {
            id,
            subscription,
            organization,
            title,
            description,
            region,
            timezone: if region == AUSTRALIA { "Australia/Sydney" } else { "Europe/London" },
            status,
            plan,
            environments,
            storage: if plan == "development" { 5_120 } else { 20_480 },
            days,
        })?;
        let heads = environments::fill(seeder, &project)?;
        values::fill(seeder, &project)?;
        delivery::fill(seeder, &project)?;
        backups::fill(seeder, &project)?;
        if let Some(heads) = heads {
            history::fill(seeder, &project, &heads)?;
        }
    }

    for project in [SHOP, "magazine3tq5z", "newsletter7vb", "campaign23old", "portal5hq2ndc"] {
        insert_member(seeder.connection, project, &TEO.id(), &["viewer"])?;
    }
    insert_member(seeder.connection, SHOP, &PRIYANKA.id(), &["viewer", "development:admin", "staging:contributor"])?;
    insert_member(seeder.connection, "telemetry6gwz", &XIMENA.id(), &["admin"])?;
    // A guest who may work on development environments and only look at the others.
    insert_member(seeder.connection, "tickets8fkw3p", &NIAMH.id(), &["viewer", "development:admin"])
}
