//! Articles and speakers as text while they are edited in a form.

use crate::model::{
    ArticleId, Differences, Metadata, Speaker, SpeakerId, SpeakerKind, SpeakerValue, TextDirection,
};
use crate::session::TypedText;

/// An article's details as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailsDraft {
    /// Title.
    pub title: String,
    /// Publisher.
    pub publisher: String,
    /// Byline.
    pub byline: String,
    /// Page in the paper.
    pub page: String,
    /// Credit lines, comma-separated.
    pub credit: String,
    /// URL.
    pub url: String,
    /// Date, as 2024-02-11.
    pub published: String,
    /// Language tag.
    pub language: String,
    /// Whether the text is an excerpt.
    pub partial: bool,
    /// Text direction, if it is set.
    pub direction: Option<TextDirection>,
}

impl DetailsDraft {
    /// The form of what is known.
    pub fn from_metadata(metadata: &Metadata) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            title: metadata.title.clone(),
            publisher: text(&metadata.publisher),
            byline: text(&metadata.byline),
            page: text(&metadata.page),
            credit: metadata.credit.join(", "),
            url: text(&metadata.url),
            published: metadata
                .published
                .map(|date| date.to_string())
                .unwrap_or_default(),
            language: text(&metadata.language),
            partial: metadata.partial,
            direction: metadata.direction,
        }
    }

    /// The metadata of the form; other fields stay. `None` if the date is invalid or the title is missing.
    pub fn metadata(&self, before: &Metadata) -> Option<Metadata> {
        let text = trimmed;
        let published = match text(&self.published) {
            Some(day) => Some(day.parse().ok()?),
            None => None,
        };
        Some(Metadata {
            title: text(&self.title)?,
            publisher: text(&self.publisher),
            byline: text(&self.byline),
            page: text(&self.page),
            credit: listed(&self.credit),
            url: text(&self.url),
            published,
            language: text(&self.language),
            partial: self.partial,
            direction: self.direction,
            ..before.clone()
        })
    }
}

impl DetailsDraft {
    /// The name of the form on disk.
    pub const FORM: &str = "details";

    fn texts(&mut self) -> [(&'static str, &mut String); 8] {
        [
            ("title", &mut self.title),
            ("publisher", &mut self.publisher),
            ("byline", &mut self.byline),
            ("page", &mut self.page),
            ("credit", &mut self.credit),
            ("url", &mut self.url),
            ("published", &mut self.published),
            ("language", &mut self.language),
        ]
    }

    /// The texts of the form as they are kept on disk.
    pub fn typed(&self, article: &ArticleId) -> TypedText {
        let key = (Self::FORM.to_owned(), vec![article.as_str().to_owned()]);
        let mut form = self.clone();
        TypedText::new(key, form.texts().map(|(name, text)| (name, &**text)))
    }

    /// The form with the texts that were kept on disk.
    #[must_use]
    pub fn with_typed(mut self, typed: &TypedText) -> Self {
        take_typed(self.texts(), typed);
        self
    }

    /// What was typed, where it differs from `before`; else `now`.
    #[must_use]
    pub fn carried(&self, before: &Self, now: &Self) -> Self {
        let pick = |typed: &String, before: &String, now: &String| -> String {
            if typed == before { now } else { typed }.clone()
        };
        Self {
            title: pick(&self.title, &before.title, &now.title),
            publisher: pick(&self.publisher, &before.publisher, &now.publisher),
            byline: pick(&self.byline, &before.byline, &now.byline),
            page: pick(&self.page, &before.page, &now.page),
            credit: pick(&self.credit, &before.credit, &now.credit),
            url: pick(&self.url, &before.url, &now.url),
            published: pick(&self.published, &before.published, &now.published),
            language: pick(&self.language, &before.language, &now.language),
            direction: now.direction,
            partial: if self.partial == before.partial {
                now.partial
            } else {
                self.partial
            },
        }
    }
}

/// A speaker as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakerDraft {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: SpeakerKind,
    /// Aliases, comma-separated.
    pub aliases: String,
    /// Role.
    pub role: String,
    /// Affiliation.
    pub affiliation: Option<SpeakerId>,
    /// Wikidata ID.
    pub wikidata: String,
    /// Palette index; `None` takes the least used.
    pub color: Option<usize>,
    /// Notes.
    pub note: String,
    /// What others say of it instead, which the form leaves alone.
    pub differences: Differences<SpeakerValue>,
}

