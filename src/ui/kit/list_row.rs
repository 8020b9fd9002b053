//! A row of a list: its background, its focus ring, how it is clicked, what a screen reader is told, and what usually
//! stands in it.

use eframe::egui::{
    Align2, Color32, CursorIcon, Id, Painter, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2,
};

use super::button::{focus_ring, icon_at};
use super::text::{key_cap_at, line_at, measure, swatch_at, tip_of, wrapped_at};
use super::text_painter::Fit;
use super::theme::{Theme, font};
use crate::typeset::Style;

/// The height of a row of one line in a menu or a drop-down list.
pub const ROW: f32 = 28.0;
/// Between the edges of a row and what stands in it.
const PADDING: f32 = 8.0;
/// A detail behind a title is left out where there is less room for it.
const MIN_DETAIL_WIDTH: f32 = 30.0;
/// The share of a line that a title keeps beside a detail.
const TITLE_SHARE: f32 = 0.68;

/// A row that is about to be drawn.
pub struct ListRow<'a> {
    name: &'a str,
    height: f32,
    selected: Option<bool>,
    role: Role,
    ground: Option<Color32>,
    is_ruled: bool,
    is_tab_stop: bool,
    expanded: Option<bool>,
    position: Option<(usize, usize)>,
}

impl<'a> ListRow<'a> {
    /// A row of one line. `name` is what a screen reader says.
    pub fn new(name: &'a str) -> Self {
        Self {
            name,
            height: ROW,
            selected: None,
            role: Role::Button,
            ground: None,
            is_ruled: false,
            is_tab_stop: true,
            expanded: None,
            position: None,
        }
    }

    /// How tall it is, where it takes the next room of its [`Ui`].
    #[must_use]
    pub fn height(self, height: f32) -> Self {
        Self { height, ..self }
    }

    /// Says of a row that can be selected whether it is.
    #[must_use]
    pub fn selected(self, selected: bool) -> Self {
        let selected = Some(selected);
        Self { selected, ..self }
    }

    /// What it is to a screen reader, instead of a button.
    #[must_use]
    pub fn role(self, role: Role) -> Self {
        Self { role, ..self }
    }

    /// Its background while it is neither selected nor under the pointer.
    #[must_use]
    pub fn ground(self, ground: Color32) -> Self {
        let ground = Some(ground);
        Self { ground, ..self }
    }

    /// From edge to edge with a hairline below, as in a table.
    #[must_use]
    pub fn ruled(self) -> Self {
        Self {
            is_ruled: true,
            ..self
        }
    }

    /// Leaves it out of the round of Tab: its list has the keyboard as a whole.
    #[must_use]
    pub fn without_tab_stop(self) -> Self {
        Self {
            is_tab_stop: false,
            ..self
        }
    }

    /// Says of a row that heads others whether they are shown.
    #[must_use]
    pub fn expanded(self, expanded: bool) -> Self {
        let expanded = Some(expanded);
        Self { expanded, ..self }
    }

    /// Which of how many rows it is, counted from 0.
    #[must_use]
    pub fn position(self, at: usize, count: usize) -> Self {
        Self {
            position: Some((at, count)),
            ..self
        }
    }

    /// Draws the row in the next room of `ui`, as wide as there is.
    pub fn show(self, ui: &mut Ui) -> DrawnRow {
        let (id, rect) = ui.allocate_space(Vec2::new(ui.available_width(), self.height));
        self.show_at(ui, rect, id)
    }

