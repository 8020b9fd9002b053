//! A project to bytes that other programs read: the formats, which claims are chosen, and the one
//! function that writes. Files, and the window in which a person chooses, are not here.
//!
//! Equal projects give equal bytes: articles come in the order they are listed in, claims in the
//! order of the text, speakers by id, and nothing depends on the day or the machine.

mod csv;
mod jsonl;
pub mod offsets;
pub mod safe;
pub mod words;

use std::collections::BTreeSet;
use std::io;

use thiserror::Error;

use crate::model::{Article, ArticleId, Claim, ClaimId, Project, ReviewState, SpeakerId};

/// A format that a project can be written in.
#[derive(Debug)]
pub struct Format {
    /// The word that names it on the command line: `csv`.
    pub key: &'static str,
    /// What it is called on the screen: 'CSV table'.
    pub name: &'static str,
    /// The ending of its files, without the dot.
    pub extension: &'static str,
    /// Who wants it and what for, in one sentence.
    pub for_whom: &'static str,
    /// What of the project it carries, in one sentence.
    pub keeps: &'static str,
    /// What of the project it cannot carry, in one sentence; empty where it carries all.
    pub drops: &'static str,
    write: fn(&Project, &Selection, Limit, &mut dyn io::Write) -> Result<Summary, ExportError>,
}

impl Format {
    /// Every format, in the order screens offer them.
    pub const ALL: &'static [Self] = &[csv::FORMAT, jsonl::FORMAT];

    /// The format of that key.
    pub fn by_key(key: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|format| format.key == key)
    }
}

/// Which claims are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// By what was decided about them.
    pub claims: Claims,
}

/// Which claims are written, by what was decided about them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Claims {
    /// Those on which at least one reviewer has decided, whatever the decision: it is written
    /// beside the claim, and a rejected claim is as much a result as an accepted one.
    #[default]
    Reviewed,
    /// All of them.
    All,
}

impl Selection {
    /// Every claim of the project.
    pub const ALL: Self = Self { claims: Claims::All };

    /// Whether this claim is written.
    pub fn takes(&self, claim: &Claim) -> bool {
        match self.claims {
            Claims::Reviewed => claim.review_state() != ReviewState::Unreviewed,
            Claims::All => true,
        }
    }

    /// Whether the whole project is meant, with the articles and speakers that no claim refers to.
    pub fn is_everything(&self) -> bool {
        self.claims == Claims::All
    }
}

/// What an export wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Claims.
    pub claims: usize,
    /// Articles: in a table those with at least one claim in it.
    pub articles: usize,
}

/// Why an export stopped.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The bytes could not be written.
    #[error("cannot write the export")]
    Write(#[from] io::Error),
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
    let summary = (format.write)(project, selection, Limit(usize::MAX), out)?;
    out.flush()?;
    Ok(summary)
}

/// What the export begins like: its first claims, at most `rows` of them, with what belongs to
/// them. Lines longer than a screen are cut and end in '…'.
pub fn preview(format: &Format, project: &Project, selection: &Selection, rows: usize) -> String {
    const LONGEST_LINE: usize = 600;
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _written = (format.write)(project, selection, Limit(rows), &mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.trim_start_matches('\u{feff}').lines();
    let shortened = lines.map(|line| match line.char_indices().nth(LONGEST_LINE) {
        Some((cut, _)) => format!("{}…", line.get(..cut).unwrap_or_default()),
        None => line.to_owned(),
    });
    shortened.collect::<Vec<_>>().join("\n")
}

/// How many claims are written at most.
#[derive(Clone, Copy, Debug)]
struct Limit(usize);

/// The chosen claims, article by article in the order of the list, each article's in the order of
/// its text. Articles without a chosen claim come only where everything is meant.
fn chosen<'a>(
    project: &'a Project,
    selection: &'a Selection,
    limit: Limit,
) -> impl Iterator<Item = (&'a ArticleId, &'a Article, Vec<(&'a ClaimId, &'a Claim)>)> {
    let mut left = limit.0;
    let articles = project.articles_in_order().into_iter();
    articles
        .map_while(move |(id, article)| {
            if left == 0 {
                return None;
            }
            let mut claims = article.claims_in_order();
            claims.retain(|(_, claim)| selection.takes(claim));
            claims.truncate(left);
            left -= claims.len();
            Some((id, article, claims))
        })
        .filter(|(_, _, claims)| !claims.is_empty() || selection.is_everything())
}

/// The speakers that the chosen claims refer to, with those they are affiliated to; all of them
/// where everything is meant.
fn speakers<'a>(project: &'a Project, selection: &Selection) -> BTreeSet<&'a SpeakerId> {
    if selection.is_everything() {
        return project.speakers().keys().collect();
    }
    let claims = project.claims().filter(|(_, _, claim)| selection.takes(claim));
    let mut found = BTreeSet::new();
    for mut id in claims.flat_map(|(_, _, claim)| claim.voice.speakers()) {
        while let Some(speaker) = project.speaker(id)
            && found.insert(id)
            && let Some(affiliation) = &speaker.affiliation
        {
            id = affiliation;
        }
    }
    found
}
