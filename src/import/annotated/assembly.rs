//! Makes claims of an article with marks: proves the places, finds the speakers, and puts the marks
//! that `relations` finds to belong together into claims.

use std::collections::{BTreeMap, BTreeSet};

use super::annotators;
use super::labels::{LabelMap, LabelRole};
use super::parsed::{ParsedArticle, ParsedMark, found_labels};
use super::relations::{Link, chains, verdicts_of_claims};
use super::units::{OffsetIndex, OffsetSample, OffsetUnit, fitting_at_most, unit_of};
use super::{Annotated, AnnotatedFormat, Unplaced, UnplacedReason};
use crate::import::decode::with_line_feeds;
use crate::import::error::ParseError;
use crate::import::guard::cancel;
use crate::model::{
    Anchor, Article, ArticleId, Attribution, Claim, ClaimId, Head, Project, Quotation, Speaker, SpeakerId,
    Voice,
};
use crate::text::Span;

/// The maximum number of marks in a corpus.
const MAX_MARKS: usize = 500_000;
/// The maximum memory of the anchors of all spans together.
const MAX_SPAN_BYTES: usize = 256 * 1024 * 1024;
/// The memory of an anchor beside its words.
const ANCHOR_BYTES: usize = 100;

/// The articles with their claims.
pub(super) fn assemble(
    format: AnnotatedFormat,
    drafts: Vec<ParsedArticle>,
    labels: &LabelMap,
    unplaced: Vec<Unplaced>,
) -> Result<Annotated, ParseError> {
    if drafts.iter().map(|draft| draft.marks.len()).sum::<usize>() > MAX_MARKS {
        return Err(ParseError::TooManyParts(MAX_MARKS));
    }
    let mut drafts = drafts;
    for draft in &mut drafts {
        settle_line_ends(draft, labels);
    }
    let unit = labels
        .unit()
        .unwrap_or_else(|| unit_of_drafts(&drafts, labels, format.unit()));
    let labels_found = found_labels(&drafts);
    let mut files: BTreeMap<ArticleId, String> = BTreeMap::new();
    let mut assembly = Assembly {
        labels,
        unit,
        unplaced,
        left_aside: BTreeMap::new(),
        verdicts: Vec::new(),
        speakers: BTreeMap::new(),
        by_name: BTreeMap::new(),
        written: 0,
    };
    let mut articles: BTreeMap<ArticleId, Article> = BTreeMap::new();
    // Others may have marked the same.
    let mut last: Option<(ArticleId, Article)> = None;
    for draft in drafts {
        cancel::check_cancelled()?;
        if let Some((id, article)) = last.as_mut().filter(|_| draft.is_by_other_annotator) {
            let rated = assembly.verdicts.len();
            let other = assembly.article_with_unplaced(id, &draft)?;
            let others = assembly.verdicts.split_off(rated);
            annotators::join(article, &other, id, &mut assembly.verdicts, others)?;
            continue;
        }
        articles.extend(last.take());
        let mut id = ArticleId::from(draft.name.as_str());
        let mut number = 1;
        while articles.contains_key(&id) {
            number += 1;
            id = ArticleId::from(format!("{}-{number}", draft.name));
        }
        let article = assembly.article_with_unplaced(&id, &draft)?;
        files.insert(id.clone(), draft.file.clone());
        last = Some((id, article));
    }
    articles.extend(last);
    assign_articles(&mut assembly.unplaced, &files);
    Ok(Annotated {
        format,
        project: Project::from_parts(Head::titled(""), BTreeMap::new(), assembly.speakers, articles),
        ids_are_ours: false,
        verdicts: assembly.verdicts,
        unit,
        unplaced: assembly.unplaced,
        left_aside: assembly.left_aside,
        labels: labels_found,
        files,
        loose: Vec::new(),
    })
}

/// Assigns what was reported of a file before its article had an id to that article, where the file has only one.
fn assign_articles(unplaced: &mut [Unplaced], files: &BTreeMap<ArticleId, String>) {
    let mut articles: BTreeMap<&str, Option<&ArticleId>> = BTreeMap::new();
    for (id, file) in files {
        articles
            .entry(file)
            .and_modify(|only| *only = None)
            .or_insert(Some(id));
    }
    for mark in unplaced.iter_mut().filter(|mark| mark.article.is_none()) {
        mark.article = articles.get(mark.file.as_str()).copied().flatten().cloned();
    }
}