    /// Draws the row at a place, as [`RowLayout::show`](super::row_layout::RowLayout::show) gives it.
    pub fn show_at(self, ui: &Ui, rect: Rect, id: Id) -> DrawnRow {
        let sense = if self.is_tab_stop {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let response = ui
            .interact(rect, id, sense)
            .on_hover_cursor(CursorIcon::PointingHand);
        let row = DrawnRow {
            left: rect.left() + PADDING,
            right: rect.right() - PADDING,
            right_below: rect.right() - PADDING,
            y: rect.center().y,
            is_visible: ui.is_rect_visible(rect),
            painter: ui.painter().clone(),
            theme: Theme::from_ctx(ui.ctx()),
            is_cut: false,
            texts: Vec::new(),
            tip: None,
            rect,
            response,
        };
        if row.is_visible {
            self.paint(ui, &row);
        }
        self.describe(&row.response);
        row
    }

    fn paint(&self, ui: &Ui, row: &DrawnRow) {
        let theme = row.theme;
        let is_pointed_at = row.response.hovered() || row.response.has_focus();
        let ground = match self.selected {
            Some(true) => Some(theme.wash),
            _ if is_pointed_at => Some(theme.hover),
            _ => self.ground,
        };
        if let Some(ground) = ground {
            let radius = if self.is_ruled { 0.0 } else { 7.0 };
            row.painter.rect_filled(row.rect, radius, ground);
        }
        if self.is_ruled {
            let y = row.rect.bottom() - 0.5;
            row.painter.hline(row.rect.x_range(), y, theme.hairline_stroke());
        }
        focus_ring(ui, row.rect, &row.response, theme);
    }

    fn describe(&self, response: &Response) {
        response.widget_info(|| match self.selected {
            Some(selected) => WidgetInfo::selected(self.role, true, selected, self.name),
            None => WidgetInfo::labeled(self.role, true, self.name),
        });
        if self.expanded.is_some() || self.position.is_some() {
            response.ctx.accesskit_node_builder(response.id, |node| {
                if let Some(expanded) = self.expanded {
                    node.set_expanded(expanded);
                }
                if let Some((at, count)) = self.position {
                    node.set_position_in_set(at);
                    node.set_size_of_set(count);
                }
            });
        }
    }
}

/// A row whose background is drawn. What stands in its line is added from both ends inwards, the title last.
pub struct DrawnRow {
    /// What it covers.
    pub rect: Rect,
    /// How it is clicked. Take it from [`DrawnRow::finish`] where the row may need a tooltip.
    pub response: Response,
    /// The middle of the line that is being filled.
    pub y: f32,
    left: f32,
    right: f32,
    /// The right end of the lines below the first, in which nothing stands at the right.
    right_below: f32,
    is_visible: bool,
    painter: Painter,
    theme: &'static Theme,
    /// Whether a text did not fit.
    is_cut: bool,
    /// The title and what is below it, while the pointer is on the row.
    texts: Vec<String>,
    tip: Option<String>,
}

impl DrawnRow {
    /// Sets the middle of the first line, so many points below the top. Without this it is the middle of the row.
    pub fn first_line(&mut self, below_top: f32) {
        self.y = self.rect.top() + below_top;
    }

    /// Leaves room at the left.
    pub fn indent(&mut self, points: f32) {
        self.left += points;
    }

    /// Leaves room at the right, in this line and the lines below it.
    pub fn indent_right(&mut self, points: f32) {
        self.right -= points;
        self.right_below -= points;
    }

    /// Ends the lines below where this one now ends.
    pub fn keep_right(&mut self) {
        self.right_below = self.right;
    }

    /// A key cap, or the room for one.
    pub fn key_cap(&mut self, caps: Option<&str>) {
        if let Some(caps) = caps.filter(|_| self.is_visible) {
            key_cap_at(&self.painter, pos2(self.left, self.y), Align2::LEFT_CENTER, caps);
        }
        self.left += 26.0;
    }

    /// A speaker's colour; hollow for the article's own voice.
    pub fn swatch(&mut self, color: Option<Color32>) {
        swatch_at(&self.painter, pos2(self.left + 6.0, self.y), color);
        self.left += 20.0;
    }

    /// An icon at the left.
    pub fn icon(&mut self, icon: &str, points: f32, color: Color32) {
        icon_at(&self.painter, pos2(self.left + 7.0, self.y), icon, points, color);
        self.left += 20.0;
    }

    /// An icon at the right.
    pub fn icon_right(&mut self, icon: &str, points: f32, color: Color32) {
        icon_at(&self.painter, pos2(self.right - 6.0, self.y), icon, points, color);
        self.right -= 20.0;
    }

    /// Words at the right, such as a count or a key; at most half of the line.
    pub fn trailing(&mut self, words: &str, style: Style, ink: Color32) {
        if !self.is_visible || words.is_empty() {
            return;
        }
        let at = pos2(self.right, self.y);
        let room = (self.right - self.left) / 2.0;
        let (covered, _) = line_at(&self.painter, at, Align2::RIGHT_CENTER, words, style, ink, room);
        self.right = covered.left() - PADDING;
    }

    /// Words at the left in a column of this width.
    pub fn cell(&mut self, words: &str, style: Style, ink: Color32, width: f32) {
        self.text(words, style, ink, self.left + width - 2.0 * PADDING);
        self.left += width;
    }

    /// Words in a column of this width at the right.
    pub fn cell_right(&mut self, words: &str, style: Style, ink: Color32, width: f32) {
        let left = std::mem::replace(&mut self.left, self.right - width);
        self.text(words, style, ink, self.right);
        self.right -= width + 2.5 * PADDING;
        self.left = left;
    }

    /// The words the row is about, cut where there is no more room.
    pub fn title(&mut self, words: &str, style: Style, ink: Color32) {
        self.left = self.text(words, style, ink, self.right).right();
    }

    /// Soft small words behind the title, where there is room for them.
    pub fn detail(&mut self, words: &str) {
        self.left += 6.0;
        if !words.is_empty() && self.right - self.left >= MIN_DETAIL_WIDTH {
            let at = pos2(self.left, self.y + 0.5);
            let room = self.right - self.left;
            let (style, ink) = (font::SMALL, self.theme.soft);
            line_at(&self.painter, at, Align2::LEFT_CENTER, words, style, ink, room);
        }
    }

