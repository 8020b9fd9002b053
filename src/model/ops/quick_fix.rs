//! Safe fixes for problems that `check` finds. None decides what only a person can know, such as who says a claim.

use super::{LabelledEdit, article, change_claim, scale, speaker};
use crate::model::{Anchor, ClaimPart, Edit, Problem, ProblemKind, Project, SpeakerId, UndoLabel};

/// A safe fix, described before it is applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuickFix {
    /// What it does, as a sentence.
    pub does: String,
    /// The same as the label of a button.
    pub button: &'static str,
    /// The edit.
    pub edit: LabelledEdit,
}

/// The fix of a problem; `None` if only a person can tell.
pub fn quick_fix(project: &Project, problem: &Problem) -> Option<QuickFix> {
    let (does, button, edit) = match &problem.kind {
        ProblemKind::UnusedSpeaker { speaker, name } => (
            fl!("fix-remove-speaker", name = name),
            fl!("fix-remove"),
            speaker::remove(speaker.clone()),
        ),
        ProblemKind::UnknownRating(key) => (
            fl!("fix-add-rating", rating = key),
            fl!("fix-add"),
            scale::add_missing(project, key),
        ),
        ProblemKind::DoneTooEarly { .. } => {
            let id = problem.article.as_ref()?;
            let value = project.article(id)?;
            let by = &value.done.as_ref()?.by;
            if !project.reviewers().contains_key(by) {
                return None;
            }
            let title = &value.metadata.title;
            (
                fl!("fix-reopen-article", title = title),
                fl!("fix-reopen"),
                article::take_done_back(id),
            )
        }
        ProblemKind::Orphaned { part, words } => {
            let edit = without_lost(project, problem, *part, words)?;
            let does = match part {
                ClaimPart::Source => fl!("fix-clear-source", words = words),
                ClaimPart::Cue | ClaimPart::Claim => fl!("fix-clear-cue", words = words),
            };
            (does, fl!("fix-clear"), edit)
        }
        // Which version stands, who says it, what evidence does and whether two of one name are one person, people know. And
        // a record that is missing cannot be put in such a way that undo takes it out again, for what
        // is in use must not go.
        ProblemKind::AcceptedWithoutSpeaker { .. }
        | ProblemKind::Difference { .. }
        | ProblemKind::Stale { .. }
        | ProblemKind::EvidenceWithoutStance { .. }
        | ProblemKind::EvidenceAddress { .. }
        | ProblemKind::NamesAnother { .. }
        | ProblemKind::RelayedWithoutWords { .. }
        | ProblemKind::QuotationAltered { .. }
        | ProblemKind::SameName { .. }
        | ProblemKind::ToBeAttributed { .. }
        | ProblemKind::UnknownSpeaker(_)
        | ProblemKind::UnknownReviewer(_)
        | ProblemKind::UnknownAffiliation { .. } => return None,
    };
    Some(QuickFix { does, button, edit })
}

/// The fix of several problems in one step, if fixing one does not affect the others.
pub fn quick_fix_of_all<'a>(
    project: &Project,
    problems: impl IntoIterator<Item = &'a Problem>,
) -> Option<QuickFix> {
    let unused = |problem: &Problem| match &problem.kind {
        ProblemKind::UnusedSpeaker { speaker, .. } => Some(speaker.clone()),
        _ => None,
    };
    let problems = problems.into_iter().filter_map(unused);
    let unused: Vec<SpeakerId> = problems.filter(|id| project.speaker(id).is_some()).collect();
    (unused.len() > 1).then(|| QuickFix {
        does: fl!("fix-remove-speakers", count = unused.len()),
        button: fl!("fix-remove-all"),
        edit: speaker::remove_unused(unused),
    })
}

/// Fixes a problem; if it is gone by now the edit does nothing.
pub fn fix(project: &Project, problem: &Problem) -> LabelledEdit {
    edit_of(quick_fix(project, problem))
}

/// Fixes several problems; if they are gone by now the edit does nothing.
pub fn fix_all<'a>(project: &Project, problems: impl IntoIterator<Item = &'a Problem>) -> LabelledEdit {
    edit_of(quick_fix_of_all(project, problems))
}

fn edit_of(fix: Option<QuickFix>) -> LabelledEdit {
    let nothing = (UndoLabel::RemoveUnusedSpeakers, Edit::nothing());
    fix.map_or(nothing, |fix| fix.edit)
}

