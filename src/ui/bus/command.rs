//! The named commands: label, tooltip, keys, and what must be there for each. Menus, palette, shortcuts and the help
//! page are read off this list; `app::dispatch` carries a command out.

use eframe::egui::{Key, Modifiers};

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

/// The heading under which menu, help and documentation list a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Marking claims and attributing them.
    Annotate,
    /// Reviewing claims.
    Review,
    /// Going from place to place.
    Navigate,
    /// Projects and articles.
    Project,
    /// Undo and the clipboard.
    Edit,
    /// Panels, text size and theme.
    View,
    /// Shortcuts and the reviewer's name.
    Help,
    /// Column, spacing, font and direction of an article.
    TextAppearance,
}

impl Group {
    /// The heading.
    pub fn label(self) -> &'static str {
        match self {
            Self::Annotate => fl!("command-group-annotate"),
            Self::Review => fl!("command-group-review"),
            Self::Navigate => fl!("command-group-navigate"),
            Self::Project => fl!("command-group-project"),
            Self::Edit => fl!("command-group-edit"),
            Self::View => fl!("command-group-view"),
            Self::Help => fl!("command-group-help"),
            Self::TextAppearance => fl!("command-group-text-appearance"),
        }
    }
}

/// Everything there is to know about a command.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its name in the settings.
    pub name: &'static str,
    /// What menus and the palette call it; '…' when more input follows.
    pub label: fn() -> &'static str,
    /// What it does, in a sentence.
    pub tooltip: fn() -> &'static str,
    /// Its keys, unless the settings give it others; the first one is shown.
    pub keys: &'static [Shortcut],
    /// What it needs.
    pub needs: Needs,
    /// Where it is listed.
    pub group: Group,
}

const fn plain(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::NONE, key)
}

const fn shift(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::SHIFT, key)
}

const fn ctrl(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn alt(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::ALT, key)
}

const fn alt_shift(key: Key) -> Shortcut {
    Shortcut::new(Modifiers::ALT.plus(Modifiers::SHIFT), key)
}

macro_rules! commands {
    ($($command:ident, $group:ident, $needs:ident, [$($key:expr),*], $message:literal;)*) => {
        /// A command that a user gives by name, key or button.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $(#[doc = concat!("The command that the wording calls `", $message, "`.")] $command,)*
        }

        /// Every command, in the order lists show them.
        pub const ENTRIES: &[Entry] = &[$(Entry {
            command: Command::$command,
            name: stringify!($command),
            label: || fl!($message),
            tooltip: || fl!(concat!($message, ".tooltip")),
            keys: &[$($key),*],
            needs: Needs::$needs,
            group: Group::$group,
        }),*];
    };
}

