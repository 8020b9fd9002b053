//! The pop-up for text appearance: size, column width, line spacing, font, direction. Every choice is a command too.

use eframe::egui::{Align2, Popup, PopupCloseBehavior, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::model::TextDirection;
use crate::session::settings::{ColumnWidth, LineSpacing, PageSettings, TextFace};
use crate::ui::bus::command::{Command, Group};
use crate::ui::bus::outbox::Requests;
use crate::ui::kit::button::icon_button;
use crate::ui::kit::icons;
use crate::ui::kit::segments::segments;
use crate::ui::kit::text::{heading, label, measure, text_at, tip};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};

const CENTER: Align2 = Align2::CENTER_CENTER;
const WIDTH: f32 = 340.0;
const NAME: f32 = 92.0;

/// How the article is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageSetup {
    /// Text size in percent.
    pub percent: u32,
    /// Column width, line spacing, font.
    pub page: PageSettings,
    /// The direction set for the open article, if any; `None` where no article is open.
    pub direction: Option<Option<TextDirection>>,
}

/// Draws '100%' and, while it is open, the pop-up above it.
pub fn page_setup_ui(ui: &mut Ui, setup: PageSetup, out: &mut Requests) {
    let theme = Theme::from_ctx(ui.ctx());
    let words = fl!("text-zoom", percent = setup.percent);
    let width = measure(ui, &words, font::SMALL, Fit::Free).x;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width + 12.0, 20.0), Sense::click());
    let response = response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand);
    let open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response));
    if response.hovered() || response.has_focus() || open {
        ui.painter().rect_filled(rect, 5.0, theme.hover);
    }
    let ink = if open { theme.ink } else { theme.soft };
    let (at, room) = (rect.center(), width + 1.0);
    text_at(ui.painter(), at, CENTER, &words, font::SMALL, ink, room);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, fl!("text-zoom-button", zoom = words)));
    popup_ui(&response, setup, out);
    if !open {
        tip(response, fl!("text-zoom-tooltip"));
    }
}

fn popup_ui(button: &Response, setup: PageSetup, out: &mut Requests) {
    Popup::menu(button)
        .width(WIDTH)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(WIDTH);
            ui.spacing_mut().item_spacing = Vec2::new(8.0, 6.0);
            heading(ui, Group::TextAppearance.label());
            size_row(ui, setup, out);
            let PageSettings {
                column,
                spacing,
                face,
            } = setup.page;
            let columns = [
                (ColumnWidth::Narrow, Command::ColumnNarrow, fl!("text-narrow")),
                (ColumnWidth::Normal, Command::ColumnNormal, fl!("text-normal")),
                (ColumnWidth::Wide, Command::ColumnWide, fl!("text-wide")),
            ];
            row(ui, fl!("text-column"), &columns, &column, out);
            let lines = [
                (LineSpacing::Close, Command::SpacingTight, fl!("text-tight")),
                (LineSpacing::Normal, Command::SpacingNormal, fl!("text-normal")),
                (LineSpacing::Wide, Command::SpacingLoose, fl!("text-loose")),
            ];
            row(ui, fl!("text-spacing"), &lines, &spacing, out);
            let faces = [
                (TextFace::Serif, Command::FontSerif, fl!("text-font-serif")),
                (TextFace::Sans, Command::FontSans, fl!("text-font-sans")),
            ];
            row(ui, fl!("text-font"), &faces, &face, out);
            if let Some(direction) = setup.direction {
                let (ltr, rtl) = (TextDirection::LeftToRight, TextDirection::RightToLeft);
                let directions = [
                    (None, Command::DirectionAutomatic, fl!("text-direction-automatic")),
                    (Some(ltr), Command::DirectionLeftToRight, fl!("text-ltr")),
                    (Some(rtl), Command::DirectionRightToLeft, fl!("text-rtl")),
                ];
                ui.add_space(2.0);
                let soft = Theme::from_ctx(ui.ctx()).soft;
                label(ui, fl!("text-direction-of-article"), font::LABEL, soft);
                choose(ui, fl!("text-direction"), &directions, &direction, out);
            }
        });
}

fn size_row(ui: &mut Ui, setup: PageSetup, out: &mut Requests) {
    let theme = Theme::from_ctx(ui.ctx());
    named_row(ui, fl!("text-size"), |ui| {
        for (icon, command) in [(icons::MINUS, Command::ZoomOut), (icons::PLUS, Command::ZoomIn)] {
            if command == Command::ZoomIn {
                let words = fl!("text-zoom", percent = setup.percent);
                let (rect, response) = ui.allocate_exact_size(Vec2::new(52.0, 28.0), Sense::click());
                let (at, style) = (rect.center(), font::LABEL);
                text_at(ui.painter(), at, CENTER, &words, style, theme.ink, 52.0);
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

fn named_row(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let (rect, _) = ui.allocate_exact_size(Vec2::new(NAME, 28.0), Sense::hover());
        let (at, left) = (rect.left_center(), Align2::LEFT_CENTER);
        text_at(ui.painter(), at, left, name, font::LABEL, theme.soft, NAME);
        add(ui);
    });
}
