//! The form that edits many claims at once, as plain data.

use crate::model::ops::bulk::{BulkSpeaker, ClaimsChange};
use crate::model::{Decision, Quotation};
use crate::ui::bus::forms::listed;

/// The new values of many claims; fields that are `None` do not change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimsDraft {
    /// The new speaker.
    pub who: Option<BulkSpeaker>,
    /// The user's own decision; `Some(None)` clears it.
    pub review: Option<Option<Decision>>,
    /// `Some(None)` means automatic.
    pub quotation: Option<Option<Quotation>>,
    /// The key of a rating; `Some(None)` clears the verdict.
    pub verdict: Option<Option<String>>,
    /// Tags to add, separated by commas.
    pub tags: String,
}

impl ClaimsDraft {
    /// Whether it would change anything.
    pub fn is_empty(&self) -> bool {
        self.change() == ClaimsChange::default()
    }

    /// The change that it describes.
    pub fn change(&self) -> ClaimsChange {
        ClaimsChange {
            who: self.who.clone(),
            review: self.review,
            quotation: self.quotation,
            verdict: self.verdict.clone(),
            tags: listed(&self.tags),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_form_changes_nothing_and_commas_are_no_tags() {
        let mut draft = ClaimsDraft {
            tags: " , ".into(),
            ..ClaimsDraft::default()
        };
        assert!(draft.is_empty());
        draft.tags = "oil, war".into();
        assert_eq!(draft.change().tags, ["oil", "war"]);
        assert!(!draft.is_empty());
        draft = ClaimsDraft {
            quotation: Some(None),
            ..ClaimsDraft::default()
        };
        assert!(!draft.is_empty());
    }
}
