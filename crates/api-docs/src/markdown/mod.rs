//! All operations as pages for people, one for each section: `docs/api`.

mod rows;

use std::collections::BTreeMap;
use std::fmt::Write;

use wheelhouse_contract::answer::AnswerShape;
use wheelhouse_contract::body::Variants;
use wheelhouse_contract::operation::{Declared, QueryKind, QueryParameter};
use wheelhouse_contract::sections::declared;
use wheelhouse_contract::{Method, Operation};

use crate::pages::Page;
use crate::prose::plain;

/// What the pages have in common.
pub const README: &str = "\
# The API

Every operation of the API, with a page for each section: what it is for, what it answers, where in the console it is done,
and what it takes. `cargo xtask openapi` writes the same for programs, as an OpenAPI document. A change needs only the
fields that change. Fields of groups stand behind their group: `tls.min_version`, and `hosts[].id` for each of a list.
`cargo test -p wheelhouse-api-docs` compares these pages with the declarations, and writes them with `WRITE_API=1`.
";

/// The pages, by section.
pub fn documents(pages: &[Page]) -> BTreeMap<&'static str, String> {
    let mut texts = BTreeMap::new();
    let mut kinds: Vec<(&'static Variants, &'static str)> = Vec::new();
    for declared in declared() {
        let operation = declared.operation;
        let section = operation.section();
        let text = texts.entry(section).or_insert_with(|| format!("# {section}\n"));
        line(text, format_args!("\n## {}\n", operation.title()));
        line(text, format_args!("`{}` · `{} {}`\n", operation.id, operation.method.name(), operation.path));
        let mut about = vec![plain(declared.documentation), answers(declared)];
        about.extend(place(operation, pages));
        line(text, format_args!("{}{}", deprecation(operation), about.join(" ")));
        query(text, operation.query);
        body(text, operation, &mut kinds);
    }
    texts
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a text never fails.
    let _ = writeln!(text, "{line}");
}

fn deprecation(operation: &Operation) -> &'static str {
    if operation.deprecated { "Deprecated. " } else { "" }
}

fn answers(declared: &Declared) -> String {
    let things = |what: &str, name: &str| format!("Answers {what} of `{name}`.");
    match declared.operation.answer() {
        AnswerShape::Resource(name, _) => format!("Answers `{name}`."),
        AnswerShape::Items(name, _) => things("a list", name),
        AnswerShape::Page(name, _) => things("pages of a list", name),
        AnswerShape::Wrapped(key, name, _) => format!("Answers a list of `{name}` under `{key}`."),
        AnswerShape::Written(name, _) => {
            format!("Answers `{name}` as it is then, and the activities that were started.")
        }
        AnswerShape::Accepted => "Answers the activities that were started.".to_owned(),
        AnswerShape::Nothing => "Answers nothing.".to_owned(),
    }
}

/// Where a person does it.
fn place(operation: &Operation, pages: &[Page]) -> Option<String> {
    let there = pages.iter().filter(|page| page.operations.iter().any(|id| id == operation.id));
    let mut there: Vec<String> = there.map(|page| format!("{} (`{}`)", page.name, page.route)).collect();
    there.dedup();
    (!there.is_empty()).then(|| format!("In the console: {}.", there.join(", ")))
}

fn query(text: &mut String, parameters: &[QueryParameter]) {
    if parameters.is_empty() {
        return;
    }
    line(text, format_args!("\n| In the address | Kind | Required |\n| --- | --- | --- |"));
    for parameter in parameters {
        let required = if parameter.required { "yes" } else { "" };
        line(text, format_args!("| `{}` | {} | {required} |", parameter.name, kind(parameter.kind)));
    }
}

const WITH_OPERATOR: &str = "; an operator may stand behind the name, as in `[ne]`";

fn kind(kind: QueryKind) -> String {
    match kind {
        QueryKind::Text => "text".to_owned(),
        QueryKind::Texts => "text, several times".to_owned(),
        QueryKind::Integer { min, max } => format!("whole number, {min} to {max}"),
        QueryKind::Choice(choices) => rows::one_of(choices.iter().copied()),
        QueryKind::Sort(fields) => format!("{}; with - before it for descending", rows::one_of(fields.iter().copied())),
        QueryKind::Time => "time (RFC 3339)".to_owned(),
        QueryKind::Filter => format!("text{WITH_OPERATOR}"),
        QueryKind::TimeFilter => format!("time (RFC 3339){WITH_OPERATOR}"),
        QueryKind::FlagFilter => format!("true or false{WITH_OPERATOR}"),
    }
}

fn body(text: &mut String, operation: &Operation, kinds: &mut Vec<(&'static Variants, &'static str)>) {
    if let Some(field) = operation.file {
        line(text, format_args!("\nTakes a form (`multipart/form-data`) with a file in the field `{field}`."));
    }
    let Some(body) = operation.body else { return };
    if operation.takes_list {
        line(text, format_args!("\nTakes a list of these:"));
    }
    let is_change = operation.method == Method::Patch;
    let shared = rows::of(body.fields, is_change);
    if !shared.is_empty() {
        line(text, format_args!("\n{}{shared}", rows::HEAD));
    }
    let Some(variants) = body.variants else { return };
    let known = kinds.iter().find(|(known, _)| std::ptr::eq(*known, variants));
    if let Some((_, first)) = known {
        line(text, format_args!("\nTakes the fields of `{first}`."));
        return;
    }
    kinds.push((variants, operation.id));
    for variant in variants.list {
        let tag = variants.tag.map(|tag| format!(", `{tag}` = `{}`", variant.value)).unwrap_or_default();
        line(text, format_args!("\n{}{tag}: {}\n", variant.label, variant.help));
        line(text, format_args!("{}{}", rows::HEAD, rows::of(variant.body.fields, is_change)));
    }
}
