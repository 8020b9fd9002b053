//! Converts between the model and the shapes of format 1. Offsets become characters here; they become bytes in the
//! model once the text is read.

use std::collections::BTreeMap;

use super::FORMAT;
use super::differences1 as differences;
use super::shape1::{
    AnchorFile, ArticleFile, AssignmentFile, AttributionFile, BasisFile, BlindFile, ClaimFile, DecisionFile,
    DirectionFile, DoneFile, EvidenceFile, KindFile, OriginFile, PolarityFile, ProjectFile, PublisherFile,
    QuotationFile, RatingFile, ReviewFile, ReviewerFile, SpeakerFile, StanceFile, VerdictFile, VoiceFile,
};
use super::shaped::{Shaped, shaped};
use super::values::{OneLine, Words};
use crate::model::{
    Anchor, AnchorPlace, Article, Assignment, Attribution, Basis, Blind, Claim, ClaimFingerprint, Decision,
    Done, Evidence, EvidenceId, Head, Metadata, Origin, Polarity, Publisher, Quotation, Rating, Review,
    Reviewer, ReviewerId, SortedMap, Speaker, SpeakerId, SpeakerKind, Stance, Standing, TextDirection,
    Verdict, Voice,
};
use crate::text::units::CharIndex;

/// The content of `project.ron`.
#[derive(Debug)]
pub struct ProjectParts {
    /// Title, guidelines, scale.
    pub head: Head,
    /// The reviewers.
    pub reviewers: BTreeMap<ReviewerId, Reviewer>,
    /// The speakers.
    pub speakers: BTreeMap<SpeakerId, Speaker>,
}

/// The content of an article's RON.
#[derive(Debug)]
pub struct ArticleParts {
    /// The article without its text; the anchors are unproved.
    pub article: Article,
    /// The fingerprint of the text that was annotated.
    pub text_sha256: Option<String>,
}

shaped!(
    SpeakerKind,
    KindFile,
    Person,
    Organisation,
    Group,
    Outlet,
    Document,
    Unnamed
);
shaped!(TextDirection, DirectionFile, LeftToRight, RightToLeft);
shaped!(Polarity, PolarityFile, Affirms, Denies);
shaped!(Quotation, QuotationFile, Direct, Indirect, Mixed);
shaped!(Decision, DecisionFile, Accepted, Disputed, Rejected);
shaped!(Stance, StanceFile, Supports, Refutes, Context);
shaped!(Origin, OriginFile, ByHand, Taken, Changed);
shaped!(Blind, OneLine<BlindFile> { one_in, seed });
shaped!(Publisher, PublisherFile { name, url, page });
shaped!(Rating, OneLine<RatingFile> { key, label });
shaped!(Reviewer, OneLine<ReviewerFile> { name });
shaped!(
    Speaker,
    SpeakerFile {
        name,
        kind,
        aliases,
        role,
        affiliation,
        wikidata,
        color,
        note,
        differences
    }
);
shaped!(Done, OneLine<DoneFile> { by, at });
shaped!(Assignment, OneLine<AssignmentFile> { done });
shaped!(
    Evidence,
    EvidenceFile {
        url,
        title,
        excerpt,
        stance,
        seen
    }
);

pub(super) fn project_file(
    head: &Head,
    reviewers: &BTreeMap<ReviewerId, Reviewer>,
    speakers: &BTreeMap<SpeakerId, Speaker>,
) -> ProjectFile {
    ProjectFile {
        format: FORMAT,
        title: head.title.shape(),
        guidelines: head.guidelines.shape(),
        scale: head.scale.shape(),
        publisher: head.publisher.shape(),
        blind: head.blind.shape(),
        reviewers: reviewers.shape(),
        speakers: speakers.shape(),
        differences: head.differences.shape(),
    }
}

impl From<ProjectFile> for ProjectParts {
    fn from(file: ProjectFile) -> Self {
        Self {
            head: Head {
                title: file.title.0,
                guidelines: file.guidelines.0,
                scale: Shaped::from_shape(file.scale),
                publisher: Shaped::from_shape(file.publisher),
                blind: Shaped::from_shape(file.blind),
                differences: Shaped::from_shape(file.differences),
            },
            reviewers: Shaped::from_shape(file.reviewers),
            speakers: Shaped::from_shape(file.speakers),
        }
    }
}

