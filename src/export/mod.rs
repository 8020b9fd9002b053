//! Exports a project as bytes for other programs: the formats, the selection of claims, and the
//! function that writes.
//!
//! Equal projects give equal bytes: articles come in the order they are listed in, claims in the order
//! of the text, speakers by id, and nothing depends on the day or the machine.

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

use thiserror::Error;

use bundle::Bundle;
pub use preview::{ExportPreview, preview, preview_of};
pub use selection::{Claims, Selection};
use selection::{Limit, chosen, speakers};

pub use crate::interchange::words;
use crate::model::{Claim, Project};

/// A format that a project can be written in.
#[derive(Debug)]
pub struct Format {
    /// The word that names it on the command line: `csv`.
    pub key: &'static str,
    /// What it is called on the screen: 'CSV table'.
    pub name: &'static str,
    /// The ending of its files, without the dot.
    pub extension: &'static str,
    /// Which kind of readers it is for.
    pub readers: Readers,
    /// Who wants it and what for, in one sentence.
    pub for_whom: &'static str,
    /// What of the project it carries, in one sentence.
    pub keeps: &'static str,
    /// What of the project it cannot carry, in one sentence; empty where it carries all.
    pub drops: &'static str,
    /// What its offsets count; empty where it names no place in a text.
    pub offset_unit: &'static str,
    write: Write,
}

/// Which kind of readers a format is for.
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
    /// Every kind with what screens call it, in the order they offer it.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::People, "For people"),
        (Self::Web, "For the web"),
        (Self::Programs, "For programs"),
    ];
}

/// How the bytes of a format come about.
#[derive(Debug)]
enum Write {
    /// As one text, piece by piece.
    Text(fn(&Project, &Selection, Limit, &mut dyn io::Write) -> Result<Summary, ExportError>),
    /// As several files in one zip archive.
    Files(fn(&Project, &Selection, Limit, &mut Bundle) -> Result<Summary, ExportError>),
    /// As bytes that only its programs can show; what it says is shown as another format writes it.
    Binary {
        write: fn(&Project, &Selection, &mut dyn io::Write) -> Result<Summary, ExportError>,
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

    /// The format of that key.
    pub fn by_key(key: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|format| format.key == key)
    }

    /// Whether it says who publishes the reviews, and so cannot be written before that is known.
    pub fn wants_publisher(&self) -> bool {
        self.key == claimreview::FORMAT.key
    }

    /// Whether it has a place for a claim like this one; whether the claim still has its own in the text is not asked.
    pub fn has_place_for(&self, claim: &Claim) -> bool {
        !self.wants_publisher() || claim.verdict.is_some()
    }

    /// Why a chosen claim can be missing from it, in words that go on from '2 left out: '.
    pub fn why_left_out(&self) -> &'static str {
        if self.wants_publisher() {
            "a review is published only with a verdict and its publisher"
        } else {
            "the format holds places only, and these have none that it can hold"
        }
    }
}

/// What an export wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Claims.
    pub claims: usize,
    /// Articles: in a table those with at least one claim in it.
    pub articles: usize,
    /// Claims that were chosen and could not be written: they have lost their place in a text, and
    /// the format holds places only; or they have no verdict, and the format is one of verdicts.
    pub left_out: usize,
}

impl Summary {
    /// Counts what was written besides.
    fn add(&mut self, more: &Self) {
        self.claims += more.claims;
        self.articles += more.articles;
        self.left_out += more.left_out;
    }
}

/// Why an export stopped.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The bytes could not be written.
    #[error("cannot write the export")]
    Write(#[from] io::Error),
    /// A program's format has a bound that the project is beyond.
    #[error("cannot make the file: {0}")]
    Beyond(String),
}

/// Writes the chosen claims of a project, piece by piece: what it needs in memory is one article's
/// share. An article whose text has not been read keeps the offsets its file names, unchecked, so
/// the texts are to be read first.
pub fn export(
    format: &Format,
    project: &Project,
    selection: &Selection,
    out: &mut dyn io::Write,
) -> Result<Summary, ExportError> {
    let summary = match format.write {
        Write::Text(write) => write(project, selection, Limit::NONE, out)?,
        Write::Files(write) => Bundle::zip(out, |files| write(project, selection, Limit::NONE, files))?,
        Write::Binary { write, .. } => write(project, selection, out)?,
    };
    out.flush()?;
    Ok(summary)
}
