//! A few claims as they are pasted elsewhere: as text, as Markdown, as HTML for documents and mails.
//! Where they are put is not known here.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::escape::escape;

use super::told::{is_web_address, verdict, who};
use super::{markdown, safe, words};
use crate::model::{Article, ArticleId, Claim, ClaimId, Project};

/// The words of claims with who says them and where, one a line.
pub fn in_text(project: &Project, picked: &BTreeSet<(ArticleId, ClaimId)>) -> String {
    joined(project, picked, "\n", |article, claim| {
        let told = [said_by(project, claim), article.metadata.title.clone()];
        format!("“{}” ({})", claim.words(), told.join(", "))
    })
}

/// Claims as quotations in Markdown, each with who says it, what was decided, and its article.
pub fn in_markdown(project: &Project, picked: &BTreeSet<(ArticleId, ClaimId)>) -> String {
    joined(project, picked, "\n", |article, claim| {
        let claim = markdown::in_markdown(project, claim);
        format!("{}- {}\n", claim.trim_start(), markdown::from(article))
    })
}

/// The same as HTML, without styles of its own: what it is pasted into decides how it looks.
pub fn in_html(project: &Project, picked: &BTreeSet<(ArticleId, ClaimId)>) -> String {
    joined(project, picked, "\n", |article, claim| {
        let safe = |words: &str| escape(safe::line(words).as_ref()).into_owned();
        let mut told = vec![
            format!("<b>{}</b>", safe(&said_by(project, claim))),
            words::review_state(claim.review_state()).to_owned(),
        ];
        told.extend(verdict(project, claim).map(|verdict| format!("verdict: <b>{}</b>", safe(verdict))));
        let metadata = &article.metadata;
        let url = metadata.url.as_deref().filter(|url| is_web_address(url));
        let title = safe(&metadata.title);
        told.push(url.map_or_else(
            || title.clone(),
            |url| format!("<a href=\"{}\">{title}</a>", safe(url)),
        ));
        told.extend(metadata.publisher.as_deref().map(safe));
        told.extend(metadata.published.map(|day| day.to_string()));
        format!(
            "<blockquote><p dir=\"auto\">{}</p></blockquote>\n<p>{}</p>",
            safe(&claim.words()).replace('\n', "<br>"),
            told.join(", ")
        )
    })
}

fn said_by(project: &Project, claim: &Claim) -> String {
    let who = who(project, claim);
    match who.is_empty() {
        true => "to be attributed".to_owned(),
        false => who,
    }
}

/// The claims article by article, each article's in the order of its text.
fn joined(
    project: &Project,
    picked: &BTreeSet<(ArticleId, ClaimId)>,
    between: &str,
    told: impl Fn(&Article, &Claim) -> String,
) -> String {
    let mut by_article: BTreeMap<&ArticleId, BTreeSet<&ClaimId>> = BTreeMap::new();
    for (article, claim) in picked {
        by_article.entry(article).or_default().insert(claim);
    }
    let mut parts = Vec::new();
    for (id, picked) in by_article {
        let Some(article) = project.article(id) else {
            continue;
        };
        let claims = article.claims_in_order().into_iter();
        let claims = claims.filter(|(id, _)| picked.contains(id));
        parts.extend(claims.map(|(_, claim)| told(article, claim)));
    }
    parts.join(between)
}
