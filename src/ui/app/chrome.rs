//! The bar at the top of the window and the status bar at its foot.

use eframe::egui::{
    Align, Align2, Color32, Layout, Pos2, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo,
};

use super::main_menu::main_menu_ui;
use super::state::Slices;
use crate::model::Project;
use crate::session::SaveState;
use crate::text::segment;
use crate::ui::article::page_setup::{PageSetup, page_setup_ui};
use crate::ui::article::stats::ArticleStats;
use crate::ui::articles::ListTotals;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Requests;
use crate::ui::bus::place::{SidePanel, Workspace};
use crate::ui::check;
use crate::ui::claims::rows::TableRows;
use crate::ui::compare::Counts;
use crate::ui::kit::button::{Weight, command_button, focus_ring, icon_at, icon_button, link};
use crate::ui::kit::text::{key_cap_at, label, left_text_at, measure, text_at, tip};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::kit::{icons, words};

/// What a tab has beside its words.
const AROUND_TAB: f32 = 26.0;
/// Between two tabs.
const BETWEEN_TABS: f32 = 2.0;
/// What Export and the narrowest search take.
const RIGHT: f32 = 200.0;
/// The width of the search, where there is room; with less it has no words, and with less still only its icon.
const SEARCH: f32 = 290.0;
const SEARCH_WITH_WORDS: f32 = 230.0;
const SEARCH_WITH_KEY: f32 = 92.0;

/// The bar at the top: menu, project, search, export.
pub(super) fn top_bar_ui(ui: &mut Ui, project: &Project, core: &Core, slices: &Slices, out: &mut Requests) {
    let theme = Theme::from_ctx(ui.ctx());
    let bottom = ui.max_rect().bottom() - 0.5;
    ui.painter()
        .hline(ui.max_rect().x_range(), bottom, theme.hairline_stroke());
    ui.horizontal_centered(|ui| {
        ui.add_space(8.0);
        let menu = icon_button(ui, icons::LIST, fl!("window-menu"), "", true);
        main_menu_ui(&menu, core, slices, out);
        ui.add_space(2.0);
        ui.scope(|ui| {
            let room = ui.available_width() - tabs_width(ui) - RIGHT - 22.0;
            ui.set_max_width(room.clamp(60.0, 420.0));
            label(ui, &project.head().title, font::NAME, theme.ink);
        });
        ui.add_space(22.0);
        ui.spacing_mut().item_spacing.x = BETWEEN_TABS;
        for (own, command) in Workspace::ALL {
            let shown = match core.place.workspace {
                Workspace::Articles => Workspace::Annotate,
                other => other,
            };
            if tab(ui, command, own == shown).clicked() {
                out.command(command);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(14.0);
            if command_button(ui, Command::Export, Weight::Plain, true).clicked() {
                out.command(Command::Export);
            }
            ui.add_space(6.0);
            search_box(ui, theme, out);
        });
    });
}

/// The width of the tabs of the workspaces.
fn tabs_width(ui: &Ui) -> f32 {
    let width = |command: Command| measure(ui, command.label(), font::STRONG, Fit::Free).x;
    let tabs = Workspace::ALL.iter();
    tabs.map(|(_, command)| width(*command) + AROUND_TAB + BETWEEN_TABS)
        .sum()
}

fn tab(ui: &mut Ui, command: Command, on: bool) -> Response {
    let theme = Theme::from_ctx(ui.ctx());
    let words = command.label();
    let style = if on { font::STRONG } else { font::BODY };
    // As wide as in the bolder of both weights, so that the other tabs do not move.
    let width = measure(ui, words, font::STRONG, Fit::Free).x;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width + AROUND_TAB, 32.0), Sense::click());
    let response = response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand);
    let radius = f32::from(size::RADIUS);
    if on {
        let edge = theme.hairline_stroke();
        ui.painter()
            .rect(rect, radius, theme.raised, edge, eframe::egui::StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, theme.hover);
    }
    focus_ring(ui, rect, &response, theme);
    let ink = if on { theme.ink } else { theme.soft };
    let center = rect.center();
    text_at(
        ui.painter(),
        center,
        Align2::CENTER_CENTER,
        words,
        style,
        ink,
        width + 1.0,
    );
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, words));
    tip(response, &command.tooltip())
}