impl SpeakerDraft {
    /// The form of what is known.
    pub fn from_speaker(speaker: &Speaker) -> Self {
        Self {
            name: speaker.name.clone(),
            kind: speaker.kind,
            aliases: speaker.aliases.join(", "),
            role: speaker.role.clone().unwrap_or_default(),
            affiliation: speaker.affiliation.clone(),
            wikidata: speaker.wikidata.clone().unwrap_or_default(),
            color: Some(speaker.color),
            note: speaker.note.clone(),
            differences: speaker.differences.clone(),
        }
    }

    /// The speaker of the form; `None` if the name is missing or the Wikidata ID is invalid.
    pub fn speaker(&self, next_color: usize) -> Option<Speaker> {
        let name = trimmed(&self.name)?;
        let wikidata = trimmed(&self.wikidata);
        let is_item = |item: &String| {
            let digits = item.strip_prefix(['Q', 'q']).unwrap_or_default();
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        if wikidata.as_ref().is_some_and(|item| !is_item(item)) {
            return None;
        }
        Some(Speaker {
            name,
            kind: self.kind,
            aliases: listed(&self.aliases),
            role: trimmed(&self.role),
            affiliation: self.affiliation.clone(),
            wikidata: wikidata.map(|item| item.to_uppercase()),
            color: self.color.unwrap_or(next_color),
            note: self.note.clone(),
            differences: self.differences.clone(),
        })
    }
}

impl SpeakerDraft {
    /// The name of the form on disk.
    pub const FORM: &str = "speaker";

    fn texts(&mut self) -> [(&'static str, &mut String); 5] {
        [
            ("name", &mut self.name),
            ("aliases", &mut self.aliases),
            ("role", &mut self.role),
            ("wikidata", &mut self.wikidata),
            ("note", &mut self.note),
        ]
    }

    /// The texts of the form as they are kept on disk; of a new speaker without an id.
    pub fn typed(&self, speaker: Option<&SpeakerId>) -> TypedText {
        let record = speaker.iter().map(|id| id.as_str().to_owned()).collect();
        let mut form = self.clone();
        let texts = form.texts().map(|(name, text)| (name, &**text));
        TypedText::new((Self::FORM.to_owned(), record), texts)
    }

    /// The form with the texts that were kept on disk.
    #[must_use]
    pub fn with_typed(mut self, typed: &TypedText) -> Self {
        take_typed(self.texts(), typed);
        self
    }
}

fn take_typed<const FIELDS: usize>(fields: [(&str, &mut String); FIELDS], typed: &TypedText) {
    for (name, text) in fields {
        if let Some(typed) = typed.texts.get(name) {
            text.clone_from(typed);
        }
    }
}

/// A text without the white space around it, unless it is empty.
pub fn trimmed(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Comma-separated items (Latin or Arabic commas), without duplicates.
pub fn listed(text: &str) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for item in text.split([',', '،']).filter_map(trimmed) {
        if !list.contains(&item) {
            list.push(item);
        }
    }
    list
}

/// The folder name for a project title: letters, digits and hyphens.
pub fn folder_name(title: &str) -> String {
    let mut name = String::new();
    for letter in title.trim().chars() {
        if letter.is_alphanumeric() {
            name.extend(letter.to_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_end_matches('-').chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_survive_the_way_through_the_form() {
        let metadata = Metadata {
            title: "Talks".into(),
            credit: vec!["Reuters".into(), "Agencies".into()],
            published: "2024-02-11".parse().ok(),
            direction: Some(TextDirection::RightToLeft),
            original: Some("talks.html".into()),
            ..Metadata::default()
        };
        assert_eq!(
            DetailsDraft::from_metadata(&metadata).metadata(&metadata),
            Some(metadata)
        );
    }

    #[test]
    fn a_day_that_is_none_is_not_taken() {
        let draft = DetailsDraft {
            title: "Talks".into(),
            published: "11/02/24".into(),
            ..DetailsDraft::default()
        };
        assert_eq!(draft.metadata(&Metadata::default()), None);
    }

    #[test]
    fn a_title_becomes_a_folder_in_any_script() {
        assert_eq!(folder_name("Baghdad talks: 2024!"), "baghdad-talks-2024");
        assert_eq!(folder_name("محادثات بغداد"), "محادثات-بغداد");
        assert_eq!(folder_name("../.."), "");
    }
}
