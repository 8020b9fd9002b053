//! The form for writing claims to a file: which format, which claims, the first rows, where to.

use std::path::PathBuf;

use eframe::egui::{Frame, Margin, ScrollArea, Ui};

use super::{foot_ui, form_field, title_ui};
use crate::export::{Claims, Format, Selection, preview};
use crate::model::Project;
use crate::ui::action::{Action, Actions, Browse};
use crate::ui::theme::{Theme, font};
use crate::ui::view::{Dialog, ExportDraft};
use crate::ui::widgets::button::link;
use crate::ui::widgets::choice::{Choice, choice, switch};
use crate::ui::widgets::pen::Fit;
use crate::ui::widgets::text::{label, measure, text_at, wrapped};
use crate::ui::words;

/// How many claims the preview shows.
const ROWS: usize = 5;

impl ExportDraft {
    /// The draft with the preview of what this project would give.
    #[must_use]
    pub fn previewed(self, project: &Project) -> Self {
        let selection = self.selection();
        let format = self.format();
        Self {
            preview: preview(format, project, &selection, ROWS),
            claims: project
                .claims()
                .filter(|(article, id, claim)| selection.takes(article, id, claim))
                .count(),
            ..self
        }
    }

    /// The chosen format.
    pub fn format(&self) -> &'static Format {
        Format::by_key(self.format).unwrap_or(&Format::ALL[0])
    }

    /// The chosen claims.
    pub fn selection(&self) -> Selection {
        Selection {
            claims: if self.all { Claims::All } else { Claims::Reviewed },
            ..Selection::default()
        }
    }
}

/// Draws the form.
pub fn export_ui(ui: &mut Ui, project: Option<&Project>, draft: &ExportDraft, actions: &mut Actions) {
    let Some(project) = project else { return };
    let theme = Theme::of(ui.ctx());
    title_ui(ui, "Export claims", "");
    let mut next = draft.clone();
    label(ui, "Format", font::LABEL, theme.soft);
    ui.add_space(3.0);
    let choices: Vec<Choice> = Format::ALL
        .iter()
        .map(|format| Choice::named(format.name))
        .collect();
    let chosen = Format::ALL.iter().position(|format| format.key == draft.format);
    if let Some(format) = choice(ui, "Format", &choices, chosen, "").and_then(|at| Format::ALL.get(at)) {
        next.format = format.key;
        next.path = with_extension(&next.path, format.extension);
    }
    ui.add_space(6.0);
    let format = next.format();
    wrapped(ui, format.for_whom, font::SMALL, theme.soft);
    for (word, what) in [("Keeps: ", format.keeps), ("Drops: ", format.drops)] {
        if !what.is_empty() {
            wrapped(ui, &format!("{word}{what}"), font::SMALL, theme.soft);
        }
    }
    ui.add_space(10.0);
    if switch(ui, "Also claims that nobody has reviewed", draft.all).clicked() {
        next.all = !draft.all;
    }
    ui.add_space(10.0);
    preview_ui(ui, draft);
    let (changed, _) = form_field(ui, "export path", "File", &next.path, "/home/…/claims.csv", false);
    if let Some(path) = changed {
        next.path = path;
    }
    if link(ui, "Browse…", font::LABEL).clicked() {
        actions.send(Action::Browse(Browse::ExportFile));
    }
    ui.add_space(8.0);
    let path = next.path.trim().to_owned();
    let button = format!("Export {}", words::count(draft.claims, "claim", "claims"));
    if foot_ui(ui, &button, !path.is_empty() && draft.claims > 0, actions) {
        actions.send(Action::WriteExport(PathBuf::from(path)));
    } else if next != *draft {
        let next = if (next.format, next.all) == (draft.format, draft.all) {
            next
        } else {
            next.previewed(project)
        };
        actions.send(Action::DraftDialog(Box::new(Dialog::Export(next))));
    }
}

/// The first rows as they will stand in the file, in a frame that scrolls sideways.
fn preview_ui(ui: &mut Ui, draft: &ExportDraft) {
    let theme = Theme::of(ui.ctx());
    let heading = match draft.claims {
        0 if draft.all => "There are no claims yet".to_owned(),
        0 => "No claim has been reviewed yet: accept, dispute or reject some, or export all".to_owned(),
        _ => "The first rows".to_owned(),
    };
    label(ui, &heading, font::LABEL, theme.soft);
    ui.add_space(3.0);
    if draft.claims > 0 {
        Frame::new()
            .fill(theme.paper)
            .stroke(theme.hairline_stroke())
            .corner_radius(6)
            .inner_margin(Margin::same(8))
            .show(ui, |ui| {
                ScrollArea::both()
                    .max_height(150.0)
                    .auto_shrink([false, true])
                    .show(ui, |ui| {
                        for line in draft.preview.lines() {
                            let size = measure(ui, line, font::SMALL, Fit::Free);
                            let (rect, _) = ui.allocate_exact_size(size, eframe::egui::Sense::hover());
                            let anchor = eframe::egui::Align2::LEFT_TOP;
                            text_at(
                                ui.painter(),
                                rect.min,
                                anchor,
                                line,
                                font::SMALL,
                                theme.ink,
                                size.x + 1.0,
                            );
                        }
                    });
            });
    }
    ui.add_space(10.0);
}

fn with_extension(path: &str, extension: &str) -> String {
    match path.trim().is_empty() {
        true => String::new(),
        false => PathBuf::from(path.trim())
            .with_extension(extension)
            .display()
            .to_string(),
    }
}
