//! The HTML report, one self-contained file: counts, claims by speaker, the articles with highlighted claims, and a table
//! of claims that can be filtered.

mod marked;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;

use quick_xml::escape::escape;

use super::describe::{decision, evidence_title, is_web_address, quotation, verdict, who};
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, safe, words};
use crate::model::{Article, Claim, Project, ReviewState, SpeakerId, Voice};

pub(super) const FORMAT: Format = Format {
    key: "html",
    words: format_words!("format-html"),
    extension: "html",
    readers: Readers::People,
    offset_unit: "",
    write: Write::Text(write),
};

/// The page, with comments where content is inserted.
const PAGE: &str = include_str!("../../assets/export/report.html");
const STYLE: &str = include_str!("../../assets/export/report.css");
const SCRIPT: &str = include_str!("../../assets/export/report.js");
const STATES: [ReviewState; 5] = [
    ReviewState::Accepted,
    ReviewState::Disputed,
    ReviewState::Split,
    ReviewState::Rejected,
    ReviewState::Unreviewed,
];

fn write(input: &ExportInput, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    let project = input.project;
    let mut put = |part: &str| out.write_all(part.as_bytes());
    let (head, rest) = parted(PAGE, "<!-- figures -->\n");
    let (to_articles, rest) = parted(rest, "<!-- articles -->\n");
    let (to_claims, foot) = parted(rest, "<!-- claims -->\n");
    put(&head
        .replace("{style}", STYLE)
        .replace("{title}", &text(&project.head().title)))?;
    let summary = figures(input, &mut put)?;
    put(to_articles)?;
    let mut number = 0;
    input.each_article(|_, article, claims| {
        let claims: Vec<&Claim> = claims.into_iter().map(|(_, claim)| claim).collect();
        put(&marked::article(project, article, number, &claims))?;
        number += 1;
        Ok(())
    })?;
    put(to_claims)?;
    let mut number = 0;
    input.each_article(|_, article, claims| {
        for (at, (_, claim)) in claims.iter().enumerate() {
            put(&row(project, article, claim, &name_of(number, at)))?;
        }
        number += 1;
        Ok(())
    })?;
    put(&foot.replace("{script}", SCRIPT))?;
    Ok(summary)
}

/// The page before and after a place where content is inserted.
fn parted<'a>(page: &'a str, place: &str) -> (&'a str, &'a str) {
    page.split_once(place).unwrap_or((page, ""))
}

/// Who says claims: a speaker by its id, for several may have one name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Sayer {
    Speaker(SpeakerId),
    Article,
    Nobody,
}

impl Sayer {
    /// The id in small type where several speakers have the name, by which tables know them.
    fn id_of_shared_name(&self, project: &Project) -> String {
        match self {
            Self::Speaker(id) if project.shares_name(id) => {
                format!(" <span class=\"small\">{}</span>", text(id.as_str()))
            }
            Self::Speaker(_) | Self::Article | Self::Nobody => String::new(),
        }
    }

    fn label<'a>(&'a self, project: &'a Project) -> &'a str {
        match self {
            Self::Speaker(id) => project.speaker_label(id),
            Self::Article => fl!("document-own-voice"),
            Self::Nobody => fl!("document-unattributed"),
        }
    }
}

