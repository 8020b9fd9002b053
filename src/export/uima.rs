//! UIMA CAS as XMI, for `INCEpTION` and `DKPro`: one file an article and the type system they share.
//! OASIS UIMA 1.0 and its XMI serialisation define the form. Offsets count UTF-16 units; a
//! discontinuous claim is one annotation a piece, joined by links, since `INCEpTION` has no other way.

use std::collections::BTreeMap;
use std::io;

use super::bundle::Bundle;
use super::describe::{last_review, name, quotation, spans, verdict};
use super::offsets::utf16_from_bytes;
use super::xml::{Xml, document, element, empty};
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, words};
use crate::model::{Anchor, Article, Claim, ClaimId, Project, SpeakerId};
use crate::text::Span;

pub(super) const FORMAT: Format = Format {
    key: "uima",
    words: format_words!("format-uima"),
    extension: "xmi.zip",
    readers: Readers::Programs,
    offset_unit: "UTF-16 units",
    write: Write::Files(write),
};

const TYPE_SYSTEM: &str = include_str!("../../assets/export/TypeSystem.xml");
const NAMESPACES: [(&str, &str); 4] = [
    ("xmi:version", "2.0"),
    ("xmlns:xmi", "http://www.omg.org/XMI"),
    ("xmlns:cas", "http:///uima/cas.ecore"),
    ("xmlns:custom", "http:///custom.ecore"),
];

fn write(input: &ExportInput, files: &mut Bundle) -> Result<Summary, ExportError> {
    let project = input.project;
    files.add("TypeSystem.xml", TYPE_SYSTEM.as_bytes())?;
    let mut summary = Summary::default();
    input.each_article(|id, article, claims| {
        let text = article.text.as_deref().unwrap_or_default();
        let mut cas = Cas::new(project, article, &claims, text);
        for (claim_id, claim) in claims {
            summary.count(cas.claim(claim_id, claim));
        }
        files.add(&format!("{id}.xmi"), &cas.written(text)?)?;
        summary.articles += 1;
        Ok(())
    })?;
    Ok(summary)
}

/// A feature structure: its type, its id, its features.
struct Structure {
    r#type: &'static str,
    id: usize,
    features: Vec<(&'static str, String)>,
}

/// The feature structures of one article. The ids 0 and 1 are the null and the text.
struct Cas<'a> {
    project: &'a Project,
    article: &'a Article,
    units: BTreeMap<usize, usize>,
    structures: Vec<Structure>,
}

impl<'a> Cas<'a> {
    fn new(project: &'a Project, article: &'a Article, claims: &[(&ClaimId, &Claim)], text: &str) -> Self {
        let anchors = claims.iter().flat_map(|(_, claim)| claim.anchors());
        let edges = anchors
            .filter_map(Anchor::span)
            .flat_map(|span| [span.start, span.end]);
        Self {
            project,
            article,
            units: utf16_from_bytes(text, edges),
            structures: Vec::new(),
        }
    }

