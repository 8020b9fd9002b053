//! Candidates of claims in a paragraph: every likely cue with the source and content that are read from it.

use super::crf::{Allowed, Tagger, ln};
use super::features::{cue_features, part_features};
use super::gazetteer::Share;
use super::hash::Key;
use super::reading::{Class, Paragraph};

/// The labels of the first tagger: nothing, the beginning of a cue, its continuation.
pub(crate) const CUE_LABELS: usize = 3;
/// The beginning of a cue.
pub(crate) const CUE_BEGINS: usize = 1;
/// The continuation of a cue.
pub(crate) const CUE_GOES_ON: usize = 2;

/// The labels of the second tagger: nothing, the cue, the beginning and continuation of source and content.
pub(crate) const PART_LABELS: usize = 6;
/// The cue.
pub(crate) const THE_CUE: usize = 1;
/// The beginning of a source.
pub(crate) const SOURCE_BEGINS: usize = 2;
/// The beginning of a piece of the content.
pub(crate) const CONTENT_BEGINS: usize = 4;

/// A cue goes on only behind a cue.
pub(crate) const CUE_ALLOWED: Allowed<CUE_LABELS> = [[true, true, false], [true; 3], [true; 3]];

/// A source goes on only behind a source, a content behind a content.
pub(crate) const PART_ALLOWED: Allowed<PART_LABELS> = {
    let mut allowed = [[true; PART_LABELS]; PART_LABELS];
    let mut before = 0;
    while before < PART_LABELS {
        allowed[before][SOURCE_BEGINS + 1] = before == SOURCE_BEGINS || before == SOURCE_BEGINS + 1;
        allowed[before][CONTENT_BEGINS + 1] = before == CONTENT_BEGINS || before == CONTENT_BEGINS + 1;
        before += 1;
    }
    allowed
};

/// The probability from which a beginning of a cue is a candidate beside the best path.
const LEAST_CUE: f64 = 0.1;

/// So many words on either side of a cue are read for its source and content.
const REACH: usize = 300;

/// A run of words: the first and the last.
pub(crate) type Run = (usize, usize);

/// A cue with what is read from it.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// The words of the cue.
    pub(crate) cue: Run,
    /// The words of the source.
    pub(crate) source: Vec<Run>,
    /// The words of the content.
    pub(crate) content: Vec<Run>,
    /// How likely a cue begins there.
    pub(crate) cue_chance: f64,
    /// How likely the whole reading is, against all others.
    pub(crate) path_chance: f64,
    /// How likely the source is, word by word; of several pieces the least.
    pub(crate) source_chance: f64,
    /// How likely the content is, word by word; of several pieces the least.
    pub(crate) content_chance: f64,
    /// Whether the cue lies on the best path.
    pub(crate) on_path: bool,
    /// The most telling word of the cue.
    pub(crate) head: Key,
    /// How often that word attributes.
    pub(crate) share: Share,
}

impl Candidate {
    /// The first word of its content, marks left out.
    pub(crate) fn opening(&self, paragraph: &Paragraph) -> Key {
        let places = self.content.iter().flat_map(|&(first, last)| first..=last);
        let mut words = places.filter(|&at| is_word(paragraph, at));
        words
            .next()
            .and_then(|at| paragraph.words.get(at))
            .map_or(0, |word| word.key)
    }
}

/// The two taggers.
#[derive(Clone, Debug)]
pub(crate) struct Taggers {
    /// Finds cues.
    pub(crate) cue: Tagger<CUE_LABELS>,
    /// Reads source and content of one cue.
    pub(crate) part: Tagger<PART_LABELS>,
}

impl Default for Taggers {
    fn default() -> Self {
        Self {
            cue: Tagger::new(CUE_ALLOWED),
            part: Tagger::new(PART_ALLOWED),
        }
    }
}

impl Taggers {
    /// The candidates of a paragraph, in the order of their cues.
    pub(crate) fn candidates(&self, paragraph: &Paragraph) -> Vec<Candidate> {
        let scores = self.cue.scores(&cue_features(paragraph));
        let path = self.cue.best(&scores);
        let marginals = self.cue.lattice(&scores).marginals;
        let mut cues = cues_of(&path, &marginals);
        cues.sort_unstable();
        let read = |(first, last): Run| {
            let on_path = path[first] != 0;
            self.read(paragraph, first, last, marginals[first][CUE_BEGINS], on_path)
        };
        cues.into_iter().map(read).collect()
    }

