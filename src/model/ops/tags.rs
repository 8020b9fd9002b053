//! The tags of claims: each once, sorted, without the space around them, so that equal tags are equal bytes whoever
//! typed them in whatever order.

use super::{ClaimRef, OpResult, change_claim};
use crate::model::{Claim, Project, UndoLabel};

/// Gives a claim these tags and no others.
pub fn set(project: &Project, at: &ClaimRef, tags: &[String]) -> OpResult {
    change_claim(project, at, UndoLabel::ChangeTags, |claim| {
        claim.tags = normalised(tags);
    })
}

/// Gives a claim these tags beside its own.
pub(super) fn add(claim: &mut Claim, tags: &[String]) {
    if !tags.is_empty() {
        claim.tags.extend_from_slice(tags);
        claim.tags = normalised(&claim.tags);
    }
}

fn normalised(tags: &[String]) -> Vec<String> {
    let trimmed = tags.iter().map(|tag| tag.trim().to_owned());
    let mut tags: Vec<String> = trimmed.filter(|tag| !tag.is_empty()).collect();
    tags.sort();
    tags.dedup();
    tags
}
