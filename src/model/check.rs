//! Finds problems and open tasks in a project. Fixes are edits like any other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::article::Article;
use super::claim::Claim;
use super::id::{ArticleId, ClaimId, EvidenceId, ReviewerId, SpeakerId};
use super::names::names_another;
use super::project::Project;
use super::review::{Decision, ReviewState};
use super::speaker::SpeakerKind;

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
    /// Words that are no longer in the article.
    Orphaned,
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
    /// Speakers with the same name.
    SameName,
    /// Articles marked as done too early.
    DoneTooEarly,
    /// Unattributed claims.
    ToBeAttributed,
    /// Speakers without claims.
    UnusedSpeaker,
}

impl ProblemGroup {
    /// Every group in its order.
    pub const ALL: [Self; 13] = [
        Self::Orphaned,
        Self::AcceptedWithoutSpeaker,
        Self::UnknownSpeaker,
        Self::UnknownReviewer,
        Self::UnknownRating,
        Self::EvidenceWithoutStance,
        Self::EvidenceAddress,
        Self::UnknownAffiliation,
        Self::NamesAnother,
        Self::SameName,
        Self::DoneTooEarly,
        Self::ToBeAttributed,
        Self::UnusedSpeaker,
    ];

    /// The heading of the group.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Orphaned => fl!("problem-group-orphaned"),
            Self::AcceptedWithoutSpeaker => fl!("problem-group-accepted-without-speaker"),
            Self::UnknownSpeaker => fl!("problem-group-unknown-speaker"),
            Self::UnknownReviewer => fl!("problem-group-unknown-reviewer"),
            Self::UnknownRating => fl!("problem-group-unknown-rating"),
            Self::EvidenceWithoutStance => fl!("problem-group-evidence-stance"),
            Self::EvidenceAddress => fl!("problem-group-evidence-url"),
            Self::UnknownAffiliation => fl!("problem-group-unknown-affiliation"),
            Self::NamesAnother => fl!("problem-group-names-another"),
            Self::SameName => fl!("problem-group-same-name"),
            Self::DoneTooEarly => fl!("problem-group-done-too-early"),
            Self::ToBeAttributed => fl!("problem-group-unattributed"),
            Self::UnusedSpeaker => fl!("problem-group-unused-speaker"),
        }
    }

    /// Whether it is a problem, as opposed to an open task.
    pub fn is_inconsistent(self) -> bool {
        !matches!(self, Self::ToBeAttributed | Self::UnusedSpeaker)
    }
}

impl ProblemKind {
    /// What it belongs to.
    pub fn group(&self) -> ProblemGroup {
        match self {
            Self::Orphaned { .. } => ProblemGroup::Orphaned,
            Self::AcceptedWithoutSpeaker { .. } => ProblemGroup::AcceptedWithoutSpeaker,
            Self::UnknownSpeaker(_) => ProblemGroup::UnknownSpeaker,
            Self::UnknownReviewer(_) => ProblemGroup::UnknownReviewer,
            Self::UnknownRating(_) => ProblemGroup::UnknownRating,
            Self::EvidenceWithoutStance { .. } => ProblemGroup::EvidenceWithoutStance,
            Self::EvidenceAddress { .. } => ProblemGroup::EvidenceAddress,
            Self::UnknownAffiliation { .. } => ProblemGroup::UnknownAffiliation,
            Self::NamesAnother { .. } => ProblemGroup::NamesAnother,
            Self::SameName { .. } => ProblemGroup::SameName,
            Self::DoneTooEarly { .. } => ProblemGroup::DoneTooEarly,
            Self::ToBeAttributed { .. } => ProblemGroup::ToBeAttributed,
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
            Self::SameName { name, speakers } => {
                fl!("problem-same-name", name = name, count = speakers.len())
            }
            Self::DoneTooEarly { open } => fl!("count-claims", count = *open),
        })
    }
}

/// Everything that is incomplete or inconsistent, article by article, then the speakers.
pub fn check(project: &Project) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut used = BTreeSet::new();
    for (id, article) in project.articles() {
        problems.extend(check_article(project, id, article));
        used.extend(speakers_of(article));
    }
    problems.extend(check_speakers(project, |id| used.contains(id)));
    problems
}

/// What is incomplete or inconsistent in one article, in the order of its text.
pub fn check_article(project: &Project, id: &ArticleId, article: &Article) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut open = 0;
    for (claim_id, claim) in article.claims_in_order() {
        let checked = check_claim(project, (id, article), (claim_id, claim));
        problems.extend(checked.problems);
        open += usize::from(checked.is_open);
    }
    problems.extend(done_too_early(id, article, open));
    problems
}

/// The result of checking one claim.
#[derive(Debug)]
pub struct ClaimCheck {
    /// What is incomplete or inconsistent.
    pub problems: Vec<Problem>,
    /// Whether something is still to be decided about it.
    pub is_open: bool,
}

/// Checks one claim of an article.
pub fn check_claim(
    project: &Project,
    (id, article): (&ArticleId, &Article),
    (claim_id, claim): (&ClaimId, &Claim),
) -> ClaimCheck {
    let mut kinds = Vec::new();
    claim_problems(project, claim, article.text.is_some(), &mut kinds);
    let of_claim = |kind| Problem {
        article: Some(id.clone()),
        claim: Some(claim_id.clone()),
        kind,
    };
    ClaimCheck {
        problems: kinds.into_iter().map(of_claim).collect(),
        is_open: claim.review_state() == ReviewState::Unreviewed || !claim.voice.is_settled(),
    }
}

