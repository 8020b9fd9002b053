//! The start screen: a drop zone, links to open and create, recent projects and the sample.

use eframe::egui::{
    Align2, CentralPanel, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
};

use super::Msg;
use crate::session::settings::Recent;
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::link;
use crate::ui::kit::panel::plain_frame;
use crate::ui::kit::text::{heading, key_cap_at, label, measure, text_at, tip};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};

const WIDTH: f32 = 720.0;
const CARD: Vec2 = Vec2::new(232.0, 94.0);
const GAP: f32 = 12.0;
/// Between a card's edge and its text.
const CARD_MARGIN: f32 = 16.0;
/// The number of cards, with the sample's.
const CARDS: usize = 6;
/// With fewer recent projects the tour is offered.
const NEWCOMERS: usize = 3;

/// Draws the start screen. `when` gives the time of a recent project in words.
pub fn start_ui(
    ui: &mut Ui,
    recents: &[Recent],
    when: &dyn Fn(&Recent) -> String,
    hovering_files: bool,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    CentralPanel::no_frame()
        .frame(plain_frame(theme.paper))
        .show(ui, |ui| {
            let screen = ui.max_rect();
            let width = WIDTH.min(screen.width() - 48.0);
            let tour = usize::from(recents.len() < NEWCOMERS);
            let rows = (recents.len().min(CARDS - 1) + 1 + tour).div_ceil(3) as f32;
            let height = 70.0 + 34.0 + 118.0 + 44.0 + rows * (CARD.y + GAP);
            let top = (screen.center().y - height / 2.0 - 8.0).max(24.0);
            let rect = Rect::from_min_size(
                Pos2::new(screen.center().x - width / 2.0, top),
                Vec2::new(width, height),
            );
            ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                brand_ui(ui);
                label(ui, fl!("start-purpose"), font::BODY, theme.soft);
                ui.add_space(12.0);
                drop_zone_ui(ui, hovering_files, out);
                ui.add_space(24.0);
                ui.horizontal(|ui| {
                    let is_new = recents.is_empty();
                    heading(
                        ui,
                        if is_new {
                            fl!("start-try")
                        } else {
                            fl!("start-recent")
                        },
                    );
                });
                ui.add_space(8.0);
                cards_ui(ui, recents, when, out);
            });
        });
}

fn brand_ui(ui: &mut Ui) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 70.0), Sense::hover());
    let base = Pos2::new(rect.left(), rect.top());
    let brand = text_at(
        ui.painter(),
        base,
        Align2::LEFT_TOP,
        "Sayso",
        font::BRAND,
        theme.ink,
        300.0,
    );
    let motto = Pos2::new(brand.right() + 14.0, brand.top() + 19.0);
    text_at(
        ui.painter(),
        motto,
        Align2::LEFT_TOP,
        fl!("start-motto"),
        font::INVITATION,
        theme.soft,
        300.0,
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, fl!("start-brand")));
}

fn drop_zone_ui(ui: &mut Ui, hovering: bool, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 118.0), Sense::hover());
    let color = if hovering { theme.accent } else { theme.hairline };
    if hovering {
        ui.painter().rect_filled(rect, 14.0, theme.wash);
    }
    dashed_rect(ui, rect.shrink(1.0), 14.0, Stroke::new(2.0, color));
    let invitation = if hovering {
        fl!("start-drop-to-open")
    } else {
        fl!("start-drop-here")
    };
    let at = Pos2::new(rect.center().x, rect.top() + 46.0);
    text_at(
        ui.painter(),
        at,
        Align2::CENTER_CENTER,
        invitation,
        font::INVITATION,
        theme.ink,
        rect.width(),
    );
    let line = Rect::from_min_size(
        Pos2::new(rect.left(), rect.top() + 62.0),
        Vec2::new(rect.width(), 24.0),
    );
    let parts: [(&str, Option<Command>); 6] = [
        (fl!("start-or"), None),
        (fl!("start-open"), Some(Command::Open)),
        (", ", None),
        (fl!("start-paste"), Some(Command::PasteArticle)),
        (", ", None),
        (fl!("start-create"), Some(Command::NewProject)),
    ];
    let caps = |ui: &Ui, command: Command| measure(ui, &command.key_caps(), font::KEY, Fit::Free).x + 10.0;
    let width: f32 = parts
        .iter()
        .map(|(words, command)| {
            let cap = command.map_or(0.0, |command| caps(ui, command) + 5.0);
            measure(ui, words, font::BODY, Fit::Free).x + cap
        })
        .sum();
    let inner = Rect::from_center_size(line.center(), Vec2::new(width, 24.0));
    // A child, so that the layout continues below the zone and not below this line.
    ui.new_child(UiBuilder::new().max_rect(inner))
        .horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (words, command) in parts {
                let Some(command) = command else {
                    label(ui, words, font::BODY, theme.soft);
                    continue;
                };
                if tip(link(ui, words, font::BODY), command.summary()).clicked() {
                    out.command(command);
                }
                let (rect, _) =
                    ui.allocate_exact_size(Vec2::new(caps(ui, command) + 5.0, 20.0), Sense::hover());
                let at = Pos2::new(rect.left() + 3.0, rect.center().y);
                key_cap_at(ui.painter(), at, Align2::LEFT_CENTER, &command.key_caps());
            }
        });
}

