//! A field with one of a few values, chosen from a list that drops down.

use eframe::egui::{
    Align2, CursorIcon, EventFilter, Id, Popup, PopupCloseBehavior, Pos2, Rect, Response, Role, ScrollArea,
    Sense, Ui, Vec2, WidgetInfo,
};

use super::button::{RADIUS, boxed, focus_ring, icon_at};
use super::icons;
use super::list_row::{ListRow, ROW};
use super::menu::{ListKeys, forget_row, list_keys};
use super::row_layout::RowLayout;
use super::text::{measure, swatch_at, text_at, text_from, tip};
use super::text_painter::Fit;
use super::theme::{Theme, font, size};

/// One value that can be chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// What it is called.
    pub label: String,
    /// A word in soft type behind it.
    pub detail: String,
    /// What it holds, in soft type below it while it can be chosen.
    pub sample: String,
    /// A colour in front of it.
    pub color: Option<eframe::egui::Color32>,
}

impl Choice {
    /// A value with a name only.
    pub fn named(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }
}

/// Draws the field with the chosen value and, while it is open, the list below it. Returns the
/// place of the value that was just chosen.
pub fn choice(
    ui: &mut Ui,
    name: &str,
    choices: &[Choice],
    chosen: Option<usize>,
    hint: &str,
) -> Option<usize> {
    let theme = Theme::from_ctx(ui.ctx());
    let current = chosen.and_then(|at| choices.get(at));
    let two_lines = current.is_some_and(|choice| !choice.detail.is_empty());
    let height = if two_lines { 46.0 } else { size::CONTROL };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::click());
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    paint(ui, rect, &response, theme, current, hint);
    let response = match current {
        Some(choice) if response.hovered() && is_cut(ui, rect, choice) => tip(response, &choice.label),
        _ => response,
    };
    let value = current.map_or(hint, |choice| choice.label.as_str());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, name);
        info.current_text_value = Some(value.to_owned());
        info
    });
    let mut picked = None;
    let list = Popup::menu(&response);
    let keys_id = response.id.with("highlighted row");
    let keys = if list.is_open() {
        // The arrows are the list's, and do not lead to the next field.
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        list_keys(ui.ctx(), keys_id, choices.len(), chosen.or(Some(0)))
    } else {
        forget_row(ui.ctx(), keys_id);
        ListKeys {
            row: None,
            moved: false,
            entered: false,
        }
    };
    if keys.entered {
        picked = keys.row;
        Popup::close_all(ui.ctx());
    }
    // Its width is settled in the frame in which it opens.
    let width = if list.is_open() || response.clicked() {
        width_of_list(ui, rect.width(), choices)
    } else {
        rect.width()
    };
    list.width(width)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .show(|ui| {
            let heights = choices
                .iter()
                .map(|choice| if choice.sample.is_empty() { ROW } else { ROW + 17.0 });
            let layout = RowLayout::measured(heights);
            let height = layout.height().min(MAX_LIST_HEIGHT);
            let list = ScrollArea::vertical()
                .max_height(height)
                .min_scrolled_height(height);
            let id = ui.scope_id();
            layout.show(ui, list, keys.row.filter(|_| keys.moved), |ui, at, rect| {
                if let Some(choice) = choices.get(at)
                    && choice_row(
                        ui,
                        choice,
                        (Some(at) == chosen, Some(at) == keys.row),
                        rect,
                        id.with(at),
                    )
                    .clicked()
                {
                    picked = Some(at);
                }
            });
        });
    picked
}

/// Whether the chosen value is longer than its field.
fn is_cut(ui: &Ui, rect: Rect, choice: &Choice) -> bool {
    let swatch = if choice.color.is_some() { 20.0 } else { 0.0 };
    measure(ui, &choice.label, font::BODY, Fit::Free).x > rect.width() - 35.0 - swatch
}

/// The widest that a list gets for the sake of long names.
const MAX_LIST_WIDTH: f32 = 480.0;
/// The tallest that a list gets.
const MAX_LIST_HEIGHT: f32 = 320.0;
/// What stands beside a name in a list, with the edges.
const SIGNS: f32 = 60.0;

/// As wide as its field, and wider where names would be cut, within reason.
fn width_of_list(ui: &Ui, field: f32, choices: &[Choice]) -> f32 {
    let name = |choice: &Choice| {
        let sample = measure(ui, &choice.sample, font::SMALL, Fit::Free).x;
        measure(ui, &choice.label, font::BODY, Fit::Free).x.max(sample) + SIGNS
    };
    let widest = choices.iter().map(name).fold(0.0_f32, f32::max);
    field.max(160.0).max(widest.min(MAX_LIST_WIDTH))
}

