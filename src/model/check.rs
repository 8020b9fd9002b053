//! What is incomplete or inconsistent in a project. It only looks; mending is an edit like any other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::claim::Claim;
use super::id::{ArticleId, ClaimId, ReviewerId, SpeakerId};
use super::project::Project;
use super::review::Decision;
use super::speaker::SpeakerKind;

/// Something that wants attention, and where it is.
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
    /// A claim that is to be attributed.
    ToBeAttributed {
        /// Its words.
        words: String,
    },
    /// A claim that somebody accepted although nobody is named as its speaker.
    AcceptedWithoutSpeaker {
        /// Its words.
        words: String,
    },
    /// Words that are no longer to be found in the article.
    LostPlace {
        /// The words.
        words: String,
    },
    /// A claim attributed to a speaker the project does not have.
    UnknownSpeaker(SpeakerId),
    /// A decision by a reviewer the project does not have.
    UnknownReviewer(ReviewerId),
    /// A verdict that the project's scale does not have.
    UnknownRating(String),
    /// Evidence that neither supports nor refutes nor explains.
    EvidenceWithoutStance {
        /// Its title, or its address.
        title: String,
    },
    /// A speaker affiliated to one the project does not have.
    UnknownAffiliation {
        /// The speaker's name.
        name: String,
        /// The missing one.
        affiliation: SpeakerId,
    },
    /// Two named speakers of one name.
    SameName(String),
    /// A speaker nobody refers to.
    UnusedSpeaker(String),
}

impl ProblemKind {
    /// Whether the project contradicts itself here, as opposed to work that is still to be done.
    pub fn is_inconsistent(&self) -> bool {
        !matches!(self, Self::ToBeAttributed { .. } | Self::UnusedSpeaker(_))
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ToBeAttributed { words } => write!(f, "to be attributed: “{words}”"),
            Self::AcceptedWithoutSpeaker { words } => write!(f, "accepted without a speaker: “{words}”"),
            Self::LostPlace { words } => write!(f, "lost its place in the text: “{words}”"),
            Self::UnknownSpeaker(id) => write!(f, "attributed to a speaker that is not in the project: {id}"),
            Self::UnknownReviewer(id) => write!(f, "decided by a reviewer who is not in the project: {id}"),
            Self::UnknownRating(key) => write!(f, "rated '{key}', which is not on the project's scale"),
            Self::EvidenceWithoutStance { title } => {
                write!(
                    f,
                    "evidence that neither supports, refutes nor gives context: {title}"
                )
            }
            Self::UnknownAffiliation { name, affiliation } => {
                write!(
                    f,
                    "{name} is affiliated to a speaker that is not in the project: {affiliation}"
                )
            }
            Self::SameName(name) => write!(f, "two speakers are called {name}"),
            Self::UnusedSpeaker(name) => write!(f, "no claim and no speaker refers to {name}"),
        }
    }
}

/// Everything that is incomplete or inconsistent, article by article, then the speakers.
pub fn check(project: &Project) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (article, value) in project.articles() {
        for (id, claim) in value.claims_in_order() {
            let mut kinds = Vec::new();
            check_claim(project, claim, value.text.is_some(), &mut kinds);
            problems.extend(kinds.into_iter().map(|kind| Problem {
                article: Some(article.clone()),
                claim: Some(id.clone()),
                kind,
            }));
        }
    }
    let mut kinds = Vec::new();
    check_speakers(project, &mut kinds);
    problems.extend(kinds.into_iter().map(|kind| Problem {
        article: None,
        claim: None,
        kind,
    }));
    problems
}

fn check_claim(project: &Project, claim: &Claim, read: bool, problems: &mut Vec<ProblemKind>) {
    let words = claim.words();
    if read {
        let lost = claim.anchors().filter(|anchor| anchor.span().is_none());
        problems.extend(lost.map(|anchor| ProblemKind::LostPlace {
            words: anchor.words.clone(),
        }));
    }
    if !claim.voice.is_settled() {
        let accepted = claim
            .reviews
            .values()
            .any(|review| review.decision == Decision::Accepted);
        problems.push(match accepted {
            true => ProblemKind::AcceptedWithoutSpeaker { words },
            false => ProblemKind::ToBeAttributed { words },
        });
    }
    let unknown = claim.voice.speakers().filter(|id| project.speaker(id).is_none());
    problems.extend(unknown.cloned().map(ProblemKind::UnknownSpeaker));
    let by = claim.verdict.iter().map(|verdict| &verdict.by);
    let reviewers: BTreeSet<_> = claim.reviews.keys().chain(by).chain(&claim.marked_by).collect();
    let unknown = reviewers
        .into_iter()
        .filter(|id| !project.reviewers().contains_key(*id));
    problems.extend(unknown.cloned().map(ProblemKind::UnknownReviewer));
    if let Some(verdict) = &claim.verdict
        && !project
            .head()
            .scale
            .iter()
            .any(|rating| rating.key == verdict.rating)
    {
        problems.push(ProblemKind::UnknownRating(verdict.rating.clone()));
    }
    let stanceless = claim
        .evidence
        .values()
        .filter(|evidence| evidence.stance.is_none());
    problems.extend(stanceless.map(|evidence| ProblemKind::EvidenceWithoutStance {
        title: match evidence.title.is_empty() {
            true => evidence.url.clone(),
            false => evidence.title.clone(),
        },
    }));
}

fn check_speakers(project: &Project, problems: &mut Vec<ProblemKind>) {
    let speakers = project.speakers();
    let claimed = project.claims().flat_map(|(_, _, claim)| claim.voice.speakers());
    let affiliations = speakers
        .values()
        .filter_map(|speaker| speaker.affiliation.as_ref());
    let used: BTreeSet<&SpeakerId> = claimed.chain(affiliations).collect();
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for (id, speaker) in speakers {
        if let Some(affiliation) = &speaker.affiliation
            && !speakers.contains_key(affiliation)
        {
            problems.push(ProblemKind::UnknownAffiliation {
                name: speaker.name.clone(),
                affiliation: affiliation.clone(),
            });
        }
        if !used.contains(id) {
            problems.push(ProblemKind::UnusedSpeaker(speaker.name.clone()));
        }
        // Unnamed parties are different people even where the wording is the same.
        if speaker.kind != SpeakerKind::Unnamed {
            *named.entry(speaker.name.to_lowercase()).or_default() += 1;
        }
    }
    let twice = named.into_iter().filter(|(_, count)| *count > 1);
    problems.extend(twice.map(|(name, _)| ProblemKind::SameName(name)));
}
