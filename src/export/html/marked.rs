//! An article of the report, with its claims marked. Marks may cross, and elements may not: the text is
//! cut at every edge, and each piece names the claims that cover it.

use std::fmt::Write as _;

use super::super::describe::{is_web_address, spans, title};
use super::{name_of, text};
use crate::model::{Article, Claim, Project, TextDirection};
use crate::text::Span;

/// How many hues the style has.
const HUES: usize = 12;

/// An article with its claims marked.
pub(super) fn article(project: &Project, article: &Article, number: usize, claims: &[&Claim]) -> String {
    let metadata = &article.metadata;
    let language = metadata
        .language
        .as_deref()
        .map_or_else(String::new, |language| format!(" lang=\"{}\"", text(language)));
    let direction = match metadata.direction {
        Some(TextDirection::LeftToRight) => "ltr",
        Some(TextDirection::RightToLeft) => "rtl",
        None => "auto",
    };
    let published = metadata.published.map(|day| day.to_string());
    let by: Vec<String> = [metadata.publisher.clone(), metadata.byline.clone(), published]
        .into_iter()
        .flatten()
        .chain(metadata.credit.iter().cloned())
        .chain(metadata.partial.then(|| fl!("document-excerpt").to_owned()))
        .collect();
    let by: Vec<String> = by
        .iter()
        .map(|part| format!("<bdi>{}</bdi>", text(part)))
        .collect();
    let url = metadata.url.as_deref().filter(|url| is_web_address(url));
    let link = url.map_or_else(String::new, |url| {
        format!(" <a href=\"{}\">{}</a>", text(url), fl!("document-link"))
    });
    let title = title(article);
    let mut part = format!(
        "<article id=\"a{number}\"{language}>\n<h3 dir=\"{direction}\">{}</h3>\n<p class=\"by\">{}{link}</p>\n<div class=\"text\">\n",
        text(title),
        by.join(" · "),
    );
    let whole = article.text.as_deref().unwrap_or_default();
    let marks = HtmlMarks::new(project, claims);
    let mut start = 0;
    for line in whole.split_inclusive('\n') {
        let end = start + line.trim_end_matches('\n').len();
        if start < end {
            let _infallible = writeln!(
                part,
                "<p dir=\"{direction}\">{}</p>",
                marks.paragraph(whole, Span::new(start, end), number)
            );
        }
        start += line.len();
    }
    part.push_str("</div>\n</article>\n");
    part
}

/// The spans of claims, sources and cues in a text.
struct HtmlMarks {
    /// Span, the number of its claim, its hue.
    claims: Vec<(Span, usize, Option<usize>)>,
    /// Span, and whether it is a source or a cue.
    others: Vec<(Span, &'static str)>,
    /// Every edge, in order.
    edges: Vec<usize>,
}

impl HtmlMarks {
    fn new(project: &Project, claims: &[&Claim]) -> Self {
        let mut marks = Self {
            claims: Vec::new(),
            others: Vec::new(),
            edges: Vec::new(),
        };
        for (at, claim) in claims.iter().enumerate() {
            let speaker = claim.voice.first_speaker().and_then(|id| project.speaker(id));
            let hue = speaker.map(|speaker| speaker.color % HUES);
            marks
                .claims
                .extend(spans(&claim.spans).into_iter().map(|span| (span, at, hue)));
            for link in claim.voice.chain() {
                marks
                    .others
                    .extend(spans(&link.source).into_iter().map(|span| (span, "source")));
                marks
                    .others
                    .extend(spans(&link.cue).into_iter().map(|span| (span, "cue")));
            }
        }
        let all = marks
            .claims
            .iter()
            .map(|mark| mark.0)
            .chain(marks.others.iter().map(|mark| mark.0));
        marks.edges = all.flat_map(|span| [span.start, span.end]).collect();
        marks.edges.sort_unstable();
        marks.edges.dedup();
        marks
    }

    /// A paragraph cut at every edge. The first piece of a claim's first span bears its name.
    fn paragraph(&self, whole: &str, paragraph: Span, number: usize) -> String {
        let first = self.edges.partition_point(|edge| *edge <= paragraph.start);
        let inside = self
            .edges
            .iter()
            .skip(first)
            .take_while(|edge| **edge < paragraph.end);
        let edges: Vec<usize> = std::iter::once(paragraph.start)
            .chain(inside.copied())
            .chain([paragraph.end])
            .collect();
        let near = |span: &Span| span.start < paragraph.end && paragraph.start < span.end;
        let claims: Vec<_> = self.claims.iter().filter(|mark| near(&mark.0)).collect();
        let others: Vec<_> = self.others.iter().filter(|mark| near(&mark.0)).collect();
        let mut html = String::new();
        for edge in edges.windows(2) {
            let &[start, end] = edge else { continue };
            let covers = |span: &Span| span.start <= start && end <= span.end;
            let words = text(whole.get(start..end).unwrap_or_default());
            let mut kinds: Vec<&str> = others
                .iter()
                .filter(|mark| covers(&mark.0))
                .map(|mark| mark.1)
                .collect();
            kinds.sort_unstable();
            kinds.dedup();
            let words = if kinds.is_empty() {
                words
            } else {
                format!("<span class=\"{}\">{words}</span>", kinds.join(" "))
            };
            let covering: Vec<_> = claims.iter().filter(|mark| covers(&mark.0)).collect();
            // The shortest claim lies on top.
            let Some((span, top, hue)) = covering.iter().min_by_key(|mark| mark.0.end - mark.0.start) else {
                html.push_str(&words);
                continue;
            };
            let names: Vec<String> = covering.iter().map(|mark| name_of(number, mark.1)).collect();
            let is_first = self
                .claims
                .iter()
                .find(|mark| mark.1 == *top)
                .is_some_and(|mark| mark.0 == *span)
                && span.start == start;
            let id = if is_first {
                format!(" id=\"m{}\"", name_of(number, *top))
            } else {
                String::new()
            };
            let hue = hue.map_or_else(|| "own".to_owned(), |hue| format!("s{hue}"));
            let nested = if covering.len() > 1 { " nested" } else { "" };
            let _infallible = write!(
                html,
                "<mark{id} class=\"{hue}{nested}\" data-claims=\"{}\"><a href=\"#{}\">{words}</a></mark>",
                names.join(" "),
                name_of(number, *top),
            );
        }
        html
    }
}
