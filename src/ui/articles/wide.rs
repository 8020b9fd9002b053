//! The list over the whole page: a table of titles, publishers, dates, tags and progress.

use eframe::egui::{
    Align, Align2, Area, CursorIcon, Layout, Order, Pos2, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2,
};

use super::index::Entry;
use super::panel::{click, cursor_bar, focus_target, list_id, mark_of, no_rows, spoken};
use super::rows::{Group, Row, SortBy};
use super::{Msg, State, keyboard, options, selection_bar};
use crate::model::Project;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{icon_at, icon_button};
use crate::ui::kit::choice::{tick_at, tick_of_several_at};
use crate::ui::kit::field::Field;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::row_layout::RowLayout;
use crate::ui::kit::text::{label, left_text_at, text_at, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// The height of the bar, and of each of its lines where it needs two.
const BAR: f32 = 54.0;
/// Below this width the filter has a line of its own.
const TWO_LINES_BELOW: f32 = 1140.0;
const HEAD: f32 = 32.0;
const ROW: f32 = 36.0;
const LEFT: f32 = 14.0;
/// Tick and mark, before the title.
const BEFORE_TITLE: f32 = 46.0;
/// Between a column's edge and its words.
const PADDING: f32 = 8.0;
/// The name of the field that filters.
pub(super) const FILTER: &str = "articles filter";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Title,
    Publisher,
    Date,
    Tags,
    Reviewed,
}

impl Column {
    /// Each column with its share of the width; the title takes the rest.
    const ALL: [(Self, f32); 5] = [
        (Self::Title, 0.0),
        (Self::Publisher, 0.17),
        (Self::Date, 0.1),
        (Self::Tags, 0.15),
        (Self::Reviewed, 0.15),
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Title => fl!("articles-sort-title"),
            Self::Publisher => fl!("articles-sort-publisher"),
            Self::Date => fl!("articles-sort-date"),
            Self::Tags => fl!("articles-tags"),
            Self::Reviewed => fl!("articles-reviewed"),
        }
    }

    /// What a click on its head sorts by.
    fn sort(self) -> Option<SortBy> {
        match self {
            Self::Title => Some(SortBy::Title),
            Self::Publisher => Some(SortBy::Publisher),
            Self::Date => Some(SortBy::Date),
            Self::Tags => None,
            Self::Reviewed => Some(SortBy::OpenClaims),
        }
    }

    /// Its place within a row.
    fn within(self, row: Rect) -> Rect {
        let widths =
            Self::ALL.map(|(_, share)| (share * row.width()).max(if share > 0.0 { 96.0 } else { 0.0 }));
        let fixed: f32 = widths.iter().sum();
        let mut left = row.left() + LEFT + BEFORE_TITLE;
        let title = row.right() - 8.0 - left - fixed;
        for ((column, share), width) in Self::ALL.into_iter().zip(widths) {
            let width = if share > 0.0 { width } else { title };
            if column == self {
                return Rect::from_min_size(pos2(left, row.top()), Vec2::new(width, row.height()));
            }
            left += width;
        }
        row
    }
}

/// Draws the page. Returns how many rows fit.
pub(crate) fn wide_ui(
    ui: &mut Ui,
    project: &Project,
    core: &Core,
    state: &State,
    out: &mut Outbox<Msg>,
) -> usize {
    let theme = Theme::from_ctx(ui.ctx());
    ui.spacing_mut().item_spacing.y = 0.0;
    bar_ui(ui, core, state, out);
    head_ui(ui, state, out);
    if let Some(words) = no_rows(project, state) {
        ui.add_space(ui.available_height() * 0.3);
        ui.vertical_centered(|ui| wrapped(ui, words, font::INVITATION, theme.soft));
        return 0;
    }
    focus_target(ui, state);
    if core.dialog.is_none() {
        // What nobody else wants to type into, the list does.
        if ui.memory(|memory| memory.focused().is_none()) {
            ui.memory_mut(|memory| memory.request_focus(list_id()));
        }
        keyboard::take_keys(ui, state, out);
    }
    let page = ui.available_rect_before_wrap();
    let rows = &state.rows.all;
    let area = ScrollArea::vertical()
        .id_salt("articles page")
        .auto_shrink([false, false]);
    let reveal = state.cursor_row().filter(|_| state.reveal);
    RowLayout::Even(rows.len(), ROW).show(ui, area, reveal, |ui, at, rect| match rows.get(at) {
        Some(Row::Group(group)) => {
            if let Some(group) = state.rows.groups.get(*group) {
                group_row(ui, group, rect, out);
            }
        }
        Some(Row::Article(place)) => {
            if let Some(entry) = state.index.entries.get(*place) {
                article_row(ui, project, state, entry, (rect, at), out);
            }
        }
        None => {}
    });
    if !state.chosen.is_empty() {
        selection_ui(ui, core, state, page, out);
    }
    (page.height() / ROW) as usize
}

