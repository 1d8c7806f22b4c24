//! What declarations say, as documents say it.

use wheelhouse_contract::body::Source;

/// Documentation on one line: paragraphs run together, and links between declarations are only names.
pub fn plain(documentation: &str) -> String {
    let words: Vec<&str> = documentation.split_whitespace().collect();
    words.join(" ").replace("[`", "`").replace("`]", "`")
}

/// What a parameter of a path is called, in words: `project_id` and `projectId` are "Project ID".
pub fn parameter(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(if letter == '_' { ' ' } else { letter.to_ascii_lowercase() });
    }
    let words: Vec<&str> = words.split_whitespace().map(|word| if word == "id" { "ID" } else { word }).collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// What lists the values that a field takes.
pub fn source(source: Source) -> &'static str {
    match source {
        Source::Regions => "the regions",
        Source::Plans => "the plans",
        Source::Environments => "the project’s environments",
        Source::Branches => "the project’s branches",
        Source::EnvironmentTypes => "the project’s types of environments",
        Source::Applications => "the environment’s applications",
        Source::Integrations => "the project’s integrations",
        Source::Domains => "the project’s domains",
        Source::Projects => "the organization’s projects",
        Source::Users => "people with an account",
        Source::Subscriptions => "the organization’s subscriptions",
        Source::TicketCategories => "the categories of tickets",
        Source::TicketPriorities => "the priorities of tickets",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_and_links_are_names() {
        assert_eq!(parameter("deploymentTargetConfigurationId"), "Deployment target configuration ID.");
        assert_eq!(parameter("user_id"), "User ID.");
        assert_eq!(plain(" A ref.\n  Follow [`ListReferencedUsers`]."), "A ref. Follow `ListReferencedUsers`.");
    }
}