fn unit_of_drafts(drafts: &[ParsedArticle], labels: &LabelMap, own: OffsetUnit) -> OffsetUnit {
    let places: Vec<OffsetIndex> = drafts.iter().map(|draft| OffsetIndex::new(&draft.text)).collect();
    let drafts = drafts.iter().zip(&places);
    let marks = drafts.flat_map(|(draft, places)| samples(draft, places, labels));
    unit_of(&marks.collect::<Vec<_>>(), own)
}

/// The marks of an article that have a role.
fn samples<'a>(
    draft: &'a ParsedArticle,
    places: &'a OffsetIndex<'a>,
    labels: &LabelMap,
) -> Vec<OffsetSample<'a>> {
    let marks = draft.marks.iter();
    let marks = marks.filter(|mark| labels.role_of(&mark.label).is_some());
    let marks = marks.map(|mark| OffsetSample {
        places,
        pieces: &mark.pieces,
        words: mark.words.as_deref(),
    });
    marks.collect()
}

/// Line ends of two characters are counted as one by some programs: the text is taken in the form in which more marks cover
/// the words that the file repeats.
fn settle_line_ends(draft: &mut ParsedArticle, labels: &LabelMap) {
    if !draft.text.contains("\r\n") {
        return;
    }
    let unix = with_line_feeds(&draft.text);
    let fitting = |text: &str| {
        let places = OffsetIndex::new(text);
        fitting_at_most(&samples(draft, &places, labels))
    };
    if fitting(&unix) > fitting(&draft.text) {
        draft.text = unix;
    }
}

struct Assembly<'a> {
    labels: &'a LabelMap,
    unit: OffsetUnit,
    unplaced: Vec<Unplaced>,
    left_aside: BTreeMap<String, usize>,
    verdicts: Vec<annotators::ClaimRating>,
    speakers: BTreeMap<SpeakerId, Speaker>,
    by_name: BTreeMap<String, SpeakerId>,
    /// How long the words of all spans are so far, in bytes.
    written: usize,
}

