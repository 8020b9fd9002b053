//! Puts the parts together: from a stretch of text to its suggestions.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::candidates::{Candidate, describe};
use super::clauses::clauses;
use super::draft::{Draft, clause, draft};
use super::gazetteer::Gazetteer;
use super::languages::{Tongue, arabic_clauses, arabic_relay, beside, tongue};
use super::learning::Learned;
use super::model::Model;
use super::people;
use super::quotations::{long_quotations, offered};
use super::ranking::chance;
use super::reading::Paragraph;
use super::units::{shared, units, word_starts};
use super::{Reason, Relay, Suggestion};
use crate::model::{Polarity, Quotation, Speaker, SpeakerId};
use crate::suggest::OfferedVoice;
use crate::suggest::name::NearbySpeakers;
use crate::text::Span;
use crate::text::quotation::{QuotedShare, quoted_share};

/// The five places of the control 'fewer, surer … more': the least probability of what is shown.
pub const LEVELS: [f32; 5] = [0.8, 0.6, 0.36, 0.25, 0.15];

/// The place that is set before anybody moves the control: on real news seven in ten are right there.
pub const DEFAULT_LEVEL: usize = 2;

/// What is less likely than this is not worth keeping.
const FLOOR: f64 = 0.12;

/// From this change of the log-odds, what was learnt is a reason.
const TELLING: f64 = 0.3;

/// Of the words of the shorter of two suggestions, so many in a hundred may be the other's as well.
const MAX_SHARED: usize = 30;

/// Of the words of a quotation, so many in a hundred may be a suggestion's before it counts as covered.
const MAX_COVERED: usize = 20;

/// Of the words of a suggestion, so many in a hundred are a quotation's where it is that quotation and little else.
const LEAST_OWN: usize = 80;

/// Of the words of a quotation, so many in a hundred are a suggestion's that stands for all of it.
const LEAST_COVERING: usize = 60;

/// What is known about an article and its project.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The project's speakers.
    pub speakers: &'a BTreeMap<SpeakerId, Speaker>,
    /// The spans of the claims that are marked already: nothing is suggested over them.
    pub claims: &'a [Span],
    /// The [fingerprints](Suggestion::fingerprint) of what was refused.
    pub refused: &'a BTreeSet<u64>,
}

/// Suggests claims.
#[derive(Clone, Debug)]
pub struct Suggester {
    model: Arc<Model>,
    learned: Arc<Learned>,
}

impl Suggester {
    /// One that rests on the model that ships with the program.
    pub fn shipped() -> Self {
        Self::new(Model::shipped())
    }

    /// One that rests on this model.
    pub fn new(model: Arc<Model>) -> Self {
        Self {
            model,
            learned: Arc::default(),
        }
    }

    /// This one with what was learnt in a project.
    #[must_use]
    pub fn with(&self, learned: &Learned) -> Self {
        Self {
            model: learned.applied(&self.model),
            learned: Arc::new(learned.clone()),
        }
    }

    /// What it rests on.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// The claims suggested in the paragraphs that begin in this part of the text, in its order. Parts that follow one
    /// another give the same together as the whole at once.
    pub fn paragraphs(&self, text: &str, range: Range<usize>, known: &Known<'_>) -> Vec<Suggestion> {
        let units = units(text, range);
        let mut found: Vec<Suggestion> = units
            .into_iter()
            .flat_map(|unit| self.unit(text, unit, known))
            .collect();
        found.sort_by_key(|suggestion| suggestion.content.first().copied());
        found
    }

    fn unit(&self, text: &str, unit: Span, known: &Known<'_>) -> Vec<Suggestion> {
        let is_free = |span: &Span| !known.claims.iter().any(|claim| claim.overlaps(*span));
        let tongue = tongue(text, unit);
        let mut drafts = match tongue {
            Tongue::English => self.drafts(text, unit),
            Tongue::Arabic => arabic_clauses(text, unit)
                .into_iter()
                .map(|found| clause(text, &found))
                .collect(),
            Tongue::Other => clauses(text, unit)
                .into_iter()
                .map(|found| clause(text, &found))
                .collect(),
        };
        self.add_quotations(text, unit, tongue, &mut drafts);
        drafts.retain(|draft| draft.content.iter().all(is_free) && !draft.is_credit(text));
        let finished = drafts.into_iter().map(|draft| finish(text, draft, tongue, known));
        finished
            .filter(|suggestion| !known.refused.contains(&suggestion.fingerprint(text)))
            .collect()
    }

