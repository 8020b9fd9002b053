//! Brings reference texts into a project: read as articles are, kept beside them.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;

use super::originals::Candidate;
use super::parse::{ParseOptions, ParsedArticle, parse_articles};
use crate::import::{FileKind, transcript_times};
use crate::model::reference::{ReferenceFacts, ReferenceText};
use crate::report::Report;
use crate::session::progress::Progress;
use crate::store::{AddedReference, NewReference, Store, StoreError, files};

/// What is known about reference texts beyond what their files say.
#[derive(Clone, Debug, Default)]
pub struct KnownFacts {
    /// The occasion.
    pub event: Option<String>,
    /// Who speaks.
    pub speaker: Option<String>,
    /// When.
    pub date: Option<Date>,
}

/// What came of adding reference texts.
#[derive(Debug, Default)]
pub struct AddedReferences {
    /// The texts, with their titles.
    pub added: Vec<(AddedReference, String)>,
    /// What a person should look at.
    pub warnings: Vec<String>,
    /// Why a file gave nothing.
    pub failures: Vec<Report>,
}

/// Reads reference texts from files and folders and adds them.
pub(in super::super) fn add(
    store: &Store,
    paths: &[PathBuf],
    options: &ParseOptions,
    known: &KnownFacts,
    added: Timestamp,
) -> Result<AddedReferences, StoreError> {
    let parsed = parse_articles(paths, options, &Progress::default());
    let mut outcome = AddedReferences {
        warnings: parsed.warnings.iter().map(ToString::to_string).collect(),
        failures: parsed.failures,
        ..AddedReferences::default()
    };
    outcome.warnings.extend(
        parsed
            .passed_over
            .told()
            .map(|kinds| fl!("cli-add-passed-over", kinds = kinds)),
    );
    for article in parsed.articles {
        let title = article.metadata.title.clone();
        match new_reference(article, known, added) {
            Ok(new) => outcome.added.push((store.add_reference(&new)?, title)),
            Err(report) => outcome.failures.push(report),
        }
    }
    Ok(outcome)
}

fn new_reference(
    article: ParsedArticle,
    known: &KnownFacts,
    added: Timestamp,
) -> Result<NewReference, Report> {
    let ParsedArticle {
        metadata, text, file, ..
    } = article;
    let text = text.text;
    let mut original = None;
    let mut times = Vec::new();
    if file.is_worth_archiving() {
        let bytes = Candidate::from_file(&file).read_again()?;
        if file.kind == FileKind::Transcript {
            let path = file.path.to_string_lossy();
            times = transcript_times(&path, &bytes, &file.choices, &text);
        }
        let ending = files::ending(&file.path);
        let is_free = !ending.is_empty() && !matches!(ending.as_str(), "txt" | "ron");
        let ending = if is_free {
            ending
        } else {
            format!("original.{}", file.kind.name())
        };
        original = Some((ending, bytes));
    }
    let facts = ReferenceFacts {
        title: metadata.title,
        event: known.event.clone(),
        speaker: known.speaker.clone(),
        date: known.date.or(metadata.published),
        url: metadata.url,
        language: metadata.language,
        added: Some(added),
        original: None,
        times,
    };
    Ok(NewReference {
        reference: ReferenceText { facts, text },
        original,
    })
}