impl Assembly<'_> {
    /// The article; what cannot be placed in it is assigned to it.
    fn article_with_unplaced(
        &mut self,
        id: &ArticleId,
        draft: &ParsedArticle,
    ) -> Result<Article, ParseError> {
        let before = self.unplaced.len();
        let article = self.article(id, draft)?;
        for mark in self.unplaced.iter_mut().skip(before) {
            mark.article = Some(id.clone());
        }
        Ok(article)
    }

    fn article(&mut self, id: &ArticleId, draft: &ParsedArticle) -> Result<Article, ParseError> {
        let unix = with_line_feeds(&draft.text);
        let spans = self.spans(draft);
        let spans: Vec<Option<Vec<Span>>> = if draft.text.contains('\r') {
            without_returns(&draft.text, spans)
        } else {
            spans
        };
        let chains = chains(draft, self.labels);
        let verdicts = verdicts_of_claims(draft, self.labels);
        let mut used = BTreeSet::new();
        let mut article = Article::new(draft.metadata.clone(), unix.as_str());
        for (number, (first, (pieces, links))) in chains.iter().enumerate() {
            used.extend(
                links
                    .iter()
                    .flat_map(|link| link.sources.iter().chain(&link.cues))
                    .copied(),
            );
            let Some(mark) = draft.marks.get(*first) else {
                continue;
            };
            cancel::check_cancelled()?;
            let anchors = self.anchors(&unix, pieces, &spans)?;
            if anchors.is_empty() {
                continue;
            }
            let claim_id = ClaimId::from(format!("c-{}", number + 1));
            let mut claim = Claim {
                spans: anchors,
                note: mark.note.clone(),
                tags: mark.tags.clone(),
                ..Claim::default()
            };
            claim.voice = self.voice(&unix, mark, links, draft, &spans)?;
            claim.quotation = mark
                .quotation
                .as_deref()
                .and_then(quotation)
                .filter(|said| *said != claim.quotation_by_marks(&unix));
            let rated = pieces.iter().find_map(|piece| verdicts.get(piece)).copied();
            used.extend(rated);
            let rated = rated.and_then(|rated| draft.marks.get(rated)?.words.clone());
            if let Some(verdict) = mark.verdict.as_ref().or(rated.as_ref()) {
                self.verdicts
                    .push((id.clone(), claim_id.clone(), verdict.clone()));
            }
            article.claims.insert(claim_id, claim);
        }
        self.report_unused(draft, &used, &spans);
        Ok(article)
    }

    /// The spans of each mark in bytes; a mark that cannot be placed is reported.
    fn spans(&mut self, draft: &ParsedArticle) -> Vec<Option<Vec<Span>>> {
        let places = OffsetIndex::new(&draft.text);
        let mut all = Vec::with_capacity(draft.marks.len());
        for mark in &draft.marks {
            if self.labels.role_of(&mark.label).is_none() {
                *self.left_aside.entry(mark.label.clone()).or_default() += 1;
                all.push(None);
                continue;
            }
            let whole = mark.pieces.as_slice();
            let words = mark.words.as_deref();
            let proof = |pieces| OffsetSample {
                places: &places,
                pieces,
                words,
            };
            let mut pieces = whole.to_vec();
            let mut proved = !whole.is_empty() && proof(whole).fits(self.unit);
            if let Some((_, end)) = pieces
                .last_mut()
                .filter(|(_, end)| !proved && *end == places.len(self.unit) + 1)
            {
                // Some programs count the line end that they add.
                *end -= 1;
                proved = proof(&pieces).fits(self.unit);
                if proved {
                    self.report_unplaced(draft, mark, UnplacedReason::EndMended);
                }
            }
            if !proved {
                self.report_unplaced(draft, mark, UnplacedReason::NotThere);
            }
            let spans = pieces
                .iter()
                .map(|piece| places.span(self.unit, *piece).map(|span| places.trimmed(span)));
            let spans: Option<Vec<Span>> = spans.collect();
            let spans = spans.filter(|_| proved);
            all.push(spans.map(|spans| joined(spans, &draft.text)));
        }
        all
    }

    fn voice(
        &mut self,
        text: &str,
        mark: &ParsedMark,
        links: &[Link],
        draft: &ParsedArticle,
        spans: &[Option<Vec<Span>>],
    ) -> Result<Voice, ParseError> {
        let mut chain: Vec<Attribution> = Vec::with_capacity(links.len());
        for link in links {
            let mut speakers = Vec::new();
            for source in link.sources.iter().filter_map(|at| draft.marks.get(*at)) {
                for name in &source.speakers {
                    speakers.extend(self.speaker(name, source.wikidata.as_deref()));
                }
                if self.labels.role_of(&source.label) == Some(LabelRole::Speaker) {
                    speakers.extend(source.words.as_deref().and_then(|name| self.speaker(name, None)));
                }
            }
            let mut seen = BTreeSet::new();
            speakers.retain(|id| seen.insert(id.clone()));
            chain.push(Attribution {
                speakers,
                source: self.anchors(text, &link.sources, spans)?,
                cue: self.anchors(text, &link.cues, spans)?,
                ..Attribution::default()
            });
        }
        // Whom the claim itself names stands for a link that nobody marked.
        let said: Vec<SpeakerId> = mark
            .speakers
            .iter()
            .filter_map(|name| self.speaker(name, None))
            .collect();
        if !said.is_empty() {
            match chain.as_mut_slice() {
                [] => chain.push(Attribution {
                    speakers: said,
                    inferred: true,
                    ..Attribution::default()
                }),
                [only] if only.speakers.is_empty() => {
                    only.inferred = only.source.is_empty();
                    only.speakers = said;
                }
                _ => {}
            }
        }
        let said = mark.voice.as_deref().or(mark.quotation.as_deref());
        Ok(if !chain.is_empty() {
            Voice::Attributed(chain)
        } else if matches!(said, Some("article" | "narrator")) {
            Voice::Article
        } else {
            Voice::ToBeAttributed
        })
    }

    /// The anchors of these marks, in the order of the text, each place once. Many claims may share one long source, and each
    /// keeps its words.
    fn anchors(
        &mut self,
        text: &str,
        marks: &[usize],
        spans: &[Option<Vec<Span>>],
    ) -> Result<Vec<Anchor>, ParseError> {
        let mut places: Vec<Span> = marks
            .iter()
            .filter_map(|mark| spans.get(*mark)?.as_ref())
            .flatten()
            .copied()
            .collect();
        places.sort_by_key(|span| (span.start, span.end));
        places.dedup();
        self.written += places.iter().map(|span| ANCHOR_BYTES + span.len()).sum::<usize>();
        if self.written > MAX_SPAN_BYTES {
            return Err(ParseError::ZipBomb(MAX_SPAN_BYTES));
        }
        Ok(places
            .into_iter()
            .filter_map(|span| Anchor::new(text, span))
            .collect())
    }

    /// The speaker of this name, one for all that are called so.
    fn speaker(&mut self, name: &str, wikidata: Option<&str>) -> Option<SpeakerId> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        let number = self.by_name.len();
        let id = self
            .by_name
            .entry(name.to_owned())
            .or_insert_with(|| SpeakerId::from(format!("s-{}", number + 1)));
        let speaker = self
            .speakers
            .entry(id.clone())
            .or_insert_with(|| Speaker::named(name, number));
        if speaker.wikidata.is_none() {
            speaker.wikidata = wikidata.map(str::to_owned);
        }
        Some(id.clone())
    }

    fn report_unused(&mut self, draft: &ParsedArticle, used: &BTreeSet<usize>, spans: &[Option<Vec<Span>>]) {
        for (at, mark) in draft.marks.iter().enumerate() {
            let part = self.labels.role_of(&mark.label);
            let is_tied = matches!(part, None | Some(LabelRole::Claim)) || used.contains(&at);
            if !is_tied && spans.get(at).is_some_and(Option::is_some) {
                self.report_unplaced(draft, mark, UnplacedReason::WithoutClaim);
            }
        }
    }

    fn report_unplaced(&mut self, draft: &ParsedArticle, mark: &ParsedMark, why: UnplacedReason) {
        let places: Vec<String> = mark
            .pieces
            .iter()
            .map(|(start, end)| format!("{start}–{end}"))
            .collect();
        self.unplaced.push(Unplaced {
            file: draft.file.clone(),
            line: mark.line,
            label: mark.label.clone(),
            words: mark.words.clone().unwrap_or_else(|| places.join(", ")),
            why,
            article: None,
        });
    }
}

