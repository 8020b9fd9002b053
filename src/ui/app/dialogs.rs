//! Opens each dialog in a modal window; its content is drawn by the slice that holds its form.

use eframe::egui::{Context, Id, Key, Margin, Modal, Modifiers, Popup, Ui, Vec2};

use super::key_dialog::keys_ui;
use super::message::Message;
use super::palette::palette_ui;
use super::same_reviewer::same_reviewer_ui;
use super::shortcuts::shortcuts_ui;
use super::state::Slices;
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::{Confirm, Dialog};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::dialog::{foot_ui, form_field, title_ui};
use crate::ui::kit::theme::Theme;
use crate::ui::{articles, claims, export, find, help, import, project, speakers, suggestions};

/// Draws the open dialog, if there is one.
pub(super) fn dialog_ui(ctx: &Context, core: &Core, slices: &Slices, out: &mut Outbox<Message>) {
    let Some(dialog) = &core.dialog else { return };
    let theme = Theme::from_ctx(ctx);
    let palette = matches!(dialog, Dialog::Palette | Dialog::FindEverywhere);
    let margin = if palette {
        Margin::same(8)
    } else {
        Margin::same(20)
    };
    let frame = theme.floating().inner_margin(margin);
    let screen = ctx.content_rect().size();
    let width: f32 = match dialog {
        Dialog::Shortcuts | Dialog::Export | Dialog::Help => 860.0,
        Dialog::Import => 1100.0,
        Dialog::FindEverywhere | Dialog::Keys | Dialog::NameSpeakers | Dialog::DetailsOfMany => 660.0,
        _ => 480.0,
    };
    let mut modal = Modal::new(Id::unique("dialog"))
        .frame(frame)
        .backdrop_color(theme.scrim);
    if palette {
        let area = Modal::default_area(Id::unique("palette"));
        modal = modal.area(area.anchor(eframe::egui::Align2::CENTER_TOP, Vec2::new(0.0, 72.0)));
    }
    // Escape closes a list that has dropped down, and the dialog only where none has.
    let listed = Popup::is_any_open(ctx);
    let response = modal.show(ctx, |ui| {
        ui.set_width(width.min(screen.x - 60.0));
        ui.spacing_mut().item_spacing.y = 0.0;
        contents_ui(ui, core, slices, dialog, out);
    });
    // A click beside it must not discard corrections in many articles.
    let kept = *dialog == Dialog::Import && response.backdrop_response.clicked();
    let beside = response.should_close() && !kept;
    let escaped = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if beside || (escaped && !listed) {
        out.request(Request::CloseDialog);
    }
}

fn contents_ui(ui: &mut Ui, core: &Core, slices: &Slices, dialog: &Dialog, out: &mut Outbox<Message>) {
    let project = core.project();
    match dialog {
        Dialog::Palette => palette_ui(ui, core, slices, out),
        Dialog::Shortcuts => shortcuts_ui(ui, out),
        Dialog::Help => out.nest(Message::Help, |out| help::help_ui(ui, &slices.help, out)),
        Dialog::Keys => {
            let keys = &core.settings.keys;
            out.nest(Message::Keys, |out| keys_ui(ui, keys, &slices.key_dialog, out));
        }
        Dialog::ReviewerName => reviewer_name_ui(ui, &slices.reviewer_name, out),
        Dialog::SameReviewer(asked) => same_reviewer_ui(ui, project, asked, out),
        Dialog::Unsaved(unsaved) => project::unsaved_ui(ui, unsaved, out),
        Dialog::Confirm(confirm) => confirm_ui(ui, confirm, out),
        Dialog::FindEverywhere => {
            let everywhere = &slices.find.everywhere;
            out.nest(Message::Find, |out| {
                find::everywhere_ui(ui, project, everywhere, out);
            });
        }
        Dialog::Claims | Dialog::KeepFilter => out.nest(Message::Claims, |out| {
            if *dialog == Dialog::Claims {
                claims::bulk_ui(ui, project, &slices.claims, out);
            } else {
                claims::save_filter_ui(ui, &slices.claims.filter_name, out);
            }
        }),
        Dialog::Speaker | Dialog::Merge | Dialog::Split | Dialog::NameSpeakers => {
            out.nest(Message::Speakers, |out| {
                let state = &slices.speakers;
                match dialog {
                    Dialog::Speaker => speakers::speaker_ui(ui, project, &state.form, out),
                    Dialog::NameSpeakers => speakers::naming_ui(ui, &state.naming, out),
                    Dialog::Merge => speakers::merge_ui(ui, project, state, out),
                    _ => speakers::split_ui(ui, project, state, out),
                }
            });
        }
        Dialog::DetailsOfMany => out.nest(Message::Articles, |out| {
            articles::details_of_many_ui(ui, project, slices.articles.bulk.as_ref(), out);
        }),
        Dialog::Suggestions => out.nest(Message::Suggestions, |out| {
            suggestions::suggestions_ui(ui, core, &slices.suggestions, out);
        }),
        Dialog::Export => {
            let draft = slices.export.draft.as_ref();
            out.nest(Message::Export, |out| export::export_ui(ui, project, draft, out));
        }
        Dialog::Import => {
            let review = slices.import.review.as_deref();
            out.nest(Message::Import, |out| import::import_ui(ui, project, review, out));
        }
        Dialog::NewProject
        | Dialog::TypePath
        | Dialog::Paste
        | Dialog::Details
        | Dialog::Scale
        | Dialog::Kept => {
            out.nest(Message::Project, |out| {
                project_dialog_ui(ui, core, slices, dialog, out);
            });
        }
    }
}

fn project_dialog_ui(
    ui: &mut Ui,
    core: &Core,
    slices: &Slices,
    dialog: &Dialog,
    out: &mut Outbox<project::Msg>,
) {
    let state = &slices.project;
    match dialog {
        Dialog::NewProject => project::new_project_ui(ui, &state.new, slices.import.waiting.len(), out),
        Dialog::TypePath => {
            if let Some(form) = &state.path {
                project::path_ui(ui, form, out);
            }
        }
        Dialog::Paste => project::paste_ui(ui, &state.paste, out),
        Dialog::Details => project::details_ui(ui, core.project(), state.details.as_ref(), out),
        Dialog::Scale => project::scale_ui(ui, &state.scale, out),
        Dialog::Kept => project::kept_ui(ui, &state.kept, out),
        _ => {}
    }
}

fn reviewer_name_ui(ui: &mut Ui, name: &str, out: &mut Outbox<Message>) {
    title_ui(ui, fl!("reviewer-title"), fl!("reviewer-explanation"));
    let (label, hint) = (fl!("reviewer-name"), fl!("reviewer-name.hint"));
    let (changed, submitted) = form_field(ui, "reviewer name", label, name, hint, true);
    let draft = changed.unwrap_or_else(|| name.to_owned());
    let possible = !draft.trim().is_empty();
    let pressed = foot_ui(ui, fl!("reviewer-continue"), possible, out);
    if possible && (pressed || submitted) {
        out.send(Message::NameReviewer(draft.trim().to_owned()));
    } else if draft != name {
        out.send(Message::ReviewerName(draft));
    }
}

fn confirm_ui(ui: &mut Ui, confirm: &Confirm, out: &mut Outbox<Message>) {
    title_ui(ui, &confirm.question, &confirm.explanation);
    let enter = ui
        .ctx()
        .input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    if foot_ui(ui, confirm.button, true, out) || enter {
        out.request(Request::CloseDialog);
        out.request(confirm.request.clone());
    }
}
