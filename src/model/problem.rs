//! The problems and open tasks that a check finds: their kinds, groups and words.

use std::fmt;

use super::basis::Basis;
use super::difference::DifferencePlace;
use super::id::{ArticleId, ClaimId, EvidenceId, ReviewerId, SpeakerId};

/// A problem or open task, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The article concerned, if it is in one.
    pub article: Option<ArticleId>,
    /// The claim concerned, if it is in one.
    pub claim: Option<ClaimId>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Words that are not found in the article.
    Orphaned {
        /// What the words are in the claim.
        part: ClaimPart,
        /// The words.
        words: String,
    },
    /// A claim that was accepted without a speaker.
    AcceptedWithoutSpeaker {
        /// Its words.
        words: String,
    },
    /// A decision on the claim as it was before it changed.
    Stale {
        /// How it was.
        was: Box<Basis>,
        /// Its words now.
        words: String,
    },
    /// A claim attributed to a speaker the project does not have.
    UnknownSpeaker(SpeakerId),
    /// A decision by a reviewer the project does not have.
    UnknownReviewer(ReviewerId),
    /// A verdict that the project's scale does not have.
    UnknownRating(String),
    /// Evidence without a stance.
    EvidenceWithoutStance {
        /// Which piece of evidence.
        id: EvidenceId,
        /// Its title, or its address.
        title: String,
    },
    /// Evidence without a valid URL.
    EvidenceAddress {
        /// Which piece of evidence.
        id: EvidenceId,
        /// The invalid URL.
        address: String,
    },
    /// A speaker affiliated to one the project does not have.
    UnknownAffiliation {
        /// The speaker.
        speaker: SpeakerId,
        /// The speaker's name.
        name: String,
        /// The missing one.
        affiliation: SpeakerId,
    },
    /// A source that names a speaker of the project, but not the one it stands for.
    NamesAnother {
        /// Its words.
        words: String,
        /// The name of the speaker that they name.
        named: String,
        /// The name of the speaker that the claim is attributed to.
        speaker: String,
    },
    /// A link of a chain beyond the nearest without any words of the article that show it.
    RelayedWithoutWords {
        /// The name of the speaker who relayed the claim.
        speaker: String,
        /// The claim's words.
        words: String,
    },
    /// A quotation with other words than the reference text it is from.
    QuotationAltered {
        /// Its words.
        words: String,
        /// The words that differ, told.
        differences: String,
    },
    /// A field with several versions, of which nobody has chosen one.
    Difference {
        /// The field.
        at: DifferencePlace,
        /// The record's words, title or name; of the project itself, its title.
        record: String,
    },
    /// Named speakers with the same name.
    SameName {
        /// The name.
        name: String,
        /// The speakers, two or more.
        speakers: Vec<SpeakerId>,
    },
    /// An article that is marked as done although claims in it are unattributed or unreviewed.
    DoneTooEarly {
        /// How many are.
        open: usize,
    },
    /// An unattributed claim.
    ToBeAttributed {
        /// Its words.
        words: String,
    },
    /// A speaker that nothing refers to.
    UnusedSpeaker {
        /// The speaker.
        speaker: SpeakerId,
        /// The speaker's name.
        name: String,
    },
}

/// The part of a claim that words belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimPart {
    /// What is said.
    Claim,
    /// The mention of who says it.
    Source,
    /// What attributes it.
    Cue,
}

/// The kinds of problems in the order in which they are shown: problems first, then open tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemGroup {
    /// Fields with more than one version.
    Differences,
    /// Words that are no longer in the article.
    Orphaned,
    /// Claims that changed after they were decided on.
    Stale,
    /// Accepted claims without a speaker.
    AcceptedWithoutSpeaker,
    /// Claims of speakers that are not there.
    UnknownSpeaker,
    /// Decisions of reviewers that are not there.
    UnknownReviewer,
    /// Verdicts off the scale.
    UnknownRating,
    /// Evidence without a stance.
    EvidenceWithoutStance,
    /// Evidence without a valid URL.
    EvidenceAddress,
    /// Affiliations with speakers that do not exist.
    UnknownAffiliation,
    /// Sources that name another speaker.
    NamesAnother,
    /// Quotations with other words than their reference texts.
    QuotationAltered,
    /// Speakers with the same name.
    SameName,
    /// Articles marked as done too early.
    DoneTooEarly,
    /// Unattributed claims.
    ToBeAttributed,
    /// Links that relay a claim without words that show it.
    RelayedWithoutWords,
    /// Speakers without claims.
    UnusedSpeaker,
}

impl ProblemGroup {
    /// Every group in its order.
    pub const ALL: [Self; 17] = [
        Self::Differences,
        Self::Orphaned,
        Self::Stale,
        Self::AcceptedWithoutSpeaker,
        Self::UnknownSpeaker,
        Self::UnknownReviewer,
        Self::UnknownRating,
        Self::EvidenceWithoutStance,
        Self::EvidenceAddress,
        Self::UnknownAffiliation,
        Self::NamesAnother,
        Self::QuotationAltered,
        Self::SameName,
        Self::DoneTooEarly,
        Self::ToBeAttributed,
        Self::RelayedWithoutWords,
        Self::UnusedSpeaker,
    ];

