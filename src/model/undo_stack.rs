//! The undo stack, without limit, and the part of it that is kept for another session.

use std::sync::Arc;

use super::edit::{Edit, EditError};
use super::id::ArticleId;
use super::project::Project;
use super::undo_label::UndoLabel;

/// One undo step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoStep {
    /// Unique in its stack, also while it is undone; later steps have higher numbers.
    pub number: u64,
    /// Its name.
    pub label: UndoLabel,
    /// The edit that undoes it, or redoes it.
    pub edit: Edit,
}

/// The steps done and undone, the latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UndoStack {
    steps: UndoSteps,
    count: u64,
}

/// Steps done and undone, the latest last. Copies share them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UndoSteps {
    /// Those that undo takes back.
    pub done: Vec<Arc<UndoStep>>,
    /// Those that redo makes again.
    pub undone: Vec<Arc<UndoStep>>,
}

impl UndoStack {
    /// Adds the inverse of what was just done; returns the undone steps, which are dropped.
    pub fn push(&mut self, label: UndoLabel, inverse: Edit) -> Vec<Arc<UndoStep>> {
        self.count += 1;
        self.steps.done.push(Arc::new(UndoStep {
            number: self.count,
            label,
            edit: inverse,
        }));
        std::mem::take(&mut self.steps.undone)
    }

    /// The latest steps of each kind, at most so many, and none before one that is not wanted.
    pub fn latest(&self, count: usize, is_wanted: impl Fn(&UndoStep) -> bool) -> UndoSteps {
        let latest = |steps: &[Arc<UndoStep>]| {
            let wanted = steps.iter().rev().take(count).take_while(|step| is_wanted(step));
            let mut latest: Vec<_> = wanted.cloned().collect();
            latest.reverse();
            latest
        };
        UndoSteps {
            done: latest(&self.steps.done),
            undone: latest(&self.steps.undone),
        }
    }

    /// The stack of an earlier session; its steps get new numbers.
    pub fn from_earlier(steps: UndoSteps) -> Self {
        let mut count = 0;
        let mut numbered = |step: Arc<UndoStep>| {
            count += 1;
            let mut step = Arc::unwrap_or_clone(step);
            step.number = count;
            Arc::new(step)
        };
        let done = steps.done.into_iter().map(&mut numbered).collect();
        let mut undone: Vec<_> = steps.undone.into_iter().rev().map(&mut numbered).collect();
        undone.reverse();
        let steps = UndoSteps { done, undone };
        Self { steps, count }
    }

    /// Forgets the steps that concern an article, and those that cannot be reached without them.
    pub fn forget(&mut self, article: &ArticleId) {
        for steps in [&mut self.steps.done, &mut self.steps.undone] {
            let concerns = |step: &Arc<UndoStep>| step.edit.touched().articles.contains(article);
            let last = steps.iter().rposition(concerns);
            steps.drain(..last.map_or(0, |last| last + 1));
        }
    }

    /// Takes the latest step done, or undone, to be replayed in slices.
    pub fn take(&mut self, done: bool) -> Option<UndoStep> {
        let steps = if done {
            &mut self.steps.done
        } else {
            &mut self.steps.undone
        };
        steps.pop().map(Arc::unwrap_or_clone)
    }

    /// Adds a step that was replayed in slices.
    pub fn put(&mut self, done: bool, step: UndoStep) {
        let steps = if done {
            &mut self.steps.done
        } else {
            &mut self.steps.undone
        };
        steps.push(Arc::new(step));
    }

    /// Whether a step is done and not undone.
    pub fn is_done(&self, number: u64) -> bool {
        self.steps
            .done
            .binary_search_by_key(&number, |step| step.number)
            .is_ok()
    }

    /// The next step to undo, or to redo.
    pub fn next(&self, done: bool) -> Option<&Arc<UndoStep>> {
        if done {
            self.steps.done.last()
        } else {
            self.steps.undone.last()
        }
    }

    /// The next step to undo.
    pub fn next_undo(&self) -> Option<&UndoStep> {
        self.next(true).map(|step| &**step)
    }

    /// The next step to redo.
    pub fn next_redo(&self) -> Option<&UndoStep> {
        self.next(false).map(|step| &**step)
    }

    /// Undoes the latest step; returns it, or `None` if there is none.
    pub fn undo(&mut self, project: &mut Project) -> Result<Option<Arc<UndoStep>>, EditError> {
        replay(project, &mut self.steps.done, &mut self.steps.undone)
    }

    /// Redoes the latest undone step; returns it, or `None` if there is none.
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<Arc<UndoStep>>, EditError> {
        replay(project, &mut self.steps.undone, &mut self.steps.done)
    }
}

