//! The project: speakers, reviewers and articles together. Only `edit` changes it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::article::{AnchorCounts, Article};
use super::attribution::Attribution;
use super::claim::Claim;
use super::difference::{DifferencePlace, Differences, FieldKey, FieldValue, differing};
use super::facts::ProjectValue;
use super::id::{ArticleId, ClaimId, ReviewerId, SpeakerId};
use super::labels::{Derived, Labels, of_reviewers, of_speakers};
use super::names::NameIndex;
use super::review::Reviewer;
use super::speaker::{Speaker, SpeakerKind};

/// The title and the settings of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The title.
    pub title: String,
    /// The rules for annotating, in Markdown.
    pub guidelines: String,
    /// The ratings a verdict may take, in the order of the scale.
    pub scale: Vec<Rating>,
    /// The publisher of the reviews, if they are published.
    pub publisher: Option<Publisher>,
    /// Which articles are shown without suggestions, if any are.
    #[serde(default)]
    pub blind: Option<Blind>,
    /// What others say of the project and its reviewers instead, until somebody chooses.
    pub differences: Differences<ProjectValue>,
}

/// One article in so many is shown without suggestions until it is done, so that it can be told how far suggestions move
/// the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blind {
    /// One in how many; at least 2.
    pub one_in: usize,
    /// What chooses them.
    pub seed: usize,
}

impl Blind {
    /// Whether it chooses an article, by its id alone: 64-bit FNV-1a over the seed and the id.
    pub fn chooses(self, article: &ArticleId) -> bool {
        const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0100_0000_01b3;
        let seed = (self.seed as u64).to_le_bytes();
        let bytes = seed.into_iter().chain(article.as_str().bytes());
        let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
        // The lowest bits of this hash are the least mixed.
        (hash >> 17) % (self.one_in.max(1) as u64) == 0
    }
}

/// The publisher of reviews and their pages, for exports for the web.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publisher {
    /// The organisation: 'Example Checks'.
    pub name: String,
    /// Its URL.
    pub url: String,
    /// The URL of each review's page, with `{article}` and `{claim}` in place of the ids.
    pub page: String,
}

impl Publisher {
    /// A publisher with this name and pages of this form; its own URL is that of their site.
    pub fn on_page(name: &str, page: &str) -> Self {
        Self {
            name: name.trim().to_owned(),
            url: page.trim().split('/').take(3).collect::<Vec<_>>().join("/"),
            page: page.trim().to_owned(),
        }
    }

    /// The URL of a claim's review. If the pattern has no `{claim}`, the id follows a '#', so that every review has its
    /// own URL.
    pub fn page_of(&self, article: &ArticleId, claim: &ClaimId) -> String {
        let page = self.page.replace("{article}", article.as_str());
        if page.contains("{claim}") {
            page.replace("{claim}", claim.as_str())
        } else {
            format!("{page}#{claim}")
        }
    }
}

/// One step of the scale of verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// The name verdicts refer to it by: `mostly-true`.
    pub key: String,
    /// What people read: 'Mostly true'.
    pub label: String,
}

impl Head {
    /// A project of this title with the scale of six that most fact-checkers know.
    pub fn titled(title: impl Into<String>) -> Self {
        let scale = [
            ("true", "True"),
            ("mostly-true", "Mostly true"),
            ("half-true", "Half true"),
            ("mostly-false", "Mostly false"),
            ("false", "False"),
            ("unproven", "Unproven"),
        ];
        Self {
            title: title.into(),
            guidelines: String::new(),
            scale: scale
                .map(|(key, label)| Rating {
                    key: key.to_owned(),
                    label: label.to_owned(),
                })
                .into(),
            publisher: None,
            blind: None,
            differences: Differences::default(),
        }
    }
}

/// A project: read by its accessors, changed by [`Project::apply`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    pub(super) head: Head,
    pub(super) reviewers: BTreeMap<ReviewerId, Reviewer>,
    pub(super) speakers: BTreeMap<SpeakerId, Speaker>,
    pub(super) articles: BTreeMap<ArticleId, Article>,
    pub(super) speaker_labels: Labels<SpeakerId>,
    pub(super) reviewer_labels: Labels<ReviewerId>,
    pub(super) speaker_names: Derived<NameIndex>,
}

impl Project {
    /// A project with nothing in it.
    pub fn new(head: Head) -> Self {
        Self::from_parts(head, BTreeMap::new(), BTreeMap::new(), BTreeMap::new())
    }

    /// A project as it was read from disk, without checks: `check` reports what is wrong.
    pub fn from_parts(
        head: Head,
        reviewers: BTreeMap<ReviewerId, Reviewer>,
        speakers: BTreeMap<SpeakerId, Speaker>,
        articles: BTreeMap<ArticleId, Article>,
    ) -> Self {
        Self {
            head,
            reviewers,
            speakers,
            articles,
            speaker_labels: Labels::default(),
            reviewer_labels: Labels::default(),
            speaker_names: Derived::default(),
        }
    }

    /// Its title and settings.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The reviewers.
    pub fn reviewers(&self) -> &BTreeMap<ReviewerId, Reviewer> {
        &self.reviewers
    }

    /// The speakers.
    pub fn speakers(&self) -> &BTreeMap<SpeakerId, Speaker> {
        &self.speakers
    }

    /// The articles.
    pub fn articles(&self) -> &BTreeMap<ArticleId, Article> {
        &self.articles
    }

    /// The articles whose texts have not been read.
    pub fn unread(&self) -> impl Iterator<Item = &ArticleId> {
        let articles = self.articles.iter();
        articles.filter_map(|(id, article)| article.text.is_none().then_some(id))
    }

