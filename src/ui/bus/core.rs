//! The state that all slices share: the open project, the place in it, drafts and notices.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::command::Command;
use super::dialog::Dialog;
use super::draft::{self, BlankEvidence, Draft, DraftOf, evidence_change};
use super::keys::{Keys, wanted_speakers};
use super::notice::{Notice, Tone};
use super::picker::PickerState;
use super::place::{Place, Reveal, Selection, SidePanel, Workspace};
use super::request::Request;
use crate::model::ops::bulk::BulkEdit;
use crate::model::ops::review::EvidenceChange;
use crate::model::ops::{self, OpResult, Stamp};
use crate::model::{
    Article, ArticleId, Claim, ClaimId, ClaimRef, EditError, Evidence, EvidenceId, Project, SpeakerId,
};
use crate::report::Report;
use crate::session::settings::{Settings, SpeakerKeys};
use crate::session::{FileProblem, Session, SessionError, Wake, report_from_error, report_from_problem};
use crate::text::Span;
use crate::text::units::byte_from_chars;

/// The state that all slices share. Drawing only reads it.
pub struct Core {
    /// The open project.
    pub session: Option<Session>,
    /// The user's settings.
    pub settings: Settings,
    /// Requests a frame from any thread.
    pub wake: Wake,
    /// The time of this frame, in seconds since the window opened.
    pub now: f64,
    /// Where in the project the user is.
    pub place: Place,
    /// The speakers of the keys 1 to 9.
    pub keys: Keys,
    /// Text being typed into a field that is not an edit yet.
    pub draft: Option<Draft>,
    /// Evidence that is being written and says nothing yet.
    pub blank_evidence: Option<BlankEvidence>,
    /// The open speaker picker.
    pub picker: Option<PickerState>,
    /// The open side panel.
    pub side_panel: Option<SidePanel>,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// Notices that stay until they are dismissed.
    pub notices: Vec<Notice>,
    /// The name of a widget that is to take the keyboard in the next frame.
    pub focus: Option<&'static str>,
}

impl Core {
    /// Without a project; `wake` asks for a frame from any thread.
    pub fn new(settings: Settings, wake: Wake) -> Self {
        Self {
            session: None,
            settings,
            wake,
            now: 0.0,
            place: Place::default(),
            keys: Keys::default(),
            draft: None,
            blank_evidence: None,
            picker: None,
            side_panel: None,
            dialog: None,
            notices: Vec::new(),
            focus: None,
        }
    }

    /// Closes the project; notices and settings stay.
    pub fn let_go(&mut self) {
        let settings = std::mem::take(&mut self.settings);
        *self = Self {
            now: self.now,
            notices: std::mem::take(&mut self.notices),
            ..Self::new(settings, Arc::clone(&self.wake))
        };
    }

    /// The open project as it is now.
    pub fn project(&self) -> Option<&Project> {
        self.session.as_ref().map(Session::project)
    }

    /// Whether there is a project that can be edited.
    pub fn is_writable(&self) -> bool {
        self.session
            .as_ref()
            .is_some_and(|session| session.read_only().is_none())
    }

    /// Whether a long edit is under way.
    pub fn is_changing(&self) -> bool {
        self.session
            .as_ref()
            .is_some_and(|session| session.long_edit_progress().is_some())
    }

    /// What a command is called now: undo and redo name the step that they are about.
    pub fn label_of(&self, command: Command) -> Cow<'static, str> {
        let session = self.session.as_ref();
        let named = match command {
            Command::Undo => session
                .and_then(Session::undo_label)
                .map(|step| fl!("undo-step", step = step.words())),
            Command::Redo => session
                .and_then(Session::redo_label)
                .map(|step| fl!("redo-step", step = step.words())),
            _ => None,
        };
        named.map_or(Cow::Borrowed(command.label()), Cow::Owned)
    }

    /// The open article.
    pub fn article(&self) -> Option<&Article> {
        self.project()?.article(self.place.article.as_ref()?)
    }

    /// The selected claim of the open article.
    pub fn claim(&self) -> Option<&Claim> {
        self.article()?.claims.get(self.place.claim.as_ref()?)
    }
}

/// Changing the project.
impl Core {
    /// Changes the project by an operation; a failure becomes a notice.
    pub fn edit(&mut self, op: impl FnOnce(&Project) -> OpResult + Send + 'static) {
        let Some(session) = &mut self.session else { return };
        if let Err(error) = session.perform(op) {
            self.notify_error(&error);
        }
        self.tidy();
    }

    /// Changes very many claims by an operation, as one step.
    pub fn edit_many(&mut self, op: impl FnOnce(&Project) -> Result<BulkEdit, EditError> + Send + 'static) {
        let Some(session) = &mut self.session else { return };
        if let Err(error) = session.perform_many(op) {
            self.notify_error(&error);
        }
        self.tidy();
    }

