//! Sayso's own JSON Lines, as the export writes them: a line for the project, one a speaker, one an article, one a
//! claim. Everything comes back; a place whose words are not there is kept as lost, with its words.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::parse_error::ParseError;
use super::units::{OffsetIndex, OffsetSample as Proof, OffsetUnit, unit_of};
use super::{Unplaced, UnplacedReason};
use crate::interchange::words::{self, meant};
use crate::interchange::{
    AnchorRecord, ArticleLine, ClaimLine, EvidenceRecord, Line, LinkRecord, ProjectLine, ReviewRecord,
    SpeakerLine, VERSION,
};
use crate::model::{
    Anchor, AnchorPlace, Article, ArticleId, Attribution, Claim, ClaimFingerprint, ClaimMap, Decision, Done,
    Evidence, Head, Metadata, Polarity, Project, Publisher, Quotation, Rating, Review, Reviewer, ReviewerId,
    Speaker, SpeakerId, SpeakerKind, Stance, TextDirection, Verdict, Voice,
};

/// Lines that were read, until all are there.
#[derive(Default)]
pub(super) struct Lines {
    head: Option<Head>,
    reviewers: BTreeMap<ReviewerId, Reviewer>,
    speakers: BTreeMap<SpeakerId, Speaker>,
    articles: BTreeMap<ArticleId, Article>,
    claims: Vec<PlacedClaim>,
}

/// A claim with the file and the line that it stands in.
struct PlacedClaim {
    file: Arc<str>,
    line: usize,
    claim: ClaimLine<'static>,
}

/// What lines gave.
pub(super) struct Whole {
    pub project: Project,
    pub unit: OffsetUnit,
    pub unplaced: Vec<Unplaced>,
}

impl Lines {
    /// Takes in a file of lines.
    pub fn read(&mut self, file: &str, lines: &str) -> Result<(), ParseError> {
        let file: Arc<str> = file.into();
        for (at, line) in lines.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let wrong = |what: String| ParseError::Damaged(format!("line {}: {what}", at + 1));
            let line = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
            self.take(&file, at + 1, line).map_err(wrong)?;
        }
        Ok(())
    }

    /// Takes in a claim that stands elsewhere, as JSON.
    pub fn read_claim(&mut self, file: &str, line: usize, claim: serde_json::Value) -> Result<(), String> {
        let claim = serde_json::from_value(claim).map_err(|error| error.to_string())?;
        self.take(&file.into(), line, claim)
    }

    /// The article of this id, to be given its text.
    pub fn article_mut(&mut self, id: &str) -> Option<&mut Article> {
        self.articles.get_mut(&ArticleId::from(id))
    }

    /// Whether a line described the project.
    pub fn has_head(&self) -> bool {
        self.head.is_some()
    }

    fn take(&mut self, file: &Arc<str>, number: usize, line: Line<'static>) -> Result<(), String> {
        match line {
            Line::Project(line) => {
                if line.sayso_jsonl != VERSION {
                    return Err("written by a newer version of Sayso".to_owned());
                }
                self.take_head(line);
            }
            Line::Speaker(line) => {
                let (id, speaker) = speaker(line).ok_or("a speaker of an unknown kind")?;
                self.speakers.insert(id, speaker);
            }
            Line::Article(line) => {
                let (id, article) = article(line);
                self.articles.insert(id, article);
            }
            Line::Claim(claim) => {
                if claim.spans.is_empty() {
                    return Err("a claim without words".to_owned());
                }
                self.claims.push(PlacedClaim {
                    file: Arc::clone(file),
                    line: number,
                    claim,
                });
            }
        }
        Ok(())
    }

    fn take_head(&mut self, line: ProjectLine) {
        let people = line.reviewers.into_iter();
        self.reviewers.extend(people.map(|who| {
            let name = who.name.into_owned();
            (who.id.as_ref().into(), Reviewer { name })
        }));
        let scale = line.scale.into_iter().map(|rating| Rating {
            key: rating.key.into_owned(),
            label: rating.label.into_owned(),
        });
        self.head = Some(Head {
            title: line.title.into_owned(),
            guidelines: line.guidelines.into_owned(),
            scale: scale.collect(),
            publisher: line.publisher.map(|publisher| Publisher {
                name: publisher.name.into_owned(),
                url: publisher.url.into_owned(),
                page: publisher.page.into_owned(),
            }),
        });
    }

    /// The project, now that all texts are there.
    pub fn finish(mut self) -> Result<Whole, ParseError> {
        let head = self.head.ok_or(ParseError::UnknownForm)?;
        let texts: BTreeMap<ArticleId, Arc<str>> = self
            .articles
            .iter()
            .filter_map(|(id, article)| Some((id.clone(), article.text.clone()?)))
            .collect();
        let places: BTreeMap<&ArticleId, OffsetIndex> = texts
            .iter()
            .map(|(id, text)| (id, OffsetIndex::new(text)))
            .collect();
        let unit = unit_of_claims(&self.claims, &places);
        let mut unplaced = Vec::new();
        for PlacedClaim {
            file,
            line,
            claim: record,
        } in self.claims
        {
            let of = ArticleId::from(record.article.id.as_ref());
            let article = self.articles.get_mut(&of).ok_or_else(|| {
                ParseError::Damaged(format!(
                    "line {line}: a claim of the article '{of}', which is not there"
                ))
            })?;
            let mut prover = Prover {
                places: places.get(&of),
                unit,
                lost: Vec::new(),
            };
            let id = record.id.as_ref().into();
            let claim = claim(record, &mut prover)
                .ok_or_else(|| ParseError::Damaged(format!("line {line}: a word that is not known")))?;
            unplaced.extend(prover.lost.into_iter().map(|words| Unplaced {
                file: file.to_string(),
                line,
                label: "claim".to_owned(),
                words,
                why: UnplacedReason::NotThere,
                article: Some(of.clone()),
            }));
            article.claims.insert(id, claim);
        }
        Ok(Whole {
            project: Project::from_parts(head, self.reviewers, self.speakers, self.articles),
            unit,
            unplaced,
        })
    }
}

