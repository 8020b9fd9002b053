//! Every named command: what it is called, what it does in a sentence, which keys it has, and when
//! it can be given. Menus, palette, shortcuts and the help page are read off this list; carrying a
//! command out is `app::dispatch`'s.

use eframe::egui::{Key, Modifiers};

/// A command a user can give by name, key or button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Command {
    /// Open a project or articles.
    Open,
    /// Start a project.
    NewProject,
    /// Bring articles into the project.
    AddArticles,
    /// Make an article of the clipboard's text.
    PasteArticle,
    /// Save at once.
    Save,
    /// Write reviewed claims to a file.
    Export,
    /// Write the last export once more.
    ExportAgain,
    /// Back to the start screen.
    CloseProject,
    /// Close the window.
    Quit,
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Copy the selected words.
    Copy,
    /// Copy a claim's words with who says so.
    CopyWithAttribution,
    /// Copy claims as Markdown.
    CopyMarkdown,
    /// Copy claims for documents and mails.
    CopyFormatted,
    /// Go to the next claim.
    NextClaim,
    /// Go to the previous claim.
    PreviousClaim,
    /// Go to the next article.
    NextArticle,
    /// Go to the previous article.
    PreviousArticle,
    /// Show the article.
    ShowAnnotate,
    /// Show the table of claims.
    ShowClaims,
    /// Show the speakers.
    ShowSpeakers,
    /// Show or hide the guidelines.
    ShowGuidelines,
    /// Write the guidelines.
    EditGuidelines,
    /// Show or hide what is to be checked.
    ShowCheck,
    /// Change the chosen claims.
    EditClaims,
    /// Ask who says the selected words or claim.
    Attribute,
    /// Ask who says them, whatever is said so far.
    ChangeSpeaker,
    /// Mark the selected words, to be attributed later.
    MarkForLater,
    /// Make the selected words the claim's source.
    SetSource,
    /// Make the selected words the claim's cue.
    SetCue,
    /// Add the selected words to the claim.
    AddPiece,
    /// Let the selected words take the place of lost ones.
    StandHere,
    /// List the claims that have lost their place.
    LostClaims,
    /// Move the claim's end back by a word.
    EndBack,
    /// Move the claim's end on by a word.
    EndForward,
    /// Move the claim's start back by a word.
    StartBack,
    /// Move the claim's start on by a word.
    StartForward,
    /// Rightly marked and attributed.
    Accept,
    /// In doubt.
    Dispute,
    /// Wrongly marked or attributed.
    Reject,
    /// In doubt, and why.
    DisputeBecause,
    /// Wrongly marked or attributed, and why.
    RejectBecause,
    /// Go through what waits for review.
    ReviewQueue,
    /// Take my decision back.
    Unreview,
    /// Remove the claim.
    DeleteClaim,
    /// Let the selection go.
    Deselect,
    /// Correct what is known about the article.
    ArticleDetails,
    /// Replace the text by a newer version.
    UpdateArticle,
    /// Change the scale of ratings.
    EditScale,
    /// Say that nothing more is to be marked here.
    ToggleDone,
    /// Take the article out of the project.
    RemoveArticle,
    /// Change the reviewer's name.
    ReviewerName,
    /// Find a command, an article or a speaker.
    Palette,
    /// Show the keys.
    Shortcuts,
    /// Look for words in the article.
    Find,
    /// Go to the next hit.
    FindNext,
    /// Go to the previous hit.
    FindPrevious,
    /// Look for words in all articles.
    FindEverywhere,
    /// Put the caret into the filter of articles.
    FilterArticles,
    /// Show or hide the list of articles and speakers.
    ToggleSide,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Larger text.
    ZoomIn,
    /// Smaller text.
    ZoomOut,
    /// Text at 100 %.
    ZoomReset,
    /// A narrow column.
    ColumnNarrow,
    /// The usual column.
    ColumnNormal,
    /// A wide column.
    ColumnWide,
    /// Lines close together.
    LinesClose,
    /// Lines as designed.
    LinesNormal,
    /// Lines far apart.
    LinesWide,
    /// Letters with serifs.
    FaceSerif,
    /// Letters without.
    FaceSans,
    /// Each paragraph in its own direction.
    DirectionAutomatic,
    /// The article from left to right.
    DirectionLeftToRight,
    /// The article from right to left.
    DirectionRightToLeft,
    /// Light and dark as the system has it.
    ThemeSystem,
    /// Light.
    ThemeLight,
    /// Dark.
    ThemeDark,
}

