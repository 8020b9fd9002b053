//! The undo stack, without limit.

use super::edit::{Edit, EditError};
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
    done: Vec<UndoStep>,
    undone: Vec<UndoStep>,
    count: u64,
}

impl UndoStack {
    /// Adds the inverse of what was just done; returns the undone steps, which are dropped.
    pub fn push(&mut self, label: UndoLabel, inverse: Edit) -> Vec<UndoStep> {
        self.count += 1;
        self.done.push(UndoStep {
            number: self.count,
            label,
            edit: inverse,
        });
        std::mem::take(&mut self.undone)
    }

    /// Takes the latest step done, or undone, to be replayed in slices.
    pub fn take(&mut self, done: bool) -> Option<UndoStep> {
        if done { self.done.pop() } else { self.undone.pop() }
    }

    /// Adds a step that was replayed in slices.
    pub fn put(&mut self, done: bool, step: UndoStep) {
        if done {
            self.done.push(step);
        } else {
            self.undone.push(step);
        }
    }

    /// Whether a step is done and not undone.
    pub fn is_done(&self, number: u64) -> bool {
        self.done
            .binary_search_by_key(&number, |step| step.number)
            .is_ok()
    }

    /// The next step to undo.
    pub fn next_undo(&self) -> Option<&UndoStep> {
        self.done.last()
    }

    /// The next step to redo.
    pub fn next_redo(&self) -> Option<&UndoStep> {
        self.undone.last()
    }

    /// Undoes the latest step; returns it, or `None` if there is none.
    pub fn undo(&mut self, project: &mut Project) -> Result<Option<UndoStep>, EditError> {
        replay(project, &mut self.done, &mut self.undone)
    }

    /// Redoes the latest undone step; returns it, or `None` if there is none.
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<UndoStep>, EditError> {
        replay(project, &mut self.undone, &mut self.done)
    }
}

fn replay(
    project: &mut Project,
    from: &mut Vec<UndoStep>,
    to: &mut Vec<UndoStep>,
) -> Result<Option<UndoStep>, EditError> {
    let Some(step) = from.last().cloned() else {
        return Ok(None);
    };
    let inverse = project.put_back(step.edit.clone())?;
    from.pop();
    to.push(UndoStep {
        number: step.number,
        label: step.label,
        edit: inverse,
    });
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
}