/// A mark: the places of its article, the characters it names, its words.
type Named<'a> = (&'a OffsetIndex<'a>, [(usize, usize); 1], &'a str);

fn unit_of_claims(claims: &[PlacedClaim], places: &BTreeMap<&ArticleId, OffsetIndex>) -> OffsetUnit {
    let mut marks: Vec<Named> = Vec::new();
    for PlacedClaim { claim, .. } in claims {
        let Some(places) = places.get(&ArticleId::from(claim.article.id.as_ref())) else {
            continue;
        };
        let links = claim.chain.iter();
        let anchors = claim
            .spans
            .iter()
            .chain(links.flat_map(|link| link.source.iter().chain(&link.cue)));
        let proved = anchors.filter(|anchor| !anchor.orphaned);
        marks.extend(proved.map(|anchor| (places, [(anchor.start, anchor.end)], anchor.words.as_ref())));
    }
    let proofs: Vec<Proof> = marks
        .iter()
        .map(|(places, pieces, words)| Proof {
            places,
            pieces,
            words: Some(words),
        })
        .collect();
    unit_of(&proofs, OffsetUnit::Characters)
}

/// Holds the marks of one article against its text, and keeps the words of those that do not stand there.
struct Prover<'a> {
    places: Option<&'a OffsetIndex<'a>>,
    unit: OffsetUnit,
    lost: Vec<String>,
}

impl Prover<'_> {
    fn anchor(&mut self, record: AnchorRecord) -> Anchor {
        let at = (record.start, record.end);
        let place = match self.places.filter(|_| !record.orphaned) {
            Some(places) => places
                .span(self.unit, at)
                .filter(|_| places.covers(self.unit, &[at], &record.words))
                .map(AnchorPlace::At),
            None => None,
        };
        if place.is_none() && self.places.is_some() && !record.orphaned {
            self.lost.push(record.words.clone().into_owned());
        }
        Anchor {
            place: place.unwrap_or(AnchorPlace::Unproved(record.start..record.end)),
            words: record.words.into_owned(),
            before: record.before.into_owned(),
            after: record.after.into_owned(),
        }
    }

    fn anchors(&mut self, records: Vec<AnchorRecord>) -> Vec<Anchor> {
        records.into_iter().map(|record| self.anchor(record)).collect()
    }
}

fn speaker(line: SpeakerLine) -> Option<(SpeakerId, Speaker)> {
    let speaker = Speaker {
        name: line.name.into_owned(),
        kind: meant(&line.kind, &SpeakerKind::ALL, words::speaker_kind)?,
        aliases: line.aliases.into_owned(),
        role: line.role.map(Cow::into_owned),
        affiliation: line.affiliation.map(|body| body.id.as_ref().into()),
        wikidata: line.wikidata.map(Cow::into_owned),
        color: line.color,
        note: line.note.into_owned(),
    };
    Some((line.id.as_ref().into(), speaker))
}

