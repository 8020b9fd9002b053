//! The marks of one article as lines of brat's standoff: T for a mark, A an attribute, R a relation, N
//! a reference, # a note.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;
use serde_json::Serializer;

use super::super::jsonl::claim_line;
use super::super::offsets::Offsets;
use super::super::safe::EscapingFormatter;
use super::super::{ExportError, words};
use super::one_word;
use crate::interchange::Line;
use crate::model::{Anchor, Article, ArticleId, Attribution, Claim, ClaimId, Project, SpeakerId, Voice};

/// Which marks of the file a link consists of.
#[derive(Serialize)]
struct LinkMarks {
    source: Option<String>,
    cue: Option<String>,
}

/// The note of a claim.
#[derive(Serialize)]
struct StandoffNote<'a> {
    links: Vec<LinkMarks>,
    claim: Line<'a>,
}

/// The lines of one article's marks, with the numbers given so far.
pub(super) struct Standoff<'a> {
    project: &'a Project,
    id: &'a ArticleId,
    article: &'a Article,
    /// The article's places.
    pub offsets: Offsets<'a>,
    /// What has been written.
    pub lines: String,
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
    /// No marks yet.
    pub(super) fn new(project: &'a Project, id: &'a ArticleId, article: &'a Article) -> Self {
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
    pub(super) fn claim(&mut self, id: &ClaimId, claim: &Claim) -> Result<bool, ExportError> {
        let Some(mark) = self.mark("Claim", &claim.spans) else {
            return Ok(false);
        };
        if let Some(quotation) = self.offsets.quotation(claim) {
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
        let note = StandoffNote {
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
        let covered: Vec<&str> = self.pieces(anchors).into_iter().map(|(_, words)| words).collect();
        self.marks += 1;
        let mark = format!("T{}", self.marks);
        let line = format!("{mark}\t{kind} {places}\t{}\n", covered.join(" "));
        self.lines.push_str(&line);
        Some(mark)
    }

    /// `89 105;137 169`; nothing where no piece has a place.
    fn places(&self, anchors: &[Anchor]) -> Option<String> {
        let pieces = self.pieces(anchors).into_iter();
        let places: Vec<String> = pieces.map(|(at, _)| format!("{} {}", at.start, at.end)).collect();
        (!places.is_empty()).then(|| places.join(";"))
    }

    /// The places with their words, cut at line ends and tabs as brat cuts them: its lines hold neither.
    fn pieces<'anchor>(&self, anchors: &'anchor [Anchor]) -> Vec<(Range<usize>, &'anchor str)> {
        let mut pieces = Vec::with_capacity(anchors.len());
        for anchor in anchors.iter().filter(|anchor| anchor.span().is_some()) {
            let mut at = self.offsets.chars(anchor).start;
            for words in anchor.words.split(['\n', '\t', '\r']) {
                let end = at + words.chars().count();
                if !words.is_empty() {
                    pieces.push((at..end, words));
                }
                at = end + 1;
            }
        }
        pieces
    }

    fn attribute(&mut self, kind: &str, mark: &str, value: &str) {
        self.attributes += 1;
        let line = format!("A{}\t{kind} {mark} {value}\n", self.attributes);
        self.lines.push_str(&line);
    }
}

fn voice(voice: &Voice) -> &'static str {
    match voice {
        Voice::ToBeAttributed => "open",
        Voice::Article => "article",
        Voice::Attributed(_) => "attributed",
    }
}

fn on_one_line(words: &str) -> String {
    words.replace(['\n', '\t', '\r'], " ")
}