    /// The best candidates of a paragraph; of those that overlap, the likelier.
    fn drafts(&self, text: &str, unit: Span) -> Vec<Draft> {
        let paragraph = Paragraph::read(text, unit, &Gazetteer::Known(&self.model.shares));
        let mut candidates = self.model.taggers.candidates(&paragraph);
        candidates.retain(|candidate| !candidate.content.is_empty());
        let probability = |at: usize| {
            let odds = self.model.ranker.odds(&describe(&paragraph, &candidates, at));
            let candidate = &candidates[at];
            let learned = self
                .learned
                .of_words(candidate.head, candidate.opening(&paragraph));
            (self.calibrated(odds, learned), learned)
        };
        let mut ranked: Vec<((f64, f64), &Candidate)> = candidates
            .iter()
            .enumerate()
            .map(|(at, candidate)| (probability(at), candidate))
            .collect();
        ranked.sort_by(|one, other| other.0.0.total_cmp(&one.0.0));
        let mut drafts: Vec<Draft> = Vec::new();
        for ((probability, learned), candidate) in ranked {
            if probability < FLOOR {
                break;
            }
            let mut draft = draft(text, &paragraph, candidate, probability);
            draft.leave_others(text);
            draft.give_up_subject(text);
            draft.is_learned = learned > TELLING;
            let clashes = |other: &Draft| {
                let both = shared(&draft.words, &other.words);
                both > 0 && both * 100 >= MAX_SHARED * draft.words.len().min(other.words.len())
            };
            if !drafts.iter().any(clashes) {
                drafts.push(draft);
            }
        }
        drafts
    }

    /// The probability that the ranker's odds mean, with what was learnt about the words.
    fn calibrated(&self, odds: f64, learned: f64) -> f64 {
        let calibration = self.model.calibration;
        chance(odds * f64::from(calibration.slope) + f64::from(calibration.shift) + learned)
    }

    /// Adds the quotations that nothing covers. One that goes on after its cue, or in the paragraphs behind, becomes part of
    /// the claim it goes on.
    fn add_quotations(&self, text: &str, unit: Span, tongue: Tongue, drafts: &mut Vec<Draft>) {
        for quotation in long_quotations(text, unit) {
            let words = word_starts(text, &[quotation.here]);
            // Only the outermost is a claim: what somebody quoted says of others is not.
            let inner = |draft: &Draft| {
                let both = shared(&words, &draft.words);
                draft.is_inside(quotation.here) && both * 100 < LEAST_COVERING * words.len()
            };
            if tongue != Tongue::Other && drafts.iter().any(inner) && is_said(text, quotation.here) {
                drafts.retain(|draft| !inner(draft));
            }
            let covered = |draft: &Draft| shared(&words, &draft.words) * 100 > MAX_COVERED * words.len();
            let by = drafts.iter().position(covered);
            if let Some(draft) = by.and_then(|by| drafts.get_mut(by)) {
                draft.take_whole(text, quotation.here);
                let reaches = draft
                    .content
                    .last()
                    .is_some_and(|last| last.end + 1 >= quotation.here.end);
                // A quotation is said by somebody, whatever the ranker thinks of its cue.
                let is_all = shared(&words, &draft.words) * 100 >= LEAST_OWN * draft.words.len();
                if is_all {
                    let least = f64::from(self.model.calibration.quotation);
                    draft.probability = draft.probability.max(least);
                }
                if reaches && !quotation.goes_on {
                    draft.extend(text, &quotation.behind);
                }
                continue;
            }
            if quotation.goes_on {
                continue;
            }
            let mut pieces = vec![quotation.here];
            pieces.extend(&quotation.behind);
            if let Some(before) = drafts
                .iter_mut()
                .find(|draft| draft.is_gone_on_with(text, quotation.here))
            {
                before.extend(text, &pieces);
                continue;
            }
            let (source, cue) = match tongue {
                Tongue::Other => beside(text, unit, quotation.here),
                _ => offered(text, &pieces[..1]),
            };
            if quotation.is_short && !is_said(text, quotation.here) {
                continue;
            }
            drafts.push(Draft {
                words: word_starts(text, &pieces),
                content: pieces,
                source: source.into_iter().collect(),
                cue,
                probability: f64::from(self.model.calibration.quotation),
                opening: None,
                is_learned: false,
            });
        }
    }
}

