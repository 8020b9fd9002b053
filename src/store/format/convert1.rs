//! Converts between the model and the shapes of format 1. Offsets become characters here and bytes
//! again in the model, when the text is read.

use std::collections::BTreeMap;

use super::FORMAT;
use super::shape1::{
    AnchorFile, ArticleFile, AttributionFile, BasisFile, ClaimFile, DecisionFile, DirectionFile, DoneFile,
    EvidenceFile, KindFile, PolarityFile, ProjectFile, PublisherFile, QuotationFile, RatingFile, ReviewFile,
    ReviewerFile, SpeakerFile, StanceFile, VerdictFile, VoiceFile,
};
use super::values::{OneLine, Words};
use crate::model::{
    Anchor, AnchorPlace, Article, Attribution, Basis, Claim, ClaimFingerprint, Decision, Done, Evidence,
    Head, Metadata, Polarity, Publisher, Quotation, Rating, Review, Reviewer, ReviewerId, Speaker, SpeakerId,
    SpeakerKind, Stance, Standing, TextDirection, Verdict, Voice,
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
    let rating = |rating: &Rating| {
        OneLine(RatingFile {
            key: rating.key.as_str().into(),
            label: rating.label.as_str().into(),
        })
    };
    let reviewer = |reviewer: &Reviewer| {
        OneLine(ReviewerFile {
            name: reviewer.name.as_str().into(),
        })
    };
    ProjectFile {
        format: FORMAT,
        title: head.title.as_str().into(),
        guidelines: head.guidelines.as_str().into(),
        scale: head.scale.iter().map(rating).collect(),
        publisher: head.publisher.as_ref().map(|publisher| PublisherFile {
            name: publisher.name.as_str().into(),
            url: publisher.url.as_str().into(),
            page: publisher.page.as_str().into(),
        }),
        reviewers: each(reviewers, |id, value| (id.as_str().into(), reviewer(value))),
        speakers: each(speakers, |id, value| (id.as_str().into(), value.into())),
    }
}

impl From<ProjectFile> for ProjectParts {
    fn from(file: ProjectFile) -> Self {
        let rating = |OneLine(rating): OneLine<RatingFile>| Rating {
            key: rating.key.0,
            label: rating.label.0,
        };
        let reviewer = |OneLine(reviewer): OneLine<ReviewerFile>| Reviewer {
            name: reviewer.name.0,
        };
        Self {
            head: Head {
                title: file.title.0,
                guidelines: file.guidelines.0,
                scale: file.scale.into_iter().map(rating).collect(),
                publisher: file.publisher.map(|publisher| Publisher {
                    name: publisher.name.0,
                    url: publisher.url.0,
                    page: publisher.page.0,
                }),
            },
            reviewers: each(file.reviewers, |id, value| (id.0.into(), reviewer(value))),
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
    let done = |done: &Done| {
        OneLine(DoneFile {
            by: done.by.as_str().into(),
            at: done.at,
        })
    };
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
        done: article.done.as_ref().map(done),
        claims: claims.collect::<Option<_>>()?,
    })
}

impl From<ArticleFile> for ArticleParts {
    fn from(file: ArticleFile) -> Self {
        let done = |OneLine(done): OneLine<DoneFile>| Done {
            by: done.by.0.into(),
            at: done.at,
        };
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
                done: file.done.map(done),
            },
            text_sha256: string(file.text_sha256),
        }
    }
}

