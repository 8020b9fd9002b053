//! doccano: one JSON object a line for a project of sequence labels with relations. Its page counts as JavaScript does, in
//! UTF-16 units. doccano silently drops overlapping labels unless the project allows them.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::describe::quotation;
use super::jsonl::write_line;
use super::offsets::utf16_from_bytes;
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, words};
use crate::model::{Anchor, Article, Claim, ClaimId};

pub(super) const FORMAT: Format = Format {
    key: "doccano",
    words: format_words!("format-doccano"),
    extension: "doccano.jsonl",
    readers: Readers::Programs,
    offset_unit: "UTF-16 units",
    write: Write::Text(write),
};

#[derive(Serialize)]
struct DoccanoDocument<'a> {
    text: &'a str,
    article: &'a str,
    title: &'a str,
    url: Option<&'a str>,
    entities: Vec<Entity>,
    relations: Vec<DoccanoRelation>,
}

#[derive(Serialize)]
struct Entity {
    id: usize,
    label: String,
    start_offset: usize,
    end_offset: usize,
}

#[derive(Serialize)]
struct DoccanoRelation {
    id: usize,
    from_id: usize,
    to_id: usize,
    r#type: &'static str,
}

fn write(input: &ExportInput, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    let mut summary = Summary::default();
    // Ids are counted through the whole file: doccano keeps them in one table.
    let mut ids = (0, 0);
    input.each_article(|id, article, claims| {
        let mut marks = DoccanoMarks {
            units: units(article, &claims),
            entities: Vec::new(),
            relations: Vec::new(),
            ids,
        };
        for (_, claim) in &claims {
            summary.count(marks.claim(article, claim));
        }
        ids = marks.ids;
        let document = DoccanoDocument {
            text: article.text.as_deref().unwrap_or_default(),
            article: id.as_str(),
            title: &article.metadata.title,
            url: article.metadata.url.as_deref(),
            entities: marks.entities,
            relations: marks.relations,
        };
        write_line(out, &document)?;
        summary.articles += 1;
        Ok(())
    })?;
    Ok(summary)
}

/// The UTF-16 units before each byte at which a mark of these claims begins or ends.
fn units(article: &Article, claims: &[(&ClaimId, &Claim)]) -> BTreeMap<usize, usize> {
    let anchors = claims.iter().flat_map(|(_, claim)| {
        let links = claim.voice.chain().iter();
        claim
            .spans
            .iter()
            .chain(links.flat_map(|link| link.source.iter().chain(&link.cue)))
    });
    let edges = anchors
        .filter_map(Anchor::span)
        .flat_map(|span| [span.start, span.end]);
    utf16_from_bytes(article.text.as_deref().unwrap_or_default(), edges)
}

struct DoccanoMarks {
    /// UTF-16 units by bytes.
    units: BTreeMap<usize, usize>,
    entities: Vec<Entity>,
    relations: Vec<DoccanoRelation>,
    ids: (usize, usize),
}

impl DoccanoMarks {
    fn claim(&mut self, article: &Article, claim: &Claim) -> bool {
        let label = match quotation(article, claim) {
            Some(quotation) => format!("claim-{}", words::quotation(quotation)),
            None => "claim".to_owned(),
        };
        let Some(first) = self.pieces(&label, &claim.spans) else {
            return false;
        };
        for (at, link) in claim.voice.chain().iter().enumerate() {
            let by = if at == 0 { "attributed-to" } else { "relayed-by" };
            let source = self.pieces("source", &link.source);
            let cue = self.pieces("cue", &link.cue);
            for (relation, mark) in [(by, source), ("cued-by", cue)] {
                if let Some(mark) = mark {
                    self.relate(relation, first, mark);
                }
            }
        }
        true
    }

    /// Labels the pieces that have a place and ties each to the one before it; gives the first.
    fn pieces(&mut self, label: &str, anchors: &[Anchor]) -> Option<usize> {
        let mut first = None;
        let mut before = None;
        for span in anchors.iter().filter_map(Anchor::span) {
            let unit = |byte: usize| self.units.get(&byte).copied().unwrap_or(byte);
            let (start_offset, end_offset) = (unit(span.start), unit(span.end));
            self.ids.0 += 1;
            let id = self.ids.0;
            self.entities.push(Entity {
                id,
                label: label.to_owned(),
                start_offset,
                end_offset,
            });
            if let Some(before) = before.replace(id) {
                self.relate("continues", id, before);
            }
            first = first.or(Some(id));
        }
        first
    }

    fn relate(&mut self, relation: &'static str, from_id: usize, to_id: usize) {
        self.ids.1 += 1;
        self.relations.push(DoccanoRelation {
            id: self.ids.1,
            from_id,
            to_id,
            r#type: relation,
        });
    }
}