/// A key with the modifiers that go with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// What must be held.
    pub modifiers: Modifiers,
    /// What must be pressed.
    pub key: Key,
}

/// What must be there for a command to make sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// An open project.
    Project,
    /// An open article.
    Article,
    /// A selected claim.
    Claim,
    /// Selected words in the article.
    Words,
    /// Selected words or a selected claim.
    WordsOrClaim,
    /// Selected words and a selected claim.
    WordsAndClaim,
}

/// Where the help page lists a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Marking claims and attributing them.
    Marking,
    /// Reviewing.
    Reviewing,
    /// Getting about.
    Moving,
    /// Projects and articles.
    Project,
    /// How the window looks.
    Window,
    /// How the article is set.
    Reading,
}

impl Group {
    /// What the help page calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Marking => "Mark and attribute",
            Self::Reviewing => "Review",
            Self::Moving => "Find your way",
            Self::Project => "Projects and articles",
            Self::Window => "Window",
            Self::Reading => "Reading",
        }
    }
}

/// Everything there is to know about a command.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// What menus and the palette call it; '…' when more input follows.
    pub label: &'static str,
    /// What it does, in a sentence.
    pub tooltip: &'static str,
    /// Its keys, the first one shown.
    pub keys: &'static [Shortcut],
    /// What it needs.
    pub needs: Needs,
    /// Where it is listed.
    pub group: Group,
}

const fn plain(key: Key) -> Shortcut {
    Shortcut {
        modifiers: Modifiers::NONE,
        key,
    }
}

const fn shift(key: Key) -> Shortcut {
    Shortcut {
        modifiers: Modifiers::SHIFT,
        key,
    }
}

const fn ctrl(key: Key) -> Shortcut {
    Shortcut {
        modifiers: Modifiers::COMMAND,
        key,
    }
}

const fn ctrl_shift(key: Key) -> Shortcut {
    Shortcut {
        modifiers: Modifiers::COMMAND.plus(Modifiers::SHIFT),
        key,
    }
}

const fn alt(key: Key) -> Shortcut {
    Shortcut {
        modifiers: Modifiers::ALT,
        key,
    }
}

macro_rules! entries {
    ($($command:ident, $group:ident, $needs:ident, [$($key:expr),*], $label:literal, $tooltip:literal;)*) => {
        /// Every command, in the order lists show them.
        pub const ENTRIES: &[Entry] = &[$(Entry {
            command: Command::$command,
            label: $label,
            tooltip: $tooltip,
            keys: &[$($key),*],
            needs: Needs::$needs,
            group: Group::$group,
        }),*];
    };
}