commands! {
    Attribute, Annotate, WordsOrClaim, [plain(Key::Enter)], "command-attribute";
    ChangeSpeaker, Annotate, WordsOrClaim, [shift(Key::Enter)], "command-change-speaker";
    MarkForLater, Annotate, Words, [ctrl(Key::M)], "command-mark-for-later";
    SetSource, Annotate, WordsAndClaim, [alt(Key::S)], "command-set-source";
    SetCue, Annotate, WordsAndClaim, [alt(Key::C)], "command-set-cue";
    AddToSource, Annotate, WordsAndClaim, [alt_shift(Key::S)], "command-add-to-source";
    AddToCue, Annotate, WordsAndClaim, [alt_shift(Key::C)], "command-add-to-cue";
    AddSpan, Annotate, WordsAndClaim, [alt(Key::Plus), alt(Key::Equals)], "command-add-span";
    AddJointSpeaker, Annotate, Claim, [alt(Key::J)], "command-add-joint-speaker";
    AddRelay, Annotate, Claim, [alt(Key::R)], "command-add-relay";
    AddDocument, Annotate, Claim, [], "command-add-document";
    ToggleDenies, Annotate, Claim, [alt(Key::N)], "command-toggle-denies";
    MoveClaimHere, Annotate, WordsAndClaim, [alt(Key::H)], "command-move-claim-here";
    OrphanedClaims, Annotate, Article, [alt(Key::L)], "command-orphaned-claims";
    ShortenEnd, Annotate, Claim, [plain(Key::Comma)], "command-shorten-end";
    ExtendEnd, Annotate, Claim, [plain(Key::Period)], "command-extend-end";
    ExtendStart, Annotate, Claim, [shift(Key::Comma), alt(Key::Comma)], "command-extend-start";
    ShortenStart, Annotate, Claim, [shift(Key::Period), alt(Key::Period)], "command-shorten-start";
    DeleteClaim, Annotate, Claim, [plain(Key::Delete), plain(Key::Backspace)], "command-delete-claim";
    ToggleSuggestions, Annotate, Article, [plain(Key::S)], "command-toggle-suggestions";
    NextSuggestion, Annotate, Article, [], "command-next-suggestion";
    PreviousSuggestion, Annotate, Article, [], "command-previous-suggestion";
    TakeAllSuggestions, Annotate, Article, [], "command-take-all-suggestions";
    SuggestionSettings, Annotate, Project, [], "command-suggestion-settings";
    Accept, Review, Claim, [plain(Key::A)], "command-accept";
    Dispute, Review, Claim, [plain(Key::D)], "command-dispute";
    Reject, Review, Claim, [plain(Key::X)], "command-reject";
    ClearReview, Review, Claim, [plain(Key::U)], "command-clear-review";
    DisputeWithReason, Review, Claim, [shift(Key::D)], "command-dispute-with-reason";
    RejectWithReason, Review, Claim, [shift(Key::X)], "command-reject-with-reason";
    SetVerdict, Review, Claim, [plain(Key::V)], "command-set-verdict";
    AddEvidence, Review, Claim, [plain(Key::E)], "command-add-evidence";
    ReviewQueue, Review, Project, [plain(Key::R)], "command-review-queue";
    EditClaims, Review, Claim, [], "command-edit-claims";
    ShowAnnotate, Navigate, Project, [ctrl(Key::Num1)], "command-show-annotate";
    ShowClaims, Navigate, Project, [ctrl(Key::Num2)], "command-show-claims";
    ShowSpeakers, Navigate, Project, [ctrl(Key::Num3)], "command-show-speakers";
    ShowCompare, Navigate, Project, [ctrl(Key::Num4)], "command-show-compare";
    ShowArticles, Navigate, Project, [ctrl_shift(Key::L)], "command-show-articles";
    NextClaim, Navigate, Article, [plain(Key::J)], "command-next-claim";
    PreviousClaim, Navigate, Article, [plain(Key::K)], "command-previous-claim";
    NextArticle, Navigate, Project, [ctrl(Key::PageDown)], "command-next-article";
    PreviousArticle, Navigate, Project, [ctrl(Key::PageUp)], "command-previous-article";
    Find, Navigate, Article, [ctrl(Key::F)], "command-find";
    FindNext, Navigate, Article, [plain(Key::F3)], "command-find-next";
    FindPrevious, Navigate, Article, [shift(Key::F3)], "command-find-previous";
    FindEverywhere, Navigate, Project, [ctrl_shift(Key::F)], "command-find-everywhere";
    Palette, Navigate, Nothing, [ctrl(Key::K)], "command-palette";
    NextPart, Navigate, Nothing, [plain(Key::F6)], "command-next-part";
    FilterArticles, Navigate, Project, [ctrl(Key::L)], "command-filter-articles";
    Deselect, Navigate, Project, [plain(Key::Escape)], "command-deselect";
    Open, Project, Nothing, [ctrl(Key::O)], "command-open";
    NewProject, Project, Nothing, [ctrl(Key::N)], "command-new-project";
    AddArticles, Project, Project, [ctrl_shift(Key::O)], "command-add-articles";
    AddFolder, Project, Project, [], "command-add-folder";
    PasteArticle, Project, Nothing, [ctrl(Key::V)], "command-paste-article";
    ArticleDetails, Project, Article, [ctrl(Key::I)], "command-article-details";
    UpdateArticle, Project, Article, [], "command-update-article";
    ToggleDone, Project, Article, [ctrl(Key::D)], "command-toggle-done";
    RemoveArticle, Project, Article, [], "command-remove-article";
    ShowGuidelines, Project, Project, [ctrl(Key::G)], "command-show-guidelines";
    EditGuidelines, Project, Project, [], "command-edit-guidelines";
    ShowCheck, Project, Project, [plain(Key::F8)], "command-show-check";
    EditScale, Project, Project, [], "command-edit-scale";
    NameSpeakers, Project, Project, [], "command-name-speakers";
    Export, Project, Project, [ctrl(Key::E)], "command-export";
    ExportAgain, Project, Project, [ctrl_shift(Key::E)], "command-export-again";
    Save, Project, Project, [ctrl(Key::S)], "command-save";
    SaveAsOneFile, Project, Project, [], "command-save-as-one-file";
    OpenAsFolder, Project, Nothing, [], "command-open-as-folder";
    CloseProject, Project, Project, [ctrl(Key::W)], "command-close-project";
    Quit, Project, Nothing, [ctrl(Key::Q)], "command-quit";
    Undo, Edit, Project, [ctrl(Key::Z)], "command-undo";
    Redo, Edit, Project, [ctrl_shift(Key::Z), ctrl(Key::Y)], "command-redo";
    Copy, Edit, WordsOrClaim, [ctrl(Key::C)], "command-copy";
    CopyWithAttribution, Edit, Claim, [ctrl_shift(Key::C)], "command-copy-with-attribution";
    CopyMarkdown, Edit, Claim, [ctrl_shift(Key::M)], "command-copy-markdown";
    CopyFormatted, Edit, Claim, [ctrl_shift(Key::D)], "command-copy-formatted";
    ToggleLeftPanel, View, Project, [ctrl(Key::B)], "command-toggle-left-panel";
    ToggleInspector, View, Project, [ctrl_shift(Key::B)], "command-toggle-inspector";
    ZoomIn, View, Nothing, [ctrl(Key::Plus), ctrl(Key::Equals)], "command-zoom-in";
    ZoomOut, View, Nothing, [ctrl(Key::Minus)], "command-zoom-out";
    ZoomReset, View, Nothing, [ctrl(Key::Num0)], "command-zoom-reset";
    ThemeSystem, View, Nothing, [], "command-theme-system";
    ThemeLight, View, Nothing, [], "command-theme-light";
    ThemeDark, View, Nothing, [], "command-theme-dark";
    Tour, Help, Nothing, [], "command-tour";
    ReviewerName, Help, Nothing, [], "command-reviewer-name";
    EditKeys, Help, Nothing, [], "command-edit-keys";
    Shortcuts, Help, Nothing, [plain(Key::Questionmark), plain(Key::F1)], "command-shortcuts";
    Help, Help, Nothing, [shift(Key::F1)], "command-help";
    ReportProblem, Help, Nothing, [], "command-report-problem";
    ColumnNarrow, TextAppearance, Nothing, [], "command-column-narrow";
    ColumnNormal, TextAppearance, Nothing, [], "command-column-normal";
    ColumnWide, TextAppearance, Nothing, [], "command-column-wide";
    SpacingTight, TextAppearance, Nothing, [], "command-spacing-tight";
    SpacingNormal, TextAppearance, Nothing, [], "command-spacing-normal";
    SpacingLoose, TextAppearance, Nothing, [], "command-spacing-loose";
    FontSerif, TextAppearance, Nothing, [], "command-font-serif";
    FontSans, TextAppearance, Nothing, [], "command-font-sans";
    DirectionAutomatic, TextAppearance, Article, [], "command-direction-automatic";
    DirectionLeftToRight, TextAppearance, Article, [], "command-direction-left-to-right";
    DirectionRightToLeft, TextAppearance, Article, [], "command-direction-right-to-left";
}

