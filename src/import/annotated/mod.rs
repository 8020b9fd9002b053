//! Corpora: articles that come with claims, speakers, sources and cues. Detects the format and hands
//! the bytes to its file; `staging` adds the result to a project. No files are opened here.
//!
//! A place in a text is proved by the words that the file repeats, in whichever unit they match; a mark
//! that fits in none is reported as [`Unplaced`], with its file and line, and never guessed at.

mod annotators;
mod assembly;
mod brat;
mod cas_json;
mod conll;
mod doccano;
mod fragments;
mod json_lines;
mod label_studio;
mod label_studio_data;
mod labels;
mod parsed;
mod prodigy;
mod refi;
mod relations;
mod sayso_differences;
mod sayso_documents;
mod sayso_lines;
mod staging;
mod units;
mod web_annotation;
mod webanno;
mod xmi;

use std::collections::{BTreeMap, BTreeSet};

use crate::import::detect::extension;
use crate::import::error::{ParseError, refused};
use crate::import::guard::archive::Archive;
use crate::import::{MAX_DOCUMENT_BYTES, catch_panic};
use crate::model::{Anchor, ArticleId, Claim, ClaimId, Project};

pub(crate) use brat::shortened_names;
pub use labels::{FoundLabel, LabelKind, LabelMap, LabelRole, RelationRole};
pub use staging::{ArticlePlan, CorpusContext, CorpusPlan, CorpusStep, StagedCorpus};
pub use units::OffsetUnit;
pub use web_annotation::{AtHand, PageMarks};

/// A format that has claims beside its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnnotatedFormat {
    /// Sayso's own JSON Lines.
    SaysoLines,
    /// brat standoff: texts with files of marks beside them, loose or in a ZIP.
    Brat,
    /// Label Studio's tasks.
    LabelStudio,
    /// doccano's lines of sequence labels.
    Doccano,
    /// UIMA CAS XMI, one file an article, loose or in a ZIP.
    Xmi,
    /// A REFI-QDA project of a program for qualitative analysis.
    Refi,
    /// Prodigy's lines of texts with spans.
    Prodigy,
    /// `CoNLL`: tokens with BIO labels.
    Conll,
    /// `WebAnno` TSV 3.
    WebAnno,
    /// W3C Web Annotation and the JSON of Hypothesis, onto articles at hand.
    WebAnnotation,
}

impl AnnotatedFormat {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::SaysoLines,
        Self::Brat,
        Self::LabelStudio,
        Self::Doccano,
        Self::Xmi,
        Self::Refi,
        Self::Prodigy,
        Self::Conll,
        Self::WebAnno,
        Self::WebAnnotation,
    ];

    /// Its name on the command line: 'brat'.
    pub fn name(self) -> &'static str {
        match self {
            Self::SaysoLines => "sayso-jsonl",
            Self::Brat => "brat",
            Self::LabelStudio => "labelstudio",
            Self::Doccano => "doccano",
            Self::Xmi => "xmi",
            Self::Refi => "refi",
            Self::Prodigy => "prodigy",
            Self::Conll => "conll",
            Self::WebAnno => "webanno",
            Self::WebAnnotation => "webannotation",
        }
    }

    /// Its name for people: 'brat standoff'.
    pub fn label(self) -> &'static str {
        match self {
            Self::SaysoLines => fl!("import-format-sayso-lines"),
            Self::Brat => "brat standoff",
            Self::LabelStudio => "Label Studio",
            Self::Doccano => "doccano",
            Self::Xmi => "UIMA CAS XMI",
            Self::Refi => "REFI-QDA",
            Self::Prodigy => "Prodigy",
            Self::Conll => "CoNLL",
            Self::WebAnno => "WebAnno TSV",
            Self::WebAnnotation => "W3C Web Annotation",
        }
    }

    /// The unit that its offsets count, unless the words of the file prove another.
    fn unit(self) -> OffsetUnit {
        match self {
            Self::Xmi | Self::Doccano | Self::WebAnno => OffsetUnit::Utf16,
            _ => OffsetUnit::Characters,
        }
    }

    /// The format of that name on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format of one file, by its content; nothing where it is an article or anything else. The marks of brat lie
    /// beside their texts, so of these only an archive is told here.
    pub fn detect(bytes: &[u8]) -> Option<Self> {
        const HEAD_BYTES: usize = 64 * 1024;
        if bytes.starts_with(b"PK\x03\x04") {
            return Self::detect_archive(&Archive::open(bytes).ok()?);
        }
        let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or(bytes));
        let head = head.trim_start_matches('\u{feff}').trim_start();
        // What comes before the text, or the text itself, may be long.
        let has = |key: &str| memchr::memmem::find(bytes, format!("\"{key}\"").as_bytes()).is_some();
        match head.chars().next()? {
            '<' => (head.contains("http://www.omg.org/XMI") && head.contains("uima")).then_some(Self::Xmi),
            '#' if head.starts_with(webanno::HEAD) => Some(Self::WebAnno),
            '{' if has("%FEATURE_STRUCTURES") => Some(Self::Xmi),
            '{' if head.lines().next()?.contains("\"sayso_jsonl\"") => Some(Self::SaysoLines),
            '{' if sayso_documents::begins_one(head) && has("claims") && has("offset_unit") => {
                Some(Self::SaysoLines)
            }
            '[' if is_minimal(bytes) => Some(Self::LabelStudio),
            '{' if has("text") && has("spans") && has("start") && has("label") && !has("entities") => {
                Some(Self::Prodigy)
            }
            '{' | '[' if web_annotation::is_web_annotation(bytes) => Some(Self::WebAnnotation),
            '{' | '['
                if has("data")
                    && (has("annotations") || has("predictions"))
                    && (has("result") || has("from_name")) =>
            {
                Some(Self::LabelStudio)
            }
            '{' if has("text") && (has("entities") && has("start_offset") || is_labelled(bytes)) => {
                Some(Self::Doccano)
            }
            // Tables of Label Studio: a cell holds the marks, its quotation marks doubled.
            _ if memchr::memmem::find(bytes, b"\"\"start\"\":").is_some()
                && memchr::memmem::find(bytes, b"labels\"\":").is_some() =>
            {
                Some(Self::LabelStudio)
            }
            _ if conll::is_conll(head) => Some(Self::Conll),
            _ => None,
        }
    }

    fn detect_archive(archive: &Archive) -> Option<Self> {
        let has = |ending| archive.names().any(|name| has_ending(&name, ending));
        if archive.names().any(|name| name == xmi::PROJECT) {
            Some(Self::Xmi)
        } else if archive.names().any(|name| name == label_studio::TASKS) {
            Some(Self::LabelStudio)
        } else if has("qde") {
            Some(Self::Refi)
        } else if has("ann") {
            Some(Self::Brat)
        } else if has("xmi") {
            Some(Self::Xmi)
        } else {
            None
        }
    }
}

