//! Exports a project as bytes for other programs: the formats, the selection of claims, and the
//! function that writes.
//!
//! Equal projects give equal bytes: articles are in the order of the list, claims in the order of the
//! text, speakers in that of their ids, and nothing depends on the date or the machine.

/// The words of a format: those of the message with this key.
macro_rules! format_words {
    ($message:literal) => {
        crate::export::FormatWords {
            name: || fl!($message),
            audience: || fl!(concat!($message, ".audience")),
            includes: || fl!(concat!($message, ".includes")),
            leaves_out: || fl!(concat!($message, ".leaves-out")),
        }
    };
}

pub mod articles;
mod brat;
mod bundle;
mod claimreview;
mod columns;
pub mod copying;
mod csv;
mod describe;
mod differences;
mod doccano;
mod docx;
mod html;
mod jsonl;
mod labelstudio;
mod markdown;
pub mod offsets;
pub mod pages;
mod parquet;
mod presets;
mod preview;
mod quoted;
mod refi;
mod row;
pub mod safe;
mod selection;
mod uima;
mod webanno;
mod xlsx;
mod xml;

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use articles::{Articles, InMemory};
use bundle::Bundle;
use pages::Pages;
pub use preview::{ExportPreview, preview, preview_of};
use selection::ExportInput;
pub use selection::{ClaimChoice, ClaimSelection};

pub use crate::interchange::words;
use crate::model::{Claim, Project};

/// A format that a project can be written in.
#[derive(Debug)]
pub struct Format {
    /// The word that names it on the command line: `csv`.
    pub key: &'static str,
    words: FormatWords,
    /// The extension of its files, without the dot.
    pub extension: &'static str,
    /// The readers it is for.
    pub readers: Readers,
    /// The unit of its offsets; empty if it has none.
    pub offset_unit: &'static str,
    write: Write,
}

/// How a format is described.
#[derive(Debug)]
struct FormatWords {
    name: fn() -> &'static str,
    audience: fn() -> &'static str,
    includes: fn() -> &'static str,
    leaves_out: fn() -> &'static str,
}

/// The readers of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// People, in the programs of an office or a browser.
    People,
    /// The web, and what reads it.
    Web,
    /// Programs and corpora.
    Programs,
}

impl Readers {
    /// All of them, in the order of the export form.
    pub const ALL: [Self; 3] = [Self::People, Self::Web, Self::Programs];

    /// The heading above the formats for these readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::People => fl!("formats-for-people"),
            Self::Web => fl!("formats-for-the-web"),
            Self::Programs => fl!("formats-for-programs"),
        }
    }
}

/// How a format is written.
#[derive(Debug)]
enum Write {
    /// As one text, piece by piece.
    Text(fn(&ExportInput, &mut dyn io::Write) -> Result<Summary, ExportError>),
    /// As several files in one zip archive.
    Files(fn(&ExportInput, &mut Bundle) -> Result<Summary, ExportError>),
    /// As bytes that only other programs can show; the preview is that of another format.
    Binary {
        write: fn(&ExportInput, &mut dyn io::Write) -> Result<Summary, ExportError>,
        shown_as: &'static Format,
    },
}

impl Format {
    /// Every format, in the order screens offer them.
    pub const ALL: &'static [Self] = &[
        xlsx::FORMAT,
        csv::FORMAT,
        html::FORMAT,
        markdown::FORMAT,
        docx::FORMAT,
        webanno::FORMAT,
        claimreview::FORMAT,
        csv::PLAIN,
        jsonl::FORMAT,
        presets::CLAIMS,
        presets::DOCUMENTS,
        parquet::FORMAT,
        quoted::GENDER_GAP_TRACKER,
        quoted::QUOTEBANK,
        brat::FORMAT,
        uima::FORMAT,
        labelstudio::FORMAT,
        doccano::FORMAT,
        refi::FORMAT,
    ];

    /// Its name on the screen.
    pub fn name(&self) -> &'static str {
        (self.words.name)()
    }

    /// Who it is for and how it is used.
    pub fn audience(&self) -> &'static str {
        (self.words.audience)()
    }

    /// What it includes of a project.
    pub fn includes(&self) -> &'static str {
        (self.words.includes)()
    }

    /// What it leaves out.
    pub fn leaves_out(&self) -> &'static str {
        (self.words.leaves_out)()
    }

    /// What it includes, what it leaves out and what its offsets count, a line each.
    pub fn contents(&self) -> [String; 3] {
        let unit = match self.offset_unit {
            "" => fl!("formats-no-offsets"),
            unit => unit,
        };
        [
            fl!("formats-includes", what = self.includes()),
            fl!("formats-leaves-out", what = self.leaves_out()),
            fl!("formats-offsets", unit = unit),
        ]
    }

    /// The format of that key.
    pub fn by_key(key: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|format| format.key == key)
    }

    /// Whether it names the publisher of the reviews, without whom it cannot be written.
    pub fn wants_publisher(&self) -> bool {
        self.key == claimreview::FORMAT.key
    }

    /// The claims that it writes of those that were chosen: where it does not say what was decided, a rejected claim would
    /// pass for any other, and is written only where it was asked for.
    #[must_use]
    pub fn chosen(&self, selection: &ClaimSelection) -> ClaimSelection {
        let says_decisions = ![doccano::FORMAT.key, claimreview::FORMAT.key].contains(&self.key);
        let claims = match &selection.claims {
            ClaimChoice::Reviewed if !says_decisions => ClaimChoice::Kept,
            other => other.clone(),
        };
        ClaimSelection {
            claims,
            ..selection.clone()
        }
    }

    /// Whether it can hold a claim like this one, if the claim was found in its text.
    pub fn has_place_for(&self, claim: &Claim) -> bool {
        !self.wants_publisher() || claim.verdict.is_some()
    }

    /// Why it skips claims, as part of a sentence.
    pub fn why_skipped(&self) -> &'static str {
        if self.wants_publisher() {
            fl!("export-skipped-without-verdict")
        } else {
            fl!("export-skipped-without-offsets")
        }
    }
}

