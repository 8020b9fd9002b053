//! Which marks of an article belong together: claims with their pieces, the links of their chains, what rates them, all of
//! them as numbers of marks. Where a mark stands and what comes of it is not known here.

use std::collections::{BTreeMap, BTreeSet};

use super::continued::{continued, firsts};
use super::draft::{Draft, Tie};
use super::labels::{LabelMap, Part, Tying};

/// The maximum number of fragments of a mark.
const MAX_FRAGMENTS: usize = 1000;

/// Claims by their first marks, with all marks that are pieces of them and their links.
pub(super) type Chains = BTreeMap<usize, (Vec<usize>, Vec<Link>)>;

/// One link of a claim's chain, as numbers of marks.
#[derive(Default)]
pub(super) struct Link {
    pub sources: Vec<usize>,
    pub cues: Vec<usize>,
    /// Which marks it has taken already.
    taken: BTreeSet<usize>,
}

/// The claims of an article, as its ties tell.
pub(super) fn chains(draft: &Draft, labels: &LabelMap) -> Chains {
    let part = |at: usize| draft.marks.get(at).and_then(|mark| labels.part_of(&mark.label));
    let at = |id: &String| draft.place_of(id);
    let continued = continued(draft, labels);
    let firsts = firsts(draft.marks.len(), &continued);
    let first = |at: usize| firsts.get(at).copied().unwrap_or(at);
    let mut chains: Chains = BTreeMap::new();
    let mut pieces: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 0..draft.marks.len() {
        let head = first(number);
        pieces.entry(head).or_default().push(number);
        if part(number) == Some(Part::Claim) {
            chains.entry(head).or_default().0.push(number);
        }
    }
    let whole = |head: usize| {
        let pieces = pieces.get(&head).map_or(&[][..], Vec::as_slice);
        pieces.iter().take(MAX_FRAGMENTS).copied().collect()
    };
    for tie in &draft.ties {
        match tie {
            Tie::Relation { name, from, to } => {
                let (Some(from), Some(to)) = (at(from), at(to)) else {
                    continue;
                };
                let (claim, other) = match (part(from), part(to)) {
                    (Some(Part::Claim), Some(Part::Source | Part::Speaker | Part::Cue)) => (from, to),
                    (Some(Part::Source | Part::Speaker | Part::Cue), Some(Part::Claim)) => (to, from),
                    _ => continue,
                };
                let Some((_, links)) = chains.get_mut(&first(claim)) else {
                    continue;
                };
                let step = match labels.tying_of(name) {
                    Some(Tying::Link | Tying::Piece) => 0,
                    Some(Tying::Relay) => 1,
                    None => continue,
                };
                while links.len() <= step {
                    links.push(Link::default());
                }
                if let Some(link) = links.get_mut(step) {
                    link.take(part(other), whole(first(other)));
                }
            }
            Tie::Event { name, .. } if labels.tying_of(name).is_none() => {}
            Tie::Event { marks, .. } => {
                let members: Vec<usize> = marks.iter().filter_map(at).collect();
                let claims: BTreeSet<usize> = members
                    .iter()
                    .filter(|member| part(**member) == Some(Part::Claim))
                    .map(|member| first(*member))
                    .collect();
                for claim in claims {
                    let mut link = Link::default();
                    for member in &members {
                        link.take(part(*member), whole(first(*member)));
                    }
                    if let Some((_, links)) = chains.get_mut(&claim).filter(|_| !link.is_empty()) {
                        links.push(link);
                    }
                }
            }
        }
    }
    for (_, links) in chains.values_mut() {
        links.retain(|link| !link.is_empty());
    }
    chains
}

/// Claims with the marked words that rate them.
pub(super) fn verdicts_of_claims(draft: &Draft, labels: &LabelMap) -> BTreeMap<usize, usize> {
    let mut verdicts = BTreeMap::new();
    for tie in &draft.ties {
        let (name, marks) = match tie {
            Tie::Relation { name, from, to } => (name, vec![from, to]),
            Tie::Event { name, marks } => (name, marks.iter().collect()),
        };
        if labels.tying_of(name).is_none() {
            continue;
        }
        let marks = || marks.iter().filter_map(|id| draft.place_of(id));
        let is = |at: &usize, part| {
            let mark = draft.marks.get(*at);
            mark.and_then(|mark| labels.part_of(&mark.label)) == Some(part)
        };
        if let Some(verdict) = marks().find(|at| is(at, Part::Verdict)) {
            verdicts.extend(
                marks()
                    .filter(|at| is(at, Part::Claim))
                    .map(|claim| (claim, verdict)),
            );
        }
    }
    verdicts
}

impl Link {
    fn take(&mut self, part: Option<Part>, marks: Vec<usize>) {
        let into = match part {
            Some(Part::Source | Part::Speaker) => &mut self.sources,
            Some(Part::Cue) => &mut self.cues,
            _ => return,
        };
        for mark in marks {
            if self.taken.insert(mark) {
                into.push(mark);
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.cues.is_empty()
    }
}