/// Whether a list of tasks has marks as Label Studio's short form writes them: `"label": [{"start": 35, …, "labels": ["Claim"]}]`.
fn is_minimal(bytes: &[u8]) -> bool {
    let has = |key: &[u8]| memchr::memmem::find(bytes, key).is_some();
    has(b"\"start\"")
        && has(b"\"end\"")
        && (has(b"\"labels\"") || has(b"labels\":"))
        && (has(b"\"annotation_id\"") || has(b"\"annotator\""))
}

/// Whether a line of JSON has a list of places with labels: `"label": [[89, 105, "claim"]]`.
fn is_labelled(bytes: &[u8]) -> bool {
    let has = |key: &[u8]| {
        memchr::memmem::find_iter(bytes, key).any(|at| {
            let behind = bytes.iter().skip(at + key.len());
            let mut marks = behind.filter(|byte| !byte.is_ascii_whitespace());
            [b':', b'[', b'['].iter().all(|mark| marks.next() == Some(mark))
        })
    };
    has(b"\"label\"") || has(b"\"labels\"")
}

/// A file as passed to the parser of a format. Its path names it in messages and relates it to the files beside it.
#[derive(Clone, Copy, Debug)]
pub struct AnnotatedFile<'a> {
    /// Its path, with '/' or '\' between folders.
    pub path: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// A corpus as it was read.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// What they were read as.
    pub format: AnnotatedFormat,
    /// Everything they say, under their own ids.
    pub project: Project,
    /// Whether the ids are Sayso's, so that an equal one is the same speaker; else they were made up while reading.
    pub ids_are_ours: bool,
    /// Verdicts without a reviewer, in the corpus's words.
    pub verdicts: Vec<(ArticleId, ClaimId, String)>,
    /// The unit in which the places were proved.
    pub unit: OffsetUnit,
    /// What could not be placed, in the order of the files.
    pub unplaced: Vec<Unplaced>,
    /// Labels that are neither claim nor source nor cue, with how often they occur.
    pub left_aside: BTreeMap<String, usize>,
    /// The names that occur in it, in order; empty where they have no roles to choose.
    pub labels: Vec<FoundLabel>,
    /// The file of each article, where it is known.
    pub files: BTreeMap<ArticleId, String>,
    /// Annotations that still lack the texts of their pages.
    pub loose: Vec<PageMarks>,
}

/// The contents of a corpus in numbers. A source or cue that several claims share is counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MarkCounts {
    /// Articles.
    pub articles: usize,
    /// Claims.
    pub claims: usize,
    /// Mentions of speakers.
    pub sources: usize,
    /// Words that attribute.
    pub cues: usize,
    /// Links of chains: a claim to whoever says it.
    pub links: usize,
    /// Speakers.
    pub speakers: usize,
}

