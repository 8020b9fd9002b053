//! The form that changes many claims at once, as plain data. What it does to one of them is an operation.

use crate::model::ops::bulk::{BulkSpeaker, ClaimsChange};
use crate::model::{Decision, Quotation};
use crate::ui::bus::forms::listed;

/// What is to become of many claims; what it does not speak of stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimsDraft {
    /// Who says so.
    pub who: Option<BulkSpeaker>,
    /// One's own decision; `Some(None)` takes it back.
    pub review: Option<Option<Decision>>,
    /// How they are quoted; `Some(None)` leaves it to the marks in the text.
    pub quotation: Option<Option<Quotation>>,
    /// The key of a rating; `Some(None)` takes the verdict back.
    pub verdict: Option<Option<String>>,
    /// Tags they get, separated by commas.
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
