//! Notices: cards at the lower right that stay until they are dismissed; and the progress of background work.

use eframe::egui::{Align, Area, Context, Id, Layout, Margin, Order, ScrollArea, Ui, Vec2};

use super::message::Message;
use super::state::App;
use crate::ui::bus::core::Core;
use crate::ui::bus::notice::{Notice, Tone};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::place::Workspace;
use crate::ui::kit::button::{Weight, button, icon_at, icon_button};
use crate::ui::kit::text::wrapped;
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::kit::{icons, words};

const WIDTH: f32 = 400.0;
/// How long a notice of success stays, in seconds.
const SHOWN: f64 = 12.0;
/// The height of a card's close button, and so of its first line.
const LINE: f32 = 28.0;
/// The number of causes that are listed.
const CAUSES: usize = 12;

/// Draws the notices that are still true, the latest at the bottom.
pub(super) fn notices_ui(ctx: &Context, core: &Core, out: &mut Outbox<Message>) {
    let session = core.session.as_ref();
    let numbered = core.notices.iter().enumerate();
    let shown: Vec<(usize, &Notice)> = numbered.filter(|(_, notice)| notice.is_true(session)).collect();
    if shown.is_empty() {
        return;
    }
    // Beside the inspector, whose buttons are for the claim that is being looked at.
    let inspector = &core.settings.inspector;
    let is_beside = session.is_some() && inspector.shown && core.place.workspace == Workspace::Annotate;
    let taken = if is_beside {
        inspector.width.unwrap_or(size::INSPECTOR)
    } else {
        0.0
    };
    let offset = Vec2::new(-(taken + 16.0), -(size::STATUS_BAR + 12.0));
    Area::new(Id::unique("notices"))
        .order(Order::Foreground)
        .anchor(eframe::egui::Align2::RIGHT_BOTTOM, offset)
        .show(ctx, |ui| {
            ui.set_width(WIDTH);
            let height = ctx.content_rect().height() - 140.0;
            ScrollArea::vertical()
                .max_height(height)
                .min_scrolled_height(height)
                .stick_to_bottom(true)
                .show(ui, |ui| {
                    for (at, notice) in &shown {
                        notice_ui(ui, *at, notice, out);
                        ui.add_space(8.0);
                    }
                });
            if shown.len() > 1 {
                all_ui(ui, out);
            }
        });
}

fn all_ui(ui: &mut Ui, out: &mut Outbox<Message>) {
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        if button(ui, fl!("window-dismiss-all"), Weight::Plain, true).clicked() {
            out.send(Message::DismissNotices);
        }
    });
}

/// Draws the progress of background work, with a button that cancels it.
pub(super) fn progress_ui(
    ctx: &Context,
    what: &str,
    (done, total): (usize, usize),
    cancel: Message,
    out: &mut Outbox<Message>,
) {
    let theme = Theme::from_ctx(ctx);
    let frame = theme.floating().inner_margin(Margin::same(14));
    let offset = Vec2::new(0.0, -(size::STATUS_BAR + 12.0));
    Area::new(Id::unique("progress"))
        .order(Order::Foreground)
        .anchor(eframe::egui::Align2::CENTER_BOTTOM, offset)
        .show(ctx, |ui| {
            frame.show(ui, |ui| {
                ui.set_width(280.0);
                let words = match total {
                    0 => format!("{what}…"),
                    total => fl!("window-progress", what = what, done = done, total = total),
                };
                wrapped(ui, &words, font::LABEL, theme.ink);
                let share = done as f32 / total.max(1) as f32;
                let (bar, _) = ui
                    .allocate_exact_size(Vec2::new(ui.available_width(), 6.0), eframe::egui::Sense::hover());
                ui.painter().rect_filled(bar, 3.0, theme.hairline);
                let mut part = bar;
                part.set_width(bar.width() * share.clamp(0.0, 1.0));
                ui.painter().rect_filled(part, 3.0, theme.accent);
                ui.add_space(8.0);
                if button(ui, fl!("window-cancel"), Weight::Plain, true).clicked() {
                    out.send(cancel);
                }
            });
        });
    // The figures move although nothing is pressed.
    ctx.request_repaint_after(std::time::Duration::from_millis(150));
}

impl App {
    /// Lets notices of success go after a while; what went wrong stays until it is dismissed.
    pub(super) fn let_notices_go(&mut self, ctx: &Context) {
        let now = self.core.now;
        let notices = &mut self.core.notices;
        self.done_notices.retain(|(notice, _)| notices.contains(notice));
        for notice in notices.iter().filter(|notice| notice.tone == Tone::Done) {
            if self.done_notices.iter().all(|(known, _)| known != notice) {
                self.done_notices.push((notice.clone(), now + SHOWN));
            }
        }
        let is_over = |notice: &Notice, done: &[(Notice, f64)]| {
            done.iter().any(|(known, until)| known == notice && now >= *until)
        };
        notices.retain(|notice| !is_over(notice, &self.done_notices));
        let next = self
            .done_notices
            .iter()
            .map(|(_, until)| until - now)
            .filter(|left| *left > 0.0);
        if let Some(left) = next.reduce(f64::min) {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(left));
        }
    }
}

fn notice_ui(ui: &mut Ui, at: usize, notice: &Notice, out: &mut Outbox<Message>) {
    let theme = Theme::from_ctx(ui.ctx());
    let (icon, color) = match notice.tone {
        Tone::Done => (icons::CHECK_CIRCLE, theme.accepted),
        Tone::Warning => (icons::WARNING_CIRCLE, theme.disputed),
        Tone::Failure => (icons::WARNING, theme.rejected),
    };
    theme
        .floating()
        .stroke(eframe::egui::Stroke::new(
            1.0,
            Theme::mix(theme.hairline, color, 0.6),
        ))
        .inner_margin(Margin::same(12))
        .show(ui, |ui| {
            ui.horizontal_top(|ui| {
                let mark = Vec2::new(22.0, LINE);
                let (mark, _) = ui.allocate_exact_size(mark, eframe::egui::Sense::hover());
                icon_at(ui.painter(), mark.center(), icon, 18.0, color);
                ui.vertical(|ui| {
                    let room = ui.available_width() - 36.0;
                    ui.set_width(room);
                    ui.spacing_mut().item_spacing.y = 3.0;
                    // Centres the first line between icon and close button.
                    ui.add_space((LINE - font::STRONG.line_height) / 2.0);
                    wrapped(
                        ui,
                        &words::sentence(&notice.report.headline),
                        font::STRONG,
                        theme.ink,
                    );
                    for cause in notice.report.causes.iter().take(CAUSES) {
                        wrapped(ui, cause, font::LABEL, theme.soft);
                    }
                    let rest = notice.report.causes.len().saturating_sub(CAUSES);
                    if rest > 0 {
                        wrapped(ui, &fl!("window-more", count = rest), font::LABEL, theme.soft);
                    }
                    if let Some(hint) = &notice.report.hint {
                        wrapped(ui, hint, font::LABEL, theme.ink);
                    }
                    if !notice.remedies.is_empty() {
                        ui.add_space(4.0);
                    }
                    ui.horizontal_wrapped(|ui| {
                        for (words, request) in &notice.remedies {
                            if button(ui, words, Weight::Plain, true).clicked() {
                                out.send(Message::DismissNotice(at));
                                out.request(request.clone());
                            }
                        }
                    });
                });
                if icon_button(ui, icons::X, fl!("window-dismiss"), "", true).clicked() {
                    out.send(Message::DismissNotice(at));
                }
            });
        });
}