impl Command {
    /// Everything there is to know about it.
    pub fn entry(self) -> &'static Entry {
        &ENTRIES[self as usize]
    }

    /// What menus call it while nothing more is known; [`Core::label_of`](super::core::Core::label_of) names what
    /// undo and redo are about.
    pub fn label(self) -> &'static str {
        (self.entry().label)()
    }

    /// What it does, in a sentence.
    pub fn summary(self) -> &'static str {
        (self.entry().tooltip)()
    }
}

impl Shortcut {
    /// A key with what must be held.
    pub const fn new(modifiers: Modifiers, key: Key) -> Self {
        Self { modifiers, key }
    }

    /// What counts of the modifiers that egui reports.
    pub fn held(modifiers: Modifiers) -> Modifiers {
        Modifiers {
            alt: modifiers.alt,
            shift: modifiers.shift,
            command: modifiers.command,
            ..Modifiers::NONE
        }
    }

    /// Whether it is without Ctrl and Alt.
    pub fn is_plain(self) -> bool {
        !self.modifiers.command && !self.modifiers.alt
    }

    /// Whether it is a letter, digit or mark, alone or with Shift. Speech input and unsteady hands press these unawares.
    pub fn is_single(self) -> bool {
        let sign = self.key.symbol_or_name();
        let is_sign = sign.chars().count() == 1 && !self.is_arrow();
        self.is_plain() && (is_sign || matches!(self.key, Key::Space | Key::Quote))
    }

