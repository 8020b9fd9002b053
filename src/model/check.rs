//! Finds problems and open tasks in a project. Fixes are edits like any other.

use std::collections::{BTreeMap, BTreeSet};

use super::article::Article;
use super::attribution::Attribution;
use super::claim::Claim;
use super::difference::{DifferencePlace, FieldKey, Record, differing};
use super::facts::ProjectFacts;
use super::id::{ArticleId, ClaimId, SpeakerId};
use super::names::words_of;
use super::problem::{ClaimPart, Problem, ProblemKind};
use super::project::Project;
use super::review::Decision;
use super::speaker::SpeakerKind;

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
    let relays = claim.voice.chain().iter().skip(1);
    let bare = relays.filter(|link| link.source.is_empty() && link.cue.is_empty() && !link.inferred);
    problems.extend(bare.map(|link| ProblemKind::RelayedWithoutWords {
        speaker: {
            let labels = link.speakers.iter().map(|id| project.speaker_label(id));
            labels.collect::<Vec<_>>().join(", ")
        },
        words: claim.words(),
    }));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::problem::ProblemGroup;
    use crate::model::{Article, Edit, Head, Metadata, Speaker, Voice};
    use crate::text::Span;

    #[test]
    fn a_link_that_relays_without_words_is_a_task_unless_it_is_inferred() {
        let mut project = Project::new(Head::titled("Talks"));
        for id in ["s-mayor", "s-paper"] {
            let speaker = Some(Box::new(Speaker::named(id, 0)));
            project.apply(Edit::Speaker(id.into(), speaker)).unwrap();
        }
        let text = "The bridge is safe.";
        let mut claim = Claim::new(text, Span::new(0, 18)).unwrap();
        let link = |id: &str| Attribution {
            speakers: vec![id.into()],
            ..Attribution::default()
        };
        let of_links = |chain: Vec<Attribution>, claim: &mut Claim| {
            claim.voice = Voice::Attributed(chain);
            let mut article = Article::new(Metadata::default(), text);
            article.claims.insert("c-1".into(), claim.clone());
            let problems = check_article(&project, &"a".into(), &article);
            let told = problems.into_iter().map(|problem| problem.kind);
            let told = told.filter(|kind| kind.group() == ProblemGroup::RelayedWithoutWords);
            told.map(|kind| kind.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(of_links(vec![link("s-mayor")], &mut claim), [""; 0]);
        let bare = of_links(vec![link("s-mayor"), link("s-paper")], &mut claim);
        assert_eq!(bare, ["s-paper: “The bridge is safe”"]);
        let inferred = Attribution {
            inferred: true,
            ..link("s-paper")
        };
        assert_eq!(of_links(vec![link("s-mayor"), inferred], &mut claim), [""; 0]);
    }
}
