//! The spans, sources and cues of an article's claims as marks with hue, line style and lane, found by range.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use crate::model::{
    Anchor, Article, Attribution, Claim, ClaimId, ClaimMap, Project, ReviewState, SpeakerId, Voice,
};
use crate::text::Span;

/// Marks longer than this are searched one by one, so that the others are found quickly.
const LONG: usize = 4096;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Hue {
    /// A speaker, by palette index.
    Speaker(usize),
    /// The article's own voice, without a colour.
    Article,
    /// Unattributed, without a colour.
    Nobody,
}

/// What a marked span is to its claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// One of its spans, by index.
    Span(usize),
    Source,
    Cue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub span: Span,
    pub part: Part,
    pub hue: Hue,
    /// Which line below the text it takes, 0 the nearest. Overlapping marks differ.
    pub lane: usize,
    /// Index of its claim in the order of the text.
    pub claim: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ShownClaim {
    pub id: ClaimId,
    pub hue: Hue,
    pub state: ReviewState,
    /// Start of its first span.
    pub start: usize,
    /// End of its last span.
    end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InkLine {
    /// Claims and sources.
    Solid,
    /// Cues.
    Dotted,
    /// Unattributed claims.
    Dashed,
    /// Claims in the article's own voice.
    Thin,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub tint: Tint,
    pub line: InkLine,
    /// Opacity of the line, 0 to 1.
    pub strength: f32,
    pub outline: Outline,
    pub heavy: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outline {
    None,
    /// The selected claim.
    Solid,
    /// The suggestion in focus.
    Dashed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tint {
    None,
    /// Source or cue of the selected claim.
    Trace,
    /// A rejected claim.
    Receding,
    Plain,
    Selected,
    /// A suggested claim.
    Suggested,
    /// The suggested claim in focus.
    InFocus,
}

#[derive(Debug, Default)]
pub(super) struct Marks {
    /// The claims found in the text, in its order.
    pub claims: Vec<ShownClaim>,
    /// Sorted by start, the longer first.
    pub all: Vec<Mark>,
    /// The claims with words that are not found in the text.
    pub lost: Vec<ClaimId>,
    long: Vec<usize>,
    /// Indices of marks, claim by claim, and the range of each claim in that list.
    by_claim: Vec<usize>,
    ranges: Vec<(usize, usize)>,
    /// The claims they were made from.
    pub of: ClaimMap,
    /// The speakers' colours at that time.
    pub colors: BTreeMap<SpeakerId, usize>,
}

impl Marks {
    /// The marks of an article's claims. Words that are not found have none.
    pub(super) fn new(project: &Project, article: &Article) -> Self {
        let mut marks = Self::default();
        marks.claims.reserve(article.claims.len());
        marks.all.reserve(article.claims.len() * 3);
        let lost = article.claims.iter().filter(|(_, claim)| claim.is_orphaned());
        marks.lost = lost.map(|(id, _)| id.clone()).collect();
        let mut lanes = Lanes::default();
        for (shown, claim) in in_order(project, article) {
            let index = marks.claims.len();
            marks.push_claim(&mut lanes, project, (index, shown.hue), claim);
            marks.claims.push(shown);
        }
        marks.file();
        marks.know(project, article);
        marks
    }

    pub(super) fn know(&mut self, project: &Project, article: &Article) {
        self.of.clone_from(&article.claims);
        let colors = || {
            project
                .speakers()
                .iter()
                .map(|(id, speaker)| (id, &speaker.color))
        };
        if !self.colors.iter().eq(colors()) {
            self.colors = colors().map(|(id, color)| (id.clone(), *color)).collect();
        }
    }

    pub(super) fn push_claim(
        &mut self,
        lanes: &mut Lanes,
        project: &Project,
        (index, hue): (usize, Hue),
        claim: &Claim,
    ) {
        self.push(lanes, (index, hue), pieces(claim));
        for link in claim.voice.chain() {
            let hue = hue_of_link(project, link);
            for (anchors, part) in [(&link.source, Part::Source), (&link.cue, Part::Cue)] {
                for span in anchors.iter().filter_map(Anchor::span) {
                    self.push(lanes, (index, hue), std::iter::once((span, part)));
                }
            }
        }
    }

    /// Sorts and indexes the marks.
    pub(super) fn file(&mut self) {
        self.all
            .sort_by_key(|mark| (mark.span.start, Reverse(mark.span.end), mark.claim));
        let long = |(index, mark): (usize, &Mark)| (mark.span.len() > LONG).then_some(index);
        self.long = self.all.iter().enumerate().filter_map(long).collect();
        self.list_by_claim();
    }

    pub(super) fn index_of(&self, id: &ClaimId, claim: &Claim) -> Option<usize> {
        let hull = claim.hull()?;
        let wanted = (hull.start, Reverse(hull.end), id);
        let place = |shown: &ShownClaim| shown.place().cmp(&wanted);
        self.claims.binary_search_by(place).ok()
    }

    /// The marks that overlap a range, with their indices, by start.
    pub(super) fn within(&self, range: Span) -> impl Iterator<Item = (usize, &Mark)> {
        let from = self
            .all
            .partition_point(|mark| mark.span.start + LONG < range.start);
        let long = self.long.iter().copied().take_while(move |index| *index < from);
        let near = (from..self.all.len()).take_while(move |index| {
            self.all
                .get(*index)
                .is_some_and(|mark| mark.span.start < range.end)
        });
        long.chain(near)
            .filter_map(|index| Some((index, self.all.get(index)?)))
            .filter(move |(_, mark)| mark.span.overlaps(range))
    }

    pub(super) fn marks_of(&self, claim: usize) -> impl Iterator<Item = &Mark> {
        let range = self.ranges.get(claim).copied().unwrap_or((0, 0));
        let listed = self.by_claim.get(range.0..range.1).unwrap_or_default();
        listed.iter().filter_map(|index| self.all.get(*index))
    }

    /// The claims at a byte, innermost first, then those whose source or cue it is.
    pub(super) fn claims_at(&self, byte: usize) -> Vec<usize> {
        let mut found: Vec<(bool, usize, usize)> = self
            .within(Span::new(byte, byte + 1))
            .map(|(_, mark)| (!matches!(mark.part, Part::Span(_)), mark.span.len(), mark.claim))
            .collect();
        found.sort_unstable();
        let mut claims: Vec<usize> = Vec::new();
        for (_, _, claim) in found {
            if !claims.contains(&claim) {
                claims.push(claim);
            }
        }
        claims
    }

    pub(super) fn free_lane(&self, range: Span) -> usize {
        let taken: Vec<usize> = self.within(range).map(|(_, mark)| mark.lane).collect();
        (0..=taken.len())
            .find(|lane| !taken.contains(lane))
            .unwrap_or_default()
    }

    pub(super) fn look(&self, mark: &Mark, selected: Option<usize>) -> Look {
        let rejected = self
            .claims
            .get(mark.claim)
            .is_some_and(|claim| claim.state == ReviewState::Rejected);
        look(mark.part, mark.hue, rejected, selected == Some(mark.claim))
    }

    /// The claim that ends with this mark.
    pub(super) fn ends_at(&self, mark: &Mark) -> Option<&ShownClaim> {
        let claim = self.claims.get(mark.claim)?;
        let last = matches!(mark.part, Part::Span(_)) && mark.span.end == claim.end;
        last.then_some(claim)
    }

    /// Groups the marks by claim (a counting sort).
    fn list_by_claim(&mut self) {
        self.ranges = vec![(0, 0); self.claims.len()];
        for mark in &self.all {
            if let Some((_, count)) = self.ranges.get_mut(mark.claim) {
                *count += 1;
            }
        }
        let mut start = 0;
        for range in &mut self.ranges {
            let count = range.1;
            *range = (start, start);
            start += count;
        }
        self.by_claim = vec![0; self.all.len()];
        for (index, mark) in self.all.iter().enumerate() {
            let Some((_, end)) = self.ranges.get_mut(mark.claim) else {
                continue;
            };
            if let Some(slot) = self.by_claim.get_mut(*end) {
                *slot = index;
            }
            *end += 1;
        }
    }

    /// Adds marks of one claim, all in the same lane.
    fn push(
        &mut self,
        lanes: &mut Lanes,
        (claim, hue): (usize, Hue),
        stretches: impl Iterator<Item = (Span, Part)> + Clone,
    ) {
        let lane = lanes.take(stretches.clone().map(|(span, _)| span));
        self.all.extend(stretches.map(|(span, part)| Mark {
            span,
            part,
            hue,
            lane,
            claim,
        }));
    }
}

fn look(part: Part, hue: Hue, rejected: bool, selected: bool) -> Look {
    let recede = if rejected && !selected { 0.5 } else { 1.0 };
    let Part::Span(_) = part else {
        return Look {
            tint: if selected { Tint::Trace } else { Tint::None },
            line: if part == Part::Cue {
                InkLine::Dotted
            } else {
                InkLine::Solid
            },
            strength: recede,
            outline: Outline::None,
            heavy: selected,
        };
    };
    let (line, strength) = match hue {
        Hue::Speaker(_) => (InkLine::Solid, 0.7),
        Hue::Article => (InkLine::Thin, 1.0),
        Hue::Nobody => (InkLine::Dashed, 1.0),
    };
    let tint = match hue {
        Hue::Speaker(_) if selected => Tint::Selected,
        Hue::Speaker(_) if rejected => Tint::Receding,
        Hue::Speaker(_) => Tint::Plain,
        Hue::Article | Hue::Nobody if selected => Tint::Plain,
        Hue::Article | Hue::Nobody => Tint::None,
    };
    Look {
        tint,
        line,
        strength: strength * recede,
        outline: if selected { Outline::Solid } else { Outline::None },
        heavy: false,
    }
}

impl ShownClaim {
    pub(super) fn new(id: ClaimId, hue: Hue, state: ReviewState, (start, end): (usize, usize)) -> Self {
        Self {
            id,
            hue,
            state,
            start,
            end,
        }
    }

    /// By start, the longer first.
    pub(super) fn cmp_place(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }

    fn place(&self) -> (usize, Reverse<usize>, &ClaimId) {
        (self.start, Reverse(self.end), &self.id)
    }
}

/// `None` if none of the claim's words are found.
pub(super) fn shown_claim(project: &Project, id: &ClaimId, claim: &Claim) -> Option<ShownClaim> {
    let hull = claim.hull()?;
    let (hue, state) = (hue_of_claim(project, claim), claim.review_state());
    Some(ShownClaim::new(id.clone(), hue, state, (hull.start, hull.end)))
}

fn in_order<'a>(project: &Project, article: &'a Article) -> Vec<(ShownClaim, &'a Claim)> {
    let claims = article.claims.iter();
    let claims = claims.filter_map(|(id, claim)| Some((shown_claim(project, id, claim)?, claim)));
    let mut claims: Vec<_> = claims.collect();
    claims.sort_by(|(one, _), (other, _)| one.cmp_place(other));
    claims
}

pub(super) fn hue_of_speaker(project: &Project, speaker: Option<&SpeakerId>) -> Hue {
    let speaker = speaker.and_then(|id| project.speaker(id));
    speaker.map_or(Hue::Nobody, |speaker| Hue::Speaker(speaker.color))
}

pub(super) fn hue_of_claim(project: &Project, claim: &Claim) -> Hue {
    match &claim.voice {
        Voice::ToBeAttributed => Hue::Nobody,
        Voice::Article => Hue::Article,
        Voice::Attributed(_) => hue_of_speaker(project, claim.voice.first_speaker()),
    }
}

fn hue_of_link(project: &Project, link: &Attribution) -> Hue {
    hue_of_speaker(project, link.speakers.first())
}

fn pieces(claim: &Claim) -> impl Iterator<Item = (Span, Part)> + Clone {
    let pieces = claim.spans.iter().enumerate();
    pieces.filter_map(|(at, anchor)| Some((anchor.span()?, Part::Span(at))))
}

/// The spans taken in each lane, sorted.
#[derive(Default)]
pub(super) struct Lanes(Vec<Vec<Span>>);

impl Lanes {
    /// Takes the first lane that is free for all of these.
    fn take(&mut self, spans: impl Iterator<Item = Span> + Clone) -> usize {
        let free = |lane: &Vec<Span>| spans.clone().all(|span| place_in(lane, span).is_some());
        let lane = self.0.iter().position(free).unwrap_or(self.0.len());
        if lane == self.0.len() {
            self.0.push(Vec::new());
        }
        if let Some(taken) = self.0.get_mut(lane) {
            for span in spans {
                // Pieces of one claim may overlap where a file says so; each still has its line.
                let at = place_in(taken, span).unwrap_or(taken.len());
                taken.insert(at, span);
            }
        }
        lane
    }
}

/// The index for a span in a lane; `None` if the lane is taken there.
fn place_in(lane: &[Span], span: Span) -> Option<usize> {
    // Marks come almost in order, so the end is the place to look at first.
    if lane.last().is_none_or(|last| last.end <= span.start) {
        return Some(lane.len());
    }
    let at = lane.partition_point(|taken| taken.start < span.end);
    let before = at.checked_sub(1).and_then(|before| lane.get(before));
    before.is_none_or(|taken| taken.end <= span.start).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decision, Edit, Head, Metadata, Review, Speaker};

    /// The text without brackets, and the spans that were bracketed.
    fn spans(marked: &str) -> (String, Vec<Span>) {
        let (mut text, mut open, mut found) = (String::new(), Vec::new(), Vec::new());
        for letter in marked.chars() {
            match letter {
                '[' => open.push((found.len(), text.len())),
                ']' => {
                    let (_, start) = open.pop().unwrap();
                    found.push(Span::new(start, text.len()));
                }
                letter => text.push(letter),
            }
        }
        found.sort_by_key(|span| (span.start, Reverse(span.end)));
        (text, found)
    }

    fn attributed(text: &str, speaker: &str, pieces: &[Span], source: &[Span], cue: &[Span]) -> Claim {
        let anchor = |span: &Span| Anchor::new(text, *span).unwrap();
        let anchors = |spans: &[Span]| spans.iter().map(anchor).collect();
        Claim {
            spans: anchors(pieces),
            voice: Voice::Attributed(vec![Attribution {
                speakers: vec![speaker.into()],
                source: anchors(source),
                cue: anchors(cue),
                ..Attribution::default()
            }]),
            ..Claim::default()
        }
    }

    fn marks(text: &str, claims: Vec<Claim>) -> Marks {
        let mut project = Project::new(Head::titled("Talks"));
        for (color, name) in ["army", "us"].into_iter().enumerate() {
            let speaker = Box::new(Speaker::named(name, color + 3));
            project.apply(Edit::Speaker(name.into(), Some(speaker))).unwrap();
        }
        let mut article = Article::new(Metadata::default(), text);
        for (n, claim) in claims.into_iter().enumerate() {
            article.claims.insert(format!("c-{n}").into(), claim);
        }
        Marks::new(&project, &article)
    }

    #[test]
    fn marks_that_overlap_lie_in_different_lanes_and_others_share_the_first() {
        let (text, s) = spans("[The US] [said] [the army [thinks] [it [will] end]]. [So it is].");
        let us = attributed(&text, "us", &[s[2]], &[s[0]], &[s[1]]);
        let army = attributed(&text, "army", &[s[4]], &[], &[s[3]]);
        let inner = Claim::new(&text, s[5]).unwrap();
        let after = Claim::new(&text, s[6]).unwrap();
        let marks = marks(&text, vec![us, army, inner, after]);
        let lane = |span: Span| marks.all.iter().find(|mark| mark.span == span).unwrap().lane;
        assert_eq!(
            s.iter().map(|span| lane(*span)).collect::<Vec<_>>(),
            [0, 0, 0, 1, 1, 2, 0]
        );
        assert_eq!(marks.free_lane(s[5]), 3);
        assert_eq!(marks.free_lane(s[3]), 2);
    }

    #[test]
    fn the_pieces_of_a_claim_share_a_lane_free_in_all_of_them() {
        let (text, s) = spans("[one] two [three] and [four [five] six]");
        let split = attributed(&text, "us", &[s[1], s[3]], &[], &[]);
        let first = Claim::new(&text, s[0]).unwrap();
        let long = Claim::new(&text, s[2]).unwrap();
        let marks = marks(&text, vec![split, first, long]);
        let lanes: Vec<_> = marks.all.iter().map(|mark| (mark.span, mark.lane)).collect();
        assert_eq!(lanes, [(s[0], 0), (s[1], 0), (s[2], 1), (s[3], 0)]);
    }

    #[test]
    fn hues_and_lines_tell_every_voice_apart() {
        let (text, s) = spans("[One] [two] [three] [four] [five]");
        let article = Claim {
            voice: Voice::Article,
            ..Claim::new(&text, s[1]).unwrap()
        };
        let nobody = Claim::new(&text, s[2]).unwrap();
        let us = attributed(&text, "us", &[s[0]], &[s[3]], &[s[4]]);
        let marks = marks(&text, vec![us, article, nobody]);
        let looks = marks.all.iter().map(|mark| (mark.hue, marks.look(mark, None)));
        let lines: Vec<_> = looks.map(|(hue, look)| (hue, look.line, look.tint)).collect();
        assert_eq!(
            lines,
            [
                (Hue::Speaker(4), InkLine::Solid, Tint::Plain),
                (Hue::Article, InkLine::Thin, Tint::None),
                (Hue::Nobody, InkLine::Dashed, Tint::None),
                (Hue::Speaker(4), InkLine::Solid, Tint::None),
                (Hue::Speaker(4), InkLine::Dotted, Tint::None),
            ]
        );
    }

    #[test]
    fn the_selected_claim_is_outlined_and_its_source_and_cue_stand_out() {
        let (text, s) = spans("[He] [said] [so] and [more]");
        let claim = attributed(&text, "us", &[s[2]], &[s[0]], &[s[1]]);
        let other = Claim::new(&text, s[3]).unwrap();
        let marks = marks(&text, vec![claim, other]);
        let looks: Vec<_> = marks.all.iter().map(|mark| marks.look(mark, Some(0))).collect();
        let (outlined, heavy): (Vec<_>, Vec<_>) = looks
            .iter()
            .map(|look| (look.outline == Outline::Solid, look.heavy))
            .unzip();
        assert_eq!(outlined, [false, false, true, false]);
        assert_eq!(heavy, [true, true, false, false]);
        assert_eq!(looks[2].tint, Tint::Selected);
    }

    #[test]
    fn a_rejected_claim_recedes() {
        let (text, s) = spans("[so]");
        let mut claim = attributed(&text, "us", &[s[0]], &[], &[]);
        let review = Review {
            decision: Decision::Rejected,
            at: jiff::Timestamp::UNIX_EPOCH,
            why: String::new(),
            standing: crate::model::Standing::Current,
        };
        claim.reviews.insert("r".into(), review);
        let marks = marks(&text, vec![claim]);
        assert_eq!(marks.look(&marks.all[0], None).tint, Tint::Receding);
        assert_eq!(marks.look(&marks.all[0], Some(0)).tint, Tint::Selected);
    }

    #[test]
    fn a_click_finds_the_innermost_claim_then_the_enclosing_then_the_one_it_is_the_source_of() {
        let (text, s) = spans("[a [b [c] d] e] [f]");
        let whole = attributed(&text, "us", &[s[0]], &[], &[]);
        let middle = Claim::new(&text, s[1]).unwrap();
        let sourced = attributed(&text, "us", &[s[3]], &[s[2]], &[]);
        let marks = marks(&text, vec![middle, whole, sourced]);
        let ids = |byte| -> Vec<&str> {
            let claims = marks.claims_at(byte).into_iter();
            claims.map(|claim| marks.claims[claim].id.as_str()).collect()
        };
        assert_eq!(ids(s[2].start), ["c-0", "c-1", "c-2"]);
        assert_eq!(ids(0), ["c-1"]);
        assert_eq!(ids(s[0].end), Vec::<&str>::new());
    }

    #[test]
    fn marks_are_found_by_range_however_long_one_of_them_is() {
        let text = "word ".repeat(4000);
        let mut claims = vec![Claim::new(&text, Span::new(0, 19_999)).unwrap()];
        let whole = claims[0].clone();
        claims.extend((0..3999).map(|n| Claim::new(&text, Span::new(n * 5, n * 5 + 4)).unwrap()));
        let marks = marks(&text, claims);
        let found = marks.within(Span::new(15_000, 15_006));
        let found: Vec<_> = found.map(|(_, mark)| (mark.span.start, mark.span.end)).collect();
        assert_eq!(found, [(0, 19_999), (15_000, 15_004), (15_005, 15_009)]);
        assert!(marks.claims.len() == 4000 && marks.index_of(&"c-0".into(), &whole) == Some(0));
    }
}
