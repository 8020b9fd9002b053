//! What Sayso remembers of its user between sessions, in a file of the user's own.

pub mod claim_table;
pub mod export;
mod folders;
pub mod tour;

use std::collections::{BTreeMap, BTreeSet};

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use self::claim_table::{SavedFilter, TableSettings};
use self::export::ExportSettings;
use self::folders::user_name;
pub use self::folders::{home_folder, kept_folder, path, projects_folder};
use self::tour::TourSettings;
use super::ingest::corpus::CorpusOptions;
use super::ingest::parse::ParseOptions;
use super::{FileProblem, ReviewerIdentity, Session, StoreError, clock, ids};
use crate::import::Columns;
use crate::import::annotated::LabelMap;
use crate::model::{ReviewState, ReviewerId};
use crate::store;

/// How many recent projects are remembered.
const MAX_RECENT_PROJECTS: usize = 20;
/// How many tables are remembered, and how many corpora.
const MAX_KNOWN_TABLES: usize = 50;

/// What is remembered. Fields that a file lacks have their defaults, so that older files stay valid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The reviewer, once they have been asked.
    pub reviewer: Option<ReviewerSettings>,
    /// The ids of reviewers of the same name who are somebody else.
    pub other_reviewers: BTreeSet<String>,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// How large the article is set; 1 is as designed.
    pub text_zoom: f32,
    /// How else it is set.
    pub page: PageSettings,
    /// How words are looked for.
    pub find: FindSettings,
    /// Where the window stood.
    pub window: WindowSettings,
    /// The width of the panel on the left, in points, and whether it is shown.
    pub left_panel: PanelSettings,
    /// The width of the panel of guidelines, or of what is to be checked; `None` for the designed one.
    pub aside_width: Option<f32>,
    /// The same of the inspector on the right.
    pub inspector: PanelSettings,
    /// The projects worked on, the latest first.
    pub recents: Vec<Recent>,
    /// How the table of claims looks.
    pub table: TableSettings,
    /// Filters of the table of claims that were kept, in the order in which they were.
    pub filters: Vec<SavedFilter>,
    /// Tables whose columns were mapped, the latest first.
    pub tables: Vec<TableColumns>,
    /// Corpora whose labels were mapped, the latest first.
    pub corpora: Vec<CorpusLabels>,
    /// How claims were last exported.
    pub export: ExportSettings,
    /// Whether claims are suggested, and how many.
    pub suggestions: SuggestionSettings,
    /// The keys of commands.
    pub keys: KeySettings,
    /// The speakers of the keys 1 to 9, project by project, the latest first.
    pub speaker_keys: Vec<SpeakerKeys>,
    /// The tour, once it was begun.
    pub tour: Option<TourSettings>,
}

/// Whether claims are suggested, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SuggestionSettings {
    /// Whether they are shown.
    pub shown: bool,
    /// How many: a place of [`LEVELS`](crate::suggest::claims::LEVELS), 0 for the fewest and surest.
    pub level: usize,
    /// Whether they learn from what is decided about them.
    pub learns: bool,
}

impl Default for SuggestionSettings {
    fn default() -> Self {
        Self {
            shown: true,
            level: crate::suggest::claims::DEFAULT_LEVEL,
            learns: true,
        }
    }
}

/// The speakers of the keys 1 to 9 in a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerKeys {
    /// The project's folder.
    pub project: PathBuf,
    /// The ids of the speakers, in the order of the keys; `None` for a key that is free.
    pub speakers: Vec<Option<String>>,
}

/// The keys of commands, as far as they were changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeySettings {
    /// The keys of a command by its name: `"Accept": ["Y"]`; none for a command without keys. Names that this version does
    /// not know stay as they are.
    pub changed: BTreeMap<String, Vec<String>>,
    /// Whether a letter, digit or mark alone, or with Shift, gives a command.
    pub single: bool,
}

/// The reviewer as the settings know them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewerSettings {
    /// The id in reviews.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Whether they have said what they are called; until then it is their name on this computer, and they are asked again.
    #[serde(default = "was_asked")]
    pub is_named: bool,
}

/// Earlier versions wrote a name only where they had asked for it.
fn was_asked() -> bool {
    true
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the desktop has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How the article is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageSettings {
    /// How wide its column is.
    pub column: ColumnWidth,
    /// How far its lines stand apart.
    pub spacing: LineSpacing,
    /// What its letters look like.
    pub face: TextFace,
}

/// How wide the article's column is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnWidth {
    /// About 50 letters.
    Narrow,
    /// About 70 letters.
    #[default]
    Normal,
    /// About 90 letters, where the window has room for them.
    Wide,
}

/// How far the article's lines stand apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineSpacing {
    /// As in a newspaper.
    Close,
    /// As designed, with room for marks.
    #[default]
    Normal,
    /// With room for notes.
    Wide,
}

