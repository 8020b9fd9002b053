//! The list in the left panel: a line a row, two where there are few articles.

use eframe::egui::{Align, Color32, Id, Layout, Rect, ScrollArea, Sense, Ui, Vec2};

use super::index::{Entry, WorkState};
use super::rows::{Group, Grouping, Row};
use super::{ArticleKind, Msg, State, keyboard, options, selection_bar};
use crate::model::{Article, ArticleId, Project};
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::icon_button;
use crate::ui::kit::choice::tick_at;
use crate::ui::kit::field::Field;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::row_layout::RowLayout;
use crate::ui::kit::text::{heading, label, measure, wrapped};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// Rows of longer lists, and of grouped ones, are of one line.
const MAX_TALL_ROWS: usize = 30;
/// The name of the field that filters, for giving it the keyboard.
pub const FILTER: &str = "article filter";
const LINE: f32 = 18.0;
const TITLE_LINES: usize = 2;
const MARK: f32 = 28.0;
const COUNT: f32 = 44.0;
/// From the top of a tall row to its title.
const TOP: f32 = 7.0;
/// The height of a row of one line.
const ROW: f32 = 28.0;
/// Between two rows.
const APART: f32 = 2.0;
/// What the bar for selected articles takes.
const SELECTION: f32 = 38.0;

/// The list as a whole, which has the keyboard.
pub(crate) fn list_id() -> Id {
    Id::unique("list of articles")
}

/// Draws the heading, the filter, the list and what can be done with selected articles. Returns how many rows fit.
pub(crate) fn panel_ui(
    ui: &mut Ui,
    project: &Project,
    core: &Core,
    state: &State,
    out: &mut Outbox<Msg>,
) -> usize {
    let theme = Theme::from_ctx(ui.ctx());
    head_ui(ui, project, state, out);
    let field = Field::new(FILTER, &state.by.filter)
        .name(fl!("sidebar-filter"))
        .hint(fl!("sidebar-filter.hint"))
        .focus(core.focus == Some(FILTER))
        .show(ui);
    if let Some(text) = field.changed {
        out.send(Msg::Filter(text));
    }
    if field.submitted {
        ui.memory_mut(|memory| memory.request_focus(list_id()));
    }
    ui.add_space(6.0);
    if let Some(words) = no_rows(project, state) {
        wrapped(ui, words, font::LABEL, theme.soft);
        return 0;
    }
    focus_target(ui, state);
    if core.dialog.is_none() {
        keyboard::take_keys(ui, state, out);
    }
    let chosen = if state.chosen.is_empty() { 0.0 } else { SELECTION };
    let height = ui.available_height() - chosen;
    ui.allocate_ui(Vec2::new(ui.available_width(), height), |ui| {
        ui.set_min_height(height);
        rows_ui(ui, project, core, state, out);
    });
    if !state.chosen.is_empty() {
        ui.horizontal(|ui| {
            ui.add_space(4.0);
            ui.spacing_mut().item_spacing.x = 0.0;
            selection_bar::selection_ui(ui, core, state, false, out);
        });
    }
    (height / ROW) as usize
}

fn head_ui(ui: &mut Ui, project: &Project, state: &State, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        heading(ui, fl!("sidebar-articles"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let add = Command::AddArticles;
            if icon_button(ui, icons::PLUS, add.label(), &add.key_caps(), true).clicked() {
                out.command(add);
            }
            let wide = Command::ShowArticles;
            if icon_button(ui, icons::ARROW_SQUARE_OUT, wide.label(), &wide.key_caps(), true).clicked() {
                out.command(wide);
            }
            options::options_button(ui, state, out);
            ui.add_space(6.0);
            let count = words::grouped(project.articles().len());
            label(ui, &count, font::SMALL, theme.soft);
        });
    });
    ui.add_space(2.0);
}

