//! brat standoff: a folder of texts, each with a file of its marks, and the configuration that brat
//! reads. The grammar is brat's documentation of the standoff format; the rules of overlap keep its own
//! checker from reporting a discontinuous claim as crossed by the source inside it.
//!
//! Offsets count Unicode characters. What brat cannot express is written as JSON in the note of each
//! claim, with the keys of our JSON Lines, and in `sayso.jsonl`, together with the orphans, so that
//! nothing is lost on the way back.

mod standoff;

use std::io;

use standoff::Standoff;

use super::bundle::Bundle;
use super::jsonl::{article_line, claim_line, project_line, speaker_line, write_line};
use super::{ExportError, ExportInput, Format, Readers, Summary, Write};
use crate::interchange::Line;
use crate::model::Project;

pub(super) const FORMAT: Format = Format {
    key: "brat",
    words: format_words!("format-brat"),
    extension: "brat.zip",
    readers: Readers::Programs,
    offset_unit: "Unicode characters",
    write: Write::Files(write),
};

const VISUAL_CONF: &str = include_str!("../../assets/export/brat/visual.conf");
const TOOLS_CONF: &str = include_str!("../../assets/export/brat/tools.conf");
/// What stands before the project's own verdicts.
const ANNOTATION_CONF: &str = include_str!("../../assets/export/brat/annotation.conf");

fn write(input: &ExportInput, files: &mut Bundle) -> Result<Summary, ExportError> {
    let project = input.project;
    files.add("annotation.conf", annotation_conf(project).as_bytes())?;
    files.add("visual.conf", VISUAL_CONF.as_bytes())?;
    files.add("tools.conf", TOOLS_CONF.as_bytes())?;
    let mut summary = Summary::default();
    input.each_article(|id, article, claims| {
        let mut standoff = Standoff::new(project, id, article);
        for (claim_id, claim) in claims {
            summary.claims += 1;
            standoff.claim(claim_id, claim)?;
        }
        files.add(
            &format!("{id}.txt"),
            article.text.as_deref().unwrap_or_default().as_bytes(),
        )?;
        files.add(&format!("{id}.ann"), standoff.lines.as_bytes())?;
        summary.articles += 1;
        Ok(())
    })?;
    files.add_with("sayso.jsonl", |out| rest(input, out))?;
    Ok(summary)
}

/// Writes what the standoff files have no place for.
fn rest(input: &ExportInput, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let project = input.project;
    write_line(out, &project_line(input))?;
    for id in &input.speakers()? {
        if let Some(line) = speaker_line(project, id) {
            write_line(out, &line)?;
        }
    }
    input.each_article(|id, article, claims| {
        let mut line = article_line(project, id, article);
        line.text = None;
        write_line(out, &Line::Article(Box::new(line)))?;
        let mut standoff = Standoff::new(project, id, article);
        for (claim_id, claim) in claims {
            if !standoff.claim(claim_id, claim)? {
                let claim = claim_line(project, &standoff.offsets, (id, article), (claim_id, claim));
                write_line(out, &claim)?;
            }
        }
        Ok(())
    })
}

fn annotation_conf(project: &Project) -> String {
    let scale: Vec<String> = project
        .head()
        .scale
        .iter()
        .map(|rating| one_word(&rating.key))
        .collect();
    let verdict = if scale.is_empty() {
        String::new()
    } else {
        format!("Verdict\tArg:Claim, Value:{}\n", scale.join("|"))
    };
    format!("{ANNOTATION_CONF}{verdict}")
}

/// brat's checker does not see a value with a space in it, so values are single words.
fn one_word(key: &str) -> String {
    key.replace(|c: char| !c.is_alphanumeric() && c != '-', "_")
}
