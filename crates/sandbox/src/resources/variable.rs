//! What writing a variable is, whether of a project or of an environment.

use wheelhouse_contract::facts::{Said, kind};
use wheelhouse_contract::validate::{Mode, validate};
use wheelhouse_contract::{Body, FieldError};

use super::change::told;
use crate::activities::{self, Kind, NewActivity, Verb, escape};
use crate::request::prelude::*;
use crate::store::environments::Environment;
use crate::store::projects::Project;
use crate::store::variables::{self, Owner, Variable};

/// Where variables are written.
pub struct Place<'a> {
    pub project: &'a Project,
    /// Without one, the variables are the project's.
    pub environment: Option<&'a Environment>,
}

impl Place<'_> {
    pub fn owner(&self) -> Owner<'_> {
        Owner { project: &self.project.id, environment: self.environment.map(|environment| environment.id.as_str()) }
    }

    /// A variable of this place by its name.
    ///
    /// # Errors
    /// 404 when there is none.
    pub fn find(&self, context: &Context<'_>, name: &str) -> Result<Variable, ApiError> {
        variables::get(context.store, self.owner(), name)?
            .ok_or_else(|| ApiError::not_found(format_args!("variable {name} here")))
    }

    /// Adds a variable as the body says, and starts the activity.
    pub fn create(&self, context: &Context<'_>, name: &str, body: &Given) -> Result<(Variable, Value), ApiError> {
        self.require_free(context, name)?;
        let mut variable = Variable::new(self.owner(), name, "", context.now);
        variable.apply(body);
        variables::insert(context.store, &variable)?;
        let activity = self.start(context, &variable, Verb::Create)?;
        Ok((variable, activity))
    }

    /// Changes what the body names, and starts the activity.
    pub fn update(
        &self,
        context: &Context<'_>,
        name: &str,
        declared: &Body,
        body: &Given,
    ) -> Result<(Variable, Value), ApiError> {
        let before = self.find(context, name)?;
        let mut variable = before.clone();
        variable.apply(body);
        variable.updated_at = context.now;
        if before.is_sensitive && !variable.is_sensitive {
            let message = "A sensitive variable can’t be made readable again. Delete it and create a new one.";
            return Err(ApiError::fields(&[FieldError::new("is_sensitive", message)]));
        }
        // A rule over several fields may be broken by one that came and one that was there.
        let errors = validate(declared, &variable.facts(), Mode::Partial);
        if !errors.is_empty() {
            return Err(ApiError::fields(&errors));
        }
        if variable.name != before.name {
            self.require_free(context, &variable.name)?;
        }
        variables::update(context.store, self.owner(), name, &variable)?;
        let activity = self.start(context, &variable, Verb::Update)?;
        Ok((variable, activity))
    }

    /// Deletes a variable, and starts the activity.
    pub fn delete(&self, context: &Context<'_>, name: &str) -> Result<Value, ApiError> {
        let variable = self.find(context, name)?;
        variables::delete(context.store, self.owner(), name)?;
        self.start(context, &variable, Verb::Delete)
    }

    fn require_free(&self, context: &Context<'_>, name: &str) -> Result<(), ApiError> {
        match variables::get(context.store, self.owner(), name)? {
            None => Ok(()),
            Some(_) => Err(ApiError::conflict("name", format!("A variable named {name} already exists here."))),
        }
    }

    fn start(&self, context: &Context<'_>, variable: &Variable, verb: Verb) -> Result<Value, ApiError> {
        let done = verb.done();
        let name = &variable.name;
        let place = match self.environment {
            Some(environment) => format!(" on environment {}", environment.id),
            None => String::new(),
        };
        let place_html = match self.environment {
            Some(environment) => {
                let id = escape(&environment.id);
                format!(" on environment <environment data-id=\"{id}\">{}</environment>", escape(&environment.title))
            }
            None => String::new(),
        };
        let saved = format!("Variable {name} {done}{place}");
        let (plan, deploys) = activities::redeployment(context, self.project, self.environment, &saved)?;
        let mut payload = Map::new();
        payload.insert("variable".to_owned(), without_value(variable));
        if let Some(environment) = self.environment {
            let about = json!({"id": environment.id, "name": environment.name, "title": environment.title});
            payload.insert("environment".to_owned(), about);
        }
        let kind = match self.environment {
            Some(_) => Kind::EnvironmentVariable { verb },
            None => Kind::ProjectVariable { verb },
        };
        let environment = self.environment.map_or(&self.project.default_branch, |environment| &environment.id);
        activities::start(
            context,
            NewActivity {
                kind,
                project: self.project,
                environments: vec![environment.clone()],
                project_wide: self.environment.is_none(),
                deploys,
                text: format!("{done} variable {name}{place}"),
                description: format!(
                    "{done} variable <variable data-name=\"{0}\">{0}</variable>{place_html}",
                    escape(name)
                ),
                payload,
                plan,
            },
        )
    }
}

/// What an activity tells of a variable: it outlives the variable, which may be made sensitive later.
fn without_value(variable: &Variable) -> Value {
    json!({
        "id": variable.name,
        "created_at": variable.created_at.rfc3339(),
        "updated_at": variable.updated_at.rfc3339(),
        "name": variable.name,
        "attributes": told(&variable.attributes),
        "is_json": variable.is_json,
        "is_sensitive": variable.is_sensitive,
        "visible_build": variable.visible_build,
        "visible_runtime": variable.visible_runtime,
        "application_scope": variable.application_scope,
    })
}

/// The value, unless it is sensitive: then it is never answered.
pub fn value(variable: &Variable) -> Said<kind::text> {
    Said::only_if(!variable.is_sensitive, &variable.value)
}
