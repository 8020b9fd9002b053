//! Sayso's own JSON Lines, as the export writes them: a line for the project, one a speaker, one an article, one a
//! claim. Everything comes back; a place whose words are not there is kept as lost, with its words.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::sayso_differences::{article_value, claim_value, differences, project_value, speaker_value};
use super::sayso_documents::{is_document, taken_apart};
use super::units::{OffsetIndex, OffsetSample as Proof, OffsetUnit, unit_of};
use super::{Annotated, AnnotatedFile, AnnotatedFormat, Unplaced, UnplacedReason, utf8};
use crate::import::error::ParseError;
use crate::interchange::words::{self, meant};
use crate::interchange::{
    AnchorRecord, ArticleLine, AssignmentRecord, BlindRecord, ClaimLine, DoneRecord, EvidenceRecord, Line,
    LinkRecord, ProjectLine, PublisherRecord, ReviewRecord, SpeakerLine, VERSION, VerdictRecord,
};
use crate::model::{
    Anchor, AnchorPlace, Article, ArticleId, Assignment, Attribution, Blind, Claim, ClaimFingerprint,
    ClaimMap, Decision, Done, Evidence, Head, Metadata, Origin, Polarity, Project, Publisher, Quotation,
    Rating, Review, Reviewer, ReviewerId, Speaker, SpeakerId, SpeakerKind, Stance, TextDirection, Verdict,
    Voice,
};

/// Reads files of lines as one project.
pub(super) fn read(files: &[AnnotatedFile]) -> Result<Annotated, ParseError> {
    let mut lines = Lines::default();
    for file in files {
        lines.read(file.path, utf8(file.bytes)?)?;
    }
    lines.finish(AnnotatedFormat::SaysoLines)
}

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

