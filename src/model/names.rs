//! Names of speakers in the words of a source: finds whom a source names, and tells where that is somebody other than the
//! speaker it stands for.

use std::collections::{BTreeMap, HashMap};

use unicode_segmentation::UnicodeSegmentation;

use super::id::SpeakerId;
use super::speaker::{Speaker, SpeakerKind};
use crate::text::fold::fold;

/// What has more words is a description and not looked for.
const MAX_NAME_WORDS: usize = 16;

/// The speakers by their names and aliases. A source of some words takes a few look-ups, however many speakers there are.
#[derive(Clone, Debug, Default)]
pub(super) struct NameIndex {
    speakers: HashMap<String, Namesakes>,
    /// The number of words of the longest name.
    longest: usize,
}

/// The speakers of one name, each list in the order of ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Namesakes {
    pub(super) named: Vec<SpeakerId>,
    /// Equal descriptions of unnamed speakers name nobody.
    pub(super) unnamed: Vec<SpeakerId>,
}

impl NameIndex {
    pub(super) fn new(speakers: &BTreeMap<SpeakerId, Speaker>) -> Self {
        let mut index = Self::default();
        for (id, speaker) in speakers {
            for name in speaker.names() {
                let name = words_of(name);
                let count = name.split(' ').count();
                if name.is_empty() || count > MAX_NAME_WORDS {
                    continue;
                }
                index.longest = index.longest.max(count);
                let namesakes = index.speakers.entry(name).or_default();
                let list = match speaker.kind {
                    SpeakerKind::Unnamed => &mut namesakes.unnamed,
                    _ => &mut namesakes.named,
                };
                if list.last() != Some(id) {
                    list.push(id.clone());
                }
            }
        }
        index
    }

    /// Those who are named in a source, in the order of its words; the longest name at a word first.
    pub(super) fn named_in<'a>(&'a self, source: &'a str) -> impl Iterator<Item = &'a Namesakes> {
        let bounds = source.match_indices(' ').map(|(at, _)| at);
        let ends: Vec<usize> = bounds.chain([source.len()]).collect();
        let starts = std::iter::once(0).chain(ends.clone().into_iter().map(|end| end + 1));
        let phrases = starts.take(ends.len()).enumerate().flat_map(move |(at, start)| {
            let ends: Vec<usize> = ends.iter().skip(at).take(self.longest).copied().collect();
            ends.into_iter().rev().map(move |end| start..end)
        });
        phrases.filter_map(|phrase| self.get(source.get(phrase)?))
    }

    fn get(&self, phrase: &str) -> Option<&Namesakes> {
        #[cfg(test)]
        tests::COMPARED.set(tests::COMPARED.get() + 1);
        self.speakers.get(phrase)
    }
}

