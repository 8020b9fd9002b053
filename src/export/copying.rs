//! Claims for the clipboard: as text, Markdown and HTML.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::escape::escape;

use super::describe::{is_web_address, verdict, who};
use super::{markdown, safe, words};
use crate::model::{Article, ArticleId, Claim, ClaimId, Project};

/// The words of claims with speaker and article, one claim per line.
pub fn in_text(project: &Project, picked: &BTreeSet<(ArticleId, ClaimId)>) -> String {
    joined(project, picked, "\n", |article, claim| {
        let details = [who(project, claim), article.metadata.title.clone()];
        format!("“{}” ({})", claim.words(), details.join(", "))
    })
}

/// Claims as Markdown quotations, each with speaker, review status and article.
pub fn in_markdown(project: &Project, picked: &BTreeSet<(ArticleId, ClaimId)>) -> String {
    joined(project, picked, "\n", |article, claim| {
        let claim = markdown::in_markdown(project, claim);
        format!("{}- {}\n", claim.trim_start(), markdown::from(article))
    })
}

/// The same as HTML without styles, so that it takes those of the document it is pasted into.
pub fn in_html(project: &Project, picked: &BTreeSet<(ArticleId, ClaimId)>) -> String {
    joined(project, picked, "\n", |article, claim| {
        let safe = |words: &str| escape(safe::line(words).as_ref()).into_owned();
        let mut details = vec![
            format!("<b>{}</b>", safe(&who(project, claim))),
            words::review_state(claim.review_state()).to_owned(),
        ];
        let verdict = verdict(project, claim).map(|verdict| format!("<b>{}</b>", safe(&verdict)));
        details.extend(verdict.map(|verdict| fl!("document-verdict", verdict = verdict)));
        let metadata = &article.metadata;
        let url = metadata.url.as_deref().filter(|url| is_web_address(url));
        let title = safe(&metadata.title);
        details.push(url.map_or_else(
            || title.clone(),
            |url| format!("<a href=\"{}\">{title}</a>", safe(url)),
        ));
        details.extend(metadata.publisher.as_deref().map(safe));
        details.extend(metadata.published.map(|day| day.to_string()));
        format!(
            "<blockquote><p dir=\"auto\">{}</p></blockquote>\n<p>{}</p>",
            safe(&claim.words()).replace('\n', "<br>"),
            details.join(", ")
        )
    })
}

