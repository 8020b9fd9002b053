//! The things people do to many records at once, as one edit: pure functions from the project as it
//! is. What is done to a single claim is in `claim`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Stamp;
use crate::model::{
    ArticleId, Claim, ClaimId, ClaimRef, ClaimSet, Decision, Edit, Project, Refusal, Review, Speaker,
    SpeakerId, Voice,
};

/// Changes many claims by a function on a copy of each; those that come out equal are left alone.
pub fn change_claims<'a>(
    project: &Project,
    claims: impl IntoIterator<Item = &'a ClaimRef>,
    change: impl Fn(&mut Claim),
) -> Result<Edit, Refusal> {
    let mut edits = Vec::new();
    for (article, id) in claims {
        let before = project
            .claim(article, id)
            .ok_or_else(|| Refusal::NoSuchClaim(id.clone()))?;
        let mut claim = before.clone();
        change(&mut claim);
        if claim != *before {
            edits.push(put(article, id, claim));
        }
    }
    Ok(Edit::All(edits))
}

/// Records one's decision on many claims, or takes it back; why stays from the decision before.
pub fn review_claims<'a>(
    project: &Project,
    claims: impl IntoIterator<Item = &'a ClaimRef>,
    decision: Option<Decision>,
    stamp: &Stamp,
) -> Result<Edit, Refusal> {
    change_claims(project, claims, |claim| review(claim, decision, stamp))
}

/// Records one's decision on a claim at hand, or takes it back. The same decision again leaves the
/// claim as it is, and with it when it was made.
pub fn review(claim: &mut Claim, decision: Option<Decision>, stamp: &Stamp) {
    let before = claim.reviews.get(&stamp.by);
    match decision {
        Some(decision) if before.is_some_and(|before| before.decision == decision) => {}
        Some(decision) => {
            let why = before.map(|before| before.why.clone()).unwrap_or_default();
            let at = stamp.at;
            claim
                .reviews
                .insert(stamp.by.clone(), Review { decision, at, why });
        }
        None => drop(claim.reviews.remove(&stamp.by)),
    }
}

/// Names the speaker of a claim's nearest link; its words stay, and so do further links.
pub fn attribute(claim: &mut Claim, speaker: &SpeakerId) {
    match claim.voice.chain_mut().first_mut() {
        Some(nearest) => nearest.speakers = vec![speaker.clone()],
        None => claim.voice = Voice::attributed_to(speaker.clone()),
    }
}

/// Removes many claims.
pub fn remove_claims<'a>(claims: impl IntoIterator<Item = &'a ClaimRef>) -> Edit {
    let removed = claims
        .into_iter()
        .map(|(article, id)| Edit::Claim(article.clone(), id.clone(), None));
    Edit::All(removed.collect())
}

/// Every claim that names a speaker anywhere in its chain.
pub fn claims_of<'a>(
    project: &'a Project,
    speaker: &'a SpeakerId,
) -> impl Iterator<Item = (&'a ArticleId, &'a ClaimId, &'a Claim)> {
    project
        .claims()
        .filter(move |(_, _, claim)| names(claim, speaker))
}

/// What a merge will change, for people to see before they do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The speaker as it will stand: the kept one, with what only the other knew.
    pub speaker: Speaker,
    /// How many claims name the other and will name the kept one.
    pub claims: usize,
    /// In how many articles these stand.
    pub articles: usize,
    /// Of these claims, how many name both in one link and will name the kept one once.
    pub joint: usize,
    /// Whoever is affiliated to the other and will belong to the kept one.
    pub members: Vec<SpeakerId>,
}

/// What merging one speaker into another will change. `None` where either is not there or they
/// are the same.
pub fn preview_merge(project: &Project, kept: &SpeakerId, other: &SpeakerId) -> Option<Merge> {
    let speaker = merged(project, kept, other)?;
    let mut articles = BTreeSet::new();
    let (mut claims, mut joint) = (0, 0);
    for (article, _, claim) in claims_of(project, other) {
        claims += 1;
        articles.insert(article);
        let both =
            |link: &crate::model::Attribution| link.speakers.contains(kept) && link.speakers.contains(other);
        joint += usize::from(claim.voice.chain().iter().any(both));
    }
    Some(Merge {
        speaker,
        claims,
        articles: articles.len(),
        joint,
        members: members(project, kept, other),
    })
}