/// What stands in place of rows where there are none.
pub(super) fn no_rows(project: &Project, state: &State) -> Option<&'static str> {
    if !state.rows.all.is_empty() {
        None
    } else if project.articles().is_empty() {
        Some(fl!("sidebar-no-articles"))
    } else if state.by.kind == ArticleKind::Open && state.by.filter.trim().is_empty() {
        Some(fl!("sidebar-all-done"))
    } else {
        Some(fl!("sidebar-no-match"))
    }
}

/// The list as a widget that can have the keyboard, without rows as stops of Tab.
pub(super) fn focus_target(ui: &Ui, state: &State) {
    let rect = ui.available_rect_before_wrap();
    let response = ui.interact(rect, list_id(), Sense::focusable_noninteractive());
    let name = fl!("articles-list", count = state.rows.shown.len());
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::ListBox, true, &name));
}

fn rows_ui(ui: &mut Ui, project: &Project, core: &Core, state: &State, out: &mut Outbox<Msg>) {
    let rows = &state.rows.all;
    let is_tall = rows.len() < MAX_TALL_ROWS && state.by.grouping == Grouping::None;
    let layout = if is_tall {
        let width = ui.available_width();
        RowLayout::measured(rows.iter().map(|row| match row {
            Row::Article(at) => {
                let id = state.index.entries.get(*at).map(|entry| &entry.id);
                id.map_or(ROW, |id| row_height(ui, project, id, width))
            }
            Row::Group(_) => ROW,
        }))
    } else {
        RowLayout::Even(rows.len(), ROW)
    };
    let area = ScrollArea::vertical()
        .id_salt("articles")
        .auto_shrink([false, false]);
    let reveal = state.cursor_row().filter(|_| state.reveal);
    layout.show(ui, area, reveal, |ui, at, rect| match rows.get(at) {
        Some(Row::Group(group)) => {
            if let Some(group) = state.rows.groups.get(*group) {
                group_row(ui, group, rect, out);
            }
        }
        Some(Row::Article(place)) => {
            if let Some(entry) = state.index.entries.get(*place) {
                article_row(ui, (project, core, state), entry, (rect, at), is_tall, out);
            }
        }
        None => {}
    });
}

/// The head of a group: what is in it, and how much of that is done.
pub(super) fn group_row(ui: &Ui, group: &Group, rect: Rect, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let progress = fl!(
        "articles-group-done",
        done = group.done,
        articles = group.articles
    );
    let name = format!("{}, {progress}", group.name);
    let mut row = ListRow::new(&name)
        .expanded(!group.is_folded)
        .without_tab_stop()
        .show_at(ui, rect, list_id().with(("group", &group.key)));
    let caret = if group.is_folded {
        icons::CARET_RIGHT
    } else {
        icons::CARET_DOWN
    };
    row.icon(caret, 12.0, theme.soft);
    row.trailing(&progress, font::SMALL, theme.soft);
    row.title(&group.name, font::STRONG, theme.ink);
    if row.finish().clicked() {
        out.send(Msg::Fold(group.key.clone()));
    }
}

fn row_height(ui: &Ui, project: &Project, id: &ArticleId, width: f32) -> f32 {
    let title = project
        .article(id)
        .map_or("", |article| article.metadata.title.as_str());
    let fit = Fit::Clamp(width - MARK - COUNT, TITLE_LINES);
    let lines = (measure(ui, title, font::STRONG_TIGHT, fit).y / LINE).round();
    TOP + lines.max(1.0) * LINE + 28.0
}