impl Lines {
    /// Takes in a file of lines.
    pub(super) fn read(&mut self, file: &str, lines: &str) -> Result<(), ParseError> {
        let file: Arc<str> = file.into();
        for (at, line) in lines.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let wrong = |what: String| ParseError::damaged_line(at + 1, &what);
            if is_document(line) {
                self.take_document(&file, at + 1, line).map_err(wrong)?;
                continue;
            }
            let line = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
            self.take(&file, at + 1, line).map_err(wrong)?;
        }
        Ok(())
    }

    /// Takes in an article with its claims. The names that its records tell stand in for the lines of speakers.
    fn take_document(&mut self, file: &Arc<str>, number: usize, line: &str) -> Result<(), String> {
        let told = |error: serde_json::Error| error.to_string();
        let document = taken_apart(line).map_err(told)?;
        self.head.get_or_insert_with(|| Head::titled(""));
        for (id, speaker) in document.speakers {
            let color = self.speakers.len();
            self.speakers.entry(id).or_insert(Speaker { color, ..speaker });
        }
        for (id, reviewer) in document.reviewers {
            self.reviewers.entry(id).or_insert(reviewer);
        }
        for record in std::iter::once(document.article).chain(document.claims) {
            let line = serde_json::from_value(record).map_err(told)?;
            self.take(file, number, line)?;
        }
        Ok(())
    }

    /// Takes in a claim that stands elsewhere, as JSON.
    pub(super) fn read_claim(
        &mut self,
        file: &str,
        line: usize,
        claim: serde_json::Value,
    ) -> Result<(), String> {
        let claim = serde_json::from_value(claim).map_err(|error| error.to_string())?;
        self.take(&file.into(), line, claim)
    }

    /// The article of this id, to be given its text.
    pub(super) fn article_mut(&mut self, id: &str) -> Option<&mut Article> {
        self.articles.get_mut(&ArticleId::from(id))
    }

    /// Whether a line described the project.
    pub(super) fn has_head(&self) -> bool {
        self.head.is_some()
    }

    fn take(&mut self, file: &Arc<str>, number: usize, line: Line<'static>) -> Result<(), String> {
        match line {
            Line::Project(line) => {
                if line.sayso_jsonl > VERSION {
                    return Err(fl!("import-sayso-lines-newer").to_owned());
                }
                self.take_head(line)
                    .ok_or("a difference with a word that is not known")?;
            }
            Line::Speaker(line) => {
                let (id, speaker) = speaker(line).ok_or(fl!("import-sayso-lines-speaker-type"))?;
                self.speakers.insert(id, speaker);
            }
            Line::Article(line) => {
                let (id, article) = article(*line).ok_or("a difference with a word that is not known")?;
                self.articles.insert(id, article);
            }
            Line::Claim(claim) => {
                if claim.spans.is_empty() {
                    return Err(fl!("import-sayso-lines-claim-without-words").to_owned());
                }
                self.claims.push(PlacedClaim {
                    file: Arc::clone(file),
                    line: number,
                    claim: *claim,
                });
            }
        }
        Ok(())
    }

    fn take_head(&mut self, line: ProjectLine) -> Option<()> {
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
            publisher: line.publisher.map(publisher_of),
            blind: line.blind.as_ref().map(blind_of),
            differences: differences(line.differences, |value| Some(project_value(value)))?,
        });
        Some(())
    }

    /// The project, now that all texts are there.
    pub(super) fn finish(mut self, format: AnnotatedFormat) -> Result<Annotated, ParseError> {
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
                let missing = fl!("import-sayso-lines-missing-article", article = of.as_str());
                ParseError::damaged_line(line, &missing)
            })?;
            let mut prover = Prover {
                places: places.get(&of),
                unit,
                lost: Vec::new(),
            };
            let id = record.id.as_ref().into();
            let claim = claim(record, &mut prover)
                .ok_or_else(|| ParseError::damaged_line(line, &fl!("import-sayso-lines-unknown-value")))?;
            unplaced.extend(prover.lost.into_iter().map(|words| Unplaced {
                file: file.to_string(),
                line,
                label: fl!("import-unplaced-claim").to_owned(),
                words,
                why: UnplacedReason::NotThere,
                article: Some(of.clone()),
            }));
            article.claims.insert(id, claim);
        }
        Ok(Annotated {
            format,
            project: Project::from_parts(head, self.reviewers, self.speakers, self.articles),
            ids_are_ours: true,
            verdicts: Vec::new(),
            unit,
            unplaced,
            left_aside: BTreeMap::new(),
            labels: Vec::new(),
            files: BTreeMap::new(),
            loose: Vec::new(),
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
pub(super) struct Prover<'a> {
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

    pub(super) fn anchors(&mut self, records: Vec<AnchorRecord>) -> Vec<Anchor> {
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
        differences: differences(line.differences, speaker_value)?,
    };
    Some((line.id.as_ref().into(), speaker))
}

fn article(line: ArticleLine) -> Option<(ArticleId, Article)> {
    let direction = |word: Cow<str>| direction_of(&word).unwrap_or(TextDirection::RightToLeft);
    let metadata = Metadata {
        title: line.title.into_owned(),
        publisher: line.publisher.map(Cow::into_owned),
        byline: line.byline.map(Cow::into_owned),
        page: line.page.map(Cow::into_owned),
        credit: line.credit.into_owned(),
        url: line.url.map(Cow::into_owned),
        published: line.published,
        language: line.language.map(Cow::into_owned),
        partial: line.partial,
        direction: line.direction.map(direction),
        added: line.added,
        original: line.original.map(Cow::into_owned),
        file_name: line.file_name.map(Cow::into_owned),
        tags: line.tags.into_owned(),
        assigned: line.assigned.iter().map(assignment_of).collect(),
        refused: line
            .refused
            .iter()
            .filter_map(|digits| u64::from_str_radix(digits, 16).ok())
            .collect(),
        differences: differences(line.differences, article_value)?,
    };
    let done = line.done.as_ref().map(done_of);
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
    Some((line.id.as_ref().into(), article))
}

/// The claim of a line; none where a word in it is not known.
fn claim(line: ClaimLine, prover: &mut Prover) -> Option<Claim> {
    let quotation = quotation_of(line.quotation)?;
    let spans = prover.anchors(line.spans);
    let voice = voice_of(&line.voice, line.chain, prover)?;
    let bare = Claim {
        spans,
        voice,
        ..Claim::default()
    };
    let now = ClaimFingerprint::new(&bare);
    let verdict = match line.verdict {
        Some(verdict) => Some(verdict_of(verdict, now)?),
        None => None,
    };
    let reviews = line.reviews.into_iter().map(|record| review_of(record, now));
    let evidence = line.evidence.into_iter();
    let evidence = evidence.map(|record| Some((record.id.as_ref().into(), evidence_of(record)?)));
    let evidence = evidence.filter(|found| found.as_ref().is_none_or(|(_, evidence)| !evidence.is_blank()));
    Some(Claim {
        quotation: quotation.filter(|_| line.quotation_set_by_hand),
        reviews: reviews.collect::<Option<_>>()?,
        verdict,
        evidence: evidence.collect::<Option<_>>()?,
        note: line.note.into_owned(),
        tags: line.tags.into_owned(),
        marked_by: line.marked_by.map(|who| who.id.as_ref().into()),
        marked_at: line.marked_at,
        origin: match line.origin {
            Some(word) => meant(&word, &ORIGINS, words::origin)?,
            None => Origin::default(),
        },
        differences: differences(line.differences, |value| claim_value(value, now, prover))?,
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

/// Every origin of a claim.
pub(super) const ORIGINS: [Origin; 3] = [Origin::ByHand, Origin::Taken, Origin::Changed];

pub(super) fn blind_of(record: &BlindRecord) -> Blind {
    Blind {
        one_in: record.one_in,
        seed: record.seed,
    }
}

pub(super) fn publisher_of(record: PublisherRecord) -> Publisher {
    Publisher {
        name: record.name.into_owned(),
        url: record.url.into_owned(),
        page: record.page.into_owned(),
    }
}

pub(super) fn assignment_of(record: &AssignmentRecord) -> (ReviewerId, Assignment) {
    let done = record.done;
    (record.reviewer.id.as_ref().into(), Assignment { done })
}

pub(super) fn done_of(record: &DoneRecord) -> Done {
    Done {
        by: record.by.id.as_ref().into(),
        at: record.at,
    }
}

pub(super) fn verdict_of(record: VerdictRecord, now: ClaimFingerprint) -> Option<Verdict> {
    Some(Verdict {
        rating: record.rating.into_owned(),
        by: record.by.id.as_ref().into(),
        at: record.at,
        standing: record.standing.standing(now)?,
    })
}

pub(super) fn direction_of(word: &str) -> Option<TextDirection> {
    let directions = [TextDirection::LeftToRight, TextDirection::RightToLeft];
    meant(word, &directions, words::direction)
}

/// The quotation that a word means; the outer option is none where the word is not known.
#[expect(clippy::option_option, reason = "no word is not an unknown word")]
pub(super) fn quotation_of(word: Option<Cow<str>>) -> Option<Option<Quotation>> {
    let quotations = [Quotation::Direct, Quotation::Indirect, Quotation::Mixed];
    match word {
        Some(word) => meant(&word, &quotations, words::quotation).map(Some),
        None => Some(None),
    }
}

pub(super) fn voice_of(word: &str, chain: Vec<LinkRecord>, prover: &mut Prover) -> Option<Voice> {
    match word {
        "to be attributed" => Some(Voice::ToBeAttributed),
        "article" => Some(Voice::Article),
        "attributed" => {
            let chain = chain.into_iter().map(|record| link(record, prover));
            let chain: Vec<Attribution> = chain.collect::<Option<_>>()?;
            (!chain.is_empty()).then_some(Voice::Attributed(chain))
        }
        _ => None,
    }
}

pub(super) fn review_of(record: ReviewRecord, now: ClaimFingerprint) -> Option<(ReviewerId, Review)> {
    let decisions = [Decision::Accepted, Decision::Disputed, Decision::Rejected];
    let review = Review {
        decision: meant(&record.decision, &decisions, words::decision)?,
        at: record.at,
        why: record.why.into_owned(),
        standing: record.standing.standing(now)?,
    };
    Some((record.reviewer.id.as_ref().into(), review))
}

pub(super) fn evidence_of(record: EvidenceRecord) -> Option<Evidence> {
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
