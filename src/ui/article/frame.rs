//! The layout of the surface: text column, margin with chips, ruler.

use eframe::egui::{Pos2, Rangef, Rect, pos2};

use super::page::Placed;
use crate::session::settings::ColumnWidth;
use crate::ui::kit::theme::size;

const LEFT: f32 = 30.0;
/// Between column and chips.
const BESIDE: f32 = 16.0;
/// Least space between chips and ruler.
const RIGHT: f32 = 2.0;
const CHIP: f32 = size::MARGIN - 8.0;
/// Room for a dot and an icon only.
const CHIP_SMALL: f32 = 46.0;
/// A column narrower than this makes the chips small.
const NARROW: f32 = 400.0;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub view: Rect,
    pub column: Rangef,
    /// Empty if there is no room for chips.
    pub chips: Rangef,
    pub ruler: Rect,
    /// Pixels per point.
    pub scale: f32,
}

impl Frame {
    pub(super) fn new(view: Rect, zoom: f32, width: ColumnWidth, scale: f32) -> Self {
        let ruler = Rect::from_min_max(pos2(view.right() - size::RULER, view.top()), view.max);
        let room = (view.width() - size::RULER).max(0.0);
        let widest = match width {
            ColumnWidth::Narrow => size::COLUMN_NARROW,
            ColumnWidth::Normal => size::COLUMN_MAX,
            ColumnWidth::Wide => size::COLUMN_WIDE,
        };
        let wanted = (widest * zoom).max(120.0);
        // Who wishes for a wide column has it at the cost of the chips.
        let narrow = match width {
            ColumnWidth::Narrow | ColumnWidth::Normal => NARROW,
            ColumnWidth::Wide => size::COLUMN_MAX,
        };
        let with = |chip: f32| room - LEFT - BESIDE - chip - RIGHT;
        let (left, chip) = match (with(CHIP), with(CHIP_SMALL)) {
            (column, _) if column >= narrow.min(wanted) => (LEFT, CHIP),
            (_, column) if column >= NARROW / 2.0 => (LEFT, CHIP_SMALL),
            _ => (LEFT.min(room / 12.0), 0.0),
        };
        let beside = if chip > 0.0 { BESIDE + chip + RIGHT } else { left };
        let column = (room - left - beside).clamp(60.0, wanted).floor();
        let spare = (room - left - column - beside).max(0.0);
        let snap = |x: f32| (x * scale).round() / scale;
        let start = snap(view.left() + left + spare / 2.0);
        let chips = start + column + BESIDE;
        Self {
            view,
            column: Rangef::new(start, start + column),
            chips: Rangef::new(chips, chips + chip),
            ruler,
            scale,
        }
    }

    /// The upper left corner of a block, on a whole pixel.
    pub(super) fn corner(&self, block: &Placed) -> Pos2 {
        let y = self.view.top() + block.top;
        pos2(self.column.min, (y * self.scale).round() / self.scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(width: f32, zoom: f32) -> Frame {
        Frame::new(
            Rect::from_min_max(pos2(236.0, 44.0), pos2(236.0 + width, 772.0)),
            zoom,
            ColumnWidth::Normal,
            1.0,
        )
    }

    #[test]
    fn in_a_window_of_1280_the_column_is_540_wide_with_chips_beside_it() {
        let frame = frame(740.0, 1.0);
        assert_eq!((frame.column.min, frame.column.span()), (266.0, 540.0));
        assert_eq!((frame.chips.min, frame.chips.span()), (822.0, 140.0));
    }

    #[test]
    fn the_column_is_as_wide_as_wished_where_there_is_room() {
        let spans = |view: f32| {
            [ColumnWidth::Narrow, ColumnWidth::Normal, ColumnWidth::Wide].map(|width| {
                let view = Rect::from_min_max(pos2(0.0, 0.0), pos2(view, 728.0));
                Frame::new(view, 1.0, width, 1.0).column.span() as u32
            })
        };
        assert_eq!(spans(1400.0), [460, 620, 820]);
        let [narrow, normal, wide] = spans(740.0);
        assert!(narrow < normal && normal < wide, "{narrow} {normal} {wide}");
    }

    #[test]
    fn with_much_room_the_column_is_620_wide_and_stands_in_the_middle() {
        let frame = frame(1200.0, 1.0);
        assert!((frame.column.span() - 620.0).abs() < 0.01);
        let (left, right) = (frame.column.min - 236.0, frame.ruler.left() - frame.chips.max);
        assert!((left - right - (LEFT - RIGHT)).abs() <= 1.0, "{left} {right}");
    }

    #[test]
    fn everything_stays_inside_however_narrow_or_large() {
        for width in [80.0, 200.0, 320.0, 420.0, 560.0, 740.0, 1900.0] {
            for zoom in [0.6, 1.0, 3.0] {
                let frame = frame(width, zoom);
                let edge = frame.chips.max.max(frame.column.max);
                assert!(frame.column.min >= 236.0, "{width} {zoom}");
                assert!(
                    edge <= frame.ruler.left() + 60.0 && frame.column.span() >= 60.0,
                    "{width} {zoom} {frame:?}"
                );
                if width >= 200.0 {
                    assert!(edge <= frame.ruler.left() + BESIDE, "{width} {zoom} {frame:?}");
                }
            }
        }
    }
}