fn article_row(
    ui: &Ui,
    (project, core, state): (&Project, &Core, &State),
    entry: &Entry,
    (mut rect, at): (Rect, usize),
    is_tall: bool,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(article) = project.article(&entry.id) else {
        return;
    };
    let is_open = core.place.article.as_ref() == Some(&entry.id);
    let is_chosen = state.chosen.contains(&entry.id);
    let name = spoken(article, entry);
    rect.max.y -= APART;
    let mut row = ListRow::new(&name)
        .selected(is_chosen || is_open)
        .position(at, state.rows.all.len())
        .without_tab_stop()
        .show_at(ui, rect, Id::unique(("article row", &entry.id, at)));
    cursor_bar(ui, state, &entry.id, rect);
    if is_tall {
        row.first_line(TOP + LINE / 2.0);
    }
    if is_chosen {
        let center = eframe::egui::pos2(row.left() + 7.0, row.y);
        tick_at(ui, center, true, &row.response);
        row.indent(20.0);
    } else {
        let (icon, color) = mark_of(theme, entry.state);
        row.icon(icon, 15.0, color);
    }
    let left = row.left();
    let title = &article.metadata.title;
    row.trailing(&figures(entry), font::SMALL, theme.soft);
    if is_tall {
        let width = rect.width() - MARK - COUNT;
        let bottom = row.wrapped_title(title, font::STRONG_TIGHT, (width, TITLE_LINES), TOP);
        row.below(left, bottom + 10.5, &detail(article), theme.soft);
    } else {
        row.title(title, font::BODY, theme.ink);
    }
    click(ui, &row.finish(), &entry.id, out);
}

/// A bar at the left of the row that the keys are on.
pub(super) fn cursor_bar(ui: &Ui, state: &State, id: &ArticleId, rect: Rect) {
    let theme = Theme::from_ctx(ui.ctx());
    if state.cursor.as_ref() == Some(id) && ui.memory(|memory| memory.has_focus(list_id())) {
        let bar = Rect::from_min_size(rect.min, Vec2::new(3.0, rect.height()));
        ui.painter().rect_filled(bar, 1.0, theme.accent);
    }
}

/// Sends what a click on a row asks for.
pub(super) fn click(ui: &Ui, response: &eframe::egui::Response, id: &ArticleId, out: &mut Outbox<Msg>) {
    if !response.clicked() {
        return;
    }
    let held = ui.input(|input| input.modifiers);
    if held.shift || held.command {
        ui.memory_mut(|memory| memory.request_focus(list_id()));
        out.send(if held.shift {
            Msg::ChooseTo(id.clone())
        } else {
            Msg::Toggle(Some(id.clone()))
        });
    } else {
        out.send(Msg::ChooseAll(false));
        out.send(Msg::Open(Some(id.clone())));
    }
}

/// What a screen reader says of an article.
pub(super) fn spoken(article: &Article, entry: &Entry) -> String {
    fl!(
        "sidebar-article",
        title = &article.metadata.title,
        state = entry.state.label(),
        reviewed = entry.progress.reviewed,
        claims = entry.progress.claims
    )
}

/// Reviewed claims of all.
pub(super) fn figures(entry: &Entry) -> String {
    match entry.progress.claims {
        0 => "–".to_owned(),
        claims => format!("{}/{claims}", entry.progress.reviewed),
    }
}

/// The icon of a state, and its colour.
pub(super) fn mark_of(theme: &Theme, state: WorkState) -> (&'static str, Color32) {
    match state {
        WorkState::DoneUnreviewed => (icons::WARNING_CIRCLE, theme.disputed),
        WorkState::Done => (icons::CHECK_CIRCLE, theme.accepted),
        WorkState::NotStarted => (icons::CIRCLE, theme.soft),
        WorkState::Reviewed => (icons::CHECK_CIRCLE, theme.soft),
        WorkState::Started => (icons::CIRCLE, theme.disputed),
        WorkState::PartlyReviewed => (icons::CIRCLE_HALF, theme.disputed),
    }
}

/// '11 Feb 2024 · Agencies', with the language where it is not English.
fn detail(article: &Article) -> String {
    let metadata = &article.metadata;
    let date = metadata.published.map(words::day);
    let credit = || Some(metadata.credit.join(", ")).filter(|credit| !credit.is_empty());
    let publisher = metadata.publisher.clone().or_else(credit);
    let language = metadata.language.as_deref().filter(|tag| !tag.starts_with("en"));
    let language = language.map(|tag| words::language(tag).to_owned());
    let partial = metadata.partial.then(|| words::excerpt_only().to_owned());
    [date, language, publisher, partial]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}
