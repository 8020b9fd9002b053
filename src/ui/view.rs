//! What is open, selected, filtered and drafted in the window: plain data, changed by `run` alone.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::Pos2;

use super::check::CheckView;
use super::claims::{ClaimsDraft, ClaimsView};
use super::command::Command;
use super::dialogs::{ExportDraft, ScaleDraft};
use super::guide::GuideView;
use super::incoming::ImportDesk;
use super::queue::Queue;
use super::speakers::{MergeDraft, SpeakersView};
use crate::model::{
    ArticleId, ClaimId, EvidenceId, Metadata, Speaker, SpeakerId, SpeakerKind, TextDirection,
};
use crate::report::Report;
use crate::search::SearchError;
use crate::session::searching::Findings;
use crate::session::settings::FindSettings;
use crate::text::Span;

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
    /// The article of which the next file that is read is a newer version.
    pub updates: Option<ArticleId>,
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

/// The speakers that the keys 1 to 9 name. A speaker keeps its key while it is used: hands learn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    slots: [Option<SpeakerId>; 9],
    used: Vec<SpeakerId>,
}

impl Keys {
    /// The keys for these speakers, the most wanted first.
    pub fn new(speakers: impl IntoIterator<Item = SpeakerId>) -> Self {
        let mut keys = Self::default();
        for (slot, speaker) in keys.slots.iter_mut().zip(speakers) {
            *slot = Some(speaker);
        }
        keys
    }

    /// The speaker of a key, 1 to 9.
    pub fn speaker(&self, key: usize) -> Option<&SpeakerId> {
        self.slots.get(key.checked_sub(1)?)?.as_ref()
    }

    /// The key of a speaker, 1 to 9.
    pub fn key(&self, speaker: &SpeakerId) -> Option<usize> {
        let slot = self
            .slots
            .iter()
            .position(|slot| slot.as_ref() == Some(speaker))?;
        Some(slot + 1)
    }

    /// A speaker was just used: it keeps its key, takes a free one, or that of the speaker whose
    /// last use is the longest ago.
    pub fn touch(&mut self, speaker: &SpeakerId) {
        self.used.retain(|used| used != speaker);
        self.used.push(speaker.clone());
        if self.key(speaker).is_some() {
            return;
        }
        let age = |slot: &Option<SpeakerId>| {
            slot.as_ref().map(|id| {
                self.used
                    .iter()
                    .position(|used| used == id)
                    .map_or(0, |at| at + 1)
            })
        };
        let oldest = (0..self.slots.len()).min_by_key(|slot| {
            let age = age(&self.slots[*slot]);
            // Among the never used, the last key gives way first: the front ones are the favourites.
            (age, usize::from(age.is_some()) * (self.slots.len() - slot), *slot)
        });
        if let Some(slot) = oldest {
            self.slots[slot] = Some(speaker.clone());
        }
    }

    /// Lets go of speakers that are no more.
    pub fn retain(&mut self, exists: impl Fn(&SpeakerId) -> bool) {
        for slot in &mut self.slots {
            if slot.as_ref().is_some_and(|speaker| !exists(speaker)) {
                *slot = None;
            }
        }
        self.used.retain(|speaker| exists(speaker));
    }
}

/// What the user must be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub report: Report,
    /// What can be done about it here and now: what the button says, and what it does.
    pub remedy: Option<(&'static str, Box<super::action::Action>)>,
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
        action: Box<super::action::Action>,
    },
}

/// An article's details while they are edited, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailsDraft {
    /// Headline.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Who wrote it.
    pub byline: String,
    /// Whom it credits, separated by commas.
    pub credit: String,
    /// Address.
    pub url: String,
    /// Day, as 2024-02-11.
    pub published: String,
    /// Language, as a tag.
    pub language: String,
    /// Direction of the text, where it is set.
    pub direction: Option<TextDirection>,
}

impl DetailsDraft {
    /// The draft of what is known.
    pub fn of(metadata: &Metadata) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            title: metadata.title.clone(),
            publisher: text(&metadata.publisher),
            byline: text(&metadata.byline),
            credit: metadata.credit.join(", "),
            url: text(&metadata.url),
            published: metadata
                .published
                .map(|date| date.to_string())
                .unwrap_or_default(),
            language: text(&metadata.language),
            direction: metadata.direction,
        }
    }

    /// The metadata it describes; what it does not speak of stays as it was. `None` where the
    /// day is not a day or the title is missing.
    pub fn metadata(&self, before: &Metadata) -> Option<Metadata> {
        let text = trimmed;
        let published = match text(&self.published) {
            Some(day) => Some(day.parse().ok()?),
            None => None,
        };
        Some(Metadata {
            title: text(&self.title)?,
            publisher: text(&self.publisher),
            byline: text(&self.byline),
            credit: listed(&self.credit),
            url: text(&self.url),
            published,
            language: text(&self.language),
            direction: self.direction,
            ..before.clone()
        })
    }
}

