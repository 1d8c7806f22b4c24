//! What `wheelhouse serve` is told by a file. Its keys are the names of the options, and what it says is what they are by
//! default: the command line and the environment come before it.

use std::any::TypeId;
use std::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches, Id};
use toml::{Table, Value};

use crate::args::Args;

const COMMAND: &str = "serve";
const OPTION: &str = "config";

/// What `arguments`, the environment and the file that these name say together.
///
/// # Errors
/// When the file cannot be read, is no TOML, has a key that is no option, or a value that the option does not take. What is
/// wrong with the rest is a [`clap::Error`], as are help and version.
pub fn read(arguments: Vec<OsString>) -> Result<Args, Box<dyn Error>> {
    let mut command = Args::command();
    if let Some(path) = file_named_by(&arguments) {
        let said = said_by(&path, command.get_subcommands().find(|command| command.get_name() == COMMAND))?;
        command = command.mut_subcommand(COMMAND, |serve| {
            said.into_iter().fold(serve, |serve, (key, values)| {
                serve.mut_arg(key, |arg| arg.required(false).default_values(values))
            })
        });
    }
    Ok(Args::from_arg_matches(&command.try_get_matches_from(arguments)?)?)
}

/// The file, where one is named. Whatever else may be wrong is said later.
fn file_named_by(arguments: &[OsString]) -> Option<PathBuf> {
    let lenient = Args::command().mut_subcommand(COMMAND, |serve| serve.mut_args(|arg| arg.required(false)));
    let matches = lenient.try_get_matches_from(arguments).ok()?;
    matches.subcommand_matches(COMMAND)?.get_one(OPTION).cloned()
}

/// The file's values for the arguments of `command`.
fn said_by(path: &Path, command: Option<&Command>) -> Result<Vec<(Id, Vec<String>)>, String> {
    let file = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| format!("{file} cannot be read: {error}"))?;
    let table: Table = text.parse().map_err(|error| format!("{file} is no TOML: {error}"))?;
    table
        .iter()
        .map(|(key, value)| {
            let mut args = command.into_iter().flat_map(Command::get_arguments);
            let arg = args.find(|arg| arg.get_long() == Some(key) && arg.get_id() != OPTION);
            let arg = arg.ok_or_else(|| format!("{file}: there is no option `{key}`"))?;
            let values = values(arg, value).map_err(|wanted| format!("{file}: `{key}` has to be {wanted}"))?;
            try_values(arg, &values).map_err(|reason| format!("{file}: `{key}`: {reason}"))?;
            Ok((arg.get_id().clone(), values))
        })
        .collect()
}

/// What would stand on the command line, or what the value has to be instead.
fn values(arg: &Arg, value: &Value) -> Result<Vec<String>, &'static str> {
    let of_numbers = [TypeId::of::<u16>(), TypeId::of::<u64>()];
    let is_number = of_numbers.iter().any(|id| arg.get_value_parser().type_id() == *id);
    match (arg.get_action(), value) {
        (ArgAction::SetTrue, Value::Boolean(on)) => Ok(vec![on.to_string()]),
        (ArgAction::SetTrue, _) => Err("true or false"),
        (ArgAction::Append, Value::Array(list)) => {
            list.iter().map(|entry| entry.as_str().map(str::to_owned).ok_or("a list of strings")).collect()
        }
        (ArgAction::Append, _) => Err("a list of strings"),
        (_, Value::Integer(number)) if is_number => Ok(vec![number.to_string()]),
        _ if is_number => Err("a whole number"),
        (_, Value::String(text)) => Ok(vec![text.clone()]),
        _ => Err("a string"),
    }
}

