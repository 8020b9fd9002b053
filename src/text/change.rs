//! The differences between two versions of a text, as replaced ranges, and the mapping of positions
//! from the old version to the new. [`diff`](super::diff) finds the differences.

use super::Span;

/// One replaced range: the bytes of the old text and those of the new that stand in their place.
/// Either may be empty, not both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// In the old text.
    pub old: Span,
    /// In the new text.
    pub new: Span,
}

/// The replaced ranges between two texts, in order and not touching; everything between them is equal.
///
/// ```text
/// old   The [mayor] said [] no.
/// new   The [governor] said [flatly] no.
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSet {
    replacements: Vec<Replacement>,
}

/// Which side a position moves to when the text around it was replaced or text was inserted at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bias {
    /// The start of the new text.
    Before,
    /// The end of the new text.
    After,
}

impl ChangeSet {
    /// Makes a set of ranges of the old text in order, each with the length in bytes of what replaced it.
    /// Touching ranges are merged. `None` where they overlap or are out of order.
    pub fn new(replaced: impl IntoIterator<Item = (Span, usize)>) -> Option<Self> {
        let mut replacements: Vec<Replacement> = Vec::new();
        for (old, new_len) in replaced {
            let last = replacements.last_mut();
            let (old_end, new_end) = last.as_ref().map_or((0, 0), |last| (last.old.end, last.new.end));
            let kept = old.start.checked_sub(old_end)?;
            match last {
                _ if old.is_empty() && new_len == 0 => {}
                Some(last) if kept == 0 => {
                    last.old.end = old.end;
                    last.new.end += new_len;
                }
                _ => replacements.push(Replacement {
                    old,
                    new: Span {
                        start: new_end + kept,
                        end: new_end + kept + new_len,
                    },
                }),
            }
        }
        Some(Self { replacements })
    }

    /// The replaced ranges, in order and apart.
    pub fn replacements(&self) -> &[Replacement] {
        &self.replacements
    }

    /// Whether the texts are equal.
    pub fn is_empty(&self) -> bool {
        self.replacements.is_empty()
    }

    /// The changes from the new text back to the old.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let turned = self.replacements.iter().map(|one| Replacement {
            old: one.new,
            new: one.old,
        });
        Self {
            replacements: turned.collect(),
        }
    }

    /// Where a position of the old text lies in the new. The bias decides inside a replaced range and
    /// where text was inserted; at the edges of a replaced range the position stays at that edge.
    pub fn map_position(&self, byte: usize, bias: Bias) -> usize {
        let after = self.replacements.partition_point(|one| one.old.start <= byte);
        let Some(last) = after.checked_sub(1).and_then(|at| self.replacements.get(at)) else {
            return byte;
        };
        if byte > last.old.end || (byte == last.old.end && !last.old.is_empty()) {
            return last.new.end + (byte - last.old.end);
        }
        match bias {
            _ if byte == last.old.start && !last.old.is_empty() => last.new.start,
            Bias::Before => last.new.start,
            Bias::After => last.new.end,
        }
    }

    /// Where a span of the old text lies in the new. `After` for the start and `Before` for the end keep
    /// what is new at the edges out; the opposite takes it in. A span of which nothing is left is empty.
    pub fn map_span(&self, span: Span, start: Bias, end: Bias) -> Span {
        let end = self.map_position(span.end, end);
        Span {
            start: self.map_position(span.start, start).min(end),
            end,
        }
    }

    /// Whether anything inside a span of the old text was replaced; what happened just at its
    /// edges does not count, so a span that is untouched still covers the same words.
    pub fn touches(&self, span: Span) -> bool {
        let after = self.replacements.partition_point(|one| one.old.end <= span.start);
        self.replacements
            .get(after)
            .is_some_and(|one| one.old.start < span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `The [mayor] said no.` -> `The [governor] said no[ way].`
    fn example() -> ChangeSet {
        ChangeSet::new([(Span::new(4, 9), 8), (Span::new(17, 17), 4)]).unwrap()
    }

    #[test]
    fn positions_outside_the_replaced_ranges_move_by_what_came_before() {
        let change = example();
        assert_eq!(change.map_position(2, Bias::After), 2);
        assert_eq!(change.map_position(10, Bias::Before), 13);
        assert_eq!(change.map_position(18, Bias::Before), 25);
    }

    #[test]
    fn the_edges_of_a_replaced_range_stay_edges_whatever_the_bias() {
        for bias in [Bias::Before, Bias::After] {
            assert_eq!(example().map_position(4, bias), 4);
            assert_eq!(example().map_position(9, bias), 12);
        }
    }

    #[test]
    fn inside_a_replaced_range_and_at_an_insertion_the_bias_decides() {
        assert_eq!(example().map_position(6, Bias::Before), 4);
        assert_eq!(example().map_position(6, Bias::After), 12);
        assert_eq!(example().map_position(17, Bias::Before), 20);
        assert_eq!(example().map_position(17, Bias::After), 24);
    }

    #[test]
    fn a_span_whose_words_are_all_gone_is_empty() {
        let change = ChangeSet::new([(Span::new(4, 9), 0)]).unwrap();
        assert_eq!(
            change.map_span(Span::new(5, 8), Bias::After, Bias::Before),
            Span::new(4, 4)
        );
        let change = example();
        assert_eq!(
            change.map_span(Span::new(5, 8), Bias::After, Bias::Before),
            Span::new(4, 4)
        );
        assert_eq!(
            change.map_span(Span::new(5, 8), Bias::Before, Bias::After),
            Span::new(4, 12)
        );
    }

    #[test]
    fn only_what_happens_inside_touches_a_span() {
        assert!(example().touches(Span::new(8, 10)));
        assert!(!example().touches(Span::new(9, 17)));
        assert!(example().touches(Span::new(9, 18)));
        assert!(!example().touches(Span::new(17, 18)));
    }

    #[test]
    fn ranges_that_overlap_are_refused_and_those_that_touch_become_one() {
        assert_eq!(
            ChangeSet::new([(Span::new(4, 9), 1), (Span::new(8, 10), 1)]),
            None
        );
        let touching = ChangeSet::new([(Span::new(4, 9), 1), (Span::new(9, 10), 3)]).unwrap();
        assert_eq!(touching, ChangeSet::new([(Span::new(4, 10), 4)]).unwrap());
        assert!(ChangeSet::new([(Span::new(4, 4), 0)]).unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn mapping_keeps_the_order_and_the_inverse_takes_back_what_was_kept(
            parts in prop::collection::vec((0_usize..5, 0_usize..5, 0_usize..5), 0..6), a in 0_usize..60, b in 0_usize..60,
        ) {
            let mut at = 0;
            let replaced: Vec<_> = parts.into_iter().map(|(kept, old, new)| {
                let span = Span::new(at + kept, at + kept + old);
                at = span.end;
                (span, new)
            }).collect();
            let change = ChangeSet::new(replaced).unwrap();
            prop_assert_eq!(change.inverse().inverse(), change.clone());
            let (a, b) = (a.min(b), a.max(b));
            for bias in [Bias::Before, Bias::After] {
                prop_assert!(change.map_position(a, bias) <= change.map_position(b, bias));
            }
            if !change.replacements().iter().any(|one| one.old.start <= a && a <= one.old.end) {
                let mapped = change.map_position(a, Bias::Before);
                prop_assert_eq!(change.inverse().map_position(mapped, Bias::After), a);
            }
        }
    }
}
