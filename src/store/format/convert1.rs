//! Converts between the model and the shapes of format 1. Offsets become characters here and bytes
//! again in the model, when the text is read.

use std::collections::BTreeMap;

use super::FORMAT;
use super::differences1 as differences;
use super::shape1::{
    AnchorFile, ArticleFile, AttributionFile, ClaimFile, DecisionFile, DirectionFile, DoneFile, EvidenceFile,
    KindFile, PolarityFile, ProjectFile, PublisherFile, QuotationFile, RatingFile, ReviewFile, ReviewerFile,
    SpeakerFile, StanceFile, VerdictFile, VoiceFile,
};
use super::values::{OneLine, Words};
use crate::model::{
    Anchor, AnchorPlace, Article, Attribution, Claim, Decision, Done, Evidence, Head, Metadata, Polarity,
    Publisher, Quotation, Rating, Review, Reviewer, ReviewerId, Speaker, SpeakerId, SpeakerKind, Stance,
    TextDirection, Verdict, Voice,
};
use crate::text::units::CharIndex;

/// What `project.ron` holds.
#[derive(Debug)]
pub struct ProjectParts {
    /// Title, guidelines, scale.
    pub head: Head,
    /// Who reviews.
    pub reviewers: BTreeMap<ReviewerId, Reviewer>,
    /// Whom claims are attributed to.
    pub speakers: BTreeMap<SpeakerId, Speaker>,
}

/// What an article's RON holds.
#[derive(Debug)]
pub struct ArticleParts {
    /// The article, its text not read, its marks not proved.
    pub article: Article,
    /// The fingerprint of the text that the marks were made in.
    pub text_sha256: Option<String>,
}

/// A map of another kind, entry by entry.
fn each<K, V, L: Ord, W>(
    map: impl IntoIterator<Item = (K, V)>,
    f: impl Fn(K, V) -> (L, W),
) -> BTreeMap<L, W> {
    map.into_iter().map(|(key, value)| f(key, value)).collect()
}

fn list(words: &[String]) -> Vec<Words> {
    words.iter().map(|words| words.as_str().into()).collect()
}

fn option(words: Option<&String>) -> Option<Words> {
    words.map(|words| words.as_str().into())
}

fn strings(words: Vec<Words>) -> Vec<String> {
    words.into_iter().map(|words| words.0).collect()
}

fn string(words: Option<Words>) -> Option<String> {
    words.map(|words| words.0)
}

/// Both ways between two enums with the same variants.
macro_rules! mirror {
    ($model:ident, $file:ident, $($variant:ident),+) => {
        impl From<$model> for $file {
            fn from(value: $model) -> Self {
                match value { $($model::$variant => Self::$variant),+ }
            }
        }

        impl From<$file> for $model {
            fn from(value: $file) -> Self {
                match value { $($file::$variant => Self::$variant),+ }
            }
        }
    };
}

mirror!(
    SpeakerKind,
    KindFile,
    Person,
    Organisation,
    Group,
    Outlet,
    Document,
    Unnamed
);
mirror!(TextDirection, DirectionFile, LeftToRight, RightToLeft);
mirror!(Polarity, PolarityFile, Affirms, Denies);
mirror!(Quotation, QuotationFile, Direct, Indirect, Mixed);
mirror!(Decision, DecisionFile, Accepted, Disputed, Rejected);
mirror!(Stance, StanceFile, Supports, Refutes, Context);

pub(super) fn project_file<'a>(
    head: &Head,
    reviewers: impl Iterator<Item = (&'a ReviewerId, &'a Reviewer)>,
    speakers: impl Iterator<Item = (&'a SpeakerId, &'a Speaker)>,
) -> ProjectFile {
    ProjectFile {
        format: FORMAT,
        title: head.title.as_str().into(),
        guidelines: head.guidelines.as_str().into(),
        scale: head.scale.iter().map(|rating| OneLine(rating.into())).collect(),
        publisher: head.publisher.as_ref().map(Into::into),
        reviewers: each(reviewers, |id, value| (id.as_str().into(), OneLine(value.into()))),
        speakers: each(speakers, |id, value| (id.as_str().into(), value.into())),
        differences: differences::files(&head.differences),
    }
}

impl From<ProjectFile> for ProjectParts {
    fn from(file: ProjectFile) -> Self {
        Self {
            head: Head {
                title: file.title.0,
                guidelines: file.guidelines.0,
                scale: file.scale.into_iter().map(|rating| rating.0.into()).collect(),
                publisher: file.publisher.map(Into::into),
                differences: differences::values(file.differences),
            },
            reviewers: each(file.reviewers, |id, value| (id.0.into(), value.0.into())),
            speakers: each(file.speakers, |id, value| (id.0.into(), value.into())),
        }
    }
}

