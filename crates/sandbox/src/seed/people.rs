//! The people of every data set, and the regions.

use rusqlite::Connection;

use super::seeder::{Seeder, uuid};
use crate::clock::Moment;
use crate::git::Author;
use crate::setup::Tokens;
use crate::setup::random_token;
use crate::store::ssh_keys::{self, SshKey};
use crate::store::users::{self, User};
use crate::store::{offers, tokens};

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

/// The administrator of every data set.
pub const NIAMH: &Person = &person("Niamh", "Okonjo-Byrne", "Lakeside Media", "IE");
/// May look and change nothing.
pub const TEO: &Person = &person("Teo", "Lindqvist", "Lakeside Media", "SE");
pub const WIREMU: &Person = &person("Wiremu", "Tāmati", "Lakeside Media", "NZ");
pub const PRIYANKA: &Person = &person("Priyanka", "Venkataraghavan", "Lakeside Media", "IN");
pub const JO: &Person = &person("Jo", "Li", "Lakeside Media", "SG");
pub const SYBREN: &Person = &person("Sybren", "van der Hoeve", "Northwind Labs", "NL");
pub const XIMENA: &Person = &person("Ximena", "Quispe Ortuño", "Northwind Labs", "PE");
pub const MERCY: &Person = &person("Mercy", "Wanjala", "Harbor Festival", "KE");
pub const AOIFE: &Person = &person("Aoife", "Brennan", "Lakeside Media", "IE");
pub const KWAME: &Person = &person("Kwame", "Asante-Boateng", "Lakeside Media", "GH");
pub const NOOR: &Person = &person("Noor", "Haddad", "Lakeside Media", "JO");
pub const ILSE: &Person = &person("Ilse", "Vermeulen", "Lakeside Media", "BE");
pub const TOMASZ: &Person = &person("Tomasz", "Zieliński", "Lakeside Media", "PL");
/// Belongs to nothing any more.
pub const LUCIA: &Person = &person("Lucia", "Ferreira", "Lakeside Media", "PT");

const ALL: &[&Person] =
    &[NIAMH, TEO, WIREMU, PRIYANKA, JO, SYBREN, XIMENA, MERCY, AOIFE, KWAME, NOOR, ILSE, TOMASZ, LUCIA];

pub const IRELAND: &str = "eu-5.platform.sh";
pub const SWEDEN: &str = "eu-2.platform.sh";
pub const VIRGINIA: &str = "us-4.platform.sh";
pub const CANADA: &str = "ca-1.platform.sh";
pub const AUSTRALIA: &str = "au-2.platform.sh";

/// Where no new projects can be made.
const OREGON: &str = "us-3.platform.sh";

/// Host, label, zone, time zone, provider, data center, grams of CO2 for a kilowatt-hour.
type Region = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, i64);

const REGIONS: &[Region] = &[
    (IRELAND, "Ireland (eu-5)", "Europe", "Europe/Dublin", "AWS", "eu-west-1", 290),
    (SWEDEN, "Sweden (eu-2)", "Europe", "Europe/Stockholm", "AWS", "eu-north-1", 8),
    (VIRGINIA, "Virginia, United States (us-4)", "North America", "America/New_York", "Google", "us-east4", 308),
    (CANADA, "Montreal, Canada (ca-1)", "North America", "America/Toronto", "AWS", "ca-central-1", 20),
    (OREGON, "Oregon, United States (us-3)", "North America", "America/Los_Angeles", "Azure", "westus2", 79),
    (AUSTRALIA, "Sydney, Australia (au-2)", "Australia", "Australia/Sydney", "AWS", "ap-southeast-2", 510),
];

/// Grams of CO2 for a kilowatt-hour below which a region is called green.
const GREEN: i64 = 100;

impl Person {
    /// A UUID, always the same.
    pub fn id(&self) -> String {
        uuid(&self.name())
    }

    /// Whoever commits under this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|person| person.name() == name).copied()
    }

    pub fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }

    /// Where the company is found, with a name that nobody can register.
    fn domain(&self) -> String {
        format!("{}.example", self.company.to_lowercase().replace(' ', "-"))
    }

    pub fn country(&self) -> &'static str {
        self.country
    }

    pub fn email(&self) -> String {
        format!("{}@{}", self.first.to_lowercase(), self.domain())
    }

    /// As whom they commit.
    pub fn author(&self) -> Author {
        Author::new(&self.name(), &self.email())
    }
}

