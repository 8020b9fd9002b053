//! The form that changes many claims at once, as plain data, and what it does to one of them.

use crate::model::ops::{self, Stamp};
use crate::model::{Claim, Decision, Quotation, SpeakerId, Verdict, Voice};
use crate::ui::bus::forms::listed;

/// What is to become of many claims; what it does not speak of stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimsDraft {
    /// SpeakerChoice says so.
    pub who: Option<DraftedWho>,
    /// One's own decision; `Some(None)` takes it back.
    pub review: Option<Option<Decision>>,
    /// How they are quoted; `Some(None)` leaves it to the marks in the text.
    pub quotation: Option<Option<Quotation>>,
    /// The key of a rating; `Some(None)` takes the verdict back.
    pub verdict: Option<Option<String>>,
    /// Tags they get, separated by commas.
    pub tags: String,
}

/// SpeakerChoice says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftedWho {
    /// Nobody has said yet.
    Nobody,
    /// The article itself.
    Article,
    /// A speaker; source and cue stay.
    Speaker(SpeakerId),
}

impl ClaimsDraft {
    /// Whether it would change anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
            || (self.tags.trim().is_empty() && self.clone().without_tags() == Self::default())
    }

    fn without_tags(self) -> Self {
        Self {
            tags: String::new(),
            ..self
        }
    }

    /// Changes a claim as it says.
    pub fn apply(&self, claim: &mut Claim, stamp: &Stamp) {
        match &self.who {
            None => {}
            Some(DraftedWho::Nobody) => claim.voice = Voice::ToBeAttributed,
            Some(DraftedWho::Article) => claim.voice = Voice::Article,
            Some(DraftedWho::Speaker(speaker)) => ops::bulk::attribute(claim, speaker),
        }
        if let Some(decision) = self.review {
            ops::bulk::review(claim, decision, stamp);
        }
        if let Some(quotation) = self.quotation {
            claim.quotation = quotation;
        }
        if let Some(rating) = &self.verdict {
            let before = claim.verdict.as_ref().map(|verdict| &verdict.rating);
            if before != rating.as_ref() {
                claim.verdict = rating.clone().map(|rating| Verdict {
                    rating,
                    by: stamp.by.clone(),
                    at: stamp.at,
                });
            }
        }
        let tags = listed(&self.tags);
        if !tags.is_empty() {
            claim.tags.extend(tags);
            claim.tags.sort();
            claim.tags.dedup();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_form_does_not_speak_of_stays() {
        let stamp = Stamp {
            by: "r-1".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
        };
        let mut claim = Claim {
            voice: Voice::attributed_to("s-1".into()),
            quotation: Some(Quotation::Mixed),
            tags: vec!["war".into()],
            ..Claim::default()
        };
        let before = claim.clone();
        ClaimsDraft::default().apply(&mut claim, &stamp);
        assert_eq!(claim, before);
        let draft = ClaimsDraft {
            quotation: Some(None),
            tags: "oil, war".into(),
            ..ClaimsDraft::default()
        };
        assert!(!draft.is_empty());
        draft.apply(&mut claim, &stamp);
        assert_eq!(claim.tags, ["oil", "war"]);
        assert_eq!(claim.quotation, None);
        assert_eq!(claim.voice, before.voice);
    }
}
