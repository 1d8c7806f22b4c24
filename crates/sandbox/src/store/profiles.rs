//! What people say of themselves: profiles, addresses and pictures.

use rusqlite::{Connection, OptionalExtension};

use super::rows::{self, row};

row! {
    /// What a person says of themselves, beside what the user has.
    #[derive(Clone, Debug)]
    pub struct Profile in "profiles" by [user_id] {
        pub user_id: String,
        pub company_type: String,
        pub company_role: String,
        pub vat_number: String,
        pub marketing: bool,
        /// `light`, `dark`, or empty.
        pub ui_colorscheme: String,
        pub default_catalog: String,
        pub project_options_url: String,
    }
}

row! {
    /// Where a person can be reached by post.
    #[derive(Clone, Debug)]
    pub struct Address in "addresses" by [user_id] {
        pub user_id: String,
        pub country: String,
        pub name_line: String,
        pub premise: String,
        pub sub_premise: String,
        pub thoroughfare: String,
        pub administrative_area: String,
        pub sub_administrative_area: String,
        pub locality: String,
        pub dependent_locality: String,
        pub postal_code: String,
    }
}

row! {
    /// An image of a person.
    pub struct Picture in "pictures" by [name] {
        pub name: String,
        pub user_id: String,
        pub png: Vec<u8>,
    }
}

impl Profile {
    /// Of someone who has said nothing yet.
    pub fn empty(user: &str) -> Self {
        Self {
            user_id: user.to_owned(),
            company_type: String::new(),
            company_role: String::new(),
            vat_number: String::new(),
            marketing: false,
            ui_colorscheme: String::new(),
            default_catalog: String::new(),
            project_options_url: String::new(),
        }
    }
}

impl Address {
    /// Of someone of whom nothing but the country is known.
    pub fn empty(user: &str, country: &str) -> Self {
        Self {
            user_id: user.to_owned(),
            country: country.to_owned(),
            name_line: String::new(),
            premise: String::new(),
            sub_premise: String::new(),
            thoroughfare: String::new(),
            administrative_area: String::new(),
            sub_administrative_area: String::new(),
            locality: String::new(),
            dependent_locality: String::new(),
            postal_code: String::new(),
        }
    }
}

/// A person's profile; an empty one when nothing was said yet.
pub fn get(connection: &Connection, user: &str) -> rusqlite::Result<Profile> {
    Ok(rows::get(connection, [user])?.unwrap_or_else(|| Profile::empty(user)))
}

pub fn keep(connection: &Connection, profile: &Profile) -> rusqlite::Result<()> {
    rows::replace(connection, profile)
}

/// A person's address, if there is one.
pub fn address(connection: &Connection, user: &str) -> rusqlite::Result<Option<Address>> {
    rows::get(connection, [user])
}

pub fn keep_address(connection: &Connection, address: &Address) -> rusqlite::Result<()> {
    rows::replace(connection, address)
}

/// The image of this name, as PNG.
pub fn picture(connection: &Connection, name: &str) -> rusqlite::Result<Option<Vec<u8>>> {
    let picture: Option<Picture> = rows::get(connection, [name])?;
    Ok(picture.map(|picture| picture.png))
}

/// Keeps a picture in place of the one that the person had.
pub fn keep_picture(connection: &Connection, picture: &Picture) -> rusqlite::Result<()> {
    delete_picture(connection, &picture.user_id)?;
    rows::insert(connection, picture)
}

/// Deletes the picture of a person, and says whether there was one.
pub fn delete_picture(connection: &Connection, user: &str) -> rusqlite::Result<bool> {
    Ok(connection.prepare_cached("DELETE FROM pictures WHERE user_id = ?")?.execute([user])? > 0)
}

/// The name of a person's picture, if they have sent one.
pub fn picture_of(connection: &Connection, user: &str) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT name FROM pictures WHERE user_id = ?";
    connection.prepare_cached(sql)?.query_row([user], |row| row.get(0)).optional()
}
