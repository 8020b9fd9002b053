//! Operations on the rating scale and on verdicts that lose their rating.

use std::collections::{BTreeMap, BTreeSet};

use super::{LabelledEdit, project, put_claim};
use crate::model::{Claim, Edit, Project, Rating, UndoLabel};
use crate::text::fold::fold;

/// What happens to verdicts whose rating is removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepFate {
    /// They get the rating with this key.
    Move(String),
    /// They are cleared.
    Clear,
}

/// How many claims have each rating.
pub fn uses(project: &Project) -> BTreeMap<String, usize> {
    let mut uses = BTreeMap::new();
    for (_, _, claim) in project.claims() {
        if let Some(verdict) = &claim.verdict {
            *uses.entry(verdict.rating.clone()).or_default() += 1;
        }
    }
    uses
}

/// A new key made from a rating's label: 'Mostly true' becomes `mostly-true`.
pub fn key_from_label(label: &str, taken: &BTreeSet<String>) -> String {
    let mut slug = String::new();
    for letter in fold(label).chars() {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = match slug.trim_end_matches('-') {
        "" => "rating",
        slug => slug,
    };
    let mut key = slug.to_owned();
    let mut number = 1;
    while taken.contains(&key) {
        number += 1;
        key = format!("{slug}-{number}");
    }
    key
}

/// Replaces the scale. Verdicts of removed ratings change as `fates` say; without a fate they stay, and `check`
/// reports them.
pub fn set(project: &Project, scale: Vec<Rating>, fates: &BTreeMap<String, StepFate>) -> LabelledEdit {
    let kept: BTreeSet<String> = scale.iter().map(|rating| rating.key.clone()).collect();
    let mut edits = vec![project::change_head(project, |head| head.scale = scale)];
    for (article, id, claim) in project.claims() {
        let rating = claim.verdict.as_ref().map(|verdict| &verdict.rating);
        let fate = rating
            .filter(|rating| !kept.contains(*rating))
            .and_then(|rating| fates.get(rating));
        if let Some(fate) = fate {
            edits.push(put_claim(&(article.clone(), id.clone()), rated(claim, fate)));
        }
    }
    (UndoLabel::ChangeScale, Edit::All(edits))
}

/// Adds a rating that verdicts use to the end of the scale.
pub(super) fn add_missing(project: &Project, key: &str) -> LabelledEdit {
    let rating = Rating {
        key: key.to_owned(),
        label: key.to_owned(),
    };
    let edit = project::change_head(project, |head| head.scale.push(rating));
    (UndoLabel::AddRating, edit)
}

/// Keeps who rated it and when.
fn rated(claim: &Claim, fate: &StepFate) -> Claim {
    let mut claim = claim.clone();
    match (fate, &mut claim.verdict) {
        (StepFate::Move(rating), Some(verdict)) => verdict.rating.clone_from(rating),
        _ => claim.verdict = None,
    }
    claim
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Head, Metadata, Reviewer, Verdict};
    use crate::text::Span;

    const TEXT: &str = "The bridge is safe and new.";

    fn project() -> Project {
        let mut project = Project::new(Head::titled("Bridges"));
        let article = Article::new(Metadata::default(), TEXT);
        let claim = |rating: &str| {
            let verdict = Verdict {
                rating: rating.into(),
                by: "r-1".into(),
                at: jiff::Timestamp::UNIX_EPOCH,
                standing: crate::model::Standing::Current,
            };
            let claim = Claim {
                verdict: Some(verdict),
                ..Claim::new(TEXT, Span::new(0, 10)).unwrap()
            };
            Some(Box::new(claim))
        };
        let put = |id: &str, rating| Edit::Claim("a".into(), id.into(), claim(rating));
        let edits = vec![
            Edit::Reviewer("r-1".into(), Some(Reviewer { name: "Amal".into() })),
            Edit::Article("a".into(), Some(Box::new(article))),
            put("c-1", "half-true"),
            put("c-2", "false"),
            put("c-3", "true"),
        ];
        project.apply(Edit::All(edits)).unwrap();
        project
    }

    fn rating(project: &Project, claim: &str) -> Option<String> {
        let claim = project.claim(&"a".into(), &claim.into())?;
        claim.verdict.as_ref().map(|verdict| verdict.rating.clone())
    }

    #[test]
    fn verdicts_of_a_rating_that_leaves_move_or_go_and_one_undo_brings_all_back() {
        let before = project();
        let mut project = before.clone();
        let mut scale = before.head().scale.clone();
        scale.retain(|rating| !["half-true", "false"].contains(&rating.key.as_str()));
        let fates = [
            ("half-true".to_owned(), StepFate::Move("mostly-true".into())),
            ("false".to_owned(), StepFate::Clear),
        ];
        let (_, edit) = set(&project, scale, &fates.into());
        let inverse = project.apply(edit).unwrap();
        assert_eq!(rating(&project, "c-1").as_deref(), Some("mostly-true"));
        assert_eq!(rating(&project, "c-2"), None);
        assert_eq!(rating(&project, "c-3").as_deref(), Some("true"));
        assert_eq!(uses(&project).values().sum::<usize>(), 2);
        project.apply(inverse).unwrap();
        assert_eq!(project, before);
    }

    #[test]
    fn a_new_rating_gets_a_key_of_its_own() {
        let taken = ["mostly-true".to_owned()].into();
        assert_eq!(key_from_label("Mostly true!", &taken), "mostly-true-2");
        assert_eq!(key_from_label("!?", &taken), "rating");
    }
}
