//! Finds what is incomplete or inconsistent in a project. It changes nothing; a fix is an edit like any
//! other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::article::Article;
use super::basis::Basis;
use super::claim::Claim;
use super::id::{ArticleId, ClaimId, EvidenceId, ReviewerId, SpeakerId};
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
    /// Words that are no longer to be found in the article.
    Orphaned {
        /// What the words are in the claim.
        part: ClaimPart,
        /// The words.
        words: String,
    },
    /// A claim that somebody accepted although nobody is named as its speaker.
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
    /// Evidence that neither supports nor refutes nor explains.
    EvidenceWithoutStance {
        /// Which piece of evidence.
        id: EvidenceId,
        /// Its title, or its address.
        title: String,
    },
    /// Evidence whose address has not the form of one.
    EvidenceAddress {
        /// Which piece of evidence.
        id: EvidenceId,
        /// What stands in place of an address.
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
    /// Named speakers of one name.
    SameName {
        /// The name.
        name: String,
        /// Whoever has it, two or more.
        speakers: Vec<SpeakerId>,
    },
    /// An article that was said to be done although claims in it are still to be attributed or
    /// reviewed.
    DoneTooEarly {
        /// How many are.
        open: usize,
    },
    /// A claim that is to be attributed.
    ToBeAttributed {
        /// Its words.
        words: String,
    },
    /// A speaker nobody refers to.
    UnusedSpeaker {
        /// The speaker.
        speaker: SpeakerId,
        /// The speaker's name.
        name: String,
    },
}

/// What words are in a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimPart {
    /// What is said.
    Claim,
    /// The mention of who says it.
    Source,
    /// What attributes it.
    Cue,
}

/// Problems that belong together, in the order in which they are shown: what is wrong first, then
/// what is still to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemGroup {
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
    /// Evidence that does nothing yet.
    EvidenceWithoutStance,
    /// Evidence whose address leads nowhere.
    EvidenceAddress,
    /// Affiliations to nobody.
    UnknownAffiliation,
    /// Speakers of one name.
    SameName,
    /// Articles that are not done.
    DoneTooEarly,
    /// Claims that wait for a speaker.
    ToBeAttributed,
    /// Speakers without claims.
    UnusedSpeaker,
}

impl ProblemGroup {
    /// Every group in its order.
    pub const ALL: [Self; 13] = [
        Self::Orphaned,
        Self::Stale,
        Self::AcceptedWithoutSpeaker,
        Self::UnknownSpeaker,
        Self::UnknownReviewer,
        Self::UnknownRating,
        Self::EvidenceWithoutStance,
        Self::EvidenceAddress,
        Self::UnknownAffiliation,
        Self::SameName,
        Self::DoneTooEarly,
        Self::ToBeAttributed,
        Self::UnusedSpeaker,
    ];

    /// What is said above the group.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Orphaned => "Lost its place in the text",
            Self::Stale => fl!("check-group-stale"),
            Self::AcceptedWithoutSpeaker => "Accepted without a speaker",
            Self::UnknownSpeaker => "Attributed to a speaker that is not in the project",
            Self::UnknownReviewer => "Decided by a reviewer who is not in the project",
            Self::UnknownRating => "Rated off the project's scale",
            Self::EvidenceWithoutStance => "Evidence that neither supports, refutes nor gives context",
            Self::EvidenceAddress => "Evidence whose address is none",
            Self::UnknownAffiliation => "Affiliated to a speaker that is not in the project",
            Self::SameName => "Speakers of one name",
            Self::DoneTooEarly => "Done, with claims still to be attributed or reviewed",
            Self::ToBeAttributed => "To be attributed",
            Self::UnusedSpeaker => "Speakers nobody refers to",
        }
    }

    /// Whether the project contradicts itself here, as opposed to work that is still to be done.
    pub fn is_inconsistent(self) -> bool {
        !matches!(self, Self::ToBeAttributed | Self::UnusedSpeaker)
    }
}

impl ProblemKind {
    /// What it belongs to.
    pub fn group(&self) -> ProblemGroup {
        match self {
            Self::Orphaned { .. } => ProblemGroup::Orphaned,
            Self::Stale { .. } => ProblemGroup::Stale,
            Self::AcceptedWithoutSpeaker { .. } => ProblemGroup::AcceptedWithoutSpeaker,
            Self::UnknownSpeaker(_) => ProblemGroup::UnknownSpeaker,
            Self::UnknownReviewer(_) => ProblemGroup::UnknownReviewer,
            Self::UnknownRating(_) => ProblemGroup::UnknownRating,
            Self::EvidenceWithoutStance { .. } => ProblemGroup::EvidenceWithoutStance,
            Self::EvidenceAddress { .. } => ProblemGroup::EvidenceAddress,
            Self::UnknownAffiliation { .. } => ProblemGroup::UnknownAffiliation,
            Self::SameName { .. } => ProblemGroup::SameName,
            Self::DoneTooEarly { .. } => ProblemGroup::DoneTooEarly,
            Self::ToBeAttributed { .. } => ProblemGroup::ToBeAttributed,
            Self::UnusedSpeaker { .. } => ProblemGroup::UnusedSpeaker,
        }
    }
}

