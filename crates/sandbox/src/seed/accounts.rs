//! What the people of every data set say of themselves, and how else than by a token they sign in.

use super::people::{JO, MERCY, NIAMH, PRIYANKA, Person, SYBREN, TEO, WIREMU, XIMENA};
use super::seeder::{Seeder, digest};
use crate::store::connections::{self, Connection};
use crate::store::profiles::{self, Address, Profile};
use crate::store::users::{self, User};

/// Of a person: company type, role, VAT number, whether marketing may be sent.
type Work = (&'static str, &'static str, &'static str, bool);

/// Of a person: street, dependent locality, locality, administrative area, postal code.
type Home = [&'static str; 5];

const ALL: &[(&Person, Work, Home)] = &[
    (
        NIAMH,
        ("Media", "Head of engineering", "IE6388047V", true),
        ["12 Harcourt Terrace", "", "Dublin", "Dublin", "D02 F206"],
    ),
    (TEO, ("Media", "Editor", "", false), ["Bondegatan 21", "Södermalm", "Stockholm", "", "116 33"]),
    (WIREMU, ("Media", "Platform engineer", "", true), ["48 Cuba Street", "Te Aro", "Wellington", "", "6011"]),
    (
        PRIYANKA,
        ("Media", "Developer", "", false),
        ["7 Cathedral Road", "Gopalapuram", "Chennai", "Tamil Nadu", "600086"],
    ),
    (JO, ("Media", "Finance manager", "", false), ["9 Tanjong Pagar Road", "", "Singapore", "", "088443"]),
    (SYBREN, ("Research", "Founder", "NL004495445B01", false), ["Oosterkade 30", "", "Groningen", "", "9711 RS"]),
    (XIMENA, ("Research", "Developer", "", true), ["Calle Berlín 375", "Miraflores", "Lima", "Lima", "15074"]),
    (MERCY, ("Events", "Director", "", true), ["Ngong Lane 4", "Kilimani", "Nairobi", "", "00100"]),
];

/// Who is not verified yet: what has to be before they can create projects, and whether their e-mail address is.
const UNVERIFIED: &[(&Person, &str, bool)] = &[(TEO, "phone", true), (XIMENA, "staff", true), (MERCY, "", false)];

pub fn fill(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    for (person, (company_type, company_role, vat_number, marketing), home) in ALL {
        let id = person.id();
        let profile = Profile {
            company_type: (*company_type).to_owned(),
            company_role: (*company_role).to_owned(),
            vat_number: (*vat_number).to_owned(),
            marketing: *marketing,
            ..Profile::empty(&id)
        };
        profiles::keep(seeder.connection, &profile)?;
        let [thoroughfare, dependent_locality, locality, administrative_area, postal_code] = home.map(str::to_owned);
        let address = Address {
            name_line: person.name(),
            thoroughfare,
            dependent_locality,
            locality,
            administrative_area,
            postal_code,
            ..Address::empty(&id, person.country())
        };
        profiles::keep_address(seeder.connection, &address)?;
    }
    for (person, verification, email_verified) in UNVERIFIED {
        if let Some(user) = users::get(seeder.connection, &person.id())? {
            let user = User { verification: (*verification).to_owned(), email_verified: *email_verified, ..user };
            users::update(seeder.connection, &user)?;
        }
    }
    // Lakeside's people sign in where Lakeside says.
    for person in [NIAMH, WIREMU] {
        connect(seeder, person, ("lakeside-sso", "saml"), &person.email(), true)?;
    }
    for person in [NIAMH, SYBREN] {
        let number: String = digest(&person.email()).chars().filter(char::is_ascii_digit).take(21).collect();
        connect(seeder, person, ("google", "google"), &number, false)?;
    }
    Ok(())
}

fn connect(
    seeder: &Seeder<'_>,
    person: &Person,
    (provider, kind): (&str, &str),
    subject: &str,
    is_mandatory: bool,
) -> rusqlite::Result<()> {
    let days = if is_mandatory { 240 } else { 410 };
    connections::insert(
        seeder.connection,
        &Connection {
            user_id: person.id(),
            provider: provider.to_owned(),
            provider_type: kind.to_owned(),
            subject: subject.to_owned(),
            email_address: person.email(),
            is_mandatory,
            created_at: seeder.days_ago(days),
            updated_at: seeder.days_ago(days),
        },
    )
}