fn bar_ui(ui: &mut Ui, core: &Core, state: &State, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let width = ui.available_width();
    let is_narrow = width < TWO_LINES_BELOW;
    let height = if is_narrow { BAR + 38.0 } else { BAR };
    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, height), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, theme.panel);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline_stroke());
    let line = |top: f32| {
        let size = Vec2::new(width - 2.0 * LEFT, BAR);
        let rect = Rect::from_min_size(pos2(rect.left() + LEFT, rect.top() + top), size);
        UiBuilder::new()
            .max_rect(rect)
            .layout(Layout::left_to_right(Align::Center))
    };
    let filter_ui = |ui: &mut Ui, width: f32, out: &mut Outbox<Msg>| {
        ui.allocate_ui(Vec2::new(width, 30.0), |ui| {
            let field = Field::new(FILTER, &state.by.filter)
                .name(fl!("sidebar-filter"))
                .hint(fl!("articles-filter-hint"))
                .focus(core.focus == Some(super::FILTER))
                .show(ui);
            if let Some(text) = field.changed {
                out.send(Msg::Filter(text));
            }
            if field.submitted {
                ui.memory_mut(|memory| memory.request_focus(list_id()));
            }
        });
    };
    ui.scope_builder(line(0.0), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        label(ui, fl!("sidebar-articles"), font::NAME, theme.ink);
        if !is_narrow {
            filter_ui(ui, 250.0, out);
        }
        options::pills_ui(ui, state, out);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = Command::ShowArticles;
            if icon_button(ui, icons::X, fl!("articles-back"), &close.key_caps(), true).clicked() {
                out.command(close);
            }
        });
    });
    if is_narrow {
        ui.scope_builder(line(38.0), |ui| filter_ui(ui, width - 2.0 * LEFT, out));
    }
}

fn head_ui(ui: &mut Ui, state: &State, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEAD), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, theme.panel);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline_stroke());
    let (chosen, all) = (state.chosen.len(), state.rows.shown.len());
    let square = Rect::from_min_size(rect.min, Vec2::new(LEFT + 22.0, HEAD));
    let response = ui.interact(square, list_id().with("all"), Sense::click());
    let ticked = (chosen == 0 || chosen == all).then_some(chosen > 0);
    tick_of_several_at(ui, square.center() + Vec2::new(3.0, 0.0), ticked, &response);
    let is_all = ticked == Some(true);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_all, fl!("articles-select-all")));
    if response.clicked() {
        out.send(Msg::ChooseAll(!is_all));
    }
    for (column, _) in Column::ALL {
        head_cell(ui, column.within(rect), column, state, out);
    }
}

fn head_cell(ui: &Ui, cell: Rect, column: Column, state: &State, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let is_sorted = column.sort() == Some(state.by.sort);
    let at = pos2(cell.left() + PADDING, cell.center().y);
    let ink = if is_sorted { theme.ink } else { theme.soft };
    let room = cell.width() - 2.0 * PADDING;
    let drawn = left_text_at(ui.painter(), at, column.name(), font::LABEL_STRONG, ink, room);
    let Some(sort) = column.sort() else { return };
    if is_sorted {
        let caret = if state.by.descending {
            icons::CARET_DOWN
        } else {
            icons::CARET_UP
        };
        let at = pos2(drawn.right() + 9.0, at.y);
        icon_at(ui.painter(), at, caret, 11.0, theme.ink);
    }
    let response = ui
        .interact(cell, list_id().with(("head", column.name())), Sense::click())
        .on_hover_cursor(CursorIcon::PointingHand);
    response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, is_sorted, column.name()));
    if response.clicked() {
        out.send(Msg::Sort(sort));
    }
}

fn group_row(ui: &Ui, group: &Group, rect: Rect, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let counted = fl!(
        "articles-group-counted",
        articles = group.articles,
        done = group.done
    );
    let reviewed = fl!(
        "articles-group-reviewed",
        reviewed = group.reviewed,
        claims = group.claims
    );
    let name = format!("{}, {counted}, {reviewed}", group.name);
    let mut row = ListRow::new(&name)
        .ground(theme.panel)
        .expanded(!group.is_folded)
        .ruled()
        .without_tab_stop()
        .show_at(ui, rect, list_id().with(("group", &group.key)));
    let caret = if group.is_folded {
        icons::CARET_RIGHT
    } else {
        icons::CARET_DOWN
    };
    row.indent(LEFT - 8.0);
    row.icon(caret, 12.0, theme.soft);
    row.indent_right(108.0);
    row.trailing(&reviewed, font::SMALL, theme.soft);
    row.title(&group.name, font::STRONG, theme.ink);
    row.detail(&counted);
    let right = pos2(rect.right() - 14.0, rect.center().y);
    bar_at(ui, right, group.reviewed, group.claims);
    if row.finish().clicked() {
        out.send(Msg::Fold(group.key.clone()));
    }
}

