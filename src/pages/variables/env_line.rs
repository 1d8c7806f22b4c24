//! Variables as lines of a `.env` file, in a form that the import, dotenv and shells read alike wherever there is one.

use wheelhouse_contract::sections::environment_variables::EnvironmentVariable;

/// A variable as a line; what such a file cannot hold is said in a comment.
pub fn line_of(variable: &EnvironmentVariable) -> String {
    let name = variable.name().unwrap_or_default();
    let Some(short) = name.strip_prefix("env:").filter(|name| is_name(name)) else {
        return format!("# {name} isn’t an environment variable.");
    };
    match variable.value().filter(|_| variable.is_sensitive() != Some(true)) {
        None => format!("# {short} is sensitive: its value can’t be read."),
        Some(_) if variable.is_enabled() == Some(false) => format!("# {short} is turned off."),
        Some(value) => assigned(short, value),
    }
}

/// What dotenv takes as a name.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

/// `NAME='value'`: in single quotes nothing has its own meaning. A value that cannot stand so is in double quotes, where
/// need be with escapes.
pub fn assigned(name: &str, value: &str) -> String {
    if !value.contains(['\'', '\r']) && !value.ends_with('\\') {
        return format!("{name}='{value}'");
    }
    if !value.contains(['"', '\\', '$', '`', '\r']) {
        return format!("{name}=\"{value}\"");
    }
    let escaped = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r");
    format!("{name}=\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};
    use wheelhouse_contract::Resource;

    use super::*;

    fn line(variable: Value) -> String {
        line_of(&EnvironmentVariable::new(Arc::new(variable)))
    }

    #[test]
    fn a_value_is_written_as_others_read_it() {
        for (value, written) in [
            ("", "A=''"),
            (" a # b ", "A=' a # b '"),
            ("^\\d+$", "A='^\\d+$'"),
            ("{\"a\": 1}", "A='{\"a\": 1}'"),
            ("a\nb", "A='a\nb'"),
            ("it's", "A=\"it's\""),
            ("D:\\media\\", "A=\"D:\\\\media\\\\\""),
            ("a'\"\n", "A=\"a'\\\"\\n\""),
            ("a\r\nb", "A=\"a\\r\\nb\""),
        ] {
            assert_eq!(line(json!({"name": "env:A", "value": value})), written);
        }
    }

    #[test]
    fn what_such_a_file_cannot_hold_is_said() {
        for (variable, said) in [
            (json!({"name": "prices", "value": "1"}), "# prices isn’t an environment variable."),
            (json!({"name": "php:memory_limit", "value": "1G"}), "# php:memory_limit isn’t an environment variable."),
            (json!({"name": "env:A:B", "value": "1"}), "# env:A:B isn’t an environment variable."),
            (json!({"name": "env:T", "is_sensitive": true}), "# T is sensitive: its value can’t be read."),
            (
                json!({"name": "env:T", "value": "x", "is_sensitive": true}),
                "# T is sensitive: its value can’t be read.",
            ),
            (json!({"name": "env:O", "value": "x", "is_enabled": false}), "# O is turned off."),
        ] {
            assert_eq!(line(variable), said);
        }
    }
}