/// The spans, with those as one between which only line ends and tabs stand: formats of lines cut marks there.
fn joined(spans: Vec<Span>, text: &str) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        let is_cut = |last: &&mut Span| {
            let between = text.get(last.end..span.start).unwrap_or_default();
            !between.is_empty() && between.chars().all(|c| matches!(c, '\n' | '\r' | '\t'))
        };
        match joined.last_mut().filter(is_cut) {
            Some(last) => last.end = span.end,
            None => joined.push(span),
        }
    }
    joined
}

fn quotation(word: &str) -> Option<Quotation> {
    match word {
        "direct" => Some(Quotation::Direct),
        "indirect" => Some(Quotation::Indirect),
        "mixed" => Some(Quotation::Mixed),
        _ => None,
    }
}

/// Spans of a text with returns, in the text without them.
fn without_returns(text: &str, spans: Vec<Option<Vec<Span>>>) -> Vec<Option<Vec<Span>>> {
    let pairs: Vec<usize> = text.match_indices("\r\n").map(|(at, _)| at).collect();
    let moved = |byte: usize| byte - pairs.partition_point(|at| *at < byte);
    let of_mark = |spans: Vec<Span>| {
        spans
            .into_iter()
            .map(|span| Span::new(moved(span.start), moved(span.end)))
    };
    spans
        .into_iter()
        .map(|spans| spans.map(|spans| of_mark(spans).collect()))
        .collect()
}
