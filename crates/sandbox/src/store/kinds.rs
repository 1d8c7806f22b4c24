//! What activities are: each type that there is, with the parameters that were asked for.

use rusqlite::types::{ToSql, ToSqlOutput};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::columns::{self, Column};

/// What was done with something that can be made, changed and deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Create,
    Update,
    Delete,
}

impl Verb {
    /// As sentences have it: `created`.
    pub fn done(self) -> &'static str {
        match self {
            Verb::Create => "created",
            Verb::Update => "updated",
            Verb::Delete => "deleted",
        }
    }
}

/// Declares the types by their names in the API, with the parameters of each: first those of one name, then those that end
/// in what was done.
macro_rules! kinds {
    (
        $($(#[$about:meta])* $name:literal => $kind:ident $({
            $($parameter:ident: $of:ty $(as $called:literal)?),+ $(,)?
        })?,)+
        each verb:
        $($(#[$made_about:meta])* $made_name:literal => $made:ident $({
            $($made_parameter:ident: $made_of:ty),+ $(,)?
        })?,)+
    ) => {
        /// The type of an activity.
        #[allow(clippy::enum_variant_names, reason = "named as in the API")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Type {
            $($(#[$about])* $kind,)+
            $($(#[$made_about])* $made(Verb),)+
        }

        /// What an activity is, with what was asked for. What it touches and what it changes are read from this.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Kind {
            $($(#[$about])* $kind $({ $($parameter: $of),+ })?,)+
            $($(#[$made_about])* $made { verb: Verb $($(, $made_parameter: $made_of)+)? },)+
        }

        impl Type {
            const ALL: &[Type] = &[
                $(Type::$kind,)+
                $(Type::$made(Verb::Create), Type::$made(Verb::Update), Type::$made(Verb::Delete),)+
            ];

            /// As the API names it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Type::$kind => $name,)+
                    $(
                        Type::$made(Verb::Create) => concat!($made_name, ".create"),
                        Type::$made(Verb::Update) => concat!($made_name, ".update"),
                        Type::$made(Verb::Delete) => concat!($made_name, ".delete"),
                    )+
                }
            }

            /// An activity of this type, by its parameters as the API answers them.
            pub fn with(self, parameters: &Value) -> Kind {
                match self {
                    $(Type::$kind => Kind::$kind $({
                        $($parameter: read(parameters, called!($parameter $($called)?)),)+
                    })?,)+
                    $(Type::$made(verb) => Kind::$made { verb $($(, $made_parameter: read(parameters, stringify!($made_parameter)))+)? },)+
                }
            }
        }

        impl Kind {
            pub fn of(&self) -> Type {
                match self {
                    $(Kind::$kind { .. } => Type::$kind,)+
                    $(Kind::$made { verb, .. } => Type::$made(*verb),)+
                }
            }

            /// What was asked for, as the API answers it.
            pub fn parameters(&self) -> Value {
                match self {
                    $(Kind::$kind $({ $($parameter),+ })? => named([
                        $($((called!($parameter $($called)?), json!($parameter)),)+)?
                    ]),)+
                    $(Kind::$made { verb: _ $($(, $made_parameter)+)? } => named([
                        $($((stringify!($made_parameter), json!($made_parameter)),)+)?
                    ]),)+
                }
            }
        }
    };
}

/// What a parameter is called in the API.
macro_rules! called {
    ($parameter:ident) => {
        stringify!($parameter)
    };
    ($parameter:ident $called:literal) => {
        $called
    };
}

kinds! {
    "environment.activate" => EnvironmentActivate { parent: Option<String>, clone_parent: bool },
    "environment.backup" => EnvironmentBackup { backup: String, safe: bool, automated: bool },
    "environment.backup.delete" => EnvironmentBackupDelete { backup: String },
    "environment.branch" => EnvironmentBranch {
        parent: String,
        name: String,
        title: String,
        environment_type: String as "type",
        clone_parent: bool,
    },
    "environment.cron" => EnvironmentCron,
    "environment.deactivate" => EnvironmentDeactivate,
    "environment.delete" => EnvironmentDelete,
    "environment.initialize" => EnvironmentInitialize {
        profile: String,
        repository: String,
        config: String,
        commit: Option<String>,
    },
    /// `environment` is the one that is merged, and concerned is the one it goes into.
    "environment.merge" => EnvironmentMerge { environment: String, into: String, commit: Option<String> },
    "environment.operation" => EnvironmentOperation { service: String, operation: String, parameters: Vec<String> },
    "environment.pause" => EnvironmentPause,
    "environment.push" => EnvironmentPush { commit: Option<String> },
    "environment.redeploy" => EnvironmentRedeploy,
    /// `from` is the environment that the backup is of; `parent` is there when the environment is new.
    "environment.restore" => EnvironmentRestore {
        backup: String,
        from: String,
        is_new: bool,
        parent: Option<String>,
        commit: Option<String>,
    },
    "environment.resume" => EnvironmentResume,
    "environment.source-operation" => EnvironmentSourceOperation {
        app: String,
        operation: String,
        commit: Option<String>,
    },
    /// The project's subscription buys something else.
    "environment.subscription.update" => EnvironmentSubscriptionUpdate { from: Value, to: Value },
    "environment.synchronize" => EnvironmentSynchronize {
        parent: String,
        synchronize_code: bool,
        rebase: bool,
        synchronize_data: bool,
        synchronize_resources: bool,
        commit: Option<String>,
    },
    "environment.update.attributes" => EnvironmentUpdateAttributes { from: Value, to: Value },
    "environment.update.clone_parent_on_create" => EnvironmentUpdateCloneParentOnCreate { from: Value, to: Value },
    "environment.update.http_access" => EnvironmentUpdateHttpAccess { from: Value, to: Value },
    "environment.update.name" => EnvironmentUpdateName { from: Value, to: Value },
    "environment.update.parent" => EnvironmentUpdateParent { from: Value, to: Value },
    "environment.update.restrict_robots" => EnvironmentUpdateRestrictRobots { from: Value, to: Value },
    "environment.update.smtp" => EnvironmentUpdateSmtp { from: Value, to: Value },
    "environment.update.title" => EnvironmentUpdateTitle { from: Value, to: Value },
    "environment.update.type" => EnvironmentUpdateType { from: Value, to: Value },
    "integration.bitbucket.fetch" => IntegrationBitbucketFetch,
    "integration.bitbucket_server.fetch" => IntegrationBitbucketServerFetch,
    "integration.github.fetch" => IntegrationGithubFetch,
    "integration.gitlab.fetch" => IntegrationGitlabFetch,
    /// Somebody was told of a disk, in one of the ways that integrations have for it.
    "integration.health.email" => IntegrationHealthEmail { environment: String, service: String, level: String },
    "integration.health.pagerduty" => IntegrationHealthPagerduty { environment: String, service: String, level: String },
    "integration.health.slack" => IntegrationHealthSlack { environment: String, service: String, level: String },
    "integration.health.webhook" => IntegrationHealthWebhook { environment: String, service: String, level: String },
    /// A script was to be run with an activity, in a state that it follows.
    "integration.script" => IntegrationScript { activity: String, state: String },
    /// A webhook was told of an activity.
    "integration.webhook" => IntegrationWebhook { activity: String, state: String },
    /// After it, the next build of each environment starts from nothing.
    "project.clear_build_cache" => ProjectClearBuildCache,
    /// A new project is set up in it.
    "project.create" => ProjectCreate,
    /// The project's Git server runs since its end.
    "project.git_server.restart" => ProjectGitServerRestart,
    "project.modify.attributes" => ProjectModifyAttributes,
    "project.modify.default_branch" => ProjectModifyDefaultBranch,
    "project.modify.default_domain" => ProjectModifyDefaultDomain,
    "project.modify.description" => ProjectModifyDescription,
    "project.modify.timezone" => ProjectModifyTimezone,
    "project.modify.title" => ProjectModifyTitle,
    "project.settings.update" => ProjectSettingsUpdate,
    each verb:
    "environment.domain" => EnvironmentDomain,
    "environment.route" => EnvironmentRoute,
    "environment.variable" => EnvironmentVariable,
    "environment.version" => EnvironmentVersion { version: String, percentage: i64 },
    "environment_type.access" => EnvironmentTypeAccess { environment_type: String, user: String, role: String },
    "integration" => Integration,
    "project.access" => ProjectAccess { user: String, role: String },
    "project.certificate" => ProjectCertificate,
    "project.deployment_target" => ProjectDeploymentTarget,
    "project.domain" => ProjectDomain,
    "project.variable" => ProjectVariable,
}

/// A parameter, or what its type is without one.
fn read<T: DeserializeOwned + Default>(parameters: &Value, name: &str) -> T {
    parameters.get(name).and_then(|value| T::deserialize(value).ok()).unwrap_or_default()
}

fn named<const N: usize>(parameters: [(&str, Value); N]) -> Value {
    Value::Object(parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

/// A type that is not known is an error: nobody could say what the activity is about to change.
impl Column for Type {
    fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Self> {
        let text: String = row.get(at)?;
        let known = Type::ALL.iter().copied().find(|known| known.name() == text);
        known.ok_or_else(|| columns::unreadable(at, format!("there is no type of activity {text}")))
    }

    fn write(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.to_sql()
    }
}

impl ToSql for Type {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.name()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use rusqlite::Connection;

    use super::*;

    fn kept(name: &dyn ToSql) -> rusqlite::Result<Type> {
        let connection = Connection::open_in_memory().unwrap();
        connection.query_row("SELECT ? AS type", [name], |row| Type::read(row, 0))
    }

    #[test]
    fn every_type_is_kept_by_a_name_of_its_own() {
        for known in Type::ALL {
            assert_eq!(kept(known).unwrap(), *known);
        }
        assert_eq!(kept(&"environment.route.update").unwrap(), Type::EnvironmentRoute(Verb::Update));
        assert_eq!(kept(&"environment.source-operation").unwrap(), Type::EnvironmentSourceOperation);
    }

    #[test]
    fn a_type_that_is_not_known_is_an_error() {
        let error = kept(&"environment.vanish").unwrap_err().to_string();
        assert!(error.contains("environment.vanish"), "{error}");
    }

    #[test]
    fn parameters_are_read_as_they_were_kept() {
        for known in Type::ALL {
            let bare = known.with(&json!({}));
            assert_eq!((bare.of(), &known.with(&bare.parameters())), (*known, &bare));
        }
        let asked = json!({"parent": "main", "name": "a", "title": "A", "type": "staging", "clone_parent": true});
        let branch = Type::EnvironmentBranch.with(&asked);
        assert!(
            matches!(&branch, Kind::EnvironmentBranch { environment_type, clone_parent: true, .. } if environment_type == "staging")
        );
        assert_eq!(branch.parameters(), asked);
    }

    #[test]
    fn every_type_is_one_that_forms_know() {
        use wheelhouse_contract::sections::integrations::events::event_hint;
        let unknown: Vec<&str> =
            Type::ALL.iter().map(|known| known.name()).filter(|name| event_hint(name).is_some()).collect();
        assert_eq!(unknown, Vec::<&str>::new());
    }
}
