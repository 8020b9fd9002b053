//! doccano: one JSON object a line for a project of sequence labels with relations. doccano silently
//! drops overlapping labels unless the project allows them.

use std::io;

use serde::Serialize;

use super::describe::quotation;
use super::jsonl::write_line;
use super::offsets::Offsets;
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, words};
use crate::model::{Anchor, Article, Claim};

pub(super) const FORMAT: Format = Format {
    key: "doccano",
    words: format_words!("format-doccano"),
    extension: "doccano.jsonl",
    readers: Readers::Programs,
    offset_unit: "Unicode characters",
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
    for (id, article, claims) in input.articles() {
        let mut marks = DoccanoMarks {
            offsets: Offsets::new(article),
            entities: Vec::new(),
            relations: Vec::new(),
            ids,
        };
        for (_, claim) in claims {
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
    }
    Ok(summary)
}

struct DoccanoMarks<'a> {
    offsets: Offsets<'a>,
    entities: Vec<Entity>,
    relations: Vec<DoccanoRelation>,
    ids: (usize, usize),
}

impl DoccanoMarks<'_> {
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
        for anchor in anchors.iter().filter(|anchor| anchor.span().is_some()) {
            let at = self.offsets.chars(anchor);
            self.ids.0 += 1;
            let id = self.ids.0;
            self.entities.push(Entity {
                id,
                label: label.to_owned(),
                start_offset: at.start,
                end_offset: at.end,
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
