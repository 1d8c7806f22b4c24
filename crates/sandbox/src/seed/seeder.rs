//! Making things for a data set, with what most of them have in common filled in.

use std::sync::Arc;

use rusqlite::Connection;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::people::Person;
use crate::activities::{self, Activity, Plan, Type, escape};
use crate::clock::Moment;
use crate::git::{Heads, Recipe};
use crate::store::environment_data::{self, Data};
use crate::store::environments::{self, Environment};
use crate::store::organizations::{self, Organization};
use crate::store::projects::{self, Project};
use crate::store::repositories;

/// Fills a database.
pub struct Seeder<'a> {
    pub connection: &'a Connection,
    pub now: Moment,
}

/// Something that happened to an environment, or to the whole project.
pub struct Past<'a> {
    pub of: Type,
    pub by: Option<&'a Person>,
    /// After the person's name, or alone.
    pub text: String,
    pub environment: &'a str,
    /// Minutes before now.
    pub ago: i64,
    pub plan: Plan,
    pub payload: Map<String, Value>,
    pub cancelled: bool,
}

impl<'a> Seeder<'a> {
    pub fn new(connection: &'a Connection, now: Moment) -> Self {
        Self { connection, now }
    }

    pub fn days_ago(&self, days: i64) -> Moment {
        self.now.plus_seconds(days.saturating_mul(-86_400))
    }

    pub fn minutes_ago(&self, minutes: i64) -> Moment {
        self.now.plus_seconds(minutes.saturating_mul(-60))
    }

    /// The days from 1970 to a moment.
    pub fn days_since_1970(&self, at: Moment) -> i64 {
        at.micros().div_euclid(86_400_000_000)
    }

    /// Minutes from a moment, in seconds since 1970, to now.
    pub fn minutes_since(&self, at: i64) -> i64 {
        self.now.millis_since(Moment::from_unix_seconds(at)).div_euclid(60_000)
    }

    /// An organization, made some days ago.
    pub fn organization(
        &self,
        id: &str,
        name: &str,
        label: &str,
        owner: &Person,
        country: &str,
        days: i64,
    ) -> rusqlite::Result<()> {
        organizations::insert(
            self.connection,
            &Organization {
                id: id.to_owned(),
                owner_id: owner.id(),
                name: name.to_owned(),
                label: label.to_owned(),
                country: country.to_owned(),
                status: "active".to_owned(),
                capabilities: json!(["custom_domains", "source_operations", "teams"]),
                created_at: self.days_ago(days),
                updated_at: self.days_ago(days.div_euclid(3)),
                project_limit: 100,
            },
        )
    }

    pub fn member(&self, organization: &str, person: &Person, permissions: &[&str]) -> rusqlite::Result<()> {
        let permissions: Vec<String> = permissions.iter().map(|permission| (*permission).to_owned()).collect();
        organizations::insert_member(self.connection, organization, &person.id(), &permissions, self.days_ago(90))
    }

    /// A project, made some days ago.
    pub fn project(&self, new: &NewProject<'_>) -> rusqlite::Result<Project> {
        let project = Project {
            id: new.id.to_owned(),
            subscription_id: new.subscription,
            organization_id: new.organization.to_owned(),
            title: new.title.to_owned(),
            description: new.description.to_owned(),
            region: new.region.to_owned(),
            default_branch: "main".to_owned(),
            timezone: new.timezone.to_owned(),
            status: new.status.to_owned(),
            plan: new.plan.to_owned(),
            environment_limit: new.environments,
            storage: new.storage,
            user_licenses: 6,
            attributes: json!({}),
            created_at: self.days_ago(new.days),
            updated_at: self.days_ago(new.days.div_euclid(10)),
        };
        projects::insert(self.connection, &project)?;
        Ok(project)
    }

    /// The repository of a project, and where its branches will be.
    pub fn repository(&self, project: &Project, recipe: &Recipe) -> rusqlite::Result<Arc<Heads>> {
        repositories::insert(self.connection, &project.id, recipe, self.days_ago(12))?;
        recipe.heads().map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }

    /// An environment without code as most are, for the caller to change before it is kept.
    pub fn environment(&self, project: &Project, id: &str, name: &str, parent: Option<&str>) -> Environment {
        let kind = match (parent, name) {
            (None, _) => "production",
            (_, "staging") => "staging",
            _ => "development",
        };
        let key = format!("{}/{id}", project.id);
        Environment {
            project_id: project.id.clone(),
            id: id.to_owned(),
            name: name.to_owned(),
            machine_name: format!("{id}-{}", letters(&key, 7)),
            title: name.to_owned(),
            kind: kind.to_owned(),
            parent: parent.map(str::to_owned),
            status: "active".to_owned(),
            is_pr: false,
            // Until a domain is kept.
            has_domains: false,
            enable_smtp: parent.is_none(),
            restrict_robots: parent.is_some(),
            http_access: environments::open_access(),
            head_commit: None,
            commits_ahead: 0,
            commits_behind: 0,
            last_deployment_at: Some(self.minutes_ago(60 * 9)),
            last_deployment_successful: true,
            last_backup_at: None,
            attributes: json!({}),
            clone_parent_on_create: true,
            created_at: project.created_at,
            updated_at: self.minutes_ago(60 * 9),
            doing: None,
            busy: false,
        }
    }