fn search_box(ui: &mut Ui, theme: &Theme, out: &mut Requests) {
    let room = ui.available_width() - 12.0;
    let width = if room < SEARCH_WITH_KEY {
        32.0
    } else {
        room.min(SEARCH)
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, size::CONTROL), Sense::click());
    let edge = if response.hovered() || response.has_focus() {
        theme.accent
    } else {
        theme.hairline
    };
    let painter = ui.painter();
    painter.rect(
        rect,
        f32::from(size::RADIUS),
        theme.raised,
        Stroke::new(1.0, edge),
        eframe::egui::StrokeKind::Inside,
    );
    let y = rect.center().y;
    icon_at(
        painter,
        Pos2::new(rect.left() + 16.0, y),
        icons::MAGNIFYING_GLASS,
        15.0,
        theme.soft,
    );
    if width >= SEARCH_WITH_WORDS {
        let at = Pos2::new(rect.left() + 30.0, y);
        let room = width - 94.0;
        left_text_at(painter, at, fl!("window-search"), font::BODY, theme.soft, room);
    }
    if width >= SEARCH_WITH_KEY {
        let at = Pos2::new(rect.right() - 10.0, y);
        key_cap_at(painter, at, Align2::RIGHT_CENTER, &Command::Palette.key_caps());
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, Command::Palette.label()));
    if tip(response, &Command::Palette.tooltip()).clicked() {
        out.command(Command::Palette);
    }
}

/// The content of the status bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Status {
    /// The counts of the open article, each with its noun.
    pub counts: Vec<(usize, String)>,
    /// Place, language.
    pub right: Vec<String>,
    /// Whether Undo stands behind them.
    pub undo: bool,
    /// The text appearance; `None` if no article is shown.
    pub setup: Option<PageSetup>,
    pub saving: &'static str,
    pub tone: SavingTone,
}

/// Selects icon and colour of the saving state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SavingTone {
    Well,
    Working,
    Locked,
    Failed,
}

/// The status of the open article.
pub(super) fn status(core: &Core, figures: &ArticleStats, saving: &SaveState) -> Status {
    let (saving, tone) = saving_words(saving);
    let mut status = Status {
        counts: Vec::new(),
        right: Vec::new(),
        undo: false,
        setup: Some(PageSetup {
            percent: (core.settings.text_zoom * 100.0).round() as u32,
            page: core.settings.page,
            direction: None,
        }),
        saving,
        tone,
    };
    if let Some(article) = core.article() {
        let progress = figures.progress;
        status.counts = counts_of_claims(progress.claims, progress.attributed, progress.reviewed).into();
        if let (Some(text), Some(selection)) = (&article.text, core.place.selection) {
            status.right.push(place_in(text, selection.caret));
        }
        let language = article.metadata.language.as_deref();
        status
            .right
            .extend(language.map(|tag| words::language(tag).to_owned()));
        if let Some(setup) = &mut status.setup {
            setup.direction = Some(article.metadata.direction);
        }
    }
    status
}

/// The status of the table of claims.
pub(super) fn table_status(shown: &TableRows, saving: &SaveState) -> Status {
    let totals = shown.totals;
    let (saving, tone) = saving_words(saving);
    let hidden = totals.claims - shown.claims;
    Status {
        counts: counts_of_claims(totals.claims, totals.attributed, totals.reviewed).into(),
        right: match hidden {
            0 => Vec::new(),
            _ => vec![fl!("status-shown", count = shown.claims, total = totals.claims)],
        },
        undo: false,
        setup: None,
        saving,
        tone,
    }
}

