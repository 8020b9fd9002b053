//! How claims come of an article with marks: places proved, speakers found, claims made of the marks that belong together.
//! Which marks those are is told in `tied`; how a format writes them down is not known here.

use std::collections::{BTreeMap, BTreeSet};

use super::super::patience;
use super::super::refusal::ParseError;
use super::draft::{Draft, Mark, found};
use super::hands;
use super::labels::{LabelMap, Part};
use super::tied::{Link, chains, verdicts_of_claims};
use super::units::{Evidence, Places, Unit, unit_of};
use super::{Annotated, AnnotatedFormat, Misfit, Why};
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
    own: Unit,
    drafts: Vec<Draft>,
    labels: &LabelMap,
    misfits: Vec<Misfit>,
) -> Result<Annotated, ParseError> {
    if drafts.iter().map(|draft| draft.marks.len()).sum::<usize>() > MAX_MARKS {
        return Err(ParseError::TooManyParts(MAX_MARKS));
    }
    let unit = unit_of_drafts(&drafts, labels, own);
    let labels_found = found(&drafts);
    let mut files: BTreeMap<ArticleId, String> = BTreeMap::new();
    let mut assembly = Assembly {
        labels,
        unit,
        misfits,
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
        patience::go_on()?;
        if let Some((id, article)) = last.as_mut().filter(|_| draft.is_by_another_hand) {
            let rated = assembly.verdicts.len();
            let other = assembly.article_with_whose(id, &draft)?;
            let others = assembly.verdicts.split_off(rated);
            hands::join(article, &other, id, &mut assembly.verdicts, others)?;
            continue;
        }
        articles.extend(last.take());
        let mut id = ArticleId::from(draft.name.as_str());
        let mut number = 1;
        while articles.contains_key(&id) {
            number += 1;
            id = ArticleId::from(format!("{}-{number}", draft.name));
        }
        let article = assembly.article_with_whose(&id, &draft)?;
        files.insert(id.clone(), draft.file.clone());
        last = Some((id, article));
    }
    articles.extend(last);
    tell_whose(&mut assembly.misfits, &files);
    Ok(Annotated {
        format,
        project: Project::from_parts(Head::titled(""), BTreeMap::new(), assembly.speakers, articles),
        ids_are_ours: false,
        verdicts: assembly.verdicts,
        unit,
        misfits: assembly.misfits,
        left_aside: assembly.left_aside,
        labels: labels_found,
        files,
    })
}

/// What was told of a file before its article had an id belongs to that article, where the file has only one.
fn tell_whose(misfits: &mut [Misfit], files: &BTreeMap<ArticleId, String>) {
    let mut articles: BTreeMap<&str, Option<&ArticleId>> = BTreeMap::new();
    for (id, file) in files {
        articles
            .entry(file)
            .and_modify(|only| *only = None)
            .or_insert(Some(id));
    }
    for misfit in misfits.iter_mut().filter(|misfit| misfit.article.is_none()) {
        misfit.article = articles.get(misfit.file.as_str()).copied().flatten().cloned();
    }
}

fn unit_of_drafts(drafts: &[Draft], labels: &LabelMap, own: Unit) -> Unit {
    let places: Vec<Places> = drafts.iter().map(|draft| Places::new(&draft.text)).collect();
    let marks = drafts.iter().zip(&places).flat_map(|(draft, places)| {
        let marks = draft
            .marks
            .iter()
            .filter(|mark| labels.part_of(&mark.label).is_some());
        marks.map(move |mark| Evidence {
            places,
            pieces: &mark.pieces,
            words: mark.words.as_deref(),
        })
    });
    unit_of(&marks.collect::<Vec<_>>(), own)
}

struct Assembly<'a> {
    labels: &'a LabelMap,
    unit: Unit,
    misfits: Vec<Misfit>,
    left_aside: BTreeMap<String, usize>,
    verdicts: Vec<hands::Rated>,
    speakers: BTreeMap<SpeakerId, Speaker>,
    by_name: BTreeMap<String, SpeakerId>,
    /// How long the words of all spans are so far, in bytes.
    written: usize,
}

