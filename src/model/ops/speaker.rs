//! Operations on speakers.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::bulk::{BulkEdit, rewrite_each};
use super::{ClaimRef, LabelledEdit, OpResult};
use crate::model::basis::with_renamed;
use crate::model::{
    ArticleId, Attribution, Claim, ClaimId, ClaimSet, Edit, EditError, FieldKey, FieldValue, Project,
    Speaker, SpeakerId, SpeakerKind, Standing, UndoLabel, Voice,
};

/// How many colours speakers can have.
pub const PALETTE: usize = 21;

/// Adds a speaker.
pub fn add(id: SpeakerId, speaker: Speaker) -> LabelledEdit {
    (UndoLabel::AddSpeaker, put(id, speaker))
}

/// Replaces a speaker.
pub fn replace(id: SpeakerId, speaker: Speaker) -> LabelledEdit {
    (UndoLabel::ChangeSpeaker, put(id, speaker))
}

/// Removes a speaker; applying it fails if claims or speakers refer to it.
pub fn remove(id: SpeakerId) -> LabelledEdit {
    (UndoLabel::RemoveSpeaker, Edit::Speaker(id, None))
}

/// Removes several speakers that nothing refers to.
pub(super) fn remove_unused(ids: impl IntoIterator<Item = SpeakerId>) -> LabelledEdit {
    let removed = ids.into_iter().map(|id| Edit::Speaker(id, None));
    (UndoLabel::RemoveUnusedSpeakers, Edit::All(removed.collect()))
}

/// A change to a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeakerChange {
    /// All aliases.
    Aliases(Vec<String>),
    /// A further alias.
    AddAlias(String),
    /// The role.
    Role(Option<String>),
    /// The Wikidata ID.
    Wikidata(Option<String>),
    /// The affiliation.
    Affiliation(Option<SpeakerId>),
}

/// Changes a speaker. No alias is listed twice.
pub fn change(project: &Project, id: &SpeakerId, change: SpeakerChange) -> OpResult {
    let before = speaker_at(project, id)?;
    let mut speaker = before.clone();
    let label = match change {
        SpeakerChange::Aliases(aliases) => {
            speaker.aliases.clear();
            for alias in aliases {
                add_alias(&mut speaker, alias);
            }
            UndoLabel::ChangeAliases
        }
        SpeakerChange::AddAlias(alias) => {
            add_alias(&mut speaker, alias);
            UndoLabel::AddAlias
        }
        SpeakerChange::Role(role) => {
            speaker.role = role;
            UndoLabel::ChangeRole
        }
        SpeakerChange::Wikidata(item) => {
            speaker.wikidata = item;
            UndoLabel::ChangeWikidata
        }
        SpeakerChange::Affiliation(body) => {
            speaker.affiliation = body;
            UndoLabel::ChangeAffiliation
        }
    };
    let edit = if speaker == *before {
        Edit::nothing()
    } else {
        put(id.clone(), speaker)
    };
    Ok((label, edit))
}

fn add_alias(speaker: &mut Speaker, alias: String) {
    if !speaker.aliases.contains(&alias) {
        speaker.aliases.push(alias);
    }
}

/// The speaker of exactly this name. Unnamed speakers have no name.
pub(super) fn named<'a>(project: &'a Project, name: &str) -> Option<&'a SpeakerId> {
    let is_called = |speaker: &Speaker| speaker.kind != SpeakerKind::Unnamed && speaker.name == name.trim();
    let mut speakers = project.speakers().iter();
    speakers.find_map(|(id, speaker)| is_called(speaker).then_some(id))
}

/// Adds a speaker by name, in the least used colour.
pub(super) fn new(project: &Project, id: &SpeakerId, name: &str, kind: SpeakerKind) -> Edit {
    put(id.clone(), called(name, kind, next_color(project)))
}

/// A speaker of this name and kind.
pub(super) fn called(name: &str, kind: SpeakerKind, color: usize) -> Speaker {
    Speaker {
        kind,
        ..Speaker::named(name.trim(), color)
    }
}

pub(super) fn put(id: SpeakerId, speaker: Speaker) -> Edit {
    Edit::Speaker(id, Some(Box::new(speaker)))
}

fn speaker_at<'a>(project: &'a Project, id: &SpeakerId) -> Result<&'a Speaker, EditError> {
    project
        .speaker(id)
        .ok_or_else(|| EditError::NoSuchSpeaker(id.clone()))
}

/// The first of the least used colours.
pub fn next_color(project: &Project) -> usize {
    least_used(&uses_of_colors(project.speakers().values()))
}

