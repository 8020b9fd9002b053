//! Reads and writes our RON files: the format number first, then the typed shape of that format. Fields
//! that a newer version added are detected, and errors are reported with their position.
//!
//! A change of the shapes in `shape1` that old programs cannot read gets a new number, a file `shape2`,
//! and a conversion from the one before; `shape1` then never changes again.

pub(in crate::store) mod claim_log1;
mod convert1;
mod differences1;
pub(in crate::store) mod reference1;
mod shape1;
mod shaped;
mod values;

use std::collections::BTreeMap;
use std::path::Path;

use ron::Options;
use ron::error::{Position, SpannedError};
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{FileProblem, StoreError};
use crate::model::{Article, Head, Reviewer, ReviewerId, Speaker, SpeakerId};
pub use convert1::{ArticleParts, ProjectParts};

/// The format that is written, and the newest that is understood.
pub const FORMAT: u32 = 1;

/// The first line of `project.ron`, by which other programs may know it.
pub const PROJECT_MARKER: &str = "// A Sayso project: claims in news articles, and who makes them.\n";
/// The first line of an article's RON.
pub const ARTICLE_MARKER: &str =
    "// A Sayso article: the claims in the text beside this file. start and end count its characters.\n";

/// How many characters of a broken line are shown.
const EXCERPT_CHARS: usize = 60;

/// What was read from a file.
#[derive(Debug)]
pub struct ParsedFile<T> {
    /// Its content as far as it is understood.
    pub parts: T,
    /// What a newer version wrote that is not understood here: such a file must not be saved.
    pub newer: Option<String>,
}

/// Reads `project.ron`.
pub fn read_project(path: &Path, bytes: &[u8]) -> Result<ParsedFile<ProjectParts>, Box<FileProblem>> {
    let read = read_shape::<shape1::ProjectFile>(path, bytes)?;
    Ok(ParsedFile {
        parts: read.parts.into(),
        newer: read.newer,
    })
}

/// Reads an article's RON.
pub fn read_article(path: &Path, bytes: &[u8]) -> Result<ParsedFile<ArticleParts>, Box<FileProblem>> {
    let read = read_shape::<shape1::ArticleFile>(path, bytes)?;
    Ok(ParsedFile {
        parts: read.parts.into(),
        newer: read.newer,
    })
}

/// The bytes of `project.ron`.
pub fn write_project(
    path: &Path,
    head: &Head,
    reviewers: &BTreeMap<ReviewerId, Reviewer>,
    speakers: &BTreeMap<SpeakerId, Speaker>,
) -> Result<Vec<u8>, StoreError> {
    let shape = convert1::project_file(head, reviewers, speakers);
    write_shape(path, PROJECT_MARKER, &shape)
}

/// The bytes of an article's RON; `text_sha256` is the fingerprint of the text that its anchors were last checked
/// against. `None` if an anchor is proved but the text is not there.
pub fn write_article(
    path: &Path,
    article: &Article,
    text_sha256: Option<&str>,
) -> Result<Option<Vec<u8>>, StoreError> {
    convert1::article_file(article, text_sha256)
        .map(|shape| write_shape(path, ARTICLE_MARKER, &shape))
        .transpose()
}

fn write_shape(path: &Path, marker: &str, shape: &impl Serialize) -> Result<Vec<u8>, StoreError> {
    let pretty = PrettyConfig::new().new_line("\n");
    let mut text = marker.to_owned();
    ron::ser::to_writer_pretty(&mut text, shape, pretty).map_err(|source| StoreError::Unwritable {
        path: path.to_owned(),
        source,
    })?;
    text.push('\n');
    Ok(text.into_bytes())
}