/// Merges one speaker into another as one step: claims, affiliations and names of the other become
/// the kept one's, and the other goes. Only the articles whose claims name the other are touched.
pub fn merge_speakers(project: &Project, kept: &SpeakerId, other: &SpeakerId) -> Result<Edit, Refusal> {
    let Merging {
        before,
        claims,
        after,
    } = merging(project, kept, other)?;
    let claims: Vec<ClaimRef> = claims
        .iter()
        .map(|(article, id)| (article.clone(), id.clone()))
        .collect();
    let renamed = rename_speaker(project, &claims, other, kept)?;
    Ok(Edit::All(vec![before, renamed, after]))
}

/// A merge of speakers in parts, each of which is accepted after those before it.
pub struct Merging {
    /// What comes first: the kept one, and whoever belongs to the other.
    pub before: Edit,
    /// The claims that name the other and are to name the kept one.
    pub claims: ClaimSet,
    /// What comes last: the other goes.
    pub after: Edit,
}

/// What merging one speaker into another consists of.
pub fn merging(project: &Project, kept: &SpeakerId, other: &SpeakerId) -> Result<Merging, Refusal> {
    let missing = || match project.speaker(kept) {
        Some(_) => Refusal::NoSuchSpeaker(other.clone()),
        None => Refusal::NoSuchSpeaker(kept.clone()),
    };
    let speaker = merged(project, kept, other).ok_or_else(missing)?;
    let mut before = vec![Edit::Speaker(kept.clone(), Some(Box::new(speaker)))];
    // Whoever belongs to the other, before the other can go; the kept one first, so that no circle
    // of affiliations is closed on the way.
    for id in members(project, kept, other) {
        if let Some(member) = project.speaker(&id) {
            let affiliation = Some(kept.clone());
            let member = Speaker {
                affiliation,
                ..member.clone()
            };
            before.push(Edit::Speaker(id, Some(Box::new(member))));
        }
    }
    let mut claims = ClaimSet::new();
    for (id, article) in project.articles() {
        let named = article.claims.iter().filter(|(_, claim)| names(claim, other));
        claims.put(id.clone(), Arc::new(named.map(|(id, _)| id.clone()).collect()));
    }
    Ok(Merging {
        before: Edit::All(before),
        claims,
        after: Edit::Speaker(other.clone(), None),
    })
}

/// Names another speaker in claims wherever one is named.
pub fn rename_speaker(
    project: &Project,
    claims: &[ClaimRef],
    from: &SpeakerId,
    to: &SpeakerId,
) -> Result<Edit, Refusal> {
    change_claims(project, claims, |claim| rename_in(claim, from, to))
}

fn names(claim: &Claim, speaker: &SpeakerId) -> bool {
    claim.voice.speakers().any(|named| named == speaker)
}

/// Gives some of a speaker's claims to a new one of this name, as one step. It begins as what the
/// old one is, in another colour and without its other names.
pub fn split_speaker<'a>(
    project: &Project,
    from: &SpeakerId,
    claims: impl IntoIterator<Item = &'a ClaimRef>,
    new: &SpeakerId,
    name: &str,
    color: usize,
) -> Result<Edit, Refusal> {
    let old = project
        .speaker(from)
        .ok_or_else(|| Refusal::NoSuchSpeaker(from.clone()))?;
    let speaker = Speaker {
        kind: old.kind,
        affiliation: old.affiliation.clone(),
        ..Speaker::named(name.trim(), color)
    };
    let renamed = change_claims(project, claims, |claim| rename_in(claim, from, new))?;
    let put = Edit::Speaker(new.clone(), Some(Box::new(speaker)));
    Ok(Edit::All(vec![put, renamed]))
}

