//! Stretches of a text that are laid out in another weight than the rest.

use std::ops::Range;

use super::style::Weight;

/// The weights of a text, each once, its own first.
pub(super) fn weights(own: Weight, emphasised: &[(Range<usize>, Weight)]) -> Vec<Weight> {
    let mut weights = vec![own];
    for (_, weight) in emphasised {
        if !weights.contains(weight) {
            weights.push(*weight);
        }
    }
    weights
}

/// The parts of a range, each with its weight, in order and without gaps.
pub(super) fn parts(
    range: Range<usize>,
    own: Weight,
    emphasised: &[(Range<usize>, Weight)],
) -> Vec<(Range<usize>, Weight)> {
    let mut parts = Vec::new();
    let mut done = range.start;
    for (stretch, weight) in emphasised {
        let start = stretch.start.clamp(done, range.end.max(done));
        let end = stretch.end.min(range.end);
        if start >= end {
            continue;
        }
        if done < start {
            parts.push((done..start, own));
        }
        parts.push((start..end, *weight));
        done = end;
    }
    if done < range.end {
        parts.push((done..range.end, own));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::{Direction, Style, Typesetter};

    #[test]
    fn parts_cover_a_range_without_gaps_whatever_is_emphasised() {
        let emphasised = [
            (2..4, Weight::SemiBold),
            (3..6, Weight::Medium),
            (9..30, Weight::SemiBold),
        ];
        assert_eq!(
            parts(1..12, Weight::Regular, &emphasised),
            [
                (1..2, Weight::Regular),
                (2..4, Weight::SemiBold),
                (4..6, Weight::Medium),
                (6..9, Weight::Regular),
                (9..12, Weight::SemiBold),
            ]
        );
        assert_eq!(parts(5..5, Weight::Regular, &emphasised), []);
    }

    #[test]
    fn stressed_words_are_wider_and_lines_as_tall() {
        let mut typesetter = Typesetter::embedded_only();
        let text = "the claim\tbegins after \u{623}\u{646} here";
        let style = Style::ui(14.0, 20.0);
        let plain = typesetter.layout(text, style, None, 1.0, Direction::Auto);
        let emphasised = [(4..9, Weight::SemiBold), (17..text.len(), Weight::SemiBold)];
        let bold = typesetter.layout_emphasised(text, style, &emphasised, None, 1.0, Direction::Auto);
        assert!(bold.width() > plain.width());
        assert!((bold.height() - plain.height()).abs() < 0.01);
        let mut drawn = |paragraph: &crate::typeset::Paragraph| {
            let mut glyphs = 0;
            typesetter.glyphs(paragraph, (0.0, 0.0), |_| glyphs += 1);
            glyphs
        };
        assert_eq!(
            drawn(&bold),
            drawn(&plain),
            "emphasised letters are drawn, and tabs are not"
        );
        let none = typesetter.layout_emphasised(text, style, &[], None, 1.0, Direction::Auto);
        assert!((none.width() - plain.width()).abs() < 0.01);
    }
}
