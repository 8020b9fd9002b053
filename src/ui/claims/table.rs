//! Draws the rows of the table that are on the screen; their text is gathered as they are drawn.

use eframe::egui::{
    Align2, Color32, CursorIcon, EventFilter, Id, Painter, Pos2, Rect, Response, Role, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, Vec2, WidgetInfo, style::ScrollAnimation,
};

use super::Msg;
use super::ctx::TableCtx;
use super::head::{LEFT, PADDING, PlacedColumn, columns, head_ui};
use super::index::EntryId;
use super::rows::{TableRow, claim_ref, group_name};
use crate::model::{Article, Claim, ClaimRef, Project};
use crate::session::settings::claim_table::Column;
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{Weight, button, icon_at};
use crate::ui::kit::choice::tick_at;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::text::{left_text_at, measure, swatch_at, text_at, wrapped};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::kit::{icons, words};

const ROW: f32 = 35.0;

/// The name under which the table takes the keyboard.
pub(super) fn id() -> Id {
    Id::unique("table of claims")
}

/// Draws the table. Returns how many rows fit on the screen.
pub(super) fn table_ui(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) -> usize {
    let width = ui.available_width();
    let columns = columns(ctx, width);
    head_ui(ui, ctx, &columns, out);
    let body = ui.available_rect_before_wrap();
    take_focus(ui, body, ctx);
    if ctx.table.shown().rows.is_empty() {
        empty_ui(ui, ctx, out);
        return 1;
    }
    ScrollArea::vertical()
        .id_salt("table of claims")
        .auto_shrink([false, false])
        .show_viewport(ui, |ui, viewport| {
            rows_ui(ui, ctx, &columns, viewport, width, out);
        });
    (body.height() / ROW) as usize
}

fn take_focus(ui: &Ui, body: Rect, ctx: &TableCtx<'_>) {
    let response = ui.interact(body, id(), Sense::focusable_noninteractive());
    let count = ctx.table.shown().claims;
    response.widget_info(|| WidgetInfo::labeled(Role::Table, true, fl!("claims-table", count = count)));
    // What nobody else wants to type into, the table does.
    if ctx.core.dialog.is_none() && ui.memory(|memory| memory.focused().is_none()) {
        ui.memory_mut(|memory| memory.request_focus(id()));
    }
    let filter = EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), filter));
}

fn rows_ui(
    ui: &mut Ui,
    ctx: &TableCtx<'_>,
    columns: &[PlacedColumn],
    viewport: Rect,
    width: f32,
    out: &mut Outbox<Msg>,
) {
    let shown = ctx.table.shown();
    ui.set_height(shown.rows.len() as f32 * ROW);
    let clip = ui.clip_rect();
    let focused = ui.memory(|memory| memory.has_focus(id()));
    let first = (viewport.min.y / ROW).max(0.0) as usize;
    // From what is on the screen, not from the far end of the rows, where coordinates are coarse.
    let top = clip.top() - (viewport.min.y - first as f32 * ROW);
    let place = |row: usize| {
        let y = top + (row as f32 - first as f32) * ROW;
        Rect::from_min_size(Pos2::new(clip.left(), y.round()), Vec2::new(width, ROW))
    };
    for row in first..shown.rows.len() {
        let rect = place(row);
        if rect.top() > clip.bottom() {
            break;
        }
        match shown.rows.get(row) {
            Some(TableRow::Group(group)) => group_row(ui, ctx, rect, *group as usize, out),
            Some(TableRow::Claim(loc)) => claim_row(ui, ctx, columns, rect, *loc, focused, out),
            None => {}
        }
    }
    if ctx.view.reveal
        && let Some(cursor) = &ctx.view.cursor
        && let Some(row) = shown.row_of(ctx.table.index(), cursor)
    {
        ui.scroll_to_rect_animation(place(row), None, ScrollAnimation::none());
    }
}