/// The shape of an article; `None` if an anchor is proved but the text is not there to count characters in.
pub(super) fn article_file(article: &Article, text_sha256: Option<&str>) -> Option<ArticleFile> {
    let metadata = &article.metadata;
    let index = article.text.as_deref().map(CharIndex::new);
    let claims = article.claims.iter();
    let claims = claims.map(|(id, claim)| Some((id.shape(), claim_file(claim, index.as_ref())?)));
    Some(ArticleFile {
        format: FORMAT,
        title: metadata.title.shape(),
        publisher: metadata.publisher.shape(),
        byline: metadata.byline.shape(),
        page: metadata.page.shape(),
        credit: metadata.credit.shape(),
        url: metadata.url.shape(),
        published: metadata.published,
        language: metadata.language.shape(),
        partial: metadata.partial,
        direction: metadata.direction.shape(),
        added: metadata.added,
        original: metadata.original.shape(),
        file_name: metadata.file_name.shape(),
        tags: metadata.tags.shape(),
        text_sha256: text_sha256.map(Into::into),
        done: article.done.shape(),
        assigned: metadata.assigned.shape(),
        refused: metadata
            .refused
            .iter()
            .map(|fingerprint| format!("{fingerprint:016x}").shape())
            .collect(),
        differences: metadata.differences.shape(),
        claims: claims.collect::<Option<_>>()?,
    })
}

impl From<ArticleFile> for ArticleParts {
    fn from(file: ArticleFile) -> Self {
        let metadata = Metadata {
            title: file.title.0,
            publisher: Shaped::from_shape(file.publisher),
            byline: Shaped::from_shape(file.byline),
            page: Shaped::from_shape(file.page),
            credit: Shaped::from_shape(file.credit),
            url: Shaped::from_shape(file.url),
            published: file.published,
            language: Shaped::from_shape(file.language),
            partial: file.partial,
            direction: Shaped::from_shape(file.direction),
            added: file.added,
            original: Shaped::from_shape(file.original),
            file_name: Shaped::from_shape(file.file_name),
            tags: Shaped::from_shape(file.tags),
            assigned: Shaped::from_shape(file.assigned),
            // What is no fingerprint refuses nothing.
            refused: file
                .refused
                .iter()
                .filter_map(|digits| u64::from_str_radix(&digits.0, 16).ok())
                .collect(),
            differences: Shaped::from_shape(file.differences),
        };
        let claims = file.claims.into_iter();
        Self {
            article: Article {
                metadata,
                text: None,
                claims: claims.map(|(id, claim)| (id.0.into(), claim.into())).collect(),
                done: Shaped::from_shape(file.done),
            },
            text_sha256: Shaped::from_shape(file.text_sha256),
        }
    }
}

