//! The header of the table: columns, their names and widths, sorting, and the menu that chooses them.

use eframe::egui::{CursorIcon, Pos2, Rect, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo};

use super::Msg;
use super::ctx::TableCtx;
use super::state::Grouping;
use crate::session::settings::claim_table::Column;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{icon_at, icon_button};
use crate::ui::kit::choice::{switch, tick_at};
use crate::ui::kit::icons;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::text::{heading, left_text_at, tip};
use crate::ui::kit::theme::{Theme, font};

/// The height of the head.
const HEAD: f32 = 33.0;
/// The left edge of the first column, after the tick boxes.
pub(super) const LEFT: f32 = 37.0;
/// Left and right of the text of a cell.
pub(super) const PADDING: f32 = 12.0;
/// The narrowest that the claims get.
const CLAIM: f32 = 220.0;
/// The narrowest that any other column gets.
const NARROWEST: f32 = 56.0;

/// A column with its place.
#[derive(Clone, Copy)]
pub(super) struct PlacedColumn {
    pub column: Column,
    /// Its left edge, in points from that of the table.
    pub left: f32,
    /// Its width in points.
    pub width: f32,
}

/// The columns from left to right. The claims take the remaining width; if that is too little, the others shrink.
pub(super) fn columns(ctx: &TableCtx<'_>, width: f32) -> Vec<PlacedColumn> {
    let wanted = |column: Column| {
        let set = ctx.settings.widths.get(&column).copied();
        set.unwrap_or_else(|| usual_width(column)).max(NARROWEST)
    };
    let shown: Vec<Column> = ctx.settings.shown().collect();
    let sum = |is_wanted: &dyn Fn(Column) -> bool| -> f32 {
        let columns = shown.iter().copied().filter(|column| is_wanted(*column));
        columns.map(wanted).sum()
    };
    let rigid = sum(&is_rigid);
    let others = sum(&|column| column != Column::Claim && !is_rigid(column));
    let room = (width - LEFT).max(0.0);
    let share = ((room - CLAIM - rigid) / others.max(1.0)).clamp(0.2, 1.0);
    let mut left = LEFT;
    let place = |column: Column| {
        let width = match column {
            Column::Claim => (room - rigid - others * share).max(CLAIM),
            column if is_rigid(column) => wanted(column),
            column => (wanted(column) * share).floor(),
        };
        let placed = PlacedColumn { column, left, width };
        left += width;
        placed
    };
    shown.into_iter().map(place).collect()
}

/// Whether a column holds one short word of ours, which says nothing once it is cut.
fn is_rigid(column: Column) -> bool {
    matches!(column, Column::Date | Column::Quotation | Column::Review)
}

fn usual_width(column: Column) -> f32 {
    match column {
        Column::Speaker => 176.0,
        Column::Claim => 400.0,
        Column::Source | Column::Article => 212.0,
        Column::Cue | Column::Affiliation | Column::Publisher => 140.0,
        Column::Date => 104.0,
        Column::Quotation => 92.0,
        Column::Review => 124.0,
        Column::Verdict => 116.0,
        Column::Note => 180.0,
    }
}

/// The name of a column, and of what it holds.
pub(super) fn column_name(column: Column) -> &'static str {
    match column {
        Column::Speaker => fl!("claims-column-speaker"),
        Column::Claim => fl!("claims-column-claim"),
        Column::Source => fl!("claims-column-source"),
        Column::Cue => fl!("claims-column-cue"),
        Column::Article => fl!("claims-column-article"),
        Column::Publisher => fl!("claims-column-publisher"),
        Column::Date => fl!("claims-column-date"),
        Column::Affiliation => fl!("claims-column-affiliation"),
        Column::Quotation => fl!("claims-column-quotation"),
        Column::Review => fl!("claims-column-review"),
        Column::Verdict => fl!("claims-column-verdict"),
        Column::Note => fl!("claims-column-note"),
    }
}

pub(super) fn head_ui(ui: &mut Ui, ctx: &TableCtx<'_>, columns: &[PlacedColumn], out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEAD), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, theme.panel);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline_stroke());
    choose_all_ui(ui, rect, ctx, out);
    for placed in columns {
        head_cell(ui, rect, ctx, *placed, out);
    }
    for pair in columns.windows(2) {
        if let [left, right] = pair {
            edge_ui(ui, rect, *left, *right, columns, out);
        }
    }
    let corner = Rect::from_center_size(Pos2::new(rect.right() - 16.0, rect.center().y), Vec2::splat(28.0));
    ui.scope_builder(UiBuilder::new().max_rect(corner), |ui| {
        columns_menu(ui, ctx, out);
    });
}

