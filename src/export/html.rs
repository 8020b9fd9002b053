//! The report: one HTML file that needs nothing beside it. Figures, who says how much, every article with its claims
//! marked, and a table of the claims that can be filtered. Its look and its few lines of script are assets.
//!
//! Marks may cross, and elements may not: the text is cut at every edge, and each piece names the claims that cover it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use quick_xml::escape::escape;

use super::told::{is_web_address, quotation, reviewer, spans, verdict, who};
use super::{ExportError, Format, Limit, Readers, Selection, Summary, Write, chosen, safe, words};
use crate::model::{Article, Claim, Project, ReviewState, TextDirection, Voice};
use crate::text::Span;

/// The format.
pub const FORMAT: Format = Format {
    key: "html",
    name: "HTML report",
    extension: "html",
    readers: Readers::People,
    for_whom: "For whoever reads the result: opens in every browser, prints well, and can be sent as one file.",
    keeps: "Articles with their marks, who says how much, and a table of claims with speakers, quotation, decisions, verdict, evidence and note.",
    drops: "Exact times, speakers' aliases and notes, and the guidelines.",
    offset_unit: "",
    write: Write::Text(write),
};

const STYLE: &str = include_str!("../../assets/export/report.css");
const SCRIPT: &str = include_str!("../../assets/export/report.js");
const STATES: [ReviewState; 5] = [
    ReviewState::Accepted,
    ReviewState::Disputed,
    ReviewState::Split,
    ReviewState::Rejected,
    ReviewState::Unreviewed,
];
/// How many hues the style has.
const HUES: usize = 12;

fn write(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    out: &mut dyn io::Write,
) -> Result<Summary, ExportError> {
    let mut out = io::BufWriter::new(out);
    let mut put = |part: &str| io::Write::write_all(&mut out, part.as_bytes());
    let title = text(&project.head().title);
    put(&format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"Sayso\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1><bdi>{title}</bdi></h1>\n<p class=\"by\">Claims and whose they are</p>\n</header>\n<main>\n"
    ))?;
    let summary = figures(project, selection, limit, &mut put)?;
    put("<section>\n<h2>Articles</h2>\n")?;
    for (number, (_, article, claims)) in chosen(project, selection, limit).enumerate() {
        let claims: Vec<&Claim> = claims.into_iter().map(|(_, claim)| claim).collect();
        put(&article_in_html(project, article, number, &claims))?;
    }
    put("</section>\n<section>\n<h2 id=\"all\">Claims</h2>\n\
         <div class=\"filter\" hidden><label for=\"filter\">Filter</label> <input id=\"filter\" type=\"search\" placeholder=\"Words, speaker, verdict …\"> <output id=\"count\" for=\"filter\"></output></div>\n\
         <table id=\"claims\">\n<thead><tr><th scope=\"col\">Claim</th><th scope=\"col\">Whose</th><th scope=\"col\">Quotation</th><th scope=\"col\">Review</th><th scope=\"col\">Verdict</th><th scope=\"col\">Article</th></tr></thead>\n<tbody>\n")?;
    for (number, (_, article, claims)) in chosen(project, selection, limit).enumerate() {
        for (at, (_, claim)) in claims.iter().enumerate() {
            put(&row(project, article, claim, &name_of(number, at)))?;
        }
    }
    put(&format!(
        "</tbody>\n</table>\n</section>\n</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    ))?;
    io::Write::flush(&mut out)?;
    Ok(summary)
}

/// The figures at the head and the chart of who says how much.
fn figures(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    put: &mut impl FnMut(&str) -> io::Result<()>,
) -> io::Result<Summary> {
    let mut summary = Summary::default();
    let mut said: BTreeMap<&str, [usize; STATES.len()]> = BTreeMap::new();
    let (mut reviewed, mut rated) = (0, 0);
    for (_, _, claims) in chosen(project, selection, limit) {
        summary.articles += usize::from(!claims.is_empty());
        for (_, claim) in claims {
            let state = claim.review_state();
            summary.claims += 1;
            reviewed += usize::from(state != ReviewState::Unreviewed);
            rated += usize::from(claim.verdict.is_some());
            let nearest = claim.voice.chain().first();
            let mut names: Vec<&str> = nearest
                .into_iter()
                .flat_map(|link| &link.speakers)
                .map(|id| super::told::name(project, id))
                .collect();
            if names.is_empty() {
                names.push(if claim.voice == Voice::Article {
                    "The articles themselves"
                } else {
                    "To be attributed"
                });
            }
            for name in names {
                let at = STATES.iter().position(|of| *of == state).unwrap_or_default();
                if let Some(count) = said.entry(name).or_default().get_mut(at) {
                    *count += 1;
                }
            }
        }
    }
    let figures = [
        (summary.articles, "articles"),
        (summary.claims, "claims"),
        (reviewed, "reviewed"),
        (rated, "with a verdict"),
        (said.len(), "voices"),
    ];
    let figures = figures.map(|(number, what)| format!("<li><b>{number}</b> {what}</li>\n"));
    put(&format!("<ul class=\"figures\">\n{}</ul>\n", figures.concat()))?;
    if said.is_empty() {
        return Ok(summary);
    }
    let mut said: Vec<_> = said.into_iter().collect();
    said.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<usize>()));
    let most = said.first().map_or(1, |(_, counts)| counts.iter().sum::<usize>());
    put("<section>\n<h2>Who says how much</h2>\n<p class=\"key small\">")?;
    for state in STATES {
        let state = words::review_state(state);
        put(&format!("<span class=\"{state}\">{state}</span> "))?;
    }
    put(
        "</p>\n<table>\n<thead><tr><th scope=\"col\">Speaker</th><th scope=\"col\" class=\"number\">Claims</th><th scope=\"col\">Of these</th></tr></thead>\n<tbody>\n",
    )?;
    for (name, counts) in said {
        let bars = STATES.iter().zip(&counts).filter(|(_, count)| **count > 0).map(|(state, count)| {
            let state = words::review_state(*state);
            format!("<span class=\"{state}\" style=\"--n:{count};--of:{most}\" role=\"img\" aria-label=\"{count} {state}\" title=\"{count} {state}\"></span>")
        });
        let bars = bars.collect::<String>();
        let all: usize = counts.iter().sum();
        put(&format!(
            "<tr><th scope=\"row\"><bdi>{}</bdi></th><td class=\"number\">{all}</td><td class=\"bar\">{bars}</td></tr>\n",
            text(name)
        ))?;
    }
    put("</tbody>\n</table>\n</section>\n")?;
    Ok(summary)
}

