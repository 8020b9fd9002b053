//! A table with one row a claim, for spreadsheets: RFC 4180. What is lossless is not here.
//!
//! The file begins with a byte-order mark: Excel, which most newsrooms open tables with, takes a
//! file without one for its own old encoding and shows Arabic as rubbish, and other readers
//! skip the mark. Programs that want the words untouched have JSON Lines.

use std::io;

use csv::{Terminator, WriterBuilder};

use super::offsets::{Offsets, in_a_cell};
use super::told::{name, pieces};
use super::{ExportError, Format, Limit, Readers, Selection, Summary, Write, chosen, safe, words};
use crate::model::{
    Anchor, Article, ArticleId, Attribution, Claim, ClaimId, Evidence, Polarity, Project, Review, ReviewerId,
    Speaker, SpeakerId,
};

/// The format.
pub const FORMAT: Format = Format {
    key: "csv",
    name: "CSV table",
    extension: "csv",
    readers: Readers::People,
    for_whom: "For newsrooms and researchers who sort, count and share claims in a spreadsheet.",
    keeps: "One row a claim with its article, words, places, speakers, sources, cues, reviews and verdict.",
    drops: "The articles' texts, guidelines, aliases and notes of speakers, exact times, and the places of relaying links.",
    offset_unit: "Unicode characters",
    write: Write::Text(for_spreadsheets),
};

/// The same table for programs, that take every cell by the letter.
pub const PLAIN: Format = Format {
    key: "csv-plain",
    name: "CSV table for programs",
    extension: "csv",
    readers: Readers::Programs,
    for_whom: "For scripts and databases: UTF-8, line feeds, every cell untouched. Not for spreadsheets, which may run a cell that begins like a formula.",
    keeps: FORMAT.keeps,
    drops: FORMAT.drops,
    offset_unit: FORMAT.offset_unit,
    write: Write::Text(for_programs),
};

/// Which readers a table is written for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flavour {
    Spreadsheets,
    Programs,
}

/// What a row is made of.
pub(super) struct Row<'a> {
    pub project: &'a Project,
    pub offsets: &'a Offsets<'a>,
    pub article_id: &'a ArticleId,
    pub article: &'a Article,
    pub claim_id: &'a ClaimId,
    pub claim: &'a Claim,
}

