//! The menu of the window: six groups at the left, the commands of one of them beside it.

use eframe::egui::{Id, Key, Modifiers, Popup, Response, ScrollArea, Ui};

use super::possible::is_possible;
use super::state::Slices;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Requests;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::menu::{MenuRow, commands_menu_ui};
use crate::ui::kit::theme::{Theme, font, size};

const GROUPS_WIDTH: f32 = 120.0;
const COMMANDS_WIDTH: f32 = 330.0;

/// The commands of a group, in parts with hairlines between them.
type Parts = &'static [&'static [Command]];
/// A group: its name and its commands.
type MenuGroup = (fn() -> &'static str, Parts);

/// The groups with their commands. What is done on words and claims by hand is in the menu under the right mouse button, too.
const GROUPS: [MenuGroup; 6] = [
    (
        || fl!("menu-project"),
        &[
            &[Command::NewProject, Command::Open, Command::OpenAsFolder],
            &[
                Command::AddArticles,
                Command::AddFolder,
                Command::PasteArticle,
                Command::ArticleDetails,
                Command::UpdateArticle,
                Command::RemoveArticle,
            ],
            &[Command::Export, Command::ExportAgain],
            &[
                Command::Save,
                Command::SaveAsOneFile,
                Command::CloseProject,
                Command::Quit,
            ],
        ],
    ),
    (
        || fl!("menu-edit"),
        &[
            &[Command::Undo, Command::Redo],
            &[
                Command::Copy,
                Command::CopyWithAttribution,
                Command::CopyMarkdown,
                Command::CopyFormatted,
            ],
            &[
                Command::Find,
                Command::FindNext,
                Command::FindPrevious,
                Command::FindEverywhere,
            ],
            &[Command::Palette],
        ],
    ),
    (
        || fl!("menu-claim"),
        &[
            &[Command::Attribute, Command::ChangeSpeaker, Command::MarkForLater],
            &[
                Command::SetSource,
                Command::SetCue,
                Command::AddJointSpeaker,
                Command::AddRelay,
                Command::AddDocument,
                Command::ToggleDenies,
            ],
            &[
                Command::ToggleSuggestions,
                Command::TakeAllSuggestions,
                Command::SuggestionSettings,
            ],
            &[Command::OrphanedClaims, Command::DeleteClaim],
        ],
    ),
    (
        || fl!("menu-review"),
        &[
            &[
                Command::ReviewQueue,
                Command::Accept,
                Command::Dispute,
                Command::Reject,
                Command::ClearReview,
            ],
            &[Command::SetVerdict, Command::AddEvidence, Command::EditClaims],
            &[Command::ToggleDone, Command::ShowCheck],
            &[
                Command::ShowGuidelines,
                Command::EditGuidelines,
                Command::EditScale,
                Command::NameSpeakers,
            ],
        ],
    ),
    (
        || fl!("menu-view"),
        &[
            &[
                Command::ShowAnnotate,
                Command::ShowClaims,
                Command::ShowSpeakers,
                Command::ShowCompare,
            ],
            &[
                Command::ShowArticles,
                Command::NextArticle,
                Command::PreviousArticle,
            ],
            &[Command::ToggleLeftPanel, Command::ToggleInspector],
            &[Command::ZoomIn, Command::ZoomOut, Command::ZoomReset],
            &[Command::ThemeSystem, Command::ThemeLight, Command::ThemeDark],
        ],
    ),
    (
        || fl!("menu-help"),
        &[
            &[
                Command::Help,
                Command::Tour,
                Command::Shortcuts,
                Command::EditKeys,
            ],
            &[Command::ReviewerName, Command::ReportProblem],
        ],
    ),
];

/// Shows the menu while it is open below its button.
pub(super) fn main_menu_ui(button: &Response, core: &Core, slices: &Slices, out: &mut Requests) {
    let width = GROUPS_WIDTH + COMMANDS_WIDTH + 12.0;
    Popup::menu(button).width(width).show(|ui| {
        ui.set_min_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal_top(|ui| {
            let open = groups_ui(ui);
            ui.add_space(8.0);
            ui.vertical(|ui| {
                ui.set_width(COMMANDS_WIDTH);
                commands_ui(ui, open, core, slices, out);
            });
        });
    });
}

/// The groups; the arrows to the left and right go from one to the next, and the pointer opens the one it is on. Returns
/// the open one.
fn groups_ui(ui: &mut Ui) -> usize {
    let theme = Theme::from_ctx(ui.ctx());
    let id = Id::unique("open menu");
    let mut open: usize = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let (back, on) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Key::ArrowLeft),
            input.consume_key(Modifiers::NONE, Key::ArrowRight),
        )
    });
    if back || on {
        let step = if on { 1 } else { GROUPS.len() - 1 };
        open = (open + step) % GROUPS.len();
    }
    let is_moving = ui.input(|input| input.pointer.is_moving());
    ui.vertical(|ui| {
        ui.set_width(GROUPS_WIDTH);
        for (at, (name, _)) in GROUPS.iter().enumerate() {
            let name = name();
            let mut row = ListRow::new(name).selected(at == open).show(ui);
            row.title(name, font::BODY, theme.ink);
            let response = row.finish();
            if response.clicked() || response.gained_focus() || (response.hovered() && is_moving) {
                open = at;
            }
        }
    });
    ui.data_mut(|data| data.insert_temp(id, open));
    open
}

fn commands_ui(ui: &mut Ui, open: usize, core: &Core, slices: &Slices, out: &mut Requests) {
    let parts = GROUPS.get(open).map_or(&[][..], |(_, parts)| parts);
    let named: Vec<Vec<_>> = parts
        .iter()
        .map(|part| {
            part.iter()
                .map(|command| (*command, core.label_of(*command)))
                .collect()
        })
        .collect();
    let groups: Vec<Vec<MenuRow<'_>>> = named
        .iter()
        .map(|part| {
            let rows = part.iter().map(|(command, name)| MenuRow {
                command: *command,
                name,
                is_possible: is_possible(*command, core, slices),
            });
            rows.collect()
        })
        .collect();
    let height = ui.ctx().content_rect().height() - size::TOP_BAR - 24.0;
    ui.push_id(open, |ui| {
        // Without a least height the area is no taller than a pop-up's default.
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .show(ui, |ui| {
                if let Some(command) = commands_menu_ui(ui, &groups, height) {
                    out.command(command);
                }
            });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::bus::command::{ENTRIES, Group};

    #[test]
    fn every_command_of_a_project_and_its_window_is_in_the_menu() {
        let listed: Vec<Command> = GROUPS
            .iter()
            .flat_map(|(_, parts)| parts.iter().copied().flatten().copied())
            .collect();
        let groups = [Group::Project, Group::Edit, Group::View, Group::Help];
        for entry in ENTRIES.iter().filter(|entry| groups.contains(&entry.group)) {
            let found = listed.iter().filter(|command| **command == entry.command).count();
            assert_eq!(found, 1, "{}", entry.command.label());
        }
    }
}