/// The problem of an article that is marked as done although `open` of its claims are.
pub fn done_too_early(id: &ArticleId, article: &Article, open: usize) -> Option<Problem> {
    (article.done.is_some() && open > 0).then(|| Problem {
        article: Some(id.clone()),
        claim: None,
        kind: ProblemKind::DoneTooEarly { open },
    })
}

/// The speakers that an article's claims are attributed to.
pub fn speakers_of(article: &Article) -> impl Iterator<Item = &SpeakerId> {
    article.claims.values().flat_map(|claim| claim.voice.speakers())
}

/// What is incomplete or inconsistent about the speakers.
///
/// `claimed`: whether any claim of the project is attributed to a speaker.
pub fn check_speakers(project: &Project, claimed: impl Fn(&SpeakerId) -> bool) -> Vec<Problem> {
    let speakers = project.speakers();
    let bodies: BTreeSet<&SpeakerId> = speakers
        .values()
        .filter_map(|speaker| speaker.affiliation.as_ref())
        .collect();
    let mut kinds = Vec::new();
    let mut named: BTreeMap<String, (&str, Vec<SpeakerId>)> = BTreeMap::new();
    for (id, speaker) in speakers {
        if let Some(affiliation) = &speaker.affiliation
            && !speakers.contains_key(affiliation)
        {
            kinds.push(ProblemKind::UnknownAffiliation {
                speaker: id.clone(),
                name: project.speaker_label(id).to_owned(),
                affiliation: affiliation.clone(),
            });
        }
        if !claimed(id) && !bodies.contains(id) {
            kinds.push(ProblemKind::UnusedSpeaker {
                speaker: id.clone(),
                name: project.speaker_label(id).to_owned(),
            });
        }
        // Unnamed parties are different people even where the wording is the same.
        if speaker.kind != SpeakerKind::Unnamed {
            let name = speaker.name.trim().to_lowercase();
            let (_, speakers) = named.entry(name).or_insert((&speaker.name, Vec::new()));
            speakers.push(id.clone());
        }
    }
    let twice = named.into_values().filter(|(_, speakers)| speakers.len() > 1);
    kinds.extend(twice.map(|(name, speakers)| ProblemKind::SameName {
        name: name.to_owned(),
        speakers,
    }));
    let nowhere = |kind| Problem {
        article: None,
        claim: None,
        kind,
    };
    kinds.into_iter().map(nowhere).collect()
}

fn claim_problems(project: &Project, claim: &Claim, read: bool, problems: &mut Vec<ProblemKind>) {
    if read {
        let links = claim.voice.chain().iter();
        let sources = links.clone().flat_map(|link| &link.source);
        let cues = links.flat_map(|link| &link.cue);
        let anchors = claim.spans.iter().map(|anchor| (ClaimPart::Claim, anchor));
        let anchors = anchors.chain(sources.map(|anchor| (ClaimPart::Source, anchor)));
        let anchors = anchors.chain(cues.map(|anchor| (ClaimPart::Cue, anchor)));
        let lost = anchors.filter(|(_, anchor)| anchor.span().is_none());
        problems.extend(lost.map(|(part, anchor)| ProblemKind::Orphaned {
            part,
            words: anchor.words.clone(),
        }));
    }
    if !claim.voice.is_settled() {
        let words = claim.words();
        let accepted = claim
            .reviews
            .values()
            .any(|review| review.decision == Decision::Accepted);
        problems.push(if accepted {
            ProblemKind::AcceptedWithoutSpeaker { words }
        } else {
            ProblemKind::ToBeAttributed { words }
        });
    }
    let links = claim.voice.chain().iter();
    problems.extend(links.filter_map(|link| names_another(project, link)));
    let unknown = claim.voice.speakers().filter(|id| project.speaker(id).is_none());
    problems.extend(unknown.cloned().map(ProblemKind::UnknownSpeaker));
    let by = claim.verdict.iter().map(|verdict| &verdict.by);
    let reviewers: BTreeSet<_> = claim.reviews.keys().chain(by).chain(&claim.marked_by).collect();
    let unknown = reviewers
        .into_iter()
        .filter(|id| !project.reviewers().contains_key(*id));
    problems.extend(unknown.cloned().map(ProblemKind::UnknownReviewer));
    let scale = &project.head().scale;
    if let Some(verdict) = &claim.verdict
        && !scale.iter().any(|rating| rating.key == verdict.rating)
    {
        problems.push(ProblemKind::UnknownRating(verdict.rating.clone()));
    }
    for (id, evidence) in &claim.evidence {
        let (id, address) = (id.clone(), evidence.url.clone());
        if evidence.stance.is_none() {
            let titles = [&evidence.title, &address];
            let title = titles.into_iter().find(|title| !title.is_empty());
            problems.push(ProblemKind::EvidenceWithoutStance {
                id: id.clone(),
                title: title.cloned().unwrap_or_default(),
            });
        }
        if evidence.address_problem().is_some() {
            problems.push(ProblemKind::EvidenceAddress { id, address });
        }
    }
}