/// The counts at the head and the chart of claims by speaker.
fn figures(
    input: &ExportInput,
    put: &mut impl FnMut(&str) -> io::Result<()>,
) -> Result<Summary, ExportError> {
    let mut summary = Summary::default();
    let mut said: BTreeMap<Sayer, [usize; STATES.len()]> = BTreeMap::new();
    let mut speakers = BTreeSet::new();
    let (mut reviewed, mut rated) = (0, 0);
    input.each_article(|_, _, claims| {
        summary.articles += usize::from(!claims.is_empty());
        for (_, claim) in claims {
            let state = claim.review_state();
            summary.claims += 1;
            reviewed += usize::from(state.is_decided());
            rated += usize::from(claim.verdict.is_some());
            let nearest = claim.voice.chain().first().into_iter();
            let ids = nearest.flat_map(|link| &link.speakers);
            let mut sayers: Vec<Sayer> = ids.clone().cloned().map(Sayer::Speaker).collect();
            speakers.extend(ids.cloned());
            if sayers.is_empty() {
                sayers.push(if claim.voice == Voice::Article {
                    Sayer::Article
                } else {
                    Sayer::Nobody
                });
            }
            for sayer in sayers {
                let at = STATES.iter().position(|of| *of == state).unwrap_or_default();
                if let Some(count) = said.entry(sayer).or_default().get_mut(at) {
                    *count += 1;
                }
            }
        }
        Ok(())
    })?;
    let figures = [
        (summary.articles, fl!("document-articles")),
        (summary.claims, fl!("document-claims")),
        (reviewed, fl!("document-reviewed")),
        (rated, fl!("document-rated")),
        (speakers.len(), fl!("document-speakers")),
    ];
    let figures = figures.map(|(number, what)| format!("<li><b>{number}</b> {what}</li>\n"));
    put(&format!("<ul class=\"figures\">\n{}</ul>\n", figures.concat()))?;
    if said.is_empty() {
        return Ok(summary);
    }
    let mut said: Vec<_> = said
        .iter()
        .map(|(sayer, counts)| (sayer.label(input.project), sayer, counts))
        .collect();
    said.sort_by_key(|(label, _, counts)| (std::cmp::Reverse(counts.iter().sum::<usize>()), *label));
    let most = said
        .first()
        .map_or(1, |(_, _, counts)| counts.iter().sum::<usize>());
    let heading = fl!("document-claims-by-speaker");
    put(&format!("<section>\n<h2>{heading}</h2>\n<p class=\"key small\">"))?;
    for state in STATES {
        let state = words::review_state(state);
        put(&format!("<span class=\"{state}\">{state}</span> "))?;
    }
    put(&format!(
        "</p>\n<table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"number\">{}</th>\
         <th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
        fl!("document-heading-speaker"),
        fl!("document-heading-claims"),
        fl!("document-heading-review"),
    ))?;
    for (label, sayer, counts) in said {
        let id = sayer.id_of_shared_name(input.project);
        let bars = STATES.iter().zip(counts).filter(|(_, count)| **count > 0).map(|(state, count)| {
            let state = words::review_state(*state);
            format!("<span class=\"{state}\" style=\"--n:{count};--of:{most}\" role=\"img\" aria-label=\"{count} {state}\" title=\"{count} {state}\"></span>")
        });
        let bars = bars.collect::<String>();
        let all: usize = counts.iter().sum();
        put(&format!(
            "<tr><th scope=\"row\"><bdi>{}</bdi>{id}</th><td class=\"number\">{all}</td><td class=\"bar\">{bars}</td></tr>\n",
            text(label)
        ))?;
    }
    put("</tbody>\n</table>\n</section>\n")?;
    Ok(summary)
}

fn row(project: &Project, article: &Article, claim: &Claim, name: &str) -> String {
    let who = text(&who(project, claim));
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
            text(project.reviewer_label(id)),
            text(&decision(review))
        )
    });
    let mut judged = text(&verdict(project, claim).unwrap_or_default());
    for found in claim.evidence.values() {
        let title = evidence_title(found);
        let link = if is_web_address(&found.url) {
            format!("<a href=\"{}\">{}</a>", text(&found.url), text(title))
        } else {
            text(title)
        };
        let stance = found.stance.map_or("evidence", words::stance);
        let _infallible = write!(
            judged,
            "<br><span class=\"small\">{stance}: <bdi>{link}</bdi></span>"
        );
    }
    let note = if claim.note.is_empty() {
        String::new()
    } else {
        format!("<br><span class=\"small\">{}</span>", text(&claim.note))
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

/// The id of a claim in the page: the fourth of the second article is `a1c3`.
fn name_of(article: usize, claim: usize) -> String {
    format!("a{article}c{claim}")
}

/// Text escaped for an element or an attribute.
fn text(words: &str) -> String {
    escape(safe::line(words).as_ref()).into_owned()
}