    /// The heading of the group.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Differences => fl!("merging-problem-heading"),
            Self::Orphaned => fl!("problem-group-orphaned"),
            Self::Stale => fl!("check-group-stale"),
            Self::AcceptedWithoutSpeaker => fl!("problem-group-accepted-without-speaker"),
            Self::UnknownSpeaker => fl!("problem-group-unknown-speaker"),
            Self::UnknownReviewer => fl!("problem-group-unknown-reviewer"),
            Self::UnknownRating => fl!("problem-group-unknown-rating"),
            Self::EvidenceWithoutStance => fl!("problem-group-evidence-stance"),
            Self::EvidenceAddress => fl!("problem-group-evidence-url"),
            Self::UnknownAffiliation => fl!("problem-group-unknown-affiliation"),
            Self::NamesAnother => fl!("problem-group-names-another"),
            Self::QuotationAltered => fl!("problem-group-quotation-altered"),
            Self::SameName => fl!("problem-group-same-name"),
            Self::DoneTooEarly => fl!("problem-group-done-too-early"),
            Self::ToBeAttributed => fl!("problem-group-unattributed"),
            Self::RelayedWithoutWords => fl!("problem-group-relayed-without-words"),
            Self::UnusedSpeaker => fl!("problem-group-unused-speaker"),
        }
    }

    /// Whether it is a problem, as opposed to an open task.
    pub fn is_inconsistent(self) -> bool {
        !matches!(
            self,
            Self::ToBeAttributed | Self::RelayedWithoutWords | Self::UnusedSpeaker
        )
    }
}

impl ProblemKind {
    /// What it belongs to.
    pub fn group(&self) -> ProblemGroup {
        match self {
            Self::Difference { .. } => ProblemGroup::Differences,
            Self::Orphaned { .. } => ProblemGroup::Orphaned,
            Self::Stale { .. } => ProblemGroup::Stale,
            Self::AcceptedWithoutSpeaker { .. } => ProblemGroup::AcceptedWithoutSpeaker,
            Self::UnknownSpeaker(_) => ProblemGroup::UnknownSpeaker,
            Self::UnknownReviewer(_) => ProblemGroup::UnknownReviewer,
            Self::UnknownRating(_) => ProblemGroup::UnknownRating,
            Self::EvidenceWithoutStance { .. } => ProblemGroup::EvidenceWithoutStance,
            Self::EvidenceAddress { .. } => ProblemGroup::EvidenceAddress,
            Self::UnknownAffiliation { .. } => ProblemGroup::UnknownAffiliation,
            Self::NamesAnother { .. } => ProblemGroup::NamesAnother,
            Self::QuotationAltered { .. } => ProblemGroup::QuotationAltered,
            Self::SameName { .. } => ProblemGroup::SameName,
            Self::DoneTooEarly { .. } => ProblemGroup::DoneTooEarly,
            Self::ToBeAttributed { .. } => ProblemGroup::ToBeAttributed,
            Self::RelayedWithoutWords { .. } => ProblemGroup::RelayedWithoutWords,
            Self::UnusedSpeaker { .. } => ProblemGroup::UnusedSpeaker,
        }
    }
}

/// The details of a problem, to be read below the heading of its group.
impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Orphaned { part, words } => match part {
                ClaimPart::Claim => fl!("problem-words", words = words),
                ClaimPart::Source => fl!("problem-source", words = words),
                ClaimPart::Cue => fl!("problem-cue", words = words),
            },
            Self::Stale { was, words } if was.words == *words => fl!("check-stale-speakers", now = words),
            Self::Stale { was, words } if was.words.is_empty() => fl!("check-stale-unknown", now = words),
            Self::Stale { was, words } => fl!("check-stale-words", now = words, was = was.words),
            Self::AcceptedWithoutSpeaker { words }
            | Self::ToBeAttributed { words }
            | Self::UnknownRating(words) => fl!("problem-words", words = words),
            Self::UnknownSpeaker(id) => id.to_string(),
            Self::UnknownReviewer(id) => id.to_string(),
            Self::EvidenceWithoutStance { title, .. } if title.is_empty() => {
                fl!("problem-untitled").to_owned()
            }
            Self::EvidenceWithoutStance { title: shown, .. }
            | Self::EvidenceAddress { address: shown, .. }
            | Self::UnusedSpeaker { name: shown, .. } => shown.clone(),
            Self::UnknownAffiliation {
                name, affiliation, ..
            } => fl!(
                "problem-affiliation",
                name = name,
                affiliation = affiliation.as_str()
            ),
            Self::NamesAnother {
                words,
                named,
                speaker,
            } => fl!(
                "problem-names-another",
                words = words,
                named = named,
                speaker = speaker
            ),
            Self::RelayedWithoutWords { speaker, words } => {
                fl!("problem-relayed-without-words", speaker = speaker, words = words)
            }
            Self::QuotationAltered { words, differences } => {
                fl!(
                    "problem-quotation-altered",
                    words = words,
                    differences = differences
                )
            }
            Self::SameName { name, speakers } => {
                fl!("problem-same-name", name = name, count = speakers.len())
            }
            Self::DoneTooEarly { open } => fl!("count-claims", count = *open),
            Self::Difference { at, record } => {
                fl!("merging-problem", field = at.key().to_string(), record = record)
            }
        })
    }
}