fn group_row(ui: &Ui, ctx: &TableCtx<'_>, rect: Rect, group: usize, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(group) = ctx.table.shown().groups.get(group) else {
        return;
    };
    let (name, color) = group_name(ctx.project, &group.key, ctx.view.grouping);
    let claims = fl!("count-claims", count = group.claims);
    let row_name = format!("{name}, {claims}");
    let mut row = ListRow::new(&row_name)
        .ground(theme.panel)
        .expanded(!group.folded)
        .ruled()
        .without_tab_stop()
        .show_at(ui, rect, id().with(("group", &group.key)));
    let caret = if group.folded {
        icons::CARET_RIGHT
    } else {
        icons::CARET_DOWN
    };
    row.indent(4.0);
    row.icon(caret, 12.0, theme.soft);
    row.indent(LEFT + PADDING - 32.0);
    if let Some(color) = color {
        row.swatch(Some(theme.speaker(color)));
    }
    row.title(&name, font::STRONG, theme.ink);
    row.detail(&claims);
    let response = row.finish();
    if response.clicked() {
        out.send(Msg::Fold(group.key.clone()));
    }
}

fn claim_row(
    ui: &Ui,
    ctx: &TableCtx<'_>,
    columns: &[PlacedColumn],
    rect: Rect,
    loc: EntryId,
    focused: bool,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(claim_ref) = claim_ref(ctx.table.index(), loc) else {
        return;
    };
    let Some(article) = ctx.project.article(&claim_ref.0) else {
        return;
    };
    let Some(claim) = article.claims.get(&claim_ref.1) else {
        return;
    };
    let chosen = ctx.view.chosen.contains(&claim_ref);
    let on = ctx.view.cursor.as_ref() == Some(&claim_ref);
    let own = id().with((claim_ref.0.as_str(), claim_ref.1.as_str()));
    let gathered = RowText::new(ctx, article, claim, loc);
    let name = format!("{}, {}, {}", gathered.words, gathered.who, gathered.review.1);
    // Tab passes from the table as a whole; its rows are walked with the arrows.
    let mut row = ListRow::new(&name)
        .role(Role::Row)
        .selected(chosen)
        .ruled()
        .without_tab_stop()
        .show_at(ui, rect, own);
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(rect));
    if on {
        let ink = if focused { theme.accent } else { theme.soft };
        let bar = Rect::from_min_size(rect.min, Vec2::new(3.0, rect.height() - 1.0));
        painter.rect_filled(bar, 0.0, ink);
    }
    let tick = tick_ui(ui, rect, own, chosen);
    for placed in columns {
        cell_ui(&painter, theme, rect, *placed, &gathered);
    }
    if ui.rect_contains_pointer(rect) && is_cut(ui, columns, &gathered) {
        row.explain(gathered.whole);
    }
    clicked(ui, &row.finish(), &tick, claim_ref, out);
}

/// Whether the row shows less than all of the claim's words, speaker and article, or stands for several claims.
fn is_cut(ui: &Ui, columns: &[PlacedColumn], row: &RowText) -> bool {
    let mut texts = columns.iter().map(|placed| match placed.column {
        Column::Claim => (row.words.as_str(), font::CLAIM, placed.width),
        Column::Speaker => (row.who.as_str(), font::CELL, placed.width - 20.0),
        Column::Article => (row.text(Column::Article), font::CELL, placed.width),
        _ => ("", font::CELL, placed.width),
    });
    row.repeats > 1
        || texts.any(|(words, style, width)| measure(ui, words, style, Fit::Free).x > width - 2.0 * PADDING)
}

fn tick_ui(ui: &Ui, rect: Rect, own: Id, chosen: bool) -> Response {
    let square = Rect::from_min_size(rect.min, Vec2::new(LEFT, rect.height()));
    let response = ui
        .interact(square, own.with("tick"), Sense::CLICK)
        .on_hover_cursor(CursorIcon::PointingHand);
    tick_at(ui, square.center(), chosen, &response);
    response
}