    /// A title and a detail behind it that is never crowded out by it.
    pub fn title_and_detail(&mut self, ui: &Ui, title: &str, detail: &str) {
        let end = if detail.is_empty() || !self.is_visible {
            self.right
        } else {
            let room = self.right - self.left;
            let wanted = measure(ui, detail, font::SMALL, Fit::Free).x + 7.0;
            self.right - wanted.min(room * (1.0 - TITLE_SHARE))
        };
        self.left = self.text(title, font::BODY, self.theme.ink, end).right();
        self.detail(detail);
    }

    /// Small words from `left` to the right edge, in a line of their own whose middle is so many points below the top.
    pub fn below(&mut self, left: f32, below_top: f32, words: &str, ink: Color32) {
        self.first_line(below_top);
        self.left = left;
        self.text(words, font::SMALL, ink, self.right_below);
    }

    /// Where the next thing at the left will stand.
    pub fn left(&self) -> f32 {
        self.left
    }

    /// A title of up to `lines` lines within a width, which begins `top` points below the row's top. Returns how far below
    /// it the title ends.
    pub fn wrapped_title(
        &mut self,
        words: &str,
        style: Style,
        (width, lines): (f32, usize),
        top: f32,
    ) -> f32 {
        let at = pos2(self.left, self.rect.top() + top);
        let (covered, cut) = wrapped_at(&self.painter, at, words, style, self.theme.ink, width, lines);
        self.note(words, cut);
        covered.bottom() - self.rect.top()
    }

    fn text(&mut self, words: &str, style: Style, ink: Color32, end: f32) -> Rect {
        let at = pos2(self.left, self.y);
        if !self.is_visible {
            return Rect::from_min_size(at, Vec2::ZERO);
        }
        let room = (end - self.left).max(8.0);
        let (covered, cut) = line_at(&self.painter, at, Align2::LEFT_CENTER, words, style, ink, room);
        self.note(words, cut);
        covered
    }

    fn note(&mut self, words: &str, cut: bool) {
        self.is_cut |= cut;
        if self.response.hovered() {
            self.texts.push(words.to_owned());
        }
    }

    /// Explains the row while the pointer rests on it.
    pub fn explain(&mut self, words: impl Into<String>) {
        self.tip = Some(words.into());
    }

    /// Gives the row its tooltip: what explains it, else the whole of what was cut.
    pub fn finish(self) -> Response {
        match &self.tip {
            Some(tip) => tip_of(self.response, &[tip]),
            None if self.is_cut && !self.texts.is_empty() => {
                let texts: Vec<&str> = self.texts.iter().map(String::as_str).collect();
                tip_of(self.response, &texts)
            }
            None => self.response,
        }
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Context, Key, ScrollArea};
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::super::row_layout::RowLayout;
    use super::super::text_painter::TextPainter;
    use super::*;
    use crate::typeset::Typesetter;

    const ROWS: usize = 10_000;

    #[derive(Default)]
    struct Seen {
        drawn: Vec<usize>,
        clicked: Option<usize>,
    }

    fn list_ui(ui: &mut Ui, seen: &mut Seen) {
        seen.drawn.clear();
        let id = ui.scope_id();
        RowLayout::Even(ROWS, ROW).show(ui, ScrollArea::vertical(), None, |ui, at, rect| {
            let name = format!("Row {at}");
            let mut row =
                ListRow::new(&name)
                    .selected(at == 1)
                    .position(at, ROWS)
                    .show_at(ui, rect, id.with(at));
            row.title(&name, font::BODY, Color32::BLACK);
            seen.drawn.push(at);
            if row.finish().clicked() {
                seen.clicked = Some(at);
            }
        });
    }

    #[test]
    fn rows_in_view_are_drawn_and_told_and_enter_activates_the_focused_one() {
        let setup = |ctx: &Context| {
            crate::ui::kit::theme::install(ctx);
            TextPainter::give(ctx, Typesetter::embedded_only());
        };
        let mut harness = Harness::builder()
            .with_size(Vec2::new(200.0, 5.0 * ROW))
            .with_context_setup(setup)
            .build_ui_state(list_ui, Seen::default());
        harness.run_steps(2);
        let drawn = harness.state().drawn.len();
        assert!((5..8).contains(&drawn), "{drawn}");
        for (name, at) in [("Row 0", 0), ("Row 1", 1)] {
            let row = harness.get_by_role_and_label(Role::Button, name);
            let told = row.accesskit_node();
            assert_eq!(told.toggled(), Some((at == 1).into()));
            assert_eq!(told.position_in_set(), Some(at));
        }
        harness.get_by_label("Row 2").focus();
        harness.run_steps(2);
        harness.key_press(Key::Enter);
        harness.run_steps(2);
        assert_eq!(harness.state().clicked, Some(2));
    }
}