/// Whether the option takes the values, so that the file is named where it does not.
fn try_values(arg: &Arg, values: &[String]) -> Result<(), String> {
    let Some(name) = arg.get_long().filter(|_| arg.get_action().takes_values()) else { return Ok(()) };
    let command = Command::new(COMMAND).no_binary_name(true).arg(arg.clone().required(false));
    match command.try_get_matches_from(values.iter().map(|value| format!("--{name}={value}"))) {
        Ok(_) => Ok(()),
        Err(error) => {
            let text = error.to_string();
            // After it comes how to ask for help.
            let reason = text.split("\n\n").next().unwrap_or_default();
            Err(reason.trim_start_matches("error: ").to_owned())
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::args::ServeArgs;

    const UPSTREAMS: &str =
        "upstream-api = \"https://api.example.com\"\nupstream-auth = \"https://auth.example.com\"\n";

    fn read_with(text: &str, more: &[&str]) -> Result<ServeArgs, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wheelhouse.toml");
        std::fs::write(&path, text).unwrap();
        let mut arguments = vec!["wheelhouse".into(), "serve".into(), "--config".into(), path.into_os_string()];
        arguments.extend(more.iter().map(OsString::from));
        match read(arguments).map_err(|error| error.to_string())?.command {
            crate::args::Command::Serve(args) => Ok(*args),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_says_what_options_say() {
        let more = "allow-host = [\"one.example\", \"two.example\"]\nport = 8080\nread-only = true\nsign-in = \"token\"\n\
                    metrics = \"127.0.0.1:9090\"\naudit-log = \"/var/log/audit\"\n";
        let args = read_with(&format!("{UPSTREAMS}{more}"), &[]).unwrap();
        assert_eq!(args.upstream_api.to_string(), "https://api.example.com");
        assert_eq!(args.allow_host, ["one.example", "two.example"]);
        assert_eq!((args.port, args.read_only, args.session_idle), (8080, true, 120));
        assert_eq!(args.sign_in, crate::args::SignInArg::Token);
        assert_eq!(args.audit_log, Some("/var/log/audit".into()));
        assert!(args.metrics.is_some() && !args.hsts);
    }

    #[test]
    fn a_file_names_the_client_of_oauth_and_the_file_with_its_secret() {
        let more = "oauth-client = \"console\"\noauth-secret-file = \"/run/secret\"\noauth-scope = \"openid\"\n\
                    public-url = \"https://console.example\"\noauth-only = true\n";
        let args = read_with(&format!("{UPSTREAMS}{more}"), &[]).unwrap();
        assert_eq!((args.oauth_client.as_deref(), args.oauth_scope.as_deref()), (Some("console"), Some("openid")));
        assert_eq!(args.oauth_secret_file, Some("/run/secret".into()));
        assert_eq!(args.public_url.unwrap().to_string(), "https://console.example");
        assert!(args.oauth_only);
        let said = read_with(&format!("{UPSTREAMS}public-url = \"http://console.example\"\n"), &[]).unwrap_err();
        assert!(said.contains("`public-url`") && said.contains("https://"), "{said}");
    }

    #[test]
    fn the_command_line_comes_before_it() {
        let text = format!("{UPSTREAMS}port = 8080\nallow-host = [\"file.example\"]\nhsts = false\n");
        let args = read_with(&text, &["--port", "1", "--allow-host", "line.example", "--hsts"]).unwrap();
        assert_eq!((args.port, args.hsts), (1, true));
        assert_eq!(args.allow_host, ["line.example"]);
    }

    #[test]
    fn what_it_cannot_say_is_refused_by_file_and_key() {
        for (line, wanted) in [
            ("colour = \"red\"", "there is no option `colour`"),
            ("config = \"other.toml\"", "there is no option `config`"),
            ("help = true", "there is no option `help`"),
            ("upstream_api = \"https://x.example\"", "there is no option `upstream_api`"),
            ("port = \"8080\"", "`port` has to be a whole number"),
            ("host = 1", "`host` has to be a string"),
            ("hsts = \"yes\"", "`hsts` has to be true or false"),
            ("allow-host = \"one.example\"", "`allow-host` has to be a list of strings"),
            ("allow-host = [1]", "`allow-host` has to be a list of strings"),
            ("allow-host = [\"one.example:8443\"]", "`one.example:8443` has a port"),
            ("allow-person = [\" \"]", "nobody is named"),
            ("allow-organization = \"acme\"", "`allow-organization` has to be a list of strings"),
            ("port = 70000", "`port`: invalid value '70000'"),
            ("session-idle = 0", "`session-idle`: invalid value '0'"),
            ("sign-in = \"magic\"", "`sign-in`: invalid value 'magic'"),
            ("metrics = \"everywhere\"", "`metrics`: invalid value 'everywhere'"),
            ("port = ", "is no TOML"),
            ("[upstream]\napi = \"https://x.example\"", "there is no option `upstream`"),
        ] {
            let said = read_with(&format!("{UPSTREAMS}{line}\n"), &[]).unwrap_err();
            assert!(said.contains(wanted) && said.contains("wheelhouse.toml"), "{line}: {said}");
        }
        let said = read_with("upstream-api = \"ftp://x.example\"", &[]).unwrap_err();
        assert!(said.contains("`upstream-api`: invalid value"), "{said}");
    }

    #[test]
    fn what_neither_says_is_asked_for() {
        let said = read_with("upstream-api = \"https://api.example.com\"\n", &[]).unwrap_err();
        assert!(said.contains("--upstream-auth") && !said.contains("--upstream-api"), "{said}");
    }

    #[test]
    fn the_example_that_is_shipped_can_be_used() {
        let example = include_str!("../../../packaging/wheelhouse.toml");
        read_with(example, &[]).unwrap();
        // And with what it leaves out.
        let keys = |line: &str| match line.strip_prefix('#') {
            Some(key) if !key.starts_with(' ') && key.contains(" = ") => format!("{key}\n"),
            _ => format!("{line}\n"),
        };
        let whole: String = example.lines().map(keys).collect();
        assert!(read_with(&whole, &[]).unwrap().hsts);
    }
}
