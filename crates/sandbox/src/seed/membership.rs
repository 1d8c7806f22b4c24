//! Who belongs to the demo's organizations, who is asked to, and their teams.

use super::demo::{HARBOR, LAKESIDE, NORTHWIND};
use super::people::{
    AOIFE, ILSE, JO, KWAME, MERCY, NIAMH, NOOR, PRIYANKA, Person, SYBREN, TEO, TOMASZ, WIREMU, XIMENA,
};
use super::seeder::{Seeder, uuid};
use crate::store::organization_invitations::{ACCEPTED, CANCELLED, Invitation, LIFETIME, PENDING};
use crate::store::rows;
use crate::store::teams::{self, Team};

pub fn fill(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    seeder.organization(LAKESIDE, "lakeside-media", "Lakeside Media", NIAMH, "GB", 650)?;
    seeder.member(LAKESIDE, WIREMU, &["admin"])?;
    seeder.member(LAKESIDE, PRIYANKA, &["projects:create", "projects:list"])?;
    seeder.member(LAKESIDE, JO, &["billing", "plans"])?;
    seeder.member(LAKESIDE, TEO, &["projects:list"])?;
    // Each with one permission, and one with none.
    seeder.member(LAKESIDE, AOIFE, &["members"])?;
    seeder.member(LAKESIDE, KWAME, &["plans"])?;
    seeder.member(LAKESIDE, NOOR, &["billing"])?;
    seeder.member(LAKESIDE, ILSE, &["projects:create"])?;
    seeder.member(LAKESIDE, TOMASZ, &[])?;
    seeder.organization(NORTHWIND, "northwind-labs", "Northwind Labs", SYBREN, "NL", 340)?;
    seeder.member(NORTHWIND, NIAMH, &["admin"])?;
    seeder.member(NORTHWIND, XIMENA, &["projects:create", "projects:list"])?;
    seeder.member(NORTHWIND, TEO, &[])?;
    // Here the administrator of the others is a guest, and sees what it is to be one.
    seeder.organization(HARBOR, "harbor-festival", "Harbor Festival", MERCY, "AU", 160)?;
    seeder.member(HARBOR, NIAMH, &["projects:list"])?;

    let newsroom = ["viewer", "development:contributor"];
    team(seeder, "01HZC2D7M4VQ8XKE5W3R9TBN6F", "Newsroom", &newsroom, &[TOMASZ, AOIFE])?;
    team(seeder, "01J0Q5F8T2WNYB7C4K6VXM3RDH", "Platform", &["admin"], &[WIREMU, KWAME])?;

    for (email, permissions, by, days, state) in [
        ("rosa.duarte@freelance.example", &["projects:list"][..], AOIFE, 2, PENDING),
        ("theo.marchetti@agency.example", &["billing", "plans"], NIAMH, 6, PENDING),
        ("hanne.bakke@studio.example", &["projects:create"], NIAMH, 40, PENDING),
        ("old.address@lakeside-media.example", &[], WIREMU, 92, CANCELLED),
        ("tomasz@lakeside-media.example", &[], WIREMU, 91, ACCEPTED),
    ] {
        invite(seeder, email, permissions, by, days, state)?;
    }
    Ok(())
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

/// A team of the media house.
fn team(seeder: &Seeder<'_>, id: &str, label: &str, permissions: &[&str], people: &[&Person]) -> rusqlite::Result<()> {
    let team = Team {
        id: id.to_owned(),
        organization_id: LAKESIDE.to_owned(),
        label: label.to_owned(),
        project_permissions: texts(permissions),
        created_at: seeder.days_ago(80),
        updated_at: seeder.days_ago(30),
        member_count: 0,
        project_count: 0,
    };
    teams::insert(seeder.connection, &team)?;
    for person in people {
        teams::insert_member(seeder.connection, id, &person.id(), seeder.days_ago(80))?;
    }
    Ok(())
}

/// An invitation to the media house, some days ago. Those that are still pending after their time are in error.
fn invite(
    seeder: &Seeder<'_>,
    email: &str,
    permissions: &[&str],
    by: &Person,
    days: i64,
    state: &str,
) -> rusqlite::Result<()> {
    let created_at = seeder.days_ago(days);
    let finished_at = (state != PENDING).then(|| created_at.plus_seconds(86_400));
    let invitation = Invitation {
        id: uuid(email),
        organization_id: LAKESIDE.to_owned(),
        email: email.to_owned(),
        permissions: texts(permissions),
        state: state.to_owned(),
        inviter_id: by.id(),
        created_at,
        updated_at: finished_at.unwrap_or(created_at),
        expires_at: created_at.plus_seconds(LIFETIME),
        finished_at,
    };
    rows::insert(seeder.connection, &invitation)
}
