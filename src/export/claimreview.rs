//! `ClaimReview` of schema.org: for each claim with a verdict, the JSON-LD that its review's page
//! carries, alone and in a page that shows where it goes. Its readers expect one review a page.
//!
//! A rating's number is its rank on the scale, of which the first is the best. 'Unproven' has no rank
//! and is given -1, which readers of this markup know as 'hard to categorise'; it is the name that
//! people are shown.

use serde_json::{Map, Value, json};

use super::bundle::Bundle;
use super::describe::{name, verdict};
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, safe};
use crate::model::{Article, ArticleId, Claim, ClaimId, Project, Publisher, SpeakerId, SpeakerKind, Voice};
use quick_xml::escape::escape;

pub(super) const FORMAT: Format = Format {
    key: "claimreview",
    words: format_words!("format-claimreview"),
    extension: "claimreview.zip",
    readers: Readers::Web,
    offset_unit: "",
    write: Write::Files(write),
};

/// The rating that says that nothing could be said.
const UNPROVEN: &str = "unproven";

fn write(input: &ExportInput, files: &mut Bundle) -> Result<Summary, ExportError> {
    let project = input.project;
    let Some(publisher) = &project.head().publisher else {
        return Err(ExportError::Beyond(fl!("export-publisher-missing").to_owned()));
    };
    let mut summary = Summary::default();
    input.each_article(|id, article, claims| {
        let before = summary.claims;
        for (claim_id, claim) in claims {
            let Some(review) = review(project, publisher, (id, article), (claim_id, claim)) else {
                summary.skipped += 1;
                continue;
            };
            let mut json = serde_json::to_string_pretty(&review).map_err(std::io::Error::from)?;
            // A '<' stands in strings only, where it may be written so: nothing ends the script early.
            json = json
                .replace('<', "\\u003c")
                .replace('\u{2028}', "\\u2028")
                .replace('\u{2029}', "\\u2029");
            files.add(&format!("{id}-{claim_id}.jsonld"), json.as_bytes())?;
            let page = page(project, article, claim, &json);
            files.add(&format!("{id}-{claim_id}.html"), page.as_bytes())?;
            summary.claims += 1;
        }
        summary.articles += usize::from(summary.claims > before);
        Ok(())
    })?;
    Ok(summary)
}

fn review(
    project: &Project,
    publisher: &Publisher,
    (article_id, article): (&ArticleId, &Article),
    (id, claim): (&ClaimId, &Claim),
) -> Option<Value> {
    // A verdict on other words or another speaker is not published as one on these.
    let given = claim
        .verdict
        .as_ref()
        .filter(|verdict| !verdict.standing.is_stale())?;
    let url = publisher.page_of(article_id, id);
    let words = claim.words();
    let metadata = &article.metadata;
    let appearance = fields([
        ("@type", Some(json!("NewsArticle"))),
        ("url", metadata.url.as_ref().map(|url| json!(url))),
        ("headline", Some(json!(metadata.title))),
        ("datePublished", metadata.published.map(|day| json!(day))),
        (
            "publisher",
            metadata.publisher.as_ref().map(|name| organization(name)),
        ),
    ]);
    let reviewed = fields([
        ("@type", Some(json!("Claim"))),
        ("text", Some(json!(words))),
        ("author", authors(project, article, claim)),
        ("datePublished", metadata.published.map(|day| json!(day))),
        ("appearance", Some(appearance)),
    ]);
    let evidence: Vec<&str> = claim.evidence.values().map(|found| found.url.as_str()).collect();
    let evidence: Vec<&str> = evidence.into_iter().filter(|url| !url.is_empty()).collect();
    let mut author = organization(&publisher.name);
    if let Some(fields) = author.as_object_mut() {
        fields.insert("url".to_owned(), json!(publisher.url));
    }
    Some(fields([
        ("@context", Some(json!("https://schema.org"))),
        ("@type", Some(json!("ClaimReview"))),
        ("@id", Some(json!(format!("{url}#claimreview")))),
        ("url", Some(json!(url))),
        (
            "datePublished",
            Some(json!(given.at.strftime("%Y-%m-%d").to_string())),
        ),
        ("author", Some(author)),
        ("claimReviewed", Some(json!(words))),
        ("itemReviewed", Some(reviewed)),
        ("reviewRating", Some(rating(project, claim)?)),
        ("citation", (!evidence.is_empty()).then(|| json!(evidence))),
        ("reviewBody", (!claim.note.is_empty()).then(|| json!(claim.note))),
    ]))
}