    /// Changes the selected claim.
    pub fn edit_claim(&mut self, op: impl FnOnce(&Project, &ClaimRef, &Stamp) -> OpResult + Send + 'static) {
        let Some(session) = &self.session else { return };
        let stamp = session.stamp();
        if let Some(at) = self.place.claim_ref() {
            self.edit(move |project| op(project, &at, &stamp));
        }
    }

    /// Replaces the draft; a draft of another field becomes an edit.
    pub fn draft(&mut self, draft: Draft) {
        if self
            .draft
            .as_ref()
            .is_some_and(|before| before.about != draft.about)
        {
            self.commit_draft();
        }
        self.draft = Some(draft);
    }

    /// Makes an edit of the draft.
    pub fn commit_draft(&mut self) {
        let Some(draft) = self.draft.take() else { return };
        let Some(session) = &self.session else { return };
        if let DraftOf::Evidence(article, claim, id, field) = draft.about {
            if let Some(change) = evidence_change(field, draft.text) {
                self.change_evidence((article, claim), id, change);
            }
            return;
        }
        let me = session.who().id.clone();
        self.edit(move |project| draft::edit_of(project, draft, &me));
    }

    /// Changes evidence. What says something by that is added, and what says nothing any more goes until it does again.
    pub fn change_evidence(&mut self, at: ClaimRef, id: EvidenceId, change: EvidenceChange) {
        let known = self.project().and_then(|project| project.claim(&at.0, &at.1));
        let known = known.and_then(|claim| claim.evidence.get(&id)).cloned();
        let is_new = known.is_none();
        let blank = self
            .blank_evidence
            .take_if(|blank| blank.at == at && blank.id == id);
        let was_dated = blank.as_ref().is_some_and(|blank| blank.is_dated);
        let mut evidence = known.or(blank.map(|blank| blank.evidence)).unwrap_or_default();
        change.clone().apply(&mut evidence);
        if evidence.is_blank() {
            self.blank_evidence = Some(BlankEvidence {
                at: at.clone(),
                id: id.clone(),
                evidence: evidence.clone(),
                is_dated: was_dated || matches!(change, EvidenceChange::Seen(_)),
            });
        }
        if is_new {
            self.edit(move |project| ops::review::add_evidence(project, &at, id, evidence));
        } else {
            self.edit(move |project| ops::review::change_evidence(project, &at, &id, change));
        }
    }

    /// Evidence of the selected claim, or what is being written to become one.
    pub fn evidence(&self, id: &EvidenceId) -> Option<&Evidence> {
        let known = self.claim().and_then(|claim| claim.evidence.get(id));
        known.or_else(|| {
            let blank = self.blank_evidence.as_ref().filter(|blank| blank.id == *id)?;
            (self.place.claim_ref().as_ref() == Some(&blank.at)).then_some(&blank.evidence)
        })
    }
}

/// Navigation.
impl Core {
    /// Opens a dialog in place of any other.
    pub fn open(&mut self, dialog: Dialog) {
        self.picker = None;
        self.dialog = Some(dialog);
    }

    /// Shows a workspace; Escape no longer leads back to another.
    pub fn show(&mut self, workspace: Workspace) {
        self.picker = None;
        self.place.back = None;
        self.place.workspace = workspace;
    }

    /// Shows an article from its top; its speakers get the keys that are free.
    pub fn show_article(&mut self, article: &ArticleId) {
        if self.place.article.as_ref() == Some(article) {
            return;
        }
        self.place.article_before = self.place.article.replace(article.clone());
        self.place.claim = None;
        self.place.selection = None;
        self.picker = None;
        self.place.link = 0;
        self.place.reveal = Some(Reveal::Top);
        if let Some(session) = &mut self.session {
            session.ensure_text(article);
        }
        self.fill_keys();
    }

    /// Gives keys that are free to speakers of the open article, then of the project.
    pub fn fill_keys(&mut self) {
        if let (Some(session), Some(article)) = (&self.session, &self.place.article)
            && self.keys.slots().iter().any(Option::is_none)
        {
            self.keys.fill(wanted_speakers(session.project(), article));
        }
        self.remember_keys();
    }

    /// Takes the speakers of the keys from the settings, as they were when the project was last open.
    pub fn restore_keys(&mut self) {
        let Some(session) = &self.session else { return };
        let Some(known) = self.settings.speaker_keys_of(session.path()) else {
            return;
        };
        let speakers = known.speakers.iter().map(|id| id.as_deref().map(SpeakerId::from));
        self.keys = Keys::new(speakers);
        self.keys
            .retain(|speaker| session.project().speaker(speaker).is_some());
    }

    /// Notes that a speaker was used: it takes a free key, if it has none.
    pub fn touch_key(&mut self, speaker: &SpeakerId) {
        self.keys.touch(speaker);
        self.tidy();
        self.remember_keys();
    }

    /// Moves a speaker to a key, 1 to 9.
    pub fn move_key(&mut self, speaker: &SpeakerId, key: usize) {
        self.keys.give(speaker, key);
        self.remember_keys();
    }

