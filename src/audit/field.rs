//! What claims are counted by.

use super::Teller;
use crate::interchange::words;
use crate::model::{Article, Claim, Project, Quotation, Speaker, SpeakerKind, Voice};
use crate::text::segment::paragraphs;

/// What is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Whether the speaker is a person, an organisation or unnamed, or the article speaks itself.
    Naming,
    /// The kind of the speaker.
    Kind,
    /// The role of the speaker.
    Role,
    /// Whom the speaker is affiliated with.
    Affiliation,
    /// The speaker.
    Speaker,
    /// The publisher of the article.
    Publisher,
    /// The author of the article.
    Byline,
    /// The month of the article.
    Month,
    /// The language of the article.
    Language,
    /// The tags of the claim; it counts for each.
    Tag,
    /// Whether it is quoted.
    Quotation,
    /// Whether its speaker is the first to speak in the article.
    First,
    /// Where in the article it begins: in its title, in its first paragraph, or later.
    Place,
    /// Whether somebody relays it.
    Relayed,
    /// Whether the speaker is said to deny it.
    Denied,
    /// Its verdict.
    Verdict,
    /// What the reviewers decided.
    Review,
}

impl Field {
    /// Every field, in the order they are offered.
    pub const ALL: [Self; 17] = [
        Self::Naming,
        Self::Kind,
        Self::Role,
        Self::Affiliation,
        Self::Speaker,
        Self::Publisher,
        Self::Byline,
        Self::Month,
        Self::Language,
        Self::Tag,
        Self::Quotation,
        Self::First,
        Self::Place,
        Self::Relayed,
        Self::Denied,
        Self::Verdict,
        Self::Review,
    ];

    /// Its name on the command line and at the head of tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Naming => "naming",
            Self::Kind => "kind",
            Self::Role => "role",
            Self::Affiliation => "affiliation",
            Self::Speaker => "speaker",
            Self::Publisher => "publisher",
            Self::Byline => "byline",
            Self::Month => "month",
            Self::Language => "language",
            Self::Tag => "tag",
            Self::Quotation => "quotation",
            Self::First => "first",
            Self::Place => "place",
            Self::Relayed => "relayed",
            Self::Denied => "denied",
            Self::Verdict => "verdict",
            Self::Review => "review",
        }
    }
}

/// A claim with what its fields are told from.
pub(super) struct ClaimFacts<'a> {
    project: &'a Project,
    article: &'a Article,
    text: &'a str,
    claim: &'a Claim,
}

impl<'a> ClaimFacts<'a> {
    pub(super) fn new(project: &'a Project, article: &'a Article, text: &'a str, claim: &'a Claim) -> Self {
        Self {
            project,
            article,
            text,
            claim,
        }
    }

    /// Whom it counts for: the article, or the speakers of the last link that names any.
    pub(super) fn tellers(&self) -> Vec<Teller> {
        if self.claim.voice == Voice::Article {
            return vec![Teller::Article];
        }
        let mut links = self.claim.voice.chain().iter().rev();
        let Some(origin) = links.find(|link| !link.speakers.is_empty()) else {
            return vec![Teller::Nobody];
        };
        let mut speakers = origin.speakers.clone();
        speakers.sort();
        speakers.dedup();
        speakers.into_iter().map(Teller::Speaker).collect()
    }

    /// The values of a field for one of its tellers.
    pub(super) fn values(
        &self,
        field: Field,
        teller: &Teller,
        speaker: Option<&Speaker>,
        is_first: bool,
    ) -> Vec<String> {
        let metadata = &self.article.metadata;
        let one = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
        let given = |value: &Option<String>| value.as_deref().and_then(one);
        let value = match field {
            Field::Naming => match teller {
                Teller::Article => one("article"),
                Teller::Nobody => None,
                Teller::Speaker(_) => speaker.and_then(|speaker| one(naming(speaker.kind))),
            },
            Field::Kind => speaker.and_then(|speaker| one(words::speaker_kind(speaker.kind))),
            Field::Role => speaker.and_then(|speaker| given(&speaker.role)),
            Field::Affiliation => {
                let body = speaker.and_then(|speaker| speaker.affiliation.as_ref());
                body.and_then(|body| one(self.project.speaker_label(body)))
            }
            Field::Speaker => match teller {
                Teller::Speaker(id) => one(self.project.speaker_label(id)),
                Teller::Article | Teller::Nobody => None,
            },
            Field::Publisher => given(&metadata.publisher),
            Field::Byline => given(&metadata.byline),
            Field::Month => metadata.published.map(|day| day.strftime("%Y-%m").to_string()),
            Field::Language => given(&metadata.language),
            Field::Tag => return self.claim.tags.clone(),
            Field::Quotation => one(match self.claim.quotation_in(self.text) {
                Quotation::Direct => "direct",
                Quotation::Indirect => "indirect",
                Quotation::Mixed => "mixed",
            }),
            Field::First => Some(yes_or_no(is_first)),
            Field::Place => self.claim.hull().and_then(|hull| one(self.place(hull.start))),
            Field::Relayed => Some(yes_or_no(self.claim.voice.chain().len() > 1)),
            Field::Denied => {
                let mut links = self.claim.voice.chain().iter();
                Some(yes_or_no(
                    links.any(|link| link.polarity == crate::model::Polarity::Denies),
                ))
            }
            Field::Verdict => self.project.verdict_label(self.claim).and_then(one),
            Field::Review => one(words::review_state(self.claim.review_state())),
        };
        value.into_iter().collect()
    }

    /// The part of the article that a byte of its text is in. The title is part of the text where it is its first paragraph.
    fn place(&self, byte: usize) -> &'static str {
        let title = self.article.metadata.title.trim();
        let filled = paragraphs(self.text)
            .into_iter()
            .filter_map(|span| Some((span, span.slice(self.text)?.trim())))
            .filter(|(_, words)| !words.is_empty());
        let mut filled = filled.peekable();
        let headline = filled.next_if(|(_, words)| *words == title);
        if headline.is_some_and(|(span, _)| byte < span.end) {
            return "headline";
        }
        let is_lead = filled.next().is_some_and(|(span, _)| byte < span.end);
        if is_lead { "lead" } else { "body" }
    }
}

fn yes_or_no(is: bool) -> String {
    let word = if is { "yes" } else { "no" };
    word.to_owned()
}

/// Whether persons are counted among speakers of this kind.
pub(super) fn is_person(kind: SpeakerKind) -> bool {
    kind == SpeakerKind::Person
}

fn naming(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Organisation | SpeakerKind::Group | SpeakerKind::Outlet | SpeakerKind::Document => {
            "organisation"
        }
        SpeakerKind::Unnamed => "unnamed",
    }
}
