//! How suggestions have fared in this project.

use crate::model::{Origin, Project};
use crate::ui::kit::words;

/// How many suggestions were taken and refused, and how many claims were marked without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    /// Taken, and stand as they were suggested.
    pub(super) taken: usize,
    /// Taken, and changed before or after.
    pub(super) changed: usize,
    /// Never to be made again.
    pub(super) refused: usize,
    /// Marked by hand.
    pub(super) by_hand: usize,
}

/// Fewer decisions tell nothing.
const MIN_DECISIONS: usize = 30;

impl Figures {
    /// The figures of a project.
    pub(super) fn new(project: &Project) -> Self {
        let mut figures = Self::default();
        for (_, _, claim) in project.claims() {
            *match claim.origin {
                Origin::Taken => &mut figures.taken,
                Origin::Changed => &mut figures.changed,
                Origin::ByHand => &mut figures.by_hand,
            } += 1;
        }
        let articles = project.articles().values();
        figures.refused = articles.map(|article| article.metadata.refused.len()).sum();
        figures
    }

    /// How many were looked at.
    pub(super) fn decided(self) -> usize {
        self.taken + self.changed + self.refused
    }

    /// How many in ten were right: taken as they were. `None` where there are too few to tell.
    fn right_in_ten(self) -> Option<usize> {
        let decided = self.decided();
        (decided >= MIN_DECISIONS).then(|| (self.taken * 10 + decided / 2) / decided)
    }

    /// The line beside the slider: what was measured here or, before that can be told, what the model expects of
    /// `probabilities`.
    pub(super) fn told(self, probabilities: &[f32]) -> String {
        if let Some(right) = self.right_in_ten() {
            return fl!("suggestions-right-here", right = right);
        }
        if probabilities.is_empty() {
            return fl!("suggestions-too-few").to_owned();
        }
        let mean = probabilities.iter().sum::<f32>() / probabilities.len() as f32;
        let expected = (mean * 10.0).round() as usize;
        fl!("suggestions-right-expected", right = expected)
    }

    /// Each figure with its name, as lists show them.
    pub(super) fn lines(self) -> [(&'static str, String); 4] {
        [
            (fl!("suggestions-taken"), words::grouped(self.taken)),
            (fl!("suggestions-changed"), words::grouped(self.changed)),
            (fl!("suggestions-refused"), words::grouped(self.refused)),
            (fl!("suggestions-by-hand"), words::grouped(self.by_hand)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told_only_of_enough_decisions() {
        let figures = |taken, refused| Figures {
            taken,
            refused,
            ..Figures::default()
        };
        assert_eq!(figures(20, 9).right_in_ten(), None);
        assert_eq!(figures(24, 6).right_in_ten(), Some(8));
        assert_eq!(figures(0, 40).right_in_ten(), Some(0));
        assert_eq!(figures(40, 0).right_in_ten(), Some(10));
    }
}
