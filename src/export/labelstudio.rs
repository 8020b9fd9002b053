//! Label Studio: its tasks as JSON, and the labelling configuration they need. Pieces of one mark are
//! regions related by 'continues'; what a region has beside its label shares the region's id.

use std::fmt::Write as _;
use std::io;

use quick_xml::escape::escape;
use serde::Serialize;
use serde_json::{Serializer, Value, json};

use super::bundle::Bundle;
use super::describe::{current_verdict, last_review, names, quotation};
use super::offsets::Offsets;
use super::safe::EscapingFormatter;
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, words, xml};
use crate::model::{Anchor, Article, Attribution, Claim, ClaimId, Project, SpeakerId};

pub(super) const FORMAT: Format = Format {
    key: "labelstudio",
    words: format_words!("format-labelstudio"),
    extension: "labelstudio.zip",
    readers: Readers::Programs,
    offset_unit: "Unicode characters",
    write: Write::Files(write),
};

fn write(input: &ExportInput, files: &mut Bundle) -> Result<Summary, ExportError> {
    let project = input.project;
    files.add("config.xml", &xml::quiet(config(project).into_bytes()))?;
    let mut summary = Summary::default();
    files
        .add_with("tasks.json", |out| {
            out.write_all(b"[")?;
            input.each_article(|id, article, claims| {
                let mut regions = Regions {
                    project,
                    article,
                    offsets: Offsets::new(article),
                    result: Vec::new(),
                };
                let mut by = None;
                for (claim_id, claim) in claims {
                    summary.count(regions.claim(claim_id, claim));
                    by = last_review(claim)
                        .map(|(id, _)| project.reviewer_label(id))
                        .or(by);
                }
                let task = json!({
                    "data": {
                        "text": article.text.as_deref().unwrap_or_default(),
                        "title": article.metadata.title,
                        "url": article.metadata.url,
                    },
                    "meta": { "article": id.as_str(), "offset_unit": FORMAT.offset_unit, "reviewed_by": by },
                    "annotations": [{ "result": regions.result }],
                });
                if summary.articles > 0 {
                    out.write_all(b",")?;
                }
                out.write_all(b"\n")?;
                task.serialize(&mut Serializer::with_formatter(&mut *out, EscapingFormatter))
                    .map_err(io::Error::from)?;
                summary.articles += 1;
                Ok(())
            })?;
            Ok(out.write_all(b"\n]\n")?)
        })
        .map_err(|error: ExportError| error)?;
    Ok(summary)
}

struct Regions<'a> {
    project: &'a Project,
    article: &'a Article,
    offsets: Offsets<'a>,
    result: Vec<Value>,
}

impl Regions<'_> {
    fn claim(&mut self, id: &ClaimId, claim: &Claim) -> bool {
        let Some(first) = self.pieces(id.as_str(), "Claim", &claim.spans) else {
            return false;
        };
        let quoted = quotation(self.article, claim).map(words::quotation);
        let review = words::review_state(claim.review_state());
        let choices = [
            ("quotation", quoted),
            ("voice", Some(words::voice(&claim.voice))),
            ("review", Some(review)),
            ("verdict", current_verdict(self.project, claim)),
        ];
        for (name, choice) in choices {
            if let Some(choice) = choice {
                self.of_region(&first, name, "choices", choice);
            }
        }
        if !claim.note.is_empty() {
            self.of_region(&first, "note", "textarea", &claim.note);
        }
        for (at, link) in claim.voice.chain().iter().enumerate() {
            self.link(&first, id, at, link);
        }
        true
    }

    fn link(&mut self, claim: &MarkedRegion, id: &ClaimId, at: usize, link: &Attribution) {
        let by = if at == 0 { "attributed-to" } else { "relayed-by" };
        let names = names(self.project, link);
        let source = self.pieces(&format!("{id}-source{at}"), "Source", &link.source);
        let cue = self.pieces(&format!("{id}-cue{at}"), "Cue", &link.cue);
        match &source {
            Some(source) => self.speakers_of(source, "speaker", &names, link),
            // Without a mention to hang it on, the nearest speaker is said of the claim.
            None if at == 0 => self.speakers_of(claim, "claim_speaker", &names, link),
            None => {}
        }
        for (relation, mark) in [(by, source), ("cued-by", cue)] {
            if let Some(mark) = mark {
                self.relate(relation, &claim.id, &mark.id);
            }
        }
    }

    /// One region for each piece that has a place; gives the first.
    fn pieces(&mut self, name: &str, label: &str, anchors: &[Anchor]) -> Option<MarkedRegion> {
        let mut first: Option<MarkedRegion> = None;
        let mut before: Option<String> = None;
        for anchor in anchors.iter().filter(|anchor| anchor.span().is_some()) {
            let at = self.offsets.chars(anchor);
            let piece = match &before {
                None => name.to_owned(),
                Some(_) => format!("{name}-{}", self.result.len()),
            };
            let value = json!({ "start": at.start, "end": at.end, "text": anchor.words });
            let region = MarkedRegion { id: piece, value };
            self.result
                .push(region.result("label", "labels", "labels", json!([label])));
            if let Some(before) = before.replace(region.id.clone()) {
                self.relate("continues", &region.id, &before);
            }
            first.get_or_insert(region);
        }
        first
    }

    fn of_region(&mut self, region: &MarkedRegion, name: &str, kind: &str, says: &str) {
        if !says.is_empty() {
            let key = if kind == "textarea" { "text" } else { kind };
            self.result.push(region.result(name, kind, key, json!([says])));
        }
    }

    /// The names of a link's speakers, with their ids as metadata: several may have one name.
    fn speakers_of(&mut self, region: &MarkedRegion, field: &str, names: &str, link: &Attribution) {
        let before = self.result.len();
        self.of_region(region, field, "textarea", names);
        let ids: Vec<&str> = link.speakers.iter().map(SpeakerId::as_str).collect();
        for result in self
            .result
            .iter_mut()
            .skip(before)
            .filter_map(Value::as_object_mut)
        {
            result.insert("meta".to_owned(), json!({ "speaker_id": ids }));
        }
    }

    fn relate(&mut self, relation: &str, from: &str, to: &str) {
        self.result.push(json!({
            "type": "relation", "from_id": from, "to_id": to, "direction": "right", "labels": [relation],
        }));
    }
}

