//! Outlines around words: solid around a selected claim, dashed around a suggestion, on whole pixels.

use eframe::egui::{Color32, Mesh, Pos2, Rect, Vec2, pos2};

use super::marks::Outline;

/// Rounds to whole pixels.
#[derive(Clone, Copy)]
pub(super) struct Snap(pub f32);

impl Snap {
    pub(super) fn x(self, x: f32) -> f32 {
        (x * self.0).round() / self.0
    }

    pub(super) fn rect(self, rect: Rect) -> Rect {
        let corner = |at: Pos2| pos2(self.x(at.x), self.x(at.y));
        Rect::from_min_max(corner(rect.min), corner(rect.max))
    }
}

/// Outlines all lines of a span together. Upper edges lie inside, so that they do not touch the underlines above.
pub(super) fn add_outline(mesh: &mut Mesh, snap: Snap, rects: &[Rect], color: Color32, outline: Outline) {
    if outline == Outline::None {
        return;
    }
    let mut add = |part: Rect| match outline {
        Outline::Dashed => add_dashes(mesh, part, color),
        Outline::None | Outline::Solid => mesh.add_colored_rect(part, color),
    };
    let rects: Vec<Rect> = rects.iter().map(|rect| snap.rect(*rect)).collect();
    let thick = (1.5 * snap.0).round().max(1.0) / snap.0;
    let side = |left, top, right, bottom| Rect::from_min_max(pos2(left, top), pos2(right, bottom));
    for rect in &rects {
        let below = rect.bottom() + thick;
        let above = side(rect.left(), rect.top() - thick, rect.right(), rect.top());
        for part in uncovered(above, &rects) {
            add(part.translate(Vec2::new(0.0, thick)));
        }
        for outside in [
            side(rect.left() - thick, rect.top(), rect.left(), below),
            side(rect.right(), rect.top(), rect.right() + thick, below),
            side(rect.left(), rect.bottom(), rect.right(), below),
        ] {
            for part in uncovered(outside, &rects) {
                add(part);
            }
        }
    }
}

/// A side of an outline in dashes along its longer edge.
fn add_dashes(mesh: &mut Mesh, side: Rect, color: Color32) {
    const DASH: f32 = 4.0;
    const GAP: f32 = 3.0;
    let is_flat = side.width() >= side.height();
    let (from, to) = if is_flat {
        (side.left(), side.right())
    } else {
        (side.top(), side.bottom())
    };
    let mut at = from;
    while at < to {
        let end = (at + DASH).min(to);
        let dash = if is_flat {
            Rect::from_x_y_ranges(at..=end, side.y_range())
        } else {
            Rect::from_x_y_ranges(side.x_range(), at..=end)
        };
        mesh.add_colored_rect(dash, color);
        at += DASH + GAP;
    }
}

/// The parts of a side that the rectangles do not cover.
fn uncovered(side: Rect, rects: &[Rect]) -> Vec<Rect> {
    let mut parts = vec![side];
    for cover in rects {
        parts = parts
            .into_iter()
            .flat_map(|part| subtract(part, *cover))
            .collect();
    }
    parts
}

fn subtract(part: Rect, cover: Rect) -> Vec<Rect> {
    let shared = part.intersect(cover);
    if shared.width() <= 0.0 || shared.height() <= 0.0 {
        return vec![part];
    }
    let pieces = [
        Rect::from_min_max(part.min, pos2(part.right(), shared.top())),
        Rect::from_min_max(pos2(part.left(), shared.bottom()), part.max),
        Rect::from_x_y_ranges(part.left()..=shared.left(), shared.y_range()),
        Rect::from_x_y_ranges(shared.right()..=part.right(), shared.y_range()),
    ];
    let is_left = |piece: &Rect| piece.width() > 0.0 && piece.height() > 0.0;
    pieces.into_iter().filter(is_left).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: f32, y: f32, right: f32, bottom: f32) -> Rect {
        Rect::from_min_max(pos2(x, y), pos2(right, bottom))
    }

    #[test]
    fn what_is_left_of_a_side_and_its_cover_make_up_the_side() {
        let side = rect(0.0, 10.0, 100.0, 12.0);
        let left: f32 = uncovered(side, &[rect(20.0, 0.0, 50.0, 11.0), rect(40.0, 0.0, 60.0, 30.0)])
            .iter()
            .map(Rect::area)
            .sum();
        assert!((left - (200.0 - 30.0 - 40.0 + 10.0)).abs() < 0.01, "{left}");
    }
}
