//! The pop-up of how the article is set: size, column, lines, letters, direction. Every choice in
//! it is a command too; carrying it out is `app::dispatch`'s.

use eframe::egui::{Align2, Popup, PopupCloseBehavior, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::model::TextDirection;
use crate::session::settings::{ColumnWidth, LineSpacing, PageSettings, TextFace};
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Requests;
use crate::ui::kit::button::icon_button;
use crate::ui::kit::icons;
use crate::ui::kit::segments::segments;
use crate::ui::kit::text::{heading, label, measure, text_at, tip};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};

/// How wide the pop-up is, in points.
const WIDTH: f32 = 300.0;

/// How the article is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageSetup {
    /// How large, in percent.
    pub percent: u32,
    /// Column, lines, letters.
    pub page: PageSettings,
    /// The direction set for the open article, if any; `None` where no article is open.
    pub direction: Option<Option<TextDirection>>,
}

/// Draws '100 %' and, while it is open, the pop-up above it.
pub fn page_setup_ui(ui: &mut Ui, setup: PageSetup, out: &mut Requests) {
    let theme = Theme::from_ctx(ui.ctx());
    let words = format!("{} %", setup.percent);
    let width = measure(ui, &words, font::SMALL, Fit::Free).x;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width + 12.0, 20.0), Sense::click());
    let response = response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand);
    let open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response));
    if response.hovered() || response.has_focus() || open {
        ui.painter().rect_filled(rect, 5.0, theme.hover);
    }
    let ink = if open { theme.ink } else { theme.soft };
    text_at(
        ui.painter(),
        rect.center(),
        Align2::CENTER_CENTER,
        &words,
        font::SMALL,
        ink,
        width + 1.0,
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Reading: {words}")));
    popup_ui(&response, setup, out);
    if !open {
        tip(
            response,
            "Size, column, lines, letters and direction of the article",
        );
    }
}

fn popup_ui(button: &Response, setup: PageSetup, out: &mut Requests) {
    Popup::menu(button)
        .width(WIDTH)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(WIDTH);
            ui.spacing_mut().item_spacing = Vec2::new(8.0, 6.0);
            heading(ui, "Reading");
            size_row(ui, setup, out);
            let PageSettings {
                column,
                spacing,
                face,
            } = setup.page;
            let columns = [
                (ColumnWidth::Narrow, Command::ColumnNarrow, "Narrow"),
                (ColumnWidth::Normal, Command::ColumnNormal, "Normal"),
                (ColumnWidth::Wide, Command::ColumnWide, "Wide"),
            ];
            row(ui, "Column", &columns, &column, out);
            let lines = [
                (LineSpacing::Close, Command::LinesClose, "Close"),
                (LineSpacing::Normal, Command::LinesNormal, "Normal"),
                (LineSpacing::Wide, Command::LinesWide, "Wide"),
            ];
            row(ui, "Lines", &lines, &spacing, out);
            let faces = [
                (TextFace::Serif, Command::FaceSerif, "Serif"),
                (TextFace::Sans, Command::FaceSans, "Sans serif"),
            ];
            row(ui, "Letters", &faces, &face, out);
            if let Some(direction) = setup.direction {
                let directions = [
                    (None, Command::DirectionAutomatic, "Automatic"),
                    (
                        Some(TextDirection::LeftToRight),
                        Command::DirectionLeftToRight,
                        "Left to right",
                    ),
                    (
                        Some(TextDirection::RightToLeft),
                        Command::DirectionRightToLeft,
                        "Right to left",
                    ),
                ];
                ui.add_space(2.0);
                label(
                    ui,
                    "Direction of this article",
                    font::LABEL,
                    Theme::from_ctx(ui.ctx()).soft,
                );
                choose(ui, "Direction", &directions, &direction, out);
            }
        });
}

fn size_row(ui: &mut Ui, setup: PageSetup, out: &mut Requests) {
    let theme = Theme::from_ctx(ui.ctx());
    named_row(ui, "Size", |ui| {
        for (icon, command) in [(icons::MINUS, Command::ZoomOut), (icons::PLUS, Command::ZoomIn)] {
            if command == Command::ZoomIn {
                let words = format!("{} %", setup.percent);
                let (rect, response) = ui.allocate_exact_size(Vec2::new(52.0, 28.0), Sense::click());
                text_at(
                    ui.painter(),
                    rect.center(),
                    Align2::CENTER_CENTER,
                    &words,
                    font::LABEL,
                    theme.ink,
                    52.0,
                );
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, Command::ZoomReset.label()));
                if tip(response, &Command::ZoomReset.tooltip()).clicked() {
                    out.command(Command::ZoomReset);
                }
            }
            if icon_button(ui, icon, command.label(), &command.key_caps(), true).clicked() {
                out.command(command);
            }
        }
    });
}

fn row<T: PartialEq>(
    ui: &mut Ui,
    name: &str,
    values: &[(T, Command, &str)],
    current: &T,
    out: &mut Requests,
) {
    named_row(ui, name, |ui| choose(ui, name, values, current, out));
}

fn choose<T: PartialEq>(
    ui: &mut Ui,
    name: &str,
    values: &[(T, Command, &str)],
    current: &T,
    out: &mut Requests,
) {
    let labels: Vec<&str> = values.iter().map(|(_, _, label)| *label).collect();
    let chosen = values.iter().position(|(value, ..)| value == current);
    let picked = segments(ui, name, &labels, chosen);
    if let Some((_, command, _)) = picked.and_then(|at| values.get(at)) {
        out.command(*command);
    }
}

/// A name at the left, what it is about beside it.
fn named_row(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let (rect, _) = ui.allocate_exact_size(Vec2::new(64.0, 28.0), Sense::hover());
        text_at(
            ui.painter(),
            rect.left_center(),
            Align2::LEFT_CENTER,
            name,
            font::LABEL,
            theme.soft,
            64.0,
        );
        add(ui);
    });
}