/// The claims in the order of articles and texts.
fn joined(
    project: &Project,
    picked: &BTreeSet<(ArticleId, ClaimId)>,
    between: &str,
    describe: impl Fn(&Article, &Claim) -> String,
) -> String {
    let mut by_article: BTreeMap<&ArticleId, BTreeSet<&ClaimId>> = BTreeMap::new();
    for (article, claim) in picked {
        by_article.entry(article).or_default().insert(claim);
    }
    let mut parts = Vec::new();
    for (id, article) in project.articles_in_order() {
        let Some(picked) = by_article.get(id) else {
            continue;
        };
        let claims = article.claims_in_order().into_iter();
        let claims = claims.filter(|(id, _)| picked.contains(id));
        parts.extend(claims.map(|(_, claim)| describe(article, claim)));
    }
    parts.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Anchor, Attribution, Decision, Edit, Head, Metadata, Review, Reviewer, Speaker, Verdict, Voice,
    };
    use crate::text::Span;

    const TEXT: &str = "“It is safe,” she said, “for <buses> & trams.” It was built in 1931.\n";

    fn anchor(words: &str) -> Anchor {
        let start = TEXT.find(words).unwrap();
        Anchor::new(TEXT, Span::new(start, start + words.len())).unwrap()
    }

    /// An article of this title and address with a claim in two pieces and one of its own.
    fn project(title: &str, url: &str) -> Project {
        let mut article = Article::new(
            Metadata {
                title: title.into(),
                publisher: Some("Daily".into()),
                url: Some(url.into()),
                published: Some("2024-02-11".parse().unwrap()),
                ..Metadata::default()
            },
            TEXT,
        );
        let said = Attribution {
            speakers: vec!["s-nadia".into()],
            ..Attribution::default()
        };
        let mut pieces = Claim {
            spans: vec![anchor("It is safe,"), anchor("for <buses> & trams.")],
            voice: Voice::Attributed(vec![said]),
            ..Claim::default()
        };
        let at = "2024-02-12T09:30:00Z".parse().unwrap();
        let review = Review {
            decision: Decision::Accepted,
            at,
            why: String::new(),
            standing: crate::model::Standing::Current,
        };
        pieces.reviews.insert("r-amal".into(), review);
        pieces.verdict = Some(Verdict {
            rating: "true".into(),
            by: "r-amal".into(),
            at,
            standing: crate::model::Standing::Current,
        });
        let open = Claim {
            spans: vec![anchor("It was built in 1931")],
            ..Claim::default()
        };
        article.claims.insert("c-2".into(), pieces);
        article.claims.insert("c-1".into(), open);
        let mut project = Project::new(Head::titled("A"));
        let nadia = Speaker::named("Nadia <Karim>", 0);
        let amal = Reviewer { name: "Amal".into() };
        let edits = vec![
            Edit::Reviewer("r-amal".into(), Some(amal)),
            Edit::Speaker("s-nadia".into(), Some(Box::new(nadia))),
            Edit::Article("a".into(), Some(Box::new(article))),
        ];
        project.apply(Edit::All(edits)).unwrap();
        project
    }

    fn picked(ids: &[&str]) -> BTreeSet<(ArticleId, ClaimId)> {
        ids.iter().map(|id| ("a".into(), (*id).into())).collect()
    }

    #[test]
    fn text_has_one_line_a_claim_in_the_order_of_the_article() {
        let project = project("Bridge", "https://example.org/bridge");
        assert_eq!(
            in_text(&project, &picked(&["c-1", "c-2"])),
            "“It is safe, … for <buses> & trams.” (Nadia <Karim>, Bridge)\n\
             “It was built in 1931” (unattributed, Bridge)"
        );
        assert_eq!(in_text(&project, &picked(&["c-9"])), "");
    }

    #[test]
    fn articles_come_in_the_order_in_which_they_are_listed() {
        let mut project = project("Bridge", "https://example.org/bridge");
        let older = project.article(&"a".into()).unwrap();
        let mut newer = older.clone();
        newer.metadata.title = "First".into();
        newer.metadata.added = "2024-02-11T09:30:00Z".parse().ok();
        let mut older = older.clone();
        older.metadata.added = "2024-02-12T09:30:00Z".parse().ok();
        let edits = [("a", older), ("b", newer)];
        let edits = edits.map(|(id, article)| Edit::Article(id.into(), Some(Box::new(article))));
        project.apply(Edit::All(edits.into())).unwrap();
        let picked = ["a", "b"].map(|id| (ArticleId::from(id), ClaimId::from("c-1")));
        let text = in_text(&project, &picked.into());
        assert!(text.find("First") < text.find("Bridge"), "{text}");
    }

    #[test]
    fn html_quotes_the_claim_and_says_whose_it_is_and_where_it_stands() {
        let project = project("Bridge", "https://example.org/?a=1&b=2");
        let verdict = project.rating_label("true").to_owned();
        assert_eq!(
            in_html(&project, &picked(&["c-2"])),
            format!(
                "<blockquote><p dir=\"auto\">It is safe, … for &lt;buses&gt; &amp; trams.</p></blockquote>\n\
                 <p><b>Nadia &lt;Karim&gt;</b>, accepted, Verdict: <b>{verdict}</b>, \
                 <a href=\"https://example.org/?a=1&amp;b=2\">Bridge</a>, Daily, 2024-02-11</p>"
            )
        );
    }

    #[test]
    fn nothing_pasted_as_html_runs_or_leads_elsewhere() {
        let project = project("<script>alert(1)</script>\u{202e}", "javascript:alert(1)");
        let html = in_html(&project, &picked(&["c-1", "c-2"]));
        assert!(
            !html.contains("<script") && !html.contains("<a ") && !html.contains("javascript"),
            "{html}"
        );
        assert_eq!(
            html.matches('\u{202e}').count(),
            html.matches('\u{202c}').count(),
            "{html}"
        );
        assert_eq!(html.matches("<blockquote>").count(), 2);
    }
}