/// The status of the speakers.
pub(super) fn speakers_status(project: &Project, shown: &TableRows, saving: &SaveState) -> Status {
    let speakers = project.speakers().len();
    let table = table_status(shown, saving);
    let own = (speakers, fl!("status-speakers", count = speakers));
    Status {
        counts: std::iter::once(own).chain(table.counts).collect(),
        right: Vec::new(),
        ..table
    }
}

/// The status of the list of articles.
pub(super) fn articles_status(totals: ListTotals, saving: &SaveState) -> Status {
    let (saving, tone) = saving_words(saving);
    let hidden = totals.articles - totals.shown;
    let [claims, _, reviewed] = counts_of_claims(totals.claims, 0, totals.reviewed);
    Status {
        counts: vec![
            (totals.articles, fl!("status-articles", count = totals.articles)),
            claims,
            reviewed,
        ],
        right: match hidden {
            0 => Vec::new(),
            _ => vec![fl!("status-shown", count = totals.shown, total = totals.articles)],
        },
        undo: false,
        setup: None,
        saving,
        tone,
    }
}

/// The status of the comparison.
pub(super) fn compare_status(counts: Counts, shown: &TableRows, saving: &SaveState) -> Status {
    Status {
        counts: vec![
            (counts.open, fl!("status-to-resolve").to_owned()),
            (counts.settled, fl!("status-resolved").to_owned()),
        ],
        right: Vec::new(),
        ..table_status(shown, saving)
    }
}

fn counts_of_claims(claims: usize, attributed: usize, reviewed: usize) -> [(usize, String); 3] {
    [
        (claims, fl!("status-claims", count = claims)),
        (attributed, fl!("status-attributed").to_owned()),
        (reviewed, fl!("status-reviewed").to_owned()),
    ]
}

fn saving_words(saving: &SaveState) -> (&'static str, SavingTone) {
    match saving {
        SaveState::Saved => (fl!("status-saved"), SavingTone::Well),
        SaveState::Unsaved | SaveState::Saving => (fl!("status-saving"), SavingTone::Working),
        SaveState::ReadOnly(_) => (fl!("status-read-only"), SavingTone::Locked),
        SaveState::Failed(_) => (fl!("status-failed"), SavingTone::Failed),
    }
}

/// 'Paragraph 3 of 7' without blank lines; of texts too long to count in each frame a percentage.
fn place_in(text: &str, byte: usize) -> String {
    const COUNTED: usize = 64 * 1024;
    let full = |text: &str| text.split('\n').filter(|line| !line.trim().is_empty()).count();
    let start = segment::paragraph_at(text, byte).end;
    let before = text.get(..start).unwrap_or(text);
    if text.len() <= COUNTED {
        let (number, total) = (full(before).max(1), full(text));
        fl!("status-paragraph", number = number, total = total)
    } else {
        let percent = (byte * 100).checked_div(text.len()).unwrap_or(0);
        fl!("status-percent", percent = percent)
    }
}

/// Draws the status bar.
pub(super) fn status_bar_ui(
    ui: &mut Ui,
    status: &Status,
    saving: &SaveState,
    core: &Core,
    slices: &Slices,
    out: &mut Requests,
) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.painter().hline(
        ui.max_rect().x_range(),
        ui.max_rect().top() + 0.5,
        theme.hairline_stroke(),
    );
    ui.horizontal_centered(|ui| {
        ui.add_space(14.0);
        ui.spacing_mut().item_spacing.x = 4.0;
        for (number, noun) in &status.counts {
            label(
                ui,
                &fl!("count-number", count = *number),
                font::LABEL_STRONG,
                theme.ink,
            );
            label(ui, noun, font::SMALL, theme.soft);
            ui.add_space(16.0);
        }
        let problems = &slices.check.problems;
        let (told, wrong) = check::summary(problems);
        let (icon, ink) = match (problems.count(), wrong) {
            (0, _) => (icons::CHECK_CIRCLE, theme.accepted),
            (_, true) => (icons::WARNING_CIRCLE, theme.disputed),
            (_, false) => (icons::CIRCLE_HALF, theme.soft),
        };
        let open = core.side_panel == Some(SidePanel::Check);
        panel_button(ui, Command::ShowCheck, (icon, ink), &told, open, out);
        let open = core.side_panel == Some(SidePanel::Guidelines);
        let words = Command::ShowGuidelines.label();
        let icon = (icons::NOTE, theme.soft);
        panel_button(ui, Command::ShowGuidelines, icon, words, open, out);
        let icon = (icons::CHECK, theme.soft);
        panel_button(
            ui,
            Command::ReviewQueue,
            icon,
            Command::ReviewQueue.label(),
            slices.review_queue.queue.is_some(),
            out,
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(14.0);
            saving_ui(ui, status, saving, out);
            ui.add_space(12.0);
            if let Some(setup) = status.setup {
                page_setup_ui(ui, setup, out);
            }
            ui.add_space(-6.0);
            if status.undo {
                ui.add_space(14.0);
                if link(ui, fl!("told-undo"), font::SMALL).clicked() {
                    out.command(Command::Undo);
                }
                ui.add_space(-8.0);
            }
            for words in status.right.iter().rev() {
                ui.add_space(18.0);
                label(ui, words, font::SMALL, theme.soft);
            }
        });
    });
}