    /// Reads source and content of the cue from `first` to `last`.
    pub(crate) fn read(
        &self,
        whole: &Paragraph,
        first: usize,
        last: usize,
        cue_chance: f64,
        on_path: bool,
    ) -> Candidate {
        let from = first.saturating_sub(REACH);
        let to = whole.words.len().min(last + 1 + REACH);
        let near;
        let paragraph = if to - from < whole.words.len() {
            near = Paragraph {
                words: whole.words[from..to].to_vec(),
            };
            &near
        } else {
            whole
        };
        let scores = self
            .part
            .scores(&part_features(paragraph, first - from, last - from));
        let path = self.part.best(&scores);
        let sums = self.part.lattice(&scores);
        let path_chance = super::crf::exp(self.part.score(&scores, &path) - sums.log_sum);
        let chance = |&(first, last): &Run, begins: usize| {
            let rest = (first + 1..=last).map(|at| sums.marginals[at][begins + 1]);
            (sums.marginals[first][begins] + rest.sum::<f64>()) / (last + 1 - first) as f64
        };
        let least = |runs: &[Run], begins: usize| {
            let chances = runs.iter().map(|run| chance(run, begins));
            chances.reduce(f64::min).unwrap_or(0.0)
        };
        let source = runs(&path, SOURCE_BEGINS);
        let content = runs(&path, CONTENT_BEGINS);
        let head = (first..=last)
            .max_by_key(|&at| (whole.words[at].share, std::cmp::Reverse(at)))
            .map_or(first, |at| at);
        let moved = |runs: Vec<Run>| {
            runs.into_iter()
                .map(|(first, last)| (first + from, last + from))
                .collect()
        };
        Candidate {
            cue: (first, last),
            source_chance: least(&source, SOURCE_BEGINS),
            content_chance: least(&content, CONTENT_BEGINS),
            source: moved(source),
            content: moved(content),
            cue_chance,
            path_chance,
            on_path,
            head: whole.words[head].key,
            share: whole.words[head].share,
        }
    }
}

/// The cues of the best path, and likely ones beside it.
fn cues_of(path: &[u8], marginals: &[[f64; CUE_LABELS]]) -> Vec<Run> {
    let mut cues = Vec::new();
    let mut used = vec![false; path.len()];
    let mut at = 0;
    while at < path.len() {
        let mut last = at;
        if usize::from(path[at]) == CUE_BEGINS {
            while path.get(last + 1).copied().map(usize::from) == Some(CUE_GOES_ON) {
                last += 1;
            }
            used[at..=last].fill(true);
            cues.push((at, last));
        }
        at = last + 1;
    }
    for at in 0..path.len() {
        let chance = marginals[at][CUE_BEGINS];
        if used[at] || chance < LEAST_CUE {
            continue;
        }
        let mut last = at;
        let least = (0.5 * chance).max(0.1);
        while last + 1 < path.len() && !used[last + 1] && marginals[last + 1][CUE_GOES_ON] >= least {
            last += 1;
        }
        used[at..=last].fill(true);
        cues.push((at, last));
    }
    cues
}

/// The runs of one part in a path of the second tagger.
fn runs(path: &[u8], begins: usize) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut open = false;
    for (at, &label) in path.iter().enumerate() {
        let label = usize::from(label);
        if label == begins {
            found.push((at, at));
            open = true;
        } else if label == begins + 1 && open {
            if let Some(last) = found.last_mut() {
                last.1 = at;
            }
        } else {
            open = false;
        }
    }
    found
}

/// Whether a mark or a word of these runs has a class.
fn has(paragraph: &Paragraph, runs: &[Run], class: Class) -> bool {
    let mut places = runs.iter().flat_map(|&(first, last)| first..=last);
    places.any(|at| paragraph.class(at) == class)
}

/// The number of proper words in these runs.
pub(crate) fn count_words(paragraph: &Paragraph, runs: &[Run]) -> usize {
    let places = runs.iter().flat_map(|&(first, last)| first..=last);
    places.filter(|&at| is_word(paragraph, at)).count()
}

/// Whether a place holds a word and no mark.
pub(crate) fn is_word(paragraph: &Paragraph, at: usize) -> bool {
    let marks = [
        Class::Outside,
        Class::QuotationMark,
        Class::Comma,
        Class::Semicolon,
        Class::Colon,
        Class::Stop,
        Class::Dash,
    ];
    !marks.contains(&paragraph.class(at))
}

/// Whether two runs share a word.
pub(crate) fn meet(one: Run, other: Run) -> bool {
    one.0 <= other.1 && other.0 <= one.1
}