fn claim_file(claim: &Claim, index: Option<&CharIndex>) -> Option<ClaimFile> {
    let now = ClaimFingerprint::new(claim);
    let reviews = claim.reviews.iter();
    Some(ClaimFile {
        spans: anchor_files(&claim.spans, index)?,
        voice: voice_file(&claim.voice, index)?,
        quotation: claim.quotation.shape(),
        reviews: reviews
            .map(|(id, review)| (id.shape(), review_file(review, now)))
            .collect(),
        verdict: claim.verdict.as_ref().map(|verdict| verdict_file(verdict, now)),
        evidence: claim.evidence.shape(),
        note: claim.note.shape(),
        tags: claim.tags.shape(),
        marked_by: claim.marked_by.shape(),
        marked_at: claim.marked_at,
        origin: claim.origin.shape(),
        differences: differences::of_claim(&claim.differences, now, index)?,
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
        let reviews = file.reviews.into_iter();
        Self {
            quotation: Shaped::from_shape(file.quotation),
            reviews: reviews
                .map(|(id, file)| (id.0.into(), review(file, now)))
                .collect(),
            verdict: file.verdict.map(|file| verdict(file, now)),
            evidence: evidence(file.evidence),
            note: file.note.0,
            tags: Shaped::from_shape(file.tags),
            marked_by: Shaped::from_shape(file.marked_by),
            marked_at: file.marked_at,
            origin: Shaped::from_shape(file.origin),
            differences: differences::values(file.differences, |value| differences::claim_value(value, now)),
            ..bare
        }
    }
}

/// The shape of a review of a claim whose fingerprint is `now`.
pub(super) fn review_file(review: &Review, now: ClaimFingerprint) -> OneLine<ReviewFile> {
    let (on, was) = standing_file(&review.standing, now);
    OneLine(ReviewFile {
        decision: review.decision.shape(),
        at: review.at,
        why: review.why.shape(),
        on,
        was,
    })
}

pub(super) fn review(OneLine(file): OneLine<ReviewFile>, now: ClaimFingerprint) -> Review {
    Review {
        decision: Shaped::from_shape(file.decision),
        at: file.at,
        why: file.why.0,
        standing: standing(file.on, file.was, now),
    }
}

/// The shape of the verdict on a claim whose fingerprint is `now`.
pub(super) fn verdict_file(verdict: &Verdict, now: ClaimFingerprint) -> OneLine<VerdictFile> {
    let (on, was) = standing_file(&verdict.standing, now);
    OneLine(VerdictFile {
        rating: verdict.rating.shape(),
        by: verdict.by.shape(),
        at: verdict.at,
        on,
        was,
    })
}

pub(super) fn verdict(OneLine(file): OneLine<VerdictFile>, now: ClaimFingerprint) -> Verdict {
    Verdict {
        rating: file.rating.0,
        by: file.by.0.into(),
        at: file.at,
        standing: standing(file.on, file.was, now),
    }
}

fn standing_file(standing: &Standing, now: ClaimFingerprint) -> (Option<Words>, Option<BasisFile>) {
    let on = standing.fingerprint(now);
    let was = standing.basis().map(|basis| BasisFile {
        words: basis.words.shape(),
        speakers: basis.speakers.shape(),
        source: basis.source.shape(),
        denied: basis.denied,
    });
    (on.map(|on| on.to_string().shape()), was)
}

fn standing(on: Option<Words>, was: Option<BasisFile>, now: ClaimFingerprint) -> Standing {
    // A malformed fingerprint is no claim's.
    let on: Option<ClaimFingerprint> = on.map(|on| on.0.parse().unwrap_or_default());
    let was = was.map(|was| Basis {
        fingerprint: on.unwrap_or(now),
        words: was.words.0,
        speakers: Shaped::from_shape(was.speakers),
        source: was.source.0,
        denied: was.denied,
    });
    Standing::from_record(on, was, now)
}

pub(super) fn voice_file(voice: &Voice, index: Option<&CharIndex>) -> Option<VoiceFile> {
    let link = |link: &Attribution| {
        Some(AttributionFile {
            speakers: link.speakers.shape(),
            source: anchor_files(&link.source, index)?,
            cue: anchor_files(&link.cue, index)?,
            polarity: link.polarity.shape(),
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
            speakers: Shaped::from_shape(link.speakers),
            source: anchors(link.source),
            cue: anchors(link.cue),
            polarity: Shaped::from_shape(link.polarity),
            inferred: link.inferred,
        };
        match file {
            VoiceFile::ToBeAttributed => Self::ToBeAttributed,
            VoiceFile::Article => Self::Article,
            VoiceFile::Attributed(chain) => Self::Attributed(chain.into_iter().map(link).collect()),
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

/// The shapes of anchors, counted in characters of the text. An unproved anchor is written as it was read.
pub(super) fn anchor_files(
    anchors: &[Anchor],
    index: Option<&CharIndex>,
) -> Option<Vec<OneLine<AnchorFile>>> {
    let file = |anchor: &Anchor| {
        let chars = match &anchor.place {
            AnchorPlace::At(span) => index?.chars_from_byte(span.start)..index?.chars_from_byte(span.end),
            AnchorPlace::Unproved(chars) => chars.clone(),
        };
        Some(OneLine(AnchorFile {
            start: chars.start,
            end: chars.end,
            words: anchor.words.shape(),
            before: anchor.before.shape(),
            after: anchor.after.shape(),
        }))
    };
    anchors.iter().map(file).collect()
}

/// What the evidence of a claim says; a row in which nothing was written is none.
fn evidence(file: BTreeMap<Words, EvidenceFile>) -> SortedMap<EvidenceId, Evidence> {
    let read: SortedMap<EvidenceId, Evidence> = Shaped::from_shape(file);
    read.into_iter().filter(|(_, found)| !found.is_blank()).collect()
}
