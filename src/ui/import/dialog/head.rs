//! The head of the list of articles: one tick that selects all of them.

use eframe::egui::{
    Align2, CursorIcon, EventFilter, Id, Key, Memory, Modifiers, Popup, Pos2, Rect, Role, Sense, Ui, Vec2,
    WidgetInfo,
};

use crate::session::ingest::stage::Inclusion;
use crate::ui::bus::outbox::Outbox;
use crate::ui::import::Msg;
use crate::ui::import::state::ImportReview;
use crate::ui::kit::button::focus_ring;
use crate::ui::kit::choice::tick_of_several_at;
use crate::ui::kit::dialog::takes_key;
use crate::ui::kit::text::{text_at, tip};
use crate::ui::kit::theme::{Theme, font, size};

/// Its height, without what is below it.
const HEAD: f32 = size::CONTROL;

/// Draws it.
pub(crate) fn head_ui(ui: &mut Ui, review: &ImportReview, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let (ticks, all) = (review.batch.inclusion(), review.batch.items.len());
    let possible = ticks.on + ticks.off > 0;
    let (line, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEAD), Sense::hover());
    let rect = Rect::from_min_max(line.min, line.max - Vec2::new(8.0, 2.0));
    let sense = if possible { Sense::click() } else { Sense::hover() };
    let mut response = ui.interact(rect, id(), sense);
    if possible {
        response = response.on_hover_cursor(CursorIcon::PointingHand);
    }
    if possible && response.hovered() {
        ui.painter().rect_filled(rect, 7.0, theme.hover);
    }
    let on = state(ticks);
    tick_of_several_at(ui, Pos2::new(rect.left() + 17.0, rect.center().y), on, &response);
    let at = Pos2::new(rect.left() + 34.0, rect.center().y);
    let width = rect.right() - at.x - 8.0;
    text_at(
        ui.painter(),
        at,
        Align2::LEFT_CENTER,
        &fl!("import-selected", on = ticks.on, all = all),
        font::LABEL,
        theme.soft,
        width,
    );
    focus_ring(ui, rect, &response, theme);
    ui.painter()
        .hline(line.x_range(), line.bottom() - 0.5, theme.hairline_stroke());
    ui.add_space(4.0);
    response.widget_info(|| match on {
        Some(on) => WidgetInfo::selected(Role::CheckBox, possible, on, fl!("import-select-all")),
        None => WidgetInfo::labeled(Role::CheckBox, possible, fl!("import-select-all")),
    });
    let clicked = tip(response.clone(), explained(ticks)).clicked();
    if possible && (clicked || takes_all(ui)) {
        let on = state(ticks) != Some(true);
        out.send(Msg::TickAll(on));
    }
}

/// The id by which the arrow keys lead to it.
fn id() -> Id {
    Id::unique("import all")
}

/// Whether all articles are ticked or none; `None` where only some are.
fn state(ticks: Inclusion) -> Option<bool> {
    match (ticks.on, ticks.off) {
        (0, _) => Some(false),
        (_, 0) => Some(true),
        _ => None,
    }
}

fn explained(ticks: Inclusion) -> &'static str {
    match (state(ticks), ticks.off) {
        (Some(true), _) => fl!("import-deselect-all"),
        (_, 0) => fl!("import-select-all.none-new"),
        _ => fl!("import-select-all.tooltip"),
    }
}

/// Whether Ctrl+A was pressed and belongs to the list.
fn takes_all(ui: &Ui) -> bool {
    let focused = ui.memory(Memory::focused);
    let is_free = focused.is_none_or(|focused| focused == id()) && !Popup::is_any_open(ui.ctx());
    is_free && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A))
}

/// Up leads from the first row to the tick, and Down from there to the first row. Returns whether it does the latter.
pub(crate) fn step_to_head(ui: &Ui, is_first: bool) -> bool {
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), filter));
    if ui.memory(|memory| memory.has_focus(id())) {
        let down = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
        if down {
            ui.memory_mut(|memory| memory.surrender_focus(id()));
        }
        return down;
    }
    if is_first && takes_key(ui, Key::ArrowUp) {
        ui.memory_mut(|memory| memory.request_focus(id()));
    }
    false
}