    /// The articles in the order they are listed in: as they were added, those of unknown age last.
    pub fn articles_in_order(&self) -> Vec<(&ArticleId, &Article)> {
        let mut articles: Vec<_> = self.articles.iter().collect();
        // The sort is stable: articles added together stay in the order of their ids.
        articles.sort_by_key(|(_, article)| article.metadata.list_key());
        articles
    }

    /// One article.
    pub fn article(&self, id: &ArticleId) -> Option<&Article> {
        self.articles.get(id)
    }

    /// One claim.
    pub fn claim(&self, article: &ArticleId, claim: &ClaimId) -> Option<&Claim> {
        self.article(article)?.claims.get(claim)
    }

    /// One speaker.
    pub fn speaker(&self, id: &SpeakerId) -> Option<&Speaker> {
        self.speakers.get(id)
    }

    /// Whether a link after another is not a speaker but the document in which that one speaks: 'the army said in a
    /// statement'. A document with a cue of its own speaks.
    pub fn is_medium(&self, link: &Attribution) -> bool {
        let document = |id| {
            self.speaker(id)
                .is_some_and(|speaker| speaker.kind == SpeakerKind::Document)
        };
        link.cue.is_empty() && !link.speakers.is_empty() && link.speakers.iter().all(document)
    }

    /// The label of a claim's verdict.
    pub fn verdict_label<'a>(&'a self, claim: &'a Claim) -> Option<&'a str> {
        let verdict = claim.verdict.as_ref()?;
        Some(self.rating_label(&verdict.rating))
    }

    /// The label of a rating, or its key where the scale no longer has it.
    pub fn rating_label<'a>(&'a self, key: &'a str) -> &'a str {
        let rating = self.head.scale.iter().find(|rating| rating.key == key);
        rating.map_or(key, |rating| &rating.label)
    }

    /// Every claim with the id of its article.
    pub fn claims(&self) -> impl Iterator<Item = (&ArticleId, &ClaimId, &Claim)> {
        self.articles
            .iter()
            .flat_map(|(article, value)| value.claims.iter().map(move |(id, claim)| (article, id, claim)))
    }

    /// Every unsettled difference: the project's own, then speaker by speaker and article by article.
    pub fn differences(&self) -> impl Iterator<Item = DifferencePlace> {
        let mut of_project: Vec<FieldKey> = self
            .head
            .differences
            .iter()
            .map(|other| other.theirs.key())
            .collect();
        of_project.dedup();
        let of_project = of_project.into_iter().map(DifferencePlace::Project);
        let of_speakers = self.speakers.iter().flat_map(|(id, speaker)| {
            let keys = differing(speaker).into_iter();
            keys.map(|key| DifferencePlace::Speaker(id.clone(), key))
        });
        let of_articles = self
            .articles
            .iter()
            .flat_map(|(id, article)| article.differences_at(id));
        of_project.chain(of_speakers).chain(of_articles)
    }

    /// Gives an unread article its text. This is no edit and cannot be undone: it only loads what is on disk. `None` if
    /// there is no such article or it has been read.
    pub fn read_article(&mut self, id: &ArticleId, text: Arc<str>) -> Option<AnchorCounts> {
        let article = self.articles.get_mut(id)?;
        article.text.is_none().then(|| article.read(text))
    }

    /// Puts an article that was read elsewhere in the place of the same article without its text, as
    /// [`read_article`](Self::read_article) would. `false`, and nothing done, where it has changed since.
    pub fn put_read_article(&mut self, id: &ArticleId, unread: &Article, read: Article) -> bool {
        let Some(article) = self.articles.get_mut(id).filter(|article| **article == *unread) else {
            return false;
        };
        *article = read;
        true
    }
}

impl Project {
    /// The speakers by their names.
    pub(super) fn name_index(&self) -> &NameIndex {
        self.speaker_names
            .0
            .get_or_init(|| NameIndex::new(&self.speakers))
    }

    /// A speaker's name, with its role or affiliation or else a number where another has the same name: 'John Smith
    /// (farmer)', 'John Smith (2)'. The id, where the project has no such speaker.
    pub fn speaker_label<'a>(&'a self, id: &'a SpeakerId) -> &'a str {
        let labels = self.speaker_labels.0.get_or_init(|| of_speakers(&self.speakers));
        let name = || self.speakers.get(id).map(|speaker| &speaker.name);
        labels.get(id).or_else(name).map_or(id.as_str(), String::as_str)
    }

    /// Whether another speaker has the same name.
    pub fn shares_name(&self, id: &SpeakerId) -> bool {
        let labels = self.speaker_labels.0.get_or_init(|| of_speakers(&self.speakers));
        labels.contains_key(id)
    }

    /// A reviewer's name, with a number where another has the same name. The id, where the project has no such reviewer.
    pub fn reviewer_label<'a>(&'a self, id: &'a ReviewerId) -> &'a str {
        let labels = self
            .reviewer_labels
            .0
            .get_or_init(|| of_reviewers(&self.reviewers));
        let name = || self.reviewers.get(id).map(|reviewer| &reviewer.name);
        labels.get(id).or_else(name).map_or(id.as_str(), String::as_str)
    }
}

impl Project {
    /// Whether a speaker is another one, or affiliated with it, directly or indirectly.
    pub fn belongs_to(&self, speaker: &SpeakerId, body: &SpeakerId) -> bool {
        let mut above = Some(speaker);
        // Affiliations that were read from disk may go in a circle, which this one then leaves.
        let mut passed = Vec::new();
        while let Some(id) = above.filter(|id| !passed.contains(id)) {
            if id == body {
                return true;
            }
            passed.push(id);
            above = self.speaker(id).and_then(|speaker| speaker.affiliation.as_ref());
        }
        false
    }
}