/// The kept speaker with what only the other knew. Its affiliation is never itself or the other.
fn merged(project: &Project, kept: &SpeakerId, other: &SpeakerId) -> Option<Speaker> {
    if kept == other {
        return None;
    }
    let (stays, goes) = (project.speaker(kept)?, project.speaker(other)?);
    let mut speaker = stays.clone();
    for name in goes.names() {
        let known = speaker.names().any(|known| known == name);
        // The wording of an unnamed party is no name of anybody.
        if !known && goes.kind != crate::model::SpeakerKind::Unnamed {
            speaker.aliases.push(name.to_owned());
        }
    }
    speaker.role = speaker.role.or_else(|| goes.role.clone());
    speaker.wikidata = speaker.wikidata.or_else(|| goes.wikidata.clone());
    speaker.affiliation = [&stays.affiliation, &goes.affiliation]
        .into_iter()
        .flatten()
        .find(|body| *body != other && !belongs_to(project, body, kept, other))
        .cloned();
    if !goes.note.is_empty() {
        let gap = if speaker.note.is_empty() { "" } else { "\n" };
        speaker.note = format!("{}{gap}{}", speaker.note, goes.note);
    }
    Some(speaker)
}

/// Whether a body belongs to one of two speakers that become one: then that one cannot belong to it.
fn belongs_to(project: &Project, body: &SpeakerId, kept: &SpeakerId, other: &SpeakerId) -> bool {
    let mut above = Some(body);
    for _ in 0..=project.speakers().len() {
        match above {
            None => return false,
            Some(id) if id == kept || id == other => return true,
            Some(id) => above = project.speaker(id).and_then(|it| it.affiliation.as_ref()),
        }
    }
    true
}

fn members(project: &Project, kept: &SpeakerId, other: &SpeakerId) -> Vec<SpeakerId> {
    let belongs =
        |(id, speaker): &(&SpeakerId, &Speaker)| speaker.affiliation.as_ref() == Some(other) && *id != kept;
    let members = project.speakers().iter().filter(belongs);
    members.map(|(id, _)| id.clone()).collect()
}

/// Names another speaker wherever one is named, once a link.
fn rename_in(claim: &mut Claim, from: &SpeakerId, to: &SpeakerId) {
    for link in claim.voice.chain_mut() {
        if !link.speakers.contains(from) {
            continue;
        }
        let mut speakers: Vec<SpeakerId> = Vec::with_capacity(link.speakers.len());
        for speaker in &link.speakers {
            let speaker = if speaker == from { to } else { speaker };
            if !speakers.contains(speaker) {
                speakers.push(speaker.clone());
            }
        }
        link.speakers = speakers;
    }
}