/// How many speakers have each colour.
pub(super) fn uses_of_colors<'a>(speakers: impl Iterator<Item = &'a Speaker>) -> [usize; PALETTE] {
    let mut uses = [0_usize; PALETTE];
    for speaker in speakers {
        if let Some(uses) = uses.get_mut(speaker.color % PALETTE) {
            *uses += 1;
        }
    }
    uses
}

/// The first of the colours with the fewest uses.
pub(super) fn least_used(uses: &[usize; PALETTE]) -> usize {
    let fewest = uses.iter().enumerate().min_by_key(|(_, uses)| **uses);
    fewest.map_or(0, |(color, _)| color)
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

/// A preview of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The kept speaker, completed from the other.
    pub speaker: Speaker,
    /// How many claims name the other.
    pub claims: usize,
    /// In how many articles.
    pub articles: usize,
    /// How many of these claims name both in one link.
    pub joint: usize,
    /// Speakers affiliated with the other.
    pub members: Vec<SpeakerId>,
}

/// Previews a merge; `None` if either speaker is missing or they are the same.
pub fn preview_merge(project: &Project, kept: &SpeakerId, other: &SpeakerId) -> Option<Merge> {
    let speaker = merged(project, kept, other)?;
    let mut articles = BTreeSet::new();
    let (mut claims, mut joint) = (0, 0);
    for (article, _, claim) in claims_of(project, other) {
        claims += 1;
        articles.insert(article);
        let both = |link: &Attribution| link.speakers.contains(kept) && link.speakers.contains(other);
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

/// Merges one speaker into another: the kept one gets the other's claims, members and names, and the other is
/// removed. Only articles that name the other, or have a stale decision on a claim of the other, are touched.
pub fn merge(project: &Project, kept: &SpeakerId, other: &SpeakerId) -> Result<BulkEdit, EditError> {
    let missing = || match project.speaker(kept) {
        Some(_) => EditError::NoSuchSpeaker(other.clone()),
        None => EditError::NoSuchSpeaker(kept.clone()),
    };
    let speaker = merged(project, kept, other).ok_or_else(missing)?;
    let mut before = vec![put(kept.clone(), speaker)];
    // Whoever belongs to the other, before the other can go; the kept one first, so that no circle
    // of affiliations is closed on the way.
    for id in members(project, kept, other) {
        if let Some(member) = project.speaker(&id) {
            before.push(put(id, moved(member, other, kept)));
        }
    }
    let after = Edit::Speaker(other.clone(), None);
    let claims = claims_naming(project, other);
    let (kept, other) = (kept.clone(), other.clone());
    let edit = BulkEdit::new(UndoLabel::MergeSpeakers, claims, move |project, claims| {
        rewrite_each(project, claims, |claim| rename_in(claim, &other, &kept))
    });
    Ok(edit.between(Edit::All(before), after))
}

fn claims_naming(project: &Project, speaker: &SpeakerId) -> ClaimSet {
    let mut claims = ClaimSet::new();
    for (id, article) in project.articles() {
        let naming = article
            .claims
            .iter()
            .filter(|(_, claim)| claim.speakers_ever_named().any(|named| named == speaker));
        claims.put(id.clone(), Arc::new(naming.map(|(id, _)| id.clone()).collect()));
    }
    claims
}

fn names(claim: &Claim, speaker: &SpeakerId) -> bool {
    claim.speakers().any(|named| named == speaker)
}

/// Moves some of a speaker's claims to a new speaker of the same kind and affiliation.
pub fn split(
    project: &Project,
    from: &SpeakerId,
    claims: &[ClaimRef],
    new: &SpeakerId,
    name: &str,
) -> OpResult {
    let old = speaker_at(project, from)?;
    let speaker = Speaker {
        kind: old.kind,
        affiliation: old.affiliation.clone(),
        ..Speaker::named(name.trim(), next_color(project))
    };
    let renamed = rewrite_each(project, claims, |claim| rename_in(claim, from, new))?;
    let edit = Edit::All(vec![put(new.clone(), speaker), renamed]);
    Ok((UndoLabel::SplitSpeaker, edit))
}

/// The kept speaker, completed from the other. Its affiliation is never itself or the other.
fn merged(project: &Project, kept: &SpeakerId, other: &SpeakerId) -> Option<Speaker> {
    if kept == other {
        return None;
    }
    let (stays, goes) = (project.speaker(kept)?, project.speaker(other)?);
    let mut speaker = stays.clone();
    for name in goes.names() {
        let known = speaker.names().any(|known| known == name);
        // The wording of an unnamed party is no name of anybody.
        if !known && goes.kind != SpeakerKind::Unnamed {
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
    let of_goes = goes
        .differences
        .iter()
        .filter(|value| value.theirs.key() != FieldKey::Presence);
    let mut differences = [speaker.differences.to_vec(), of_goes.cloned().collect()].concat();
    differences.sort_by_key(|value| value.theirs.key());
    speaker.differences = differences.into();
    if !goes.note.is_empty() {
        let gap = if speaker.note.is_empty() { "" } else { "\n" };
        speaker.note = format!("{}{gap}{}", speaker.note, goes.note);
    }
    Some(speaker)
}

/// Whether a body belongs to one of two merged speakers, which then cannot belong to it.
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
        |(id, speaker): &(&SpeakerId, &Speaker)| speaker.bodies().any(|body| body == other) && *id != kept;
    let members = project.speakers().iter().filter(belongs);
    members.map(|(id, _)| id.clone()).collect()
}

/// The speaker with the affiliation `to` in place of `from`.
fn moved(speaker: &Speaker, from: &SpeakerId, to: &SpeakerId) -> Speaker {
    let mut speaker = speaker.clone();
    for body in speaker.bodies_mut().filter(|body| *body == from) {
        body.clone_from(to);
    }
    speaker
}

/// Replaces a speaker in every link, without naming one twice, and in what decisions were made on.
pub fn rename_in(claim: &mut Claim, from: &SpeakerId, to: &SpeakerId) {
    for link in claim.voices_mut().flat_map(Voice::chain_mut) {
        if !link.speakers.contains(from) {
            continue;
        }
        link.speakers = with_renamed(&link.speakers, from, to);
    }
    for (_, _, standing) in claim.decisions_mut() {
        if let Standing::Stale(basis) = standing {
            basis.rename(from, to);
        }
    }
    claim.recall_decisions();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ops::{Stamp, review};
    use crate::model::{Article, Decision, Head, Metadata};
    use crate::text::Span;

    const TEXT: &str = "The army said one thing. The forces said another. Nobody knew.";

    fn speaker(id: &str, name: &str, affiliation: Option<&str>) -> Edit {
        let speaker = Speaker {
            affiliation: affiliation.map(Into::into),
            ..Speaker::named(name, 0)
        };
        put(id.into(), speaker)
    }

    fn claim(article: &str, id: &str, span: (usize, usize), speakers: &[&str]) -> Edit {
        let link = Attribution {
            speakers: speakers.iter().map(|id| (*id).into()).collect(),
            ..Attribution::default()
        };
        let claim = Claim {
            voice: Voice::Attributed(vec![link]),
            ..Claim::new(TEXT, Span::new(span.0, span.1)).unwrap()
        };
        Edit::Claim(article.into(), id.into(), Some(Box::new(claim)))
    }

    fn project() -> Project {
        let mut project = Project::new(Head::titled("Talks"));
        let article = |id: &str| {
            let article = Article::new(Metadata::default(), TEXT);
            Edit::Article(id.into(), Some(Box::new(article)))
        };
        let edits = vec![
            speaker("army", "The army", None),
            speaker("forces", "Armed forces", Some("army")),
            speaker("rasoul", "Rasoul", Some("forces")),
            article("one"),
            article("two"),
            claim("one", "c-1", (14, 23), &["army"]),
            claim("one", "c-2", (41, 48), &["forces", "army"]),
            claim("two", "c-1", (14, 23), &["rasoul", "forces"]),
        ];
        project.apply(Edit::All(edits)).unwrap();
        project
    }

    fn speakers_of(project: &Project, article: &str, id: &str) -> Vec<String> {
        let claim = project.claim(&article.into(), &id.into()).unwrap();
        claim.voice.speakers().map(ToString::to_string).collect()
    }

    fn merged_at_once(project: &Project, kept: &str, other: &str) -> Result<Edit, EditError> {
        merge(project, &kept.into(), &other.into())?.at_once(project)
    }

    #[test]
    fn merging_gives_claims_members_and_names_to_the_kept_one_and_is_undone_as_a_whole() {
        let before = project();
        let mut project = before.clone();
        let preview = preview_merge(&project, &"army".into(), &"forces".into()).unwrap();
        assert_eq!((preview.claims, preview.articles, preview.joint), (2, 2, 1));
        assert_eq!(preview.members, ["rasoul".into()]);
        let edit = merged_at_once(&project, "army", "forces").unwrap();
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

    fn standing(project: &Project, id: &str) -> Standing {
        let claim = project.claim(&"one".into(), &id.into()).unwrap();
        claim.reviews.get(&"r-1".into()).unwrap().standing.clone()
    }

    #[test]
    fn a_decision_that_was_stale_before_merging_can_become_current_by_either_way() {
        for speakers in [
            &["forces"][..],
            &["forces", "rasoul"],
            &["rasoul", "forces", "army"],
        ] {
            let mut project = project();
            let at = ("one".into(), "c-1".into());
            let stamp = Stamp {
                by: "r-1".into(),
                at: jiff::Timestamp::UNIX_EPOCH,
            };
            let decide = |project: &mut Project, minute: i64| {
                let at_that_time = Stamp {
                    at: jiff::Timestamp::from_second(60 * minute).unwrap(),
                    ..stamp.clone()
                };
                let (_, edit) =
                    review::decide(project, &at, Some(Decision::Accepted), &at_that_time).unwrap();
                let reviewer = crate::model::Reviewer { name: "Amal".into() };
                let reviewer = Edit::Reviewer("r-1".into(), Some(reviewer));
                project.apply(Edit::All(vec![reviewer, edit])).unwrap();
            };
            let put_speakers = |project: &mut Project, speakers: &[&str]| {
                let before = project.claim(&"one".into(), &"c-1".into()).unwrap().clone();
                let mut changed = before.clone();
                changed.voice.chain_mut()[0].speakers = speakers.iter().map(|id| (*id).into()).collect();
                changed.follow_decisions(&before);
                let edit = Edit::Claim("one".into(), "c-1".into(), Some(Box::new(changed)));
                project.apply(edit).unwrap();
            };
            put_speakers(&mut project, speakers);
            decide(&mut project, 1);
            put_speakers(&mut project, &["army", "rasoul"]);
            assert!(standing(&project, "c-1").is_stale());
            let edit = merged_at_once(&project, "army", "forces").unwrap();
            project.apply(edit).unwrap();
            let merged = standing(&project, "c-1");
            let back: Vec<SpeakerId> = merged
                .basis()
                .map(|basis| basis.speakers.clone())
                .unwrap_or_default();
            let back: Vec<&str> = back.iter().map(SpeakerId::as_str).collect();
            assert!(!back.contains(&"forces"), "{back:?}");

            let mut anew = project.clone();
            decide(&mut anew, 2);
            assert_eq!(standing(&anew, "c-1"), Standing::Current, "decided anew");
            if merged.is_stale() {
                put_speakers(&mut project, &back);
                assert_eq!(
                    standing(&project, "c-1"),
                    Standing::Current,
                    "{speakers:?} changed back"
                );
            } else {
                assert_eq!(speakers_of(&project, "one", "c-1"), ["army", "rasoul"]);
            }
        }
    }

    #[test]
    fn merging_a_body_into_its_own_member_closes_no_circle() {
        let mut project = project();
        let edit = merged_at_once(&project, "rasoul", "army").unwrap();
        project.apply(edit).unwrap();
        let rasoul = project.speaker(&"rasoul".into()).unwrap();
        assert_eq!(rasoul.affiliation, None);
        let forces = project.speaker(&"forces".into()).unwrap();
        assert_eq!(forces.affiliation, Some("rasoul".into()));
    }

    #[test]
    fn merging_touches_only_the_articles_that_name_the_other() {
        let project = project();
        let edit = merged_at_once(&project, "army", "rasoul").unwrap();
        assert_eq!(edit.touched().articles, ["two".into()].into());
    }

    #[test]
    fn a_speaker_is_not_merged_with_itself_or_with_nobody() {
        let project = project();
        assert!(merged_at_once(&project, "army", "army").is_err());
        let refused = merged_at_once(&project, "army", "nobody");
        assert_eq!(refused, Err(EditError::NoSuchSpeaker("nobody".into())));
    }

    #[test]
    fn splitting_gives_the_chosen_claims_to_the_new_speaker_alone() {
        let mut project = project();
        let chosen = [("one".into(), "c-2".into())];
        let (_, edit) = split(&project, &"army".into(), &chosen, &"new".into(), " Navy ").unwrap();
        project.apply(edit).unwrap();
        assert_eq!(project.speaker(&"new".into()).unwrap().name, "Navy");
        assert_eq!(speakers_of(&project, "one", "c-2"), ["forces", "new"]);
        assert_eq!(speakers_of(&project, "one", "c-1"), ["army"]);
    }
}
