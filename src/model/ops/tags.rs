//! Operations on tags. Tags are trimmed, unique and sorted, so that equal tags are equal bytes.

use super::{ClaimRef, OpResult, change_claim};
use crate::model::{Claim, Project, UndoLabel};

/// Sets a claim's tags.
pub fn set(project: &Project, at: &ClaimRef, tags: &[String]) -> OpResult {
    change_claim(project, at, UndoLabel::ChangeTags, |claim| {
        claim.tags = normalised(tags);
    })
}

/// Adds tags to a claim.
pub(super) fn add(claim: &mut Claim, tags: &[String]) {
    if !tags.is_empty() {
        claim.tags.extend_from_slice(tags);
        claim.tags = normalised(&claim.tags);
    }
}

/// Trimmed, each once, in order.
pub(super) fn normalised<'a>(tags: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let trimmed = tags.into_iter().map(|tag| tag.trim().to_owned());
    let mut tags: Vec<String> = trimmed.filter(|tag| !tag.is_empty()).collect();
    tags.sort();
    tags.dedup();
    tags
}
