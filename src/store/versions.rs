//! Several versions of one file become one: those that git left in it, and those that git hands to its merge driver.

use std::collections::BTreeMap;
use std::path::Path;

use super::conflict_markers::{self, Versions};
use super::error::FileProblem;
use super::format::{self, ArticleParts, ParsedFile, ProjectParts};
use super::{StoreError, claim_log, files, git};
use crate::merge;
use crate::model::{Article, ArticleId, Project};

/// The content of a file, of which there may be several versions.
pub(super) trait Mergeable: Sized {
    /// Reads one version.
    fn read(path: &Path, bytes: &[u8]) -> Result<ParsedFile<Self>, Box<FileProblem>>;
    /// What two sides made of one, or what they have in common where none is known.
    fn merge(base: Option<&Self>, ours: &Self, theirs: &Self) -> Self;
    /// How many differences it holds.
    fn differences(&self) -> usize;
}

/// Versions that became one.
#[derive(Debug)]
pub(super) struct MergedFile<T> {
    /// The content.
    pub(super) file: ParsedFile<T>,
    /// How many differences the merge left.
    pub(super) differences: usize,
}

impl Mergeable for ArticleParts {
    fn read(path: &Path, bytes: &[u8]) -> Result<ParsedFile<Self>, Box<FileProblem>> {
        format::read_article(path, bytes)
    }

    fn merge(base: Option<&Self>, ours: &Self, theirs: &Self) -> Self {
        let before = base.and_then(|base| base.text_sha256.as_ref());
        // Which text the claims were marked in follows the side that changed it.
        let text_sha256 = if before == ours.text_sha256.as_ref() {
            &theirs.text_sha256
        } else {
            &ours.text_sha256
        };
        Self {
            article: merge::merge_article(base.map(|base| &base.article), &ours.article, &theirs.article),
            text_sha256: text_sha256.clone(),
        }
    }

    fn differences(&self) -> usize {
        count_of_article(&self.article)
    }
}

fn count_of_article(article: &Article) -> usize {
    article.differences_at(&ArticleId::from("")).count()
}

impl Mergeable for ProjectParts {
    fn read(path: &Path, bytes: &[u8]) -> Result<ParsedFile<Self>, Box<FileProblem>> {
        format::read_project(path, bytes)
    }

    fn merge(base: Option<&Self>, ours: &Self, theirs: &Self) -> Self {
        let base = base.map(Self::project);
        let merged = merge::merge_without_articles(base.as_ref(), &ours.project(), &theirs.project());
        Self {
            head: merged.head().clone(),
            reviewers: merged.reviewers().clone(),
            speakers: merged.speakers().clone(),
        }
    }

    fn differences(&self) -> usize {
        self.project().differences().count()
    }
}

impl ProjectParts {
    fn project(&self) -> Project {
        Project::from_parts(
            self.head.clone(),
            self.reviewers.clone(),
            self.speakers.clone(),
            BTreeMap::new(),
        )
    }
}

/// Merges versions that were read.
pub(super) fn merge_parsed<T: Mergeable>(
    base: Option<&T>,
    ours: &ParsedFile<T>,
    theirs: &ParsedFile<T>,
) -> MergedFile<T> {
    let parts = T::merge(base, &ours.parts, &theirs.parts);
    let differences = parts.differences().saturating_sub(ours.parts.differences());
    let newer = ours.newer.clone().or_else(|| theirs.newer.clone());
    MergedFile {
        file: ParsedFile { parts, newer },
        differences,
    }
}

/// Reads a file that has the marks of a conflict. Where the sides cannot be told from the marks alone, because git has
/// mixed the lines of both, git is asked for them. `None` if there are no marks, or a side cannot be read.
pub(super) fn read_conflict<T: Mergeable>(path: &Path, bytes: &[u8]) -> Option<MergedFile<T>> {
    let mut versions = conflict_markers::split(std::str::from_utf8(bytes).ok()?)?;
    if versions.base.is_none() {
        versions.base = git::base(path);
    }
    merge_versions(path, &versions).or_else(|| merge_versions(path, &git::versions(path)?))
}

fn merge_versions<T: Mergeable>(path: &Path, versions: &Versions) -> Option<MergedFile<T>> {
    let read = |text: &String| T::read(path, text.as_bytes()).ok();
    let (ours, theirs) = (read(&versions.ours)?, read(&versions.theirs)?);
    let base = versions.base.as_ref().and_then(read);
    Some(merge_parsed(
        base.as_ref().map(|base| &base.parts),
        &ours,
        &theirs,
    ))
}

/// Merges three files of a project as git's merge driver does: the result replaces `ours`. An empty or broken `base` is as
/// none. Returns how many differences the merge left in the file.
pub fn merge_files(base: &Path, ours: &Path, theirs: &Path) -> Result<usize, StoreError> {
    let [before, one, other] = [base, ours, theirs].map(files::read);
    let (before, one, other) = (before.unwrap_or_default(), one?, other?);
    let (bytes, differences) = if claim_log::is_log(&one) {
        (claim_log::merge_logs(&before, &one, &other), 0)
    } else {
        merge_ron((&before, &one, &other), ours, theirs)?
    };
    files::write(ours, &bytes)?;
    Ok(differences)
}

fn merge_ron(
    (before, one, other): (&[u8], &[u8], &[u8]),
    ours: &Path,
    theirs: &Path,
) -> Result<(Vec<u8>, usize), StoreError> {
    let is_article = |bytes: &[u8]| {
        let read = format::read_article(ours, bytes);
        bytes.starts_with(format::ARTICLE_MARKER.as_bytes()) || read.is_ok_and(|read| read.newer.is_none())
    };
    if is_article(one) {
        let merged = merge_three::<ArticleParts>((before, one, other), ours, theirs)?;
        let ArticleParts { article, text_sha256 } = &merged.file.parts;
        let bytes = format::write_article(ours, article, text_sha256.as_deref())?;
        let bytes = bytes.ok_or_else(|| StoreError::TextNotRead(ArticleId::from("")))?;
        return Ok((bytes, merged.differences));
    }
    let merged = merge_three::<ProjectParts>((before, one, other), ours, theirs)?;
    let ProjectParts {
        head,
        reviewers,
        speakers,
    } = &merged.file.parts;
    let bytes = format::write_project(ours, head, reviewers, speakers)?;
    Ok((bytes, merged.differences))
}

fn merge_three<T: Mergeable>(
    (before, one, other): (&[u8], &[u8], &[u8]),
    ours: &Path,
    theirs: &Path,
) -> Result<MergedFile<T>, StoreError> {
    let read = |path: &Path, bytes: &[u8]| {
        let file = T::read(path, bytes).map_err(StoreError::Broken)?;
        match file.newer {
            None => Ok(file),
            Some(what) => Err(StoreError::ReadOnly(super::ReadOnly::Newer {
                path: path.to_owned(),
                what,
            })),
        }
    };
    let (one, other) = (read(ours, one)?, read(theirs, other)?);
    let before = T::read(ours, before).ok();
    Ok(merge_parsed(
        before.as_ref().map(|before| &before.parts),
        &one,
        &other,
    ))
}