impl From<&Speaker> for SpeakerFile {
    fn from(speaker: &Speaker) -> Self {
        Self {
            name: speaker.name.as_str().into(),
            kind: speaker.kind.into(),
            aliases: list(&speaker.aliases),
            role: option(speaker.role.as_ref()),
            affiliation: speaker.affiliation.as_ref().map(|id| id.as_str().into()),
            wikidata: option(speaker.wikidata.as_ref()),
            color: speaker.color,
            note: speaker.note.as_str().into(),
            differences: differences::files(&speaker.differences),
        }
    }
}

impl From<SpeakerFile> for Speaker {
    fn from(file: SpeakerFile) -> Self {
        Self {
            name: file.name.0,
            kind: file.kind.into(),
            aliases: strings(file.aliases),
            role: string(file.role),
            affiliation: file.affiliation.map(|id| id.0.into()),
            wikidata: string(file.wikidata),
            color: file.color,
            note: file.note.0,
            differences: differences::values(file.differences),
        }
    }
}

/// `None` where a mark is proved but its text is not there to count characters in.
pub(super) fn article_file(article: &Article, text_sha256: Option<&str>) -> Option<ArticleFile> {
    let metadata = &article.metadata;
    let count = Count::new(article.text.as_deref());
    let claims = article
        .claims
        .iter()
        .map(|(id, claim)| Some((id.as_str().into(), claim_file(claim, &count)?)));
    Some(ArticleFile {
        format: FORMAT,
        title: metadata.title.as_str().into(),
        publisher: option(metadata.publisher.as_ref()),
        byline: option(metadata.byline.as_ref()),
        credit: list(&metadata.credit),
        url: option(metadata.url.as_ref()),
        published: metadata.published,
        language: option(metadata.language.as_ref()),
        partial: metadata.partial,
        direction: metadata.direction.map(Into::into),
        added: metadata.added,
        original: option(metadata.original.as_ref()),
        text_sha256: text_sha256.map(Into::into),
        done: article.done.as_ref().map(|done| OneLine(done.into())),
        differences: differences::files(&metadata.differences),
        claims: claims.collect::<Option<_>>()?,
    })
}

impl From<ArticleFile> for ArticleParts {
    fn from(file: ArticleFile) -> Self {
        let metadata = Metadata {
            title: file.title.0,
            publisher: string(file.publisher),
            byline: string(file.byline),
            credit: strings(file.credit),
            url: string(file.url),
            published: file.published,
            language: string(file.language),
            partial: file.partial,
            direction: file.direction.map(Into::into),
            added: file.added,
            original: string(file.original),
            differences: differences::values(file.differences),
        };
        Self {
            article: Article {
                metadata,
                text: None,
                claims: file
                    .claims
                    .into_iter()
                    .map(|(id, value)| (id.0.into(), value.into()))
                    .collect(),
                done: file.done.map(|done| done.0.into()),
            },
            text_sha256: string(file.text_sha256),
        }
    }
}

fn claim_file(claim: &Claim, count: &Count) -> Option<ClaimFile> {
    Some(ClaimFile {
        spans: count.anchors(&claim.spans)?,
        voice: voice_file(&claim.voice, count)?,
        quotation: claim.quotation.map(Into::into),
        reviews: each(&claim.reviews, |id, value| {
            (id.as_str().into(), OneLine(value.into()))
        }),
        verdict: claim.verdict.as_ref().map(|verdict| OneLine(verdict.into())),
        evidence: each(&claim.evidence, |id, value| (id.as_str().into(), value.into())),
        note: claim.note.as_str().into(),
        tags: list(&claim.tags),
        marked_by: claim.marked_by.as_ref().map(|id| id.as_str().into()),
        marked_at: claim.marked_at,
        differences: differences::of_claim(&claim.differences, count)?,
    })
}

impl From<ClaimFile> for Claim {
    fn from(file: ClaimFile) -> Self {
        Self {
            spans: anchors(file.spans),
            voice: file.voice.into(),
            quotation: file.quotation.map(Into::into),
            reviews: each(file.reviews, |id, value| (id.0.into(), value.0.into())),
            verdict: file.verdict.map(|verdict| verdict.0.into()),
            evidence: each(file.evidence, |id, value| (id.0.into(), value.into())),
            note: file.note.0,
            tags: strings(file.tags),
            marked_by: file.marked_by.map(|id| id.0.into()),
            marked_at: file.marked_at,
            differences: differences::values(file.differences),
        }
    }
}

