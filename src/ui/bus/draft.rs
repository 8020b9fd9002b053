//! Text that is being typed into a field of the project, and the edit it becomes when typing is over.

use super::forms::{SpeakerDraft, listed};
use crate::model::{ArticleId, Claim, ClaimId, Edit, EvidenceId, Head, Project, ReviewerId, SpeakerId};

/// Text that is being typed into a field of the open project and is not an edit yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What the field is about.
    pub about: DraftOf,
    /// What it holds.
    pub text: String,
}

/// What a drafted text will change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftOf {
    /// A claim's note.
    Note(ArticleId, ClaimId),
    /// A claim's tags, separated by commas.
    Tags(ArticleId, ClaimId),
    /// Why the reviewer decided so.
    Why(ArticleId, ClaimId),
    /// A field of a piece of evidence.
    Evidence(ArticleId, ClaimId, EvidenceId, EvidenceField),
    /// What is known about a speaker.
    Speaker(SpeakerId, SpeakerField),
    /// The project's guidelines.
    Guidelines,
}

/// The fields of a speaker's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerField {
    /// Its other names, separated by commas.
    Aliases,
    /// What it speaks as.
    Role,
    /// Its Wikidata item.
    Wikidata,
}

/// The fields of a piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceField {
    /// Its address.
    Url,
    /// What it is called.
    Title,
    /// The words that matter.
    Excerpt,
    /// The day it was seen.
    Seen,
}

/// The edit a draft makes, with what undo calls it; `None` where it changes nothing or cannot be
/// understood (a day that is none).
pub fn edit_of(project: &Project, draft: &Draft, me: &ReviewerId) -> Option<(&'static str, Edit)> {
    let (article, id) = match &draft.about {
        DraftOf::Guidelines => return guidelines_edit(project, &draft.text),
        DraftOf::Speaker(speaker, field) => return speaker_edit(project, speaker, *field, &draft.text),
        DraftOf::Note(article, claim)
        | DraftOf::Tags(article, claim)
        | DraftOf::Why(article, claim)
        | DraftOf::Evidence(article, claim, ..) => (article, claim),
    };
    let before = project.claim(article, id)?;
    let mut claim = before.clone();
    let label = change(&mut claim, draft, me)?;
    let edit = || Edit::Claim(article.clone(), id.clone(), Some(Box::new(claim.clone())));
    (claim != *before).then(|| (label, edit()))
}

fn guidelines_edit(project: &Project, text: &str) -> Option<(&'static str, Edit)> {
    let before = project.head();
    let head = Head {
        guidelines: text.to_owned(),
        ..before.clone()
    };
    (head != *before).then(|| ("change guidelines", Edit::Head(Box::new(head))))
}

fn speaker_edit(
    project: &Project,
    id: &SpeakerId,
    field: SpeakerField,
    text: &str,
) -> Option<(&'static str, Edit)> {
    let before = project.speaker(id)?;
    let mut form = SpeakerDraft::of(before);
    let label = match field {
        SpeakerField::Aliases => {
            text.clone_into(&mut form.aliases);
            "change aliases"
        }
        SpeakerField::Role => {
            text.clone_into(&mut form.role);
            "change role"
        }
        SpeakerField::Wikidata => {
            text.clone_into(&mut form.wikidata);
            "change Wikidata item"
        }
    };
    let speaker = form.speaker(before.color)?;
    (speaker != *before).then(|| (label, Edit::Speaker(id.clone(), Some(Box::new(speaker)))))
}

fn change(claim: &mut Claim, draft: &Draft, me: &ReviewerId) -> Option<&'static str> {
    let text = draft.text.clone();
    Some(match &draft.about {
        DraftOf::Speaker(..) | DraftOf::Guidelines => return None,
        DraftOf::Note(..) => {
            claim.note = text;
            "change note"
        }
        DraftOf::Tags(..) => {
            claim.tags = listed(&text);
            "change tags"
        }
        DraftOf::Why(..) => {
            claim.reviews.get_mut(me)?.why = text;
            "change reason"
        }
        DraftOf::Evidence(_, _, id, field) => {
            let evidence = claim.evidence.get_mut(id)?;
            match field {
                EvidenceField::Url => evidence.url = text,
                EvidenceField::Title => evidence.title = text,
                EvidenceField::Excerpt => evidence.excerpt = text,
                EvidenceField::Seen if text.trim().is_empty() => evidence.seen = None,
                EvidenceField::Seen => evidence.seen = Some(text.trim().parse().ok()?),
            }
            "change evidence"
        }
    })
}
