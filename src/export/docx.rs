//! A Word document: the articles with their claims highlighted, and a comment on each claim.

use std::io;

use docx_rs::{BreakType, Comment, Docx, Paragraph, Run, Shading, Style, StyleType};

use super::describe::{decisions, is_web_address, quotation, spans, title, verdict, who};
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, markdown, safe, words, xml};
use crate::model::{Article, Claim, Project};
use crate::text::Span;
use crate::text::direction::begins_right_to_left;

pub(super) const FORMAT: Format = Format {
    key: "docx",
    words: format_words!("format-docx"),
    extension: "docx",
    readers: Readers::People,
    offset_unit: "",
    write: Write::Binary {
        write,
        shown_as: &markdown::FORMAT,
    },
};

/// The speakers' colours: light enough for black text.
const SHADES: [&str; 8] = [
    "D6E6FA", "FCE3CC", "D5F0DC", "F9DCEB", "F6F0C4", "E4DCF8", "CFF0F0", "FADAD7",
];
/// The colour of claims without a speaker.
const PLAIN: &str = "E4E6EA";

fn write(input: &ExportInput, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    let project = input.project;
    let mut summary = Summary::default();
    let heading = |id: &str, size: usize| Style::new(id, StyleType::Paragraph).name(id).size(size).bold();
    let mut docx = Docx::new()
        .add_style(heading("Title", 40))
        .add_style(heading("Heading1", 30));
    let title = Run::new().add_text(text(&project.head().title));
    docx = docx.add_paragraph(Paragraph::new().add_run(title).style("Title"));
    let mut comments = 0;
    let mut paragraphs = Vec::new();
    input.each_article(|_, article, claims| {
        let claims: Vec<&Claim> = claims.into_iter().map(|(_, claim)| claim).collect();
        if claims.is_empty() {
            return Ok(());
        }
        summary.articles += 1;
        summary.claims += claims.len();
        paragraphs.extend(article_in_paragraphs(project, article, &claims, &mut comments));
        Ok(())
    })?;
    for paragraph in paragraphs {
        docx = docx.add_paragraph(paragraph);
    }
    let mut bytes = io::Cursor::new(Vec::new());
    let packed = docx.build().pack(&mut bytes);
    packed.map_err(|error| ExportError::Write(io::Error::other(error)))?;
    out.write_all(bytes.get_ref())?;
    Ok(summary)
}

