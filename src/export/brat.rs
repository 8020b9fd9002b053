//! brat standoff: a folder of texts, each with its marks in a file beside it, and the configuration
//! that brat reads. The grammar is brat's documentation of the standoff format; the rules of overlap
//! keep its own checker from calling a discontinuous claim crossed by the source inside it.
//!
//! Offsets count Unicode characters. What brat has no place for stands as JSON in the note of each
//! claim, in the words of our JSON Lines, and in `sayso.jsonl`, with the claims that have lost their
//! place, so that nothing is lost on the way back.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Serializer;

use super::bundle::Bundle;
use super::jsonl::{article_line, claim_line, project_line, speaker_line, write_line};
use super::offsets::Offsets;
use super::safe::EscapingFormatter;
use super::told::{quotation, spans};
use super::{ExportError, Format, Limit, Readers, Selection, Summary, Write, chosen, speakers, words};
use crate::model::{Anchor, Article, ArticleId, Attribution, Claim, ClaimId, Project, SpeakerId, Voice};

/// The format.
pub const FORMAT: Format = Format {
    key: "brat",
    name: "brat standoff",
    extension: "brat.zip",
    readers: Readers::Programs,
    for_whom: "For annotators and language technology: unzip it into brat's data folder.",
    keeps: "Everything: claims in pieces, sources, cues and links as brat draws them, the rest in notes that Sayso reads back.",
    drops: "",
    offset_unit: "Unicode characters",
    write: Write::Files(write),
};

/// Which marks of the file a link consists of.
#[derive(Serialize)]
struct LinkMarks {
    source: Option<String>,
    cue: Option<String>,
}

/// The note of a claim.
#[derive(Serialize)]
struct Note<C> {
    links: Vec<LinkMarks>,
    claim: C,
}

fn write(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    files: &mut Bundle,
) -> Result<Summary, ExportError> {
    files.add("annotation.conf", annotation_conf(project).as_bytes())?;
    files.add("visual.conf", VISUAL_CONF.as_bytes())?;
    files.add("tools.conf", TOOLS_CONF.as_bytes())?;
    let mut rest = Vec::new();
    write_line(&mut rest, &project_line(project, selection))?;
    for id in speakers(project, selection) {
        if let Some(line) = speaker_line(project, id) {
            write_line(&mut rest, &line)?;
        }
    }
    let mut summary = Summary::default();
    for (id, article, claims) in chosen(project, selection, limit) {
        let mut line = article_line(project, id, article);
        line.text = None;
        write_line(&mut rest, &line)?;
        let mut standoff = Standoff::new(project, id, article);
        for (claim_id, claim) in claims {
            summary.claims += 1;
            if !standoff.claim(claim_id, claim)? {
                let of_article = (id, article);
                write_line(
                    &mut rest,
                    &claim_line(project, &standoff.offsets, of_article, (claim_id, claim)),
                )?;
            }
        }
        files.add(
            &format!("{id}.txt"),
            article.text.as_deref().unwrap_or_default().as_bytes(),
        )?;
        files.add(&format!("{id}.ann"), standoff.lines.as_bytes())?;
        summary.articles += 1;
    }
    files.add("sayso.jsonl", &rest)?;
    Ok(summary)
}

/// The lines of one article's marks, with the numbers given so far.
struct Standoff<'a> {
    project: &'a Project,
    id: &'a ArticleId,
    article: &'a Article,
    offsets: Offsets<'a>,
    lines: String,
    /// Sources and cues already written, which several claims may share: brat takes one mark of a
    /// kind at a place.
    shared: HashMap<(&'static str, String), String>,
    marks: usize,
    relations: usize,
    attributes: usize,
    references: usize,
    notes: usize,
}

impl<'a> Standoff<'a> {
    fn new(project: &'a Project, id: &'a ArticleId, article: &'a Article) -> Self {
        Self {
            project,
            id,
            article,
            offsets: Offsets::new(article),
            lines: String::new(),
            shared: HashMap::new(),
            marks: 0,
            relations: 0,
            attributes: 0,
            references: 0,
            notes: 0,
        }
    }

    /// Writes a claim with all that belongs to it; whether it has a place to be written at.
    fn claim(&mut self, id: &ClaimId, claim: &Claim) -> Result<bool, ExportError> {
        let Some(mark) = self.mark("Claim", &claim.spans) else {
            return Ok(false);
        };
        if let Some(quotation) = quotation(self.article, claim) {
            self.attribute("Quotation", &mark, words::quotation(quotation));
        }
        self.attribute("Voice", &mark, voice(&claim.voice));
        self.attribute("Review", &mark, words::review_state(claim.review_state()));
        if let Some(verdict) = &claim.verdict {
            self.attribute("Verdict", &mark, &one_word(&verdict.rating));
        }
        let mut links = Vec::new();
        for (at, link) in claim.voice.chain().iter().enumerate() {
            links.push(self.link(&mark, at, link));
        }
        let note = Note {
            links,
            claim: claim_line(self.project, &self.offsets, (self.id, self.article), (id, claim)),
        };
        let mut json = Vec::new();
        note.serialize(&mut Serializer::with_formatter(&mut json, EscapingFormatter))
            .map_err(std::io::Error::from)?;
        self.notes += 1;
        let json = String::from_utf8_lossy(&json);
        let _infallible = writeln!(self.lines, "#{}\tAnnotatorNotes {mark}\t{json}", self.notes);
        Ok(true)
    }

