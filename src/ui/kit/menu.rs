//! Menus: rows of commands, and the keys that lists and menus obey while they have dropped down.

use eframe::egui::{Context, Id, Key, Modifiers, Response, Sense, Ui, Vec2};

use super::list_row::{ListRow, ROW};
use super::row_layout::step;
use super::theme::{Theme, font};
use crate::ui::bus::command::Command;

/// How many rows the page keys go.
const PAGE: usize = 8;

/// What the keys have done to a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListKeys {
    /// The highlighted row.
    pub row: Option<usize>,
    /// Whether it was reached just now, and should be in view.
    pub moved: bool,
    /// Whether Enter or Space chose it.
    pub entered: bool,
}

/// Takes the arrows, page keys, Enter and Space for a list of `count` rows that has dropped down; `id` is its own. The
/// first key goes on from the row `chosen`.
pub fn list_keys(ctx: &Context, id: Id, count: usize, chosen: Option<usize>) -> ListKeys {
    let before = ctx.data(|data| data.get_temp::<usize>(id)).or(chosen);
    let takes = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let to = match before {
        Some(at) => step(at, count, PAGE, takes),
        None if takes(Key::ArrowDown) || takes(Key::Home) => count.checked_sub(1).map(|_| 0),
        None if takes(Key::ArrowUp) || takes(Key::End) => count.checked_sub(1),
        None => None,
    };
    if let Some(to) = to {
        ctx.data_mut(|data| data.insert_temp(id, to));
    }
    let row = to.or(before).filter(|row| *row < count);
    ListKeys {
        row,
        moved: to.is_some(),
        entered: row.is_some() && (takes(Key::Enter) || takes(Key::Space)),
    }
}

/// Forgets the highlighted row of a list that is closed.
pub fn forget_row(ctx: &Context, id: Id) {
    ctx.data_mut(|data| data.remove::<usize>(id));
}

/// One row of a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MenuRow<'a> {
    /// The command.
    pub command: Command,
    /// The name it has there.
    pub name: &'a str,
    /// Whether it can be given now; else the row is faint and does nothing.
    pub is_possible: bool,
}

/// Between two groups.
const APART: f32 = 13.0;
/// The lowest that a row gets for the sake of a low window.
const MIN_ROW: f32 = 21.0;

/// Draws groups of commands with hairlines between them, closer together where there is little `room` below each other; returns the one that was chosen, and closes the menu then.
pub fn commands_menu_ui(ui: &mut Ui, groups: &[Vec<MenuRow<'_>>], room: f32) -> Option<Command> {
    let theme = Theme::from_ctx(ui.ctx());
    let count: usize = groups.iter().map(Vec::len).sum();
    let apart = APART * groups.len().saturating_sub(1) as f32;
    let height = ((room - apart) / count.max(1) as f32).clamp(MIN_ROW, ROW);
    let id = ui.scope_id().with("menu row");
    let keys = list_keys(ui.ctx(), id, count, None);
    let mut picked = None;
    let mut at = 0;
    for (place, group) in groups.iter().filter(|group| !group.is_empty()).enumerate() {
        if place > 0 {
            ui.add_space(6.0);
            let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 1.0), Sense::hover());
            ui.painter()
                .hline(rect.x_range(), rect.center().y, theme.hairline_stroke());
            ui.add_space(6.0);
        }
        for row in group {
            let is_highlighted = keys.row == Some(at);
            let response = command_row(ui, *row, height, is_highlighted);
            if is_highlighted && keys.moved {
                response.scroll_to_me(None);
            }
            if row.is_possible && (response.clicked() || (is_highlighted && keys.entered)) {
                picked = Some(row.command);
            }
            at += 1;
        }
    }
    if picked.is_some() {
        forget_row(ui.ctx(), id);
        ui.close();
    }
    picked
}

/// A command as a line of a menu: label and key.
fn command_row(ui: &mut Ui, row: MenuRow<'_>, height: f32, is_highlighted: bool) -> Response {
    let theme = Theme::from_ctx(ui.ctx());
    let MenuRow {
        command,
        name,
        is_possible,
    } = row;
    let row = ListRow::new(name).height(height);
    let row = if is_highlighted {
        row.ground(theme.wash)
    } else {
        row
    };
    let mut row = row.show(ui);
    row.trailing(&command.key_caps(), font::SMALL, theme.soft);
    row.title(
        name,
        font::BODY,
        if is_possible { theme.ink } else { theme.faint },
    );
    row.explain(command.summary());
    row.finish()
}