fn clicked(ui: &Ui, row: &Response, tick: &Response, claim: ClaimRef, out: &mut Outbox<Msg>) {
    let held = ui.input(|input| input.modifiers);
    if row.clicked() || tick.clicked() {
        ui.memory_mut(|memory| memory.request_focus(id()));
    }
    if tick.clicked() {
        let msg = if held.shift {
            Msg::Point { claim, choose: true }
        } else {
            Msg::Toggle(Some(claim))
        };
        out.send(msg);
    } else if row.double_clicked() {
        out.send(Msg::Open(Some(claim)));
    } else if row.clicked() {
        let msg = match (held.shift, held.command) {
            (true, _) => Msg::Point { claim, choose: true },
            (false, true) => Msg::Toggle(Some(claim)),
            (false, false) => Msg::Point { claim, choose: false },
        };
        out.send(msg);
    }
}

/// The text of a claim's row.
struct RowText {
    who: String,
    /// The speaker's colour; `None` without a speaker.
    color: Option<usize>,
    nobody: bool,
    words: String,
    repeats: u32,
    /// The texts of the other columns, by column.
    texts: Vec<(Column, String)>,
    review: (&'static str, &'static str),
    state: crate::model::ReviewState,
    /// The tooltip.
    whole: String,
}

impl RowText {
    fn new(ctx: &TableCtx<'_>, article: &Article, claim: &Claim, loc: EntryId) -> Self {
        let project = ctx.project;
        let speaker = claim.voice.first_speaker().and_then(|id| project.speaker(id));
        let index = ctx.table.index();
        let entry = index.get(loc).map(|(_, entry)| entry);
        let repeats = entry.map_or(1, |entry| index.repeats(entry));
        let quotation = entry.and_then(|entry| entry.quotation);
        let shown = ctx.settings.shown();
        let texts = shown.map(|column| (column, cell(project, article, claim, quotation, column)));
        let state = claim.review_state();
        let (who, words) = (words::who(project, claim), claim.words());
        let repeated = match repeats {
            ..=1 => String::new(),
            times => format!("\n{}", fl!("claims-repeats", count = times)),
        };
        Self {
            whole: format!("{who}: {words}\n{}{repeated}", article.metadata.title),
            nobody: !claim.voice.is_settled(),
            color: speaker.map(|speaker| speaker.color),
            texts: texts.collect(),
            review: (words::review_icon(state), words::review(state)),
            who,
            words,
            repeats,
            state,
        }
    }

    fn text(&self, column: Column) -> &str {
        let found = self.texts.iter().find(|(of, _)| *of == column);
        found.map_or("", |(_, text)| text)
    }
}

/// The text of a column that is nothing but text.
fn cell(
    project: &Project,
    article: &Article,
    claim: &Claim,
    quotation: Option<crate::model::Quotation>,
    column: Column,
) -> String {
    let nearest = claim.voice.chain().first();
    let speaker = claim.voice.first_speaker().and_then(|id| project.speaker(id));
    let metadata = &article.metadata;
    match column {
        Column::Speaker | Column::Claim | Column::Review => String::new(),
        Column::Source => nearest.map_or_else(String::new, |link| super::index::joined(&link.source)),
        Column::Cue => nearest.map_or_else(String::new, |link| super::index::joined(&link.cue)),
        Column::Article => metadata.title.clone(),
        Column::Publisher => metadata.publisher.clone().unwrap_or_default(),
        Column::Date => metadata.published.map(words::day).unwrap_or_default(),
        Column::Affiliation => speaker
            .and_then(|speaker| Some(project.speaker_label(speaker.affiliation.as_ref()?).to_owned()))
            .unwrap_or_default(),
        Column::Quotation => quotation
            .map(|it| words::quotation(it).to_lowercase())
            .unwrap_or_default(),
        Column::Verdict => project.verdict_label(claim).unwrap_or_default().to_owned(),
        Column::Note => claim.note.lines().next().unwrap_or_default().to_owned(),
    }
}