/// A bar of progress, its right end at a place.
fn bar_at(ui: &Ui, right: Pos2, done: usize, all: usize) {
    const WIDTH: f32 = 84.0;
    let theme = Theme::from_ctx(ui.ctx());
    let whole = Rect::from_min_size(right - Vec2::new(WIDTH, 3.0), Vec2::new(WIDTH, 6.0));
    ui.painter().rect_filled(whole, 2.0, theme.hairline);
    if done > 0 {
        let share = done as f32 / all.max(1) as f32;
        let filled = Rect::from_min_size(whole.min, Vec2::new(WIDTH * share, 6.0));
        ui.painter().rect_filled(filled, 2.0, theme.accepted);
    }
}

fn article_row(
    ui: &Ui,
    project: &Project,
    state: &State,
    entry: &Entry,
    (rect, at): (Rect, usize),
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(article) = project.article(&entry.id) else {
        return;
    };
    let is_chosen = state.chosen.contains(&entry.id);
    let name = spoken(article, entry);
    let own = list_id().with(("row", &entry.id, at));
    let mut row = ListRow::new(&name)
        .role(Role::Row)
        .selected(is_chosen)
        .position(at, state.rows.all.len())
        .ruled()
        .without_tab_stop()
        .show_at(ui, rect, own);
    cursor_bar(ui, state, &entry.id, rect);
    let square = Rect::from_min_size(rect.min, Vec2::new(LEFT + 22.0, rect.height()));
    let tick = ui.interact(square, own.with("tick"), Sense::CLICK);
    tick_at(ui, square.center() + Vec2::new(3.0, 0.0), is_chosen, &tick);
    let painter = ui.painter();
    let y = rect.center().y;
    let (icon, color) = mark_of(theme, entry.state);
    icon_at(painter, pos2(rect.left() + LEFT + 35.0, y), icon, 15.0, color);
    let cell = |column: Column, words: &str, style, ink| {
        let cell = column.within(rect);
        let at = pos2(cell.left() + PADDING, y);
        left_text_at(
            painter,
            at,
            words,
            style,
            ink,
            (cell.width() - 2.0 * PADDING).max(8.0),
        );
    };
    let metadata = &article.metadata;
    cell(Column::Title, &metadata.title, font::BODY, theme.ink);
    let publisher = metadata.publisher.as_deref().unwrap_or("–");
    cell(Column::Publisher, publisher, font::CELL, theme.soft);
    let date = metadata.published.map(words::day).unwrap_or_default();
    cell(Column::Date, &date, font::CELL, theme.soft);
    cell(Column::Tags, &metadata.tags.join(", "), font::CELL, theme.soft);
    progress_ui(ui, entry, Column::Reviewed.within(rect));
    if is_title_cut(ui, &metadata.title, Column::Title.within(rect)) {
        row.explain(&metadata.title);
    }
    if tick.clicked() {
        ui.memory_mut(|memory| memory.request_focus(list_id()));
        let is_span = ui.input(|input| input.modifiers.shift);
        out.send(if is_span {
            Msg::ChooseTo(entry.id.clone())
        } else {
            Msg::Toggle(Some(entry.id.clone()))
        });
    } else {
        click(ui, &row.finish(), &entry.id, out);
    }
}

fn is_title_cut(ui: &Ui, title: &str, cell: Rect) -> bool {
    use crate::ui::kit::text::measure;
    use crate::ui::kit::text_painter::Fit;
    ui.rect_contains_pointer(cell)
        && measure(ui, title, font::BODY, Fit::Free).x > cell.width() - 2.0 * PADDING
}

fn progress_ui(ui: &Ui, entry: &Entry, cell: Rect) {
    let theme = Theme::from_ctx(ui.ctx());
    let y = cell.center().y;
    let (claims, reviewed) = (entry.progress.claims, entry.progress.reviewed);
    if claims == 0 {
        let at = pos2(cell.left() + PADDING, y);
        left_text_at(
            ui.painter(),
            at,
            entry.state.label(),
            font::SMALL,
            theme.soft,
            cell.width() - PADDING,
        );
        return;
    }
    let words = fl!("articles-of", reviewed = reviewed, claims = claims);
    let right = pos2(cell.right() - PADDING, y);
    if cell.width() > 160.0 {
        bar_at(ui, pos2(cell.left() + PADDING + 84.0, y), reviewed, claims);
    }
    text_at(
        ui.painter(),
        right,
        Align2::RIGHT_CENTER,
        &words,
        font::SMALL,
        theme.soft,
        90.0,
    );
}

/// The bar that floats over the foot of the page while articles are selected.
fn selection_ui(ui: &Ui, core: &Core, state: &State, page: Rect, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    Area::new(list_id().with("selected"))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(pos2(page.center().x, page.bottom() - 16.0))
        .show(ui.ctx(), |ui| {
            theme.floating().inner_margin(10).show(ui, |ui| {
                ui.horizontal(|ui| selection_bar::selection_ui(ui, core, state, true, out));
            });
        });
}