impl Annotated {
    /// Puts annotations that lack the texts of their pages onto the articles that `at_hand` gives by the addresses of the
    /// pages: the title and the text of each. Also gives those whose page is not at hand.
    pub fn onto(&self, at_hand: &AtHand, labels: &LabelMap) -> Option<(Self, Vec<PageMarks>)> {
        catch_panic(|| web_annotation::placed(&self.loose, at_hand, labels).ok()).flatten()
    }

    /// How much there is of what.
    pub fn counts(&self) -> MarkCounts {
        MarkCounts {
            articles: self.project.articles().len(),
            speakers: self.project.speakers().len(),
            ..MarkCounts::from_claims(self.project.claims().map(|(article, _, claim)| (article, claim)))
        }
    }

    /// How much there is of what in one article.
    pub fn counts_of(&self, article: &ArticleId) -> MarkCounts {
        let of_article = self.project.article(article).into_iter();
        let claims: Vec<&Claim> = of_article.flat_map(|article| article.claims.values()).collect();
        let links = claims.iter().flat_map(|claim| claim.voice.chain());
        let speakers: BTreeSet<_> = links.flat_map(|link| &link.speakers).collect();
        MarkCounts {
            articles: 1,
            speakers: speakers.len(),
            ..MarkCounts::from_claims(claims.iter().map(|claim| (article, *claim)))
        }
    }
}

impl MarkCounts {
    fn from_claims<'a>(claims: impl Iterator<Item = (&'a ArticleId, &'a Claim)>) -> Self {
        let mut counts = Self::default();
        let (mut sources, mut cues) = (BTreeSet::new(), BTreeSet::new());
        let key = |article, anchors: &[Anchor]| {
            let spans: Vec<_> = anchors
                .iter()
                .map(|anchor| (anchor.span(), anchor.words.clone()))
                .collect();
            (!spans.is_empty()).then_some((article, spans))
        };
        for (article, claim) in claims {
            counts.claims += 1;
            for link in claim.voice.chain() {
                counts.links += 1;
                sources.extend(key(article, &link.source));
                cues.extend(key(article, &link.cue));
            }
        }
        counts.sources = sources.len();
        counts.cues = cues.len();
        counts
    }
}

/// Something in a file that cannot be placed in the project or in its text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {file}", self.without_file())]
pub struct Unplaced {
    /// The file.
    pub file: String,
    /// The line in it, from 1; 0 where the format has none.
    pub line: usize,
    /// Its label.
    pub label: String,
    /// Its words, or what stands in their place.
    pub words: String,
    /// What is wrong.
    pub why: UnplacedReason,
    /// The article it belongs to, where that is known.
    pub article: Option<ArticleId>,
}

impl Unplaced {
    /// What is wrong, with the line but without the file.
    pub fn without_file(&self) -> String {
        let (why, words) = (self.why.to_string(), short(&self.words));
        let (label, line) = (&self.label, self.line.to_string());
        if self.line == 0 {
            fl!("import-unplaced", why = why, label = label, words = words)
        } else {
            fl!(
                "import-unplaced-in-line",
                why = why,
                label = label,
                words = words,
                line = line
            )
        }
    }
}

/// Why something cannot be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum UnplacedReason {
    /// Its end was one character behind the text; it was placed without that.
    #[error("{}", fl!("import-unplaced-end-mended"))]
    EndMended,
    /// The words are not at the given offsets.
    #[error("{}", fl!("import-unplaced-not-there"))]
    NotThere,
    /// A source or cue is not linked to a claim.
    #[error("{}", fl!("import-unplaced-without-claim"))]
    WithoutClaim,
    /// It refers to a missing annotation.
    #[error("{}", fl!("import-unplaced-dangling"))]
    Dangling,
    /// It does not follow the format.
    #[error("{}", fl!("import-unplaced-unreadable"))]
    Unreadable,
    /// Its text is missing.
    #[error("{}", fl!("import-unplaced-without-text"))]
    WithoutText,
    /// It refers to an unknown speaker or reviewer, or to one affiliated to itself.
    #[error("{}", fl!("import-unplaced-unknown-party"))]
    UnknownParty,
    /// Another program added or moved it since Sayso wrote the files.
    #[error("{}", fl!("import-unplaced-changed-since"))]
    ChangedSince,
}

/// Why a corpus could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", refused(format.label(), error, path))]
pub struct AnnotatedError {
    /// What it was read as.
    pub format: AnnotatedFormat,
    /// What is wrong with it.
    pub error: ParseError,
    /// The file or the folder.
    pub path: String,
}

impl AnnotatedError {
    /// What a person can do about it, as a sentence without its full stop.
    pub fn hint(&self) -> &'static str {
        self.error.hint()
    }
}

