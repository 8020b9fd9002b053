//! Text that is being typed into a field of the project, and the edit it becomes.

use super::forms::{SpeakerDraft, listed};
use crate::model::ops::review::EvidenceChange;
use crate::model::ops::speaker::SpeakerChange;
use crate::model::ops::{self, OpResult};
use crate::model::{
    ArticleId, Claim, ClaimId, ClaimRef, Edit, Evidence, EvidenceId, Project, ReviewerId, SpeakerId,
    UndoLabel,
};
use crate::session::{TypedKey, TypedText};

/// The name of the text of a field on disk.
const TEXT: &str = "text";

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

/// Evidence that is being written and says nothing yet: it is no part of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlankEvidence {
    /// The claim.
    pub at: ClaimRef,
    /// The id that it gets.
    pub id: EvidenceId,
    /// What is known of it.
    pub evidence: Evidence,
    /// Whether its date was typed.
    pub is_dated: bool,
}

impl BlankEvidence {
    /// The date that was typed, as it is kept on disk.
    pub fn typed(&self) -> Option<TypedText> {
        let ((article, claim), id) = (self.at.clone(), self.id.clone());
        let text = self.evidence.seen.map(|date| date.to_string());
        let draft = Draft {
            about: DraftOf::Evidence(article, claim, id, EvidenceField::Seen),
            text: text.unwrap_or_default(),
        };
        self.is_dated.then(|| draft.typed())
    }
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

impl Draft {
    /// The draft as it is kept on disk.
    pub fn typed(&self) -> TypedText {
        TypedText::new(self.about.key(), [(TEXT, self.text.as_str())])
    }

    /// The draft that was kept on disk; `None` if it is none of a field that is known here.
    pub fn from_typed(typed: &TypedText) -> Option<Self> {
        Some(Self {
            about: DraftOf::from_key(&typed.field, &typed.record)?,
            text: typed.texts.get(TEXT)?.clone(),
        })
    }
}

impl DraftOf {
    /// The field and its record by the names that files use.
    fn key(&self) -> TypedKey {
        let (field, record) = match self {
            Self::Note(article, claim) => ("note", vec![article.as_str(), claim.as_str()]),
            Self::Tags(article, claim) => ("tags", vec![article.as_str(), claim.as_str()]),
            Self::Why(article, claim) => ("reason", vec![article.as_str(), claim.as_str()]),
            Self::Evidence(article, claim, evidence, field) => {
                let record = vec![article.as_str(), claim.as_str(), evidence.as_str()];
                (field.key(), record)
            }
            Self::Speaker(speaker, field) => (field.key(), vec![speaker.as_str()]),
            Self::Guidelines => ("guidelines", Vec::new()),
        };
        (field.to_owned(), record.into_iter().map(str::to_owned).collect())
    }

    fn from_key(field: &str, record: &[String]) -> Option<Self> {
        let ids: Vec<&str> = record.iter().map(String::as_str).collect();
        Some(match (field, ids.as_slice()) {
            ("guidelines", []) => Self::Guidelines,
            ("note", [article, claim]) => Self::Note((*article).into(), (*claim).into()),
            ("tags", [article, claim]) => Self::Tags((*article).into(), (*claim).into()),
            ("reason", [article, claim]) => Self::Why((*article).into(), (*claim).into()),
            (field, [speaker]) => Self::Speaker((*speaker).into(), SpeakerField::from_key(field)?),
            (field, [article, claim, evidence]) => Self::Evidence(
                (*article).into(),
                (*claim).into(),
                (*evidence).into(),
                EvidenceField::from_key(field)?,
            ),
            _ => return None,
        })
    }

    /// The text of the field in the project; `None` if the project has no such field. The fields of evidence that is not
    /// there are empty.
    pub fn known(&self, project: &Project, me: &ReviewerId) -> Option<String> {
        let claim = |article: &ArticleId, claim: &ClaimId| -> Option<Claim> {
            project.claim(article, claim).cloned()
        };
        Some(match self {
            Self::Guidelines => project.head().guidelines.clone(),
            Self::Note(article, id) => claim(article, id)?.note,
            Self::Tags(article, id) => claim(article, id)?.tags.join(", "),
            Self::Why(article, id) => claim(article, id)?.reviews.remove(me)?.why,
            Self::Evidence(article, id, evidence, field) => {
                let evidence = claim(article, id)?.evidence.remove(evidence);
                let evidence = evidence.unwrap_or_default();
                match field {
                    EvidenceField::Url => evidence.url,
                    EvidenceField::Title => evidence.title,
                    EvidenceField::Excerpt => evidence.excerpt,
                    EvidenceField::Seen => evidence.seen.map(|date| date.to_string()).unwrap_or_default(),
                }
            }
            Self::Speaker(speaker, field) => {
                let form = SpeakerDraft::from_speaker(project.speaker(speaker)?);
                match field {
                    SpeakerField::Aliases => form.aliases,
                    SpeakerField::Role => form.role,
                    SpeakerField::Wikidata => form.wikidata,
                }
            }
        })
    }
}

impl SpeakerField {
    const ALL: [Self; 3] = [Self::Aliases, Self::Role, Self::Wikidata];

    fn key(self) -> &'static str {
        match self {
            Self::Aliases => "speaker-aliases",
            Self::Role => "speaker-role",
            Self::Wikidata => "speaker-wikidata",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

impl EvidenceField {
    const ALL: [Self; 4] = [Self::Url, Self::Title, Self::Excerpt, Self::Seen];

    fn key(self) -> &'static str {
        match self {
            Self::Url => "evidence-url",
            Self::Title => "evidence-title",
            Self::Excerpt => "evidence-excerpt",
            Self::Seen => "evidence-accessed",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
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
        // `Core::change_evidence` makes the edit, which may add it.
        DraftOf::Evidence(..) => Ok((UndoLabel::ChangeEvidence, Edit::nothing())),
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

/// The change to evidence that the text of a field is; `None` if it is invalid.
pub(super) fn evidence_change(field: EvidenceField, text: String) -> Option<EvidenceChange> {
    Some(match field {
        EvidenceField::Url => EvidenceChange::Url(text),
        EvidenceField::Title => EvidenceChange::Title(text),
        EvidenceField::Excerpt => EvidenceChange::Excerpt(text),
        EvidenceField::Seen if text.trim().is_empty() => EvidenceChange::Seen(None),
        EvidenceField::Seen => EvidenceChange::Seen(Some(text.trim().parse().ok()?)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_again_by_its_names_on_disk() {
        let (article, claim): (ArticleId, ClaimId) = ("talks".into(), "c-1".into());
        let mut fields = vec![
            DraftOf::Note(article.clone(), claim.clone()),
            DraftOf::Tags(article.clone(), claim.clone()),
            DraftOf::Why(article.clone(), claim.clone()),
            DraftOf::Guidelines,
        ];
        fields.extend(SpeakerField::ALL.map(|field| DraftOf::Speaker("s-1".into(), field)));
        fields.extend(
            EvidenceField::ALL
                .map(|field| DraftOf::Evidence(article.clone(), claim.clone(), "e-1".into(), field)),
        );
        for about in fields {
            let draft = Draft {
                about,
                text: "a “word”\nand ما".to_owned(),
            };
            assert_eq!(Draft::from_typed(&draft.typed()), Some(draft));
        }
    }
}