/// Clears orphaned words of a source or cue.
fn without_lost(project: &Project, problem: &Problem, part: ClaimPart, words: &str) -> Option<LabelledEdit> {
    if part == ClaimPart::Claim {
        return None;
    }
    let at = (problem.article.clone()?, problem.claim.clone()?);
    let is_lost = |anchor: &Anchor| anchor.span().is_none() && anchor.words == words;
    let edit = change_claim(project, &at, UndoLabel::ClearOrphans, |claim| {
        for link in claim.voice.chain_mut() {
            let words = if part == ClaimPart::Source {
                &mut link.source
            } else {
                &mut link.cue
            };
            words.retain(|anchor| !is_lost(anchor));
        }
    });
    edit.ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::{
        AnchorPlace, Article, Attribution, Claim, Done, Head, Metadata, ProblemGroup, Reviewer, Speaker,
        Verdict, Voice, check,
    };
    use crate::text::Span;

    const TEXT: &str = "The mayor said that the bridge is closed.";

    fn anchor(words: &str) -> Anchor {
        let start = TEXT.find(words).unwrap();
        Anchor::new(TEXT, Span::new(start, start + words.len())).unwrap()
    }

    /// All problems that have a fix: a rating off the scale, orphaned words, an article done too early, unused
    /// speakers.
    fn broken() -> Project {
        let at = jiff::Timestamp::UNIX_EPOCH;
        let gone = |words: &str| Anchor {
            place: AnchorPlace::Unproved(4..9),
            words: words.to_owned(),
            before: String::new(),
            after: String::new(),
        };
        let claim = Claim {
            spans: vec![anchor("the bridge is closed")],
            voice: Voice::Attributed(vec![Attribution {
                speakers: vec!["s-mayor".into()],
                source: vec![anchor("The mayor"), gone("Ürsüla Quux")],
                cue: vec![gone("bellowed zealously")],
                ..Attribution::default()
            }]),
            verdict: Some(Verdict {
                rating: "so-so".into(),
                by: "r-amal".into(),
                at,
                standing: crate::model::Standing::Current,
            }),
            ..Claim::default()
        };
        let open = Claim {
            spans: vec![anchor("bridge")],
            ..Claim::default()
        };
        let mut article = Article::new(Metadata::default(), TEXT);
        article.claims = [("c-1".into(), claim), ("c-2".into(), open)].into();
        article.done = Some(Done {
            by: "r-amal".into(),
            at,
        });
        let amal = Reviewer { name: "Amal".into() };
        Project::from_parts(
            Head::titled("Bridge"),
            BTreeMap::from([("r-amal".into(), amal)]),
            BTreeMap::from(
                [("s-mayor", "Mayor"), ("s-idle", "Idle"), ("s-other", "Other")]
                    .map(|(id, name)| (id.into(), Speaker::named(name, 0))),
            ),
            BTreeMap::from([("bridge".into(), article)]),
        )
    }

    #[test]
    fn every_quick_fix_takes_its_problem_away_and_can_be_undone() {
        let mut project = broken();
        let mut fixed = 0;
        loop {
            let problems = check(&project);
            let Some((problem, fix)) = problems
                .iter()
                .find_map(|problem| Some((problem.clone(), quick_fix(&project, problem)?)))
            else {
                break;
            };
            let before = project.clone();
            let inverse = project.apply(fix.edit.1).unwrap();
            // What a fix changes in a claim makes decisions on it stale: that is a task for a person.
            let mut left = check(&project);
            left.retain(|problem| problem.kind.group() != ProblemGroup::Stale);
            assert!(
                left.len() < problems.len() && !left.contains(&problem),
                "{problem:?} -> {left:?}"
            );
            let after = project.clone();
            project.apply(inverse).unwrap();
            assert_eq!(project, before);
            project = after;
            fixed += 1;
        }
        assert_eq!(fixed, 6);
        let left: Vec<_> = check(&project)
            .iter()
            .map(|problem| problem.kind.group())
            .collect();
        assert_eq!(left, [ProblemGroup::Stale, ProblemGroup::ToBeAttributed]);
    }

    #[test]
    fn unused_speakers_go_in_one_step() {
        let mut project = broken();
        let problems = check(&project);
        let fix = quick_fix_of_all(&project, &problems).unwrap();
        project.apply(fix.edit.1).unwrap();
        assert_eq!(project.speakers().len(), 1);
        assert_eq!(quick_fix_of_all(&project, &check(&project)), None);
    }
}