fn cell_ui(painter: &Painter, theme: &Theme, rect: Rect, placed: PlacedColumn, row: &RowText) {
    let y = rect.center().y;
    let mut left = rect.left() + placed.left + PADDING;
    let mut room = placed.width - 2.0 * PADDING;
    let text = |left: f32, words: &str, style, ink: Color32, room: f32| {
        left_text_at(painter, Pos2::new(left, y), words, style, ink, room.max(8.0))
    };
    match placed.column {
        Column::Speaker => {
            who_mark(painter, theme, Pos2::new(left + 6.0, y), row);
            text(left + 20.0, &row.who, font::CELL, theme.ink, room - 20.0);
        }
        Column::Claim => {
            if row.repeats > 1 {
                let times = format!("×{}", row.repeats);
                room -= 34.0;
                let right = rect.left() + placed.left + placed.width - PADDING;
                badge_at(painter, theme, Pos2::new(right, y), &times);
            }
            text(left, &row.words, font::CLAIM, theme.ink, room);
        }
        Column::Review => {
            let ink = theme.review(row.state);
            icon_at(painter, Pos2::new(left + 6.0, y), row.review.0, 13.0, ink);
            left += 18.0;
            text(left, row.review.1, font::CELL, ink, room - 18.0);
        }
        Column::Article => {
            text(left, row.text(Column::Article), font::CELL, theme.ink, room);
        }
        column => {
            text(left, row.text(column), font::CELL, theme.soft, room);
        }
    }
}

/// A speaker's colour; an empty square for the article, a dashed one for unattributed claims.
fn who_mark(painter: &Painter, theme: &Theme, center: Pos2, row: &RowText) {
    if !row.nobody {
        swatch_at(painter, center, row.color.map(|place| theme.speaker(place)));
        return;
    }
    let square = Rect::from_center_size(center, Vec2::splat(11.0));
    let corners = [
        square.left_top(),
        square.right_top(),
        square.right_bottom(),
        square.left_bottom(),
        square.left_top(),
    ];
    let dashes = eframe::egui::Shape::dashed_line(&corners, Stroke::new(1.2, theme.soft), 2.6, 1.6);
    painter.extend(dashes);
}

/// A small word in a frame, its right edge at a place.
fn badge_at(painter: &Painter, theme: &Theme, right: Pos2, words: &str) {
    let frame = Rect::from_min_size(right - Vec2::new(26.0, 9.0), Vec2::new(26.0, 18.0));
    let radius = f32::from(size::RADIUS);
    painter.rect(
        frame,
        radius,
        theme.panel,
        theme.hairline_stroke(),
        StrokeKind::Inside,
    );
    let at = frame.center();
    text_at(
        painter,
        at,
        Align2::CENTER_CENTER,
        words,
        font::SMALL,
        theme.soft,
        26.0,
    );
}

fn empty_ui(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let none = ctx.table.shown().totals.claims == 0;
    ui.add_space(ui.available_height() * 0.3);
    let width = ui.available_width();
    let (words, act) = if none {
        (fl!("claims-none"), Command::ShowAnnotate.label())
    } else {
        (fl!("claims-none-match"), fl!("claims-clear-filter"))
    };
    let indent = (width - measure(ui, words, font::INVITATION, Fit::Free).x) / 2.0;
    ui.horizontal(|ui| {
        ui.add_space(indent.max(20.0));
        ui.vertical(|ui| {
            wrapped(ui, words, font::INVITATION, theme.soft);
            ui.add_space(14.0);
            if button(ui, act, Weight::Plain, true).clicked() {
                if none {
                    out.command(Command::ShowAnnotate);
                } else {
                    out.send(Msg::Filter(Box::default()));
                }
            }
        });
    });
}
