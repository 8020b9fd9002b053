//! The filter of the list: words, and fields such as 'publisher:courier', any of them with a minus before it.

use super::index::Entry;
use crate::search::typed::{is_mark, tokens};
use crate::text::fold::fold;

/// A field that can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Publisher,
    Byline,
    Date,
    Language,
    Tag,
    State,
    Assigned,
}

impl Field {
    pub(super) const ALL: [Self; 8] = [
        Self::Title,
        Self::Publisher,
        Self::Byline,
        Self::Date,
        Self::Language,
        Self::Tag,
        Self::State,
        Self::Assigned,
    ];

    /// Its word in front of the colon.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Title => fl!("articles-field-title"),
            Self::Publisher => fl!("articles-field-publisher"),
            Self::Byline => fl!("articles-field-byline"),
            Self::Date => fl!("articles-field-date"),
            Self::Language => fl!("articles-field-language"),
            Self::Tag => fl!("articles-field-tag"),
            Self::State => fl!("articles-field-state"),
            Self::Assigned => fl!("articles-field-assigned"),
        }
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    is_wanted: bool,
    /// Title, publisher and byline if `None`.
    field: Option<Field>,
    folded: String,
}

/// All conditions that an article must meet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter(Vec<Term>);

impl Filter {
    /// Reads what was typed. A word that is no field's stays a word, with its colon.
    pub(super) fn parse(typed: &str) -> Self {
        let terms = tokens(typed).into_iter().filter_map(|token| {
            let (is_wanted, token) = match token.strip_prefix('-') {
                Some(rest) if !rest.is_empty() => (false, rest),
                _ => (true, token),
            };
            let (field, value) = field_of(token).map_or((None, token), |(field, value)| (Some(field), value));
            let folded = fold(value.trim_matches(is_mark).trim());
            (!folded.is_empty()).then_some(Term {
                is_wanted,
                field,
                folded,
            })
        });
        Self(terms.collect())
    }

    /// Whether an article meets all conditions.
    pub(super) fn fits(&self, entry: &Entry) -> bool {
        self.0.iter().all(|term| term.holds(entry) == term.is_wanted)
    }
}

impl Term {
    fn holds(&self, entry: &Entry) -> bool {
        let value = self.folded.as_str();
        match self.field {
            None => [&entry.title, &entry.folded_publisher, &entry.byline]
                .into_iter()
                .any(|text| text.contains(value)),
            Some(Field::Title) => entry.title.contains(value),
            Some(Field::Publisher) => entry.folded_publisher.contains(value),
            Some(Field::Byline) => entry.byline.contains(value),
            Some(Field::Language) => entry.language.starts_with(value),
            Some(Field::Tag) => entry.tags.iter().any(|tag| fold(tag).starts_with(value)),
            Some(Field::Assigned) if entry.assigned.is_empty() => {
                value == fold(fl!("articles-field-assigned.nobody"))
            }
            Some(Field::Assigned) => entry.assigned.iter().any(|name| fold(name).starts_with(value)),
            Some(Field::Date) => entry.published.is_some_and(|day| {
                let day = day.to_string();
                // The end of a span is meant with all of its days: '2024-02' ends on the 29th.
                value.split_once("..").map_or_else(
                    || day.starts_with(value),
                    |(from, to)| {
                        day.as_str() >= from && (to.is_empty() || day.as_str() <= to || day.starts_with(to))
                    },
                )
            }),
            Some(Field::State) => {
                let state = entry.state;
                let is_open = value == fold(fl!("articles-state-open")) && !state.is_finished();
                is_open || fold(state.label()).starts_with(value)
            }
        }
    }
}

fn field_of(token: &str) -> Option<(Field, &str)> {
    let (word, value) = token.split_once(':')?;
    let word = fold(word);
    let field = Field::ALL.into_iter().find(|field| fold(field.word()) == word)?;
    Some((field, value))
}

/// The value that a filter demands of a field.
pub(super) fn value_of(typed: &str, wanted: Field) -> Option<String> {
    let found = tokens(typed).into_iter().filter_map(field_of);
    let mut values = found.filter(|(field, _)| *field == wanted);
    values
        .next()
        .map(|(_, value)| value.trim_matches(is_mark).to_owned())
}

/// The filter with another value for a field, or with none.
pub(super) fn with_value(typed: &str, wanted: Field, value: Option<&str>) -> String {
    let is_other = |token: &&str| field_of(token).is_none_or(|(field, _)| field != wanted);
    let mut kept: Vec<String> = tokens(typed)
        .into_iter()
        .filter(is_other)
        .map(str::to_owned)
        .collect();
    if let Some(value) = value {
        let quoted = if value.contains(char::is_whitespace) {
            format!("\"{value}\"")
        } else {
            value.to_owned()
        };
        kept.push(format!("{}:{quoted}", wanted.word()));
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::index::WorkState;
    use super::*;

    fn entry() -> Entry {
        let mut entry = Entry::new("a".into());
        entry.title = fold("Depot fire: what is known");
        entry.publisher = Some("The Example Courier".to_owned());
        entry.folded_publisher = fold("The Example Courier");
        entry.byline = fold("By Amal Haddad");
        entry.language = "en".to_owned();
        entry.published = Some(jiff::civil::date(2024, 2, 29));
        entry.tags = vec!["Attacks".to_owned()];
        entry.assigned = vec!["Amal".to_owned(), "Jonas".to_owned()];
        entry.state = WorkState::PartlyReviewed;
        entry
    }

    #[test]
    fn words_and_fields_must_all_fit() {
        for (typed, fits) in [
            ("", true),
            ("fire courier", true),
            ("fire wire", false),
            ("fire -wire", true),
            ("-fire", false),
            ("publisher:courier", true),
            ("title:courier", false),
            ("publisher:\"example courier\"", true),
            ("tag:attack", true),
            ("-tag:attack", false),
            ("assigned:jonas", true),
            ("assigned:nobody", false),
            ("-assigned:zoe", true),
            ("date:2024-02", true),
            ("date:2024-01..2024-02", true),
            ("date:2024-03..", false),
            ("state:open", true),
            ("state:done", false),
            ("state:partly", true),
            ("language:en", true),
            ("12:30", false),
            ("fire:", true),
            ("fire: whatever", false),
            ("“fire: what”", true),
        ] {
            assert_eq!(Filter::parse(typed).fits(&entry()), fits, "{typed}");
        }
    }

    #[test]
    fn a_field_is_set_and_taken_away_within_what_was_typed() {
        let typed = "fire date:2024-02 -wire";
        let with = with_value(typed, Field::Publisher, Some("The Courier"));
        assert_eq!(with, "fire date:2024-02 -wire publisher:\"The Courier\"");
        assert_eq!(value_of(&with, Field::Publisher).as_deref(), Some("The Courier"));
        assert_eq!(with_value(&with, Field::Publisher, None), typed);
        assert_eq!(value_of(typed, Field::Tag), None);
    }
}