fn claim_file(claim: &Claim, count: &Count) -> Option<ClaimFile> {
    let now = ClaimFingerprint::new(claim);
    let review = |review: &Review| {
        OneLine(ReviewFile {
            decision: review.decision.into(),
            at: review.at,
            why: review.why.as_str().into(),
            on: review
                .standing
                .fingerprint(now)
                .map(|on| on.to_string().as_str().into()),
            was: review.standing.basis().map(Into::into),
        })
    };
    let verdict = |verdict: &Verdict| {
        OneLine(VerdictFile {
            rating: verdict.rating.as_str().into(),
            by: verdict.by.as_str().into(),
            at: verdict.at,
            on: verdict
                .standing
                .fingerprint(now)
                .map(|on| on.to_string().as_str().into()),
            was: verdict.standing.basis().map(Into::into),
        })
    };
    Some(ClaimFile {
        spans: count.anchors(&claim.spans)?,
        voice: voice_file(&claim.voice, count)?,
        quotation: claim.quotation.map(Into::into),
        reviews: each(&claim.reviews, |id, value| (id.as_str().into(), review(value))),
        verdict: claim.verdict.as_ref().map(verdict),
        evidence: each(&claim.evidence, |id, value| (id.as_str().into(), value.into())),
        note: claim.note.as_str().into(),
        tags: list(&claim.tags),
        marked_by: claim.marked_by.as_ref().map(|id| id.as_str().into()),
        marked_at: claim.marked_at,
    })
}

impl From<ClaimFile> for Claim {
    fn from(file: ClaimFile) -> Self {
        let bare = Self {
            spans: anchors(file.spans),
            voice: file.voice.into(),
            ..Self::default()
        };
        let now = ClaimFingerprint::new(&bare);
        let review = |OneLine(review): OneLine<ReviewFile>| Review {
            decision: review.decision.into(),
            at: review.at,
            why: review.why.0,
            standing: standing(review.on, review.was, now),
        };
        let verdict = |OneLine(verdict): OneLine<VerdictFile>| Verdict {
            rating: verdict.rating.0,
            by: verdict.by.0.into(),
            at: verdict.at,
            standing: standing(verdict.on, verdict.was, now),
        };
        Self {
            quotation: file.quotation.map(Into::into),
            reviews: each(file.reviews, |id, value| (id.0.into(), review(value))),
            verdict: file.verdict.map(verdict),
            evidence: each(file.evidence, |id, value| (id.0.into(), value.into())),
            note: file.note.0,
            tags: strings(file.tags),
            marked_by: file.marked_by.map(|id| id.0.into()),
            marked_at: file.marked_at,
            ..bare
        }
    }
}

/// What a file says of how a decision stands.
fn standing(on: Option<Words>, was: Option<BasisFile>, now: ClaimFingerprint) -> Standing {
    // What is no fingerprint is none of this claim.
    let on: Option<ClaimFingerprint> = on.map(|on| on.0.parse().unwrap_or_default());
    let was = was.map(|was| Basis {
        fingerprint: on.unwrap_or(now),
        words: was.words.0,
        speakers: was.speakers.into_iter().map(|id| id.0.into()).collect(),
        source: was.source.0,
        denied: was.denied,
    });
    Standing::from_record(on, was, now)
}

impl From<&Basis> for BasisFile {
    fn from(basis: &Basis) -> Self {
        Self {
            words: basis.words.as_str().into(),
            speakers: basis.speakers.iter().map(|id| id.as_str().into()).collect(),
            source: basis.source.as_str().into(),
            denied: basis.denied,
        }
    }
}

fn voice_file(voice: &Voice, count: &Count) -> Option<VoiceFile> {
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

fn anchors(files: Vec<OneLine<AnchorFile>>) -> Vec<Anchor> {
    let anchor = |OneLine(file): OneLine<AnchorFile>| Anchor {
        place: AnchorPlace::Unproved(file.start..file.end),
        words: file.words.0,
        before: file.before.0,
        after: file.after.0,
    };
    files.into_iter().map(anchor).collect()
}

/// Counts the characters before a byte of one text, where there is one.
struct Count<'a> {
    index: Option<CharIndex<'a>>,
}

impl<'a> Count<'a> {
    fn new(text: Option<&'a str>) -> Self {
        Self {
            index: text.map(CharIndex::new),
        }
    }

    fn anchors(&self, anchors: &[Anchor]) -> Option<Vec<OneLine<AnchorFile>>> {
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