    fn remember_keys(&mut self) {
        let Some(session) = &self.session else { return };
        let id = |speaker: &Option<SpeakerId>| speaker.as_ref().map(ToString::to_string);
        let keys = SpeakerKeys {
            project: session.path().to_owned(),
            speakers: self.keys.slots().iter().map(id).collect(),
        };
        self.settings.remember_speaker_keys(keys);
    }

    /// Shows a claim in its text; Escape leads back.
    pub fn open_claim(&mut self, (article, claim): ClaimRef) {
        self.place.back = Some(self.place.workspace);
        self.place.workspace = Workspace::Annotate;
        self.show_article(&article);
        self.select_claim(Some(claim), true);
    }

    /// Selects a claim of the open article, or none, and scrolls to it if `reveal`.
    pub fn select_claim(&mut self, claim: Option<ClaimId>, reveal: bool) {
        if self.place.claim != claim {
            self.place.link = 0;
        }
        self.place.reveal = match (&claim, reveal) {
            (Some(claim), true) => Some(Reveal::Claim(claim.clone())),
            _ => None,
        };
        if let (Some(claim), true) = (&claim, reveal)
            && let Some(byte) = self.orphan_place(claim)
        {
            self.place.reveal = Some(Reveal::Span(Span::new(byte, byte)));
            self.place.selection = Some(Selection::caret(byte));
        }
        self.place.claim = claim;
        self.picker = None;
    }

    /// Where the words of a claim that is not found at all would be now.
    fn orphan_place(&self, claim: &ClaimId) -> Option<usize> {
        let article = self.article()?;
        let claim = article.claims.get(claim)?;
        let nowhere = claim.spans.iter().all(|piece| piece.span().is_none());
        let chars = claim.first_orphan_chars().filter(|_| nowhere)?;
        let text = article.text.as_deref()?;
        Some(byte_from_chars(text, chars).unwrap_or(text.len()))
    }

    /// Clears references to what no longer exists after a change.
    pub fn tidy(&mut self) {
        let exists = |core: &Self, id: &ArticleId| core.project().is_some_and(|it| it.article(id).is_some());
        if self.session.is_none() {
            return;
        }
        if self.place.article.as_ref().is_some_and(|id| !exists(self, id)) {
            self.place.article = None;
            self.place.selection = None;
            let before = self.place.article_before.take();
            if let Some(before) = before.filter(|id| exists(self, id)) {
                self.show_article(&before);
            }
        }
        if self.claim().is_none() {
            self.place.claim = None;
        }
        if let Some(session) = &self.session {
            self.keys
                .retain(|speaker| session.project().speaker(speaker).is_some());
        }
    }
}

/// Notices.
impl Core {
    /// Dismisses a notice.
    pub fn dismiss_notice(&mut self, at: usize) {
        if at < self.notices.len() {
            self.notices.remove(at);
        }
    }

    /// Dismisses all notices that are shown; those of undone steps reappear with redo.
    pub fn dismiss_notices(&mut self) {
        let session = self.session.as_ref();
        self.notices.retain(|notice| !notice.is_true(session));
    }

    /// Dismisses notices of claims not found, once all claims of the open article are found.
    pub fn forget_orphans(&mut self) {
        let article = self.article();
        if self.notices.iter().any(Notice::tells_of_orphans)
            && article.is_some_and(|article| !article.claims.values().any(Claim::is_orphaned))
        {
            self.notices.retain(|notice| !notice.tells_of_orphans());
        }
    }

    /// Adds a notice, unless it is there already.
    pub fn notify(&mut self, tone: Tone, report: Report) {
        self.notify_of_step(None, tone, report);
    }

    /// Adds a notice that is shown unless its step is undone.
    pub fn notify_of_step(&mut self, step: Option<u64>, tone: Tone, report: Report) {
        let notice = Notice {
            tone,
            report,
            step,
            remedies: Vec::new(),
        };
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// Adds a notice of a failure.
    pub fn notify_failure(&mut self, report: Report) {
        self.notify(Tone::Failure, report);
    }

    /// Adds a notice of an error.
    pub fn notify_error(&mut self, error: &SessionError) {
        self.notify_failure(report_from_error(error));
    }

    /// Adds a notice of the last crash, with the path of its report.
    pub fn notify_crash(&mut self, file: &Path) {
        let report = Report {
            causes: vec![fl!("notice-crash-file", path = file)],
            ..Report::new(fl!("notice-crash"))
        };
        self.notices.push(Notice {
            tone: Tone::Warning,
            report: report.with_hint(Some(fl!("notice-crash-hint"))),
            step: None,
            remedies: file
                .parent()
                .map(|folder| (fl!("notice-open-folder"), Request::OpenFolder(folder.to_owned())))
                .into_iter()
                .collect(),
        });
    }

    /// Adds a notice of a problem with a file.
    pub fn notify_problem(&mut self, problem: &FileProblem) {
        self.notify(Tone::Warning, report_from_problem(problem));
    }
}

impl Default for Core {
    fn default() -> Self {
        Self::new(Settings::default(), Arc::new(|| {}))
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}
