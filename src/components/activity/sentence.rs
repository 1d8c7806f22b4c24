//! What an activity did, as a sentence in which environments go by their titles.

use leptos::prelude::*;
use wheelhouse_contract::Resource;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::activity::Activity;

use crate::components::Titles;
use crate::text::sentence as capital;
use crate::ui::el;

/// How the API marks an environment in the description of an activity.
const TAG: &str = "<environment data-id=\"";

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// The title of an environment.
    Title(String),
}

/// What an activity did, in the API's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(Vec<Piece>);

impl Sentence {
    /// Of an activity, with who did it at its start.
    pub fn of(activity: &Activity, titles: Titles) -> Self {
        let told = activity.text().or(activity.kind()).unwrap_or("An activity without a description");
        Self::read(told, &tagged(activity.description().unwrap_or_default()), &|id| {
            titles.known(id).or_else(|| {
                let payload = |key| text(activity.raw(), key);
                let title =
                    payload("payload.environment.title").filter(|_| payload("payload.environment.id") == Some(id));
                title.map(str::to_owned)
            })
        })
    }

    /// Finds the ids of environments in a text: those that the description marks, or where it marks none, whatever
    /// `called` knows.
    fn read(told: &str, tagged: &[(String, String)], called: &dyn Fn(&str) -> Option<String>) -> Self {
        let title = |id: &str| {
            let named = tagged.iter().find(|(known, _)| known == id);
            match named {
                Some((_, title)) => called(id).or_else(|| Some(title.clone())),
                None if tagged.is_empty() => called(id),
                None => None,
            }
        };
        let mut pieces = Vec::new();
        let mut plain = String::new();
        for (number, word) in told.split(' ').enumerate() {
            if number > 0 {
                plain.push(' ');
            }
            let id = word.trim_matches(|letter: char| !letter.is_alphanumeric());
            let around = word.split_once(id).filter(|_| !id.is_empty());
            match around.zip(title(id)) {
                Some(((before, after), title)) => {
                    plain.push_str(before);
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                    pieces.push(Piece::Title(title));
                    plain.push_str(after);
                }
                None => plain.push_str(word),
            }
        }
        pieces.push(Piece::Text(plain));
        Self(pieces)
    }

    /// The sentence as short as a list has room for: without who did it, and with titles alone. "Pushed to Staging".
    pub fn short(mut self, actor: Option<&str>) -> Self {
        let is_title: Vec<bool> = self.0.iter().skip(1).map(|piece| matches!(piece, Piece::Title(_))).collect();
        for (piece, before_title) in self.0.iter_mut().zip(is_title) {
            if let Piece::Text(text) = piece
                && let Some(rest) = text.strip_suffix("environment ").filter(|_| before_title)
            {
                *text = rest.to_owned();
            }
        }
        if let (Some(Piece::Text(first)), Some(actor)) = (self.0.first_mut(), actor)
            && let Some(rest) = first.strip_prefix(actor).and_then(|rest| rest.strip_prefix(' '))
        {
            *first = capital(rest);
        }
        self
    }

    /// Whether it has this title in it.
    pub fn says(&self, title: &str) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Title(said) if said == title))
    }

    /// As text.
    pub fn plain(&self) -> String {
        let said = |piece: &Piece| match piece {
            Piece::Text(text) | Piece::Title(text) => text.clone(),
        };
        self.0.iter().map(said).collect()
    }

    pub fn view(&self) -> AnyView {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone().into_any(),
            Piece::Title(title) => el("bdi").text(title.clone()).into_any(),
        };
        self.0.iter().map(piece).collect::<Vec<_>>().into_any()
    }
}

/// The environments that a description marks, by their ids: `<environment data-id="main">Main</environment>`.
fn tagged(description: &str) -> Vec<(String, String)> {
    let one = |rest: &str| {
        let (id, rest) = rest.split_once('"')?;
        let (_, rest) = rest.split_once('>')?;
        let (title, _) = rest.split_once('<')?;
        Some((plain(id), plain(title)))
    };
    description.split(TAG).skip(1).filter_map(one).collect()
}

/// Text out of HTML.
fn plain(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(id: &str) -> Option<String> {
        let all = [("email-templates-c8r4v", "fix/email-templates"), ("main", "Main"), ("staging", "Staging")];
        all.into_iter().find(|(known, _)| *known == id).map(|(_, title)| title.to_owned())
    }

    fn said(text: &str, description: &str) -> Sentence {
        Sentence::read(text, &tagged(description), &known)
    }

    #[test]
    fn an_environment_goes_by_its_title() {
        let sentence = said("Ada Bell pushed to environment email-templates-c8r4v", "");
        assert_eq!(sentence.plain(), "Ada Bell pushed to environment fix/email-templates");
        assert!(sentence.says("fix/email-templates") && !sentence.says("Main"));
        assert_eq!(
            said("merged environment `staging` into main.", "").plain(),
            "merged environment `Staging` into Main."
        );
    }

    #[test]
    fn where_the_description_marks_environments_no_other_word_is_taken_for_one() {
        let description = "deleted variable main on environment <environment data-id=\"gone-1\">R&amp;D</environment>";
        let sentence = said("deleted variable main on environment gone-1", description);
        assert_eq!(sentence.plain(), "deleted variable main on environment R&D");
    }

    #[test]
    fn what_is_not_known_stays_as_it_is() {
        assert_eq!(said("deleted environment gone-1", "").plain(), "deleted environment gone-1");
        assert_eq!(said("  – 'x' ", "<environment data-id=\"broken").plain(), "  – 'x' ");
        assert_eq!(said("", "").plain(), "");
    }

    #[test]
    fn who_did_it_is_left_out_where_somebody_did() {
        let sentence = said("Ada Bell pushed to environment main", "");
        assert_eq!(sentence.clone().short(Some("Ada Bell")).plain(), "Pushed to Main");
        assert_eq!(sentence.clone().short(Some("Ada")).plain(), "Bell pushed to Main");
        assert_eq!(sentence.short(None).plain(), "Ada Bell pushed to Main");
        assert_eq!(said("created an environment", "").short(None).plain(), "created an environment");
    }
}