fn read_shape<T: DeserializeOwned>(path: &Path, bytes: &[u8]) -> Result<ParsedFile<T>, Box<FileProblem>> {
    let text = utf8(path, bytes)?;
    let format = match format_at_the_top(text) {
        Some(format) => format,
        None => format_by_parsing(text).map_err(|error| Box::new(problem(path, text, &error)))?,
    };
    let newer = (format > FORMAT).then(|| fl!("store-newer-format", format = format));
    match (parse::<T>(text), newer) {
        (Ok((parts, unknown)), newer) => Ok(ParsedFile {
            parts,
            newer: newer.or_else(|| unknown.map(|field| fl!("store-newer-field", field = field))),
        }),
        (Err(_), Some(newer)) => Err(Box::new(FileProblem::new(
            path,
            fl!("store-format-newer", what = newer, known = FORMAT),
            fl!("store-format-newer.hint"),
        ))),
        (Err(error), None) => Err(Box::new(problem(path, text, &error))),
    }
}

/// The typed content, and the path of the first field that the shape does not know.
fn parse<T: DeserializeOwned>(text: &str) -> Result<(T, Option<String>), SpannedError> {
    let options = options();
    let mut deserializer = ron::Deserializer::from_str_with_options(text, &options)?;
    let mut unknown = None;
    let note = |path: serde_ignored::Path| {
        unknown.get_or_insert_with(|| path.to_string());
    };
    let parts = serde_ignored::deserialize(&mut deserializer, note)
        .map_err(|error| deserializer.span_error(error))?;
    deserializer
        .end()
        .map_err(|error| deserializer.span_error(error))?;
    Ok((parts, unknown))
}

/// `Some(…)` may be left out when a file is edited by hand.
fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// The format number where we write it, as the first field: found without parsing the rest.
fn format_at_the_top(text: &str) -> Option<u32> {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("//") {
        rest = comment.split_once('\n')?.1.trim_start();
    }
    let field = rest.strip_prefix('(')?.trim_start().strip_prefix("format")?;
    let number = field.trim_start().strip_prefix(':')?.trim_start();
    let end = number.find(|c: char| !c.is_ascii_digit())?;
    let (digits, after) = number.split_at_checked(end)?;
    after
        .trim_start()
        .starts_with([',', ')'])
        .then(|| digits.parse().ok())?
}

fn format_by_parsing(text: &str) -> Result<u32, SpannedError> {
    #[derive(serde::Deserialize)]
    struct Envelope {
        format: u32,
    }
    options()
        .from_str::<Envelope>(text)
        .map(|envelope| envelope.format)
}

fn utf8<'a>(path: &Path, bytes: &'a [u8]) -> Result<&'a str, Box<FileProblem>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = good.split(|byte| *byte == b'\n').count();
            Err(Box::new(FileProblem {
                line: Some(line),
                ..FileProblem::new(
                    path,
                    fl!("store-format-not-utf8"),
                    fl!("store-format-not-utf8.hint"),
                )
            }))
        }
    }
}

/// The problem of broken RON, with its position and an excerpt.
pub(super) fn problem(path: &Path, text: &str, error: &SpannedError) -> FileProblem {
    if let Some(line) = text.lines().position(|line| line.starts_with("<<<<<<< ")) {
        return FileProblem {
            line: Some(line + 1),
            column: Some(1),
            ..FileProblem::new(
                path,
                fl!("store-format-conflict"),
                fl!("store-format-conflict.hint"),
            )
        };
    }
    let Position { line, col } = error.span.start;
    FileProblem {
        line: Some(line),
        column: Some(col),
        excerpt: text
            .lines()
            .nth(line.saturating_sub(1))
            .and_then(|line| excerpt(line, col)),
        ..FileProblem::new(
            path,
            lower_first(&error.code.to_string()),
            fl!("store-format-broken"),
        )
    }
}

/// The part of a line around a column, without control characters.
fn excerpt(line: &str, column: usize) -> Option<String> {
    let skipped = column.saturating_sub(EXCERPT_CHARS / 2);
    let mut chars = line.chars().skip(skipped);
    let mut shown: String = chars
        .by_ref()
        .take(EXCERPT_CHARS)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    if skipped > 0 {
        shown.insert(0, '…');
    }
    let shown = shown.trim();
    (!shown.is_empty()).then(|| shown.to_owned())
}

fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().into_iter().flat_map(char::to_lowercase);
    first.chain(chars.as_str().chars()).collect()
}
