//! REFI-QDA, the exchange form of qualitative analysis programs: a `project.qde` of the 1.5 standard
//! and the texts it codes. Selections count Unicode characters (section 10.2), half open as all
//! programs read it. Ids are derived from ours by RFC 9562 version 5, so that repeated exports name the
//! same things.

mod qde;

use uuid::Uuid;

use super::bundle::Bundle;
use super::describe::{current_verdict, decisions, quotation, who};
use super::offsets::Offsets;
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, words};
use crate::model::{Anchor, Article, ArticleId, Claim, ClaimId, Project, SpeakerId};

pub(super) const FORMAT: Format = Format {
    key: "refi",
    words: format_words!("format-refi"),
    extension: "qdpx",
    readers: Readers::Programs,
    offset_unit: "Unicode characters",
    write: Write::Files(write),
};

/// Where ids of this format are made from ours.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f4b_1d3e_88a1_4c0e_9b57_53a7_7361_7973);

/// A span of a text with its codes.
struct Coded {
    id: String,
    at: std::ops::Range<usize>,
    words: String,
    codes: Vec<String>,
    about: String,
}

/// A text with its codings, and the links between them.
#[derive(Default)]
struct RefiSource {
    id: String,
    title: String,
    about: String,
    coded: Vec<Coded>,
    links: Vec<(&'static str, String, String)>,
    /// Which selections are whose.
    of_speakers: Vec<(SpeakerId, String)>,
}

fn write(input: &ExportInput, files: &mut Bundle) -> Result<Summary, ExportError> {
    let project = input.project;
    let mut summary = Summary::default();
    let mut sources = Vec::new();
    input.each_article(|id, article, claims| {
        let (source, skipped) = source(project, id, article, &claims);
        summary.articles += 1;
        summary.skipped += skipped;
        summary.claims += claims.len() - skipped;
        let text = article.text.as_deref().unwrap_or_default();
        files.add(&format!("sources/{}.txt", source.id), text.as_bytes())?;
        sources.push(source);
        Ok(())
    })?;
    let cases = input.speakers()?;
    files.add("project.qde", &qde::written(project, &cases, &sources)?)?;
    Ok(summary)
}

fn source(
    project: &Project,
    id: &ArticleId,
    article: &Article,
    claims: &[(&ClaimId, &Claim)],
) -> (RefiSource, usize) {
    let offsets = Offsets::new(article);
    let mut source = RefiSource {
        id: guid(&["article", id.as_str()]),
        title: article.metadata.title.clone(),
        about: article.metadata.url.clone().unwrap_or_default(),
        ..RefiSource::default()
    };
    let mut skipped = 0;
    for (claim_id, claim) in claims {
        let of = format!("{id}/{claim_id}");
        let how = quotation(article, claim).map_or("indirect", words::quotation);
        let mut codes = vec![
            format!("Claim: {how}"),
            review_code(words::review_state(claim.review_state())),
        ];
        codes.extend(current_verdict(project, claim).map(verdict_code));
        let Some(first) = source.pieces(&offsets, &of, &claim.spans, &codes, &about(project, claim)) else {
            skipped += 1;
            continue;
        };
        for (at, link) in claim.voice.chain().iter().enumerate() {
            let by = if at == 0 { "attributed to" } else { "relayed by" };
            let mention = source.pieces(
                &offsets,
                &format!("{of}/source{at}"),
                &link.source,
                &["Source".into()],
                "",
            );
            let cue = source.pieces(&offsets, &format!("{of}/cue{at}"), &link.cue, &["Cue".into()], "");
            for (relation, to) in [(by, &mention), ("cued by", &cue)] {
                source
                    .links
                    .extend(to.iter().map(|to| (relation, first.clone(), to.clone())));
            }
            for speaker in &link.speakers {
                let selections = std::iter::once(&first).chain(&mention);
                source
                    .of_speakers
                    .extend(selections.map(|one| (speaker.clone(), one.clone())));
            }
        }
    }
    (source, skipped)
}

impl RefiSource {
    /// Codes the pieces that have a place and ties each to the one before it; gives the first.
    fn pieces(
        &mut self,
        offsets: &Offsets,
        of: &str,
        anchors: &[Anchor],
        codes: &[String],
        about: &str,
    ) -> Option<String> {
        let mut ids: Vec<String> = Vec::new();
        for anchor in anchors.iter().filter(|anchor| anchor.span().is_some()) {
            let id = guid(&["selection", of, &ids.len().to_string()]);
            self.links
                .extend(ids.last().map(|before| ("continues", id.clone(), before.clone())));
            self.coded.push(Coded {
                id: id.clone(),
                at: offsets.chars(anchor),
                words: anchor.words.clone(),
                codes: codes.to_vec(),
                about: if ids.is_empty() {
                    about.to_owned()
                } else {
                    String::new()
                },
            });
            ids.push(id);
        }
        ids.into_iter().next()
    }
}

/// What a selection's description says of a claim: who says it, the note, the evidence.
fn about(project: &Project, claim: &Claim) -> String {
    let mut lines = vec![fl!("document-speaker", speaker = who(project, claim))];
    lines.extend(decisions(project, claim));
    lines.extend(claim.evidence.values().map(|found| {
        let stance = found.stance.map_or("evidence", words::stance);
        format!("{stance}: {} {}", found.title, found.url)
    }));
    lines.extend((!claim.note.is_empty()).then(|| claim.note.clone()));
    lines.join("\n")
}

fn review_code(state: &str) -> String {
    format!("Review: {state}")
}

fn verdict_code(label: &str) -> String {
    format!("Verdict: {label}")
}

fn guid(parts: &[&str]) -> String {
    Uuid::new_v5(&NAMESPACE, parts.join("\n").as_bytes()).to_string()
}