fn dashed_rect(ui: &Ui, rect: Rect, radius: f32, stroke: Stroke) {
    let mut path = Vec::new();
    let corners = [
        (Pos2::new(rect.right() - radius, rect.top() + radius), -90.0_f32),
        (Pos2::new(rect.right() - radius, rect.bottom() - radius), 0.0),
        (Pos2::new(rect.left() + radius, rect.bottom() - radius), 90.0),
        (Pos2::new(rect.left() + radius, rect.top() + radius), 180.0),
    ];
    for (center, from) in corners {
        for step in 0..=8_u8 {
            let angle = (from + f32::from(step) * 11.25).to_radians();
            path.push(center + Vec2::angled(angle) * radius);
        }
    }
    path.extend(path.first().copied());
    ui.painter().extend(Shape::dashed_line(&path, stroke, 7.0, 5.0));
}

fn cards_ui(ui: &mut Ui, recents: &[Recent], when: &dyn Fn(&Recent) -> String, out: &mut Outbox<Msg>) {
    let origin = ui.cursor().min;
    let shown = recents.len().min(CARDS - 1);
    let width = (ui.available_width() - 2.0 * GAP) / 3.0;
    let place = |at: usize| {
        let (column, line) = ((at % 3) as f32, (at / 3) as f32);
        let offset = Vec2::new(column * (width + GAP), line * (CARD.y + GAP));
        Rect::from_min_size(origin + offset, Vec2::new(width, CARD.y))
    };
    for (at, recent) in recents.iter().take(shown).enumerate() {
        let figures = figures(ui, recent, width - 2.0 * CARD_MARGIN);
        let response = card_ui(ui, place(at), &recent.title, &figures, &when(recent), false);
        if response.secondary_clicked() {
            out.send(Msg::ForgetRecent(recent.path.clone()));
        } else if tip(response, &fl!("start-recent-tooltip", path = recent.path)).clicked() {
            out.request(Request::OpenPaths(vec![recent.path.clone()]));
        }
    }
    let (sample, about) = (fl!("start-sample"), fl!("start-sample-about"));
    if card_ui(ui, place(shown), sample, about, "", true).clicked() {
        out.request(Request::OpenSample);
    }
    // Whoever has worked in several projects knows the way about; for them it is in the menu.
    if recents.len() < NEWCOMERS {
        let (tour, about) = (Command::Tour.label(), fl!("start-tour-about"));
        if card_ui(ui, place(shown + 1), tour, about, "", true).clicked() {
            out.command(Command::Tour);
        }
    }
}

/// '4 articles · 52 claims · 31 reviewed', without the last if there is no room for it.
fn figures(ui: &Ui, recent: &Recent, room: f32) -> String {
    let articles = fl!("count-articles", count = recent.articles);
    let short = format!("{articles} · {}", fl!("count-claims", count = recent.claims));
    let long = format!("{short} · {}", fl!("start-reviewed", count = recent.reviewed));
    if measure(ui, &long, font::SMALL, Fit::Free).x <= room {
        long
    } else {
        short
    }
}

fn card_ui(
    ui: &Ui,
    rect: Rect,
    title: &str,
    second: &str,
    third: &str,
    dashed: bool,
) -> eframe::egui::Response {
    let theme = Theme::from_ctx(ui.ctx());
    let response = ui.interact(
        rect,
        ui.scope_id()
            .with(("card", title, rect.min.x as i32, rect.min.y as i32)),
        Sense::click(),
    );
    let hovered = response.hovered() || response.has_focus();
    let edge = if hovered { theme.accent } else { theme.hairline };
    let painter = ui.painter();
    painter.rect_filled(rect, 10.0, theme.raised);
    if dashed && !hovered {
        dashed_rect(ui, rect.shrink(0.5), 10.0, Stroke::new(1.0, edge));
    } else {
        painter.rect_stroke(rect, 10.0, Stroke::new(1.0, edge), StrokeKind::Inside);
    }
    let left = rect.left() + CARD_MARGIN;
    let room = rect.width() - 2.0 * CARD_MARGIN;
    for (y, words, style, color) in [
        (16.0, title, font::NAME, theme.ink),
        (38.0, second, font::SMALL, theme.soft),
        (60.0, third, font::SMALL, theme.soft),
    ] {
        text_at(
            painter,
            Pos2::new(left, rect.top() + y),
            Align2::LEFT_TOP,
            words,
            style,
            color,
            room,
        );
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{title}, {second}")));
    response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
}