/// What the article's letters look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextFace {
    /// With serifs, as in a book.
    #[default]
    Serif,
    /// Without, as in the rest of the window.
    Sans,
}

/// How words are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FindSettings {
    /// Whether case, accents and points must be as typed.
    pub case: bool,
    /// Whether only whole words count.
    pub whole_words: bool,
    /// Whether what is typed is a regular expression.
    pub regex: bool,
}

/// The place of a window, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowSettings {
    /// Width and height.
    pub size: (f32, f32),
    /// The upper left corner, where the desktop tells.
    pub position: Option<(f32, f32)>,
    /// Whether it fills the screen.
    pub maximised: bool,
}

/// A panel at the side.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelSettings {
    /// Its width; `None` for the designed one.
    pub width: Option<f32>,
    /// Whether it is shown.
    pub shown: bool,
}

/// How the columns of a table were mapped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableColumns {
    /// The names of the table's columns.
    pub there: Vec<String>,
    /// As `import::Columns` is written: 'text=Body,title=Headline'.
    pub columns: String,
}

/// How the labels of a corpus were mapped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CorpusLabels {
    /// The labels of its marks.
    pub there: Vec<String>,
    /// As `import::annotated::LabelMap` is written: 'claim=Content,source=Source'.
    pub labels: String,
}

/// A project worked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Its folder.
    pub path: PathBuf,
    /// Its title.
    pub title: String,
    /// How many articles it has.
    pub articles: usize,
    /// How many claims.
    pub claims: usize,
    /// Of these, reviewed by anybody.
    pub reviewed: usize,
    /// When it was last worked on.
    pub opened: Timestamp,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            reviewer: None,
            other_reviewers: BTreeSet::new(),
            theme: ThemeChoice::default(),
            text_zoom: 1.0,
            page: PageSettings::default(),
            find: FindSettings::default(),
            window: WindowSettings::default(),
            left_panel: PanelSettings::default(),
            aside_width: None,
            inspector: PanelSettings::default(),
            recents: Vec::new(),
            table: TableSettings::default(),
            filters: Vec::new(),
            tables: Vec::new(),
            corpora: Vec::new(),
            export: ExportSettings::default(),
            suggestions: SuggestionSettings::default(),
            keys: KeySettings::default(),
            speaker_keys: Vec::new(),
            tour: None,
        }
    }
}

impl Default for KeySettings {
    fn default() -> Self {
        Self {
            changed: BTreeMap::new(),
            single: true,
        }
    }
}

impl Default for WindowSettings {
    fn default() -> Self {
        Self {
            size: (1280.0, 800.0),
            position: None,
            maximised: false,
        }
    }
}

impl Default for PanelSettings {
    fn default() -> Self {
        Self {
            width: None,
            shown: true,
        }
    }
}

impl Settings {
    /// Reads the user's settings; where the file is broken they are the defaults, and the problem
    /// says so.
    pub fn load() -> (Self, Option<FileProblem>) {
        match path() {
            Some(path) => Self::load_from(&path),
            None => (Self::default(), None),
        }
    }

    /// Reads settings from this file.
    pub fn load_from(path: &Path) -> (Self, Option<FileProblem>) {
        let loaded = store::settings::load(path);
        (loaded.value, loaded.problem)
    }

    /// Writes the user's settings.
    pub fn save(&self) -> Result<(), StoreError> {
        path().map_or(Ok(()), |path| self.save_to(&path))
    }

    /// Writes settings to this file.
    pub fn save_to(&self, path: &Path) -> Result<(), StoreError> {
        store::settings::save(path, self)
    }

    /// Who works here. Until they have been asked, they go by their name on this computer, with an id
    /// that is then remembered.
    pub fn identity(&mut self) -> ReviewerIdentity {
        let reviewer = self.reviewer.get_or_insert_with(|| ReviewerSettings {
            id: ids::reviewer_id().to_string(),
            name: user_name(),
            is_named: false,
        });
        ReviewerIdentity {
            id: reviewer.id.as_str().into(),
            name: reviewer.name.clone(),
        }
    }

    /// Gives the reviewer a name; the id stays.
    pub fn name_reviewer(&mut self, name: &str) -> ReviewerIdentity {
        self.identity();
        if let Some(reviewer) = &mut self.reviewer {
            name.trim().clone_into(&mut reviewer.name);
            reviewer.is_named = true;
        }
        self.identity()
    }

    /// Is a reviewer whom a project knows already.
    pub fn be_reviewer(&mut self, id: &ReviewerId, name: &str) -> ReviewerIdentity {
        self.reviewer = Some(ReviewerSettings {
            id: id.to_string(),
            name: name.to_owned(),
            is_named: true,
        });
        self.identity()
    }

    /// Whether the reviewer has said what they are called.
    pub fn has_named_reviewer(&self) -> bool {
        self.reviewer.as_ref().is_some_and(|reviewer| reviewer.is_named)
    }

