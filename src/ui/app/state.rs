//! What is open, selected, filtered and drafted in the window: plain data, changed by `run` alone.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::Pos2;

pub use crate::ui::bus::forms::{DetailsDraft, SpeakerDraft, listed, trimmed};
pub use crate::ui::bus::keys::Keys;

use crate::model::{ArticleId, ClaimId, EvidenceId, SpeakerId};
use crate::report::Report;
use crate::search::SearchError;
use crate::session::searching::Findings;
use crate::session::settings::FindSettings;
use crate::text::Span;
use crate::ui::bus::command::Command;
use crate::ui::check::CheckView;
use crate::ui::claims::{ClaimsDraft, ClaimsView};
use crate::ui::export::ExportDraft;
use crate::ui::guidelines::GuideView;
use crate::ui::import::ImportDesk;
use crate::ui::project::scale::ScaleDraft;
use crate::ui::review_queue::Queue;
use crate::ui::speakers::{MergeDraft, SpeakersView};

/// A workspace of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Workspace {
    /// One article, with its claims marked.
    #[default]
    Annotate,
    /// All claims as a table.
    Claims,
    /// All speakers, and what each of them said.
    Speakers,
}

impl Workspace {
    /// Every workspace with the command that shows it, in the order of the tabs.
    pub const ALL: [(Self, Command); 3] = [
        (Self::Annotate, Command::ShowAnnotate),
        (Self::Claims, Command::ShowClaims),
        (Self::Speakers, Command::ShowSpeakers),
    ];
}

/// What the window shows of the open project.
#[derive(Debug, Default)]
pub struct View {
    /// The workspace.
    pub workspace: Workspace,
    /// The workspace from which a claim was opened in its text; Escape leads back to it.
    pub back: Option<Workspace>,
    /// The claims that are reviewed one after the other.
    pub queue: Option<Queue>,
    /// Whether the history of the selected claim is unfolded.
    pub history_shown: bool,
    /// What is shown of the table of claims.
    pub claims: ClaimsView,
    /// What is shown of the speakers.
    pub speakers: SpeakersView,
    /// The open article.
    pub article: Option<ArticleId>,
    /// The one that was open before it, to go back to where the open one goes.
    pub article_before: Option<ArticleId>,
    /// The selected claim, of the open article.
    pub claim: Option<ClaimId>,
    /// The selected words or the caret, in the open article.
    pub selection: Option<Selection>,
    /// Where the text is to scroll to; the reading surface takes it.
    pub reveal: Option<Reveal>,
    /// The pop-up that asks who says so.
    pub asking: Option<Asking>,
    /// The link of the selected claim's chain that words are set for, from the nearest.
    pub link: usize,
    /// Text being typed into a field that is not an edit yet.
    pub draft: Option<Draft>,
    /// Which speakers the keys 1 to 9 name.
    pub keys: Keys,
    /// The find bar, where it is open.
    pub find: Option<Find>,
    /// What was last looked for.
    pub found_last: String,
    /// What was found in all articles.
    pub everywhere: FoundEverywhere,
    /// The panel that is open beside the rest.
    pub aside: Option<Aside>,
    /// What it shows of the guidelines.
    pub guide: GuideView,
    /// What it shows of what is to be checked.
    pub check: CheckView,
    /// What the list of articles is filtered by.
    pub article_filter: String,
    /// Which articles the list shows besides.
    pub article_kind: ArticleKind,
    /// The open dialog.
    pub dialog: Option<Box<Dialog>>,
    /// What the user must be told; stays until read.
    pub notices: Vec<Notice>,
    /// The name of a widget that is to take the keyboard in the next frame.
    pub focus: Option<&'static str>,
    /// A pasted title and text that wait for a project.
    pub pasted: Option<(String, String)>,
    /// Articles waiting for a project to be made for them.
    pub waiting: Vec<PathBuf>,
    /// What has been read and is looked at before it comes in.
    pub incoming: Option<Box<ImportDesk>>,
    /// The article of which the file that is being asked for is a newer version.
    pub updates: Option<ArticleId>,
    /// Newer versions of articles that wait until what is read now has come in.
    pub waiting_updates: Vec<(ArticleId, Vec<PathBuf>)>,
}

impl View {
    /// The selected words of the open article, if any are.
    pub fn words(&self) -> Option<Span> {
        self.selection
            .map(Selection::span)
            .filter(|span| !span.is_empty())
    }
}

/// A panel that can be opened beside whatever the window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// The project's guidelines.
    Guidelines,
    /// What is wrong, and what is still to be done.
    Check,
}

/// Which articles the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArticleKind {
    /// All.
    #[default]
    All,
    /// Those on which there is something to do.
    Open,
    /// Those that somebody declared done.
    Done,
}

impl ArticleKind {
    /// Every kind with its name, in the order they are offered.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::All, "All articles"),
        (Self::Open, "Open articles"),
        (Self::Done, "Done articles"),
    ];
}

/// Selected words, or a caret where both ends meet; bytes of the article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The end that stays.
    pub anchor: usize,
    /// The end that moves, where the caret is.
    pub caret: usize,
}

