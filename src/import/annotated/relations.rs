//! Finds which marks of an article belong together: claims with their fragments, the links of their
//! chains, and their verdicts, all as indices of marks.

use std::collections::{BTreeMap, BTreeSet};

use super::fragments::{continued, firsts};
use super::labels::{LabelMap, LabelRole, RelationRole};
use super::parsed::{ParsedArticle, Relation};

/// The maximum number of fragments of a mark.
const MAX_FRAGMENTS: usize = 1000;

/// Claims by their first marks, with the marks of all their fragments and their links.
pub(super) type Chains = BTreeMap<usize, (Vec<usize>, Vec<Link>)>;

/// One link of a claim's chain, as indices of marks.
#[derive(Default)]
pub(super) struct Link {
    pub sources: Vec<usize>,
    pub cues: Vec<usize>,
    /// The marks it has already.
    taken: BTreeSet<usize>,
}

/// The claims of an article by its relations.
pub(super) fn chains(draft: &ParsedArticle, labels: &LabelMap) -> Chains {
    let part = |at: usize| draft.marks.get(at).and_then(|mark| labels.role_of(&mark.label));
    let is_claim = |at| part(at) == Some(LabelRole::Claim);
    let is_linked = |at| {
        matches!(
            part(at),
            Some(LabelRole::Source | LabelRole::Speaker | LabelRole::Cue)
        )
    };
    let at = |id: &String| draft.place_of(id);
    let continued = continued(draft, labels);
    let firsts = firsts(draft.marks.len(), &continued);
    let first = |at: usize| firsts.get(at).copied().unwrap_or(at);
    let mut chains: Chains = BTreeMap::new();
    let mut pieces: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 0..draft.marks.len() {
        let head = first(number);
        pieces.entry(head).or_default().push(number);
        if is_claim(number) {
            chains.entry(head).or_default().0.push(number);
        }
    }
    let whole = |head: usize| {
        let pieces = pieces.get(&head).map_or(&[][..], Vec::as_slice);
        pieces.iter().take(MAX_FRAGMENTS).copied().collect()
    };
    for relation in &draft.relations {
        match relation {
            Relation::Pair { name, from, to } => {
                let (Some(from), Some(to)) = (at(from), at(to)) else {
                    continue;
                };
                let (claim, other) = if is_claim(from) && is_linked(to) {
                    (from, to)
                } else if is_linked(from) && is_claim(to) {
                    (to, from)
                } else {
                    continue;
                };
                let Some((_, links)) = chains.get_mut(&first(claim)) else {
                    continue;
                };
                let step = match labels.relation_role_of(name) {
                    Some(RelationRole::Link | RelationRole::Piece) => 0,
                    Some(RelationRole::Relay) => 1,
                    None => continue,
                };
                while links.len() <= step {
                    links.push(Link::default());
                }
                if let Some(link) = links.get_mut(step) {
                    link.take(part(other), whole(first(other)));
                }
            }
            Relation::Event { name, .. } if labels.relation_role_of(name).is_none() => {}
            Relation::Event { marks, .. } => {
                let members: Vec<usize> = marks.iter().filter_map(at).collect();
                let claims: BTreeSet<usize> = members
                    .iter()
                    .filter(|member| is_claim(**member))
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

/// Claims with the marks that rate them.
pub(super) fn verdicts_of_claims(draft: &ParsedArticle, labels: &LabelMap) -> BTreeMap<usize, usize> {
    let mut verdicts = BTreeMap::new();
    for relation in &draft.relations {
        let (name, marks) = match relation {
            Relation::Pair { name, from, to } => (name, vec![from, to]),
            Relation::Event { name, marks } => (name, marks.iter().collect()),
        };
        if labels.relation_role_of(name).is_none() {
            continue;
        }
        let marks = || marks.iter().filter_map(|id| draft.place_of(id));
        let is = |at: &usize, part| {
            let mark = draft.marks.get(*at);
            mark.and_then(|mark| labels.role_of(&mark.label)) == Some(part)
        };
        if let Some(verdict) = marks().find(|at| is(at, LabelRole::Verdict)) {
            verdicts.extend(
                marks()
                    .filter(|at| is(at, LabelRole::Claim))
                    .map(|claim| (claim, verdict)),
            );
        }
    }
    verdicts
}

impl Link {
    fn take(&mut self, part: Option<LabelRole>, marks: Vec<usize>) {
        let into = match part {
            Some(LabelRole::Source | LabelRole::Speaker) => &mut self.sources,
            Some(LabelRole::Cue) => &mut self.cues,
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