fn replay(
    project: &mut Project,
    from: &mut Vec<Arc<UndoStep>>,
    to: &mut Vec<Arc<UndoStep>>,
) -> Result<Option<Arc<UndoStep>>, EditError> {
    let Some(step) = from.last().cloned() else {
        return Ok(None);
    };
    let inverse = project.put_back(step.edit.clone())?;
    from.pop();
    to.push(Arc::new(UndoStep {
        number: step.number,
        label: step.label,
        edit: inverse,
    }));
    Ok(Some(step))
}

#[cfg(test)]
mod tests {
    use super::super::Head;
    use super::*;

    fn rename(project: &mut Project, stack: &mut UndoStack, title: &str) {
        let inverse = project.apply(Edit::Head(Box::new(Head::titled(title)))).unwrap();
        stack.push(UndoLabel::ChangeGuidelines, inverse);
    }

    #[test]
    fn undo_and_redo_walk_the_same_way_back_and_forth() {
        let mut project = Project::new(Head::titled("one"));
        let mut stack = UndoStack::default();
        rename(&mut project, &mut stack, "two");
        rename(&mut project, &mut stack, "three");
        for expected in ["two", "one"] {
            stack.undo(&mut project).unwrap().unwrap();
            assert_eq!(project.head().title, expected);
        }
        assert_eq!(stack.undo(&mut project), Ok(None));
        for expected in ["two", "three"] {
            stack.redo(&mut project).unwrap().unwrap();
            assert_eq!(project.head().title, expected);
        }
        assert_eq!(stack.redo(&mut project), Ok(None));
    }

    #[test]
    fn a_new_step_forgets_what_was_undone() {
        let mut project = Project::new(Head::titled("one"));
        let mut stack = UndoStack::default();
        rename(&mut project, &mut stack, "two");
        stack.undo(&mut project).unwrap();
        rename(&mut project, &mut stack, "three");
        assert_eq!(stack.next_redo(), None);
    }

    #[test]
    fn a_step_is_known_while_it_is_done_and_not_mistaken_for_the_one_that_takes_its_place() {
        let mut project = Project::new(Head::titled("one"));
        let mut stack = UndoStack::default();
        rename(&mut project, &mut stack, "two");
        rename(&mut project, &mut stack, "three");
        let number = stack.next_undo().unwrap().number;
        stack.undo(&mut project).unwrap();
        assert!(!stack.is_done(number));
        stack.redo(&mut project).unwrap();
        assert!(stack.is_done(number));
        stack.undo(&mut project).unwrap();
        rename(&mut project, &mut stack, "four");
        assert!(!stack.is_done(number));
    }

    #[test]
    fn the_latest_steps_go_on_in_another_stack() {
        let mut project = Project::new(Head::titled("one"));
        let mut stack = UndoStack::default();
        for title in ["two", "three", "four", "five"] {
            rename(&mut project, &mut stack, title);
        }
        for _ in 0..2 {
            stack.undo(&mut project).unwrap();
        }
        assert_eq!(stack.latest(9, |step| step.number > 2).done, []);
        let mut later = UndoStack::from_earlier(stack.latest(1, |_| true));
        let number = later.next_undo().unwrap().number;
        later.redo(&mut project).unwrap().unwrap();
        assert_eq!(project.head().title, "four");
        assert_eq!(later.redo(&mut project), Ok(None), "only one was kept");
        assert!(later.is_done(number));
        for expected in ["three", "two"] {
            later.undo(&mut project).unwrap().unwrap();
            assert_eq!(project.head().title, expected);
        }
        assert_eq!(later.undo(&mut project), Ok(None));
        assert!(!later.is_done(number));
    }

    #[test]
    fn with_a_step_those_before_it_are_forgotten() {
        let step = |number, edit| {
            let label = UndoLabel::Merge;
            Arc::new(UndoStep { number, label, edit })
        };
        let on = |article: &str| Edit::Done(article.into(), None);
        let head = || Edit::Head(Box::new(Head::titled("")));
        let done = vec![
            step(0, head()),
            step(0, on("a")),
            step(0, on("b")),
            step(0, head()),
        ];
        let mut stack = UndoStack::from_earlier(UndoSteps {
            done,
            undone: vec![step(0, on("b"))],
        });
        stack.forget(&"a".into());
        let left = stack.latest(9, |_| true);
        assert_eq!((left.done.len(), left.undone.len()), (2, 1));
        stack.forget(&"b".into());
        let left = stack.latest(9, |_| true);
        assert_eq!((left.done.len(), left.undone.len()), (1, 0));
    }
}