/// A button that opens a side panel: an icon and a few words.
fn panel_button(
    ui: &mut Ui,
    command: Command,
    (icon, ink): (&str, Color32),
    told: &str,
    open: bool,
    out: &mut Requests,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let width = measure(ui, told, font::SMALL, Fit::Free).x;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width + 32.0, 22.0), Sense::click());
    let response = response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand);
    let ground = match (open, response.hovered()) {
        (true, _) => Some(theme.wash),
        (false, true) => Some(theme.hover),
        (false, false) => None,
    };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, f32::from(size::RADIUS), ground);
    }
    let y = rect.center().y;
    icon_at(ui.painter(), Pos2::new(rect.left() + 13.0, y), icon, 14.0, ink);
    left_text_at(
        ui.painter(),
        Pos2::new(rect.left() + 24.0, y),
        told,
        font::SMALL,
        theme.ink,
        width + 1.0,
    );
    focus_ring(ui, rect, &response, theme);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, told));
    if tip(response, &command.tooltip()).clicked() {
        out.command(command);
    }
}

fn saving_ui(ui: &mut Ui, status: &Status, saving: &SaveState, out: &mut Requests) {
    let theme = Theme::from_ctx(ui.ctx());
    let color = match status.tone {
        SavingTone::Well => theme.accepted,
        SavingTone::Working => theme.soft,
        SavingTone::Locked => theme.disputed,
        SavingTone::Failed => theme.rejected,
    };
    let width = measure(ui, status.saving, font::SMALL, Fit::Free).x;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width + 16.0, 20.0), Sense::click());
    let y = rect.center().y;
    let dot = Pos2::new(rect.left() + 5.0, y);
    match status.tone {
        SavingTone::Well => ui.painter().circle_filled(dot, 4.0, color),
        SavingTone::Working => ui.painter().circle_stroke(dot, 3.5, Stroke::new(1.5, color)),
        SavingTone::Locked => {
            icon_at(ui.painter(), dot, icons::LOCK, 13.0, color);
            eframe::egui::layers::ShapeIdx(0)
        }
        SavingTone::Failed => {
            icon_at(ui.painter(), dot, icons::WARNING, 13.0, color);
            eframe::egui::layers::ShapeIdx(0)
        }
    };
    let at = Pos2::new(rect.left() + 14.0, y);
    left_text_at(ui.painter(), at, status.saving, font::SMALL, color, width + 1.0);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, status.saving));
    let explanation = match saving {
        SaveState::Saved => fl!("status-saved.tooltip").to_owned(),
        SaveState::Unsaved | SaveState::Saving => fl!("status-saving.tooltip").to_owned(),
        SaveState::ReadOnly(reason) => reason.to_string(),
        SaveState::Failed(report) => report.to_string(),
    };
    if tip(response, &explanation).clicked() {
        out.command(Command::Save);
    }
}