entries! {
    Attribute, Marking, WordsOrClaim, [plain(Key::Enter)], "Confirm or attribute…", "Take the source and cue that the text offers; else ask who says the words, or a claim that nobody says yet";
    ChangeSpeaker, Marking, WordsOrClaim, [shift(Key::Enter)], "Change speaker…", "Ask who says the words or the claim, also where a speaker is set";
    MarkForLater, Marking, Words, [ctrl(Key::M)], "Mark for later", "Mark the selected words as a claim that is to be attributed";
    SetSource, Marking, WordsAndClaim, [alt(Key::S)], "Set source", "The selected words mention the claim's speaker";
    SetCue, Marking, WordsAndClaim, [alt(Key::C)], "Set cue", "The selected words make the attribution: 'said that'";
    AddPiece, Marking, WordsAndClaim, [alt(Key::Plus), alt(Key::Equals)], "Add to claim", "The selected words belong to the claim too";
    StandHere, Marking, WordsAndClaim, [alt(Key::H)], "Stand here", "The selected words take the place of the claim's words that are no longer in the article";
    LostClaims, Marking, Article, [alt(Key::L)], "Claims that lost their place…", "List the claims whose words are no longer in the article, to give them a place";
    EndBack, Marking, Claim, [plain(Key::Comma)], "End one word earlier", "Move the claim's end back by a word";
    EndForward, Marking, Claim, [plain(Key::Period)], "End one word later", "Move the claim's end on by a word";
    StartBack, Marking, Claim, [shift(Key::Comma)], "Start one word earlier", "Move the claim's start back by a word";
    StartForward, Marking, Claim, [shift(Key::Period)], "Start one word later", "Move the claim's start on by a word";
    DeleteClaim, Marking, Claim, [plain(Key::Delete), plain(Key::Backspace)], "Delete claim", "Remove the claim with all that was said of it";
    Undo, Marking, Project, [ctrl(Key::Z)], "Undo", "Take the last step back";
    Redo, Marking, Project, [ctrl_shift(Key::Z), ctrl(Key::Y)], "Redo", "Do the step again that was taken back";
    Accept, Reviewing, Claim, [plain(Key::A)], "Accept", "The claim is rightly marked and attributed";
    Dispute, Reviewing, Claim, [plain(Key::D)], "Dispute", "It is doubtful whether the claim is rightly marked and attributed";
    Reject, Reviewing, Claim, [plain(Key::X)], "Reject", "The claim is wrongly marked or attributed";
    Unreview, Reviewing, Claim, [plain(Key::U)], "Take my review back", "Leave the claim undecided";
    DisputeBecause, Reviewing, Claim, [shift(Key::D)], "Dispute, and say why…", "Dispute the claim, then write the reason";
    RejectBecause, Reviewing, Claim, [shift(Key::X)], "Reject, and say why…", "Reject the claim, then write the reason";
    ReviewQueue, Reviewing, Project, [plain(Key::R)], "Review claim by claim", "Go through the claims that wait for your review, each in its text; again to end it";
    EditClaims, Reviewing, Claim, [], "Edit claims…", "Change speaker, review, quotation, verdict and tags of the claims chosen in the table, at once";
    ShowAnnotate, Moving, Project, [ctrl(Key::Num1)], "Annotate", "Show the article with its claims";
    ShowClaims, Moving, Project, [ctrl(Key::Num2)], "Claims", "Show all claims of the project as a table";
    ShowSpeakers, Moving, Project, [ctrl(Key::Num3)], "Speakers", "Show all speakers and what each of them said";
    NextClaim, Moving, Article, [plain(Key::J)], "Next claim", "Go to the next claim of the article";
    PreviousClaim, Moving, Article, [plain(Key::K)], "Previous claim", "Go to the previous claim of the article";
    NextArticle, Moving, Project, [ctrl(Key::PageDown)], "Next article", "Go to the next article in the list";
    PreviousArticle, Moving, Project, [ctrl(Key::PageUp)], "Previous article", "Go to the previous article in the list";
    Find, Moving, Article, [ctrl(Key::F)], "Find…", "Look for words in the article";
    FindNext, Moving, Article, [plain(Key::F3)], "Find next", "Go to the next place where the words stand";
    FindPrevious, Moving, Article, [shift(Key::F3)], "Find previous", "Go to the previous place where the words stand";
    FindEverywhere, Moving, Project, [ctrl_shift(Key::F)], "Find in all articles…", "Look for words in every article of the project";
    Palette, Moving, Nothing, [ctrl(Key::K)], "Search or run a command…", "Find a command, an article or a speaker";
    FilterArticles, Moving, Project, [ctrl(Key::L)], "Filter articles", "Show only articles whose title or publisher matches";
    Deselect, Moving, Project, [plain(Key::Escape)], "Deselect", "Let the selected words, then the selected claim go";
    Open, Project, Nothing, [ctrl(Key::O)], "Open…", "Open a project, or articles to review";
    NewProject, Project, Nothing, [ctrl(Key::N)], "New project…", "Start a project in a folder of its own";
    AddArticles, Project, Project, [ctrl_shift(Key::O)], "Add articles…", "Bring articles into this project, from files and folders";
    PasteArticle, Project, Nothing, [ctrl(Key::V)], "Paste as article…", "Make an article of the text on the clipboard";
    ArticleDetails, Project, Article, [ctrl(Key::I)], "Article details…", "Correct title, publisher, date and the rest";
    UpdateArticle, Project, Article, [], "Update article…", "Replace the text by a newer version of the article and carry its claims over";
    ToggleDone, Project, Article, [ctrl(Key::D)], "Article is done", "Say that nothing more is to be marked here, or take it back";
    RemoveArticle, Project, Article, [], "Remove article from project", "Take the article and its claims out of the project";
    ShowGuidelines, Project, Project, [ctrl(Key::G)], "Guidelines", "Show the rules for marking claims in this project, or hide them";
    EditGuidelines, Project, Project, [], "Edit guidelines…", "Write the rules for marking claims in this project";
    ShowCheck, Project, Project, [plain(Key::F8)], "Check", "List what is incomplete or contradicts itself, or hide the list";
    EditScale, Project, Project, [], "Rating scale…", "Change the ratings that a verdict may take";
    Export, Project, Project, [ctrl(Key::E)], "Export…", "Write reviewed claims to a file";
    ExportAgain, Project, Project, [ctrl_shift(Key::E)], "Export again", "Write the last export of this project once more, to the same file, without asking";
    Save, Project, Project, [ctrl(Key::S)], "Save now", "Everything is saved by itself within a second; this does it at once";
    CloseProject, Project, Project, [ctrl(Key::W)], "Close project", "Go back to the start screen";
    Quit, Project, Nothing, [ctrl(Key::Q)], "Quit", "Close the window; everything is saved";
    Copy, Window, WordsOrClaim, [ctrl(Key::C)], "Copy", "Copy the selected words, or the claim's";
    CopyWithAttribution, Window, Claim, [ctrl_shift(Key::C)], "Copy with attribution", "Copy the claim with its speaker and article";
    CopyMarkdown, Window, Claim, [ctrl_shift(Key::M)], "Copy as Markdown", "Copy the claim, or those chosen in the table, as quotations in Markdown";
    CopyFormatted, Window, Claim, [ctrl_shift(Key::D)], "Copy for documents and mails", "Copy the claim, or those chosen in the table, with links and bold names";
    ReviewerName, Window, Nothing, [], "Your name…", "The name under which you review";
    Shortcuts, Window, Nothing, [shift(Key::Questionmark), plain(Key::Questionmark), shift(Key::Slash), plain(Key::F1)], "Keyboard shortcuts", "Show every key";
    ToggleSide, Window, Project, [ctrl(Key::B)], "Show or hide articles and speakers", "Make room for the text";
    ToggleInspector, Window, Project, [ctrl_shift(Key::B)], "Show or hide the inspector", "Make room for the text";
    ZoomIn, Window, Nothing, [ctrl(Key::Plus), ctrl(Key::Equals)], "Larger text", "Read the article in larger type";
    ZoomOut, Window, Nothing, [ctrl(Key::Minus)], "Smaller text", "Read the article in smaller type";
    ZoomReset, Window, Nothing, [ctrl(Key::Num0)], "Text at 100 %", "Read the article in its usual size";
    ColumnNarrow, Reading, Nothing, [], "Narrow column", "Set the article in a narrow column";
    ColumnNormal, Reading, Nothing, [], "Normal column", "Set the article in the usual column";
    ColumnWide, Reading, Nothing, [], "Wide column", "Set the article as wide as the window has room for";
    LinesClose, Reading, Nothing, [], "Close lines", "Set the lines of the article close together";
    LinesNormal, Reading, Nothing, [], "Normal lines", "Set the lines of the article as usual";
    LinesWide, Reading, Nothing, [], "Wide lines", "Set the lines of the article far apart";
    FaceSerif, Reading, Nothing, [], "Letters with serifs", "Set the article as a book is set";
    FaceSans, Reading, Nothing, [], "Letters without serifs", "Set the article as the rest of the window is set";
    DirectionAutomatic, Reading, Article, [], "Direction: automatic", "Each paragraph of the article runs as its first letter does";
    DirectionLeftToRight, Reading, Article, [], "Direction: left to right", "Every paragraph of the article runs from left to right";
    DirectionRightToLeft, Reading, Article, [], "Direction: right to left", "Every paragraph of the article runs from right to left";
    ThemeSystem, Window, Nothing, [], "Theme of the system", "Light or dark as the system has it";
    ThemeLight, Window, Nothing, [], "Light theme", "Dark ink on paper";
    ThemeDark, Window, Nothing, [], "Dark theme", "Light ink on a dark ground";
}