    fn link(&mut self, claim: &str, at: usize, link: &Attribution) -> LinkMarks {
        let (by, cued) = match at {
            0 => ("AttributedTo", "CuedBy"),
            _ => ("RelayedBy", "RelayCuedBy"),
        };
        let source = self.shared_mark("Source", &link.source, &link.speakers);
        let cue = self.shared_mark("Cue", &link.cue, &[]);
        for (relation, mark) in [(by, &source), (cued, &cue)] {
            if let Some(mark) = mark {
                self.relations += 1;
                let line = format!("R{}\t{relation} Arg1:{claim} Arg2:{mark}\n", self.relations);
                self.lines.push_str(&line);
            }
        }
        LinkMarks { source, cue }
    }

    /// A source or a cue: the one that stands there already, or a new one with its references.
    fn shared_mark(
        &mut self,
        kind: &'static str,
        anchors: &[Anchor],
        speakers: &[SpeakerId],
    ) -> Option<String> {
        let key = (kind, self.places(anchors)?);
        if let Some(mark) = self.shared.get(&key) {
            return Some(mark.clone());
        }
        let mark = self.mark(kind, anchors)?;
        self.shared.insert(key, mark.clone());
        for speaker in speakers.iter().filter_map(|id| self.project.speaker(id)) {
            if let Some(item) = &speaker.wikidata {
                self.references += 1;
                let name = on_one_line(&speaker.name);
                let line = format!("N{}\tReference {mark} Wikidata:{item}\t{name}\n", self.references);
                self.lines.push_str(&line);
            }
        }
        Some(mark)
    }

    fn mark(&mut self, kind: &str, anchors: &[Anchor]) -> Option<String> {
        let places = self.places(anchors)?;
        let covered = anchors.iter().filter(|anchor| anchor.span().is_some());
        let covered: Vec<String> = covered.map(|anchor| on_one_line(&anchor.words)).collect();
        self.marks += 1;
        let mark = format!("T{}", self.marks);
        let line = format!("{mark}\t{kind} {places}\t{}\n", covered.join(" "));
        self.lines.push_str(&line);
        Some(mark)
    }

    /// `89 105;137 169`; nothing where no piece has a place.
    fn places(&self, anchors: &[Anchor]) -> Option<String> {
        let proved = anchors.iter().filter(|anchor| anchor.span().is_some());
        let places = proved.map(|anchor| self.offsets.chars(anchor));
        let places: Vec<String> = places.map(|at| format!("{} {}", at.start, at.end)).collect();
        (!spans(anchors).is_empty()).then(|| places.join(";"))
    }

    fn attribute(&mut self, kind: &str, mark: &str, value: &str) {
        self.attributes += 1;
        let line = format!("A{}\t{kind} {mark} {value}\n", self.attributes);
        self.lines.push_str(&line);
    }
}

/// brat's checker does not see a value with a space in it, so values are single words.
fn voice(voice: &Voice) -> &'static str {
    match voice {
        Voice::ToBeAttributed => "open",
        Voice::Article => "article",
        Voice::Attributed(_) => "attributed",
    }
}

fn one_word(key: &str) -> String {
    key.replace(|c: char| !c.is_alphanumeric() && c != '-', "_")
}

fn on_one_line(words: &str) -> String {
    words.replace(['\n', '\t', '\r'], " ")
}

fn annotation_conf(project: &Project) -> String {
    let scale: Vec<String> = project
        .head()
        .scale
        .iter()
        .map(|rating| one_word(&rating.key))
        .collect();
    let verdict = match scale.is_empty() {
        true => String::new(),
        false => format!("Verdict\tArg:Claim, Value:{}\n", scale.join("|")),
    };
    format!("{ANNOTATION_CONF}{verdict}")
}

const ANNOTATION_CONF: &str = "[entities]
Claim
Source
Cue

[relations]
AttributedTo\tArg1:Claim, Arg2:Source
RelayedBy\tArg1:Claim, Arg2:Source
CuedBy\tArg1:Claim, Arg2:Cue
RelayCuedBy\tArg1:Claim, Arg2:Cue
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Quotation\tArg:Claim, Value:direct|indirect|mixed
Voice\tArg:Claim, Value:open|article|attributed
Review\tArg:Claim, Value:unreviewed|accepted|disputed|rejected|split
";

const VISUAL_CONF: &str = "[labels]
Claim
Source
Cue

[drawing]
Claim\tbgColor:#ffd54f
Source\tbgColor:#80cbc4
Cue\tbgColor:#ce93d8
";

const TOOLS_CONF: &str = "[options]
Tokens\ttokenizer:whitespace
Sentences\tsplitter:newline
Validation\tvalidate:all

[normalization]
Wikidata\tDB:wikidata, <URL>:https://www.wikidata.org/, <URLBASE>:https://www.wikidata.org/wiki/%s
";
