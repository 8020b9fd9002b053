//! Text that is being typed into a field of the project, and the edit it becomes.

use super::forms::{SpeakerDraft, listed};
use crate::model::ops::review::EvidenceChange;
use crate::model::ops::speaker::SpeakerChange;
use crate::model::ops::{self, OpResult};
use crate::model::{ArticleId, ClaimId, Edit, EvidenceId, Project, ReviewerId, SpeakerId, UndoLabel};

/// Text that is not an edit yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The field.
    pub about: DraftOf,
    /// Its text.
    pub text: String,
}

/// The field that a draft changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftOf {
    /// A claim's note.
    Note(ArticleId, ClaimId),
    /// A claim's tags, comma-separated.
    Tags(ArticleId, ClaimId),
    /// The reason of the reviewer's decision.
    Why(ArticleId, ClaimId),
    /// A field of evidence.
    Evidence(ArticleId, ClaimId, EvidenceId, EvidenceField),
    /// A field of a speaker.
    Speaker(SpeakerId, SpeakerField),
    /// The project's guidelines.
    Guidelines,
}

/// The fields of a speaker's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerField {
    /// Aliases, comma-separated.
    Aliases,
    /// Role.
    Role,
    /// Wikidata ID.
    Wikidata,
}

/// The fields of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceField {
    /// URL.
    Url,
    /// Title.
    Title,
    /// Relevant passage.
    Excerpt,
    /// Date of access.
    Seen,
}

/// The edit of a draft. It does nothing if the draft changes nothing or is invalid, such as a date that is none.
pub fn edit_of(project: &Project, draft: Draft, me: &ReviewerId) -> OpResult {
    let text = draft.text;
    match draft.about {
        DraftOf::Guidelines => Ok(ops::project::set_guidelines(project, text)),
        DraftOf::Speaker(speaker, field) => speaker_edit(project, &speaker, field, text),
        DraftOf::Note(article, claim) => ops::claim::set_note(project, &(article, claim), text),
        DraftOf::Tags(article, claim) => ops::tags::set(project, &(article, claim), &listed(&text)),
        DraftOf::Why(article, claim) => ops::review::set_reason(project, &(article, claim), me, text),
        DraftOf::Evidence(article, claim, id, field) => match evidence_change(field, text) {
            Some(change) => ops::review::change_evidence(project, &(article, claim), &id, change),
            None => Ok((UndoLabel::ChangeEvidence, Edit::nothing())),
        },
    }
}

fn speaker_edit(project: &Project, id: &SpeakerId, field: SpeakerField, text: String) -> OpResult {
    let mut form = project
        .speaker(id)
        .map(SpeakerDraft::from_speaker)
        .unwrap_or_default();
    let typed = match field {
        SpeakerField::Aliases => &mut form.aliases,
        SpeakerField::Role => &mut form.role,
        SpeakerField::Wikidata => &mut form.wikidata,
    };
    *typed = text;
    let Some(speaker) = form.speaker(0) else {
        return Ok((UndoLabel::ChangeSpeaker, Edit::nothing()));
    };
    let change = match field {
        SpeakerField::Aliases => SpeakerChange::Aliases(speaker.aliases),
        SpeakerField::Role => SpeakerChange::Role(speaker.role),
        SpeakerField::Wikidata => SpeakerChange::Wikidata(speaker.wikidata),
    };
    ops::speaker::change(project, id, change)
}

fn evidence_change(field: EvidenceField, text: String) -> Option<EvidenceChange> {
    Some(match field {
        EvidenceField::Url => EvidenceChange::Url(text),
        EvidenceField::Title => EvidenceChange::Title(text),
        EvidenceField::Excerpt => EvidenceChange::Excerpt(text),
        EvidenceField::Seen if text.trim().is_empty() => EvidenceChange::Seen(None),
        EvidenceField::Seen => EvidenceChange::Seen(Some(text.trim().parse().ok()?)),
    })
}
