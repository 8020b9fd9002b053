//! Reads JSON Lines back into the project they were written from. It takes only what it knows and
//! says the number of the line it does not understand.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use sayso::model::{
    Anchor, Article, ArticleId, Attribution, Claim, ClaimMap, Decision, Done, Evidence, Head, Metadata,
    Place, Polarity, Project, Publisher, Quotation, Rating, Review, Reviewer, ReviewerId, Speaker, SpeakerId,
    SpeakerKind, Stance, TextDirection, Verdict, Voice,
};
use sayso::text::Span;
use sayso::text::units::CharIndex;

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line {
    Project(ProjectLine),
    Speaker(SpeakerLine),
    Article(Box<ArticleLine>),
    Claim(Box<ClaimLine>),
}

#[derive(Deserialize)]
struct ProjectLine {
    sayso_jsonl: u32,
    title: String,
    guidelines: String,
    scale: Vec<RatingRecord>,
    publisher: Option<PublisherRecord>,
    reviewers: Vec<NamedReviewer>,
    offset_unit: String,
}

#[derive(Deserialize)]
struct PublisherRecord {
    name: String,
    url: String,
    page: String,
}

#[derive(Deserialize)]
struct RatingRecord {
    key: String,
    label: String,
}

#[derive(Deserialize)]
struct NamedReviewer {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Reference {
    id: String,
}

#[derive(Deserialize)]
struct SpeakerLine {
    id: String,
    name: String,
    kind: String,
    aliases: Vec<String>,
    role: Option<String>,
    affiliation: Option<Reference>,
    wikidata: Option<String>,
    color: usize,
    note: String,
}

#[derive(Deserialize)]
struct ArticleLine {
    id: String,
    title: String,
    publisher: Option<String>,
    byline: Option<String>,
    credit: Vec<String>,
    url: Option<String>,
    published: Option<Date>,
    language: Option<String>,
    direction: Option<String>,
    added: Option<Timestamp>,
    original: Option<String>,
    done: Option<DoneRecord>,
    text: Option<String>,
}

#[derive(Deserialize)]
struct DoneRecord {
    by: Reference,
    at: Timestamp,
}

#[derive(Deserialize)]
struct ClaimLine {
    article: Reference,
    id: String,
    spans: Vec<AnchorRecord>,
    voice: String,
    chain: Vec<LinkRecord>,
    quotation: Option<String>,
    quotation_set_by_hand: bool,
    reviews: Vec<ReviewRecord>,
    verdict: Option<VerdictRecord>,
    evidence: Vec<EvidenceRecord>,
    note: String,
    tags: Vec<String>,
    marked_by: Option<Reference>,
    marked_at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct AnchorRecord {
    start: usize,
    end: usize,
    words: String,
    before: String,
    after: String,
    orphaned: bool,
}

#[derive(Deserialize)]
struct LinkRecord {
    speakers: Vec<Reference>,
    source: Vec<AnchorRecord>,
    cue: Vec<AnchorRecord>,
    polarity: String,
    inferred: bool,
}

#[derive(Deserialize)]
struct ReviewRecord {
    reviewer: Reference,
    decision: String,
    at: Timestamp,
    why: String,
}

#[derive(Deserialize)]
struct VerdictRecord {
    rating: String,
    by: Reference,
    at: Timestamp,
}

#[derive(Deserialize)]
struct EvidenceRecord {
    id: String,
    url: String,
    title: String,
    excerpt: String,
    stance: Option<String>,
    seen: Option<Date>,
}

/// The project, or what is wrong with which line.
pub fn read(lines: &str) -> Result<Project, String> {
    let mut head = None;
    let mut reviewers = BTreeMap::new();
    let mut speakers = BTreeMap::new();
    let mut articles: BTreeMap<ArticleId, Article> = BTreeMap::new();
    for (at, line) in lines.lines().enumerate() {
        let wrong = |what: String| format!("line {}: {what}", at + 1);
        match serde_json::from_str(line).map_err(|error| wrong(error.to_string()))? {
            Line::Project(line) => {
                if (line.sayso_jsonl, line.offset_unit.as_str()) != (1, "unicode code points") {
                    return Err(wrong("written by a newer version".into()));
                }
                let people = line.reviewers.into_iter();
                reviewers.extend(people.map(|who| (ReviewerId::from(who.id), Reviewer { name: who.name })));
                let scale = line.scale.into_iter();
                head = Some(Head {
                    title: line.title,
                    guidelines: line.guidelines,
                    scale: scale
                        .map(|RatingRecord { key, label }| Rating { key, label })
                        .collect(),
                    publisher: line
                        .publisher
                        .map(|PublisherRecord { name, url, page }| Publisher { name, url, page }),
                });
            }
            Line::Speaker(line) => {
                let (id, speaker) = speaker(line).ok_or_else(|| wrong("an unknown kind".into()))?;
                speakers.insert(id, speaker);
            }
            Line::Article(line) => {
                let (id, article) = article(*line);
                articles.insert(id, article);
            }
            Line::Claim(line) => {
                let article = articles.get_mut(&ArticleId::from(line.article.id.as_str()));
                let article = article.ok_or_else(|| wrong("a claim before its article".into()))?;
                let id = line.id.as_str().into();
                let text = article.text.clone();
                let claim =
                    claim(*line, text.as_deref()).ok_or_else(|| wrong("an unknown word or place".into()))?;
                article.claims.insert(id, claim);
            }
        }
    }
    let head = head.ok_or("no line describes the project")?;
    Ok(Project::from_parts(head, reviewers, speakers, articles))
}

fn speaker(line: SpeakerLine) -> Option<(SpeakerId, Speaker)> {
    let kind = match line.kind.as_str() {
        "person" => SpeakerKind::Person,
        "organisation" => SpeakerKind::Organisation,
        "group" => SpeakerKind::Group,
        "outlet" => SpeakerKind::Outlet,
        "document" => SpeakerKind::Document,
        "unnamed" => SpeakerKind::Unnamed,
        _ => return None,
    };
    let speaker = Speaker {
        name: line.name,
        kind,
        aliases: line.aliases,
        role: line.role,
        affiliation: line.affiliation.map(|body| body.id.into()),
        wikidata: line.wikidata,
        color: line.color,
        note: line.note,
    };
    Some((line.id.into(), speaker))
}

fn article(line: ArticleLine) -> (ArticleId, Article) {
    let metadata = Metadata {
        title: line.title,
        publisher: line.publisher,
        byline: line.byline,
        credit: line.credit,
        url: line.url,
        published: line.published,
        language: line.language,
        direction: line.direction.map(|direction| match direction.as_str() {
            "left to right" => TextDirection::LeftToRight,
            _ => TextDirection::RightToLeft,
        }),
        added: line.added,
        original: line.original,
    };
    let done = line.done.map(|done| Done {
        by: done.by.id.into(),
        at: done.at,
    });
    let article = Article {
        metadata,
        text: line.text.map(Arc::from),
        claims: ClaimMap::new(),
        done,
    };
    (line.id.into(), article)
}

fn claim(line: ClaimLine, text: Option<&str>) -> Option<Claim> {
    let index = text.map(CharIndex::new);
    let index = index.as_ref();
    let quotation = match line.quotation.as_deref() {
        Some("direct") => Some(Quotation::Direct),
        Some("indirect") => Some(Quotation::Indirect),
        Some("mixed") => Some(Quotation::Mixed),
        None => None,
        Some(_) => return None,
    };
    let chain = line.chain.into_iter().map(|record| link(record, index));
    let voice = match line.voice.as_str() {
        "to be attributed" => Voice::ToBeAttributed,
        "article" => Voice::Article,
        "attributed" => Voice::Attributed(chain.collect::<Option<_>>()?),
        _ => return None,
    };
    let evidence = line.evidence.into_iter();
    let evidence = evidence.map(|record| Some((record.id.as_str().into(), evidence_of(record)?)));
    Some(Claim {
        spans: anchors(line.spans, index)?,
        voice,
        quotation: quotation.filter(|_| line.quotation_set_by_hand),
        reviews: line.reviews.into_iter().map(review).collect::<Option<_>>()?,
        verdict: line.verdict.map(|verdict| Verdict {
            rating: verdict.rating,
            by: verdict.by.id.into(),
            at: verdict.at,
        }),
        evidence: evidence.collect::<Option<_>>()?,
        note: line.note,
        tags: line.tags,
        marked_by: line.marked_by.map(|who| who.id.into()),
        marked_at: line.marked_at,
    })
}

fn link(record: LinkRecord, index: Option<&CharIndex>) -> Option<Attribution> {
    let polarity = match record.polarity.as_str() {
        "affirms" => Polarity::Affirms,
        "denies" => Polarity::Denies,
        _ => return None,
    };
    Some(Attribution {
        speakers: record
            .speakers
            .into_iter()
            .map(|speaker| speaker.id.into())
            .collect(),
        source: anchors(record.source, index)?,
        cue: anchors(record.cue, index)?,
        polarity,
        inferred: record.inferred,
    })
}

fn anchors(records: Vec<AnchorRecord>, index: Option<&CharIndex>) -> Option<Vec<Anchor>> {
    let anchor = |record: AnchorRecord| {
        let place = match index.filter(|_| !record.orphaned) {
            Some(index) => {
                let start = index.byte_from_chars(record.start)?;
                Place::At(Span::new(start, index.byte_from_chars(record.end)?))
            }
            None => Place::Unproved(record.start..record.end),
        };
        Some(Anchor {
            place,
            words: record.words,
            before: record.before,
            after: record.after,
        })
    };
    records.into_iter().map(anchor).collect()
}

fn review(record: ReviewRecord) -> Option<(ReviewerId, Review)> {
    let decision = match record.decision.as_str() {
        "accepted" => Decision::Accepted,
        "disputed" => Decision::Disputed,
        "rejected" => Decision::Rejected,
        _ => return None,
    };
    let review = Review {
        decision,
        at: record.at,
        why: record.why,
    };
    Some((record.reviewer.id.into(), review))
}

fn evidence_of(record: EvidenceRecord) -> Option<Evidence> {
    let stance = match record.stance.as_deref() {
        Some("supports") => Some(Stance::Supports),
        Some("refutes") => Some(Stance::Refutes),
        Some("context") => Some(Stance::Context),
        None => None,
        Some(_) => return None,
    };
    Some(Evidence {
        url: record.url,
        title: record.title,
        excerpt: record.excerpt,
        stance,
        seen: record.seen,
    })
}