/// What stands at the head of a column, and what in a row of it.
pub(super) type Column = (&'static str, fn(&Row) -> String);

/// The columns from left to right. Several values in one cell stand
/// on lines of their own, pieces of one text are joined by ' … '. Places are half open and count
/// Unicode characters from the beginning of the article's text.
pub(super) const COLUMNS: &[Column] = &[
    ("article_id", |row| row.article_id.to_string()),
    ("title", |row| row.article.metadata.title.clone()),
    ("publisher", |row| text(row.article.metadata.publisher.as_ref())),
    ("byline", |row| text(row.article.metadata.byline.as_ref())),
    ("credit", |row| lines(&row.article.metadata.credit)),
    ("url", |row| text(row.article.metadata.url.as_ref())),
    ("published", |row| text(row.article.metadata.published)),
    ("language", |row| text(row.article.metadata.language.as_ref())),
    ("claim_id", |row| row.claim_id.to_string()),
    ("claim", |row| row.claim.words()),
    ("claim_characters", |row| row.characters(&row.claim.spans)),
    ("lost_place", |row| row.lost_place()),
    ("voice", |row| words::voice(&row.claim.voice).to_owned()),
    ("speakers", |row| {
        row.of_speakers(|id, speaker| speaker.map_or_else(|| id.to_string(), |speaker| speaker.name.clone()))
    }),
    ("speaker_kinds", |row| {
        row.of_speakers(|_, speaker| text(speaker.map(|speaker| words::speaker_kind(speaker.kind))))
    }),
    ("speaker_roles", |row| {
        row.of_speakers(|_, speaker| text(speaker.and_then(|speaker| speaker.role.as_ref())))
    }),
    ("speaker_affiliations", |row| {
        row.of_speakers(|_, speaker| {
            let affiliation = speaker.and_then(|speaker| speaker.affiliation.as_ref());
            affiliation.map_or_else(String::new, |id| name(row.project, id))
        })
    }),
    ("speaker_wikidata", |row| {
        row.of_speakers(|_, speaker| text(speaker.and_then(|speaker| speaker.wikidata.as_ref())))
    }),
    ("speaker_inferred", |row| {
        row.of_nearest(|link| if link.inferred { "yes" } else { "no" }.to_owned())
    }),
    ("source", |row| row.of_nearest(|link| pieces(&link.source))),
    ("source_characters", |row| {
        row.of_nearest(|link| row.characters(&link.source))
    }),
    ("cue", |row| row.of_nearest(|link| pieces(&link.cue))),
    ("cue_characters", |row| {
        row.of_nearest(|link| row.characters(&link.cue))
    }),
    ("polarity", |row| {
        row.of_nearest(|link| words::polarity(link.polarity).to_owned())
    }),
    ("relayed_by", |row| {
        lines(
            row.claim
                .voice
                .chain()
                .iter()
                .skip(1)
                .map(|link| relay(row.project, link)),
        )
    }),
    ("quotation", |row| row.quotation()),
    ("review", |row| {
        words::review_state(row.claim.review_state()).to_owned()
    }),
    ("decisions", |row| {
        lines(
            row.claim
                .reviews
                .iter()
                .map(|(id, review)| decision(row.project, id, review)),
        )
    }),
    ("verdict", |row| {
        let verdict = row.claim.verdict.as_ref();
        text(verdict.map(|verdict| row.project.rating_label(&verdict.rating)))
    }),
    ("evidence", |row| {
        let told = row.claim.evidence.values().map(evidence);
        lines(told.filter(|line| !line.is_empty()))
    }),
    ("tags", |row| lines(&row.claim.tags)),
    ("note", |row| row.claim.note.clone()),
];

fn for_spreadsheets(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    out: &mut dyn io::Write,
) -> Result<Summary, ExportError> {
    out.write_all("\u{feff}".as_bytes())?;
    write(project, selection, limit, Flavour::Spreadsheets, out)
}

fn for_programs(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    out: &mut dyn io::Write,
) -> Result<Summary, ExportError> {
    write(project, selection, limit, Flavour::Programs, out)
}

fn write(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    flavour: Flavour,
    out: &mut dyn io::Write,
) -> Result<Summary, ExportError> {
    let terminator = match flavour {
        Flavour::Spreadsheets => Terminator::CRLF,
        Flavour::Programs => Terminator::Any(b'\n'),
    };
    let mut table = WriterBuilder::new().terminator(terminator).from_writer(out);
    table
        .write_record(COLUMNS.iter().map(|(head, _)| head))
        .map_err(io_error)?;
    let mut summary = Summary::default();
    for (article_id, article, claims) in chosen(project, selection, limit) {
        let offsets = Offsets::new(article);
        summary.articles += usize::from(!claims.is_empty());
        for (claim_id, claim) in claims {
            let row = Row {
                project,
                offsets: &offsets,
                article_id,
                article,
                claim_id,
                claim,
            };
            for (_, in_row) in COLUMNS {
                let words = in_row(&row);
                let cell = match flavour {
                    Flavour::Spreadsheets => safe::cell(&words),
                    Flavour::Programs => words.as_str().into(),
                };
                table.write_field(cell.as_bytes()).map_err(io_error)?;
            }
            table.write_record(None::<&[u8]>).map_err(io_error)?;
            summary.claims += 1;
        }
    }
    table.flush()?;
    Ok(summary)
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

impl Row<'_> {
    fn characters(&self, anchors: &[Anchor]) -> String {
        in_a_cell(anchors.iter().map(|anchor| self.offsets.chars(anchor)))
    }

    /// Whether any mark of the claim is no longer to be found; its characters are then those it
    /// was last known at.
    fn lost_place(&self) -> String {
        let lost = self
            .claim
            .anchors()
            .any(|anchor| self.offsets.is_orphaned(anchor));
        if lost { "yes" } else { "no" }.to_owned()
    }

    /// One line for each speaker of the nearest link; nothing at all where every line is empty.
    fn of_speakers(&self, describe: impl Fn(&SpeakerId, Option<&Speaker>) -> String) -> String {
        self.of_nearest(|link| {
            let described = link
                .speakers
                .iter()
                .map(|id| describe(id, self.project.speaker(id)));
            let described: Vec<String> = described.collect();
            match described.iter().all(String::is_empty) {
                true => String::new(),
                false => described.join("\n"),
            }
        })
    }

    fn of_nearest(&self, describe: impl Fn(&Attribution) -> String) -> String {
        self.claim.voice.chain().first().map(describe).unwrap_or_default()
    }

    /// Only the text can tell, unless a person did.
    fn quotation(&self) -> String {
        let by_marks = || {
            self.article
                .text
                .as_deref()
                .map(|text| self.claim.quotation_by_marks(text))
        };
        text(self.claim.quotation.or_else(by_marks).map(words::quotation))
    }
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn lines(values: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut joined = String::new();
    for (at, value) in values.into_iter().enumerate() {
        if at > 0 {
            joined.push('\n');
        }
        joined.push_str(value.as_ref());
    }
    joined
}

/// A further link: 'United States (“Washington”): “did not say” (denies)'.
fn relay(project: &Project, link: &Attribution) -> String {
    let names: Vec<String> = link.speakers.iter().map(|id| name(project, id)).collect();
    let mut said = names.join(" and ");
    let source = pieces(&link.source);
    if !source.is_empty() && source != said {
        said = format!("{said} (“{source}”)");
    }
    let cue = pieces(&link.cue);
    if !cue.is_empty() {
        said = format!("{said}: “{cue}”");
    }
    if link.polarity == Polarity::Denies {
        said.push_str(" (denies)");
    }
    said.trim_start().to_owned()
}

/// One reviewer's decision: 'Amal: accepted (2024-02-12): as quoted'. The day is in UTC.
fn decision(project: &Project, id: &ReviewerId, review: &Review) -> String {
    let reviewer = project.reviewers().get(id);
    let name = reviewer.map_or_else(|| id.as_str(), |reviewer| &reviewer.name);
    let day = review.at.strftime("%Y-%m-%d");
    let decided = format!("{name}: {} ({day})", words::decision(review.decision));
    match review.why.is_empty() {
        true => decided,
        false => format!("{decided}: {}", review.why),
    }
}

/// One piece of evidence: 'supports: Title, https://…, “excerpt” (seen 2024-02-12)'.
fn evidence(evidence: &Evidence) -> String {
    let excerpt = match evidence.excerpt.is_empty() {
        true => String::new(),
        false => format!("“{}”", evidence.excerpt),
    };
    let parts = [&evidence.title, &evidence.url, &excerpt];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let stance = evidence
        .stance
        .map(|stance| format!("{}: ", words::stance(stance)));
    let seen = evidence.seen.map(|day| format!(" (seen {day})"));
    format!("{}{}{}", text(stance), parts.join(", "), text(seen))
}