    /// What the services of an environment hold, when it has any. The first is the database: of staging and production it is
    /// their own, of others what they took from their parent.
    pub fn data(&self, environment: &Environment, services: &[&str]) -> rusqlite::Result<()> {
        if !environment.takes_room() {
            return Ok(());
        }
        let project = &environment.project_id;
        for (number, service) in services.iter().enumerate() {
            let taken = (number == 0 && environment.kind == "development").then_some(environment.parent.as_deref());
            let own = environment_data::list(self.connection, project, taken.flatten().unwrap_or_default())?;
            let copy = own.into_iter().find(|data| data.service == *service);
            let key = format!("{project}/{}/{service}", environment.id);
            let revision = letters(&key, 13);
            let mib = revision.bytes().map(i64::from).fold(3, |mib, byte| (mib * 31 + byte) % 4_096);
            let made = Data { service: (*service).to_owned(), revision, size_bytes: mib.saturating_add(1) << 20 };
            environment_data::write(self.connection, project, &environment.id, &copy.unwrap_or(made))?;
        }
        Ok(())
    }

    /// A text as HTML in which environments are marked, as where activities are started.
    fn marked(&self, project: &Project, text: &str) -> rusqlite::Result<String> {
        let mut before = "";
        let word = |word| {
            // Nothing else is looked up: there are many texts.
            let is_named = matches!(std::mem::replace(&mut before, word), "environment" | "from" | "into");
            let found = if is_named { environments::get(self.connection, &project.id, word)? } else { None };
            Ok(found.map_or_else(
                || escape(word),
                |environment| {
                    let (id, title) = (escape(&environment.id), escape(&environment.title));
                    format!("<environment data-id=\"{id}\">{title}</environment>")
                },
            ))
        };
        let words: rusqlite::Result<Vec<String>> = text.split(' ').map(word).collect();
        Ok(words?.join(" "))
    }

    /// Something that is over.
    pub fn past(&self, project: &Project, number: u32, past: Past<'_>) -> rusqlite::Result<()> {
        // Microseconds by number: lists page by this time, so no two are alike.
        let created_at =
            self.minutes_ago(past.ago).plus_micros(i64::from(number).saturating_mul(1_009).saturating_add(407));
        let starts_at = created_at.plus_millis(1_200);
        let cancelled_at = past.cancelled.then(|| starts_at.plus_millis(past.plan.length.div_euclid(3)));
        let mut payload = past.payload;
        let mut text = past.text.clone();
        let mut description = self.marked(project, &past.text)?;
        payload.insert("project".to_owned(), json!({"id": project.id, "title": project.title}));
        payload.insert("environment".to_owned(), json!({"id": past.environment}));
        if let Some(person) = past.by {
            let name = person.name();
            payload.insert("user".to_owned(), json!({"id": person.id(), "display_name": name}));
            text = format!("{name} {text}");
            description = format!("<user data-id=\"{}\">{}</user> {description}", person.id(), escape(&name));
        }
        let project_wide = matches!(past.of, Type::ProjectVariable(_));
        activities::insert(
            self.connection,
            &Activity {
                id: letters(&format!("{}#{number}", project.id), 13),
                project_id: project.id.clone(),
                of: past.of,
                created_at,
                starts_at,
                ends_at: cancelled_at.unwrap_or_else(|| starts_at.plus_millis(past.plan.length)),
                cancelled_at,
                outcome: past.plan.outcome,
                project_wide,
                deploys: false,
                settled: true,
                text,
                description,
                payload: Value::Object(payload),
                parameters: json!({}),
                plan: past.plan,
                environments: vec![past.environment.to_owned()],
            },
        )
    }
}

/// A project in the making.
pub struct NewProject<'a> {
    pub id: &'a str,
    pub subscription: i64,
    pub organization: &'a str,
    pub title: &'a str,
    pub description: &'a str,
    pub region: &'a str,
    pub timezone: &'a str,
    pub status: &'a str,
    pub plan: &'a str,
    pub environments: i64,
    /// MiB.
    pub storage: i64,
    /// Days since it was made.
    pub days: i64,
}

/// So many characters of the alphabet of ids, the same for the same key.
pub fn letters(key: &str, count: usize) -> String {
    const ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyz234567";
    let hash = Sha256::digest(key.as_bytes());
    let letter = |byte: &u8| ALPHABET.get(usize::from(*byte) % ALPHABET.len()).copied().map(char::from);
    hash.iter().take(count).filter_map(letter).collect()
}

/// Forty hexadecimal digits, the same for the same key.
pub fn digest(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().take(20).map(|byte| format!("{byte:02x}")).collect()
}

/// A UUID, the same for the same key.
pub fn uuid(key: &str) -> String {
    let hash = digest(key);
    let part = |from: usize, to: usize| hash.get(from..to).unwrap_or_default().to_owned();
    format!("{}-{}-4{}-8{}-{}", part(0, 8), part(8, 12), part(12, 15), part(15, 18), part(18, 30))
}
