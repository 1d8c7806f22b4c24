//! What the many members of an organization have in its projects.

use rusqlite::params;

use super::people::{NIAMH, TEO};
use super::seeder::Seeder;

/// One in so many projects is each member's.
const SHARE: i64 = 8;

/// Gives each member of an organization something in some of its projects, different things in different ones; but not those
/// who sign in to look at it. One statement does it: there may be many thousands of grants.
pub fn fill(seeder: &Seeder<'_>, organization: &str) -> rusqlite::Result<()> {
    seeder.connection.execute(
        "INSERT INTO project_members (project_id, user_id, permissions_json, granted_at, updated_at)
         SELECT p.id, m.user_id,
             CASE (m.number / ?2 + p.subscription_id) % 6
                 WHEN 0 THEN '[\"admin\"]'
                 WHEN 1 THEN '[\"viewer\"]'
                 WHEN 2 THEN '[\"development:contributor\"]'
                 WHEN 3 THEN '[\"viewer\",\"staging:contributor\"]'
                 WHEN 4 THEN '[\"development:admin\",\"staging:admin\",\"production:viewer\"]'
                 ELSE '[\"viewer\",\"development:admin\"]'
             END,
             ?3 + m.number, ?3 + m.number
         FROM (SELECT user_id, row_number() OVER (ORDER BY user_id) AS number FROM organization_members
             WHERE organization_id = ?1 AND user_id NOT IN (?4, ?5)) m
         JOIN projects p ON p.organization_id = ?1
         WHERE (m.number * 5 + p.subscription_id * 3) % ?2 = 0",
        params![organization, SHARE, seeder.days_ago(40), NIAMH.id(), TEO.id()],
    )?;
    // With room for a few more.
    seeder.connection.execute(
        "UPDATE projects SET user_licenses = 10 + (SELECT count(*) FROM project_members WHERE project_id = id)
         WHERE organization_id = ?",
        [organization],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::{Duration, Instant};

    use super::*;
    use crate::clock::Moment;
    use crate::seed::people;
    use crate::seed::seeder::NewProject;
    use crate::setup::Storage;
    use crate::store::users::{self, User};
    use crate::store::{Store, organizations};

    const PROJECTS: i64 = 200;
    const MEMBERS: i64 = 1_000;

    #[test]
    fn a_thousand_people_have_something_in_two_hundred_projects_and_quickly() {
        let store = Store::open(&Storage::Memory).unwrap();
        let mut connection = store.writer();
        let transaction = connection.transaction().unwrap();
        let seeder = Seeder::new(&transaction, Moment::from_unix_seconds(1_700_000_000));
        people::fill(&seeder).unwrap();
        let organization = "01H00000000000000000000000";
        seeder.organization(organization, "crowd", "Crowd", NIAMH, "IE", 100).unwrap();
        let someone = users::get(&transaction, &NIAMH.id()).unwrap().unwrap();
        for number in 0..MEMBERS {
            let (id, name) = (format!("{number:08}-0000-4000-8000-000000000000"), format!("user{number}"));
            let email = format!("{name}@crowd.example");
            users::insert(&transaction, &User { id: id.clone(), username: name, email, ..someone.clone() }).unwrap();
            organizations::insert_member(&transaction, organization, &id, &[], seeder.now).unwrap();
        }
        for number in 0..PROJECTS {
            let new = NewProject {
                id: &format!("project{number}"),
                subscription: number,
                organization,
                title: "",
                description: "",
                region: people::IRELAND,
                timezone: "UTC",
                status: "active",
                plan: "large",
                environments: 3,
                storage: 5_120,
                days: 90,
            };
            seeder.project(&new).unwrap();
        }
        let since = Instant::now();
        fill(&seeder, organization).unwrap();
        assert!(since.elapsed() < Duration::from_secs(10), "{:?}", since.elapsed());
        let count = |sql: &str| -> i64 { transaction.query_row(sql, [], |row| row.get(0)).unwrap() };
        assert_eq!(count("SELECT count(*) FROM project_members"), MEMBERS * PROJECTS / SHARE);
        assert_eq!(count("SELECT count(DISTINCT user_id) FROM project_members"), MEMBERS);
        assert_eq!(count("SELECT count(DISTINCT permissions_json) FROM project_members"), 6);
        assert_eq!(count("SELECT count(*) FROM projects WHERE user_licenses < 60"), 0);
    }
}