    fn is_arrow(self) -> bool {
        matches!(
            self.key,
            Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight
        )
    }

    /// Whether fields, lists and the text need it, so that no command can have it.
    pub fn is_reserved(self) -> bool {
        let moves = self.is_arrow()
            || matches!(self.key, Key::Home | Key::End | Key::Tab)
            || (self.is_plain()
                && matches!(self.key, Key::PageUp | Key::PageDown | Key::Space | Key::Escape));
        let is_digit = self.is_plain() && self.key.name().chars().all(|letter| letter.is_ascii_digit());
        let edits =
            self.modifiers == Modifiers::COMMAND && matches!(self.key, Key::A | Key::C | Key::V | Key::X);
        let pastes = self.key == Key::Insert && (self.modifiers.shift || self.modifiers.command);
        moves || is_digit || edits || pastes
    }

    /// As the settings keep it: 'Ctrl+Shift+Z'.
    pub fn written(self) -> String {
        let mut parts = self.held_names("Ctrl");
        parts.push(self.key.name());
        parts.join("+")
    }

    /// Reads what [`Shortcut::written`] wrote.
    pub fn parse(written: &str) -> Option<Self> {
        let mut parts = written.split('+').map(str::trim);
        let key = Key::from_name(parts.next_back()?)?;
        let mut modifiers = Modifiers::NONE;
        for part in parts {
            modifiers |= match part {
                "Ctrl" => Modifiers::COMMAND,
                "Alt" => Modifiers::ALT,
                "Shift" => Modifiers::SHIFT,
                _ => return None,
            };
        }
        Some(Self { modifiers, key })
    }

    /// As key caps show it: 'Ctrl Shift Z'.
    pub fn caps(self) -> String {
        let command = if cfg!(target_os = "macos") { "⌘" } else { "Ctrl" };
        let mut caps = self.held_names(command);
        caps.push(match self.key {
            Key::Quote => "'",
            Key::Delete => "Del",
            Key::Escape => "Esc",
            Key::PageDown => "Page Down",
            Key::PageUp => "Page Up",
            key if self.is_arrow() => key.name(),
            key => key.symbol_or_name(),
        });
        caps.join(" ")
    }

    fn held_names(self, command: &'static str) -> Vec<&'static str> {
        let held = [
            (self.modifiers.command, command),
            (self.modifiers.alt, "Alt"),
            (self.modifiers.shift, "Shift"),
        ];
        held.into_iter()
            .filter(|(held, _)| *held)
            .map(|(_, name)| name)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_a_key() {
        let mut seen = Vec::new();
        for entry in ENTRIES {
            for keys in entry.keys {
                let command = entry.command;
                assert!(!seen.contains(&keys), "{keys:?} twice, again for {command:?}");
                seen.push(keys);
            }
        }
    }

    #[test]
    fn every_key_is_read_as_it_was_written() {
        for entry in ENTRIES {
            for keys in entry.keys {
                assert_eq!(Shortcut::parse(&keys.written()), Some(*keys));
            }
        }
        assert_eq!(Shortcut::parse("Ctrl+Shift+Plus"), Some(ctrl_shift(Key::Plus)));
        for broken in ["", "Ctrl", "Ctrl+", "Hyper+A", "Ctrl+Nothing"] {
            assert_eq!(Shortcut::parse(broken), None, "{broken}");
        }
    }

    #[test]
    fn letters_digits_and_marks_are_single_and_nothing_else_is() {
        for keys in [
            plain(Key::A),
            shift(Key::D),
            plain(Key::Comma),
            plain(Key::Num1),
            plain(Key::Quote),
        ] {
            assert!(keys.is_single(), "{keys:?}");
        }
        for keys in [
            plain(Key::Enter),
            plain(Key::F1),
            plain(Key::Delete),
            ctrl(Key::A),
            alt(Key::S),
        ] {
            assert!(!keys.is_single(), "{keys:?}");
        }
    }

    #[test]
    fn labels_are_sentence_case_without_a_full_stop() {
        for entry in ENTRIES {
            let (label, summary) = (entry.command.label(), entry.command.summary());
            assert!(label.starts_with(char::is_uppercase), "{label}");
            assert!(!label.ends_with('.') && !summary.ends_with('.'), "{label}");
        }
    }
}
