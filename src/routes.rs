//! Every address of the console, spelt once.

use std::mem;

use wheelhouse_contract::operation::{encode, fill};

/// Declares the addresses: `Name { parameter } = "/path/{parameter}"`.
macro_rules! routes {
    ($( $(#[$doc:meta])* $name:ident $({ $($parameter:ident),* })? = $path:literal; )*) => {
        /// A page of the console.
        #[derive(Debug)]
        pub enum Route {
            $( $(#[$doc])* $name $({ $($parameter: String),* })?, )*
            /// An address that no page has.
            Unknown,
        }

        /// The addresses, and what makes a page of their parameters' values.
        const ROUTES: &[(&str, Build)] =
            &[$( ($path, |parameters| routes!(@build parameters $name $($($parameter)*)?)) ),*];

        impl Route {
            /// Calls `see` with the page's template, which makes such pages, and the values of its parameters.
            ///
            /// All that differs between pages is here: whatever else is asked of one is compiled once, not for each.
            fn parts<'a>(&'a self, see: &mut dyn FnMut(&'static str, Build, &[&'a String])) {
                let (path, build, values): (_, Build, &[&'a String]) = match self {
                    $( Self::$name $({ $($parameter),* })? => (
                        $path,
                        |parameters| routes!(@build parameters $name $($($parameter)*)?),
                        &[$($($parameter),*)?],
                    ), )*
                    Self::Unknown => ("/", |_| Self::Unknown, &[]),
                };
                see(path, build, values);
            }
        }
    };
    (@build $parameters:ident $name:ident) => {{ let _ = $parameters; Route::$name }};
    (@build $parameters:ident $name:ident $($parameter:ident)+) => {
        Route::$name { $($parameter: next($parameters)),+ }
    };
}

/// Makes a page of the parameters' values.
type Build = fn(&mut dyn Iterator<Item = String>) -> Route;

fn next(parameters: &mut dyn Iterator<Item = String>) -> String {
    parameters.next().unwrap_or_default()
}

routes! {
    Home = "/";
    SignIn = "/sign-in";
    Organizations = "/organizations";
    Organization { organization } = "/organizations/{organization}";
    ProjectNew { organization } = "/organizations/{organization}/projects/new";
    ProjectSetUp { organization, subscription } = "/organizations/{organization}/projects/new/{subscription}";
    Projects = "/projects";
    Project { project } = "/projects/{project}";
    ProjectSettings { project } = "/projects/{project}/settings";
    ProjectBuildSettings { project } = "/projects/{project}/settings/build";
    ProjectDelete { project } = "/projects/{project}/delete";
    ProjectSystem { project } = "/projects/{project}/system";
    Domains { project } = "/projects/{project}/domains";
    DomainNew { project } = "/projects/{project}/domains/new";
    Domain { project, domain } = "/projects/{project}/domains/{domain}";
    DomainEdit { project, domain } = "/projects/{project}/domains/{domain}/edit";
    DomainDelete { project, domain } = "/projects/{project}/domains/{domain}/delete";
    Certificates { project } = "/projects/{project}/certificates";
    CertificateNew { project } = "/projects/{project}/certificates/new";
    Certificate { project, certificate } = "/projects/{project}/certificates/{certificate}";
    CertificateEdit { project, certificate } = "/projects/{project}/certificates/{certificate}/edit";
    CertificateDelete { project, certificate } = "/projects/{project}/certificates/{certificate}/delete";
    Integrations { project } = "/projects/{project}/integrations";
    IntegrationNew { project } = "/projects/{project}/integrations/new";
    Integration { project, integration } = "/projects/{project}/integrations/{integration}";
    IntegrationEdit { project, integration } = "/projects/{project}/integrations/{integration}/edit";
    IntegrationDelete { project, integration } = "/projects/{project}/integrations/{integration}/delete";
    DeploymentTargets { project } = "/projects/{project}/deployment-targets";
    DeploymentTargetNew { project } = "/projects/{project}/deployment-targets/new";
    DeploymentTarget { project, target } = "/projects/{project}/deployment-targets/{target}";
    DeploymentTargetEdit { project, target } = "/projects/{project}/deployment-targets/{target}/edit";
    DeploymentTargetDelete { project, target } = "/projects/{project}/deployment-targets/{target}/delete";
    Repository { project } = "/projects/{project}/repository";
    /// The commit is an id, or a ref such as `heads/main`; so it is below.
    RepositoryCommit { project, commit } = "/projects/{project}/repository/{commit}";
    RepositoryHistory { project, commit } = "/projects/{project}/repository/{commit}/commits";
    /// A folder or a file by its path in the repository.
    RepositoryPath { project, commit, path } = "/projects/{project}/repository/{commit}/files/{path}";
    Environments { project } = "/projects/{project}/environments";
    ProjectVariables { project } = "/projects/{project}/variables";
    ProjectVariableNew { project } = "/projects/{project}/variables/new";
    ProjectVariablesImport { project } = "/projects/{project}/variables/import";
    ProjectVariable { project, variable } = "/projects/{project}/variables/{variable}";
    ProjectVariableDelete { project, variable } = "/projects/{project}/variables/{variable}/delete";
    ProjectActivities { project } = "/projects/{project}/activity";
    ProjectActivity { project, activity } = "/projects/{project}/activity/{activity}";
    EnvironmentsCompare { project } = "/projects/{project}/compare";
    VariablesMatrix { project } = "/projects/{project}/variable-matrix";
    EnvironmentTypes { project } = "/projects/{project}/environment-types";
    EnvironmentType { project, kind } = "/projects/{project}/environment-types/{kind}";
    Environment { project, environment } = "/projects/{project}/environments/{environment}";
    EnvironmentSettings { project, environment } = "/projects/{project}/environments/{environment}/settings";
    EnvironmentBranch { project, environment } = "/projects/{project}/environments/{environment}/branch";
    EnvironmentMerge { project, environment } = "/projects/{project}/environments/{environment}/merge";
    EnvironmentSynchronize { project, environment } = "/projects/{project}/environments/{environment}/synchronize";
    EnvironmentInitialize { project, environment } = "/projects/{project}/environments/{environment}/initialize";
    EnvironmentActivate { project, environment } = "/projects/{project}/environments/{environment}/activate";
    EnvironmentDeactivate { project, environment } = "/projects/{project}/environments/{environment}/deactivate";
    EnvironmentDelete { project, environment } = "/projects/{project}/environments/{environment}/delete";
    Backups { project, environment } = "/projects/{project}/environments/{environment}/backups";
    BackupNew { project, environment } = "/projects/{project}/environments/{environment}/backups/new";
    Backup { project, environment, backup } = "/projects/{project}/environments/{environment}/backups/{backup}";
    BackupRestore { project, environment, backup } =
        "/projects/{project}/environments/{environment}/backups/{backup}/restore";
    BackupDelete { project, environment, backup } =
        "/projects/{project}/environments/{environment}/backups/{backup}/delete";
    EnvironmentRoutes { project, environment } = "/projects/{project}/environments/{environment}/routes";
    EnvironmentRouteNew { project, environment } = "/projects/{project}/environments/{environment}/routes/new";
    EnvironmentRoute { project, environment, route } = "/projects/{project}/environments/{environment}/routes/{route}";
    EnvironmentRouteEdit { project, environment, route } =
        "/projects/{project}/environments/{environment}/routes/{route}/edit";
    EnvironmentRouteDelete { project, environment, route } =
        "/projects/{project}/environments/{environment}/routes/{route}/delete";
    EnvironmentDomains { project, environment } = "/projects/{project}/environments/{environment}/domains";
    EnvironmentDomainNew { project, environment } = "/projects/{project}/environments/{environment}/domains/new";
    EnvironmentDomain { project, environment, domain } =
        "/projects/{project}/environments/{environment}/domains/{domain}";
    EnvironmentDomainEdit { project, environment, domain } =
        "/projects/{project}/environments/{environment}/domains/{domain}/edit";
    EnvironmentDomainDelete { project, environment, domain } =
        "/projects/{project}/environments/{environment}/domains/{domain}/delete";
    Versions { project, environment } = "/projects/{project}/environments/{environment}/versions";
    VersionNew { project, environment } = "/projects/{project}/environments/{environment}/versions/new";
    Version { project, environment, version } = "/projects/{project}/environments/{environment}/versions/{version}";
    VersionEdit { project, environment, version } =
        "/projects/{project}/environments/{environment}/versions/{version}/edit";
    VersionDelete { project, environment, version } =
        "/projects/{project}/environments/{environment}/versions/{version}/delete";
    EnvironmentDeployment { project, environment } = "/projects/{project}/environments/{environment}/deployment";
    Operations { project, environment } = "/projects/{project}/environments/{environment}/operations";
    SourceOperation { project, environment, operation } =
        "/projects/{project}/environments/{environment}/operations/source/{operation}";
    RuntimeOperation { project, environment, service, operation } =
        "/projects/{project}/environments/{environment}/operations/runtime/{service}/{operation}";
    EnvironmentVariables { project, environment } = "/projects/{project}/environments/{environment}/variables";
    EnvironmentVariableNew { project, environment } = "/projects/{project}/environments/{environment}/variables/new";
    EnvironmentVariablesImport { project, environment } =
        "/projects/{project}/environments/{environment}/variables/import";
    EnvironmentVariable { project, environment, variable } =
        "/projects/{project}/environments/{environment}/variables/{variable}";
    EnvironmentVariableDelete { project, environment, variable } =
        "/projects/{project}/environments/{environment}/variables/{variable}/delete";
    EnvironmentActivities { project, environment } = "/projects/{project}/environments/{environment}/activity";
    EnvironmentActivity { project, environment, activity } =
        "/projects/{project}/environments/{environment}/activity/{activity}";
}

impl Clone for Route {
    fn clone(&self) -> Self {
        let mut same = Self::Unknown;
        self.parts(&mut |_, build, values| same = build(&mut values.iter().map(|value| (*value).clone())));
        same
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        // Each kind has a template of its own, but for the page that there is not.
        let mut is_same = mem::discriminant(self) == mem::discriminant(other);
        self.parts(&mut |_, _, own| other.parts(&mut |_, _, others| is_same &= own == others));
        is_same
    }
}

impl Eq for Route {}

impl Route {
    /// The page at a path (percent-encoded, without query).
    pub fn parse(path: &str) -> Self {
        let segments = segments(path);
        let fitting = ROUTES.iter().find_map(|(path, build)| Some((matches(&segments, path)?, build)));
        fitting.map_or(Self::Unknown, |(parameters, build)| build(&mut parameters.into_iter()))
    }

    /// The path of this page.
    pub fn path(&self) -> String {
        let mut path = String::new();
        self.parts(&mut |template, _, values| {
            path = fill(template, &values.iter().map(|value| value.as_str()).collect::<Vec<_>>());
        });
        path
    }

    /// The value of a parameter, where this page's address has it.
    fn parameter(&self, wanted: &str) -> Option<&str> {
        let mut found = None;
        self.parts(&mut |template, _, values| {
            let mut names = template.split('{').skip(1).filter_map(|part| part.split('}').next());
            found = names.position(|name| name == wanted).and_then(|at| values.get(at)).map(|value| value.as_str());
        });
        found
    }

    /// The project that the page is about.
    pub fn project(&self) -> Option<&str> {
        self.parameter("project")
    }

    /// The environment that the page is about.
    pub fn environment(&self) -> Option<&str> {
        self.parameter("environment")
    }

    /// The organization that the page is about, where the address names one.
    pub fn organization(&self) -> Option<&str> {
        self.parameter("organization")
    }

    /// Whether the page is there without signing in.
    pub fn is_public(&self) -> bool {
        matches!(self, Self::SignIn)
    }
}

/// The sign-in page that returns to this address afterwards.
pub fn sign_in_then(address: &str) -> String {
    let mut path = Route::SignIn.path();
    if address != "/" {
        path.push_str("?next=");
        encode(address, &mut path);
    }
    path
}

/// An address to return to, if it is one of the console's own.
pub fn own_address(next: &str) -> Option<&str> {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    let path = next.split(['?', '#']).next().unwrap_or_default();
    (own && Route::parse(path) != Route::SignIn).then_some(next)
}

/// The value of a parameter in an address's query, decoded once. The router decodes twice, and takes the `%2F` inside
/// of an address for a slash.
pub fn query_value(search: &str, name: &str) -> Option<String> {
    let pairs = search.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| decode(&value.replace('+', " "))).next()
}

/// An address's query with a parameter at this value, or without it where that is empty, and without those in `less`.
pub fn query_with(search: &str, name: &str, value: &str, less: &[&str]) -> String {
    let pairs = search.trim_start_matches('?').split('&').filter(|pair| {
        let key = pair.split('=').next().unwrap_or_default();
        !key.is_empty() && key != name && !less.contains(&key)
    });
    let mut pairs: Vec<String> = pairs.map(str::to_owned).collect();
    if !value.is_empty() {
        let mut pair = format!("{name}=");
        encode(value, &mut pair);
        pairs.push(pair);
    }
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

fn segments(path: &str) -> Vec<String> {
    path.split('/').filter(|segment| !segment.is_empty()).map(decode).collect()
}

/// The parameters' values when the segments fit the template.
fn matches(segments: &[String], template: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut segments = segments.iter();
    for expected in template.split('/').filter(|part| !part.is_empty()) {
        let segment = segments.next()?;
        if expected.starts_with('{') {
            values.push(segment.clone());
        } else if expected != segment {
            return None;
        }
    }
    segments.next().is_none().then_some(values)
}

/// Percent-decodes one segment; what is not valid stays as it is.
fn decode(segment: &str) -> String {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = (first == b'%').then(|| tail.split_at_checked(2)).flatten().and_then(|(digits, tail)| {
            let byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
            Some((byte, tail))
        });
        let (byte, tail) = escaped.unwrap_or((first, tail));
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| segment.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_survives_the_way_there_and_back() {
        for id in ["abc", "env:DEBUG", "a/b", "100%", "é ü", "new", "..", "?#"] {
            let route = Route::EnvironmentVariable {
                project: "p".to_owned(),
                environment: id.to_owned(),
                variable: format!("x{id}"),
            };
            assert_eq!(Route::parse(&route.path()), route, "{}", route.path());
        }
    }

    #[test]
    fn fixed_words_come_before_parameters() {
        assert_eq!(Route::parse("/projects/p/variables/new"), Route::ProjectVariableNew { project: "p".to_owned() });
        assert_eq!(Route::parse("/projects/p/nonsense"), Route::Unknown);
        assert_eq!(Route::parse("/"), Route::Home);
        assert_eq!(Route::parse("/organizations/"), Route::Organizations);
    }

    #[test]
    fn an_address_in_a_query_comes_back_as_it_was() {
        let route = Route::Environment { project: "p".to_owned(), environment: "feature/x 100%".to_owned() };
        let (_, search) =
            sign_in_then(&route.path()).split_once('?').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap_or_default();
        assert_eq!(query_value(&format!("?a=b&{search}"), "next"), Some(route.path()));
        assert_eq!(query_value("?nextly=1", "next"), None);
    }

    #[test]
    fn a_query_keeps_what_it_is_given_and_what_others_gave_it() {
        let search = query_with("?sort=-name&cursor=x%252", "q", "100%25 a+b&c=d", &["cursor"]);
        assert_eq!(query_value(&search, "q").as_deref(), Some("100%25 a+b&c=d"));
        assert_eq!(query_value(&search, "sort").as_deref(), Some("-name"));
        assert_eq!(query_value(&search, "cursor"), None);
        assert_eq!(query_with("?q=1", "q", "", &[]), "");
    }

    #[test]
    fn one_returns_only_to_the_consoles_own_pages() {
        assert_eq!(own_address("/projects/p?q=1"), Some("/projects/p?q=1"));
        for elsewhere in ["https://evil.example", "//evil.example", "/\\evil.example", "/sign-in", "javascript:x"] {
            assert_eq!(own_address(elsewhere), None, "{elsewhere}");
        }
    }
}
