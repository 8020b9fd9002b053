//! The ticks of articles that wait: whether each comes in, one by one and all at once. What becomes of those that come
//! in is said in the room around it.

use super::{Batch, Item, Take};

/// How many of the articles that wait come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    /// Those that do.
    pub on: usize,
    /// Those that would if all were ticked at once: not what is there already.
    pub off: usize,
}

impl Item {
    /// Whether it would come in if all were ticked at once; what is there already would not, unless somebody wants both.
    fn is_wanted(&self) -> bool {
        self.by_itself() != Take::Skip || matches!(self.chosen, Some(Take::Add | Take::Update))
    }

    fn tick(&mut self) {
        self.left_out = false;
        if self.chosen == Some(Take::Skip) && self.by_itself() != Take::Skip {
            self.chosen = None;
        }
    }
}

impl Batch {
    /// How many articles are ticked.
    pub fn ticks(&self) -> Ticks {
        let mut ticks = Ticks::default();
        for item in &self.items {
            match item.take() {
                Take::Skip if item.is_wanted() => ticks.off += 1,
                Take::Skip => {}
                Take::Add | Take::Update => ticks.on += 1,
            }
        }
        ticks
    }

    /// Takes an article in as was said of it before or is best by itself; or leaves it out. Whoever ticks what is there
    /// already wants both.
    pub fn tick(&mut self, at: usize, on: bool) {
        if self.updates.is_some() {
            self.choose(at, if on { Take::Update } else { Take::Skip });
            return;
        }
        self.is_settled = true;
        if let Some(item) = self.items.get_mut(at) {
            if !on {
                item.left_out = true;
            } else if item.is_wanted() {
                item.tick();
            } else {
                (item.left_out, item.chosen) = (false, Some(Take::Add));
            }
        }
        self.settle_rivals();
    }

    /// Ticks all articles, or none. What is there already stays out, as [`Ticks`] says; and what was said of an article
    /// before it was left out is so again. Where only one of them can come in nothing is done.
    pub fn tick_all(&mut self, on: bool) {
        if self.updates.is_some() {
            return;
        }
        self.is_settled = true;
        for item in &mut self.items {
            if on {
                item.tick();
            } else {
                item.left_out = true;
            }
        }
        self.settle_rivals();
    }
}