/// A place in the text and the id that everything said of it shares.
struct MarkedRegion {
    id: String,
    value: Value,
}

impl MarkedRegion {
    fn result(&self, name: &str, kind: &str, key: &str, says: Value) -> Value {
        let mut value = self.value.clone();
        if let Some(value) = value.as_object_mut() {
            value.insert(key.to_owned(), says);
        }
        json!({ "id": self.id, "from_name": name, "to_name": "text", "type": kind, "value": value })
    }
}

/// The interface that the tasks are made for.
fn config(project: &Project) -> String {
    let scale: Vec<&str> = project
        .head()
        .scale
        .iter()
        .map(|rating| rating.label.as_str())
        .collect();
    let of_claims = [
        ("quotation", &["direct", "indirect", "mixed"][..]),
        ("voice", &["to be attributed", "article", "attributed"]),
        (
            "review",
            &["unreviewed", "accepted", "disputed", "rejected", "split", "stale"],
        ),
        ("verdict", &scale),
    ];
    let mut config = "<View>\n  <Relations>\n".to_owned();
    for relation in ["attributed-to", "relayed-by", "cued-by", "continues"] {
        let _infallible = writeln!(config, "    <Relation value=\"{relation}\"/>");
    }
    config.push_str("  </Relations>\n  <Labels name=\"label\" toName=\"text\">\n");
    for (label, color) in [("Claim", "#b8860b"), ("Source", "#00796b"), ("Cue", "#8e24aa")] {
        let _infallible = writeln!(config, "    <Label value=\"{label}\" background=\"{color}\"/>");
    }
    config.push_str("  </Labels>\n  <Text name=\"text\" value=\"$text\" granularity=\"symbol\"/>\n");
    for (name, choices) in of_claims.iter().filter(|(_, choices)| !choices.is_empty()) {
        let _infallible = writeln!(
            config,
            "  <Choices name=\"{name}\" toName=\"text\" perRegion=\"true\" whenTagName=\"label\" whenLabelValue=\"Claim\">"
        );
        for choice in *choices {
            let choice = xml::allowed(choice);
            let _infallible = writeln!(config, "    <Choice value=\"{}\"/>", escape(choice.as_ref()));
        }
        config.push_str("  </Choices>\n");
    }
    for (name, of) in [
        ("claim_speaker", "Claim"),
        ("note", "Claim"),
        ("speaker", "Source"),
    ] {
        let _infallible = writeln!(
            config,
            "  <TextArea name=\"{name}\" toName=\"text\" perRegion=\"true\" whenTagName=\"label\" whenLabelValue=\"{of}\"/>"
        );
    }
    config.push_str("</View>\n");
    config
}
