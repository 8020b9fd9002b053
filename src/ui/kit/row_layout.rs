//! Where the rows of a long list stand, and which row keys lead to. Only rows in view are drawn.

use std::ops::Range;

use eframe::egui::{Key, Modifiers, Pos2, Rangef, Rect, ScrollArea, Ui, style::ScrollAnimation};

use super::dialog::takes_key;

/// Where the rows of a long list stand.
pub enum RowLayout {
    /// So many rows of one height.
    Even(usize, f32),
    /// The upper edge of each row, and behind them the lower edge of the last.
    Measured(Vec<f32>),
}

impl RowLayout {
    /// Rows of these heights.
    pub fn measured(heights: impl Iterator<Item = f32>) -> Self {
        let lower_edges = heights.scan(0.0, |edge, height| {
            *edge += height;
            Some(*edge)
        });
        Self::Measured(std::iter::once(0.0).chain(lower_edges).collect())
    }

    /// The upper edge of a row below that of the list.
    fn top(&self, at: usize) -> f32 {
        match self {
            Self::Even(_, height) => at as f32 * height,
            Self::Measured(edges) => edges.get(at).or(edges.last()).copied().unwrap_or_default(),
        }
    }

    fn count(&self) -> usize {
        match self {
            Self::Even(count, _) => *count,
            Self::Measured(edges) => edges.len().saturating_sub(1),
        }
    }

    /// How tall the list is.
    pub fn height(&self) -> f32 {
        self.top(self.count())
    }

    /// The rows that show between two heights.
    fn between(&self, range: Rangef) -> Range<usize> {
        let (first, end) = match self {
            Self::Even(_, height) => (
                (range.min / height).max(0.0) as usize,
                (range.max / height).ceil().max(0.0) as usize,
            ),
            Self::Measured(edges) => (
                edges.partition_point(|edge| *edge <= range.min).saturating_sub(1),
                edges.partition_point(|edge| *edge < range.max),
            ),
        };
        first..end.min(self.count())
    }

    /// Draws the rows in view with `draw`, which is given the number and the place of each. Scrolls to the row `reveal`.
    pub fn show(
        &self,
        ui: &mut Ui,
        area: ScrollArea,
        reveal: Option<usize>,
        mut draw: impl FnMut(&mut Ui, usize, Rect),
    ) {
        area.show_viewport(ui, |ui, viewport| {
            let Rect { min, max } = ui.available_rect_before_wrap();
            ui.set_height(self.height());
            ui.set_min_width(max.x - min.x);
            let place = |at: usize| {
                let (top, bottom) = (min.y + self.top(at), min.y + self.top(at + 1));
                Rect::from_min_max(Pos2::new(min.x, top), Pos2::new(max.x, bottom))
            };
            for at in self.between(viewport.y_range()) {
                draw(ui, at, place(at));
            }
            if let Some(at) = reveal {
                ui.scroll_to_rect_animation(place(at), None, ScrollAnimation::none());
            }
        });
    }
}

/// The row of `count` that the keys lead to from the row `at`: the arrows by one, the page keys by `page`, Home and End to
/// the ends. None where that is the row itself.
pub fn step(at: usize, count: usize, page: usize, takes: impl Fn(Key) -> bool) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let steps = [
        (Key::ArrowDown, at + 1),
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::PageDown, at + page),
        (Key::PageUp, at.saturating_sub(page)),
        (Key::Home, 0),
        (Key::End, last),
    ];
    let pressed = steps.into_iter().find(|(key, _)| takes(*key));
    pressed.map(|(_, to)| to.min(last)).filter(|to| *to != at)
}

/// The same in a dialog, for the keys that nothing else in it waits for.
pub fn step_in_dialog(ui: &Ui, at: usize, count: usize, page: usize) -> Option<usize> {
    step(at, count, page, |key| takes_key(ui, key))
}

/// The same for a list below a field that has the keyboard and keeps Home and End.
pub fn step_below_field(ui: &Ui, at: usize, count: usize, page: usize) -> Option<usize> {
    step(at, count, page, |key| {
        let is_the_list_s = !matches!(key, Key::Home | Key::End);
        is_the_list_s && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_in_view_are_those_that_a_look_at_each_would_find() {
        let heights = [30.0, 10.0, 10.0, 50.0, 20.0];
        let layouts = [RowLayout::measured(heights.into_iter()), RowLayout::Even(5, 24.0)];
        for layout in layouts {
            for (min, max) in [
                (0.0, 30.0),
                (5.0, 35.0),
                (40.0, 41.0),
                (-20.0, 500.0),
                (110.0, 120.0),
            ] {
                let shows = |at: &usize| layout.top(at + 1) > min && layout.top(*at) < max;
                let expected: Vec<usize> = (0..5).filter(shows).collect();
                let found: Vec<usize> = layout.between(Rangef::new(min, max)).collect();
                assert_eq!(found, expected, "from {min} to {max} of {}", layout.height());
            }
        }
        assert_eq!(
            RowLayout::measured(std::iter::empty()).between(Rangef::new(0.0, 9.0)),
            0..0
        );
    }

    #[test]
    fn keys_lead_from_row_to_row_and_stop_at_the_ends() {
        let to = |at, pressed| step(at, 10, 4, |key| key == pressed);
        assert_eq!(to(3, Key::ArrowDown), Some(4));
        assert_eq!(to(3, Key::PageUp), Some(0));
        assert_eq!(to(7, Key::PageDown), Some(9));
        assert_eq!(to(7, Key::Home), Some(0));
        assert_eq!(to(9, Key::ArrowDown), None);
        assert_eq!(to(0, Key::ArrowUp), None);
        assert_eq!(step(0, 0, 4, |_| true), None);
    }
}