/// Both ways between two records whose strings are words.
macro_rules! convert {
    ($($model:ident, $file:ident { $($words:ident),* ; $($same:ident),* })+) => {$(
        impl From<&$model> for $file {
            fn from(value: &$model) -> Self {
                Self {
                    $($words: value.$words.as_str().into(),)*
                    $($same: value.$same.into(),)*
                }
            }
        }

        impl From<$file> for $model {
            fn from(file: $file) -> Self {
                Self {
                    $($words: file.$words.0.into(),)*
                    $($same: file.$same.into(),)*
                }
            }
        }
    )+};
}

convert! {
    Publisher, PublisherFile { name, url, page; }
    Reviewer, ReviewerFile { name; }
    Rating, RatingFile { key, label; }
    Done, DoneFile { by; at }
    Review, ReviewFile { why; decision, at }
    Verdict, VerdictFile { rating, by; at }
}

pub(super) fn voice_file(voice: &Voice, count: &Count) -> Option<VoiceFile> {
    let link = |link: &Attribution| {
        Some(AttributionFile {
            speakers: link.speakers.iter().map(|id| id.as_str().into()).collect(),
            source: count.anchors(&link.source)?,
            cue: count.anchors(&link.cue)?,
            polarity: link.polarity.into(),
            inferred: link.inferred,
        })
    };
    Some(match voice {
        Voice::ToBeAttributed => VoiceFile::ToBeAttributed,
        Voice::Article => VoiceFile::Article,
        Voice::Attributed(chain) => VoiceFile::Attributed(chain.iter().map(link).collect::<Option<_>>()?),
    })
}

impl From<VoiceFile> for Voice {
    fn from(file: VoiceFile) -> Self {
        let link = |link: AttributionFile| Attribution {
            speakers: link.speakers.into_iter().map(|id| id.0.into()).collect(),
            source: anchors(link.source),
            cue: anchors(link.cue),
            polarity: link.polarity.into(),
            inferred: link.inferred,
        };
        match file {
            VoiceFile::ToBeAttributed => Self::ToBeAttributed,
            VoiceFile::Article => Self::Article,
            VoiceFile::Attributed(chain) => Self::Attributed(chain.into_iter().map(link).collect()),
        }
    }
}

impl From<&Evidence> for EvidenceFile {
    fn from(evidence: &Evidence) -> Self {
        Self {
            url: evidence.url.as_str().into(),
            title: evidence.title.as_str().into(),
            excerpt: evidence.excerpt.as_str().into(),
            stance: evidence.stance.map(Into::into),
            seen: evidence.seen,
        }
    }
}

impl From<EvidenceFile> for Evidence {
    fn from(file: EvidenceFile) -> Self {
        Self {
            url: file.url.0,
            title: file.title.0,
            excerpt: file.excerpt.0,
            stance: file.stance.map(Into::into),
            seen: file.seen,
        }
    }
}

pub(super) fn anchors(files: Vec<OneLine<AnchorFile>>) -> Vec<Anchor> {
    let anchor = |OneLine(file): OneLine<AnchorFile>| Anchor {
        place: AnchorPlace::Unproved(file.start..file.end),
        words: file.words.0,
        before: file.before.0,
        after: file.after.0,
    };
    files.into_iter().map(anchor).collect()
}

/// Counts the characters before a byte of one text, where there is one.
pub(super) struct Count<'a> {
    index: Option<CharIndex<'a>>,
}

impl<'a> Count<'a> {
    fn new(text: Option<&'a str>) -> Self {
        Self {
            index: text.map(CharIndex::new),
        }
    }

    pub(super) fn anchors(&self, anchors: &[Anchor]) -> Option<Vec<OneLine<AnchorFile>>> {
        anchors.iter().map(|anchor| self.anchor(anchor)).collect()
    }

    /// A mark that lost its place, or was never held against the text, is written as it was read.
    fn anchor(&self, anchor: &Anchor) -> Option<OneLine<AnchorFile>> {
        let chars = match &anchor.place {
            AnchorPlace::At(span) => {
                let index = self.index.as_ref()?;
                index.chars_from_byte(span.start)..index.chars_from_byte(span.end)
            }
            AnchorPlace::Unproved(chars) => chars.clone(),
        };
        Some(OneLine(AnchorFile {
            start: chars.start,
            end: chars.end,
            words: anchor.words.as_str().into(),
            before: anchor.before.as_str().into(),
            after: anchor.after.as_str().into(),
        }))
    }
}