impl Command {
    /// What is known about it.
    pub fn entry(self) -> &'static Entry {
        const NONE: Entry = Entry {
            command: Command::Palette,
            label: "",
            tooltip: "",
            keys: &[],
            needs: Needs::Nothing,
            group: Group::Window,
        };
        ENTRIES
            .iter()
            .find(|entry| entry.command == self)
            .unwrap_or(&NONE)
    }

    /// What menus call it.
    pub fn label(self) -> &'static str {
        self.entry().label
    }

    /// Its first key as key caps show it; empty where it has none.
    pub fn key_caps(self) -> String {
        self.entry()
            .keys
            .first()
            .map(|keys| keys.caps())
            .unwrap_or_default()
    }

    /// What it does, with its key, for a tooltip.
    pub fn tooltip(self) -> String {
        let caps = self.key_caps();
        if caps.is_empty() {
            self.entry().tooltip.to_owned()
        } else {
            format!("{}  ({caps})", self.entry().tooltip)
        }
    }
}

impl Shortcut {
    /// As key caps show it: 'Ctrl Shift Z'.
    pub fn caps(self) -> String {
        let command = if cfg!(target_os = "macos") { "⌘" } else { "Ctrl" };
        let mut caps: Vec<&str> = Vec::new();
        let questionmark = self.key == Key::Questionmark;
        for (held, name) in [
            (self.modifiers.command, command),
            (self.modifiers.alt, "Alt"),
            (self.modifiers.shift && !questionmark, "Shift"),
        ] {
            if held {
                caps.push(name);
            }
        }
        caps.push(match self.key {
            Key::Plus | Key::Equals => "+",
            Key::Minus => "−",
            Key::Comma => ",",
            Key::Period => ".",
            Key::Questionmark => "?",
            Key::Num0 => "0",
            Key::Num1 => "1",
            Key::Num2 => "2",
            Key::Num3 => "3",
            Key::Delete => "Del",
            Key::Escape => "Esc",
            Key::PageDown => "Page Down",
            Key::PageUp => "Page Up",
            key => key.name(),
        });
        caps.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_command_stands_in_the_list_once() {
        let listed: BTreeSet<Command> = ENTRIES.iter().map(|entry| entry.command).collect();
        assert_eq!(listed.len(), ENTRIES.len());
        assert!(listed.contains(&Command::ThemeDark) && listed.contains(&Command::Open));
    }

    #[test]
    fn no_two_commands_share_a_key() {
        let mut seen = Vec::new();
        for entry in ENTRIES {
            for keys in entry.keys {
                assert!(!seen.contains(&keys), "{keys:?} twice, again for {}", entry.label);
                seen.push(keys);
            }
        }
    }

    #[test]
    fn labels_are_sentence_case_without_a_full_stop() {
        for entry in ENTRIES {
            assert!(entry.label.starts_with(char::is_uppercase), "{}", entry.label);
            assert!(
                !entry.label.ends_with('.') && !entry.tooltip.ends_with('.'),
                "{}",
                entry.label
            );
        }
    }
}