/// Who signs in with their own token in place of the administrator's or the viewer's, and what they are in `demo`.
const OTHERS: [(&Person, &str, &str); 3] = [
    (WIREMU, "Demo organization admin", "admin of the organization Lakeside Media"),
    (XIMENA, "Demo project admin", "admin of the project Telemetry Gateway"),
    (PRIYANKA, "Demo contributor", "contributor on staging of Lakeside Shop, admin on development"),
];

/// Everyone who can sign in: name, what they are in `demo`, and token.
pub fn who_signs_in(tokens: &Tokens) -> Vec<(String, &'static str, &str)> {
    let owner = (NIAMH.name(), "owner of the organization Lakeside Media", tokens.admin.as_str());
    let others =
        OTHERS.iter().zip(&tokens.others).map(|((person, _, what), token)| (person.name(), *what, token.as_str()));
    let viewer = (TEO.name(), "viewer of most projects", tokens.viewer.as_str());
    std::iter::once(owner).chain(others).chain([viewer]).collect()
}

/// Lets people sign in with these, and no longer with what they had before.
pub fn sign_in_with(connection: &Connection, tokens: &Tokens, now: Moment) -> rusqlite::Result<()> {
    let named = [(NIAMH, "Demo administrator", &tokens.admin), (TEO, "Demo viewer", &tokens.viewer)];
    let others = OTHERS.iter().zip(&tokens.others).map(|((person, name, _), token)| (*person, *name, token));
    for (person, name, token) in named.into_iter().chain(others) {
        // Who is signed in stays so when the server starts again.
        if tokens::find(connection, token)?.is_none_or(|known| known.user_id != person.id()) {
            tokens::delete_named(connection, &person.id(), name)?;
            tokens::insert(connection, token, &person.id(), name, now)?;
        }
    }
    Ok(())
}

pub fn fill(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    for (number, person) in (1_i64..).zip(ALL) {
        users::insert(
            seeder.connection,
            &User {
                id: person.id(),
                username: person.first.to_lowercase(),
                email: person.email(),
                first_name: person.first.to_owned(),
                last_name: person.last.to_owned(),
                company: person.company.to_owned(),
                website: format!("https://{}", person.domain()),
                country: person.country.to_owned(),
                created_at: seeder.days_ago(900_i64.saturating_sub(number.saturating_mul(70)).max(120)),
                updated_at: seeder.days_ago(number.saturating_mul(5)),
                display_name: String::new(),
                picture: String::new(),
                email_verified: true,
                verification: String::new(),
            },
        )?;
    }
    keys(seeder)?;
    for (id, label, zone, timezone, provider, datacenter, carbon_intensity) in REGIONS {
        let region = offers::Region {
            id: (*id).to_owned(),
            label: (*label).to_owned(),
            zone: (*zone).to_owned(),
            timezone: (*timezone).to_owned(),
            available: *id != OREGON,
            private: false,
            provider: (*provider).to_owned(),
            datacenter: (*datacenter).to_owned(),
            carbon_intensity: *carbon_intensity,
            green: *carbon_intensity < GREEN,
        };
        offers::insert_region(seeder.connection, &region)?;
    }
    Ok(())
}

/// What programs and machines of the administrator are known by. Nobody has the private halves.
fn keys(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    let owner = NIAMH.id();
    for (name, days, used) in
        [("Deploy pipeline", 214, Some(1)), ("Old laptop", 390, Some(161)), ("Status page", 35, None)]
    {
        let made = seeder.days_ago(days);
        let mut token = tokens::insert(seeder.connection, &random_token(), &owner, name, made)?;
        token.last_used_at = used.map(|days| seeder.days_ago(days));
        tokens::note_use(seeder.connection, &token)?;
    }
    for (id, title, days, fingerprint, value) in [
        (
            1,
            "Work laptop",
            402,
            "SHA256:VJ8uHXv/O1vfpfsDHj5uvYik0uTUeVZiqT2KQGbCbmM",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKSDs2P0rotEeF2RhbEoJy9ueRKwhm73hsf6o/zOH3QF",
        ),
        (
            2,
            "Build server",
            120,
            "SHA256:kXkoHzgwJFOLgOhZAw+JWYypeyQjs+qOA1vnR9rWjAk",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILBjuj6nkAJx7UL6wjHCKxOwmVpihbWzxo+78ePhN0yS",
        ),
    ] {
        let key = SshKey {
            id,
            user_id: owner.clone(),
            fingerprint: fingerprint.to_owned(),
            title: title.to_owned(),
            value: value.to_owned(),
            changed: seeder.days_ago(days),
        };
        ssh_keys::put(seeder.connection, &key)?;
    }
    Ok(())
}
