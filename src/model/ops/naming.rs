//! Naming the speakers of claims that have only their sources, many at once.

use std::collections::BTreeMap;

use super::attribution::{SpeakerChoice, settle_inferred};
use super::bulk::BulkEdit;
use super::new_speakers::NewSpeakers;
use super::{claim_at, put_claim};
use crate::model::{ClaimRef, ClaimSet, Edit, Project, SpeakerId, UndoLabel};

/// A speaker, and the links that are its: each by its claim and its place in the claim's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// Who says so.
    pub speaker: SpeakerChoice,
    /// Where.
    pub links: Vec<(ClaimRef, usize)>,
}

/// Names the speakers of links, as one step. A link that has speakers by then keeps them. Equal names are one speaker;
/// new speakers get colours of their own.
pub fn name_speakers(project: &Project, namings: &[Naming]) -> BulkEdit {
    let mut new = NewSpeakers::new(project);
    let mut speakers: BTreeMap<ClaimRef, Vec<(usize, SpeakerId)>> = BTreeMap::new();
    for naming in namings {
        let Some(id) = new.id_of(&naming.speaker) else {
            continue;
        };
        for (claim, link) in &naming.links {
            speakers
                .entry(claim.clone())
                .or_default()
                .push((*link, id.clone()));
        }
    }
    let mut set = ClaimSet::new();
    for claim in speakers.keys() {
        set.insert(claim.clone());
    }
    BulkEdit::new(UndoLabel::NameSpeakers, set, move |project, slice| {
        let edits = slice.iter().map(|at| {
            let mut claim = claim_at(project, at)?.clone();
            let before = claim.clone();
            for (link, id) in speakers.get(at).into_iter().flatten() {
                if let Some(link) = claim.voice.chain_mut().get_mut(*link)
                    && link.speakers.is_empty()
                {
                    link.speakers.push(id.clone());
                    settle_inferred(link);
                }
            }
            claim.follow_decisions(&before);
            Ok(put_claim(at, claim))
        });
        Ok(Edit::All(edits.collect::<Result<_, _>>()?))
    })
    .between(Edit::All(new.edits()), Edit::nothing())
}
