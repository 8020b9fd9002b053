//! Which of the staged articles come in: included or excluded one by one, and all at once.

use super::{ImportChoice, Staged, StagedArticle};

/// How many of the staged articles come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inclusion {
    /// Those that do.
    pub on: usize,
    /// Those that would if all were included: not the duplicates.
    pub off: usize,
}

impl StagedArticle {
    /// Whether it would come in if all were included; a duplicate would only where somebody chose to keep both.
    fn is_wanted(&self) -> bool {
        self.default_choice() != ImportChoice::Skip
            || matches!(self.chosen, Some(ImportChoice::Add | ImportChoice::Update))
    }

    fn include(&mut self) {
        self.is_excluded = false;
        if self.chosen == Some(ImportChoice::Skip) && self.default_choice() != ImportChoice::Skip {
            self.chosen = None;
        }
    }
}

impl Staged {
    /// How many articles are included.
    pub fn inclusion(&self) -> Inclusion {
        let mut inclusion = Inclusion::default();
        for item in &self.items {
            match item.choice() {
                ImportChoice::Skip if item.is_wanted() => inclusion.off += 1,
                ImportChoice::Skip => {}
                ImportChoice::Add | ImportChoice::Update => inclusion.on += 1,
            }
        }
        inclusion
    }

    /// Includes an article as it was chosen before or is by default, or excludes it. Including a duplicate adds it beside
    /// the other one.
    pub fn include(&mut self, at: usize, on: bool) {
        if self.updates.is_some() {
            let choice = if on {
                ImportChoice::Update
            } else {
                ImportChoice::Skip
            };
            self.choose(at, choice);
            return;
        }
        self.is_settled = true;
        if let Some(item) = self.items.get_mut(at) {
            if !on {
                item.is_excluded = true;
            } else if item.is_wanted() {
                item.include();
            } else {
                (item.is_excluded, item.chosen) = (false, Some(ImportChoice::Add));
            }
        }
        self.settle_conflicts();
    }

    /// Includes all articles but the duplicates, or excludes all. What was chosen for an article before it was excluded is
    /// so again. Where all are versions of one article this does nothing.
    pub fn include_all(&mut self, on: bool) {
        if self.updates.is_some() {
            return;
        }
        self.is_settled = true;
        for item in &mut self.items {
            if on {
                item.include();
            } else {
                item.is_excluded = true;
            }
        }
        self.settle_conflicts();
    }
}