    /// Remembers how the columns of a table were mapped.
    pub fn remember_table(&mut self, there: Vec<String>, columns: &Columns) {
        self.tables.retain(|table| table.there != there);
        let columns = columns.written();
        self.tables.insert(0, TableColumns { there, columns });
        self.tables.truncate(MAX_KNOWN_TABLES);
    }

    /// Remembers how the labels of a corpus were mapped.
    pub fn remember_labels(&mut self, there: Vec<String>, labels: &LabelMap) {
        self.corpora.retain(|corpus| corpus.there != there);
        let labels = labels.written();
        self.corpora.insert(0, CorpusLabels { there, labels });
        self.corpora.truncate(MAX_KNOWN_TABLES);
    }

    /// How files are read: tables and corpora with the mappings that were made of earlier ones.
    pub fn parse_options(&self) -> ParseOptions {
        let tables = self.tables.iter();
        let tables =
            tables.filter_map(|table| Some((table.there.clone(), Columns::parse(&table.columns).ok()?)));
        let corpora = self.corpora.iter();
        let known =
            corpora.filter_map(|corpus| Some((corpus.there.clone(), LabelMap::parse(&corpus.labels).ok()?)));
        ParseOptions {
            tables: tables.collect(),
            corpora: CorpusOptions {
                known: known.collect(),
                ..CorpusOptions::default()
            },
            ..ParseOptions::default()
        }
    }

    /// The speakers of a project's keys; `None` where none were remembered.
    pub fn speaker_keys_of(&self, project: &Path) -> Option<&SpeakerKeys> {
        self.speaker_keys.iter().find(|keys| keys.project == project)
    }

    /// Remembers the speakers of a project's keys.
    pub fn remember_speaker_keys(&mut self, keys: SpeakerKeys) {
        if self.speaker_keys_of(&keys.project) == Some(&keys) {
            return;
        }
        self.speaker_keys.retain(|known| known.project != keys.project);
        self.speaker_keys.insert(0, keys);
        self.speaker_keys.truncate(MAX_RECENT_PROJECTS);
    }

    /// Puts a project first among the recent ones.
    pub fn remember(&mut self, recent: Recent) {
        self.forget(&recent.path);
        self.recents.insert(0, recent);
        self.recents.truncate(MAX_RECENT_PROJECTS);
    }

    /// Takes a project off the recent ones.
    pub fn forget(&mut self, path: &Path) {
        self.recents.retain(|recent| recent.path != path);
    }
}

impl Recent {
    /// An open project, as the list of recent ones will show it.
    pub fn new(session: &Session) -> Self {
        let project = session.project();
        let path = session.path();
        let reviewed = |state: ReviewState| state.is_decided();
        Self {
            path: std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
            title: project.head().title.clone(),
            articles: project.articles().len(),
            claims: project.claims().count(),
            reviewed: project
                .claims()
                .filter(|(_, _, claim)| reviewed(claim.review_state()))
                .count(),
            opened: clock::now(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recent(path: &str) -> Recent {
        Recent {
            path: path.into(),
            title: "محادثات".into(),
            articles: 4,
            claims: 14,
            reviewed: 5,
            opened: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn settings_come_back_and_the_reviewer_keeps_the_id() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        let mut settings = Settings::load_from(&path).0;
        assert_eq!(settings, Settings::default());
        let id = settings.identity().id;
        assert_eq!(settings.name_reviewer(" Amal ").name, "Amal");
        settings.theme = ThemeChoice::Dark;
        settings.window.position = Some((10.0, 20.5));
        settings.page = PageSettings {
            column: ColumnWidth::Wide,
            spacing: LineSpacing::Close,
            face: TextFace::Sans,
        };
        settings.keys.single = false;
        settings.keys.changed = [("AnotherVersion".to_owned(), vec!["Y".to_owned()])].into();
        settings.remember(recent("/a"));
        settings.save_to(&path).unwrap();
        let mut loaded = Settings::load_from(&path).0;
        assert_eq!(loaded, settings);
        assert_eq!(loaded.identity().id, id);
    }

    #[test]
    fn a_project_worked_on_again_moves_to_the_front() {
        let mut settings = Settings::default();
        for path in ["/a", "/b", "/a"] {
            settings.remember(recent(path));
        }
        assert_eq!(settings.recents, [recent("/a"), recent("/b")]);
        settings.forget(Path::new("/a"));
        assert_eq!(settings.recents, [recent("/b")]);
        for number in 0..50 {
            settings.remember(recent(&format!("/{number}")));
        }
        assert_eq!(settings.recents.len(), MAX_RECENT_PROJECTS);
    }

    #[test]
    fn an_older_file_with_fewer_fields_is_good() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        store::atomic::write(folder.path(), &path, b"(theme: Light)").unwrap();
        let (settings, problem) = Settings::load_from(&path);
        assert_eq!((settings.theme, problem), (ThemeChoice::Light, None));
    }
}