fn article_in_paragraphs(
    project: &Project,
    article: &Article,
    claims: &[&Claim],
    comments: &mut usize,
) -> Vec<Paragraph> {
    let metadata = &article.metadata;
    let title = title(article);
    let mut paragraphs = vec![
        directed(Paragraph::new(), title)
            .add_run(Run::new().add_text(text(title)))
            .style("Heading1"),
    ];
    let published = metadata.published.map(|day| day.to_string());
    let by: Vec<String> = [
        metadata.publisher.clone(),
        metadata.byline.clone(),
        published,
        metadata.url.clone(),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !by.is_empty() {
        paragraphs.push(Paragraph::new().add_run(Run::new().add_text(text(&by.join(" · "))).color("5B606B")));
    }
    let whole = article.text.as_deref().unwrap_or_default();
    let marks: Vec<(Span, &Claim, bool)> = claims
        .iter()
        .flat_map(|claim| {
            spans(&claim.spans)
                .into_iter()
                .enumerate()
                .map(|(at, span)| (span, *claim, at == 0))
        })
        .collect();
    let mut start = 0;
    for line in whole.split_inclusive('\n') {
        let end = start + line.trim_end_matches('\n').len();
        if start < end {
            paragraphs.push(paragraph(
                project,
                article,
                whole,
                Span::new(start, end),
                &marks,
                comments,
            ));
        }
        start += line.len();
    }
    let lost = claims.iter().filter(|claim| claim.hull().is_none());
    paragraphs.extend(lost.map(|claim| {
        let about = about(project, article, claim).join(" · ");
        let words = fl!("document-not-found", words = claim.words(), about = about);
        Paragraph::new().add_run(Run::new().add_text(text(&words)).italic())
    }));
    paragraphs
}

/// A paragraph, cut at every edge of a claim; a claim's comment is on its first span.
fn paragraph(
    project: &Project,
    article: &Article,
    whole: &str,
    place: Span,
    marks: &[(Span, &Claim, bool)],
    comments: &mut usize,
) -> Paragraph {
    let near = marks
        .iter()
        .filter(|mark| mark.0.start < place.end && place.start < mark.0.end);
    let near: Vec<_> = near.collect();
    let edges = near
        .iter()
        .flat_map(|mark| [mark.0.start, mark.0.end])
        .filter(|edge| place.start < *edge && *edge < place.end);
    let mut edges: Vec<usize> = edges.chain([place.start, place.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    let words = |start: usize, end: usize| whole.get(start..end).unwrap_or_default();
    let mut paragraph = directed(Paragraph::new(), words(place.start, place.end));
    for edge in edges.windows(2) {
        let &[start, end] = edge else { continue };
        let mut open = Vec::new();
        for (_, claim, _) in near
            .iter()
            .filter(|mark| mark.2 && mark.0.start.max(place.start) == start && mark.0.start >= place.start)
        {
            *comments += 1;
            paragraph = paragraph.add_comment_start(comment(project, article, claim, *comments));
            open.push(*comments);
        }
        let covering = near
            .iter()
            .filter(|mark| mark.0.start <= start && end <= mark.0.end);
        let top = covering.min_by_key(|mark| mark.0.end - mark.0.start);
        let mut run = Run::new();
        for (at, piece) in words(start, end).split('\t').enumerate() {
            if at > 0 {
                run = run.add_tab();
            }
            run = run.add_text(text(piece));
        }
        if let Some((_, claim, _)) = top {
            let speaker = claim.voice.first_speaker().and_then(|id| project.speaker(id));
            let shade = speaker.and_then(|speaker| SHADES.get(speaker.color % SHADES.len()));
            run = run.shading(Shading::new().color("auto").fill(*shade.unwrap_or(&PLAIN)));
        }
        paragraph = paragraph.add_run(run);
        for id in open.into_iter().rev() {
            paragraph = paragraph.add_comment_end(id);
        }
    }
    paragraph
}

fn comment(project: &Project, article: &Article, claim: &Claim, id: usize) -> Comment {
    let author = claim.reviews.keys().next().or(claim.marked_by.as_ref());
    let author = author.map_or("Sayso", |id| project.reviewer_label(id));
    let at = claim
        .reviews
        .values()
        .map(|review| review.at)
        .max()
        .or(claim.marked_at)
        .unwrap_or_default();
    let mut run = Run::new();
    for (line, words) in about(project, article, claim).iter().enumerate() {
        if line > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(text(words));
    }
    Comment::new(id)
        .author(text(author))
        .date(at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
        .add_paragraph(Paragraph::new().add_run(run))
}

/// The lines of a comment.
fn about(project: &Project, article: &Article, claim: &Claim) -> Vec<String> {
    let mut lines = vec![fl!("document-speaker", speaker = who(project, claim))];
    let quotation = quotation(article, claim).map(words::quotation);
    lines.extend(quotation.map(|quotation| fl!("document-quotation", quotation = quotation)));
    lines.extend(decisions(project, claim));
    lines.extend(verdict(project, claim).map(|verdict| fl!("document-verdict", verdict = verdict)));
    lines.extend(claim.evidence.values().map(|found| {
        let url = if is_web_address(&found.url) {
            found.url.as_str()
        } else {
            ""
        };
        format!(
            "{}: {} {url}",
            found.stance.map_or("evidence", words::stance),
            found.title
        )
    }));
    lines.extend((!claim.note.is_empty()).then(|| claim.note.clone()));
    lines
}

/// A paragraph in the direction of its first letter.
fn directed(mut paragraph: Paragraph, words: &str) -> Paragraph {
    if begins_right_to_left(words) == Some(true) {
        paragraph.property = paragraph.property.bidi(true);
    }
    paragraph
}

/// Words as XML may hold them; line ends become spaces.
fn text(words: &str) -> String {
    xml::allowed(&safe::line(words).replace(['\n', '\r'], " ")).into_owned()
}
