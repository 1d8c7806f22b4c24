//! The people of every data set, and the regions.

use super::seeder::{Seeder, commit};
use super::{ADMIN_TOKEN, VIEWER_TOKEN};
use crate::store::projects;
use crate::store::users::{self, User};

/// Someone with an account.
#[derive(Debug)]
pub struct Person {
    first: &'static str,
    last: &'static str,
    company: &'static str,
    country: &'static str,
}

const fn person(first: &'static str, last: &'static str, company: &'static str, country: &'static str) -> Person {
    Person { first, last, company, country }
}

/// Signs in with [`ADMIN_TOKEN`].
pub const ADA: &Person = &person("Ada", "Lovelace", "Lakeside Media", "GB");
/// Signs in with [`VIEWER_TOKEN`].
pub const GRACE: &Person = &person("Grace", "Hopper", "Lakeside Media", "US");
pub const ALAN: &Person = &person("Alan", "Turing", "Lakeside Media", "GB");
pub const KATHERINE: &Person = &person("Katherine", "Johnson", "Lakeside Media", "US");
pub const HEDY: &Person = &person("Hedy", "Lamarr", "Lakeside Media", "AT");
pub const EDSGER: &Person = &person("Edsger", "Dijkstra", "Northwind Labs", "NL");
pub const DENNIS: &Person = &person("Dennis", "Ritchie", "Northwind Labs", "US");
pub const ANNIE: &Person = &person("Annie", "Easley", "Harbor Festival", "US");

const ALL: &[&Person] = &[ADA, GRACE, ALAN, KATHERINE, HEDY, EDSGER, DENNIS, ANNIE];

pub const IRELAND: &str = "eu-5.platform.sh";
pub const SWEDEN: &str = "eu-2.platform.sh";
pub const VIRGINIA: &str = "us-4.platform.sh";
pub const CANADA: &str = "ca-1.platform.sh";
pub const AUSTRALIA: &str = "au-2.platform.sh";

/// Host, label, and whether it runs on little carbon.
const REGIONS: &[(&str, &str, bool)] = &[
    (IRELAND, "Ireland (eu-5)", false),
    (SWEDEN, "Sweden (eu-2)", true),
    (VIRGINIA, "Virginia, United States (us-4)", false),
    (CANADA, "Montreal, Canada (ca-1)", true),
    (AUSTRALIA, "Sydney, Australia (au-2)", false),
];

impl Person {
    /// A UUID, always the same.
    pub fn id(&self) -> String {
        let hash = commit(&self.name());
        let part = |from: usize, to: usize| hash.get(from..to).unwrap_or_default().to_owned();
        format!("{}-{}-4{}-8{}-{}", part(0, 8), part(8, 12), part(12, 15), part(15, 18), part(18, 30))
    }

    pub fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }
}

pub fn fill(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    for (number, person) in (1_i64..).zip(ALL) {
        let domain = person.company.to_lowercase().replace(' ', "-");
        users::insert(
            seeder.connection,
            &User {
                id: person.id(),
                username: person.first.to_lowercase(),
                email: format!("{}@{domain}.example", person.first.to_lowercase()),
                first_name: person.first.to_owned(),
                last_name: person.last.to_owned(),
                company: person.company.to_owned(),
                website: format!("https://{domain}.example"),
                country: person.country.to_owned(),
                created_at: seeder.days_ago(900_i64.saturating_sub(number.saturating_mul(70))),
                updated_at: seeder.days_ago(number.saturating_mul(5)),
            },
        )?;
    }
    users::insert_api_token(seeder.connection, ADMIN_TOKEN, &ADA.id(), "Demo administrator", seeder.now)?;
    users::insert_api_token(seeder.connection, VIEWER_TOKEN, &GRACE.id(), "Demo viewer", seeder.now)?;
    for (host, label, green) in REGIONS {
        projects::insert_region(seeder.connection, host, label, *green)?;
    }
    Ok(())
}
