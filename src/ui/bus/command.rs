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
            Self::Marking => fl!("command-group-marking"),
            Self::Reviewing => fl!("command-group-reviewing"),
            Self::Moving => fl!("command-group-moving"),
            Self::Project => fl!("command-group-project"),
            Self::Window => fl!("command-group-window"),
            Self::Reading => fl!("command-group-reading"),
        }
    }
}

/// Everything there is to know about a command.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// What menus and the palette call it; '…' when more input follows.
    pub label: fn() -> &'static str,
    /// What it does, in a sentence.
    pub tooltip: fn() -> &'static str,
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
    ($($command:ident, $group:ident, $needs:ident, [$($key:expr),*], $message:literal;)*) => {
        /// Every command, in the order lists show them.
        pub const ENTRIES: &[Entry] = &[$(Entry {
            command: Command::$command,
            label: || fl!($message),
            tooltip: || fl!(concat!($message, ".tooltip")),
            keys: &[$($key),*],
            needs: Needs::$needs,
            group: Group::$group,
        }),*];
    };
}

entries! {
    Attribute, Marking, WordsOrClaim, [plain(Key::Enter)], "command-attribute";
    ChangeSpeaker, Marking, WordsOrClaim, [shift(Key::Enter)], "command-change-speaker";
    MarkForLater, Marking, Words, [ctrl(Key::M)], "command-mark-for-later";
    SetSource, Marking, WordsAndClaim, [alt(Key::S)], "command-set-source";
    SetCue, Marking, WordsAndClaim, [alt(Key::C)], "command-set-cue";
    AddPiece, Marking, WordsAndClaim, [alt(Key::Plus), alt(Key::Equals)], "command-add-piece";
    StandHere, Marking, WordsAndClaim, [alt(Key::H)], "command-stand-here";
    LostClaims, Marking, Article, [alt(Key::L)], "command-lost-claims";
    EndBack, Marking, Claim, [plain(Key::Comma)], "command-end-back";
    EndForward, Marking, Claim, [plain(Key::Period)], "command-end-forward";
    StartBack, Marking, Claim, [shift(Key::Comma)], "command-start-back";
    StartForward, Marking, Claim, [shift(Key::Period)], "command-start-forward";
    DeleteClaim, Marking, Claim, [plain(Key::Delete), plain(Key::Backspace)], "command-delete-claim";
    Undo, Marking, Project, [ctrl(Key::Z)], "command-undo";
    Redo, Marking, Project, [ctrl_shift(Key::Z), ctrl(Key::Y)], "command-redo";
    Accept, Reviewing, Claim, [plain(Key::A)], "command-accept";
    Dispute, Reviewing, Claim, [plain(Key::D)], "command-dispute";
    Reject, Reviewing, Claim, [plain(Key::X)], "command-reject";
    Unreview, Reviewing, Claim, [plain(Key::U)], "command-unreview";
    DisputeBecause, Reviewing, Claim, [shift(Key::D)], "command-dispute-because";
    RejectBecause, Reviewing, Claim, [shift(Key::X)], "command-reject-because";
    ReviewQueue, Reviewing, Project, [plain(Key::R)], "command-review-queue";
    EditClaims, Reviewing, Claim, [], "command-edit-claims";
    ShowAnnotate, Moving, Project, [ctrl(Key::Num1)], "command-show-annotate";
    ShowClaims, Moving, Project, [ctrl(Key::Num2)], "command-show-claims";
    ShowSpeakers, Moving, Project, [ctrl(Key::Num3)], "command-show-speakers";
    NextClaim, Moving, Article, [plain(Key::J)], "command-next-claim";
    PreviousClaim, Moving, Article, [plain(Key::K)], "command-previous-claim";
    NextArticle, Moving, Project, [ctrl(Key::PageDown)], "command-next-article";
    PreviousArticle, Moving, Project, [ctrl(Key::PageUp)], "command-previous-article";
    Find, Moving, Article, [ctrl(Key::F)], "command-find";
    FindNext, Moving, Article, [plain(Key::F3)], "command-find-next";
    FindPrevious, Moving, Article, [shift(Key::F3)], "command-find-previous";
    FindEverywhere, Moving, Project, [ctrl_shift(Key::F)], "command-find-everywhere";
    Palette, Moving, Nothing, [ctrl(Key::K)], "command-palette";
    FilterArticles, Moving, Project, [ctrl(Key::L)], "command-filter-articles";
    Deselect, Moving, Project, [plain(Key::Escape)], "command-deselect";
    Open, Project, Nothing, [ctrl(Key::O)], "command-open";
    NewProject, Project, Nothing, [ctrl(Key::N)], "command-new-project";
    AddArticles, Project, Project, [ctrl_shift(Key::O)], "command-add-articles";
    PasteArticle, Project, Nothing, [ctrl(Key::V)], "command-paste-article";
    ArticleDetails, Project, Article, [ctrl(Key::I)], "command-article-details";
    UpdateArticle, Project, Article, [], "command-update-article";
    ToggleDone, Project, Article, [ctrl(Key::D)], "command-toggle-done";
    RemoveArticle, Project, Article, [], "command-remove-article";
    ShowGuidelines, Project, Project, [ctrl(Key::G)], "command-show-guidelines";
    EditGuidelines, Project, Project, [], "command-edit-guidelines";
    ShowCheck, Project, Project, [plain(Key::F8)], "command-show-check";
    EditScale, Project, Project, [], "command-edit-scale";
    Export, Project, Project, [ctrl(Key::E)], "command-export";
    ExportAgain, Project, Project, [ctrl_shift(Key::E)], "command-export-again";
    Save, Project, Project, [ctrl(Key::S)], "command-save";
    CloseProject, Project, Project, [ctrl(Key::W)], "command-close-project";
    Quit, Project, Nothing, [ctrl(Key::Q)], "command-quit";
    Copy, Window, WordsOrClaim, [ctrl(Key::C)], "command-copy";
    CopyWithAttribution, Window, Claim, [ctrl_shift(Key::C)], "command-copy-with-attribution";
    CopyMarkdown, Window, Claim, [ctrl_shift(Key::M)], "command-copy-markdown";
    CopyFormatted, Window, Claim, [ctrl_shift(Key::D)], "command-copy-formatted";
    ReviewerName, Window, Nothing, [], "command-reviewer-name";
    Shortcuts, Window, Nothing, [shift(Key::Questionmark), plain(Key::Questionmark), shift(Key::Slash), plain(Key::F1)], "command-shortcuts";
    ToggleSide, Window, Project, [ctrl(Key::B)], "command-toggle-side";
    ToggleInspector, Window, Project, [ctrl_shift(Key::B)], "command-toggle-inspector";
    ZoomIn, Window, Nothing, [ctrl(Key::Plus), ctrl(Key::Equals)], "command-zoom-in";
    ZoomOut, Window, Nothing, [ctrl(Key::Minus)], "command-zoom-out";
    ZoomReset, Window, Nothing, [ctrl(Key::Num0)], "command-zoom-reset";
    ColumnNarrow, Reading, Nothing, [], "command-column-narrow";
    ColumnNormal, Reading, Nothing, [], "command-column-normal";
    ColumnWide, Reading, Nothing, [], "command-column-wide";
    LinesClose, Reading, Nothing, [], "command-lines-close";
    LinesNormal, Reading, Nothing, [], "command-lines-normal";
    LinesWide, Reading, Nothing, [], "command-lines-wide";
    FaceSerif, Reading, Nothing, [], "command-face-serif";
    FaceSans, Reading, Nothing, [], "command-face-sans";
    DirectionAutomatic, Reading, Article, [], "command-direction-automatic";
    DirectionLeftToRight, Reading, Article, [], "command-direction-left-to-right";
    DirectionRightToLeft, Reading, Article, [], "command-direction-right-to-left";
    ThemeSystem, Window, Nothing, [], "command-theme-system";
    ThemeLight, Window, Nothing, [], "command-theme-light";
    ThemeDark, Window, Nothing, [], "command-theme-dark";
}

impl Command {
    /// What is known about it.
    pub fn entry(self) -> &'static Entry {
        const NONE: Entry = Entry {
            command: Command::Palette,
            label: || "",
            tooltip: || "",
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
        (self.entry().label)()
    }

    /// What it does, in a sentence.
    pub fn summary(self) -> &'static str {
        (self.entry().tooltip)()
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
            self.summary().to_owned()
        } else {
            format!("{}  ({caps})", self.summary())
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
                assert!(
                    !seen.contains(&keys),
                    "{keys:?} twice, again for {}",
                    entry.command.label()
                );
                seen.push(keys);
            }
        }
    }

    #[test]
    fn labels_are_sentence_case_without_a_full_stop() {
        for entry in ENTRIES {
            assert!(
                entry.command.label().starts_with(char::is_uppercase),
                "{}",
                entry.command.label()
            );
            assert!(
                !entry.command.label().ends_with('.') && !entry.command.summary().ends_with('.'),
                "{}",
                entry.command.label()
            );
        }
    }
}