impl Assembly<'_> {
    /// The article, and of which article it is what is told meanwhile.
    fn article_with_whose(&mut self, id: &ArticleId, draft: &Draft) -> Result<Article, ParseError> {
        let told = self.misfits.len();
        let article = self.article(id, draft)?;
        for misfit in self.misfits.iter_mut().skip(told) {
            misfit.article = Some(id.clone());
        }
        Ok(article)
    }

    fn article(&mut self, id: &ArticleId, draft: &Draft) -> Result<Article, ParseError> {
        let unix = draft.text.replace("\r\n", "\n").replace('\r', "\n");
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
            patience::go_on()?;
            let anchors = self.anchors(&unix, pieces, &spans)?;
            if anchors.is_empty() {
                continue;
            }
            let claim_id = ClaimId::from(format!("c-{}", number + 1));
            let mut claim = Claim {
                spans: anchors,
                note: mark.note.clone(),
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
        self.tell_unused(draft, &used, &spans);
        Ok(article)
    }

    /// Where each mark stands, in bytes; what does not stand where it says is told.
    fn spans(&mut self, draft: &Draft) -> Vec<Option<Vec<Span>>> {
        let places = Places::new(&draft.text);
        let mut all = Vec::with_capacity(draft.marks.len());
        for mark in &draft.marks {
            if self.labels.part_of(&mark.label).is_none() {
                *self.left_aside.entry(mark.label.clone()).or_default() += 1;
                all.push(None);
                continue;
            }
            let proof = Evidence {
                places: &places,
                pieces: &mark.pieces,
                words: mark.words.as_deref(),
            };
            let proved = proof.fits(self.unit) && !mark.pieces.is_empty();
            let spans: Option<Vec<Span>> = mark
                .pieces
                .iter()
                .map(|piece| places.span(self.unit, *piece).filter(|_| proved))
                .collect();
            if !proved {
                self.misfit(draft, mark, Why::NotThere);
            }
            all.push(spans.filter(|_| proved));
        }
        all
    }

    fn voice(
        &mut self,
        text: &str,
        mark: &Mark,
        links: &[Link],
        draft: &Draft,
        spans: &[Option<Vec<Span>>],
    ) -> Result<Voice, ParseError> {
        let mut chain: Vec<Attribution> = Vec::with_capacity(links.len());
        for link in links {
            let mut speakers = Vec::new();
            for source in link.sources.iter().filter_map(|at| draft.marks.get(*at)) {
                for name in &source.speakers {
                    speakers.extend(self.speaker(name, source.wikidata.as_deref()));
                }
                if self.labels.part_of(&source.label) == Some(Part::Speaker) {
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
            return Err(ParseError::Swells(MAX_SPAN_BYTES));
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

    fn tell_unused(&mut self, draft: &Draft, used: &BTreeSet<usize>, spans: &[Option<Vec<Span>>]) {
        for (at, mark) in draft.marks.iter().enumerate() {
            let part = self.labels.part_of(&mark.label);
            let is_tied = matches!(part, None | Some(Part::Claim)) || used.contains(&at);
            if !is_tied && spans.get(at).is_some_and(Option::is_some) {
                self.misfit(draft, mark, Why::WithoutClaim);
            }
        }
    }

    fn misfit(&mut self, draft: &Draft, mark: &Mark, why: Why) {
        let places: Vec<String> = mark
            .pieces
            .iter()
            .map(|(start, end)| format!("{start}–{end}"))
            .collect();
        self.misfits.push(Misfit {
            file: draft.file.clone(),
            line: mark.line,
            label: mark.label.clone(),
            words: mark.words.clone().unwrap_or_else(|| places.join(", ")),
            why,
            article: None,
        });
    }
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
