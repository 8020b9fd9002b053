//! What the handlers of all slices share: the open project, where in it the person is, what is being typed and what is
//! to be told.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::command::Command;
use super::dialog::Dialog;
use super::draft::{self, Draft};
use super::keys::{Keys, wanted_speakers};
use super::notice::{Notice, Tone};
use super::picker::PickerState;
use super::place::{Place, Reveal, Selection, SidePanel, Workspace};
use super::request::Request;
use crate::model::ops::bulk::BulkEdit;
use crate::model::ops::{OpResult, Stamp};
use crate::model::{Article, ArticleId, Claim, ClaimId, ClaimRef, EditError, Project};
use crate::report::Report;
use crate::session::settings::Settings;
use crate::session::{FileProblem, Session, SessionError, Wake, report_from_error, report_from_problem};
use crate::text::Span;
use crate::text::units::byte_from_chars;

/// What the handlers of all slices share. Drawing only reads it.
pub struct Core {
    /// The open project.
    pub session: Option<Session>,
    /// What is remembered of the user.
    pub settings: Settings,
    /// Asks for a frame from any thread.
    pub wake: Wake,
    /// The time of this frame, in seconds since the window opened.
    pub now: f64,
    /// Where in the project the person is.
    pub place: Place,
    /// Which speakers the keys 1 to 9 name.
    pub keys: Keys,
    /// Text being typed into a field that is not an edit yet.
    pub draft: Option<Draft>,
    /// The pop-up that asks who says so.
    pub picker: Option<PickerState>,
    /// The panel that is open beside the rest.
    pub side_panel: Option<SidePanel>,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// What the user must be told; stays until read.
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
            picker: None,
            side_panel: None,
            dialog: None,
            notices: Vec::new(),
            focus: None,
        }
    }

    /// Lets go of the project and of where in it the person is; what was told stays.
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

    /// Whether there is a project that may be changed.
    pub fn is_writable(&self) -> bool {
        self.session
            .as_ref()
            .is_some_and(|session| session.read_only().is_none())
    }

    /// Whether very many claims are being changed, in slices.
    pub fn is_changing(&self) -> bool {
        self.session
            .as_ref()
            .is_some_and(|session| session.long_edit_progress().is_some())
    }

    /// What a command is called now: undo and redo name the step that they are about.
    pub fn label(&self, command: Command) -> Cow<'static, str> {
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
    /// Changes the project by an operation on it as it is; a refusal is said in a notice.
    pub fn edit(&mut self, op: impl FnOnce(&Project) -> OpResult + Send + 'static) {
        let Some(session) = &mut self.session else { return };
        if let Err(error) = session.perform(op) {
            self.notify_error(&error);
        }
        self.tidy();
    }

    /// Changes very many claims by an operation on the project as it is, as one step.
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

    /// Takes what is being typed; what was typed into another field becomes an edit.
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

    /// Makes an edit of what was typed.
    pub fn commit_draft(&mut self) {
        let Some(draft) = self.draft.take() else { return };
        let Some(session) = &self.session else { return };
        let me = session.who().id.clone();
        self.edit(move |project| draft::edit_of(project, draft, &me));
    }
}

/// Moving about.
impl Core {
    /// Opens a dialog in place of whatever else waits for an answer.
    pub fn open(&mut self, dialog: Dialog) {
        self.picker = None;
        self.dialog = Some(dialog);
    }

    /// Shows a workspace. From then on Escape no longer leads back to another.
    pub fn show(&mut self, workspace: Workspace) {
        self.picker = None;
        self.place.back = None;
        self.place.workspace = workspace;
    }

    /// Shows an article from its top, with its speakers on the keys.
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
            self.keys = Keys::new(wanted_speakers(session.project(), article));
        }
    }

    /// Shows a claim in its text; Escape leads back.
    pub fn open_claim(&mut self, (article, claim): ClaimRef) {
        self.place.back = Some(self.place.workspace);
        self.place.workspace = Workspace::Annotate;
        self.show_article(&article);
        self.select_claim(Some(claim), true);
    }

    /// Selects a claim of the open article, or none; scrolls to it where it is to be revealed.
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

    /// Where the words of a claim that has no place at all would stand now.
    fn orphan_place(&self, claim: &ClaimId) -> Option<usize> {
        let article = self.article()?;
        let claim = article.claims.get(claim)?;
        let nowhere = claim.spans.iter().all(|piece| piece.span().is_none());
        let chars = claim.first_orphan_chars().filter(|_| nowhere)?;
        let text = article.text.as_deref()?;
        Some(byte_from_chars(text, chars).unwrap_or(text.len()))
    }

    /// Lets go of what is no longer there after a change.
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

/// Telling.
impl Core {
    /// Takes a notice away.
    pub fn dismiss_notice(&mut self, at: usize) {
        if at < self.notices.len() {
            self.notices.remove(at);
        }
    }

    /// Takes away what is shown; what was told of a step that is taken back comes again with it.
    pub fn dismiss_notices(&mut self) {
        let session = self.session.as_ref();
        self.notices.retain(|notice| !notice.is_true(session));
    }

    /// Takes away what was told of claims that lost their place, once all of the open article have one again.
    pub fn forget_orphans(&mut self) {
        let article = self.article();
        if self.notices.iter().any(Notice::tells_of_orphans)
            && article.is_some_and(|article| !article.claims.values().any(Claim::is_orphaned))
        {
            self.notices.retain(|notice| !notice.tells_of_orphans());
        }
    }

    /// Tells something; the same is told once.
    pub fn notify(&mut self, tone: Tone, report: Report) {
        self.notify_of_step(None, tone, report);
    }

    /// Tells something that is true as long as a step is not taken back.
    pub fn notify_of_step(&mut self, step: Option<u64>, tone: Tone, report: Report) {
        let notice = Notice {
            tone,
            report,
            step,
            remedy: None,
        };
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// Tells that something failed.
    pub fn notify_failure(&mut self, report: Report) {
        self.notify(Tone::Failure, report);
    }

    /// Tells what kept something from being done.
    pub fn notify_error(&mut self, error: &SessionError) {
        self.notify_failure(report_from_error(error));
    }

    /// Tells that Sayso crashed the last time, and where what is known of it lies.
    pub fn notify_crash(&mut self, file: &Path) {
        let report = Report {
            causes: vec![format!("What is known of it is in {}", file.display())],
            ..Report::new("Sayso crashed the last time")
        };
        self.notices.push(Notice {
            tone: Tone::Warning,
            report: report.with_hint(Some(
                "The file holds the program's version, the place of the fault and its log, and nothing of your articles. Send it to whoever looks after Sayso.",
            )),
            step: None,
            remedy: file
                .parent()
                .map(|folder| ("Open folder", Box::new(Request::OpenFolder(folder.to_owned())))),
        });
    }

    /// Tells what is wrong with a file.
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
