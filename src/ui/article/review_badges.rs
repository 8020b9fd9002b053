//! A small shape for the review at the end of a claim's last underline. Unreviewed claims have none.

use std::f32::consts::{FRAC_PI_2, PI};

use eframe::egui::{Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2};

use crate::model::ReviewState;
use crate::typeset::{Direction, Style, Weight};
use crate::ui::kit::text_painter::{Fit, TextPainter};
use crate::ui::kit::theme::Theme;

const SIZE: f32 = 7.0;
/// Margin that keeps it apart from other underlines.
const PAPER: f32 = 1.5;
/// How far its middle may lie below the words' box, short of the next line.
const LOWEST: f32 = 3.5;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct End {
    pub line: Rect,
    /// Lower edge of the words' box.
    pub bottom: f32,
    pub rtl: bool,
    pub state: ReviewState,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Badge {
    pub center: Pos2,
    pub state: ReviewState,
}

fn size_at(zoom: f32) -> f32 {
    SIZE * zoom.clamp(0.75, 2.0)
}

/// Each shape at its underline's end; where that is taken it moves back along the line.
pub(super) fn place(ends: &[End], zoom: f32) -> Vec<Badge> {
    let size = size_at(zoom);
    let mut badges: Vec<Badge> = Vec::new();
    for end in ends {
        let zoom = size / SIZE;
        let lowest = end.bottom + LOWEST * zoom;
        let y = (end.line.center().y + 1.5 * zoom).min(lowest);
        let back = if end.rtl { 1.0 } else { -1.0 };
        let mut x = if end.rtl {
            end.line.left()
        } else {
            end.line.right()
        } + back * size / 2.0;
        let step = size + 2.0 * PAPER;
        let taken = |x: f32| {
            badges
                .iter()
                .any(|badge| (badge.center.x - x).abs() < step && (badge.center.y - y).abs() < step)
        };
        while taken(x) {
            x += back * step / 2.0;
        }
        badges.push(Badge {
            center: pos2(x, y),
            state: end.state,
        });
    }
    badges
}

pub(super) fn paint(painter: &Painter, pen: &mut TextPainter, badges: &[Badge], zoom: f32) {
    let theme = Theme::from_ctx(painter.ctx());
    let size = size_at(zoom);
    for badge in badges {
        painter.circle_filled(badge.center, size / 2.0 + PAPER, theme.paper);
        let color = theme.review(badge.state);
        let stroke = Stroke::new(size / 4.4, color);
        let at = |x: f32, y: f32| badge.center + Vec2::new(x, y) * size;
        match badge.state {
            ReviewState::Unreviewed => {}
            ReviewState::Stale => {
                // Three quarters of a ring with an arrowhead: once more.
                let rim = (0..=9_u8).map(|step| {
                    let angle = PI * (f32::from(step) / 6.0 - 0.5);
                    at(0.42 * angle.cos(), 0.42 * angle.sin())
                });
                painter.add(Shape::line(rim.collect(), Stroke::new(size / 6.0, color)));
                let head = vec![at(-0.7, 0.05), at(-0.42, -0.25), at(-0.14, 0.05)];
                painter.add(Shape::convex_polygon(head, color, Stroke::NONE));
            }
            ReviewState::Accepted => {
                let tick = vec![at(-0.46, 0.04), at(-0.14, 0.36), at(0.5, -0.38)];
                painter.add(Shape::line(tick, stroke));
            }
            ReviewState::Rejected => {
                for down in [-0.4, 0.4] {
                    painter.line_segment([at(-0.4, -down), at(0.4, down)], stroke);
                }
            }
            ReviewState::Disputed => {
                let style = Style::ui(size * 1.5, size * 1.8).weight(Weight::SemiBold);
                let sign = pen.layout("?", style, Fit::Free, Direction::Ltr);
                let corner = badge.center - Vec2::new(sign.paragraph.width(), sign.paragraph.height()) / 2.0;
                pen.paint(painter, corner, &sign, color);
            }
            ReviewState::Split => {
                painter.circle_stroke(badge.center, size * 0.42, Stroke::new(size / 6.0, color));
                let rim = (0..=8_u8).map(|step| {
                    let angle = FRAC_PI_2 + PI * f32::from(step) / 8.0;
                    at(0.42 * angle.cos(), 0.42 * angle.sin())
                });
                painter.add(Shape::convex_polygon(rim.collect(), color, Stroke::NONE));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(left: f32, right: f32, lane: u8, rtl: bool) -> End {
        let top = 27.0 + f32::from(lane) * 3.5;
        End {
            line: Rect::from_min_max(pos2(left, top), pos2(right, top + 2.0)),
            bottom: 29.0,
            rtl,
            state: ReviewState::Accepted,
        }
    }

    #[test]
    fn a_shape_stands_under_the_end_of_its_line_in_both_directions() {
        let [ltr] = place(&[end(10.0, 100.0, 0, false)], 1.0)[..] else {
            panic!("not one")
        };
        assert!((90.0..100.0).contains(&ltr.center.x), "{ltr:?}");
        let [rtl] = place(&[end(10.0, 100.0, 0, true)], 1.0)[..] else {
            panic!("not one")
        };
        assert!((10.0..20.0).contains(&rtl.center.x), "{rtl:?}");
    }

    #[test]
    fn shapes_of_claims_that_end_together_do_not_touch_and_stay_in_the_gap() {
        let ends: Vec<End> = (0..4).map(|lane| end(10.0, 100.0, lane, false)).collect();
        let badges = place(&ends, 1.0);
        for (at, badge) in badges.iter().enumerate() {
            assert!(badge.center.y + SIZE / 2.0 < 29.0 + 8.0, "{badge:?}");
            assert!(badge.center.y - SIZE / 2.0 > 29.0 - 4.0, "{badge:?}");
            for other in &badges[..at] {
                assert!((badge.center - other.center).length() > SIZE, "{badges:?}");
            }
        }
    }
}