fn holds(runs: &[Run], inner: Run) -> bool {
    runs.iter().any(|run| run.0 <= inner.0 && inner.1 <= run.1)
}

/// So many numbers describe a candidate.
pub(crate) const NUMBERS: usize = 44;

fn logit(chance: f64) -> f64 {
    let chance = chance.clamp(1e-4, 1.0 - 1e-4);
    ln(chance / (1.0 - chance))
}

/// The numbers that describe a candidate among those of its paragraph.
pub(crate) fn describe(paragraph: &Paragraph, all: &[Candidate], at: usize) -> [f64; NUMBERS] {
    let own = &all[at];
    let others = || {
        all.iter()
            .enumerate()
            .filter(move |(place, _)| *place != at)
            .map(|(_, other)| other)
    };
    let length = paragraph.words.len() as f64;
    let words = count_words(paragraph, &own.content);
    let flag = |value: bool| f64::from(u8::from(value));
    // Another's content holds my cue; my content holds another's cue; the two contents meet.
    let inside = || others().filter(|other| holds(&other.content, own.cue));
    let around = || others().filter(|other| holds(&own.content, other.cue));
    let crossing = || {
        let crosses = |other: &&Candidate| {
            let mut runs = own.content.iter();
            runs.any(|&run| other.content.iter().any(|&other| meet(run, other)))
        };
        others().filter(crosses)
    };
    let most = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
    let weight = |other: &Candidate| other.cue_chance * other.content_chance;
    let path = ln(own.path_chance.max(1e-6));
    let first = &paragraph.words[own.cue.0];
    let quoted = flag(first.quoted);
    let inside_most = most(&mut inside().map(|other| other.cue_chance));
    let opens = own
        .content
        .first()
        .map_or(Class::Outside, |run| paragraph.class(run.0));
    let source_words = count_words(paragraph, &own.source);
    let source_class = own
        .source
        .first()
        .map_or(Class::Outside, |run| paragraph.class(run.1));
    let before = own
        .cue
        .0
        .checked_sub(1)
        .map_or(Class::Outside, |at| paragraph.class(at));
    // How many words are between the cue and the nearest run.
    let gap_to = |runs: &[Run]| {
        let steps = runs.iter().map(|run| {
            if run.0 > own.cue.1 {
                run.0 - own.cue.1
            } else {
                own.cue.0.saturating_sub(run.1)
            }
        });
        steps.min().unwrap_or(0).saturating_sub(1) as f64
    };
    let (gap, source_gap) = (gap_to(&own.content), gap_to(&own.source));
    let strength = first.listed / 100 % 10;
    let strength = (own.cue.0..=own.cue.1)
        .map(|at| paragraph.words[at].listed / 100 % 10)
        .find(|&strength| strength > 0)
        .unwrap_or(strength);
    [
        1.0,
        logit(own.cue_chance),
        path,
        path / (length + 1.0).sqrt(),
        if own.source.is_empty() {
            0.0
        } else {
            logit(own.source_chance)
        },
        if own.content.is_empty() {
            0.0
        } else {
            logit(own.content_chance)
        },
        flag(!own.source.is_empty()),
        flag(own.content.is_empty()),
        ln(1.0 + words as f64),
        flag(words < 3),
        flag(words < 2),
        flag(own.content.len() > 1),
        quoted,
        quoted * inside_most,
        inside_most,
        most(&mut inside().map(weight)),
        most(&mut around().map(|other| other.cue_chance)),
        most(&mut crossing().map(weight)),
        flag(inside().next().is_some()),
        flag(around().next().is_some()),
        flag(crossing().next().is_some()),
        flag(own.on_path),
        flag(own.share == Share::Mostly),
        flag(own.share == Share::Often),
        flag(own.share == Share::Sometimes),
        flag(own.share <= Share::Rarely && own.share >= Share::Never),
        flag(own.cue.0 == 0),
        flag(own.cue.1 - own.cue.0 > 2),
        ln(length),
        flag(has(paragraph, &own.content, Class::QuotationMark)),
        flag(own.content.iter().any(|run| run.0 > own.cue.1)),
        own.source_chance * own.content_chance * own.cue_chance,
        flag(own.share == Share::Unknown),
        flag(strength == 1),
        flag(strength == 2),
        flag(strength == 3),
        flag(opens == Class::That),
        flag(opens == Class::To),
        flag(source_class == Class::Pronoun),
        flag(source_class.is_capital()),
        ln(1.0 + source_words as f64),
        flag(before == Class::To),
        ln(1.0 + gap),
        ln(1.0 + source_gap),
    ]
}