    fn claim(&mut self, id: &ClaimId, claim: &Claim) -> bool {
        let pieces = spans(&claim.spans);
        if pieces.is_empty() {
            return false;
        }
        let mut links: Vec<(&'static str, String)> = Vec::new();
        for (at, link) in claim.voice.chain().iter().enumerate() {
            let step = if at == 0 { "said" } else { "relayed" };
            let sources = spans(&link.source);
            let sources = sources.into_iter().map(|span| self.source(span, &link.speakers));
            let sources: Vec<usize> = sources.collect();
            let cues: Vec<usize> = spans(&link.cue)
                .into_iter()
                .map(|span| self.annotation("custom:Cue", span, Vec::new()))
                .collect();
            links.extend(
                self.links("custom:ClaimSourceLink", step, &sources)
                    .map(|id| ("source", id)),
            );
            links.extend(
                self.links("custom:ClaimCueLink", step, &cues)
                    .map(|id| ("cue", id)),
            );
        }
        let mut before = None;
        for (part, span) in pieces.into_iter().enumerate() {
            let mut features = vec![("claimId", id.to_string()), ("part", part.to_string())];
            match before {
                None => {
                    features.extend(self.features(claim));
                    features.extend(
                        ["source", "cue"]
                            .into_iter()
                            .filter_map(|kind| joined(kind, &links)),
                    );
                }
                Some(before) => {
                    let back = self.links("custom:ClaimContinuesLink", "continues", &[before]);
                    features.extend(back.map(|id| ("continues", id)));
                }
            }
            before = Some(self.annotation("custom:Claim", span, features));
        }
        true
    }

    /// What a claim says beside its links; stands on its first piece.
    fn features(&self, claim: &Claim) -> Vec<(&'static str, String)> {
        let evidence: Vec<&str> = claim.evidence.values().map(|found| found.url.as_str()).collect();
        let speakers: Vec<&str> = claim.voice.speakers().map(|id| name(self.project, id)).collect();
        let ids: Vec<&str> = claim.voice.speakers().map(SpeakerId::as_str).collect();
        let said = [
            (
                "quotation",
                quotation(self.article, claim).map(|how| words::quotation(how).to_owned()),
            ),
            ("voice", Some(words::voice(&claim.voice).to_owned())),
            ("speaker", Some(speakers.join("; "))),
            ("speakerId", Some(ids.join(" "))),
            (
                "review",
                Some(words::review_state(claim.review_state()).to_owned()),
            ),
            (
                "reviewer",
                last_review(claim).map(|(id, _)| self.project.reviewer_label(id).to_owned()),
            ),
            ("verdict", verdict(self.project, claim).map(Into::into)),
            ("evidence", Some(evidence.join("\n"))),
            ("note", Some(claim.note.clone())),
        ];
        let said = said.into_iter().filter_map(|(key, value)| Some((key, value?)));
        said.filter(|(_, value)| !value.is_empty()).collect()
    }

    fn source(&mut self, span: Span, speakers: &[SpeakerId]) -> usize {
        let ids: Vec<&str> = speakers.iter().map(SpeakerId::as_str).collect();
        let names: Vec<&str> = speakers.iter().map(|id| name(self.project, id)).collect();
        let items = speakers
            .iter()
            .filter_map(|id| self.project.speaker(id)?.wikidata.as_deref());
        let items: Vec<String> = items
            .map(|item| format!("http://www.wikidata.org/entity/{item}"))
            .collect();
        let mut features = vec![("speakerId", ids.join(" ")), ("name", names.join("; "))];
        if !items.is_empty() {
            features.push(("identifier", items.join(" ")));
        }
        self.annotation("custom:Source", span, features)
    }

    fn annotation(
        &mut self,
        r#type: &'static str,
        span: Span,
        features: Vec<(&'static str, String)>,
    ) -> usize {
        let unit = |byte| self.units.get(&byte).copied().unwrap_or_default().to_string();
        let place = [
            ("sofa", "1".to_owned()),
            ("begin", unit(span.start)),
            ("end", unit(span.end)),
        ];
        self.structure(r#type, place.into_iter().chain(features).collect())
    }

    /// The ids of new link structures to these targets, as a list, where there are any.
    fn links(&mut self, r#type: &'static str, role: &str, targets: &[usize]) -> Option<String> {
        let ids = targets.iter().map(|target| {
            let features = vec![("role", role.to_owned()), ("target", target.to_string())];
            self.structure(r#type, features).to_string()
        });
        let ids: Vec<String> = ids.collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn structure(&mut self, r#type: &'static str, features: Vec<(&'static str, String)>) -> usize {
        let id = self.structures.len() + 2;
        self.structures.push(Structure { r#type, id, features });
        id
    }

    fn written(&self, text: &str) -> io::Result<Vec<u8>> {
        let members = self
            .structures
            .iter()
            .filter(|of| of.features.first().is_some_and(|at| at.0 == "sofa"));
        let members: Vec<String> = members.map(|of| of.id.to_string()).collect();
        let sofa = [
            ("xmi:id", "1"),
            ("sofaNum", "1"),
            ("sofaID", "_InitialView"),
            ("mimeType", "text"),
            ("sofaString", text),
        ];
        let all = |xml: &mut Xml| {
            empty(xml, "cas:NULL", &[("xmi:id", "0")])?;
            for structure in &self.structures {
                let id = structure.id.to_string();
                let features = structure
                    .features
                    .iter()
                    .map(|(key, value)| (*key, value.as_str()));
                let features: Vec<_> = std::iter::once(("xmi:id", id.as_str())).chain(features).collect();
                empty(xml, structure.r#type, &features)?;
            }
            empty(xml, "cas:Sofa", &sofa)?;
            empty(xml, "cas:View", &[("sofa", "1"), ("members", &members.join(" "))])
        };
        document(Xml::new(Vec::new()), "UTF-8", |xml| {
            element(xml, "xmi:XMI", &NAMESPACES, all)
        })
    }
}

fn joined(kind: &'static str, links: &[(&'static str, String)]) -> Option<(&'static str, String)> {
    let ids: Vec<&str> = links
        .iter()
        .filter(|link| link.0 == kind)
        .map(|link| link.1.as_str())
        .collect();
    (!ids.is_empty()).then(|| (kind, ids.join(" ")))
}