/// What an export wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Claims.
    pub claims: usize,
    /// Articles: in a table those with at least one claim in it.
    pub articles: usize,
    /// Selected claims that the format cannot hold, because they were not found in the text or have no verdict.
    pub skipped: usize,
    /// Cells that hold only the beginning of their words; the same file has the whole elsewhere.
    pub cut: Vec<CutCell>,
}

/// A cell that is shorter than its words, because the format holds no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutCell {
    /// What the row is about: 'claim c-000001 of “The talks go on”'.
    pub of: String,
    /// The heading of its column.
    pub column: String,
    /// How many characters its words have.
    pub chars: usize,
}

impl Summary {
    /// The cells that were cut, as one sentence; nothing where there is none.
    pub fn told_of_cuts(&self) -> Option<String> {
        /// More are counted.
        const NAMED: usize = 3;
        let named = |cut: &CutCell| {
            fl!(
                "export-cut-cell",
                column = cut.column,
                of = cut.of,
                count = cut.chars
            )
        };
        let mut cells: Vec<String> = self.cut.iter().take(NAMED).map(named).collect();
        let more = self.cut.len().saturating_sub(NAMED);
        cells.extend((more > 0).then(|| fl!("export-cut-more", count = more)));
        let count = self.cut.len();
        (count > 0).then(|| fl!("export-cut", count = count, cells = cells.join("; ")))
    }

    /// Counts a claim that was written, or skipped.
    fn count(&mut self, is_written: bool) {
        self.claims += usize::from(is_written);
        self.skipped += usize::from(!is_written);
    }

    fn add(&mut self, more: &Self) {
        self.claims += more.claims;
        self.articles += more.articles;
        self.skipped += more.skipped;
        self.cut.extend_from_slice(&more.cut);
    }
}

/// Why an export stopped.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The bytes could not be written.
    #[error("{}", fl!("export-could-not-write"))]
    Write(#[from] io::Error),
    /// The format has a limit that the project exceeds, or lacks something.
    #[error("{}", fl!("export-could-not-create", reason = _0))]
    Beyond(String),
    /// A file of the project was changed while it was exported.
    #[error("{}", fl!("export-changed-meanwhile", path = _0))]
    Changed(PathBuf),
}

/// Writes the selected claims of a project, with one article's share in memory at a time. Read the texts first: an
/// article whose text has not been read keeps the offsets of its file, unchecked.
pub fn export(
    format: &Format,
    project: &Project,
    selection: &ClaimSelection,
    out: &mut dyn io::Write,
) -> Result<Summary, ExportError> {
    let articles = InMemory::new(project);
    export_with(format, (project, &articles), selection, Pages::NONE, out)
}

/// The same with articles from anywhere, and with the pages that they were read from, in which annotations of the web are
/// then told to be found. Of the project only what it has besides articles is used.
pub fn export_with(
    format: &Format,
    (project, articles): (&Project, &dyn Articles),
    selection: &ClaimSelection,
    pages: Pages<'_>,
    out: &mut dyn io::Write,
) -> Result<Summary, ExportError> {
    let selection = &format.chosen(selection);
    let input = &ExportInput {
        pages,
        ..ExportInput::new(project, articles, selection)
    };
    let out = &mut io::BufWriter::new(out);
    let summary = match format.write {
        Write::Text(write) | Write::Binary { write, .. } => write(input, out)?,
        Write::Files(write) => Bundle::zip(out, |files| write(input, files))?,
    };
    io::Write::flush(out)?;
    Ok(summary)
}
