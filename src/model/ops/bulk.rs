//! Operations on many claims. Very many are changed in slices, so that the window stays responsive; each slice is an
//! edit made from the claims as they are then.

use std::fmt;

use super::{Stamp, attribution, claim_at, put_claim, review, tags};
use crate::model::{
    ArticleId, Claim, ClaimRef, ClaimSet, Decision, Edit, EditError, Project, Quotation, SpeakerId,
    UndoLabel, Voice,
};

/// Makes the edit of a slice.
type EditFn = Box<dyn Fn(&Project, &[ClaimRef]) -> Result<Edit, EditError> + Send>;

/// An edit of many claims, made in slices or at once.
pub struct BulkEdit {
    label: UndoLabel,
    before: Option<Edit>,
    claims: ClaimSet,
    make: EditFn,
    after: Option<Edit>,
}

impl BulkEdit {
    pub(super) fn new(
        label: UndoLabel,
        claims: ClaimSet,
        make: impl Fn(&Project, &[ClaimRef]) -> Result<Edit, EditError> + Send + 'static,
    ) -> Self {
        Self {
            label,
            before: None,
            claims,
            make: Box::new(make),
            after: None,
        }
    }

    /// Adds an edit to come first, and one to come last.
    pub(super) fn between(self, before: Edit, after: Edit) -> Self {
        Self {
            before: Some(before),
            after: Some(after),
            ..self
        }
    }

    /// The undo label.
    pub fn label(&self) -> UndoLabel {
        self.label
    }

    /// The articles of the claims that remain.
    pub fn articles(&self) -> impl Iterator<Item = &ArticleId> {
        self.claims.articles()
    }

    /// How many claims remain.
    pub fn len(&self) -> usize {
        self.claims.len()
    }

    /// Whether nothing remains.
    pub fn is_empty(&self) -> bool {
        self.before.is_none() && self.claims.is_empty() && self.after.is_none()
    }

    /// The edit of the next slice, and its number of claims. The edit before it must have been applied.
    pub fn next(&mut self, project: &Project, claims: usize) -> Result<(Edit, usize), EditError> {
        if let Some(before) = self.before.take() {
            return Ok((before, 0));
        }
        let slice = self.claims.take_first(claims);
        let made = if slice.is_empty() {
            self.after.take().unwrap_or_else(Edit::nothing)
        } else {
            (self.make)(project, &slice)?
        };
        Ok((made, slice.len()))
    }

    /// All of it as one edit.
    pub fn at_once(mut self, project: &Project) -> Result<Edit, EditError> {
        let claims = self.claims.take_first(self.claims.len());
        let made = (self.make)(project, &claims)?;
        let parts = [self.before, Some(made), self.after];
        Ok(Edit::All(parts.into_iter().flatten().collect()))
    }
}

impl fmt::Debug for BulkEdit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BulkEdit")
            .field("label", &self.label)
            .field("claims", &self.claims.len())
            .finish_non_exhaustive()
    }
}

/// A change to many claims; `None` keeps a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimsChange {
    /// The speaker.
    pub who: Option<BulkSpeaker>,
    /// The reviewer's own decision; `Some(None)` clears it.
    pub review: Option<Option<Decision>>,
    /// The quotation type; `Some(None)` detects it from quotation marks.
    pub quotation: Option<Option<Quotation>>,
    /// The key of a rating; `Some(None)` clears the verdict.
    pub verdict: Option<Option<String>>,
    /// Tags to add.
    pub tags: Vec<String>,
}

/// A speaker for many claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkSpeaker {
    /// Unattributed.
    Nobody,
    /// The article's own voice.
    Article,
    /// A speaker; source and cue stay.
    Speaker(SpeakerId),
}

impl ClaimsChange {
    fn apply(&self, claim: &mut Claim, stamp: &Stamp) {
        match &self.who {
            None => {}
            Some(BulkSpeaker::Nobody) => claim.voice = Voice::ToBeAttributed,
            Some(BulkSpeaker::Article) => claim.voice = Voice::Article,
            Some(BulkSpeaker::Speaker(speaker)) => attribution::name_speaker(claim, speaker),
        }
        if let Some(decision) = self.review {
            review::record(claim, decision, stamp);
        }
        if let Some(quotation) = self.quotation {
            claim.quotation = quotation;
        }
        if let Some(rating) = &self.verdict {
            review::set_rating(claim, rating.clone(), stamp);
        }
        tags::add(claim, &self.tags);
    }
}

/// Changes many claims.
pub fn change(claims: ClaimSet, change: ClaimsChange, stamp: Stamp) -> BulkEdit {
    BulkEdit::new(UndoLabel::EditClaims, claims, move |project, claims| {
        change_each(project, claims, |claim| change.apply(claim, &stamp))
    })
}

/// Records a decision on many claims, or clears it; earlier reasons stay.
pub fn decide(claims: ClaimSet, decision: Option<Decision>, stamp: Stamp) -> BulkEdit {
    let label = UndoLabel::DecideMany(decision);
    BulkEdit::new(label, claims, move |project, claims| {
        change_each(project, claims, |claim| review::record(claim, decision, &stamp))
    })
}

/// Removes many claims.
pub fn remove(claims: ClaimSet) -> BulkEdit {
    BulkEdit::new(UndoLabel::DeleteClaims, claims, |_, claims| {
        let removed = claims
            .iter()
            .map(|(article, id)| Edit::Claim(article.clone(), id.clone(), None));
        Ok(Edit::All(removed.collect()))
    })
}

/// Changes claims by a function on a copy of each; equal ones make no edit.
fn change_each(
    project: &Project,
    claims: &[ClaimRef],
    change: impl Fn(&mut Claim),
) -> Result<Edit, EditError> {
    rewrite_each(project, claims, |claim| {
        let before = claim.clone();
        change(claim);
        claim.follow_decisions(&before);
    })
}

/// Like [`change_each`], but decisions stay current: the claims say the same as before in other ids.
pub(super) fn rewrite_each(
    project: &Project,
    claims: &[ClaimRef],
    change: impl Fn(&mut Claim),
) -> Result<Edit, EditError> {
    let mut edits = Vec::new();
    for at in claims {
        let before = claim_at(project, at)?;
        let mut claim = before.clone();
        change(&mut claim);
        if claim != *before {
            edits.push(put_claim(at, claim));
        }
    }
    Ok(Edit::All(edits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_change_does_not_speak_of_stays() {
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
        ClaimsChange::default().apply(&mut claim, &stamp);
        assert_eq!(claim, before);
        let change = ClaimsChange {
            quotation: Some(None),
            tags: vec!["war".into(), "oil".into()],
            ..ClaimsChange::default()
        };
        change.apply(&mut claim, &stamp);
        assert_eq!(claim.tags, ["oil", "war"]);
        assert_eq!(claim.quotation, None);
        assert_eq!(claim.voice, before.voice);
    }
}