/// The verdict with its number.
fn rating(project: &Project, claim: &Claim) -> Option<Value> {
    let key = &claim.verdict.as_ref()?.rating;
    let ranked = project
        .head()
        .scale
        .iter()
        .filter(|rating| rating.key != UNPROVEN);
    let ranked: Vec<&str> = ranked.map(|rating| rating.key.as_str()).collect();
    let place = ranked.iter().position(|ranked| ranked == key);
    let value = place.and_then(|place| i64::try_from(ranked.len() - place).ok());
    let value = value.unwrap_or(-1);
    Some(json!({
        "@type": "Rating",
        "ratingValue": value,
        "bestRating": ranked.len().max(1),
        "worstRating": value.min(1),
        "alternateName": verdict(project, claim)?,
    }))
}

/// The nearest speakers; for the article's own voice whoever published it.
fn authors(project: &Project, article: &Article, claim: &Claim) -> Option<Value> {
    if claim.voice == Voice::Article {
        return article.metadata.publisher.as_deref().map(organization);
    }
    let speakers = claim.voice.chain().first()?.speakers.iter();
    let authors = speakers.filter_map(|id| author(project, id));
    let mut authors: Vec<Value> = authors.collect();
    match authors.len() {
        0 => None,
        1 => authors.pop(),
        _ => Some(Value::Array(authors)),
    }
}

/// A speaker as schema.org's authors can be. A document is no author, and an unnamed party has no name to give.
fn author(project: &Project, id: &SpeakerId) -> Option<Value> {
    let speaker = project.speaker(id)?;
    let affiliation = speaker
        .affiliation
        .as_ref()
        .map(|id| organization(name(project, id)));
    let kind = match speaker.kind {
        SpeakerKind::Person => "Person",
        SpeakerKind::Organisation | SpeakerKind::Group | SpeakerKind::Outlet => "Organization",
        SpeakerKind::Document | SpeakerKind::Unnamed => return None,
    };
    let belongs = if kind == "Person" {
        "affiliation"
    } else {
        "parentOrganization"
    };
    let role = speaker.role.as_ref().filter(|_| kind == "Person");
    let item = speaker.wikidata.as_ref();
    Some(fields([
        ("@type", Some(json!(kind))),
        ("identifier", Some(json!(id.as_str()))),
        ("name", Some(json!(speaker.name))),
        (
            "alternateName",
            (!speaker.aliases.is_empty()).then(|| json!(speaker.aliases)),
        ),
        ("jobTitle", role.map(|role| json!(role))),
        (belongs, affiliation),
        (
            "sameAs",
            item.map(|item| json!(format!("https://www.wikidata.org/entity/{item}"))),
        ),
    ]))
}

fn organization(name: &str) -> Value {
    json!({ "@type": "Organization", "name": name })
}

fn fields<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let said = fields
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(said.collect::<Map<_, _>>())
}

/// A page with the markup where it belongs.
fn page(project: &Project, article: &Article, claim: &Claim, json: &str) -> String {
    let words = claim.words();
    let words = safe::line(&words);
    let words = escape(words.as_ref());
    let verdict = safe::line(&verdict(project, claim).unwrap_or_default()).into_owned();
    let language = article.metadata.language.as_deref().unwrap_or("en");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>Checked: {words}</title>\n\
         <script type=\"application/ld+json\">\n{json}\n</script>\n</head>\n<body>\n<h1>Checked: {words}</h1>\n\
         <p>Verdict: {}</p>\n</body>\n</html>\n",
        escape(language),
        escape(&verdict),
    )
}