impl Selection {
    /// A caret.
    pub fn caret(at: usize) -> Self {
        Self {
            anchor: at,
            caret: at,
        }
    }

    /// The selected words; empty for a caret.
    pub fn span(self) -> Span {
        Span::new(self.anchor, self.caret)
    }
}

/// What is looked for in the open article, and what was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Find {
    /// What was typed.
    pub words: String,
    /// The byte from which hits are looked for: where the caret was, then the current hit.
    pub from: usize,
    /// The hits, or why there can be none; `None` while that is not known.
    pub found: Option<Result<Hits, SearchError>>,
    /// Whether a search is under way.
    pub searching: bool,
    /// Which of the hits is the current one.
    pub current: Option<usize>,
}

/// Where the words stand that were looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits {
    /// In the order of the text.
    pub spans: Arc<[Span]>,
    /// Differs from search to search.
    pub search: u64,
}

impl Find {
    /// The hits, as far as they are known.
    pub fn hits(&self) -> Option<&Hits> {
        self.found.as_ref()?.as_ref().ok()
    }

    /// The current hit.
    pub fn hit(&self) -> Option<Span> {
        self.hits()?.spans.get(self.current?).copied()
    }
}

/// What the search through all articles has found so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundEverywhere {
    /// The hits.
    pub findings: Findings,
    /// How they were looked for.
    pub how: FindSettings,
    /// Why nothing can be looked for.
    pub complaint: Option<SearchError>,
    /// Whether the search is still under way.
    pub searching: bool,
}

/// Where the text is to scroll to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reveal {
    /// To a claim.
    Claim(ClaimId),
    /// To these bytes.
    Span(Span),
    /// To the top.
    Top,
}

/// The pop-up that asks who says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// What is asked about.
    pub about: About,
    /// Where the pop-up stands, in points of the window: below and right of this.
    pub at: Pos2,
    /// What was typed.
    pub query: String,
    /// Which row is chosen.
    pub row: usize,
}

/// What the pop-up asks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Selected words that become a claim.
    Words(Span),
    /// Who says a claim: the speaker of a link of its chain, counted from the nearest.
    Claim(ClaimId, usize),
    /// Who says it jointly with the speakers of that link.
    Joint(ClaimId, usize),
    /// Who relays it: a further link at the end of its chain.
    Relay(ClaimId),
    /// The document in which the speakers of that link say it: a further link behind theirs.
    Medium(ClaimId, usize),
}

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

/// What the user must be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub report: Report,
    /// The step it tells of, if it is one: while that is taken back the notice is not true, and not shown.
    pub step: Option<u64>,
    /// What can be done about it here and now: what the button says, and what it does.
    pub remedy: Option<(&'static str, Box<super::message::Action>)>,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something is to be looked at.
    Warning,
    /// Something failed.
    Failure,
}

/// An open dialog with what was typed into it so far.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Search or run a command.
    Palette {
        /// What was typed.
        query: String,
        /// Which row is chosen.
        row: usize,
    },
    /// Words looked for in all articles.
    FindEverywhere {
        /// What was typed.
        words: String,
        /// Which hit is chosen.
        row: usize,
    },
    /// What has been read, before it comes in; see [`View::incoming`].
    Import,
    /// Every key.
    Shortcuts,
    /// The reviewer's name.
    ReviewerName {
        /// What was typed.
        name: String,
    },
    /// A new project.
    NewProject {
        /// Its title.
        title: String,
        /// The folder that its own folder is made in.
        parent: String,
    },
    /// Open or add by typing a path, where the system has no file dialog.
    TypePath {
        /// What was typed.
        path: String,
        /// Whether it is to add articles to the open project.
        add: bool,
        /// The article of which the file is a newer version.
        updates: Option<ArticleId>,
    },
    /// A text from the clipboard that is to become an article.
    Paste {
        /// Its title.
        title: String,
        /// The text.
        text: String,
    },
    /// What is known about an article.
    Details {
        /// Which one.
        article: ArticleId,
        /// What was typed so far.
        draft: DetailsDraft,
    },
    /// What is known about a speaker.
    Speaker {
        /// Which one; `None` for a new one.
        speaker: Option<SpeakerId>,
        /// What was typed so far.
        draft: SpeakerDraft,
    },
    /// Writing claims to a file.
    Export(ExportDraft),
    /// The scale of ratings.
    Scale(ScaleDraft),
    /// Changing many claims at once.
    Claims(ClaimsDraft),
    /// Making two speakers one.
    Merge(MergeDraft),
    /// Giving the picked claims of a speaker to a new one.
    Split {
        /// The name that was typed.
        name: String,
    },
    /// Keeping the filter of the table of claims.
    KeepFilter {
        /// The name that was typed.
        name: String,
    },
    /// Something that cannot be lightly taken back is about to be done.
    Confirm {
        /// What is asked.
        question: String,
        /// What hangs on it.
        explanation: String,
        /// What the button says.
        button: &'static str,
        /// What is done then.
        action: Box<super::message::Action>,
    },
}