/// Whether somebody says a quotation right before it or behind it: '“We lost,” Okafor said', 'she asked: “Why?”'.
fn is_said(text: &str, quotation: Span) -> bool {
    let (Some(source), Some(cue)) = offered(text, &[quotation]) else {
        return false;
    };
    let touches = |one: usize, other: usize| {
        let between = text.get(one..other);
        between.is_some_and(|between| !between.contains(char::is_alphanumeric) && !between.contains('\n'))
    };
    touches(quotation.end, source.start.min(cue.start)) || touches(cue.end.max(source.end), quotation.start)
}

fn finish(text: &str, mut draft: Draft, tongue: Tongue, known: &Known<'_>) -> Suggestion {
    let share = quoted_share(text, &draft.content);
    let quotation = match share {
        QuotedShare::Whole => Quotation::Direct,
        QuotedShare::Part => Quotation::Mixed,
        QuotedShare::None => Quotation::Indirect,
    };
    if share == QuotedShare::Whole && tongue != Tongue::Other {
        draft.take_offer(text);
    }
    let window = people::window(text, &draft.content);
    let nearby = NearbySpeakers::around(&window, known.speakers);
    let relay = draft.source.first().filter(|_| tongue == Tongue::Arabic);
    let relay = relay.and_then(|&source| arabic_relay(text, source, draft.cue));
    let mut relayed_by = Vec::new();
    if let Some((relay, origin)) = relay {
        draft.source = vec![origin];
        let relays = people::mentions(&window, &[relay], &nearby).into_iter();
        relayed_by.extend(relays.map(|speaker| Relay {
            speaker,
            cue: draft.cue,
        }));
    }
    let speakers = people::mentions(&window, &draft.source, &nearby);
    let polarity = match quotation {
        // 'He did not mince words: “…”' says what he said.
        Quotation::Direct => Polarity::Affirms,
        _ => people::polarity(text, draft.cue),
    };
    let quoted = draft.content.first().filter(|_| share == QuotedShare::Whole);
    let reasons = draft.cue.map(Reason::Cue).into_iter();
    let reasons = reasons
        .chain(quoted.copied().map(Reason::Quotation))
        .chain(draft.cue.filter(|_| draft.is_learned).map(Reason::Learned))
        .chain(draft.opening.map(Reason::Opening))
        .chain(draft.source.first().copied().map(Reason::Source));
    Suggestion {
        reasons: reasons.collect(),
        voice: if draft.source.is_empty() {
            OfferedVoice::NotStated
        } else {
            OfferedVoice::Speakers
        },
        content: draft.content,
        source: draft.source,
        cue: draft.cue,
        speakers,
        polarity,
        quotation,
        relayed_by,
        probability: draft.probability as f32,
    }
}

impl Suggestion {
    /// What it is recognised by when it was refused: its words and its cue, whatever their case and spaces, wherever
    /// they stand.
    pub fn fingerprint(&self, text: &str) -> u64 {
        let mut words = String::new();
        for span in self.content.iter().chain(&self.cue) {
            for word in span.words(text).split(|letter: char| !letter.is_alphanumeric()) {
                if !word.is_empty() {
                    words.push_str(&crate::text::fold::fold(word));
                    words.push(' ');
                }
            }
            words.push('\n');
        }
        super::hash::of_text(&words)
    }
}
