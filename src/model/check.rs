//! Finds problems and open tasks in a project. Fixes are edits like any other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::article::Article;
use super::attribution::Attribution;
use super::basis::Basis;
use super::claim::Claim;
use super::difference::{DifferencePlace, FieldKey, Record, differing};
use super::facts::ProjectFacts;
use super::id::{ArticleId, ClaimId, EvidenceId, ReviewerId, SpeakerId};
use super::names::words_of;
use super::project::Project;
use super::review::Decision;
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
    pub const ALL: [Self; 15] = [
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
        Self::SameName,
        Self::DoneTooEarly,
        Self::ToBeAttributed,
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
    problems.extend(article_problems(id, article, open));
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
    let at = |key| DifferencePlace::Claim(id.clone(), claim_id.clone(), key);
    kinds.extend(differences(claim, at, || format!("“{}”", claim.words())));
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

/// The problems of an article itself, `open` of whose claims are open.
pub fn article_problems(id: &ArticleId, article: &Article, open: usize) -> impl Iterator<Item = Problem> {
    let title = || article.metadata.title.clone();
    let differences = differences(article, |key| DifferencePlace::Article(id.clone(), key), title);
    let early = (article.done.is_some() && open > 0).then_some(ProblemKind::DoneTooEarly { open });
    differences.into_iter().chain(early).map(|kind| Problem {
        article: Some(id.clone()),
        claim: None,
        kind,
    })
}

/// The differences of a record as problems.
fn differences<R: Record>(
    record: &R,
    at: impl Fn(FieldKey) -> DifferencePlace,
    name: impl Fn() -> String,
) -> Vec<ProblemKind> {
    let keys = differing(record).into_iter();
    let problem = |key| ProblemKind::Difference {
        at: at(key),
        record: name(),
    };
    keys.map(problem).collect()
}

/// The speakers that an article's claims are attributed to.
pub fn speakers_of(article: &Article) -> impl Iterator<Item = &SpeakerId> {
    article.claims.values().flat_map(Claim::speakers)
}

/// What is incomplete or inconsistent about the speakers.
///
/// `claimed`: whether any claim of the project is attributed to a speaker.
pub fn check_speakers(project: &Project, claimed: impl Fn(&SpeakerId) -> bool) -> Vec<Problem> {
    let speakers = project.speakers();
    let bodies: BTreeSet<&SpeakerId> = speakers.values().flat_map(super::Speaker::bodies).collect();
    let title = || project.head().title.clone();
    let mut kinds = differences(&ProjectFacts::new(project), DifferencePlace::Project, title);
    let mut named: BTreeMap<String, (&str, Vec<SpeakerId>)> = BTreeMap::new();
    for (id, speaker) in speakers {
        let at = |key| DifferencePlace::Speaker(id.clone(), key);
        kinds.extend(differences(speaker, at, || speaker.name.clone()));
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

/// Of so many speakers of one name it is asked whether they belong together with the speaker of a link.
pub(super) const MAX_NAMESAKES: usize = 8;

/// The problem of a link whose source names a speaker of the project, but none of the link's own nor anybody who is
/// affiliated with one of them.
pub(super) fn names_another(project: &Project, link: &Attribution) -> Option<ProblemKind> {
    let own = link.speakers.iter().find_map(|id| project.speaker(id))?;
    let index = project.name_index();
    let sources: Vec<String> = link.source.iter().map(|anchor| words_of(&anchor.words)).collect();
    let mut another = None;
    for namesakes in sources.iter().flat_map(|source| index.named_in(source)) {
        let is_own = |id: &SpeakerId| {
            namesakes.named.binary_search(id).is_ok() || namesakes.unnamed.binary_search(id).is_ok()
        };
        if link.speakers.iter().any(is_own) {
            return None;
        }
        another = another.or_else(|| {
            let mut asked = namesakes.named.iter().take(MAX_NAMESAKES);
            let stranger = namesakes.named.first().and_then(|id| project.speaker(id));
            stranger
                .filter(|stranger| !is_part_of_own_name(project, link, stranger))
                .filter(|_| !asked.any(|id| is_related(project, link, id)))
        });
    }
    let words: Vec<&str> = link.source.iter().map(|anchor| anchor.words.as_str()).collect();
    another.map(|another| ProblemKind::NamesAnother {
        words: words.join(" … "),
        named: another.name.clone(),
        speaker: own.name.clone(),
    })
}

/// Whether a speaker of the link is called after this one: the 'Paper of the owners' after the 'Owners'.
fn is_part_of_own_name(project: &Project, link: &Attribution, stranger: &super::Speaker) -> bool {
    let part = format!(" {} ", words_of(&stranger.name));
    let mut own = link.speakers.iter().filter_map(|id| project.speaker(id));
    own.any(|own| {
        own.names()
            .any(|name| format!(" {} ", words_of(name)).contains(&part))
    })
}

fn is_related(project: &Project, link: &Attribution, id: &SpeakerId) -> bool {
    let related = |own: &SpeakerId| {
        #[cfg(test)]
        super::names::tests::COMPARED.set(super::names::tests::COMPARED.get() + 1);
        project.belongs_to(own, id) || project.belongs_to(id, own)
    };
    link.speakers.iter().any(related)
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