fn put(article: &ArticleId, id: &ClaimId, claim: Claim) -> Edit {
    Edit::Claim(article.clone(), id.clone(), Some(Box::new(claim)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Attribution, Head, Metadata};
    use crate::text::Span;

    const TEXT: &str = "The army said one thing. The forces said another. Nobody knew.";

    fn speaker(name: &str, affiliation: Option<&str>) -> Box<Speaker> {
        let affiliation = affiliation.map(Into::into);
        Box::new(Speaker {
            affiliation,
            ..Speaker::named(name, 0)
        })
    }

    fn claim(span: (usize, usize), speakers: &[&str]) -> Box<Claim> {
        let link = Attribution {
            speakers: speakers.iter().map(|id| (*id).into()).collect(),
            ..Attribution::default()
        };
        Box::new(Claim {
            voice: Voice::Attributed(vec![link]),
            ..Claim::new(TEXT, Span::new(span.0, span.1)).unwrap()
        })
    }

    fn project() -> Project {
        let mut project = Project::new(Head::titled("Talks"));
        let article = |title: &str| {
            let metadata = Metadata {
                title: title.into(),
                ..Metadata::default()
            };
            Some(Box::new(Article::new(metadata, TEXT)))
        };
        let edits = vec![
            Edit::Speaker("army".into(), Some(speaker("The army", None))),
            Edit::Speaker("forces".into(), Some(speaker("Armed forces", Some("army")))),
            Edit::Speaker("rasoul".into(), Some(speaker("Rasoul", Some("forces")))),
            Edit::Article("one".into(), article("One")),
            Edit::Article("two".into(), article("Two")),
            Edit::Claim("one".into(), "c-1".into(), Some(claim((14, 23), &["army"]))),
            Edit::Claim(
                "one".into(),
                "c-2".into(),
                Some(claim((41, 48), &["forces", "army"])),
            ),
            Edit::Claim(
                "two".into(),
                "c-1".into(),
                Some(claim((14, 23), &["rasoul", "forces"])),
            ),
        ];
        project.apply(Edit::All(edits)).unwrap();
        project
    }

    fn speakers_of(project: &Project, article: &str, id: &str) -> Vec<String> {
        let claim = project.claim(&article.into(), &id.into()).unwrap();
        claim.voice.speakers().map(ToString::to_string).collect()
    }

    #[test]
    fn merging_gives_claims_members_and_names_to_the_kept_one_and_is_undone_as_a_whole() {
        let before = project();
        let mut project = before.clone();
        let preview = preview_merge(&project, &"army".into(), &"forces".into()).unwrap();
        assert_eq!((preview.claims, preview.articles, preview.joint), (2, 2, 1));
        assert_eq!(preview.members, ["rasoul".into()]);
        let edit = merge_speakers(&project, &"army".into(), &"forces".into()).unwrap();
        let inverse = project.apply(edit).unwrap();
        assert_eq!(project.speaker(&"army".into()).unwrap().aliases, ["Armed forces"]);
        assert!(project.speaker(&"forces".into()).is_none());
        assert_eq!(speakers_of(&project, "one", "c-2"), ["army"]);
        assert_eq!(speakers_of(&project, "two", "c-1"), ["rasoul", "army"]);
        let rasoul = project.speaker(&"rasoul".into()).unwrap();
        assert_eq!(rasoul.affiliation, Some("army".into()));
        project.apply(inverse).unwrap();
        assert_eq!(project, before);
    }

    #[test]
    fn merging_a_body_into_its_own_member_closes_no_circle() {
        let mut project = project();
        let edit = merge_speakers(&project, &"rasoul".into(), &"army".into()).unwrap();
        project.apply(edit).unwrap();
        let rasoul = project.speaker(&"rasoul".into()).unwrap();
        assert_eq!(rasoul.affiliation, None);
        let forces = project.speaker(&"forces".into()).unwrap();
        assert_eq!(forces.affiliation, Some("rasoul".into()));
    }

    #[test]
    fn merging_touches_only_the_articles_that_name_the_other() {
        let project = project();
        let edit = merge_speakers(&project, &"army".into(), &"rasoul".into()).unwrap();
        assert_eq!(edit.touched().articles, ["two".into()].into());
    }

    #[test]
    fn a_speaker_is_not_merged_with_itself_or_with_nobody() {
        let project = project();
        assert!(merge_speakers(&project, &"army".into(), &"army".into()).is_err());
        let refused = merge_speakers(&project, &"army".into(), &"nobody".into());
        assert_eq!(refused, Err(Refusal::NoSuchSpeaker("nobody".into())));
    }

    #[test]
    fn splitting_gives_the_chosen_claims_to_the_new_speaker_alone() {
        let mut project = project();
        let chosen = [("one".into(), "c-2".into())];
        let edit = split_speaker(&project, &"army".into(), &chosen, &"new".into(), " Navy ", 3);
        project.apply(edit.unwrap()).unwrap();
        assert_eq!(project.speaker(&"new".into()).unwrap().name, "Navy");
        assert_eq!(speakers_of(&project, "one", "c-2"), ["forces", "new"]);
        assert_eq!(speakers_of(&project, "one", "c-1"), ["army"]);
    }

    #[test]
    fn the_same_decision_again_changes_nothing() {
        let mut project = project();
        let stamp = Stamp {
            by: "r-amal".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
        };
        let reviewer = crate::model::Reviewer { name: "Amal".into() };
        project
            .apply(Edit::Reviewer("r-amal".into(), Some(reviewer)))
            .unwrap();
        let all: Vec<ClaimRef> = project
            .claims()
            .map(|(article, id, _)| (article.clone(), id.clone()))
            .collect();
        let accepted = Some(Decision::Accepted);
        let edit = review_claims(&project, &all, accepted, &stamp).unwrap();
        assert!(matches!(&edit, Edit::All(edits) if edits.len() == 3));
        project.apply(edit).unwrap();
        let later = Stamp {
            at: "2024-02-12T09:30:00Z".parse().unwrap(),
            ..stamp
        };
        let again = review_claims(&project, &all, accepted, &later).unwrap();
        assert_eq!(again, Edit::All(Vec::new()));
    }
}