fn paint(ui: &Ui, rect: Rect, response: &Response, theme: &Theme, current: Option<&Choice>, hint: &str) {
    let painter = ui.painter();
    let edge = if response.hovered() {
        theme.soft
    } else {
        theme.hairline
    };
    boxed(ui, rect, RADIUS, theme.raised, edge);
    let mut left = rect.left() + 9.0;
    let middle = rect.top() + size::CONTROL / 2.0;
    if let Some(color) = current.and_then(|choice| choice.color) {
        swatch_at(painter, Pos2::new(left + 6.0, middle), Some(color));
        left += 20.0;
    }
    let (words, ink) = current.map_or((hint, theme.soft), |choice| (choice.label.as_str(), theme.ink));
    let room = rect.right() - 26.0 - left;
    text_from(painter, Pos2::new(left, middle), words, font::BODY, ink, room);
    if let Some(detail) = current
        .map(|choice| choice.detail.as_str())
        .filter(|detail| !detail.is_empty())
    {
        let at = Pos2::new(rect.left() + 9.0, middle + 9.0);
        text_at(
            painter,
            at,
            Align2::LEFT_TOP,
            detail,
            font::SMALL,
            theme.soft,
            rect.width() - 18.0,
        );
    }
    icon_at(
        painter,
        Pos2::new(rect.right() - 14.0, middle),
        icons::CARET_DOWN,
        12.0,
        theme.soft,
    );
    focus_ring(ui, rect, response, theme);
}

fn choice_row(ui: &Ui, choice: &Choice, (chosen, highlighted): (bool, bool), rect: Rect, id: Id) -> Response {
    let theme = Theme::from_ctx(ui.ctx());
    let mut row = ListRow::new(&choice.label)
        .selected(highlighted)
        .show_at(ui, rect, id);
    if chosen {
        row.icon_right(icons::CHECK, 13.0, theme.accent);
    }
    row.first_line(ROW / 2.0);
    if choice.color.is_some() {
        row.swatch(choice.color);
    }
    let left = row.left();
    row.title(&choice.label, font::BODY, theme.ink);
    row.detail(&choice.detail);
    if !choice.sample.is_empty() {
        row.below(left, ROW / 2.0 + 17.0, &choice.sample, theme.soft);
    }
    row.finish()
}

/// A switch with words beside it; returns whether it was clicked.
pub fn switch(ui: &mut Ui, words: &str, on: bool) -> Response {
    let theme = Theme::from_ctx(ui.ctx());
    let text = measure(ui, words, font::LABEL, Fit::Line(ui.available_width() - 24.0));
    let (rect, response) = ui.allocate_exact_size(Vec2::new(text.x + 24.0, 22.0), Sense::click());
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    tick_at(ui, Pos2::new(rect.left() + 9.0, rect.center().y), on, &response);
    let at = Pos2::new(rect.left() + 24.0, rect.center().y);
    text_from(ui.painter(), at, words, font::LABEL, theme.ink, text.x + 1.0);
    focus_ring(ui, rect, &response, theme);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, words));
    response
}

/// The square of a switch, ticked or not, as it looks under the pointer.
pub fn tick_at(ui: &Ui, center: Pos2, on: bool, response: &Response) {
    square_at(ui, center, on.then_some(icons::CHECK), response);
}

/// The same for several things at once; `None` where only some of them are ticked.
pub fn tick_of_several_at(ui: &Ui, center: Pos2, on: Option<bool>, response: &Response) {
    let sign = match on {
        Some(true) => Some(icons::CHECK),
        Some(false) => None,
        None => Some(icons::MINUS),
    };
    square_at(ui, center, sign, response);
}

fn square_at(ui: &Ui, center: Pos2, sign: Option<&str>, response: &Response) {
    let theme = Theme::from_ctx(ui.ctx());
    let square = Rect::from_center_size(center, Vec2::splat(16.0));
    let (ground, edge) = if sign.is_some() {
        (theme.accent, theme.accent)
    } else if response.hovered() {
        (theme.raised, theme.soft)
    } else {
        (theme.raised, theme.faint)
    };
    boxed(ui, square, 4.0, ground, edge);
    if let Some(sign) = sign {
        icon_at(ui.painter(), square.center(), sign, 12.0, theme.paper);
    }
}