/// The words as they are compared: folded, with one space between them.
pub fn words_of(text: &str) -> String {
    let folded = fold(text);
    folded.unicode_words().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(super) mod tests {
    use std::cell::Cell;

    use super::super::attribution::Attribution;
    use super::super::check::{MAX_NAMESAKES, names_another};
    use super::super::project::Project;
    use super::*;
    use crate::model::{Anchor, Edit, Head};
    use crate::text::Span;

    thread_local! {
        /// Look-ups of names and questions whether two speakers belong together.
        pub static COMPARED: Cell<usize> = const { Cell::new(0) };
    }

    fn speaker(name: &str, body: Option<&str>) -> Speaker {
        Speaker {
            affiliation: body.map(Into::into),
            ..Speaker::named(name, 0)
        }
    }

    fn project() -> Project {
        let mut project = Project::new(Head::titled("A"));
        let mut ministry = speaker("Ministry of Defence", Some("s-iraq"));
        ministry.aliases = vec!["MoD".into()];
        let mut sources = speaker("two officials", None);
        sources.kind = SpeakerKind::Unnamed;
        let speakers = [
            ("s-iraq", speaker("Iraq", None)),
            ("s-mod", ministry),
            ("s-rasoul", speaker("Yahya Rasoul", Some("s-mod"))),
            ("s-karim", speaker("Nádia Karim", None)),
            ("s-two", sources),
        ];
        for (id, speaker) in speakers {
            project
                .apply(Edit::Speaker(id.into(), Some(Box::new(speaker))))
                .unwrap();
        }
        project
    }

    fn link(speaker: &str, pieces: &[&str]) -> Attribution {
        let anchor = |words: &&str| Anchor::new(words, Span::new(0, words.len())).unwrap();
        Attribution {
            speakers: vec![speaker.into()],
            source: pieces.iter().map(anchor).collect(),
            ..Attribution::default()
        }
    }

    fn found(speaker: &str, source: &str) -> Option<String> {
        names_another(&project(), &link(speaker, &[source])).map(|kind| kind.to_string())
    }

    #[test]
    fn a_source_that_names_another_speaker_is_told_with_both_names() {
        assert_eq!(
            found("s-rasoul", "engineer NADIA  karim").unwrap(),
            "source “engineer NADIA  karim” names Nádia Karim, but the claim is attributed to Yahya Rasoul"
        );
        assert!(found("s-karim", "a spokesman of the mod").is_some(), "an alias");
    }

    #[test]
    fn own_names_affiliations_and_parts_of_words_are_no_other_speaker() {
        assert_eq!(found("s-karim", "Nadia Karim of the Ministry of Defence"), None);
        assert_eq!(found("s-rasoul", "the MoD of Iraq"), None, "those above");
        assert_eq!(found("s-iraq", "Yahya Rasoul"), None, "those below");
        assert_eq!(
            found("s-karim", "the Iraqi modern army"),
            None,
            "whole words only"
        );
        assert_eq!(found("s-karim", "two officials"), None, "nobody is named");
        assert_eq!(
            found("s-two", "two officials of Iraq"),
            None,
            "described in its own words"
        );
        assert_eq!(found("s-gone", "Nadia Karim"), None);
        let pieces = link("s-karim", &["Iraq", "Nadia Karim"]);
        assert_eq!(names_another(&project(), &pieces), None);
    }

    #[test]
    fn a_circle_of_affiliations_ends() {
        let circle = [("s-1", "s-2"), ("s-2", "s-3"), ("s-3", "s-2")];
        let circle = circle.map(|(id, body)| (SpeakerId::from(id), speaker(id, Some(body))));
        let project = Project::from_parts(Head::titled("A"), BTreeMap::new(), circle.into(), BTreeMap::new());
        assert!(project.belongs_to(&"s-1".into(), &"s-3".into()));
        assert!(!project.belongs_to(&"s-3".into(), &"s-1".into()));
    }

    #[test]
    fn ten_thousand_speakers_cost_a_source_no_more_than_a_few() {
        let many = (0..10_000).map(|at| {
            // Half of them share a name, and all of them its first word.
            let name = if at % 2 == 0 {
                "John Smith".to_owned()
            } else {
                format!("John Doe {at}")
            };
            (SpeakerId::from(format!("s-{at:05}")), speaker(&name, None))
        });
        let project = Project::from_parts(
            Head::titled("A"),
            BTreeMap::new(),
            many.collect(),
            BTreeMap::new(),
        );
        COMPARED.set(0);
        let links = [
            link("s-00001", &["minister John Smith"]),
            link("s-00003", &["John Doe 3"]),
            link("s-00005", &["a spokesman"]),
        ];
        let claims = 100_000;
        let mut told = 0;
        for at in 0..claims {
            told += usize::from(names_another(&project, &links[at % 3]).is_some());
        }
        assert_eq!(told, claims.div_ceil(3));
        assert!(
            COMPARED.get() < claims * (6 + MAX_NAMESAKES),
            "{}",
            COMPARED.get()
        );
    }
}
