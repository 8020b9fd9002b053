//! What can safely be done about a problem that `check` found: pure functions from the project as it
//! is. Nothing here decides what only a person can know, such as who says a claim.

use crate::model::{ClaimPart, Edit, Problem, ProblemKind, Project, Rating};

/// A safe way to mend a problem, said before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mending {
    /// What will be done, as a sentence.
    pub does: String,
    /// The same as the word on a button.
    pub button: &'static str,
    /// What undo calls it.
    pub label: &'static str,
    /// How it is done.
    pub edit: Edit,
}

/// What can be done about a problem without losing or deciding anything; `None` where only a person
/// can tell.
pub fn mending(project: &Project, problem: &Problem) -> Option<Mending> {
    let makes = |does: String, button, label, edit| {
        Some(Mending {
            does,
            button,
            label,
            edit,
        })
    };
    match &problem.kind {
        ProblemKind::UnusedSpeaker { speaker, name } => makes(
            format!("Removes {name} from the project. No claim and no other speaker refers to it."),
            "Remove",
            "remove speaker",
            Edit::Speaker(speaker.clone(), None),
        ),
        ProblemKind::UnknownRating(key) => {
            let mut head = project.head().clone();
            head.scale.push(Rating {
                key: key.clone(),
                label: key.clone(),
            });
            makes(
                format!("Puts ‘{key}’ at the end of the project's scale. Every verdict stays as it is."),
                "Add",
                "add missing rating",
                Edit::Head(Box::new(head)),
            )
        }
        ProblemKind::DoneTooEarly { .. } => {
            let article = problem.article.clone()?;
            let value = project.article(&article)?;
            let by = &value.done.as_ref()?.by;
            if !project.reviewers().contains_key(by) {
                return None;
            }
            let title = &value.metadata.title;
            makes(
                format!("Takes back that “{title}” is done. Its claims stay as they are."),
                "Not done",
                "take done back",
                Edit::Done(article, None),
            )
        }
        ProblemKind::LostPlace { part, words } => {
            let edit = without_lost(project, problem, *part, words)?;
            let what = match part {
                ClaimPart::Source => "source",
                ClaimPart::Cue | ClaimPart::Claim => "cue",
            };
            makes(
                format!("Takes “{words}” away as {what} of the claim. The claim and its speaker stay."),
                "Take away",
                "take lost words away",
                edit,
            )
        }
        // Who says it, what evidence does and whether two of one name are one person, people know. And
        // a record that is missing cannot be put in such a way that undo takes it out again, for what
        // is in use must not go.
        ProblemKind::AcceptedWithoutSpeaker { .. }
        | ProblemKind::EvidenceWithoutStance { .. }
        | ProblemKind::EvidenceAddress { .. }
        | ProblemKind::SameName { .. }
        | ProblemKind::ToBeAttributed { .. }
        | ProblemKind::UnknownSpeaker(_)
        | ProblemKind::UnknownReviewer(_)
        | ProblemKind::UnknownAffiliation { .. } => None,
    }
}

/// What can be done about several problems in one step: only where mending one changes nothing about
/// the others.
pub fn mending_of_all<'a>(
    project: &Project,
    problems: impl IntoIterator<Item = &'a Problem>,
) -> Option<Mending> {
    let unused = problems
        .into_iter()
        .filter(|problem| matches!(problem.kind, ProblemKind::UnusedSpeaker { .. }));
    let edits: Vec<Edit> = unused
        .filter_map(|problem| mending(project, problem))
        .map(|mending| mending.edit)
        .collect();
    (edits.len() > 1).then(|| Mending {
        does: format!(
            "Removes {} speakers from the project. No claim and no other speaker refers to them.",
            edits.len()
        ),
        button: "Remove all",
        label: "remove unused speakers",
        edit: Edit::All(edits),
    })
}

/// The claim without these lost words, which are its source or its cue.
fn without_lost(project: &Project, problem: &Problem, part: ClaimPart, words: &str) -> Option<Edit> {
    let (article, id) = problem.article.as_ref().zip(problem.claim.as_ref())?;
    let mut claim = project.claim(article, id)?.clone();
    let lost = |anchor: &crate::model::Anchor| anchor.span().is_none() && anchor.words == words;
    for link in claim.voice.chain_mut() {
        match part {
            ClaimPart::Claim => return None,
            ClaimPart::Source => link.source.retain(|anchor| !lost(anchor)),
            ClaimPart::Cue => link.cue.retain(|anchor| !lost(anchor)),
        }
    }
    Some(Edit::Claim(article.clone(), id.clone(), Some(Box::new(claim))))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::{
        Anchor, Article, Attribution, Claim, Done, Head, Metadata, Place, Reviewer, Speaker, Verdict, Voice,
        check,
    };
    use crate::text::Span;

    const TEXT: &str = "The mayor said that the bridge is closed.";

    fn anchor(words: &str) -> Anchor {
        let start = TEXT.find(words).unwrap();
        Anchor::new(TEXT, Span::new(start, start + words.len())).unwrap()
    }

    /// Everything that can be mended, at once: a verdict off the scale, words that are gone, an
    /// article that was done too early, speakers nobody needs.
    fn broken() -> Project {
        let at = jiff::Timestamp::UNIX_EPOCH;
        let gone = |words: &str| Anchor {
            place: Place::Unproved(4..9),
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
    fn every_mending_takes_its_problem_away_and_can_be_undone() {
        let mut project = broken();
        let mut mended = 0;
        loop {
            let problems = check(&project);
            let Some((problem, mending)) = problems
                .iter()
                .find_map(|problem| Some((problem.clone(), mending(&project, problem)?)))
            else {
                break;
            };
            let before = project.clone();
            let inverse = project.apply(mending.edit).unwrap();
            let left = check(&project);
            assert!(
                left.len() < problems.len() && !left.contains(&problem),
                "{problem:?} -> {left:?}"
            );
            let after = project.clone();
            project.apply(inverse).unwrap();
            assert_eq!(project, before);
            project = after;
            mended += 1;
        }
        assert_eq!(mended, 6);
        let left: Vec<_> = check(&project)
            .iter()
            .map(|problem| problem.kind.group())
            .collect();
        assert_eq!(left, [crate::model::ProblemGroup::ToBeAttributed]);
    }

    #[test]
    fn unused_speakers_go_in_one_step() {
        let mut project = broken();
        let problems = check(&project);
        let mending = mending_of_all(&project, &problems).unwrap();
        project.apply(mending.edit).unwrap();
        assert_eq!(project.speakers().len(), 1);
        assert_eq!(mending_of_all(&project, &check(&project)), None);
    }
}