fn choose_all_ui(ui: &Ui, rect: Rect, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let chosen = ctx.view.chosen.len();
    let all = chosen > 0 && chosen == ctx.table.shown().claims;
    let square = Rect::from_min_size(rect.min, Vec2::new(LEFT, rect.height()));
    let response = ui
        .interact(square, super::table::id().with("all"), Sense::click())
        .on_hover_cursor(CursorIcon::PointingHand);
    if chosen > 0 || response.hovered() || response.has_focus() {
        tick_at(ui, square.center(), all, &response);
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, all, fl!("claims-select-all")));
    if tip(response, fl!("claims-select-all.tooltip")).clicked() {
        out.send(Msg::ChooseAll(!all));
    }
}

fn head_cell(ui: &Ui, rect: Rect, ctx: &TableCtx<'_>, placed: PlacedColumn, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let name = column_name(placed.column);
    let cell = Rect::from_min_size(
        Pos2::new(rect.left() + placed.left, rect.top()),
        Vec2::new(placed.width, rect.height()),
    );
    let response = ui
        .interact(
            cell,
            super::table::id().with(("head", placed.column)),
            Sense::click(),
        )
        .on_hover_cursor(CursorIcon::PointingHand);
    let sort = ctx.view.sort.filter(|sort| sort.column == placed.column);
    let ink = if sort.is_some() || response.hovered() || response.has_focus() {
        theme.ink
    } else {
        theme.soft
    };
    let at = Pos2::new(cell.left() + PADDING, cell.center().y);
    let words = left_text_at(
        ui.painter(),
        at,
        name,
        font::LABEL_STRONG,
        ink,
        placed.width - 2.0 * PADDING,
    );
    if let Some(sort) = sort {
        let caret = if sort.descending {
            icons::CARET_DOWN
        } else {
            icons::CARET_UP
        };
        icon_at(
            ui.painter(),
            Pos2::new(words.right() + 9.0, at.y),
            caret,
            11.0,
            theme.ink,
        );
    }
    response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, sort.is_some(), name));
    if response.clicked() {
        out.send(Msg::Sort(placed.column));
    }
}

/// The draggable edge between two columns. Columns left of the claims grow to the right, those right of
/// them to the left, at the expense of the claims.
fn edge_ui(
    ui: &Ui,
    rect: Rect,
    left: PlacedColumn,
    right: PlacedColumn,
    columns: &[PlacedColumn],
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let claims = columns.iter().find(|placed| placed.column == Column::Claim);
    let behind = claims.is_some_and(|claims| right.left > claims.left);
    let (changed, sign) = if behind { (right, -1.0) } else { (left, 1.0) };
    let x = rect.left() + right.left;
    let grip = Rect::from_center_size(Pos2::new(x, rect.center().y), Vec2::new(9.0, rect.height()));
    let response = ui
        .interact(
            grip,
            super::table::id().with(("edge", changed.column)),
            Sense::DRAG,
        )
        .on_hover_cursor(CursorIcon::ResizeColumn);
    let drawn = response.hovered() || response.dragged();
    let stroke = if drawn {
        Stroke::new(2.0, theme.accent)
    } else {
        theme.hairline_stroke()
    };
    ui.painter()
        .vline(x, grip.shrink2(Vec2::new(0.0, 9.0)).y_range(), stroke);
    if response.dragged() {
        let width = changed.width + sign * response.drag_delta().x;
        if width >= NARROWEST {
            out.send(Msg::Widen(changed.column, width));
        }
    }
}

fn columns_menu(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let button = icon_button(ui, icons::SLIDERS, fl!("claims-columns-and-grouping"), "", true);
    eframe::egui::Popup::menu(&button)
        .width(220.0)
        .close_behavior(eframe::egui::PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add_space(4.0);
            heading(ui, fl!("claims-group-by"));
            for (grouping, words, name) in [
                (
                    Grouping::None,
                    fl!("claims-group-none"),
                    fl!("claims-group-none.name"),
                ),
                (
                    Grouping::Speaker,
                    column_name(Column::Speaker),
                    fl!("claims-group-by-speaker"),
                ),
                (
                    Grouping::Article,
                    column_name(Column::Article),
                    fl!("claims-group-by-article"),
                ),
            ] {
                let chosen = ctx.view.grouping == grouping;
                let mut row = ListRow::new(name).height(26.0).selected(chosen).show(ui);
                row.title(words, font::LABEL, Theme::from_ctx(ui.ctx()).ink);
                let response = row.finish();
                if response.clicked() {
                    out.send(Msg::Group(grouping));
                }
            }
            ui.add_space(8.0);
            heading(ui, fl!("claims-columns"));
            for column in Column::ALL {
                let on = column == Column::Claim || ctx.settings.columns.contains(&column);
                if switch(ui, column_name(column), on).clicked() {
                    out.send(Msg::ToggleColumn(column));
                }
            }
            ui.add_space(4.0);
        });
}