/// A speaker while it is edited, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakerDraft {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SpeakerKind,
    /// Other names, separated by commas.
    pub aliases: String,
    /// What it speaks as.
    pub role: String,
    /// Whom it belongs to.
    pub affiliation: Option<SpeakerId>,
    /// Its Wikidata item.
    pub wikidata: String,
    /// Its place on the palette; `None` takes the least used.
    pub color: Option<usize>,
    /// Anything worth knowing.
    pub note: String,
}

impl SpeakerDraft {
    /// The draft of what is known.
    pub fn of(speaker: &Speaker) -> Self {
        Self {
            name: speaker.name.clone(),
            kind: speaker.kind,
            aliases: speaker.aliases.join(", "),
            role: speaker.role.clone().unwrap_or_default(),
            affiliation: speaker.affiliation.clone(),
            wikidata: speaker.wikidata.clone().unwrap_or_default(),
            color: Some(speaker.color),
            note: speaker.note.clone(),
        }
    }

    /// The speaker it describes; `None` where the name is missing or the Wikidata item is none.
    pub fn speaker(&self, next_color: usize) -> Option<Speaker> {
        let name = trimmed(&self.name)?;
        let wikidata = trimmed(&self.wikidata);
        let is_item = |item: &String| {
            let digits = item.strip_prefix(['Q', 'q']).unwrap_or_default();
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        if wikidata.as_ref().is_some_and(|item| !is_item(item)) {
            return None;
        }
        Some(Speaker {
            name,
            kind: self.kind,
            aliases: listed(&self.aliases),
            role: trimmed(&self.role),
            affiliation: self.affiliation.clone(),
            wikidata: wikidata.map(|item| item.to_uppercase()),
            color: self.color.unwrap_or(next_color),
            note: self.note.clone(),
        })
    }
}

/// A text without the space around it, if anything is left.
pub fn trimmed(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What stands between commas (Latin or Arabic), each once, in order.
pub fn listed(text: &str) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for item in text.split([',', '،']).filter_map(trimmed) {
        if !list.contains(&item) {
            list.push(item);
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaker(n: usize) -> SpeakerId {
        format!("s-{n}").into()
    }

    #[test]
    fn a_speaker_keeps_its_key_while_others_come() {
        let mut keys = Keys::new((0..3).map(speaker));
        keys.touch(&speaker(1));
        keys.touch(&speaker(7));
        assert_eq!(keys.key(&speaker(1)), Some(2));
        assert_eq!(keys.key(&speaker(7)), Some(4));
    }

    #[test]
    fn when_all_keys_are_taken_the_longest_unused_gives_way() {
        let mut keys = Keys::new((0..9).map(speaker));
        for n in 0..9 {
            keys.touch(&speaker(n));
        }
        keys.touch(&speaker(0));
        keys.touch(&speaker(20));
        assert_eq!(
            keys.key(&speaker(20)),
            Some(2),
            "speaker 1 was the longest unused"
        );
        assert_eq!(keys.key(&speaker(0)), Some(1));
    }

    #[test]
    fn among_the_never_used_the_last_key_gives_way() {
        let mut keys = Keys::new((0..9).map(speaker));
        keys.touch(&speaker(20));
        assert_eq!(keys.key(&speaker(20)), Some(9));
    }

    #[test]
    fn details_survive_the_way_through_the_form() {
        let metadata = Metadata {
            title: "Talks".into(),
            credit: vec!["Reuters".into(), "Agencies".into()],
            published: "2024-02-11".parse().ok(),
            direction: Some(TextDirection::RightToLeft),
            original: Some("talks.html".into()),
            ..Metadata::default()
        };
        assert_eq!(DetailsDraft::of(&metadata).metadata(&metadata), Some(metadata));
    }

    #[test]
    fn a_day_that_is_none_is_not_taken() {
        let draft = DetailsDraft {
            title: "Talks".into(),
            published: "11/02/24".into(),
            ..DetailsDraft::default()
        };
        assert_eq!(draft.metadata(&Metadata::default()), None);
    }
}
