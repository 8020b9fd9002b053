//! What was done, to be undone and done again, without limit. Applying is `Project::apply`.

use super::edit::{Edit, Refusal};
use super::project::Project;
use super::undo_label::UndoLabel;

/// One intention of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Tells it from every other step of its stack, also while it is taken back; later steps have higher numbers.
    pub number: u64,
    /// What it is called.
    pub label: UndoLabel,
    /// The edit that takes it back (or, among the undone, does it again).
    pub edit: Edit,
}

/// The steps done and undone, the latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UndoStack {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// How many there ever were.
    count: u64,
}

impl UndoStack {
    /// Remembers the inverse of what was just done; what had been undone is forgotten and given back.
    pub fn push(&mut self, label: UndoLabel, inverse: Edit) -> Vec<Step> {
        self.count += 1;
        self.done.push(Step {
            number: self.count,
            label,
            edit: inverse,
        });
        std::mem::take(&mut self.undone)
    }

    /// Takes out the latest step done, or the latest one undone, to be replayed part by part.
    pub fn take(&mut self, done: bool) -> Option<Step> {
        match done {
            true => self.done.pop(),
            false => self.undone.pop(),
        }
    }

    /// Puts a step that was replayed part by part among those done, or those undone.
    pub fn put(&mut self, done: bool, step: Step) {
        match done {
            true => self.done.push(step),
            false => self.undone.push(step),
        }
    }

    /// Whether a step is done, and not taken back.
    pub fn is_done(&self, number: u64) -> bool {
        self.done
            .binary_search_by_key(&number, |step| step.number)
            .is_ok()
    }

    /// What undo would take back.
    pub fn next_undo(&self) -> Option<&Step> {
        self.done.last()
    }

    /// What redo would do again.
    pub fn next_redo(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// Takes the latest step back; returns the edit that was applied, or `None` if there is none.
    pub fn undo(&mut self, project: &mut Project) -> Result<Option<Step>, Refusal> {
        replay(project, &mut self.done, &mut self.undone)
    }

    /// Does the latest undone step again; returns the edit that was applied.
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<Step>, Refusal> {
        replay(project, &mut self.undone, &mut self.done)
    }
}

fn replay(project: &mut Project, from: &mut Vec<Step>, to: &mut Vec<Step>) -> Result<Option<Step>, Refusal> {
    let Some(step) = from.last().cloned() else {
        return Ok(None);
    };
    let inverse = project.apply(step.edit.clone())?;
    from.pop();
    to.push(Step {
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
