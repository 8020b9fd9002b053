//! The verdict in the text: its short letters, raised after a claim's last word, above whatever follows on the line.

use eframe::egui::{Painter, Pos2, Rect, Vec2, pos2};

use crate::typeset::{Direction, Style, Weight};
use crate::ui::kit::rating::RatingSign;
use crate::ui::kit::text_painter::{Fit, TextPainter};
use crate::ui::kit::theme::Theme;

/// Size of the letters at 100%.
const SIZE: f32 = 9.5;
/// From the words to the letters, and from letters to letters.
const GAP: f32 = 2.0;

/// A verdict and the upper corner of the words that it follows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RaisedRating {
    pub at: Pos2,
    pub rtl: bool,
    pub sign: RatingSign,
}

/// Paints each verdict; where claims end together they follow one another.
pub(super) fn paint(painter: &Painter, pen: &mut TextPainter, ratings: Vec<RaisedRating>, zoom: f32) {
    let theme = Theme::from_ctx(painter.ctx());
    let size = SIZE * zoom.clamp(0.85, 2.0);
    // As tall as the letters, so that they stand between two lines.
    let style = Style::ui(size, size).weight(Weight::SemiBold);
    let mut painted: Vec<Rect> = Vec::new();
    for rating in ratings {
        let letters = pen.layout(&rating.sign.letters, style, Fit::Free, Direction::Auto);
        let rect = place(rating.at, rating.rtl, letters.size(), &painted);
        pen.paint(painter, rect.min, &letters, rating.sign.tone.color(theme));
        painted.push(rect);
    }
}

/// Beside the words' corner in reading direction, beyond what is there already.
fn place(at: Pos2, rtl: bool, size: Vec2, painted: &[Rect]) -> Rect {
    let way = if rtl { -1.0 } else { 1.0 };
    let beside = |x: f32| {
        let left = if rtl { x - GAP - size.x } else { x + GAP };
        Rect::from_min_size(pos2(left, at.y), size)
    };
    let mut rect = beside(at.x);
    while let Some(taken) = painted.iter().find(|taken| taken.intersects(rect)) {
        let edge = if rtl { taken.left() } else { taken.right() };
        rect = beside(edge + way * 0.5);
    }
    rect
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_that_end_together_stand_side_by_side_in_both_directions() {
        let size = Vec2::new(14.0, 9.5);
        for rtl in [false, true] {
            let mut painted = Vec::new();
            for _ in 0..3 {
                let rect = place(pos2(100.0, 20.0), rtl, size, &painted);
                assert!(
                    painted.iter().all(|taken: &Rect| !taken.intersects(rect)),
                    "{painted:?}"
                );
                assert_eq!(rect.left() >= 100.0, !rtl, "{rect:?}");
                painted.push(rect);
            }
        }
    }
}