/// What is wrong, where the group's heading is known.
impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Orphaned { part, words } => match part {
                ClaimPart::Claim => write!(f, "“{words}”"),
                ClaimPart::Source => write!(f, "source “{words}”"),
                ClaimPart::Cue => write!(f, "cue “{words}”"),
            },
            Self::Stale { was, words } if was.words == *words => {
                f.write_str(&fl!("check-stale-speakers", now = words))
            }
            Self::Stale { was, words } if was.words.is_empty() => {
                f.write_str(&fl!("check-stale-unknown", now = words))
            }
            Self::Stale { was, words } => {
                f.write_str(&fl!("check-stale-words", now = words, was = was.words))
            }
            Self::AcceptedWithoutSpeaker { words } | Self::ToBeAttributed { words } => {
                write!(f, "“{words}”")
            }
            Self::UnknownSpeaker(id) => write!(f, "{id}"),
            Self::UnknownReviewer(id) => write!(f, "{id}"),
            Self::UnknownRating(key) => write!(f, "‘{key}’"),
            Self::EvidenceWithoutStance { title, .. } if title.is_empty() => f.write_str("without a title"),
            Self::EvidenceWithoutStance { title, .. } => f.write_str(title),
            Self::EvidenceAddress { address, .. } => f.write_str(address),
            Self::UnknownAffiliation {
                name, affiliation, ..
            } => write!(f, "{name}, to {affiliation}"),
            Self::SameName { name, speakers } => write!(f, "{name}, {} times", speakers.len()),
            Self::DoneTooEarly { open: 1 } => f.write_str("1 claim"),
            Self::DoneTooEarly { open } => write!(f, "{open} claims"),
            Self::UnusedSpeaker { name, .. } => f.write_str(name),
        }
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
        is_open: !claim.review_state().is_decided() || !claim.voice.is_settled(),
    }
}

/// That an article was declared done although so many of its claims are open.
pub fn done_too_early(id: &ArticleId, article: &Article, open: usize) -> Option<Problem> {
    (article.done.is_some() && open > 0).then(|| Problem {
        article: Some(id.clone()),
        claim: None,
        kind: ProblemKind::DoneTooEarly { open },
    })
}

/// Whoever an article's claims are attributed to.
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
    let mut named: BTreeMap<String, Vec<SpeakerId>> = BTreeMap::new();
    for (id, speaker) in speakers {
        if let Some(affiliation) = &speaker.affiliation
            && !speakers.contains_key(affiliation)
        {
            kinds.push(ProblemKind::UnknownAffiliation {
                speaker: id.clone(),
                name: speaker.name.clone(),
                affiliation: affiliation.clone(),
            });
        }
        if !claimed(id) && !bodies.contains(id) {
            kinds.push(ProblemKind::UnusedSpeaker {
                speaker: id.clone(),
                name: speaker.name.clone(),
            });
        }
        // Unnamed parties are different people even where the wording is the same.
        if speaker.kind != SpeakerKind::Unnamed {
            let name = speaker.name.trim().to_lowercase();
            named.entry(name).or_default().push(id.clone());
        }
    }
    let twice = named.into_values().filter(|speakers| speakers.len() > 1);
    kinds.extend(twice.map(|ids| {
        ProblemKind::SameName {
            name: ids
                .first()
                .and_then(|id| speakers.get(id))
                .map(|speaker| speaker.name.clone())
                .unwrap_or_default(),
            speakers: ids,
        }
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
    if let Some(was) = claim.stale_basis() {
        problems.push(ProblemKind::Stale {
            was: Box::new(was.clone()),
            words: claim.words(),
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
        .iter()
        .filter(|(_, evidence)| evidence.stance.is_none());
    problems.extend(
        stanceless.map(|(id, evidence)| ProblemKind::EvidenceWithoutStance {
            id: id.clone(),
            title: if evidence.title.is_empty() {
                evidence.url.clone()
            } else {
                evidence.title.clone()
            },
        }),
    );
    let badly_addressed = claim
        .evidence
        .iter()
        .filter(|(_, evidence)| evidence.address_problem().is_some());
    problems.extend(
        badly_addressed.map(|(id, evidence)| ProblemKind::EvidenceAddress {
            id: id.clone(),
            address: evidence.url.clone(),
        }),
    );
}