fn article_in_html(project: &Project, article: &Article, number: usize, claims: &[&Claim]) -> String {
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
        .chain(metadata.partial.then(|| "only its beginning".to_owned()))
        .collect();
    let by: Vec<String> = by
        .iter()
        .map(|part| format!("<bdi>{}</bdi>", text(part)))
        .collect();
    let url = metadata.url.as_deref().filter(|url| is_web_address(url));
    let link = url.map_or_else(String::new, |url| {
        format!(" <a href=\"{}\">Source</a>", text(url))
    });
    let title = if metadata.title.is_empty() {
        "Untitled"
    } else {
        &metadata.title
    };
    let mut part = format!(
        "<article id=\"a{number}\"{language}>\n<h3 dir=\"{direction}\">{}</h3>\n<p class=\"by\">{}{link}</p>\n<div class=\"text\">\n",
        text(title),
        by.join(" · "),
    );
    let whole = article.text.as_deref().unwrap_or_default();
    let marks = Marks::of(project, claims);
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

/// What covers which bytes of a text.
struct Marks {
    /// Span, the number of its claim, its hue.
    claims: Vec<(Span, usize, Option<usize>)>,
    /// Span, and whether it is a source or a cue.
    others: Vec<(Span, &'static str)>,
    /// Every edge, in order.
    edges: Vec<usize>,
}

impl Marks {
    fn of(project: &Project, claims: &[&Claim]) -> Self {
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
            let words = match kinds.is_empty() {
                true => words,
                false => format!("<span class=\"{}\">{words}</span>", kinds.join(" ")),
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

fn row(project: &Project, article: &Article, claim: &Claim, name: &str) -> String {
    let who = who(project, claim);
    let who = if who.is_empty() {
        "to be attributed".to_owned()
    } else {
        text(&who)
    };
    let quotation = quotation(article, claim).map_or("", words::quotation);
    let state = words::review_state(claim.review_state());
    let decided = claim.reviews.iter().map(|(id, review)| {
        let why = if review.why.is_empty() {
            String::new()
        } else {
            format!(": {}", text(&review.why))
        };
        format!(
            "<br><span class=\"small\"><bdi>{}</bdi>, {}{why}</span>",
            text(reviewer(project, id)),
            words::decision(review.decision)
        )
    });
    let mut judged = text(verdict(project, claim).unwrap_or_default());
    for found in claim.evidence.values() {
        let title = if found.title.is_empty() {
            &found.url
        } else {
            &found.title
        };
        let link = match is_web_address(&found.url) {
            true => format!("<a href=\"{}\">{}</a>", text(&found.url), text(title)),
            false => text(title),
        };
        let stance = found.stance.map_or("evidence", words::stance);
        let _infallible = write!(
            judged,
            "<br><span class=\"small\">{stance}: <bdi>{link}</bdi></span>"
        );
    }
    let note = match claim.note.is_empty() {
        true => String::new(),
        false => format!("<br><span class=\"small\">{}</span>", text(&claim.note)),
    };
    let back = claim.hull().map_or_else(
        || text(&claim.words()),
        |_| format!("<a href=\"#m{name}\">{}</a>", text(&claim.words())),
    );
    let title = text(&article.metadata.title);
    format!(
        "<tr id=\"{name}\"><td class=\"words\"><bdi>{back}</bdi>{note}</td><td><bdi>{who}</bdi></td><td>{quotation}</td>\
         <td><span class=\"{state}\">{state}</span>{}</td><td>{judged}</td><td><bdi>{title}</bdi></td></tr>\n",
        decided.collect::<String>(),
    )
}

/// What a claim is called within the page: the fourth of the second article is `a1c3`.
fn name_of(article: usize, claim: usize) -> String {
    format!("a{article}c{claim}")
}

/// Words as they may stand in an element or an attribute.
fn text(words: &str) -> String {
    escape(safe::line(words).as_ref()).into_owned()
}