fn article(line: ArticleLine) -> (ArticleId, Article) {
    let directions = [TextDirection::LeftToRight, TextDirection::RightToLeft];
    let direction =
        |word: Cow<str>| meant(&word, &directions, words::direction).unwrap_or(TextDirection::RightToLeft);
    let metadata = Metadata {
        title: line.title.into_owned(),
        publisher: line.publisher.map(Cow::into_owned),
        byline: line.byline.map(Cow::into_owned),
        credit: line.credit.into_owned(),
        url: line.url.map(Cow::into_owned),
        published: line.published,
        language: line.language.map(Cow::into_owned),
        partial: line.partial,
        direction: line.direction.map(direction),
        added: line.added,
        original: line.original.map(Cow::into_owned),
    };
    let done = line.done.map(|done| Done {
        by: done.by.id.as_ref().into(),
        at: done.at,
    });
    let article = Article {
        metadata,
        // A text that stands in a file of its own is told by its hash.
        text: line
            .text
            .or(line.text_sha256.map(|_| Cow::Borrowed("")))
            .map(Arc::from),
        claims: ClaimMap::new(),
        done,
    };
    (line.id.as_ref().into(), article)
}

/// The claim of a line; none where a word in it is not known.
fn claim(line: ClaimLine, prover: &mut Prover) -> Option<Claim> {
    let quotations = [Quotation::Direct, Quotation::Indirect, Quotation::Mixed];
    let quotation = match line.quotation {
        Some(word) => Some(meant(&word, &quotations, words::quotation)?),
        None => None,
    };
    let spans = prover.anchors(line.spans);
    let chain = line.chain.into_iter().map(|record| link(record, prover));
    let voice = match line.voice.as_ref() {
        "to be attributed" => Voice::ToBeAttributed,
        "article" => Voice::Article,
        "attributed" => Voice::Attributed(
            chain
                .collect::<Option<Vec<_>>>()
                .filter(|chain| !chain.is_empty())?,
        ),
        _ => return None,
    };
    let bare = Claim {
        spans,
        voice,
        ..Claim::default()
    };
    let now = ClaimFingerprint::new(&bare);
    let verdict = match line.verdict {
        Some(verdict) => Some(Verdict {
            rating: verdict.rating.into_owned(),
            by: verdict.by.id.as_ref().into(),
            at: verdict.at,
            standing: verdict.standing.standing(now)?,
        }),
        None => None,
    };
    let reviews = line.reviews.into_iter().map(|record| review(record, now));
    let evidence = line.evidence.into_iter();
    let evidence = evidence.map(|record| Some((record.id.as_ref().into(), evidence_of(record)?)));
    Some(Claim {
        quotation: quotation.filter(|_| line.quotation_set_by_hand),
        reviews: reviews.collect::<Option<_>>()?,
        verdict,
        evidence: evidence.collect::<Option<_>>()?,
        note: line.note.into_owned(),
        tags: line.tags.into_owned(),
        marked_by: line.marked_by.map(|who| who.id.as_ref().into()),
        marked_at: line.marked_at,
        ..bare
    })
}

fn link(record: LinkRecord, prover: &mut Prover) -> Option<Attribution> {
    let polarities = [Polarity::Affirms, Polarity::Denies];
    let speakers = record.speakers.iter();
    Some(Attribution {
        polarity: meant(&record.polarity, &polarities, words::polarity)?,
        speakers: speakers.map(|speaker| speaker.id.as_ref().into()).collect(),
        source: prover.anchors(record.source),
        cue: prover.anchors(record.cue),
        inferred: record.inferred,
    })
}

fn review(record: ReviewRecord, now: ClaimFingerprint) -> Option<(ReviewerId, Review)> {
    let decisions = [Decision::Accepted, Decision::Disputed, Decision::Rejected];
    let review = Review {
        decision: meant(&record.decision, &decisions, words::decision)?,
        at: record.at,
        why: record.why.into_owned(),
        standing: record.standing.standing(now)?,
    };
    Some((record.reviewer.id.as_ref().into(), review))
}

fn evidence_of(record: EvidenceRecord) -> Option<Evidence> {
    let stances = [Stance::Supports, Stance::Refutes, Stance::Context];
    let stance = match record.stance {
        Some(word) => Some(meant(&word, &stances, words::stance)?),
        None => None,
    };
    Some(Evidence {
        url: record.url.into_owned(),
        title: record.title.into_owned(),
        excerpt: record.excerpt.into_owned(),
        stance,
        seen: record.seen,
    })
}
