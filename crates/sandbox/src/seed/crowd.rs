//! `crowd`: an organization of very many people and projects.

use super::large;
use super::people::{NIAMH, TEO};
use super::seeder::{Seeder, uuid};
use crate::store::organizations::insert_member;
use crate::store::teams::{self, Team};
use crate::store::users::{self, User};

const ID: &str = "01HCR0WD000000000000000000";

/// With the owner and the viewer.
const MEMBERS: u32 = 1_000;
const PROJECTS: u32 = 200;
const TEAMS: u32 = 20;
/// Members of each team.
const TEAM: u32 = 40;

const FIRST: &[&str] = &["Ada", "Bilal", "Chidi", "Dilnoza", "Esra", "Freya", "Goran", "Hana", "Iker", "Jada", "Kofi"];
const LAST: &[&str] = &["Abara", "Bakker", "Castillo", "Dvořák", "Eriksen", "Fofana", "Gupta"];

/// What members may do in the organization, in turn.
const PERMISSIONS: &[&[&str]] = &[
    &[],
    &["projects:list"],
    &[],
    &["projects:create", "projects:list"],
    &[],
    &["billing"],
    &[],
    &["plans"],
    &[],
    &["members"],
];

/// What teams may do in its projects, in turn.
const OPENED: &[&[&str]] = &[
    &["viewer"],
    &["development:contributor"],
    &[],
    &["viewer", "staging:admin", "development:admin"],
    &["production:viewer", "staging:contributor"],
];

pub fn fill(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    seeder.organization(ID, "crowd", "Crowd", NIAMH, "GB", 700)?;
    seeder.member(ID, TEO, &["projects:list"])?;
    for number in 0..PROJECTS {
        // Those before are of special kinds.
        large::project(seeder, ID, number.saturating_add(2))?;
    }
    let people: Vec<String> = (2..MEMBERS).map(|number| member(seeder, number)).collect::<Result<_, _>>()?;
    for number in 0..TEAMS {
        team(seeder, number, &people)?;
    }
    Ok(())
}

fn turn<T: Copy + Default>(list: &[T], number: u32) -> T {
    usize::try_from(number)
        .ok()
        .and_then(|number| list.get(number.checked_rem(list.len())?))
        .copied()
        .unwrap_or_default()
}

/// Someone with an account, in the organization.
fn member(seeder: &Seeder<'_>, number: u32) -> rusqlite::Result<String> {
    let (first, last) = (turn(FIRST, number), turn(LAST, number));
    let username = format!("{}{number:04}", first.to_lowercase());
    let user = User {
        id: uuid(&username),
        email: format!("{username}@crowd.example"),
        username,
        first_name: first.to_owned(),
        last_name: format!("{last} {number:04}"),
        company: "Crowd".to_owned(),
        website: String::new(),
        country: "GB".to_owned(),
        created_at: seeder.days_ago(500),
        updated_at: seeder.days_ago(50),
        display_name: String::new(),
        picture: String::new(),
        email_verified: true,
        verification: String::new(),
    };
    users::insert(seeder.connection, &user)?;
    let permissions: &[&str] = if number.is_multiple_of(250) { &["admin"] } else { turn(PERMISSIONS, number) };
    let permissions: Vec<String> = permissions.iter().map(|permission| (*permission).to_owned()).collect();
    insert_member(seeder.connection, ID, &user.id, &permissions, seeder.days_ago(400).plus_seconds(i64::from(number)))?;
    Ok(user.id)
}

/// A team of people who come one after another; the next team shares some with it.
fn team(seeder: &Seeder<'_>, number: u32, people: &[String]) -> rusqlite::Result<()> {
    let id = format!("01HCR0WDTEAM{number:014}");
    let team = Team {
        id: id.clone(),
        organization_id: ID.to_owned(),
        label: format!("Team {number:02}"),
        project_permissions: turn(OPENED, number).iter().map(|permission| (*permission).to_owned()).collect(),
        created_at: seeder.days_ago(300),
        updated_at: seeder.days_ago(30),
        member_count: 0,
        project_count: 0,
    };
    teams::insert(seeder.connection, &team)?;
    let first = number.saturating_mul(TEAM).saturating_sub(number) as usize;
    for user in people.iter().skip(first).take(TEAM as usize) {
        teams::insert_member(seeder.connection, &id, user, seeder.days_ago(300))?;
    }
    Ok(())
}