/// The articles of these files with all that is marked in them. The files belong together: those of one folder for
/// brat, else one. `path` names them in messages.
pub fn read_annotated(
    format: AnnotatedFormat,
    path: &str,
    files: &[AnnotatedFile],
    labels: &LabelMap,
) -> Result<Annotated, AnnotatedError> {
    let refused = |error| AnnotatedError {
        format,
        error,
        path: path.to_owned(),
    };
    if files.iter().any(|file| file.bytes.len() > MAX_DOCUMENT_BYTES) {
        return Err(refused(ParseError::ZipBomb(MAX_DOCUMENT_BYTES)));
    }
    // What panics over a broken file is a broken file, not a broken program.
    let read = catch_panic(|| match format {
        AnnotatedFormat::SaysoLines => sayso_lines::read(files),
        AnnotatedFormat::Brat => brat::read(files, labels),
        AnnotatedFormat::LabelStudio => label_studio::read(files, labels),
        AnnotatedFormat::Doccano => doccano::read(files, labels),
        AnnotatedFormat::Xmi => xmi::read(files, labels),
        AnnotatedFormat::Refi => refi::read(files, labels),
        AnnotatedFormat::Prodigy => prodigy::read(files, labels),
        AnnotatedFormat::Conll => conll::read(files, labels),
        AnnotatedFormat::WebAnno => webanno::read(files, labels),
        AnnotatedFormat::WebAnnotation => web_annotation::read(files, labels),
    });
    let annotated = read.unwrap_or(Err(ParseError::ParserPanicked)).map_err(refused)?;
    let is_empty = annotated.project.articles().is_empty() && annotated.loose.is_empty();
    if !annotated.ids_are_ours && is_empty {
        return Err(refused(ParseError::NoText));
    }
    Ok(annotated)
}

/// Formats of programs are UTF-8, with or without a mark that says so.
fn utf8(bytes: &[u8]) -> Result<&str, ParseError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        ParseError::Damaged(fl!(
            "import-damaged-utf-8",
            byte = error.valid_up_to().to_string()
        ))
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn has_ending(path: &str, ending: &str) -> bool {
    extension(path).is_some_and(|found| found == ending)
}

fn short(words: &str) -> String {
    const MAX_CHARS: usize = 60;
    match words.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_mark_whose_words_stand_nowhere_is_told_and_not_guessed_at() {
        let text = "The mayor said the bridge is safe.";
        let marks = "T1\tClaim 15 33\tthe bridge is safe\nT2\tSource 4 9\tThe gov\nT3\tCue 10 14\tsaid\n\
                     R1\tAttributedTo Arg1:T1 Arg2:T2\nR2\tCuedBy Arg1:T1 Arg2:T3\nR3\tCuedBy Arg1:T1 Arg2:T9\nTx\n";
        let files = [("a.txt", text), ("a.ann", marks)].map(|(path, text)| AnnotatedFile {
            path,
            bytes: text.as_bytes(),
        });
        let read = read_annotated(AnnotatedFormat::Brat, "a", &files, &LabelMap::default()).unwrap();
        let messages: Vec<String> = read.unplaced.iter().map(ToString::to_string).collect();
        assert_eq!(
            messages,
            [
                "could not be read: line “Tx”, line 7: a.ann",
                "refers to a missing annotation: CuedBy “T9”, line 6: a.ann",
                "the words are not at the given offsets: Source “The gov”, line 2: a.ann",
            ]
        );
        let (_, _, claim) = read.project.claims().next().unwrap();
        let link = &claim.voice.chain()[0];
        assert_eq!(claim.words().as_str(), "the bridge is safe");
        assert_eq!(link.source.len(), 0);
        assert_eq!(link.cue[0].words, "said");
    }

    proptest! {
        #[test]
        fn any_bytes_in_any_format_give_articles_or_an_error(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            format in prop::sample::select(AnnotatedFormat::ALL.to_vec()),
        ) {
            let files = [AnnotatedFile { path: "a.ann", bytes: &bytes }, AnnotatedFile { path: "a.txt", bytes: b"x y" }];
            let _given_or_refused = read_annotated(format, "a", &files, &LabelMap::default());
        }

        #[test]
        fn any_line_of_marks_gives_articles(line in "[TERAN#*][0-9]{0,2}[\t ][A-Z:a-z0-9 ;]{0,20}[\t ][a-z]{0,5}") {
            let files = [
                AnnotatedFile { path: "a.ann", bytes: line.as_bytes() },
                AnnotatedFile { path: "a.txt", bytes: "🙂 the words".as_bytes() },
            ];
            prop_assert!(read_annotated(AnnotatedFormat::Brat, "a", &files, &LabelMap::default()).is_ok());
        }
    }
}
