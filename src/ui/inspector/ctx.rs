//! The inputs of the inspector.

use jiff::Timestamp;

use super::state::{OPENED_EVIDENCE, State};
use super::{ClaimEdit, Msg};
use crate::model::claim_log::LogEntry;
use crate::model::{Article, ArticleId, Claim, ClaimId, EvidenceId, Project, ReviewerId};
use crate::ui::article::stats::ArticleStats;
use crate::ui::article::suggestions::Suggested;
use crate::ui::bus::core::Core;
use crate::ui::bus::draft::{DraftOf, EvidenceField};
use crate::ui::bus::outbox::Outbox;

/// The inputs of the inspector.
#[derive(Clone, Copy)]
pub struct InspectorCtx<'a> {
    /// The open project.
    pub project: &'a Project,
    /// The open article.
    pub article_id: &'a ArticleId,
    /// The same.
    pub article: &'a Article,
    /// The selected claim.
    pub claim_id: &'a ClaimId,
    /// The same.
    pub claim: &'a Claim,
    /// Who has the keyboard, and what is being typed.
    pub core: &'a Core,
    /// The inspector's own state.
    pub state: &'a State,
    /// A name that the claim's source gives its speaker and that is no alias yet.
    pub alias: Option<&'a str>,
    /// Who is reviewing.
    pub me: Option<&'a ReviewerId>,
    /// Whether the project may be changed.
    pub writable: bool,
    /// The suggested source and cue.
    pub suggested: Suggested,
    /// The place of the claims in the text.
    pub stats: &'a ArticleStats,
    /// The claim's history, if it is shown.
    pub history: Option<&'a [&'a LogEntry]>,
    /// Whether it is the current claim of the review queue.
    pub is_current: bool,
    /// The time of this frame.
    pub now: Timestamp,
}

impl<'a> InspectorCtx<'a> {
    /// The selected claim of the open article, without suggestions and history.
    pub fn new(core: &'a Core, state: &'a State, stats: &'a ArticleStats, now: Timestamp) -> Option<Self> {
        let session = core.session.as_ref()?;
        let article_id = core.place.article.as_ref()?;
        let article = session.project().article(article_id)?;
        let claim_id = core.place.claim.as_ref()?;
        Some(Self {
            project: session.project(),
            article_id,
            article,
            claim_id,
            claim: article.claims.get(claim_id)?,
            core,
            state,
            alias: None,
            me: Some(&session.who().id),
            writable: core.is_writable(),
            suggested: Suggested::default(),
            stats,
            history: None,
            is_current: false,
            now,
        })
    }

    pub(super) fn send(&self, out: &mut Outbox<Msg>, asked: ClaimEdit) {
        let at = (self.article_id.clone(), self.claim_id.clone());
        out.send(Msg::Edit(at, asked));
    }

    /// The draft of a field, or what is known.
    pub(super) fn drafted<'b>(&'b self, about: &DraftOf, known: &'b str) -> &'b str {
        match &self.core.draft {
            Some(draft) if draft.about == *about => &draft.text,
            _ => known,
        }
    }

    /// Whether evidence was opened just now.
    pub(super) fn opens_evidence(&self) -> bool {
        self.core.focus == Some(OPENED_EVIDENCE)
    }

    /// Whether a field is to take the keyboard focus.
    pub(super) fn wants(&self, field: &str) -> bool {
        match self.core.focus {
            Some(OPENED_EVIDENCE) => {
                let open = self.state.open_evidence(self.claim_id);
                let first = self.state.first_field.unwrap_or(EvidenceField::Url);
                open.is_some_and(|id| field == evidence_field(id, first))
            }
            wanted => wanted == Some(field),
        }
    }
}

/// The name of a field of evidence.
pub(super) fn evidence_field(id: &EvidenceId, field: EvidenceField) -> String {
    format!("evidence {id} {field:?}")
}
